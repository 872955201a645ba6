"""Tables of our own: the sheet of values of a package's workbook, saved as it is or as CSV, in any of six languages, of any version."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.older_words import every_wording
from desktop.i18n.text_normalization import fold


class Own:
    """What the words of our own tables mean."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._characteristics: dict[str, str] = {}
        for each in catalogue.characteristics:
            for label in every_wording(each.label):
                self._characteristics.setdefault(_plain(label), each.key)
            for word in (each.key, *each.aliases):
                self._characteristics.setdefault(_plain(word), each.key)

    def characteristic(self, cell: str) -> str:
        """Return the key of a characteristic that a cell names by its label; a word of the country's own stays."""
        return self._characteristics.get(_plain(cell), cell)


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
