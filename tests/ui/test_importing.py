"""Entries come in from the window: what is not known is shown, and the rest can come in without it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from desktop.ui.importing import import_from
from desktop.ui.window import Window

PLEDGES = {
    "pledges": [{"id": "1", "title": "A made-up pledge", "colour": "green"}, {"id": "2", "title": "Another one"}]
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "entries.json"
    path.write_text(json.dumps(PLEDGES), encoding="utf-8")
    return path


def answering(monkeypatch: pytest.MonkeyPatch, press: str) -> list[str]:
    """Press a button of each box that opens; returns what they said."""
    said: list[str] = []

    def shown(box: QMessageBox) -> int:
        said.append(f"{box.text()}\n{box.informativeText()}")
        (button,) = (each for each in box.buttons() if each.text() == press)
        button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", shown)
    return said


def test_the_rest_comes_in(opened: Window, qtbot: QtBot, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert opened.session is not None
    said = answering(monkeypatch, "Import the rest")
    with qtbot.waitSignal(opened.session.changed, timeout=10_000):
        import_from(opened, opened.session, source, lambda _text: None)
    (box,) = said
    assert "The field “colour” is not known for Pledges. It is in 1 entry." in box
    assert [each.text("title") for each in opened.session.submission.of_kind("pledge")] == [
        "A made-up pledge",
        "Another one",
    ]


def test_it_can_be_left(opened: Window, qtbot: QtBot, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert opened.session is not None
    said = answering(monkeypatch, "Do not import")
    import_from(opened, opened.session, source, lambda _text: None)
    qtbot.waitUntil(lambda: bool(said))
    assert opened.session.submission.of_kind("pledge") == []
