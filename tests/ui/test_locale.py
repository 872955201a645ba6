"""Another language of the screen, chosen while a submission is open: nothing is lost and no restart is asked for."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt, QTranslator
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop import paths
from desktop.i18n import translation
from desktop.i18n.translation import gettext
from desktop.store.file import SubmissionFile
from desktop.ui import keys, locale
from desktop.ui.form import FormView
from desktop.ui.navigation import Place
from desktop.ui.pages.entries import PledgesPage
from desktop.ui.window import Window
from tests.waiting import LONG


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    locale.speak(qapp, "en")


def test_arabic_mirrors_the_window_and_keeps_what_is_being_typed(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("pledges"))
    page = opened.page()
    assert isinstance(page, PledgesPage)
    page.panel.add()
    editor = page.panel.form.field("title").findChild(QLineEdit)
    assert editor is not None
    page.panel.form.focus_field("title")
    qtbot.keyClicks(editor, "Half a title")
    opened.speak("ar")
    assert translation.current_language() == "ar"
    assert QLocale().language() == QLocale.Language.Arabic
    assert opened.layoutDirection() == Qt.LayoutDirection.RightToLeft
    place = opened.workplace.place_of_keyboard()
    assert (place.page, place.field) == ("pledges", "title"), "the keyboard stays in the field"
    assert opened.session is not None
    assert [pledge.text("title") for pledge in opened.session.submission.of_kind("pledge")] == ["Half a title"]
    opened.speak("fr")
    assert opened.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_titles_of_the_objectives_come_in_the_language_of_the_screen(opened: Window) -> None:
    assert opened.workplace is not None
    assert opened.session is not None
    for code in translation.LANGUAGES:
        opened.speak(code)
        titles = opened.session.catalogue.objective(13).title
        assert opened.session.catalogue.title(13) == titles.get(code, titles["en"])


def test_what_spoke_another_language_is_gone_with_the_next_events(qtbot: QtBot, opened: Window) -> None:
    start, workplace = opened.start, opened.workplace
    opened.speak("fr")
    assert isValid(start) and isValid(workplace), "whatever asked for it may stand on it"
    qtbot.waitUntil(lambda: not isValid(start) and not isValid(workplace))


def test_the_window_speaks_next_time_what_it_spoke_last(opened: Window) -> None:
    opened.speak("es")
    assert opened.preferences.text("language") == "es"


@pytest.mark.parametrize("code", [each for each in translation.LANGUAGES if each != "en"])
def test_the_dialogs_of_qt_speak_it_too(code: str, qapp: QApplication, tmp_path: Path) -> None:
    lacking: list[tuple[str, str]] = []

    class Left(QTranslator):
        """Hears what nobody installed later could say."""

        def translate(self, context: str, source: str, *_more: object) -> None:  # type: ignore[override]
            lacking.append((context, source))

    (tmp_path / "folder").mkdir()
    left = Left(qapp)
    qapp.installTranslator(left)
    try:
        locale.speak(qapp, code)
        assert qapp.translate("QNowhere", "Nothing") == "Nothing"
        assert lacking.pop() == ("QNowhere", "Nothing")
        widgets: list[QWidget] = []
        for mode in (QFileDialog.AcceptMode.AcceptSave, QFileDialog.AcceptMode.AcceptOpen):
            dialog = QFileDialog(None, "", str(tmp_path), "Tables (*.csv)")
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
            dialog.setAcceptMode(mode)
            widgets.append(dialog)
        buttons = QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.No | QMessageBox.StandardButton.Cancel
        widgets.append(QMessageBox(QMessageBox.Icon.Warning, "", "", buttons))
        line, page = QLineEdit(), QPlainTextEdit()
        widgets += [line.createStandardContextMenu(), page.createStandardContextMenu()]
        for widget in widgets:
            widget.show()
        qapp.processEvents()
        assert gettext("&Look in:") in [label.text() for label in widgets[0].findChildren(QLabel)]
        for widget in widgets:
            widget.close()
            widget.deleteLater()
    finally:
        qapp.removeTranslator(left)
    # Names of keys and of kinds of files come from the system, not from Qt.
    assert [each for each in lacking if each[0] not in ("QShortcut", "QMimeType")] == []


def test_a_second_language_of_the_texts_leaves_the_keyboard_where_it_is(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None
    opened.show()
    opened.activateWindow()
    opened.workplace.go(Place("about", field="national_language"))
    form = opened.page().findChild(FormView)
    assert isinstance(form, FormView)
    combo = form.field("national_language").findChild(QComboBox)
    assert combo is not None
    qtbot.waitUntil(combo.hasFocus)
    qtbot.keyClicks(combo.lineEdit(), "wolof")
    combo.completer().popup().hide()
    qtbot.keyClick(combo.lineEdit(), Qt.Key.Key_Return)
    again = opened.page().findChild(FormView)
    assert isinstance(again, FormView)
    assert again is not form
    assert "title__wo" in [each.key for each in again.kind.fields]
    assert again.place_of_focus()[1] == "national_language"


def test_a_second_language_typed_last_of_all_is_kept_on_closing(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None
    assert opened.session is not None
    path = opened.session.path
    opened.workplace.go(Place("about", field="national_language"))
    form = opened.page().findChild(FormView)
    assert isinstance(form, FormView)
    combo = form.field("national_language").findChild(QComboBox)
    assert combo is not None
    qtbot.keyClicks(combo.lineEdit(), "wolof")
    combo.completer().popup().hide()
    opened.close_submission()
    assert opened.open_file(path)
    assert opened.session.submission.about.text("national_language") == "wo"


def test_what_is_known_of_a_file_later_is_told_in_the_language_chosen_meanwhile(
    window: Window, submission_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Backup and search are seen to on a thread, and whoever opened the file may press something else first."""
    go_on = threading.Event()

    def prepare(file: SubmissionFile) -> None:
        assert go_on.wait(LONG)
        file.warnings.append("No backup could be made: the disk is full.")

    monkeypatch.setattr(SubmissionFile, "prepare", prepare)
    try:
        assert window.open_file(submission_path)
        window.speak("fr")
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    finally:
        go_on.set()
    workplace = window.workplace
    assert workplace is not None
    qtbot.waitUntil(lambda: "the disk is full" in workplace.bar._said.text())


