"""Text that stands beside the mouse where it rests: Qt takes what begins like markup for markup, we never write any."""

from __future__ import annotations

from PySide6.QtGui import Qt


def hint(text: str) -> str:
    """Return a text as a tool tip that shows it as it is.

    A title or a cell can come from anybody, and markup in it could load a picture from wherever it says.
    """
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text
