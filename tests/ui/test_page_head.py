"""The head of a page where letters are large: no tab goes without a sign of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QStyle, QStyleOptionTab, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.layout import words
from desktop.ui.navigation import Place
from desktop.ui.parts.page_tabs import HeadTabs
from desktop.ui.theme import ThemeManager
from desktop.ui.window import Window


def test_what_a_page_offers_stands_below_the_tabs_where_both_have_no_room(
    opened: Window, look: ThemeManager, qtbot: QtBot
) -> None:
    workplace = opened.workplace
    assert workplace is not None
    workplace.session.add("gap", {"title": "No data on returns"})
    workplace.go(Place("matrix"))
    head = workplace.head
    button: QWidget = workplace.page.begin_button  # type: ignore[attr-defined]

    def is_below() -> bool:
        return button.mapTo(head, button.rect().topLeft()).y() >= head.tabs.geometry().bottom()

    assert not is_below()
    look.set_zoom(200)
    opened.resize(1000, 760)
    qtbot.waitUntil(is_below)
    assert head.tabs.width() >= head.tabs.sizeHint().width(), "a tab is hidden"
    look.set_zoom(100)
    opened.resize(1280, 760)
    qtbot.waitUntil(lambda: not is_below())


def test_tabs_that_do_not_fit_have_arrows_that_are_seen(shown: Callable[[QWidget], QWidget]) -> None:
    tabs = HeadTabs()
    for number in range(12):
        tabs.addTab(f"The tab with number {number}")
    shown(tabs)
    tabs.resize(300, tabs.height())
    QApplication.processEvents()
    arrows = [each for each in tabs.findChildren(QToolButton) if each.isVisible()]
    assert len(arrows) == 2
    for arrow in arrows:
        assert arrow.width() >= 24
        if arrow.isEnabled():
            seen = arrow.grab().toImage()
            ground = seen.pixelColor(0, 0).lightness()
            tones = [abs(seen.pixelColor(x, seen.height() // 2).lightness() - ground) for x in range(seen.width())]
            assert max(tones) > 60, "an arrow is not drawn"


def test_a_long_text_on_a_page_has_all_its_lines(opened: Window, look: ThemeManager, qtbot: QtBot) -> None:
    workplace = opened.workplace
    assert workplace is not None
    look.set_zoom(200)
    workplace.go(Place("forms"))
    workplace.page._used.itemAt(0).widget().layout().addWidget(words("A caution in many words. " * 20, "body"))  # type: ignore[attr-defined]
    texts = [each for each in workplace.page.findChildren(QLabel) if each.isVisible()]
    qtbot.waitUntil(lambda: all(each.height() >= each.heightForWidth(each.width()) for each in texts))


def test_marks_beside_the_name_of_a_field_go_below_each_other_where_there_is_no_room(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    workplace.session.add("practice", {"title": "Registrars"})
    workplace.go(Place("practices"))
    form = workplace.page.panel.form  # type: ignore[attr-defined]
    rows = list(form._rows.values())
    row, badge = next((row, found) for row in rows if row.asked.text() and (found := _badge(row.head)) is not None)
    side_by_side = row.asked.sizeHint().width() + badge.sizeHint().width()
    around = badge.parentWidget()
    assert around is not None and around.minimumSizeHint().width() < side_by_side
    around.resize(around.minimumSizeHint().width(), 200)
    assert badge.y() >= row.asked.geometry().bottom()


def _badge(head: QWidget) -> QLabel | None:
    return next((each for each in head.findChildren(QLabel) if each.property("role") == "mark"), None)


def test_a_tab_with_the_keyboard_has_one_frame_and_none_round_its_words(
    shown: Callable[[QWidget], QWidget],
) -> None:
    tabs = HeadTabs()
    tabs.addTab(" " * 20)
    shown(tabs)
    option = QStyleOptionTab()
    tabs.initStyleOption(option, 0)
    option.state |= QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    picture = QImage(option.rect.size(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    tabs.style().drawControl(QStyle.ControlElement.CE_TabBarTab, option, painter, tabs)
    painter.end()
    inside = picture.rect().adjusted(6, 6, -6, -6)
    colours = {
        picture.pixel(x, y) for x in range(inside.left(), inside.right()) for y in range(inside.top(), inside.bottom())
    }
    assert len(colours) == 1
