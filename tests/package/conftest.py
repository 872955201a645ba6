"""What the tests of packages share: a signing key, a PDF, a small package, and the tools of others."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.package import container
from desktop.package.identity import Identity, create_identity

Tool = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def at() -> datetime:
    """When packages are signed in these tests."""
    return datetime(2026, 3, 2, 14, 5, 11, tzinfo=UTC)


@pytest.fixture(scope="session")
def passphrase() -> str:
    """What the signing keys are locked with."""
    return "four words and a number 7"


@pytest.fixture(scope="session")
def identity(at: datetime, passphrase: str) -> Identity:
    """A desk officer's signing key."""
    return create_identity("Desk officer A", "KE", passphrase, at)


@pytest.fixture(scope="session")
def stranger(at: datetime, passphrase: str) -> Identity:
    """A key of somebody else who calls himself the same."""
    return create_identity("Desk officer A", "KE", passphrase, at)


@pytest.fixture(scope="session")
def pdf() -> bytes:
    """A report of two pages."""
    from reportlab.pdfgen.canvas import Canvas

    written = io.BytesIO()
    canvas = Canvas(written, invariant=True)
    for page in ("Objective 1", "Objective 2"):
        canvas.drawString(72, 700, page)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


@pytest.fixture(scope="session")
def members(pdf: bytes) -> dict[str, bytes]:
    """The files of a small package."""
    return {
        "report.pdf": pdf,
        "pledges/pledge-1.pdf": pdf[::-1],
        "submission.json": b'{"country": "KE"}\n',
        "VERIFY.txt": b"How to verify this package\n",
    }


@pytest.fixture(scope="session")
def package(
    members: dict[str, bytes], identity: Identity, at: datetime, tmp_path_factory: pytest.TempPathFactory
) -> bytes:
    """A small signed package as the bytes of its file."""
    path = tmp_path_factory.mktemp("package") / "KE-2026.asice"
    container.write_container(path, members, identity, at)
    return path.read_bytes()


@pytest.fixture(scope="session")
def draft(members: dict[str, bytes], at: datetime, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The same as an unsigned draft."""
    path = tmp_path_factory.mktemp("draft") / "KE-2026-draft.asice"
    container.write_container(path, members, None, at)
    return path.read_bytes()


@pytest.fixture
def tool() -> Tool:
    """A way to run a program that somebody else wrote; the test is skipped where it is not installed."""

    def run(name: str, *arguments: str | Path, lines: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not installed")
        return subprocess.run(
            [name, *map(str, arguments)], capture_output=True, text=True, input="\n".join(lines), check=False
        )

    return run
