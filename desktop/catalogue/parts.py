"""All files of the forms, read but not yet put together: what a data pack replaces a part of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import (
    Chapter,
    Characteristic,
    Example,
    FormField,
    Grouping,
    Hint,
    Indicator,
    Kind,
    Objective,
    Occasion,
    Option,
    OptionSource,
    Pack,
    PolicyIndicator,
    Principle,
    RecommendationSet,
    Rule,
    Source,
)


class Parts(NamedTuple):
    """What each file holds, by its name; options that come from elsewhere in the forms are not filled in."""

    pack: Pack
    sources: Mapping[str, Source]
    objectives: tuple[Objective, ...]
    principles: tuple[Principle, ...]
    groupings: tuple[Grouping, ...]
    cycles: tuple[Occasion, ...]
    indicators: tuple[Indicator, ...]
    characteristics: tuple[Characteristic, ...]
    policy: PolicyIndicator
    recommendations: tuple[RecommendationSet, ...]
    review: tuple[Chapter, ...]
    rules: tuple[Rule, ...]
    hints: tuple[Hint, ...]
    kinds: Mapping[str, Kind]
    examples: tuple[Example, ...] = ()  # those of packs; see `examples` for what ships

    def with_kinds(self, kinds: Mapping[str, Kind]) -> Parts:
        """Return the same with other forms."""
        return self._replace(kinds=kinds)


def assembled(parts: Parts) -> Catalogue:
    """Return the catalogue that the parts make together."""
    return Catalogue(
        pack=parts.pack,
        kinds={key: _with_options(kind, parts) for key, kind in parts.kinds.items()},
        objectives=parts.objectives,
        principles=parts.principles,
        groupings=parts.groupings,
        cycles=parts.cycles,
        indicators=parts.indicators,
        characteristics=parts.characteristics,
        policy=parts.policy,
        recommendation_sets=parts.recommendations,
        review=parts.review,
        rules=parts.rules,
        hints=parts.hints,
        examples=parts.examples,
        sources=parts.sources,
    )


def _with_options(kind: Kind, parts: Parts) -> Kind:
    if not any(each.options_from or each.columns or each.method for each in kind.fields):
        return kind
    return kind.changed(fields=tuple(_filled(each, parts) for each in kind.fields))


def _filled(field: FormField, parts: Parts) -> FormField:
    if field.method is not None:
        # An indicator that the forms do not have is asked everything: nobody knows how it was scored.
        methods = {each.key: each.method for each in parts.indicators}
        others = (key for key, method in methods.items() if method != field.method)
        field = field.changed(not_for=(*field.not_for, *others))
    if field.columns:
        field = field.changed(columns=tuple(_filled(each, parts) for each in field.columns))
    if field.options_from is None:
        return field
    return field.changed(options=(*_options_from(field.options_from, parts), *field.options))


def _options_from(source: OptionSource, parts: Parts) -> list[Option]:
    match source:
        case "actions":
            return [
                Option(
                    key=(key := f"{objective.number}({action.letter})"),
                    code=key,
                    label=action.gist,
                    standing=action.standing,
                    aliases=(action.paragraph,),
                )
                for objective in parts.objectives
                for action in objective.actions
            ]
        case "indicators":
            # The name of an indicator differs by language and is no message id: the code stands for it.
            return [Option(key=each.key, label=each.key, standing=each.standing) for each in parts.indicators]
    return [
        Option(key=each.key, label=each.label, standing=each.standing, aliases=each.aliases)
        for each in parts.characteristics
    ]
