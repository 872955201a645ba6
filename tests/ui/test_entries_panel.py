"""A list of entries on the page of one objective: what is being written in never goes out of sight without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.isolation import plain
from desktop.operations import edit
from desktop.operations.hand_out import Wanted, hand_out
from desktop.operations.open_file import open_file
from desktop.ui.dialogs.examples import ExamplesDialog
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.navigation import Place
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.parts.entry_menu import EntryMenu
from desktop.ui.parts.finder import Finder
from desktop.ui.window import Window


def panel_of(window: Window, objective: int, kind: str) -> EntriesPanel:
    workplace = window.workplace
    assert workplace is not None
    workplace.go(Place("objective", str(objective), part=kind))
    assert isinstance(workplace.page, ObjectivePage)
    return workplace.page.panel(kind)


def begin_from(panel: EntriesPanel, key: str) -> None:
    """Begin a matching pledge from an example, in the list of all objectives."""
    panel.show_examples()
    dialog = panel.findChild(ExamplesDialog)
    assert isinstance(dialog, ExamplesDialog)
    dialog.objectives.setCurrentIndex(0)
    row = next(
        row for row in range(dialog.list.model().rowCount()) if dialog.list.model().index(row, 0).data(0x100).key == key
    )
    dialog.list.setCurrentIndex(dialog.list.model().index(row, 0))
    dialog._matching.click()


def listed(panel: EntriesPanel) -> list[str]:
    return [each.id for each in panel.list.model.entries]


def shows(panel: EntriesPanel) -> str:
    """Return the id of the entry that can be written in, empty where there is none."""
    return panel._entry_id if panel.form.isVisible() else ""


def told(panel: EntriesPanel) -> str:
    return plain(panel.side.elsewhere.note.text()) if panel.side.elsewhere.isVisible() else ""


def test_a_matching_pledge_names_the_objective_of_its_page_first(qtbot: QtBot, opened: Window) -> None:
    panel = panel_of(opened, 5, "pledge")
    begin_from(panel, "pledge-un-system")
    assert opened.session is not None
    (made,) = opened.session.submission.of_kind("pledge")
    assert made.numbers("objectives") == [5, 23]
    opened.session.answer(made, "title", "A pledge that is seen")
    assert listed(panel) == [shows(panel)] == [made.id] and not told(panel)


def test_no_more_objectives_are_named_than_the_form_takes(qtbot: QtBot, opened: Window) -> None:
    session = opened.session
    assert session is not None
    panel = panel_of(opened, 5, "pledge")
    panel._begin_matching({"kind": "matching", "objectives": [1, 5, 16, 23]})
    (made,) = session.submission.of_kind("pledge")
    assert made.numbers("objectives") == [5, 1, 16]


def test_in_a_ministry_copy_a_matching_pledge_can_be_written_in(
    qtbot: QtBot, window: Window, submission_path: Path, catalogue: Catalogue, tmp_path: Path
) -> None:
    file = open_file(submission_path)
    (copy,), _revision = hand_out(file, catalogue, [Wanted("Ministry of Health", tmp_path / "health", (7, 12), ())])
    file.close()
    assert window.open_file(copy)
    workplace = window.workplace
    assert workplace is not None and window.session is not None
    workplace.go(Place("pledges"))
    begin_from(workplace.page.findChild(EntriesPanel), "pledge-un-system")
    (made,) = window.session.submission.of_kind("pledge")
    assert not window.session.why_closed(made), "it answers a pledge of an objective that is not open here"
    begin_from(panel_of(window, 12, "pledge"), "pledge-un-system")
    made = window.session.submission.of_kind("pledge")[-1]
    assert made.numbers("objectives") == [12, 23] and not window.session.why_closed(made)


def test_in_a_ministry_copy_an_example_goes_into_no_pledge_that_is_closed_there(
    qtbot: QtBot, window: Window, submission_path: Path, catalogue: Catalogue, tmp_path: Path
) -> None:
    file = open_file(submission_path)
    gap, _made = edit.add(file, catalogue, "gap", {"title": "Births", "objectives": [7]})
    edit.add(file, catalogue, "pledge", {"gaps": [gap], "objectives": [12]})
    (copy,), _revision = hand_out(file, catalogue, [Wanted("Ministry of Health", tmp_path / "health", (7,), ())])
    file.close()
    assert window.open_file(copy)
    assert window.workplace is not None and window.session is not None
    (closed,) = window.session.submission.of_kind("pledge")
    assert window.session.why_closed(closed)
    window.workplace.go(Place("gaps", entry=gap))
    begin_from(window.workplace.page.findChild(EntriesPanel), "pledge-un-system")
    before, made = window.session.submission.of_kind("pledge")
    assert before == closed and made.value("gaps") == [gap] and made.text("kind") == "matching"


@pytest.mark.parametrize("kind", ["practice", "gap", "pledge"])
def test_what_names_the_objective_no_more_stays_open_and_says_so(qtbot: QtBot, opened: Window, kind: str) -> None:
    session = opened.session
    assert session is not None
    panel = panel_of(opened, 5, kind)
    panel.add()
    (made,) = session.submission.of_kind(kind)
    session.answer(made, "objectives", [6])
    assert shows(panel) == made.id and not listed(panel)
    assert "does not name objective 5" in told(panel) and panel.kind.plural in told(panel)
    session.answer(session.submission.entries[made.id], "title", "Written on")
    assert shows(panel) == made.id and told(panel)
    session.answer(session.submission.entries[made.id], "objectives", [5, 6])
    assert listed(panel) == [shows(panel)] == [made.id] and not told(panel)


def test_a_copy_of_what_stayed_open_is_seen_too(qtbot: QtBot, opened: Window) -> None:
    session = opened.session
    assert session is not None
    panel = panel_of(opened, 5, "practice")
    panel.add()
    (made,) = session.submission.of_kind("practice")
    session.answer(made, "objectives", [6])
    panel.duplicate()
    copy = session.submission.of_kind("practice")[-1]
    session.answer(copy, "title", "A copy")
    assert copy.id != made.id and shows(panel) == copy.id and told(panel)


def test_what_is_moved_from_the_list_is_told_and_work_goes_on_in_the_list(qtbot: QtBot, opened: Window) -> None:
    session = opened.session
    assert session is not None
    ids = [session.add("gap", {"title": title, "objectives": [5]}) for title in ("A", "B", "C")]
    panel = panel_of(opened, 5, "gap")
    panel.open(ids[1])
    only = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    panel.list.view.selectionModel().select(panel.list.model.index(1, 0), only)
    said: list[str] = []
    panel.said.connect(said.append)
    menu = EntryMenu(panel)
    move = next(each for each in menu.actions() if each.text() == "Move to objective")
    held = move.menu()
    assert isinstance(held, QMenu)
    to_seven: QAction = held.actions()[6]
    to_seven.trigger()
    assert listed(panel) == [ids[0], ids[2]] and shows(panel) == ids[2] and not told(panel)
    assert list(map(plain, said)) == ["1 entry was changed and is no longer in this list"]


def test_the_ways_to_the_entries_before_and_after_are_open_where_there_are_some(qtbot: QtBot, opened: Window) -> None:
    session = opened.session
    assert session is not None

    def ways(panel: EntriesPanel) -> tuple[bool, bool]:
        return panel.form.head.previous.isEnabled(), panel.form.head.next.isEnabled()

    ids = [session.add("gap", {"title": "A", "objectives": [5]})]
    panel = panel_of(opened, 5, "gap")
    assert ways(panel) == (False, False)
    ids += [session.add("gap", {"title": title, "objectives": [5]}) for title in ("B", "C")]
    found = []
    for each in ids:
        panel.open(each)
        found.append(ways(panel))
    assert found == [(False, True), (True, True), (True, False)]
    panel.list.filter.setText("C")
    qtbot.waitUntil(lambda: ways(panel) == (False, False))
    session.remove(session.submission.entries[ids[2]])
    panel.list.filter.clear()
    qtbot.waitUntil(lambda: True in ways(panel))


def test_a_number_of_an_objective_does_not_stand_alone_below_a_title(qtbot: QtBot, opened: Window) -> None:
    session = opened.session
    assert session is not None
    for numbers, said in (([1], "Objective 1"), ([1, 5], "Objectives 1, 5")):
        made = session.add("gap", {"title": "A", "objectives": numbers})
        panel = panel_of(opened, 1, "gap")
        row = panel.list.model.row_of(made)
        assert row is not None
        assert said in plain(panel.list.model.line(row).aside)


def test_people_are_no_entries(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None and opened.session is not None
    opened.workplace.go(Place("team"))
    panel = opened.workplace.page.findChild(EntriesPanel)
    assert isinstance(panel, EntriesPanel) and panel._first.text() == "Add the first person"
    opened.session.add("person", {"name": "Amina"})
    assert panel._count.text() == "1 person"


def test_a_click_into_an_empty_line_shows_what_can_be_chosen(qtbot: QtBot, opened: Window) -> None:
    panel = panel_of(opened, 5, "pledge")
    panel.add()
    finder = next(each for each in panel.form.findChildren(Finder) if each.isVisible() and not each.currentText())
    qtbot.mouseClick(finder.line, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(finder.proposed().isVisible)
    shown = finder.completer().completionCount()
    assert shown == len(finder.proposals.items) > 1
    first = str(finder.proposals.items[-1][1])
    qtbot.keyClicks(finder.proposed(), first[:6])
    assert finder.currentText() == first[:6] and finder.completer().completionCount() < shown
    finder.proposed().hide()


def test_the_list_of_an_objective_says_that_there_are_entries_elsewhere(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    panel = panel_of(opened, 7, "gap")
    assert panel._nothing.text() == panel.kind.empty, "there is no gap at all"
    workplace.session.add("gap", {"title": "Births", "objectives": [4]})
    assert panel._nothing.text() == "No entry names objective 7 yet. You will find all entries under “Gaps”."
