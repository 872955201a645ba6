"""Words as a search compares them: what cannot be seen, or is written in two ways, does not matter.

Accents, capital letters, short vowels, hamza and tatweel, the shape of apostrophes, quotation marks and dashes, digits of
another script, soft hyphens and joiners: whoever looks for a word types what the keyboard has.
"""

from __future__ import annotations

import unicodedata

from desktop.i18n.unicode_form import composed

_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا",  # alef with any hamza
    "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه",
    "ی": "ي", "ې": "ي", "ک": "ك", "ہ": "ه", "ە": "ه", "ۀ": "ه", "ۃ": "ه",  # the same letters on a Persian or Urdu keyboard
    "ـ": "",  # tatweel only stretches
    "ё": "е",
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n",
}  # fmt: skip

_SINGLE = "'`´ʹʻʼʽˈˊˋ‘’‚‛′‵‹›׳՚ꞌ\uff07"
_DOUBLE = '"“”„‟″‶«»״〝〞〟「」『』\uff02'
_DASHES = "\u2212\u2043\u30fb"

# Marks that Unicode tells everybody to pass over and that are no format characters: the grapheme joiner, fillers,
# selectors of a variant.
_IGNORED = frozenset(
    (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0x180B, 0x1810), *range(0xFE00, 0xFE10))
) | frozenset(range(0xE0100, 0xE01F0))


class _Folding(dict[int, str]):
    """Code point to what stands for it in a comparison, worked out when it is first met."""

    def __init__(self, *, loosely: bool) -> None:
        super().__init__()
        self._loosely = loosely

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._folded(chr(code))
        return folded

    def _folded(self, character: str) -> str:
        if character in _LETTERS:
            return _LETTERS[character]
        if character in _SINGLE:
            return "'"
        if character in _DOUBLE:
            return '"'
        category = unicodedata.category(character)
        if ord(character) in _IGNORED or category == "Cf" or unicodedata.combining(character):
            return ""
        if category == "Nd":
            return str(unicodedata.decimal(character))
        if category == "Pd" or character in _DASHES:
            return "-"
        if not self._loosely and unicodedata.name(character, "").startswith("CYRILLIC"):
            return character  # й and и are letters of their own
        plain = "".join(each for each in unicodedata.normalize("NFD", character) if not unicodedata.combining(each))
        return plain if plain in ("", character) else plain.translate(self)


_NORMAL = _Folding(loosely=False)
_LOOSE = _Folding(loosely=True)


def fold(text: str) -> str:
    """Return a text for comparing, folded as the head of this module says.

    `normal("Élève")` is `eleve`; `normal("الأُسْرَة")` is `الاسره`; `normal("l’État n° ٤٥")` is `l'etat no 45`.
    """
    return _compared(text, _NORMAL)


def fold_loosely(text: str) -> str:
    """Return a text for finding in a list, where a letter with any sign is also found without it, й as и too."""
    return _compared(text, _LOOSE)


def fold_case(text: str) -> str:
    """Return a text for comparing where nothing but capital letters and spaces may differ: keys, choices, units, codes."""
    return " ".join(composed(text).split()).casefold()


def _compared(text: str, folding: _Folding) -> str:
    if text.isascii():
        return text.lower().replace("`", "'")  # nothing else to fold, and thousands are compared while somebody types
    # Twice: what is folded may go together anew with what it stands beside now, as a lone sign with the next letter.
    return _once(_once(text, folding), folding)


def _once(text: str, folding: _Folding) -> str:
    return composed(composed(text, "NFKC").casefold().translate(folding), "NFKC").casefold()
