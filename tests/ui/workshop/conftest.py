"""A workshop in the real window, with a team of eight ministries and a clock that is turned by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.open_file import open_file
from desktop.store.file import SubmissionFile
from desktop.ui import locale
from desktop.ui.session import Session
from desktop.ui.window import Window
from desktop.ui.workplace import Workplace
from desktop.ui.workshop.clock import Clock
from desktop.ui.workshop.state import WorkshopState
from desktop.ui.workshop.view import WorkshopView

MINISTRIES = (
    "Interior",
    "Foreign Affairs",
    "Labour",
    "Health",
    "Education",
    "Justice",
    "Office of Statistics",
    "Local Government and Decentralisation",
)
FIRST = ("Amina", "Désiré", "Rose", "Yusuf", "Chen")
LAST = ("Otieno", "Koffi", "Achieng", "Mansour", "Li")


def team() -> list[tuple[str, str]]:
    """25 people of 8 ministries; two of them bear one name."""
    names = [f"{first} {last}" for last in LAST for first in FIRST]
    names[9] = names[0]
    return [(name, MINISTRIES[place % len(MINISTRIES)]) for place, name in enumerate(names)]


class HandClock(Clock):
    """Goes on when it is turned, and never by itself."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 9, tzinfo=UTC)
        super().__init__(lambda: self.at)

    def run(self, wanted: bool) -> None:
        """Tests turn it."""

    def turn(self, minutes: float) -> None:
        """Let some time go by."""
        self.at += timedelta(minutes=minutes)
        self.ticked.emit()


class Room:
    """A workshop, and the hands on its keyboard."""

    def __init__(self, window: Window, qtbot: QtBot, clock: HandClock) -> None:
        self.window, self.qtbot, self.clock = window, qtbot, clock

    @property
    def workplace(self) -> Workplace:
        assert self.window.workplace is not None
        return self.window.workplace

    @property
    def session(self) -> Session:
        assert self.window.session is not None
        return self.window.session

    @property
    def view(self) -> WorkshopView:
        assert self.workplace.workshop.view is not None
        return self.workplace.workshop.view

    @property
    def state(self) -> WorkshopState:
        return self.view.state

    @property
    def file(self) -> SubmissionFile:
        return self.session.file

    def focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        self.qtbot.keyClick(self.focused(), key, modifier)

    def type(self, text: str) -> None:
        """Type where the keyboard is; the keyboard of the tests has Latin letters only."""
        if text.isascii():
            self.qtbot.keyClicks(self.focused(), text)
        else:
            self.focused().insert(text)  # type: ignore[attr-defined]

    def toggle(self) -> None:
        """F11."""
        self.press(Qt.Key.Key_F11)

    def begin(self) -> None:
        """Begin the workshop."""
        self.toggle()
        assert self.workplace.workshop_view is not None
        self.window.resize(1024, 768)
        self.settle()

    def settle(self) -> None:
        """Let the layouts settle."""
        for _round in range(4):
            QApplication.processEvents()

    def say(self, kind: str, text: str) -> None:
        """Say something: into the line, the kind by the arrows, Enter."""
        line, kinds = self.view.say.line, self.view.say.kind
        line.setFocus()
        while kinds.currentData() != kind:
            self.press(Qt.Key.Key_Down)
        self.type(text)
        self.press(Qt.Key.Key_Return)


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    locale.speak(qapp, "en")


@pytest.fixture
def begun(window: Window, submission_path: Path, qtbot: QtBot) -> Callable[[list[tuple[str, str]]], Room]:
    """Open a submission with a team, before its workshop."""

    def begin(people: list[tuple[str, str]]) -> Room:
        file = open_file(submission_path)
        with file.transaction("import", "The team", "") as writing:
            for name, ministry in people:
                writing.add("person", {"name": name, "ministry": ministry})
        file.close()
        assert window.open_file(submission_path)
        clock = HandClock()
        assert window.session is not None
        window.session.workshop = WorkshopState(window.session, clock)
        return Room(window, qtbot, clock)

    return begin


@pytest.fixture
def room(begun: Callable[[list[tuple[str, str]]], Room], catalogue: Catalogue) -> Room:
    """The workshop of 25 people, begun."""
    room = begun(team())
    room.begin()
    return room
