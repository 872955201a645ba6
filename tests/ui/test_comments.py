"""Comments in the real window: written beside a field, answered, settled, found on their page, and kept from packages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.record.comments import threads
from desktop.record.kept_back import kept_back
from desktop.ui.form import FormView
from desktop.ui.navigation import Place
from desktop.ui.pages.comments import CommentsPage
from desktop.ui.pages.entries import EntriesPage
from desktop.ui.parts.comment_panel import CommentPanel
from desktop.ui.session import Session
from desktop.ui.window import Window


@pytest.fixture
def gap(opened: Window, qtbot: QtBot) -> FormView:
    """The form of a gap, with the keyboard in its title."""
    session = session_of(opened)
    session.add("person", {"name": "Bob", "ministry": "Ministry of Health"})
    session.speak_as("Alice")
    entry = session.add("gap", {"title": "Births", "objectives": [1]})
    place = opened.workplace
    assert place is not None
    place.go(Place("gaps", entry=entry, field="title"))
    form = next(each for each in place.page.findChildren(FormView) if each.isVisible())
    qtbot.waitUntil(lambda: form.place_of_focus()[1] == "title")
    return form


def session_of(window: Window) -> Session:
    assert window.workplace is not None
    return window.workplace.session


def panel_of(form: FormView, key: str) -> CommentPanel:
    assert form.marks is not None
    panel = form.marks.open_panel(key)
    assert panel is not None
    return panel


def shown_in(window: Window, key: str) -> CommentPanel:
    """Open the comments beside a field of the entry that is open."""
    assert window.workplace is not None
    page = window.workplace.page
    assert isinstance(page, EntriesPage)
    page.panel.form.show_comments(key)
    return panel_of(page.panel.form, key)


def test_one_key_opens_the_box_below_the_field_and_another_ends_the_comment(
    opened: Window, gap: FormView, qtbot: QtBot
) -> None:
    session = session_of(opened)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F5)
    panel = panel_of(gap, "title")
    assert QApplication.focusWidget() is panel.box
    panel.to.setCurrentIndex(panel.to.findText("Bob"))
    qtbot.keyClicks(panel.box, "Which year?")
    qtbot.keyClick(panel.box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (thread,) = threads(session.submission)
    assert (thread.first.text, thread.first.by, thread.first.to_person) == ("Which year?", "Alice", "Bob")
    assert (thread.first.field, thread.first.kind) == ("title", "gap")
    assert panel.box.toPlainText() == ""
    marks = gap.row("title").marks
    assert marks is not None
    assert "1 open comment" in marks.comments.accessibleName()
    assert marks.comments.isVisible()
    qtbot.keyClick(panel.box, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert gap.place_of_focus()[1] == "title"


def test_what_is_half_typed_is_no_comment_and_stays_where_it_was_typed(
    opened: Window, gap: FormView, qtbot: QtBot
) -> None:
    session, place = session_of(opened), opened.workplace
    assert place is not None
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F5)
    panel = panel_of(gap, "title")
    qtbot.keyClicks(panel.box, "Which")
    before = len(session.file.history())
    place.go(Place("practices"))
    place.go(Place("gaps"))
    assert panel.box.toPlainText() == "Which"
    session.add("gap", {"title": "Another"})
    another = session.submission.of_kind("gap")[-1]
    place.go(Place("gaps", entry=another.id))
    assert gap.entry_id == another.id
    gap.show_comments("title")
    assert panel_of(gap, "title").box.toPlainText() == "", "what is begun about one entry is not about another"
    place.go(Place("gaps", entry=session.submission.of_kind("gap")[0].id))
    gap.show_comments("title")
    assert panel_of(gap, "title").box.toPlainText() == "Which"
    qtbot.keyClick(panel.box, Qt.Key.Key_Escape)
    assert threads(session.submission) == []
    assert len(session.file.history()) == before + 1, "only the other gap was added"
    path = session.path
    person = session.person
    assert opened.close_submission()
    assert opened.open_file(path)
    place, session = opened.workplace, session_of(opened)
    assert place is not None
    place.go(Place("gaps", entry=session.submission.of_kind("gap")[0].id))
    panel = shown_in(opened, "title")
    session.speak_as(person)
    assert panel.box.toPlainText() == "Which"
    qtbot.keyClicks(panel.box, " year?")
    opened.speak("fr")
    panel = shown_in(opened, "title")
    assert panel.box.toPlainText() == "Which year?", "pages that are built anew have it too"
    panel.add.click()
    opened.speak("en")  # before anything rests
    assert [each.first.text for each in threads(session.submission)] == ["Which year?"]
    assert shown_in(opened, "title").box.toPlainText() == "", "what was handed on is not taken over again"


def test_replies_and_settling(opened: Window, gap: FormView, qtbot: QtBot) -> None:
    session = session_of(opened)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F5)
    panel = panel_of(gap, "title")
    qtbot.keyClicks(panel.box, "Which year?")
    panel.finish()
    session.speak_as("Bob")
    button_named(panel, "Reply to: Which year?").click()
    qtbot.keyClicks(panel.box, "2024")
    panel.finish()
    (thread,) = threads(session.submission)
    assert [(each.by, each.text) for each in thread.comments] == [("Alice", "Which year?"), ("Bob", "2024")]
    button_named(panel, "Settle: Which year?").click()
    (thread,) = threads(session.submission)
    assert (thread.settled, thread.settled_by) == (True, "Bob")
    marks = gap.row("title").marks
    assert marks is not None
    assert "all settled" in marks.comments.accessibleName()
    button_named(panel, "Open again: Which year?").click()
    assert not threads(session.submission)[0].settled


def button_named(panel: CommentPanel, name: str):  # type: ignore[no-untyped-def]
    from PySide6.QtWidgets import QPushButton

    return next(each for each in panel.findChildren(QPushButton) if each.accessibleName() == name)


def test_the_page_says_what_waits_for_whoever_speaks_and_opens_the_field(
    opened: Window, gap: FormView, qtbot: QtBot
) -> None:
    from desktop.operations import comments

    session, place = session_of(opened), opened.workplace
    assert place is not None
    entry = session.submission.of_kind("gap")[0]
    for draft in (
        comments.Draft(entry, "description", "For the ministry", to_ministry="Ministry of Health"),
        comments.Draft(entry, "", "For nobody"),
    ):
        assert session.do(lambda by, d=draft: comments.write(session.file, session.catalogue, d, by=by)[1])  # type: ignore[misc]
    place.go(Place("comments"))
    page = place.page
    assert isinstance(page, CommentsPage)
    assert page.list.isHidden()
    session.speak_as("Bob")
    model = page.list.model()
    assert model.rowCount() == 1
    assert "For the ministry" in str(model.index(0, 0).data())
    page.choose("open")
    assert model.rowCount() == 2
    page.objective.setCurrentIndex(page.objective.findData(2))
    assert page.list.isHidden()
    page.objective.setCurrentIndex(page.objective.findData(1))
    assert model.rowCount() == 2
    page.list.activated.emit(model.index(0, 0))
    qtbot.waitUntil(lambda: gap.marks is not None and gap.marks.open_panel("description") is not None)
    assert QApplication.focusWidget() is panel_of(gap, "description").box


def test_a_comment_on_what_was_removed_stays_readable(opened: Window, gap: FormView) -> None:
    from desktop.operations import comments

    session, place = session_of(opened), opened.workplace
    assert place is not None
    entry = session.submission.of_kind("gap")[0]
    draft = comments.Draft(entry, "title", "Which year?")
    session.do(lambda by: comments.write(session.file, session.catalogue, draft, by=by)[1])
    session.remove(session.submission.entries[entry.id])
    place.go(Place("comments"))
    page = place.page
    assert isinstance(page, CommentsPage)
    page.choose("open")
    said = str(page.list.model().index(0, 0).data())
    assert "Births – this entry was removed" in said
    assert "Which year?" in said
    session.undo()
    assert "removed" not in str(page.list.model().index(0, 0).data())


def test_the_list_and_the_navigator_tell_that_something_is_open(opened: Window, gap: FormView) -> None:
    from desktop.operations import comments
    from desktop.record.tally import tallies
    from desktop.ui.parts.entry_list import EntryList

    session, place = session_of(opened), opened.workplace
    assert place is not None
    entry = session.submission.of_kind("gap")[0]
    draft = comments.Draft(entry, "title", "Which year?")
    session.do(lambda by: comments.write(session.file, session.catalogue, draft, by=by)[1])
    view = place.page.findChild(EntryList)
    assert view is not None
    row = view.model.index(0, 0)
    assert "1 open comment" in str(row.data(Qt.ItemDataRole.AccessibleTextRole))
    assert row.data(Qt.ItemDataRole.DecorationRole) is not None
    tally = tallies(session.submission, session.catalogue)["check"]
    assert (tally.done, tally.said) == (0, "1 open comment"), "a figure beside the check would be that of its findings"


def test_a_sign_that_is_seen_no_more_leaves_no_room_for_its_words(opened: Window, gap: FormView) -> None:
    marks = gap.row("cause").marks
    assert marks is not None and gap.marks is not None
    room = marks.sizeHint()
    gap.marks.keep_back("cause")
    assert marks.sizeHint().width() > room.width()
    gap.marks.keep_back("cause")
    assert marks.sizeHint() == room
    assert not marks.release.isVisible()


def test_an_answer_is_kept_back_by_a_key_and_that_is_said_beside_it(
    opened: Window, gap: FormView, qtbot: QtBot
) -> None:
    session = session_of(opened)
    entry = session.submission.of_kind("gap")[0]
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    marks, internal = gap.row("title").marks, gap.row("internal_note").marks
    assert marks is not None and internal is not None
    assert internal.release.text() == "Internal"
    assert internal.release.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_I, both)
    assert kept_back(session.submission).holds(entry.id, "title")
    assert marks.release.text() == "Kept back"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_I, both)
    assert not kept_back(session.submission).holds(entry.id, "title")
    internal.release.click()
    assert not kept_back(session.submission).holds(entry.id, "internal_note")
    assert gap.marks is not None
    gap.marks.keep_back("")
    assert entry.id in kept_back(session.submission).whole
    session.undo()
    assert entry.id not in kept_back(session.submission).whole


def test_all_that_is_included_can_be_read_and_kept_back_before_signing(opened: Window, gap: FormView) -> None:
    from desktop.ui.dialogs.what_is_included import WhatIsIncluded

    session = session_of(opened)
    entry = session.submission.of_kind("gap")[0]
    session.answer(session.submission.entries[entry.id], "title", "Births abroad")
    removed = session.add("gap", {"title": "Taken away"})
    session.remove(session.submission.entries[removed])
    dialog = WhatIsIncluded(session, "whole", opened)
    texts = [(each.type, each.text or each.title) for each in dialog.model.lines]
    assert ("answer", "Births abroad") in texts
    assert ("earlier", "Births") in texts
    assert ("removed", "Taken away") in texts
    assert ("name", "Alice") in texts

    def choose(text: str) -> None:
        row = next(row for row, each in enumerate(dialog.model.lines) if text in (each.text, each.title))
        dialog.view.setCurrentIndex(dialog.model.index(row, 0))

    dialog.show()
    choose("Births abroad")
    dialog.keep.setFocus()
    dialog.keep.click()
    assert dialog.focusWidget() is dialog.keep
    assert kept_back(session.submission).holds(entry.id, "title")
    assert "Births" not in [each.text for each in dialog.model.lines]  # its earlier wordings are gone with it
    choose("Births abroad")
    assert dialog.keep.text() == "Include this again"
    dialog.undo.setFocus()
    dialog.undo.click()
    assert not kept_back(session.submission).fields
    assert not dialog.undo.isEnabled()
    assert dialog.focusWidget() is dialog.view, "not what closes the window"
    choose("Alice")
    dialog.keep.click()
    assert kept_back(session.submission).people == {"Alice"}
    choose("Taken away")
    assert not dialog.keep.isEnabled()
    dialog.keep_entry.click()
    assert "Taken away" not in [each.text for each in dialog.model.lines]
    dialog.search.setText("abroad")
    assert 0 < len(dialog.model.lines) < 4
    assert all("abroad" in f"{each.title} {each.label} {each.text}".lower() for each in dialog.model.lines)
    dialog.reject()


def test_the_list_of_what_is_settled_says_who_settled_it_and_when(opened: Window, gap: FormView) -> None:
    from desktop.operations import comments
    from desktop.ui.timestamps import moment

    session, place = session_of(opened), opened.workplace
    assert place is not None
    entry = session.submission.of_kind("gap")[0]
    session.speak_as("Alice")
    draft = comments.Draft(entry, "title", "Which year?")
    session.do(lambda by: comments.write(session.file, session.catalogue, draft, by=by)[1])
    (thread,) = threads(session.submission)
    session.speak_as("Bob")
    session.do(lambda by: comments.settle(session.file, session.catalogue, thread.first.id, entry, by=by))
    place.go(Place("comments"))
    page = place.page
    assert isinstance(page, CommentsPage)
    page.choices["settled"].click()
    (thread,) = threads(session.submission)
    assert f"Settled by Bob, {moment(thread.settled_at)}" in str(page.list.model().index(0, 0).data())
    page.choices["open"].click()
    assert not page.list.model().rowCount()
