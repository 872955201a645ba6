"""What stands where in the workbook: its sheets with their columns and rows, before a cell of it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID, uuid5

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.package import cells
from desktop.package.contribution_workbook.asked import (
    Asked,
    columns_of_rows,
    entries_of,
    fields_of,
    kinds_of,
)
from desktop.package.contribution_workbook.cell_contents import content_of, plain
from desktop.package.sheets import (
    MOST_OF_NAME,
    Column,
    Content,
    bound_columns,
    bound_rows,
    legal_name,
    sheet_title,
    unique,
)
from desktop.record.entry import Entry, Value
from desktop.record.submission import Submission
from desktop.record.value_parsing import from_cell
from desktop.record.values import concerns, short_title

NEW_ROWS = 20
"""Empty rows for new entries, each with an id of its own: the same workbook may come back twice."""
NEW_OF_ROWS = 3
"""Empty rows for each entry, on the sheet of a field of rows."""

PART = "/"
"""What stands between the id of an entry and the number of one of its rows."""


@dataclass(frozen=True)
class Row:
    """One row that is to be filled in.

    Args:
        id: of the entry; on a sheet of rows with the number of the row behind it.
        said: what stands in the locked cells before the answers; the first one names the row, and nobody changes it.
        answers: key of the field to the content of its cell; a field without an answer has none.
        values: the answers as they are kept; on a sheet of rows there are none, the entry has them.
        closed: the fields that are locked in this row; one of rows has none there.
        new: whether it is an empty one, for a new entry.
    """

    id: str
    said: tuple[Content, ...]
    answers: dict[str, Content] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()
    new: bool = False


@dataclass(frozen=True)
class FormSheet:
    """One sheet that is to be filled in.

    Args:
        kind: key of the kind of its entries.
        rows_of: the field of rows that it holds; empty where each row is an entry.
        name: as it stands at the foot of the window.
        said: the headings of the locked columns.
        columns: the fields that are asked for, each with its heading.
    """

    kind: str
    rows_of: str
    name: str
    said: tuple[Column, ...]
    columns: tuple[tuple[FormField, str], ...]
    rows: tuple[Row, ...]

    @property
    def key(self) -> str:
        """What names the sheet among the others, in no language."""
        return f"{self.kind}.{self.rows_of}" if self.rows_of else self.kind


def sheets_of(
    submission: Submission, catalogue: Catalogue, asked: Asked, workbook: str, taken: tuple[str, ...]
) -> list[FormSheet]:
    """Return the sheets that are to be filled in, in the language spoken.

    Args:
        workbook: the id of the workbook, from which the ids of new entries are made.
        taken: names that other sheets have.
    """
    found: list[FormSheet] = []
    for kind in kinds_of(asked, catalogue):
        sheet = _entries(kind, submission, catalogue, asked, workbook)
        found.append(sheet)
        for each in fields_of(kind, asked):
            if each.type == "rows":
                found.append(_rows_of(kind, each, sheet, submission, catalogue, asked))
    names = unique((*taken, *(legal_name(each.name) for each in found)), most=MOST_OF_NAME)[len(taken) :]
    return [
        FormSheet(each.kind, each.rows_of, name, each.said, each.columns, each.rows)
        for each, name in zip(found, names, strict=True)
    ]


def _leading(known: Mapping[str, Sequence[Content]], key: str, columns: int) -> tuple[Content, ...]:
    """Return what says of a row what it is about; of what the catalogue does not have, its key."""
    return tuple(known.get(key, ())) or (one_line(key), *[None] * (columns - 1))


def _entries(kind: Kind, submission: Submission, catalogue: Catalogue, asked: Asked, workbook: str) -> FormSheet:
    asked_for = fields_of(kind, asked)
    fields = [each for each in asked_for if each.type != "rows"]
    said = (Column(_("No."), "short"), *bound_columns(kind)) if kind.bound is None else tuple(bound_columns(kind))
    leading = bound_rows(kind, catalogue)
    rows: list[Row] = []
    for number, entry in enumerate(entries_of(kind, submission, catalogue, asked), 1):
        start: tuple[Content, ...] = (str(number),) if kind.bound is None else _leading(leading, entry.key, len(said))
        rows.append(_row(entry, start, asked_for, submission, catalogue, asked))
    if kind.bound is None:
        for number in range(1, NEW_ROWS + 1):
            entry_id = str(uuid5(UUID(workbook), f"{kind.key}{PART}{number}"))
            rows.append(Row(entry_id, (_("New entry {number}").format(number=number),), new=True))
    headed = unique([*(each.header for each in said), *(_(each.label) for each in fields)])
    said, columns = _headed(said, fields, headed)
    return FormSheet(kind.key, "", sheet_title(kind), said, columns, tuple(rows))


def _headed(
    said: tuple[Column, ...], fields: list[FormField], headings: list[str]
) -> tuple[tuple[Column, ...], tuple[tuple[FormField, str], ...]]:
    """Return the columns with headings of which no two are the same."""
    named = tuple(replace(column, header=heading) for column, heading in zip(said, headings, strict=False))
    return named, tuple(zip(fields, headings[len(said) :], strict=True))


def _row(
    entry: Entry,
    said: tuple[Content, ...],
    asked_for: list[FormField],
    submission: Submission,
    catalogue: Catalogue,
    asked: Asked,
) -> Row:
    contents: dict[str, Content] = {}
    values: dict[str, Value] = {}
    # What depends on another answer is open: whoever fills it in may give that answer too.
    closed = {each.key for each in asked_for if not concerns(each, entry)}
    for each in asked_for:
        value = entry.value(each.key)
        if value is None:
            continue
        values[each.key] = value
        if each.type == "rows":
            if _holds_more(value, columns_of_rows(each, asked)):
                del values[each.key]  # it is locked, and what nobody is asked for stays here
            continue
        contents[each.key], whole = _in_cell(content_of(each, value, submission, catalogue))
        if not whole:
            closed.add(each.key)
    return Row(entry.id, said, contents, values, frozenset(closed))


def _in_cell(content: Content) -> tuple[Content, bool]:
    """Return what a cell shows of a content, and whether that is all of it; what is not can only be looked at."""
    if not isinstance(content, str):
        return content, True
    parts = cells.parts(cells.shown(content))
    if len(parts) == 1:
        return parts[0], True
    note = _("(This text is too long for one cell. It can be changed only in the program.)")
    return f"{parts[0]}\n{note}", False


def _holds_more(value: Value, columns: list[FormField]) -> bool:
    """Whether rows hold something in a column that is not asked for: who changed them here could not keep it."""
    known = {each.key for each in columns}
    return isinstance(value, list) and any(isinstance(row, dict) and not row.keys() <= known for row in value)


def _rows_of(
    kind: Kind,
    field: FormField,
    entries: FormSheet,
    submission: Submission,
    catalogue: Catalogue,
    asked: Asked,
) -> FormSheet:
    columns = columns_of_rows(field, asked)
    said = (*entries.said[:1], Column(_(kind.label), "text"))
    headed = unique([*(each.header for each in said), *(_(each.label) for each in columns)])
    name = _("{kind} – {field}").format(kind=_(kind.plural), field=_(field.label))
    rows = tuple(_parts(kind, field, columns, entries, submission, catalogue))
    return FormSheet(kind.key, field.key, name, *_headed(said, columns, headed), rows)


def _parts(
    kind: Kind,
    field: FormField,
    columns: list[FormField],
    entries: FormSheet,
    submission: Submission,
    catalogue: Catalogue,
) -> Iterator[Row]:
    """Yield the rows of a field of each entry that it is asked of, and empty ones behind them."""
    for entry in entries.rows:
        if field.key in entry.closed:
            continue
        there = submission.entry(entry.id)
        title = None if entry.new else short_title(there or Entry(entry.id, kind.key, str(entry.said[0])), catalogue)
        parts = there.rows(field.key) if there else []
        shown = [
            {
                each.key: _in_cell(content_of(each, from_cell(each, part[each.key]), submission, catalogue))
                for each in columns
                if each.key in part
            }
            for part in parts
        ]
        # All of them are one answer: where one cannot come back as it is, none is changed here.
        locked = _holds_more(parts, columns) or not all(whole for row in shown for _content, whole in row.values())
        closed = frozenset(each.key for each in columns) if locked else frozenset()
        said = (entry.said[0], title)
        shown += [{}] * (0 if locked else NEW_OF_ROWS)
        for number, row in enumerate(shown, 1):
            contents = {key: content for key, (content, _whole) in row.items()}
            yield Row(f"{entry.id}{PART}{number}", said, contents, closed=closed, new=number > len(parts))


def texts_of(row: Row) -> dict[str, str]:
    """Return the cells of a row as texts to be compared with; see `plain`."""
    return {key: plain(content) for key, content in row.answers.items()}
