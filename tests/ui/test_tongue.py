"""Another language of the screen, chosen while a submission is open: nothing is lost and no restart is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.catalogue import language
from desktop.ui import tongue
from desktop.ui.pages.entries import PledgesPage
from desktop.ui.places import Place
from desktop.ui.window import Window


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    tongue.speak(qapp, "en")


def test_arabic_mirrors_the_window_and_keeps_what_is_being_typed(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("pledges"))
    page = opened.page()
    assert isinstance(page, PledgesPage)
    page.panel.add()
    editor = page.panel.form.field("title").findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Half a title")
    opened.speak("ar")
    assert language.spoken() == "ar"
    assert QLocale().language() == QLocale.Language.Arabic
    assert opened.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert opened.workplace.place == Place("pledges")
    assert opened.session is not None
    assert [pledge.text("title") for pledge in opened.session.submission.of_kind("pledge")] == ["Half a title"]
    opened.speak("fr")
    assert opened.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_titles_of_the_objectives_come_in_the_language_of_the_screen(opened: Window) -> None:
    assert opened.workplace is not None
    assert opened.session is not None
    for code in language.LANGUAGES:
        opened.speak(code)
        assert opened.session.catalogue.title(13) == opened.session.catalogue.objective(13).title[code]


def test_the_window_speaks_next_time_what_it_spoke_last(opened: Window) -> None:
    opened.speak("es")
    assert opened.preferences.text("language") == "es"
