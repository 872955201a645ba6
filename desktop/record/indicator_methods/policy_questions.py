"""SDG 10.7.2: the official score of its questions, as `record/scores` reckons it."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Indicator
from desktop.i18n.translation import code
from desktop.i18n.translation import gettext as _
from desktop.record.indicator_methods.method import IndicatorMethod
from desktop.record.scores import score_policy
from desktop.record.submission import Submission


class PolicyQuestions(IndicatorMethod):
    """SDG 10.7.2: one official score of thirty questions, each of which is linked with objectives."""

    key = "sdg_10_7_2"
    asked_by = "policy_answer"

    def known(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> bool:
        """Whether at least one question is answered."""
        return bool(score_policy(submission, catalogue.policy).answered)

    def brief(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> str:
        """Return the score and how much of it rests on answers."""
        return score_policy(submission, catalogue.policy).sentence()

    def of_objective(self, catalogue: Catalogue, number: int) -> tuple[str, ...]:
        """Return its questions that are linked with the objective."""
        questions = [
            _("{key} {label}").format(key=code(sub.key), label=_(sub.label))
            for domain in catalogue.policy.domains
            for sub in domain.sub_categories
            if number in sub.objectives
        ]
        return (_("Its questions that belong to this objective:"), "\n".join(questions))
