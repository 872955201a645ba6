"""Which column of a table of values is what: by its name in any of the six languages, and by what its cells say.

A column that nobody understands is never passed over while it may say for whom a figure stands: it becomes a breakdown
under its own name, or is asked for.
"""

from __future__ import annotations

import itertools
import re

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.tables.areas import country_of
from desktop.operations.tables.codes import read_code
from desktop.operations.tables.column_mapping import ASK, BY, ColumnMapping
from desktop.operations.tables.column_words import (
    are_countries,
    characteristic_by_word,
    is_date,
    is_id,
    is_one_area,
    only_groups,
    root_of,
    words_of_groups,
    words_of_roles,
)
from desktop.operations.tables.numbers import read_number
from desktop.operations.tables.status import is_status
from desktop.operations.tables.table import Table
from desktop.operations.tables.vocabulary import (
    AREAS_OR_PLACES,
    ASIDE,
    TITLES,
    bare,
    characteristic,
    is_of_places,
    means_everybody,
    roles_by_word,
    speaks_of_group,
    without_code,
)
from desktop.operations.tables.years import read_year

_LETTERS_OF_GROUPS = frozenset("fmhwurжм女男")
"""Letters that mean a woman, a man, a town or a village somewhere."""
LOOKED_AT = 5_000
"""Different cells of a column by which it is judged."""
LONG = 120
"""Characters of a text that is a remark and no name of a group."""


def suggest(table: Table, catalogue: Catalogue) -> ColumnMapping:
    """Return what each column seems to be, by its name and its cells.

    Of two columns for one thing the first by the better name is taken. A column in square brackets is a dimension.
    """
    return _Suggestion(table, catalogue).mapping()


