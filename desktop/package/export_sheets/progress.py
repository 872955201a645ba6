"""The sheet of progress, by objective, by cluster and of the country. Without a rating a cell is empty.

Ratings and numbers of entries stand a second time, as formulas that calculate them again from the sheets of entries.
"""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.package.cells import as_number
from desktop.package.export_sheets import formulas
from desktop.package.export_sheets.export_sheet import ExportSheet, Source, columns
from desktop.package.sheets import Content, Number, Sheet
from desktop.record.matrix import gap_matrix
from desktop.record.overview import standings
from desktop.record.progress import progress_of, roll_up
from desktop.record.scales import RATINGS
from desktop.record.submission import Submission

_COUNTED = ("practice", "gap", "pledge")
_FIRST_AGAIN = 12
_PAIRS = ((2, 12), (3, 13), (5, 14), (6, 15), (7, 16))
"""Ratings, how many there are, and entries of the three kinds, each with what comes of calculating it again."""


def _build(source: Source, name: str) -> Sheet:
    submission, catalogue = source.submission, source.catalogue
    rating, rated = _("Rating, 0 to 4"), _("Objectives rated")
    entries = _("Practices"), _("Gaps"), _("Pledges")
    headed = columns(
        (_("Objective"), "text"),
        (_("Title"), "text"),
        (rating, "figure"),
        (rated, "figure"),
        (_("Objectives"), "figure"),
        *((each, "figure") for each in entries),
        (_("Indicators with a value"), "figure"),
        (_("Indicators"), "figure"),
        (_("Rating and direction"), "text"),
        (_("Gaps without a pledge"), "figure"),
        *(formulas.again(each) for each in (rating, rated, *entries)),
        formulas.agreeing(),
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
    covered: list[tuple[int, ...]] = [(each.number,) for each in catalogue.objectives]
    for grouping in catalogue.groupings:
        for group in grouping.groups:
            rows.append(_together(submission, catalogue, _(grouping.label), _(group.label), group.objectives))
            covered.append(group.objectives)
    everything = tuple(objective.number for objective in catalogue.objectives)
    rows.append(_together(submission, catalogue, _("All objectives"), _("The whole country"), everything))
    _calculate_again(source, rows, [*covered, everything])
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


def _calculate_again(source: Source, rows: list[list[Content]], covered: list[tuple[int, ...]]) -> None:
    """Add to each row its formulas, and whether they give what stands there; `covered` are the objectives of each."""
    ratings = formulas.answers_of(source, "assessment", "rating")
    objectives = len(source.catalogue.objectives)
    named = {kind: formulas.naming_objectives(source, kind) for kind in _COUNTED}
    row_of = {numbers[0]: row for row, numbers in enumerate(covered[:objectives], 2)}
    live = get_column_letter(_FIRST_AGAIN + 1)
    for number, (row, numbers) in enumerate(zip(rows, covered, strict=True), 1):
        cells = ",".join(f"{live}{row_of[each]}" for each in numbers)
        rating = rated = ""
        if ratings is not None and number <= objectives:
            rating = formulas.rank(ratings, str(numbers[0]), RATINGS)
            rated = f"COUNT({live}{number + 1})"
        elif ratings is not None:
            rating, rated = f'IF(COUNT({cells})=0,"",ROUND(AVERAGE({cells}),2))', f"COUNT({cells})"
        texts = [rating, rated, *(formulas.naming(named[kind], numbers) for kind in _COUNTED)]
        for (place, _live), text in zip(_PAIRS, texts, strict=True):
            row.append(formulas.recalculated(text, row[place]) if text else None)
        row.append(formulas.agreement(number, row, _PAIRS))


_SIGNS = {None: "– – – –", 0: "□□□□", 1: "■□□□", 2: "■■□□", 3: "■■■□", 4: "■■■■"}
"""The scale of the screen and of the report, in signs that every spreadsheet has."""


SHEET = ExportSheet(":progress", N_("Progress"), _build)
