"""The sheet of the scores of SDG 10.7.2: the whole, then each domain. Without a score a cell is empty.

Beside the score stands a formula that calculates it again from the answers in the workbook.
"""

from __future__ import annotations

from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.package.cells import as_number
from desktop.package.export_sheets import formulas
from desktop.package.export_sheets.export_sheet import ExportSheet, Source, columns
from desktop.package.export_sheets.formulas import Answers
from desktop.package.sheets import Content, Number, Sheet
from desktop.record.scales import FULL, answer_words
from desktop.record.scores import DomainScore, score_policy

_PAIRS = ((2, 3), (6, 7))
"""Score and questions answered, each beside what comes of calculating it again."""

_SAME = 4


def _build(source: Source, name: str) -> Sheet:
    submission, catalogue = source.submission, source.catalogue
    score, answered = _("Score out of 100"), _("Questions answered")
    headed = columns(
        (_("Domain"), "text"),
        (_("Indicator or domain"), "text"),
        (score, "figure"),
        formulas.again(score),
        formulas.agreeing(),
        (_("Category"), "text"),
        (answered, "figure"),
        formulas.again(answered),
        (_("Questions"), "figure"),
        (_("Answers"), "text"),
    )
    policy = score_policy(submission, catalogue.policy)
    labels = {domain.number: _(domain.label) for domain in catalogue.policy.domains}
    answers = formulas.answers_of(source, "policy_answer", "answer")
    numbers = [domain.number for domain in policy.domains]
    rows: list[list[Content]] = [
        [_("All domains"), catalogue.indicator_name(catalogue.policy.key), *_score(policy, source, answers, numbers)]
    ]
    rows += [
        [Number(domain.number), labels[domain.number], *_score(domain, source, answers, [domain.number])]
        for domain in policy.domains
    ]
    for number, row in enumerate(rows, 1):
        row[_SAME] = formulas.agreement(number, row, _PAIRS)
    about = _("SDG indicator 10.7.2: the overall score and the score of each domain.")
    return Sheet(name, "scores_table", headed, rows, frozen=2, about=about)


def _score(score: DomainScore, source: Source, answers: Answers | None, domains: list[int]) -> list[Content]:
    number = as_number(score.score) if score.score else None
    official, answered = Number(*number) if number else None, Number(score.answered)
    live, counted = _again(score, source, answers, domains)
    return [
        official,
        formulas.recalculated(live, official) if live else None,
        None,
        _(score.category) or None,
        answered,
        formulas.recalculated(counted, answered) if counted else None,
        Number(score.questions),
        " · ".join(answer_words(given) for given in score.answers) or None,
    ]


def _again(score: DomainScore, source: Source, answers: Answers | None, domains: list[int]) -> tuple[str, str]:
    """Return the formulas of the score of some domains together and of how many questions are answered."""
    if answers is None:
        return "", ""
    asked = [domain for domain in source.catalogue.policy.domains if domain.number in domains]
    keys = {domain.number: [question.key for question in domain.sub_categories] for domain in asked}
    worth = {domain.number: {each.key: each.half_points for each in domain.answers} for domain in asked}
    points = "+".join(formulas.points(answers, keys[number], worth[number]) for number in keys)
    counted = "+".join(formulas.answered(answers, keys[number], worth[number]) for number in keys)
    # One decimal, rounded half up, as the score itself: see `DomainScore.score`.
    return f'IF({counted}=0,"",ROUND(100*({points})/{score.questions * FULL // 2},1))', counted


SHEET = ExportSheet(":scores", N_("Scores"), _build)
