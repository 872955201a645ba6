"""Words as a search compares them: accents, capital letters and short vowels do not matter."""

from __future__ import annotations

import unicodedata

_FOLDED = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",  # alef with any hamza
        "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه",
        "ـ": None,  # tatweel only stretches
        "ё": "е",
    }
)  # fmt: skip


def normal(text: str) -> str:
    """Return a text for comparing: NFKC, case folded, without accents and Arabic short vowels, letters folded.

    `normal("Élève")` is `eleve`; `normal("الأُسْرَة")` is `الاسره`.
    """
    if text.isascii():
        return text.lower()  # nothing to fold, and thousands of texts are compared while somebody types
    folded = unicodedata.normalize("NFKC", text).casefold()
    # Cyrillic й and the like are letters of their own: only marks on Latin and Arabic letters fall away.
    kept = "".join(each for each in unicodedata.normalize("NFD", folded.translate(_FOLDED)) if not _is_dropped(each))
    return unicodedata.normalize("NFC", kept)


def _is_dropped(mark: str) -> bool:
    return unicodedata.combining(mark) != 0 and mark not in "\u0306\u0308"
