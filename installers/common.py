"""What the installers of all systems share: commands and what they need, the time of a build, and what is committed.

Two builds of one commit give the same bytes: files are written in one order, with the time of the commit, and what is
compiled carries a hash instead of a time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "installers"
"""The cache: what was fetched and what is staged. It can be removed at any time."""
DIST = ROOT / "dist"
LOCK = ROOT / "installers" / "requirements.lock"

PYTHON = (3, 11)
"""The version of Python inside. What compiles for it has to be of the same version."""


class CannotBuildError(Exception):
    """It cannot go on; the sentence says what is missing and where to get it."""


def need(command: str, package: str) -> str:
    """Return the path of a command of the system.

    Raises:
        CannotBuildError: with the line that installs it.
    """
    found = shutil.which(command)
    if not found:
        raise CannotBuildError(f"{command} is missing. Please run: sudo apt-get install --yes {package}")
    return found


def run(*words: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None, limit: int = 900) -> str:
    """Run a command and return what it printed.

    Raises:
        CannotBuildError: when it fails, or needs more seconds than `limit`; with the last lines that it printed.
    """
    try:
        done = subprocess.run(
            [str(word) for word in words],
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotBuildError(f"{words[0]} did not come to an end within {limit} seconds.") from None
    except OSError as error:
        raise CannotBuildError(f"{words[0]} could not be run: {error.strerror}.") from None
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-15:])
        raise CannotBuildError(f"{' '.join(str(word) for word in words[:3])} … failed:\n{tail}")
    return done.stdout


def version() -> str:
    """Return the version of the program, which stands in `desktop/__init__.py` alone."""
    from desktop import __version__

    return __version__


def epoch() -> int:
    """Return the time that every file bears, in seconds since 1970: SOURCE_DATE_EPOCH, else that of the commit.

    Raises:
        CannotBuildError: there is neither.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given and not given.isdecimal():
        raise CannotBuildError(f"SOURCE_DATE_EPOCH is to be a number of seconds, not “{given}”.")
    if given:
        return int(given)
    if not has_history():
        raise CannotBuildError(
            "This folder has no history that tells its time. Please set SOURCE_DATE_EPOCH to the seconds of the release."
        )
    return _time_of_commit()


@cache
def _time_of_commit() -> int:
    return int(run("git", "log", "-1", "--format=%ct", cwd=ROOT))


@cache
def has_history() -> bool:
    """Whether this is a checkout, and not what came out of an archive (which may lie inside another checkout)."""
    if not shutil.which("git"):
        return False
    try:
        return Path(run("git", "rev-parse", "--show-toplevel", cwd=ROOT).strip()).resolve() == ROOT
    except CannotBuildError:
        return False


def is_altered() -> bool:
    """Whether what would be built is not what was committed; of a folder without a history nobody can tell."""
    parts = (
        "desktop",
        "forms",
        "locale",
        "manual",
        "resources",
        "installers",
        ".ci",
        "pyproject.toml",
        "LICENSE",
        "NOTICE",
    )
    return has_history() and bool(run("git", "status", "--porcelain", "--", *parts, cwd=ROOT).strip())


def sources(*folders: str) -> list[str]:
    """Return the files of the program below some folders, as paths inside the checkout.

    In a checkout they are the ones that git knows and that are there. What came out of an archive has no git, and there
    they are all files but what Python and the catalogues leave behind.
    """
    if has_history():
        names = run("git", "ls-files", "-z", "--", *folders, cwd=ROOT).split("\0")
        return sorted(name for name in names if name and (ROOT / name).is_file())
    paths = (path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    left = {"__pycache__"}
    return sorted(path.as_posix() for path in paths if not left & {*path.parts} and path.suffix not in (".pyc", ".mo"))


def digest(path: Path) -> str:
    """Return the SHA-256 of a file as hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def environment(**further: str) -> dict[str, str]:
    """Return the environment for tools whose output bears a time: they take that of the build."""
    return os.environ | {"SOURCE_DATE_EPOCH": str(epoch()), "LC_ALL": "C.UTF-8", "TZ": "UTC"} | further


def fresh(folder: Path) -> Path:
    """Return the folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
