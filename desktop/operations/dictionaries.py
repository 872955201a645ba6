"""Where the dictionaries of a language lie: those of the team, those that ship, those of the system, the first that there are."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from desktop import paths

FOLDER = "dictionaries"
"""A folder of the user's own data; two files in it, named after the code of a language, are its dictionary."""


@cache
def dictionaries_for(language: str) -> tuple[str, ...]:
    """Return the paths, without their ending, of the dictionaries of a language (ISO 639-1); none where there is none."""
    if not (len(language) == 2 and language.isascii() and language.isalpha()):
        return ()
    for folder in _folders(language):
        found = sorted(
            path.with_suffix("")
            for path in (*folder.glob(f"{language}.aff"), *folder.glob(f"{language}_*.aff"))
            if path.with_suffix(".dic").is_file()
        )
        if found:
            return tuple(str(path) for path in found)
    return ()


def _folders(language: str) -> Iterator[Path]:
    yield paths.user_data() / FOLDER
    yield paths.resources() / FOLDER / language
    home = Path.home()
    if sys.platform == "darwin":
        yield from (home / "Library" / "Spelling", Path("/Library/Spelling"))
    elif os.name == "nt":
        for name in ("ProgramFiles", "ProgramFiles(x86)"):
            if ground := os.environ.get(name):
                yield Path(ground) / "LibreOffice" / "share" / "extensions" / f"dict-{language}"
    else:
        yield from (home / ".local" / "share" / "hunspell", Path("/usr/share/hunspell"), Path("/usr/share/myspell"))
