"""What comes by an answer moves nothing that is below it: a next click would miss."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.operations.clearance import mark
from desktop.operations.clock import now
from desktop.record.clearance_parts import objective_part
from desktop.record.clearance_state import REVIEWED
from desktop.record.cleared_part import CLEARED
from desktop.ui import locale
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.fields.choices import SideBySide
from desktop.ui.navigation import Place
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.window import Window
from tests.ui.stops import settle

LONG_WORDS = ("fr", "ru")
"""The languages in which the line of an objective has least room."""


def rating_of(window: Window, number: str = "5") -> tuple[ObjectivePage, list[QPushButton]]:
    """Show an objective, and return its page and the steps of its rating."""
    assert window.workplace is not None
    window.workplace.go(Place("objective", number))
    settle()
    page = window.workplace.page
    assert isinstance(page, ObjectivePage)
    scale = page.standing.form.field("rating")
    assert isinstance(scale, SideBySide)
    return page, [button for _key, button in scale.buttons]


def press(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    for _turn in range(3):
        settle()


def tops(*widgets: QWidget) -> list[int]:
    return [each.mapTo(each.window(), QPoint(0, 0)).y() for each in widgets]


@pytest.mark.parametrize("code", LONG_WORDS)
@pytest.mark.parametrize("wide", [1280, 1024])
def test_the_first_rating_of_an_objective_leaves_its_form_where_it_is(
    code: str, wide: int, opened: Window, qapp: QApplication
) -> None:
    opened.resize(wide, 720)
    try:
        opened.speak(code)
        page, steps = rating_of(opened)
        form = page.standing.form
        before = tops(form, form.area, steps[1])
        press(steps[1])
        assert tops(form, form.area, steps[1]) == before
        assert page.clearance.step.isEnabled() and page.clearance.state.text()
    finally:
        locale.speak(qapp, "en")


@pytest.mark.parametrize("state", [REVIEWED, CLEARED])
def test_an_answer_to_what_was_reviewed_or_cleared_leaves_the_button_below_the_pointer(
    state: str, opened: Window
) -> None:
    session = opened.session
    assert session is not None
    opened.resize(1024, 640)
    session.speak_as("The Coordinator of the review at the Ministry of the Interior and of National Administration")
    assert session.answer(session.submission.bound("assessment", "5"), "rating", "partial")
    part = objective_part(5)
    for each in (REVIEWED, state):
        session.done(mark(session.file, session.catalogue, [part], each, by="Director B", at=now()))
    page, steps = rating_of(opened)
    line = page.clearance.height()
    before = tops(steps[3])
    press(steps[3])
    assert page.standing.form.clearance.strip.isVisible() is (state == CLEARED)
    assert page.clearance.height() == line
    assert tops(steps[3]) == before


def test_whichever_step_is_chosen_what_stands_below_its_meaning_stays(opened: Window, qapp: QApplication) -> None:
    opened.resize(1280, 720)
    try:
        opened.speak("fr")  # in which one meaning takes two lines, and the others one
        page, steps = rating_of(opened)
        below = set()
        for each in steps:
            press(each)
            page.standing.form.area.verticalScrollBar().setValue(0)
            below.update(tops(page.standing.form.field("reason")))
        assert len(below) == 1
    finally:
        locale.speak(qapp, "en")


def test_a_form_stays_where_it_is_when_nothing_is_left_of_the_pledge_before(opened: Window) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("pledges"))
    panel: EntriesPanel = opened.workplace.page.panel  # type: ignore[attr-defined]
    panel.session.add("pledge", {"title": "First", "lead": "Police"})
    panel.add()
    settle()
    form, strip = panel.form, panel.side.taken
    form.focus_field("lead")
    settle()
    line = form.field("lead").editor()
    parts = form.head, form.area, line
    before = tops(*parts)
    assert strip.isVisibleTo(opened)
    QTest.keyClicks(line, "!")
    form.commit()
    settle()
    assert strip.isHidden() and tops(*parts) == before


@pytest.mark.parametrize("field", ["title", "kind", "nature"])
def test_a_field_stays_where_it_is_in_the_entry_that_is_stepped_to(field: str, opened: Window) -> None:
    assert opened.workplace is not None and opened.session is not None
    opened.resize(1280, 720)
    opened.session.add("pledge", {"title": "Short", "entity": "Ministry of the Interior", "champion": True})
    opened.workplace.go(Place("pledges"))
    panel = opened.workplace.page.panel  # type: ignore[attr-defined]
    panel.add()
    begun = opened.session.entry(panel.entry_id)
    assert begun is not None
    opened.session.answer(
        begun,
        "title",
        "A name of two lines: the registers of all towns of the country are linked " * 2,
    )
    for _turn in range(3):
        settle()
    assert panel.side.taken.isVisible()
    panel.form.focus_field(field)
    for _turn in range(3):
        settle()
    before = tops(panel.form.row(field).body)
    for by in (-1, 1, -1):
        panel.form.head.step_wanted.emit(by)
        for _turn in range(3):
            settle()
        assert panel.form.place_of_focus()[1] == field
        assert tops(panel.form.row(field).body) == before
