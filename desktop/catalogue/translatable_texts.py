"""Every text of `forms/` that is translated: what the extraction of messages and the tests of the languages need."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.catalogue import examples
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import TEXTS, WEIGHTS
from desktop.catalogue.shape import Shape


def messages(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield each text with a word on where it stands; a text that stands in several places comes several times."""
    parts = {
        "pack.yaml": catalogue.pack,
        **{f"kinds/{key}.yaml": kind for key, kind in catalogue.kinds.items()},
        "objectives.yaml": catalogue.objectives,
        "groupings.yaml": catalogue.groupings,
        "indicators.yaml": catalogue.indicators,
        "characteristics.yaml": catalogue.characteristics,
        "policy.yaml": catalogue.policy,
        "recommendations.yaml": catalogue.recommendation_sets,
        "review.yaml": catalogue.review,
        "rules.yaml": catalogue.rules,
        "hints.yaml": catalogue.hints,
    }
    for file, part in parts.items():
        for text in _texts(part):
            yield f"forms/{file}", text
    for example in examples.of(catalogue):
        if example.remark:  # the rest is as it was published, in the language that it is written in
            yield f"forms/{examples.EXAMPLES}", example.remark


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, Shape):
        for key in part.names:
            value = getattr(part, key)
            if key == "options" and getattr(part, "options_from", None):
                continue  # filled in from elsewhere in the forms, where they stand already
            if isinstance(value, str):
                if key in TEXTS and value and value not in WEIGHTS:
                    yield value
            else:
                yield from _texts(value)
    elif isinstance(part, tuple):
        for each in part:
            yield from _texts(each)
