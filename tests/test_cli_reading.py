"""Commands that read a file: whatever lies under its name is told in a sentence about reading it."""

from __future__ import annotations

import builtins
import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from desktop import paths
from desktop.cli import main
from desktop.operations.identities import new_identity
from desktop.operations.open_file import open_file

PASSPHRASE = "a passphrase for tests"

COMMANDS = {
    "new": "new new.pledgebook --country KE --from @",
    "info": "info @",
    "check": "check @",
    "restore": "restore @ restored.pledgebook",
    "review": "review @ --out review.docx",
    "import into": "import @ random",
    "import from": "import kenya.pledgebook @",
    "import-values into": "import-values @ random",
    "import-values from": "import-values kenya.pledgebook @",
    "identity show": "identity show @ --passphrase-file passphrase",
    "identity show, passphrase": "identity show key.p12 --passphrase-file @",
    "export": "export @ --draft --out out",
    "export, key": "export kenya.pledgebook --identity @ --passphrase-file passphrase --out out",
    "export, token": "export kenya.pledgebook --token @ --pin-file passphrase --out out",
    "export, announced": (
        "export kenya.pledgebook --identity key.p12 --passphrase-file passphrase --announce-certificate @ --out out"
    ),
    "sign": "sign @ --identity key.p12 --passphrase-file passphrase",
    "verify": "verify @",
    "verify, trust": "verify package.asice --trust @",
    "covering-note": "covering-note @ --out note.docx",
    "pack check": "pack check @",
    "pack install": "pack install @",
    "pack preview": "pack preview kenya.pledgebook @",
    "pack use": "pack use kenya.pledgebook @",
    "hand-out": "hand-out @ --to Health --objectives 1 --out health.pledgebook",
    "ledger": "ledger @",
    "workbook out": "workbook out @ --to Health --out health.xlsx",
    "workbook in, into": "workbook in @ random",
    "workbook in, from": "workbook in kenya.pledgebook @",
    "join, into": "join @ kenya.pledgebook",
    "join, from": "join kenya.pledgebook @",
    "restore-point": "restore-point @ Before",
    "back-to": "back-to @ Before",
    "minutes": "minutes @ --since 2026-01-01 --out minutes.docx",
    "brief": "brief @ --out brief.docx",
    "clearance": "clearance @",
    "update": "update @",
}


def nothing(_place: Path) -> None:
    """Leave the name free."""


PLACES: dict[str, Callable[[Path], object]] = {
    "a folder": Path.mkdir,
    "nothing": nothing,
    "an empty file": Path.touch,
    "what is no file of ours": lambda place: place.write_bytes(os.urandom(5000)),
    "a device": lambda place: place.symlink_to("/dev/null"),
    "a device without end": lambda place: place.symlink_to("/dev/zero"),
    "a pipe": lambda place: os.mkfifo(place),
    "a link to nothing": lambda place: place.symlink_to("nowhere"),
    "a link to itself": lambda place: place.symlink_to(place.name),
}


