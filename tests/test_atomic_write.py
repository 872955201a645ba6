"""A file that is being written is nobody else's to read, and has its name only when it was looked at."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from desktop.atomic_write import atomic_write
from desktop.errors import UserError

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
