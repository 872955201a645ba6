"""Windows as wine plays it, in a prefix and on a display of its own; nothing of it outlasts the block."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from installers import common
from installers.common import BUILD
from installers.screen import screen

STAND_INS = {"bcryptprimitives": ("-ladvapi32", "-lkernel32"), "icuuc": ()}
"""The libraries of Windows 10 that wine lacks, and what each is linked with; built into the prefix, never packed."""


class Ended(NamedTuple):
    """How a program ended: its exit status, None when it did not within its time, and what it printed."""

    status: int | None
    printed: str


class Wine:
    """One prefix."""

    def __init__(self, prefix: Path, display: str) -> None:
        self.drive = prefix / "drive_c"
        self._environment = common.environment(
            WINEPREFIX=str(prefix), WINEARCH="win64", WINEDEBUG="-all", DISPLAY=display
        )

    @property
    def profile(self) -> Path:
        """The folder of the one user there is."""
        return next(each for each in (self.drive / "users").iterdir() if each.name != "Public")

    @property
    def local(self) -> Path:
        """The folder of that user's programs and what they keep."""
        return self.profile / "AppData" / "Local"

    def letter(self, letter: str, folder: Path | None) -> None:
        """Put a folder in as a stick with a letter, or draw that out."""
        link = self.drive.parent / "dosdevices" / f"{letter}:"
        link.unlink(missing_ok=True)
        if folder is not None:
            link.symlink_to(folder)

    def begin(self, program: str | Path, *words: str) -> subprocess.Popen[bytes]:
        """Start a program with pipes. Wine has handles that Python takes for broken when a stream is a file."""
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [common.need("wine", "wine wine64"), str(program), *words],
            env=self._environment,
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def run(self, program: str | Path, *words: str, limit: int = 120, typed: bytes = b"") -> Ended:
        """Run a program, which is ended when it takes more than `limit` seconds."""
        begun = self.begin(program, *words)
        try:
            printed, _errors = begun.communicate(typed, limit)
        except subprocess.TimeoutExpired:
            self.end(begun)
            return Ended(None, "")
        return Ended(begun.returncode, printed.decode(errors="replace").replace("\r\n", "\n"))

    def end(self, begun: subprocess.Popen[bytes]) -> None:
        """End a program that was begun, and what it began."""
        if begun.poll() is None:
            os.killpg(begun.pid, signal.SIGKILL)
        begun.communicate()

    def registered(self, key: str, name: str = "") -> str | None:
        """Return a value of the registry, None when it is not there."""
        which = ["/v", name] if name else ["/ve"]
        ended = self.run("reg", "query", key, *which)
        rows = [line.split("    ") for line in ended.printed.splitlines() if "    REG_" in line]
        value = rows[0][-1].strip() if ended.status == 0 and rows else None
        return None if value == "(value not set)" else value

    def has_key(self, key: str) -> bool:
        """Whether a key of the registry is there."""
        return self.run("reg", "query", key).status == 0


def as_windows(path: Path) -> str:
    """Return a path of this computer as programs under wine are told it."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


@contextmanager
def wine() -> Iterator[Wine]:
    """Give a fresh prefix as Windows 10 is, with a display that nobody sees."""
    common.need("wine", "wine wine64")
    prefix = common.fresh(BUILD / "windows" / "wine")
    with screen() as display:
        there = Wine(prefix, display)
        try:
            if there.run("wineboot", "-i", limit=300).status != 0:
                raise common.CannotBuildError("wine does not make a prefix here; please see that wine64 works.")
            there.run("winecfg", "-v", "win10")
            for name, linked in STAND_INS.items():
                _build_stand_in(name, linked, there.drive / "windows" / "system32" / f"{name}.dll")
            yield there
        finally:
            _wineserver(there._environment, "-k")


def _wineserver(environment: dict[str, str], *words: str) -> None:
    for place in ("wineserver", "/usr/lib/wine/wineserver64", "/usr/lib/wine/wineserver"):
        try:
            subprocess.run([place, *words], env=environment, timeout=60, check=False, capture_output=True)
        except FileNotFoundError:
            continue
        return


def _build_stand_in(name: str, linked: Sequence[str], out: Path) -> None:
    compiler = common.need("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64")
    source = Path(__file__).parent / "windows" / "stand_ins" / f"{name}.c"
    common.run(compiler, "-Os", "-s", "-shared", "-nostdlib", "-o", out, source, *linked)
