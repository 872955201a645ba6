"""What is built is what was pinned and committed, and the same bytes each time."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import json
import marshal
import os
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import minisign  # type: ignore[import-untyped]
import pytest

from installers import common
from installers.common import CannotBuildError


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


@pytest.fixture
def without_history(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "has_history", lambda: False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.mark.parametrize("pack", [common.pack_zip, common.pack_tar_xz])
def test_two_packs_are_the_same_bytes(folder: Path, pack: Callable[[Path, Path, str], None]) -> None:
    first, second = folder.parent / "first", folder.parent / "second"
    pack(folder, first, "Pledgebook")
    for path in folder.rglob("*"):
        os.utime(path, (1, 1), follow_symlinks=False)
    (folder / "b").chmod(0o700)
    pack(folder, second, "Pledgebook")
    assert first.read_bytes() == second.read_bytes()


def test_what_squeezes_better_is_let_do_it(folder: Path) -> None:
    def squeeze(data: bytes) -> bytes:
        made = zlib.compressobj(0, zlib.DEFLATED, -15)
        return made.compress(data) + made.flush()

    plain, squeezed = folder.parent / "plain", folder.parent / "squeezed"
    (folder / "long").write_bytes(b"a" * 9000)
    common.pack_zip(folder, plain, "Pledgebook")
    common.pack_zip(folder, squeezed, "Pledgebook", squeeze=squeeze)
    with zipfile.ZipFile(plain) as one, zipfile.ZipFile(squeezed) as other:
        assert other.testzip() is None
        assert {each: one.read(each) for each in one.namelist()} == {
            each: other.read(each) for each in other.namelist()
        }
        assert other.getinfo("Pledgebook/long").compress_size > 9000 > one.getinfo("Pledgebook/long").compress_size


def test_rights_and_links_are_kept(folder: Path) -> None:
    packed = folder.parent / "packed"
    common.pack_zip(folder, packed, "Pledgebook")
    with zipfile.ZipFile(packed) as archive:
        rights = {each.filename: oct(each.external_attr >> 16) for each in archive.infolist()}
        assert archive.read("Pledgebook/link") == b"run"
    assert rights == {"Pledgebook/b/text": "0o100644", "Pledgebook/link": "0o120777", "Pledgebook/run": "0o100755"}
    common.pack_tar_xz(folder, packed, "Pledgebook")
    with tarfile.open(packed) as archive_of_tar:
        told = {each.name: (each.issym(), each.mode, each.mtime, each.uname) for each in archive_of_tar}
    assert told["Pledgebook/link"][0] and told["Pledgebook/run"][1:] == (0o755, 1790000000, "root")


def test_what_is_compiled_runs_and_is_the_same_in_every_process(tmp_path: Path) -> None:
    source = "NAMES = {'one', 'two', 'three'}\nLETTERS = ['é', '~', 'ü']\ndef within(name):\n    return name in {'x', 'y', 'z', name}\n".encode()
    data = common.compiled(source, "desktop/a.py")
    assert data[:4] == importlib.util.MAGIC_NUMBER and data[4:8] == b"\x01\0\0\0"
    names: dict[str, object] = {}
    exec(marshal.loads(data[16:]), names)
    assert names["NAMES"] == {"one", "two", "three"}
    (tmp_path / "a.pyc").write_bytes(data)
    asked = "import sys; sys.path.insert(0, sys.argv[1]); import a; print(a.within('x'), a.__cached__)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", asked, str(tmp_path)], check=True, capture_output=True, text=True
    )
    assert done.stdout.startswith("True")
    # One process has never heard of the letters and names in it, another one holds each of them.
    heard = (
        "import sys; held = compile(bytes.fromhex(sys.argv[2]), 'other.py', 'exec'); x = y = z = sys.intern('\xe9'); "
    )
    again = "import sys; sys.path.insert(0, sys.argv[1]); from installers.common import compiled; import hashlib; "
    again += "print(hashlib.sha256(compiled(bytes.fromhex(sys.argv[2]), 'desktop/a.py')).hexdigest())"
    digests = {
        subprocess.run(
            [sys.executable, "-B", "-c", before + again, str(common.ROOT), source.hex()],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed, before in (("0", ""), ("1", heard))
    }
    (tmp_path / "b").write_bytes(data)
    assert digests == {common.digest(tmp_path / "b") + "\n"}


def test_a_library_file_that_does_not_compile_is_left_out_and_one_of_ours_stops_it(tmp_path: Path) -> None:
    for broken in (b"print 'of another Python'", b"nul = '\0'"):
        common.write_part(tmp_path / "a.py", broken, "library/a.py")
        assert list(tmp_path.iterdir()) == []
        with pytest.raises(CannotBuildError, match=r"desktop/a\.py does not compile"):
            common.write_part(tmp_path / "a.py", broken, "desktop/a.py")


# ------------------------------------------------------------------------------------------------ where from


def test_the_lock_is_read_with_versions_and_hashes() -> None:
    assert len(common.locked()) > 40
    for name, (version, digests) in common.locked().items():
        assert version and digests and all(len(each) == 64 for each in digests), name


def test_a_wheel_that_was_altered_in_the_cache_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "linux" / "wheels"
    folder.mkdir(parents=True)
    lock, wheel = tmp_path / "lock.txt", folder / "a_library-1.0-py3-none-any.whl"
    wheel.write_bytes(b"as it was pinned")
    lock.write_text("a-library==1.0\n")
    (folder / "lock.sha256").write_text(common.digest(lock))
    pinned = {"a-library": ("1.0", frozenset({common.digest(wheel)}))}
    monkeypatch.setattr(common, "BUILD", tmp_path)
    monkeypatch.setattr(common, "LOCK", lock)
    monkeypatch.setattr(common, "locked", lambda: pinned)
    assert common.wheels("linux") == [wheel]
    wheel.write_bytes(b"altered")
    with pytest.raises(CannotBuildError, match="a-library is not what the lock pins"):
        common.wheels("linux")
    wheel.unlink()
    with pytest.raises(CannotBuildError, match="a-library is not what the lock pins"):
        common.wheels("linux")


def test_a_wheel_that_would_write_outside_stops_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = tmp_path / "a.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("../outside.txt", "words")
    monkeypatch.setattr(common, "wheels", lambda system: [wheel])
    with pytest.raises(CannotBuildError, match="would write outside its folder"):
        common.unpack_wheels("linux", tmp_path / "site")
    assert not (tmp_path / "outside.txt").exists()


@pytest.mark.usefixtures("without_history")
def test_an_archive_of_the_source_needs_its_time_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotBuildError, match="Please set SOURCE_DATE_EPOCH"):
        common.epoch()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(CannotBuildError, match="a number of seconds"):
        common.epoch()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert common.epoch() == 1790000000


@pytest.mark.parametrize("history", [True, False])
def test_the_sources_are_the_same_with_and_without_a_history(history: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if history and not common.has_history():
        pytest.skip("This is no checkout.")
    monkeypatch.setattr(common, "has_history", lambda: history)
    names = common.sources("desktop", "forms", "locale", "resources")
    assert "desktop/__main__.py" in names and "locale/fr/LC_MESSAGES/pledgebook.po" in names
    assert [name for name in names if name.endswith((".pyc", ".mo")) or "__pycache__" in name] == []
    assert all((common.ROOT / name).is_file() for name in names)


def test_a_file_that_was_deleted_and_not_committed_does_not_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(common, "has_history", lambda: True)
    monkeypatch.setattr(common, "run", lambda *words, **more: "desktop/__main__.py\0desktop/gone.py\0")
    assert common.sources("desktop") == ["desktop/__main__.py"]


def test_what_was_not_committed_is_a_test_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for altered in (True, False):
        monkeypatch.setattr(common, "is_altered", lambda altered=altered: altered)
        common.write_build(tmp_path, "linux", "a Python", {"python": "3.11.9"})
        told = json.loads((tmp_path / "build.json").read_text())
        assert ("note" in told) == altered and told["python"] == "3.11.9"


def test_only_public_keys_are_packed(tmp_path: Path) -> None:
    pair = minisign.KeyPair.generate()
    secret, public, text = (tmp_path / name for name in ("a.key", "a.pub", "text.pub"))
    secret.write_bytes(bytes(pair.secret_key) + b"\n")
    public.write_bytes(bytes(pair.public_key) + b"\n")
    text.write_text("words\n")
    assert common.public_key(public) == public.read_bytes()
    for path in (secret, text, tmp_path / "none.pub"):
        with pytest.raises(CannotBuildError, match="is no public key of minisign"):
            common.public_key(path)


def test_a_command_that_is_not_there_is_named() -> None:
    with pytest.raises(CannotBuildError, match="no-such-command could not be run"):
        common.run("no-such-command")
    with pytest.raises(CannotBuildError, match="sudo apt-get install --yes a-package"):
        common.need("no-such-command", "a-package")


def test_compiled_catalogues_bear_no_time_of_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loader = importlib.machinery.SourceFileLoader("messages_of_ci", str(common.ROOT / ".ci" / "messages"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    messages = importlib.util.module_from_spec(spec)
    loader.exec_module(messages)
    inside = Path("fr", "LC_MESSAGES", "pledgebook.po")
    (tmp_path / inside).parent.mkdir(parents=True)
    (tmp_path / inside).write_bytes((messages.LOCALE / inside).read_bytes())
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    messages.compile_all()
    assert b"POT-Creation-Date: 1980-01-01 00:00+0000" in (tmp_path / inside.with_suffix(".mo")).read_bytes()
