"""Texts that give way where there is little room are cut short without laying out all that was pasted."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout
from PySide6.QtWidgets import QApplication, QLabel

from desktop.i18n.isolation import isolated, plain
from desktop.i18n.translation import use_language
from desktop.ui import shortened
from desktop.ui.shortened import Shortened, cut_short, fits, in_lines
from desktop.ui.theme import ThemeManager

ROOM = 300


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many characters were laid out at a time."""
    found: list[int] = []

    class Metrics(QFontMetrics):
        def elidedText(self, text: str, *words: object) -> str:
            found.append(len(text))
            return super().elidedText(text, *words)  # type: ignore[arg-type]

        def horizontalAdvance(self, text: str) -> int:  # type: ignore[override]
            found.append(len(text))
            return super().horizontalAdvance(text)

    monkeypatch.setattr(shortened, "QFontMetrics", Metrics)
    return found


@pytest.mark.parametrize("word", ["x", "many words ", "ع", "承"])
def test_of_a_million_letters_only_how_they_begin_is_laid_out(
    qapp: QApplication, laid_out: list[int], word: str
) -> None:
    text = word * (1_000_000 // len(word))
    letters = shortened.QFontMetrics(QFont())
    line = cut_short(letters, text, ROOM)
    lines = in_lines(QFont(), text, ROOM, 3)
    assert not fits(QFont(), text, ROOM, 3)
    assert max(laid_out) < 20_000
    assert "…" in line
    assert 1 <= len(lines) <= 3
    assert "…" in lines[-1]


def test_what_fits_is_shown_whole(qapp: QApplication) -> None:
    assert "…" not in cut_short(QFontMetrics(QFont()), "Two shelters", 2 * ROOM)


@pytest.mark.parametrize("size", [None, *range(10, 24)])
def test_what_is_as_wide_as_its_room_goes_on_in_the_next_line_before_it_is_cut(
    look: ThemeManager, size: int | None
) -> None:
    """How wide a text is counted is rounded down: in the room of just so much its end was cut, beside a line that was empty."""
    font = QFont(QApplication.font())
    if size is not None:
        font = QFont()
        font.setPixelSize(size)
    for text in (
        "Single Registry of Foreign Workers",
        "Single Registry сведения",
        "Éliminer les droits",
        "Two shelters",
    ):
        wide = QFontMetrics(font).horizontalAdvance(text)
        for room in range(wide - 3, wide + 4):
            lines = in_lines(font, text, room, 2)
            assert " ".join(map(plain, lines)) == text, room
            assert fits(font, text, room, 1) == (len(lines) == 1), room


def test_a_label_asks_qt_for_the_height_of_the_beginning_only(qapp: QApplication) -> None:
    text = "many words " * 100_000
    label = Shortened(text)
    for _turn in range(2):
        assert label.text() == text
        assert 0 < len(QLabel.text(label)) < 20_000  # what Qt lays out for `sizeHint`
        label.setText(text)
    label.setText("Two shelters")
    assert label.text() == QLabel.text(label) == "Two shelters"


ARABIC = "\u0627\u0644\u0633\u064a\u0627\u0633\u0627\u062a (\u0627\u0644\u0645\u0624\u0634\u0631 10.7.2)"


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_line_that_is_all_figures_is_read_as_the_text_that_goes_on_in_it(qapp: QApplication, language: str) -> None:
    letters = QFontMetrics(QFont())
    room = letters.horizontalAdvance(ARABIC) - letters.horizontalAdvance("10.7.2)")
    with use_language(language):
        first, second = in_lines(QFont(), ARABIC, room, 2)
    assert plain(second) == "10.7.2)"
    laid = QTextLayout(second, QFont())
    laid.beginLayout()
    line = laid.createLine()
    laid.endLayout()
    before = line.cursorToX(second.index("0"))[0] - letters.horizontalAdvance("1")  # type: ignore[index]
    assert before > letters.horizontalAdvance(")") / 2, "the bracket closes at the left, before the figures"
    assert plain(first) == ARABIC.removesuffix(" 10.7.2)")


def test_a_text_that_was_shown_before_is_set_apart_as_the_language_of_now_does(qapp: QApplication) -> None:
    text = "Kenya's plan (2030)"
    shown = {}
    for language in ("en", "ar", "en"):
        with use_language(language):
            shown[language] = in_lines(QFont(), text, 4 * ROOM, 1)
            assert shown[language] == (isolated(text),)
    assert shown["en"] != shown["ar"]


def test_a_first_word_that_has_no_room_is_cut_and_does_not_run_into_what_stands_beside_it(qapp: QApplication) -> None:
    """Only the last line was cut: the name of a file, with a word behind it, went over the marks of its row."""
    letters, name = QFontMetrics(QFont()), "statistics_on_births_2024_final_version_of_the_ministry.pdf"
    room = letters.horizontalAdvance(name) // 2
    first, second = in_lines(QFont(), f"{name} as sent", room, 2)
    assert letters.horizontalAdvance(first) <= room and first.endswith("…")
    assert second == "as sent"
    assert not fits(QFont(), f"{name} as sent", room, 2), "the rest is to be had elsewhere"


def test_fewer_words_that_say_the_same_are_shown_whole_or_not_at_all(qapp: QApplication) -> None:
    label = Shortened("All changes are saved")
    label.brief = "Saved"
    letters = label.fontMetrics()
    whole, brief = letters.horizontalAdvance(label.text()), letters.horizontalAdvance("Saved")
    seen = {label.shown(width) for width in range(1, 2 * whole)}
    assert seen == {(label.text(),), ("Saved",), ()}
    assert label.shown(2 * whole) == (label.text(),)
    assert label.shown(whole - 5) == label.shown(brief + 1) == ("Saved",)
    assert label.shown(brief - 1) == (), "some letters with three points say nothing"
