"""Which rules cannot work, since they lack what their test needs of them (see `checks`), so that it is known when forms are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.catalogue.definitions import Rule
from desktop.catalogue.yaml_document import quoted
from desktop.i18n.placeholders import placeholders
from desktop.i18n.translation import gettext as _
from desktop.record.checks import TESTS


def unworkable(rules: Iterable[Rule]) -> Iterator[tuple[int, str, str]]:
    """Yield each rule that cannot work: its place among the rules, the key that is wrong, and one sentence."""
    for place, rule in enumerate(rules):
        yield from ((place, key, text) for key, text in _wrong(rule))


def _wrong(rule: Rule) -> Iterator[tuple[str, str]]:
    test = TESTS.get(rule.test)
    if test is None:
        yield "test", _("there is no test “{key}”.").format(key=quoted(rule.test))
        return
    needs = test.needs
    if needs.field and not (rule.kind and rule.field):
        yield "field", _("this test needs a kind and a field of that kind.")
    for key in sorted(needs.settings - rule.settings.keys()):
        yield "settings", _("this test needs the setting “{key}”.").format(key=key)
    for key in sorted(needs.single & rule.settings.keys()):
        value = rule.settings[key]
        if isinstance(value, list) and len(value) != 1:
            yield "settings", _("the setting “{key}” must have one value.").format(key=key)
    try:
        unknown = placeholders(rule.text) - needs.gives - {"name"}
    except ValueError:
        yield "text", _("curly brackets must contain a plain name and nothing else.")
        return
    for key in sorted(unknown):
        yield "text", _("this test does not fill the placeholder “{key}”.").format(key=quoted(key))
