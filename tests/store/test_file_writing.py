"""A day of writing: what was left is on the disk, who wrote it is kept, and everything can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.errors import DiskFull
from desktop.record.history import Message
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile
from tests.store.conftest import Clock

Write = Callable[..., str]


def test_an_answer_keeps_who_gave_it_and_when(file: SubmissionFile, write: Write) -> None:
    entry_id = write(title="A register")
    entry = file.read().entries[entry_id]
    assert entry.text("title") == "A register"
    assert entry.answers["title"].by == "Desk officer A"
    assert entry.answers["title"].at == "2026-03-02T09:00:00Z"


def test_the_history_tells_what_stood_there_before(file: SubmissionFile, write: Write) -> None:
    entry_id = write(title="A register")
    with file.transaction("edit", "Change the title", "Desk officer B") as revision:
        revision.set(entry_id, "title", "A better register")
    (latest, *_rest) = file.history(entry_id=entry_id)
    (change,) = latest.changes
    assert (latest.by, latest.message) == ("Desk officer B", Message("Change the title"))
    assert (change.field, change.old, change.new) == ("title", "A register", "A better register")


def test_the_same_answer_again_is_no_revision(file: SubmissionFile, write: Write) -> None:
    entry_id = write(title="A register")
    before = len(list(file.revisions()))
    with file.transaction("edit", "Change the title", "") as revision:
        revision.set(entry_id, "title", "A register")
    assert revision.done is None
    assert len(list(file.revisions())) == before


def test_yes_is_not_the_number_one(file: SubmissionFile, write: Write) -> None:
    entry_id = write(title="A register", count=1)
    with file.transaction("edit", "Change", "") as revision:
        revision.set(entry_id, "count", True)
    assert file.read().entries[entry_id].value("count") is True


def test_an_error_in_the_middle_leaves_everything_as_it_was(file: SubmissionFile) -> None:
    before, history = file.read(), list(file.revisions())
    with pytest.raises(RuntimeError, match="half way"), file.transaction("edit", "Add", "") as revision:
        revision.add("gap", {"title": "A gap"})
        raise RuntimeError("half way")
    assert file.read() == before
    assert list(file.revisions()) == history
    assert file.search("gap") == []


def test_a_full_disk_is_told_and_loses_nothing(file: SubmissionFile, write: Write) -> None:
    write(title="A register")
    before = file.read()
    pages = file._database.execute("PRAGMA page_count").fetchone()[0]
    file._database.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiskFull) as caught:
        write(title="A long story", summary="words " * 50_000)
    assert "kenya.pledgebook" in str(caught.value)
    assert file.read() == before
    file._database.execute("PRAGMA max_page_count = 1000000")
    write(title="A second register")
    assert len(file.read().of_kind("practice")) == 2


def test_undo_and_redo_outlive_the_window(path: Path, clock: Clock) -> None:
    file = SubmissionFile.open(path, now=clock)
    with file.transaction("edit", "Add a gap", "") as revision:
        entry_id = revision.add("gap", {"title": "One title"})
    with file.transaction("edit", "Change the title", "") as revision:
        revision.set(entry_id, "title", "Another title")
    file.close()
    file = SubmissionFile.open(path, now=clock)
    assert file.can_undo() == Message("Change the title")
    file.undo("Desk officer B")
    assert file.read().entries[entry_id].text("title") == "One title"
    file.undo("")
    assert entry_id not in file.read().entries
    file.close()
    file = SubmissionFile.open(path, now=clock)
    assert file.can_redo() == Message("Add a gap")
    file.redo("")
    file.redo("")
    assert file.read().entries[entry_id].text("title") == "Another title"
    assert file.redo("") is None
    file.close()


def test_the_creation_cannot_be_undone(file: SubmissionFile) -> None:
    assert file.can_undo() is None
    assert file.undo("") is None
    assert file.read().about.text("country") == "KE"


def test_a_new_revision_ends_what_could_be_done_again(file: SubmissionFile, write: Write) -> None:
    write(title="One")
    file.undo("")
    write(title="Two")
    assert file.can_redo() is None


def test_a_removed_entry_comes_back_whole(file: SubmissionFile, write: Write) -> None:
    entry_id = write(title="A register", objectives=[4, 13], partners=[{"name": "Body B", "country": "UG"}])
    before = file.read().entries[entry_id]
    with file.transaction("edit", "Remove", "") as revision:
        revision.remove(entry_id)
    assert file.search("register") == []
    file.undo("")
    after = file.read().entries[entry_id]
    assert {key: answer.value for key, answer in after.answers.items()} == {
        key: answer.value for key, answer in before.answers.items()
    }
    assert (after.kind, after.order) == (before.kind, before.order)
    assert [hit.entry_id for hit in file.search("register")] == [entry_id]


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["add", "set", "clear", "remove", "bound", "undo", "redo"]),
        st.integers(0, 5),
        st.sampled_from(["title", "summary", "objectives"]),
        st.one_of(st.text(min_size=1, max_size=8).filter(str.strip), st.just([4, 13]), st.booleans()),
    ),
    max_size=25,
)


def values(submission: Submission) -> dict[str, dict[str, object]]:
    return {
        entry.id: {key: answer.value for key, answer in entry.answers.items()} for entry in submission.entries.values()
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS)
def test_whatever_is_done_the_window_the_file_and_the_history_agree(
    actions: list[tuple[str, int, str, object]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    clock = Clock()
    folder = tmp_path_factory.mktemp("day")
    file = SubmissionFile.create(folder / "x.pledgebook", answers={}, by="", message="Create", now=clock)
    seen = file.read()
    states = [values(seen)]
    for what, number, field, value in actions:
        entries = sorted(seen.entries)
        entry_id = entries[number % len(entries)]
        clock.wait(seconds=1)
        if what == "undo":
            done = file.undo("")
            if done is not None:
                states.pop()
                assert values(file.read()) == states[-1]
        elif what == "redo":
            done = file.redo("")
            if done is not None:
                states.append(values(file.read()))
        else:
            with file.transaction("edit", what, "") as revision:
                if what == "add":
                    revision.add("gap", {field: value})  # type: ignore[dict-item]
                elif what == "bound":
                    revision.set(revision.ensure("assessment", str(number + 1)), field, value)  # type: ignore[arg-type]
                elif what == "remove" and seen.entries[entry_id].kind != "submission":
                    revision.remove(entry_id)
                elif what in ("set", "clear"):
                    revision.set(entry_id, field, value if what == "set" else None)  # type: ignore[arg-type]
            done = revision.done
            if done is not None:
                states.append(values(file.read()))
        if done is not None:
            seen = seen.after(done)
        assert seen == file.read()
    folded = Submission(file.submission_id)
    for revision_done in file.revisions():
        folded = folded.after(revision_done)
    assert folded == file.read()
    file.close()
