"""The tests that readiness rules name: each looks at a submission and yields what it found.

A test takes the rule, the submission and the catalogue, and yields `Found`: the entry, the field, and the values of
the placeholders in the rule's text. `name` is always there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from functools import lru_cache

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Rule
from desktop.i18n.text_normalization import normal
from desktop.i18n.translation import gettext as _
from desktop.record.dates import backwards
from desktop.record.entry import Entry, bound_id
from desktop.record.matrix import gap_matrix
from desktop.record.stale_translations import stale_texts
from desktop.record.submission import Submission
from desktop.record.value_bounds import beyond
from desktop.record.values import applies, display, short_title
from desktop.record.written_numbers import looks_like_number

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Found:
    """What a test found: at which entry and field, and what the sentence needs to say."""

    entry: Entry
    field: str = ""
    values: Mapping[str, str | int] = made_by(default_factory=dict)


Test = Callable[[Rule, Submission, Catalogue], Iterator[Found]]


def _settings(rule: Rule, key: str) -> list[str]:
    value = rule.settings.get(key, [])
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def nothing_to_submit(rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """Nothing was said that leaves the file. Settings: kinds, those that count."""
    for key in catalogue.kinds.keys() & set(_settings(rule, "kinds")):
        leaving = {field.key for field in catalogue.kind(key).fields if field.release == "released"}
        if any(not leaving.isdisjoint(entry.answers) for entry in submission.of_kind(key)):
            return
    yield Found(submission.about)


def stale_text(_rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """A text whose twin in the national language was changed after it. Placeholders: field."""
    for entry, definition in stale_texts(submission, catalogue):
        yield Found(entry, definition.key, {"field": _(definition.label)})


def joint_recorded_twice(rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """Two joint pledges of one number elsewhere, or of one title and with a partner or country in common.

    Where one of them names nobody at all, the title decides. Settings: joint, the types that are joint. Placeholders:
    other.
    """
    joint = _settings(rule, "joint")
    seen_titles: dict[str, list[tuple[Entry, set[str]]]] = {}
    seen_numbers: dict[str, Entry] = {}
    for entry in submission.of_kind(rule.kind):
        if entry.text("kind") not in joint:
            continue
        title, number = _plain(entry.text("title")), normal(entry.text("external_id"))
        who = _parties(entry)
        other = seen_numbers.get(number) if number else None
        for earlier, parties in seen_titles.get(title, ()) if title else ():
            if not who or not parties or who & parties:
                other = other or earlier
        if other is not None:
            yield Found(entry, rule.field, {"other": short_title(other, catalogue)})
        seen_titles.setdefault(title, []).append((entry, who))
        seen_numbers.setdefault(number, entry)


def _plain(text: str) -> str:
    """Return a title for comparing: accents, capital letters, signs and spaces do not matter."""
    return " ".join(re.findall(r"\w+", normal(text)))


def _parties(entry: Entry) -> set[str]:
    rows = entry.rows("partners")
    names = {_plain(row.get("name", "")) for row in rows} | {_plain(entry.text("entity"))}
    countries = {row.get("country", "") for row in rows} | {entry.text("country")}
    return {each for each in names | countries if each}


def matching_without_match(rule: Rule, submission: Submission, _catalogue: Catalogue) -> Iterator[Found]:
    """A matching pledge with neither title nor number of the pledge that it matches."""
    for entry in submission.of_kind(rule.kind):
        if entry.text("kind") == "matching" and not (entry.text("matched_title") or entry.text("matched_id")):
            yield Found(entry, rule.field)


def _fields(submission: Submission, catalogue: Catalogue, types: tuple[str, ...]) -> Iterator[tuple[Entry, FormField]]:
    wanted = {key: [each for each in kind.fields if each.type in types] for key, kind in catalogue.kinds.items()}
    for entry in submission.entries.values():
        for definition in wanted.get(entry.kind, ()):
            if definition.key in entry.answers:
                yield entry, definition


def link_to_nothing(_rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """A link to an entry that is not there, or is of another kind than the field asks for. Placeholders: field."""
    bound = _bound_ids(submission, catalogue)
    for entry, definition in _fields(submission, catalogue, ("links",)):
        for each in entry.items(definition.key):
            there = submission.entries.get(each)
            kind = there.kind if there else bound.get(each, "")
            if kind not in definition.refers_to:
                yield Found(entry, definition.key, {"field": _(definition.label)})
                break


def _bound_ids(submission: Submission, catalogue: Catalogue) -> dict[str, str]:
    """Return id to kind of the bound entries that can be linked with before anybody has answered anything in them."""
    return {
        bound_id(submission.id, kind.key, str(objective.number)): kind.key
        for kind in catalogue.kinds.values()
        if kind.bound == "objective"
        for objective in catalogue.objectives
    }


def file_to_nothing(_rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """A file that is not in the submission. Placeholders: field."""
    for entry, definition in _fields(submission, catalogue, ("file",)):
        if entry.text(definition.key) not in submission.attachments:
            yield Found(entry, definition.key, {"field": _(definition.label)})


def file_too_large(_rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """A file above the limit of its field. Placeholders: field, size and limit in MB (1,048,576 bytes)."""
    for entry, definition in _fields(submission, catalogue, ("file",)):
        file = submission.attachments.get(entry.text(definition.key))
        if file and definition.max_megabytes and file.size > definition.max_megabytes * MEGABYTE:
            values: dict[str, str | int] = {
                "field": _(definition.label),
                "size": -(-file.size // MEGABYTE),
                "limit": definition.max_megabytes,
            }
            yield Found(entry, definition.key, values)


def file_format(_rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """A file of an ending that its field does not take. Placeholders: field, ending, formats."""
    for entry, definition in _fields(submission, catalogue, ("file",)):
        file = submission.attachments.get(entry.text(definition.key))
        ending = file.name.rpartition(".")[2].lower() if file and "." in file.name else ""
        if file and definition.formats and ending not in definition.formats:
            values = {"field": _(definition.label), "ending": ending, "formats": ", ".join(definition.formats)}
            yield Found(entry, definition.key, values)


def unknown_number(_rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """An objective or a principle that the Compact does not have. Placeholders: field, number."""
    known = {
        "objectives": {each.number for each in catalogue.objectives},
        "principles": {each.number for each in catalogue.principles},
    }
    for entry, definition in _fields(submission, catalogue, ("objectives", "principles")):
        for number in entry.numbers(definition.key):
            if number not in known[definition.type]:
                yield Found(entry, definition.key, {"field": _(definition.label), "number": number})


def dates_backwards(_rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """A date before the one that it may not precede. Placeholders: later, earlier."""
    for entry, definition in _fields(submission, catalogue, ("date", "year")):
        if definition.not_before and backwards(entry.value(definition.not_before), entry.value(definition.key)):
            earlier = catalogue.kind(entry.kind).field(definition.not_before)
            yield Found(entry, definition.key, {"later": _(definition.label), "earlier": _(earlier.label)})


def about_refugees(rule: Rule, submission: Submission, _catalogue: Catalogue) -> Iterator[Found]:
    """A pledge that speaks of refugees, never of migrants, and is not marked as a mirror pledge.

    Settings: fields, those that are read; refugees and migrants, words or their beginnings in all languages.
    """
    refugees = [normal(word) for word in _settings(rule, "refugees")]
    migrants = _settings(rule, "migrants")
    folded = [normal(word) for word in migrants]
    for entry in submission.of_kind(rule.kind):
        text = " ".join(entry.text(key) for key in _settings(rule, "fields"))
        # Most pledges name migrants: those need no closer look.
        if entry.value("mirror") is True or any(word in text.casefold() for word in migrants):
            continue
        text = _folded(text)
        if any(word in text for word in refugees) and not any(word in text for word in folded):
            yield Found(entry, rule.field)


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    # The same long texts are looked at again after every edit of something else.
    return normal(text)


_COUNTED = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两]")


def not_measurable(rule: Rule, submission: Submission, _catalogue: Catalogue) -> Iterator[Found]:
    """A measure is named, but there is no number in it nor elsewhere. Settings: fields, those that are read.

    That no measure is named at all is said by the form itself.
    """
    for entry in submission.of_kind(rule.kind):
        text = " ".join(entry.text(key) for key in _settings(rule, "fields"))
        if entry.text(rule.field) and not _COUNTED.search(text):
            yield Found(entry, rule.field)


def over_before_the_forum(rule: Rule, submission: Submission, _catalogue: Catalogue) -> Iterator[Found]:
    """It ends before the year of the forum. Settings: unless, stages that make this right. Placeholders: cycle."""
    cycle = submission.about.text("cycle")
    for entry in submission.of_kind(rule.kind):
        if entry.text("status") not in _settings(rule, "unless") and backwards(cycle, entry.value(rule.field)):
            yield Found(entry, rule.field, {"cycle": cycle})


def over_before(rule: Rule, submission: Submission, _catalogue: Catalogue) -> Iterator[Found]:
    """It ended before a date. Settings: since, that date."""
    (since,) = _settings(rule, "since")
    for entry in submission.of_kind(rule.kind):
        if backwards(since, entry.value(rule.field)):
            yield Found(entry, rule.field)


def answer_is(rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """A field holds one of some answers. Settings: any_of. Placeholders: field, answer."""
    definition = catalogue.kind(rule.kind).field(rule.field)
    for entry in submission.of_kind(rule.kind):
        answer = entry.text(rule.field)
        if answer in _settings(rule, "any_of"):
            values = {"field": _(definition.label), "answer": display(definition, answer, catalogue)}
            yield Found(entry, rule.field, values)


def answer_not_asked(_rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """An answer to a question that is not asked any more, since another answer has changed. Placeholders: field."""
    for kind in catalogue.kinds.values():
        conditional = [field for field in kind.fields if field.when is not None and field.release != "internal"]
        for entry in submission.of_kind(kind.key) if conditional else ():
            for definition in conditional:
                if definition.key in entry.answers and not applies(definition, entry):
                    yield Found(entry, definition.key, {"field": _(definition.label)})


def answer_not_offered(rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """An answer that its question of SDG 10.7.2 does not offer, so that it does not count. Placeholders: answer."""
    definition = catalogue.kind(rule.kind).field(rule.field)
    for domain in catalogue.policy.domains:
        offered = {answer.key for answer in domain.answers}
        for question in domain.sub_categories:
            entry = submission.bound(rule.kind, question.key)
            answer = entry.text(rule.field)
            if answer and answer not in offered:
                yield Found(entry, rule.field, {"answer": display(definition, answer, catalogue)})


def value_twice(rule: Rule, submission: Submission, _catalogue: Catalogue) -> Iterator[Found]:
    """Two figures of one indicator for the same year and group."""
    seen: set[tuple[str, ...]] = set()
    for entry in submission.of_kind(rule.kind):
        place = tuple(normal(entry.text(key)) for key in ("indicator", "year", "disaggregation", "category", "unit"))
        if all(place[:2]) and place in seen:
            yield Found(entry, rule.field)
        seen.add(place)


def value_beyond(rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """A value that cannot be, by the bounds of its indicator. Placeholders: problem."""
    indicators = {each.key: each for each in catalogue.indicators}
    for entry in submission.of_kind(rule.kind):
        indicator, number = indicators.get(entry.text("indicator")), entry.text(rule.field)
        if indicator is not None and looks_like_number(number):
            problem = beyond(indicator, number, entry.text("unit"))
            if problem:
                yield Found(entry, rule.field, {"problem": problem})


def gap_without_pledge(rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """A gap that no pledge answers."""
    for gap in gap_matrix(submission, catalogue).unanswered:
        yield Found(gap, rule.field)


def same_title(_rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """An entry of the same title as an earlier one of its kind; joint pledges are looked at by another rule."""
    for kind in catalogue.kinds.values():
        if kind.bound is not None or kind.title_field != "title":
            continue
        seen: set[str] = set()
        for entry in submission.of_kind(kind.key):
            title = _plain(entry.text("title"))
            joint = entry.text("kind") in ("common", "partnership")
            if title and title in seen and not joint:
                yield Found(entry, kind.title_field)
            seen.add(title)


def rating_without_reason(rule: Rule, submission: Submission, _catalogue: Catalogue) -> Iterator[Found]:
    """A rating without a reason."""
    for entry in submission.of_kind(rule.kind):
        if entry.text("rating") and not entry.text(rule.field):
            yield Found(entry, rule.field)


def rating_without_voice(rule: Rule, submission: Submission, _catalogue: Catalogue) -> Iterator[Found]:
    """A rating of which nobody says who gave it: neither in the field, nor as the one who was speaking."""
    for entry in submission.of_kind(rule.kind):
        answer = entry.answers.get("rating")
        if answer is not None and not answer.by and not entry.text(rule.field):
            yield Found(entry, rule.field)


def not_rated(rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """An objective without a rating on which the submission has something to say."""
    for objective in catalogue.objectives:
        entry = submission.bound(rule.kind, str(objective.number))
        said = any(submission.of_objective(kind, objective.number) for kind in ("practice", "gap", "pledge"))
        if said and not entry.text("rating"):
            yield Found(entry, rule.field)


def not_available_without_reason(rule: Rule, submission: Submission, _catalogue: Catalogue) -> Iterator[Found]:
    """An indicator that is said to be not available, without a reason."""
    for entry in submission.of_kind(rule.kind):
        if entry.text("availability") == "not_available" and not entry.text(rule.field):
            yield Found(entry, rule.field)


def evidence_without_anything(rule: Rule, submission: Submission, _catalogue: Catalogue) -> Iterator[Found]:
    """Evidence with neither a file nor a source."""
    for entry in submission.of_kind(rule.kind):
        if not entry.text("file") and not entry.text("source"):
            yield Found(entry, rule.field)


TESTS: dict[str, Test] = {
    test.__name__: test
    for test in (
        nothing_to_submit,
        stale_text,
        joint_recorded_twice,
        matching_without_match,
        link_to_nothing,
        file_to_nothing,
        file_too_large,
        file_format,
        unknown_number,
        dates_backwards,
        about_refugees,
        not_measurable,
        over_before_the_forum,
        over_before,
        answer_is,
        answer_not_asked,
        answer_not_offered,
        value_twice,
        value_beyond,
        gap_without_pledge,
        same_title,
        rating_without_reason,
        rating_without_voice,
        not_rated,
        not_available_without_reason,
        evidence_without_anything,
    )
}
"""Every test that a rule can name."""
