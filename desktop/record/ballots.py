"""Rating together: what each ministry gives unseen, the spread once all are revealed, and what was agreed.

A ballot is what one ministry gives in one round of one question. It is an entry of its own and written at once, so that
a computer that stops loses none. Until the round is revealed, what is in it is in an envelope (`envelopes`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind, Option
from desktop.i18n.plain_numbers import plain_number
from desktop.i18n.text_normalization import fold
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry, bound_id
from desktop.record.envelopes import closed, opened
from desktop.record.internal_kinds import BALLOT
from desktop.record.ministries import ministries
from desktop.record.submission import Submission
from desktop.record.values import title_of

REASONS: Mapping[str, Mapping[str, str]] = {
    "assessment": {"rating": "reason"},
    "policy_answer": {"answer": "evidence"},
}
"""By kind and field that is rated: the field of the same form that says why. Others keep the reason with the ballots."""

RATED_BY, RATED_ON = "said_by", "rated_on"
"""Fields of an assessment that say whose rating it is, and of which day."""

MOST_OPTIONS = 9
"""Options that a rating has at most: each is chosen by a digit."""


@dataclass(frozen=True)
class Question:
    """What is rated: one field of one entry.

    Args:
        entry: it need not be in the file yet, where its kind is bound.
    """

    entry: Entry
    field: str

    @property
    def known_by(self) -> tuple[str, str]:
        """What ballots know it by: the id of the entry, and the field."""
        return self.entry.id, self.field


@dataclass(frozen=True)
class Ballot:
    """What one ministry gave in a round.

    Args:
        is_given: whether it gave anything yet.
        is_revealed: whether it may be seen; until then `value` and `reason` are empty.
        value: the key of the option; empty where the ministry did not rate.
        reason: why, in its own words.
        agreed: the key of what the room agreed on; empty before that.
        agreed_reason: why, where the form has no field for it.
        differs: whether the ministry keeps a view of its own.
        dissent: why it does, in its own words.
        at: when the round was begun.
        envelope: what was given, until it is revealed; see `out_of_envelope`.
    """

    id: str
    ministry: str
    is_given: bool
    is_revealed: bool
    value: str = ""
    reason: str = ""
    agreed: str = ""
    agreed_reason: str = ""
    differs: bool = False
    dissent: str = ""
    at: str = ""
    envelope: str = field(default="", repr=False)


@dataclass(frozen=True)
class Share:
    """How many gave one option.

    Args:
        option: its key; empty for those who did not rate.
        label: in the language spoken.
        ministries: who gave it, in the order of the round.
    """

    option: str
    label: str
    ministries: tuple[str, ...]


@dataclass(frozen=True)
class Round:
    """One time that the ministries rated a question.

    Args:
        number: the first, the second …
        ballots: one for each ministry that takes part, in the order in which they were named.
    """

    id: str
    ballots: tuple[Ballot, ...]
    number: int = 1

    @property
    def is_revealed(self) -> bool:
        """Whether all may be seen."""
        return bool(self.ballots) and all(each.is_revealed for each in self.ballots)

    @property
    def agreed(self) -> str:
        """The key of what was agreed; empty where nothing was yet."""
        return next((each.agreed for each in self.ballots if each.agreed), "")

    @property
    def waiting(self) -> tuple[Ballot, ...]:
        """Those who have given nothing yet."""
        return tuple(each for each in self.ballots if not each.is_given and not each.is_revealed)

    def spread(self, options: Iterable[Option], catalogue: Catalogue) -> tuple[Share, ...]:
        """Return how many gave what, in the order of the scale; of a round that is not revealed, nothing.

        An option that the forms have lost since is told of by its key, and those who did not rate come last.
        """
        if not self.is_revealed:
            return ()
        given: dict[str, list[str]] = {}
        for each in self.ballots:
            given.setdefault(each.value, []).append(each.ministry)
        labels = {each.key: catalogue.option_text(each) for each in options}
        labels |= {key: key for key in given if key not in labels}
        labels[""] = labels.pop("", "")
        return tuple(
            Share(key, label, tuple(given.get(key, ()))) for key, label in labels.items() if key or key in given
        )

    @property
    def dissenting(self) -> tuple[Ballot, ...]:
        """Those who keep a view of their own beside what was agreed."""
        return tuple(each for each in self.ballots if each.differs)


def can_be_rated(field: FormField) -> bool:
    """Whether ministries can rate by a field: one of a few steps, all of which are known."""
    return field.type == "choice" and not field.open and 1 < len(field.options) <= MOST_OPTIONS


def options_of(question: Question, catalogue: Catalogue) -> tuple[Option, ...]:
    """Return what can be given: the options of the field, or for SDG 10.7.2 the answers that the question knows."""
    field = catalogue.kind(question.entry.kind).field(question.field)
    if question.entry.kind == "policy_answer":
        for domain in catalogue.policy.domains:
            if any(sub.key == question.entry.key for sub in domain.sub_categories):
                helps = {each.key: each.help for each in field.options}
                return tuple(
                    Option(key=each.key, label=each.label, help=helps.get(each.key, "")) for each in domain.answers
                )
    return field.options


def reason_field(question: Question, kind: Kind) -> str:
    """Return the field of the same form that says why; empty where it has none."""
    key = REASONS.get(question.entry.kind, {}).get(question.field, "")
    return key if any(each.key == key for each in kind.fields) else ""


def rounds_of(submission: Submission, question: Question) -> tuple[Round, ...]:
    """Return the rounds of a question, the last one last."""
    return _rounds(each for each in submission.of_kind(BALLOT) if asked_by(each) == question.known_by)


def round_of(submission: Submission, question: Question, round_id: str) -> Round:
    """Return one round of a question; one without ballots where there is none of that id."""
    return next((each for each in rounds_of(submission, question) if each.id == round_id), Round(round_id, ()))


def name_of(entry: Entry, catalogue: Catalogue) -> str:
    """Return what an entry is called; a question of SDG 10.7.2 with its own words, since nobody knows it by its number."""
    name = title_of(entry, catalogue)
    if entry.kind != "policy_answer":
        return name
    asked = (*(sub for domain in catalogue.policy.domains for sub in domain.sub_categories), *catalogue.policy.earlier)
    label = next((_(sub.label) for sub in asked if sub.key == entry.key), "")
    return _("{name}: {text}").format(name=name, text=label) if label else name


def question_of(ballot: Entry, submission: Submission) -> Question:
    """Return what a ballot is about; an entry that nobody has answered anything in yet is an empty one."""
    entry_id, field = asked_by(ballot)
    kind, _slash, key = ballot.text("of").partition("/")
    return Question(submission.entries.get(entry_id) or Entry(entry_id, kind, key), field)


def asked_by(entry: Entry) -> tuple[str, str]:
    """Return what a ballot is about: the id of an entry, and a field of it."""
    return entry.text("asked"), entry.text("field")


def _rounds(entries: Iterable[Entry]) -> tuple[Round, ...]:
    found: dict[str, list[Entry]] = {}
    for each in entries:
        found.setdefault(each.text("round"), []).append(each)
    rounds = [
        Round(key, tuple(map(ballot_of, sorted(of, key=_place))), max(_number(each, "number") for each in of))
        for key, of in found.items()
    ]
    # Two copies may each have had a second round.
    return tuple(sorted(rounds, key=lambda each: (each.number, min(ballot.at for ballot in each.ballots), each.id)))


def _place(entry: Entry) -> tuple[int, str, str]:
    return _number(entry, "place"), fold(entry.text("ministry")), entry.id


def _number(entry: Entry, field: str) -> int:
    return plain_number(entry.text(field)) or 0


def ballot_of(entry: Entry) -> Ballot:
    """Return a ballot as it may be seen now."""
    revealed = entry.value("revealed") is True
    asked = entry.answers.get("asked")
    return Ballot(
        entry.id,
        entry.text("ministry"),
        is_given=bool(entry.text("envelope") or entry.text("value")),
        is_revealed=revealed,
        value=entry.text("value") if revealed else "",
        reason=entry.text("reason") if revealed else "",
        agreed=entry.text("agreed"),
        agreed_reason=entry.text("agreed_reason"),
        differs=entry.value("differs") is True,
        dissent=entry.text("dissent"),
        at="" if asked is None else asked.at,
        envelope="" if revealed else entry.text("envelope"),
    )


def key_of_ballot(question: Question, round_id: str, ministry: str) -> str:
    """Return what a ballot is bound to: two copies in which the same round goes on mean the same one."""
    return f"{question.entry.id}/{question.field}/{bound_id(round_id, BALLOT, fold(ministry))}"


def in_envelope(value: str, reason: str) -> str:
    """Return what a ministry gives, in an envelope."""
    return closed(json.dumps([value, reason], ensure_ascii=False))


def out_of_envelope(envelope: str) -> tuple[str, str]:
    """Return value and reason of an envelope; nothing of one that cannot be read."""
    try:
        value, reason = json.loads(opened(envelope))
    except ValueError:
        return "", ""
    return str(value), str(reason)


def who_can_rate(submission: Submission, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the ministries that can rate: those of the team, or those that the entries name where the team names none."""
    named: dict[str, str] = {}
    for person in submission.of_kind("person"):
        ministry = person.text("ministry").strip()
        if ministry:
            named.setdefault(fold(ministry), ministry)
    found = named.values() or ministries(submission, catalogue)
    return tuple(sorted(found, key=lambda name: (fold(name), name)))
