"""The page of the data situation, before anything is said of the data."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from desktop.ui.navigation import Place
from desktop.ui.window import Window


def test_what_an_empty_page_says_stands_together_at_its_top(opened: Window) -> None:
    assert opened.workplace is not None
    opened.resize(1280, 760)
    opened.show()
    opened.workplace.go(Place("data"))
    labels = [each for each in opened.workplace.page.findChildren(QLabel) if each.isVisible()]
    assert len(labels) == 3
    assert all(each.height() < 100 for each in labels), [each.geometry() for each in labels]
