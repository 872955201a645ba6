"""Heads that wrap where letters are large."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.ui.parts.wrapping_header import with_wrapping_header
from desktop.ui.theme import ThemeManager


def test_a_bar_cannot_come_and_go_with_the_heights_of_the_heads(
    look: ThemeManager, shown: Callable[[QWidget], QWidget]
) -> None:
    """It made heads narrower and so higher, for which it was needed, and lower again: a page never came to rest."""
    table = QTreeWidget()
    with_wrapping_header(table)
    table.setHeaderLabels(["Guiding principle", "Entries that name it"])
    table.addTopLevelItem(QTreeWidgetItem(["A row", "1"]))
    shown(table)
    assert table.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
    look.set_zoom(150)
    QApplication.processEvents()
    bar = table.verticalScrollBar()
    assert bar.isVisible() and not bar.isEnabled()
    table.addTopLevelItems([QTreeWidgetItem([f"Row {row}", "1"]) for row in range(60)])
    QApplication.processEvents()
    assert bar.isVisible() and bar.isEnabled()
    look.set_zoom(100)
    QApplication.processEvents()
    assert table.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
