"""Which words of a text are looked up in a dictionary, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.i18n.languages import LANGUAGES

_LATIN = LANGUAGES["en"].letters
_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u00ad\u200c\u200d"
_PASSED_OVER = re.compile(r"\S+@\S+|\w+://\S+|www\.\S+|\S*[\d_/\\]\S*")
_UNSPOKEN = re.compile("[\u0640\u064b-\u0652\u0670\u00ad\u200c\u200d]")


def words_of(text: str, language: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a text in the letters of its language, each with where it begins.

    Addresses, numbers, words in capitals and single letters are no words of a dictionary.
    """
    spoken = LANGUAGES.get(language)
    letters = spoken.letters if spoken else _LATIN
    if not letters:
        return
    passed_over = [found.span() for found in _PASSED_OVER.finditer(text)]
    place = 0
    for found in re.finditer(f"[{letters}](?:[{letters}{_MARKS}]|['’](?=[{letters}]))*", text):
        begin, end = found.span()
        while place < len(passed_over) and passed_over[place][1] <= begin:
            place += 1
        if place < len(passed_over) and passed_over[place][0] < end:
            continue
        word = found[0]
        if len(word) > 1 and not word.isupper():
            yield begin, word


def looked_up(word: str) -> str:
    """Return a word as a dictionary has it: without short vowels, soft hyphens and joiners, with a plain apostrophe."""
    return _UNSPOKEN.sub("", word).replace("’", "'")
