"""The ways in which an indicator is scored. One of them is a class in a file of its own, and its line in `METHODS`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.catalogue.definitions import Indicator
from desktop.catalogue.pack_shapes import PackFile
from desktop.catalogue.yaml_document import Place
from desktop.i18n.lists import joined
from desktop.i18n.translation import gettext as _
from desktop.record.indicator_methods.by_value import ByValue
from desktop.record.indicator_methods.method import IndicatorMethod
from desktop.record.indicator_methods.policy_questions import PolicyQuestions
from desktop.record.indicator_methods.yes_or_no import YesOrNo

METHODS: Mapping[str, IndicatorMethod] = {each.key: each for each in (ByValue(), YesOrNo(), PolicyQuestions())}


def method_of(indicator: Indicator) -> IndicatorMethod:
    """Return the way in which an indicator is scored."""
    return METHODS[indicator.method]


def unknown_methods(held: PackFile) -> Iterator[tuple[Place, str]]:
    """Yield each place where a pack names a method that there is not, with one sentence."""
    named: list[tuple[Place, str | None]] = [
        (("indicators", number, "method"), each.method) for number, each in enumerate(held.indicators or ())
    ]
    for key, kind in held.kinds.items():
        named += [(("kinds", key, "fields", number, "method"), each.method) for number, each in enumerate(kind.fields)]
    for place, method in named:
        if method is not None and method not in METHODS:
            yield place, _("this must be one of: {known}.").format(known=joined(METHODS))
