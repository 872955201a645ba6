"""Which column of a table is what, as it was found out or said by somebody, and what is still lacking."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations.tables.table import Table
from desktop.record.written_numbers import Mark

BY = "by:"
"""Begins the role of a dimension: `by:sex`, or `by:` and the country's own word."""
ASK = "?"
"""The role of a column that somebody has to say something about before anything is imported."""

ROLES = {
    "indicator": N_("Indicator"),
    "series": N_("Series"),
    "year": N_("Year"),
    "value": N_("Value"),
    "country": N_("Country or area"),
    "country_code": N_("Code of the country or area"),
    "unit": N_("Unit"),
    "multiplier": N_("Unit multiplier"),
    "disaggregation": N_("Broken down by"),
    "category": N_("Group"),
    "source": N_("Source"),
    "estimate": N_("Estimated or counted"),
    "status": N_("Observation status"),
    "note": N_("Note"),
    "id": N_("Entry ID"),
}
"""What a column can be besides a dimension, with what people call it. Only `note` can be said of more than one."""

Empty = Literal["", "everybody", "above"]
"""What an empty cell of a breakdown means: everybody, or the group that stands above it."""
NEEDED = ("indicator", "year", "value")


@dataclass(frozen=True)
class ColumnMapping:
    """Which column of a table is what.

    Args:
        columns: the role of each column: one of `ROLES`, `by:` with a characteristic or a word, `?` for one that
            somebody has to say something about; empty when not used.
        area: which of `ValuePlan.areas` is the country; empty where its name or code says it.
        decimal: the decimal sign of the values; empty where the column shows it.
        indicator: the code of the indicator of all rows; empty where a column or the file says it.
        calendar: the calendar of the years, one of `record.calendars`; empty for the Gregorian one.
        same: places of columns that say the same as another one in codes or in words.
        series: the one that is meant where the table has several for one indicator; empty for all of them.
        unit: of the figures beside which the table says none.
        empty: what an empty cell below a group means; empty where nothing but everybody can be meant.
    """

    columns: tuple[str, ...]
    area: str = ""
    decimal: Mark = ""
    indicator: str = ""
    calendar: str = ""
    same: tuple[int, ...] = ()
    empty: Empty = ""
    unit: str = ""
    series: str = ""

    def place(self, role: str) -> int | None:
        """Return where the column of a role is, from 0; None when there is none."""
        return self.columns.index(role) if role in self.columns else None

    @property
    def is_own(self) -> bool:
        """Whether the table is one of our own workbook or CSV: its words are taken as they are."""
        return "disaggregation" in self.columns and "category" in self.columns


def errors_of(table: Table, mapping: ColumnMapping) -> list[str]:
    """Return a sentence for each thing that keeps a table from being read with these columns."""
    if len(mapping.columns) != len(table.header):
        return [_("The columns of the file have changed since it was checked. Open it again.")]
    if not table.rows:
        return [_("The file has a header but no rows below it.")]
    value = mapping.place("value")
    if value is not None and table.name(value) in table.unreached:
        return [
            _(
                "No row has a cell under “{column}”: the header has more cells than the rows. A comma inside a "
                "name may have split it in two. Correct the file, or choose the column of the values."
            ).format(column=one_line(table.name(value), 60))
        ]
    needed = NEEDED[1:] if mapping.indicator else NEEDED
    errors = [
        _("Choose the column for: {role}.").format(role=_(ROLES[role]))
        for role in needed
        if role not in mapping.columns
    ]
    errors += [
        _(
            "The column “{column}” is not known, and may say which group the values are for. Choose "
            "what it is, or say that it is not used."
        ).format(column=one_line(table.name(place), 60))
        for place, role in enumerate(mapping.columns)
        if role == ASK
    ]
    counts = Counter(role for role in mapping.columns if role in ROLES and role != "note")
    return errors + [
        _("More than one column was chosen for: {role}.").format(role=_(ROLES[role]))
        for role, count in counts.items()
        if count > 1
    ]
