"""A field of several rows, such as the partners of a pledge: a small form in each row."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop.catalogue.definitions import FormField
from desktop.i18n.lists import sentences
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Value
from desktop.record.entry_state import EXPECTED
from desktop.record.unaccepted import field_of, key_of
from desktop.ui.fields.base import FieldWidget, FormContext
from desktop.ui.fields.judging import judged
from desktop.ui.layout import across, button, clear, words
from desktop.ui.parts.finder import Finder
from desktop.ui.parts.icon_button import icon_button
from desktop.ui.parts.notes import let_be_seen

if TYPE_CHECKING:
    from collections.abc import Callable

LEAST_LETTERS = 4
"""Of a list in a cell, where there is little room for the row."""


@dataclass(frozen=True)
class _Row:
    """The widgets of a row: a cell for each column, and what takes the row away."""

    cells: dict[str, FieldWidget]
    remove: QToolButton

    def let_be_seen(self, seen: bool) -> None:
        for each in (*self.cells.values(), self.remove):
            let_be_seen(each, seen)


class RowsField(FieldWidget):
    """Rows that can be added and taken away; each cell is a field of its own."""

    def __init__(
        self,
        definition: FormField,
        context: FormContext,
        make_cell: Callable[[FormField, FormContext], FieldWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(definition, context, parent)
        self._make_cell = make_cell
        self.cells: list[dict[str, FieldWidget]] = []
        self._beside: list[dict[str, str]] = []  # of each row, what the form has no column for
        self.remove_buttons: list[QToolButton] = []
        self._hands_on = False
        self._draws = False
        self._table: QWidget | None = None
        self._made: list[_Row] = []  # those that are seen, and after them those that are kept for another entry
        self._grid_holder = QVBoxLayout()
        self._grid_holder.setSpacing(4)
        self._inner.addLayout(self._grid_holder)
        self.add_button: QPushButton = button(_("Add a row"), self.add)
        self._inner.addLayout(across(self.add_button, None))
        self.setFocusProxy(self.add_button)

    def editor(self) -> QWidget:
        """Return the first cell, or the button that adds one."""
        return next(iter(self.cells[0].values())).editor() if self.cells else self.add_button

    def name(self, label: str, help_text: str) -> None:
        """Say to screen readers what is added."""
        self.add_button.setAccessibleName(_("Add a row to {field}").format(field=label))
        self.add_button.setAccessibleDescription(help_text)

    def wanted(self) -> QWidget:
        """Return the first cell that is to be corrected, else the first that is empty and should not be."""
        cells = [cell for row in self.cells for cell in row.values()]
        wrong = (cell for cell in cells if any(judged(cell)))
        empty = (cell for cell in cells if cell.definition.missing in EXPECTED and cell.value() is None)
        found = next(chain(wrong, empty), None)
        return self.editor() if found is None else found.editor()

    def show_state(self, _state: str) -> None:
        """Mark each cell by what is wrong with it, and have a screen reader say that of the cell."""
        for number, row in enumerate(self.cells, 1):
            for cell in row.values():
                text, state = judged(cell, told=bool(cell.editor().property("state")))
                cell.show_state(state)
                _name(cell, number, text)

    def problem(self) -> str:
        """Return the first thing that is wrong in a cell."""
        found = (cell.problem() for row in self.cells for cell in row.values())
        return next((text for text in found if text), "")

    def pending(self) -> bool:
        """Whether something stands on the screen that is not kept, be it only an empty row."""
        empty = any(all(cell.value() is None for cell in row.values()) for row in self.cells)
        return empty or super().pending()

    def begin(self) -> None:
        """Begin the first row: whoever was led here types, and a button would take no letter."""
        if not self.cells:
            self.add()

    def add(self) -> None:
        """Add an empty row and put the cursor into it."""
        self._draw([*self._rows(keep_empty=True, refused_too=True), {}])
        first = self.cells[-1][self.definition.columns[0].key]
        first.editor().setFocus()

    def is_as_set(self) -> bool:
        """Whether nothing has changed in any row."""
        return super().is_as_set() and all(cell.is_at_rest() for row in self.cells for cell in row.values())

    @property
    def is_typed(self) -> bool:
        """Whether somebody is at it in one of the cells."""
        return super().is_typed and any(cell.is_typed for row in self.cells for cell in row.values())

    def commit(self) -> None:
        """Hand on all rows."""
        if self.is_at_rest():
            return
        self._change()  # the cells will be as they were set when each has handed on its own
        # A cell may bring what was typed in it into its final form now, such as a name that was not chosen.
        self._hands_on = True
        for row in list(self.cells):
            for cell in row.values():
                cell.commit()
        self._hands_on = False
        super().commit()

    def _cell_touched(self) -> None:
        if not self._draws:  # what is shown was not typed
            self.touched.emit()

    def _cell_left(self) -> None:
        if not self._hands_on:
            self._change()
            self.write()

    def _cell_rested(self) -> None:
        if not self._hands_on:
            self.commit()

    def _cell_gone(self) -> None:
        if not self._hands_on:
            self.commit()
            self.gone.emit()

    def _rows(self, *, keep_empty: bool = False, refused_too: bool = False) -> list[dict[str, str]]:
        """Return what stands in the rows; with `refused_too` also what is not accepted, under keys of its own."""
        rows = []
        for cells, beside in zip(self.cells, self._beside, strict=True):
            row = {key: str(value) for key, cell in cells.items() if (value := cell.value()) is not None} | beside
            if refused_too:
                typed = {key_of(key): str(text) for key, cell in cells.items() if (text := cell.typed()) is not None}
                row |= typed
            if row or keep_empty:
                rows.append(row)
        return rows

    def _shown(self) -> Value | None:
        return self._rows() or None

    def _refused(self) -> Value | None:
        refused = any(cell.typed() is not None for row in self.cells for cell in row.values())
        return self._rows(refused_too=True) if refused else None

    def _show(self, value: Value | None) -> None:
        # With something that is not accepted, all rows are shown as they stood when it was typed, see `_show_refused`.
        if self._set_typed is None:
            self._show_rows(value)

    def _show_refused(self, typed: Value) -> None:
        self._show_rows(typed)

    def _show_rows(self, value: Value | None) -> None:
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        if rows != self._rows(refused_too=True) or len(self.cells) != len(rows):
            at = QApplication.focusWidget()
            # A cell that has the keyboard leaves with its row: what comes in its place is of another entry.
            is_free = at is None or self._table is None or not self._table.isAncestorOf(at)
            self._draw(rows, keep=is_free)

    def _draw(self, rows: list[dict[str, str]], *, keep: bool = False) -> None:
        """Show rows.

        Args:
            keep: in the widgets that are there. To make a row takes as long as to show all else of a form.
        """
        self._change()
        if not keep:
            # What was typed in the cell that has the keyboard stands in the rows already.
            self._hands_on = True
            clear(self._grid_holder)
            self._hands_on = False
            self._table, self._made = None, []
        before = len(self.cells), len(self._made)
        self.setFocusProxy(self.add_button)
        if rows and self._table is None:
            self._table = self._make_table()
        self._draws = True
        for place, row in enumerate(rows):
            if place == len(self._made):
                self._made.append(self._make_row(place))
            for key, cell in self._made[place].cells.items():
                cell.set_value(row.get(key), row.get(key_of(key)))
        self._draws = False
        for place, made in enumerate(self._made):
            made.let_be_seen(place < len(rows))
        if self._table is not None:
            let_be_seen(self._table, bool(rows))
        shown = self._made[: len(rows)]
        self.cells = [each.cells for each in shown]
        self.remove_buttons = [each.remove for each in shown]
        columns = {column.key for column in self.definition.columns}
        self._beside = [{key: text for key, text in row.items() if field_of(key) not in columns} for row in rows]
        self.show_state("")  # of cells that were made anew
        self.setFocusProxy(self.editor())  # the Tab key comes to what this names, whatever the order is
        if self.isVisible() and not (keep and before == (len(self.cells), len(self._made))):
            self._put_in_order()

    def _make_table(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for place, column in enumerate(self.definition.columns):
            grid.addWidget(words(_(column.label), "help"), 0, place)
            grid.setColumnStretch(place, 3 if column.wide else 2)
        self._grid_holder.addWidget(table)
        return table

    def _make_row(self, place: int) -> _Row:
        assert self._table is not None
        grid = self._table.layout()
        assert isinstance(grid, QGridLayout)
        number, columns = place + 1, self.definition.columns
        cells: dict[str, FieldWidget] = {}
        for beside, column in enumerate(columns):
            cell = cells[column.key] = self._make_cell(column, self.context)
            _name(cell, number, "")
            cell.setToolTip(_(column.help))
            cell.setFocusProxy(None)  # type: ignore[arg-type]  # it would be a second stop, out of the order of the rows
            for combo in cell.findChildren(Finder):
                combo.setMinimumContentsLength(LEAST_LETTERS)
            cell.left.connect(lambda _value: self._cell_left())
            cell.rested.connect(self._cell_rested)
            cell.gone.connect(self._cell_gone)
            cell.touched.connect(self._cell_touched)
            grid.addWidget(cell, number, beside, Qt.AlignmentFlag.AlignTop)
        named = _("Remove row {number}").format(number=number)
        remove = icon_button("remove", named, partial(self._remove, place), tone="muted")
        remove.setToolTip(_("Remove this row"))
        grid.addWidget(remove, number, len(columns), Qt.AlignmentFlag.AlignTop)
        return _Row(cells, remove)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._put_in_order()  # before the form stands in its window there is no order yet

    def _put_in_order(self) -> None:
        """Let the Tab key go along the rows and then to the button below them; what is made anew would come last of all."""
        before: QWidget = self.add_button
        for cells, remove in zip(self.cells, self.remove_buttons, strict=True):
            for stop in (*(stop for cell in cells.values() for stop in cell.stops()), remove):
                QWidget.setTabOrder(before, stop)
                before = stop
        QWidget.setTabOrder(before, self.add_button)

    def _remove(self, place: int) -> None:
        rows = self._rows(keep_empty=True, refused_too=True)
        del rows[place]
        self._draw(rows)
        self.add_button.setFocus()
        self.touched.emit()
        super().commit()


def _name(cell: FieldWidget, number: int, wrong: str) -> None:
    """Say to screen readers what a cell is, and what is wrong with it."""
    column, editor = cell.definition, cell.editor()
    label = _("{column}, row {number}").format(column=_(column.label), number=number)
    about = sentences((wrong, _(column.help)))
    # A screen reader hears of it even where it is said as before, with each key that is pressed in any cell.
    if (label, about) != (editor.accessibleName(), editor.accessibleDescription()):
        cell.name(label, about)
