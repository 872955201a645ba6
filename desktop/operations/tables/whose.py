"""Whose figures the rows of a table are: of which country, and of which indicator."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Indicator
from desktop.i18n.lists import joined
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.tables.areas import country_of
from desktop.operations.tables.codes import code_in_name, read_code
from desktop.operations.tables.column_mapping import ColumnMapping
from desktop.operations.tables.table import Row, Table
from desktop.operations.tables.table_plan import ValuePlan
from desktop.operations.tables.vocabulary import AREAS_OR_PLACES, bare, shortened
from desktop.record.submission import Submission
from desktop.record.values import display


class Areas:
    """Which areas of a table are the country."""

    def __init__(
        self, submission: Submission, catalogue: Catalogue, table: Table, mapping: ColumnMapping, plan: ValuePlan
    ) -> None:
        self._catalogue = catalogue
        self._table = table
        self._mapping = mapping
        self._plan = plan
        self._country = submission.about.text("country")
        self._places = (mapping.place("country_code"), mapping.place("country"))
        self._areas: dict[tuple[str, str], str] = {}
        self._has_places = False

    def choose(self) -> None:
        """Find out which areas of the file are the country, or ask for it in the plan."""
        mapping, plan = self._mapping, self._plan
        if self._places == (None, None):
            if not mapping.is_own:
                plan.remarks.append(_("No column gives the country, so all rows are read as your own country's."))
            return
        for row in self._table.rows:
            if any(self._area(row)):
                self._areas[self._area(row)] = ""
        for code, name in self._areas:
            self._areas[code, name] = country_of(code, name)
        plan.areas = tuple(sorted({name or code for code, name in self._areas if name or code}))
        if mapping.area:
            if mapping.area not in plan.areas:
                plan.errors.append(_("No row of the file is about “{area}”.").format(area=one_line(mapping.area, 40)))
            return
        self._has_places = self._are_places()
        known = self._country in self._areas.values() if self._country else False
        plan.area_unclear = not known and (not self._country or "" in self._areas.values())
        if plan.area_unclear:
            plan.errors.append(self._which())

    def _are_places(self) -> bool:
        """Whether the areas beside the country are places within it: no other country or region of the world is among them.

        A column that is called by the word for countries has no places, nor has one with codes of areas.
        """
        code, name = self._places
        mixed = code is None and name is not None and bare(self._table.header[name]) in AREAS_OR_PLACES
        if not mixed or not self._country or set(self._areas.values()) != {self._country, ""}:
            return False
        names = [name for (_code, name), meant in self._areas.items() if not meant]
        self._plan.remarks.append(
            _("These are read as groups or places within the country: {names}.").format(names=shortened(names))
        )
        return True

    def place_within(self, row: Row) -> str:
        """Return the place within the country that a row is about, empty for the country itself."""
        if not self._has_places:
            return ""
        code, name = self._area(row)
        return "" if self._areas.get((code, name)) else name

    def _which(self) -> str:
        if not self._country:
            return _("The submission names no country: choose the area whose rows you want.")
        name = display(self._catalogue.kind("submission").field("country"), self._country, self._catalogue)
        return _("It is not clear which area in the file is this country: {country}. Choose the area.").format(
            country=name
        )

    def _area(self, row: Row) -> tuple[str, str]:
        code, name = (None if place is None else row.cells[place] for place in self._places)
        return code or "", name or ""

    def is_country(self, text: str) -> bool:
        """Whether a text names the country itself: in a column of its regions that is everybody."""
        return bool(text and self._country) and country_of("", text) == self._country

    def is_named(self, row: Row) -> bool:
        """Whether a row names an area, where the table has a column for it."""
        return not self._areas or any(self._area(row))

    def is_ours(self, row: Row) -> bool:
        """Whether a row is about the country."""
        if not self._areas:
            return True
        code, name = self._area(row)
        if self._mapping.area:
            return (name or code) == self._mapping.area
        return self._has_places or self._areas[code, name] == self._country


SERIES = 50
"""Series of one indicator that are looked at for its code."""


@dataclass(frozen=True)
class Meant:
    """Which indicator a row is about.

    Args:
        code: as the table has it, in one form.
        indicator: None where the catalogue does not have it.
        why: a part of a sentence that says why the row stays out.
    """

    code: str = ""
    indicator: Indicator | None = None
    why: str = ""


class Indicators:
    """Which indicator the rows of a table are about."""

    def __init__(self, catalogue: Catalogue, table: Table, mapping: ColumnMapping) -> None:
        self._known = {each.key.casefold(): each for each in catalogue.indicators}
        self._names = _names(catalogue)
        self._place = mapping.place("indicator")
        # Where the first row names none, the file is about the one of its name, and the others are named besides.
        unnamed = self._place is not None and bool(table.rows) and not table.rows[0].cells[self._place]
        self._unnamed = code_of_file(table, catalogue) if unnamed and not mapping.indicator else ""
        self._chosen = read_code(mapping.indicator, self._known).text if mapping.indicator else ""
        self._replaced: set[str] = set()
        self._cells: dict[str, Meant] = {}
        self._unknown: Counter[str] = Counter()

    def of(self, row: Row) -> Meant:
        """Return the indicator of a row."""
        cell = "" if self._place is None else row.cells[self._place]
        found = self._cells.get(cell)
        if found is None:
            found = self._cells[cell] = self._chosen_for(cell) if self._chosen else self._read(cell)
        if found.code and found.indicator is None:
            self._unknown[cell] += 1
        return found

    def _chosen_for(self, cell: str) -> Meant:
        said = self._read(cell) if cell else Meant()
        # What somebody says goes before a name that the catalogue does not know, not before a code that it knows.
        if said.indicator is not None or said.why:
            return said
        self._replaced.add(cell)
        return Meant(self._chosen, self._known.get(self._chosen.casefold()))

    def _read(self, cell: str) -> Meant:
        if not cell and self._unnamed:
            return Meant(self._unnamed, self._known[self._unnamed.casefold()])
        if not cell:
            return Meant(why=_("it names no indicator"))
        code = read_code(cell, self._known)
        if code.is_date:
            return Meant(why=_on_date(cell, code.dates))
        found = self._known.get(code.text.casefold()) or self._names.get(bare(cell))
        return Meant(code.text if found is None else found.key, found)

    def settle(self, plan: ValuePlan, found_any: bool) -> None:
        """Ask for the indicator where all rows are of one that is not known."""
        if self._chosen and self._chosen.casefold() not in self._known:
            plan.errors.append(
                _("“{code}” is not the code of an indicator in the list.").format(code=one_line(self._chosen, 40))
            )
        elif len(self._replaced) > 1:
            plan.errors.append(_("The file has more than one indicator, so one code cannot be used for all of them."))
        elif not found_any and len(self._unknown) == 1:
            (cell,) = self._unknown
            if not read_code(cell, self._known).is_code:
                plan.indicator_unclear = True
                plan.errors.append(
                    _(
                        "The indicator in the file is called “{name}”, which is not in the list. Choose the indicator."
                    ).format(name=one_line(cell, 80))
                )


def code_of_file(table: Table, catalogue: Catalogue) -> str:
    """Return the code of the indicator that the name of a file has, if the catalogue has it."""
    code = code_in_name(table.file)
    return next((each.key for each in catalogue.indicators if each.key.casefold() == code), "")


def code_of_series(table: Table, mapping: ColumnMapping, catalogue: Catalogue) -> str:
    """Return the code of the indicator that every cell of the series ends with, `[17.3.2]`, or whose name all of them are."""
    place = mapping.place("series")
    cells = set() if place is None else set(table.column(place))
    if not cells or len(cells) > SERIES:
        return ""
    names = _names(catalogue)
    found = {_code_at_end(cell) or (names[bare(cell)].key if bare(cell) in names else "") for cell in cells}
    code = found.pop().casefold() if len(found) == 1 else ""
    return next((each.key for each in catalogue.indicators if each.key.casefold() == code), "")


def _code_at_end(cell: str) -> str:
    text = cell.strip()
    begin = max(text.rfind("["), text.rfind("("))
    code = read_code(text[begin:], ()) if begin >= 0 and text[-1:] in "])" else None
    return code.text if code is not None and code.is_code else ""


def _names(catalogue: Catalogue) -> dict[str, Indicator]:
    """Return the indicators by their whole names in all languages; a name that two have is none's."""
    found: dict[str, Indicator | None] = {}
    for each in catalogue.indicators:
        for name in set(map(bare, each.name.values())):
            found[name] = None if name in found else each
    return {name: each for name, each in found.items() if each is not None}


def _on_date(cell: str, codes: tuple[str, ...]) -> str:
    if not codes:
        return _("“{text}” is a date, not the code of an indicator").format(text=one_line(cell, 40))
    return _(
        "“{text}” is a date that a spreadsheet has made from a code, perhaps from {codes}; write the code again"
    ).format(text=one_line(cell, 40), codes=joined(codes))


def said_by(indicator: Indicator) -> str:
    """Return what an indicator says of itself in all languages; those on migration are about migrants anyway."""
    more = _ABOUT_MIGRANTS if indicator.migration_specific else ""
    return " ".join([*indicator.name.values(), indicator.unit, more])


_ABOUT_MIGRANTS = (
    "migrant migrants immigrants emigrants refugee refugees immigré immigrés réfugiés migrante migrantes inmigrantes "
    "refugiados المهاجرين المهاجرون مهاجرين اللاجئين لاجئين мигранты мигрантов иммигрантов беженцы беженцев 移民 移徙者 难民"
)
