"""A section of a form on a card of its own: its heading, and its fields in lines, narrow ones in pairs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desktop.catalogue.definitions import FormField, Kind, Section
from desktop.i18n.text_normalization import fold
from desktop.i18n.translation import gettext as _
from desktop.ui.field_row import FieldRow
from desktop.ui.labels import QuickHint
from desktop.ui.layout import GAP, card_in, words
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.stays_drawn import StaysDrawn


class _Frame(StaysDrawn, QuickHint, QFrame):
    """What a section is framed by."""


class FormCard:
    """The card of a section.

    Args:
        section: the section, None for the fields before the first one.
        ground: what the card stands on. Its fields come when it has its place there, see `take`.
        headed: its heading is said; not where the page has said the same just before.

    Attributes:
        key: the section, empty for the fields before the first one.
        frame: the card.
    """

    def __init__(self, section: Section | None, ground: QWidget, *, headed: bool) -> None:
        self.key = section.key if section else ""
        self.rows: list[FieldRow] = []
        self._keys: frozenset[str] = frozenset()
        self._arranged: tuple[bool, frozenset[str], frozenset[str]] | None = None
        self.frame = _Frame(ground)
        body = card_in(self.frame, GAP // 2)
        self._heading = words(_(section.label), "heading") if section and headed else None
        if self._heading is not None:
            body.addWidget(self._heading)
        if section and section.help:
            body.addWidget(words(_(section.help), "help"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP + GAP // 2)
        self._grid.setVerticalSpacing(GAP // 4)
        body.addLayout(self._grid)

    def take(self, rows: Sequence[FieldRow]) -> None:
        """Let the fields stand on the card: made in its frame, in the order in which the Tab key goes through them."""
        self.rows = list(rows)
        self._keys = frozenset(each.definition.key for each in rows)

    def stand_alone(self, alone: bool) -> None:
        """Leave the heading away where no other section is asked: what the form is about was said above it."""
        if self._heading is not None:
            let_be_seen(self._heading, not alone)

    def arrange(self, asked: Collection[str], *, paired: bool, wide: Collection[str]) -> None:
        """Set out the fields that are asked.

        Args:
            paired: there is room for two narrow fields in a line.
            wide: fields that take a whole line although they are narrow, since what they show would be cut.
        """
        arranged = (paired, self._keys.intersection(asked), self._keys.intersection(wide))
        if arranged == self._arranged:
            return
        self._arranged = arranged
        grid = self._grid
        for row in self.rows:
            # Not by taking its items: a widget whose old item lives on keeps the heights that this one cached.
            grid.removeWidget(row.head)
            grid.removeWidget(row.body)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1 if paired else 0)
        shown = [row for row in self.rows if row.definition.key in asked]
        twinned = {row.definition.twin_of for row in shown}
        alone = {row.definition.key for row in shown if row.definition.wide or self._speaks_alone(row, asked)}
        if not paired:
            alone = set(asked)
        line, beside = 0, False
        narrow = [not (row.definition.key in alone or row.definition.key in wide) for row in shown]
        for row, has_neighbour in zip(shown, [*narrow, False][1:], strict=True):
            key = row.definition.key
            # Choices have more room than half a line where nothing else stands in it.
            whole = key in alone or key in wide or (row.definition.type == "choice" and not (beside or has_neighbour))
            begins = whole or key in twinned
            if begins and beside:
                line, beside = line + 2, False
            place = (1 if beside else 0, 2 if whole and paired else 1)
            grid.addWidget(row.head, line, place[0], 1, place[1])
            grid.addWidget(row.body, line + 1, place[0], 1, place[1])
            line, beside = (line + 2, False) if whole or beside else (line, True)
        self.frame.setVisible(bool(shown))

    def _speaks_alone(self, row: FieldRow, asked: Collection[str]) -> bool:
        """Whether a text that is written in several languages is shown in one; then it has the line for itself."""
        first = row.definition.twin_of or row.definition.key
        same = [each.definition.key for each in self.rows if first in (each.definition.key, each.definition.twin_of)]
        return len(same) > 1 and sum(key in asked for key in same) == 1


def label_repeats(field: FormField, section: Section | None, kind: Kind) -> bool:
    """Whether the label of a field says no more than the heading above it, of which it is the only field.

    The English texts are compared: they are the ids of all others, which may word it a little differently.
    """
    alone = [each.key for each in kind.fields if each.section == field.section and not each.twin_of] == [field.key]
    if section is None or not alone:
        return False
    heading = fold(_without_number(section.label))
    return fold(field.label).startswith(heading)


def heading_repeats(section: Section, kind: Kind) -> bool:
    """Whether a section is called as the kind itself, which the page has named already."""
    return fold(section.label) == fold(kind.label)


def _without_number(label: str) -> str:
    """Return a heading without the number that it begins with, such as `VI.`"""
    number, stop, rest = label.partition(". ")
    return rest if stop and len(number) <= len("VIII a") else label
