"""A clumsy afternoon: whatever is clicked, typed, undone and said in another language, nothing breaks and all is kept."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from desktop.i18n.translation import LANGUAGES
from desktop.ui import runner
from desktop.ui.pictures import places
from desktop.ui.window import Window

STEPS = 250
WORDS = (
    "Daycare", "2026", "2026-13-45", "école à Dakar", "تعهد جديد", "承诺", "x" * 500, "a\tb", "\u202eback", "😀",
    "12,5", "-", "13", "wolof", "<b>bold</b>", "{name} %s",
)  # fmt: skip
HANDLED = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView, QTabBar)


class Clumsy:
    """Somebody who tries everything that can be seen, in an order that a seed decides."""

    def __init__(self, window: Window, seed: int) -> None:
        self.window = window
        self.chance = random.Random(seed)

    def step(self) -> None:
        """Do one thing to whatever is in front."""
        luck = self.chance.random()
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            self._choose(popup)
        elif popup is not None:
            popup.close()
        elif luck < 0.06:
            QTest.keyClick(
                self.window, self.chance.choice([Qt.Key.Key_Z, Qt.Key.Key_Y]), Qt.KeyboardModifier.ControlModifier
            )
        elif luck < 0.08 and not self._dialogs():
            self.window.speak(self.chance.choice(LANGUAGES))
        elif luck < 0.2 and self.window.workplace is not None and not self._dialogs():
            self.window.workplace.go(self.chance.choice(places(self.window))[1])
        elif luck < 0.25 and self._dialogs():
            self._dialogs()[-1].close()
        else:
            self._handle()

    def _dialogs(self) -> list[QDialog]:
        return [each for each in self.window.findChildren(QDialog) if each.isVisible()]

    def _handle(self) -> None:
        front: QWidget = self._dialogs()[-1] if self._dialogs() else self.window
        found = [each for each in front.findChildren(QWidget) if isinstance(each, HANDLED)]
        seen = [each for each in found if each.isVisible() and each.isEnabled()]
        if not seen:
            return
        widget = self.chance.choice(seen)
        if isinstance(widget, QComboBox) and widget.isEditable():
            self._type(widget.lineEdit())
        elif isinstance(widget, QComboBox) and widget.count():
            widget.setCurrentIndex(self.chance.randrange(widget.count()))
            widget.activated.emit(widget.currentIndex())
        elif isinstance(widget, QLineEdit):
            self._type(widget)
        elif isinstance(widget, QPlainTextEdit) and not widget.isReadOnly():
            widget.setFocus()
            widget.setPlainText(self.chance.choice(WORDS) * self.chance.choice([1, 20]))
        elif isinstance(widget, QPushButton | QToolButton) and widget.menu() is not None:
            self._choose(widget.menu())
        elif isinstance(widget, QAbstractButton):
            widget.click()
        elif isinstance(widget, QTabBar):
            widget.setCurrentIndex(self.chance.randrange(widget.count()))
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None and widget.model().rowCount():
            index = widget.model().index(self.chance.randrange(widget.model().rowCount()), 0)
            widget.setCurrentIndex(index)
            if self.chance.random() < 0.4:
                widget.activated.emit(index)

    def _type(self, line: QLineEdit) -> None:
        if line.isReadOnly():
            return
        line.setFocus()
        line.setText(self.chance.choice(WORDS))
        line.textEdited.emit(line.text())
        QTest.keyClick(line, self.chance.choice([Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape]))

    def _choose(self, menu: QMenu) -> None:
        actions = [each for each in menu.actions() if each.isEnabled() and each.menu() is None]
        menu.close()
        if actions:
            self.chance.choice(actions).trigger()


@pytest.mark.parametrize("seed", [1, 2])
def test_a_clumsy_afternoon_breaks_nothing(
    seed: int, opened: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    somebody = Clumsy(opened, seed)
    path = opened.session.path if opened.session else tmp_path
    files = [
        str(path),
        str(tmp_path / "nowhere"),
        str(Path(__file__).parent.parent / "operations" / "forum-2030.yaml"),
        "",
    ]
    ways = [str(tmp_path / "new.pledgebook"), str(tmp_path / "review.docx"), str(tmp_path / "review.pdf"), ""]
    # Nobody is there to answer a box of the system, and a dialog that waits would wait for ever.
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (somebody.chance.choice(files), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (somebody.chance.choice(ways), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: "")
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: QMessageBox.StandardButton.Cancel)
    monkeypatch.setattr(QDialog, "exec", lambda dialog: dialog.open() or 0)
    monkeypatch.setattr(QMenu, "exec", lambda menu, *_given: somebody._choose(menu))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    for _step in range(STEPS):
        if opened.workplace is None:
            opened.open_file(path)
        somebody.step()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    runner.wait_for_all()
    before = opened.session.submission if opened.session else None
    opened.close_submission()
    assert opened.open_file(path)
    assert opened.session is not None
    if before is not None and before.id == opened.session.submission.id:
        assert len(opened.session.submission.entries) >= len(before.entries)
