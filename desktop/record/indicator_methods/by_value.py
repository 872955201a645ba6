"""Values by year."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Indicator
from desktop.i18n.number_formatting import figure
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.indicator_methods.method import IndicatorMethod
from desktop.record.series import series
from desktop.record.submission import Submission


class ByValue(IndicatorMethod):
    """Values by year."""

    key = "value"
    takes_values = True
    form_title = N_("Availability, baseline and target")

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
