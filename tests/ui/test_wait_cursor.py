"""What takes a moment says so with the pointer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.ui import made_pages
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.window import Window


def test_the_first_opening_of_a_page_shows_the_waiting_pointer_and_takes_it_back(
    opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Qt.CursorShape] = []
    make = made_pages.make_page

    def making(*given: object) -> Page:
        pointer = QApplication.overrideCursor()
        assert pointer is not None
        seen.append(pointer.shape())
        return make(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(made_pages, "make_page", making)
    assert opened.workplace is not None
    for page in ("practices", "gaps"):
        opened.workplace.go(Place(page))
        assert QApplication.overrideCursor() is None
    opened.workplace.go(Place("practices"))
    assert seen == [Qt.CursorShape.WaitCursor] * 2

    def failing(*_given: object) -> Page:
        raise RuntimeError

    monkeypatch.setattr(made_pages, "make_page", failing)
    with pytest.raises(RuntimeError):
        opened.workplace.go(Place("evidence"))
    assert QApplication.overrideCursor() is None
