"""The fonts of the window: Noto Sans at once, those of Arabic and Chinese when the first of them is to be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QLoggingCategory
from PySide6.QtGui import QFont, QFontDatabase

from desktop import paths
from desktop.i18n.languages import LANGUAGES, SCRIPTS, Script

_there: set[str] = set()


@cache
def _elsewhere() -> re.Pattern[str]:
    """Find what may be a letter of a script that is not always needed; to look for those themselves takes longer to begin."""
    return re.compile("[^\x00-\u052f\u2000-\u2cff\u2e00-\u2e7f]")


def begin() -> QFont:
    """Register the letters that are always needed, and return the font of the window."""
    for script in SCRIPTS:
        if not script.letters:
            _register(script.fonts.values())
    # Qt tells of each font that lacks a script, though it finds the next one that has it.
    QLoggingCategory.setFilterRules("qt.text.font.db.warning=false")
    font = QFont()
    # The letters of all other scripts are found by Qt itself once they are registered; naming them slows every text.
    font.setFamilies(list(dict.fromkeys(each.script.family for each in LANGUAGES.values())))
    return font


def need(texts: Iterable[str]) -> bool:
    """Register the letters of every script that the texts are written in. Returns whether some have come.

    The Chinese font is large: a computer with little memory carries it only when there is something to read in it.
    """
    before = len(_there)
    waiting: list[Script] | None = None
    wanted: re.Pattern[str] | None = None
    for text in texts:
        # One look for all that wait: a file in Arabic is full of letters that are there already.
        if text.isascii() or not _elsewhere().search(text) or (wanted and not wanted.search(text)):
            continue
        if waiting is None:
            waiting = [each for each in SCRIPTS if each.font("regular") not in _there]
        if not waiting:
            break
        for script in list(waiting):
            if re.search(script.letters, text):
                _register(script.fonts.values())
                waiting.remove(script)
        wanted = re.compile("|".join(script.letters for script in waiting) or "(?!)")
    return len(_there) > before


def registered() -> frozenset[str]:
    """Return the files of the letters that are there."""
    return frozenset(_there)


def _register(names: Iterable[str]) -> None:
    folder = paths.resources() / "fonts"
    for name in names:
        if name not in _there:
            _there.add(name)
            QFontDatabase.addApplicationFont(str(folder / name))
