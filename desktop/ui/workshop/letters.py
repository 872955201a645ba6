"""How large the letters of a workshop are: so that they are read from the back of the room, whatever the projector.

A letter is at least 1/35 of the height of the picture. What counts is the height of a capital letter, as ten metres away
nobody sees the room that a font keeps above and below it.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QWidget

from desktop.i18n.languages import LANGUAGES
from desktop.i18n.translation import current_language
from desktop.ui import fonts
from desktop.ui.labels import Words
from desktop.ui.laying_out import lay_out_what_waits
from desktop.ui.layout import words
from desktop.ui.theme import scaled

SHARE = 35
"""The height of the picture holds so many letters above one another, at most."""

OF_ZOOM = 0.25
"""How much of the zoom they follow: they are twice as large as those of a page as it is, and what is asked has to fit."""

_AT = 200.0
"""Pixels of the font that is measured."""


def pixels(height: int) -> int:
    """Return the size of the font for a picture of a height, at the zoom of the moment and never below the least."""
    least = ceil(height / SHARE / _share(current_language(), QFont().families()[0] if QFont().families() else ""))
    return max(least, round(least * (1 + (scaled(100) / 100 - 1) * OF_ZOOM)))


def letter(language: str) -> str:
    """Return the letter by which a language is measured: a capital H in the scripts that have capitals."""
    script = LANGUAGES[language].script
    return "ا" if script.right_to_left else "国" if script.wide else "H"


@lru_cache
def _share(language: str, _family: str) -> float:
    """Return how high a letter is for a font of a pixel."""
    measured = letter(language)
    fonts.need([measured])
    font = QFont()
    font.setPixelSize(int(_AT))
    return QFontMetricsF(font).tightBoundingRect(measured).height() / _AT


def fit(view: QWidget, height: int) -> None:
    """Give a view, and all in it, the letters of a picture of a height."""
    # The look of the window says what size each role has; only a rule that knows the view by its name goes before it.
    side = pixels(height)
    sheet = (
        f"#{view.objectName()} * {{ font-size: {side}px; }}"
        f"#{view.objectName()} QToolButton {{ qproperty-iconSize: {side}px {side}px; }}"
    )
    if view.styleSheet() != sheet:
        view.setStyleSheet(sheet)
        # Else it is seen for a moment with letters that have no room yet.
        lay_out_what_waits()
        if (layout := view.layout()) is not None:
            layout.invalidate()
            layout.activate()


def said(text: str, role: str = "said", *, bold: bool = False) -> Words:
    """Return a label whose letters are as large as those of the view that it stands in."""
    return words(text, "strong" if bold else role)
