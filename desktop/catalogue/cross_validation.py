"""What the forms must hold beyond the shape of each file: references, coverage, order, limits that agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import PART_OF_OBJECTIVE, Example, FormField, Kind, Meeting, Occasion
from desktop.catalogue.flaws import Flaw
from desktop.catalogue.yaml_document import Place, quoted
from desktop.i18n.lists import joined
from desktop.i18n.text_normalization import fold_case
from desktop.i18n.translation import LANGUAGES
from desktop.i18n.translation import gettext as _

_RAGGED = frozenset({"rows", "links", "file", "objectives", "principles", "countries", "choices"})
_COUNTED = frozenset({"choices", "countries", "objectives", "principles", "links", "rows"})
_MEASURED = frozenset({"text", "long_text", "email"})


def cross_validate(catalogue: Catalogue) -> Iterator[Flaw]:
    """Give every flaw that only shows when the files are held against each other."""
    yield from _sources(catalogue)
    yield from _objectives(catalogue)
    yield from _groupings(catalogue)
    yield from _cycles(catalogue)
    yield from _indicators(catalogue)
    yield from _policy(catalogue)
    yield from _recommendations(catalogue)
    yield from _review(catalogue)
    for key, kind in catalogue.kinds.items():
        yield from _kind(catalogue, key, kind)
    yield from _rules(catalogue)
    yield from _hints(catalogue)
    yield from flaws_of_examples(catalogue, catalogue.examples)


def _twice(file: str, base: Place, keys: Iterable[object], word: str) -> Iterator[Flaw]:
    seen: set[object] = set()
    for number, key in enumerate(keys):
        if key in seen:
            yield Flaw(file, (*base, number, word), _("“{key}” is used twice.").format(key=quoted(key)))
        seen.add(key)


def _sources(catalogue: Catalogue) -> Iterator[Flaw]:
    named: list[tuple[str, Place, Sequence[str]]] = [("pack.yaml", ("sources",), catalogue.pack.sources)]
    named.append(("policy.yaml", ("sources",), catalogue.policy.sources))
    for number, objective in enumerate(catalogue.objectives):
        named.append(("objectives.yaml", (number, "sources"), objective.sources))
        for position, target in enumerate(objective.targets):
            if target.source:
                named.append(("objectives.yaml", (number, "targets", position, "source"), (target.source,)))
    for number, principle in enumerate(catalogue.principles):
        named.append(("principles.yaml", (number, "sources"), principle.sources))
    for number, indicator in enumerate(catalogue.indicators):
        named.append(("indicators.yaml", (number, "sources"), indicator.sources))
    for number, occasion in enumerate(catalogue.cycles):
        named.append(("cycles.yaml", (number, "sources"), occasion.sources))
    for number, characteristic in enumerate(catalogue.characteristics):
        named.append(("characteristics.yaml", (number, "sources"), characteristic.sources))
    for number, grouping in enumerate(catalogue.groupings):
        for position, group in enumerate(grouping.groups):
            named.append(("groupings.yaml", (number, "groups", position, "sources"), group.sources))
    for number, one in enumerate(catalogue.recommendation_sets):
        named.append(("recommendations.yaml", (number, "sources"), one.sources))
        for position, section in enumerate(one.sections):
            named.append(("recommendations.yaml", (number, "sections", position, "sources"), section.sources))
    for number, chapter in enumerate(catalogue.review):
        named.append(("review.yaml", (number, "sources"), chapter.sources))
    for key, kind in catalogue.kinds.items():
        if kind.source:
            named.append((f"kinds/{key}.yaml", ("source",), (kind.source,)))
        for number, field in enumerate(kind.fields):
            if field.source:
                named.append((f"kinds/{key}.yaml", ("fields", number, "source"), (field.source,)))
    for file, place, ids in named:
        for source in ids:
            if source not in catalogue.sources:
                yield Flaw(file, place, _("the source “{key}” is not in sources.yaml.").format(key=quoted(source)))


def _objectives(catalogue: Catalogue) -> Iterator[Flaw]:
    file = "objectives.yaml"
    yield from _twice(file, (), (each.number for each in catalogue.objectives), "number")
    for number, objective in enumerate(catalogue.objectives):
        yield from _worded(file, (number, "title"), objective.title, objective.title_standing)
        if objective.heading:
            yield from _worded(file, (number, "heading"), objective.heading, objective.heading_standing)
        yield from _worded(file, (number, "label"), objective.label, objective.label_standing)
        yield from _twice(file, (number, "actions"), (each.letter for each in objective.actions), "letter")
        for position, action in enumerate(objective.actions):
            if action.paragraph != f"{objective.paragraph}({action.letter})":
                yield Flaw(
                    file,
                    (number, "actions", position, "paragraph"),
                    _("the paragraph does not match the objective and the letter."),
                )
    yield from _twice("principles.yaml", (), (each.number for each in catalogue.principles), "number")
    for number, principle in enumerate(catalogue.principles):
        yield from _worded("principles.yaml", (number, "name"), principle.name, principle.name_standing)
    yield from _twice("characteristics.yaml", (), (each.key for each in catalogue.characteristics), "key")


def _worded(
    file: str, place: Place, texts: Mapping[str, str], standings: Mapping[str, str] | None = None
) -> Iterator[Flaw]:
    if not texts.get("en"):
        yield Flaw(file, place, _("the English text is missing."))
    for language, text in texts.items():
        if not text.strip():
            yield Flaw(file, (*place, language), _("the text is empty."))
        if standings is not None and language not in standings:
            yield Flaw(file, (*place, language), _("the status of this text is missing."))


def _known_objectives(catalogue: Catalogue, file: str, place: Place, numbers: Iterable[int]) -> Iterator[Flaw]:
    known = {each.number for each in catalogue.objectives}
    for number in numbers:
        if number not in known:
            yield Flaw(file, place, _("there is no objective {number}.").format(number=number))


def _groupings(catalogue: Catalogue) -> Iterator[Flaw]:
    file = "groupings.yaml"
    if not catalogue.groupings:
        yield Flaw(file, (), _("there must be at least one grouping."))
    yield from _twice(file, (), (each.key for each in catalogue.groupings), "key")
    for number, grouping in enumerate(catalogue.groupings):
        yield from _twice(file, (number, "groups"), (each.key for each in grouping.groups), "key")
        held: set[int] = set()
        for position, group in enumerate(grouping.groups):
            place: Place = (number, "groups", position, "objectives")
            yield from _known_objectives(catalogue, file, place, group.objectives)
            for each in group.objectives:
                if each in held:
                    yield Flaw(file, place, _("objective {number} is in two groups.").format(number=each))
                held.add(each)
        for objective in catalogue.objectives:
            if objective.number not in held:
                yield Flaw(file, (number,), _("objective {number} is in no group.").format(number=objective.number))


def _indicators(catalogue: Catalogue) -> Iterator[Flaw]:
    file = "indicators.yaml"
    yield from _twice(file, (), (each.key for each in catalogue.indicators), "key")
    for number, indicator in enumerate(catalogue.indicators):
        yield from _worded(file, (number, "name"), indicator.name)
        yield from _known_objectives(catalogue, file, (number, "objectives"), indicator.objectives)
        if indicator.method == catalogue.policy.method and indicator.key != catalogue.policy.key:
            yield Flaw(file, (number, "method"), _("only the indicator in policy.yaml can be scored in this way."))


def _cycles(catalogue: Catalogue) -> Iterator[Flaw]:
    file = "cycles.yaml"
    yield from _twice(file, (), (each.key for each in catalogue.cycles), "key")
    for number, each in enumerate(catalogue.cycles):
        if each.key != f"{each.purpose}-{each.year}":
            yield Flaw(file, (number, "key"), _("the key must consist of the purpose and the year."))
        held: list[tuple[Occasion | Meeting, Place]] = [(each, (number,))]
        held += [(one, (number, "meetings", place)) for place, one in enumerate(each.meetings)]
        for one, place in held:
            flawed = [word for word in ("begins", "ends") if not _is_day(getattr(one, word))]
            for word in flawed:
                yield Flaw(file, (*place, word), _("this is not a date."))
            if not flawed and one.ends[: len(one.begins)] < one.begins[: len(one.ends)]:
                yield Flaw(file, (*place, "ends"), _("it ends before it begins."))


def _is_day(text: str) -> bool:
    """Whether a year, a month or a day is in the calendar."""
    try:
        date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return False
    return True


def _policy(catalogue: Catalogue) -> Iterator[Flaw]:
    file, policy = "policy.yaml", catalogue.policy
    yield from _twice(file, ("domains",), (each.number for each in policy.domains), "number")
    if not policy.domains:
        yield Flaw(file, ("domains",), _("there must be at least one domain."))
    seen: set[str] = set()
    for number, domain in enumerate(policy.domains):
        base: Place = ("domains", number)
        yield from _twice(file, (*base, "answers"), (each.key for each in domain.answers), "key")
        if not domain.answers or not domain.sub_categories:
            yield Flaw(file, base, _("a domain needs questions and possible answers."))
        for position, each in enumerate(domain.sub_categories):
            place: Place = (*base, "sub_categories", position)
            yield from _known_objectives(catalogue, file, (*place, "objectives"), each.objectives)
            if each.key in seen:
                yield Flaw(file, (*place, "key"), _("“{key}” is used twice.").format(key=quoted(each.key)))
            seen.add(each.key)
    floors = [each.at_least for each in policy.categories]
    if not floors or floors[0] != 0 or floors[-1] > 100 or floors != sorted(set(floors)):
        yield Flaw(file, ("categories",), _("the categories must begin at 0, rise, and not exceed 100."))


def _recommendations(catalogue: Catalogue) -> Iterator[Flaw]:
    file = "recommendations.yaml"
    yield from _twice(file, (), (each.key for each in catalogue.recommendation_sets), "key")
    seen: set[str] = set()
    for number, one in enumerate(catalogue.recommendation_sets):
        yield from _twice(file, (number, "sections"), (each.key for each in one.sections), "key")
        for position, section in enumerate(one.sections):
            for index, each in enumerate(section.recommendations):
                if each.key in seen:
                    place = (number, "sections", position, "recommendations", index, "key")
                    yield Flaw(file, place, _("“{key}” is used twice.").format(key=quoted(each.key)))
                seen.add(each.key)


def _review(catalogue: Catalogue) -> Iterator[Flaw]:
    file = "review.yaml"
    yield from _twice(file, (), (each.key for each in catalogue.review), "key")
    for number, each in enumerate(catalogue.review):
        if each.key.startswith(PART_OF_OBJECTIVE):
            problem = _("a key that begins with “{start}” is reserved for the parts on the objectives.")
            yield Flaw(file, (number, "key"), problem.format(start=PART_OF_OBJECTIVE))
    parted = [number for number, each in enumerate(catalogue.review) if each.by_objective]
    for number in parted[1:]:
        yield Flaw(file, (number, "by_objective"), _("only one chapter can be followed by the objectives."))


def _kind(catalogue: Catalogue, key: str, kind: Kind) -> Iterator[Flaw]:
    file = f"kinds/{key}.yaml"
    if kind.key != key:
        yield Flaw(file, ("key",), _("the key must be the name of the file, “{key}”.").format(key=quoted(key)))
    keys = [each.key for each in kind.fields]
    yield from _twice(file, ("fields",), keys, "key")
    yield from _twice(file, ("sections",), (each.key for each in kind.sections), "key")
    if kind.title_field and kind.title_field not in keys:
        yield Flaw(file, ("title_field",), _("there is no field “{key}”.").format(key=quoted(kind.title_field)))
    sections = {each.key for each in kind.sections}
    words = set(keys)
    for number, field in enumerate(kind.fields):
        place: Place = ("fields", number)
        for text_place, text in _field(catalogue, kind, field):
            yield Flaw(file, (*place, *text_place), text)
        if sections and field.section not in sections:
            known = joined(quoted(each.key) for each in kind.sections)
            yield Flaw(file, (*place, "section"), _("this must be one of: {known}.").format(known=known))
        elif field.section not in sections and field.section:
            yield Flaw(file, (*place, "section"), _("there is no section “{key}”.").format(key=quoted(field.section)))
        for other in field.instead:
            if other not in keys or other == field.key:
                yield Flaw(file, (*place, "instead"), _("there is no field “{key}”.").format(key=quoted(other)))
        for word in field.legacy_keys:
            if word in words:
                yield Flaw(
                    file, (*place, "legacy_keys"), _("“{key}” is the key of two fields.").format(key=quoted(word))
                )
            words.add(word)


def _field(catalogue: Catalogue, kind: Kind, field: FormField, column: bool = False) -> Iterator[tuple[Place, str]]:
    chosen = field.type in ("choice", "choices")
    if chosen and not field.options:
        yield ("type",), _("a choice needs options.")
    if not chosen and (field.options or field.open):
        yield ("type",), _("only a choice has options.")
    yield from _options(field)
    if (field.type == "rows") != bool(field.columns):
        yield ("columns",), _("rows need columns, and only rows have them.")
    if column and field.type in _RAGGED:
        yield (
            ("type",),
            _("a column contains one text, so it cannot have the type “{type}”.").format(type=field.type),
        )
    if (field.type == "links") != bool(field.refers_to):
        yield ("refers_to",), _("links must name the kinds that they refer to; other fields must not.")
    for each in field.refers_to:
        if each not in catalogue.kinds:
            yield ("refers_to",), _("there is no kind “{key}”.").format(key=quoted(each))
    if field.type != "file" and (field.max_megabytes is not None or field.formats):
        yield ("type",), _("only a file has a size and formats.")
    yield from _limits(field)
    if field.when is not None:
        yield from _when(kind, field.when.field, field.when.any_of)
    if field.not_before:
        other = next((each for each in kind.fields if each.key == field.not_before), None)
        if other is None or other.type != field.type or field.type not in ("date", "year"):
            yield ("not_before",), _("“{key}” is not a date field of this form.").format(key=quoted(field.not_before))
    seen: set[str] = set()
    for number, each_column in enumerate(field.columns):
        if each_column.key in seen:
            yield ("columns", number, "key"), _("“{key}” is used twice.").format(key=quoted(each_column.key))
        seen.add(each_column.key)
        for place, text in _field(catalogue, kind, each_column, column=True):
            yield ("columns", number, *place), text


def _options(field: FormField) -> Iterator[tuple[Place, str]]:
    words: dict[str, int] = {}
    for number, option in enumerate(field.options):
        spoken = {
            fold_case(option.key),
            fold_case(option.label),
            *(fold_case(each) for each in option.aliases),
        }
        for word in sorted(spoken):
            if word in words and field.options_from is None:
                yield ("options", number), _("“{key}” is used for two options.").format(key=quoted(word))
            words[word] = number


def _limits(field: FormField) -> Iterator[tuple[Place, str]]:
    pairs: tuple[tuple[str, int | None, int | None, Callable[[], bool]], ...] = (
        ("max_length", field.min_length, field.max_length, lambda: field.type in _MEASURED),
        ("max_items", None, field.max_items, lambda: field.type in _COUNTED),
        ("maximum", field.minimum, field.maximum, lambda: field.type in ("year", "number")),
    )
    for word, least, most, fits in pairs:
        if (least is not None or most is not None) and not fits():
            yield (word,), _("a field of the type “{type}” has no such limit.").format(type=field.type)
        if least is not None and most is not None and least > most:
            yield (word,), _("the lower limit is above the upper one.")


def _when(kind: Kind, key: str, values: Sequence[str | bool | int]) -> Iterator[tuple[Place, str]]:
    other = next((each for each in kind.fields if each.key == key), None)
    if other is None:
        yield ("when", "field"), _("there is no field “{key}”.").format(key=quoted(key))
        return
    for value in values:
        if other.type in ("choice", "choices"):
            fits = other.open or value in {each.key for each in other.options}
        else:
            fits = other.type != "yes_no" or isinstance(value, bool)
        if not fits:
            yield ("when", "any_of"), _("“{key}” is not a possible answer in that field.").format(key=quoted(value))


def _rules(catalogue: Catalogue) -> Iterator[Flaw]:
    file = "rules.yaml"
    yield from _twice(file, (), (each.key for each in catalogue.rules), "key")
    for number, rule in enumerate(catalogue.rules):
        kind = catalogue.kinds.get(rule.kind)
        if rule.kind and kind is None:
            yield Flaw(file, (number, "kind"), _("there is no kind “{key}”.").format(key=quoted(rule.kind)))
        elif rule.field and (kind is None or rule.field not in {each.key for each in kind.fields}):
            yield Flaw(file, (number, "field"), _("there is no field “{key}”.").format(key=quoted(rule.field)))


def _hints(catalogue: Catalogue) -> Iterator[Flaw]:
    file = "hints.yaml"
    yield from _twice(file, (), (each.key for each in catalogue.hints), "key")
    for number, hint in enumerate(catalogue.hints):
        kind = catalogue.kinds.get(hint.kind)
        for word, key in (("kind", hint.kind), ("needs", hint.needs)):
            if key and key not in catalogue.kinds:
                yield Flaw(file, (number, word), _("there is no kind “{key}”.").format(key=quoted(key)))
        known = {each.key for each in kind.fields} if kind else set()
        for word, keys in (("beside", (hint.beside,)), ("fields", hint.fields), ("unless", hint.unless)):
            for key in keys if kind else ():
                if key not in known:
                    yield Flaw(file, (number, word), _("there is no field “{key}”.").format(key=quoted(key)))
        for language in hint.cues:
            if language not in LANGUAGES:
                yield Flaw(file, (number, "cues", language), _("Pledgebook does not have this language."))


def flaws_of_examples(catalogue: Catalogue, examples: Sequence[Example]) -> Iterator[Flaw]:
    """Give every flaw of published examples that only shows beside the rest of the forms."""
    file = "examples.yaml"
    yield from _twice(file, (), (each.key for each in examples), "key")
    for number, each in enumerate(examples):
        yield from _known_objectives(catalogue, file, (number, "objectives"), each.objectives)
        for word in ("title", "summary", "source"):
            if not getattr(each, word).strip():
                yield Flaw(file, (number, word), _("the text is empty."))
