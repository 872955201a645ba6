"""Lists that are written line by line: their views hear of it once, and show what stands there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTreeView
from pytestqt.qtbot import QtBot

from desktop.ui.list_views import written_at_once
from desktop.ui.navigation import Place
from desktop.ui.pages.clearance import ClearancePage
from desktop.ui.pages.objectives import ObjectivesPage
from desktop.ui.window import Window


@pytest.mark.parametrize("key", ["objectives", "clearance"])
def test_lines_that_are_written_together_are_told_of_once(key: str, full: Window, qtbot: QtBot) -> None:
    assert full.workplace is not None
    full.workplace.go(Place(key))
    page = full.workplace.page
    assert isinstance(page, ObjectivesPage | ClearancePage)
    view = page.view if isinstance(page, ObjectivesPage) else page.list
    if isinstance(page, ObjectivesPage):
        page._rows.clear()
    told: list[tuple[QModelIndex, QModelIndex]] = []
    model = view.model()
    model.dataChanged.connect(lambda first, last, _roles: told.append((first, last)))
    page.refresh(None)
    ((first, last),) = told
    assert (first.row(), last.row()) == (0, model.rowCount() - 1)
    assert (first.column(), last.column()) == (0, model.columnCount() - 1)


def test_a_view_hears_of_what_was_written_and_of_all_that_is_written_after_it(qtbot: QtBot) -> None:
    model, view = QStandardItemModel(), QTreeView()
    qtbot.addWidget(view)
    model.appendRow(QStandardItem("short"))
    view.setModel(model)
    narrow = view.sizeHintForColumn(0)
    with pytest.raises(ZeroDivisionError), written_at_once(model):
        model.item(0).setText("a text that is much longer than the one before it")
        raise ZeroDivisionError
    assert view.sizeHintForColumn(0) > narrow
    with qtbot.waitSignal(model.dataChanged):
        model.item(0).setText("short")
    with written_at_once(QStandardItemModel()):
        pass  # there is nothing to be told of
