"""Finds what programs that keep folders alike leave beside a file when two people wrote to it at once.

They differ in how they name it; what they have in common is the name of the file, then something of their own. Whether it
is a copy of the same submission only its content can say.
"""

from __future__ import annotations

import os
import re
import unicodedata
from itertools import islice
from pathlib import Path

from desktop.store.opening import id_on_disk

_ENDING = ".pledgebook"
_MOST_NAMES, _MOST_FILES = 10_000, 20
"""Names of a folder that are looked at, and files that are looked into: opening must not wait for a whole archive."""

# In the languages in which the makers of such programs speak; it stands anywhere after the name of the file.
_WORDS = "conflict|conflit|conflitt|conflito|konflikt|конфликт|冲突|衝突|تعارض"
_SIGNS = " ._-([（"
"""What the name of the file is followed by there. Patterns are compiled where there is one; next to a file stand many others."""

_AFTER_THE_NAME = (
    # Dropbox, Nextcloud, ownCloud, Seafile, Syncthing, Resilio, pCloud, Tresorit, Unison
    rf".+(?i:{_WORDS}).*",
    r" ?[(（]\d{1,3}[)）]",  # Google Drive, Mega, Windows itself
    r" \d{1,2}",  # iCloud
    r"-(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{1,14}(-\d{1,2})?",  # OneDrive puts the name of the computer there
)


def conflicts(path: Path, submission_id: str) -> list[str]:
    """Return the names of files beside this one that hold the same submission and are called like a copy in conflict.

    Nothing is locked or changed by looking, whoever has those files open.
    """
    try:
        with os.scandir(path.parent) as entries:
            names = [entry.name for entry in islice(entries, _MOST_NAMES)]
    except OSError:  # whoever may open a file need not be allowed to list its folder
        return []
    called = sorted(name for name in names if name != path.name and _are_called_alike(path.name, name))
    return [name for name in called[:_MOST_FILES] if id_on_disk(path.parent / name) == submission_id]


def _are_called_alike(one: str, other: str) -> bool:
    """Return whether one of two names is the other with what such a program adds."""
    short, long = sorted((_stem(one), _stem(other)), key=len)
    added = long.removeprefix(short) if long.startswith(short) else ""
    return added.startswith(tuple(_SIGNS)) and any(re.fullmatch(each, added, re.DOTALL) for each in _AFTER_THE_NAME)


def _stem(name: str) -> str:
    # Most put it before the ending, some behind it. macOS hands out names in letters and accents apart.
    return unicodedata.normalize("NFC", name).replace(_ENDING, "", 1)
