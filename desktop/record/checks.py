"""The tests that readiness rules name: each looks at a submission and yields what it found.

A test takes the rule, the submission and the catalogue, and yields `Found`: the entry, the field, and the values of
the placeholders in the rule's text. `name` is always there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made_by

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Rule
from desktop.catalogue.language import gettext as _
from desktop.record.dates import backwards
from desktop.record.entry import Entry
from desktop.record.matrix import gap_matrix
from desktop.record.submission import Submission
from desktop.record.words import normal

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Found:
    """What a test found: at which entry and field, and what the sentence needs to say."""

    entry: Entry
    field: str = ""
    values: Mapping[str, str | int] = made_by(default_factory=dict)


Test = Callable[[Rule, Submission, Catalogue], Iterator[Found]]


def nothing_to_submit(_rule: Rule, submission: Submission, _catalogue: Catalogue) -> Iterator[Found]:
    """Nothing at all was said: no practice, gap, pledge, rating, answer, value or follow-up."""
    telling = ("practice", "gap", "pledge", "assessment", "policy_answer", "indicator", "value", "follow_up")
    if not any(entry.answers for kind in telling for entry in submission.of_kind(kind)):
        yield Found(submission.about)


def joint_recorded_twice(rule: Rule, submission: Submission, _catalogue: Catalogue) -> Iterator[Found]:
    """Two joint pledges of one number elsewhere, or of one title and with a partner in common."""
    seen: list[tuple[str, str, set[str]]] = []
    for entry in submission.of_kind(rule.kind):
        if entry.text("kind") not in ("common", "partnership"):
            continue
        title, number = normal(entry.text("title")).strip(), entry.text("external_id")
        who = {normal(row.get("name", "")) for row in entry.rows("partners")} | {normal(entry.text("entity"))}
        who.discard("")
        for other_title, other_number, others in seen:
            same_title = bool(title) and title == other_title and (not who or not others or bool(who & others))
            if same_title or (number and number == other_number):
                yield Found(entry, rule.field)
                break
        seen.append((title, number, who))


def matching_without_match(rule: Rule, submission: Submission, _catalogue: Catalogue) -> Iterator[Found]:
    """A matching pledge with neither title nor number of the pledge that it matches."""
    for entry in submission.of_kind(rule.kind):
        if entry.text("kind") == "matching" and not (entry.text("matched_title") or entry.text("matched_id")):
            yield Found(entry, rule.field)


def _fields(submission: Submission, catalogue: Catalogue, types: tuple[str, ...]) -> Iterator[tuple[Entry, FormField]]:
    wanted = {
        key: [each for each in kind.fields if each.type in types] for key, kind in catalogue.kinds.items()
    }
    for entry in submission.entries.values():
        for definition in wanted.get(entry.kind, ()):
            if definition.key in entry.answers:
                yield entry, definition


def link_to_nothing(_rule: Rule, submission: Submission, catalogue: Catalogue) -> Iterator[Found]:
    """A link to an entry that is not there. Placeholders: field."""
    for entry, definition in _fields(submission, catalogue, ("links",)):
        if any(each not in submission.entries for each in entry.items(definition.key)):
            yield Found(entry, definition.key, {"field": _(definition.label)})


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


def _settings(rule: Rule, key: str) -> list[str]:
    value = rule.settings.get(key, [])
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def about_refugees(rule: Rule, submission: Submission, _catalogue: Catalogue) -> Iterator[Found]:
    """A pledge that speaks of refugees, never of migrants, and is not marked as a mirror pledge."""
    refugees = [normal(word) for word in _settings(rule, "refugees")]
    migrants = [normal(word) for word in _settings(rule, "migrants")]
    for entry in submission.of_kind(rule.kind):
        text = normal(" ".join(entry.text(key) for key in _settings(rule, "fields")))
        speaks = any(word in text for word in refugees) and not any(word in text for word in migrants)
        if speaks and entry.value("mirror") is not True:
            yield Found(entry, rule.field)


def not_measurable(rule: Rule, submission: Submission, _catalogue: Catalogue) -> Iterator[Found]:
    """Not one digit in the fields named, and nothing in the field of the measure."""
    for entry in submission.of_kind(rule.kind):
        text = " ".join(entry.text(key) for key in _settings(rule, "fields"))
        if text and not entry.text(rule.field) and not re.search(r"\d", text):
            yield Found(entry, rule.field)


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
            title = normal(entry.text("title")).strip()
            joint = entry.text("kind") in ("common", "partnership")
            if title and title in seen and not joint:
                yield Found(entry, "title")
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
