"""Which rules cannot work, since they lack what their test needs of them (see `checks`), so that it is known when forms are read."""

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


def _wrong_setting(key: str, value: object, needs: Needs) -> Iterator[str]:
    values = value if isinstance(value, list) else [value]
    if key in needs.dates | needs.numbers and len(values) != 1:
        yield _("the setting “{key}” must have one value.").format(key=key)
    elif key in needs.numbers:
        if type(values[0]) is not int:
            yield _("this must be a whole number.")
    elif any(isinstance(each, bool) for each in values):
        yield _("this must be text; put it in quotation marks.")
    elif key in needs.dates and span(str(values[0])) is None:
        yield _("this is not a date.")


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
        yield from ((("settings", key), text) for text in _wrong_setting(key, value, needs))
    try:
        unknown = placeholders(rule.text) - needs.gives - {"name"}
    except ValueError:
        yield ("text",), _("curly brackets must contain a plain name and nothing else.")
        return
    for key in sorted(unknown):
        yield ("text",), _("this test does not fill the placeholder “{key}”.").format(key=quoted(key))
