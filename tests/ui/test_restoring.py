"""The history of an entry and an objective, and going back from it: looked at first, done as one, undone as one."""

from __future__ import annotations

from collections.abc import Callable
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from desktop.operations.back_to import Scope
from desktop.ui.dialogs import restoring
from desktop.ui.dialogs.entry_history import EntryHistory
from desktop.ui.dialogs.field_history import FieldHistory
from desktop.ui.dialogs.restoring import RestoreDialog
from desktop.ui.dialogs.revision import RevisionDialog
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.navigation import Place
from desktop.ui.pages.history import HistoryPage
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.pages.restore_points import POINT, RestorePointsPage
from desktop.ui.parts.marked import MarkedText
from desktop.ui.session import Session
from desktop.ui.window import Window


@pytest.fixture
def session(opened: Window) -> Session:
    assert opened.session is not None
    return opened.session


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[RestoreDialog]:
    """Collects what was shown before something is restored, and says yes to it."""
    found: list[RestoreDialog] = []

    def answered(dialog: RestoreDialog) -> int:
        found.append(dialog)
        dialog.show()
        dialog.restore.click()
        return dialog.result()

    monkeypatch.setattr(RestoreDialog, "exec", answered)
    return found


def say(session: Session, entry_id: str, field: str, value: object) -> None:
    entry = session.entry(entry_id)
    assert entry is not None
    assert session.answer(entry, field, value)  # type: ignore[arg-type]


def texts(dialog: EntryHistory | FieldHistory | RevisionDialog) -> list[str]:
    return [each.text() for each in dialog.findChildren(QLabel)]


def links(dialog: EntryHistory | FieldHistory, text: str) -> list[QPushButton]:
    return [each for each in dialog.findChildren(QPushButton) if each.text() == text]


def history_of(opened: Window) -> EntryHistory:
    (dialog,) = [each for each in opened.findChildren(EntryHistory) if each.isVisible()]
    return dialog


def lines(dialog: RestoreDialog) -> list[list[str]]:
    def row(item: QTreeWidgetItem) -> list[str]:
        return [item.text(column) for column in range(3) if item.text(column)]

    heads = [dialog.tree.topLevelItem(place) for place in range(dialog.tree.topLevelItemCount())]
    return [each for head in heads for each in (row(head), *(row(head.child(at)) for at in range(head.childCount())))]


def test_a_version_shows_what_it_changed_and_says_it(opened: Window, session: Session) -> None:
    gap = session.add("gap", {"title": "The register is open"})
    say(session, gap, "title", "The register is closed")
    entry = session.entry(gap)
    assert entry is not None
    dialog = FieldHistory(session, entry, "title", opened)
    dialog.show()
    (changed,) = dialog.findChildren(MarkedText)
    assert changed.toPlainText() == "The register is openclosed"
    marks = {each.text: each.mark for each in changed.pieces()}
    assert (marks["open"], marks["closed"]) == ("removed", "added")
    assert changed.accessibleDescription() == "Removed: “open”. Added: “closed”."
    cursor = changed.textCursor()
    forms = {}
    for word, at in (("open", 18), ("closed", 22)):
        cursor.setPosition(at)
        forms[word] = (cursor.charFormat().fontStrikeOut(), cursor.charFormat().fontUnderline())
    assert forms == {"open": (True, False), "closed": (False, True)}, "not by colour alone"
    (again,) = links(dialog, "Restore this answer")
    again.click()
    entry = session.entry(gap)
    assert entry is not None and entry.text("title") == "The register is open"
    assert session.file.history(limit=1)[0].type == "restore"
    assert not dialog.isVisible()


def test_markup_in_an_answer_is_shown_as_it_is(opened: Window, session: Session) -> None:
    gap = session.add("gap", {"title": "<b>One</b>"})
    say(session, gap, "title", "<b>One</b> <img src='x'>")
    entry = session.entry(gap)
    assert entry is not None
    dialog = FieldHistory(session, entry, "title", opened)
    (changed,) = dialog.findChildren(MarkedText)
    assert changed.toPlainText() == "<b>One</b> <img src='x'>"


