"""What fields are given of the open submission: entries to link to, files to take in and out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.catalogue.definitions import FormField
from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.operations.attach import save_copy
from desktop.record.carry_over import last_of
from desktop.record.entry import Entry, Value
from desktop.record.hints import hints_for
from desktop.record.values import display, title_of
from desktop.ui.answering import taken_from_before
from desktop.ui.fields import FormContext
from desktop.ui.message_boxes import tell_problem
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.ui.parts.form_clearance import FormClearance
    from desktop.ui.spelling import TextSpelling


def form_context(session: Session, parent: QWidget, say: Callable[[str], object] = lambda _text: None) -> FormContext:
    """Return the context of forms that edit entries of a session.

    Args:
        say: tells a short sentence in the bar; before a dialog nobody sees that.
    """

    def entries(kinds: Sequence[str]) -> list[tuple[str, str]]:
        return [
            (entry.id, title_of(entry, session.catalogue))
            for kind in kinds
            for entry in session.submission.of_kind(kind)
        ]

    def title(entry_id: str) -> str:
        entry = session.entry(entry_id)
        return title_of(entry, session.catalogue) if entry else ""

    def attach(entry_id: str, field: str, path: Path) -> None:
        entry = session.entry(entry_id)
        if entry is not None:
            session.attach(entry, field, path)

    def file_name(sha256: str) -> tuple[str, int]:
        file = session.submission.attachments.get(sha256)
        return (file.name, file.size) if file else (_("a missing file"), 0)

    def save_file(sha256: str, path: Path) -> None:
        try:
            save_copy(session.file, sha256, path)
        except (UserError, KeyError) as problem:
            tell_problem(parent, _("The copy could not be saved"), problem)

    def open_file(sha256: str) -> None:
        from desktop.ui.opening import open_attachment

        open_attachment(session.file, sha256, file_name(sha256)[0], parent)

    def history(entry_id: str, field: str) -> None:
        from desktop.ui.dialogs.field_history import FieldHistory

        entry = session.entry(entry_id)
        if entry is not None:
            FieldHistory(session, entry, field, parent).open()

    def entry_history(entry_id: str) -> None:
        from desktop.ui.dialogs.entry_history import history_of_entry

        history_of_entry(session, entry_id, parent).open()

    def rate(entry: Entry, field: str) -> None:
        from desktop.record.ballots import Question
        from desktop.ui.dialogs.rating import RatingDialog

        RatingDialog(session, [Question(session.entry(entry.id) or entry, field)], parent).open()

    def last(entry: Entry) -> Entry | None:
        return last_of(session.submission, entry)

    def confirm(entry_id: str, field: str) -> None:
        entry = session.entry(entry_id)
        if entry is not None:
            session.confirm(entry, field)

    def spelling(box: QPlainTextEdit) -> TextSpelling:
        from desktop.ui.spelling import TextSpelling, spelling_of

        return TextSpelling(spelling_of(session), box)

    def language_of(entry: Entry, field: FormField) -> str:
        return field.language or entry.text("language") or session.submission.about.text("language")

    def hints(entry: Entry) -> Mapping[str, Sequence[str]]:
        said = hints_for(entry, session.catalogue, session.submission)
        for field in taken_from_before(session, entry):
            said.setdefault(field, []).append(_("From the previous pledge"))
        return said

    def clearance(kind: str, commit: Callable[[], object]) -> FormClearance:
        from desktop.ui.parts.form_clearance import FormClearance

        return FormClearance(session, kind, commit)

    def said(field: FormField, value: Value | None) -> str:
        return display(field, value, session.catalogue, session.submission)

    return FormContext(
        session.catalogue,
        entries,
        attach,
        file_name,
        save_file,
        title=title,
        history=history,
        entry_history=entry_history,
        confirm=confirm,
        rate=rate,
        last=last,
        open_file=open_file,
        keep=session.keep,
        rest=session.rest,
        saving=session.saving,
        language=lambda: session.submission.about.text("language"),
        hints=hints,
        spelling=spelling,
        language_of=language_of,
        clearance=clearance,
        session=session,
        closed=session.why_closed,
        said=said,
        say=say,
    )
