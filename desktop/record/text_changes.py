"""What differs between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\s+|[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef]|\w+|[^\w\s]")
"""A word, what stands between words, or a sign; of scripts that part no words, each letter."""

_MOST = 4_000
"""Words of a text that are compared with each other; longer ones are compared line by line."""


@dataclass(frozen=True)
class Piece:
    """A piece of a text that stayed, went, or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def text_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts, in their order: what went stands before what came in its place."""
    old, new = _pieces(before), _pieces(after)
    if max(len(old), len(new)) > _MOST:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Piece] = []
    gone = come = ""
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (what, begin, end, there, until) in enumerate(opcodes):
        went, came = "".join(old[begin:end]), "".join(new[there:until])
        if what == "equal" and (went.strip() or not (gone or come) or place == len(opcodes) - 1):
            found += _changed(gone, come)
            found.append(Piece("same", went))
            gone = come = ""
        else:
            # Mere spaces between words that changed belong to them: a sentence is read as a whole, not word by word.
            gone, come = gone + went, come + came
    return (*found, *_changed(gone, come))


def _changed(gone: str, come: str) -> list[Piece]:
    return [piece for piece in (Piece("gone", gone), Piece("new", come)) if piece.text]


def _pieces(text: str) -> Sequence[str]:
    return _WORDS.findall(text)
