"""Which sheet, column and row of a workbook that came back is which, whatever was moved, renamed or deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from desktop.i18n.lists import joined
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_normalization import fold_case
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.operations.returned.returned_findings import Findings, Place, Remark
from desktop.package.contribution_workbook import hidden_record
from desktop.package.contribution_workbook.cell_contents import plain
from desktop.package.contribution_workbook.grid import Grid, address
from desktop.package.contribution_workbook.hidden_record import MARK, HiddenRecord, SheetRecord

_LOOKED_AT = 60
"""Rows in which the hidden mark of a sheet is looked for."""


@dataclass
class Matched:
    """A sheet that is one of ours.

    Args:
        grid: its cells.
        ids: the column of the hidden ids.
        names: the column of the first locked cells, 0 where it is gone.
        head: the row of the headings.
        columns: column to the key of its field.
        rows: id to row; only ids that are ours.
        typed: rows below that have answers and no id.
        met: every hidden id that stands in the sheet, also of rows of which an error is told.
        covered: cells that a merged range has swallowed.
    """

    grid: Grid
    record: SheetRecord
    ids: int
    names: int
    head: int
    columns: dict[int, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    typed: list[int] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    covered: set[tuple[int, int]] = field(default_factory=set)

    def place(self, row: int, column: int) -> Place:
        """Return where a cell is."""
        return Place(self.grid.name, address(row, column))


def hidden_cells(grids: list[Grid]) -> list[str]:
    """Return the cells of the hidden sheet; none where there is no such sheet."""
    for grid in sorted(grids, key=lambda each: each.name != hidden_record.SHEET):
        if grid.text(1, 1).startswith(MARK) and len(grid.text(2, 1)) == 64:
            found: list[str] = []
            while text := grid.text(len(found) + 1, 1):
                found.append(text)
            return found
    return []


def matched_sheets(grids: list[Grid], record: HiddenRecord, findings: Findings) -> list[Matched]:
    """Return the sheets that are ours, and say what is wrong with the others."""
    known = {sheet.key: sheet for sheet in record.sheets}
    found: dict[str, list[tuple[Grid, int, int]]] = {}
    for grid in grids:
        for (row, column), cell in grid.cells.items():
            text = cell.value if isinstance(cell.value, str) else ""
            if row <= _LOOKED_AT and text.startswith(MARK) and text.removeprefix(MARK) in known:
                found.setdefault(text.removeprefix(MARK), []).append((grid, row, column))
    for key, sheet in known.items():
        if key in found:
            continue
        if any(grid.name == sheet.name for grid in grids):
            text = _("The hidden identifiers of this sheet were deleted or altered.")
            findings.errors.append(Remark(Place(sheet.name), text))
        else:
            text = _("This sheet is missing from the workbook. Its answers stay as they are.")
            findings.remarks.append(Remark(Place(sheet.name), text))
    matched = []
    for key, places in found.items():
        if len(places) > 1:
            names = joined(one_line(grid.name, 40) for grid, _row, _column in places)
            text = _("The workbook has this sheet more than once: {names}. Delete the copies.").format(names=names)
            findings.errors.append(Remark(Place(known[key].name), text))
            continue
        grid, row, column = places[0]
        matched.append(_Matching(Matched(grid, known[key], column, 0, row + 1), findings).whole())
    return matched


class _Matching:
    """Finds the columns and rows of one sheet."""

    def __init__(self, matched: Matched, findings: Findings) -> None:
        self._matched = matched
        self._grid = matched.grid
        self._record = matched.record
        self._findings = findings
        self._bottom = max((row for row, _column in self._grid.cells), default=0)
        self._right = max((column for _row, column in self._grid.cells), default=0)
        self._headings = {fold_case(heading): key for key, heading in self._record.columns.items()}

    def whole(self) -> Matched:
        self._find_headings()
        self._find_columns()
        self._find_rows()
        self._find_merged()
        return self._matched

    def _error(self, row: int, column: int, text: str) -> None:
        self._findings.errors.append(Remark(self._matched.place(row, column), text))

    def _remark(self, row: int, column: int, text: str) -> None:
        self._findings.remarks.append(Remark(self._matched.place(row, column), text))

    def _find_headings(self) -> None:
        """Find the row of the headings: the first one below the hidden keys that has one of ours."""
        keys = self._matched.head - 1
        said = {fold_case(each) for each in self._record.said}
        for row in range(keys + 1, min(keys + _LOOKED_AT, self._bottom) + 1):
            texts = {fold_case(self._grid.text(row, column)) for column in range(1, self._right + 1)}
            if texts & (self._headings.keys() | said):
                self._matched.head = row
                break
        name = fold_case(self._record.said[0])
        for column in range(1, self._right + 1):
            heading = fold_case(self._grid.text(self._matched.head, column))
            if heading == name and column != self._matched.ids and not self._grid.text(keys, column):
                self._matched.names = column
                break

    def _find_columns(self) -> None:
        keys_row, head = self._keys_row(), self._matched.head
        taken: dict[str, int] = {}
        waiting: list[int] = []
        said = {fold_case(each) for each in self._record.said}
        for column in range(1, self._right + 1):
            if column in (self._matched.ids, self._matched.names):
                continue
            key, heading = self._grid.text(keys_row, column), self._grid.text(head, column)
            if key in self._record.columns:
                if key in taken:
                    text = _("The column “{name}” appears twice on this sheet. Delete one of the two.")
                    self._error(head, column, text.format(name=one_line(self._record.columns[key], 60)))
                    continue
                taken[key] = column
                self._look_at_heading(column, key, heading)
            elif key:
                self._error(keys_row, column, _("The hidden name of this column was altered."))
            elif fold_case(heading) not in said or not heading:
                waiting.append(column)
        for column in waiting:
            heading = self._grid.text(head, column)
            key = self._headings.get(fold_case(heading), "") if heading else ""
            if key and key not in taken:
                taken[key] = column
            else:
                self._tell_of_strange(column, heading)
        for key, heading in self._record.columns.items():
            if key not in taken:
                text = _("The column “{name}” is missing. Its answers stay as they are.")
                self._findings.remarks.append(Remark(Place(self._grid.name), text.format(name=one_line(heading, 60))))
        order = [key for key in self._record.columns if key in taken]
        if sorted(order, key=taken.__getitem__) != order:
            text = _("Columns were moved. Each was recognized by its hidden name.")
            self._findings.remarks.append(Remark(Place(self._grid.name), text))
        self._matched.columns = {column: key for key, column in sorted(taken.items(), key=lambda each: each[1])}

    def _keys_row(self) -> int:
        """Return the row of the hidden keys, which is that of the mark of the sheet."""
        return next(
            row
            for (row, column), cell in self._grid.cells.items()
            if column == self._matched.ids and isinstance(cell.value, str) and cell.value.startswith(MARK)
        )

    def _look_at_heading(self, column: int, key: str, heading: str) -> None:
        other = self._headings.get(fold_case(heading))
        if other == key:
            return
        if other is not None:
            text = _("This column is headed “{heading}”, but its hidden name is that of “{name}”.")
            self._error(
                self._matched.head, column, text.format(heading=one_line(heading, 60), name=self._record.columns[key])
            )
            return
        if not heading:
            text = _("The heading “{name}” was emptied. The column was recognized by its hidden name.")
            self._remark(self._matched.head, column, text.format(name=one_line(self._record.columns[key], 60)))
            return
        text = _("The heading “{name}” was changed to “{heading}”. The column was recognized by its hidden name.")
        self._remark(
            self._matched.head,
            column,
            text.format(name=one_line(self._record.columns[key], 60), heading=one_line(heading, 60)),
        )

    def _tell_of_strange(self, column: int, heading: str) -> None:
        filled = [row for row in range(self._matched.head + 1, self._bottom + 1) if (row, column) in self._grid.cells]
        if filled:
            text = ngettext(
                "The column “{name}” does not belong to this workbook. What is written in it is left out: {count} cell.",
                "The column “{name}” does not belong to this workbook. What is written in it is left out: {count} cells.",
                len(filled),
            )
            self._remark(
                filled[0],
                column,
                text.format(name=one_line(heading or address(1, column)[:-1], 60), count=counted(len(filled))),
            )

    def _find_rows(self) -> None:
        matched, record = self._matched, self._record
        first: dict[str, int] = {}
        for row in range(matched.head + 1, self._bottom + 1):
            found = self._grid.text(row, matched.ids)
            if not found:
                if any((row, column) in self._grid.cells for column in matched.columns):
                    matched.typed.append(row)
                continue
            matched.met.add(found)
            if found not in record.rows and found not in record.spares:
                self._error(row, matched.ids, _("The hidden identifier of this row was altered."))
                continue
            if found in first:
                text = _("This row and {cell} have the same hidden identifier: one is a copy of the other.")
                self._error(row, matched.ids, text.format(cell=address(first[found], matched.ids)))
                continue
            first[found] = row
            name = record.rows[found].said if found in record.rows else record.spares[found]
            there = self._name_at(row)
            if matched.names and there != name:
                text = _(
                    "The row says “{there}”, but its hidden identifier is that of “{name}”. Only part of the "
                    "sheet was sorted."
                )
                self._error(row, matched.names, text.format(there=one_line(there, 40), name=one_line(name, 40)))
                continue
            matched.rows[found] = row
        self._look_at_typed(first)

    def _name_at(self, row: int) -> str:
        cell = self._grid.cells.get((row, self._matched.names))
        return plain(cell.value) if cell else ""

    def _look_at_typed(self, first: dict[str, int]) -> None:
        """See that rows without an id are new ones, and none of ours that has lost it."""
        matched, record = self._matched, self._record
        names = {row.said for row_id, row in record.rows.items() if row_id not in first}
        names |= {name for row_id, name in record.spares.items() if row_id not in first}
        for row in list(matched.typed):
            there = self._name_at(row) if matched.names else ""
            if there and there in names:
                self._error(row, matched.names, _("The hidden identifier of this row was deleted."))
            elif record.rows_of:
                self._error(
                    row, matched.ids, _("It is not clear which entry this row belongs to. Use one of the empty rows.")
                )
            elif not record.spares:
                self._error(row, matched.ids, _("The workbook does not ask for this row."))
            else:
                continue
            matched.typed.remove(row)

    def _find_merged(self) -> None:
        matched = self._matched
        rows = {*matched.rows.values(), *matched.typed}
        for top, left, bottom, right in self._grid.merged:
            columns = [each for each in (*matched.columns, matched.ids) if left <= each <= right]
            if columns and any(top <= row <= bottom for row in rows):
                last = address(bottom, right)
                text = _("The cells from here to {cell} are merged. Separate them, and fill in each.")
                self._error(top, left, text.format(cell=last))
                matched.covered |= set(_covered(top, bottom, columns, rows))


def _covered(top: int, bottom: int, columns: list[int], rows: set[int]) -> Iterator[tuple[int, int]]:
    return ((row, column) for row in rows if top <= row <= bottom for column in columns)
