"""The national data situation on one page: indicators against the characteristics that their data are broken down by."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from desktop.i18n.translation import code
from desktop.i18n.translation import gettext as _
from desktop.record.data_situation import STATE_LABELS, Cell, DataSituation, data_situation
from desktop.record.update import Update
from desktop.ui.layout import column, words
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.session import Session
from desktop.ui.style import mixed
from desktop.ui.theme import colours
from desktop.ui.tooltips import hint

KEY = Qt.ItemDataRole.UserRole
_MIDDLE = Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap.value)


class _Picture(QTableWidget):
    """A table that fits its width: each column has the room of its longest word, the first one all that is left."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "rows")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(1)  # that of the style is wider than some columns need
        header.setDefaultAlignment(_MIDDLE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def fit(self) -> None:
        """Set the widths of the columns and the heights of the rows by what they hold."""
        letters = self.fontMetrics()
        bold = QFont(self.font())
        bold.setBold(True)
        heads = QFontMetrics(bold)
        air, least = letters.averageCharWidth() * 2, letters.averageCharWidth() * 26
        narrow = [self._longest_word(place, heads) + air for place in range(1, self.columnCount())]
        heading = [self.horizontalHeaderItem(place) for place in range(1, self.columnCount())]
        texts = [head.text() if head else "" for head in heading]
        # Heads in two lines read better than a word a line, where there is room for them.
        halved = [
            max(heads.horizontalAdvance(text) * 3 // 5 + air, wide) for text, wide in zip(texts, narrow, strict=True)
        ]
        room = self.viewport().width()
        widths = halved if room - sum(halved) >= least else narrow
        height = heads.lineSpacing()
        for place, (text, wide) in enumerate(zip(texts, widths, strict=True), 1):
            self.setColumnWidth(place, wide)
            height = max(height, heads.boundingRect(QRect(0, 0, wide - air, 0), _MIDDLE, text).height())
        self.setColumnWidth(0, max(room - sum(widths), least))
        self.horizontalHeader().setFixedHeight(height + letters.lineSpacing())
        self.resizeRowsToContents()
        for line in range(self.rowCount()):
            self.setRowHeight(line, self.rowHeight(line) + letters.lineSpacing() // 2)

    def _longest_word(self, place: int, letters: QFontMetrics) -> int:
        items = [self.item(line, place) for line in range(self.rowCount())]
        texts = [item.text() for item in (self.horizontalHeaderItem(place), *items) if item is not None]
        return max((letters.horizontalAdvance(word) for text in texts for word in text.split()), default=0)


class DataPage(Page):
    """A table that is read like a picture: each cell says in a word and a colour what there is."""

    key = "data"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        inner = column(self, fills=True)
        self._sentence = words("", "heading")
        inner.addWidget(self._sentence)
        inner.addWidget(
            words(
                _(
                    "This page shows together what is entered on the page of each indicator under “Broken down "
                    "by”. Open a line to add more."
                ),
                "muted",
            )
        )
        self._shown: DataSituation | None = None
        self.table = _Picture()
        self.table.setAccessibleName(_("Data availability"))
        self.table.activated.connect(self._open)
        inner.addWidget(self.table, 1)
        self._empty = words(
            _("Start on the page of an indicator: say whether there is data, and how it can be broken down."),
            "lead",
        )
        inner.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignTop)

    def refresh(self, update: Update | None) -> None:
        """Show the situation as it is now."""
        catalogue = self.session.catalogue
        found = data_situation(self.session.submission, catalogue)
        if found == self._shown:
            return
        self._shown = found
        labels = {each.key: _(each.label) for each in catalogue.characteristics}
        self._sentence.setText(found.sentence())
        self._empty.setVisible(not found.rows)
        self.table.setVisible(bool(found.rows))
        heads = [_("Indicator"), _("Overall")]
        heads += [labels.get(each, each) for each in found.characteristics]
        self.table.setColumnCount(len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setRowCount(len(found.rows))
        for line, row in enumerate(found.rows):
            name = _("{key}  {name}").format(key=code(row.key), name=catalogue.indicator_name(row.key))
            first = QTableWidgetItem("\n".join(text for text in (name, row.source) if text))
            first.setData(KEY, row.key)
            first.setToolTip(hint(name))
            self.table.setItem(line, 0, first)
            self.table.setItem(line, 1, _item(Cell(row.availability)))
            for place, characteristic in enumerate(found.characteristics, 2):
                self.table.setItem(line, place, _item(row.cells[characteristic]))
        self.table.fit()

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
    item.setToolTip(hint(cell.note))
    tone = tones.get(cell.state)
    if tone:
        item.setBackground(QColor(mixed(tone, c.surface, 0.18)))
    return item
