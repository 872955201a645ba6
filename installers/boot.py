"""Start the program: the one that was installed, or an update of it that was laid beside it.

The launcher of an installed program runs this file with the Python of its folder, isolated (`-I -B -X utf8`). It stands by
itself, and an update replaces nothing of what lies here. Nothing of the program is imported before it is known which one
shall run: the newest update that fits and that came up before, or has its first attempts left, else what was installed. One
that is not whole, does not let itself be imported, or did not come up twice is left, and the one before it starts. So the
little that both sides need (the folder of the updates, the order of versions, a name that lasts) is written in the program
and here once more; a test holds what has to be alike on both against each other.

What lies in the folder of an update, and which marks stand beside it, is told in `docs/updates.md`;
`desktop/installation.py` is the other side of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from importlib.machinery import FileFinder, SourcelessFileLoader
from pathlib import Path
from typing import Any

try:
    import fcntl
except ImportError:  # Windows has no flock; a byte of a file can be locked there.
    fcntl = None  # type: ignore[assignment]

HERE = Path(__file__).resolve().parent
PORTABLE = "portable.txt"
"""Beside the launcher: settings, and all that people keep, stay in this folder."""
HOME = "PLEDGEBOOK_HOME"
WORKER = "--look-up-words"
"""The word with which the program starts itself once more, to look words up; that is no attempt."""

ATTEMPTS = 2
"""An update whose first start was ended from outside is given another one."""

VERSION = re.compile(r"\d{1,4}(?:\.\d{1,4}){1,3}")

Told = dict[str, Any]

_held: list[int] = []
"""Files that stay open while the program runs: what is in use is not removed by another one."""


def main() -> None:
    """Choose the program, and run it. Whatever cannot be known of an update means that it is not used."""
    if (HERE.parent / PORTABLE).is_file():
        os.environ[HOME] = str(HERE.parent / "home")
    site = str(HERE / "site")
    if site not in sys.path:
        sys.path.append(site)
    sys.argv[0] = "pledgebook"
    started: Told = {
        "runtime": str(HERE),
        "build": {},
        "again": _again(),
        "programs": "",
        "running": "",
        "failed": [],
        "waiting": [],
        "attempt": None,
    }
    update = _update(started)
    if update is None:
        sys.path.insert(0, str(HERE / "program"))
    program = import_module("desktop.__main__")
    try:
        program.main(started)
    except Exception:
        if update is not None and not update.came_up():
            update.mark("failed", "it raised an error")
        raise


def _again() -> list[str]:
    """Return the words that start this program once more, as for the spell check."""
    launcher = HERE.parent / "pledgebook"
    if os.name == "posix" and launcher.is_file():
        sys.executable = str(launcher)
    sys.frozen = True  # type: ignore[attr-defined]  # the sign by which libraries know too that this is no plain Python
    # A launcher finds this file by itself; Python has to be told.
    if not Path(sys.executable).name.lower().startswith("python"):
        return [sys.executable]
    return [sys.executable, "-I", "-B", "-X", "utf8", str(HERE / "boot.py")]


def _update(started: Told) -> Update | None:
    """Make the update that shall run importable, and return it; None for what was installed."""
    try:
        build = started["build"] = json.loads((HERE / "build.json").read_bytes())
        programs = _programs()
        started["programs"] = str(programs)
        laid = _laid(programs, build)
    except (OSError, ValueError, KeyError, TypeError, ImportError):
        return None
    first = sys.argv[1:2] != [WORKER]
    for folder in laid:
        update = Update(folder)
        try:
            if update.begins(build, first=first):
                started |= {"running": folder.name, "attempt": update.attempt}
                return update
        except CannotMarkError:
            started["waiting"].append(folder.name)
        except FailedError as error:
            update.mark("failed", str(error))
            started["failed"].append(folder.name)
    return None


def _programs() -> Path:
    """Return the folder of the updates; `desktop/paths.py` finds the folders of the user in the same way."""
    home = os.environ.get(HOME)
    if home:
        return Path(home, "data", "programs")
    import platformdirs

    return platformdirs.user_data_path("Pledgebook", appauthor=False) / "programs"


def _laid(programs: Path, build: Told) -> list[Path]:
    """Return the folders of the updates to what was installed, the newest first."""
    least = order(build["version"])
    if not least or not programs.is_dir():
        return []
    found = sorted((order(each.name), each) for each in programs.iterdir())
    return [folder for number, folder in reversed(found) if number > least]


def order(version: str) -> tuple[int, ...]:
    """Return what versions are compared by; nothing for what is no plain version, such as the name of another folder."""
    if not VERSION.fullmatch(version):
        return ()
    numbers = [int(each) for each in version.split(".")]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


class FailedError(Exception):
    """The update cannot be used; the message says why, for whoever looks into its folder."""


class CannotMarkError(Exception):
    """The update was not started, since that cannot be noted: nobody would know when it does not come up."""


class Update:
    """An update that was laid, by its folder.

    Attributes:
        attempt: the descriptor and the path of the mark of this attempt, None where it is none. Whoever finds that this
            start was fine, and proves nothing for the window, takes it away.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.attempt: tuple[int, str] | None = None
        self._program = str(folder / "program")

    def came_up(self) -> bool:
        """Whether the window of this program was there at least once; for a command, whether one came to its end."""
        words = sys.argv[1:]
        command = bool(words) and words[0] != "open" and not words[0].startswith("-")
        return (self.folder / "started").exists() or (command and (self.folder / "worked").exists())

    def mark(self, name: str, why: str = "") -> None:
        """Note something for good; where nothing can be written it is found out again at each start."""
        with suppress(OSError):
            _write(os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), why)
            _settle(self.folder)

    def begins(self, build: Told, *, first: bool) -> bool:
        """Let the program of this update be the one that is imported.

        Args:
            build: what was installed.
            first: whether a first start counts as an attempt.

        Returns:
            False when it is not wanted, or not made for what was installed.

        Raises:
            FailedError, CannotMarkError.
        """
        if any((self.folder / mark).exists() for mark in ("failed", "aside")):
            return False
        try:
            told = json.loads((self.folder / "update.json").read_bytes())
            known = {(base["system"], base["runtime"]) for base in told["bases"]}
            files = {os.path.join(self._program, *each["path"].split("/")): each for each in told["files"]}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise FailedError("it is not whole") from error
        if told.get("version") != self.folder.name or (build["system"], build["runtime"]) not in known:
            return False
        new = not self.came_up()
        self._see_whole(files, look_inside=new)
        self._hold()
        if new and first and not self._attempt():
            raise FailedError("it did not come up")
        self._import({path: each["sha256"] for path, each in files.items()}, everything=new and first)
        return True

    def _see_whole(self, files: dict[str, Told], *, look_inside: bool) -> None:
        """See that every file is there. Before the first start each is read; later, what is imported is looked at then."""
        for path, each in files.items():
            try:
                if os.stat(path).st_size != each["size"]:
                    raise FailedError("it is not whole")
                if look_inside and _digest(Path(path).read_bytes()) != each["sha256"]:
                    raise FailedError("it is damaged")
            except (OSError, KeyError) as error:
                raise FailedError("it is not whole") from error

    def _hold(self) -> None:
        """Let nobody remove the update while it runs. On Windows an open file is enough."""
        with suppress(OSError):
            _held.append(os.open(self.folder / "update.json", os.O_RDONLY))
            if fcntl is not None:
                fcntl.flock(_held[-1], fcntl.LOCK_SH | fcntl.LOCK_NB)

    def _attempt(self) -> bool:
        """Note an attempt before it is made; False when all of them were made and none is under way.

        Each is a file of its own, locked by whoever makes it: two windows that are opened at once do not count twice.
        """
        under_way = False
        for number in range(1, ATTEMPTS + 1):
            path = self.folder / f"attempt-{number}"
            try:
                descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            except FileExistsError:
                under_way = under_way or _is_held(path)
                continue
            except OSError as error:
                raise CannotMarkError from error
            _lock(descriptor)
            self.attempt = descriptor, str(path)
            _settle(self.folder)
            return True
        return under_way

    def _import(self, digests: dict[str, str], *, everything: bool) -> None:
        """Find the program here, each of its files only as it was signed. Raises FailedError, and leaves no trace then."""
        hook = self._finding(digests)
        sys.path.insert(0, self._program)
        sys.path_hooks.insert(0, hook)
        try:
            program = import_module("desktop.__main__")
            if everything:
                program.import_all(sys.argv[1:])
        except (Exception, SystemExit) as error:
            for name in [name for name in sys.modules if name.partition(".")[0] == "desktop"]:
                del sys.modules[name]
            sys.path.remove(self._program)
            sys.path_hooks.remove(hook)
            raise FailedError(f"it cannot be imported: {type(error).__name__}") from error

    def _finding(self, digests: dict[str, str]) -> Callable[[str], Any]:
        """Return how Python finds modules in the folder of the program: compiled, listed, and with the digest listed."""
        update = self

        class Checked(SourcelessFileLoader):
            def get_data(self, path: str) -> bytes:
                data = super().get_data(path)
                if _digest(data) != digests.get(path):
                    update.mark("failed", "it is damaged")
                    raise ImportError("a file of the update was altered", path=path)
                return data

        finds = FileFinder.path_hook((Checked, [".pyc"]))

        def hook(path: str) -> Any:
            if path != self._program and not path.startswith(self._program + os.sep):
                raise ImportError("not of the update", path=path)
            return finds(path)

        return hook


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(descriptor: int, text: str) -> None:
    try:
        os.write(descriptor, text.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _settle(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system lets a folder be synchronised."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Lock a file until this process ends; False when another one holds it."""
    if fcntl is None:
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a shared folder may know no locks
        return True
    return True


def _is_held(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _lock(descriptor)
    finally:
        os.close(descriptor)


if __name__ == "__main__":
    main()
