"""What is unpacked is what was pinned."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from installers import common, wheelhouse
from installers.common import CannotBuildError


def test_the_lock_is_read_with_versions_and_hashes() -> None:
    assert len(wheelhouse.locked()) > 40
    for name, (version, digests) in wheelhouse.locked().items():
        assert version and digests and all(len(each) == 64 for each in digests), name


def test_a_wheel_that_was_altered_in_the_cache_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "linux" / "wheels"
    folder.mkdir(parents=True)
    lock, wheel = tmp_path / "lock.txt", folder / "a_library-1.0-py3-none-any.whl"
    wheel.write_bytes(b"as it was pinned")
    lock.write_text("a-library==1.0\n")
    (folder / "lock.sha256").write_text(common.digest(lock))
    pinned = {"a-library": ("1.0", frozenset({common.digest(wheel)}))}
    monkeypatch.setattr(wheelhouse, "BUILD", tmp_path)
    monkeypatch.setattr(wheelhouse, "LOCK", lock)
    monkeypatch.setattr(wheelhouse, "locked", lambda: pinned)
    assert wheelhouse.wheels("linux") == [wheel]
    wheel.write_bytes(b"altered")
    with pytest.raises(CannotBuildError, match="a-library is not what the lock pins"):
        wheelhouse.wheels("linux")
    wheel.unlink()
    with pytest.raises(CannotBuildError, match="a-library is not what the lock pins"):
        wheelhouse.wheels("linux")


def test_a_wheel_that_would_write_outside_stops_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = tmp_path / "a.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("../outside.txt", "words")
    monkeypatch.setattr(wheelhouse, "wheels", lambda system: [wheel])
    with pytest.raises(CannotBuildError, match="would write outside its folder"):
        wheelhouse.unpack_wheels("linux", tmp_path / "site")
    assert not (tmp_path / "outside.txt").exists()
