"""What a command asks, and of whom: what is piped in is an answer, and where nobody answers nothing is done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from desktop import cli_asking
from desktop.cli import main
from desktop.i18n.translation import set_language
from desktop.operations.identities import new_identity
from tests.waiting import LONG

PASSPHRASE = "a passphrase for tests"
ASKED = "Sign anyway?"
NOBODY = "was not answered"


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


def signing(begun: Path, key: Path, folder: Path) -> tuple[str | Path, ...]:
    """Return the words that sign a submission with a key, whose passphrase lies in a folder, into a folder within that."""
    return ("export", begun, "--identity", key, "--passphrase-file", folder / "passphrase", "--out", folder / "out")


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
    words = signing(begun, key, tmp_path)
    done = run(*words, piped=piped)
    assert done.returncode == status, done.stderr
    assert bool(list(out.glob("*"))) == (status == 0)
    assert done.stderr.count(ASKED) == 1
    assert "Pledges complete for the online form: 0 of 1" in done.stderr
    assert done.stderr.count(NOBODY) == (status == 3)
    assert "--incomplete" in done.stderr or status != 3


def test_without_a_standard_input_nobody_is_asked(begun: Path, key: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = signing(begun, key, tmp_path)
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


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("--draft",), ("--announce", "Ministry B")),
        (("--draft",), ("--announce-certificate", "KEY")),
        (("--draft",), ("--identity", "KEY")),
        (("--draft",), ("--token", "KEY")),
        (("--draft",), ("--passphrase-file", "KEY")),
        (("--identity", "KEY"), ("--pin-file", "KEY")),
        (("--identity", "KEY"), ("--token-label", "Ministry card")),
        (("--token", "KEY"), ("--passphrase-file", "KEY")),
        (("--with-history", "--draft"), ("--history", "none")),
    ],
    ids=lambda words: words[0],
)
def test_no_option_is_passed_over_beside_another(
    begun: Path, tmp_path: Path, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    out, key = tmp_path / "out", tmp_path / "key"
    key.write_text("not read")
    words = [str(key) if word == "KEY" else word for word in (*first, *second)]
    done = CliRunner().invoke(main, ["--language", "en", "export", str(begun), *words, "--out", str(out)])
    assert done.exit_code != 0 and not out.exists()
    assert done.output.strip() == f"Give {first[0]} or {second[0]}, not both."


def test_what_is_asked_is_seen_before_a_pipe_is_waited_for(begun: Path, key: Path, tmp_path: Path) -> None:
    words = signing(begun, key, tmp_path)
    command = [sys.executable, "-m", "desktop", "--language", "en", *map(str, words)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asking:
        assert asking.stdin is not None and asking.stderr is not None
        said = b""
        while ASKED.encode() not in said:  # nothing was written yet, and the pipe is open
            line = asking.stderr.readline()
            assert line, "it ended without asking"
            said += line
        assert asking.poll() is None
        asking.stdin.write(b"n\n")
        asking.stdin.close()
        assert asking.wait(LONG) == 1


@pytest.mark.parametrize(
    ("language", "choices", "answers", "said"),
    [
        ("en", "[Yes/No]", ["perhaps", "yes"], True),
        ("fr", "[Oui/Non]", ["o"], True),
        ("fr", "[Oui/Non]", ["y"], True),
        ("fr", "[Oui/Non]", ["non"], False),
        ("es", "[Sí/No]", ["si"], True),
        ("ru", "[Да/Нет]", ["Н"], False),
        ("ar", "[نعم/لا]", ["نعم"], True),
        ("zh", "[是/否]", ["是"], True),
        ("zh", "[是/否]", [""], False),
    ],
)
def test_it_is_answered_in_the_language_of_the_screen(
    monkeypatch: pytest.MonkeyPatch, language: str, choices: str, answers: list[str], said: bool
) -> None:
    set_language(language)
    for at_terminal in (True, False):
        monkeypatch.setattr(cli_asking, "is_at_terminal", lambda at_terminal=at_terminal: at_terminal)
        given = answers if at_terminal else answers[-1:]  # what is piped is asked for once
        with CliRunner().isolation(input="".join(f"{each}\n" for each in given)) as (_out, told, _both):
            assert cli_asking.ask(ASKED, NOBODY) is said
        assert told.getvalue().decode().count(choices) == len(given)


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made here as Unix makes one")
def test_a_terminal_asks_until_it_is_answered(begun: Path, key: Path, tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    words = signing(begun, key, tmp_path)
    command = [sys.executable, "-m", "desktop", "--language", "ar", *map(str, words)]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asking:
        os.close(theirs)
        os.write(ours, "perhaps\nنعم\n".encode())
        _out, said = asking.communicate(timeout=LONG)
    os.close(ours)
    assert asking.returncode == 0, said.decode()
    assert said.decode().count("[نعم/لا]") == 2
