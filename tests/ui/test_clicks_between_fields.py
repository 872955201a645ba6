"""A click from one field into another below it arrives there, and what is typed then stands there: for fields of all types."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

import desktop.ui
from desktop.ui.field_row import FieldRow
from desktop.ui.fields.rows import RowsField
from desktop.ui.form import FormView
from desktop.ui.parts.finder import Finder
from desktop.ui.window import Window
from tests.ui.new_forms import begun
from tests.ui.stops import settle

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
LONG = "A portal with all that whoever wants to leave must know, in every language of the country and in every region"

TYPED = {
    "text": LONG,
    "long_text": LONG * 9,
    "date": "02/05/2028",
    "year": "1400",
    "number": "many",
    "email": "nobody",
    "choice": "neither of them",
    "choices": "4",
    "objectives": "4",
    "country": "nowhere",
    "countries": "Kenya",
    "language": "none",
    "links": "nothing",
}
"""What makes a field of each type, or the head above it, grow or shrink when it is left."""


def click(opened: Window, place: QPoint) -> None:
    """Press and release where something was seen, as the mouse does: whatever lies there by then gets it."""
    QTest.mousePress(opened.windowHandle(), LEFT, PLAIN, place)
    settle()
    QTest.mouseRelease(opened.windowHandle(), LEFT, PLAIN, place)
    settle()


def seen(opened: Window, target: QWidget) -> QPoint:
    """Return where a field is clicked: in its first line."""
    first = target.fontMetrics().height()
    return target.mapTo(opened, QPoint(min(40, target.width() // 2), min(target.height() // 2, first)))


def is_typed(row: FieldRow) -> bool:
    """Whether letters can be typed into a field."""
    return isinstance(row.target(), QLineEdit | QPlainTextEdit | Finder)


def write(qtbot: QtBot, line: QWidget | None, text: str) -> None:
    """Type a text; what is long is pasted but for its last letter, as each letter costs the form some work."""
    if isinstance(line, QPlainTextEdit):
        line.insertPlainText(text[:-1])
        settle()
        text = text[-1]
    qtbot.keyClicks(line, text)
    settle()


def close_lists(opened: Window) -> None:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.hide()
    opened.activateWindow()
    settle()


def below(form: FormView, row: FieldRow) -> list[FieldRow]:
    """Return the two fields that stand below one."""
    rows = [form.row(each.key) for each in form.kind.fields]
    asked = [each for each in rows if each.body.isVisible() and not isinstance(each.widget, RowsField)]
    under = row.body.mapTo(form.area.ground, QPoint(0, row.body.height())).y()
    return [each for each in asked if each.head.mapTo(form.area.ground, QPoint(0, 0)).y() >= under][:2]


@pytest.mark.parametrize("page", ["gaps", "pledges", "evidence"])
def test_a_click_into_the_next_field_arrives_and_so_does_a_second_one(qtbot: QtBot, opened: Window, page: str) -> None:
    form = begun(opened, page)
    tried: set[tuple[str, str]] = set()
    wrong: list[str] = []
    for key in [each.key for each in form.kind.fields]:
        first = form.row(key)
        for second in below(form, first) if first.body.isVisible() else ():
            pair = first.definition.type, second.definition.type
            if pair in tried or not is_typed(first) or second.definition.type == "file":
                continue
            tried.add(pair)
            close_lists(opened)
            form.focus_field(key)
            settle()
            form.area._settle()
            write(qtbot, opened.focusWidget(), TYPED[pair[0]])
            target = second.target()
            form.area.ensureWidgetVisible(target, 0, 100)
            settle()
            place = seen(opened, target)
            popup = QApplication.activePopupWidget()
            if popup is not None and popup.geometry().contains(opened.mapToGlobal(place)):
                popup.hide()  # whoever wants a field that lies below the list closes it first
                opened.activateWindow()
            told = f"{key} to {second.definition.key}: {pair}"
            clicked: list[bool] = []
            if isinstance(target, QAbstractButton):
                target.clicked.connect(lambda *_, clicked=clicked: clicked.append(True))
            click(opened, place)
            focused = opened.focusWidget()
            if focused is None or not second.body.isAncestorOf(focused):
                wrong.append(f"{told}: the keyboard is at {focused}")
                continue
            if isinstance(target, QAbstractButton):
                if not clicked:
                    wrong.append(f"{told}: not pressed")
                continue
            close_lists(opened)
            click(opened, place)
            close_lists(opened)
            focused = opened.focusWidget()
            before = second.widget.typed(), second.widget.value()
            qtbot.keyClicks(focused, "7")
            if (second.widget.typed(), second.widget.value()) == before:
                wrong.append(f"{told}: what is typed after a second click goes to {focused}")
            form.commit()
    assert len(tried) >= 3
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("page", ["practices", "evidence"])
def test_the_click_that_closes_a_list_of_proposals_arrives_below_it(qtbot: QtBot, opened: Window, page: str) -> None:
    form = begun(opened, page)
    form.focus_field("objectives")
    settle()
    form.area._settle()
    finder = opened.focusWidget()
    assert isinstance(finder, Finder)
    title = form.field(form.kind.title_field).editor()
    form.area.ensureWidgetVisible(title)
    settle()
    qtbot.keyClicks(finder, "4")
    settle()
    assert finder.proposed().isVisible()
    place = seen(opened, title)
    assert not finder.proposed().geometry().contains(opened.mapToGlobal(place))
    click(opened, place)
    assert not finder.proposed().isVisible()
    assert opened.focusWidget() is title
    qtbot.keyClicks(title, "Beds")
    opened.activateWindow()
    assert form.field(form.kind.title_field).value() == "Beds"
    assert form.field("objectives").value() == [4]


def test_a_click_on_the_name_of_a_field_puts_the_keyboard_into_it(qtbot: QtBot, opened: Window) -> None:
    form = begun(opened, "gaps")
    form.focus_field("title")
    settle()
    below_it = form.row("description")
    form.area.ensureWidgetVisible(below_it.target())
    settle()
    click(opened, below_it.head.mapTo(opened, QPoint(20, 8)))
    focused = opened.focusWidget()  # without a screen the window may not be told that it is the active one
    assert focused is below_it.target()
    qtbot.keyClicks(focused, "Beds")
    assert below_it.widget.value() == "Beds"


def test_every_line_with_proposals_passes_presses_on() -> None:
    """The list of a completer takes the press beside it for its closing; each that the window makes must pass it on."""
    found = 0
    for path in sorted(Path(desktop.ui.__path__[0]).rglob("*.py")):
        text = path.read_text("utf-8")
        made = len(
            re.findall(r"[ (]_?Completer\(|(?<=[ (])QCompleter\(", text.replace("class _Completer(QCompleter)", ""))
        )
        found += made
        assert text.count("pass_presses_on(") >= made, path.name
    assert found >= 4
