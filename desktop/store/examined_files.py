"""Which contents of files were examined on this computer, to the last byte: what was looked at once is not looked at again.

A file is known by the SHA-256 of all of it, so nobody can alter one and have it pass for the one that was examined. It is
remembered only when nobody else wrote to it meanwhile: what another program put under its name was never examined.
The digests lie in the user's own cache and are of use to this version of the program only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from desktop import __version__
from desktop.catalogue.kept_data import keep, kept
from desktop.store.schema import VERSION
from desktop.store.search_index import FOLDING

_NAME = "examined"
_KEY = f"{__version__} {VERSION} {FOLDING}"
_MOST = 200
"""Contents that are remembered, the last ones."""

LARGEST = 512 * 1024 * 1024
"""Bytes of a file that is remembered: a larger one is mostly attached files, and reading it takes longer than it saves."""


class ExaminedFiles:
    """Remembers contents that were found to be sound."""

    def knows(self, path: Path) -> bool:
        """Whether a file holds, to the last byte, what was found to be sound before."""
        known = _known()
        return bool(known) and _digest(path) in known

    def note(self, path: Path, is_ours: Callable[[], bool]) -> None:
        """Remember that what a file holds now is sound. Where that cannot be, it is examined again next time.

        Args:
            is_ours: whether it holds what was examined and what we wrote since; asked when all of it was read.
        """
        digest = _digest(path)
        if digest and is_ours():
            keep(_NAME, _KEY, [*(each for each in _known() if each != digest), digest][-_MOST:])

    def forget(self) -> None:
        """Forget all of it: everything is examined again."""
        keep(_NAME, _KEY, [])


def _known() -> list[str]:
    found = kept(_NAME, _KEY)
    return found if isinstance(found, list) else []


def _digest(path: Path) -> str:
    """Return the digest of a file, empty where it cannot be read or is too large."""
    with suppress(OSError), path.open("rb") as stream:
        if stream.seek(0, 2) <= LARGEST:
            stream.seek(0)
            return hashlib.file_digest(stream, "sha256").hexdigest()
    return ""
