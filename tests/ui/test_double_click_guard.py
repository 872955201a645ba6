"""The second press of a double click presses nothing in what the first one has brought, and no other press is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.navigation import Place
from desktop.ui.window import Window
from tests.ui.walk import settle

LEFT, MIDDLE, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.NoButton
Type = QEvent.Type


@pytest.fixture(autouse=True)
def slow_hands() -> Iterator[None]:
    """However long this computer takes between two presses, they are a double click."""
    before = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(600_000)
    yield
    QApplication.setDoubleClickInterval(before)


@pytest.fixture
def panel(opened: Window) -> Iterator[EntriesPanel]:
    """The gaps at twice the size in a small window, where the form comes in the place of the list."""
    assert opened.session is not None and opened.workplace is not None
    opened.resize(1366, 728)
    for name in ("First", "Second"):
        opened.session.add("gap", {"title": name, "objectives": [4]})
    opened.look.set_zoom(200)
    opened.workplace.go(Place("gaps"))
    settle()
    found = opened.workplace.page.findChild(EntriesPanel)
    assert found is not None
    found.sides.show_list()
    settle()
    assert found.sides.is_list_alone
    yield found
    opened.look.set_zoom(100)


class Cover(QWidget):
    """Lies over all of a widget, and tells which buttons of the mouse went down and came up on it."""

    def __init__(self, below: QWidget) -> None:
        super().__init__(below)
        self.told: list[tuple[str, Qt.MouseButton]] = []
        self.resize(2000, 2000)
        self.raise_()
        self.show()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.told.append(("down", event.button()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.told.append(("up", event.button()))


def send(window: Window, kind: QEvent.Type, place: QPoint, button: Qt.MouseButton = LEFT) -> None:
    """Let the window have one event of the mouse, as a desktop sends it."""
    at, around, held = (
        QPointF(place),
        QPointF(window.mapToGlobal(place)),
        NONE if kind == Type.MouseButtonRelease else button,
    )
    event = QMouseEvent(kind, at, at, around, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window.windowHandle(), event)


def click(window: Window, place: QPoint) -> None:
    """Press and let go, long after whatever was before."""
    QApplication.setDoubleClickInterval(1)
    QTest.mouseClick(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, place)


def open_second(panel: EntriesPanel, window: Window) -> QPoint:
    """Press the second line once, so that the form comes, and return where it was."""
    view = panel.list.view
    place = view.viewport().mapTo(window, view.visualRect(view.model().index(1, 0)).center())
    QTest.mouseClick(window.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    settle()
    assert panel.sides.is_chosen_alone and panel.form.entry_id == panel.entry_id
    return place


def test_it_presses_nothing_in_the_form_that_came(panel: EntriesPanel, opened: Window) -> None:
    cover = Cover(panel._trailing)
    place = open_second(panel, opened)
    send(opened, Type.MouseButtonDblClick, place)
    send(opened, Type.MouseButtonRelease, place)
    assert cover.told == []
    click(opened, place)
    assert cover.told == [("down", LEFT), ("up", LEFT)], "a press of its own is taken"


def test_nor_on_a_page_that_the_first_press_has_led_to(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    workplace.go(Place("objective", "1"))
    cover = Cover(workplace.page)
    workplace.go(Place("objectives"))
    settle()
    view = workplace.page.view  # type: ignore[attr-defined]
    place = view.viewport().mapTo(opened, view.visualRect(view.model().index(1, 1)).center())
    QTest.mouseClick(opened.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    settle()
    send(opened, Type.MouseButtonDblClick, place)
    send(opened, Type.MouseButtonRelease, place)
    assert workplace.place.page == "objective"
    assert cover.told == []


def test_it_presses_what_was_there_before(panel: EntriesPanel, opened: Window) -> None:
    assert opened.workplace is not None
    cover = Cover(opened.workplace.navigator)
    open_second(panel, opened)
    place = cover.mapTo(opened, QPoint(40, 200))
    send(opened, Type.MouseButtonDblClick, place)
    assert cover.told == [("down", LEFT)]
    QTest.mouseRelease(opened.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert QApplication.mouseButtons() == NONE


def test_a_press_is_taken_where_the_release_of_a_double_click_never_came(panel: EntriesPanel, opened: Window) -> None:
    """Another program that comes to the front may have it; the button that was pressed next stayed down."""
    cover = Cover(panel._trailing)
    place = open_second(panel, opened)
    send(opened, Type.MouseButtonDblClick, place)
    assert cover.told == []
    click(opened, place)
    assert cover.told == [("down", LEFT), ("up", LEFT)]


def test_another_button_that_went_down_before_comes_up_again(panel: EntriesPanel, opened: Window) -> None:
    cover = Cover(panel._trailing)
    place = open_second(panel, opened)
    send(opened, Type.MouseButtonPress, place, MIDDLE)
    send(opened, Type.MouseButtonDblClick, place)
    send(opened, Type.MouseButtonRelease, place, MIDDLE)
    send(opened, Type.MouseButtonRelease, place)
    assert cover.told == [("down", MIDDLE), ("up", MIDDLE)]
