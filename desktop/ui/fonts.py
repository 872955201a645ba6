"""The letters of the window: Noto Sans at once, those of Arabic and Chinese when the first of them is to be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtGui import QFont, QFontDatabase

from desktop import paths

FAMILIES = ("Noto Sans", "Noto Naskh Arabic", "Noto Sans SC")
"""In the order in which a character is looked for."""

_AT_ONCE = ("NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf", "NotoSans-Bold.ttf")
_LATER = (
    (
        "[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]",
        ("NotoNaskhArabic-Regular.ttf", "NotoNaskhArabic-Bold.ttf"),
    ),
    (
        "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]",
        ("NotoSansSC-Regular.ttf",),
    ),
)
_there: set[str] = set()


def begin() -> QFont:
    """Register the letters that are always needed, and return the font of the window."""
    _register(_AT_ONCE)
    font = QFont()
    font.setFamilies(list(FAMILIES))
    return font


def need(texts: Iterable[str]) -> None:
    """Register the letters of every script that the texts are written in.

    The Chinese font is large: a computer with little memory carries it only when there is something to read in it.
    """
    waiting = [(script, names) for script, names in _LATER if names[0] not in _there]
    for text in texts if waiting else ():
        if text.isascii():
            continue
        for script, names in list(waiting):
            if re.search(script, text):
                _register(names)
                waiting.remove((script, names))


def _register(names: Iterable[str]) -> None:
    folder = paths.resources() / "fonts"
    for name in names:
        if name not in _there:
            _there.add(name)
            QFontDatabase.addApplicationFont(str(folder / name))
