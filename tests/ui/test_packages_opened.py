"""What a desktop hands over by a double click, beside submissions: packages."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.preferences import Preferences
from desktop.ui.theme import ThemeManager
from desktop.ui.window import Window


def test_a_package_is_examined_when_the_window_is_there(
    qtbot: QtBot, look: ThemeManager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = Window(Preferences(tmp_path / "settings.json"), look)
    qtbot.addWidget(window)
    seen: list[tuple[Path, bool]] = []
    monkeypatch.setattr(window.start, "examine_package", lambda path: seen.append((path, window.isVisible())))
    assert window.open_file(tmp_path / "KE-2026.ASICE")
    assert not seen, "nothing stands in front of a window that is not there"
    window.show()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(tmp_path / "KE-2026.ASICE", True)]


def test_a_package_is_examined_at_once_in_a_window_that_is_there(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(window.start, "examine_package", seen.append)
    assert window.open_file(tmp_path / "KE-2026.asice")
    assert seen == [tmp_path / "KE-2026.asice"]
