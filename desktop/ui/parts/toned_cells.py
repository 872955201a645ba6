"""Cells of a table in a colour of their own, which the style sheet gives to all of them alike otherwise."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.ui.list_views import OwnEnd
from desktop.ui.shortened import cut_short

PADDING = 6


class BareCells(OwnEnd):
    """Draws cells of which it writes or draws the text itself."""

    def bare(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> tuple[QStyleOptionViewItem, str]:
        """Draw a cell as the style does, without its text, and return how it is drawn, and the text."""
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        text, plain.text = plain.text, ""
        plain.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, plain.widget)
        return plain, text


class TonedCells(BareCells):
    """Draws the text of a cell in the colour that its model names, and all else as the style does."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tone = index.data(Qt.ItemDataRole.ForegroundRole)
        if not isinstance(tone, QColor):
            super().paint(painter, option, index)
            return
        plain, text = self.bare(painter, option, index)
        lead = PADDING
        if not plain.icon.isNull():
            lead += plain.decorationSize.width() + PADDING
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        area = option.rect.adjusted(PADDING if mirrored else lead, 0, -(lead if mirrored else PADDING), 0)
        painter.save()
        painter.setPen(tone)
        painter.setFont(plain.font)
        shown = cut_short(plain.fontMetrics, text, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
