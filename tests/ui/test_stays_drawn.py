"""Only what changed is drawn anew, and yet the screen shows what would be drawn if all of it were."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from desktop.ui import locale
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.fields.texts import LongTextField
from desktop.ui.navigation import Place
from desktop.ui.pages.entries import EntriesPage
from desktop.ui.stays_drawn import StaysDrawn
from desktop.ui.window import Window
from tests.ui.stops import settle

LONG = "One more line of words that make the box and its card grow. " * 8


def on_screen(window: QWidget) -> QImage:
    """Return what stands on the screen, where `grab` would draw all of it anew first."""
    for _turn in range(4):
        settle()
    return window.screen().grabWindow(window.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)


def drawn_anew(window: QWidget) -> QImage:
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def typed_and_left(panel: EntriesPanel) -> None:
    box = next(each.box for each in panel.form.findChildren(LongTextField) if each.isVisible())
    box.setFocus()
    QTest.keyClicks(box, LONG)
    box.clearFocus()


def undone(panel: EntriesPanel) -> None:
    QTest.keyClick(panel.window(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def scrolled(panel: EntriesPanel) -> None:
    bar = panel.form.area.verticalScrollBar()
    bar.setValue(bar.maximum())


def narrower(panel: EntriesPanel) -> None:
    panel.window().resize(1100, 900)


def wider(panel: EntriesPanel) -> None:
    panel.window().resize(1366, 1100)


EDITS: tuple[Callable[[EntriesPanel], object], ...] = (
    *[lambda panel: panel.step(1)] * 4,
    lambda panel: panel.step(-1),
    lambda panel: panel.add(),
    lambda panel: panel.step(-1),
    lambda panel: panel.remove([panel.form.entry_id]),
    undone,
    typed_and_left,
    undone,
    narrower,
    wider,
    scrolled,
    lambda panel: panel.step(1),
)


def open_panel(window: Window, page: str) -> EntriesPanel:
    assert window.workplace is not None
    window.resize(1366, 1100)  # so high that the ends of cards are seen
    window.workplace.go(Place(page))
    shown = window.workplace.page
    assert isinstance(shown, EntriesPage)
    return shown.panel


@pytest.mark.parametrize("code", ["en", "ar"])
@pytest.mark.parametrize("page", ["practices", "pledges"])
def test_nothing_of_an_entry_that_was_shown_before_is_left_on_the_screen(
    page: str, code: str, full: Window, qapp: QApplication
) -> None:
    try:
        full.speak(code)
        panel = open_panel(full, page)
        qapp.setCursorFlashTime(0)
        for place, edit in enumerate(EDITS):
            edit(panel)
            assert on_screen(full) == drawn_anew(full), f"after edit {place}"
    finally:
        locale.speak(qapp, "en")


class Card(StaysDrawn, QFrame):
    """A card whose ends are seen."""


@pytest.mark.parametrize("size", [(300, 160), (300, 90), (220, 120), (340, 120)])
def test_the_line_around_a_card_follows_its_end(size: tuple[int, int], shown: Callable[[QWidget], QWidget]) -> None:
    window = QWidget()
    window.resize(400, 300)
    card = Card(window)
    card.setProperty("role", "card")
    card.setGeometry(20, 20, 300, 120)
    shown(window)
    before = on_screen(window)
    card.resize(*size)
    assert on_screen(window) == drawn_anew(window) != before


class Drawn(QObject):
    """Keeps where something was drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.tops: list[int] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.tops.append(event.rect().top())
        return False


def test_a_card_that_grows_is_not_drawn_anew_above_its_end(full: Window) -> None:
    panel = open_panel(full, "practices")
    on_screen(full)
    card = next(each for each in panel.form.area.ground.findChildren(StaysDrawn) if not each.visibleRegion().isEmpty())
    drawn = Drawn()
    card.installEventFilter(drawn)
    card.resize(card.width(), card.height() + 40)
    on_screen(full)
    assert 0 not in drawn.tops
    card.update()
    on_screen(full)
    assert 0 in drawn.tops


def test_from_one_entry_to_the_next_the_fields_stay_where_they_are(full: Window) -> None:
    session = full.session
    assert session is not None
    long = "A name that stands in two lines beside the buttons"
    for title in ("Short", long, "Shorter", long):
        session.add("practice", {"title": title, "objectives": [4]})
    panel = open_panel(full, "practices")
    ids = [each.id for each in panel.list.model.entries][-4:]
    tops = []
    for each in ids:
        panel.open(each)
        on_screen(full)
        tops.append(panel.form.area.y())
    assert len(set(tops[1:])) == 1


def test_nothing_is_drawn_where_two_bars_meet(shown: Callable[[QWidget], QWidget]) -> None:
    area, inside = QScrollArea(), QWidget()
    inside.setFixedSize(2000, 2000)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inside)
    shown(area)
    corner = area.rect()
    corner.setTopLeft(area.viewport().geometry().bottomRight() + QPoint(1, 1))
    drawn = area.grab(corner).toImage()
    assert not corner.isEmpty()
    assert len({drawn.pixel(x, y) for x in range(drawn.width()) for y in range(drawn.height())}) == 1


def test_a_short_name_stands_level_with_the_buttons_beside_it_after_a_long_one(full: Window) -> None:
    session = full.session
    assert session is not None
    long = "A name that stands in two lines beside the buttons"
    for title in (long, "Short"):
        session.add("practice", {"title": title, "objectives": [4]})
    panel = open_panel(full, "practices")
    for each in panel.list.model.entries[-2:]:
        panel.open(each.id)
        on_screen(full)
    head = panel.form.head
    names, buttons = (each.mapTo(head, each.rect().center()).y() for each in (head._name, head.next))
    assert abs(names - buttons) <= 1


def test_a_field_that_says_the_same_of_the_next_entry_is_not_drawn_anew(full: Window) -> None:
    session = full.session
    assert session is not None
    for title in ("A name that stands in two lines beside the buttons", "Short"):
        session.add("practice", {"title": title, "objectives": [4], "objectives_secondary": [5]})
    panel = open_panel(full, "practices")
    ids = [each.id for each in panel.list.model.entries][-2:]
    for each in ids * 2:
        panel.open(each)
        on_screen(full)
    same = panel.form.row("objectives").widget
    assert not same.visibleRegion().isEmpty()
    drawn = Drawn()
    same.installEventFilter(drawn)
    for each in ids:
        panel.open(each)
        on_screen(full)
    assert drawn.tops == []
