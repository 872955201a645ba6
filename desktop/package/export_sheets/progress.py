"""The sheet of progress, by objective, by cluster and of the country. Without a rating a cell is empty."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.package.cells import as_number
from desktop.package.export_sheets.export_sheet import ExportSheet, Source, columns
from desktop.package.sheets import Content, Number, Sheet
from desktop.record.matrix import gap_matrix
from desktop.record.overview import standings
from desktop.record.progress import progress_of, roll_up
from desktop.record.submission import Submission


def _build(source: Source, name: str) -> Sheet:
    submission, catalogue = source.submission, source.catalogue
    headed = columns(
        (_("Objective"), "text"),
        (_("Title"), "text"),
        (_("Rating, 0 to 4"), "figure"),
        (_("Objectives rated"), "figure"),
        (_("Objectives"), "figure"),
        (_("Practices"), "figure"),
        (_("Gaps"), "figure"),
        (_("Pledges"), "figure"),
        (_("Indicators with a value"), "figure"),
        (_("Indicators"), "figure"),
        (_("Rating and direction"), "text"),
        (_("Gaps without a pledge"), "figure"),
    )
    stand = {each.number: each for each in standings(submission, catalogue, gap_matrix(submission, catalogue))}
    rows: list[list[Content]] = []
    for objective in catalogue.objectives:
        one = progress_of(submission, catalogue, objective.number)
        rows.append(
            [
                Number(one.number),
                catalogue.title(one.number),
                None if one.rating is None else Number(one.rating),
                Number(0 if one.rating is None else 1),
                Number(1),
                Number(one.practices),
                Number(one.gaps),
                Number(one.pledges),
                Number(one.indicators),
                Number(one.indicators_of),
                f"{_SIGNS[one.rating]} {stand[one.number].said}",
                Number(stand[one.number].open_gaps),
            ]
        )
    for grouping in catalogue.groupings:
        for group in grouping.groups:
            rows.append(_together(submission, catalogue, _(grouping.label), _(group.label), group.objectives))
    everything = tuple(objective.number for objective in catalogue.objectives)
    rows.append(_together(submission, catalogue, _("All objectives"), _("The whole country"), everything))
    about = _("Ratings and numbers of entries, by objective, by cluster and for the whole country.")
    return Sheet(name, "progress_table", headed, rows, frozen=2, about=about)


def _together(
    submission: Submission, catalogue: Catalogue, what: str, label: str, numbers: tuple[int, ...]
) -> list[Content]:
    whole = roll_up(submission, catalogue, numbers)
    mean = as_number(str(whole.mean)) if whole.mean is not None else None
    return [
        what,
        label,
        Number(*mean) if mean else None,
        Number(whole.rated),
        Number(whole.of),
        Number(whole.practices),
        Number(whole.gaps),
        Number(whole.pledges),
        None,
        None,
        None,
        None,
    ]


_SIGNS = {None: "– – – –", 0: "□□□□", 1: "■□□□", 2: "■■□□", 3: "■■■□", 4: "■■■■"}
"""The scale of the screen and of the report, in signs that every spreadsheet has."""


SHEET = ExportSheet(":progress", N_("Progress"), _build)