def test_a_text_that_runs_from_right_to_left_stands_so(opened: Window, session: Session) -> None:
    gap = session.add("gap", {"title": "السجل مفتوح"})
    say(session, gap, "title", "السجل مغلق\nOpen")
    entry = session.entry(gap)
    assert entry is not None
    (changed,) = FieldHistory(session, entry, "title", opened).findChildren(MarkedText)
    first = changed.document().begin()
    assert first.blockFormat().layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert first.next().blockFormat().layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_an_entry_goes_back_from_its_form(opened: Window, session: Session, shown: list[RestoreDialog]) -> None:
    assert opened.workplace is not None
    gap = session.add("gap", {"title": "Births", "objectives": [4]})
    say(session, gap, "title", "All births")
    say(session, gap, "cause", "No registrars")
    other = session.add("gap", {"title": "Deaths"})
    opened.workplace.go(Place("gaps", entry=gap))
    panel: EntriesPanel = opened.workplace.page.panel  # type: ignore[attr-defined]
    assert panel.form.head.history.isVisible()
    panel.form.head.history.click()
    dialog = history_of(opened)
    assert len([text for text in texts(dialog) if text.startswith("Change “")]) == 2
    offered = links(dialog, "Restore this state…")
    assert len(offered) == 2, "not the state that it has"
    offered[-1].click()
    (preview,) = shown
    assert lines(preview)[1][:2] == ["Births", "Will change"]
    assert preview.different.count("changed") == 1
    entry = session.entry(gap)
    assert entry is not None and (entry.text("title"), entry.value("cause")) == ("Births", None)
    assert session.entry(other) is not None
    assert not dialog.isVisible()
    opened.workplace.undo()
    entry = session.entry(gap)
    assert entry is not None and (entry.text("title"), entry.text("cause")) == ("All births", "No registrars")


def test_the_key_leads_to_the_history_of_the_entry(opened: Window, session: Session) -> None:
    assert opened.workplace is not None
    gap = session.add("gap", {"title": "Births"})
    opened.workplace.go(Place("gaps", entry=gap))
    panel: EntriesPanel = opened.workplace.page.panel  # type: ignore[attr-defined]
    panel.form.focus_field("title")
    QTest.keySequence(panel.form.field("title").editor(), "Alt+H")
    assert "Births" in texts(history_of(opened))


def test_a_removed_entry_is_found_in_the_history_and_comes_back(
    opened: Window, session: Session, shown: list[RestoreDialog]
) -> None:
    assert opened.workplace is not None
    gap = session.add("gap", {"title": "Births", "cause": "No registrars"})
    entry = session.entry(gap)
    assert entry is not None
    session.remove(entry)
    opened.workplace.go(Place("history"))
    page = opened.workplace.page
    assert isinstance(page, HistoryPage)
    assert (gap, "Births (removed)") in page._entries()
    page.entry.picked.emit(gap)
    first = page.tree.topLevelItem(0).child(0)
    assert first.text(1) == "Births"
    page.tree.setCurrentItem(first)
    page.of_entry.click()
    dialog = history_of(opened)
    assert "Births (removed)" in texts(dialog) and "The entry was removed." in texts(dialog)
    links(dialog, "Restore this state…")[0].click()
    (preview,) = shown
    assert lines(preview)[1][:2] == ["Births", "Will come back"]
    entry = session.entry(gap)
    assert entry is not None and entry.text("cause") == "No registrars"


