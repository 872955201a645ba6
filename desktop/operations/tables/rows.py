"""The rows of a table of values, read one by one; what stays out is counted with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.language import gettext as _
from desktop.catalogue.language import speaking
from desktop.operations.planned import Planned
from desktop.operations.tables.areas import country_of
from desktop.operations.tables.columns import BY, Mapping
from desktop.operations.tables.dimensions import belongs_to_name, group_name, is_everybody, unit_of
from desktop.operations.tables.numbers import Mark, Number, marks_of, read_number
from desktop.operations.tables.plan import ValuePlan
from desktop.operations.tables.table import Row, Table
from desktop.record.entry import Value, tidy
from desktop.record.submission import Submission
from desktop.record.values import display, problems_of, read

_ESTIMATED = frozenset({"e", "m", "estimated", "modeled", "modelled", "estimated data", "modeled data", "yes", "true"})
_WHOLE_YEAR = re.compile(r"(?P<year>\S+?)\.0+")


@dataclass(frozen=True)
class Found:
    """A row that can be read; `groups` are pairs of a characteristic and the name of the group."""

    line: int
    indicator: str
    year: int
    number: str
    groups: tuple[tuple[str, str], ...]
    unit: str
    series: str
    note: str
    rest: tuple[tuple[str, Value], ...]
    named_series: bool = False

    @property
    def disaggregation(self) -> str:
        return self.groups[0][0] if self.groups else ""

    def category(self, *, with_series: bool) -> str:
        parts = [name for _key, name in self.groups]
        return ", ".join([*parts, self.series] if with_series and self.series else parts)

    def identity(self) -> tuple[str, ...]:
        category = self.category(with_series=self.named_series)
        return (self.indicator, str(self.year), self.disaggregation, category.casefold(), self.unit.casefold())

    def planned(self) -> Planned:
        answers: dict[str, Value] = {"indicator": self.indicator, "year": self.year, "value": self.number}
        texts = {
            "unit": self.unit,
            "disaggregation": self.disaggregation,
            "category": self.category(with_series=self.named_series),
            # The series says how the figure is made; it stands in the first line of the note, see `_there`.
            "note": self.note if self.named_series else f"{self.series}\n{self.note}",
        }
        answers |= {key: value for key, text in texts.items() if (value := tidy(text)) is not None}
        return Planned.new("value", answers | dict(self.rest))


class Reading:
    """One table while it is read, row by row; what stays out is counted in the plan."""

    def __init__(
        self,
        submission: Submission,
        catalogue: Catalogue,
        table: Table,
        mapping: Mapping,
        plan: ValuePlan,
        language: str,
    ) -> None:
        self._submission = submission
        self._catalogue = catalogue
        self._table = table
        self._mapping = mapping
        self._plan = plan
        self._language = language
        self._country = submission.about.text("country")
        self._indicators = {each.key.casefold(): each for each in catalogue.indicators}
        self._areas: dict[tuple[str, str], str] = {}
        self._notes = [place for place, role in enumerate(mapping.columns) if role == "note"]
        self._groups = self._places_of_groups()
        place = mapping.place("value")
        self._marks = marks_of(set(table.column(place))) if place is not None else frozenset()

    def _places_of_groups(self) -> list[tuple[str, int]]:
        order = [each.key for each in self._catalogue.characteristics]
        found = [
            (role.removeprefix(BY), place)
            for place, role in enumerate(self._mapping.columns)
            if role.startswith(BY) and role != BY
        ]
        return sorted(found, key=lambda each: order.index(each[0]) if each[0] in order else len(order))

    def _cell(self, row: Row, role: str) -> str:
        place = self._mapping.place(role)
        return "" if place is None else row.cells[place]

    def choose_area(self) -> None:
        """Find out which areas of the file are the country, or ask for it in the plan."""
        mapping, plan = self._mapping, self._plan
        if mapping.place("country") is None and mapping.place("country_code") is None:
            plan.remarks.append(_("No column says the country: every row is taken to be about your own."))
            return
        for row in self._table.rows:
            if any(self._area(row)):
                self._areas[self._area(row)] = ""
        for code, name in self._areas:
            self._areas[code, name] = country_of(code, name)
        plan.areas = tuple(sorted({name or code for code, name in self._areas if name or code}))
        if mapping.area:
            if mapping.area not in plan.areas:
                plan.errors.append(_("No row of the file is about “{area}”.").format(area=_short(mapping.area)))
            return
        known = self._country in self._areas.values() if self._country else False
        plan.area_unclear = not known and (not self._country or "" in self._areas.values())
        if plan.area_unclear:
            plan.errors.append(self._which_area())

    def _which_area(self) -> str:
        if not self._country:
            return _("The submission names no country: choose the area whose rows you want.")
        name = display(self._catalogue.kind("submission").field("country"), self._country, self._catalogue)
        return _("It is not clear which area of the file is this country: {country}. Choose it.").format(country=name)

    def _area(self, row: Row) -> tuple[str, str]:
        return self._cell(row, "country_code"), self._cell(row, "country")

    def _is_ours(self, row: Row) -> bool:
        if not self._areas:
            return True
        code, name = self._area(row)
        if self._mapping.area:
            return (name or code) == self._mapping.area
        return self._areas[code, name] == self._country

    def row(self, row: Row) -> Found | None:
        """Return what a row says, None when it stays out."""
        if row.flaw:
            self._leave_out(row, self._flaw(row))
        elif self._areas and not any(self._area(row)):
            self._leave_out(row, _("it names no country or area"))
        elif not self._is_ours(row):
            self._plan.other_countries += 1
        elif self._is_known(row):
            return self._found(row)
        return None

    def _flaw(self, row: Row) -> str:
        if row.flaw == "cut":
            return _("the file ends in the middle of this row")
        return _("it has more cells than the header")

    def _leave_out(self, row: Row, why: str) -> None:
        self._plan.rows_left_out += 1
        self._plan.left_out.append(_("Line {line} is left out: {why}.").format(line=row.line, why=why))

    def _is_known(self, row: Row) -> bool:
        code = self._cell(row, "indicator")
        if not code:
            self._leave_out(row, _("it names no indicator"))
            return False
        indicator = self._indicators.get(code.casefold())
        if indicator is None:
            self._plan.other_indicators[code] += 1
        elif indicator.method != "value":
            self._plan.questions += 1
        return indicator is not None and indicator.method == "value"

    def _found(self, row: Row) -> Found | None:
        year = self._year(row)
        if year is None:
            return None
        number = self._number(row)
        if number is None:
            return None
        indicator = self._indicators[self._cell(row, "indicator").casefold()]
        with speaking(self._language):
            groups = tuple(self._groups_of(row, indicator.name["en"]))
            unit = unit_of(self._cell(row, "unit"), indicator.unit) if self._cell(row, "unit") else ""
        series = self._cell(row, "series")
        note = "\n".join(row.cells[place] for place in self._notes if row.cells[place])
        rest = tuple(self._rest(row))
        return Found(row.line, indicator.key, year, number, groups, unit, series, note, rest)

    def _year(self, row: Row) -> int | None:
        definition = self._catalogue.kind("value").field("year")
        cell = self._cell(row, "year")
        whole = _WHOLE_YEAR.fullmatch(cell)
        value, problems = read(definition, whole["year"] if whole else cell, self._catalogue)
        if not isinstance(value, int) or problems or problems_of(definition, value):
            text = _("“{text}” is not a year") if cell else _("it has no year")
            self._leave_out(row, text.format(text=_short(cell)))
            return None
        return value

    def _number(self, row: Row) -> str | None:
        cell = self._cell(row, "value")
        number = read_number(cell, self._decimal_for(cell))
        if number.why == "two_ways":
            self._plan.two_ways = True
            self._plan.errors.append(
                _("Line {line}: “{text}” can be read in two ways. Say which sign stands before decimals.").format(
                    line=row.line, text=_short(cell)
                )
            )
        elif number.why:
            self._leave_out(row, _why_no_number(number, cell))
        return number.text or None

    def _decimal_for(self, cell: str) -> Mark:
        if self._mapping.decimal:
            return self._mapping.decimal
        if len(self._marks) == 1:
            return next(iter(self._marks))
        # Where commas divide the columns, programs write a point before decimals.
        return "." if not self._marks and self._table.delimiter == "," and "." in cell else ""

    def _groups_of(self, row: Row, name: str) -> Iterable[tuple[str, str]]:
        age = next((row.cells[place] for key, place in self._groups if key == "age"), "")
        for key, place in self._groups:
            cell = row.cells[place]
            if not is_everybody(cell) and not belongs_to_name(key, cell, name):
                yield key, group_name(key, cell, age)

    def _rest(self, row: Row) -> Iterable[tuple[str, Value]]:
        source = tidy(self._cell(row, "source"))
        if source is not None:
            yield "source", source
        if self._cell(row, "estimate").casefold() in _ESTIMATED:
            yield "estimate", True


def _why_no_number(number: Number, cell: str) -> str:
    match number.why:
        case "empty":
            return _("it has no value")
        case "none":
            return _("“{text}” says that there is no value").format(text=_short(cell))
        case "bound":
            return _("“{text}” is a limit, not a value").format(text=_short(cell))
    return _("“{text}” is not a number").format(text=_short(cell))


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
