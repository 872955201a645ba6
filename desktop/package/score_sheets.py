"""The sheets that reckon: the scores of SDG 10.7.2, and progress by objective, cluster and country."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.package.cells import as_number
from desktop.package.sheets import Column, Content, Number, Sheet, Sort, unique
from desktop.record.progress import progress_of, roll_up
from desktop.record.scores import DomainScore, score_policy
from desktop.record.submission import Submission


def score_sheet(submission: Submission, catalogue: Catalogue, name: str) -> Sheet:
    """Return the scores of SDG 10.7.2, the whole and then each domain; without a score the cell is empty."""
    columns = _columns(
        (_("Domain"), "text"),
        (_("What is scored"), "text"),
        (_("Score, of 100"), "figure"),
        (_("Category"), "text"),
        (_("Questions answered"), "figure"),
        (_("Questions"), "figure"),
    )
    policy = score_policy(submission, catalogue.policy)
    labels = {domain.number: _(domain.label) for domain in catalogue.policy.domains}
    rows: list[list[Content]] = [[_("All"), catalogue.indicator_name(catalogue.policy.key), *_score(policy)]]
    rows += [[Number(domain.number), labels[domain.number], *_score(domain)] for domain in policy.domains]
    about = _("SDG indicator 10.7.2: the scores of the whole and of each domain.")
    return Sheet(name, "scores_table", columns, rows, frozen=2, about=about)


def _score(score: DomainScore) -> list[Content]:
    number = as_number(score.score) if score.score else None
    return [
        Number(*number) if number else None,
        _(score.category) or None,
        Number(score.answered),
        Number(score.questions),
    ]


def progress_sheet(submission: Submission, catalogue: Catalogue, name: str) -> Sheet:
    """Return progress by objective, by cluster and of the country; without a rating the cell is empty."""
    columns = _columns(
        (_("Objective"), "text"),
        (_("What it is"), "text"),
        (_("Rating, 0 to 4"), "figure"),
        (_("Objectives rated"), "figure"),
        (_("Objectives"), "figure"),
        (_("Practices"), "figure"),
        (_("Gaps"), "figure"),
        (_("Pledges"), "figure"),
        (_("Indicators with a value"), "figure"),
        (_("Indicators"), "figure"),
    )
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
            ]
        )
    for grouping in catalogue.groupings:
        for group in grouping.groups:
            rows.append(_together(submission, catalogue, _(grouping.label), _(group.label), group.objectives))
    everything = tuple(objective.number for objective in catalogue.objectives)
    rows.append(_together(submission, catalogue, _("All"), _("The whole country"), everything))
    about = _("Ratings and numbers of entries, by objective, by cluster and for the whole country.")
    return Sheet(name, "progress_table", columns, rows, frozen=2, about=about)


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
    ]


def _columns(*headed: tuple[str, Sort]) -> tuple[Column, ...]:
    headers = unique(header for header, _sort in headed)
    return tuple(Column(header, sort) for header, (_header, sort) in zip(headers, headed, strict=True))
