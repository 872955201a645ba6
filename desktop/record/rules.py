"""Which rules cannot work, since they lack what their test needs of them (see `checks`), or find nothing by what they say.

It is known when forms are read, and not when somebody waits for what a rule finds.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from desktop.catalogue.definitions import Kind, Rule
from desktop.catalogue.yaml_document import Place, quoted
from desktop.i18n.placeholders import placeholders
from desktop.i18n.translation import gettext as _
from desktop.record.check_scope import Needs, OfEntry
from desktop.record.checks import TESTS, of_rule
from desktop.record.dates import span


def unworkable(rules: Iterable[Rule]) -> Iterator[tuple[Place, str]]:
    """Yield what is wrong in each rule that cannot work: its place below the list of rules, and one sentence."""
    for number, rule in enumerate(rules):
        yield from (((number, *place), text) for place, text in _wrong(rule))


def fruitless(rules: Iterable[Rule], kinds: Mapping[str, Kind]) -> Iterator[tuple[Place, str]]:
    """Yield what is wrong in each rule that works and can find nothing, likewise: a setting that its test never meets.

    Whoever writes a pack is told. In a pack that a submission has already, such a rule does no harm.

    Args:
        kinds: the forms that the rules are about.
    """
    for number, rule in enumerate(rules):
        if test := TESTS.get(rule.test):
            if isinstance(test, OfEntry) and test.kinds is of_rule and not rule.kind and not test.needs.field:
                yield (number, "kind"), _("this test needs a kind.")
            for key, value in rule.settings.items():
                if text := _never_met(key, value, test.needs) or _not_there(key, value, test.needs, rule, kinds):
                    yield (number, "settings", key), text


def _never_met(key: str, value: object, needs: Needs) -> str:
    if key in needs.numbers:
        return ""
    if any(isinstance(each, bool) for each in _values(value)):
        return _("this must be text; put it in quotation marks.")
    wrong = key in needs.dates and any(span(each) is None for each in map(str, _values(value)))
    return _("this is not a date.") if wrong else ""


def _not_there(key: str, value: object, needs: Needs, rule: Rule, kinds: Mapping[str, Kind]) -> str:
    """Return what is wrong in a setting that names something of the forms which they do not have."""
    if key in needs.kinds:
        return _first_lacking(value, kinds, _("there is no kind “{key}”."))
    fields = {each.key: each for each in kinds[rule.kind].fields} if rule.kind in kinds else {}
    if key in needs.fields:
        return _first_lacking(value, fields, _("there is no field “{key}”."))
    field = fields.get(needs.answers[key] or rule.field) if key in needs.answers else None
    if field is None or field.type not in ("choice", "choices") or field.open or field.options_from is not None:
        return ""
    offered = {each.key for each in field.options}
    return _first_lacking(value, offered, _("“{key}” is not a possible answer in that field."))


def _first_lacking(value: object, there: Container[str], text: str) -> str:
    """Return a sentence on the first of the words of a setting that is not there, empty where each of them is."""
    return next((text.format(key=quoted(each)) for each in map(str, _values(value)) if each not in there), "")


def _values(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _unfit(key: str, value: object, needs: Needs) -> str:
    values = _values(value)
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
