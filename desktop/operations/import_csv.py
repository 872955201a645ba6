"""Import values of indicators from a table, as the SDG database of the United Nations exports it (CSV).

Nothing is guessed: a row that cannot be read is left out and named, a figure that can be read in two ways stops the
import, and rows of other countries are only counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.language import LANGUAGES, N_, ngettext, speaking, spoken
from desktop.catalogue.language import gettext as _
from desktop.operations.csv_areas import country_of
from desktop.operations.csv_dimensions import belongs_to_name, group_name, is_everybody, unit_of
from desktop.operations.csv_numbers import Mark, Number, marks_of, read_number
from desktop.operations.csv_table import Row, Table, read_table
from desktop.operations.import_entries import CannotImport, Imported
from desktop.operations.planned import Plan, Planned
from desktop.record.entry import Entry, Value, tidy
from desktop.record.reading import looks_like_number
from desktop.record.submission import Submission
from desktop.record.values import display, problems_of, read
from desktop.store.file import SubmissionFile

__all__ = ["ROLES", "Mapping", "Table", "ValuePlan", "import_values", "plan_values", "read_table", "suggest"]

BY = "by:"
"""Begins the role of a dimension: `by:sex`, or `by:` and the country's own word."""

ROLES = {
    "indicator": N_("Indicator"),
    "series": N_("Series"),
    "year": N_("Year"),
    "value": N_("Value"),
    "country": N_("Country or area"),
    "country_code": N_("Code of the country or area"),
    "unit": N_("Unit"),
    "source": N_("Source"),
    "estimate": N_("Estimated or counted"),
    "note": N_("Note"),
}
"""What a column can be besides a dimension, with what people call it. Only `note` can be said of more than one."""

NEEDED = ("indicator", "year", "value")

_HEADERS = {
    "indicator": ("indicatorcode", "sdgindicator"),
    "series": ("seriesdescription", "series", "seriescode"),
    "year": ("timeperiod", "time", "period", "annee", "ano"),
    "value": ("obsvalue", "figure", "valeur", "valor"),
    "country": ("geoareaname", "countryname", "country", "area", "areaname", "pays", "pais"),
    "country_code": ("geoareacode", "countrycode", "areacode", "m49", "refarea", "iso2", "iso3"),
    "unit": ("units", "unitmeasure"),
    "estimate": ("nature",),
    "note": ("footnote", "footnotes", "comment", "comments"),
}
"""Names of columns without marks and spaces, the better one first; the labels of the form are known besides."""

_NO_GROUPS = frozenset({"reportingtype", "observationstatus", "unitmultiplier", "unitsmultiplier", "freq", "frequency"})
"""Columns in square brackets that say how a figure was made, not for whom it stands."""

_ESTIMATED = frozenset({"e", "m", "estimated", "modeled", "modelled", "estimated data", "modeled data", "yes", "true"})
_WHOLE_YEAR = re.compile(r"(?P<year>\S+?)\.0+")
NAMED = 5
"""Indicators that a sentence names at most."""


@dataclass(frozen=True)
class Mapping:
    """Which column of a table is what.

    Args:
        columns: the role of each column: one of `ROLES`, `by:` with a characteristic or a word; empty when not used.
        area: which of `ValuePlan.areas` is the country; empty where its name or code says it.
        decimal: the decimal sign of the values; empty where the column shows it.
    """

    columns: tuple[str, ...]
    area: str = ""
    decimal: Mark = ""

    def place(self, role: str) -> int | None:
        """Return where the column of a role is, from 0; None when there is none."""
        return self.columns.index(role) if role in self.columns else None


@dataclass
class ValuePlan(Plan):
    """What the table would bring, and what of it stays out.

    Args:
        left_out: a sentence for each row that cannot be read, or for rows that contradict each other.
        rows_left_out: how many rows these are.
        other_countries, twice, already, other_value: numbers of rows: of other areas; that the file has twice; whose
            value is there already; that are imported beside another value for the same year and group.
        other_indicators: code to number of rows, for indicators that the catalogue does not have.
        questions: rows of an indicator that is answered by questions, not by values.
        remarks: sentences on how the file was understood.
        areas: the areas of the file as people read them.
        area_unclear: whether somebody has to choose the country among them.
        two_ways: whether somebody has to say the decimal sign.
    """

    left_out: list[str] = field(default_factory=list)
    rows_left_out: int = 0
    other_countries: int = 0
    other_indicators: Counter[str] = field(default_factory=Counter)
    questions: int = 0
    twice: int = 0
    already: int = 0
    other_value: int = 0
    remarks: list[str] = field(default_factory=list)
    areas: tuple[str, ...] = ()
    area_unclear: bool = False
    two_ways: bool = False

    def sentences(self) -> list[str]:
        """Return what would be imported and what not, in the language spoken; the rows left out are not among them."""
        return [_imported(len(self.entries)), *self.remarks, *_counted(self)]


