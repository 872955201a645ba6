"""Edit several entries at once: each is one revision, which one "Undo" takes back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.atomic_write import atomic_write
from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.isolation import plain
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.entry import Entry, Value, tidy
from desktop.record.history import Message, Parameter, Revision
from desktop.record.history_labels import entry_name, field_reference, kinds_reference
from desktop.record.submission import Submission
from desktop.record.values import display, title_of
from desktop.store.file import SubmissionFile

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NOT_COPIED = frozenset({"external_id"})
"""What names one entry alone, so that its copy must not have it."""


def remove_all(
    file: SubmissionFile, catalogue: Catalogue, entries: Sequence[Entry], *, by: str = ""
) -> Revision | None:
    """Take entries of one kind away with all their answers. Returns None for no entries."""
    if not entries:
        return None
    with file.transaction(
        "edit", Message(N_("Remove from {place}: {count}"), _several(entries, catalogue)), by
    ) as unit:
        unit.remove_all([each.id for each in entries])
    return unit.done


def set_all(
    file: SubmissionFile,
    catalogue: Catalogue,
    entries: Sequence[Entry],
    field: str,
    value: Value | None,
    *,
    by: str = "",
) -> Revision | None:
    """Give one answer to a field of entries of one kind. Returns None where nothing changed."""
    if not entries:
        return None
    names = {**_several(entries, catalogue), "field": field_reference(catalogue.kind(entries[0].kind), field)}
    message = Message(N_("Change “{field}” in {place}: {count}"), names)
    with file.transaction("edit", message, by) as unit:
        for entry in entries:
            unit.set(entry.id, field, tidy(value))
    return unit.done


def duplicate(file: SubmissionFile, catalogue: Catalogue, entry: Entry, *, by: str = "") -> tuple[str, Revision | None]:
    """Add a copy of an entry, with its links and its files. Returns the id of the copy and the revision.

    Its title says that it is a copy; a number that names one entry alone is left out.
    """
    kind = catalogue.kind(entry.kind)
    answers = {key: answer.value for key, answer in entry.answers.items() if key not in NOT_COPIED}
    title = entry.text(kind.title_field)
    if title:
        answers[kind.title_field] = plain(_("{title} (copy)").format(title=title))
    message = Message(N_("Duplicate {name}"), {"name": entry_name(entry, catalogue)})
    with file.transaction("edit", message, by) as unit:
        entry_id = unit.add(entry.kind, answers)
    return entry_id, unit.done


def save_list(
    path: Path,
    submission: Submission,
    catalogue: Catalogue,
    entries: Sequence[Entry],
    work: ProgressReporter | None = None,
) -> None:
    """Write entries of one kind as a table for a spreadsheet: a row for each, a column for each question.

    It is for use at home and not signed: it holds internal answers too. What no cell can hold stands whole in a second
    sheet, in parts.

    Raises:
        FileError: it could not be written.
        Cancelled: somebody chose to stop; nothing is written then.
    """
    from openpyxl import Workbook

    from desktop.package.sheets import LongTexts, Number, legal_name, sheet_title
    from desktop.package.workbook_saving import saved

    kind = catalogue.kind(entries[0].kind)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = sheet_title(kind)
    sheet.freeze_panes = "A2"
    long = LongTexts(legal_name(_("Long texts")))
    labels = [_(field.label) for field in kind.fields]
    rows = [labels]
    work, said = work or NullProgress(), _("Saving the table")
    for number, entry in enumerate(entries):
        work.step(number, len(entries), said)
        name = title_of(entry, catalogue)
        texts = (display(field, entry.value(field.key), catalogue, submission) for field in kind.fields)
        rows.append([long.fit(text, name, sheet.title, label) for text, label in zip(texts, labels, strict=True)])
    _fill(sheet, rows)
    if long.rows:
        parts = [[str(each.value) if isinstance(each, Number) else str(each) for each in row] for row in long.rows]
        _fill(book.create_sheet(long.name), [[_("Entry"), _("Sheet"), _("Column"), _("Part"), _("Text")], *parts])
    with atomic_write(path) as stream:
        stream.write(saved(book))


def _fill(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    from desktop.package import cells

    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if text:
                cell = sheet.cell(number, column)
                cell.value = cells.written(cells.shown(text))
                cell.data_type = "s"  # never a formula, whatever it begins with
                cell.quotePrefix = cells.could_be_formula(text)


def _several(entries: Sequence[Entry], catalogue: Catalogue) -> dict[str, Parameter]:
    return {"count": str(len(entries)), "place": kinds_reference(catalogue.kind(entries[0].kind))}
