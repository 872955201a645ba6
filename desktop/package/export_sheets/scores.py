"""The sheet of the scores of SDG 10.7.2: the whole, then each domain. Without a score a cell is empty."""

from __future__ import annotations

from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.package.cells import as_number
from desktop.package.export_sheets.export_sheet import ExportSheet, Source, columns
from desktop.package.sheets import Content, Number, Sheet
from desktop.record.scores import DomainScore, answer_words, score_policy


def _build(source: Source, name: str) -> Sheet:
    submission, catalogue = source.submission, source.catalogue
    headed = columns(
        (_("Domain"), "text"),
        (_("Indicator or domain"), "text"),
        (_("Score, of 100"), "figure"),
        (_("Category"), "text"),
        (_("Questions answered"), "figure"),
        (_("Questions"), "figure"),
        (_("Answers"), "text"),
    )
    policy = score_policy(submission, catalogue.policy)
    labels = {domain.number: _(domain.label) for domain in catalogue.policy.domains}
    rows: list[list[Content]] = [[_("All domains"), catalogue.indicator_name(catalogue.policy.key), *_score(policy)]]
    rows += [[Number(domain.number), labels[domain.number], *_score(domain)] for domain in policy.domains]
    about = _("SDG indicator 10.7.2: the overall score and the score of each domain.")
    return Sheet(name, "scores_table", headed, rows, frozen=2, about=about)


def _score(score: DomainScore) -> list[Content]:
    number = as_number(score.score) if score.score else None
    return [
        Number(*number) if number else None,
        _(score.category) or None,
        Number(score.answered),
        Number(score.questions),
        " · ".join(answer_words(given) for given in score.answers) or None,
    ]


SHEET = ExportSheet(":scores", N_("Scores"), _build)
