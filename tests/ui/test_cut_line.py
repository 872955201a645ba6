"""What has no room in a line or a closed list ends in dots, and is whole in the tool tip."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.fields.choices import CountryField
from desktop.ui.fields.lines import Line
from desktop.ui.layout import CalmCombo
from desktop.ui.navigation import Place
from desktop.ui.parts.cut_line import CutLine
from desktop.ui.window import Window
from tests.ui.stops import settle

LONG = "The Ministry of Foreign Affairs and of the Diaspora"


def drawn(widget: QWidget) -> object:
    return widget.grab().toImage()


@pytest.mark.parametrize("text", [LONG, "وزارة الخارجية وشؤون المغتربين والهجرة الدولية"])
def test_a_line_that_is_cut_ends_in_dots_until_somebody_types_in_it(
    text: str, shown: Callable[[QWidget], QWidget]
) -> None:
    window = QWidget()
    line, other, plain = Line(window), Line(window), QLineEdit(window)
    for place, each in enumerate((line, other, plain)):
        each.setGeometry(0, 40 * place, 160, 32)
    shown(window)
    other.setFocus()
    for each in (line, plain):
        each.setText(text)
        each.setCursorPosition(0)
    settle()
    assert line.shown().strip("\u2066\u2067\u2068\u2069").endswith("…") and line.toolTip() == text
    assert drawn(line) != drawn(plain)
    line.setFocus()
    settle()
    line.setCursorPosition(0)
    typed = drawn(line)
    other.setFocus()
    settle()
    assert drawn(line) != typed
    line.resize(900, 32)
    settle()
    assert line.shown() == text and not line.toolTip()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_line_that_is_cut_begins_where_it_does_when_somebody_types(
    direction: Qt.LayoutDirection, shown: Callable[[QWidget], QWidget]
) -> None:
    window = QWidget()
    window.setLayoutDirection(direction)
    line, plain = CutLine(LONG, window), QLineEdit(LONG, window)
    for place, each in enumerate((line, plain)):
        each.setGeometry(0, 40 * place, 167, 32)
        each.setCursorPosition(0)
    shown(window).setFocus()
    settle()
    assert line.shown() != LONG

    def begins(widget: QWidget) -> int:
        image = widget.grab().toImage()
        inner = range(8, image.height() - 8)
        ground = image.pixel(image.width() // 2, 4)
        return next(x for x in range(3, image.width()) if any(image.pixel(x, y) != ground for y in inner))

    assert begins(line) == begins(plain)


def test_a_tool_tip_of_its_own_is_left_alone(shown: Callable[[QWidget], QWidget]) -> None:
    line = CutLine()
    line.setToolTip("A year")
    shown(line)
    line.setFixedWidth(80)
    line.setText(LONG)
    settle()
    assert line.toolTip() == "A year"


def test_a_closed_list_that_is_cut_ends_in_dots(shown: Callable[[QWidget], QWidget]) -> None:
    window = QWidget()
    box = CalmCombo(window)
    box.addItems([LONG, "Short"])
    box.setGeometry(0, 0, 160, 32)
    shown(window)
    settle()
    assert box.shown().strip("\u2068\u2069").endswith("…") and box.toolTip() == LONG
    box.setCurrentIndex(1)
    settle()
    assert box.shown() == "Short" and not box.toolTip()


def test_the_country_of_a_partner_is_read_whole_by_its_tool_tip(opened: Window) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    opened.resize(1280, 720)
    partners = [{"name": LONG, "country": "CD"}, {"name": "City", "country": "KE"}]
    assert session.add("pledge", {"title": "Schools", "kind": "common", "partners": partners})
    workplace.go(Place("pledges"))
    settle()
    form = workplace.page.panel.form  # type: ignore[attr-defined]
    form.area.ensureWidgetVisible(form.row("partners").body)
    settle()
    opened.grab()
    first, second = (row["country"] for row in form.field("partners").cells)
    assert isinstance(first, CountryField) and isinstance(second, CountryField)
    whole = first.combo.line.text()
    assert whole.startswith("Democratic Republic") or "Congo" in whole
    assert first.combo.line.shown() != whole and first.combo.line.toolTip() == whole
    assert second.combo.line.shown() == "Kenya" and not second.combo.line.toolTip()
    first.combo.line.setFocus()
    QTest.keyClick(first.combo.line, Qt.Key.Key_End)
    assert first.combo.line.text() == whole
