"""Indicators that are answered yes or no stand beside those with values, and are asked something else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.navigation import Place
from desktop.ui.pages.indicators import IndicatorsPage
from desktop.ui.window import Window


def test_it_is_answered_by_a_press_and_has_no_values_by_year(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None and opened.session is not None
    opened.workplace.go(Place("indicators", "GCM-14-EMIGASSOC"))
    page = opened.page()
    assert isinstance(page, IndicatorsPage)
    assert not page.tabs.isTabVisible(page.tabs.indexOf(page.values))
    assert "Working text" in page._about.text()
    assert page._known.text() == "Not answered yet"
    field = page.form.field("answer")
    (yes,) = [each for each in field.findChildren(QPushButton) if each.text() == "Yes"]
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert opened.session.submission.bound("indicator", "GCM-14-EMIGASSOC").value("answer") is True
    assert page._known.text() == "Answer: Yes"
    assert page.form.field("basis").isVisibleTo(page.form) and not page.form.field("availability").isVisibleTo(
        page.form
    )
    opened.workplace.go(Place("indicators", "10.7.1"))
    assert page.tabs.isTabVisible(page.tabs.indexOf(page.values))
    assert page.form.field("availability").isVisibleTo(page.form) and not page.form.field("answer").isVisibleTo(
        page.form
    )
