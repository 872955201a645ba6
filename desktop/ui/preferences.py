"""What this computer remembers between two starts: recent files, colours, zoom."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

MOST_RECENT = 8


class Preferences:
    """Settings in one file of the user's own folder; losing them loses nothing of a submission."""

    def __init__(self, path: Path) -> None:
        # Recent files and who spoke last are nobody else's business; Qt leaves the rights of a file as they are.
        with suppress(OSError):  # what cannot be kept is asked again
            path.touch(mode=0o600)
            path.chmod(0o600)
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def recent(self) -> list[Path]:
        """Return the submissions opened last, newest first; those that are gone are left out."""
        kept = self._settings.value("recent", [])
        names = [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []
        return [path for name in names if (path := Path(name)).is_file()]

    def remember(self, path: Path) -> None:
        """Put a submission on top of the recent ones."""
        path = path.absolute()
        names = [str(path), *(str(each) for each in self.recent() if each != path)]
        self._settings.setValue("recent", names[:MOST_RECENT])

    def forget(self, path: Path) -> None:
        """Take a submission off the list of recent ones; the file stays."""
        self._settings.setValue("recent", [str(each) for each in self.recent() if each != path])

    def text(self, key: str, default: str = "") -> str:
        """Return a remembered text."""
        value = self._settings.value(key, default)
        return value if isinstance(value, str) else default

    def keep(self, key: str, value: str) -> None:
        """Remember a text."""
        self._settings.setValue(key, value)

    def geometry(self, direction: str) -> QByteArray:
        """Return where the window stood, kept apart for each reading direction."""
        value = self._settings.value(f"geometry/{direction}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_geometry(self, direction: str, geometry: QByteArray) -> None:
        """Remember where the window stands."""
        self._settings.setValue(f"geometry/{direction}", geometry)
