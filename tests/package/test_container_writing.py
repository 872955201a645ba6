"""A package is written whole, and the same each time; whatever goes wrong, what was there before stands."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.atomic_write import atomic_write
from desktop.errors import AlreadyExists, CannotRead, CannotWrite, DiskFull
from desktop.package import container, container_reading, container_writing, examine
from desktop.package.container_reading import read_container
from desktop.package.container_writing import write_container
from desktop.package.identity import Identity

Tool = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_same_content_makes_the_same_bytes(
    members: dict[str, bytes], draft: bytes, at: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "again.asice"
    write_container(path, dict(reversed(members.items())), None, at + timedelta(days=400))
    assert path.read_bytes() == draft


def test_files_can_come_from_the_disk(members: dict[str, bytes], draft: bytes, at: datetime, tmp_path: Path) -> None:
    paths = {}
    for number, (name, content) in enumerate(members.items()):
        paths[name] = tmp_path / f"{number}.bin"
        paths[name].write_bytes(content)
    write_container(tmp_path / "package.asice", paths, None, at)
    assert (tmp_path / "package.asice").read_bytes() == draft


def test_a_large_file_is_carried_through(identity: Identity, at: datetime, tmp_path: Path) -> None:
    large = tmp_path / "film.bin"
    with open(large, "wb") as stream:
        for block in range(40):
            stream.write(bytes([block]) * (1 << 20))
    path = tmp_path / "package.asice"
    write_container(path, {"evidence/film.bin": large}, identity, at)
    assert examine.examine(path).sound
    assert read_container(path).members["evidence/film.bin"] == large.read_bytes()


def test_more_than_zip_can_hold_is_refused_and_nothing_left(
    at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(container_writing, "MOST_BYTES", 1_000)
    with pytest.raises(container.TooLarge):
        write_container(tmp_path / "package.asice", {"report.pdf": bytes(900)}, None, at)
    assert list(tmp_path.iterdir()) == []


# --- Written whole, or not at all


def test_a_failure_while_writing_leaves_what_was_there(
    members: dict[str, bytes], at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "package.asice"
    path.write_bytes(b"the package of yesterday")
    for name in ("fsync", "replace"):

        def fail(*_arguments: Any) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, name, fail)
        with pytest.raises(DiskFull, match="space"):
            write_container(path, members, None, at)
        monkeypatch.undo()
        assert path.read_bytes() == b"the package of yesterday"
        assert [each.name for each in tmp_path.iterdir()] == ["package.asice"]


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_killed_process_leaves_no_package_and_the_next_one_clears_up(
    moment: str, draft: bytes, members: dict[str, bytes], at: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "package.asice"
    script = (
        "import os, sys; from datetime import datetime, UTC; from pathlib import Path\n"
        f"os.{moment} = lambda *_: os._exit(9)\n"
        "from desktop.package.container_writing import write_container\n"
        "write_container(Path(sys.argv[1]), {'report.pdf': b'x' * 100_000}, None, datetime.now(UTC))\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert killed.returncode == 9
    (left,) = tmp_path.iterdir()
    assert left.suffix == ".part"
    write_container(path, members, None, at)
    assert [each.name for each in tmp_path.iterdir()] == ["package.asice"]
    assert path.read_bytes() == draft


def test_clearing_up_spares_what_is_still_being_written_and_what_is_not_ours(tmp_path: Path) -> None:
    others = [tmp_path / ".pledgebook-notes.part", tmp_path / "report.part"]
    for other in others:
        other.write_bytes(b"")
    with atomic_write(tmp_path / "first") as first:
        first.write(b"1")
        with atomic_write(tmp_path / "second") as second:
            second.write(b"2")
    assert (tmp_path / "first").read_bytes() == b"1"
    assert (tmp_path / "second").read_bytes() == b"2"
    assert all(other.exists() for other in others)
    assert len(list(tmp_path.iterdir())) == 4


def test_whoever_stops_it_leaves_nothing(tmp_path: Path) -> None:
    def stopped() -> None:
        with atomic_write(tmp_path / "package.asice") as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("links", [True, False], ids=["with links", "on a stick without links"])
def test_a_name_that_was_taken_meanwhile_is_not_written_over(
    links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "key.p12"

    def refuse(*_arguments: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    def write() -> None:
        with atomic_write(path, replace=False) as stream:
            stream.write(b"mine")
            path.write_bytes(b"theirs")

    if not links:
        monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(AlreadyExists):
        write()
    assert path.read_bytes() == b"theirs"
    assert [each.name for each in tmp_path.iterdir()] == ["key.p12"]
    path.unlink()
    with atomic_write(path, replace=False) as stream:
        stream.write(b"mine")
    assert path.read_bytes() == b"mine"
    assert [each.name for each in tmp_path.iterdir()] == ["key.p12"]


@pytest.mark.parametrize("after", [b"after!", b"before and after", b"", b"1", b"2", b"3", b"4", b"5"])
def test_a_file_that_changes_while_it_is_packed_is_noticed(
    after: bytes, at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "evidence.txt"
    source.write_bytes(b"before")
    measured = container_writing._measured

    def measure(name: str, content: bytes | Path) -> container.Member:
        fact = measured(name, content)
        if isinstance(content, Path):
            content.write_bytes(after)
        return fact

    monkeypatch.setattr(container_writing, "_measured", measure)
    with pytest.raises(CannotRead, match=r"evidence\.txt"):
        write_container(tmp_path / "package.asice", {"evidence.txt": source}, None, at)
    assert [each.name for each in tmp_path.iterdir()] == ["evidence.txt"]


def test_a_missing_folder_and_a_missing_file_are_said_so(at: datetime, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="missing"):
        write_container(tmp_path / "missing" / "package.asice", {"a.txt": b""}, None, at)
    with pytest.raises(CannotRead, match=r"gone\.pdf"):
        write_container(tmp_path / "package.asice", {"a.pdf": tmp_path / "gone.pdf"}, None, at)
    assert list(tmp_path.iterdir()) == []


def test_as_many_files_and_bytes_as_a_package_may_have_are_written_and_read(
    members: dict[str, bytes], draft: bytes, at: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "package.asice"
    for most, just_enough in (("MOST_BYTES", len(draft)), ("MOST_MEMBERS", len(members) + 1)):
        for module in (container_reading, container_writing):
            monkeypatch.setattr(module, most, just_enough)
        write_container(path, members, None, at)
        assert path.read_bytes() == draft
        assert dict(read_container(draft).members) == members
        path.unlink()
        for module in (container_reading, container_writing):
            monkeypatch.setattr(module, most, just_enough - 1)
        with pytest.raises(container.TooLarge):
            write_container(path, members, None, at)
        with pytest.raises(container.NotOneForm):
            read_container(draft)
        monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []
