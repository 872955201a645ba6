"""Rating together: unseen until all are revealed, then the spread, what was agreed, and who differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.operations import ballots as rating
from desktop.operations import edit
from desktop.operations.ballots import Agreement, CannotRate
from desktop.operations.open_file import open_file
from desktop.record.ballots import Question, Round, options_of, reason_field, rounds_of, who_can_rate
from desktop.record.entry import to_json
from desktop.record.history_labels import HistoryLabels
from desktop.record.release import released
from desktop.record.released_history import released_revisions
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile

MINISTRIES = ("Ministry of Health", "Ministry of Labour", "Ministry of Interior")
GIVEN = {"Ministry of Health": "full", "Ministry of Labour": "partial", "Ministry of Interior": "partial"}


def asked(file: SubmissionFile, kind: str = "assessment", key: str = "7", field: str = "rating") -> Question:
    return Question(file.read().bound(kind, key), field)


def last(file: SubmissionFile, question: Question) -> Round:
    return rounds_of(file.read(), question)[-1]


def rated(file: SubmissionFile, catalogue: Catalogue, given: dict[str, str] = GIVEN) -> Question:
    """Rate by hidden ballots, each with a word that can be looked for."""
    question = asked(file)
    rating.begin(file, catalogue, question, MINISTRIES, by="Clerk")
    for ministry, value in given.items():
        rating.give(file, catalogue, question, last(file, question), ministry, value, f"Xylophone {value}")
    return question


def test_nothing_of_a_file_tells_what_was_given_before_it_is_revealed(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    question = rated(submission, catalogue)
    found = last(submission, question)
    assert [each.is_given for each in found.ballots] == [True, True, True]
    assert found.spread(options_of(question, catalogue), catalogue) == ()
    assert "full" not in repr(found) and "ylophone" not in repr(found)

    everything = repr(submission.read()) + repr(list(submission.revisions()))
    assert "ylophone" not in everything
    assert "'full'" not in everything and "'partial'" not in everything
    assert submission.search("xylophone") == [] and submission.search("partial") == []
    said = HistoryLabels(catalogue).said(submission.can_undo())  # type: ignore[arg-type]
    assert said.startswith("Give a rating in private") and "artl" not in said and "ull" not in said


def test_two_envelopes_with_the_same_rating_differ_and_are_of_one_length(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    question = rated(submission, catalogue, {**GIVEN, "Ministry of Interior": "not_started"})
    envelopes = [each.envelope for each in last(submission, question).ballots]
    assert len(set(envelopes)) == 3 and len({len(each) for each in envelopes}) == 1


def test_revealed_at_once_with_the_spread(submission: SubmissionFile, catalogue: Catalogue) -> None:
    question = rated(submission, catalogue)
    revision = rating.reveal(submission, catalogue, question, last(submission, question), by="Clerk")
    assert revision is not None and revision.by == "Clerk"
    spread = last(submission, question).spread(options_of(question, catalogue), catalogue)
    assert [(each.option, len(each.ministries)) for each in spread] == [
        ("not_started", 0), ("early", 0), ("partial", 2), ("advanced", 0), ("full", 1)
    ]  # fmt: skip
    assert spread[2].ministries == ("Ministry of Labour", "Ministry of Interior")
    assert last(submission, question).ballots[0].reason == "Xylophone full"


def test_the_ministry_is_the_author_of_what_it_gives(submission: SubmissionFile, catalogue: Catalogue) -> None:
    rated(submission, catalogue)
    assert {each.by for each in submission.revisions()} >= set(MINISTRIES)


def test_one_that_gave_nothing_is_said_to_have_given_nothing(submission: SubmissionFile, catalogue: Catalogue) -> None:
    question = rated(submission, catalogue, {"Ministry of Health": "full"})
    assert [each.ministry for each in last(submission, question).waiting] == list(MINISTRIES[1:])
    rating.reveal(submission, catalogue, question, last(submission, question))
    spread = last(submission, question).spread(options_of(question, catalogue), catalogue)
    assert (spread[-1].option, spread[-1].ministries) == ("", MINISTRIES[1:])


def test_what_was_given_can_be_given_anew_until_it_is_revealed(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    question = rated(submission, catalogue)
    rating.give(submission, catalogue, question, last(submission, question), "Ministry of Health", "early")
    rating.reveal(submission, catalogue, question, last(submission, question))
    assert [each.value for each in last(submission, question).ballots] == ["early", "partial", "partial"]
    with pytest.raises(CannotRate):
        rating.give(submission, catalogue, question, last(submission, question), "Ministry of Health", "full")


def test_agreed_in_the_form_itself_with_its_reason_and_who_differs_by_one_revision(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    question = rated(submission, catalogue)
    with pytest.raises(CannotRate):
        rating.agree(submission, catalogue, question, last(submission, question), Agreement("partial"))
    rating.reveal(submission, catalogue, question, last(submission, question))
    before = len(list(submission.revisions()))
    dissents = {"Ministry of Health": "The law covers everybody."}
    agreement = Agreement("partial", "Two of three laws are in force.", dissents)
    rating.agree(submission, catalogue, question, last(submission, question), agreement, by="Clerk")
    assert len(list(submission.revisions())) == before + 1
    entry = submission.read().bound("assessment", "7")
    assert (entry.text("rating"), entry.text("reason")) == ("partial", "Two of three laws are in force.")
    assert entry.text("said_by") == ", ".join(MINISTRIES) and len(entry.text("rated_on")) == 10
    found = last(submission, question)
    assert found.agreed == "partial"
    assert [(each.ministry, each.dissent) for each in found.dissenting] == list(dissents.items())

    edit.undo(submission)
    assert submission.read().bound("assessment", "7").value("rating") is None
    assert last(submission, question).agreed == "" and last(submission, question).dissenting == ()
    edit.undo(submission)
    assert not last(submission, question).is_revealed, "taken back, what was given is hidden again"
    edit.redo(submission)
    assert last(submission, question).is_revealed


def test_questions_of_sdg_10_7_2_are_rated_by_the_answers_that_they_know(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    assert [each.key for each in options_of(asked(submission, "policy_answer", "1a", "answer"), catalogue)] == [
        "yes", "with_status", "no"
    ]  # fmt: skip
    question = asked(submission, "policy_answer", "2a", "answer")
    assert [each.key for each in options_of(question, catalogue)] == ["yes", "no"]
    rating.begin(submission, catalogue, question, MINISTRIES)
    for ministry in MINISTRIES:
        rating.give(submission, catalogue, question, last(submission, question), ministry, "yes")
    rating.reveal(submission, catalogue, question, last(submission, question))
    rating.agree(submission, catalogue, question, last(submission, question), Agreement("yes", "Act 12 of 2011"))
    entry = submission.read().bound("policy_answer", "2a")
    assert (entry.text("answer"), entry.text("evidence")) == ("yes", "Act 12 of 2011")


def test_a_question_without_a_field_for_the_reason_keeps_it_with_the_ballots(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    question = asked(submission, field="trend")
    assert not reason_field(question, catalogue.kind("assessment"))
    rating.begin(submission, catalogue, question, MINISTRIES[:1])
    rating.give(submission, catalogue, question, last(submission, question), MINISTRIES[0], "stable")
    rating.reveal(submission, catalogue, question, last(submission, question))
    rating.agree(submission, catalogue, question, last(submission, question), Agreement("stable", "Same as 2022"))
    assert last(submission, question).ballots[0].agreed_reason == "Same as 2022"
    assert submission.read().bound("assessment", "7").value("reason") is None


def test_a_second_round_leaves_the_first_as_it_was(submission: SubmissionFile, catalogue: Catalogue) -> None:
    question = rated(submission, catalogue)
    rating.reveal(submission, catalogue, question, last(submission, question))
    first = last(submission, question)
    rated(submission, catalogue, {"Ministry of Health": "early"})
    assert len(rounds_of(submission.read(), question)) == 2
    assert first in rounds_of(submission.read(), question)


def test_it_survives_that_the_computer_stops(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    rated(submission, catalogue, {"Ministry of Health": "full", "Ministry of Labour": "partial"})
    stopped = tmp_path / "stopped.pledgebook"
    stopped.write_bytes(submission.path.read_bytes())  # as the disk has it at this moment, nothing closed
    again = open_file(stopped)
    question = asked(again)
    assert [each.ministry for each in last(again, question).waiting] == ["Ministry of Interior"]
    rating.reveal(again, catalogue, question, last(again, question))
    assert [each.value for each in last(again, question).ballots] == ["full", "partial", ""]
    again.close()


def test_nothing_of_it_leaves(submission: SubmissionFile, catalogue: Catalogue) -> None:
    question = rated(submission, catalogue)
    rating.reveal(submission, catalogue, question, last(submission, question))
    agreement = Agreement("partial", "", {"Ministry of Health": "Zeppelin"})
    rating.agree(submission, catalogue, question, last(submission, question), agreement)
    now = submission.read()
    out = released(now, catalogue, signed=True)
    history = released_revisions(submission.revisions(), now, catalogue, signed=True)
    told = (
        repr(out) + repr(history) + "".join(to_json(a.value) for e in out.entries.values() for a in e.answers.values())
    )
    assert "ylophone" not in told and "Zeppelin" not in told and "ballot" not in told


def test_who_can_rate_are_the_ministries_of_the_team_each_once(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    with submission.transaction("edit", "Write", "") as unit:
        unit.add("practice", {"title": "A", "lead": "Agency of Statistics"})
    assert who_can_rate(submission.read(), catalogue) == ("Agency of Statistics",)
    with submission.transaction("edit", "Write", "") as unit:
        for ministry in ("Ministry of Labour", "Ministry of Health", "ministry of labour"):
            unit.add("person", {"name": "N", "ministry": ministry})
    assert who_can_rate(submission.read(), catalogue) == ("Ministry of Health", "Ministry of Labour")


def test_a_round_needs_somebody_to_rate(submission: SubmissionFile, catalogue: Catalogue) -> None:
    with pytest.raises(CannotRate):
        rating.begin(submission, catalogue, asked(submission), ["  "])
    assert rounds_of(Submission(submission.submission_id), asked(submission)) == ()
