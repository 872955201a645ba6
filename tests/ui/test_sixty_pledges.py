"""Sixty pledges in an afternoon: each is written by keyboard alone, with few keys beside the letters of its answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.record.entry import Entry
from desktop.record.entry_state import state_of
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.navigation import Place
from desktop.ui.window import Window

Key = Qt.Key

MOST_KEYS = 16
"""Of a pledge after the first one: a key for each field that is asked, one to choose where something is chosen, one to begin."""

MORE_OF_PARTNERS = 8
"""A joint pledge is chosen among four, and has a partner in three cells, with a way to a further one."""


class Desk:
    """Somebody at the keyboard: letters are answers, every other key is counted."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.keys = 0
        assert window.workplace is not None and window.session is not None
        self.session = window.session
        window.workplace.go(Place("pledges"))
        self._panel: EntriesPanel = window.workplace.page.panel  # type: ignore[attr-defined]

    @property
    def pledge(self) -> Entry:
        return self.session.submission.of_kind("pledge")[-1]

    @property
    def field(self) -> str:
        return self._panel.form.place_of_focus()[1]

    def here(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    def press(self, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.here(), key, modifier)
        self.keys += 1
        QApplication.processEvents()

    def type(self, text: str) -> None:
        QTest.keyClicks(self.here(), text)
        QApplication.processEvents()

    def begin(self) -> None:
        """Begin a pledge; the count of keys begins with it."""
        self.keys = 0
        self.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)

    def write(self, answers: dict[str, Callable[[], object]]) -> list[str]:
        """Go from one missing answer to the next and give each. Returns the fields in the order in which they came."""
        came: list[str] = []
        while self.field not in came:
            came.append(self.field)
            answers[came[-1]]()
            self.press(Key.Key_F8)
        return came

    def missing(self) -> tuple[str, ...]:
        return state_of(self.pledge, self.session.catalogue.kind("pledge")).missing


@pytest.fixture
def desk(opened: Window) -> Desk:
    assert opened.session is not None
    about = opened.session.submission.about
    for key, text in (("lead_ministry", "Ministry"), ("focal_point", "Focal"), ("focal_point_email", "f@x.example")):
        opened.session.answer(about, key, text)
    return Desk(opened)


def answers(desk: Desk, title: str) -> dict[str, Callable[[], object]]:
    def chosen(text: str) -> Callable[[], object]:
        return lambda: (desk.type(text), desk.press(Key.Key_Return))

    def first() -> None:
        desk.press(Key.Key_Space)

    return {
        "entity_kind": chosen("Member"),
        "title": lambda: desk.type(title),
        "kind": first,
        "nature": first,
        "objectives": chosen("4"),
        "principles": first,
        "description": lambda: desk.type("A registrar in every county, open to all migrants. " * 7),
        "measure": lambda: desk.type("Counties with a registrar."),
        "start": lambda: desk.type("3/2026"),
        "end": lambda: desk.type("2028"),
        "lead": lambda: desk.type("Ministry of Interior"),
    }


def test_each_pledge_is_whole_with_few_keys(desk: Desk) -> None:
    for number in range(1, 5):
        desk.begin()
        came = desk.write(answers(desk, f"Registrars {number}"))
        assert desk.missing() == ()
        assert desk.pledge.text("title") == f"Registrars {number}"
        assert desk.pledge.numbers("objectives") == [4], "a number is that objective, whatever else has it in its name"
        assert (desk.pledge.text("start"), desk.pledge.text("lead")) == ("2026-03", "Ministry of Interior")
        # Whoever submits and leads on one pledge is not asked again for the next.
        assert ("lead" in came, "entity_kind" in came) == ((True, True) if number == 1 else (False, False))
        assert number == 1 or desk.keys <= MOST_KEYS, desk.keys
    assert len(desk.session.submission.of_kind("pledge")) == 4


def test_a_joint_pledge_and_its_partners_too(desk: Desk) -> None:
    desk.begin()
    desk.write(answers(desk, "The first one"))
    desk.begin()
    given = answers(desk, "Together")

    def in_partnership() -> None:
        for key in (Key.Key_Right, Key.Key_Right, Key.Key_Space):
            desk.press(key)

    def partners() -> None:
        desk.type("Union of workers")
        for _cell in range(4):  # country, address, the way to take the row away, the way to another one
            desk.press(Key.Key_Tab)
        desk.press(Key.Key_Space)
        desk.type("City of the coast")

    came = desk.write({**given, "kind": in_partnership, "partners": partners})
    assert "partners" in came
    assert desk.missing() == ()
    assert [row["name"] for row in desk.pledge.rows("partners")] == ["Union of workers", "City of the coast"]
    assert desk.keys <= MOST_KEYS + MORE_OF_PARTNERS, desk.keys


def test_several_objectives_are_chosen_by_their_numbers(desk: Desk) -> None:
    desk.begin()
    desk.write(answers(desk, "The first one"))
    desk.begin()
    wanted = answers(desk, "Two objectives")
    one = wanted["objectives"]

    def two() -> None:
        one()
        desk.type("1")  # and 10 to 19 have a 1, too
        desk.press(Key.Key_Tab)

    wanted["objectives"] = two
    desk.write(wanted)
    assert desk.pledge.numbers("objectives") == [4, 1]
