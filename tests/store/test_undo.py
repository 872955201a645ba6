"""What can be taken back is what this copy of the file did."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing

from desktop.record.entry import Entry, Value
from desktop.record.history import Message, Revision
from desktop.record.unaccepted import key_of
from desktop.store.copy_id import COPY, LINE
from desktop.store.database import Database
from desktop.store.file import SubmissionFile
from desktop.store.undo import UndoStack

OWN, OTHER = "copy-1", "copy-2"


def revision(id: str, type: str = "edit", *, copy: str = OWN, undoes: str = "") -> Revision:
    # Not the same text object as that of the stack: copies are told apart by what their ids say.
    return Revision(id=id, at="", by="", type=type, message=Message(""), changes=(), undoes=undoes, copy="".join(copy))


def test_a_revision_of_this_copy_can_be_taken_back_and_done_again() -> None:
    stack = UndoStack(OWN)
    stack.push(revision("a"))
    stack.push(revision("b"))
    stack.push(revision("c", "undo", undoes="b"))
    assert (stack.done, stack.undone, stack.met_others) == (["a"], ["b"], False)
    stack.push(revision("d", "redo", undoes="b"))
    assert (stack.done, stack.undone, stack.met_others) == (["a", "b"], [], False)


def test_a_revision_of_another_copy_is_met_and_not_taken_back() -> None:
    stack = UndoStack(OWN)
    stack.push(revision("a"))
    stack.push(revision("b", copy=OTHER))
    assert (stack.done, stack.undone, stack.met_others) == (["a"], [], True)


def test_something_new_leaves_nothing_to_do_again() -> None:
    stack = UndoStack(OWN)
    stack.push(revision("a"))
    stack.push(revision("b", "undo", undoes="a"))
    stack.push(revision("c"))
    assert (stack.done, stack.undone) == (["c"], [])


def test_taking_back_what_is_not_there_changes_nothing() -> None:
    stack = UndoStack(OWN)
    stack.push(revision("a"))
    stack.push(revision("b", "undo", undoes="nowhere"))
    assert (stack.done, stack.undone) == (["a"], [])


def test_a_file_that_never_left_met_nobody(file: SubmissionFile, write: Callable[..., str]) -> None:
    write(title="A school")
    path = file.path
    file.close()
    with closing(sqlite3.connect(path)) as connection:
        stack = UndoStack.read(Database(connection))
        assert (len(stack.done), stack.undone, stack.met_others) == (1, [], False)
        # Somebody changed the line by hand, so that it runs backwards: only what lies before it is still this file's own.
        ids = [each for (each,) in connection.execute("SELECT id FROM revisions ORDER BY number")]
        line = json.dumps([[stack.copy, ids[1]], ["another", ids[0]]])
        connection.execute("UPDATE facts SET value = ? WHERE key = ?", (line, LINE))
        connection.execute("UPDATE facts SET value = 'new' WHERE key = ?", (COPY,))
        again = UndoStack.read(Database(connection))
        assert (again.done, again.met_others) == (stack.done, False)


def test_what_was_removed_comes_back_whole_as_often_as_it_is_taken_back(file: SubmissionFile) -> None:
    with file.transaction("edit", "Some gaps", "Amina") as unit:
        ids = [unit.add("gap", {"title": f"Births {number}", "objectives": [number]}) for number in range(1, 4)]
        unit.set(ids[1], key_of("severity"), "rather high")
    before = {each.id: each for each in file.of_kind("gap")}
    with file.transaction("edit", "Removed", "Otieno") as unit:
        unit.remove_all(ids[:2])
    removed = file.history(limit=1)[0].id
    for _turn in range(2):
        assert file.undo("Amina") is not None
        back = {each.id: each for each in file.of_kind("gap")}
        assert {id: said(each) for id, each in back.items()} == {id: said(each) for id, each in before.items()}
        assert [each.order for each in back.values()] == [each.order for each in before.values()]
        assert all(each.by == "Amina" for each in back[ids[0]].answers.values()), "whoever brought it back says it now"
        assert {hit.entry_id for hit in file.search("births")} == set(ids)
        assert not file.search("rather high"), "what is not accepted is not found"
        assert file.redo("Amina") is not None
        assert [each.id for each in file.of_kind("gap") if each.id in ids] == ids[2:]
        assert [hit.entry_id for hit in file.search("births")] == ids[2:]
    assert file.take_back(removed, "Amina") is not None
    assert {each.id: said(each) for each in file.of_kind("gap")} == {id: said(each) for id, each in before.items()}


def test_what_is_not_there_in_the_end_does_not_come_back(file: SubmissionFile) -> None:
    """Of a revision that removes something every step stays in the history, and each is turned."""
    with file.transaction("edit", "A gap", "Amina") as unit:
        kept = unit.add("gap", {"title": "Births"})
    with file.transaction("edit", "Added, and not wanted", "Amina") as unit:
        brief = unit.add("gap", {"title": "Deaths"})
        unit.remove(brief)
        unit.set(kept, "summary", "Not all are registered.")
        unit.remove(kept)
    for _turn in range(2):
        assert file.undo("Amina") is not None
        assert {each.id: said(each)[0] for each in file.of_kind("gap")} == {kept: {"title": "Births"}}
        assert file.redo("Amina") is not None
        assert list(file.of_kind("gap")) == []


def test_what_was_removed_and_added_again_at_once_is_as_it_was(file: SubmissionFile) -> None:
    with file.transaction("edit", "A gap", "Amina") as unit:
        gap = unit.add("gap", {"title": "Births"})
    with file.transaction("edit", "Anew", "Amina") as unit:
        unit.remove(gap)
        unit.add("gap", {"title": "Deaths"}, entry_id=gap)
    assert file.undo("Amina") is not None
    assert [said(each)[0] for each in file.of_kind("gap")] == [{"title": "Births"}]
    assert file.redo("Amina") is not None
    assert [said(each)[0] for each in file.of_kind("gap")] == [{"title": "Deaths"}]


def test_what_comes_and_goes_in_one_revision_is_taken_back_and_done_again(file: SubmissionFile) -> None:
    with file.transaction("edit", "A gap", "Amina") as unit:
        kept = unit.add("gap", {"title": "Births"})
    with file.transaction("edit", "Made anew, and one for a moment", "Amina") as unit:
        unit.set(kept, "title", "Births at home")
        unit.remove(kept)
        unit.add("gap", {"title": "Births in towns"}, entry_id=kept)
        unit.set(kept, "title", "Births in all towns")
        passing = unit.add("gap", {"title": "Deaths", "objectives": [4]})
        unit.set(passing, "objectives", None)
        unit.remove(passing)
    for _turn in range(2):
        assert file.undo("Amina") is not None
        assert [said(each)[0] for each in file.of_kind("gap")] == [{"title": "Births"}]
        assert not file.search("deaths") and not file.search("towns")
        assert file.redo("Amina") is not None
        assert [said(each)[0] for each in file.of_kind("gap")] == [{"title": "Births in all towns"}]
        assert not file.search("deaths") and not file.search("home")


def said(entry: Entry) -> tuple[dict[str, Value], dict[str, Value]]:
    return {key: each.value for key, each in entry.answers.items()}, {
        key: each.value for key, each in entry.typed.items()
    }
