"""Columns of groups that name each group once and leave the rows below empty, as a printed table does.

An empty cell of a breakdown means everybody elsewhere. Read like that, the rows below “Women” would count for all. So
where both can be meant, nothing is imported until the cells are filled in.
"""

from __future__ import annotations

from collections.abc import Iterator

from desktop.catalogue.language import gettext as _
from desktop.catalogue.text_sanitizing import one_line
from desktop.operations.tables.codes import code_in_name
from desktop.operations.tables.columns import BY, Mapping
from desktop.operations.tables.table import Table
from desktop.operations.tables.words import means_everybody


def stacked_columns(table: Table, mapping: Mapping) -> Iterator[str]:
    """Yield a sentence for each column whose empty cells may mean the group above them."""
    if mapping.is_own or (code_in_name(table.file) and table.file.lower().startswith("indicator")):
        return  # the platform of Open SDG leaves a cell empty for everybody
    value = mapping.place("value")
    for place, role in enumerate(mapping.columns):
        if role.startswith(BY) and _may_be_stacked(table, place, value):
            yield _(
                "In the column “{column}” cells below a group are empty. Write the group in each of them, or a word for "
                "everybody, such as “Total”."
            ).format(column=one_line(table.name(place), 60))


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
