"""A pledge that answers a gap, begun from wherever the gap is read."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.record.entry import Entry, Value
from desktop.record.first_answers import first_answers, first_expected
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


def begin(session: Session, kind: str, answers: Mapping[str, Value]) -> Place | None:
    """Add an entry, and return where its first answer is expected; None where it could not be added."""
    entry = session.entry(session.add(kind, answers))
    if entry is None:
        return None
    asked = session.catalogue.kind(kind)
    # Whoever has just read what is missing has the name of what they promise in mind.
    named = asked.title_field if asked.title_field not in entry.answers else first_expected(asked, entry)
    return place_of(entry, named)
