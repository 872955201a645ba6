"""What a workbook brings home is joined like a copy: against the state in which it left, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from desktop.catalogue.catalogue import Catalogue
from desktop.cli import main
from desktop.operations.join import ConflictsWait
from desktop.operations.returned.returned_findings import CannotTakeIn
from desktop.operations.take_in import Coming, look_at, take_in
from desktop.operations.workbook_out import hand_out_workbook
from desktop.package.contribution_workbook.asked import Asked
from desktop.record.entry import Entry
from desktop.record.internal_kinds import COMMENT, HANDED_OUT
from desktop.store.file import SubmissionFile
from tests.operations.workbooks import Workbook

SHEET = "Practices"
Look = Callable[[], Coming]


@pytest.fixture
def told_of(submission: SubmissionFile) -> SubmissionFile:
    with submission.transaction("edit", "Write", "Desk officer A") as unit:
        unit.add("practice", {"title": "One-stop centre", "objectives": [13], "summary": "First.\nSecond."})
        unit.add("practice", {"title": "Night school", "objectives": [15]})
    return submission


@pytest.fixture
def book(told_of: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> Workbook:
    path = tmp_path / "book.xlsx"
    hand_out_workbook(told_of, catalogue, path, Asked("Ministry of Health", until="2026-03-01"), by="Coordinator")
    return Workbook(path, lambda back: look_at(told_of, catalogue, back).returned)


@pytest.fixture
def look(told_of: SubmissionFile, catalogue: Catalogue, book: Workbook) -> Look:
    """Save the workbook, and see what it brings."""

    def looking() -> Coming:
        book.book.save(book.path)
        return look_at(told_of, catalogue, book.path)

    return looking


def practice(file: SubmissionFile, title: str) -> Entry:
    return next(each for each in file.read().of_kind("practice") if each.text("title") == title)


def write(file: SubmissionFile, entry: Entry, field: str, value: str | None) -> None:
    with file.transaction("edit", "Write", "Desk officer A") as unit:
        unit.set(entry.id, field, value)


def test_of_a_month_by_which_it_is_wanted_the_last_day_is_meant(
    told_of: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    """As a copy has it: "by December 2026" leaves open which day is late."""
    for number, (asked, day) in enumerate({"2026-02": "2026-02-28", "2026": "2026-12-31", "": ""}.items()):
        path = tmp_path / f"{number}.xlsx"
        hand_out_workbook(told_of, catalogue, path, Asked("Ministry of Health", until=asked), by="Coordinator")
        line = next(each for each in told_of.read().of_kind(HANDED_OUT) if each.text("file") == path.name)
        assert line.text("until") == day


def test_the_ledger_has_a_line_of_what_went_out(told_of: SubmissionFile, book: Workbook) -> None:
    (line,) = told_of.read().of_kind(HANDED_OUT)
    said = {key: line.text(key) for key in ("to", "form", "file", "until", "by", "back", "joined")}
    assert said == {
        "to": "Ministry of Health",
        "form": "workbook",
        "file": "book.xlsx",
        "until": "2026-03-01",
        "by": "Coordinator",
        "back": "",
        "joined": "",
    }
    assert len(line.text("copy")) == 36 and len(line.text("mark")) == 64


def test_what_only_the_colleague_changed_is_taken_with_their_name(
    told_of: SubmissionFile, catalogue: Catalogue, book: Workbook, look: Look
) -> None:
    book.fill(SHEET, 1, "Title", "One-stop centres")
    book.fill(SHEET, "New entry 1", "Title", "Mobile registry")
    book.fill("Rating by the country", 7, "Rating", "Well advanced")
    write(told_of, practice(told_of, "Night school"), "summary", "Written here meanwhile")
    coming = look()
    assert not coming.plan.conflicts
    take_in(told_of, catalogue, coming, by="Coordinator")
    submission = told_of.read()
    assert practice(told_of, "One-stop centres").answers["title"].by == "Ministry of Health"
    assert practice(told_of, "Mobile registry").answers["title"].by == "Ministry of Health"
    assert practice(told_of, "Night school").text("summary") == "Written here meanwhile"
    assert submission.bound("assessment", "7").text("rating") == "advanced"
    (line,) = submission.of_kind(HANDED_OUT)
    assert line.text("back") and line.text("joined")


def test_the_same_workbook_twice_changes_nothing_and_undo_takes_all_of_it_back(
    told_of: SubmissionFile, catalogue: Catalogue, book: Workbook, look: Look
) -> None:
    before = said(told_of)
    book.fill(SHEET, 1, "Title", "One-stop centres")
    book.fill(SHEET, "New entry 1", "Title", "Mobile registry")
    take_in(told_of, catalogue, look())
    after = said(told_of)
    again = look()
    assert not again.plan.is_new and take_in(told_of, catalogue, again) is None
    assert said(told_of) == after
    told_of.undo("Coordinator")
    assert said(told_of) == before
    assert take_in(told_of, catalogue, look()) is not None, "what was taken back can come again"
    assert said(told_of) == after


def said(file: SubmissionFile) -> dict[str, dict[str, object]]:
    return {
        entry.id: {key: answer.value for key, answer in entry.answers.items()}
        for entry in file.read().entries.values()
        if entry.kind != HANDED_OUT
    }


def test_a_workbook_that_comes_back_once_more_with_more_in_it_is_held_against_the_last_time(
    told_of: SubmissionFile, catalogue: Catalogue, book: Workbook, look: Look
) -> None:
    book.fill(SHEET, 1, "Title", "One-stop centres")
    book.fill(SHEET, "New entry 1", "Title", "Mobile registry")
    take_in(told_of, catalogue, look())
    book.fill(SHEET, 1, "Title", "One-stop centres everywhere")
    book.fill(SHEET, "New entry 1", "Summary", "In a bus")
    coming = look()
    assert not coming.plan.conflicts
    take_in(told_of, catalogue, coming)
    assert practice(told_of, "One-stop centres everywhere")
    assert practice(told_of, "Mobile registry").text("summary") == "In a bus"
    assert len(told_of.read().of_kind("practice")) == 3


@pytest.mark.parametrize("choice", ["keep-ours", "keep-theirs", "keep-both"])
def test_where_both_changed_an_answer_people_are_asked(
    told_of: SubmissionFile, catalogue: Catalogue, book: Workbook, look: Look, choice: str
) -> None:
    write(told_of, practice(told_of, "Night school"), "title", "Evening school")
    book.fill(SHEET, 2, "Title", "School at night")
    coming = look()
    assert list(coming.sentences(catalogue)) == [
        "Evening school, Title: here “Evening school”, in the workbook “School at night”"
    ]
    before = said(told_of)
    with pytest.raises(ConflictsWait):
        take_in(told_of, catalogue, coming)
    assert said(told_of) == before
    take_in(told_of, catalogue, coming, on_conflict=choice)  # type: ignore[arg-type]
    titles = {each.text("title") for each in told_of.read().of_kind("practice")} - {"One-stop centre"}
    assert titles == {
        {"keep-ours": "Evening school", "keep-theirs": "School at night"}.get(
            choice, "Evening school / School at night"
        )
    }


def test_an_entry_that_was_removed_here_and_changed_there_is_asked(
    told_of: SubmissionFile, catalogue: Catalogue, book: Workbook, look: Look
) -> None:
    gone = practice(told_of, "Night school")
    with told_of.transaction("edit", "Remove", "") as unit:
        unit.remove(gone.id)
    book.fill(SHEET, 2, "Summary", "It goes on")
    coming = look()
    assert [each.type for each in coming.plan.conflicts] == ["removed_here"]
    take_in(told_of, catalogue, coming, on_conflict="keep-theirs")
    back = practice(told_of, "Night school")
    assert (back.id, back.text("summary"), back.numbers("objectives")) == (gone.id, "It goes on", [15])


def test_with_an_error_nothing_at_all_is_taken(
    told_of: SubmissionFile, catalogue: Catalogue, book: Workbook, look: Look
) -> None:
    before = said(told_of)
    book.fill(SHEET, 1, "Title", "One-stop centres")
    place = book.fill(SHEET, 2, "Start", "soon")
    with pytest.raises(CannotTakeIn) as problem:
        take_in(told_of, catalogue, look())
    assert len(problem.value.details) == 1 and f"{SHEET}, {place}" in problem.value.details[0]
    assert said(told_of) == before


def test_an_answer_that_can_hold_one_thing_only_keeps_the_other_as_a_comment(
    told_of: SubmissionFile, catalogue: Catalogue, book: Workbook, look: Look
) -> None:
    write(told_of, practice(told_of, "Night school"), "start", "2021")
    book.fill(SHEET, 2, "Start", "2022")
    take_in(told_of, catalogue, look(), on_conflict="keep-both")
    assert practice(told_of, "Night school").text("start") == "2021"
    (comment,) = told_of.read().of_kind(COMMENT)
    assert "2022" in comment.text("text")


def test_a_chapter_changed_in_word_is_joined_paragraph_by_paragraph(
    told_of: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    with told_of.transaction("edit", "Write", "") as unit:
        unit.set(unit.ensure("chapter", "support"), "text", "One.\nTwo.\nThree.")
    chapter = told_of.read().bound("chapter", "support")
    path = tmp_path / "review.docx"
    hand_out_workbook(told_of, catalogue, path, Asked("Ministry of Health"))
    document = Document(str(path))
    next(each for each in document.paragraphs if each.text == "Three.").text = "Three, in other words."
    document.save(str(path))
    write(told_of, chapter, "text", "One, changed here.\nTwo.\nThree.")
    coming = look_at(told_of, catalogue, path)
    take_in(told_of, catalogue, coming, on_conflict="keep-both")
    text = told_of.read().bound("chapter", "support").text("text")
    assert text == "One, changed here.\nTwo.\nThree, in other words."


def run(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, [str(each) for each in arguments])
    return done.exit_code, done.stdout, done.stderr


def test_the_commands_hand_out_and_take_in(submission_path: Path, catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "health.xlsx"
    out = ("workbook", "out", submission_path, "--to", "Ministry of Health", "--objectives", "7", "--out", path)
    assert run(*out) == (0, f"{path}\n", "")
    book = Workbook(path, lambda back: None)  # type: ignore[arg-type,return-value]
    place = book.fill("Rating by the country", 7, "Rating", "Well advanced")
    book.book.save(path)
    status, output, _errors = run("workbook", "in", submission_path, path, "--dry-run", "--json")
    data = json.loads(output)
    assert (status, data["taken"], data["changes"][0]["cell"]) == (0, False, place)
    assert (data["changes"][0]["from"], data["changes"][0]["to"]) == ("", "Well advanced")
    status, output, _errors = run("workbook", "in", submission_path, path)
    assert status == 0 and "1 answer differs." in output
    status, output, _errors = run("workbook", "in", submission_path, path, "--json")
    assert (status, json.loads(output)["taken"]) == (0, False)
    book.fill("Rating by the country", 7, "Date", "soon")
    book.book.save(path)
    status, output, errors = run("workbook", "in", submission_path, path)
    assert status == 1 and "is not a date" in errors and "1 thing to correct" in errors
    status, _output, errors = run("workbook", "in", submission_path, submission_path)
    assert status == 2 and "not a workbook" in errors
    status, _output, errors = run("workbook", "out", submission_path, "--to", "", "--out", tmp_path / "b.xlsx")
    assert status == 2 and "Give the name" in errors
