"""Rate together: begin a round, give what a ministry says unseen, reveal all at once, record what was agreed.

Each is one revision, and each ballot is in the file as soon as it is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError
from desktop.i18n.lists import joined
from desktop.i18n.translation import N_, use_language
from desktop.i18n.translation import gettext as _
from desktop.operations.clock import now
from desktop.operations.review import language_of
from desktop.record.ballots import (
    RATED_BY,
    RATED_ON,
    Question,
    Round,
    in_envelope,
    key_of_ballot,
    out_of_envelope,
    reason_field,
    rounds_of,
)
from desktop.record.entry import new_id, tidy
from desktop.record.history import Message, Parameter, Revision
from desktop.record.history_labels import entry_name, field_reference
from desktop.record.internal_kinds import BALLOT
from desktop.store.file import SubmissionFile


class CannotRate(UserError):
    """A round in which nothing can be given or revealed any more, or not yet."""


@dataclass(frozen=True)
class Agreement:
    """What the room agreed on.

    Args:
        value: the key of the option.
        reason: why, for the form.
        dissents: ministry to why it keeps a view of its own, in its own words; the words may be empty.
    """

    value: str
    reason: str = ""
    dissents: Mapping[str, str] = field(default_factory=dict)


def begin(
    file: SubmissionFile, catalogue: Catalogue, question: Question, ministries: Sequence[str], *, by: str = ""
) -> tuple[str, Revision | None]:
    """Begin a round in which these ministries take part. Returns its id and the revision.

    Raises:
        CannotRate: nobody takes part.
    """
    named = list(dict.fromkeys(text for each in ministries if (text := str(tidy(each) or ""))))
    if not named:
        raise CannotRate(_("Choose the ministries that give a rating."))
    number = len(rounds_of(file.read(), question)) + 1
    round_id = new_id()
    with file.transaction(
        "edit", Message(N_("Rate “{field}” of {name} together"), _names(question, catalogue)), by
    ) as unit:
        for place, ministry in enumerate(named):
            ballot = unit.ensure(BALLOT, key_of_ballot(question, round_id, ministry))
            unit.set(ballot, "asked", question.entry.id)
            unit.set(ballot, "of", f"{question.entry.kind}/{question.entry.key}")
            unit.set(ballot, "field", question.field)
            unit.set(ballot, "round", round_id)
            unit.set(ballot, "number", str(number))
            unit.set(ballot, "place", str(place))
            unit.set(ballot, "ministry", ministry)
    return round_id, unit.done


def give(
    file: SubmissionFile,
    catalogue: Catalogue,
    question: Question,
    found: Round,
    ministry: str,
    value: str,
    reason: str = "",
) -> Revision | None:
    """Give what a ministry says; given again before the round is revealed, it takes the place of what it gave first.

    The ministry is the author, whoever sits at the keyboard.

    Raises:
        CannotRate: the round was revealed, or the ministry takes no part in it.
    """
    ballot = next((each for each in found.ballots if each.ministry == ministry), None)
    if ballot is None or found.is_revealed:
        raise CannotRate(_("The ratings have been revealed. Begin another round to rate again."))
    message = Message("Give a rating unseen for “{field}” of {name}", _names(question, catalogue))
    with file.transaction("edit", message, ministry) as unit:
        unit.set(ballot.id, "envelope", in_envelope(value, str(tidy(reason) or "")))
    return unit.done


def reveal(
    file: SubmissionFile, catalogue: Catalogue, question: Question, found: Round, *, by: str = ""
) -> Revision | None:
    """Show what all have given, at once. A ministry that gave nothing is said to have given nothing.

    Raises:
        CannotRate: nobody has given anything yet.
    """
    if not any(each.is_given for each in found.ballots):
        raise CannotRate(_("No ministry has given a rating yet."))
    message = Message(N_("Reveal the ratings for “{field}” of {name}"), _names(question, catalogue))
    with file.transaction("edit", message, by) as unit:
        for each in found.ballots:
            if each.envelope:
                value, reason = out_of_envelope(each.envelope)
                unit.set(each.id, "value", value or None)
                unit.set(each.id, "reason", reason or None)
                unit.set(each.id, "envelope", None)
            unit.set(each.id, "revealed", True)
    return unit.done


def agree(
    file: SubmissionFile,
    catalogue: Catalogue,
    question: Question,
    found: Round,
    agreement: Agreement,
    *,
    by: str = "",
    at: datetime | None = None,
) -> Revision | None:
    """Record what was agreed in the form itself, with its reason, and who differs, as one revision.

    An assessment then says who rated it and on which day.

    Raises:
        CannotRate: the round is not revealed.
    """
    if not found.is_revealed:
        raise CannotRate(_("Reveal the ratings first."))
    kind = catalogue.kind(question.entry.kind)
    why = reason_field(question, kind)
    reason = tidy(agreement.reason)
    with file.transaction("edit", Message(N_("Agree on “{field}” of {name}"), _names(question, catalogue)), by) as unit:
        entry_id = question.entry.id
        if kind.bound is not None:
            unit.ensure(question.entry.kind, question.entry.key)
        unit.set(entry_id, question.field, agreement.value)
        if why and reason is not None:
            unit.set(entry_id, why, reason)
        keys = {each.key for each in kind.fields}
        if question.field == "rating" and {RATED_BY, RATED_ON} <= keys:
            with use_language(language_of(file.read())):
                unit.set(entry_id, RATED_BY, joined(_gave(found)))
            unit.set(entry_id, RATED_ON, f"{(at or now()).astimezone():%Y-%m-%d}")
        for each in found.ballots:
            unit.set(each.id, "agreed", agreement.value)
            unit.set(each.id, "agreed_reason", None if why else reason)
            unit.set(each.id, "differs", True if each.ministry in agreement.dissents else None)
            unit.set(each.id, "dissent", tidy(agreement.dissents.get(each.ministry, "")))
    return unit.done


def _gave(found: Round) -> list[str]:
    return [each.ministry for each in found.ballots if each.value]


def _names(question: Question, catalogue: Catalogue) -> dict[str, Parameter]:
    kind = catalogue.kind(question.entry.kind)
    return {"field": field_reference(kind, question.field), "name": entry_name(question.entry, catalogue)}
