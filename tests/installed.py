"""Small program folders as installers lay them out, and updates that lead from one to another."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import minisign

from desktop import installation
from installers.compiling import compiled
from installers.update import make_update

BOOT = Path(__file__).parent.parent / "installers" / "boot.py"
LIBRARIES = "ab" * 32
SAYS = {"en": "It counts better.", "fr": "Il compte mieux.", "ar": "يعد أفضل."}

MAIN = """
import json, os, sys
from desktop import __version__
def import_all(words):
    import desktop.page
def main(started):
    print(json.dumps({"version": __version__, "words": sys.argv, "home": os.environ.get("PLEDGEBOOK_HOME"), **started}))
    sys.stdout.flush()
    if "open-page" in sys.argv:
        import desktop.page
    if "fail" in sys.argv:
        raise RuntimeError("before anybody saw the window")
    if "stay" in sys.argv:
        sys.stdin.read()
    if "work" in sys.argv and started["attempt"]:
        open(os.path.join(started["programs"], started["running"], "worked"), "w").close()
        os.close(started["attempt"][0])
        os.unlink(started["attempt"][1])
    if "come-up" in sys.argv and started["running"]:
        open(os.path.join(started["programs"], started["running"], "started"), "w").close()
"""
"""A program that says how it was started; by its words it comes up, does not, or stays."""


@dataclass(frozen=True)
class Keys:
    """A pair of keys, in the files that minisign writes."""

    secret: Path
    public: Path


def keys_in(folder: Path, name: str = "release") -> Keys:
    """Make a pair of keys without a passphrase."""
    folder.mkdir(parents=True, exist_ok=True)
    made = minisign.KeyPair.generate()
    pair = Keys(folder / f"{name}.key", folder / f"{name}.pub")
    pair.secret.write_bytes(bytes(made.secret_key) + b"\n")
    pair.public.write_bytes(bytes(made.public_key) + b"\n")
    return pair


def sources(version: str, **other: str) -> dict[str, str]:
    """Return the modules of the small program, each by its name."""
    return {"__init__": f'__version__ = "{version}"\n', "__main__": MAIN, "page": "", **other}


def staged(
    folder: Path,
    version: str,
    *,
    system: str = "linux",
    libraries: str = LIBRARIES,
    data: Mapping[str, bytes] | None = None,
    **other: str,
) -> Path:
    """Lay out a small program folder of a version; `other` are the sources of modules that are not the usual ones."""
    runtime = folder / "runtime"
    program = runtime / "program" / "desktop"
    for name, source in sources(version, **other).items():
        path = program / f"{name.replace('.', '/')}.pyc"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(compiled(source.encode(), name))
    for inside, content in {"_data/forms/same.yaml": b"the same in each version\n", **(data or {})}.items():
        (program / inside).parent.mkdir(parents=True, exist_ok=True)
        (program / inside).write_bytes(content)
    (runtime / "site").mkdir(exist_ok=True)
    shutil.copyfile(BOOT, runtime / "boot.py")
    (runtime / "build.json").write_text(json.dumps({"version": version, "system": system, "runtime": libraries}))
    return folder


def update_to(top: Path, keys: Keys, version: str, *, base: Path, **how: Any) -> Path:
    """Return the file of an update from a program folder to another version of it; `how` as for `staged`."""
    new = staged(top / f"new-{version}", version, **how)
    return make_update(base, new, top / "dist", keys.secret, says=SAYS)


def begin(folder: Path, home: Path, *, running: str = "", failed: tuple[str, ...] = ()) -> installation.Installation:
    """Let this process be one that the `boot.py` of a program folder has started."""
    installation.begin(
        {
            "runtime": str(folder / "runtime"),
            "build": json.loads((folder / "runtime" / "build.json").read_bytes()),
            "programs": str(home / "data" / "programs"),
            "running": running,
            "failed": list(failed),
            "waiting": [],
            "attempt": None,
            "again": [sys.executable],
        }
    )
    here = installation.installation()
    assert here is not None
    return here


def command(folder: Path, *words: str) -> list[str]:
    """Return the words with which the launcher of a program folder starts it."""
    python = getattr(sys, "_base_executable", sys.executable)
    return [python, "-I", "-B", "-X", "utf8", str(folder / "runtime" / "boot.py"), *words]


def start(folder: Path, home: Path, *words: str) -> dict[str, Any]:
    """Start a small program folder, and return what the program says of its start."""
    ended = run(folder, home, *words)
    said: dict[str, Any] = json.loads(ended.stdout.splitlines()[0])
    return said | {"status": ended.returncode}


def run(folder: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Start a program folder and wait until it has ended."""
    return subprocess.run(
        command(folder, *words), env=environment(home), capture_output=True, text=True, timeout=120, check=False
    )


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a start: a home of its own, English, nothing drawn."""
    return {**os.environ, "PLEDGEBOOK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
