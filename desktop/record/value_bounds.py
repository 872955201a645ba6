"""The least and the most that a value of an indicator can be, by its definition in the catalogue."""

from __future__ import annotations

from decimal import Decimal

from desktop.catalogue.definitions import Indicator
from desktop.i18n.number_formatting import figure
from desktop.i18n.older_words import is_called
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _


def beyond(indicator: Indicator, number: str, unit: str = "") -> str:
    """Return a sentence for a value that cannot be, such as 120 per cent of all births; empty for any other.

    Args:
        number: with a point as decimal sign.
        unit: where it is not the one of the indicator; other bounds hold in it, and nothing is said. A proportion in per
            cent is never more than a hundred, whatever else the indicator counts.
    """
    most_of_all = indicator.maximum
    if unit and not is_called(unit, indicator.unit):
        if not (indicator.name["en"].startswith("Proportion") and is_called(unit, N_("Per cent"))):
            return ""
        most_of_all = 100 if most_of_all is None else most_of_all
    value = Decimal(number)
    shown = {"value": figure(number), "indicator": indicator.key}
    if indicator.minimum is not None and value < indicator.minimum:
        least = figure(str(indicator.minimum))
        return _("{value} is less than {least}, the lowest possible value of {indicator}.").format(**shown, least=least)
    if most_of_all is not None and value > most_of_all:
        most = figure(str(most_of_all))
        return _("{value} is more than {most}, the highest possible value of {indicator}.").format(**shown, most=most)
    return ""
