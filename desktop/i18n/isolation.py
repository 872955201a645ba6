"""The one place where what enters a sentence is kept from running into it.

A sentence is read in one direction, and what is put into it may be read in the other: a Latin title in an Arabic
sentence, an Arabic one in a French list, a date in figures, a file name, an address, a code such as `16.b.1`. Left to
themselves they swap ends, and what closes them lands at their beginning. Unicode's answer are isolates (UAX #9): two
signs that take no ink, around what shall be set by itself.

`gettext` and `ngettext` return a `Sentence`, whose `format` isolates what needs it; `filled` does it for the texts of data
packs. `isolated` is for whatever is put beside other words without a sentence, such as the items of a list.
Where a text is kept, compared or made a name of, `plain` takes the signs away again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import ModuleType
from unicodedata import bidirectional

_LEFT, _RIGHT, _FIRST, _END = "\u2066", "\u2067", "\u2068", "\u2069"
_OPENS = frozenset((_LEFT, _RIGHT, _FIRST))
_SIGNS = re.compile(f"[{_LEFT}-{_END}]")

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_ARABIC = re.compile(f"[{_RIGHT_TO_LEFT}]")


@cache
def _latin() -> re.Pattern[str]:
    """Find a letter that is read from left to right; this and what follows is wanted in few languages, and takes long to compile."""
    return re.compile(r"[^\W\d_" + _RIGHT_TO_LEFT + "]")


@cache
def _figures() -> re.Pattern[str]:
    """Find figures with signs between them, `2026-03`, `5.1`, `1/2`, and those with a sign before or after, `−3` or `40 %`."""
    return re.compile(r"[0-9].*[^0-9\s].*|[^0-9\s]+\s*[0-9]+", re.DOTALL)


@cache
def _run() -> re.Pattern[str]:
    """Find in the words of a translation figures that belong together, addresses, names of files."""
    return re.compile(
        f"[{_LEFT}-{_FIRST}][^{_END}]*{_END}"  # isolated by the translator
        r"|\{[^{}]*\}"  # filled in, and isolated then
        r"|https?://[!-~]*[0-9A-Za-z/]"
        r"|[0-9]{4}-[0-9]{2}(?:-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2})?)?"
    )


def isolated(text: str) -> str:
    """Return a text so that it stands by itself in a sentence of the language spoken; most need nothing for it."""
    if text.isdigit() or not text:
        return text
    if not text.isascii() and _SIGNS.search(text):
        return text if _stands_by_itself(text) else closed(text)
    if _mirrored():
        if _latin().search(text):
            return f"{_FIRST}{text}{_END}"
        return f"{_LEFT}{text}{_END}" if not _ARABIC.search(text) and _figures().fullmatch(text) else text
    return text if text.isascii() or not _ARABIC.search(text) else f"{_FIRST}{text}{_END}"


def continued(line: str, whole: str) -> str:
    """Return a line of a text that goes on in several, to be read in the direction of the whole text.

    By itself a line such as `10.7.2)` would be read as figures, and its bracket would stand at their other end.
    """
    if not line or _SIGNS.search(whole):
        return isolated(line)
    right = runs_right_to_left(whole, otherwise=_mirrored())
    if isolated(line) == line and runs_right_to_left(line, otherwise=False) == right:
        return line
    return f"{_RIGHT if right else _LEFT}{line}{_END}"


def side_by_side(texts: Iterable[str]) -> str:
    """Return short texts in one line, each by itself, in the order in which the language spoken is read; empty ones are left out."""
    line = " · ".join(isolated(each) for each in texts if each)
    return f"{_RIGHT}{line}{_END}" if line and _mirrored() else line


def runs_right_to_left(text: str, *, otherwise: bool) -> bool:
    """Whether a text is read from right to left, which its first letter says; what it is without one is given."""
    first = next((each for each in map(bidirectional, text) if each in ("L", "R", "AL")), None)
    return otherwise if first is None else first != "L"


def plain(text: str) -> str:
    """Return a text without the signs that isolate, to be kept, compared, or made a name of."""
    return text if text.isascii() else _SIGNS.sub("", text)


class Sentence(str):
    """A text in the language spoken, into which values are put so that none of them turns what stands around it."""

    __slots__ = ()

    def format(self, *values: object, **named: object) -> str:
        """Fill the placeholders."""
        return str.format(
            self,
            *(isolated(each) if isinstance(each, str) else each for each in values),
            **{name: isolated(each) if isinstance(each, str) else each for name, each in named.items()},
        )

    def format_map(self, named: Mapping[str, object]) -> str:  # type: ignore[override]  # of texts and numbers only
        """Fill the placeholders."""
        return self.format(**named)


def in_order(translated: str) -> str:
    """Return the words of a translation that is read from right to left, with dates and addresses in them isolated."""
    return _run().sub(
        lambda found: found[0] if found[0][0] in "{\u2066\u2067\u2068" else f"{_LEFT}{found[0]}{_END}", translated
    )


_ADDRESS = r"https?://[!-~]*[0-9A-Za-z/]|[0-9A-Za-z._+-]+@[0-9A-Za-z.-]+[0-9A-Za-z]"
_QUOTED_LATIN = f"(?<=[“«„])[^“”«»„{_RIGHT_TO_LEFT}]*[A-Za-z\u00c0-\u04ff][^“”«»„{_RIGHT_TO_LEFT}]*(?=[”»])"
_QUOTED_ARABIC = f"(?<=[“«„])[^“”«»„A-Za-z\u00c0-\u04ff]*[{_RIGHT_TO_LEFT}][^“”«»„A-Za-z\u00c0-\u04ff]*(?=[”»])"


@cache
def _apart(right_to_left: bool) -> re.Pattern[str]:
    return re.compile(
        f"{_ADDRESS}|{_QUOTED_LATIN}|[0-9]+(?:-[0-9]+)+(?:[T ][0-9]{{2}}:[0-9]{{2}})?"
        if right_to_left
        else _QUOTED_ARABIC
    )


def set_apart(text: str, *, right_to_left: bool) -> str:
    """Return a paragraph that bears no isolates with addresses, dates in figures, and titles in quotation marks isolated.

    It is for paper, where nobody can say any more what was put into a sentence, and no sign is taken from outside.
    """
    return _apart(right_to_left).sub(lambda found: f"{_FIRST}{found[0]}{_END}", text)


def _stands_by_itself(text: str) -> bool:
    """Whether all of a text lies between two isolates."""
    inside = 0
    for place, character in enumerate(text, 1):
        inside += (character in _OPENS) - (character == _END)
        if inside <= 0:
            return inside == 0 and place == len(text)
    return False


def closed(text: str) -> str:
    """Return a text that cannot turn what stands beside it: what it opens is closed again."""
    open_now = too_many = 0
    for character in text:
        if character in _OPENS:
            open_now += 1
        elif character == _END:
            open_now, too_many = (open_now - 1, too_many) if open_now else (0, too_many + 1)
    return _FIRST * (too_many + 1) + text + _END * (open_now + 1)


def _mirrored() -> bool:
    translation = _translation()
    return translation.current_language() in translation.RIGHT_TO_LEFT


@cache
def _translation() -> ModuleType:
    # It stands on this module; asked for at each text, an import takes longer than the answer.
    from desktop.i18n import translation

    return translation
