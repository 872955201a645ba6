"""The letters of the window: Noto Sans at once, those of Arabic and Chinese when the first of them is to be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtGui import QFont, QFontDatabase

from desktop import paths
from desktop.i18n.languages import SCRIPTS

_there: set[str] = set()

_ELSEWHERE = re.compile("[^\x00-\u05ff\u2000-\u2e7f]")
"""Finds what may be a letter of a script that is not always needed; to look for those themselves takes longer to begin."""


def begin() -> QFont:
    """Register the letters that are always needed, and return the font of the window."""
    for script in SCRIPTS:
        if not script.letters:
            _register(script.fonts.values())
    font = QFont()
    font.setFamilies([script.family for script in SCRIPTS])
    return font


def need(texts: Iterable[str]) -> None:
    """Register the letters of every script that the texts are written in.

    The Chinese font is large: a computer with little memory carries it only when there is something to read in it.
    """
    waiting = [each for each in SCRIPTS if each.font("regular") not in _there]
    for text in texts:
        if not waiting:
            return
        if text.isascii() or not _ELSEWHERE.search(text):
            continue
        for script in list(waiting):
            if re.search(script.letters, text):
                _register(script.fonts.values())
                waiting.remove(script)


def _register(names: Iterable[str]) -> None:
    folder = paths.resources() / "fonts"
    for name in names:
        if name not in _there:
            _there.add(name)
            QFontDatabase.addApplicationFont(str(folder / name))
