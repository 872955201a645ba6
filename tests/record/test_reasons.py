"""A reason stays with its revision, and with the team."""

from __future__ import annotations

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.operations import edit
from desktop.record.entry import Answer, Entry, Value
from desktop.record.history import ENTRY_ITSELF, Change, Message
from desktop.record.history_labels import HistoryLabels
from desktop.record.internal_kinds import COMMENT
from desktop.record.reasons import LONGEST, reason_of, takes_away, with_reason, without_reason
from desktop.record.released_history import released_revisions
from desktop.store.file import SubmissionFile

LONG = "One register for all births"


@pytest.mark.parametrize(
    ("kind", "field", "old", "new", "asked"),
    [
        ("gap", "cause", LONG, None, True),
        ("gap", "cause", LONG, "Another", False),
        ("gap", "cause", "Short", None, False),
        ("gap", "objectives", [1, 2, 3], None, False),
        ("gap", "start~", LONG, None, False),
        ("gap", ENTRY_ITSELF, [{"kind": "gap"}], None, True),
        (COMMENT, "text", LONG, None, False),
    ],
)
def test_what_is_worth_a_reason(kind: str, field: str, old: Value, new: Value | None, asked: bool) -> None:
    before = {"1": Entry("1", kind, answers={"title": Answer("Births")})}
    assert takes_away([Change("1", field, old, new)], before) is asked


def test_an_entry_in_which_nothing_was_said_is_taken_away_without_a_question() -> None:
    assert not takes_away([Change("1", ENTRY_ITSELF, [{"kind": "gap"}], None)], {"1": Entry("1", "gap")})


def test_no_sentence_tells_it_and_the_longest_is_cut(submission: SubmissionFile, catalogue: Catalogue) -> None:
    message = Message("Remove {name}", {"name": "A register"})
    told = with_reason(message, "Because\nof the law " + "x" * 2 * LONGEST)
    assert HistoryLabels(catalogue).said(told) == HistoryLabels(catalogue).said(message)
    assert len(str(told.parameters["why"])) == LONGEST
    assert with_reason(told, "") == message


def test_it_is_kept_in_the_file_and_does_not_leave_with_what_is_released(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    entry_id, _added = edit.add(submission, catalogue, "gap", {"title": "Births"})
    entry = submission.read().entries[entry_id]
    removed = edit.remove(submission, catalogue, entry, by="Amina")
    assert removed is not None
    assert submission.say_why(removed.id, "MARKER of the minister", "Amina") is not None
    kept = list(submission.revisions())
    assert reason_of(kept[-1]) == "MARKER of the minister"
    assert kept[-1].changes == removed.changes
    for signed in (True, False):
        leaving = released_revisions(kept, submission.read(), catalogue, signed=signed)
        assert leaving[-1].id == removed.id
        assert "MARKER" not in str(leaving)
    assert without_reason(kept[-1]) == removed


def test_only_the_last_revision_of_the_same_person_here_takes_one(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    _first_id, first = edit.add(submission, catalogue, "gap", {"title": "Births"}, by="Amina")
    assert first is not None
    assert submission.say_why(first.id, "Because", "Otieno") is None
    edit.add(submission, catalogue, "gap", {"title": "Deaths"}, by="Amina")
    assert submission.say_why(first.id, "Because", "Amina") is None
    assert all(not reason_of(each) for each in submission.revisions())
    assert submission.can_undo() is not None
