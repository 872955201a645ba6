"""What is packed has the same bytes each time, and rights and links as they were."""

from __future__ import annotations

import os
import shutil
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from installers import packing


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder to pack, with a link in it, and the time of the build set."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    made = tmp_path / "folder"
    (made / "b").mkdir(parents=True)
    (made / "b" / "text").write_text("words")
    (made / "run").write_text("#!/bin/sh\n")
    (made / "run").chmod(0o755)
    (made / "link").symlink_to("run")
    return made


@pytest.mark.parametrize("pack", [packing.pack_zip, packing.pack_tar_xz])
def test_two_packs_are_the_same_bytes(folder: Path, pack: Callable[[Path, Path, str], None]) -> None:
    first, second = folder.parent / "first", folder.parent / "second"
    pack(folder, first, "Pledgebook")
    again = folder.with_name("again")
    (again / "b").mkdir(parents=True, mode=0o700)
    for path in reversed(packing.files_of(folder)):
        copy = again / path.relative_to(folder)
        shutil.copy(path, copy, follow_symlinks=False)
        os.utime(copy, (1, 1), follow_symlinks=False)
    pack(again, second, "Pledgebook")
    assert first.read_bytes() == second.read_bytes()


def test_what_squeezes_better_is_let_do_it(folder: Path) -> None:
    def squeeze(data: bytes) -> bytes:
        made = zlib.compressobj(0, zlib.DEFLATED, -15)
        return made.compress(data) + made.flush()

    plain, squeezed = folder.parent / "plain", folder.parent / "squeezed"
    (folder / "long").write_bytes(b"a" * 9000)
    packing.pack_zip(folder, plain, "Pledgebook")
    packing.pack_zip(folder, squeezed, "Pledgebook", squeeze=squeeze)
    with zipfile.ZipFile(plain) as one, zipfile.ZipFile(squeezed) as other:
        assert other.testzip() is None
        assert {each: one.read(each) for each in one.namelist()} == {
            each: other.read(each) for each in other.namelist()
        }
        assert other.getinfo("Pledgebook/long").compress_size > 9000 > one.getinfo("Pledgebook/long").compress_size


def test_rights_and_links_are_kept(folder: Path) -> None:
    packed = folder.parent / "packed"
    packing.pack_zip(folder, packed, "Pledgebook")
    with zipfile.ZipFile(packed) as archive:
        rights = {each.filename: oct(each.external_attr >> 16) for each in archive.infolist()}
        assert archive.read("Pledgebook/link") == b"run"
    assert rights == {"Pledgebook/b/text": "0o100644", "Pledgebook/link": "0o120777", "Pledgebook/run": "0o100755"}
    packing.pack_tar_xz(folder, packed, "Pledgebook")
    with tarfile.open(packed) as archive_of_tar:
        told = {each.name: (each.issym(), each.mode, each.mtime, each.uname) for each in archive_of_tar}
    assert told["Pledgebook/link"][0] and told["Pledgebook/run"][1:] == (0o755, 1790000000, "root")
