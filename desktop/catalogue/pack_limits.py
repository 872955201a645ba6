"""How much a data pack may say: lengths of its texts, numbers of its things, sizes of its limits, signs in its words.

Looked at in the plain values of the file, before anything is made of them. The limits are far above what a form needs,
and far below what would make a window stand still.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from desktop.catalogue.definitions import TEXTS
from desktop.catalogue.flaws import Flaw
from desktop.catalogue.yaml_document import Place
from desktop.i18n.placeholders import placeholders
from desktop.i18n.translation import gettext as _

LONGEST_TEXT = 5_000
SHORT = {
    "key": 60,
    "version": 20,
    "code": 20,
    "letter": 1,
    "label": 300,
    "plural": 300,
    "unit": 120,
    "custodian": 300,
    "forum": 200,
}
"""Characters of texts that stand in lists and headings."""

MOST_ITEMS = 1_000
MOST_TRANSLATIONS = 3_000
FEW = {
    "fields": 200,
    "columns": 20,
    "options": 400,
    "sections": 40,
    "indicators": 400,
    "characteristics": 100,
    "groupings": 20,
    "groups": 60,
    "recommendations": 400,
    "review": 60,
    "questions": 40,
    "rules": 300,
    "hints": 100,
    "actions": 26,
    "domains": 20,
    "sub_categories": 60,
    "answers": 20,
    "categories": 20,
    "kinds": 60,
    "sources": 400,
    "formats": 60,
}
"""Items of lists of which a page, a sheet or a chapter is made."""

_LARGEST_NUMBER = 10**12
NUMBERS = {
    "max_megabytes": (1, 100),
    "max_items": (1, 1_000),
    "min_length": (0, 100_000),
    "max_length": (1, 100_000),
    "number": (1, 99),
    "at_least": (0, 100),
    "code": (0, 100),
    "minimum": (-_LARGEST_NUMBER, _LARGEST_NUMBER),
    "maximum": (-_LARGEST_NUMBER, _LARGEST_NUMBER),
}
"""The least and the most of a number."""

# Signs that are obeyed and not seen, those that turn the direction of what follows, and halves of characters.
_SIGNS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# What a reader of rich text would take for an order.
_MARKUP = re.compile("<[A-Za-z/!?]")


def unbounded(data: Any, place: Place = ()) -> Iterator[Flaw]:
    """Give every flaw of the plain values of a pack; the place says where in the file."""
    word = next((str(step) for step in reversed(place) if not isinstance(step, int)), "")
    if isinstance(data, dict):
        most = MOST_TRANSLATIONS if place[:1] == ("translations",) else MOST_ITEMS
        if len(data) > most:
            yield Flaw("", place, _("there are too many of these; the maximum is {most}.").format(most=most))
            return
        for key, value in data.items():
            yield from (Flaw("", (*place, key), text) for text in _of_text(key, "translations"))
            yield from unbounded(value, (*place, key))
    elif isinstance(data, list):
        most = FEW.get(word, MOST_ITEMS)
        if len(data) > most:
            yield Flaw("", place, _("there are too many of these; the maximum is {most}.").format(most=most))
            return
        for number, value in enumerate(data):
            yield from unbounded(value, (*place, number))
    elif isinstance(data, str):
        spoken = place[:1] == ("translations",)
        yield from (Flaw("", place, text) for text in _of_text(data, "translations" if spoken else word))
        if data == "earlier" and any(str(step).endswith("standing") for step in place):
            yield Flaw("", place, _("only the program can mark something as coming from earlier forms."))
    elif isinstance(data, int | float) and not isinstance(data, bool):
        least, most = NUMBERS.get(word, (-_LARGEST_NUMBER, _LARGEST_NUMBER))
        if not least <= data <= most:
            text = _("the number must be from {least} to {most}.")
            yield Flaw("", place, text.format(least=least, most=most))


def _of_text(text: str, word: str) -> Iterator[str]:
    longest = SHORT.get(word, LONGEST_TEXT)
    if len(text) > longest:
        yield _("the text is too long; the maximum number of characters is {most}.").format(most=longest)
    elif _SIGNS.search(text):
        yield _(
            "the text contains invisible characters, or characters that change the direction of the text after them."
        )
    elif _MARKUP.search(text):
        yield _("the text contains a word in angle brackets; texts in a pack cannot contain markup.")
    elif word in TEXTS and not plainly_held(text):
        yield _("curly brackets must contain a plain name and nothing else.")


def plainly_held(text: str) -> bool:
    """Whether the placeholders of a text are names only: no format, no conversion, nothing of what they stand for."""
    try:
        placeholders(text)
    except ValueError:
        return False
    return True
