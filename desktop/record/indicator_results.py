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


class IndicatorResults(Protocol):
    """What a method makes of the answers to an indicator."""

    def brief(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> str:
        """Return in a sentence or two what is known."""

    def of_objective(self, catalogue: Catalogue, number: int) -> tuple[str, ...]:
        """Return what of it belongs to one objective, for below that sentence; empty where it is not divided."""


class ByValue:
    """Values by year."""

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


class ByQuestions:
    """SDG 10.7.2: one official score of thirty questions, each of which is linked with objectives."""

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
        return (_("Of its questions, these belong to this objective:"), "\n".join(questions))


_RESULTS: Mapping[str, IndicatorResults] = {"value": ByValue(), "sdg_10_7_2": ByQuestions()}


def results_of(indicator: Indicator) -> IndicatorResults:
    """Return what tells of an indicator, by its method."""
    return _RESULTS[indicator.method]
