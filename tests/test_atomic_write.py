"""A file that is being written is nobody else's to read, and has its name only when it was looked at."""

from __future__ import annotations

import ast
import errno
import os
import re
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.atomic_write import atomic_file, atomic_folder, atomic_write, make_folder, revocable_write
from desktop.errors import AlreadyExists, CannotWrite, DiskFull, NotFound, UserError, translate_os_errors

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@POSIX
@pytest.mark.parametrize("private", [True, False])
def test_what_is_half_written_can_be_read_by_its_owner_alone(private: bool, tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with atomic_write(tmp_path / "out.txt", private=private) as stream:
            stream.write(b"half")
            (part,) = tmp_path.iterdir()
            assert mode(part) == 0o600
        assert mode(tmp_path / "out.txt") == (0o600 if private else 0o644)
    finally:
        os.umask(before)


def test_it_is_looked_at_whole_and_before_it_has_its_name(tmp_path: Path) -> None:
    seen: list[tuple[bytes, bool]] = []
    out = tmp_path / "out.txt"
    with atomic_write(out, look=lambda part: seen.append((part.read_bytes(), out.exists()))) as stream:
        stream.write(b"whole")
    assert seen == [(b"whole", False)]
    assert out.read_bytes() == b"whole"


def test_what_was_looked_at_and_refused_leaves_nothing(tmp_path: Path) -> None:
    def refuse(_part: Path) -> None:
        raise UserError("Not as it was written.")

    with pytest.raises(UserError, match="Not as"), atomic_write(tmp_path / "out.txt", look=refuse) as stream:
        stream.write(b"whole")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("inside", ["out.txt", "further/out.txt"])
def test_a_file_in_place_of_a_folder_is_named(inside: str, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("no folder")
    said = re.escape(f"There is a file with the name {taken} where a folder is needed.")
    with pytest.raises(CannotWrite, match=said), atomic_write(taken / inside) as stream:
        stream.write(b"whole")
    for folder in (taken, taken / inside):
        with pytest.raises(CannotWrite, match=said):
            make_folder(folder)
    with pytest.raises(NotFound, match=said), translate_os_errors(taken / inside, writing=False):
        (taken / inside).read_bytes()


# --- Files that are written by themselves, and folders


def fill(path: Path) -> None:
    with atomic_file(path) as part:
        part.write_bytes(b"whole")
        part.with_name(part.name + "-journal").write_bytes(b"beside it")


def fill_folder(path: Path) -> None:
    with atomic_folder(path) as folder:
        (folder / "one.txt").write_bytes(b"1")
        (folder / "two.txt").write_bytes(b"2")


def write(path: Path) -> None:
    with atomic_write(path) as stream:
        stream.write(b"whole")


def test_a_file_and_a_folder_stand_whole_with_nothing_beside_them(tmp_path: Path) -> None:
    fill(tmp_path / "file")
    fill_folder(tmp_path / "folder")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "folder"]
    assert (tmp_path / "file").read_bytes() == b"whole"
    assert sorted(each.name for each in (tmp_path / "folder").iterdir()) == ["one.txt", "two.txt"]


@pytest.mark.parametrize("made", [fill, fill_folder])
def test_what_has_the_name_already_stays(made: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(AlreadyExists, match="out already exists"):
        made(tmp_path / "out")
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]


@pytest.mark.parametrize("made", [write, fill, fill_folder])
@pytest.mark.parametrize("moment", ["fsync", "named"])
def test_a_killed_process_leaves_no_file_and_the_next_one_clears_up(
    made: Callable[[Path], None], moment: str, tmp_path: Path
) -> None:
    killed = os.fork()
    if not killed:
        for name in ("fsync",) if moment == "fsync" else ("replace", "rename", "link"):
            setattr(os, name, lambda *_: os._exit(9))
        made(tmp_path / "out")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(killed, 0)[1]) == 9
    left = [each.name for each in tmp_path.iterdir()]
    assert left
    assert "out" not in left
    write(tmp_path / "next")
    assert [each.name for each in tmp_path.iterdir()] == ["next"]


@pytest.mark.parametrize("made", [write, fill, fill_folder])
def test_a_full_disk_leaves_nothing_and_is_said(
    made: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull, match="out"):
        made(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_grows_is_no_left_over(tmp_path: Path) -> None:
    with atomic_folder(tmp_path / "folder") as folder:
        (folder / "one.txt").write_bytes(b"1")
        write(tmp_path / "other")
        (folder / "two.txt").write_bytes(b"2")
    assert sorted(each.name for each in (tmp_path / "folder").iterdir()) == ["one.txt", "two.txt"]


@pytest.mark.parametrize("made", [write, fill, fill_folder])
def test_a_name_that_is_too_long_is_said_before_the_work_is_done(made: Callable[[Path], None], tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="too long"):
        made(tmp_path / ("x" * 300))
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_what_another_process_clears_away_at_once_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, taken = os.open, []

    def opened(path: Path, flags: int, mode: int = 0o777) -> int:
        handle = really(path, flags, mode)
        if Path(path).suffix == ".part" and not taken:
            taken.append(path)
            os.unlink(path)
        return handle

    monkeypatch.setattr(os, "open", opened)
    write(tmp_path / "out")
    assert taken
    assert (tmp_path / "out").read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]


# --- Nobody writes past it

