"""A file remembers what was exported from it, and nobody can undo that."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.errors import ReadOnly
from desktop.record.exported import Exports
from desktop.store.file import SubmissionFile

from .conftest import Clock

AT = datetime(2026, 3, 2, 14, 5, 11, tzinfo=UTC)


@pytest.fixture
def file(path: Path, clock: Clock) -> SubmissionFile:
    return SubmissionFile.open(path, now=clock)


def add(file: SubmissionFile, title: str) -> str:
    with file.transaction("edit", "Add a gap", "Desk officer A") as writing:
        return writing.add("gap", {"title": title})


def sign(file: SubmissionFile) -> None:
    file.note_export(file.read(), at=AT, draft=False, package="KE.asice", signer="Ministry A", fingerprint="AB CD")


def since(file: SubmissionFile) -> Exports:
    return file.since_exports(file.read())


def test_what_was_signed_is_known_with_when_and_by_whom(file: SubmissionFile) -> None:
    add(file, "Births")
    assert since(file).latest is None
    sign(file)
    (export,) = file.exports()
    assert (export.at, export.signer, export.fingerprint) == ("2026-03-02T14:05:11Z", "Ministry A", "AB CD")
    assert export.after == file.history(limit=1)[0].id
    signed = since(file).signed
    assert signed is not None and signed.sentence() == "Nothing has changed since the export."
    file.close()


def test_an_export_is_no_edit_and_no_undo_takes_it_back(file: SubmissionFile) -> None:
    add(file, "Births")
    before = [revision.id for revision in file.revisions()]
    label = file.can_undo()
    sign(file)
    assert [revision.id for revision in file.revisions()] == before
    assert file.can_undo() == label
    file.undo("")
    assert len(file.exports()) == 1
    file.close()


def test_changes_since_are_counted_and_what_was_taken_back_is_none(file: SubmissionFile) -> None:
    sign(file)
    gap = add(file, "Births")
    with file.transaction("edit", "Edit", "") as writing:
        writing.set(gap, "title", "Deaths")
    signed = since(file).signed
    assert signed is not None and signed.sentence() == "2 changes since the export."
    file.undo("")
    file.undo("")
    signed = since(file).signed
    assert signed is not None and signed.changes == 0, "what is said is the same as when it was signed"
    file.close()


def test_what_was_written_into_the_revision_before_is_a_change_too(file: SubmissionFile) -> None:
    gap = add(file, "Births")
    sign(file)
    # One stay in a field is one revision, however often it is written; an export may fall into its middle.
    with file._database.atomic():
        file._database.execute(
            "UPDATE answers SET value = '\"Births and deaths\"' WHERE entry = (SELECT number FROM entries WHERE id = ?)",
            (gap,),
        )
    signed = since(file).signed
    assert signed is not None and signed.changes == 1
    file.close()


def test_drafts_are_noted_apart(file: SubmissionFile) -> None:
    file.note_export(file.read(), at=AT, draft=True, package="KE-draft.asice")
    found = since(file)
    assert found.signed is None and found.draft is not None and found.latest is found.draft
    file.close()


def test_copies_carry_the_notes_and_a_restored_file_has_none(
    file: SubmissionFile, clock: Clock, tmp_path: Path
) -> None:
    sign(file)
    file.copy_to(tmp_path / "copy.pledgebook")
    SubmissionFile.replay(tmp_path / "back.pledgebook", file.read(), file.revisions(), [])
    file.close()
    for name, count in (("copy", 1), ("back", 0)):
        other = SubmissionFile.open(tmp_path / f"{name}.pledgebook", now=clock)
        assert len(other.exports()) == count
        other.close()


def test_a_file_that_is_read_only_says_so(path: Path, clock: Clock) -> None:
    file = SubmissionFile.open(path, now=clock, read_only=True)
    with pytest.raises(ReadOnly):
        sign(file)
    file.close()


@pytest.mark.parametrize(
    "value",
    [
        "no json",
        "[" * 100_000,
        '{"at": 1}',
        '[{"at": "soon"}]',
        json.dumps([{"at": "x", "draft": False, "package": "", "signer": "", "fingerprint": "", "after": "", "state": ""}]),
        json.dumps([{"at": "0001-01-01T00:00:00+14:00", "draft": False, "package": "", "signer": "", "fingerprint": "", "after": "", "state": ""}]),
        json.dumps([{"at": 5, "draft": 1, "package": [], "signer": "", "fingerprint": "", "after": "", "state": ""}]),
    ],
)  # fmt: skip
def test_a_strange_note_is_no_note(path: Path, clock: Clock, value: str) -> None:
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO facts VALUES ('exports', ?)", (value,))
    database.close()
    file = SubmissionFile.open(path, now=clock)
    assert file.exports() == []
    sign(file)
    assert len(file.exports()) == 1
    file.close()


def test_a_name_in_a_note_of_a_stranger_is_one_line(path: Path, clock: Clock) -> None:
    note = {"at": "2026-03-02T14:05:11Z", "draft": False, "package": "a", "signer": "A\nB\x1b[2J", "fingerprint": "",
            "after": "", "state": ""}  # fmt: skip
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO facts VALUES ('exports', ?)", (json.dumps([note]),))
    database.close()
    file = SubmissionFile.open(path, now=clock)
    assert file.exports()[0].signer == "A B"
    file.close()
