"""The page of indicators: whichever is chosen in the list is shown, and the page is laid out as before."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLayout

from desktop.record.indicator_methods import METHODS
from desktop.record.indicator_methods.yes_or_no import YesOrNo
from desktop.ui.navigation import Place
from desktop.ui.pages.indicators import KEY, IndicatorsPage
from desktop.ui.window import Window


def test_each_indicator_that_is_stepped_to_is_shown(opened: Window) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("indicators"))
    page = opened.page()
    assert isinstance(page, IndicatorsPage)
    QApplication.processEvents()
    for key, item in list(page._items.items())[:6]:
        page.list.setCurrentIndex(item.index())
        QApplication.processEvents()
        assert page.list.currentIndex().data(KEY) == key
        assert page.form.entry is not None and page.form.entry.key == key
        assert all(each.isEnabled() for each in opened.findChildren(QLayout))


class _Level(YesOrNo):
    """A method that the program does not have, with values and a form of its own name."""

    takes_values = True
    form_title = "Level reached"


def test_a_method_says_what_the_page_offers(opened: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.record.indicator_methods.METHODS", {**METHODS, "yes_no": _Level()})
    assert opened.workplace is not None
    opened.workplace.go(Place("indicators", "GCM-23-LOCAL"))
    page = opened.page()
    assert isinstance(page, IndicatorsPage)
    assert page.tabs.tabText(page.tabs.indexOf(page.form)) == "Level reached"
    assert page.tabs.isTabVisible(page.tabs.indexOf(page.values))
