"""The national data situation on one page: indicators against the characteristics that their data are broken down by."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from desktop.catalogue.language import N_, code
from desktop.catalogue.language import gettext as _
from desktop.record.data_situation import STATE_LABELS, Cell, data_situation
from desktop.record.history import Deed
from desktop.ui.boxes import column, words
from desktop.ui.pages.base import Page
from desktop.ui.places import Place
from desktop.ui.session import Session
from desktop.ui.style import mixed
from desktop.ui.theme import colours

KEY = Qt.ItemDataRole.UserRole


class DataPage(Page):
    """A table that is read like a picture: each cell says in a word and a colour what there is."""

    name = N_("Data situation")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        inner = column(self, fills=True)
        self._sentence = words("", "heading")
        inner.addWidget(self._sentence)
        inner.addWidget(
            words(
                _(
                    "What is written on the page of each indicator under “Broken down by” stands here together. Open a "
                    "line to say more."
                ),
                "muted",
            )
        )
        self.table = QTableWidget()
        self.table.setProperty("role", "rows")
        self.table.setAccessibleName(_("Data situation"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.activated.connect(self._open)
        inner.addWidget(self.table, 1)
        self._empty = words(
            _("Begin on the page of an indicator: say whether there is data, and by what it can be broken down."),
            "lead",
        )
        inner.addWidget(self._empty)

    def refresh(self, deed: Deed | None) -> None:
        """Show the situation as it is now."""
        catalogue = self.session.catalogue
        found = data_situation(self.session.submission, catalogue)
        labels = {each.key: _(each.label) for each in catalogue.characteristics}
        self._sentence.setText(found.sentence())
        self._empty.setVisible(not found.rows)
        self.table.setVisible(bool(found.rows))
        heads = [_("Indicator"), _("National source"), _("On the whole")]
        heads += [labels.get(each, each) for each in found.characteristics]
        self.table.setColumnCount(len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setRowCount(len(found.rows))
        for line, row in enumerate(found.rows):
            name = _("{key}  {name}").format(key=code(row.key), name=catalogue.indicator_name(row.key))
            first = QTableWidgetItem(name)
            first.setData(KEY, row.key)
            first.setToolTip(name)
            self.table.setItem(line, 0, first)
            self.table.setItem(line, 1, QTableWidgetItem(row.source))
            self.table.setItem(line, 2, _item(Cell(row.availability)))
            for place, characteristic in enumerate(found.characteristics, 3):
                self.table.setItem(line, place, _item(row.cells[characteristic]))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        letters = self.fontMetrics().averageCharWidth()
        for place, wide in ((0, 44), (1, 22)):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            self.table.setColumnWidth(place, letters * wide)

    def _open(self, index: QModelIndex) -> None:
        key = index.siblingAtColumn(0).data(KEY)
        if isinstance(key, str):
            self.go.emit(Place("indicators", key, field="disaggregations"))


def _item(cell: Cell) -> QTableWidgetItem:
    c = colours()
    tones = {"available": c.done, "partial": c.accent, "planned": c.suggests, "not_available": c.warns}
    text = _(STATE_LABELS[cell.state]) if cell.state in STATE_LABELS else cell.state
    item = QTableWidgetItem(text)
    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
    item.setToolTip(cell.note)
    tone = tones.get(cell.state)
    if tone:
        item.setBackground(QColor(mixed(tone, c.surface, 0.18)))
    return item
