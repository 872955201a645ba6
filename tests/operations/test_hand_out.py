"""Ministry copies: what goes out, what stays, and what may be written in one."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from desktop.catalogue.catalogue import Catalogue
from desktop.cli import main
from desktop.errors import AlreadyExists, FileError
from desktop.operations import edit, hand_out
from desktop.operations.attach import add_files
from desktop.operations.hand_out import CannotHandOut, Wanted
from desktop.operations.open_file import open_file
from desktop.record.entry import Entry, bound_id
from desktop.record.indicator_methods import method_of
from desktop.record.internal_kinds import COMMENT, HANDED_OUT, INTERNAL_KINDS
from desktop.record.ledger import ledger
from desktop.store.assignment import NotAssigned
from desktop.store.file import SubmissionFile

MARK = "Zanzibarmarke"
"""Stands in everything that must not go out."""


@pytest.fixture
def filled(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> SubmissionFile:
    """A submission with something of each sort in objectives 7 and 12; what is internal in 12 bears the mark."""
    file = submission
    for number, note in ((7, "Health asks twice"), (12, f"{MARK} note")):
        answers = {"title": f"Practice {number}", "objectives": [number], "internal_note": note}
        edit.add(file, catalogue, "practice", answers, by="Amina")
        rating = Entry(bound_id(file.submission_id, "assessment", str(number)), "assessment", str(number))
        edit.answer(file, catalogue, rating, "internal_note", f"{note} rating")
        edit.answer(file, catalogue, rating, "reason", f"Reason {number}")
    gone, _revision = edit.add(
        file, catalogue, "gap", {"title": "A gap", "objectives": [12], "internal_note": f"{MARK} gone"}
    )
    edit.remove(file, catalogue, file.read().entries[gone])
    for name, number, private in (("open", 12, False), (f"{MARK}-secret", 12, True), ("ours", 7, True)):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"content of {name}")
        add_files(file, catalogue, "evidence", "file", [path], {"objectives": [number], "private": private})
    gone, _revision = edit.add(file, catalogue, "evidence", {"title": f"{MARK} gone", "private": True})
    edit.remove(file, catalogue, file.read().entries[gone])
    about = file.read().about
    edit.answer(file, catalogue, about, "own_words", MARK)
    edit.answer(file, catalogue, about, "internal_note", MARK)
    other = next(each for each in file.read().of_kind("practice") if each.numbers("objectives") == [12])
    edit.answer(file, catalogue, other, "start", None, typed=f"{MARK} or so")
    was = next(each for each in file.read().of_kind("evidence") if each.text("title") == "open")
    for title, private in ((f"{MARK} draft", True), ("open", False)):
        edit.answer(file, catalogue, was, "private", private)
        edit.answer(file, catalogue, was, "title", title)
    with file.transaction("edit", f"{MARK} of the team", "Amina") as unit:
        for kind in INTERNAL_KINDS:
            unit.add(kind, {"text": MARK, "title": MARK, "note": MARK})
    with file.transaction("edit", f"{MARK} comment", "Amina") as unit:
        for number in (7, 12):
            about = bound_id(file.submission_id, "assessment", str(number))
            unit.add(COMMENT, {"entry": about, "text": f"Please look at {number}" if number == 7 else f"{MARK} hush"})
    return file


def given(file: SubmissionFile, catalogue: Catalogue, tmp_path: Path, **said: object) -> SubmissionFile:
    wanted = Wanted("Ministry of Health", tmp_path / "health.pledgebook", **said)  # type: ignore[arg-type]
    (path,), _revision = hand_out.hand_out(file, catalogue, [wanted], by="Amina")
    return open_file(path)


def test_what_is_internal_elsewhere_is_on_no_page_of_the_copy(
    filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    copy = given(filled, catalogue, tmp_path, objectives=(7,))
    held, came = copy.read(), filled.read()
    copy.close()

    assert MARK.encode() in filled.path.read_bytes()
    assert MARK.encode() not in copy.path.read_bytes()
    assert MARK.casefold().encode() not in copy.path.read_bytes(), "the search index folds"
    texts = {str(answer.value) for entry in held.entries.values() for answer in entry.answers.values()}
    assert {"Practice 12", "Reason 12", "Health asks twice", "Please look at 7"} <= texts
    assert sorted(file.name for file in held.attachments.values()) == ["open.txt", "ours.txt"]
    assert not held.of_kind(HANDED_OUT)
    assert len(came.of_kind(HANDED_OUT)) == 2


def test_every_revision_goes_along_under_its_id(filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    before = [revision.id for revision in filled.revisions()]
    copy = given(filled, catalogue, tmp_path, objectives=(7,))

    assert [revision.id for revision in copy.revisions()] == before
    assert copy.copies()[1:2] == filled.copies()[:1], "it tells which copy it was before"
    copy.close()


def test_a_whole_copy_leaves_out_nothing_but_what_never_goes_along(
    filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    before = filled.read()
    copy = given(filled, catalogue, tmp_path)
    held = copy.read()
    copy.close()
    team = {each.id for kind in INTERNAL_KINDS for each in before.of_kind(kind)}
    assert held.entries == {key: each for key, each in before.entries.items() if key not in team or key in held.entries}
    assert len(held.of_kind(COMMENT)) == 2, "those that stand at an entry"


def test_only_what_was_assigned_can_be_written(filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    copy = given(filled, catalogue, tmp_path, objectives=(7,), kinds=("practice", "assessment"))
    held = copy.read()
    mine, other = (
        next(each for each in held.of_kind("practice") if each.text("title") == f"Practice {number}")
        for number in (7, 12)
    )
    assert copy.is_open(mine)
    assert not copy.is_open(other)
    edit.answer(copy, catalogue, mine, "title", "Ours", by="Ben")
    for refused in (
        lambda: edit.answer(copy, catalogue, other, "title", "Theirs"),
        lambda: edit.remove(copy, catalogue, other),
        lambda: edit.answer(copy, catalogue, mine, "objectives", [12]),
        lambda: edit.answer(copy, catalogue, held.bound("assessment", "12"), "reason", "So"),
        lambda: edit.answer(copy, catalogue, held.bound("assessment", "3"), "reason", "So"),
        lambda: edit.add(copy, catalogue, "gap", {"title": "G", "objectives": [7]}),
        lambda: edit.add(copy, catalogue, "practice", {"title": "P", "objectives": [12]}),
        lambda: edit.answer(copy, catalogue, held.about, "lead_ministry", "We"),
    ):
        with pytest.raises(NotAssigned, match="Ministry of Health"):
            refused()
    later = copy.read()
    assert later.entries[mine.id].text("title") == "Ours"
    assert later.entries[other.id] == other
    made, _revision = edit.add(copy, catalogue, "practice", {"title": "New"})
    new = copy.read().entries[made]
    assert copy.is_open(new), "it names no objective yet, and was made here"
    edit.answer(copy, catalogue, new, "objectives", [7, 12])
    edit.remove(copy, catalogue, copy.read().entries[made])
    copy.close()


def test_joining_may_write_anything_and_so_may_whoever_takes_it_back(
    filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    copy = given(filled, catalogue, tmp_path, objectives=(7,))
    other = next(each for each in copy.read().of_kind("practice") if each.text("title") == "Practice 12")
    with copy.transaction("join", "Joined", "Ben") as unit:
        unit.set(other.id, "title", "From the coordinator")
    assert copy.undo("Ben") is not None
    assert copy.read().entries[other.id].text("title") == "Practice 12"
    copy.close()


def test_evidence_and_measurements_belong_to_their_objective(
    filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    practice = next(each for each in filled.read().of_kind("practice") if each.numbers("objectives") == [7])
    edit.add(filled, catalogue, "evidence", {"title": "Supports it", "supports": [practice.id], "private": True})
    copy = given(filled, catalogue, tmp_path, objectives=(7,))
    held = copy.read()
    supporting = next(each for each in held.of_kind("evidence") if each.text("title") == "Supports it")
    assert copy.is_open(supporting)
    linked = [each.key for each in catalogue.indicators if method_of(each).takes_values and 7 in each.objectives]
    other = [each.key for each in catalogue.indicators if method_of(each).takes_values and 7 not in each.objectives]
    for key, wanted in ((linked, True), (other, False)):
        for indicator in key[:1]:
            assert copy.is_open(Entry("", "value", answers={}).answered("indicator", _answer(indicator))) is wanted
    copy.close()


def _answer(value: str):  # type: ignore[no-untyped-def]
    from desktop.record.entry import Answer

    return Answer(value)


def test_undo_in_a_copy_ends_where_it_was_handed_out(
    filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    copy = given(filled, catalogue, tmp_path, objectives=(7,))
    assert copy.can_undo() is None
    copy.close()
    assert edit.undo(filled) is not None, "and here goes on with what was done before"
    assert "Ministry of Health" in [each.to for each in ledger(filled.read())], "what has left has left"


def test_the_last_revision_never_moves_on_once_a_copy_left(
    filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    about = filled.read().about
    for leave in (
        lambda: given(filled, catalogue, tmp_path).close(),
        lambda: filled.copy_to(tmp_path / "by-hand.pledgebook"),
    ):
        first = edit.answer(filled, catalogue, about, "lead_ministry", f"Int {leave}")
        assert first is not None
        leave()
        later = edit.answer(filled, catalogue, about, "lead_ministry", f"Interior {leave}", continues=first.id)
        assert later is not None
        assert later.id != first.id
        assert first.id in {each.id for each in filled.revisions()}


def test_a_copy_hands_out_nothing(filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    copy = given(filled, catalogue, tmp_path)
    with pytest.raises(CannotHandOut, match="itself a ministry copy"):
        hand_out.hand_out(copy, catalogue, [Wanted("A", tmp_path / "a.pledgebook")])
    copy.close()


def test_all_of_them_or_none(filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "taken.pledgebook").write_text("")
    before = filled.read()
    wanted = [Wanted("A", tmp_path / "a"), Wanted("B", tmp_path / "taken")]
    with pytest.raises(AlreadyExists):
        hand_out.hand_out(filled, catalogue, wanted)
    wanted[1] = Wanted("B", tmp_path / "nowhere" / "b")
    with pytest.raises(FileError):
        hand_out.hand_out(filled, catalogue, wanted)
    assert not (tmp_path / "a.pledgebook").exists()
    assert filled.read().entries == before.entries


@pytest.mark.parametrize(
    "wanted",
    [{"to": " "}, {"to": "A", "until": "March"}, {"to": "A", "objectives": (99,)}, {"to": "A", "kinds": ("x",)}],
)
def test_what_makes_no_copy(
    filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path, wanted: dict[str, object]
) -> None:
    with pytest.raises(CannotHandOut):
        hand_out.hand_out(filled, catalogue, [Wanted(path=tmp_path / "a", **wanted)])  # type: ignore[arg-type]
    assert not (tmp_path / "a.pledgebook").exists()


def test_the_ledger_tells_how_things_stand(filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    copy = given(filled, catalogue, tmp_path, objectives=(7,), until="2026-03-01")
    line = ledger(filled.read())[-1]
    assert (line.to, line.by, line.file, line.copy) == (
        "Ministry of Health",
        "Amina",
        "health.pledgebook",
        copy.copies()[0],
    )
    assert line.state(date(2026, 3, 1)) == "out"
    assert line.state(date(2026, 3, 2)) == "overdue"
    further = tmp_path / "copied-on.pledgebook"
    copy.copy_to(further)
    copy.close()
    home = open_file(further)
    assert home.assignment is not None, "a copy of a ministry copy is one"
    assert hand_out.came_from(filled, home) == line
    home.close()
    hand_out.note_back(filled, line, by="Amina")
    line = ledger(filled.read())[-1]
    assert line.state(date(2026, 3, 2)) == "back"
    with filled.transaction("join", "Joined", "Amina") as unit:
        hand_out.mark_joined(unit, line, now=lambda: datetime(2026, 3, 3, tzinfo=UTC))
    line = ledger(filled.read())[-1]
    assert line.state(date(2026, 3, 4)) == "joined"


def test_the_commands(submission_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "health.pledgebook"
    runner = CliRunner()
    told = runner.invoke(
        main,
        [
            *("hand-out", str(submission_path), "--to", "Ministry of Health", "--objectives", "1,7"),
            *("--kinds", "practice,gap", "--until", "2026-03-01", "--out", str(out)),
        ],
    )
    assert (told.exit_code, told.output.strip()) == (0, str(out))
    told = runner.invoke(main, ["ledger", str(submission_path), "--json"])
    (line,) = json.loads(told.output)
    assert (line["to"], line["objectives"], line["kinds"]) == ("Ministry of Health", [1, 7], ["practice", "gap"])
    told = runner.invoke(main, ["ledger", str(submission_path)])
    assert "Ministry of Health · objectives 1, 7: Practices, Gaps" in told.output
    copy = open_file(out)
    with copy.transaction("edit", "Add", "Ben") as unit:
        unit.add("practice", {"title": "Theirs", "objectives": [7]})
    copy.close()
    told = runner.invoke(main, ["join", str(submission_path), str(out)])
    assert told.exit_code == 0
    (line,) = json.loads(runner.invoke(main, ["ledger", str(submission_path), "--json"]).output)
    assert (line["state"], bool(line["back"]), bool(line["joined"])) == ("joined", True, True)
    told = runner.invoke(main, ["hand-out", str(out), "--to", "B", "--out", str(tmp_path / "b")])
    assert told.exit_code == 2
    told = runner.invoke(main, ["hand-out", str(submission_path), "--to", "B", "--objectives", "x", "--out", "b"])
    assert told.exit_code == 2


LONG = "x" * 5000


def test_a_name_that_is_too_long_is_said(submission_path: Path) -> None:
    for words in (["join", str(submission_path), LONG], ["hand-out", str(submission_path), "--to", "B", "--out", LONG]):
        told = CliRunner().invoke(main, ["--language", "en", *words], catch_exceptions=False)
        assert told.exit_code == 2
        assert "went wrong" not in told.output, told.output


@pytest.mark.parametrize("out", ["", ".", "/"])
def test_a_name_that_names_no_file_is_refused_in_words(submission_path: Path, out: str) -> None:
    told = CliRunner().invoke(main, ["--language", "en", "hand-out", str(submission_path), "--to", "B", "--out", out])
    assert (told.exit_code, told.output.strip()) == (2, f"{out or '.'} cannot be saved in this place.")
