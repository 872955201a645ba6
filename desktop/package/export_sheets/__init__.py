"""The sheets of the workbook, each in a file of its own, in the order in which they stand.

To add one: a file here with an `ExportSheet`, and its place in `SHEETS`. Writing it, its line on the first sheet, and
reading it back follow.
"""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.package.export_sheets import (
    charts,
    clearance,
    columns,
    entries,
    long_texts,
    other_answers,
    progress,
    scores,
)
from desktop.package.export_sheets.export_sheet import ExportSheet
from desktop.package.sheets import MOST_OF_NAME, legal_name, sheet_title, unique

SHEETS = (
    scores.SHEET,
    progress.SHEET,
    charts.SHEET,
    charts.FIGURES,
    clearance.SHEET,
    other_answers.SHEET,
    long_texts.SHEET,
    columns.SHEET,
)
"""Those that follow the kinds of entries. The long texts come after all that can hold one."""

FRONT, CHOICES = ":about", ":choices"
"""The first and the last sheet, which belong to the workbook itself."""


def export_sheets(catalogue: Catalogue) -> list[ExportSheet]:
    """Return all sheets that hold a table: one for each kind of entry, then the others."""
    return [*(entries.sheet_of(kind) for kind in catalogue.kinds.values()), *SHEETS]


def sheet_names(catalogue: Catalogue) -> dict[str, str]:
    """Return the name of each sheet by its key, in the language spoken."""
    own = {FRONT: _("Read me"), CHOICES: _("Choices")} | {sheet.key: _(sheet.title) for sheet in SHEETS}
    named = {key: legal_name(name) for key, name in own.items()}
    named |= {kind.key: sheet_title(kind) for kind in catalogue.kinds.values()}
    return dict(zip(named, unique(named.values(), most=MOST_OF_NAME), strict=True))
