"""What comes and goes together is laid out once, and nothing of it stays where it was."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget
from shiboken6 import delete

from desktop.ui.laying_out import laid_out_once
from desktop.ui.layout import words


class Page(QWidget):
    """Two texts that come and go, and below them what takes the room that they leave."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.texts = [words("A sentence.", "body"), words("Another sentence.", "body")]
        self.rest = Rest()
        for each in (*self.texts, self.rest):
            column.addWidget(each, 1 if each is self.rest else 0)
        for text in self.texts:
            text.hide()


class Rest(QWidget):
    """Counts how often it is given another height."""

    def __init__(self) -> None:
        super().__init__()
        self.resized = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized += 1


class Wanting(Rest):
    """Would like to be of a size, and gives way."""

    def sizeHint(self) -> QSize:
        return QSize(50, 40)


@pytest.fixture
def page(shown: Callable[[QWidget], QWidget]) -> Page:
    made = Page()
    made.resize(400, 300)
    shown(made)
    made.rest.resized = 0
    return made


def test_what_comes_together_is_laid_out_once(page: Page) -> None:
    before = page.rest.height()
    with laid_out_once(page):
        for text in page.texts:
            with laid_out_once(page):  # another part of the work, which would do it by itself
                text.show()
        assert page.rest.height() == before
    assert page.rest.height() < before and page.rest.resized == 1
    QApplication.processEvents()
    assert page.rest.resized == 1


def test_a_box_that_is_shown_meanwhile_leaves_nothing_undone(page: Page) -> None:
    before = page.rest.height()
    with laid_out_once(page):
        page.texts[0].show()
        QApplication.processEvents()  # as a box does while it waits for an answer
    assert page.rest.height() < before


def test_what_becomes_wider_meanwhile_is_laid_out_anew(shown: Callable[[QWidget], QWidget]) -> None:
    """The room of a form changes with what stands around it, while nothing in the form does."""
    outer, inner, text = QWidget(), QWidget(), words("A sentence.", "body")
    QVBoxLayout(outer).addWidget(inner)
    column = QVBoxLayout(inner)
    column.addWidget(text)
    shown(outer)
    before = text.width()
    with laid_out_once(text, [inner]):
        outer.resize(outer.width() + 200, outer.height())
    assert text.width() == before + 200


def test_what_is_inside_another_part_waits_for_that_one(page: Page) -> None:
    """A form that an entry is put into is a part of a page to which other things come as well."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    inside = Rest()
    column.addWidget(inside)
    layout = page.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.addWidget(inner, 1)
    QApplication.processEvents()
    before, inside.resized = inside.height(), 0
    with laid_out_once(page):
        page.texts[0].show()
        with laid_out_once(inner, [inner]):
            page.texts[1].show()
            column.addWidget(words("A third sentence.", "body"))
        assert inside.height() == before
    assert inside.height() < before and column.isEnabled()
    assert inside.resized <= 2, "once for what is inside, once for what is around"


def test_what_fits_and_breaks_no_lines_has_its_height_before_it_is_laid_out(
    shown: Callable[[QWidget], QWidget],
) -> None:
    outer, row, other = QWidget(), QWidget(), Wanting()
    column, inside = QVBoxLayout(outer), QVBoxLayout(row)
    column.addWidget(row)
    column.addStretch(1)
    inside.addWidget(other)
    shown(outer)
    was, other.resized = other.size(), 0
    more = Wanting()
    with laid_out_once(outer, [row], [row]):
        inside.addWidget(more)
        more.show()
    assert row.height() == inside.sizeHint().height()
    assert (other.size(), other.resized) == (was, 0)


def test_what_grows_in_what_scrolls_is_not_laid_out_at_its_old_height(shown: Callable[[QWidget], QWidget]) -> None:
    """All that stands in a card below a text that grows would give way to it, until the card has grown as well."""
    area, ground, cards = QScrollArea(), QWidget(), [QWidget(), QWidget()]
    area.setWidgetResizable(True)
    column, text, below = QVBoxLayout(ground), words("A sentence.", "body"), [Wanting(), Wanting()]
    for each, last in zip(cards, below, strict=True):
        column.addWidget(each)
        grid = QGridLayout()
        QVBoxLayout(each).addLayout(grid)
        if each is cards[0]:
            grid.addWidget(text, 0, 0)
        grid.addWidget(last, 1, 0)
    column.addStretch(1)
    area.setWidget(ground)
    shown(area)
    area.resize(200, 120)
    QApplication.processEvents()
    was, before = [each.size() for each in below], cards[0].height()
    for each in below:
        each.resized = 0
    with laid_out_once(area, (*cards, ground), (*cards, ground)):
        text.setText("A sentence. " * 40)
    grown = cards[0].height()
    assert grown > before and [each.size() for each in below] == was
    assert [each.resized for each in below] == [0, 0]
    QApplication.processEvents()
    assert cards[0].height() == grown and [each.resized for each in below] == [0, 0]


def test_what_is_not_seen_is_laid_out_inside_at_once() -> None:
    page = QWidget()
    column = QVBoxLayout(page)
    text = words("A sentence.", "body")
    with laid_out_once(page, [page]):
        column.addWidget(text)
        assert not column.isEnabled()
    assert column.isEnabled() and text.geometry().isValid()


def test_an_error_leaves_the_page_as_able_as_before(page: Page) -> None:
    with pytest.raises(ZeroDivisionError), laid_out_once(page):
        page.texts[0].show()
        raise ZeroDivisionError
    before = page.rest.height()
    page.texts[1].show()
    QApplication.processEvents()
    assert page.rest.height() < before


def test_what_stands_in_tabs_is_laid_out(shown: Callable[[QWidget], QWidget]) -> None:
    """Inside tabs there are widgets that Qt made and nobody holds."""
    tabs, part = QTabWidget(), QWidget()
    column = QVBoxLayout(part)
    text = words("A sentence.", "body")
    column.addWidget(text)
    text.hide()
    tabs.addTab(part, "")
    shown(tabs)
    for _again in range(2):
        with laid_out_once(part):
            text.show()
        assert all(each.isEnabled() for each in tabs.findChildren(QLayout))
    assert text.geometry().isValid() and text.width() > 0


@pytest.mark.parametrize("fails", [False, True])
def test_what_is_deleted_meanwhile_leaves_the_rest_as_able_as_before(page: Page, fails: bool) -> None:
    inner = QWidget()
    QVBoxLayout(inner)
    layout = page.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.addWidget(inner)
    with pytest.raises(ZeroDivisionError) if fails else nullcontext(), laid_out_once(inner, [inner]):
        delete(inner)
        if fails:
            raise ZeroDivisionError
    assert layout.isEnabled()
    before = page.rest.height()
    page.texts[0].show()
    QApplication.processEvents()
    assert page.rest.height() < before
