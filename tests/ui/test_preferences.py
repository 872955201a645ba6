"""What this computer remembers is written whole, and losing it loses nothing."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from desktop.ui.preferences import Preferences


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_it_is_there_the_next_time(path: Path, tmp_path: Path) -> None:
    first = Preferences(path)
    first.keep("language", "ar")
    first.keep_geometry("rtl", QByteArray(b"\x00\xffplace"))
    for name in ("a", "b", "a"):
        (tmp_path / name).touch()
        first.remember(tmp_path / name)
    again = Preferences(path)
    assert again.text("language") == "ar"
    assert again.geometry("rtl").data() == b"\x00\xffplace"
    assert again.geometry("ltr").isEmpty()
    assert again.recent() == [tmp_path / "a", tmp_path / "b"]
    again.forget(tmp_path / "a")
    assert Preferences(path).recent() == [tmp_path / "b"]


def test_with_a_submission_all_that_was_remembered_of_it_is_forgotten(path: Path, tmp_path: Path) -> None:
    first = Preferences(path)
    for name in ("a", "b"):
        (tmp_path / name).touch()
        first.remember(tmp_path / name)
        first.keep_last_page(tmp_path / name, "gaps")
        first.keep_person(tmp_path / name, "Amina")
        first.keep_drafts(tmp_path / name, {"comment/1/title": ("half a word", "")})
    first.forget(tmp_path / "a")
    again = Preferences(path)
    assert str(tmp_path / "a") not in path.read_text("utf-8")
    assert again.person(tmp_path / "b") == "Amina" and again.last_page(tmp_path / "b")[0] == "gaps"
    assert again.drafts(tmp_path / "b") == {"comment/1/title": ["half a word", ""]}


def test_two_windows_remember_both(path: Path) -> None:
    first, second = Preferences(path), Preferences(path)
    first.keep("language", "fr")
    second.keep("colours", "dark")
    assert (Preferences(path).text("language"), Preferences(path).text("colours")) == ("fr", "dark")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"recent": 5, "language": []}', b"[" * 100_000])
def test_what_cannot_be_read_is_forgotten(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    preferences = Preferences(path)
    assert preferences.recent() == []
    assert preferences.text("language", "en") == "en"
    preferences.keep("language", "es")
    assert Preferences(path).text("language") == "es"


def test_a_full_disk_stops_nothing_and_spoils_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preferences = Preferences(path)
    preferences.keep("language", "es")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", full)
    preferences.keep("language", "fr")
    assert preferences.text("language") == "fr"
    assert Preferences(path).text("language") == "es"
