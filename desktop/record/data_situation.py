"""The national data situation: for each indicator, by which characteristics its data can be broken down."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.memoization import memoized
from desktop.record.submission import Submission

STATES = ("available", "partial", "planned", "not_available")
"""What can be said of a characteristic; nothing said is none of them."""

STATE_LABELS = {
    "available": N_("Available"),
    "partial": N_("In part"),
    "planned": N_("Planned"),
    "not_available": N_("Not available"),
    "": "–",
}
"""What each state is called; a dash where nothing is said."""


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
    """

    key: str
    availability: str
    source: str
    cells: dict[str, Cell]


@dataclass(frozen=True)
class DataSituation:
    """All indicators of which something is said, and all characteristics of the catalogue and those named besides."""

    characteristics: tuple[str, ...]
    rows: tuple[DataRow, ...]
    indicators: int

    def sentence(self) -> str:
        """Return the situation in a sentence or two."""
        if not self.rows:
            return _("Data availability is not stated for any indicator yet.")
        cells = [cell for row in self.rows for cell in row.cells.values()]
        return _(
            "Indicators with data availability: {said} of {indicators}. Breakdowns: {cells}. Available: "
            "{available}; in part: {partial}; planned: {planned}; not available: {missing}; not stated: {open}."
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
    indicators = [each for each in catalogue.indicators if each.takes_values]
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
    return DataRow(key, entry.text("availability") or ("available" if ours else ""), entry.text("source"), cells)


@memoized
def _completed(submission: Submission, catalogue: Catalogue, key: str, characteristics: tuple[str, ...]) -> DataRow:
    row = _row(submission, catalogue, key)
    assert row is not None
    cells = {each: row.cells.get(each, Cell("")) for each in characteristics}
    return DataRow(row.key, row.availability, row.source, cells)
