"""What is done in one revision: each answer under its place, its author and its time, and a word of it in the history."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from desktop.record.entry import Answer, Entry, bound_id, new_id
from desktop.record.history import ENTRY_ITSELF, Change, Message
from desktop.record.submission import entry_row
from desktop.record.unaccepted import key_of
from desktop.store.file import SubmissionFile
from desktop.store.unit_of_work import UnitOfWork
from tests.store.conftest import Clock

Write = Callable[..., str]


def imported(kind: str, **answers: str) -> Entry:
    """Return an entry as an import hands it in: in no place, and with no word of who said it."""
    return Entry(new_id(), kind, answers={field: Answer(value) for field, value in answers.items()})


def test_what_an_import_brings_stands_after_what_is_there(file: SubmissionFile, write: Write, clock: Clock) -> None:
    first = write(title="The first register")
    clock.wait(hours=1)
    brought = [
        imported("practice", title="A second register", summary="For all"),
        imported("gap", title="No registrar"),
        imported("practice", title="A third register"),
        imported("gap", title="No clerk"),
    ]
    with file.transaction("import", "Import", "Desk officer B") as unit:
        unit.add_all(brought)
    clock.wait(hours=1)
    last = write(title="The last register")
    submission = file.read()
    assert [(each.id, each.order) for each in submission.of_kind("practice")] == [
        (first, 1),
        (brought[0].id, 2),
        (brought[2].id, 3),
        (last, 4),
    ]
    assert [(each.id, each.order) for each in submission.of_kind("gap")] == [(brought[1].id, 1), (brought[3].id, 2)]
    assert submission.entries[brought[0].id].answers == {
        field: Answer(value, "2026-03-02T10:00:00Z", "Desk officer B")
        for field, value in (("title", "A second register"), ("summary", "For all"))
    }
    assert {hit.entry_id for hit in file.search("register")} == {first, brought[0].id, brought[2].id, last}
    assert [hit.entry_id for hit in file.search("registrar")] == [brought[1].id]


def test_what_an_import_brought_is_told_taken_back_and_done_again(file: SubmissionFile, write: Write) -> None:
    write(title="The first register")
    before = file.read()
    brought = [imported("practice", title="A second register"), imported("gap", title="No registrar")]
    with file.transaction("import", "Import", "") as unit:
        unit.add_all(brought)
    after = file.read()
    (revision,) = file.history(limit=1)
    assert sorted(revision.changes, key=lambda each: (each.entry_id, each.field)) == [
        change
        for each in sorted(brought, key=lambda each: each.id)
        for change in (
            Change(each.id, ENTRY_ITSELF, None, entry_row(after.entries[each.id])),
            Change(each.id, "title", None, each.text("title")),
        )
    ]
    assert before.after(revision) == after
    file.undo("")
    assert file.read() == before
    assert file.search("registrar") == []
    file.redo("")
    assert file.read().entries.keys() == after.entries.keys()
    assert [hit.entry_id for hit in file.search("registrar")] == [brought[1].id]


def test_an_import_of_nothing_is_no_revision(file: SubmissionFile) -> None:
    history = list(file.revisions())
    with file.transaction("import", "Import", "") as unit:
        unit.add_all([])
    assert list(file.revisions()) == history


def test_an_answer_that_is_said_again_bears_who_said_it_last(file: SubmissionFile, write: Write, clock: Clock) -> None:
    entry_id = write(title="A register", summary="For all")
    clock.wait(hours=1)
    with file.transaction("edit", "Confirm", "Desk officer B") as unit:
        unit.confirm(entry_id, "title")
    answers = file.read().entries[entry_id].answers
    assert answers == {
        "title": Answer("A register", "2026-03-02T10:00:00Z", "Desk officer B"),
        "summary": Answer("For all", "2026-03-02T09:00:00Z", "Desk officer A"),
    }
    (revision,) = file.history(limit=1)
    assert revision.changes == (Change(entry_id, "title", "A register", "A register"),)
    clock.wait(hours=1)
    file.undo("Coordinator")
    assert file.read().entries[entry_id].answers["title"] == Answer("A register", "2026-03-02T11:00:00Z", "Coordinator")
    assert file.can_redo() == Message("Confirm")


@pytest.mark.parametrize(
    "act",
    [
        lambda unit: unit.set("nowhere", "title", "A register"),
        lambda unit: unit.set("nowhere", "title", None),
        lambda unit: unit.confirm("nowhere", "title"),
        lambda unit: unit.remove("nowhere"),
    ],
    ids=["set", "clear", "confirm", "remove"],
)
def test_nothing_is_done_to_an_entry_that_is_not_there(
    act: Callable[[UnitOfWork], None], file: SubmissionFile, write: Write
) -> None:
    write(title="A register")
    before, history = file.read(), list(file.revisions())
    with pytest.raises(KeyError, match="nowhere"), file.transaction("edit", "Change", "") as unit:
        act(unit)
    assert (file.read(), list(file.revisions())) == (before, history)


def test_several_entries_are_removed_together_or_none(file: SubmissionFile, write: Write) -> None:
    ids = [write(title=f"Register {number}", summary="For all") for number in range(3)]
    before = file.read()
    with pytest.raises(KeyError, match="nowhere"), file.transaction("edit", "Remove", "") as unit:
        unit.remove_all([ids[0], "nowhere"])
    assert file.read() == before
    with file.transaction("edit", "Remove", "") as unit:
        unit.remove_all(ids[:2])
    assert [each.id for each in file.read().of_kind("practice")] == ids[2:]
    (revision,) = file.history(limit=1)
    assert [(each.entry_id, each.field, each.new) for each in revision.changes] == [
        (entry_id, field, None) for entry_id in ids[:2] for field in ("summary", "title", ENTRY_ITSELF)
    ]
    file.undo("")
    assert [(each.id, each.order, each.text("title")) for each in file.read().of_kind("practice")] == [
        (each.id, each.order, each.text("title")) for each in before.of_kind("practice")
    ]


def test_an_entry_that_is_bound_is_made_once(file: SubmissionFile) -> None:
    with file.transaction("edit", "Rate", "") as unit:
        made = unit.ensure("assessment", "4")
        assert unit.ensure("assessment", "4") == made == bound_id(file.submission_id, "assessment", "4")
        unit.set(made, "reason", "Because")
    with file.transaction("edit", "Rate", "") as unit:
        unit.ensure("assessment", "4")
    assert unit.done is None
    assert file.read().bound("assessment", "4").text("reason") == "Because"


def test_changes_are_made_where_they_find_what_they_change(file: SubmissionFile, write: Write) -> None:
    here = write(title="A register", count=1)
    row = entry_row(file.read().entries[here])
    before = file.read()
    gone = new_id()
    with file.transaction("restore", "Restore", "") as unit:
        unit.apply(
            [
                Change(here, "title", "Another register", "A new register"),  # written over meanwhile
                Change(here, "title", None, "A new register"),
                Change(here, "count", True, 2),  # yes is not the number one
                Change(here, ENTRY_ITSELF, None, row),  # there already
                Change(here, ENTRY_ITSELF, row, None),  # there are answers in it that are not taken away
                Change(gone, "title", None, "A new register"),
                Change(gone, ENTRY_ITSELF, row, None),  # gone already
            ]
        )
    assert unit.done is None
    assert file.read() == before
    with file.transaction("restore", "Restore", "") as unit:
        unit.apply(
            [
                Change(here, "count", 1, None),
                Change(gone, ENTRY_ITSELF, None, row),
                Change(gone, "title", None, "A new register"),
                Change(here, "title", "A register", None),
                Change(here, ENTRY_ITSELF, row, None),
            ]
        )
    submission = file.read()
    assert [(each.id, each.text("title")) for each in submission.of_kind("practice")] == [(gone, "A new register")]
    assert [hit.entry_id for hit in file.search("register")] == [gone]


def test_what_is_added_is_called_by_what_it_says_in_the_end(file: SubmissionFile) -> None:
    with file.transaction("edit", "Add “A reg”", "") as unit:
        entry_id = unit.add("practice", {"title": "A reg"})
    assert unit.done is not None
    added = unit.done.id
    with file.transaction("edit", "Add “A register”", "", continues=added) as unit:
        unit.set(entry_id, "title", "A register")
    (revision,) = file.history(limit=1)
    assert (revision.id, revision.message) == (added, Message("Add “A register”"))
    with file.transaction("edit", "Change the title of “A register”", "") as unit:
        unit.set(entry_id, "title", "A law")
    assert unit.done is not None
    with file.transaction("edit", "Change the title of “A law”", "", continues=unit.done.id) as unit:
        unit.set(entry_id, "title", "A law on registers")
    (revision,) = file.history(limit=1)
    assert revision.message == Message("Change the title of “A register”")
    assert revision.changes == (Change(entry_id, "title", "A register", "A law on registers"),)


@pytest.mark.parametrize(("before", "after"), [("import", "edit"), ("edit", "import"), ("import", "import")])
def test_only_what_is_typed_goes_on(before: str, after: str, file: SubmissionFile, write: Write) -> None:
    entry_id = write(title="A register")
    with file.transaction(before, "Change", "") as unit:
        unit.set(entry_id, "title", "Another register")
    assert unit.done is not None
    first = unit.done.id
    with file.transaction(after, "Change", "", continues=first) as unit:
        unit.set(entry_id, "title", "A third register")
    assert [each.id for each in file.history(limit=2)][1] == first


def test_an_entry_that_is_added_and_taken_away_at_once_leaves_nothing(file: SubmissionFile, write: Write) -> None:
    write(title="A register")
    before, history = file.read(), list(file.revisions())
    with file.transaction("edit", "Add", "") as unit:
        entry_id = unit.add("practice", {"title": "A second register"})
    assert unit.done is not None
    with file.transaction("edit", "Remove", "", continues=unit.done.id) as unit:
        unit.remove(entry_id)
    assert unit.vanished
    assert (file.read(), list(file.revisions())) == (before, history)
    assert len(file.search("register")) == 1


def test_an_entry_and_another_one_added_meanwhile_are_two_revisions(file: SubmissionFile, write: Write) -> None:
    with file.transaction("edit", "Add", "") as unit:
        entry_id = unit.add("practice", {"title": "A register"})
    assert unit.done is not None
    with file.transaction("edit", "Add", "", continues=unit.done.id) as unit:
        unit.set(entry_id, "summary", "For all")
        unit.add("practice", {"title": "A second register"})
    assert len(file.history(limit=9)) == 3  # with the one that made the file


@pytest.mark.parametrize(("before", "after"), [(("title", "summary"), ("title",)), (("title",), ("title", "summary"))])
def test_a_stay_in_one_field_and_a_change_of_two_are_two_revisions(
    before: tuple[str, ...], after: tuple[str, ...], file: SubmissionFile, write: Write
) -> None:
    entry_id = write(title="A register", summary="For all")
    with file.transaction("edit", "Change", "") as unit:
        for field in before:
            unit.set(entry_id, field, "Said first")
    assert unit.done is not None
    first = unit.done
    with file.transaction("edit", "Change", "", continues=first.id) as unit:
        for field in after:
            unit.set(entry_id, field, "Said then")
    assert file.history(limit=2)[1] == first


def test_what_was_not_accepted_stays_until_there_is_another_answer(file: SubmissionFile, write: Write) -> None:
    entry_id = write(title="A register")
    with file.transaction("edit", "Change", "") as unit:
        unit.set(entry_id, key_of("language"), "Elvish")
    with file.transaction("edit", "Clear", "") as unit:
        unit.set(entry_id, "language", None)
    assert unit.done is None
    assert file.read().entries[entry_id].typed["language"].value == "Elvish"
    with file.transaction("edit", "Change", "") as unit:
        unit.set(entry_id, "language", "fr")
    assert file.read().entries[entry_id].typed == {}


NEW: dict[str, Callable[[UnitOfWork], object]] = {
    "one": lambda unit: unit.add("gap", {"title": "No clerk"}),
    "many": lambda unit: unit.add_all([imported("gap", title="No clerk")]),
    "a bound one": lambda unit: unit.set(unit.ensure("assessment", "4"), "title", "No clerk"),
}


@pytest.mark.parametrize("new", NEW.values(), ids=NEW)
def test_what_somebody_left_of_an_entry_taken_away_by_hand_is_of_no_new_one(
    file: SubmissionFile, write: Write, clock: Clock, new: Callable[[UnitOfWork], object]
) -> None:
    before = set(file.read().entries)
    gone = write(title="A register", summary="For all")
    file.close()
    with closing(sqlite3.connect(file.path)) as other, other:
        other.execute("DELETE FROM entries WHERE id = ?", (gone,))
        other.execute("DELETE FROM revisions WHERE number = (SELECT max(number) FROM revisions)")
    with closing(SubmissionFile.open(file.path, now=clock)) as again:
        with again.transaction("edit", "Add", "") as unit:
            new(unit)
        (entry,) = (each for each in again.read().entries.values() if each.id not in before)
        assert set(entry.answers) == {"title"}
        assert {each.entry_id for each in list(again.revisions())[-1].changes} == {entry.id}
