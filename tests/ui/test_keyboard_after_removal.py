"""Where the keyboard is when the only entry of a list is removed, and when that is undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.navigation import Place
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.theme import ThemeManager
from desktop.ui.window import Window
from tests.ui.walk import settle

LISTS = {
    "practice": Place("practices"),
    "person": Place("team"),
    "evidence": Place("evidence"),
    "gap": Place("objective", "2", part="gap"),
}
WAYS = ("Del, Ctrl+Z", "button, Ctrl+Z", "button, button")


def held() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(held(), key, modifier)
    settle()


def list_with_one(window: Window, kind: str) -> EntriesPanel:
    session, workplace = window.session, window.workplace
    assert session is not None and workplace is not None
    assert session.add(kind, {session.catalogue.kind(kind).title_field: "The only one", "objectives": [2]})
    workplace.go(LISTS[kind])
    settle()
    page = workplace.page
    panel = page.panel(kind) if isinstance(page, ObjectivePage) else page.panel  # type: ignore[attr-defined]
    assert isinstance(panel, EntriesPanel)
    panel.sides.take_focus()
    settle()
    return panel


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("kind", LISTS)
def test_it_stays_on_the_page_and_comes_back_to_the_entry(
    opened: Window, look: ThemeManager, kind: str, zoom: int
) -> None:
    look.set_zoom(zoom)
    opened.resize(1024, 700)
    panel = list_with_one(opened, kind)
    workplace = opened.workplace
    assert workplace is not None
    for way in WAYS:
        if way.startswith("Del"):
            if not panel.list.view.isVisible():
                continue
            panel.list.view.setFocus()
            press(Qt.Key.Key_Delete)
        else:
            panel.sides.show_chosen()
            settle()
            panel.side.remove.setFocus()
            press(Qt.Key.Key_Space)
        assert not panel.entries(), way
        assert workplace.page.isAncestorOf(held()), f"{way}: after it was removed"
        if way.endswith("Ctrl+Z"):
            press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        else:
            strip = panel._shown_strip()
            strip.undo.setFocus()
            press(Qt.Key.Key_Space)
        assert len(panel.entries()) == 1, way
        assert held() is panel.list.view or panel.form.area.isAncestorOf(held()), f"{way}: after it came back"


def test_who_is_elsewhere_when_something_is_undone_stays_there(opened: Window) -> None:
    panel = list_with_one(opened, "practice")
    workplace = opened.workplace
    assert workplace is not None
    press(Qt.Key.Key_Delete)
    workplace.navigator.take_focus()
    before = held()
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(panel.entries()) == 1 and held() is before
