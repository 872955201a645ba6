"""How people like their lists: in which order each stands, and how much room it has beside the form."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QObject, Signal


class ListHabits(QObject):
    """Kept as one text, which this computer remembers; what cannot be read is as if nothing had been chosen.

    Signals:
        changed: something is otherwise now, and `text` is to be remembered.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[str, Any] = {}

    def take(self, text: str) -> None:
        """Take over what was remembered."""
        try:
            kept = json.loads(text or "{}")
        except (ValueError, RecursionError):
            kept = {}
        self._kept = kept if isinstance(kept, dict) else {}

    def text(self) -> str:
        """Return all of it."""
        return json.dumps(self._kept, sort_keys=True)

    def order(self, kind: str) -> tuple[str, bool]:
        """Return the order of the list of a kind, and whether it is the other way round."""
        found = self._kept.get(f"order/{kind}")
        if isinstance(found, list) and len(found) == 2 and isinstance(found[0], str):
            return found[0], found[1] is True
        return "", False

    def keep_order(self, kind: str, order: str, backwards: bool) -> None:
        """Remember the order of a list."""
        self._keep(f"order/{kind}", [order, backwards])

    @property
    def share(self) -> float:
        """How much of the room lists have, 0 where nobody moved the line between list and form."""
        found = self._kept.get("share")
        return found if isinstance(found, float) and 0 < found < 1 else 0.0

    def keep_share(self, share: float) -> None:
        """Remember how much of the room lists have."""
        self._keep("share", round(share, 3))

    def _keep(self, key: str, value: object) -> None:
        if self._kept.get(key) != value:
            self._kept[key] = value
            self.changed.emit()
