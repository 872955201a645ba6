"""What differs between two versions of an answer, word by word; of a list, element by element."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, cast

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.lists import sentences, stopped
from desktop.i18n.text_sanitizing import clean, shortened
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Value
from desktop.record.submission import Submission
from desktop.record.values import display

Mark = Literal["same", "removed", "added"]

# A word keeps the marks that stand on its letters, and what joins its parts. Where words are written without spaces
# between them, each character is one.
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_ON_LETTERS = "\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u200c\u200d"
_WORDS = re.compile(rf"[{_ALONE}]|(?:[^\W{_ALONE}]|[{_ON_LETTERS}]|(?<=\w)['’.-](?=\w))+|\n|[^\S\n]+|.")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")

_MOST = 2_000_000
"""Pairs of words that are compared; longer texts are compared by their paragraphs first."""

_MOST_SPOKEN = 400
"""Letters of what was removed or added that are said before the text itself."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text that two versions share, or that only the earlier or the later one has."""

    mark: Mark
    text: str


def marked(old: str, new: str) -> list[Piece]:
    """Return the words of two texts in one row, what was removed before what was added in its place."""
    return _joined(_compared(clean(old), clean(new)))


def marked_answer(
    field: FormField, old: Value | None, new: Value | None, catalogue: Catalogue, submission: Submission | None = None
) -> list[Piece]:
    """Return what differs between two answers of a field, as people read them; elements of a list on lines of their own."""
    if not isinstance(old, list) and not isinstance(new, list):
        said = ("" if each is None else display(field, each, catalogue, submission) for each in (old, new))
        return marked(*said)
    before, after = (_elements(field, each, catalogue, submission) for each in (old, new))
    return _joined(_in_lines(_steps(before, after)))


def spoken(pieces: Sequence[Piece]) -> str:
    """Return in words what is removed and added, for those who do not see the marks."""
    texts = {
        "removed": _("Removed: “{text}”"),
        "added": _("Added: “{text}”"),
    }
    return sentences(
        stopped(texts[each.mark].format(text=shortened(each.text, _MOST_SPOKEN)))
        for each in pieces
        if each.mark != "same" and each.text.strip()
    )


def _elements(field: FormField, value: Value | None, catalogue: Catalogue, submission: Submission | None) -> list[str]:
    if value is None:
        return []
    items = value if isinstance(value, list) else [value]
    return [clean(display(field, cast(Value, [each]), catalogue, submission)) for each in items]


def _compared(old: str, new: str) -> Iterator[Piece]:
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) * len(after) <= _MOST:
        yield from _steps(before, after)
        return
    lines_before, lines_after = _LINES.findall(old), _LINES.findall(new)
    for way, first, last, begin, end in _opcodes(lines_before, lines_after):
        was, is_now = "".join(lines_before[first:last]), "".join(lines_after[begin:end])
        if way == "equal":
            yield Piece("same", was)
        elif len(_WORDS.findall(was)) * len(_WORDS.findall(is_now)) <= _MOST:
            yield from _steps(_WORDS.findall(was), _WORDS.findall(is_now))
        else:
            yield from (Piece("removed", was), Piece("added", is_now))


def _steps(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for way, first, last, begin, end in _opcodes(before, after):
        if way == "equal":
            yield from (Piece("same", each) for each in before[first:last])
        else:
            yield from (Piece("removed", each) for each in before[first:last])
            yield from (Piece("added", each) for each in after[begin:end])


def _opcodes(before: Sequence[str], after: Sequence[str]) -> Iterable[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


def _in_lines(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for number, piece in enumerate(pieces):
        if number:
            yield Piece("same", "\n")
        yield piece


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Put pieces of one mark together; a space alone between two changed words changes with them."""
    done: list[Piece] = []
    removed, added, between = "", "", ""

    def close() -> Iterator[Piece]:
        if removed:
            yield Piece("removed", removed)
        if added:
            yield Piece("added", added)
        if between:
            yield Piece("same", between)

    for piece in pieces:
        if piece.mark == "same" and piece.text.strip(" ") == "" and (removed or added) and not between:
            between = piece.text
        elif piece.mark == "same":
            done += close()
            removed = added = between = ""
            done.append(piece)
        else:
            removed, added, between = removed + between, added + between, ""
            removed += piece.text if piece.mark == "removed" else ""
            added += piece.text if piece.mark == "added" else ""
    done += close()
    return _merged(each for each in done if each.text)


def _merged(pieces: Iterable[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for piece in pieces:
        if found and found[-1].mark == piece.mark:
            found[-1] = Piece(piece.mark, found[-1].text + piece.text)
        else:
            found.append(piece)
    return found
