"""Lay the licence texts of every part into a program folder, with an index that people can read."""

from __future__ import annotations

import json
import platform
import re
import textwrap
from collections.abc import Iterable
from pathlib import Path

from installers.packing import files_of
from installers.parts import TEXTS, Part, parts

INDEX = "README.txt"

_HEAD = """\
What this program is made of

Pledgebook is free software under the Apache Licence 2.0. It stands on the work of many others, who let everybody use, copy
and hand on what they made. Each part is named here with its version, its licence, and the files of this folder where the
text of that licence lies. Where several licences are offered, joined by OR, the one in brackets was chosen.

Qt and Qt for Python are under the GNU Lesser General Public License: you may replace them. Qt.txt says how.
"""


def collect(folder: Path, system: str) -> None:
    """Lay every licence text of every part of a program folder into its folder `licences`, with an index.

    Args:
        folder: the program folder, with all that is to lie in it. Its runtime/build.json says which Python lies inside.
        system: windows, linux or macos.

    Raises:
        CannotBuildError: a part has no licence text, or a licence that may not be handed on with the program.
    """
    lying = {path.relative_to(folder).as_posix() for path in files_of(folder)}
    lay(parts(system, python_of(folder), lying), folder / "licences")


def python_of(folder: Path) -> str:
    """Return the version of the Python in a program folder; that of the Python that builds where it does not say."""
    build = folder / "runtime" / "build.json"
    said = json.loads(build.read_text()).get("python") if build.exists() else None
    return str(said or platform.python_version())


def lay(found: Iterable[Part], folder: Path) -> None:
    """Write the texts of parts into a folder of their own, each text once, and the index."""
    folder.mkdir(parents=True, exist_ok=True)
    common = {path.read_bytes(): path.name for path in sorted(TEXTS.glob("*.txt"))}
    lines = [_HEAD]
    lying: dict[bytes, str] = {}
    for part in found:
        for name, text in sorted(part.texts.items()):
            if text not in lying:
                own = re.sub(r"[^A-Za-z0-9.-]+", "-", part.name).strip("-")
                lying[text] = common.get(text, f"{own}/{name}")
                path = folder / lying[text]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text)
        lines.append(_told(part, sorted({lying[text] for text in part.texts.values()})))
    (folder / INDEX).write_text("\n".join(lines), encoding="utf-8")


def _told(part: Part, places: list[str]) -> str:
    """Return what the index says of a part."""
    chosen = "" if part.chosen == part.licence else f"   [{part.chosen}]"
    lines = [f"{part.name} {part.version}".rstrip(), f"    {part.licence}{chosen}"]
    lines += textwrap.wrap(
        ", ".join(places), 116, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
    )
    if part.inside:
        lines.append("    It carries:")
    for each in part.inside:
        author = f", by {each.author}" if each.author else ""
        lines.append(f"        {each.name} {each.version}".rstrip() + f": {each.chosen}{author}")
    return "\n".join(lines) + "\n"
