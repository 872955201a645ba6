"""What this computer remembers is written whole, and losing it loses nothing."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray

from desktop.paths import user_settings
from desktop.ui.preferences import Preferences
from desktop.ui.window import Window


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
        first.keep_signing_key(tmp_path / name, tmp_path / f"{name}.p12")
        first.keep_drafts(tmp_path / name, "an id", {"comment/1/title": ("half a word", "")})
    first.forget(tmp_path / "a")
    again = Preferences(path)
    assert str(tmp_path / "a") not in path.read_text("utf-8")
    assert again.person(tmp_path / "b") == "Amina" and again.last_page(tmp_path / "b")[0] == "gaps"
    assert again.signing_key(tmp_path / "b") == tmp_path / "b.p12" and again.signing_key(tmp_path / "a") is None
    assert again.drafts(tmp_path / "b", "an id") == {"comment/1/title": ["half a word", ""]}


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


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "\ud800", "/x" * 4000], ids=["long", "nul", "surrogate", "deep"])
def test_a_name_that_no_file_can_have_stops_no_start(path: Path, tmp_path: Path, name: str) -> None:
    path.write_text(json.dumps({"recent": [name]}), "utf-8")
    (tmp_path / "a").touch()
    preferences = Preferences(path)
    assert preferences.recent() == []
    preferences.remember(tmp_path / "a")
    assert Preferences(path).recent() == [tmp_path / "a"]


def test_a_folder_that_is_closed_by_now_stops_no_start(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("closed", "open"):
        (tmp_path / name).touch()
        Preferences(path).remember(tmp_path / name)
    seen = os.stat

    def stat(asked: Any, **how: Any) -> os.stat_result:
        if isinstance(asked, str | Path) and Path(asked).name == "closed":
            raise PermissionError(errno.EACCES, "a share that is not allowed any more")
        return seen(asked, **how)

    monkeypatch.setattr(os, "stat", stat)
    assert Preferences(path).recent() == [tmp_path / "open"]


@pytest.mark.parametrize("language", ["", "xx", "EN", "[]", 5, None, ["fr"]])
def test_a_language_that_there_is_not_stops_no_start(language: object, request: pytest.FixtureRequest) -> None:
    (user_settings() / "settings.json").write_text(json.dumps({"language": language}), "utf-8")
    window: Window = request.getfixturevalue("window")
    assert window.isVisible()
