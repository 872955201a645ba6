"""Sittings, the parking list, the agenda and the team, through the real file."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.operations import agenda as planning
from desktop.operations import edit, parking, people, sittings
from desktop.operations import say as saying
from desktop.operations.edit import Edit
from desktop.record.agenda import Item, agenda
from desktop.record.entry import Entry, new_id
from desktop.record.history import Message, Revision
from desktop.record.history_labels import MESSAGES
from desktop.record.parking import parked, parked_under, waiting
from desktop.record.people import people_of
from desktop.record.sittings import open_sitting, revisions_of, speakers_in
from desktop.record.sittings import sittings as sittings_of
from desktop.store.file import SubmissionFile
from tests.joining import write_received

NINE, NOON = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 12, tzinfo=UTC)


def said(revision: Revision | None) -> Message:
    assert revision is not None
    assert revision.message.id in MESSAGES
    return revision.message


def say(file: SubmissionFile, catalogue: Catalogue, title: str, by: str) -> Revision:
    revision = saying.say(file, catalogue, Edit(Entry(new_id(), "gap"), "title", title, by=by, under=7))
    assert revision is not None
    return revision


@pytest.mark.parametrize("years", [0, -30, 30])
def test_a_sitting_knows_what_was_done_in_it_whatever_the_clock_says(
    submission: SubmissionFile, catalogue: Catalogue, years: int
) -> None:
    say(submission, catalogue, "Before", "Amina")
    said(sittings.begin(submission, NINE.replace(year=NINE.year + years), by="Amina"))
    sitting = open_sitting(submission.read())
    assert sitting is not None
    assert sittings.is_empty(submission, sitting)
    inside = [say(submission, catalogue, name, name) for name in ("Rose", "John", "Rose")]
    assert not sittings.is_empty(submission, sitting)
    said(sittings.end(submission, sitting, NOON, ["Rose", "John", "Amina"], by="Amina"))
    after = say(submission, catalogue, "After", "Amina")
    (ended,) = sittings_of(submission.read())
    assert not ended.goes_on
    assert ended.took_part == ("Rose", "John", "Amina")
    assert open_sitting(submission.read()) is None
    ids = [each.id for each in revisions_of(ended, submission.revisions())]
    assert ids[1:] == [each.id for each in inside]
    assert after.id not in ids
    assert speakers_in(revisions_of(ended, submission.revisions())) == ("Amina", "Rose", "John")


def test_what_comes_home_during_a_sitting_is_no_part_of_it(submission: SubmissionFile, catalogue: Catalogue) -> None:
    sittings.begin(submission, NINE)
    mine = say(submission, catalogue, "Here", "Amina")
    other = Revision(
        "11111111-1111-4111-8111-111111111111",
        "2026-03-02T09:00:00Z",
        "Elsewhere",
        "edit",
        Message("Change an entry"),
        mine.changes[1:],
        copy="22222222-2222-4222-8222-222222222222",
    )
    write_received(submission, [other])
    sitting = open_sitting(submission.read())
    assert sitting is not None
    inside = revisions_of(sitting, submission.revisions())
    assert [each.type for each in inside[1:]] == ["edit", "join"], "that it was joined was done here"
    assert inside[1].id == mine.id


def test_two_sittings_share_nothing(submission: SubmissionFile, catalogue: Catalogue) -> None:
    for name in ("Monday", "Tuesday"):
        sittings.begin(submission, NINE, title=name)
        sitting = open_sitting(submission.read())
        assert sitting is not None
        say(submission, catalogue, name, name)
        sittings.end(submission, sitting, NOON, [name])
    found = {each.title: revisions_of(each, submission.revisions()) for each in sittings_of(submission.read())}
    assert {name: speakers_in(each) for name, each in found.items()} == {"Monday": ("Monday",), "Tuesday": ("Tuesday",)}


def test_a_point_is_parked_and_settled(submission: SubmissionFile) -> None:
    assert parking.park(submission, "  ") is None
    said(parking.park(submission, "Who pays?", owner="Health", objective=7, by="Amina"))
    parking.park(submission, "Which law?", by="Rose")
    (first, second) = parked(submission.read())
    assert (first.text, first.owner, first.objective, first.by) == ("Who pays?", "Health", 7, "Amina")
    assert [each.text for each in parked_under(submission.read(), 7)] == ["Who pays?"]
    said(parking.settle(submission, first, True, by="Rose"))
    said(parking.give_to(submission, second, "Interior"))
    assert [(each.text, each.owner) for each in waiting(submission.read())] == [("Which law?", "Interior")]
    said(parking.settle(submission, first, False))
    assert len(waiting(submission.read())) == 2
    edit.undo(submission)
    assert len(waiting(submission.read())) == 1


def test_the_agenda_is_planned_and_planned_anew(submission: SubmissionFile) -> None:
    first = [Item(7, 20, 1), Item(1, 30, 2)]
    said(planning.plan(submission, [], first))
    assert agenda(submission.read()) == first
    planning.plan(submission, first, [Item(1, 45), Item(15, 10)])
    assert agenda(submission.read()) == [Item(1, 45, 1), Item(15, 10, 2)]
    edit.undo(submission)
    assert agenda(submission.read()) == first
    assert planning.plan(submission, first, first) is None


def test_somebody_joins_the_team(submission: SubmissionFile, catalogue: Catalogue) -> None:
    entry_id, revision = people.add_person(submission, catalogue, " Amina  Otieno ", "Interior", by="Rose")
    assert said(revision).id == "Add “{name}” to {place}"
    (person,) = people_of(submission.read())
    assert (person.id, person.name, person.ministry) == (entry_id, "Amina Otieno", "Interior")
