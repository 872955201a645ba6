"""Whatever people write somewhere: a full disk and a name that is taken leave what was there, and are said alike."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop import paths
from desktop.catalogue.catalogue import Catalogue
from desktop.errors import AlreadyExists, DiskFull
from desktop.operations import packs
from desktop.operations.attach import attach, save_copy
from desktop.operations.clock import now
from desktop.operations.copy_file import copy_file
from desktop.operations.create import create
from desktop.operations.documents import save_documents, save_report
from desktop.operations.export import export
from desktop.operations.export_backup import export_backup
from desktop.operations.hand_out import Wanted, hand_out
from desktop.operations.identities import new_identity
from desktop.operations.restore import restore
from desktop.operations.review import save_review
from desktop.store import opening
from desktop.store.connections import Connection
from desktop.store.file import SubmissionFile

PACK = Path(__file__).parent / "forum-2030.yaml"


class Desk:
    """A submission with a backup, an attached file and a package, and a folder that things are written into."""

    def __init__(self, file: SubmissionFile, catalogue: Catalogue, folder: Path) -> None:
        self.file = file
        self.catalogue = catalogue
        self.folder = folder
        with file.transaction("edit", "Add", "") as unit:
            entry_id = unit.add("evidence", {"title": "A report"})
        found = folder / "found.txt"
        found.write_bytes(b"what was found")
        attach(file, catalogue, file.read().entries[entry_id], "file", found)
        found.unlink()
        self.sha256 = file.read().entries[entry_id].text("file")
        self.backup = folder.parent / "backup.pledgebook"
        file.copy_to(self.backup)
        self.package = export(file, catalogue, folder, identity=None, at=now(), draft=True).path


WAYS: dict[str, Callable[[Desk, Path], object]] = {
    "a submission": lambda desk, path: create(path, desk.catalogue, {"country": "KE", "cycle": "2026"}),
    "a copy": lambda desk, path: copy_file(desk.file, path),
    "a backup": lambda desk, path: export_backup(desk.backup, path),
    "a signing key": lambda desk, path: new_identity("Desk", "KE", path, "long enough a passphrase"),
    "a review report": lambda desk, path: save_review(desk.file, desk.catalogue, path.with_suffix(".docx")),
    "an attached file": lambda desk, path: save_copy(desk.file, desk.sha256, path),
    "a package": lambda desk, path: export(desk.file, desk.catalogue, path.parent, identity=None, at=now(), draft=True),
    "documents": lambda desk, path: save_documents(desk.package),
    "a report to look at": lambda desk, path: save_report(desk.package, path.parent),
    "a data pack": lambda desk, path: packs.install(PACK),
}
MADE_BY_SQLITE: dict[str, Callable[[Desk, Path], object]] = {
    "a ministry copy": lambda desk, path: hand_out(desk.file, desk.catalogue, [Wanted("Health", path, (15,))]),
    "a restored submission": lambda desk, path: restore(desk.package, path),
}
NEVER_REPLACED = ("a submission", "a copy", "a backup", "a signing key")


@pytest.fixture
def desk(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> Desk:
    folder = tmp_path / "stick"
    folder.mkdir()
    return Desk(submission, catalogue, folder)


def held(*folders: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("way", WAYS)
def test_a_full_disk_leaves_what_was_there(way: str, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    places = desk.folder, paths.user_data() / "packs"
    before = held(*places)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull, match="space"):
        WAYS[way](desk, desk.folder / "new.pledgebook")
    assert held(*places) == before
    monkeypatch.undo()
    assert WAYS[way](desk, desk.folder / "new.pledgebook") or way == "an attached file"


@pytest.mark.parametrize("way", ["a submission", "a copy", "a ministry copy", "a restored submission"])
def test_where_a_submission_finds_no_room_nothing_is_said_of_a_last_change(
    way: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held(desk.folder)
    making = opening.connection_to

    def small(path: Path, **how: Any) -> Connection:
        """A disk with room for three pages: SQLite itself finds out."""
        connection = making(path, **how)
        connection.execute("PRAGMA max_page_count = 3")
        return connection

    monkeypatch.setattr(opening, "connection_to", small)
    with pytest.raises(DiskFull) as told:
        {**WAYS, **MADE_BY_SQLITE}[way](desk, desk.folder / "new.pledgebook")
    assert "Nothing was saved" in str(told.value)
    assert "change" not in str(told.value)
    assert held(desk.folder) == before


@pytest.mark.parametrize("way", NEVER_REPLACED)
def test_a_name_that_is_taken_stays(way: str, desk: Desk) -> None:
    path = desk.folder / "new.pledgebook"
    path.write_bytes(b"somebody's")
    before = held(desk.folder)
    with pytest.raises(AlreadyExists, match=r"new\.pledgebook already exists"):
        WAYS[way](desk, path)
    assert held(desk.folder) == before
