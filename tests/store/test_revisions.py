"""How revisions lie in the file: few rows for much, every word of them again, and who said a thing last."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing

import pytest

from desktop.record.history import ENTRY_ITSELF, Change
from desktop.store.file import SubmissionFile
from tests.joining import bring_home
from tests.store.conftest import Clock

Write = Callable[..., str]


def rows(file: SubmissionFile) -> list[list[str]]:
    """Return the fields that each row of the last revision tells of, in the order in which they lie in the file."""
    found = file._database.execute(
        "SELECT fields FROM changes WHERE revision = (SELECT max(number) FROM revisions) ORDER BY number"
    )
    return [[field for field, *_values in json.loads(fields)] for (fields,) in found]


def change(file: SubmissionFile, entry_id: str, field: str, value: str, by: str, *, continues: str = "") -> str:
    with file.transaction("edit", "Change", by, continues=continues) as unit:
        unit.set(entry_id, field, value)
    assert unit.done is not None
    return unit.done.id


def test_what_is_said_of_one_entry_at_once_is_one_row(file: SubmissionFile, write: Write) -> None:
    write(title="A register", summary="For all", partners=[{"name": "Body B"}])
    assert rows(file) == [[ENTRY_ITSELF, "title", "summary", "partners"]]


def test_texts_that_are_very_long_are_rows_of_their_own_and_read_again(file: SubmissionFile, write: Write) -> None:
    # An answer can be a whole document; none of the rows grows without a bound.
    said = {"title": "A register", "a": "a" * 400_000, "b": "b" * 700_000, "c": "c" * 700_000, "d": "d" * 400_000}
    entry_id = write(**said, last="The last word")
    assert rows(file) == [[ENTRY_ITSELF, "title", "a", "b"], ["c", "d"], ["last"]]
    (revision,) = file.history(limit=1)
    assert revision.changes[1:] == tuple(
        Change(entry_id, field, None, value) for field, value in {**said, "last": "The last word"}.items()
    )
    file.undo("")
    file.redo("")
    assert {key: answer.value for key, answer in file.read().entries[entry_id].answers.items()} == {
        **said,
        "last": "The last word",
    }


def test_a_revision_that_goes_on_tells_of_each_answer_when_it_was_given(file: SubmissionFile, clock: Clock) -> None:
    with file.transaction("edit", "Add “A register”", "Coordinator") as unit:
        entry_id = unit.add("practice", {"title": "A register"})
    assert unit.done is not None
    for field, value in (("summary", "For all"), ("title~", "A register, which is far too long")):
        clock.wait(seconds=7)
        change(file, entry_id, field, value, "Coordinator", continues=unit.done.id)
    then = file.read().entries[entry_id]
    assert len({kept.at for kept in (*then.answers.values(), *then.typed.values())}) == 3
    (revision,) = file.history(limit=1)
    assert revision.id == unit.done.id
    change(file, entry_id, "title", "A law", "Somebody else")
    change(file, entry_id, "summary", "For some", "Somebody else")
    assert file.past.entries_at(revision.id, file.read())[entry_id] == then


@pytest.mark.parametrize("field", ["summary", "title", "aim"])
def test_a_stay_that_ends_where_it_began_leaves_each_answer_to_who_gave_it(
    field: str, file: SubmissionFile, write: Write, clock: Clock
) -> None:
    entry_id = write(title="A register", summary="For all", aim="Fewer deaths")
    for number, each in enumerate(("summary", "title", "aim", "summary", "title", "aim")):
        clock.wait(minutes=1)
        change(file, entry_id, each, f"{each} as it was said {number}", f"Officer {number}")
    was = file.read().entries[entry_id]
    history = list(file.revisions())
    clock.wait(minutes=1)
    begun = change(file, entry_id, field, "Something else", "Coordinator")
    assert change(file, entry_id, field, was.text(field), "Coordinator", continues=begun) == begun
    assert file.read().entries[entry_id] == was
    assert list(file.revisions()) == history


def test_a_stay_in_an_answer_that_came_home_leaves_it_to_who_gave_it_there(
    file: SubmissionFile, write: Write, clock: Clock
) -> None:
    entry_id = write(title="A register", summary="For all")
    file.copy_to(file.path.with_name("ministry.pledgebook"))
    with closing(SubmissionFile.open(file.path.with_name("ministry.pledgebook"), now=clock)) as ministry:
        clock.wait(minutes=10)
        change(ministry, entry_id, "summary", "For everybody", "Officer of the ministry")
        clock.wait(minutes=10)
        bring_home(file, ministry)
    was = file.read().entries[entry_id]
    assert (was.answers["summary"].by, was.answers["summary"].at) == ("Officer of the ministry", "2026-03-02T09:10:00Z")
    clock.wait(minutes=10)
    begun = change(file, entry_id, "summary", "For all again", "Coordinator")
    change(file, entry_id, "summary", "For everybody", "Coordinator", continues=begun)
    assert file.read().entries[entry_id] == was
