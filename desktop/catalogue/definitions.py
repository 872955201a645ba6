"""The shapes of everything in `forms/`: what a file may say, and nothing else.

They are strict and closed: a misspelt key is an error that names file, line and field (see `forms_reader`). To read a
file is the only time that it is looked at with pydantic; nothing here needs it.
All texts are English message ids, translated where they are shown, unless a model says otherwise.
"""

from __future__ import annotations

from typing import Annotated, Literal

from desktop.catalogue.shape import NOTHING, Pattern, Shape, Within

Standing = Literal[
    "attested",
    "attested_in_part",
    "attested_secondary",
    "unconfirmed",
    "working_translation",
    "derived",
    "candidate",
    "ours",
    "earlier",
]
"""How well a text is attested.

`derived`: a mapping of ours; `candidate`: not the official set; `ours`: our own words; `earlier`: the forms in use
do not have it any more, and it stays because something was answered in it."""

OFFICIAL: frozenset[Standing] = frozenset({"attested"})
"""Standings that need no mark on screen or paper; every other one is shown as a working text."""

FieldType = Literal[
    "text",  # one line
    "long_text",  # paragraphs
    "choice",  # one key of `options`
    "choices",  # several keys of `options`, in the order of the options
    "yes_no",  # true, false
    "date",  # as precise as it is known: YYYY, YYYY-MM or YYYY-MM-DD
    "year",  # whole number
    "number",  # decimal, kept as text exactly as typed ("12.50"), point as decimal sign
    "email",
    "country",  # ISO 3166-1 alpha-2
    "countries",
    "language",  # ISO 639-1
    "objectives",  # list of 1..23
    "principles",  # list of 1..10
    "links",  # list of entry ids of the kinds in `refers_to`
    "rows",  # list of objects with the `columns` as keys
    "file",  # SHA-256 of an attached file, see the evidence kind
]

OptionSource = Literal["actions", "characteristics", "indicators"]
"""Where a field takes its options from instead of listing them; reading fills `options` in.

The lettered actions (`13(a)`), the characteristics by which a figure is broken down (`sex`), the indicators
(`10.7.1`). Indicators have only their code as label here, since their names differ by language."""

Weight = Literal["blocks", "warns", "suggests"]
Release = Literal["released", "on_signing", "internal"]
"""Who sees an answer: `released` leaves with every package and draft; `on_signing` only with a signed package
(personal data of contacts); `internal` never leaves the file."""


TEXTS = frozenset(
    {
        "actions_note",
        "caution",
        "custodian",
        "empty",
        "formula",
        "forum",
        "gist",
        "help",
        "indicators_note",
        "label",
        "mandate",
        "missing",
        "missing_text",
        "note",
        "objective_note",
        "plural",
        "question",
        "rating_help",
        "region",
        "short",
        "text",
        "unit",
        "unnamed",
        "why",
    }
)
"""The keys whose values are English message ids. Keys that hold a text for each language are none of them."""

WEIGHTS = frozenset({"blocks", "warns", "suggests"})
"""Values of `missing` on a field, which is a weight there and no text."""


Text = str
"""A text that people read: the English message id, or one that bears its own translations (see `brought`)."""

Key = Annotated[str, Pattern(r"^[a-z][a-z0-9_]*$")]

