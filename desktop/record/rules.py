"""Which rules cannot work, since they lack what their test needs of them (see `checks`), or find nothing by what they say.

It is known when forms are read, and not when somebody waits for what a rule finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.catalogue.definitions import Rule
from desktop.catalogue.yaml_document import Place, quoted
from desktop.i18n.placeholders import placeholders
from desktop.i18n.translation import gettext as _
from desktop.record.check_scope import Needs
from desktop.record.checks import TESTS
from desktop.record.dates import span


def unworkable(rules: Iterable[Rule]) -> Iterator[tuple[Place, str]]:
    """Yield what is wrong in each rule that cannot work: its place below the list of rules, and one sentence."""
    for number, rule in enumerate(rules):
        yield from (((number, *place), text) for place, text in _wrong(rule))


def fruitless(rules: Iterable[Rule]) -> Iterator[tuple[Place, str]]:
    """Yield what is wrong in each rule that works and can find nothing, likewise: a setting that its test never meets.

    Whoever writes a pack is told. In a pack that a submission has already, such a rule does no harm.
    """
    for number, rule in enumerate(rules):
        if test := TESTS.get(rule.test):
            for key, value in rule.settings.items():
                if text := _never_met(key, value, test.needs):
                    yield (number, "settings", key), text


def _never_met(key: str, value: object, needs: Needs) -> str:
    values = value if isinstance(value, list) else [value]
    if key in needs.numbers:
        return ""
    if any(isinstance(each, bool) for each in values):
        return _("this must be text; put it in quotation marks.")
    return _("this is not a date.") if key in needs.dates and any(span(str(each)) is None for each in values) else ""


def _unfit(key: str, value: object, needs: Needs) -> str:
    values = value if isinstance(value, list) else [value]
    if key in needs.single and len(values) != 1:
        return _("the setting “{key}” must have one value.").format(key=key)
    if key in needs.numbers and type(values[0]) is not int:
        return _("this must be a whole number.")
    return ""


def _wrong(rule: Rule) -> Iterator[tuple[Place, str]]:
    test = TESTS.get(rule.test)
    if test is None:
        yield ("test",), _("there is no test “{key}”.").format(key=quoted(rule.test))
        return
    needs = test.needs
    if needs.field and not (rule.kind and rule.field):
        yield ("field",), _("this test needs a kind and a field of that kind.")
    for key in sorted(needs.settings - rule.settings.keys()):
        yield ("settings",), _("this test needs the setting “{key}”.").format(key=key)
    for key, value in rule.settings.items():
        if text := _unfit(key, value, needs):
            yield ("settings", key), text
    try:
        unknown = placeholders(rule.text) - needs.gives - {"name"}
    except ValueError:
        yield ("text",), _("curly brackets must contain a plain name and nothing else.")
        return
    for key in sorted(unknown):
        yield ("text",), _("this test does not fill the placeholder “{key}”.").format(key=quoted(key))
