"""What of the program lies on this computer: what was installed, and the updates that were laid beside it.

An installed program is started by `installers/boot.py`, which chooses what runs and hands `main` what it knows. A checkout and
a wheel are started without it, and take no updates. The folder of the updates is one of the user's::

    programs/0.4.1/             an update, by its version; there as a whole or not at all
        update.json             what was signed: each of its files with its SHA-256
        program/desktop/        the program
        attempt-1, attempt-2    it was started, and nobody has said since that it came up
        started                 its window was there once
        worked                  a command of it came to its end, which says nothing of the window
        failed                  it did not; why
        told                    people were told of that
        aside                   somebody went back to an earlier one

Each mark is a file of its own, which is there or not: whatever two windows do at once, and whenever the power fails, none
of them is half written, and none takes another back.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from desktop.disk import settle

try:
    import fcntl
except ImportError:  # Windows renames no folder in which a file is open.
    fcntl = None  # type: ignore[assignment]

MANIFEST = "update.json"
PROGRAM = "program"
STARTED, WORKED, FAILED, TOLD, ASIDE = "started", "worked", "failed", "told", "aside"

VERSION = r"\d{1,4}(?:\.\d{1,4}){1,3}"
"""How the version of an update is written."""

_GONE = ".gone-"
"""How the folder of an update is called that is being removed."""

_begun: list[Mapping[str, Any]] = []


def begin(started: Mapping[str, Any]) -> None:
    """Take what `installers/boot.py` knows of this start."""
    _begun[:] = [started]
    installation.cache_clear()


class Installation(NamedTuple):
    """The installed program that runs now, or an update of it.

    Args:
        runtime: its folder `runtime`, with the Python and the libraries that updates use too.
        version: of what was installed.
        system: windows, linux or macos.
        libraries: the name of the Python and the libraries, a digest; an update is made for certain ones.
        programs: the folder of the updates, which need not be there.
        running: the version of the update that runs; empty while what was installed does.
        again: the words that start the program once more.
    """

    runtime: Path
    version: str
    system: str
    libraries: str
    programs: Path
    running: str
    again: tuple[str, ...]

    @property
    def installed_program(self) -> Path:
        """The program that was installed."""
        return self.runtime / PROGRAM

    @property
    def running_program(self) -> Path:
        """The program that runs."""
        return self.programs / self.running / PROGRAM if self.running else self.installed_program

    @property
    def running_version(self) -> str:
        """The version that runs."""
        return self.running or self.version

    def laid(self) -> Iterator[Laid]:
        """Yield the updates that are there, the newest first."""
        try:
            names = os.listdir(self.programs)
        except OSError:
            return
        for version in sorted(filter(order, names), key=order, reverse=True):
            yield Laid(self.programs / version)

    def next(self) -> Laid | None:
        """Return the update that the next start takes, None for what was installed; `installers/boot.py` chooses in the same way."""
        return next((each for each in self.laid() if each.is_wanted() and each.fits(self)), None)

    def next_version(self) -> str:
        """Return the version that the next start takes."""
        found = self.next()
        return self.version if found is None else found.version

    def leftovers(self) -> Iterator[Laid]:
        """Yield the updates that nobody comes back to.

        One before the running one stays, since people may want to go back; one that failed stays until they were told.
        """
        kept = 1
        for each in self.laid():
            if each.version == self.running:
                continue
            if not each.fits(self) or (each.has(FAILED) and each.has(TOLD)):
                yield each
            elif each.came_up() and not each.has(FAILED) and order(each.version) < order(self.running_version):
                if not kept:
                    yield each
                kept = 0


class Laid(NamedTuple):
    """An update in its folder."""

    folder: Path

    @property
    def version(self) -> str:
        """Its version, which is the name of the folder."""
        return self.folder.name

    def has(self, mark: str) -> bool:
        """Whether a mark stands beside it."""
        return (self.folder / mark).exists()

    def mark(self, mark: str) -> None:
        """Put a mark beside it. Raises OSError."""
        descriptor = os.open(self.folder / mark, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        settle(self.folder)

    def unmark(self, mark: str) -> None:
        """Take a mark away. Raises OSError."""
        (self.folder / mark).unlink(missing_ok=True)
        settle(self.folder)

    def came_up(self) -> bool:
        """Whether it was of use at least once."""
        return self.has(STARTED) or self.has(WORKED)

    def is_wanted(self) -> bool:
        """Whether it did not fail, and nobody went back from it."""
        return not self.has(FAILED) and not self.has(ASIDE)

    def fits(self, here: Installation) -> bool:
        """Whether it was made for what is installed now, and is newer."""
        try:
            told = json.loads((self.folder / MANIFEST).read_bytes())
            known = [(base["system"], base["runtime"]) for base in told["bases"]]
        except (OSError, ValueError, KeyError, TypeError):
            return False
        newer = order(self.version) > order(here.version)
        return newer and told.get("version") == self.version and (here.system, here.libraries) in known

    def remove(self) -> bool:
        """Remove it, whole or not at all; False while it runs somewhere."""
        if _is_in_use(self.folder / MANIFEST):
            return False
        gone = self.folder.with_name(f"{_GONE}{os.urandom(4).hex()}")
        try:
            os.rename(self.folder, gone)
        except OSError:
            return False
        settle(gone.parent)
        shutil.rmtree(gone, ignore_errors=True)
        return True


def order(version: str) -> tuple[int, ...]:
    """Return what versions are compared by; nothing for what is no plain version, such as the name of another folder."""
    if not re.fullmatch(VERSION, version):
        return ()
    numbers = [int(each) for each in version.split(".")]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


@cache
def installation() -> Installation | None:
    """Return the installed program that this process runs, None in a checkout or a wheel."""
    if not _begun:
        return None
    started = _begun[0]
    try:
        build = started["build"]
        told = (str(build["version"]), str(build["system"]), str(build["runtime"]))
    except (KeyError, TypeError):  # what was installed does not say what it is
        return None
    if not order(told[0]) or not started["programs"]:
        return None
    return Installation(
        Path(started["runtime"]), *told, Path(started["programs"]), started["running"], tuple(started["again"])
    )


def came_up(*, window: bool) -> None:
    """Note that the program is there: its window was painted, or a command came to its end. The next start takes it again."""
    here = installation()
    if here is None or not here.running:
        return
    laid, mark = Laid(here.programs / here.running), STARTED if window else WORKED
    with suppress(OSError):
        if not laid.has(mark) and not laid.has(STARTED):
            laid.mark(mark)
            laid.unmark(FAILED)  # somebody may have been impatient while the first start was slow
    if not window:
        _forget_attempt()


def _forget_attempt() -> None:
    """Take away the mark of this attempt: however many commands come first, the window has all of its attempts left."""
    attempt = _begun[0].get("attempt")
    if attempt is not None:
        descriptor, path = attempt
        _begun[0] = {**_begun[0], "attempt": None}
        with suppress(OSError):
            os.close(descriptor)  # Windows removes no file that is open
            os.unlink(path)


def failed() -> list[str]:
    """Return the versions that did not start, and of which people were not told yet."""
    here = installation()
    if here is None:
        return []
    of_this_start = set(_begun[0]["failed"])
    marked = {each.version for each in here.laid() if each.has(FAILED) and not each.has(TOLD)}
    return sorted(of_this_start | marked, key=order)


def waiting() -> list[str]:
    """Return the versions that were not started, since that could not be noted."""
    return list(_begun[0]["waiting"]) if installation() is not None else []


def told(version: str) -> None:
    """Note that people know of an update that did not start."""
    here = installation()
    if here is not None:
        with suppress(OSError):
            Laid(here.programs / version).mark(TOLD)


def clean_up() -> None:
    """Remove what nobody comes back to; what runs in another window stays for another time."""
    here = installation()
    if here is None or not here.programs.is_dir():
        return
    for each in list(here.leftovers()):
        each.remove()
    for gone in here.programs.glob(f"{_GONE}*"):
        shutil.rmtree(gone, ignore_errors=True)


def _is_in_use(manifest: Path) -> bool:
    if fcntl is None:
        return False
    try:
        with open(manifest, "rb") as stream:
            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
