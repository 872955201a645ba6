"""What is half typed is remembered for the submission in which it was typed, and for no other one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.create import create
from desktop.operations.open_file import open_file
from desktop.paths import user_settings
from desktop.ui.navigation import Place
from desktop.ui.pages.entries import EntriesPage
from desktop.ui.parts.comment_panel import CommentPanel
from desktop.ui.window import Window
from desktop.ui.workshop.view import WorkshopView


def workshop(window: Window) -> WorkshopView:
    """Open the workshop on objective 4."""
    assert window.workplace is not None
    window.workplace.go(Place("objective", "4"))
    window.workplace.workshop.begin(window.workplace.place)
    view = window.workplace.workshop_view
    assert view is not None
    return view


def line_of(window: Window) -> QLineEdit:
    return workshop(window).say.line


def comment_panel(window: Window) -> CommentPanel:
    """Open the comments on the title of the first gap."""
    assert window.workplace is not None and window.session is not None
    window.workplace.go(Place("gaps", entry=window.session.submission.of_kind("gap")[0].id))
    page = window.workplace.page
    assert isinstance(page, EntriesPage)
    page.panel.form.show_comments("title")
    marks = page.panel.form.marks
    assert marks is not None
    panel = marks.open_panel("title")
    assert panel is not None
    return panel


def test_it_is_there_again_in_the_same_submission(opened: Window, submission_path: Path) -> None:
    line_of(opened).setText("half")
    assert opened.close_submission()
    assert opened.open_file(submission_path)
    assert line_of(opened).text() == "half"


def test_another_submission_under_the_same_name_has_nothing_of_it(
    opened: Window, submission_path: Path, catalogue: Catalogue
) -> None:
    line_of(opened).setText("What Kenya was about to say")
    assert opened.close_submission()
    submission_path.unlink()
    create(submission_path, catalogue, {"country": "UG", "cycle": "2026"}).close()
    assert opened.open_file(submission_path)
    assert line_of(opened).text() == ""


def test_what_was_handed_on_a_moment_ago_does_not_come_back_with_another_language(opened: Window, qtbot: QtBot) -> None:
    assert opened.session is not None
    opened.session.add("gap", {"title": "Births", "objectives": [1]})
    panel = comment_panel(opened)
    with qtbot.waitSignal(opened.session.drafts.rested):
        qtbot.keyClicks(panel.box, "Which year?")
    qtbot.keyClick(panel.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    opened.speak("fr")
    assert comment_panel(opened).box.toPlainText() == ""


@pytest.mark.parametrize(
    "kept",
    [[], ["half"], ["half", "no such kind"], ["half", "gap", "more", "and more"], "half", [1, 2], {"half": "gap"}],
    ids=str,
)
def test_settings_that_somebody_has_altered_stop_no_workshop(
    submission_path: Path, request: pytest.FixtureRequest, kept: object
) -> None:
    file = open_file(submission_path)
    drafts = {str(submission_path): {file.submission_id: {"workshop/4": kept}}}
    file.close()
    (user_settings() / "settings.json").write_text(
        json.dumps({"recent": [str(submission_path)], "drafts": drafts}), "utf-8"
    )
    window: Window = request.getfixturevalue("opened")
    view = workshop(window)
    assert view.say.line.text() == ("half" if isinstance(kept, list) and kept[:1] == ["half"] else "")
    view.say.line.setText("Whole")
    assert view.say.commit()
    assert window.session is not None
    assert [each.text("title") for each in window.session.submission.of_kind("gap")] == ["Whole"]
