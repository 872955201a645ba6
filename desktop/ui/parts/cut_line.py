"""Lines and closed lists that end in dots where they have no room for all of their text; the tool tip has the whole."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStylePainter,
    QToolButton,
    QWidget,
)

from desktop.i18n.isolation import runs_right_to_left
from desktop.ui.line_side import begin_at_side
from desktop.ui.shortened import cut_short
from desktop.ui.tooltips import hint

INSIDE = 2
"""Pixels at each side of the letters of a line that Qt keeps free."""


class CutLine(QLineEdit):
    """A line that can be typed into. While nobody does, it shows the beginning of its text, and by dots that there is more."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._told = ""
        begin_at_side(self)

    def shown(self) -> str:
        """Return the text as it is shown where nobody types."""
        text = self.displayText()
        if not text:
            return text  # as in most lines of a form: to find out how much room there is takes longer than to draw it
        letters, room = self.fontMetrics(), self._room().width()
        return text if letters.horizontalAdvance(text) <= room else cut_short(letters, text, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        text, shown = self.displayText(), self.shown()
        self._tell("" if shown == text else hint(text))
        if shown == text or self.hasFocus():
            super().paintEvent(event)
            return
        painter, panel = QPainter(self), QStyleOptionFrame()
        self.initStyleOption(panel)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, panel, painter, self)
        group = QPalette.ColorGroup.Normal if self.isEnabled() else QPalette.ColorGroup.Disabled
        painter.setPen(self.palette().color(group, QPalette.ColorRole.Text))
        # Where nothing else is said, Qt lets what is typed begin where its script does; and so it stays where it is then.
        right = runs_right_to_left(text, otherwise=self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        begins = Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
        along = QStyle.visualAlignment(begins, self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        painter.drawText(self._room(), along | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()

    def _tell(self, text: str) -> None:
        """Have the whole text in the tool tip, unless that says something else."""
        if self.toolTip() == self._told != text:
            self.setToolTip(text)
            self._told = text

    def _room(self) -> QRect:
        """Return the room for the letters, beside what can be pressed in the line."""
        panel = QStyleOptionFrame()
        self.initStyleOption(panel)
        inside = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, panel, self)
        room = inside.marginsRemoved(self.textMargins()).adjusted(INSIDE, 0, -INSIDE, 0)
        for each in self.findChildren(QToolButton):
            if each.isVisible() and each.geometry().center().x() > self.width() // 2:
                room.setRight(min(room.right(), each.x() - INSIDE))
            elif each.isVisible():
                room.setLeft(max(room.left(), each.geometry().right() + INSIDE))
        return room


class CutCombo(QComboBox):
    """A list of which the chosen thing ends in dots where the closed list has no room for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""

    def shown(self) -> str:
        """Return what is chosen as it is shown."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width() - INSIDE
        if not option.currentIcon.isNull():
            room -= option.iconSize.width() + 2 * INSIDE
        text, letters = self.currentText(), self.fontMetrics()
        return text if letters.horizontalAdvance(text) <= room else cut_short(letters, text, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        text, shown = self.currentText(), self.shown()
        told = "" if shown == text or self.isEditable() else hint(text)
        if self.toolTip() == self._told != told:
            self.setToolTip(told)
            self._told = told
        if not told:
            super().paintEvent(event)
            return
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        self.initStyleOption(option)
        option.currentText = shown
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
