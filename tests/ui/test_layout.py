"""What is measured in letters follows them when they have another size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QApplication, QPushButton, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n.translation import gettext as _
from desktop.ui.labels import Words
from desktop.ui.layout import SIDE, Column, button, words
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGES
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.link import Link
from desktop.ui.window import Window
from tests.ui.stops import settle


def test_what_is_as_wide_as_letters_is_so_at_every_size(opened: Window) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    session.add("gap", {"title": "Births"})
    workplace.go(Place("gaps"))
    session.reasons.wanted.emit("Why was it removed?", False)
    reason = workplace.strips.reason
    assert reason is not None
    (split,) = workplace.page.findChildren(QSplitter)
    opened.look.set_zoom(100)

    def letters(widget: QWidget) -> int:
        return widget.fontMetrics().averageCharWidth()

    def in_letters() -> list[float]:
        QApplication.processEvents()
        sides = [split.widget(place).minimumWidth() / letters(split) for place in range(2)]  # type: ignore[union-attr]
        return [reason.line.minimumWidth() / letters(reason.line), *sides]

    wanted = in_letters()
    before = letters(split)
    try:
        for zoom in (200, 80):
            opened.look.set_zoom(zoom)
            assert letters(split) != before and in_letters() == wanted
            workplace.go(Place("forms"))
            column = workplace.page.findChild(Column)
            assert isinstance(column, Column)
            assert column.maximumWidth() == letters(column) * 140
            workplace.go(Place("gaps"))
            (split,) = workplace.page.findChildren(QSplitter)
    finally:
        opened.look.set_zoom(100)


@pytest.mark.parametrize("page", [key for key in PAGES if key not in ("objective", "search")])
def test_no_words_stand_beside_the_content_of_a_page_below_its_bar(page: str, full: Window) -> None:
    assert full.workplace is not None
    full.resize(1366, 768)
    full.workplace.go(Place(page))
    QApplication.processEvents()
    shown = full.workplace.page
    end = full.width() - SIDE
    beyond = {
        label.text(): label.mapTo(full, QPoint(label.width(), 0)).x()
        for label in shown.findChildren(Words)
        if label.isVisibleTo(full) and label.text() and not label.visibleRegion().isEmpty()
    }
    assert {text: x for text, x in beyond.items() if x > end} == {}


@pytest.mark.parametrize(
    "text", ["Rate together", "Mark as reviewed", "Clearance", "Examples from others…", "6 missing"]
)
def test_a_link_that_was_cut_asks_for_what_it_needs_and_is_whole_there(qtbot: QtBot, text: str) -> None:
    link = Link(_(text))
    qtbot.addWidget(link)
    link.show()
    asked = set()
    for width in range(link.minimumSizeHint().width() // 2, 260):
        link.resize(QSize(width, 28))
        cut = QPushButton.text(link) != link.text()
        asked.add(link.sizeHint().width())
        assert cut is (width < link.sizeHint().width())
    assert len(asked) == 1  # whatever is shown of it


def test_words_that_may_be_only_so_wide_have_all_their_lines_among_others(qtbot: QtBot) -> None:
    label, beside = words("Who leads it, and by when it is to be done. " * 3, "body"), button("Open", lambda: None)
    label.setMaximumWidth(160)
    holder = flowing(label, beside)
    qtbot.addWidget(holder)
    holder.resize(600, holder.heightForWidth(600))
    holder.show()
    settle()
    assert label.width() <= 160 and label.height() >= label.heightForWidth(160)
    assert beside.x() >= 160 and beside.x() < 200, "right behind them"
