"""The page of indicators: whichever is chosen in the list is shown, and the page is laid out as before."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLayout

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
