"""An update in the window: by double click, by dropping, by the menu; what it says, and what is used afterwards."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.app import build
from desktop.installation import FAILED, Laid
from desktop.operations.update import examine, lay
from desktop.ui import file_dialogs
from desktop.ui.dialogs.update import UpdateDialog
from desktop.ui.window import Window
from tests.installed import Keys, begin, keys_in, staged, update_to


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keys:
    resources = tmp_path / "resources"
    monkeypatch.setattr("desktop.operations.update.KEYS", str(resources / "update-keys"))  # beside the icons
    return keys_in(resources / "update-keys")


@pytest.fixture
def installed(tmp_path: Path, home: Path) -> Path:
    folder = staged(tmp_path / "installed", "0.4.0")
    begin(folder, home)
    return folder


@pytest.fixture
def update(installed: Path, tmp_path: Path, keys: Keys) -> Path:
    return update_to(tmp_path, keys, "0.4.1", base=installed)


def dialog_of(window: Window) -> UpdateDialog:
    found = window.findChildren(UpdateDialog)
    assert len(found) == 1
    return found[0]


def said(dialog: UpdateDialog) -> list[str]:
    return [each.text() for each in dialog.findChildren(QLabel) if each.isVisibleTo(dialog) and each.text()]


def test_an_update_is_shown_before_anything_is_copied_and_used_when_somebody_says_so(
    window: Window, qtbot: QtBot, update: Path, home: Path
) -> None:
    assert window.open_file(update)
    dialog = dialog_of(window)
    qtbot.waitUntil(lambda: "Version 0.4.1" in said(dialog))  # Qt shows what is added to a window a moment later
    assert "It counts better." in said(dialog)
    assert any(each.startswith("Signed with the key release (") for each in said(dialog))
    assert not (home / "data" / "programs").exists()
    assert dialog.use_button.text() == "Use version 0.4.1"
    dialog.use_button.click()
    qtbot.waitUntil(lambda: bool(dialog.said.text()))
    assert dialog.said.text() == "Pledgebook will use version 0.4.1 the next time it starts."
    assert (home / "data" / "programs" / "0.4.1" / "update.json").is_file()
    assert not dialog.use_button.isVisibleTo(dialog)
    assert dialog.focusWidget() is dialog._close


def test_the_way_back_is_offered_and_taken(window: Window, qtbot: QtBot, update: Path) -> None:
    lay(examine(update))
    window.show_updates()
    dialog = dialog_of(window)
    assert dialog.back_button.text() == "Use version 0.4.0"
    dialog.back_button.click()
    assert dialog.said.text() == "Pledgebook will use version 0.4.0 the next time it starts."
    assert not dialog.back_button.isVisibleTo(dialog)


def test_what_is_not_used_is_told_in_the_dialog(window: Window, qtbot: QtBot, installed: Path, keys: Keys) -> None:
    path = installed / "holiday.pledgebook-update"
    path.write_bytes(b"not one")
    window.open_file(path)
    dialog = dialog_of(window)
    qtbot.waitUntil(lambda: bool(dialog.said.text()))
    assert dialog.said.text() == "holiday.pledgebook-update is not a Pledgebook update."
    assert not dialog.use_button.isVisibleTo(dialog)


def test_a_checkout_says_that_it_takes_none(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    window.show_updates(tmp_path / "a.pledgebook-update")
    dialog = dialog_of(window)
    qtbot.waitUntil(lambda: bool(dialog.said.text()))
    assert dialog.said.text() == "This Pledgebook was not installed by its installer, so it accepts no updates."
    assert not dialog.back_button.isVisibleTo(dialog)


def test_the_start_page_and_the_menu_lead_there(
    opened: Window, qtbot: QtBot, update: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened.workplace is not None
    (entry,) = (each for each in opened.workplace.bar.findChildren(QAction) if each.text() == "Update Pledgebook…")
    entry.trigger()
    monkeypatch.setattr(file_dialogs, "file_to_open", lambda *_asked, **_how: update)
    dialog = dialog_of(opened)
    dialog.choose_button.click()
    qtbot.waitUntil(lambda: dialog.offer is not None)
    dialog.accept()
    qtbot.waitUntil(lambda: not opened.findChildren(UpdateDialog))
    opened.close_submission()
    (link,) = (each for each in opened.start.findChildren(QPushButton) if each.text() == "Update Pledgebook…")
    link.click()
    dialog_of(opened).accept()
    qtbot.waitUntil(lambda: not opened.findChildren(UpdateDialog))
    opened.start.take_dropped([update])
    other = dialog_of(opened)
    qtbot.waitUntil(lambda: other.offer is not None)


def test_a_window_that_is_not_there_yet_shows_it_once_it_is(
    qtbot: QtBot, update: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    _application, window = build(dark=False)
    qtbot.addWidget(window)
    assert window.open_file(update)
    assert window.findChildren(UpdateDialog) == []
    window.show()
    qtbot.waitUntil(lambda: bool(window.findChildren(UpdateDialog)))
    qtbot.waitUntil(lambda: dialog_of(window).offer is not None)
    QApplication.processEvents()


def test_an_update_that_did_not_start_is_told_once(
    window: Window, update: Path, installed: Path, home: Path, opened_problem: list[str]
) -> None:
    lay(examine(update))
    Laid(home / "data" / "programs" / "0.4.1").mark(FAILED)
    begin(installed, home, failed=("0.4.1",))
    window.tell_of_updates()
    assert opened_problem == ["Version 0.4.1 did not start, so version 0.4.0 is running."]
    begin(installed, home)
    window.tell_of_updates()
    assert len(opened_problem) == 1


def test_the_keys_lie_among_the_resources() -> None:
    from desktop.operations.update import KEYS

    assert (paths.resources() / KEYS / "README").is_file()
