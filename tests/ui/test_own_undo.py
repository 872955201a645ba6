"""Lines that the program empties: Ctrl+Z brings nothing old back into them, and takes back what was done last."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.record.clearance import clearance_of
from desktop.record.clearance_state import DRAFT, REVIEWED
from desktop.ui.navigation import Place
from desktop.ui.pages.clearance import ClearancePage
from desktop.ui.pages.restore_points import RestorePointsPage
from desktop.ui.parts.reason_strip import ReasonStrip
from desktop.ui.session import Session
from desktop.ui.window import Window
from tests.ui.stops import settle

PART = "objective/7"


def after_marking(window: Window) -> QLineEdit:
    assert window.session is not None and window.workplace is not None
    window.session.answer(window.session.submission.bound("assessment", "7"), "reason", "Shelters are open.")
    window.workplace.go(Place("clearance"))
    page = window.page()
    assert isinstance(page, ClearancePage)
    page.choose([PART])
    page.person.setText("Director B")
    QTest.keyClicks(page.note, "Seen with the ministry")
    page.review.click()
    return page.note


def after_naming(window: Window) -> QLineEdit:
    assert window.session is not None and window.workplace is not None
    window.session.add("gap", {"title": "A gap"})
    window.workplace.go(Place("restore_points"))
    page = window.page()
    assert isinstance(page, RestorePointsPage)
    QTest.keyClicks(page.name, "Before the retreat")
    page.mark.click()
    return page.name


def after_no_reason(window: Window) -> QLineEdit:
    assert window.session is not None and window.workplace is not None
    window.session.reasons.wanted.emit("Why was it removed?", False)
    (strip,) = window.workplace.findChildren(ReasonStrip)
    QTest.keyClicks(strip.line, "New figures")
    strip.away.click()
    window.session.reasons.wanted.emit("Why was it removed?", False)
    return strip.line


@pytest.mark.parametrize("door", [after_marking, after_naming, after_no_reason])
def test_what_was_used_does_not_come_back(door: Callable[[Window], QLineEdit], opened: Window) -> None:
    line = door(opened)
    settle()
    assert line.text() == ""
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""


def test_in_an_empty_note_it_takes_back_the_mark(opened: Window) -> None:
    note = after_marking(opened)
    session = opened.session
    assert isinstance(session, Session)
    assert clearance_of(session.submission, session.catalogue, PART).state == REVIEWED
    note.setFocus()
    QTest.keyClick(note, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert clearance_of(session.submission, session.catalogue, PART).state == DRAFT
    QTest.keyClicks(note, "Seen")
    QTest.keyClick(note, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert note.text() == "", "what is typed there is taken back there"


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("title", id="a line"),
        pytest.param("description", id="a long text"),
        pytest.param("entity_kind", id="a list to choose one from"),
        pytest.param("objectives", id="a list to choose several from"),
        pytest.param("end", id="a day"),
    ],
)
def test_a_field_that_has_nothing_to_take_back_leaves_it_to_the_program(key: str, opened: Window) -> None:
    assert opened.workplace is not None
    session = opened.workplace.session
    opened.workplace.go(Place("pledges"))
    panel = opened.workplace.page.panel  # type: ignore[attr-defined]
    panel.add()
    panel.add()
    panel.form.focus_field(key)
    assert panel.form.place_of_focus()[1] == key
    take_back()
    assert len(session.submission.of_kind("pledge")) == 1


@pytest.mark.parametrize("key", ["title", "description"])
def test_a_field_takes_back_what_is_typed_in_it_before_the_program_does(key: str, opened: Window) -> None:
    assert opened.workplace is not None
    session = opened.workplace.session
    opened.workplace.go(Place("gaps"))
    panel = opened.workplace.page.panel  # type: ignore[attr-defined]
    panel.add()
    panel.form.focus_field(key)
    QTest.keyClicks(panel.form.field(key).editor(), "One")
    take_back()
    assert panel.form.field(key).value() is None and session.submission.of_kind("gap")
    take_back()
    assert not session.submission.of_kind("gap")


def test_an_empty_search_leaves_it_to_the_program(opened: Window) -> None:
    assert opened.workplace is not None
    session = opened.workplace.session
    gap = session.add("gap", {"title": "A gap"})
    opened.workplace.bar.search()
    take_back()
    assert session.entry(gap) is None


def take_back() -> None:
    """Press Ctrl+Z where the keyboard is."""
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