@dataclass(frozen=True)
class ImportedValues(Imported):
    """What an import of values brings, or would bring.

    Args:
        said: what was imported and what not, in sentences.
        left_out: a sentence for each row that could not be read.
    """

    said: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def _imported(count: int) -> str:
    if not count:
        return _("No value would be imported.")
    return ngettext("{count} value is ready to be imported.", "{count} values are ready to be imported.", count).format(
        count=count
    )


def _counted(plan: ValuePlan) -> list[str]:
    others = sum(plan.other_indicators.values())
    codes = ", ".join(sorted(plan.other_indicators)[:NAMED]) + ("…" if len(plan.other_indicators) > NAMED else "")
    counts = (
        (
            plan.rows_left_out,
            ngettext("{count} row is left out.", "{count} rows are left out.", plan.rows_left_out),
        ),
        (
            plan.other_countries,
            ngettext(
                "{count} row is about another country or area.",
                "{count} rows are about other countries or areas.",
                plan.other_countries,
            ),
        ),
        (
            others,
            ngettext(
                "{count} row is about an indicator that is not in the list ({codes}).",
                "{count} rows are about indicators that are not in the list ({codes}).",
                others,
            ),
        ),
        (
            plan.questions,
            ngettext(
                "{count} row is about SDG 10.7.2, which is answered by its questions.",
                "{count} rows are about SDG 10.7.2, which is answered by its questions.",
                plan.questions,
            ),
        ),
        (
            plan.twice,
            ngettext(
                "{count} row repeats another one of the file.",
                "{count} rows repeat other ones of the file.",
                plan.twice,
            ),
        ),
        (
            plan.already,
            ngettext(
                "{count} value is there already and is skipped.",
                "{count} values are there already and are skipped.",
                plan.already,
            ),
        ),
        (
            plan.other_value,
            ngettext(
                "{count} of the values differs from the one that is there for the same year and group; both will stand.",
                "{count} of the values differ from those that are there for the same year and group; both will stand.",
                plan.other_value,
            ),
        ),
    )
    return [text.format(count=count, codes=codes) for count, text in counts if count]


def import_values(
    file: SubmissionFile,
    catalogue: Catalogue,
    path: Path,
    mapping: Mapping | None = None,
    *,
    by: str = "",
    dry_run: bool = False,
) -> ImportedValues:
    """Import the values of a table, as one deed that undo takes back.

    Args:
        mapping: which column is what; as `suggest` finds it when left out.

    Raises:
        CannotImport: the file cannot be read, or every error is in `details`; nothing was changed then.
    """
    table = read_file(path)
    plan = plan_values(file.read(), catalogue, table, mapping or suggest(table, catalogue))
    if plan.errors:
        message = ngettext(
            "Nothing was imported: the table has {count} error.",
            "Nothing was imported: the table has {count} errors.",
            len(plan.errors),
        ).format(count=len(plan.errors))
        raise CannotImport(message, tuple(plan.errors))
    done = ImportedValues(plan.counts(), None, tuple(plan.sentences()), tuple(plan.left_out))
    if dry_run or not plan.entries:
        return done
    file.back_up()
    with file.deed("import", _("Import {name}").format(name=path.name), by) as writing:
        for planned in plan.entries:
            writing.add(planned.kind, planned.answers, entry_id=planned.id)
    return replace(done, deed=writing.done)


def read_file(path: Path) -> Table:
    """Return the table of a file on the disk. Raises CannotImport, see `read_table`."""
    try:
        return read_table(path.read_bytes())
    except OSError as error:
        raise CannotImport(_("The file {name} cannot be read.").format(name=path.name)) from error


def suggest(table: Table, catalogue: Catalogue) -> Mapping:
    """Return what each column seems to be, by its name; what nobody knows is not used.

    Of two columns for one thing the first by the better name is taken. A column in square brackets is a dimension.
    """
    names = [_bare(name) for name in table.header]
    columns = [""] * len(names)
    for role, words in _words_of_roles(catalogue).items():
        found = [place for word in words for place, name in enumerate(names) if name == word and not columns[place]]
        for place in found if role == "note" else found[:1]:
            columns[place] = role
    groups = _words_of_groups(catalogue)
    for place, name in enumerate(names):
        if not columns[place] and name not in _NO_GROUPS and names.index(name) == place:
            columns[place] = groups.get(name) or _own_group(table.header[place])
    return Mapping(tuple(columns))


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _words_of_roles(catalogue: Catalogue) -> dict[str, list[str]]:
    fields = {each.key: each for each in catalogue.kind("value").fields}
    words = {}
    for role in ROLES:
        labels = [role, fields[role].label, _(fields[role].label)] if role in fields else []
        words[role] = [*(_bare(each) for each in labels), *_HEADERS.get(role, ())]
    return words


