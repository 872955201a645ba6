"""The disk below the window fails: filled up, made read-only, pulled out; and somebody answers what is asked then."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox

from desktop.ui.window import Window

NEVER = 10_000_000
"""Milliseconds: nothing is written by itself."""


class Disk:
    """The disk below an open submission, which can be filled up, made read-only, pulled out and put back."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.pulled = False
        self.mend: Callable[[QMessageBox], int]

    def connection(self) -> sqlite3.Connection:
        assert self.window.session is not None
        return self.window.session.file._database.conn

    def full(self) -> None:
        """There is room for no page more: SQLite itself finds that out."""
        pages = self.connection().execute("PRAGMA page_count").fetchone()[0]
        self.connection().execute("PRAGMA freelist_count")
        self.connection().execute(f"PRAGMA max_page_count = {pages}")

    def read_only(self) -> None:
        self.connection().execute("PRAGMA query_only = ON")

    def pull(self) -> None:
        """Every write fails as it does when a stick is gone."""
        self.pulled = True

    def back(self) -> None:
        self.pulled = False
        self.connection().execute("PRAGMA query_only = OFF")
        self.connection().execute("PRAGMA max_page_count = 1073741823")


def press(monkeypatch: pytest.MonkeyPatch, box: QMessageBox, name: str) -> int:
    chosen = next(each for each in box.buttons() if each.text().startswith(name))
    monkeypatch.setattr(box, "clickedButton", lambda: chosen)
    return 0


def said(window: Window) -> str:
    assert window.workplace is not None
    label = window.workplace.bar.findChild(QLabel, "bar-said")
    assert label is not None
    return label.text()
