"""The spell check of long texts, through the window, with the dictionaries that ship."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.i18n.spelling_words import words_of
from desktop.i18n.spelling_worker import answer
from desktop.operations.dictionaries import dictionaries_for
from desktop.ui.fields.texts import LongTextField
from desktop.ui.form import FormView
from desktop.ui.navigation import Place
from desktop.ui.spelling import TextSpelling, spelling_of
from desktop.ui.window import Window


def _written(qtbot: QtBot, window: Window, text: str, language: str) -> tuple[QPlainTextEdit, TextSpelling]:
    """Write a text into the description of a new gap, and rest."""
    workplace = window.workplace
    assert workplace is not None and window.session is not None
    made = window.session.add("gap", {"language": language, "description": text})
    workplace.go(Place("gaps", entry=made))
    form = next(each for each in workplace.page.findChildren(FormView) if each.kind.key == "gap")
    field = form.field("description")
    assert isinstance(field, LongTextField) and field.spelling is not None
    qtbot.waitUntil(field.box.isVisible)
    field.spelling.look()
    return field.box, field.spelling


def _menu(box: QPlainTextEdit, spelling: TextSpelling, place: int) -> QMenu:
    cursor = QTextCursor(box.document())
    cursor.setPosition(place)
    box.setTextCursor(cursor)
    return spelling.menu(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1)))


def _texts(menu: QMenu) -> list[str]:
    return [each.text() for each in menu.actions()]


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("en", "The organization and the programme lack labour inspektors in 2025.", ["inspektors"]),
        ("fr", "L’accès à la régularisation reste dificile pour les travailleurs.", ["dificile"]),
        ("es", "La regularizacion de los niños migrantes.", ["regularizacion"]),
        ("ru", "Миграцыя и ещё права человека.", ["Миграцыя"]),
        ("ar", "حقوق المهاجرين في الهجرهة.", ["الهجرهة"]),
    ],
)
def test_wrong_words_are_marked_in_the_language_of_the_text(
    qtbot: QtBot, opened: Window, language: str, text: str, wrong: list[str]
) -> None:
    _box, spelling = _written(qtbot, opened, text, language)
    qtbot.waitUntil(lambda: spelling.marked() == wrong, timeout=30_000)


def test_no_module_is_taken_from_the_folder_that_somebody_is_in(
    qtbot: QtBot, opened: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    _box, spelling = _written(qtbot, opened, "Labour inspektors.", "en")
    qtbot.waitUntil(lambda: spelling.marked() == ["inspektors"], timeout=30_000)


@pytest.mark.parametrize("words", ["", "0\n", "2\n\xff\xfe\n", "many\n"])
def test_a_broken_dictionary_is_none(tmp_path: Path, words: str) -> None:
    (tmp_path / "xx.aff").write_text("SET UTF-8\n")
    (tmp_path / "xx.dic").write_bytes(words.encode("latin-1"))
    said = answer({"id": 1, "stems": [str(tmp_path / "xx")], "words": ["anything"]})
    assert said == {"id": 1, "wrong": [], "dictionaries": 0}
    (tmp_path / "yy.aff").write_text("SET UTF-8\n")
    (tmp_path / "yy.dic").write_text("1\nanything\n")
    said = answer({"id": 2, "stems": [str(tmp_path / "yy")], "words": ["anything", "nothing"]})
    assert said == {"id": 2, "wrong": ["nothing"], "dictionaries": 1}


def test_a_suggestion_takes_the_place_of_the_word(qtbot: QtBot, opened: Window) -> None:
    box, spelling = _written(qtbot, opened, "A good langage school", "en")
    qtbot.waitUntil(lambda: spelling.marked() == ["langage"], timeout=30_000)
    menu = _menu(box, spelling, 9)
    qtbot.waitUntil(lambda: "language" in _texts(menu), timeout=30_000)
    next(each for each in menu.actions() if each.text() == "language").trigger()
    assert box.toPlainText() == "A good language school"


def test_a_word_of_the_submission_is_right_from_then_on_and_undo_takes_it_back(qtbot: QtBot, opened: Window) -> None:
    box, spelling = _written(qtbot, opened, "The office of Wakorongo helps", "en")
    qtbot.waitUntil(lambda: spelling.marked() == ["Wakorongo"], timeout=30_000)
    menu = _menu(box, spelling, 15)
    next(each for each in menu.actions() if "word list of this submission" in each.text()).trigger()
    session = opened.session
    assert session is not None and session.submission.about.text("own_words") == "Wakorongo"
    assert spelling.marked() == []
    session.undo()
    assert spelling.marked() == ["Wakorongo"]


def test_an_ignored_word_is_left_alone_and_stands_nowhere(qtbot: QtBot, opened: Window) -> None:
    box, spelling = _written(qtbot, opened, "The office of Wakorongo helps", "en")
    qtbot.waitUntil(lambda: spelling.marked() == ["Wakorongo"], timeout=30_000)
    next(each for each in _menu(box, spelling, 15).actions() if each.text() == "Ignore it").trigger()
    assert spelling.marked() == []
    assert opened.session is not None and not opened.session.submission.about.text("own_words")


def test_it_can_be_turned_off(qtbot: QtBot, opened: Window) -> None:
    _box, spelling = _written(qtbot, opened, "A langage", "en")
    qtbot.waitUntil(lambda: spelling.marked() == ["langage"], timeout=30_000)
    assert opened.workplace is not None
    menu = opened.workplace.bar._more.menu()
    assert menu is not None
    next(each for each in menu.actions() if each.text() == "Spell check").trigger()
    assert spelling.marked() == []
    assert opened.preferences.text("spelling") == "off"


def test_what_was_written_before_it_was_turned_on_is_looked_up(qtbot: QtBot, opened: Window) -> None:
    assert opened.session is not None
    opened.session.check_spelling(False)
    _box, spelling = _written(qtbot, opened, "A langage", "en")
    spelling._rest.stop()
    opened.session.check_spelling(True)
    qtbot.waitUntil(lambda: spelling.marked() == ["langage"], timeout=30_000)


@pytest.mark.parametrize(
    ("language", "says"),
    [("zh", "There is no spell check for this language: Chinese"), ("sw", "No dictionary for this language: Swahili")],
)
def test_where_there_is_no_dictionary_the_menu_says_so(qtbot: QtBot, opened: Window, language: str, says: str) -> None:
    box, spelling = _written(qtbot, opened, "移徙 Uhamiaji", language)
    if dictionaries_for(language):
        pytest.skip("this computer has a dictionary of it")
    assert spelling.marked() == []
    assert _texts(_menu(box, spelling, 0))[0] == says


def test_without_its_process_texts_stay_as_they_are(qtbot: QtBot, opened: Window) -> None:
    box, spelling = _written(qtbot, opened, "A langage", "en")
    assert opened.session is not None
    lookup = spelling_of(opened.session).lookup
    assert lookup._process is not None
    lookup._process.kill()
    qtbot.waitUntil(lambda: lookup.is_broken, timeout=30_000)
    spelling.look()
    assert box.toPlainText() == "A langage"


def test_a_word_after_a_picture_is_marked_where_it_stands(qtbot: QtBot, opened: Window) -> None:
    _box, spelling = _written(qtbot, opened, "\U0001f600 A langage here", "en")
    qtbot.waitUntil(lambda: spelling.marked() == ["langage"], timeout=30_000)


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        (
            "See https://example.org/pagge, A/79/590 or GCM in 2025 and a@b.example now",
            "en",
            ["See", "or", "in", "and", "now"],
        ),
        ("l’État — aujourd'hui", "fr", ["l’État", "aujourd'hui"]),
        ("الميثاق العالمي GCM ٢٠٢٥", "ar", ["الميثاق", "العالمي"]),
        ("План IOM", "ru", ["План"]),
    ],
)
def test_only_words_are_looked_up(text: str, language: str, words: list[str]) -> None:
    assert [word for _place, word in words_of(text, language)] == words
    assert all(text[place:].startswith(word) for place, word in words_of(text, language))
