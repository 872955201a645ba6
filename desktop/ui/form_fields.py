"""Which fields of a form are shown, and how they stand: those that are asked, in the language of the texts, in pairs or one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from desktop.catalogue.definitions import FormField, Kind
from desktop.record.entry import Entry
from desktop.record.values import applies, is_conditional
from desktop.ui.field_row import FieldRow
from desktop.ui.form_area import FormArea
from desktop.ui.form_card import FormCard
from desktop.ui.layout import GAP

PAIRED_FROM = 72
"""Letters of room from which narrow fields stand in pairs."""

EVERY_LANGUAGE = "*"
"""Texts in two languages are both shown."""


class FormFields:
    """Shows the fields of a form that are asked, and sets them out.

    Args:
        form: by whose letters room is measured.
        rows: the fields of the kind by their keys; they and their cards may come later.
        area: what they scroll in.

    Attributes:
        asked: the keys of the fields that are shown.
        language: of the texts that are written in several: the code of a national language, empty for the main one,
            `EVERY_LANGUAGE`.
    """

    def __init__(
        self, form: QWidget, kind: Kind, rows: Mapping[str, FieldRow], cards: Sequence[FormCard], area: FormArea
    ) -> None:
        self.asked: frozenset[str] = frozenset(each.key for each in kind.fields)
        self.language = EVERY_LANGUAGE
        self._form = form
        self._kind = kind
        self._rows = rows
        self._cards = cards
        self._area = area
        self._known: tuple[str, frozenset[str], list[tuple[str, FieldRow]]] | None = None
        self._arranged: tuple[bool, frozenset[str], frozenset[str]] | None = None

    def is_spoken(self, field: FormField) -> bool:
        """Whether a field is shown in the language that texts are shown in; most fields have only one."""
        if self.language == EVERY_LANGUAGE:
            return True
        if field.twin_of:
            return field.language == self.language
        twins = {each.language for each in self._kind.fields if each.twin_of == field.key}
        return self.language == "" or self.language not in twins

    def _spoken(self) -> tuple[frozenset[str], list[tuple[str, FieldRow]]]:
        """Return the fields in the language of the texts: those that are asked of every entry, and those that may not be."""
        if self._known is None or self._known[0] != self.language:
            spoken = [(key, row) for key, row in self._rows.items() if self.is_spoken(row.definition)]
            may_be = [(key, row) for key, row in spoken if is_conditional(row.definition)]
            self._known = (self.language, frozenset(key for key, _row in spoken) - dict(may_be).keys(), may_be)
        return self._known[1:]

    def ask(self, entry: Entry, typed_in: str) -> None:
        """Show the fields that are asked: those whose condition holds, and those that hold an answer all the same.

        Args:
            typed_in: the field that stays whatever is said; empty for none.
        """
        always, may_be = self._spoken()
        asked = always.union(
            key
            for key, row in may_be
            if entry.value(key) is not None or applies(row.definition, entry) or row.widget.typed() is not None
        )
        if typed_in and typed_in not in asked:
            asked = asked.union((typed_in,))
        if asked == self.asked and self._arranged is not None:
            return
        self.asked = asked
        for key, row in self._rows.items():
            row.show(key in asked)
        self.arrange()

    def arrange(self) -> None:
        """Set out the fields that are asked, narrow ones in pairs where there is room for two."""
        room = min(self._area.viewport().width(), self._area.ground.maximumWidth())
        paired = room >= self._form.fontMetrics().averageCharWidth() * PAIRED_FROM
        half = (room - GAP * 4) // 2
        wide = frozenset(key for key, row in self._rows.items() if paired and row.widget.least_width() > half)
        if self._arranged == (paired, self.asked, wide):
            return
        self._arranged = (paired, self.asked, wide)
        for each in self._cards:
            each.arrange(self.asked, paired=paired, wide=wide)
