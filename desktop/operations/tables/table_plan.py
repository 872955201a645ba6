"""What a table of values would bring, counted and in sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from desktop.i18n.lists import joined
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.operations.import_plan import Plan

NAMED = 5
"""Indicators that a sentence names at most."""
LISTED = 500
"""Sentences on single rows that are kept; what is beyond is only counted."""


@dataclass
class ValuePlan(Plan):
    """What the table would bring, and what of it stays out.

    Args:
        left_out: a sentence for each row that cannot be read, or for rows that contradict each other.
        rows_left_out: how many rows these are.
        doubtful: a sentence for each value that comes in and cannot be, such as 120 per cent of all births.
        other_countries, twice, already, other_value: numbers of rows: of other areas; that the file has twice; whose
            value is there already; that are imported beside another value for the same year and group.
        other_indicators: code to number of rows, for indicators that the catalogue does not have.
        questions: rows of an indicator that is answered by questions, not by values.
        impossible: how many values these are.
        remarks: sentences on how the file was understood.
        areas: the areas of the file as people read them.
        area_unclear: whether somebody has to choose the country among them.
        two_ways: whether somebody has to say the decimal sign.
        indicator_unclear: whether somebody has to say which indicator the file is about.
        series: the series of an indicator that has several.
        other_series: rows of another series than the one that is meant.
        unit_unclear: whether somebody has to say the unit.
        stacked: whether somebody has to say what empty cells below a group mean.
        calendars: other calendars that the years of the file may be of.
    """

    left_out: list[str] = field(default_factory=list)
    rows_left_out: int = 0
    doubtful: list[str] = field(default_factory=list)
    impossible: int = 0
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
    indicator_unclear: bool = False
    series: tuple[str, ...] = ()
    other_series: int = 0
    unit_unclear: bool = False
    stacked: bool = False
    calendars: tuple[str, ...] = ()

    def leave_out(self, sentence: str, rows: int = 1) -> None:
        """Count rows that stay out, and keep the sentence that says why."""
        self.rows_left_out += rows
        if len(self.left_out) < LISTED:
            self.left_out.append(sentence)

    def doubt(self, sentence: str) -> None:
        """Count a value that comes in and cannot be, and keep the sentence that says why."""
        self.impossible += 1
        if len(self.doubtful) < LISTED:
            self.doubtful.append(sentence)

    def fail(self, sentence: str) -> None:
        """Keep a sentence on what has to be settled before anything is imported."""
        if len(self.errors) < LISTED:
            self.errors.append(sentence)

    def sentences(self) -> list[str]:
        """Return what would be imported and what not, in the language spoken; the rows left out are not among them."""
        return [_imported(len(self.entries)), *self.remarks, *_counted(self)]

    def counted(self) -> list[str]:
        """Return the same without the sentences on how the file was understood."""
        return [_imported(len(self.entries)), *_counted(self)]


def _imported(count: int) -> str:
    if not count:
        return _("No value would be imported.")
    return ngettext("{count} value is ready to be imported.", "{count} values are ready to be imported.", count).format(
        count=counted(count)
    )


def _counted(plan: ValuePlan) -> list[str]:
    others = sum(plan.other_indicators.values())
    codes = joined(one_line(each, 40) for each in sorted(plan.other_indicators)[:NAMED])
    codes += "…" if len(plan.other_indicators) > NAMED else ""
    counts = (
        (
            plan.rows_left_out,
            ngettext("{count} row is left out.", "{count} rows are left out.", plan.rows_left_out),
        ),
        (
            plan.impossible,
            ngettext(
                "{count} value is probably wrong. Check it before you import it.",
                "{count} values are probably wrong. Check them before you import them.",
                plan.impossible,
            ),
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
            plan.other_series,
            ngettext("{count} row is from another series.", "{count} rows are from other series.", plan.other_series),
        ),
        (
            plan.questions,
            ngettext(
                "{count} row is about SDG 10.7.2. Answer the questions of this indicator instead.",
                "{count} rows are about SDG 10.7.2. Answer the questions of this indicator instead.",
                plan.questions,
            ),
        ),
        (
            plan.twice,
            ngettext(
                "{count} row repeats another row of the file.",
                "{count} rows repeat other rows of the file.",
                plan.twice,
            ),
        ),
        (
            plan.already,
            ngettext(
                "{count} value already exists and is skipped.",
                "{count} values already exist and are skipped.",
                plan.already,
            ),
        ),
        (
            plan.other_value,
            ngettext(
                "{count} of the values differs from the one that already exists for the same year and "
                "group. Both will be kept.",
                "{count} of the values differ from those that already exist for the same year and group. "
                "Both will be kept.",
                plan.other_value,
            ),
        ),
    )
    return [text.format(count=count, codes=codes) for count, text in counts if count]
