"""A ministry prepares one pledge: found on the first page, and led from the form to a signed document."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.record.clearance_parts import objective_part, pledge_part
from desktop.ui.dialogs import begin
from desktop.ui.dialogs.begin import BeginDialog
from desktop.ui.dialogs.copy_sheet import CopySheetDialog
from desktop.ui.navigation import Place
from desktop.ui.navigator import PAGE, Navigator
from desktop.ui.pages.clearance import ClearancePage
from desktop.ui.pages.overview import OverviewPage
from desktop.ui.parts.pledge_steps import PledgeSteps
from desktop.ui.window import Window


def lines(navigator: Navigator) -> list[str]:
    """Return the keys of the lines that are seen."""
    view = navigator._lines
    model = view.model()
    rows = [model.index(row, 0) for row in range(model.rowCount()) if not view.isRowHidden(row, QModelIndex())]
    return [row.data(PAGE) for row in rows if row.data(PAGE) is not None]


@pytest.fixture
def begun(qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Window:
    """The window after somebody chose one pledge on the first page and said which country it is for."""

    def fill(dialog: BeginDialog) -> bool:
        assert list(dialog.fields) == ["country", "language", "lead_ministry"]
        dialog.fields["country"].set_value("KE")
        dialog.fields["lead_ministry"].set_value("Ministry of Labour")
        dialog.make(tmp_path / "one.pledgebook")
        return dialog.file is not None

    monkeypatch.setattr(BeginDialog, "exec", fill)
    (offer,) = [each for each in window.start.findChildren(QPushButton) if each.text() == "One pledge…"]
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    return window


def test_it_begins_in_the_form_of_a_new_pledge(begun: Window) -> None:
    assert begun.session is not None and begun.workplace is not None
    about = begun.session.submission.about
    assert about.text("purpose") == "pledge" and about.text("cycle").isdigit()
    assert begun.workplace.place.page == "pledges"
    (pledge,) = begun.session.submission.of_kind("pledge")
    assert pledge.text("entity") == "Ministry of Labour" and pledge.text("entity_kind") == "member_state"
    assert pledge.text("implementation_country") == "KE"
    assert begun.focusWidget() is not None


def test_the_window_shows_what_a_pledge_needs_and_not_the_rest(begun: Window) -> None:
    assert begun.workplace is not None and begun.session is not None
    navigator = begun.workplace.navigator
    assert lines(navigator) == ["overview", "pledges", "about", "check", "export"]
    begun.workplace.key_steps.step_tab(1)
    assert begun.workplace.place.page == "about"  # by the keyboard too, nothing leads to what is not shown
    begun.session.add("gap", {"title": "No office"})
    assert "gaps" in lines(navigator)  # what has something in it is never hidden
    begun.workplace.go(Place("overview"))
    page = begun.page()
    assert isinstance(page, OverviewPage)
    assert page.next.isVisibleTo(page) and not page.standing.isVisibleTo(page)
    begun.session.answer(begun.session.submission.about, "purpose", "forum")
    assert len(lines(navigator)) == 15 and page.standing.isVisibleTo(page)


def test_it_leads_from_the_form_to_check_and_sign_by_keyboard(
    qtbot: QtBot, begun: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert begun.workplace is not None and begun.session is not None
    steps = begun.findChild(PledgeSteps)
    assert steps is not None and steps.isVisible()
    assert [each.accessibleName().split(":")[0] for each in steps.steps] == [
        f"Step {number} of 4" for number in (1, 2, 3, 4)
    ]
    shown: list[str] = []
    monkeypatch.setattr(CopySheetDialog, "exec", lambda dialog: shown.append(dialog.lines[0].label))
    for step in steps.steps:
        assert step.minimumSizeHint().height() >= 24 and step.focusPolicy() & Qt.FocusPolicy.TabFocus
        step.setFocus()
        qtbot.keyClick(step, Qt.Key.Key_Space)
    assert shown == ["Name of the entity submitting the pledge"]
    assert begun.workplace.place.page == "export"
    assert steps.steps[3].font().bold() and not steps.steps[0].font().bold()
    steps.write()
    assert begun.workplace.place.page == "pledges" and steps.steps[0].font().bold()


def test_a_file_that_is_for_a_forum_has_no_steps(opened: Window) -> None:
    assert opened.findChild(PledgeSteps) is None
    assert QGuiApplication.instance() is not None


def test_the_next_one_is_proposed_and_its_date_is_told(qtbot: QtBot, window: Window) -> None:
    dialog = BeginDialog(window)
    qtbot.addWidget(dialog)
    offered = [dialog.purpose.itemText(place) for place in range(dialog.purpose.count())]
    assert offered[-2:] == ["A voluntary review between forums", "One pledge"]
    assert dialog.fields["cycle"].value() == str(dialog._choice().year)
    assert "2026" not in " ".join(offered) or dialog._today.year < 2026 or dialog._today.isoformat() <= "2026-05-08"
    dialog.fields["country"].set_value("KE")
    dialog.purpose.setCurrentIndex(dialog.purpose.count() - 2)
    assert dialog.answers()["purpose"] == "voluntary"


def test_the_line_of_signing_leads_to_the_export_of_one_pledge(begun: Window) -> None:
    assert begun.workplace is not None
    view = begun.workplace.navigator._lines
    model = view.model()
    indexes = [model.index(row, 0) for row in range(model.rowCount()) if not view.isRowHidden(row, QModelIndex())]
    view.clicked.emit(next(index for index in indexes if index.data() == "Sign and export"))
    assert begun.workplace.place.page == "export"


@pytest.fixture
def begun_in_2026(qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch) -> BeginDialog:
    """The dialog on a day after the forum of 2026."""
    monkeypatch.setattr(begin, "now", lambda: datetime(2026, 11, 26, tzinfo=UTC))
    dialog = BeginDialog(window)
    qtbot.addWidget(dialog)
    return dialog


def test_the_review_that_is_proposed_says_why_and_when_the_next_forum_is(begun_in_2026: BeginDialog) -> None:
    dialog = begun_in_2026
    assert dialog.purpose.currentText() == "Regional review 2028"
    why = "This review is proposed because it comes next. The next forum is in 2030."
    assert dialog._known.text().endswith(why)
    dialog.purpose.setCurrentIndex(1)
    assert dialog.purpose.currentText().endswith("2030")
    assert why not in dialog._known.text()


def test_a_year_that_is_typed_is_the_one_that_is_told_of(begun_in_2026: BeginDialog, qtbot: QtBot) -> None:
    dialog = begun_in_2026
    dialog.purpose.setCurrentIndex(1)
    line = dialog.fields["cycle"].editor()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "2026")
    assert dialog.purpose.currentText().endswith("2026") and "2030" not in dialog._known.text()
    assert dialog._known.text() == "5 May 2026 to 8 May 2026"
    assert (dialog.answers()["purpose"], dialog.answers()["cycle"]) == ("forum", "2026")
    dialog.purpose.setCurrentIndex(0)
    assert dialog.purpose.itemText(1).endswith("2030") and dialog.fields["cycle"].value() == "2028"


def test_the_page_stays_where_it_is_when_the_pledge_becomes_complete(begun: Window) -> None:
    steps = begun.findChild(PledgeSteps)
    assert steps is not None
    width = steps.note.sizeHint().width()
    steps.note.say("Complete for the online form", "info")
    assert steps.note.sizeHint().width() == width


def test_clearance_lists_the_pledge_and_what_else_says_something(begun: Window) -> None:
    assert begun.session is not None and begun.workplace is not None
    session = begun.session
    (pledge,) = session.submission.of_kind("pledge")
    begun.workplace.go(Place("clearance"))
    page = begun.page()
    assert isinstance(page, ClearancePage)
    assert list(page._items) == [pledge_part(pledge.id)]
    session.answer(session.submission.bound("assessment", "7"), "reason", "Shelters are open.")
    assert list(page._items) == [objective_part(7), pledge_part(pledge.id)]
