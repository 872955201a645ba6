"""The shapes of a data pack: what it may say, and nothing else (see `packs`)."""

from __future__ import annotations

from typing import Annotated, Any

from desktop.catalogue.definitions import (
    Action,
    Chapter,
    Characteristic,
    Example,
    FormField,
    Grouping,
    Hint,
    Indicator,
    Occasion,
    PolicyIndicator,
    RecommendationSet,
    Rule,
    Section,
    Source,
    Standing,
)
from desktop.catalogue.shape import NOTHING, Pattern, Shape


class Head(Shape):
    """What a pack says of itself."""

    key: Annotated[str, Pattern(r"^[a-z0-9][a-z0-9-]{0,59}$")]
    version: Annotated[str, Pattern(r"^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$")]
    label: str
    standing: Standing
    source: str  # where its texts were taken from, in words
    note: str = ""
    cycle: Annotated[str, Pattern(r"^\d{4}$")] | None = None  # the year of the forum, for the forms of a cycle
    forum: str | None = None
    caution: str | None = None
    rating_help: str | None = None


class ObjectiveChange(Shape):
    """Texts of an objective that exists: those that are named replace the old ones, language by language."""

    number: int
    title: dict[str, str] = NOTHING
    title_standing: dict[str, Standing] = NOTHING
    heading: dict[str, str] = NOTHING
    heading_standing: dict[str, Standing] = NOTHING
    label: dict[str, str] = NOTHING
    label_standing: dict[str, Standing] = NOTHING
    actions: tuple[Action, ...] | None = None
    actions_note: str | None = None
    indicators_note: str | None = None
    sources: tuple[str, ...] | None = None


class PrincipleChange(Shape):
    """Texts of a guiding principle that exists."""

    number: int
    name: dict[str, str] = NOTHING
    name_standing: dict[str, Standing] = NOTHING
    sources: tuple[str, ...] | None = None


def _change() -> type[Shape]:
    """Return the shape of a field of which nothing has to be said but its key."""
    hints = {name: f"{hint} | None" for name, hint in FormField.__annotations__.items()} | {
        "key": "str",
        "after": "str",
    }
    defaults = {**dict.fromkeys(hints), "after": ""}
    del defaults["key"]
    # The annotations speak of what stands in the module of the form field.
    return type("FieldChange", (Shape,), {"__module__": FormField.__module__, "__annotations__": hints, **defaults})


FieldChange: Any = _change()
"""What is different in a field of that key, or a new field when the form has none of it. `after` says which field a
new one follows. A limit that is said to be empty is lifted."""


class KindChange(Shape):
    """What is different in a form."""

    label: str | None = None
    plural: str | None = None
    help: str | None = None
    empty: str | None = None
    sections: tuple[Section, ...] = ()
    fields: tuple[FieldChange, ...] = ()
    remove: tuple[str, ...] = ()
    standing: Standing | None = None
    source: str | None = None


class PackFile(Shape):
    """A whole pack. Everything but the head can be absent."""

    pack: Head
    sources: dict[str, Source] = NOTHING
    objectives: tuple[ObjectiveChange, ...] = ()
    principles: tuple[PrincipleChange, ...] = ()
    groupings: tuple[Grouping, ...] | None = None
    cycles: tuple[Occasion, ...] | None = None
    indicators: tuple[Indicator, ...] | None = None
    characteristics: tuple[Characteristic, ...] | None = None
    policy: PolicyIndicator | None = None
    recommendations: tuple[RecommendationSet, ...] | None = None
    review: tuple[Chapter, ...] | None = None
    rules: tuple[Rule, ...] | None = None
    hints: tuple[Hint, ...] | None = None
    examples: tuple[Example, ...] = ()  # beside those that there are; one of the same key takes its place
    kinds: dict[str, KindChange] = NOTHING
    translations: dict[str, dict[str, str]] = NOTHING
    """Language to English text to translation, for the texts that the pack brings."""
