"""What has a direction of its own keeps it inside a script of the other direction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n.translation import left_to_right, use_language
from desktop.ui import file_dialogs, locale
from desktop.ui.fields.lines import Line
from desktop.ui.layout import cut_short, words
from desktop.ui.search_box import SearchBox


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


def test_a_title_is_cut_at_its_own_end_in_a_window_that_is_read_the_other_way(speak: Callable[[str], None]) -> None:
    letters = QFontMetrics(QApplication.font())
    speak("ar")
    shown = cut_short(letters, "Single Registry of Foreign Workers", 120)
    assert shown.startswith("\u2068Single")
    assert shown.rstrip("\u2069").endswith("…")
    speak("en")
    assert cut_short(letters, "Single Registry of Foreign Workers", 120).startswith("Single")


def test_what_stands_alone_begins_at_the_side_of_the_window(speak: Callable[[str], None]) -> None:
    speak("ar")
    for text in ("Trial forms", "12", "الهجرة"):
        assert words(text, "name").alignment() & Qt.AlignmentFlag.AlignAbsolute
