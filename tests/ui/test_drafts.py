"""What is half typed is remembered for the submission in which it was typed, and for no other one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.isolation import plain
from desktop.operations.create import create
from desktop.operations.open_file import open_file
from desktop.paths import user_settings
from desktop.ui.form import FormView
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGES
from desktop.ui.pages.comments import CommentsPage
from desktop.ui.pages.entries import EntriesPage
from desktop.ui.parts.comment_panel import CommentPanel
from desktop.ui.window import Window
from desktop.ui.workshop.view import WorkshopView
from tests.ui.walk import settle


def workshop(window: Window) -> WorkshopView:
    """Open the workshop on objective 4."""
    assert window.workplace is not None
    window.workplace.go(Place("objective", "4"))
    window.workplace.workshop.begin(window.workplace.place)
    view = window.workplace.workshop_view
    assert view is not None
    return view


def workshop_again(window: Window) -> WorkshopView:
    """Leave the workshop and come back."""
    assert window.workplace is not None
    window.workplace.toggle_workshop()
    return workshop(window)


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


def test_the_next_person_at_the_laptop_does_not_see_it_and_the_first_finds_it_again(
    opened: Window, submission_path: Path, qtbot: QtBot
) -> None:
    session = opened.session
    assert session is not None
    session.add("gap", {"title": "Births", "objectives": [1]})
    session.speak_as("Amina")
    panel = comment_panel(opened)
    qtbot.keyClicks(panel.box, "Which year?")
    session.speak_as("Baraka")
    assert panel.box.toPlainText() == ""
    qtbot.keyClicks(panel.box, "Who says so?")
    session.speak_as("Amina")
    assert panel.box.toPlainText() == "Which year?"
    assert opened.close_submission()
    assert opened.open_file(submission_path)
    assert opened.session is not None
    assert comment_panel(opened).box.toPlainText() == "", "nobody has said the name yet"
    opened.session.speak_as("Baraka")
    assert comment_panel(opened).box.toPlainText() == "Who says so?"


def test_whoever_says_the_name_after_beginning_goes_on_and_so_does_who_is_called_by_another_one(
    opened: Window, qtbot: QtBot
) -> None:
    session = opened.session
    assert session is not None
    session.add("gap", {"title": "Births", "objectives": [1]})
    panel = comment_panel(opened)
    qtbot.keyClicks(panel.box, "Which year?")
    person = session.add("person", {"name": "Amina"})
    session.speak_as("Amina")
    assert panel.box.toPlainText() == "Which year?"
    entry = session.entry(person)
    assert entry is not None and session.answer(entry, "name", "Amina Otieno")
    assert session.person == "Amina Otieno"
    panel.close_panel()
    assert comment_panel(opened).box.toPlainText() == "Which year?"
    session.speak_as("Baraka")
    session.speak_as("Amina Otieno")
    assert panel.box.toPlainText() == "Which year?"


def test_what_was_begun_on_another_day_without_a_name_goes_along_with_the_name(
    opened: Window, submission_path: Path, qtbot: QtBot
) -> None:
    """It stood in the box, and was gone as soon as somebody said the name."""
    assert opened.session is not None
    opened.session.add("gap", {"title": "Births", "objectives": [1]})
    qtbot.keyClicks(comment_panel(opened).box, "Which year?")
    assert opened.close_submission()
    assert opened.open_file(submission_path)
    panel, session = comment_panel(opened), opened.session
    assert panel.box.toPlainText() == "Which year?"
    session.speak_as("Amina")
    assert panel.box.toPlainText() == "Which year?"
    session.speak_as("Baraka")
    assert panel.box.toPlainText() == "", "it is Amina's now"


def test_what_was_begun_before_the_name_was_said_stays_beside_what_the_same_person_began_earlier(
    opened: Window, qtbot: QtBot
) -> None:
    session = opened.session
    assert session is not None
    session.add("gap", {"title": "Births", "objectives": [1]})
    for name in ("Amina", "Baraka"):
        session.add("person", {"name": name})
        session.speak_as(name)
        panel = comment_panel(opened)
        qtbot.keyClicks(panel.box, f"Asked by {name}")
    session.speak_as("")
    qtbot.keyClicks(panel.box, "Which year?")
    session.speak_as("Amina")
    assert panel.box.toPlainText() == "Asked by Amina\n\nWhich year?"
    session.drafts.rename({"Amina": "Baraka"})  # the team had two names for one person
    assert panel.box.toPlainText() == "Asked by Baraka\n\nAsked by Amina\n\nWhich year?"


def test_pages_that_were_built_anew_are_told_and_those_before_them_no_longer(full: Window) -> None:
    """A page of comments that had gone with the language before was still told of what was typed."""
    session, workplace = full.session, full.workplace
    assert session is not None and workplace is not None
    for page in PAGES:
        workplace.go(Place(page, "1" if page == "objective" else ""))
    before = list(workplace.pages.made.values())
    full.speak("fr")
    settle()
    settle()
    assert len(before) == len(PAGES) and not any(isValid(each) for each in before)
    for signal in (session.drafts.handed_over, session.prepared, session.spelling_changed, session.order.changed):
        signal.emit()
    session.person_changed.emit(session.person)
    session.drafts.changed.emit("comment//")


def test_what_waits_under_an_objective_that_the_forms_no_longer_have_stops_nothing(
    opened: Window, submission_path: Path
) -> None:
    session = opened.session
    assert session is not None
    session.drafts.keep("workshop/99", "half a statement", "gap")
    assert opened.close_submission()
    assert opened.open_file(submission_path)
    assert opened.workplace is not None
    opened.workplace.go(Place("comments"))
    assert isinstance(opened.workplace.page, CommentsPage)
    assert _told(opened.workplace.page) == []
    assert opened.session is not None and opened.session.drafts.of("workshop/99")[0] == "half a statement"


def test_whoever_is_called_by_another_name_by_others_finds_what_was_begun(opened: Window, qtbot: QtBot) -> None:
    session = opened.session
    assert session is not None
    session.add("gap", {"title": "Births", "objectives": [1]})
    people = [session.add("person", {"name": name}) for name in ("Amina", "Baraka")]
    session.speak_as("Amina")
    panel = comment_panel(opened)
    qtbot.keyClicks(panel.box, "Which year?")
    session.speak_as("Baraka")
    amina = session.entry(people[0])
    assert amina is not None and session.answer(amina, "name", "Amina Otieno")
    assert panel.box.toPlainText() == ""
    session.undo()
    session.redo()
    session.speak_as("Amina Otieno")
    assert panel.box.toPlainText() == "Which year?"
    other = session.add("person", {"name": "Amina Otieno", "ministry": "Health"})
    assert other and session.answer(amina, "ministry", "Labour")
    assert session.person == "Amina Otieno (Labour)" and panel.box.toPlainText() == "Which year?"


def test_in_a_workshop_the_line_stays_whoever_speaks(opened: Window) -> None:
    session = opened.session
    assert session is not None
    session.speak_as("Amina")
    line = line_of(opened)
    line.setText("half")
    session.speak_as("Baraka")
    line.setText("half a statement")
    view = workshop_again(opened)
    assert session.person == "Amina"
    assert view.say.line.text() == "half a statement"


def test_what_waits_is_seen_and_said_where_comments_are_counted(opened: Window, qtbot: QtBot) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    gap = session.add("gap", {"title": "Births", "objectives": [1]})
    session.speak_as("Amina")
    panel = comment_panel(opened)
    page = workplace.page
    assert isinstance(page, EntriesPage)
    mark = page.panel.form.row("title").marks
    assert mark is not None
    qtbot.keyClicks(panel.box, "Which year?")
    panel.close_panel()
    workplace.navigator.take_focus()
    assert mark.comments.isVisible() and mark.comments.text() == "…"
    assert mark.comments.accessibleName() == "Title: Unfinished comment"
    assert "Unfinished comment" in mark.comments.toolTip()
    line_of(opened).setText("half a statement")
    workplace.toggle_workshop()
    rating = session.submission.bound("assessment", "7")
    workplace.go(Place("objective", "7"))
    form = workplace.page.standing.form  # type: ignore[attr-defined]
    form.show_comments("rating")
    qtbot.keyClicks(form.marks.open_panel("rating").box, "On what?")
    workplace.go(Place("comments"))
    comments = workplace.page
    assert isinstance(comments, CommentsPage)
    rows = [comments.list.model().index(row, 0) for row in range(comments.list.model().rowCount())]
    assert [row.data().split("\n")[1] for row in rows] == [
        "Unfinished comment: Which year?",
        "Unfinished statement: half a statement",
        "Unfinished comment: On what?",
    ]
    assert plain(comments.choices["waiting"].text()) == "Waiting for me (3)"
    for row, place in ((rows[0], ("gaps", gap)), (rows[2], ("objective", rating.id))):
        workplace.go(Place("comments"))
        comments.list.activated.emit(row)
        QApplication.processEvents()
        assert workplace.place.page == place[0]
        form = next(each for each in workplace.page.findChildren(FormView) if each.isVisible())
        assert form.entry_id == place[1]
    panel = comment_panel(opened)
    qtbot.keyClick(panel.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert mark.comments.text() == "1" and "Unfinished" not in mark.comments.accessibleName()
    session.speak_as("Baraka")
    workplace.go(Place("comments"))
    assert not any("Unfinished" in text for text in _told(comments))


def test_what_was_begun_is_left_out_like_other_comments(opened: Window, qtbot: QtBot) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    session.add("gap", {"title": "Births", "objectives": [1], "lead": "Ministry of Health"})
    session.speak_as("Amina")
    qtbot.keyClicks(comment_panel(opened).box, "Which year?")
    line_of(opened).setText("half a statement")
    workplace.toggle_workshop()
    workplace.go(Place("comments"))
    page = workplace.page
    assert isinstance(page, CommentsPage)
    told = {"Which year?": "Unfinished comment: Which year?", "half": "Unfinished statement: half a statement"}

    def seen() -> list[str]:
        return [each.split("\n")[1] for each in _told(page)]

    assert seen() == list(told.values())
    for objective, words in ((1, [told["Which year?"]]), (4, [told["half"]]), (9, [])):
        page.objective.setCurrentIndex(page.objective.findData(objective))
        assert seen() == words
        assert page._empty.isVisible() == (not words)
    assert page._empty.text() == "There are no comments for this objective and ministry."
    page.objective.setCurrentIndex(0)
    page.ministry.setCurrentIndex(page.ministry.findData("Ministry of Health"))
    assert page.ministry.currentIndex() > 0 and seen() == [told["Which year?"]]


def _told(page: CommentsPage) -> list[str]:
    return [page.list.model().index(row, 0).data() for row in range(page.list.model().rowCount())]


def test_what_was_begun_about_an_entry_goes_with_it_unless_undo_brings_it_back(
    opened: Window, submission_path: Path, qtbot: QtBot
) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    gap = session.add("gap", {"title": "Births", "objectives": [1]})
    qtbot.keyClicks(comment_panel(opened).box, "Which year?")
    entry = session.entry(gap)
    assert entry is not None
    session.remove(entry)
    workplace.undo()
    assert comment_panel(opened).box.toPlainText() == "Which year?"
    workplace.go(Place("objective", "7"))
    form = workplace.page.standing.form  # type: ignore[attr-defined]
    form.show_comments("rating")
    qtbot.keyClicks(form.marks.open_panel("rating").box, "On what?")
    session.remove(session.entry(gap))  # type: ignore[arg-type]
    assert opened.close_submission()
    settings = (user_settings() / "settings.json").read_text("utf-8")
    assert "Which year?" not in settings
    assert "On what?" in settings, "an objective is there, whether or not it is rated"


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


def test_places_that_nobody_knows_stop_no_list_of_comments(
    submission_path: Path, request: pytest.FixtureRequest
) -> None:
    file = open_file(submission_path)
    about = file.read().about.id
    strange = ["", "/", "comment", "workshop", "workshop/99", f"workshop/{'9' * 5000}", "workshop/٤", "\t", "a\tb\tc"]
    strange += ["comment/nobody/title", f"comment/{about}", f"comment/{about}/no such field"]
    kept = {place: ["half", "", "", "", "submission", ""] for place in strange}
    (user_settings() / "settings.json").write_text(
        json.dumps({"recent": [str(submission_path)], "drafts": {str(submission_path): {file.submission_id: kept}}}),
        "utf-8",
    )
    file.close()
    window: Window = request.getfixturevalue("opened")
    assert window.workplace is not None
    window.workplace.go(Place("comments"))
    assert isinstance(window.workplace.page, CommentsPage)
    assert [each.split("\n")[1] for each in _told(window.workplace.page)] == ["Unfinished comment: half"] * 2
    for row in range(2):
        window.workplace.go(Place("comments"))
        window.workplace.page.list.activated.emit(window.workplace.page.list.model().index(row, 0))  # type: ignore[attr-defined]
        QApplication.processEvents()
        assert window.workplace.place.page != "comments"


def test_the_rows_of_lists_tell_that_a_comment_was_begun_as_the_form_does(opened: Window, qtbot: QtBot) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    gap = session.add("gap", {"title": "No registrar", "objectives": [4]})
    workplace.go(Place("gaps"))
    model = workplace.page.panel.list.model  # type: ignore[attr-defined]
    row = model.index(0, 0)

    def told() -> bool:
        roles = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        said = [model.line(0).aside, *(row.data(role) for role in roles)]
        found = ["Unfinished comment" in plain(each) for each in said]
        drawn = row.data(Qt.ItemDataRole.DecorationRole) is not None
        assert all(found) == any(found) == drawn
        return drawn

    assert not told()
    panel = comment_panel(opened)
    qtbot.keyClicks(panel.box, "half")
    panel.commit()
    assert told()
    session.speak_as("Amina")
    assert told(), "it goes along with the name"
    session.speak_as("Otieno")
    assert not told(), "somebody else began it"
    session.speak_as("Amina")
    panel.box.clear()
    panel.commit()
    assert not told()
    assert session.entry(gap) is not None


def test_the_objectives_tell_that_a_comment_on_a_rating_was_begun(opened: Window, qtbot: QtBot) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    workplace.go(Place("objectives"))
    workplace.go(Place("objective", "4"))
    form = workplace.page.standing.form  # type: ignore[attr-defined]
    form.show_comments("reason")
    panel = form.marks.open_panel("reason")
    qtbot.keyClicks(panel.box, "half")
    workplace.go(Place("objectives"))
    page = workplace.page
    line = page._items[4]  # type: ignore[attr-defined]
    assert "Unfinished comment" in line[1].toolTip() and not line[1].icon().isNull()
    assert "Unfinished comment" in line[0].data(Qt.ItemDataRole.AccessibleTextRole)
    assert page._items[5][1].icon().isNull()  # type: ignore[attr-defined]
