"""Heads that wrap where letters are large."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

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


def _by_content(heads: list[str], cells: list[str]) -> QTreeWidget:
    table = QTreeWidget()
    header = with_wrapping_header(table)
    table.setHeaderLabels(heads)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header.setStretchLastSection(False)
    header.setResizeContentsPrecision(0)  # rows that are not seen are not measured
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.addTopLevelItems([QTreeWidgetItem(["A row", words]) for words in cells])
    return table


def _turn(often: int) -> None:
    for _each in range(often):
        QApplication.processEvents()


@pytest.mark.parametrize("head", ["It", "The other one"])
def test_a_column_stays_as_wide_when_its_wide_cell_is_not_seen_any_more(
    look: ThemeManager, shown: Callable[[QWidget], QWidget], head: str
) -> None:
    table = _by_content(["Objective", head], ["1", "a cell that is much wider than it"])
    shown(table)
    look.set_zoom(150)
    wide = []
    for size in (QSize(500, 400), QSize(500, 90), QSize(480, 90)):
        table.resize(size)
        _turn(12)
        wide.append(table.header().sectionSize(1))
    assert len(set(wide)) == 1, wide


def test_heads_do_not_come_and_go_with_the_rows_that_are_seen(
    look: ThemeManager, shown: Callable[[QWidget], QWidget]
) -> None:
    """Low heads let a wide cell be seen, its column took room from another, whose head grew and hid that cell again."""
    table = _by_content(["Objective and all of its gaps", "It"], ["1", "a cell that is much wider than it"])
    shown(table)
    look.set_zoom(150)
    heights: list[int] = []
    table.header().geometriesChanged.connect(lambda: heights.append(table.header().height()))
    restless = []
    for high in range(60, 220, 4):
        table.resize(500, high)
        _turn(12)
        heights.clear()
        _turn(6)
        if heights:
            restless.append((high, heights[:4]))
    assert restless == []


def test_a_column_is_as_wide_as_its_letters_need_whatever_they_were_before(
    look: ThemeManager, shown: Callable[[QWidget], QWidget]
) -> None:
    table = _by_content(["Objective", "The other one"], ["1", "a cell that is wider"])
    shown(table)
    sizes: dict[int, list[int]] = {}
    for zoom in (125, 150, 200, 150, 125):
        look.set_zoom(zoom)
        _turn(12)
        sizes.setdefault(zoom, []).append(table.header().sectionSize(1))
    assert all(len(set(each)) == 1 for each in sizes.values()), sizes
