"""Objectives by their numbers, in words."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.i18n.lists import joined, several
from desktop.i18n.translation import ngettext


def objectives_in_words(numbers: Sequence[int]) -> str:
    """Return which objectives are meant, as in "Objectives 1, 5"; empty for none."""
    if not numbers:
        return ""
    text = ngettext("Objective {numbers}", "Objectives {numbers}", several(numbers))
    return text.format(numbers=joined(str(number) for number in numbers))