class _Suggestion:
    """The roles of the columns while they are found out, the surer ones first."""

    def __init__(self, table: Table, catalogue: Catalogue) -> None:
        self._table = table
        self._catalogue = catalogue
        # `SEX: Sex` has the code and the words of one name.
        self._header = [without_code(name) for name in table.header]
        self._names = [bare(name) for name in self._header]
        self._words = words_of_roles(catalogue)
        self._by_code()
        self._without_numbers()
        self._columns: list[str | None] = [None] * len(self._names)
        self._same: list[int] = []
        self._cells: dict[int, list[str]] = {}

    def _by_code(self) -> None:
        """Take the code of a name whose words are not known: `UNIT_MULT: Unit of Multiplier`."""
        known = {word for words in self._words.values() for word in words} | set(words_of_groups(self._catalogue))
        for place, name in enumerate(self._table.header):
            code, sign, _label = name.partition(":")
            if sign and self._names[place] not in known and bare(code) in known | ASIDE:
                self._header[place], self._names[place] = code.strip(), bare(code)

    def _without_numbers(self) -> None:
        """Take a numbered name for what it is without its number, where that is known: `COMMENT_OBS_0`."""
        known = {word for words in self._words.values() for word in words}
        for place, name in enumerate(self._header):
            plain = re.sub(r"[_ ][0-9]{1,2}$", "", name)
            if plain != name and bare(plain) in known and self._names[place] not in known:
                self._header[place], self._names[place] = plain, bare(plain)

    def mapping(self) -> ColumnMapping:
        self._by_name()
        self._by_cells()
        self._pairs_of_areas()
        self._dimensions_by_name()
        self._places()
        for place, role in enumerate(self._columns):
            if role is None:
                self._columns[place] = self._judged(place)
        return ColumnMapping(tuple(role or "" for role in self._columns), same=tuple(self._same))

    def _distinct(self, place: int) -> list[str]:
        if place not in self._cells:
            found: dict[str, None] = {}
            for row in self._table.rows:
                found[row.cells[place]] = None
                if len(found) > LOOKED_AT:
                    break
            self._cells[place] = [cell for cell in found if cell]
        return self._cells[place]

    def _by_name(self) -> None:
        if "id" in self._names and all(map(is_id, self._distinct(self._names.index("id")))):
            self._columns[self._names.index("id")] = "id"
        for role, words in self._words.items():
            found = [
                place for word in words for place, name in enumerate(self._names) if name == word and self._free(place)
            ]
            found = self._better(role, list(dict.fromkeys(found)))
            for place in found if role == "note" else found[:1]:
                self._columns[place] = role
        self._by_root()
        self._figure()
        self._codes_of_units()
        own = self._place("disaggregation")
        if own is not None and self._place("category") is None:
            # Without groups it is a dimension of that name, not our own column.
            self._columns[own] = None

    def _by_root(self) -> None:
        """Find what is left by names without a word such as label: `obs_status.label`, `ref_area.label`."""
        roots = [root_of(name) for name in self._header]
        for role, words in self._words.items():
            if (self._place(role) is None or role == "note") and role not in ("category", "disaggregation", "id"):
                found = [at for at, root in enumerate(roots) if self._free(at) and root in words]
                plain = [
                    at
                    for at in found
                    if roots[at] != self._names[at]
                    and self._names[at] not in ASIDE
                    and not characteristic(self._names[at])
                ]
                found = self._better(role, plain)
                for place in found if role == "note" else found[:1]:
                    self._columns[place] = role

    def _better(self, role: str, found: list[int]) -> list[int]:
        """Return the columns of a role, those first whose cells are what the role needs."""
        if role == "indicator":
            return sorted(
                found, key=lambda place: not any(read_code(cell, ()).is_code for cell in self._distinct(place))
            )
        if role in ("note", "source", "series", "unit", "status"):
            # Whatever it is called, a column that names nothing but groups says for whom the figures stand.
            found = [place for place in found if not only_groups(self._distinct(place))]
        if role == "status":
            return [place for place in found if all(map(is_status, self._distinct(place)))]
        # “Estimate” is the figure in one table, and how it was made in another one.
        return [place for place in found if not self._holds_figures(place)] if role == "estimate" else found

    def _figure(self) -> None:
        """Find the values under a name that means them only where no column is named for them."""
        if self._place("value") is None:
            named = [
                place
                for place, name in enumerate(self._header)
                if self._free(place)
                and self._holds_figures(place)
                and ((name and means_everybody(name)) or bare(name) == "estimate")
            ]
            if len(named) == 1:
                self._columns[named[0]] = "value"

    def _holds_figures(self, place: int) -> bool:
        cells = self._distinct(place)
        return bool(cells) and sum(1 for cell in cells if read_number(cell, ".").text) * 2 > len(cells)

    def _free(self, place: int) -> bool:
        return self._columns[place] is None

    def _place(self, role: str) -> int | None:
        return self._columns.index(role) if role in self._columns else None

    def _codes_of_units(self) -> None:
        """A column of codes beside the one of words (UNIT_MEASURE beside Unit of measure) says nothing more."""
        for role in ("unit", "status", "source", "series", "year", "value", "indicator"):
            taken = self._place(role)
            for place in range(len(self._names)):
                if taken is None or not self._free(place) or not self._akin(place, taken):
                    continue
                # Two columns of figures go together in every table: they are one thing only if they say the same.
                alike = self._equal if role in ("year", "value") else self._correspond
                if alike(place, taken):
                    self._columns[place] = ""
                    self._same.append(place)

    def _equal(self, one: int, other: int) -> bool:
        return all(row.cells[one] in ("", row.cells[other]) for row in self._table.rows)

    def _akin(self, one: int, other: int) -> bool:
        """Whether two names are of one thing: alike but for a word such as code or label."""
        names = {root_of(self._header[one]), root_of(self._header[other])}
        return len(names) == 1 or self._names[one] in self._words.get(self._columns[other] or "", ())

    def _correspond(self, one: int, other: int) -> bool:
        """Whether each cell of one column goes with one cell of the other, and the other way round."""
        forth: dict[str, str] = {}
        back: dict[str, str] = {}
        for row in self._table.rows:
            first, second = row.cells[one], row.cells[other]
            if forth.setdefault(first, second) != second or back.setdefault(second, first) != first:
                return False
        return True

    def _by_cells(self) -> None:
        """Find the unit where every cell says that it is one, as the International Labour Organization writes: `Currency: USD`."""
        if self._place("unit") is not None:
            return
        for place in range(len(self._names)):
            said = {bare(cell.partition(":")[0]) for cell in self._distinct(place) if ":" in cell[:LONG]}
            whole = said and all(row.cells[place] for row in self._table.rows)
            if self._free(place) and whole and said <= set(self._words["unit"]) and len(said) == 1:
                self._columns[place] = "unit"
                return

    def _places(self) -> None:
        """A column of areas of which none is a country has places within one: its regions, its towns."""
        place = self._place("country")
        if place is None or self._place("country_code") is not None or self._names[place] not in AREAS_OR_PLACES:
            return
        cells = self._distinct(place)
        one = len(cells) == 1 and all(row.cells[place] for row in self._table.rows)
        if cells and not one and not any(country_of("", cell) for cell in cells):
            role = BY + "location"
            self._columns[place] = role if role not in self._columns else BY + self._header[place]

    def _pairs_of_areas(self) -> None:
        """Find the country by what the cells say where no column is named for it, and codes beside names."""
        if self._place("country") is None and self._place("country_code") is None:
            for place in range(len(self._names)):
                cells = self._distinct(place)
                # A column of countries may also be one of origins or partners: its name must not say so.
                name = self._names[place]
                plain = not name or characteristic(name) == "location" or roles_by_word().get(name) == "year"
                if self._free(place) and cells and plain and are_countries(cells):
                    self._columns[place] = "country"
                    return
        self._areas_twice()
        taken = [each for role in ("country", "country_code") if (each := self._place(role)) is not None]
        words = {*self._words["country"], *self._words["country_code"]}
        for place, name in enumerate(self._names):
            if self._free(place) and name in words and any(self._correspond(place, other) for other in taken):
                self._columns[place] = ""
                self._same.append(place)

    def _areas_twice(self) -> None:
        """A column whose cells name the same country as the column of codes in every row says nothing more."""
        for role, missing in (("country_code", "country"), ("country", "country_code")):
            place = self._place(role)
            if place is None or self._place(missing) is not None:
                continue
            for other in range(len(self._names)):
                cells = self._distinct(other)
                if not self._free(other) or not cells or not are_countries(cells):
                    continue
                pairs = {(row.cells[place], row.cells[other]) for row in self._table.rows}
                if len(pairs) <= LOOKED_AT and all(map(is_one_area, *zip(*pairs, strict=True))):
                    self._columns[other] = missing
                    break

    def _dimensions_by_name(self) -> None:
        groups = words_of_groups(self._catalogue)
        # Of two columns of places the one of towns and villages is the characteristic, and the other one keeps its name.
        for place in sorted(range(len(self._names)), key=lambda each: not only_groups(self._distinct(each))):
            name = self._names[place]
            if not self._free(place) or name in ASIDE or not name:
                continue
            key = (
                groups.get(name)
                or groups.get(bare(root_of(self._header[place])))
                or characteristic_by_word(self._header[place])
            )
            inside = re.fullmatch(r"\[\s*(.+?)\s*\]", self._header[place][:200])
            if key is None and inside is None:
                continue
            role = BY + (key or (inside[1] if inside else ""))
            other = self._place(role)
            if other is None:
                self._columns[place] = role
            elif self._correspond(place, other):
                # Words are better than codes; of two the longer ones are words.
                worse = min(place, other, key=lambda each: sum(map(len, self._distinct(each))))
                self._columns[place] = self._columns[other] = role
                self._columns[worse] = ""
                self._same.append(worse)

    def _judged(self, place: int) -> str:
        """Return what a column is whose name says nothing."""
        cells, name = self._distinct(place), self._names[place]
        own = BY + " ".join(self._header[place].strip("[] ").split())
        aside = name in ASIDE and not any(map(speaks_of_group, cells))
        if not cells or aside or all(map(means_everybody, cells)):
            return ""
        if self._is_copy(place):
            self._same.append(place)
            return ""
        if not name and place == 0 and self._counts_rows():
            return ""
        part = self._place("year") is not None and roles_by_word().get(name) == "year" and len(cells) > 1
        if part and not all(map(is_date, cells)):
            return ASK  # a month or a quarter beside the year
        whole = len(cells) == 1 and all(row.cells[place] for row in self._table.rows)
        if whole and name in TITLES and not speaks_of_group(cells[0]):
            return ""
        key = only_groups(cells)
        if key and BY + key not in self._columns:
            return BY + key
        if whole and len(cells[0]) == 1 and cells[0].casefold() not in _LETTERS_OF_GROUPS:
            return ""
        if not name or (whole and len(cells[0]) == 1):
            return ASK
        if self._place("year") is not None and all(read_year(cell).year for cell in cells):
            return ASK  # the years of a span, or of something else
        figures = [cell for cell in cells if read_number(cell, ".").text]
        if len(figures) * 2 > len(cells):
            if whole:
                return ""
            # A share of decimals tells of a measure, such as an error; whole numbers may be codes of groups.
            decimals = sum(1 for cell in figures if re.search(r"[.,٫][0-9٠-٩]", cell))
            return "" if decimals * 2 > len(figures) and not self._is_second_value(place) else ASK
        if any("://" in cell for cell in cells) or all(map(is_date, cells)):
            return ""
        if any(len(cell) > LONG for cell in cells):
            return "" if whole else ASK
        if self._is_code_of_place(place):
            self._same.append(place)
            return ""
        return own if own not in self._columns else ASK

    def _is_code_of_place(self, place: int) -> bool:
        """Whether a column says the same as another one of places, as `GeoCode` beside `Region` does."""
        return is_of_places(self._header[place]) and any(
            (role or "").startswith(BY) and is_of_places(self._header[other]) and self._correspond(place, other)
            for other, role in enumerate(self._columns)
            if other != place
        )

    def _counts_rows(self) -> bool:
        """Whether the first column numbers the rows: whole numbers that only rise, as programs write them without a name."""
        cells = [row.cells[0] for row in self._table.rows]
        if len(cells) < 3 or not all(re.fullmatch(r"[0-9]{1,9}", cell) for cell in cells):
            return False
        numbers = [int(cell) for cell in cells]
        return all(one < other for one, other in itertools.pairwise(numbers))

    def _is_second_value(self, place: int) -> bool:
        value = self._place("value")
        return value is None or self._names[place] == self._names[value]

    def _is_copy(self, place: int) -> bool:
        """Whether a column says the same as one that is used, and has its name but for a word such as code."""
        root = root_of(self._header[place])
        return any(
            role not in (None, "", ASK, "value", "year")
            and root_of(self._header[other]) == root
            and self._correspond(place, other)
            for other, role in enumerate(self._columns)
            if other != place and root
        )
