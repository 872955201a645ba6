"""Hints while an entry is written: what a reader will look for and may not find. Rules are data, see `forms/hints.yaml`.

They look for words in the language of the text and understand nothing. So they ask, never block, and are no finding.
"""

from __future__ import annotations

import re
from functools import lru_cache

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Hint
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.text_normalization import fold
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.submission import Submission

LONGEST = 20_000
"""Characters of a text that are looked through."""

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d+)*")
_YEAR = re.compile(r"(?<![\d/])(?:19|20)\d\d(?!\d)|(?<![\d/])14[4-9]\d(?!\d)")


def hints_for(entry: Entry, catalogue: Catalogue, submission: Submission) -> dict[str, list[str]]:
    """Return the sentences to be shown while an entry is written, by the field beside which they stand."""
    language = entry.text("language") or submission.about.text("language") or "en"
    said: dict[str, list[str]] = {}
    for hint in catalogue.hints:
        if hint.kind == entry.kind and _is_wanted(hint, entry, submission, language):
            said.setdefault(hint.beside, []).append(_(hint.text))
    return said


def _is_wanted(hint: Hint, entry: Entry, submission: Submission, language: str) -> bool:
    if any(entry.value(field) is not None for field in hint.unless):
        return False
    texts = "\n".join(entry.text(field)[:LONGEST] for field in hint.fields)
    if len(texts.strip()) < hint.from_length:
        return False
    if hint.needs and not submission.of_kind(hint.needs):
        return False
    if not hint.cues:
        return True
    cues = hint.cues.get(language)
    return cues is not None and not any(_is_said(cue, texts, language) for cue in cues)


def _is_said(cue: str, texts: str, language: str) -> bool:
    folded = _folded(texts)
    if cue == "#year":
        return _YEAR.search(folded) is not None
    if cue == "#number":
        return _NUMBER.search(_YEAR.sub(" ", folded)) is not None
    return _pattern(cue, language).search(folded) is not None


@lru_cache(maxsize=8)
def _folded(texts: str) -> str:
    return fold(texts)


@lru_cache(maxsize=1024)
def _pattern(cue: str, language: str) -> re.Pattern[str]:
    words = re.escape(fold(cue.removesuffix("*")))
    spoken = LANGUAGES.get(language)
    before = spoken.before_words if spoken else None
    if before is not None:  # and so with what is written behind it
        return re.compile(before + words)
    return re.compile(r"(?<!\w)" + words + ("" if cue.endswith("*") else r"(?!\w)"))
