"""A field of several rows, such as the partners of a pledge: a small form in each row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.catalogue.definitions import FormField
from desktop.catalogue.language import gettext as _
from desktop.record.entry import Value
from desktop.ui.boxes import across, button, clear, words
from desktop.ui.fields.base import FieldWidget, FormContext

if TYPE_CHECKING:
    from collections.abc import Callable


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
        self._grid_holder = QVBoxLayout()
        self._grid_holder.setSpacing(4)
        self._inner.addLayout(self._grid_holder)
        self.add_button = button(_("Add a row"), self.add)
        self._inner.addLayout(across(self.add_button, None))
        self.setFocusProxy(self.add_button)

    def editor(self) -> QWidget:
        """Return the button that adds a row."""
        return self.add_button

    def name(self, label: str, help_text: str) -> None:
        """Say to screen readers what is added."""
        self.add_button.setAccessibleName(_("Add a row to {field}").format(field=label))
        self.add_button.setAccessibleDescription(help_text)

    def add(self) -> None:
        """Add an empty row and put the cursor into it."""
        self._draw([*self._rows(keep_empty=True), {}])
        first = self.cells[-1][self.definition.columns[0].key]
        first.editor().setFocus()

    def commit(self) -> None:
        """Hand on all rows."""
        for row in self.cells:
            for cell in row.values():
                cell.blockSignals(True)
                cell.commit()
                cell.blockSignals(False)
        super().commit()

    def _rows(self, *, keep_empty: bool = False) -> list[dict[str, str]]:
        rows = []
        for cells in self.cells:
            row = {key: str(value) for key, cell in cells.items() if (value := cell.value()) is not None}
            if row or keep_empty:
                rows.append(row)
        return rows

    def _shown(self) -> Value | None:
        return self._rows() or None

    def _show(self, value: Value | None) -> None:
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        if rows != self._rows() or len(self.cells) < len(rows):
            self._draw(rows)

    def _draw(self, rows: list[dict[str, str]]) -> None:
        clear(self._grid_holder)
        self.cells = []
        if not rows:
            return
        grid = QGridLayout()
        grid.setSpacing(6)
        columns = self.definition.columns
        for place, column in enumerate(columns):
            grid.addWidget(words(_(column.label), "help"), 0, place)
            grid.setColumnStretch(place, 3 if column.wide else 2)
        for number, row in enumerate(rows, 1):
            cells: dict[str, FieldWidget] = {}
            for place, column in enumerate(columns):
                cell = self._make_cell(column, self.context)
                cell.set_value(row.get(column.key))
                cell.name(_("{column}, row {number}").format(column=_(column.label), number=number), _(column.help))
                cell.left.connect(lambda _value: self.commit())
                cell.touched.connect(self.touched)
                grid.addWidget(cell, number, place, Qt.AlignmentFlag.AlignTop)
                cells[column.key] = cell
            remove = button(
                "×",
                partial(self._remove, number - 1),
                role="quiet",
                accessible=_("Take away row {number}").format(number=number),
            )
            grid.addWidget(remove, number, len(columns), Qt.AlignmentFlag.AlignTop)
            self.cells.append(cells)
        self._grid_holder.addLayout(grid)

    def _remove(self, place: int) -> None:
        rows = self._rows(keep_empty=True)
        del rows[place]
        self._draw(rows)
        self.touched.emit()
        super().commit()
        self.add_button.setFocus()
