"""What is known of an indicator in a submission, by the method that it is scored with (see `catalogue/indicator_methods`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Indicator
from desktop.i18n.number_formatting import figure
from desktop.i18n.translation import code
from desktop.i18n.translation import gettext as _
from desktop.record.scores import score_policy
from desktop.record.series import series
from desktop.record.submission import Submission
from desktop.record.values import display


class IndicatorResults(Protocol):
    """What a method makes of the answers to an indicator."""

    def known(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> bool:
        """Whether there is a value or an answer."""

    def brief(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> str:
        """Return in a sentence or two what is known."""

    def sentence(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> str:
        """Return all that is known, in sentences."""

    def of_objective(self, catalogue: Catalogue, number: int) -> tuple[str, ...]:
        """Return what of it belongs to one objective, for below that sentence; empty where it is not divided."""


class ByValue:
    """Values by year."""

    def known(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> bool:
        """Whether there is a value for everybody or for a group."""
        found = series(submission, catalogue, indicator.key)
        return bool(found.points or found.groups)

    def sentence(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> str:
        """Return the latest value, where it goes, and what else there is."""
        return series(submission, catalogue, indicator.key).sentence()

    def brief(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> str:
        """Return the latest value, or why there is none."""
        found = series(submission, catalogue, indicator.key)
        if found.latest is not None:
            return _("Latest value: {value} ({year})").format(value=figure(found.latest.text), year=found.latest.year)
        if found.not_available:
            return _("Not available: {reason}").format(reason=found.reason or _("no reason was given"))
        return _("No value yet")

    def of_objective(self, catalogue: Catalogue, number: int) -> tuple[str, ...]:
        """Return nothing: a value is one figure for all objectives that it is linked with."""
        return ()


class YesOrNo:
    """A policy indicator: one question that is answered yes or no. There is nothing to reckon, and no score."""

    def known(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> bool:
        """Whether it is answered."""
        return isinstance(submission.bound("indicator", indicator.key).value("answer"), bool)

    def brief(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> str:
        """Return the answer with its year."""
        entry = submission.bound("indicator", indicator.key)
        if not self.known(submission, catalogue, indicator):
            return _("Not answered yet")
        answer = display(catalogue.kind("indicator").field("answer"), entry.value("answer"), catalogue)
        if year := entry.text("answer_year"):
            return _("Answer: {answer} ({year})").format(answer=answer, year=year)
        return _("Answer: {answer}").format(answer=answer)

    def sentence(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> str:
        """Return the answer with its year."""
        return self.brief(submission, catalogue, indicator)

    def of_objective(self, catalogue: Catalogue, number: int) -> tuple[str, ...]:
        """Return nothing: it has one answer."""
        return ()


class ByQuestions:
    """SDG 10.7.2: one official score of thirty questions, each of which is linked with objectives."""

    def known(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> bool:
        """Whether at least one question is answered."""
        return bool(score_policy(submission, catalogue.policy).answered)

    def sentence(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> str:
        """Return the score and how much of it rests on answers."""
        return self.brief(submission, catalogue, indicator)

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


_RESULTS: Mapping[str, IndicatorResults] = {
    "value": ByValue(),
    "yes_no": YesOrNo(),
    "sdg_10_7_2": ByQuestions(),
}


def results_of(indicator: Indicator) -> IndicatorResults:
    """Return what tells of an indicator, by its method."""
    return _RESULTS[indicator.method]
