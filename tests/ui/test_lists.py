"""Lists of entries in the window: ordered, narrowed, several at once, removed and brought back."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.i18n.isolation import plain
from desktop.i18n.lists import separator
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.i18n.translation import gettext as _
from desktop.operations import edit_many
from desktop.record.entry_state import state_of
from desktop.ui import file_dialogs
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.navigation import Place
from desktop.ui.parts import entry_menu
from desktop.ui.parts.entry_menu import EntryMenu
from desktop.ui.parts.entry_model import ENTRY
from desktop.ui.scroll_anchor import place_in_window
from desktop.ui.window import Window
from tests.ui.walk import settle, shortfalls

CHOSEN_TOO = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows

GAPS = (
    ("No registrar", [4], "critical", "Ministry of Interior"),
    ("Fees", [6, 13], "low", "Ministry of Labour"),
    ("=Open questions", [4], None, None),
    ("Alone at the border", [7], "high", "Ministry of Interior"),
    ("Data", [1], "medium", None),
    ("Consulates", [14], "low", "Foreign Affairs"),
)


@pytest.fixture
def panel(opened: Window) -> EntriesPanel:
    assert opened.workplace is not None
    session = opened.workplace.session
    for title, objectives, severity, lead in GAPS:
        answers = {"title": title, "objectives": objectives, "severity": severity, "lead": lead}
        session.add("gap", {key: value for key, value in answers.items() if value is not None})  # type: ignore[misc]
    opened.workplace.go(Place("gaps"))
    found: EntriesPanel = opened.workplace.page.panel  # type: ignore[attr-defined]
    return found


def titles(panel: EntriesPanel) -> list[str]:
    model = panel.list.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def choose(panel: EntriesPanel, *names: str) -> None:
    selection = panel.list.view.selectionModel()
    selection.clearSelection()
    for name in names:
        index = panel.list.model.index(titles(panel).index(name), 0)
        selection.setCurrentIndex(index, CHOSEN_TOO)


def act(menu: object, *names: str) -> None:
    """Trigger an action by the names of its menus."""
    for name in names:
        action = next(each for each in menu.actions() if each.text() == name)  # type: ignore[attr-defined]
        menu = action.menu() or action
    assert action.menu() is None
    action.trigger()


def test_a_list_stands_in_the_order_of_any_column(panel: EntriesPanel) -> None:
    menu = panel.list.narrowing.order.menu()
    act(menu, "Title")
    assert (
        titles(panel) == sorted(titles(panel), key=lambda each: each.strip("=").casefold())
        or titles(panel)[0] == "=Open questions"
    )
    act(menu, "How serious it is")
    assert titles(panel) == ["Fees", "Consulates", "Data", "Alone at the border", "No registrar", "=Open questions"]
    act(menu, "Reverse order")
    assert titles(panel)[:2] == ["No registrar", "Alone at the border"]
    assert titles(panel)[-1] == "=Open questions"
    assert panel.list.narrowing.order.text() == "Order: How serious it is"


def test_words_are_found_in_a_list_as_the_search_finds_them(panel: EntriesPanel) -> None:
    for typed, found in (("consulate", ["Consulates"]), ("borders", ["Alone at the border"]), ("«borders»", [])):
        panel.list.filter.setText(typed)
        assert titles(panel) == found


def test_filters_go_together_and_are_taken_away_with_one_press(panel: EntriesPanel) -> None:
    filters = panel.list.narrowing.filters.menu()
    filters.aboutToShow.emit()
    act(
        filters,
        "Who could act",
        "Ministry of Interior",
    )
    assert set(titles(panel)) == {"No registrar", "Alone at the border"}
    filters.aboutToShow.emit()
    act(filters, "How serious it is", "High")
    assert titles(panel) == ["Alone at the border"]
    assert panel._count.text() == "Shown: 1 of 6"
    assert panel.list.found.text() == "Who could act: Ministry of Interior\nHow serious it is: High"
    assert panel.list.narrowing.filters.text() == "Filters: 2"
    panel.list.clear_filter()
    assert len(titles(panel)) == 6
    filters.aboutToShow.emit()
    act(filters, "Missing answers", "Some are missing")
    assert titles(panel) == []
    panel.session.answer(panel.session.submission.of_kind("gap")[1], "objectives", None)
    assert titles(panel) == ["Fees"]


def test_several_are_moved_marked_and_removed_as_one_change_each(panel: EntriesPanel) -> None:
    session = panel.session
    choose(panel, "Fees", "Data")
    assert panel._several.isVisibleTo(panel)
    act(EntryMenu(panel), "Replace all objectives with", "23 International cooperation")
    moved = {each.text("title"): each.numbers("objectives") for each in session.submission.of_kind("gap")}
    assert moved["Fees"] == moved["Data"] == [23]
    assert session.can_undo() == "Change “Objectives” in Gaps: 2"
    choose(panel, "Fees", "Data")
    act(EntryMenu(panel), "How serious it is", "Critical")
    assert [each.text("severity") for each in session.submission.of_kind("gap")].count("critical") == 3
    choose(panel, "Fees", "Data", "Consulates")
    panel.list.view.setFocus()
    QTest.keyClick(panel.list.view, Qt.Key.Key_Delete)
    assert len(session.submission.of_kind("gap")) == 3
    assert session.undo()
    assert len(session.submission.of_kind("gap")) == 6
    assert session.undo()
    assert session.undo()
    again = {each.text("title"): each.numbers("objectives") for each in session.submission.of_kind("gap")}
    assert again["Fees"] == [6, 13]


def test_what_was_removed_is_told_and_brought_back(qtbot: QtBot, panel: EntriesPanel) -> None:
    choose(panel, "Fees")
    panel.list.view.setFocus()
    QTest.keyClick(panel.list.view, Qt.Key.Key_Delete)
    assert "Fees" not in titles(panel)
    assert panel.strip.isVisibleTo(panel)
    assert panel.strip.accessibleDescription() == "Removed: Fees"
    qtbot.mouseClick(panel.strip.undo, Qt.MouseButton.LeftButton)
    assert "Fees" in titles(panel)
    assert not panel.strip.isVisibleTo(panel)
    choose(panel, "Fees")
    panel.list.view.setFocus()
    QTest.keyClick(panel.list.view, Qt.Key.Key_Delete)
    panel.session.add("gap", {"title": "Another"})
    assert not panel.strip.isVisibleTo(panel), "what it tells of is not what was done last"


def test_the_strip_takes_back_the_removal_and_nothing_else(qtbot: QtBot, panel: EntriesPanel) -> None:
    choose(panel, "Fees")
    panel.list.view.setFocus()
    QTest.keyClick(panel.list.view, Qt.Key.Key_Delete)
    other = next(each for each in panel.session.submission.of_kind("gap") if each.text("title") == "Data")
    panel.session.answer(other, "lead", "Statistics Office")
    assert panel.strip.isVisibleTo(panel), "who writes on still finds it"
    qtbot.mouseClick(panel.strip.undo, Qt.MouseButton.LeftButton)
    assert "Fees" in titles(panel)
    written = panel.session.entry(other.id)
    assert written is not None and written.text("lead") == "Statistics Office"


def test_the_strip_is_gone_for_whoever_was_elsewhere(panel: EntriesPanel, opened: Window) -> None:
    choose(panel, "Fees")
    panel.list.view.setFocus()
    QTest.keyClick(panel.list.view, Qt.Key.Key_Delete)
    assert opened.workplace is not None
    opened.workplace.go(Place("practices"))
    panel.session.add("practice", {"title": "A new one"})
    opened.workplace.go(Place("gaps"))
    assert not panel.strip.isVisibleTo(panel)


def test_the_list_and_the_form_find_the_same_missing(opened: Window) -> None:
    assert opened.workplace is not None
    session = opened.workplace.session
    opened.workplace.go(Place("pledges"))
    panel: EntriesPanel = opened.workplace.page.panel  # type: ignore[attr-defined]
    pledge = session.add("pledge", {"title": "Births", "kind": "common", "partners": [{"country": "KE"}]})
    panel.open(pledge)
    entry = session.entry(pledge)
    assert entry is not None
    state = state_of(entry, panel.kind)
    assert "partners" in state.missing
    assert panel.list.model.lacks(entry) == len(state.missing) + len(state.wrong)


def test_a_copy_says_that_it_is_one(panel: EntriesPanel) -> None:
    choose(panel, "No registrar")
    panel.open(panel.list.selected_ids()[0])
    panel.duplicate()
    copy = panel.session.submission.of_kind("gap")[-1]
    assert copy.text("title") == "No registrar (copy)"
    assert copy.numbers("objectives") == [4]
    assert panel.session.can_undo() == "Duplicate No registrar"
    assert panel.list.view.currentIndex().data(ENTRY) == copy.id


def test_whoever_types_on_a_copy_goes_on_behind_its_name(qtbot: QtBot, panel: EntriesPanel) -> None:
    """Even where something else is still missing in it: what is typed first is what tells the two apart."""
    panel.open(next(each.id for each in panel.session.submission.of_kind("gap") if each.text("title") == "Fees"))
    panel.duplicate()
    title = panel.form.field("title")
    qtbot.keyClicks(title.editor(), " in 2028")
    assert title.value() == "Fees (copy) in 2028"
    assert panel.form.place_of_focus()[1] == "title" or not panel.isActiveWindow()


def test_a_copy_is_made_of_the_one_that_is_chosen(panel: EntriesPanel) -> None:
    panel.open(next(each.id for each in panel.session.submission.of_kind("gap") if each.text("title") == "Fees"))
    only = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    panel.list.view.selectionModel().select(panel.list.model.index(titles(panel).index("Data"), 0), only)
    act(EntryMenu(panel), "Duplicate")
    assert panel.session.submission.of_kind("gap")[-1].text("title") == "Data (copy)"


def test_the_title_of_a_copy_is_kept_without_signs_of_direction(panel: EntriesPanel) -> None:
    file, catalogue = panel.session.file, panel.session.catalogue
    entry = panel.session.submission.of_kind("gap")[0]
    with use_language("ar"):
        entry_id, _revision = edit_many.duplicate(file, catalogue, entry)
    title = file.read().entries[entry_id].text("title")
    assert title.startswith("No registrar") and title == plain(title)


def test_a_text_that_no_cell_holds_is_whole_in_the_table(panel: EntriesPanel, tmp_path: Path) -> None:
    session = panel.session
    long = "A long story. " * 3_000
    session.answer(session.submission.of_kind("gap")[0], "internal_note", long)
    entries = session.submission.of_kind("gap")[:2]
    edit_many.save_list(tmp_path / "some.xlsx", session.submission, session.catalogue, entries)
    book = openpyxl.load_workbook(tmp_path / "some.xlsx")
    first, second = book.worksheets
    assert any("Long texts" in str(cell.value)[-200:] for row in first.iter_rows() for cell in row)
    parts = list(second.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in parts] == ["No registrar"] * len(parts)
    assert "".join(str(row[-1]) for row in parts).strip() == long.strip()


def test_moving_what_belongs_to_several_says_that_it_replaces_them(panel: EntriesPanel) -> None:
    session = panel.session
    (fees,) = (each for each in session.submission.of_kind("gap") if each.text("title") == "Fees")
    session.answer(fees, "objectives", [6, 13])
    choose(panel, "Fees", "Data")
    texts = [action.text() for action in EntryMenu(panel).actions()]
    assert "Replace all objectives with" in texts and "Move to objective" not in texts


def test_a_long_table_is_written_beside_the_window(
    qtbot: QtBot, panel: EntriesPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(panel, "Fees", "Data")
    path, may_write, write = tmp_path / "some.xlsx", Event(), edit_many.save_list

    def held(*given: Any) -> None:
        assert may_write.wait(20)
        write(*given)

    monkeypatch.setattr(edit_many, "save_list", held)
    monkeypatch.setattr(file_dialogs, "file_to_write", lambda *_each: path)
    monkeypatch.setattr(entry_menu, "MOST_AT_ONCE", 1)
    act(EntryMenu(panel), "Save as a table…")
    assert not path.exists()  # the window is back before the table is written
    may_write.set()
    qtbot.waitUntil(path.exists)


def test_the_chosen_ones_are_saved_as_a_table(
    panel: EntriesPanel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(panel, "Fees", "=Open questions")
    monkeypatch.setattr(file_dialogs, "file_to_write", lambda *_each: tmp_path / "some.xlsx")
    act(EntryMenu(panel), "Save as a table…")
    sheet = openpyxl.load_workbook(tmp_path / "some.xlsx").active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {"Fees", "=Open questions"} <= {cell.value for cell in cells}
    assert not any(cell.data_type == "f" for cell in cells)
    assert sheet.max_row == 3


def test_a_new_pledge_begins_with_who_answers_for_it(opened: Window) -> None:
    assert opened.workplace is not None
    session = opened.workplace.session
    session.answer(session.submission.about, "lead_ministry", "Ministry of Interior")
    session.answer(session.submission.about, "focal_point_email", "migration@interior.example")
    opened.workplace.go(Place("pledges"))
    panel: EntriesPanel = opened.workplace.page.panel  # type: ignore[attr-defined]
    panel.add()
    first = session.submission.of_kind("pledge")[-1]
    assert first.text("entity") == "Ministry of Interior"
    assert first.text("contact_email") == "migration@interior.example"
    assert panel.form.place_of_focus() == (first.id, "title")
    assert panel.side.taken.isHidden()
    session.answer(first, "entity", "Ministry of Labour")
    panel.add()
    second = session.submission.of_kind("pledge")[-1]
    assert second.text("entity") == "Ministry of Labour"
    assert not second.text("contact_name") and panel.form.place_of_focus() == (second.id, "title")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_pledge_has_from_the_one_before_is_told_whole_and_can_be_left_empty(
    opened: Window, language: str
) -> None:
    assert opened.workplace is not None
    opened.resize(1366, 740)
    opened.speak(language)
    workplace = opened.workplace
    workplace.go(Place("pledges"))
    panel: EntriesPanel = workplace.page.panel  # type: ignore[attr-defined]
    session = panel.session
    said = {"entity": "Ministry", "champion": False, "contact_name": "A. B.", "lead": "Police", "measure": "Counted"}
    session.add("pledge", {"title": "First", **said})
    panel.add()
    settle()
    entry = session.entry(panel.entry_id)
    assert entry is not None and panel.side.taken.isVisibleTo(panel)
    assert counted(4) in panel.side.taken.note.text() and shortfalls(panel.side.taken) == []
    beside = _("From the previous pledge")
    told = {key for key in panel.form.asked if beside in panel.form.row(key).hints.said()}
    assert told == {"entity", "champion", "contact_name", "lead"}
    labels = [_(panel.kind.field(key).label) for key in panel.form.asked if key in told]
    assert set(panel.side.taken.clear.accessibleDescription().split(separator())) == set(labels)
    session.answer(entry, "lead", "Ministry of Labour")
    assert counted(3) in panel.side.taken.note.text() and beside not in panel.form.row("lead").hints.said()
    panel.side.taken.clear.setFocus()
    panel.side.taken.clear.click()
    entry = session.entry(panel.entry_id)
    assert entry is not None and entry.value("entity") is entry.value("champion") is None
    assert entry.text("lead") == "Ministry of Labour", "what was changed is not theirs any more"
    assert panel.side.taken.isHidden() and panel.form.place_of_focus()[1] == "title"
    session.undo()
    entry = session.entry(panel.entry_id)
    assert entry is not None and entry.text("entity") == "Ministry"
    panel.form.focus_field("measure")
    settle()
    before = place_in_window(panel.form.row("measure").body)
    panel.side.taken.away.setFocus()
    panel.side.taken.away.click()
    settle()
    assert place_in_window(panel.form.row("measure").body) == before
    assert panel.form.place_of_focus() == (entry.id, "measure"), "where the keyboard came from"
    panel.open(session.submission.of_kind("pledge")[0].id)
    panel.open(entry.id)
    assert panel.side.taken.isHidden()


def test_what_was_just_typed_is_not_left_empty_with_what_a_pledge_has_from_the_one_before(opened: Window) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("pledges"))
    panel: EntriesPanel = opened.workplace.page.panel  # type: ignore[attr-defined]
    panel.session.add("pledge", {"title": "First", "entity": "Ministry", "lead": "Police"})
    panel.add()
    line = panel.form.field("entity").editor()
    line.setFocus()
    QTest.keyClicks(line, "!")
    panel.side.taken.clear.click()  # as a screen reader presses it, which leaves the keyboard where it is
    entry = panel.session.entry(panel.entry_id)
    assert entry is not None and entry.value("lead") is None
    assert entry.text("entity") not in ("", "Ministry")


@pytest.mark.parametrize("page", ["pledges", "practices", "gaps", "evidence", "stakeholders", "support", "team"])
def test_an_entry_begins_at_its_name_the_first_time_as_ever(opened: Window, page: str) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place(page))
    panel: EntriesPanel = opened.workplace.page.panel  # type: ignore[attr-defined]
    for _time in range(2):
        panel.add()
        settle()
        assert panel.form.place_of_focus() == (panel.entry_id, panel.kind.title_field)


def test_none_chosen_is_no_change(panel: EntriesPanel) -> None:
    file, catalogue = panel.session.file, panel.session.catalogue
    count = len(list(file.revisions()))
    assert edit_many.remove_all(file, catalogue, []) is None
    assert edit_many.set_all(file, catalogue, [], "severity", "low") is None
    assert len(list(file.revisions())) == count


def test_how_many_are_chosen_is_said_of_those_that_are_there(panel: EntriesPanel) -> None:
    choose(panel, "Fees", "Data", "Consulates")
    assert panel._several.isVisibleTo(panel)
    panel.remove(panel.list.selected_ids())
    assert not panel._several.isVisibleTo(panel)
    assert panel.session.undo()
    assert not panel._several.isVisibleTo(panel)
    choose(panel, "Fees", "Data")
    panel.list.filter.setText("No registrar")
    assert not panel._several.isVisibleTo(panel)


def test_work_goes_on_where_an_entry_was_removed(panel: EntriesPanel) -> None:
    panel.list.filter.setText("e")  # leaves some, in their order
    shown = titles(panel)
    assert len(shown) > 3
    choose(panel, shown[1])
    panel.remove(panel.list.selected_ids())
    assert panel.session.entry(panel._entry_id).text("title") == shown[2]  # type: ignore[union-attr]
    choose(panel, shown[-1])
    panel.remove(panel.list.selected_ids())
    assert panel.session.entry(panel._entry_id).text("title") == shown[-2]  # type: ignore[union-attr]


def test_no_row_looks_like_an_open_entry_that_is_filtered_out(panel: EntriesPanel) -> None:
    choose(panel, "Fees")
    filters = panel.list.narrowing.filters.menu()
    filters.aboutToShow.emit()
    act(filters, "Who could act", "Ministry of Interior")
    shown = titles(panel)
    assert "Fees" not in shown and len(shown) > 1
    assert panel.list.selected_ids() == []
    assert not panel.list.view.currentIndex().isValid()
    panel.step(1)
    assert panel.session.entry(panel._entry_id).text("title") == shown[0]  # type: ignore[union-attr]
    panel.list.clear_filter()
    panel.list.filter.setText("Fees")
    panel.step(-1)
    assert panel.session.entry(panel._entry_id).text("title") == "Fees"  # type: ignore[union-attr]


def test_no_row_looks_open_where_only_the_open_one_is_filtered_out(panel: EntriesPanel) -> None:
    """Of one row that goes the view is told by itself, and chooses its neighbour; of many it begins anew."""
    panel.list.filter.setText("ministry")
    choose(panel, "Fees")
    assert titles(panel) == ["No registrar", "Fees", "Alone at the border"]
    panel.list.filter.setText("interior")
    assert titles(panel) == ["No registrar", "Alone at the border"]
    assert panel.list.selected_ids() == [] and not panel.list.view.currentIndex().isValid()


def test_it_is_said_what_was_changed_in_several_and_that_nothing_was(panel: EntriesPanel) -> None:
    told: list[str] = []
    panel.said.connect(told.append)
    choose(panel, "Fees", "Data", "Consulates")
    act(EntryMenu(panel), "How serious it is", "Critical")
    act(EntryMenu(panel), "How serious it is", "Critical")
    assert told[0].endswith("were changed") or told[0].endswith("was changed")
    assert told[1:] == ["Nothing was changed: the entries have this answer already"]


def test_several_are_chosen_by_the_pointer_with_ctrl_and_with_shift(qtbot: QtBot, panel: EntriesPanel) -> None:
    view, model = panel.list.view, panel.list.model

    def click(row: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        where = view.visualRect(model.index(row, 0)).center()
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, where)
        settle()

    ids = [each.id for each in model.entries]
    click(0)
    assert panel.list.selected_ids() == [ids[0]]
    click(2, Qt.KeyboardModifier.ControlModifier)
    assert panel.list.selected_ids() == [ids[0], ids[2]]
    assert panel.entry_id == ids[2]
    click(0, Qt.KeyboardModifier.ControlModifier)
    assert panel.list.selected_ids() == [ids[2]]
    click(1)
    assert panel.list.selected_ids() == [ids[1]]
    click(3, Qt.KeyboardModifier.ShiftModifier)
    assert panel.list.selected_ids() == ids[1:4]


def test_several_are_chosen_by_the_keyboard_alone(qtbot: QtBot, panel: EntriesPanel) -> None:
    view, ids = panel.list.view, [each.id for each in panel.list.model.entries]
    panel.open(ids[0])
    view.setFocus()
    for _step in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert panel.list.selected_ids() == [ids[0], ids[2]]
