"""What a workshop shows is read from ten metres, in every language, and nothing of it is cut."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget

from desktop.i18n.languages import LANGUAGES
from desktop.ui.window import Window
from desktop.ui.workshop import PANELS
from desktop.ui.workshop.buttons import WordsButton
from desktop.ui.workshop.letters import SHARE, letter, pixels
from tests.ui.walk import settle, shortfalls
from tests.ui.workshop.conftest import Room

LONG = (
    "A one-stop office for the registration of every person who comes, in each county and open on Saturdays too, "
    "with staff who speak the languages of those who come and who know where to send them next"
)
SIZES = [(1024, 768), (1366, 768)]


def reading(view: QWidget) -> list[QWidget]:
    """Everything of the view that has words, as it is seen now."""
    return [
        each
        for each in view.findChildren(QWidget)
        if isinstance(each, QLabel | QPushButton | QLineEdit | QComboBox) and each.isVisible()
    ]


def too_small(view: QWidget, height: int, language: str) -> list[str]:
    """The words whose letters are lower than 1/35 of the height of the picture."""
    found = []
    for each in reading(view):
        high = QFontMetricsF(each.font()).tightBoundingRect(letter(language)).height()
        if high < height / SHARE:
            found.append(f"{type(each).__name__} {each.objectName()} {high}")
    return found


def cut(view: QWidget) -> list[str]:
    """The words that have less room than they need."""
    found = []
    for each in reading(view):
        if isinstance(each, QLabel) and each.text():
            needed = each.heightForWidth(each.width())
            words = max(each.fontMetrics().horizontalAdvance(word) for word in each.text().split())
            if each.height() < needed or (each.width() < words and not each.text().isspace()):
                found.append(f"{each.text()[:40]}: {each.width()}×{each.height()}, needs {words}×{needed}")
        plain = isinstance(each, QPushButton) and not isinstance(each, WordsButton)
        if plain and each.width() < each.sizeHint().width():
            found.append(f"{each.text()}: {each.width()}, needs {each.sizeHint().width()}")
    for area in view.findChildren(QScrollArea):
        if area.isVisible() and area.horizontalScrollBar().maximum():
            found.append(f"{area.accessibleName()} is wider than the picture")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_it_is_read_from_the_back_of_the_room(room: Room, language: str) -> None:
    room.say("gap", LONG)
    room.say("parked", LONG)
    room.view.speak(8)
    room.window.speak(language)
    try:
        for dark, size in enumerate(SIZES):
            room.window.look.set_dark(bool(dark))
            room.window.resize(*size)
            for panel in ("", *(each.key for each in PANELS.values() if each.is_there)):
                if panel:
                    room.view.open_panel(panel)
                else:
                    room.view.shut_panel()
                room.settle()
                assert room.view.size().toTuple() == size, "nothing makes the picture larger than it is"
                assert too_small(room.view, size[1], language) == []
                assert cut(room.view) == [], (panel, language)
    finally:
        room.window.look.set_dark(False)


class Handed(QObject):
    """Counts how often what stands in a view is handed its letters."""

    def __init__(self, view: QWidget) -> None:
        super().__init__()
        self.view, self.times = view, 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        inside = isinstance(watched, QWidget) and self.view.isAncestorOf(watched)
        self.times += inside and event.type() == QEvent.Type.FontChange
        return False


def test_other_colours_hand_out_letters_a_few_times_and_not_once_for_all_that_a_word_stands_in(
    room: Room, qapp: QApplication
) -> None:
    for panel in PANELS.values():
        if panel.is_there:
            room.view.open_panel(panel.key)
    room.settle()
    before = [each.font() for each in room.view.findChildren(QWidget)]
    handed = Handed(room.view)
    qapp.installEventFilter(handed)
    room.window.look.set_dark(True)
    qapp.removeEventFilter(handed)
    assert [each.font() for each in room.view.findChildren(QWidget)] == before
    assert 0 < handed.times < 15 * len(before)


def test_letters_grow_with_the_picture_and_with_the_zoom(room: Room) -> None:
    assert pixels(1080) > pixels(768) > pixels(600)
    usual = pixels(768)
    room.window.look.zoom_by(1)
    try:
        assert pixels(768) > usual
        room.settle()
        assert too_small(room.view, 768, "en") == []
        room.window.look.set_zoom(80)
        room.settle()
        assert too_small(room.view, 768, "en") == [], "smaller than that is never"
    finally:
        room.window.look.set_zoom(100)


class Painted(QObject):
    """Notes what is cut in a view each time that it is painted."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.cut: list[list[str]] = []
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.cut.append([each for each in shortfalls(watched) if "(hover)" not in each])
        return False


def test_no_text_is_cut_for_a_moment_when_the_letters_get_another_size(opened: Window) -> None:
    """The window takes the whole screen after the workshop is shown in it, and letters grow with it."""
    workplace = opened.workplace
    assert workplace is not None
    opened.resize(1366, 700)
    workplace.begin_workshop()
    view = workplace.workshop_view
    assert view is not None
    assert [each for each in shortfalls(view) if "(hover)" not in each] == [], "as it is drawn first"
    opened.setWindowState(Qt.WindowState.WindowNoState)
    settle()
    painted = Painted(view)
    for height in (768, 900, 760, 1080):
        opened.resize(1366, height)
        view.repaint()  # as a screen does that shows the new size before anything that waits is laid out
        settle()
    assert len(painted.cut) >= 4
    assert [each for each in painted.cut if each] == []
