"""What stays in the forms when a data pack takes it out: everything that somebody has answered already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from desktop.catalogue.definitions import (
    PART_OF_OBJECTIVE,
    Chapter,
    Characteristic,
    FormField,
    Indicator,
    Kind,
    Objective,
    PolicyIndicator,
    RecommendationSection,
    RecommendationSet,
)
from desktop.catalogue.parts import Parts
from desktop.i18n.translation import N_


@dataclass(frozen=True)
class Used:
    """What a submission makes use of.

    Args:
        keys: kind to the keys that its bound entries have, such as `10.7.1` or `H1.1`.
        fields: kind to the fields that were answered.
        words: kind and field (and column, as `field.column`) to the options that were chosen.
    """

    keys: Mapping[str, frozenset[str]] = field(default_factory=dict)
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    words: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)


def retain(before: Parts, after: Parts, used: Used) -> Parts:
    """Return the new forms with what they no longer have and the submission still makes use of, marked as earlier."""
    return after._replace(
        kinds={key: _kind(before.kinds[key], kind, used) for key, kind in after.kinds.items()},
        objectives=tuple(_objective(each, before, used) for each in after.objectives),
        indicators=(*after.indicators, *_indicators(before, after, used)),
        policy=_policy(before, after, used),
        recommendations=_recommendations(before, after, used),
        characteristics=(*after.characteristics, *_characteristics(before, after, used)),
        review=(*after.review, *_chapters(before, after, used)),
    )


def _objective(new: Objective, before: Parts, used: Used) -> Objective:
    there = {each.letter for each in new.actions}
    said = frozenset[str]().union(*used.words.values())
    lost = [
        each.changed(standing="earlier")
        for old in before.objectives
        if old.number == new.number
        for each in old.actions
        if each.letter not in there and f"{old.number}({each.letter})" in said
    ]
    return new.changed(actions=(*new.actions, *lost)) if lost else new


def _indicators(before: Parts, after: Parts, used: Used) -> Iterator[Indicator]:
    there = {each.key for each in after.indicators}
    asked = used.keys.get("indicator", frozenset()) | used.words.get(("value", "indicator"), frozenset())
    for each in before.indicators:
        if each.key not in there and each.key in asked:
            yield each.changed(standing="earlier")


def _policy(before: Parts, after: Parts, used: Used) -> PolicyIndicator:
    """Return the questions in use with those that were answered and are no longer asked; these are not scored."""
    there = {each.key for domain in after.policy.domains for each in domain.sub_categories}
    asked = [each for domain in before.policy.domains for each in domain.sub_categories]
    answered = used.keys.get("policy_answer", frozenset())
    lost = [each for each in (*asked, *before.policy.earlier) if each.key not in there and each.key in answered]
    return after.policy.changed(earlier=tuple(lost)) if lost else after.policy


def _chapters(before: Parts, after: Parts, used: Used) -> Iterator[Chapter]:
    there = {each.key for each in after.review}
    written = used.keys.get("chapter", frozenset())
    parted = any(each.by_objective for each in after.review)
    for each in before.review:
        parts = each.by_objective and not parted and any(key.startswith(PART_OF_OBJECTIVE) for key in written)
        if each.key not in there and (each.key in written or parts):
            yield each.changed(standing="earlier", by_objective=parts, questions=())


def _characteristics(before: Parts, after: Parts, used: Used) -> Iterator[Characteristic]:
    there = {each.key for each in after.characteristics}
    said = frozenset[str]().union(*used.words.values())
    for each in before.characteristics:
        if each.key not in there and each.key in said:
            yield each.changed(standing="earlier")


def _recommendations(before: Parts, after: Parts, used: Used) -> tuple[RecommendationSet, ...]:
    asked = used.keys.get("follow_up", frozenset())
    there = {
        each.key for group in after.recommendations for section in group.sections for each in section.recommendations
    }
    lost = tuple(
        each.changed(standing="earlier")
        for group in before.recommendations
        for section in group.sections
        for each in section.recommendations
        if each.key not in there and each.key in asked
    )
    if not lost:
        return after.recommendations
    label = N_("Recommendations from earlier forms")
    section = RecommendationSection(key="earlier", label=label, recommendations=lost, standing="earlier")
    kept = RecommendationSet(key="earlier", label=label, mandate="", sections=(section,))
    return (*after.recommendations, kept)


def _kind(before: Kind, after: Kind, used: Used) -> Kind:
    there = {each.key: each for each in after.fields}
    was = {each.key: each for each in before.fields}
    fields = [_field(was.get(each.key), each, (before.key, each.key), used) for each in after.fields]
    sections = list(after.sections)
    for each in before.fields:
        if each.key in there or each.key not in used.fields.get(before.key, frozenset()):
            continue
        # Nothing is asked or checked any more; what was said can be read, changed and taken away.
        fields.append(each.changed(standing="earlier", missing=None, limit="suggests"))
        if each.section and each.section not in {section.key for section in sections}:
            sections += [section for section in before.sections if section.key == each.section]
    order = {section.key: place for place, section in enumerate(sections)}
    fields.sort(key=lambda each: order.get(each.section, 0))
    return after.changed(fields=tuple(fields), sections=tuple(sections))


def _field(old: FormField | None, field: FormField, place: tuple[str, str], used: Used) -> FormField:
    """Return a field with the options and columns that it no longer has and that were made use of.

    Args:
        place: the kind and the field, as in `Used.words`.
    """
    if old is None:
        return field
    there = {each.key for each in field.options}
    said = used.words.get(place, frozenset())
    options = [each.changed(standing="earlier") for each in old.options if each.key not in there and each.key in said]
    columns = _columns(old, field, place, used)
    if options or columns != field.columns:
        return field.changed(options=(*field.options, *options), columns=columns)
    return field


def _columns(old: FormField, field: FormField, place: tuple[str, str], used: Used) -> tuple[FormField, ...]:
    kind, key = place
    before = {each.key: each for each in old.columns}
    there = {each.key for each in field.columns}
    lost = (
        each.changed(standing="earlier", missing=None)
        for each in old.columns
        if each.key not in there and used.words.get((kind, f"{key}.{each.key}"))
    )
    kept = (_field(before.get(each.key), each, (kind, f"{key}.{each.key}"), used) for each in field.columns)
    return (*kept, *lost)
