"""What has a direction of its own keeps it inside a script of the other direction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QFontMetrics, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.i18n.isolation import isolated
from desktop.i18n.translation import left_to_right, use_language
from desktop.ui import file_dialogs, fonts, keys, locale
from desktop.ui.dialogs.examples import ExamplesDialog
from desktop.ui.dialogs.what_is_included import WhatIsIncluded
from desktop.ui.fields.lines import Line
from desktop.ui.layout import Sides, begin_box_at_side, words
from desktop.ui.list_views import OwnEnd, rows
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGES
from desktop.ui.pages.entries import PledgesPage
from desktop.ui.parts.comment_panel import CommentPanel
from desktop.ui.parts.cut_line import CutLine
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.join_detail import JoinDetail
from desktop.ui.search_box import SearchBox
from desktop.ui.shortened import cut_short
from desktop.ui.window import Window

ROOM = QSize(600, 200)


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Callable[[str], None]]:
    yield lambda language: locale.speak(qapp, language)
    locale.speak(qapp, "en")


def test_a_path_is_isolated_only_in_a_script_of_the_other_direction() -> None:
    assert left_to_right("/home/ملفات/a") == "/home/ملفات/a"
    with use_language("ar"):
        assert left_to_right("/home/ملفات/a") == "\u2066/home/ملفات/a\u2069"


@pytest.mark.parametrize(("language", "asked"), [("fr", "Packages (*.asice)"), ("ar", "Packages \u200e(*.asice)")])
def test_endings_of_files_run_from_left_to_right(
    qtbot: QtBot,
    speak: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    language: str,
    asked: str,
) -> None:
    speak(language)
    seen: list[str] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *told: (seen.append(told[-1]), ("", ""))[1])
    parent = QWidget()
    qtbot.addWidget(parent)
    assert file_dialogs.file_to_open(parent, "Open", "Packages (*.asice)", near=tmp_path) is None
    assert seen == [asked]


def test_an_emptied_search_box_searches_nothing_and_shows_nothing_to_clear(qtbot: QtBot) -> None:
    box = SearchBox()
    qtbot.addWidget(box)
    heard: list[str] = []
    box.setText("births")
    box.searched.connect(heard.append)
    changed: list[str] = []
    box.textChanged.connect(changed.append)
    box.forget()
    assert changed == [""]  # what the clear button goes by
    assert heard == []


@pytest.mark.parametrize(
    ("language", "text", "right"),
    [
        ("ar", "", True),
        ("ar", "2026", True),
        ("ar", "الهجرة", True),
        ("ar", "IOM", False),
        ("en", "", False),
        ("en", "الهجرة", True),
    ],
)
def test_a_line_begins_where_its_text_does_and_an_empty_one_at_the_side_of_the_window(
    qtbot: QtBot, speak: Callable[[str], None], language: str, text: str, right: bool
) -> None:
    speak(language)
    line = Line()
    qtbot.addWidget(line)
    line.resize(600, 30)
    line.setText(text)
    line.home(False)
    line.grab()
    assert (line.cursorRect().center().x() > 300) is right


def test_every_line_that_is_empty_begins_at_the_side_of_the_window(
    opened: Window, speak: Callable[[str], None]
) -> None:
    opened.speak("ar")
    workplace = opened.workplace
    assert workplace is not None
    ExamplesDialog(workplace.session, "pledge", 0, workplace)
    WhatIsIncluded(workplace.session, "none", workplace)
    seen = set()
    for page in PAGES:
        workplace.go(Place(page))
        for line in workplace.findChildren(QLineEdit):
            if not line.text() and not isinstance(line.parent(), QAbstractSpinBox):
                assert line.alignment() & Qt.AlignmentFlag.AlignRight, (page, line.accessibleName())
                assert line.alignment() & Qt.AlignmentFlag.AlignAbsolute, (page, line.accessibleName())
                seen.add(type(line))
    assert {QLineEdit, SearchBox, CutLine, Line} <= seen


def test_a_title_is_cut_at_its_own_end_in_a_window_that_is_read_the_other_way(speak: Callable[[str], None]) -> None:
    letters = QFontMetrics(QApplication.font())
    speak("ar")
    shown = cut_short(letters, "Single Registry of Foreign Workers", 120)
    assert shown.startswith("\u2068Single")
    assert shown.rstrip("\u2069").endswith("…")
    speak("en")
    assert cut_short(letters, "Single Registry of Foreign Workers", 120).startswith("Single")


def test_a_cell_is_cut_at_its_own_end_in_a_window_that_is_read_the_other_way(speak: Callable[[str], None]) -> None:
    model = QStandardItemModel()
    model.appendRow(QStandardItem("Governments of Azerbaijan, Luxembourg"))
    speak("ar")
    option = QStyleOptionViewItem()
    OwnEnd().initStyleOption(option, model.index(0, 0))
    assert option.text == "\u2068Governments of Azerbaijan, Luxembourg\u2069"


@pytest.mark.parametrize(
    ("language", "text", "side"),
    [
        ("ar", "", Qt.AlignmentFlag.AlignRight),
        ("ar", "هل 412 صحيح؟ Ministry of Health", Qt.AlignmentFlag.AlignRight),
        ("ar", "Shelters", Qt.AlignmentFlag.AlignLeft),
        ("en", "ثغرة", Qt.AlignmentFlag.AlignRight),
    ],
)
def test_several_lines_begin_where_their_text_does_even_where_nobody_is_told_of_it(
    qtbot: QtBot, speak: Callable[[str], None], language: str, text: str, side: Qt.AlignmentFlag
) -> None:
    speak(language)
    box = QPlainTextEdit()
    qtbot.addWidget(box)
    begin_box_at_side(box)
    with QSignalBlocker(box):
        box.setPlainText(text)
    assert box.document().defaultTextOption().alignment() == side | Qt.AlignmentFlag.AlignAbsolute


def test_the_comment_that_is_written_begins_at_the_side_of_the_window(
    qtbot: QtBot, opened: Window, speak: Callable[[str], None]
) -> None:
    speak("ar")
    panel = CommentPanel(opened.workplace.session, "", "title")
    qtbot.addWidget(panel)
    assert panel.box.document().defaultTextOption().alignment() & Qt.AlignmentFlag.AlignRight


def test_what_a_join_asks_keeps_away_from_its_list_in_either_direction(
    qtbot: QtBot, opened: Window, speak: Callable[[str], None]
) -> None:
    for language in ("en", "ar"):
        speak(language)
        detail = JoinDetail(opened.workplace.session)
        qtbot.addWidget(detail)
        around = detail.layout().contentsMargins()
        assert (around.left() > 0, around.right() > 0) == (language == "en", language == "ar")


def test_what_stands_alone_begins_at_the_side_of_the_window(speak: Callable[[str], None]) -> None:
    speak("ar")
    for text in ("Trial forms", "12", "الهجرة"):
        assert words(text, "name").alignment() & Qt.AlignmentFlag.AlignAbsolute


def test_a_line_of_small_letters_below_one_of_tall_ones_is_drawn(
    qtbot: QtBot, speak: Callable[[str], None], shown: Callable[[QWidget], QWidget]
) -> None:
    speak("ar")
    fonts.need(["التعهد"])
    model = QStandardItemModel()
    for text in ("التعهد", "التعهد\nBirths", "التعهد\nDeaths"):
        model.appendRow(QStandardItem(text))
    view = rows(model, "Found")
    view.resize(500, 300)
    shown(view)
    drawn = [view.viewport().grab(view.visualRect(model.index(row, 0))).toImage() for row in range(3)]
    assert drawn[1].size() == drawn[2].size()
    assert drawn[1] != drawn[2], "the second line is cut off"


def test_each_line_of_a_row_is_set_by_itself(speak: Callable[[str], None], shown: Callable[[QWidget], QWidget]) -> None:
    speak("ar")
    model = QStandardItemModel()
    model.appendRow(QStandardItem("التعهد.\nBirth is registered."))
    view = rows(model, "Found")
    shown(view)
    option = QStyleOptionViewItem()
    view.itemDelegate().initStyleOption(option, model.index(0, 0))
    assert option.text == "التعهد.\N{LINE SEPARATOR}\u2068Birth is registered.\u2069"


@pytest.mark.parametrize("language", ["en", "ar", "ru"])
def test_a_field_that_was_gone_to_is_in_sight_once_the_form_has_settled(
    language: str, qtbot: QtBot, speak: Callable[[str], None], opened: Window
) -> None:
    assert opened.session is not None
    entries = [opened.session.add("pledge", {"title": f"Register births {number}"}) for number in range(8)]
    opened.resize(1280, 720)
    opened.speak(language)
    assert opened.workplace is not None
    opened.workplace.go(Place("pledges", "", entries[3], "title"))
    page = opened.workplace.page
    assert isinstance(page, PledgesPage)
    form = page.panel.form
    qtbot.waitUntil(lambda: form.area.is_settled)
    editor = form.field("title").editor()
    seen = form.area.viewport().rect()
    assert seen.contains(QRect(editor.mapTo(form.area.viewport(), QPoint(0, 0)), editor.size()))


def test_keys_are_not_turned_round_among_arabic_words(speak: Callable[[str], None]) -> None:
    assert keys.shown("larger") == "Ctrl++"
    speak("ar")
    assert keys.shown("larger") == isolated("Ctrl++") != "Ctrl++"


def test_a_value_is_listed_with_the_decimal_sign_of_the_language(opened: Window) -> None:
    assert opened.workplace is not None and opened.session is not None
    opened.session.add("value", {"indicator": "10.7.1", "year": 2024, "value": "3.4"})
    with use_language("fr"):
        opened.workplace.go(Place("indicators", "10.7.1"))
        said = [each.text() for each in opened.workplace.page.findChildren(QLabel)]
    assert any("2024" in each and "3,4" in each for each in said)
    assert not any("3.4" in each for each in said)


PARAGRAPH = re.compile(r"[0-9]+(?:\.[0-9a-z]+)*(?:\([a-z]\)|\.[a-z](?:\.[0-9]+)?)(?![\w(])")
"""A number that ends in a letter, such as `17(a)`, `10.c.1` or `16.b`."""

SET_APART = re.compile("[\u2066-\u2068][^\u2069]*\u2069|\u200e[^\u200e]*\u200e")


@pytest.mark.parametrize("place", ["objective", "indicators", "data", "pledges", "gaps", "policy", "recommendations"])
def test_numbers_of_paragraphs_keep_their_letter_behind_them_in_arabic(
    place: str, window: Window, qapp: QApplication, qtbot: QtBot, demonstration: Path
) -> None:
    assert window.open_file(demonstration)
    window.speak("ar")
    try:
        assert window.workplace is not None
        window.workplace.go(Place(place, "6" if place == "objective" else ""))
        qtbot.waitUntil(lambda: window.workplace is not None and window.workplace.page.is_filled, timeout=20_000)
        page = window.workplace.page
        said = [
            each.text()
            for each in page.findChildren(QLabel)
            if each.layoutDirection() != Qt.LayoutDirection.LeftToRight
        ]
        said += [each.text() for each in page.findChildren(QAbstractButton)]
        if place == "objective":
            assert any(PARAGRAPH.search(each) for each in said)
        assert [each for each in said if PARAGRAPH.search(SET_APART.sub("", each))] == []
    finally:
        locale.speak(qapp, "en")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_stands_side_by_side_keeps_its_edges(
    speak: Callable[[str], None], shown: Callable[[QWidget], QWidget], language: str
) -> None:
    speak(language)
    split = Sides()
    for _side in range(2):
        split.addWidget(QWidget())
    split.setHandleWidth(8)
    split.resize(ROOM)
    shown(split)
    sides = [split.widget(place).geometry() for place in range(2)]
    assert all(split.rect().contains(each) for each in sides)
    assert not sides[0].intersects(sides[1])


@pytest.mark.parametrize(("language", "said"), [("en", "Working text"), ("ar", "عُثر على هذا النص في مصدر رسمي.")])
def test_a_mark_has_the_same_room_on_both_sides_of_its_words(
    speak: Callable[[str], None], shown: Callable[[QWidget], QWidget], language: str, said: str
) -> None:
    speak(language)
    mark = words(said, "mark")
    around = flowing(mark)
    around.resize(ROOM)
    shown(around)
    assert mark.height() < 2 * mark.fontMetrics().height(), "one line"
    ground = mark.grab().toImage()
    across, down = ground.width(), ground.height()
    ink = [
        x
        for x in range(3, across - 3)
        if any(ground.pixel(x, y) != ground.pixel(3, down // 2) for y in range(2, down - 2))
    ]
    before, after = min(ink), across - 1 - max(ink)
    assert abs(before - after) <= 3, (before, after)
