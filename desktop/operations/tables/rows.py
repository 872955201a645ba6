"""The rows of a table of values, read one by one; what stays out is counted with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Indicator
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import use_language
from desktop.operations.import_plan import Planned
from desktop.operations.tables.column_mapping import BY, ColumnMapping
from desktop.operations.tables.dimensions import (
    belongs_to_name,
    characteristic_of,
    group_name,
    is_everybody,
    sexes_of,
    unit_of,
)
from desktop.operations.tables.numbers import Number, marks_of, read_number
from desktop.operations.tables.own_sheets import Own
from desktop.operations.tables.status import is_missing, multiplied, status_of
from desktop.operations.tables.table import Row, Table
from desktop.operations.tables.table_plan import ValuePlan
from desktop.operations.tables.vocabulary import (
    ASIDE,
    bare,
    is_estimated,
    is_of_places,
    speaks_of_group,
    without_code,
    yes_or_no,
)
from desktop.operations.tables.whose import Areas, Indicators, said_by
from desktop.operations.tables.years import Year, read_year
from desktop.progress_reporter import ProgressReporter
from desktop.record.entry import Value, tidy
from desktop.record.indicator_methods import method_of
from desktop.record.submission import Submission
from desktop.record.value_bounds import beyond
from desktop.record.values import problems_of
from desktop.record.written_numbers import Mark

STEP = 500
"""Rows after which whoever watches is told."""


@dataclass(frozen=True)
class Found:
    """A row that can be read.

    Args:
        groups: pairs of a characteristic and the name of the group.
        cells: what the row says in all columns that tell figures apart.
        id: of the entry that it comes from, in a table of our own.
        unit_said: whether the table says the unit; it is that of the indicator where `unit` is empty.
    """

    line: int
    indicator: str
    year: int | None
    number: str
    groups: tuple[tuple[str, str], ...]
    unit: str
    series: str
    note: str
    rest: tuple[tuple[str, Value], ...]
    cells: tuple[str, ...] = ()
    id: str = ""
    named_series: bool = False
    unit_said: bool = False

    @property
    def disaggregation(self) -> str:
        """The characteristic by which it is broken down, empty for a figure that stands for everybody."""
        return next((key for key, _name in self.groups if key), "")

    def category(self, *, with_series: bool) -> str:
        """Return the names of all groups of the row, with its series where there are several."""
        parts = [name for _key, name in self.groups if name]
        return ", ".join([*parts, self.series] if with_series and self.series else parts)

    def identity(self) -> tuple[str, ...]:
        """Return what the figure stands for."""
        category = self.category(with_series=self.named_series)
        return (self.indicator, str(self.year), self.disaggregation, category.casefold(), self.unit.casefold())

    def planned(self) -> Planned:
        """Return the entry that the row becomes."""
        answers: dict[str, Value] = {} if self.year is None else {"year": self.year}
        texts = {
            "indicator": self.indicator,
            "value": self.number,
            "unit": self.unit,
            "disaggregation": self.disaggregation,
            "category": self.category(with_series=self.named_series),
            # The series says how the figure is made; it stands in the first line of the note, see `_there`.
            "note": self.note if self.named_series else f"{self.series}\n{self.note}",
        }
        answers |= {key: value for key, text in texts.items() if (value := tidy(text)) is not None}
        made = Planned.new("value", answers | dict(self.rest))
        return replace(made, id=self.id) if self.id else made


class Reading:
    """One table while it is read, row by row; what stays out is counted in the plan."""

    def __init__(
        self,
        submission: Submission,
        catalogue: Catalogue,
        table: Table,
        mapping: ColumnMapping,
        plan: ValuePlan,
        language: str,
        work: ProgressReporter,
    ) -> None:
        self._work = work
        self._catalogue = catalogue
        self._table = table
        self._mapping = mapping
        self._plan = plan
        self._language = language
        self._places = {role: place for place, role in reversed(list(enumerate(mapping.columns)))}
        self._areas = Areas(submission, catalogue, table, mapping, plan)
        self._indicators = Indicators(catalogue, table, mapping)
        self._own = Own(catalogue) if mapping.is_own else None
        self._notes = [place for place, role in enumerate(mapping.columns) if role == "note"]
        self._groups = self._places_of_groups()
        # A column of places under its own name has a cell for the whole country too.
        self._located = {place for _key, place in self._groups if is_of_places(table.header[place])}
        self._letters = {place: sexes_of(set(table.column(place))) for key, place in self._groups if key == "sex"}
        self._telling = [
            place
            for place, name in enumerate(table.header)
            if mapping.columns[place] not in ("value", "year")
            and (mapping.columns[place] or bare(without_code(name)) not in ASIDE)
        ]
        # Rows with the same groups are many: what they mean is found out once.
        self._grouping = [
            place
            for place, role in enumerate(mapping.columns)
            if role.startswith(BY) or role in ("unit", "category", "disaggregation", "country", "country_code")
        ]
        self._meant: dict[tuple[object, ...], tuple[tuple[tuple[str, str], ...], str]] = {}
        self._sound: dict[str, int] = {}
        self._years: dict[str, Year] = {}
        self._calendars: Counter[str] = Counter()
        place = mapping.place("value")
        self._marks = marks_of(set(table.column(place))) if place is not None else frozenset()

    def differing(self, rows: Sequence[Found]) -> list[str]:
        """Return the names of the columns in which rows differ."""
        return [
            self._table.name(place)
            for at, place in enumerate(self._telling)
            if len({each.cells[at] for each in rows}) > 1
        ]

    def _places_of_groups(self) -> list[tuple[str, int]]:
        order = [each.key for each in self._catalogue.characteristics]
        found = [
            (role.removeprefix(BY), place)
            for place, role in enumerate(self._mapping.columns)
            if role.startswith(BY) and role != BY
        ]
        return sorted(found, key=lambda each: order.index(each[0]) if each[0] in order else len(order))

    def _cell(self, row: Row, role: str) -> str:
        place = self._places.get(role)
        return "" if place is None else row.cells[place]

    def found(self) -> list[Found]:
        """Return what all rows say that do not stay out."""
        self._areas.choose()
        if self._plan.area_unclear:
            return []
        found = []
        for place, row in enumerate(self._table.rows):
            if place % STEP == 0:
                self._work.step(place, len(self._table.rows), _("Reading the rows"))
            if (each := self._row(row)) is not None:
                found.append(each)
        self._indicators.settle(self._plan, bool(found))
        self._plan.calendars = tuple(self._calendars)
        return found

    def _row(self, row: Row) -> Found | None:
        if row.flaw:
            self._leave_out(row, self._flaw(row))
        elif self._own is not None and self._cell(row, "id"):
            return self._read(row, self._own_indicator(row))
        elif not self._cell(row, "year") and not self._cell(row, "value"):
            self._leave_out(row, _("it has neither a year nor a value"))
        elif not self._areas.is_named(row):
            self._leave_out(row, _("it names no country or area"))
        elif not self._areas.is_ours(row):
            self._plan.other_countries += 1
        elif (indicator := self._indicator(row)) is not None:
            return self._read(row, indicator)
        return None

    def _flaw(self, row: Row) -> str:
        if row.flaw == "cut":
            return _("the file ends in the middle of this row")
        return _("it has more cells than the header")

    def _leave_out(self, row: Row, why: str) -> None:
        self._plan.leave_out(_("Line {line} is left out: {why}.").format(line=row.line, why=why))

    def _indicator(self, row: Row) -> Indicator | None:
        meant = self._indicators.of(row)
        if meant.why:
            self._leave_out(row, meant.why)
        elif meant.indicator is None:
            self._plan.other_indicators[meant.code] += 1
        elif not method_of(meant.indicator).takes_values:
            self._plan.questions += 1
        else:
            return meant.indicator
        return None

    def _own_indicator(self, row: Row) -> Indicator | str:
        """Return the indicator of an entry of our own, which may be one that the country named itself, or none."""
        return self._indicators.of(row).indicator or self._cell(row, "indicator")

    def _read(self, row: Row, indicator: Indicator | str) -> Found | None:
        # An entry of our own may not be finished: what it lacks it lacks here too.
        unfinished = isinstance(indicator, str) or bool(self._own is not None and self._cell(row, "id"))
        year = None if unfinished and not self._cell(row, "year") else self._year(row)
        if year is None and (self._cell(row, "year") or not unfinished):
            return None
        number = Number("") if unfinished and not self._cell(row, "value") else self._number(row)
        if number is None:
            return None
        status = status_of(self._cell(row, "status"))
        with use_language(self._language):
            key = (
                indicator if isinstance(indicator, str) else indicator.key,
                number.per_cent,
                *(row.cells[place] for place in self._grouping),
            )
            if key not in self._meant:
                self._meant[key] = self._groups_and_unit(row, indicator, number)
            groups, unit = self._meant[key]
            series = self._cell(row, "series")
            notes = [row.cells[place] for place in self._notes if row.cells[place]]
            notes += [text for text in (self._on_mark(number), status.note, self._on_year(row, year)) if text]
        rest = dict(self._rest(row))
        if number.estimated or status.estimated:
            rest["estimate"] = True
        made = Found(
            row.line,
            indicator if isinstance(indicator, str) else indicator.key,
            year,
            number.text,
            groups,
            unit,
            series,
            "\n".join(notes),
            tuple(rest.items()),
            tuple(row.cells[place] for place in self._telling),
            self._cell(row, "id").lower(),
            unit_said=bool(self._cell(row, "unit") or number.per_cent or self._mapping.unit),
        )
        doubt = "" if isinstance(indicator, str) or not number.text else beyond(indicator, number.text, unit)
        if doubt:
            self._plan.doubt(_("Line {line}: {doubt}").format(line=row.line, doubt=doubt))
        return made

    def _on_year(self, row: Row, year: int | None) -> str:
        cell = self._cell(row, "year")
        if year is None or not (self._years[cell].calendars or self._years[cell].mark):
            return ""
        return _("Year in the table: {year}").format(year=one_line(cell, 40))

    def _on_mark(self, number: Number) -> str:
        if not number.mark or number.estimated:
            return ""
        return _("The value has the mark “{mark}” in the table.").format(mark=number.mark)

    def _year(self, row: Row) -> int | None:
        definition = self._catalogue.kind("value").field("year")
        cell = self._cell(row, "year")
        if cell in self._sound:
            return self._sound[cell]
        said = self._years.get(cell)
        if said is None:
            said = self._years[cell] = read_year(cell)
        year = said.year
        if said.calendars:
            self._calendars.update(name for name, _years in said.calendars)
            years = dict(said.calendars).get(self._mapping.calendar)
            if years is None:
                self._leave_out(row, said.why.rstrip(".。"))
                return None
            year = years[0]
        if year is None or problems_of(definition, year):
            self._leave_out(row, said.why or _("“{text}” is not a year").format(text=_short(cell)))
            return None
        if not said.calendars:
            self._sound[cell] = year
        return year

    def _number(self, row: Row) -> Number | None:
        cell = self._cell(row, "value")
        number = read_number(cell, self._decimal_for(cell))
        if number.why == "two_ways":
            self._plan.two_ways = True
            self._plan.fail(
                _("Line {line}: “{text}” can be read in two ways. Choose the decimal separator.").format(
                    line=row.line, text=_short(cell)
                )
            )
        elif number.why:
            self._leave_out(row, _why_no_number(number, cell))
        elif is_missing(self._cell(row, "status")):
            self._leave_out(row, _("its status says that the value is missing"))
        else:
            times = multiplied(number.text, self._cell(row, "multiplier"))
            if times is not None:
                return replace(number, text=times)
            self._leave_out(row, _("it is not clear how to multiply its value"))
        return None

    def _decimal_for(self, cell: str) -> Mark:
        if self._mapping.decimal:
            return self._mapping.decimal
        if not self._table.delimiter and "," not in cell:
            return "."  # a number of a workbook is a number
        if len(self._marks) == 1:
            return next(iter(self._marks))
        # Where commas divide the columns, programs write a point before decimals.
        return "." if not self._marks and self._table.delimiter == "," and "." in cell else ""

    def _groups_and_unit(
        self, row: Row, indicator: Indicator | str, number: Number
    ) -> tuple[tuple[tuple[str, str], ...], str]:
        unit = self._cell(row, "unit")
        groups = tuple(self._groups_of(row, "" if isinstance(indicator, str) else indicator.name["en"]))
        if self._own is not None:
            own = (self._own.characteristic(self._cell(row, "disaggregation")), self._cell(row, "category"))
            return (own, *groups) if any(own) else groups, unit
        category = without_code(self._cell(row, "category"))
        if category and not is_everybody(category):
            groups = (*groups, ("", category))
        said = "" if isinstance(indicator, str) else said_by(indicator)
        if speaks_of_group(unit, said):
            groups = (*groups, ("", unit))
        unit = unit or ("%" if number.per_cent else self._mapping.unit)
        return groups, unit_of(unit, "" if isinstance(indicator, str) else indicator.unit) if unit else ""

    def _groups_of(self, row: Row, name: str) -> Iterable[tuple[str, str]]:
        if within := self._areas.place_within(row):
            key = characteristic_of(within) or "location"
            yield key, group_name(key, within)
        age = next((row.cells[place] for key, place in self._groups if key == "age"), "")
        for key, place in self._groups:
            cell = row.cells[place]
            located = key == "location" or place in self._located
            whole = located and self._areas.is_country(without_code(cell))
            if not whole and not is_everybody(cell, key) and not belongs_to_name(key, without_code(cell), name):
                yield key, group_name(key, cell, age, self._letters.get(place))

    def _rest(self, row: Row) -> Iterable[tuple[str, Value]]:
        source = tidy(self._cell(row, "source"))
        if source is not None:
            yield "source", source
        nature = without_code(self._cell(row, "estimate"))
        if self._own is not None and (said := yes_or_no(nature)) is not None:
            yield "estimate", said
        elif is_estimated(nature) or yes_or_no(nature):
            yield "estimate", True


def _why_no_number(number: Number, cell: str) -> str:
    match number.why:
        case "empty":
            return _("it has no value")
        case "none":
            return _("“{text}” means that there is no value").format(text=_short(cell))
        case "bound":
            return _("“{text}” is a limit, not a value").format(text=_short(cell))
    return _("“{text}” is not a number").format(text=_short(cell))


def _short(text: str) -> str:
    return one_line(text, 40)
