"""A pledge that answers a gap, begun from wherever the gap is read."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.record.entry import Entry, Value
from desktop.record.first_answers import begun_with, first_answers, first_expected
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


def matching_answers(
    session: Session, beside: Entry | None, first: Mapping[str, Value] | None, answers: Mapping[str, Value]
) -> Mapping[str, Value]:
    """Return what a matching pledge says from the start: it is for the gap that is open, or for those of the open pledge.

    Args:
        beside: the entry that is open, a gap or a pledge; None for none.
        first: what a new pledge says from the start in the list that it is begun in; None where it is begun from a gap.
    """
    kind, given = session.catalogue.kind("pledge"), session.assignment
    if first is None:
        first = first_answers(session.submission, kind, gap=beside)
    elif beside is not None and (gaps := beside.value("gaps")):
        first = {**first, "gaps": gaps}
    begun = begun_with(kind, first, answers)
    if given is not None and not given.names_open(begun):
        # With objectives that are not open here it could not be written in; whoever writes it names one.
        begun = {key: value for key, value in begun.items() if key != "objectives"}
    return begun


def begin(session: Session, kind: str, answers: Mapping[str, Value]) -> Place | None:
    """Add an entry, and return where its first answer is expected; None where it could not be added."""
    entry = session.entry(session.add(kind, answers))
    if entry is None:
        return None
    asked = session.catalogue.kind(kind)
    # Whoever has just read what is missing has the name of what they promise in mind.
    named = asked.title_field if asked.title_field not in entry.answers else first_expected(asked, entry)
    return place_of(entry, named)