def test_who_speaks_can_be_said_after_the_language_was_changed(opened: Window, qapp: QApplication) -> None:
    opened.speak("fr")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    assert opened.session is not None
    opened.session.speak_as("Desk officer A")
    assert opened.workplace is not None
    shown = [each.currentText() for each in opened.workplace.bar.findChildren(QComboBox)]
    assert "Desk officer A" in shown


@pytest.mark.parametrize("code", list(translation.LANGUAGES))
def test_keys_have_the_names_that_the_manual_and_keyboards_give_them(code: str, qapp: QApplication) -> None:
    locale.speak(qapp, code)
    listed = {text: written for _heading, rows in keys.listed() for text, written in rows}
    names = {name for written in listed.values() for name in _key_names(written)}
    manual = paths.manual() / code
    table = [line.split("|")[1] for line in (manual / "window.md").read_text("utf-8").splitlines() if line[:1] == "|"]
    for keys_of_row in table[2:]:
        assert set(_key_names(keys_of_row)) <= names, keys_of_row
    assert listed[gettext("Open the chosen row")] in (manual / "check.md").read_text("utf-8")
    sheet = (manual / "workshop-sheet.md").read_text("utf-8")
    assert f"| {listed[gettext('Previous or next objective, while you are not typing')]} |" in sheet
    shift = _key_names(listed[gettext("Menu for the chosen rows")])[0]
    assert {shift, *_key_names(listed[gettext("Undo")])} <= {
        *_key_names(listed[gettext("Choose several rows, choose all")]),
        "Z",
    }


def _key_names(written: str) -> list[str]:
    return re.findall(r"\w+", written)


def test_the_window_for_a_folder_has_the_word_for_folders_of_the_rest(qapp: QApplication, tmp_path: Path) -> None:
    words = {"fr": "dossier", "es": "carpeta", "ar": "مجلد", "ru": "папк", "zh": "文件夹"}
    for code, word in words.items():
        locale.speak(qapp, code)
        dialog = QFileDialog(None, "", str(tmp_path))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        said = [each.text() for each in dialog.findChildren(QLabel)]
        said += [str(qapp.translate("QFileDialog", each)) for each in ("Directories", "Find Directory")]
        assert sum(word in each.casefold() for each in said) >= 3, (code, said)
        dialog.deleteLater()
