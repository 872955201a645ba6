"""A pledge that answers a gap, begun from wherever the gap is read."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n.translation import gettext as _
from desktop.operations import edit
from desktop.record.entry import Entry, Value, whole_numbers
from desktop.record.first_answers import begins_at, begun_with, first_answers, from_pledge_before, is_only_begun
from desktop.record.objective_numbers import objectives_in_words
from desktop.ui.navigation import Place, place_of
from desktop.ui.session import Session


def may_answer(session: Session, gap: Entry) -> bool:
    """Whether a pledge that names what a gap names is open in this file."""
    return any(session.may_add("pledge", number) for number in gap.numbers("objectives") or (0,))


def answer(session: Session, gap: Entry) -> Place | None:
    """Add a pledge that answers a gap, and return where its first answer is expected; None where none may be added."""
    if not may_answer(session, gap):
        return None
    kind = session.catalogue.kind("pledge")
    return begin(session, kind.key, first_answers(session.submission, kind, gap=gap))


def taken_from_before(session: Session, entry: Entry) -> tuple[str, ...]:
    """Return the fields that the pledge which was begun last has from the pledge before it; none of any other entry."""
    is_new = entry.kind == "pledge" and entry.id == session.added
    return from_pledge_before(session.submission, entry) if is_new else ()


def matching_answers(
    session: Session, beside: Entry | None, first: Mapping[str, Value] | None, answers: Mapping[str, Value]
) -> Mapping[str, Value]:
    """Return what a matching pledge says from the start: it is for the gap that is open, or for those of the open pledge.

    Args:
        beside: the entry that is open, a gap or a pledge; None for none.
        first: what a new pledge says from the start in the list that it is begun in; None where it is begun from a gap.
    """
    kind = session.catalogue.kind("pledge")
    if first is None:
        first = first_answers(session.submission, kind, gap=beside)
    elif beside is not None and (gaps := beside.value("gaps")):
        first = {**first, "gaps": gaps}
    return _with_left_out(_open_here(session, begun_with(kind, first, answers)), answers)


def _open_here(session: Session, answers: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return what an entry is to say in this file: without objectives where none of them is open in it.

    With these it could not be written in; whoever writes it names one.
    """
    given = session.assignment
    if given is None or given.names_open(answers):
        return answers
    return {key: value for key, value in answers.items() if key != "objectives"}


def left_out(taken: Mapping[str, Value], answers: Mapping[str, Value]) -> str:
    """Return in a sentence which objectives of an example a pledge does not name, since it names no more; empty for none."""
    named = whole_numbers(taken.get("objectives"))
    beyond = [each for each in whole_numbers(answers.get("objectives")) if each not in named]
    if not named or not beyond:  # without any it is not for their number
        return ""
    text = _("Not taken over, because a pledge cannot name more main objectives: {objectives}")
    return text.format(objectives=objectives_in_words(beyond))


def _with_left_out(taken: Mapping[str, Value], answers: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return what a pledge says from the start, with a note for the team on the objectives that were left out."""
    told = left_out(taken, answers)
    return {**taken, "internal_note": "\n".join((str(taken.get("internal_note", "")), told)).strip()} if told else taken


def begun_for(session: Session, beside: Entry | None) -> Entry | None:
    """Return the pledge that an example can go into: the open one, or that of the open gap, in which nobody has written yet.

    Whoever began it and then chose an example would else leave it behind, with nothing in it.
    """
    if beside is None:
        return None
    submission = session.submission
    pledges = [beside] if beside.kind == "pledge" else submission.of_kind("pledge")
    return next(
        (
            each
            for each in pledges
            if (each is beside or each.value("gaps") == [beside.id])
            and is_only_begun(submission, each)
            and not session.why_closed(each)
        ),
        None,
    )


def take_up(session: Session, pledge: Entry, answers: Mapping[str, Value]) -> Place | None:
    """Let a pledge in which nobody has written yet begin from an example. Returns where it goes on, None where it could not."""
    kind = session.catalogue.kind(pledge.kind)
    objectives = pledge.value("objectives")
    first: Mapping[str, Value] = {} if objectives is None else {"objectives": objectives}
    taken = _with_left_out(_open_here(session, begun_with(kind, first, answers)), answers)
    done = session.do(
        lambda by: edit.take_up(session.file, session.catalogue, pledge, taken, named="matched_title", by=by)
    )
    return place_of(pledge, _first_named(session, session.entry(pledge.id) or pledge)) if done else None


def begin(session: Session, kind: str, answers: Mapping[str, Value]) -> Place | None:
    """Add an entry, and return where its first answer is expected; None where it could not be added."""
    entry = session.entry(session.add(kind, answers))
    if entry is None:
        return None
    return place_of(entry, _first_named(session, entry))


def _first_named(session: Session, entry: Entry) -> str:
    return begins_at(session.submission, session.catalogue.kind(entry.kind), entry)