def _words_of_groups(catalogue: Catalogue) -> dict[str, str]:
    return {
        _bare(word): BY + each.key
        for each in catalogue.characteristics
        for word in (each.key, each.label, _(each.label), *each.aliases)
    }


def _own_group(name: str) -> str:
    inside = re.fullmatch(r"\[\s*(.+?)\s*\]", name)
    return BY + inside[1] if inside else ""


def plan_values(submission: Submission, catalogue: Catalogue, table: Table, mapping: Mapping) -> ValuePlan:
    """Return what a table would bring into a submission, or every error that stands in its way."""
    plan = ValuePlan()
    plan.errors += _errors_of(table, mapping)
    if plan.errors:
        return plan
    about = submission.about.text("language")
    # The names of groups belong to the content, so that the same table is the same whoever looks at it.
    reading = _Reading(submission, catalogue, table, mapping, plan, about if about in LANGUAGES else spoken())
    reading.choose_area()
    if plan.area_unclear:
        return plan
    found = [each for row in table.rows if (each := reading.row(row)) is not None]
    found = _with_series(found, plan)
    _plan_found(submission, found, plan)
    return plan


def _errors_of(table: Table, mapping: Mapping) -> list[str]:
    if len(mapping.columns) != len(table.header):
        return [_("The file has other columns now than when it was looked at. Open it again.")]
    if not table.rows:
        return [_("The file has a header and no rows below it.")]
    errors = [
        _("Say which column is this: {role}.").format(role=_(ROLES[role]))
        for role in NEEDED
        if role not in mapping.columns
    ]
    counts = Counter(role for role in mapping.columns if role in ROLES and role != "note")
    return errors + [
        _("More than one column is said to be this: {role}.").format(role=_(ROLES[role]))
        for role, count in counts.items()
        if count > 1
    ]


@dataclass(frozen=True)
class _Found:
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


class _Reading:
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

    def row(self, row: Row) -> _Found | None:
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

    def _found(self, row: Row) -> _Found | None:
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
        return _Found(row.line, indicator.key, year, number, groups, unit, series, note, rest)

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


def _with_series(found: Sequence[_Found], plan: ValuePlan) -> list[_Found]:
    """Return the rows, where an indicator has several series each with the name of its own: they are not comparable."""
    series: dict[str, set[str]] = {}
    for each in found:
        series.setdefault(each.indicator, set()).add(each.series)
    several = sorted(key for key, names in series.items() if len(names) > 1)
    if several:
        plan.remarks.append(
            ngettext(
                "Indicator {codes} has more than one series here; each value says under “Group” which one it is of.",
                "Indicators {codes} have more than one series here; each value says under “Group” which one it is of.",
                len(several),
            ).format(codes=", ".join(several))
        )
    return [replace(each, named_series=each.indicator in several) for each in found]


def _plan_found(submission: Submission, found: Sequence[_Found], plan: ValuePlan) -> None:
    there = _there(submission)
    alike: dict[tuple[str, ...], list[_Found]] = {}
    for each in found:
        alike.setdefault(each.identity(), []).append(each)
    for rows in alike.values():
        first = rows[0]
        if len({Decimal(each.number) for each in rows}) > 1:
            plan.left_out.append(_differ(rows))
            plan.rows_left_out += len(rows)
            continue
        plan.twice += len(rows) - 1
        values = _values_there(there, first)
        if Decimal(first.number) in values:
            plan.already += 1
            continue
        plan.other_value += bool(values)
        plan.entries.append(first.planned())


def _differ(rows: Sequence[_Found]) -> str:
    lines = ", ".join(str(each.line) for each in rows)
    return _("Lines {lines} are left out: they give different values for the same indicator, year and group.").format(
        lines=lines
    )


_There = dict[tuple[str, ...], set[Decimal]]


def _there(submission: Submission) -> _There:
    """Return the values that are there, by what they stand for; those with a series under its name besides."""
    found: _There = {}
    for entry in submission.of_kind("value"):
        number = entry.text("value")
        if looks_like_number(number):
            for identity in _identities_of(entry):
                found.setdefault(identity, set()).add(Decimal(number))
    return found


def _identities_of(entry: Entry) -> set[tuple[str, ...]]:
    about = tuple(entry.text(key) for key in ("indicator", "year", "disaggregation"))
    category, series = entry.text("category"), entry.text("note").partition("\n")[0]
    names = {category, ", ".join(each for each in (category, series) if each)}
    return {(*about, name.casefold()) for name in names}


def _values_there(there: _There, row: _Found) -> set[Decimal]:
    """Return the values that stand for the same year and group, and for the same series where it matters."""
    category = str(tidy(row.category(with_series=row.named_series)) or "").casefold()
    return there.get((row.indicator, str(row.year), row.disaggregation, category), set())