def test_an_objective_goes_back_from_its_page(opened: Window, session: Session, shown: list[RestoreDialog]) -> None:
    assert opened.workplace is not None
    gap = session.add("gap", {"title": "Births", "objectives": [4]})
    other = session.add("gap", {"title": "Deaths", "objectives": [5]})
    say(session, gap, "title", "All births")
    say(session, other, "title", "All deaths")
    added = session.add("practice", {"title": "A register", "objectives": [4]})
    opened.workplace.go(Place("objective", "4"))
    page = opened.workplace.page
    assert isinstance(page, ObjectivePage)
    page.history.click()
    dialog = history_of(opened)
    assert not any("deaths" in text.lower() for text in texts(dialog))
    links(dialog, "Restore this state…")[-1].click()
    (preview,) = shown
    assert lines(preview)[0][0].startswith("Objective 4")
    assert {tuple(line[:2]) for line in lines(preview)[1:]} == {
        ("Births", "Will change"),
        ("A register", "Will be removed"),
    }
    titles = [each.text("title") for each in session.submission.of_kind("gap")]
    assert titles == ["Births", "All deaths"]
    assert session.entry(added) is None


def test_the_whole_file_goes_back_to_a_change_on_the_history_page(
    opened: Window, session: Session, shown: list[RestoreDialog]
) -> None:
    assert opened.workplace is not None
    session.add("gap", {"title": "Births"})
    session.add("gap", {"title": "Deaths"})
    opened.workplace.go(Place("history"))
    page = opened.workplace.page
    assert isinstance(page, HistoryPage)
    day = page.tree.topLevelItem(0)
    page.tree.setCurrentItem(day.child(0))
    assert not page.go_back.isEnabled(), "it is the state of now"
    page.tree.setCurrentItem(day.child(1))
    page.go_back.click()
    assert [each.text("title") for each in session.submission.of_kind("gap")] == ["Births"]
    assert page.tree.topLevelItem(0).child(0).text(0).startswith("Go back to ")


def test_the_differences_of_a_change_are_looked_at_on_the_history_page(opened: Window, session: Session) -> None:
    assert opened.workplace is not None
    gap = session.add("gap", {"title": "The register is open"})
    say(session, gap, "title", "The register is closed")
    opened.workplace.go(Place("history"))
    page = opened.workplace.page
    assert isinstance(page, HistoryPage)
    page.tree.setCurrentItem(page.tree.topLevelItem(0).child(0))
    page.differences.click()
    (dialog,) = page.findChildren(RevisionDialog)
    (changed,) = dialog.findChildren(MarkedText)
    assert changed.accessibleDescription() == "Removed: “open”. Added: “closed”."


def test_where_nothing_would_change_there_is_nothing_to_press(opened: Window, session: Session) -> None:
    from desktop.operations.back_to import WHOLE, moment_after, preview

    session.add("gap", {"title": "Births"})
    now = moment_after(session.file.history(limit=1)[0])
    dialog = RestoreDialog(session, now, WHOLE, "Restore", preview(session.file, session.submission, now), opened)
    assert not dialog.restore.isEnabled()
    assert "Nothing would change." in [each.text() for each in dialog.findChildren(QLabel)]


def test_a_restore_point_is_made_by_name_and_gone_back_to(
    opened: Window, session: Session, shown: list[RestoreDialog]
) -> None:
    assert opened.workplace is not None
    session.speak_as("Amina")
    session.add("gap", {"title": "Births"})
    opened.workplace.go(Place("restore_points"))
    page = opened.workplace.page
    assert isinstance(page, RestorePointsPage)
    assert page._empty.isVisible() and not page.mark.isEnabled() and not page.restore.isEnabled()
    QTest.keyClicks(page.name, "Before the workshop")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    row = page.tree.topLevelItem(0).child(0)
    assert [row.text(column) for column in range(3)] == ["Before the workshop", "Your team", "Amina"]
    assert page.tree.topLevelItem(0).text(0).endswith("(1)")
    session.add("gap", {"title": "Deaths"})
    assert page.restore.isEnabled()
    page.restore.click()
    assert [each.text("title") for each in session.submission.of_kind("gap")] == ["Births"]
    made = [page.tree.topLevelItem(0).child(place).text(0) for place in range(2)]
    assert sorted(made) == ["Before going back to Before the workshop", "Before the workshop"]
    (forward,) = (
        each
        for each in (page.tree.topLevelItem(0).child(place) for place in range(2))
        if each.data(0, POINT).is_made_by_program
    )
    page.tree.setCurrentItem(forward)
    page.restore.click()
    assert [each.text("title") for each in session.submission.of_kind("gap")] == ["Births", "Deaths"]


