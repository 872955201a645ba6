"""How a table was understood, in sentences: what stands above it, which columns are not used or not known."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.lists import separated, several
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.operations.tables.codes import read_code
from desktop.operations.tables.column_mapping import BY, ColumnMapping
from desktop.operations.tables.encodings import ENCODINGS
from desktop.operations.tables.table import Table
from desktop.operations.tables.vocabulary import shortened, speaks_of_group
from desktop.operations.tables.whose import said_by

NAMED = 12
"""Codes of indicators whose words are looked at."""


def remarks_on(table: Table, mapping: ColumnMapping, catalogue: Catalogue) -> Iterator[str]:
    """Yield a sentence for each thing about a table that its reader would not expect."""
    if table.raw.sheet and len(table.raw.sheets) > 1:
        yield _("The sheet “{sheet}” is used.").format(sheet=one_line(table.raw.sheet, 60))
    yield from table.raw.remarks
    if table.spread:
        yield ngettext(
            "{count} column was read as rows: {names}.",
            "{count} columns next to each other were read as rows: {names}.",
            len(table.spread),
        ).format(count=counted(len(table.spread)), names=shortened(table.spread))
    if table.empty_cells:
        yield ngettext(
            "{count} cell without a value is skipped.",
            "{count} cells without a value are skipped.",
            table.empty_cells,
        ).format(count=counted(table.empty_cells))
    if table.below:
        yield _("Notes below the table: {notes}").format(notes=shortened(table.below))
    yield from _on_columns(table, mapping, catalogue)
    if table.raw.damaged:
        yield _(
            "Some characters in the file, such as “�” or “Ã©”, show that letters were lost or "
            "changed before you chose it. Check the names and notes."
        )


def _on_columns(table: Table, mapping: ColumnMapping, catalogue: Catalogue) -> Iterator[str]:
    known = {each.key for each in catalogue.characteristics}
    own = [
        table.name(place)
        for place, role in enumerate(mapping.columns)
        if role.startswith(BY) and role.removeprefix(BY) not in known
    ]
    if own:
        yield ngettext(
            "One column name is not known, so the values in this column are imported as values for groups: {names}.",
            "Some column names are not known, so the values in these columns are imported as values "
            "for groups: {names}.",
            several(own),
        ).format(names=shortened(own))
    same = [table.name(place) for place in mapping.same if not mapping.columns[place]]
    if same:
        yield _("Not used, because they repeat another column: {names}.").format(names=shortened(same))
    unused = [
        table.name(place)
        for place, role in enumerate(mapping.columns)
        if not role and place not in mapping.same and any(row.cells[place] for row in table.rows)
    ]
    if unused:
        yield _("Not used: {names}.").format(names=shortened(unused))


def unclear_of(table: Table, mapping: ColumnMapping, catalogue: Catalogue) -> Iterator[str]:
    """Yield a sentence for each thing about the file itself that somebody has to settle."""
    raw = table.raw
    if raw.letters_unsure:
        yield _("The text encoding of the file is not clear. Choose the line that reads correctly: {samples}.").format(
            samples=separated(
                _("“{sample}” is {encoding} [{code}]").format(
                    sample=one_line(sample, 40), encoding=_(ENCODINGS[code]), code=code
                )
                for code, sample in raw.samples
            )
        )
    if raw.sheet_unsure:
        yield _("More than one sheet of the workbook contains a table. Choose one: {sheets}.").format(
            sheets=shortened(raw.sheets)
        )
    yield from _groups_above(table, mapping, catalogue)


def _names_of_indicators(table: Table, mapping: ColumnMapping, catalogue: Catalogue) -> str:
    """Return all names of the indicators of a table, and the words for migrants where they are about them anyway."""
    place = mapping.place("indicator")
    cells = {mapping.indicator} | (set(table.column(place)) if place is not None else set())
    codes = {read_code(cell, ()).text.casefold() for cell in list(cells)[:NAMED]}
    found = [each for each in catalogue.indicators if each.key.casefold() in codes]
    return " ".join(said_by(each) for each in found)


def _groups_above(table: Table, mapping: ColumnMapping, catalogue: Catalogue) -> Iterator[str]:
    """A title such as “Unemployment of women” makes a group of all figures below it."""
    if mapping.is_own or any(role.startswith(BY) for role in mapping.columns) or table.said:
        return
    said = _names_of_indicators(table, mapping, catalogue)
    for line in (*table.above, table.raw.sheet):
        if speaks_of_group(line, said):
            yield _(
                "“{line}”, written above the table or as the name of its sheet, is about one group only. "
                "Put the group of the values in a column of its own."
            ).format(line=one_line(line, 100))
