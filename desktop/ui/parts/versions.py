"""One revision on a card: who, when, what it did and why, and what it made of each answer, with the difference marked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from desktop.catalogue.definitions import FormField
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.history import ENTRY_ITSELF, Change, Revision
from desktop.record.internal_titles import field_name, is_told, plain
from desktop.record.marked_text import marked_answer
from desktop.record.reasons import reason_of
from desktop.record.typed import told
from desktop.record.unaccepted import field_of, is_key
from desktop.record.values import display, short_title
from desktop.ui.layout import GAP, across, card, words
from desktop.ui.parts.marked import MarkedText
from desktop.ui.session import Session
from desktop.ui.timestamps import moment

MOST = 30
"""Changes of one revision that are shown: an import makes thousands."""


def who_and_when(revision: Revision) -> str:
    """Return who did a revision, and when."""
    return _("{name}, {moment}").format(name=revision.by or _("Name not given"), moment=moment(revision.at))


def what_was_done(session: Session, revision: Revision) -> str:
    """Say what a revision did. One that took another back, or did it again, bears the words of that one: say which."""
    said = session.said(revision.message)
    if revision.type == "undo":
        return _("Undone: {revision}").format(revision=said)
    if revision.type == "redo":
        return _("Redone: {revision}").format(revision=said)
    return said


def why_it_was_done(revision: Revision) -> str:
    """Return the reason of a revision with its label; empty where nobody gave one."""
    reason = reason_of(revision)
    return _("Reason: {reason}").format(reason=reason) if reason else ""


def entry_then(session: Session, entry_id: str) -> Entry | None:
    """Return an entry as it is, or as it was before it was removed."""
    return session.entry(entry_id) or session.file.past.removed_entry(entry_id)


def revision_card(
    session: Session,
    revision: Revision,
    entries: Collection[str],
    *,
    named: bool,
    offers: Sequence[QPushButton] = (),
) -> QFrame:
    """Return the card of a revision.

    Args:
        entries: whose changes are shown.
        named: it is said in which entry a change was made.
        offers: what can be done with it.
    """
    frame, body = card(spacing=GAP // 4)
    line = across(words(who_and_when(revision), "muted"), *offers)
    line.setStretch(0, 1)
    body.addLayout(line)
    body.addWidget(words(what_was_done(session, revision), "label"))
    if why_it_was_done(revision):
        body.addWidget(words(why_it_was_done(revision), "body", selectable=True))
    changes = [
        each
        for each in revision.changes
        if each.entry_id in entries and is_told(entry_then(session, each.entry_id), field_of(each.field))
    ]
    last, entry = "", None
    for change in changes[:MOST]:
        if change.entry_id != last:
            last, entry = change.entry_id, entry_then(session, change.entry_id)
            if named and entry is not None:
                body.addWidget(words(short_title(entry, session.catalogue), "name"))
        for widget in _of_change(session, entry, change):
            body.addWidget(widget)
    if len(changes) > MOST:
        text = _("Further changes: {count}. The page “History” shows all changes.")
        body.addWidget(words(text.format(count=counted(len(changes) - MOST)), "muted"))
    return frame


def _of_change(session: Session, entry: Entry | None, change: Change) -> Iterator[QWidget]:
    if change.field == ENTRY_ITSELF:
        yield words(_("The entry was removed.") if change.removes_entry else _("The entry was added."), "muted")
        return
    kind = session.catalogue.kinds.get(entry.kind) if entry is not None else None
    field = next((each for each in kind.fields if each.key == field_of(change.field)), None) if kind else None
    key = field_of(change.field)
    label = _(field.label) if field is not None else field_name(entry, key)
    yield words(label, "muted")
    yield from version(session, field, label, change)


def version(session: Session, field: FormField | None, label: str, change: Change) -> Iterator[QWidget]:
    """Yield what a change made of an answer, with what it removed and added where there was one before.

    Args:
        field: None where the forms have lost it.
        label: what it is called.
    """
    catalogue, submission = session.catalogue, session.submission
    if is_key(change.field):
        typed, gone = (_typed(session, field, each) for each in (change.new, change.old))
        text = _("Typed but not accepted: {text}") if typed else _("Typed but not accepted, then removed: {text}")
        yield words(text.format(text=typed or gone), "body", selectable=True)
    elif field is None:
        yield words(plain(change.new if change.new is not None else change.old), "body", selectable=True)
    elif change.old is None:
        yield words(display(field, change.new, catalogue, submission), "body", selectable=True)
    else:
        pieces = marked_answer(field, change.old, change.new, catalogue, submission)
        yield MarkedText(pieces, _("Changes in {field}").format(field=label))


def _typed(session: Session, field: FormField | None, value: object) -> str:
    if value is None or field is None:
        return "" if value is None else str(value)
    return told(field, value, session.catalogue)  # type: ignore[arg-type]  # a change holds nothing but values
