"""Words as a search compares them: accents, capital letters and short vowels do not matter."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_FOLDED = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",  # alef with any hamza
        "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه",
        "ـ": None,  # tatweel only stretches
        "ё": "е",
    }
)  # fmt: skip


_TYPED = str.maketrans("\u2018\u2019\u02bc\u2010\u2011\u2013\u2014", "'''----")
"""Quotes and dashes of print, as they are typed."""


def normal(text: str) -> str:
    """Return a text for comparing: NFKC, case folded, without accents and Arabic short vowels, letters folded.

    `normal("Élève")` is `eleve`; `normal("الأُسْرَة")` is `الاسره`.
    """
    if text.isascii():
        return text.lower()  # nothing to fold, and thousands of texts are compared while somebody types
    folded = unicodedata.normalize("NFKC", text).casefold()
    if folded.isascii():
        return folded
    return unicodedata.normalize("NFC", _marks().sub("", unicodedata.normalize("NFD", folded.translate(_FOLDED))))


def loose(text: str) -> str:
    """Return a text for finding in a list, where letters with a sign are also found without it.

    `loose("Türkiye")` is `turkiye`: who looks for a country may not have its letters on the keyboard.
    """
    folded = normal(text).translate(_TYPED)
    if folded.isascii():
        return folded
    return "".join(each for each in unicodedata.normalize("NFD", folded) if not unicodedata.combining(each))


@cache
def _marks() -> re.Pattern[str]:
    # A pattern, since letter by letter in Python takes half a second for five hundred long texts. Cyrillic й, Turkish ğ
    # and the like are letters of their own: breve and diaeresis stay.
    known = (chr(code) for code in range(0x300, 0x20000))
    return re.compile("[" + "".join(each for each in known if _is_dropped(each)) + "]")


def _is_dropped(mark: str) -> bool:
    return unicodedata.combining(mark) != 0 and mark not in "\u0306\u0308"
