"""The tests that readiness rules name: each looks at a part of a submission and yields what it found.

Most look at one entry, some at the entries that have something in common, a few at the submission as a whole. What was
found of an entry stands until the entry changes, or something else that its test says it looks at.

A test yields `Found`: the entry, the field, and the values of the placeholders in the rule's text. `name` is always
there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Rule
from desktop.i18n.lists import joined
from desktop.i18n.shown_letters import not_shown
from desktop.i18n.text_normalization import fold
from desktop.i18n.text_sanitizing import one_line, shortened
from desktop.i18n.translation import gettext as _
from desktop.record.check_scope import Around, Found, Member, OfEntry, OfGroup, OfSubmission, Test, needs
from desktop.record.cleared_part import CLEARED
from desktop.record.dates import backwards
from desktop.record.entry import Entry, bound_id
from desktop.record.matrix import WITHDRAWN
from desktop.record.purpose import FORUM, purpose_in, year_in, years_of
from desktop.record.stale_translations import stale_fields
from desktop.record.submission import Submission
from desktop.record.value_bounds import beyond
from desktop.record.values import applies, display, short_title
from desktop.record.written_numbers import looks_like_number, western

if TYPE_CHECKING:
    from desktop.record.clearance_state import ClearanceState

MEGABYTE = 1024 * 1024

_YEARS = re.compile("(?<![0-9])((?:19|20|21)[0-9]{2})(?:[-–—/]([0-9]{2}))?(?![0-9])")
"""Years, and the end of those that go on, as in 2025/26. Numbers of laws and years of other calendars are none of them."""

_OF_A_LAW = re.compile(r"(?<![0-9])(?!(?:19|20|21)[0-9]{2}/)[0-9]+/[0-9]{4}(?![0-9])")
"""The number of a law, of which the year is a part: 30/2022. The year of a date that is written like this is none either."""

LONGEST_SPAN = 15
"""Years that a report goes over at most; 2019-45 is a number."""

LONGEST = 80
"""Characters of a text that stand in a sentence."""

MOST_SIGNS = 10
"""Signs that are named in one sentence."""


def of_rule(rule: Rule, _catalogue: Catalogue) -> Sequence[str]:
    """Name the kind of the rule."""
    return (rule.kind,)


def _with(*types: str) -> Callable[[Rule, Catalogue], Sequence[str]]:
    """Return what names the kinds that have a field of one of these types."""

    def kinds(_rule: Rule, catalogue: Catalogue) -> Sequence[str]:
        return [key for key, kind in catalogue.kinds.items() if any(each.type in types for each in kind.fields)]

    return kinds


def _every(_rule: Rule, catalogue: Catalogue) -> Sequence[str]:
    return list(catalogue.kinds)


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


def stale_text(_rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """A text whose translation in the national language was changed after it. Placeholders: field."""
    for definition in stale_fields(entry, around.catalogue.kind(entry.kind)):
        yield Found(entry, definition.key, {"field": _(definition.label)})


def joint_recorded_twice(
    rule: Rule, member: Member, groups: Sequence[Sequence[Member]], catalogue: Catalogue
) -> Found | None:
    """Two joint pledges of one number elsewhere, or of one title and with a partner or country in common.

    Where one of them names nobody at all, the title decides. Settings: joint, the types that are joint. Placeholders:
    other.
    """
    for key, group in zip(member.keys, groups, strict=True):
        for earlier in group:
            if earlier.entry is member.entry:
                break
            if key[0] == "number" or not member.facts or not earlier.facts or member.facts & earlier.facts:
                return Found(member.entry, rule.field, {"other": short_title(earlier.entry, catalogue)})
    return None


def _joint(rule: Rule, entry: Entry, _catalogue: Catalogue) -> Member | None:
    if entry.kind != rule.kind or entry.text("kind") not in _settings(rule, "joint"):
        return None
    keys = (("number", fold(entry.text("external_id"))), ("title", _plain(entry.text("title"))))
    return Member(entry, tuple(each for each in keys if each[1]), _parties(entry))


def _plain(text: str) -> str:
    """Return a title for comparing: accents, capital letters, signs and spaces do not matter."""
    return " ".join(re.findall(r"\w+", fold(text)))


def _parties(entry: Entry) -> frozenset[str]:
    rows = entry.rows("partners")
    names = {_plain(row.get("name", "")) for row in rows} | {_plain(entry.text("entity"))}
    countries = {row.get("country", "") for row in rows} | {entry.text("country")}
    return frozenset(each for each in names | countries if each)


def matching_without_match(rule: Rule, entry: Entry, _around: Around) -> Iterator[Found]:
    """A matching pledge with neither title nor number of the pledge that it matches."""
    if entry.text("kind") == "matching" and not (entry.text("matched_title") or entry.text("matched_id")):
        yield Found(entry, rule.field)


def link_to_nothing(_rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """A link to an entry that is not there, or is of another kind than the field asks for. Placeholders: field."""
    for definition in around.answered(entry, "links"):
        if any(_kind_of(each, around) not in definition.refers_to for each in entry.items(definition.key)):
            yield Found(entry, definition.key, {"field": _(definition.label)})


def _kind_of(entry_id: str, around: Around) -> str:
    there = around.submission.entries.get(entry_id)
    return there.kind if there else _bound_ids(around.submission, around.catalogue).get(entry_id, "")


def _bound_ids(submission: Submission, catalogue: Catalogue) -> dict[str, str]:
    """Return id to kind of the bound entries that can be linked with before anybody has answered anything in them."""
    return {
        bound_id(submission.id, kind.key, str(objective.number)): kind.key
        for kind in catalogue.kinds.values()
        if kind.bound == "objective"
        for objective in catalogue.objectives
    }


def file_to_nothing(_rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """A file that is not in the submission. Placeholders: field."""
    for definition in around.answered(entry, "file"):
        if entry.text(definition.key) not in around.submission.attachments:
            yield Found(entry, definition.key, {"field": _(definition.label)})


def file_too_large(_rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """A file above the limit of its field. Placeholders: field, size and limit in MB (1,048,576 bytes)."""
    for definition in around.answered(entry, "file"):
        file = around.submission.attachments.get(entry.text(definition.key))
        if file and definition.max_megabytes and file.size > definition.max_megabytes * MEGABYTE:
            values: dict[str, str | int] = {
                "field": _(definition.label),
                "size": -(-file.size // MEGABYTE),
                "limit": definition.max_megabytes,
            }
            yield Found(entry, definition.key, values)


def file_format(_rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """A file of an ending that its field does not take. Placeholders: field, ending, formats."""
    for definition in around.answered(entry, "file"):
        file = around.submission.attachments.get(entry.text(definition.key))
        ending = file.name.rpartition(".")[2].lower() if file and "." in file.name else ""
        if file and definition.formats and ending not in definition.formats:
            values = {"field": _(definition.label), "ending": ending, "formats": joined(definition.formats)}
            yield Found(entry, definition.key, values)


def unknown_number(_rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """An objective or a principle that the Compact does not have. Placeholders: field, number."""
    for definition in around.answered(entry, "objectives", "principles"):
        for number in entry.numbers(definition.key):
            known = around.catalogue.objectives if definition.type == "objectives" else around.catalogue.principles
            if all(each.number != number for each in known):
                yield Found(entry, definition.key, {"field": _(definition.label), "number": number})


def signs_not_shown(_rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """Signs for which no font of the documents has a picture, such as emoji. Placeholders: field, signs."""
    for definition in around.answered(entry, "text", "long_text"):
        if definition.release != "internal" and (signs := not_shown(entry.text(definition.key))):
            yield Found(entry, definition.key, {"field": _(definition.label), "signs": " ".join(signs[:MOST_SIGNS])})


def dates_backwards(_rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """A date before the one that it may not precede. Placeholders: later, earlier."""
    for definition in around.answered(entry, "date", "year"):
        if definition.not_before and backwards(entry.value(definition.not_before), entry.value(definition.key)):
            earlier = around.catalogue.kind(entry.kind).field(definition.not_before)
            yield Found(entry, definition.key, {"later": _(definition.label), "earlier": _(earlier.label)})


def about_refugees(rule: Rule, entry: Entry, _around: Around) -> Iterator[Found]:
    """A pledge that speaks of refugees, never of migrants, and is not marked as a mirror pledge.

    Settings: fields, those that are read; refugees and migrants, words or their beginnings in all languages.
    """
    migrants = _settings(rule, "migrants")
    text = " ".join(entry.text(key) for key in _settings(rule, "fields"))
    # Most pledges name migrants: those need no closer look.
    if entry.value("mirror") is True or any(word in text.casefold() for word in migrants):
        return
    text = fold(text)
    refugees = _settings(rule, "refugees")
    if any(_folded(word) in text for word in refugees) and not any(_folded(word) in text for word in migrants):
        yield Found(entry, rule.field)


@lru_cache(maxsize=1024)
def _folded(word: str) -> str:
    # The same few words are looked for in every pledge.
    return fold(word)


_COUNTED = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两]")


def not_measurable(rule: Rule, entry: Entry, _around: Around) -> Iterator[Found]:
    """A measure is named, but there is no number in it nor elsewhere. Settings: fields, those that are read.

    That no measure is named at all is said by the form itself.
    """
    text = " ".join(entry.text(key) for key in _settings(rule, "fields"))
    if entry.text(rule.field) and not _COUNTED.search(text):
        yield Found(entry, rule.field)


def over_before_the_forum(rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """It ends before the year of the forum. Settings: unless, stages that make this right. Placeholders: cycle."""
    cycle = around.submission.about.text("cycle")
    if entry.text("status") not in _settings(rule, "unless") and backwards(cycle, entry.value(rule.field)):
        yield Found(entry, rule.field, {"cycle": cycle})


def other_year_named(rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """It names years, and that of the submission is none of them, nor between them. Placeholders: text, year, cycle.

    Settings: unless, words or their beginnings of names that have a year in them, such as the 2030 Agenda: *vision*, and no
    *revision*. Arabic and Chinese write other words in one with them.
    """
    text, cycle = entry.text(rule.field), year_in(around.submission.about.text("cycle"))
    if cycle is None or cycle in _years_named(text):
        return
    named = list(_years_named(_OF_A_LAW.sub(" ", western(text))))
    if not named or min(named) <= cycle <= max(named):
        return
    folded = fold(text)
    names = (rf"(?<![a-z\u0400-\u04ff]){re.escape(_folded(word))}" for word in _settings(rule, "unless"))
    if not any(re.search(name, folded) for name in names):
        said = shortened(text, LONGEST)
        yield Found(entry, rule.field, {"text": said, "year": str(named[0]), "cycle": str(cycle)})


def _years_named(text: str) -> Iterator[int]:
    """Yield the years that a text names, and 2026 of 2025/26."""
    for year, end in _YEARS.findall(western(text)):
        yield int(year)
        if 0 < int(end or 0) - int(year[2:]) <= LONGEST_SPAN:
            yield int(year[:2] + end)


def no_year_named(rule: Rule, entry: Entry, _around: Around) -> Iterator[Found]:
    """It names no year, although one is asked. Placeholders: text."""
    text = entry.text(rule.field).strip()
    if text and not _YEARS.search(western(text)):
        yield Found(entry, rule.field, {"text": shortened(text, LONGEST)})


def none_met_then(rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """No forum or review of the purpose was or is to be in the year. Settings: purpose, the field that says it. Placeholders: purpose, cycle, years."""
    (field,) = _settings(rule, "purpose")
    year, purpose, pack = year_in(entry.text(rule.field)), purpose_in(entry), around.catalogue.pack
    met = {meets: each for each in around.catalogue.cycles if each.purpose == purpose for meets in years_of(each)}
    if year is None or not met or year in met or year > max(met) or (purpose == FORUM and str(year) == pack.cycle):
        return  # what comes after those that are known is nobody's mistake
    definition = next((each for each in around.catalogue.kind(rule.kind).fields if each.key == field), None)
    if definition is None:
        return  # a pack may name a field that there is none of
    said = display(definition, purpose, around.catalogue)
    known = joined(str(each) for each in sorted({each.year for each in met.values()}))
    yield Found(entry, rule.field, {"purpose": said, "cycle": str(year), "years": known})


def over_before(rule: Rule, entry: Entry, _around: Around) -> Iterator[Found]:
    """It ended before a date. Settings: since, that date."""
    (since,) = _settings(rule, "since")
    if backwards(since, entry.value(rule.field)):
        yield Found(entry, rule.field)


def answer_is(rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """A field holds one of some answers. Settings: any_of. Placeholders: field, answer."""
    definition = around.catalogue.kind(rule.kind).field(rule.field)
    answer = entry.text(rule.field)
    if answer in _settings(rule, "any_of"):
        values = {"field": _(definition.label), "answer": display(definition, answer, around.catalogue)}
        yield Found(entry, rule.field, values)


def answer_not_asked(_rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """An answer to a question that is not asked any more, since another answer has changed. Placeholders: field."""
    for definition in around.catalogue.kind(entry.kind).fields:
        if definition.when is None or definition.release == "internal" or definition.key not in entry.answers:
            continue
        if not applies(definition, entry):
            yield Found(entry, definition.key, {"field": _(definition.label)})


def answer_not_offered(rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """An answer that its question of SDG 10.7.2 does not offer, so that it does not count. Placeholders: answer."""
    answer = entry.text(rule.field)
    for domain in around.catalogue.policy.domains if answer else ():
        if any(question.key == entry.key for question in domain.sub_categories) and all(
            answer != offered.key for offered in domain.answers
        ):
            definition = around.catalogue.kind(rule.kind).field(rule.field)
            yield Found(entry, rule.field, {"answer": display(definition, answer, around.catalogue)})


def value_twice(rule: Rule, member: Member, groups: Sequence[Sequence[Member]], _catalogue: Catalogue) -> Found | None:
    """Two figures of one indicator for the same year and group."""
    return _after_the_first(member, groups, rule.field)


def _figure(rule: Rule, entry: Entry, _catalogue: Catalogue) -> Member | None:
    if entry.kind != rule.kind:
        return None
    place = tuple(fold(entry.text(key)) for key in ("indicator", "year", "disaggregation", "category", "unit"))
    return Member(entry, (place,)) if all(place[:2]) else None


def _after_the_first(member: Member, groups: Sequence[Sequence[Member]], field: str) -> Found | None:
    (group,) = groups
    return None if group[0].entry is member.entry else Found(member.entry, field)


def value_beyond(rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """A value that cannot be, by the bounds of its indicator. Placeholders: problem."""
    key, number = entry.text("indicator"), entry.text(rule.field)
    indicator = next((each for each in around.catalogue.indicators if each.key == key), None) if number else None
    if indicator is not None and looks_like_number(number):
        problem = beyond(indicator, number, entry.text("unit"))
        if problem:
            yield Found(entry, rule.field, {"problem": problem})


def gap_without_pledge(rule: Rule, entry: Entry, around: Around) -> Iterator[Found]:
    """A gap that no pledge answers; a pledge that was withdrawn answers nothing."""
    if not any(
        each.kind == "pledge" and each.text("status") != WITHDRAWN and entry.id in each.items("gaps")
        for each in around.links(entry.id)
    ):
        yield Found(entry, rule.field)


def same_title(_rule: Rule, member: Member, groups: Sequence[Sequence[Member]], _catalogue: Catalogue) -> Found | None:
    """An entry of the same title as an earlier one of its kind; joint pledges are looked at by another rule."""
    joint = member.entry.text("kind") in ("common", "partnership")
    return None if joint else _after_the_first(member, groups, "title")


def _titled(_rule: Rule, entry: Entry, catalogue: Catalogue) -> Member | None:
    kind = catalogue.kinds.get(entry.kind)
    if kind is None or kind.bound is not None or kind.title_field != "title":
        return None
    title = _plain(entry.text("title"))
    return Member(entry, ((entry.kind, title),)) if title else None


def rating_without_reason(rule: Rule, entry: Entry, _around: Around) -> Iterator[Found]:
    """A rating without a reason."""
    if entry.text("rating") and not entry.text(rule.field):
        yield Found(entry, rule.field)


def rating_without_voice(rule: Rule, entry: Entry, _around: Around) -> Iterator[Found]:
    """A rating of which nobody says who gave it: neither in the field, nor as the one who was speaking."""
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


def not_available_without_reason(rule: Rule, entry: Entry, _around: Around) -> Iterator[Found]:
    """An indicator that is said to be not available, without a reason."""
    if entry.text("availability") == "not_available" and not entry.text(rule.field):
        yield Found(entry, rule.field)


def evidence_without_anything(rule: Rule, entry: Entry, _around: Around) -> Iterator[Found]:
    """Evidence with neither a file nor a source."""
    if not entry.text("file") and not entry.text("source"):
        yield Found(entry, rule.field)


def not_cleared(_rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """An objective or pledge that nobody has cleared yet, where the country wants all of them to be cleared."""
    for entry, stands in _uncleared(submission, catalogue):
        if not (stands.said == CLEARED and stands.changed):
            yield Found(entry)


def changed_since_cleared(_rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """An objective or pledge whose text was changed since it was cleared. Placeholders: person, date."""
    for entry, stands in _uncleared(submission, catalogue):
        if stands.said == CLEARED and stands.changed:
            yield Found(entry, "", {"person": one_line(stands.by), "date": stands.day})


def _uncleared(submission: Submission, catalogue: Catalogue) -> Iterator[tuple[Entry, ClearanceState]]:
    from desktop.record.clearance import uncleared
    from desktop.record.clearance_parts import number_of, pledge_of
    from desktop.record.clearance_rules import wanted

    for stands in uncleared(submission, catalogue) if wanted(submission) else ():
        number = number_of(stands.part)
        if number is None:
            yield submission.entries[pledge_of(stands.part)], stands
        else:
            yield submission.bound("assessment", str(number)), stands


def _cycle(submission: Submission) -> str:
    return submission.about.text("cycle")


def _attachments(submission: Submission) -> object:
    return submission.attachments


def _gaps(_rule: Rule, _catalogue: Catalogue) -> Sequence[str]:
    return ("gap",)


_PARTS: dict[Callable[..., object], Test] = {
    nothing_to_submit: OfSubmission(nothing_to_submit, needs=needs(kinds="kinds")),
    stale_text: OfEntry(stale_text, _every, needs=needs("field")),
    joint_recorded_twice: OfGroup(
        _joint, joint_recorded_twice, needs=needs("other", "joint", answers={"joint": "kind"})
    ),
    matching_without_match: OfEntry(matching_without_match, of_rule),
    link_to_nothing: OfEntry(link_to_nothing, _with("links"), needs=needs("field")),
    file_to_nothing: OfEntry(file_to_nothing, _with("file"), _attachments, needs=needs("field")),
    file_too_large: OfEntry(file_too_large, _with("file"), _attachments, needs=needs("field size limit")),
    file_format: OfEntry(file_format, _with("file"), _attachments, needs=needs("field ending formats")),
    unknown_number: OfEntry(unknown_number, _with("objectives", "principles"), needs=needs("field number")),
    signs_not_shown: OfEntry(signs_not_shown, _with("text", "long_text"), needs=needs("field signs")),
    dates_backwards: OfEntry(dates_backwards, _with("date", "year"), needs=needs("later earlier")),
    about_refugees: OfEntry(about_refugees, of_rule, needs=needs(settings="refugees migrants", fields="fields")),
    not_measurable: OfEntry(not_measurable, of_rule, needs=needs(fields="fields", field=True)),
    over_before_the_forum: OfEntry(
        over_before_the_forum, of_rule, _cycle, needs=needs("cycle", answers={"unless": "status"}, field=True)
    ),
    other_year_named: OfEntry(other_year_named, of_rule, _cycle, needs=needs("text year cycle", "unless", field=True)),
    no_year_named: OfEntry(no_year_named, of_rule, needs=needs("text", field=True)),
    none_met_then: OfEntry(
        none_met_then, of_rule, needs=needs("purpose cycle years", fields="purpose", single="purpose", field=True)
    ),
    over_before: OfEntry(over_before, of_rule, needs=needs(dates="since", field=True)),
    answer_is: OfEntry(answer_is, of_rule, needs=needs("field answer", "any_of", answers={"any_of": ""}, field=True)),
    answer_not_asked: OfEntry(answer_not_asked, _every, needs=needs("field")),
    answer_not_offered: OfEntry(answer_not_offered, of_rule, needs=needs("answer", field=True)),
    value_twice: OfGroup(_figure, value_twice),
    value_beyond: OfEntry(value_beyond, of_rule, needs=needs("problem", field=True)),
    gap_without_pledge: OfEntry(gap_without_pledge, _gaps),
    same_title: OfGroup(_titled, same_title),
    rating_without_reason: OfEntry(rating_without_reason, of_rule, needs=needs(field=True)),
    rating_without_voice: OfEntry(rating_without_voice, of_rule, needs=needs(field=True)),
    not_rated: OfSubmission(not_rated),
    not_available_without_reason: OfEntry(not_available_without_reason, of_rule, needs=needs(field=True)),
    evidence_without_anything: OfEntry(evidence_without_anything, of_rule),
    not_cleared: OfSubmission(not_cleared),
    changed_since_cleared: OfSubmission(changed_since_cleared, needs=needs("person date")),
}
TESTS: dict[str, Test] = {function.__name__: test for function, test in _PARTS.items()}
"""Every test that a rule can name, with what it looks at and what it needs of the rule."""
