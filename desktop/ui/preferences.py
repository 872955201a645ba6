"""What this computer remembers between two starts: recent files, colours, zoom, where a key lies."""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray

from desktop.errors import FileError
from desktop.i18n.languages import LANGUAGES

MOST_RECENT = 8

_OF_A_SUBMISSION = ("pages", "people", "drafts", "signing_keys")
"""What is remembered of each submission, by its path."""


class Preferences:
    """Settings in one file of the user's own folder; losing them loses nothing of a submission."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = _read(path)

    def recent(self) -> list[Path]:
        """Return the submissions opened last, newest first; those that are gone are left out."""
        names = self._kept.get("recent")
        # Not by `Path`, which fails where a folder is closed by now, or a name is none that a file can have.
        return [Path(str(name)) for name in (names if isinstance(names, list) else ()) if os.path.isfile(str(name))]

    def remember(self, path: Path) -> None:
        """Put a submission on top of the recent ones."""
        path = path.absolute()
        names = [str(path), *(str(each) for each in self.recent() if each != path)]
        self._keep("recent", names[:MOST_RECENT])

    def forget(self, path: Path) -> None:
        """Take a submission off the list of recent ones, with all that is remembered of it; the file stays."""
        path = path.absolute()
        self._keep("recent", [str(each) for each in self.recent() if each != path])
        for key in _OF_A_SUBMISSION:
            kept = self._kept.get(key)
            if isinstance(kept, dict) and str(path) in kept:
                self._keep(key, {name: each for name, each in kept.items() if name != str(path)})

    def last_page(self, path: Path) -> tuple[str, str, str, str]:
        """Return the page on which a submission was left, what it was about, the entry that was open, and the part of the
        page; each is empty where it is not known.
        """
        pages = self._kept.get("pages")
        found = pages.get(str(path.absolute())) if isinstance(pages, dict) else None
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            return "", "", "", ""
        page, key, entry, part = [*found, "", "", "", ""][:4]  # it used to be the first two of them
        return page, key, entry, part

    def keep_last_page(self, path: Path, page: str, key: str = "", entry: str = "", part: str = "") -> None:
        """Remember the page on which a submission is left; only of those that are remembered themselves."""
        self._keep_of("pages", path, [page, key, entry, part])

    def person(self, path: Path) -> str:
        """Return who wrote last in a submission on this computer, empty where nothing is known."""
        people = self._kept.get("people")
        found = people.get(str(path.absolute())) if isinstance(people, dict) else None
        return found if isinstance(found, str) else ""

    def keep_person(self, path: Path, name: str) -> None:
        """Remember who writes in a submission on this computer; only of those that are remembered themselves."""
        self._keep_of("people", path, name)

    def signing_key(self, path: Path) -> Path | None:
        """Return where the key file lies that was chosen last for a submission on this computer, None where none was."""
        keys = self._kept.get("signing_keys")
        found = keys.get(str(path.absolute())) if isinstance(keys, dict) else None
        return Path(found) if isinstance(found, str) and found else None

    def keep_signing_key(self, path: Path, key: Path | None) -> None:
        """Remember where the key file lies; what opens it is remembered nowhere. Only of those that are remembered themselves."""
        self._keep_of("signing_keys", path, "" if key is None else str(key.absolute()))

    def drafts(self, path: Path, submission_id: str) -> dict[str, list[str]]:
        """Return what was half typed in a submission on this computer, by its place, see `ui/drafts.py`.

        Nothing where it was typed in another submission, which had the same name.
        """
        kept = self._kept.get("drafts")
        found = kept.get(str(path.absolute())) if isinstance(kept, dict) else None
        texts_by_place = found.get(submission_id) if isinstance(found, dict) else None
        return {
            place: texts
            for place, texts in (texts_by_place.items() if isinstance(texts_by_place, dict) else ())
            if isinstance(texts, list) and texts and all(isinstance(each, str) for each in texts)
        }

    def keep_drafts(self, path: Path, submission_id: str, drafts: Mapping[str, Sequence[str]]) -> None:
        """Remember what is half typed in a submission; only of those that are remembered themselves."""
        self._keep_of("drafts", path, {submission_id: {place: list(texts) for place, texts in drafts.items()}})

    def _keep_of(self, key: str, path: Path, value: object) -> None:
        kept = self._kept.get(key)
        kept = kept if isinstance(kept, dict) else {}
        recent = {str(each) for each in self.recent()}
        self._keep(key, {**{name: each for name, each in kept.items() if name in recent}, str(path.absolute()): value})

    def language(self) -> str:
        """Return the language that was spoken last, empty where none is known, or it is none that Pledgebook has."""
        code = self.text("language")
        return code if code in LANGUAGES else ""

    def text(self, key: str, default: str = "") -> str:
        """Return a remembered text."""
        value = self._kept.get(key, default)
        return value if isinstance(value, str) else default

    def keep(self, key: str, value: str) -> None:
        """Remember a text."""
        self._keep(key, value)

    def geometry(self, direction: str) -> QByteArray:
        """Return where the window stood, kept apart for each reading direction."""
        try:
            return QByteArray(b64decode(self.text(f"geometry/{direction}"), validate=True))
        except ValueError:
            return QByteArray()

    def keep_geometry(self, direction: str, geometry: QByteArray) -> None:
        """Remember where the window stands."""
        self._keep(f"geometry/{direction}", b64encode(geometry.data()).decode("ascii"))

    def _keep(self, key: str, value: str | list[str] | dict[str, object]) -> None:
        # Another window may have kept something meanwhile.
        self._kept = {**self._kept, **_read(self._path)}
        if self._kept.get(key) == value:
            return
        from desktop.atomic_write import atomic_write

        self._kept[key] = value
        # Recent files and who spoke last are nobody else's business.
        with (
            suppress(FileError),
            atomic_write(self._path, private=True) as stream,
        ):  # what cannot be kept is asked again
            stream.write(json.dumps(self._kept, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass"))


def _read(path: Path) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}
