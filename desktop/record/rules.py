"""What each test needs from the rule that names it, so that a rule that cannot work is known when forms are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop.catalogue.definitions import Rule
from desktop.catalogue.yaml_document import quoted
from desktop.i18n.placeholders import placeholders
from desktop.i18n.translation import gettext as _
from desktop.record.checks import TESTS


@dataclass(frozen=True)
class Needs:
    """What a test needs and gives.

    Args:
        gives: the placeholders that it fills, beside `name`.
        settings: those that it cannot do without, each with one value or several.
        single: those of them that have one value.
        field: whether it cannot do without the field of a kind.
    """

    gives: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()
    single: frozenset[str] = frozenset()
    field: bool = False


def _needs(gives: str = "", settings: str = "", single: str = "", *, field: bool = False) -> Needs:
    return Needs(frozenset(gives.split()), frozenset(settings.split()), frozenset(single.split()), field)


NEEDS = {
    "nothing_to_submit": _needs(settings="kinds"),
    "stale_text": _needs("field"),
    "joint_recorded_twice": _needs("other", "joint"),
    "matching_without_match": _needs(),
    "link_to_nothing": _needs("field"),
    "file_to_nothing": _needs("field"),
    "file_too_large": _needs("field size limit"),
    "file_format": _needs("field ending formats"),
    "unknown_number": _needs("field number"),
    "signs_not_shown": _needs("field signs"),
    "dates_backwards": _needs("later earlier"),
    "about_refugees": _needs(settings="fields refugees migrants"),
    "not_measurable": _needs(settings="fields", field=True),
    "over_before_the_forum": _needs("cycle", field=True),
    "over_before": _needs(settings="since", single="since", field=True),
    "answer_is": _needs("field answer", "any_of", field=True),
    "answer_not_asked": _needs("field"),
    "answer_not_offered": _needs("answer", field=True),
    "value_twice": _needs(),
    "value_beyond": _needs("problem", field=True),
    "gap_without_pledge": _needs(),
    "same_title": _needs(),
    "rating_without_reason": _needs(field=True),
    "rating_without_voice": _needs(field=True),
    "not_rated": _needs(),
    "not_available_without_reason": _needs(field=True),
    "evidence_without_anything": _needs(),
    "not_cleared": _needs(),
    "changed_since_cleared": _needs("person date"),
}
"""Every test that a rule can name, with what it needs; what it gives is said in its own words in `checks`."""


def unworkable(rules: Iterable[Rule]) -> Iterator[tuple[int, str, str]]:
    """Yield each rule that cannot work: its place among the rules, the key that is wrong, and one sentence."""
    for place, rule in enumerate(rules):
        yield from ((place, key, text) for key, text in _wrong(rule))


def _wrong(rule: Rule) -> Iterator[tuple[str, str]]:
    needs = NEEDS.get(rule.test)
    if needs is None or rule.test not in TESTS:
        yield "test", _("there is no test “{key}”.").format(key=quoted(rule.test))
        return
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
