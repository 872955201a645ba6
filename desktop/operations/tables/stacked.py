"""Columns of groups that name each group once and leave the rows below empty, as a printed table does.

An empty cell of a breakdown means everybody elsewhere. Read like that, the rows below “Women” would count for all. So
where both can be meant, nothing is imported until the cells are filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.tables.codes import code_in_name
from desktop.operations.tables.column_mapping import BY, ColumnMapping
from desktop.operations.tables.table import Table
from desktop.operations.tables.vocabulary import bare, means_everybody


def stacked_columns(table: Table, mapping: ColumnMapping) -> Iterator[str]:
    """Yield a sentence for each column whose empty cells may mean the group above them."""
    if mapping.empty:
        return
    for place in _stacked(table, mapping):
        yield _(
            "In the column “{column}”, cells below a group are empty. Choose whether they mean everybody or the "
            "group above them."
        ).format(column=one_line(table.name(place), 60))


def filled_in(table: Table, mapping: ColumnMapping) -> Table:
    """Return a table in which the empty cells below a group hold its name, where somebody said that they mean it."""
    places = _stacked(table, mapping) if mapping.empty == "above" else []
    if not places:
        return table
    above = dict.fromkeys(places, "")
    rows = []
    for row in table.rows:
        cells = list(row.cells)
        for place in places:
            if cells[place]:
                # A group on the left begins anew what stands on the right of it.
                above |= {other: "" for other in places if other > place}
                above[place] = cells[place]
            cells[place] = above[place]
        rows.append(replace(row, cells=tuple(cells)))
    return replace(table, rows=tuple(rows))


def _stacked(table: Table, mapping: ColumnMapping) -> list[int]:
    if mapping.is_own or _is_of_open_sdg(table):
        return []
    value = mapping.place("value")
    return [
        place
        for place, role in enumerate(mapping.columns)
        if role.startswith(BY) and _may_be_stacked(table, place, value)
    ]


def _is_of_open_sdg(table: Table) -> bool:
    """Whether a table is one of the platform of Open SDG, which leaves a cell empty for everybody.

    Such a file is called by the code of the indicator, and its columns go from `Year` to `Value`.
    """
    names = [bare(name) for name in table.header if name]
    return bool(code_in_name(table.file)) and names[:1] == ["year"] and names[-1:] == ["value"]


def _may_be_stacked(table: Table, place: int, value: int | None) -> bool:
    """Whether the empty cells of a column could be filled from above without two rows standing for the same thing."""
    if not table.rows or not table.rows[0].cells[place] or all(row.cells[place] for row in table.rows):
        return False  # a table that begins with an empty cell has one for everybody
    above = ""
    filled = False
    seen: set[tuple[str, ...]] = set()
    for row in table.rows:
        cell = row.cells[place]
        if not cell and above and not means_everybody(above):
            filled = True
        above = cell or above
        others = tuple(each for at, each in enumerate(row.cells) if at not in (place, value))
        key = (above, *others)
        if key in seen:
            return False
        seen.add(key)
    return filled
