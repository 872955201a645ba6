"""Lists in a wide window: columns that the list is put in order by, what is remembered, and the keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.record.entry import Answer, Entry, Value
from desktop.record.submission import Submission
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.list_habits import ListHabits
from desktop.ui.navigation import Place
from desktop.ui.parts.entry_list import EntryList
from desktop.ui.parts.entry_menu import EntryMenu
from desktop.ui.window import Window

GAPS = (("Fees", [6], "low"), ("Consulates", [14], "critical"), ("Data", [1], None), ("Borders", [11], "high"))


def panel_of(opened: Window, page: str = "gaps") -> EntriesPanel:
    assert opened.workplace is not None
    opened.workplace.go(Place(page))
    found: EntriesPanel = opened.workplace.page.panel  # type: ignore[attr-defined]
    return found


@pytest.fixture
def panel(opened: Window) -> EntriesPanel:
    assert opened.workplace is not None
    for title, objectives, severity in GAPS:
        answers: dict[str, Value] = {"title": title, "objectives": list(objectives)}
        opened.workplace.session.add("gap", answers | ({"severity": severity} if severity else {}))
    return panel_of(opened)


def titles(panel: EntriesPanel) -> list[str]:
    model = panel.list.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def shown_columns(view: EntryList) -> list[str]:
    header = view.view.header()
    places = range(view.model.columnCount())
    return [
        str(view.model.headerData(place, Qt.Orientation.Horizontal))
        for place in places
        if not header.isSectionHidden(place)
    ]


def gap(id: str, **answers: Value) -> Entry:
    return Entry(id, "gap", answers={key: Answer(value) for key, value in answers.items()})


@pytest.fixture
def wide(qtbot: QtBot, catalogue: Catalogue) -> EntryList:
    view = EntryList(catalogue.kind("gap"), catalogue)
    qtbot.addWidget(view)
    entries = [gap(title, title=title, objectives=numbers) for title, numbers, _severity in GAPS]
    entries.append(gap("bare", lead="Ministry of Labour"))
    view.set_entries(entries, Submission("s", {entry.id: entry for entry in entries}))
    view.resize(view.fontMetrics().averageCharWidth() * 140, 400)
    view.show()
    return view


def test_a_list_with_room_shows_columns_and_says_what_is_missing(wide: EntryList) -> None:
    assert shown_columns(wide) == ["Title", "Objectives", "How serious it is", "Who could act", "Missing"]
    assert not wide.view.isHeaderHidden()
    cells = [str(wide.model.index(4, column).data()) for column in range(5)]
    assert cells[3:] == ["Ministry of Labour", "Title, Objectives"]
    letter = wide.fontMetrics().averageCharWidth()
    wide.resize(letter * 80, 400)
    assert shown_columns(wide) == ["Title", "Objectives", "Missing"]
    wide.resize(letter * 40, 400)
    assert wide.view.isHeaderHidden()
    assert shown_columns(wide) == ["Title"]


def test_the_head_of_a_column_puts_the_list_in_its_order(qtbot: QtBot, wide: EntryList) -> None:
    header = wide.view.header()

    def press(column: int) -> list[str]:
        place = QPoint(header.sectionViewportPosition(column) + 8, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        return [entry.id for entry in wide.model.entries]

    assert press(1) == ["Data", "Fees", "Borders", "Consulates", "bare"]
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (1, Qt.SortOrder.AscendingOrder)
    assert press(1) == ["Consulates", "Borders", "Fees", "Data", "bare"]
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
    assert wide.narrowing.order.text() == "Order: Objectives", "the button says the same as the head of the column"
    assert press(4)[0] == "bare"


def test_the_order_is_remembered(panel: EntriesPanel, opened: Window) -> None:
    panel.list.narrowing.order_by_column("title")
    assert titles(panel) == ["Borders", "Consulates", "Data", "Fees"]
    assert opened.workplace is not None
    again = ListHabits()
    again.take(opened.workplace.preferences.text("lists"))
    assert again.order("gap") == ("title", False)
    assert again.order("practice") == ("", False)
    assert EntriesPanel(opened.workplace.session, "gap").list.model.list_view.order == "title"


def test_the_line_between_list_and_form_is_remembered(panel: EntriesPanel, opened: Window) -> None:
    panel._split.setSizes([400, 300])
    panel._split.splitterMoved.emit(400, 1)
    assert opened.workplace is not None
    again = ListHabits()
    again.take(opened.workplace.preferences.text("lists"))
    sizes = panel._split.sizes()
    assert again.share == pytest.approx(sizes[0] / sum(sizes), abs=0.001)


@pytest.mark.parametrize("kept", ["", "{", "[]", '{"share": "wide", "order/gap": 3}'])
def test_what_cannot_be_read_is_as_if_nothing_was_chosen(kept: str) -> None:
    habits = ListHabits()
    habits.take(kept)
    assert (habits.share, habits.order("gap")) == (0.0, ("", False))


def test_several_are_chosen_copied_and_removed_by_keyboard_alone(qtbot: QtBot, panel: EntriesPanel) -> None:
    view = panel.list.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(panel.list.selected_ids()) == 2
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(panel.list.selected_ids()) == 4
    wanted: list[object] = []
    panel.list.menu_wanted.disconnect()
    panel.list.menu_wanted.connect(wanted.append)
    far = view.rect().bottomRight()
    QApplication.sendEvent(
        view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, far, view.mapToGlobal(far))
    )
    assert len(wanted) == 1, "the Menu key opens it for what is chosen, wherever the pointer is"
    assert next(action.text() for action in EntryMenu(panel).actions() if action.text()) == "Move to objective"
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert titles(panel) == []
    strip = panel._strip_of_empty
    assert strip.isVisible()
    strip.undo.setFocus()
    qtbot.keyClick(strip.undo, Qt.Key.Key_Space)
    assert len(titles(panel)) == 4, "one press takes it back"
    assert not strip.isVisible()


def test_an_empty_list_is_words_and_one_button(qtbot: QtBot, opened: Window) -> None:
    panel = panel_of(opened, "practices")
    assert not panel.list.isVisible()
    assert not panel.add_button.isVisible()
    qtbot.mouseClick(panel._first, Qt.MouseButton.LeftButton)
    assert panel.list.isVisible()
    assert panel._count.text() == "1 entry"


def drop(target: EntryList, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(target.view.viewport(), entering)
    assert entering.isAccepted()
    QApplication.sendEvent(
        target.view.viewport(), QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none)
    )


def test_files_that_are_dropped_become_evidence_in_one_step(opened: Window, tmp_path: Path) -> None:
    panel = panel_of(opened, "evidence")
    panel.session.add("evidence", {"title": "There before", "private": False})
    paths = [tmp_path / "Law of 2024.pdf", tmp_path / "Report.pdf"]
    for path in paths:
        path.write_bytes(b"%PDF-1.4 " + path.name.encode())
    drop(panel.list, *paths)
    made = panel.session.submission.of_kind("evidence")[1:]
    assert [each.text("title") for each in made] == ["Law of 2024", "Report"]
    assert panel.session.file.content(made[0].text("file")) == paths[0].read_bytes()
    assert panel.session.can_undo() == "Add files to Evidence: 2"
    assert panel.session.undo()
    assert titles(panel) == ["There before"]
    aside = panel.list.model.index(0, 0).data(Qt.ItemDataRole.UserRole)
    assert "No" not in aside.split(" · ")


def test_of_files_of_which_one_cannot_be_taken_none_is(opened: Window, tmp_path: Path) -> None:
    panel = panel_of(opened, "evidence")
    panel.session.add("evidence", {"title": "There before"})
    whole, empty = tmp_path / "Law.pdf", tmp_path / "Empty.pdf"
    whole.write_bytes(b"%PDF-1.4")
    empty.write_bytes(b"")
    told: list[str] = []
    panel.session.failed.disconnect()
    panel.session.failed.connect(told.append)
    drop(panel.list, whole, empty)
    assert titles(panel) == ["There before"]
    assert told == ["The file Empty.pdf is empty."]


def test_what_is_linked_in_a_column_is_called_as_it_is_now(opened: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened.session
    assert session is not None and opened.workplace is not None
    kind = session.catalogue.kind("pledge")
    fields = [
        each.changed(in_list=True) if each.key == "gaps" else each for each in kind.fields
    ]  # as a data pack may say
    monkeypatch.setitem(session.catalogue.kinds, "pledge", kind.changed(fields=tuple(fields)))  # type: ignore[arg-type]
    linked = session.add("gap", {"title": "No registrar"})
    session.add("pledge", {"title": "Registrars", "gaps": [linked]})
    entry = session.entry(linked)
    assert entry is not None
    session.answer(entry, "title", "No judge")
    model = panel_of(opened, "pledges").list.model
    assert "No judge" in model.line(0).aside
    opened.workplace.undo()
    assert "No registrar" in model.line(0).aside


def test_a_list_counts_what_is_missing_and_wrong_as_the_head_of_the_form(opened: Window) -> None:
    session = opened.session
    assert session is not None and opened.workplace is not None
    pledge = session.add("pledge", {"title": "Registrars", "end": "2030"})
    entry = session.entry(pledge)
    assert entry is not None
    session.keep(entry, "start", None, typed="soon")
    opened.workplace.go(Place("pledges", pledge))
    panel = panel_of(opened, "pledges")
    said = panel.form.head.missing.text()
    assert "missing · " in said and "1 to correct" in said
    assert panel.list.model.line(0).aside.replace("\u2068", "").replace("\u2069", "").endswith(said)
