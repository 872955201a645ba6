"""Each revision tells in which copy it was done; what was done in another one is written down here as it is there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.catalogue.forms_reader import current
from desktop.errors import FileError, ReadOnly
from desktop.record.history import Change, Message, Revision, effective
from desktop.record.joining import decided, plan_join
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile
from tests.joining import bring_home, write_received
from tests.store.conftest import Clock

Write = Callable[..., str]

TITLE = Message("Change “{field}” of {name}", {"field": "Title", "name": "A register"})


@pytest.fixture
def ministry(file: SubmissionFile, write: Write, tmp_path: Path, clock: Clock) -> Iterator[SubmissionFile]:
    """A copy that a ministry has, of a file with a practice in it; both are open."""
    write(title="A register", summary="One for all")
    file.copy_to(tmp_path / "ministry.pledgebook")
    copy = SubmissionFile.open(tmp_path / "ministry.pledgebook", now=clock)
    clock.wait(minutes=10)
    yield copy
    copy.close()


def say(file: SubmissionFile, field: str, value: str | None, by: str = "") -> Revision:
    (practice,) = file.read().of_kind("practice")
    with file.transaction("edit", TITLE, by) as unit:
        unit.set(practice.id, field, value)
    assert unit.done is not None
    return unit.done


def said(file: SubmissionFile, field: str) -> object:
    (practice,) = file.read().of_kind("practice")
    return practice.value(field)


def folded(file: SubmissionFile) -> dict[str, dict[str, object]]:
    """Return what the history alone makes of nothing."""
    submission = Submission(file.submission_id)
    for revision in effective(file.revisions()):
        submission = submission.after(revision)
    return values(submission)


def values(submission: Submission) -> dict[str, dict[str, object]]:
    """Return what is said, whoever said it: an answer that came home bears the name that it has there."""
    return {
        entry.id: {"": (entry.kind, entry.key), **{key: each.value for key, each in entry.answers.items()}}
        for entry in submission.entries.values()
    }


def test_every_copy_that_the_program_writes_is_another_one(
    file: SubmissionFile, ministry: SubmissionFile, tmp_path: Path, clock: Clock
) -> None:
    SubmissionFile.replay(tmp_path / "restored.pledgebook", file.read(), file.revisions(), [])
    restored = SubmissionFile.open(tmp_path / "restored.pledgebook", now=clock)
    copies = [say(each, "title", "Another").copy for each in (file, ministry, restored)]
    assert len(set(copies)) == 3
    assert all(copies)
    assert next(iter(ministry.revisions())).copy == copies[0], "what was done before was done in the first one"
    restored.close()


def test_a_file_stays_the_copy_that_it_is(file: SubmissionFile, path: Path, clock: Clock) -> None:
    with file.transaction("edit", "Add", "") as unit:
        unit.add("practice", {"title": "One"})
    first = say(file, "title", "Two").copy
    file.close()
    again = SubmissionFile.open(path, now=clock)
    assert say(again, "title", "Three").copy == first
    again.close()


def test_a_backup_is_the_copy_that_its_file_is(
    file: SubmissionFile, write: Write, tmp_path: Path, clock: Clock
) -> None:
    write(title="A register")
    backup = file.back_up()
    assert backup is not None
    (tmp_path / "back.pledgebook").write_bytes(backup.read_bytes())
    back = SubmissionFile.open(tmp_path / "back.pledgebook", now=clock)
    assert say(back, "title", "Another").copy == say(file, "title", "Another").copy
    back.close()


def test_what_was_done_before_the_copy_can_be_taken_back_in_it(file: SubmissionFile, ministry: SubmissionFile) -> None:
    assert ministry.can_undo() == file.can_undo() == Message("Add a practice")
    assert ministry.undo("") is not None
    assert ministry.read().of_kind("practice") == []
    assert ministry.redo("") is not None
    assert said(ministry, "title") == "A register"


def test_a_revision_of_another_copy_is_written_as_it_is_there(
    file: SubmissionFile, ministry: SubmissionFile, clock: Clock
) -> None:
    theirs = say(ministry, "title", "A national register", "Otieno")
    clock.wait(hours=2)
    before = len(list(file.revisions()))
    _plan, joined = bring_home(file, ministry)
    assert list(file.revisions())[before:] == [theirs, joined], "id, author, time, message, copy and changes"
    assert joined is not None
    assert [(each.field, each.old, each.new) for each in joined.changes] == [
        ("title", "A register", "A national register")
    ]
    (practice,) = file.read().of_kind("practice")
    answer = practice.answers["title"]
    assert (answer.value, answer.by, answer.at) == ("A national register", "Otieno", "2026-03-02T09:10:00Z")
    assert [hit.field for hit in file.search("national")] == ["title"]
    assert folded(file) == values(file.read())


def test_what_is_here_already_is_not_written_again(file: SubmissionFile, ministry: SubmissionFile) -> None:
    say(ministry, "title", "A national register")
    bring_home(file, ministry)
    before = file.read(), list(file.revisions())
    plan, joined = bring_home(file, ministry)
    assert not plan.is_new
    assert joined is None
    assert (file.read(), list(file.revisions())) == before


def test_what_came_home_is_on_the_disk_and_survives_closing(
    file: SubmissionFile, ministry: SubmissionFile, path: Path, clock: Clock
) -> None:
    with ministry.transaction("edit", "Add", "Otieno") as unit:
        added = unit.add("gap", {"title": "No registrar"})
    say(ministry, "summary", None)
    bring_home(file, ministry)
    state = file.read()
    file.close()
    again = SubmissionFile.open(path, now=clock)
    assert again.read() == state
    assert again.read().entries[added].text("title") == "No registrar"
    assert said(again, "summary") is None
    again.close()


def test_an_entry_that_both_have_begun_keeps_what_is_said_in_it(file: SubmissionFile, ministry: SubmissionFile) -> None:
    for each, field in ((file, "rating"), (ministry, "reason")):
        with each.transaction("edit", "Rate", "") as unit:
            unit.set(unit.ensure("assessment", "4"), field, field)
    bring_home(file, ministry)
    assessment = file.read().bound("assessment", "4")
    assert (assessment.value("rating"), assessment.value("reason")) == ("rating", "reason")
    assert folded(file) == values(file.read())


def test_a_removal_there_is_a_removal_here(file: SubmissionFile, ministry: SubmissionFile) -> None:
    (practice,) = ministry.read().of_kind("practice")
    with ministry.transaction("edit", "Remove", "") as unit:
        unit.remove(practice.id)
    bring_home(file, ministry)
    assert file.read().of_kind("practice") == []
    assert file.search("register") == []
    assert folded(file) == values(file.read())


def test_a_removal_there_is_asked_of_where_it_was_changed_here(file: SubmissionFile, ministry: SubmissionFile) -> None:
    say(file, "title", "Written over here")
    (practice,) = ministry.read().of_kind("practice")
    with ministry.transaction("edit", "Remove", "") as unit:
        unit.remove(practice.id)
    plan, _joined = bring_home(file, ministry, "ours")
    assert [each.type for each in plan.conflicts] == ["removed_there"]
    assert said(file, "title") == "Written over here"
    assert folded(file) == values(file.read())


def test_undo_takes_a_join_back_whole_and_redo_does_it_again(file: SubmissionFile, ministry: SubmissionFile) -> None:
    say(file, "summary", "Written here")
    say(ministry, "title", "Written there")
    say(ministry, "lead", "Ministry B")
    bring_home(file, ministry)
    assert file.undo("") is not None
    assert (said(file, "summary"), said(file, "title"), said(file, "lead")) == ("Written here", "A register", None)
    assert folded(file) == values(file.read())
    assert file.redo("") is not None
    assert (said(file, "title"), said(file, "lead")) == ("Written there", "Ministry B")
    assert file.undo("") is not None
    assert file.undo("") is not None
    assert said(file, "summary") == "One for all", "what was done here before it"


def test_what_was_taken_back_can_be_joined_again(file: SubmissionFile, ministry: SubmissionFile) -> None:
    say(ministry, "title", "Written there")
    bring_home(file, ministry)
    file.undo("")
    say(file, "summary", "Written since")
    plan, joined = bring_home(file, ministry)
    assert plan.is_new
    assert joined is not None
    assert (said(file, "title"), said(file, "summary")) == ("Written there", "Written since")
    assert not bring_home(file, ministry)[0].is_new
    assert folded(file) == values(file.read())
    file.undo("")
    assert said(file, "title") == "A register"
    assert bring_home(file, ministry)[0].is_new
    assert said(file, "title") == "Written there"


def test_a_join_that_the_other_copy_took_back_says_nothing_against_what_is_here(
    file: SubmissionFile, ministry: SubmissionFile
) -> None:
    say(file, "title", "Written here")
    bring_home(ministry, file)
    assert ministry.undo("Otieno") is not None
    assert said(ministry, "title") == "A register"
    bring_home(file, ministry)
    assert said(file, "title") == "Written here"
    assert file.can_undo() == TITLE, "nothing is different by the join"


def test_what_another_copy_took_back_of_what_both_had_is_taken_back_here(
    file: SubmissionFile, ministry: SubmissionFile
) -> None:
    assert ministry.undo("Otieno") is not None
    bring_home(file, ministry)
    assert file.read().of_kind("practice") == []
    assert file.undo("") is not None
    assert said(file, "title") == "A register"


def test_a_file_copied_by_hand_becomes_another_one_when_the_two_meet(
    file: SubmissionFile, write: Write, path: Path, tmp_path: Path, clock: Clock
) -> None:
    write(title="A register")
    first = say(file, "title", "Before the two parted")
    file.close()
    (tmp_path / "stick.pledgebook").write_bytes(path.read_bytes())
    here, stick = (SubmissionFile.open(each, now=clock) for each in (path, tmp_path / "stick.pledgebook"))
    theirs = say(stick, "summary", "On the stick")
    assert theirs.copy == first.copy
    ours = say(here, "title", "Here")
    bring_home(here, stick)
    after = say(here, "lead", "Ministry A")
    assert after.copy not in ("", first.copy)
    for expected in ("lead", "summary", "title", "title"):
        done = here.undo("")
        assert done is not None
        assert [each.field for each in done.changes] == [expected], "what came from the stick as one"
    assert (ours.copy, said(here, "title")) == (first.copy, "A register")
    here.close()
    stick.close()


def test_what_was_begun_in_another_copy_does_not_go_on_here(
    file: SubmissionFile, write: Write, tmp_path: Path, clock: Clock
) -> None:
    write(title="A register")
    first = say(file, "title", "A regis")
    file.copy_to(tmp_path / "copy.pledgebook")
    copy = SubmissionFile.open(tmp_path / "copy.pledgebook", now=clock)
    (practice,) = copy.read().of_kind("practice")
    with copy.transaction("edit", TITLE, "", continues=first.id) as unit:
        unit.set(practice.id, "title", "A register of all")
    assert unit.done is not None
    assert unit.done.id != first.id
    assert first in list(copy.revisions())
    copy.close()


def test_a_join_is_one_transaction_or_nothing(file: SubmissionFile, ministry: SubmissionFile) -> None:
    say(ministry, "title", "Written there")
    before = file.read(), list(file.revisions()), file.can_undo()
    joined = decided(plan_join(file.incoming(ministry), current()))
    with pytest.raises(RuntimeError), file.transaction("join", "Join", "") as unit:
        unit.join(joined)
        raise RuntimeError
    assert (file.read(), list(file.revisions()), file.can_undo()) == before


def test_several_joins_together_are_all_written_or_none(file: SubmissionFile, ministry: SubmissionFile) -> None:
    say(ministry, "title", "Written there")
    before = file.read(), list(file.revisions()), file.can_undo()
    with pytest.raises(RuntimeError), file.together():
        bring_home(file, ministry)
        say(file, "summary", "In the same breath")
        raise RuntimeError
    assert (file.read(), list(file.revisions()), file.can_undo()) == before
    with file.together():
        bring_home(file, ministry)
        say(file, "summary", "In the same breath")
    assert (said(file, "title"), said(file, "summary")) == ("Written there", "In the same breath")
    assert file.undo("") is not None
    assert said(file, "title") == "Written there"


def test_what_could_not_be_read_again_is_not_received(file: SubmissionFile, ministry: SubmissionFile) -> None:
    good = say(ministry, "title", "Written there")
    entry_id = good.changes[0].entry_id
    for number, wrong in enumerate(
        (
            Revision("2", "no time", "", "edit", TITLE, good.changes, "", good.copy),
            Revision("3", "", "", "edit", TITLE, good.changes, "", "../../x"),
            Revision("4" * 500, "", "", "edit", TITLE, good.changes, "", good.copy),
            Revision("5", "", "", "edit", Message("x\ud800"), good.changes, "", good.copy),
            Revision("6", "", "", "edit", TITLE, (Change(entry_id, "x" * 500, None, "x"),), "", good.copy),
            Revision("7", "", "", "edit", TITLE, (Change(entry_id, "title", None, [[1]]),), "", good.copy),  # type: ignore[list-item]
        )
    ):
        before = list(file.revisions())
        with pytest.raises(FileError):
            write_received(file, [good, wrong])
        assert list(file.revisions()) == before, number


def test_nothing_is_received_where_nothing_may_be_written(path: Path, clock: Clock) -> None:
    file = SubmissionFile.open(path, now=clock, read_only=True)
    with pytest.raises(ReadOnly):
        write_received(file, [])
    with pytest.raises(ReadOnly), file.together():
        pass
    file.close()


def test_the_line_of_a_copy_tells_when_it_left(file: SubmissionFile, ministry: SubmissionFile) -> None:
    (line,) = ministry._database.execute("SELECT value FROM facts WHERE key = 'line'").fetchone()
    (left,) = json.loads(line)
    assert left == [next(iter(file.revisions())).copy, list(file.revisions())[-1].id]


STEPS = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from(["add", "set", "clear", "remove", "bound", "undo", "redo", "join", "continue"]),
        st.integers(0, 4),
        st.sampled_from(["title", "summary"]),
        st.sampled_from(["one", "two", "three"]),
    ),
    max_size=30,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_two_copies_do_the_file_and_its_history_agree(
    steps: list[tuple[bool, str, int, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    clock = Clock()
    folder = tmp_path_factory.mktemp("copies")
    here = SubmissionFile.create(folder / "here.pledgebook", answers={}, by="", message="Create", now=clock)
    here.copy_to(folder / "there.pledgebook")
    there = SubmissionFile.open(folder / "there.pledgebook", now=clock)
    for is_here, what, number, field, value in steps:
        file, other = (here, there) if is_here else (there, here)
        entries = sorted(file.read().entries)
        entry_id = entries[number % len(entries)] if entries else ""
        clock.wait(seconds=1)
        if what == "undo":
            expected = file.can_undo()
            done = file.undo("")
            assert (done is None) is (expected is None)
        elif what == "redo":
            expected = file.can_redo()
            done = file.redo("")
            assert (done is None) is (expected is None)
        elif what == "join":
            bring_home(file, other, ("ours", "theirs", "both")[number % 3])
        else:
            continues = list(file.revisions())[-1].id if what == "continue" else ""
            with file.transaction("edit", f"{what} {number}", "", continues=continues) as unit:
                if what == "add":
                    unit.add("gap", {field: value})
                elif what == "bound":
                    unit.set(unit.ensure("assessment", str(number + 1)), field, value)
                elif entry_id and what == "remove":
                    unit.remove(entry_id)
                elif entry_id:
                    unit.set(entry_id, field, None if what == "clear" else value)
    for file in (here, there):
        assert folded(file) == values(file.read())
        turns = file.can_undo(), file.can_redo()
        file.close()
        again = SubmissionFile.open(file.path, now=clock)
        assert (again.can_undo(), again.can_redo()) == turns
        assert values(again.read()) == folded(again)
        again.close()
