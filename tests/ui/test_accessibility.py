"""Whatever takes the keyboard says what it is: name, role, state; it can be seen, and hit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QScrollBar, QWidget

from desktop.ui import locale
from desktop.ui.window import Window
from tests.ui.stops import LEAST, Stop, dialogs, fill, pages_and_tabs, settle, stops_of

CLIENT = QAccessible.Role.Client
"""What Qt says of an area that scrolls, and the bus of a part of the window; of a thing to press or to write in it is no role."""


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    locale.speak(qapp, "en")


def flaws(stop: Stop) -> Iterator[str]:
    """Return what a person at the keyboard would miss of a thing."""
    widget, found = stop.widget, stop.interface()
    if not found.text(QAccessible.Text.Name).strip():
        yield "no name"
    if found.role() == QAccessible.Role.NoRole or (
        found.role() == CLIENT and not isinstance(widget, QAbstractScrollArea)
    ):
        yield f"no role ({found.role().name})"
    if not found.state().focusable:
        yield "does not say that it takes the keyboard"
    if found.state().invisible or widget.width() < 2 or widget.height() < 2:
        yield "cannot be seen"
    elif not isinstance(widget, QScrollBar) and min(widget.width(), widget.height()) < LEAST and not within(widget):
        yield f"{widget.width()} × {widget.height()}"


def within(widget: QWidget) -> bool:
    """Whether it is the line inside a larger thing that is pressed as a whole, such as a list that can be typed into."""
    parent = widget.parentWidget()
    handed_on = parent is not None and parent in (widget.focusProxy(), parent.focusProxy() is widget and parent)
    return parent is not None and handed_on and parent.height() >= LEAST


def all_flaws(window: Window, folder: Path) -> tuple[int, list[str]]:
    count, found = 0, []

    def look(where: str, root: QWidget) -> None:
        nonlocal count
        for stop in stops_of(where, root):
            count += 1
            found.extend(f"{stop.told()}: {each}" for each in flaws(stop))

    pages_and_tabs(window, lambda where: look(where, window))
    for dialog in dialogs(window, folder):
        dialog.show()
        settle()
        look(type(dialog).__name__, dialog)
        dialog.close()
    return count, list(dict.fromkeys(found))


@pytest.mark.parametrize(("code", "filled"), [("en", False), ("ar", True)])
def test_whatever_takes_the_keyboard_says_what_it_is(code: str, filled: bool, opened: Window, tmp_path: Path) -> None:
    opened.resize(1366, 768)
    opened.speak(code)
    if filled:
        fill(opened)
    count, found = all_flaws(opened, tmp_path)
    assert count > 450
    assert not found, "\n".join(found)


def test_where_the_keyboard_is_can_be_seen(opened: Window) -> None:
    opened.resize(1366, 768)
    fill(opened)
    looked_at: set[tuple[str, str]] = set()
    unseen: list[str] = []

    def look(where: str) -> None:
        for stop in stops_of(where, opened):
            kind = (type(stop.widget).__name__, str(stop.widget.property("role")))
            by_tab = stop.widget.focusPolicy() & Qt.FocusPolicy.TabFocus and stop.widget.focusProxy() is None
            if not by_tab or kind in looked_at:
                continue
            opened.setFocus()
            without = stop.widget.grab().toImage()
            stop.widget.setFocus(Qt.FocusReason.TabFocusReason)
            if stop.widget.hasFocus():
                looked_at.add(kind)
                if stop.widget.grab().toImage() == without:
                    unseen.append(f"{stop.told()} ({kind[1]})")

    pages_and_tabs(opened, look)
    assert len(looked_at) > 10
    assert not unseen, "\n".join(unseen)


def test_at_twice_the_size_whatever_is_wider_than_the_page_is_scrolled_to(opened: Window) -> None:
    opened.resize(1366, 768)
    opened.speak("ru")
    fill(opened)
    opened.look.set_zoom(200)
    lost: list[str] = []

    def look(where: str) -> None:
        for area in opened.findChildren(QScrollArea):
            beyond = area.isVisible() and area.widget() is not None and area.widget().width() > area.viewport().width()
            if beyond and not area.horizontalScrollBar().isVisible():
                lost.append(where)

    try:
        pages_and_tabs(opened, look)
    finally:
        opened.look.set_zoom(100)
    assert lost == []
