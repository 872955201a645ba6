"""How well the texts of a page are known, said once for what most of them have in common; only what differs is marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Standing
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext


@dataclass(frozen=True)
class SaidOnce:
    """What is said above some texts, and what stands beside each of them.

    Args:
        text: the mark that most of them have, with what it means; empty where no mark is so common.
        common: that mark.
    """

    catalogue: Catalogue
    text: str
    common: str

    def mark_of(self, standing: Standing) -> str:
        """Return the mark of one of the texts, empty where it is the common one, or none; beside marked ones an official
        text says that it is one.
        """
        mark = self.catalogue.standing_label(standing)
        if not self.common or mark:
            return "" if mark == self.common else mark
        return self.catalogue.standing_help(standing)


def said_once(catalogue: Catalogue, standings: Sequence[Standing]) -> SaidOnce:
    """Return what is said of some texts in common; nothing where there is one of them, or each is something else."""
    marks = Counter(catalogue.standing_label(each) for each in standings)
    mark, count = next(iter(marks.most_common(1)), ("", 0))
    if not mark or count < 2 or count * 2 <= len(standings):
        return SaidOnce(catalogue, "", "")
    common = [each for each in standings if catalogue.standing_label(each) == mark]
    if count == len(standings):
        (text,) = marks_with_meanings(catalogue, common)
        return SaidOnce(catalogue, text, mark)
    text = _("{mark}, unless a text is marked otherwise: {meaning}")
    return SaidOnce(catalogue, text.format(mark=mark, meaning=_meaning(catalogue, common)), mark)


def marks_with_meanings(catalogue: Catalogue, standings: Sequence[Standing]) -> list[str]:
    """Return a line for each mark that stands beside some texts, with what it means."""
    marks: dict[str, list[Standing]] = {}
    for each in standings:
        marks.setdefault(catalogue.standing_label(each), []).append(each)
    line = pgettext("standing", "{mark}: {meaning}")
    return [line.format(mark=mark, meaning=_meaning(catalogue, alike)) for mark, alike in marks.items() if mark]


def _meaning(catalogue: Catalogue, standings: Sequence[Standing]) -> str:
    return " ".join(dict.fromkeys(catalogue.standing_help(each) for each in standings))
