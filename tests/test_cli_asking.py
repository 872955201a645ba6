"""What a command asks, and of whom: what is piped in is an answer, and where nobody answers nothing is done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.operations.identities import new_identity

PASSPHRASE = "a passphrase for tests"
ASKED = "Sign anyway?"
NOBODY = "nobody answered"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    new_identity("Ministry A", "KE", tmp_path / "key.p12", PASSPHRASE)
    (tmp_path / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    return tmp_path / "key.p12"


def run(*words: object, piped: bytes | None, closed: bool = False) -> subprocess.CompletedProcess[str]:
    """Run a command as a script does.

    Args:
        piped: what it gets on its standard input; None for nothing at all.
        closed: whether there is no standard input.
    """
    command = [sys.executable, "-m", "desktop", "--language", "en", *map(str, words)]
    if closed:
        command = ["sh", "-c", 'exec "$@" <&-', "sh", *command]
    done = subprocess.run(command, input=piped or b"", capture_output=True, check=False, env=os.environ)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize(
    ("piped", "status"),
    [
        (b"", 3),
        (b"n\n", 1),
        (b"No\n", 1),
        (b"\n", 1),
        (b"n", 1),
        (b"maybe\n", 3),
        (b"y" * 1000, 3),
        (b"\xff\xfe\n", 3),
        (b"y\n", 0),
        (b"YES\r\n", 0),
    ],
)
def test_something_incomplete_is_signed_only_by_a_yes(
    begun: Path, key: Path, tmp_path: Path, piped: bytes, status: int
) -> None:
    out = tmp_path / "out"
    words = ("export", begun, "--identity", key, "--passphrase-file", tmp_path / "passphrase", "--out", out)
    done = run(*words, piped=piped)
    assert done.returncode == status, done.stderr
    assert bool(list(out.glob("*"))) == (status == 0)
    assert done.stderr.count(ASKED) == 1
    assert "Pledges complete for the online form: 0 of 1" in done.stderr
    assert done.stderr.count(NOBODY) == (status == 3)
    assert "--incomplete" in done.stderr or status != 3


def test_without_a_standard_input_nobody_is_asked(begun: Path, key: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ("export", begun, "--identity", key, "--passphrase-file", tmp_path / "passphrase", "--out", out)
    done = run(*words, piped=None, closed=True)
    assert (done.returncode, done.stdout) == (3, "")
    assert NOBODY in done.stderr.splitlines()[-1]
    assert not out.exists()


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("export", "FILE", "--identity", "KEY", "--out", "OUT"), "--passphrase-file"),
        (("export", "FILE", "--token", "KEY", "--out", "OUT"), "--pin-file"),
        (("sign", "FILE", "--identity", "KEY"), "--passphrase-file"),
    ],
)
def test_a_secret_is_asked_at_a_terminal_only(
    begun: Path, key: Path, tmp_path: Path, words: tuple[str, ...], option: str, *, closed: bool
) -> None:
    meant = {"FILE": begun, "KEY": key, "OUT": tmp_path / "out"}
    done = run(*(meant.get(word, word) for word in words), piped=f"{PASSPHRASE}\n".encode(), closed=closed)
    assert (done.returncode, done.stdout) == (3, "")
    (line,) = done.stderr.splitlines()
    assert option in line
    assert not (tmp_path / "out").exists()
