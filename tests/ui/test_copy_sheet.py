"""A pledge is taken over into the online form, answer by answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.dialogs.copy_sheet import CopySheetDialog
from desktop.ui.window import Window


def test_an_answer_goes_into_the_clipboard_as_it_was_written(qtbot: QtBot, opened: Window) -> None:
    assert opened.session is not None
    entry_id = opened.session.add("pledge", {"title": "A registrar in every county", "entity": "Ministry A"})
    entry = opened.session.entry(entry_id)
    assert entry is not None
    dialog = CopySheetDialog(opened.session, entry, opened)
    dialog.show()
    copies = [each for each in dialog.findChildren(QPushButton) if each.accessibleName().startswith("Copy the answer")]
    assert len(copies) == sum(1 for line in dialog.lines if line.text)
    (title,) = [each for each in copies if "Name of the pledge" in each.accessibleName()]
    qtbot.mouseClick(title, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "A registrar in every county"
    dialog.close()
