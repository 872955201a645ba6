"""The national data situation: which indicators have data, from where, and by which characteristics it is broken down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.lists import joined
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.indicator_methods import method_of
from desktop.record.memoization import memoized
from desktop.record.series import series
from desktop.record.submission import Submission

STATES = ("available", "partial", "planned", "not_available")
"""What can be said of a characteristic; nothing said is none of them."""

STATE_LABELS = {
    "available": N_("Available"),
    "partial": N_("Available in part"),
    "planned": N_("Data planned"),
    "not_available": N_("Not available"),
    "": "–",
}
"""What each state is called; a dash where nothing is said."""

HAVE_DATA = ("available", "partial")
"""The states in which there is something to look at."""

_MOST_YEARS = 4
"""So many years are named one by one."""


@dataclass(frozen=True)
class Cell:
    """What is said of one indicator and one characteristic.

    Args:
        state: one of `STATES`, empty when nothing is said.
        note: the source, or why not.
        values: how many values for groups by this characteristic there are.
    """

    state: str
    note: str = ""
    values: int = 0


@dataclass(frozen=True)
class DataRow:
    """An indicator of which something is said.

    Args:
        availability: of the indicator as a whole, one of `STATES`, empty when nothing is said.
        source: the national source.
        cells: characteristic to what is said of it; every characteristic of the table is there.
        reason: why there is no data, or what is missing of it.
        years: of which there is a value for everybody.
    """

    key: str
    availability: str
    source: str
    cells: dict[str, Cell]
    reason: str = ""
    years: tuple[int, ...] = ()

    @property
    def has_data(self) -> bool:
        """Whether there is data, if only in part."""
        return self.availability in HAVE_DATA

    def written_years(self) -> str:
        """Return the years: each of a few, of more the first and the last."""
        if len(self.years) > _MOST_YEARS:
            return f"{self.years[0]}–{self.years[-1]}"
        return joined(str(year) for year in self.years)

    def broken_down(self, labels: Mapping[str, str]) -> list[str]:
        """Return by what the data can be broken down, a line for each state; what is available needs no word for it.

        Args:
            labels: what each characteristic is called; one that the country added is called as it is.
        """
        lines = []
        for state in STATES:
            named = joined(labels.get(key, key) for key, cell in self.cells.items() if cell.state == state)
            if named and state != STATES[0]:
                named = _("{label}: {text}").format(label=_(STATE_LABELS[state]), text=named)
            lines.append(named)
        return [line for line in lines if line]

    def notes(self, labels: Mapping[str, str]) -> list[str]:
        """Return the source of each characteristic, or why there is none, a line for each."""
        return [
            _("{label}: {text}").format(label=labels.get(key, key), text=cell.note)
            for key, cell in self.cells.items()
            if cell.note
        ]


@dataclass(frozen=True)
class DataSituation:
    """All indicators of which something is said, and all characteristics of the catalogue and those named besides."""

    characteristics: tuple[str, ...]
    rows: tuple[DataRow, ...]
    indicators: int

    def by_state(self, catalogue: Catalogue) -> list[tuple[str, tuple[DataRow, ...]]]:
        """Return all indicators by their state: what there is first, and last those of which nothing is said."""
        said = {row.key: row for row in self.rows}
        rows = [
            said.get(each.key) or DataRow(each.key, "", "", {})
            for each in catalogue.indicators
            if method_of(each).takes_values
        ]
        known = dict.fromkeys([*STATES, *(row.availability for row in rows if row.availability)])
        groups = [(state, tuple(row for row in rows if row.availability == state)) for state in (*known, "")]
        return [(state, found) for state, found in groups if found]

    def glance(self) -> str:
        """Return in a sentence or two how many indicators have data, and for how many it is broken down."""
        if not self.rows:
            return _("Data availability has not been stated for any indicator yet.")
        have = [row for row in self.rows if row.has_data]
        return _(
            "Indicators with data: {count} of {total}. Broken down by at least one characteristic: {found}."
        ).format(
            count=len(have),
            total=self.indicators,
            found=sum(any(cell.state in HAVE_DATA for cell in row.cells.values()) for row in have),
        )

    def sentence(self) -> str:
        """Return the situation in a sentence or two."""
        if not self.rows:
            return _("Data availability has not been stated for any indicator yet.")
        cells = [cell for row in self.rows for cell in row.cells.values()]
        return _(
            "Indicators with data availability stated: {said} of {indicators}. Breakdowns: {cells}. "
            "Available: {available}; available in part: {partial}; planned: {planned}; not "
            "available: {missing}; not stated: {open}."
        ).format(
            said=len(self.rows),
            indicators=self.indicators,
            cells=len(cells),
            available=sum(cell.state == "available" for cell in cells),
            partial=sum(cell.state == "partial" for cell in cells),
            planned=sum(cell.state == "planned" for cell in cells),
            missing=sum(cell.state == "not_available" for cell in cells),
            open=sum(not cell.state for cell in cells),
        )


def data_situation(submission: Submission, catalogue: Catalogue) -> DataSituation:
    """Return the data situation of the country. A value for a group shows that its characteristic is available."""
    indicators = [each for each in catalogue.indicators if method_of(each).takes_values]
    rows = [row for each in indicators if (row := _row(submission, catalogue, each.key)) is not None]
    named = [each.key for each in catalogue.characteristics]
    characteristics = tuple(dict.fromkeys([*named, *(key for row in rows for key in row.cells)]))
    whole = tuple(_completed(submission, catalogue, row.key, characteristics) for row in rows)
    return DataSituation(characteristics, whole, len(indicators))


@memoized
def _row(submission: Submission, catalogue: Catalogue, key: str) -> DataRow | None:
    """Return what is said of an indicator, with the characteristics of which something is said; None for nothing."""
    entry, ours = submission.bound("indicator", key), submission.values_of(key)
    cells: dict[str, Cell] = {}
    for row in entry.rows("disaggregations"):
        characteristic = row.get("characteristic", "")
        if characteristic:
            cells[characteristic] = Cell(row.get("availability", ""), row.get("note", ""))
    for value in ours:
        characteristic = value.text("disaggregation")
        if characteristic:
            cell = cells.get(characteristic, Cell(""))
            cells[characteristic] = Cell(cell.state or "available", cell.note, cell.values + 1)
    if not entry.answers and not ours:
        return None
    return DataRow(
        key,
        entry.text("availability") or ("available" if ours else ""),
        entry.text("source"),
        cells,
        entry.text("reason"),
        tuple(point.year for point in series(submission, catalogue, key).points),
    )


@memoized
def _completed(submission: Submission, catalogue: Catalogue, key: str, characteristics: tuple[str, ...]) -> DataRow:
    row = _row(submission, catalogue, key)
    assert row is not None
    cells = {each: row.cells.get(each, Cell("")) for each in characteristics}
    return replace(row, cells=cells)
