"""The shapes of a data pack: what it may say, and nothing else (see `packs`)."""

from __future__ import annotations

from typing import Annotated, Any, cast

from pydantic import Field, create_model

from desktop.catalogue.definitions import (
    Action,
    Chapter,
    Characteristic,
    FormField,
    Grouping,
    Indicator,
    PolicyIndicator,
    RecommendationSet,
    Rule,
    Section,
    Shape,
    Source,
    Standing,
)


class Head(Shape):
    """What a pack says of itself."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
    version: Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z.-]{0,19}$")]
    label: str
    standing: Standing
    source: str  # where its texts were taken from, in words
    note: str = ""
    cycle: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None  # the year of the forum, for the forms of a cycle
    forum: str | None = None
    caution: str | None = None
    rating_help: str | None = None


class ObjectiveChange(Shape):
    """Texts of an objective that exists: those that are named replace the old ones, language by language."""

    number: int
    title: dict[str, str] = Field(default_factory=dict)
    title_standing: dict[str, Standing] = Field(default_factory=dict)
    label: dict[str, str] = Field(default_factory=dict)
    label_standing: dict[str, Standing] = Field(default_factory=dict)
    actions: tuple[Action, ...] | None = None
    actions_note: str | None = None
    indicators_note: str | None = None
    sources: tuple[str, ...] | None = None


class PrincipleChange(Shape):
    """Texts of a guiding principle that exists."""

    number: int
    name: dict[str, str] = Field(default_factory=dict)
    name_standing: dict[str, Standing] = Field(default_factory=dict)
    sources: tuple[str, ...] | None = None


_BARE: dict[str, Any] = {key: (cast(Any, info.annotation) | None, None) for key, info in FormField.model_fields.items()}
FieldChange: Any = create_model("FieldChange", __base__=Shape, **{**_BARE, "key": (str, ...), "after": (str, "")})
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
    sources: dict[str, Source] = Field(default_factory=dict)
    objectives: tuple[ObjectiveChange, ...] = ()
    principles: tuple[PrincipleChange, ...] = ()
    groupings: tuple[Grouping, ...] | None = None
    indicators: tuple[Indicator, ...] | None = None
    characteristics: tuple[Characteristic, ...] | None = None
    policy: PolicyIndicator | None = None
    recommendations: tuple[RecommendationSet, ...] | None = None
    review: tuple[Chapter, ...] | None = None
    rules: tuple[Rule, ...] | None = None
    kinds: dict[str, KindChange] = Field(default_factory=dict)
    translations: dict[str, dict[str, str]] = Field(default_factory=dict)
    """Language to English text to translation, for the texts that the pack brings."""
