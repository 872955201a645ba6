"""The program folder: the program in it, and what it says of itself.

It is laid out alike on each system::

    launcher(s)                 start runtime/boot.py with the folder's own Python
    runtime/                    CPython, its standard library, boot.py, build.json
    runtime/site/               the wheels of installers/requirements.lock, pruned
    runtime/program/desktop/    the program; an update replaces nothing but this
    licences/                   the texts of every part
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from installers.common import LOCK, ROOT, CannotBuildError, digest, is_altered, run, sources, version
from installers.compiling import write_part
from installers.signing import public_key


def stage_program(folder: Path, update_keys: Iterable[Path] = ()) -> None:
    """Lay the program into runtime/program: compiled, with its forms, catalogues and resources.

    Args:
        folder: runtime/program of a program folder.
        update_keys: public minisign keys whose updates this program will take.

    Raises:
        CannotBuildError: a key is none, or not a public one; a module does not compile.
    """
    run(sys.executable, ROOT / ".ci" / "messages", "--compile")
    for name in sources("desktop", "forms", "locale", "manual", "resources"):
        inside = Path(name) if name.startswith("desktop/") else Path("desktop/_data") / name
        if name.endswith(".po"):
            name, inside = name[:-2] + "mo", inside.with_suffix(".mo")
        elif name.endswith(".pot"):
            continue
        # The commands tell their help out of docstrings.
        write_part(folder / inside, (ROOT / name).read_bytes(), inside.as_posix(), docstrings=True)
    keys = folder / "desktop" / "_data" / "resources" / "update-keys"
    for key in update_keys:
        told = public_key(key)
        if (keys / key.name).exists():
            raise CannotBuildError(f"Two update keys are called {key.name}. Please give one another name.")
        keys.mkdir(parents=True, exist_ok=True)
        (keys / key.name).write_bytes(told)


def write_build(runtime: Path, system: str, python: str, further: Mapping[str, str] | None = None) -> None:
    """Write runtime/build.json: what this is, and the name of what it stands on, by which an update knows it.

    Args:
        runtime: the folder runtime of a program folder.
        system: windows, linux or macos.
        python: what names the Python inside, such as a hash of what it was taken from.
        further: what else whoever looks into it is told: `python`, the version of the Python inside, where it is not that of
            the Python that builds; `note`, why this is none to hand out.
    """
    stands_on = hashlib.sha256(f"{system}\n{python}\n{digest(LOCK)}\n".encode()).hexdigest()
    told = {"version": version(), "system": system, "runtime": stands_on, "python": platform.python_version()}
    if is_altered():
        told["note"] = "Made of what was not committed, not to be handed out."
    (runtime / "build.json").write_text(json.dumps(told | dict(further or {}), indent=1, sort_keys=True) + "\n")
