"""A place in an area is held while its page finds its height, and no longer once somebody scrolls."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QScrollArea, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import scroll_anchor
from desktop.ui.scroll_anchor import Holding


@pytest.fixture
def area(shown: Callable[[QWidget], QWidget], monkeypatch: pytest.MonkeyPatch) -> QScrollArea:
    """One that has nothing in it, and a bar that says otherwise; however long this computer takes, it has not settled."""
    monkeypatch.setattr(scroll_anchor, "SETTLES", 600_000)
    area = QScrollArea()
    shown(area)
    area.verticalScrollBar().setRange(0, 100)
    return area


def hold_end(area: QScrollArea) -> Holding:
    bar = area.verticalScrollBar()
    return Holding(area, lambda: bar.setValue(bar.maximum()))


def test_it_is_gone_to_whenever_there_is_another_height(area: QScrollArea) -> None:
    hold_end(area)
    for height in (300, 200, 500):
        area.verticalScrollBar().setRange(0, height)
        assert area.verticalScrollBar().value() == height


def test_whoever_scrolls_is_left_alone_from_then_on(area: QScrollArea) -> None:
    hold_end(area)
    bar = area.verticalScrollBar()
    bar.setRange(0, 300)
    bar.triggerAction(QScrollBar.SliderAction.SliderToMinimum)
    bar.setRange(0, 500)
    assert bar.value() == 0


def test_a_page_that_has_settled_is_left_alone(
    area: QScrollArea, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scroll_anchor, "SETTLES", 0)
    with qtbot.waitSignal(hold_end(area).destroyed):
        pass
    area.verticalScrollBar().setRange(0, 700)
    assert area.verticalScrollBar().value() == 0