def test_what_is_being_typed_is_written_before_a_point_is_made(opened: Window, session: Session) -> None:
    assert opened.workplace is not None
    gap = session.add("gap", {"title": "Births"})
    opened.workplace.go(Place("gaps", entry=gap))
    panel: EntriesPanel = opened.workplace.page.panel  # type: ignore[attr-defined]
    panel.form.focus_field("cause")
    QTest.keyClicks(panel.form.field("cause").editor(), "No registrars")
    opened.workplace.go(Place("restore_points"))
    page = opened.workplace.page
    assert isinstance(page, RestorePointsPage)
    page.name.setText("Draft")
    page.mark.click()
    (point,) = session.file.restore_points()
    assert point.after == session.file.history(limit=1)[0].id
    entry = session.entry(gap)
    assert entry is not None and entry.text("cause") == "No registrars"


def test_the_keyboard_comes_from_the_versions_to_what_restores_them_and_then_to_the_end(
    opened: Window, session: Session
) -> None:
    gap = session.add("gap", {"title": "The register is open"})
    for title in ("The register is closed", "The register is moved"):
        say(session, gap, "title", title)
    entry = session.entry(gap)
    assert entry is not None
    for dialog in (
        FieldHistory(session, entry, "title", opened),
        EntryHistory(session, "The gap", Scope(entry_id=gap), {gap}, opened),
    ):
        dialog.show()
        reached, at = [], dialog.nextInFocusChain()
        while at is not dialog:
            if isinstance(at, QPushButton) and at.isVisible():
                reached.append(at.text())
            at = at.nextInFocusChain()
        assert reached[-1] == "Close"
        assert len(reached) == 3


def test_a_large_file_goes_back_behind_a_dialog_that_says_so(
    opened: Window,
    session: Session,
    shown: list[RestoreDialog],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threads: list[bool] = []

    def noted(do: Callable[..., object]) -> Callable[..., object]:
        def noting(*given: object, **named: object) -> object:
            threads.append(current_thread() is main_thread())
            return do(*given, **named)

        return noting

    for name in ("preview", "go_back"):
        monkeypatch.setattr(f"desktop.ui.dialogs.restoring.{name}", noted(getattr(restoring, name)))
    monkeypatch.setattr("desktop.ui.progress_dialog.MANY", 0)
    gap = session.add("gap", {"title": "Births"})
    assert session.mark("Before the change")
    say(session, gap, "title", "Deaths")
    assert opened.workplace is not None
    opened.workplace.go(Place("restore_points"))
    told: list[str] = []
    page = opened.workplace.page
    page.said.connect(told.append)
    assert isinstance(page, RestorePointsPage)
    page.tree.setCurrentItem(page.tree.topLevelItem(0).child(0))
    page._restore()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: session.submission.entries[gap].text("title") == "Births")
    assert threads == [False, False], "the window stays alive meanwhile"
    assert session.undo()
    assert session.submission.entries[gap].text("title") == "Deaths"


def test_how_far_the_history_is_read_is_told_and_can_be_stopped(session: Session) -> None:
    from desktop.errors import Cancelled
    from desktop.operations.back_to import Moment, preview

    gap = session.add("gap", {"title": "Births"})
    steps: list[tuple[int, int]] = []

    class Watching:
        def step(self, done: int, total: int, text: str) -> None:
            steps.append((done, total))
            if len(steps) > 1:
                raise Cancelled("Stopped.")

    assert preview(session.file, session.submission, Moment("", "Before"), work=Watching()).differences
    assert steps[0][0] == 0 and steps[0][1] > 0
    with pytest.raises(Cancelled):
        preview(session.file, session.submission, Moment("", "Before"), work=Watching())
    assert session.entry(gap) is not None
