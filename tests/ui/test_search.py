"""Search from the box: what is there is found, and the keyboard alone leads to it and back."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from desktop.operations.import_entries import import_entries
from desktop.operations.open_file import open_file
from desktop.ui.pages.search import SearchPage
from desktop.ui.search_box import SearchBox
from desktop.ui.window import Window

PRACTICE = {
    "id": "s1",
    "title": "Registre de l’État civil",
    "summary": "Re\u00adgis\u00adtre ; می\u200cخواهم ; العدد ٤٥ ; wo\u2060rd ; « Noël » – 2020–2024",
    "objectives": [4],
    "language": "fr",
}


@pytest.fixture
def box(qtbot: QtBot, window: Window, submission_path: Path, tmp_path: Path) -> SearchBox:
    source = tmp_path / "practices.json"
    source.write_text(json.dumps({"practices": [PRACTICE]}), encoding="utf-8")
    file = open_file(submission_path)
    from desktop.operations.forms_in_use import forms_of

    import_entries(file, forms_of(file), source)
    file.close()
    assert window.open_file(submission_path)
    assert window.workplace is not None
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    found = window.workplace.bar.search_box
    qtbot.waitUntil(found.hasFocus)
    return found


def page(window: Window) -> SearchPage:
    found = window.page()
    assert isinstance(found, SearchPage)
    return found


@pytest.mark.parametrize(
    "typed",
    [
        "l'etat civil", "l’État", "registre", "re\u00adgistre", "میخواهم", "می\u200cخواهم", "العدد 45", "٤٥", "۴۵", "word",
        "noel", '"Noël"', "2020-2024", "REGISTRE DE L`ETAT",
    ],
)  # fmt: skip
def test_what_was_written_is_found_however_it_is_typed(
    qtbot: QtBot, window: Window, box: SearchBox, typed: str
) -> None:
    box.insert(typed)  # as an input method does; keys of other scripts than Latin cannot be pressed here
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert "Registre de l’État civil" in page(window).list.model().index(0, 0).data()


def test_down_and_enter_lead_to_the_field_and_back(qtbot: QtBot, window: Window, box: SearchBox) -> None:
    before = window.workplace.place  # type: ignore[union-attr]
    qtbot.keyClicks(box, "registre")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    results = page(window).list
    assert results.hasFocus()
    assert results.currentIndex().row() == 0
    qtbot.keyClick(results, Qt.Key.Key_Up)
    assert box.hasFocus()
    assert box.text() == "registre"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert results.hasFocus()
    qtbot.keyClick(results, Qt.Key.Key_Escape)
    assert box.hasFocus()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert results.model().rowCount() == 0
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert window.workplace.place == before  # type: ignore[union-attr]
    qtbot.keyClicks(box, "registre")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(results, Qt.Key.Key_Return)
    assert window.workplace.place.page == "practices"  # type: ignore[union-attr]
    assert QApplication.focusWidget() is not results
    assert box.text() == ""


def test_where_nothing_is_found_the_keyboard_stays_in_the_box(qtbot: QtBot, window: Window, box: SearchBox) -> None:
    qtbot.keyClicks(box, "nowhere to be found")
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert page(window).list.model().rowCount() == 0
    assert box.hasFocus()


def test_one_search_with_other_words_is_one_step_back(qtbot: QtBot, window: Window, box: SearchBox) -> None:
    for letter in "reg":
        qtbot.keyClicks(box, letter)
        qtbot.keyClick(box, Qt.Key.Key_Return)
        box.take_focus()
        box.end(False)
    assert window.workplace is not None
    window.workplace.go_back()
    assert window.workplace.place.page == "overview"


def test_an_index_of_an_older_folding_is_made_anew(submission_path: Path) -> None:
    with sqlite3.connect(submission_path) as database:
        database.execute("DELETE FROM facts WHERE key = 'folding'")
        database.execute("DELETE FROM search")
    database.close()
    file = open_file(submission_path)
    assert file.search("KE")
    file.close()


def test_an_emptied_box_has_no_cross(qtbot: QtBot, window: Window, box: SearchBox) -> None:
    cross = box.findChild(QToolButton)
    assert cross is not None
    box.insert("registre")
    qtbot.waitUntil(lambda: cross.property("opacity") == 1)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.keyClick(page(window).list, Qt.Key.Key_Return)
    assert box.text() == ""
    qtbot.waitUntil(lambda: cross.property("opacity") == 0)
    assert box.text() == ""


def test_what_was_found_follows_an_edit_that_is_taken_back(qtbot: QtBot, window: Window, box: SearchBox) -> None:
    assert window.session is not None
    practice = next(iter(window.session.submission.of_kind("practice")))
    qtbot.keyClicks(box, "registre")
    qtbot.waitUntil(lambda: isinstance(window.page(), SearchPage) and page(window).list.model().rowCount() > 0)
    index = page(window).list.model().index(0, 0)
    before = index.data()
    assert window.session.answer(practice, "title", "Registre des naissances")
    assert "naissances" in index.data()
    window.session.undo()
    assert index.data() == before
