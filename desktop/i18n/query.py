"""What somebody looks for: words, each as it was typed and in its other numbers and cases.

Search, filters and the manual find by the same words. What was typed is found wherever it stands, also inside of other words.
Its other forms are found as whole words only, and only those of its own kind: *policy* finds *policies* and no police,
*страны* finds *странами* and no *страница*. Nothing here knows in which language a text is; letters tell enough.

A filter finds while somebody types: what the whole word finds is found by its beginnings too, so an ending that is half
typed (*policie*, *трудящиес*, *المهاجرو*) is one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from desktop.i18n.text_normalization import fold


class Word(NamedTuple):
    """A word that is looked for, folded as `fold` does.

    Args:
        typed: as it was typed.
        stem: what stays the same in its other forms, a part of what was typed; the same where it has none.
        forms: which forms, a key of `_FORMS`; empty for none.
        other: another word that may have been meant, see `_word`.
    """

    typed: str
    stem: str
    forms: str = ""
    other: Word | None = None

    @property
    def indexed(self) -> str:
        """Return the letters that stand wherever it is found."""
        return self.stem if self.other is None else min(self.stem, self.other.stem[1:], key=len)

    def place_in(self, folded: str) -> int:
        """Return where it stands in a folded text, -1 where it does not."""
        place = folded.find(self.typed)
        if place < 0 and self.forms in _ARABIC:
            for typed, also in ((_THE, _FOR_THE), (_FOR_THE, _THE)):
                if place < 0 and self.typed.startswith(typed):
                    place = folded.find(also + self.typed[len(typed) :])
        if place >= 0 or not self.forms:
            return place
        place = folded.find(self.stem)
        while place >= 0 and not self._is_form(folded, place):
            place = folded.find(self.stem, place + 1)
        return place if place >= 0 or self.other is None else self.other.place_in(folded)

    def is_in(self, folded: str) -> bool:
        """Return whether a folded text holds it."""
        return self.place_in(folded) >= 0

    def _is_form(self, folded: str, place: int) -> bool:
        before, after = _forms()[self.forms]
        if after.match(folded, place + len(self.stem)) is None:
            return False
        begin = place
        while begin and folded[begin - 1].isalnum():
            begin -= 1
        return before.fullmatch(folded, begin, place) is not None


def query_words(query: str) -> list[Word]:
    """Return what a text must hold to be found.

    Whoever puts words between quotation marks looks for these words as they are, and not for the marks. The signs of a
    sentence around a word, as in one that was pasted, are looked for where nothing else is.
    """
    whole = fold(query).split()
    bare = [word for each in whole if (word := each.strip(_OF_A_SENTENCE))] or whole
    words, is_quoted = [], False
    for each in bare:
        begins, ends = each.startswith('"'), each.endswith('"')
        if word := each.strip("\"'"):
            # A single mark at the end is an apostrophe: migrants' rights.
            as_it_is = is_quoted or begins or ends or each.startswith("'")
            words.append(Word(word, word) if as_it_is else _word(word))
            is_quoted = (is_quoted or begins) and not ends
        elif begins:
            is_quoted = not is_quoted  # French sets its marks apart: « femmes »
    return words


_OF_A_SENTENCE = ".,;:!?¿¡()[]{}-*•·،؛؟、。《》〈〉【】"
"""Signs of a sentence, and of a list, that are no part of a word. Dashes and brackets of other widths are folded to these."""


def _word(typed: str) -> Word:
    found = _ends().fullmatch(typed)
    forms = found.lastgroup if found else None
    if found is None or forms is None:
        return Word(typed, typed)
    # For the refugees, للاجئين, is written with two of the three letters that stand side by side: the noun has one of them.
    is_short = forms in _ARABIC and typed.startswith(_FOR_THE)
    return Word(typed, found[forms], forms, _word(_THE + typed[1:]) if is_short else None)


_OF_NOUNS = "иями|ями|ами|ьми|иях|иям|ием|ией|ов|ев|ам|ям|ах|ях|ом|ем|ой|ей|ою|ею|ию|ия|ии|ие|ий|ью|[аяоеыиуюьй]"
_OF_ADJECTIVES = "ого|его|ому|ему|ыми|ими|ая|яя|ое|ее|ые|ие|ый|ий|ой|ей|ым|им|ом|ем|ых|их|ую|юю"
_OF_BOTH = "ие|ий|ой|ей|ом|ем|ы"
"""Endings of both; the last one of a noun, or the beginning of one."""
_OWNERS = "(?:ها|هم|هن|هما|نا|كم|ه)?"
"""Whose it is, which Arabic says at the end of the word."""

_FORMS = {
    # Ending of the word that was typed, with its stem; endings of its other forms. The first that fits counts.
    "ies": (r"(?P<ies>[a-z-]{3,}?)i(?:es?)?", r"y|ies?"),
    "y": (r"(?P<y>[a-z-]{2,}[b-df-hj-np-tv-xz])y", r"y|ies"),
    "ees": (r"(?P<ees>[a-z-]{3,}?)(?<!refug)ees?", r"ees?|es?"),  # déplacées and déplacés; refugees look for no refuge
    "es": (r"(?P<es>[a-z-]{4,}?[cdhjlnrsxz])es?", r"(?:es?)?"),  # naciones, classes, measures
    "s": (r"(?P<s>[a-z-]{3,}?)(?<!s)s", r"s?"),
    "both": (rf"(?P<both>[\u0400-\u04ff-]{{3,}}?)(?:{_OF_BOTH})(?:ся?)?", rf"(?:{_OF_NOUNS}|{_OF_ADJECTIVES})?(?:ся)?"),
    "adjective": (
        rf"(?P<adjective>[\u0400-\u04ff-]{{3,}}?)(?:{_OF_ADJECTIVES})(?:ся?)?",
        rf"(?:{_OF_ADJECTIVES})(?:ся)?",
    ),
    "noun": (rf"(?P<noun>[\u0400-\u04ff-]{{3,}}?)(?:{_OF_NOUNS})", rf"(?:{_OF_NOUNS})?"),
    "people": (r"(?:ال|لل)?+(?P<people>[\u0620-\u064a]{4,}?)(?:ون|ين|ان)", rf"(?:ون|ين|ان|ات|و|ي|ا|ه)?{_OWNERS}"),
    "things": (r"(?:ال|لل)?+(?P<things>[\u0620-\u064a]{4,}?)ات", rf"(?:ون|ين|ان|ات|ه|تان|تين|ت)?{_OWNERS}"),
    "thing": (r"(?:ال|لل)?+(?P<thing>[\u0620-\u064a]{4,}?)[اه]", rf"(?:ات|ه|ا|تان|تين|ت){_OWNERS}"),
    "begun": (r"(?:ال|لل)?+(?P<begun>[\u0620-\u064a]{4,}?)[وي]", rf"(?:ون|ين|و|ي){_OWNERS}"),
    # With the article, a word may be half typed or whole: its letters stand at the beginning of one without it.
    "the": (r"(?:ال|لل)(?P<the>[\u0620-\u064a]{4,})", r"\w*"),
    "three": (r"(?:ال|لل)(?P<three>[\u0620-\u064a]{3})", _OWNERS),
    "few": (r"(?:ال|لل)(?P<few>[\u0620-\u064a]{1,2})", "(?!)"),
}

_ARABIC = ("people", "things", "thing", "begun", "the", "three", "few")

_THE, _FOR_THE = "ال", "لل"
"""The article, and how it is written after *for*: what begins with the one is found under the other too, whatever follows."""

_WRITTEN_BEFORE = "[وف]?[بكل]?(?:ال|لل|ل)?"
"""What Arabic writes in one with the word that follows: and, so, in, like, for, the."""


@cache
def _ends() -> re.Pattern[str]:
    """Find the ending of a word that was typed; wanted when somebody searches, and long to compile."""
    return re.compile("|".join(typed for typed, _forms in _FORMS.values()))


@cache
def _forms() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return what may stand before a stem in its word and what after it, to the word's end."""
    return {
        key: (re.compile(_WRITTEN_BEFORE if key in _ARABIC else ""), re.compile(rf"(?:{endings})(?!\w)"))
        for key, (_typed, endings) in _FORMS.items()
    }
