"""A policy indicator: one question that is answered yes or no."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Indicator
from desktop.i18n.translation import gettext as _
from desktop.record.indicator_methods.method import IndicatorMethod
from desktop.record.submission import Submission
from desktop.record.values import display


class YesOrNo(IndicatorMethod):
    """A policy indicator: one question that is answered yes or no. There is nothing to reckon, and no score."""

    key = "yes_no"

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