@pytest.fixture
def desk(submission_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a submission and what is signed with; work is done there."""
    new_identity("Ministry A", "KE", tmp_path / "key.p12", PASSPHRASE)
    (tmp_path / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    (tmp_path / "random").write_bytes(os.urandom(3000))
    monkeypatch.chdir(submission_path.parent)
    CliRunner().invoke(main, ["export", "kenya.pledgebook", "--draft", "--out", "drafts"])
    next((tmp_path / "drafts").iterdir()).rename("package.asice")
    return tmp_path


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["--language", "en", *words], catch_exceptions=False)
    return done.exit_code, done.output


@pytest.mark.parametrize("place", [*PLACES, "a name that is too long", "below a file"])
def test_what_cannot_be_read_is_told_by_every_command(desk: Path, place: str) -> None:
    names = {"a name that is too long": "x" * 300, "below a file": "random/x"}
    if place in PLACES:
        PLACES[place](desk / "given")
    for name, said in COMMANDS.items():
        if place == "a pipe" and name == "identity show, passphrase":
            continue  # another program may hand it over so, and is waited for
        status, output = run(*(names.get(place, "given") if word == "@" else word for word in said.split()))
        lines = output.splitlines()
        assert status in (1, 2), said
        assert lines and (len(lines) == 1 or said.startswith("verify")), (said, output)
        assert not [word for word in ("went wrong", "saved", "Traceback") if word in output], (said, output)
        assert "not a package." not in output or "identity" not in said, (said, output)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes with a name in a folder")
@pytest.mark.parametrize(
    "said",
    [
        "workbook out kenya.pledgebook --to Health --out given.xlsx",
        "hand-out kenya.pledgebook --to Health --objectives 1 --out given.pledgebook",
        "review kenya.pledgebook --out given.docx",
        "minutes kenya.pledgebook --since 2026-01-01 --out given.docx",
        "restore package.asice given.pledgebook",
    ],
)
def test_what_is_no_file_is_never_replaced(desk: Path, said: str) -> None:
    given = next(word for word in said.split() if word.startswith("given"))
    os.mkfifo(desk / given)
    status, output = run(*said.split())
    assert (status, len(output.splitlines())) == (2, 1), output
    assert given in output and "went wrong" not in output
    assert (desk / given).is_fifo()
    assert not [each.name for each in desk.iterdir() if each.suffix == ".part"]


OF_A_SUBMISSION = (
    "new", "info", "check", "review", "import into", "import-values into", "export", "hand-out", "ledger",
    "workbook out", "workbook in, into", "join, into", "join, from", "restore-point", "back-to", "minutes", "brief",
    "clearance",
)  # fmt: skip


@pytest.mark.parametrize("name", OF_A_SUBMISSION)
def test_a_submission_that_lacks_its_end_is_damaged_for_every_command(desk: Path, name: str) -> None:
    """Also for those that take in what somebody sends."""
    given = desk / "given.pledgebook"
    shutil.copyfile(desk / "kenya.pledgebook", given)
    os.truncate(given, given.stat().st_size - 500)
    before = given.read_bytes()
    status, output = run(*("given.pledgebook" if word == "@" else word for word in COMMANDS[name].split()))
    assert (status, len(output.splitlines())) == (2, 1), output
    assert "given.pledgebook is damaged and was not opened" in output
    assert given.read_bytes() == before


def test_a_file_that_may_not_be_read_is_told_so(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever may do everything reads it all the same, so the system is asked to say no."""
    given = desk / "given"
    given.write_bytes(os.urandom(5000))
    opening = os.open

    def refused(name: object, *rest: int, **how: int) -> int:
        if str(name).endswith("given"):
            raise PermissionError(13, "Permission denied")
        return opening(name, *rest, **how)  # type: ignore[arg-type]

    def closed(name: object, *rest: object, **how: object) -> object:
        if str(name).endswith("given"):
            raise PermissionError(13, "Permission denied")
        return reading(name, *rest, **how)  # type: ignore[call-overload]

    reading = io.open
    monkeypatch.setattr(os, "open", refused)
    monkeypatch.setattr(builtins, "open", closed)
    monkeypatch.setattr(io, "open", closed)
    for said in COMMANDS.values():
        status, output = run(*(("given" if word == "@" else word) for word in said.split()))
        assert status in (1, 2), said
        assert not [word for word in ("went wrong", "saved") if word in output], (said, output)


@pytest.fixture
def limited() -> Iterator[Callable[[int], None]]:
    """Let this process write no file beyond so many bytes, for a while."""
    resource = pytest.importorskip("resource", reason="Windows sets no such limits")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_submission_that_may_not_grow_is_told_so_and_stays(desk: Path, limited: Callable[[int], None]) -> None:
    file = desk / "kenya.pledgebook"
    limited(file.stat().st_size + 8000)
    status, output = run("import", "kenya.pledgebook", str(paths.resources() / "demonstration.json"))
    assert (status, output.count("cannot grow any larger")) == (2, 1)
    opened = open_file(file, read_only=True)
    assert not opened.read().of_kind("pledge")
    opened.close()


@pytest.mark.parametrize(
    "said",
    [
        "new other.pledgebook --country KE --cycle 2026",
        "hand-out kenya.pledgebook --to Health --objectives 1 --out health.pledgebook",
        "restore package.asice restored.pledgebook",
        "export kenya.pledgebook --draft --out out",
        "review kenya.pledgebook --out review.docx",
    ],
)
def test_a_new_file_that_may_not_become_so_large_is_told_so(
    desk: Path, limited: Callable[[int], None], said: str
) -> None:
    limited(20_000)
    status, output = run(*said.split())
    assert status == 2
    assert "was not saved: it is larger than this computer or its disk allows." in output
    assert "disk does not respond" not in output and "space" not in output