BY_THEMSELVES = {
    "desktop/atomic_write.py": "the writer itself",
    "desktop/log_handler.py": "lines at the end of a log, which is never replaced",
    "desktop/disk.py": "our own folders",
    "desktop/store/backups.py": "the folder around them",
    "desktop/store/journals.py": "a journal is set aside under another name; copies lie in a folder of the system's",
    "desktop/operations/reading_copies.py": "a folder for copies that are read and thrown away",
    "desktop/operations/open_file.py": "a folder for a copy that is upgraded, read and thrown away",
    "desktop/operations/dictionary_packs.py": "a folder in which a dictionary is tried, thrown away",
    "desktop/operations/update.py": "into the folder that `atomic_folder` gave",
    "desktop/installation.py": "empty marks beside an update, each there or not",
    "desktop/operations/documents.py": "into the folder that `atomic_folder` gave",
}

WRITE = {"write_bytes", "write_text", "touch", "mkdir", "mkdtemp", "mkstemp", "copyfile", "QSaveFile", "QSettings"}


def writes(call: ast.AST) -> bool:
    """Whether this can make or change a file by itself."""
    if isinstance(call, ast.Attribute):
        return call.attr in ("O_CREAT", "O_TRUNC")
    if not isinstance(call, ast.Call):
        return False
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    texts = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if name == "open" and any(set(text) & set("wxa+") for text in texts if set(text) <= set("rwxabt+")):
        return True
    if name in ("replace", "rename", "link"):  # texts and dates have a `replace` too
        return getattr(getattr(function, "value", None), "id", "") == "os"
    return name in WRITE


def test_everything_is_written_through_it() -> None:
    found = []
    for path in sorted(Path("desktop").rglob("*.py")):
        if path.as_posix() in BY_THEMSELVES:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += [f"{path}:{getattr(each, 'lineno', 0)}" for each in ast.walk(tree) if writes(each)]
    assert found == []


@pytest.mark.parametrize("name", ["kenya.pledgebook", "renamed.pdf"])
def test_no_document_takes_the_place_of_a_submission(name: str, submission_path: Path, tmp_path: Path) -> None:
    there = submission_path.rename(tmp_path / name)
    content = there.read_bytes()
    with pytest.raises(AlreadyExists), atomic_write(there) as stream:
        stream.write(b"%PDF")
    assert there.read_bytes() == content


def no_links(*_names: object) -> None:
    raise OSError(errno.EPERM, "no links on this stick")


@pytest.mark.parametrize("links", [True, False], ids=["with links", "without"])
@pytest.mark.parametrize("before", [b"somebody's", None], ids=["something there", "nothing there"])
@pytest.mark.parametrize("fails", ["before", "while", "after", "never"])
def test_what_is_taken_back_leaves_what_was_there(
    links: bool, before: bytes | None, fails: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "book.xlsx"
    if before is not None:
        out.write_bytes(before)
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    replacing = os.replace

    def refuse(source: Path, target: Path) -> None:
        if source.suffix == ".part":
            raise OSError(errno.ENOSPC, "no room")
        replacing(source, target)

    if fails == "while":
        monkeypatch.setattr(os, "replace", refuse)
    with suppress(UserError), revocable_write(out) as write:
        if fails == "before":
            raise UserError("Not now.")
        write(b"new")
        assert out.read_bytes() == b"new"
        if fails == "after":
            # On a disk on which nothing has room any more.
            monkeypatch.setattr("desktop.atomic_write.atomic_write", no_links)
            raise UserError("Not that one.")
    there = b"new" if fails == "never" else before
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == (
        {} if there is None else {"book.xlsx": there}
    )


@pytest.mark.parametrize("fails", [True, False])
@pytest.mark.parametrize("before", [b"somebody's", None])
@pytest.mark.parametrize("links", [True, False])
def test_whoever_writes_twice_in_a_block_brings_back_what_was_there_before_it(
    before: bytes | None, fails: bool, links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "book.xlsx"
    if before is not None:
        out.write_bytes(before)
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    with suppress(ZeroDivisionError), revocable_write(out) as write:
        write(b"first")
        write(b"second")
        if fails:
            raise ZeroDivisionError
    there = before if fails else b"second"
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == (
        {} if there is None else {"book.xlsx": there}
    )


@pytest.mark.parametrize("letter", ["x", "ж", "\U0001f3e0"])
def test_the_longest_name_there_can_be_is_replaced_as_well(letter: str, tmp_path: Path) -> None:
    out = tmp_path / (letter * (250 // len(letter.encode())) + ".xlsx")
    out.write_bytes(b"before")
    with pytest.raises(ZeroDivisionError), revocable_write(out) as write:
        write(b"new")
        raise ZeroDivisionError
    assert [(each, each.read_bytes()) for each in tmp_path.iterdir()] == [(out, b"before")]
    with revocable_write(out) as write:
        write(b"new")
    assert [(each, each.read_bytes()) for each in tmp_path.iterdir()] == [(out, b"new")]


def test_what_cannot_have_its_name_back_is_told_by_the_name_that_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "book.xlsx"
    out.write_bytes(b"somebody's")
    replacing = os.replace

    def refuse(source: Path, target: Path) -> None:
        if source.suffix != ".part":
            raise PermissionError(errno.EACCES, "open elsewhere")
        replacing(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(CannotWrite) as told, revocable_write(out) as write:
        write(b"new")
        raise UserError("Not that one.")
    (other,) = (each for each in tmp_path.iterdir() if each != out)
    assert other.read_bytes() == b"somebody's"
    assert out.name in told.value.message
    assert other.name in told.value.message