Day = Annotated[str, Pattern(r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A date as exact as it is known: a year, a month or a day."""

Purpose = Literal["forum", "regional", "voluntary", "pledge"]
"""What a submission is for. The first two have a date that somebody else sets, see `Occasion`."""


class Option(Shape):
    """One choice of a field. `key` is what is stored, `label` what people read."""

    key: str
    label: Text
    help: Text = ""
    code: str = ""  # shown before the label and never translated, e.g. `13(a)`
    standing: Standing = "ours"
    aliases: tuple[str, ...] = ()
    """Other words for the same choice that an import may bring, in lower case."""


class When(Shape):
    """A condition on another field of the same entry: its value (or one of its values) is in `any_of`."""

    field: str
    any_of: tuple[str | bool | int, ...]


class FormField(Shape):
    """One field of a form: everything that widget, check, workbook column and report line are built from."""

    key: Key
    type: FieldType
    label: Text
    help: Text = ""
    section: str = ""
    options: tuple[Option, ...] = ()
    options_from: OptionSource | None = None
    open: bool = False  # a choice may also be a word that is no option; it is kept as it was said
    refers_to: tuple[str, ...] = ()
    columns: tuple[FormField, ...] = ()
    min_length: int | None = None  # characters of a text that is not empty
    max_length: int | None = None
    max_items: int | None = None
    max_megabytes: int | None = None  # of a file
    formats: tuple[str, ...] = ()  # endings that a file may have, in lower case without the point
    minimum: int | None = None  # of a year or number
    maximum: int | None = None
    missing: Weight | None = None  # the weight of the finding when it is empty and `when` holds
    purposes: tuple[Purpose, ...] = ()  # missed, and of the submission itself asked, only where it is for one of these
    instead: tuple[str, ...] = ()  # keys of other fields: it is not missed where one of them has an answer
    missing_text: Text = ""  # the finding's sentence when it is empty; a plain one is made when absent
    limit: Weight = "blocks"  # the weight of the finding when a limit is broken
    when: When | None = None  # shown and asked only when this holds
    only_for: tuple[str, ...] = ()  # of a bound kind: asked only of the things of these keys
    not_for: tuple[str, ...] = ()  # and not of these
    method: str | None = None  # of indicators: asked of those that are scored so; reading fills `not_for` in
    not_before: str = ""  # the key of a date field that this date may not precede
    release: Release = "released"
    twin_of: str = ""  # the same text in another language: the key of the field, see `field_translations`
    language: str = ""  # ISO 639-1, of a twin
    in_list: bool = False  # shown as a column in lists and tables on screen
    wide: bool = True  # takes the whole width of the form's grid
    standing: Standing = "ours"
    source: str = ""
    legacy_keys: tuple[str, ...] = ()


class Section(Shape):
    """A named group of fields on a form. `short` is what leads to it above the form, where the label is long."""

    key: str
    label: Text
    short: Text = ""
    help: Text = ""


Bound = Literal["submission", "objective", "recommendation", "indicator", "sub_category", "principle", "chapter"]


class Kind(Shape):
    """A kind of entry.

    `bound` kinds have exactly one entry for each thing of the catalogue, such as one assessment an objective;
    free kinds have as many as the country writes. `short` is what its sheet is called, where `plural` is long.
    """

    key: Key
    label: Text
    plural: Text
    short: Text = ""
    help: Text = ""
    empty: Text = ""  # what an empty list says, and how to begin
    unnamed: Text = ""  # what one entry without a title is called; without it that is made of the label
    bound: Bound | None = None
    title_field: str = ""  # names an entry in lists; empty for a bound kind, which the catalogue names
    sections: tuple[Section, ...] = ()
    fields: tuple[FormField, ...]
    standing: Standing = "ours"
    source: str = ""

    def field(self, key: str) -> FormField:
        """Return the field of that key. Raises KeyError."""
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(f"{self.key}.{key}")


class Source(Shape):
    """Where a text was seen."""

    description: str
    url: Annotated[str, Pattern(r"^(https?://\S+)?$")] = ""


class Action(Shape):
    """A lettered action of an objective: our gist of it, and its paragraph, e.g. `17(a)`."""

    letter: Annotated[str, Pattern(r"^[a-z]$")]
    gist: Text
    paragraph: str
    standing: Standing


class Target(Shape):
    """A target of the Sustainable Development Goals that an objective is linked with."""

    target: str
    standing: Standing
    source: str = ""


class Objective(Shape):
    """One of the 23 objectives. `title`, `heading` and `label` hold a text for each language, not message ids.

    `title` is worded as in the list of paragraph 16, `heading` as above the objective's own paragraph where that differs.
    """

    number: Annotated[int, Within(1, 99)]
    paragraph: int
    title: dict[str, str]
    title_standing: dict[str, Standing]
    heading: dict[str, str] = NOTHING
    heading_standing: dict[str, Standing] = NOTHING
    label: dict[str, str]
    label_standing: dict[str, Standing]
    actions: tuple[Action, ...]
    actions_note: Text = ""  # how sure the count of the actions is
    targets: tuple[Target, ...] = ()
    indicators_note: Text = ""
    sources: tuple[str, ...] = ()


class Principle(Shape):
    """One of the ten guiding principles, paragraph 15 (a) to (j)."""

    number: int
    paragraph: str
    name: dict[str, str]
    name_standing: dict[str, Standing]
    sources: tuple[str, ...] = ()


class Group(Shape):
    """A cluster of objectives: a round table or a theme."""

    key: str
    label: Text
    objectives: tuple[int, ...]
    standing: Standing
    note: Text = ""
    sources: tuple[str, ...] = ()


class Grouping(Shape):
    """One way to put all objectives into groups."""

    key: str
    label: Text
    groups: tuple[Group, ...]
    note: Text = ""


class Indicator(Shape):
    """An indicator. `name` holds a text for each language. `direction` says which way is better.

    `standing` says whether it is known to belong to the limited set, and `name_standing` how well its name is attested in
    a language, where that differs.
    """

    key: str  # the SDG code, e.g. 10.7.1
    name: dict[str, str]
    name_standing: dict[str, Standing] = NOTHING
    objectives: tuple[int, ...]
    unit: Text
    unit_standing: Standing = "derived"
    custodian: Text = ""
    direction: Literal["up", "down", "none"] = "none"
    method: str = "value"  # one of `desktop.record.indicator_methods`
    minimum: int | None = None  # the least that a value in `unit` can be
    maximum: int | None = None
    disaggregations: tuple[str, ...] = ()
    migration_specific: bool = False
    standing: Standing
    objective_standing: Standing = "derived"
    objective_note: Text = ""  # why it is linked with these objectives
    note: Text = ""
    sources: tuple[str, ...] = ()


class Meeting(Shape):
    """The meeting of one region in a regional review."""

    region: Text
    begins: Day
    ends: Day
    standing: Standing


class Occasion(Shape):
    """A forum or a regional review; `year` is the one that it is called by, dates are as exact as they are known."""

    key: Annotated[str, Pattern(r"^[a-z]+-\d{4}$")]
    purpose: Literal["forum", "regional"]
    year: int
    begins: Day
    ends: Day
    meetings: tuple[Meeting, ...] = ()
    standing: Standing
    note: Text = ""
    sources: tuple[str, ...] = ()


class Characteristic(Shape):
    """Something by which a figure can be broken down, e.g. sex or migratory status."""

    key: Key
    label: Text
    aliases: tuple[str, ...] = ()
    standing: Standing
    sources: tuple[str, ...] = ()


class SubCategory(Shape):
    """One of the thirty sub-categories of SDG 10.7.2."""

    key: str  # 1a .. 6e
    label: Text
    objectives: tuple[int, ...]


class PolicyAnswer(Shape):
    """An answer to a sub-category and the half points that it is worth."""

    key: str
    label: Text
    half_points: Literal[0, 1, 2]


class Domain(Shape):
    """One of the six domains of SDG 10.7.2 with its five sub-categories and the answers that it knows."""

    number: int
    label: Text
    question: Text
    answers: tuple[PolicyAnswer, ...]
    sub_categories: tuple[SubCategory, ...]


class Category(Shape):
    """A category of the score: from `at_least` hundredths of the whole to the next one."""

    code: int
    label: Text
    at_least: int  # per cent, whole number


class PolicyIndicator(Shape):
    """SDG 10.7.2 as its metadata says. Source: SDG metadata 10-7-2, March 2021 (S26)."""

    key: str
    method: str = "sdg_10_7_2"  # which scores these questions, and with them no other indicator
    domains: tuple[Domain, ...]
    categories: tuple[Category, ...]
    formula: Text
    missing: Text
    note: Text = ""
    earlier: tuple[SubCategory, ...] = ()  # answered here and no longer asked; not scored, see `kept`
    standing: Standing
    objective_standing: Standing = "derived"  # of the objectives of the sub-categories
    sources: tuple[str, ...] = ()


class Recommendation(Shape):
    """A recommendation that is followed up, our gist of it."""

    key: str
    gist: Text
    standing: Standing
    note: Text = ""


class RecommendationSection(Shape):
    """A section of recommendations; where the recommendations were not found, `note` says so."""

    key: str
    label: Text
    recommendations: tuple[Recommendation, ...]
    standing: Standing
    note: Text = ""
    sources: tuple[str, ...] = ()


class RecommendationSet(Shape):
    """A set of recommendations with its mandate."""

    key: str
    label: Text
    mandate: Text
    sections: tuple[RecommendationSection, ...]
    note: Text = ""
    sources: tuple[str, ...] = ()


class Question(Shape):
    """A guiding question for whoever writes a chapter."""

    text: Text


PART_OF_OBJECTIVE = "objective_"
"""What the key of a part of the review report begins with, before the number of its objective."""


class Chapter(Shape):
    """A chapter of the voluntary review report."""

    key: Key
    label: Text
    questions: tuple[Question, ...] = ()
    by_objective: bool = False  # followed by a chapter for each objective of which something is said
    standing: Standing
    note: Text = ""
    sources: tuple[str, ...] = ()


class Rule(Shape):
    """A readiness rule: what is looked for, how much it weighs and what it says.

    `test` names one of the tests in `desktop.record.checks`; `settings` are its values. `text` may hold the
    placeholders that the test documents, e.g. {name}, {field}, {count}, {limit}. `label` says the same in a few words for
    all entries together; without one they stand under `why`.
    """

    key: str
    weight: Weight
    test: str
    kind: str = ""
    field: str = ""
    settings: dict[str, str | int | bool | list[str]] = NOTHING
    purposes: tuple[Purpose, ...] = ()  # looked for only in a submission for one of these; empty for all
    label: Text = ""
    text: Text
    why: Text = ""  # the rule's source or reason, shown as help


class Hint(Shape):
    """A hint while an entry is written: what a reader will look for in a text, and the sentence that says so.

    `fields` are the texts that are looked through, `cues` the words by which it is known that the thing is said, by
    language. A cue with `*` at its end stands for every word that begins so; `#number` for a number that is no year,
    `#year` for a year. An answer in one of the fields `unless` says it too. Without cues only those count.
    """

    key: str
    kind: str
    beside: str  # the field under which it is shown
    fields: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    cues: dict[str, list[str]] = NOTHING
    needs: str = ""  # a kind of which there must be an entry, or it could not be answered
    from_length: int = 80  # characters in the texts from which it is said: nobody is hurried
    text: Text


class Example(Shape):
    """A pledge or a practice that was published, told in our own words or those of a pack; see `examples`."""

    key: Annotated[str, Pattern(r"^[a-z0-9][a-z0-9-]{0,59}$")]
    kind: Literal["pledge", "practice"]
    title: str
    summary: str
    language: Annotated[str, Pattern(r"^[a-z]{2}$")]
    country: Annotated[str, Pattern(r"^([A-Z]{2})?$")] = ""  # ISO 3166-1; empty for bodies of several countries
    entity: str = ""  # who made it, or carries it out
    year: str = ""  # as precise as the source
    objectives: tuple[int, ...]
    objectives_by: Literal["source", "us", ""] = ""  # who linked it with them, where that is known
    # Where it was published, and which document it is there; no other kind of address, which could run something.
    source: Annotated[str, Pattern(r"^https?://[^\s/]+(/\S*)?( \([^()]{1,80}\))?$")]
    standing: Standing
    filed: bool | None = None  # with the Network; False for a national measure of which that is not known
    remark: str = ""  # what the source does not say


class Pack(Shape):
    """The head of a set of forms: which cycle it is for, its version, and what is not official in it."""

    key: str
    version: str
    cycle: str
    label: Text
    forum: Text
    kinds: tuple[Key, ...]
    """In the order in which people meet them; each has its file in `kinds/`."""
    caution: Text
    rating_help: Text = ""
    sources: tuple[str, ...] = ()
