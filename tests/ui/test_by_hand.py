"""What somebody meets who enters sixty pledges in an afternoon, with the same keys for each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.catalogue.forms_reader import current
from desktop.record.indicator_methods import method_of
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.fields.choices import CheckField, ComboField
from desktop.ui.fields.rows import RowsField
from desktop.ui.fields.texts import LongTextField
from desktop.ui.navigation import Place
from desktop.ui.pages.indicators import IndicatorsPage
from desktop.ui.window import Window
from tests.ui.walk import settle


@pytest.fixture
def panel(opened: Window) -> EntriesPanel:
    workplace = opened.workplace
    assert workplace is not None
    opened.resize(1366, 740)
    for number in range(9):
        workplace.session.add("pledge", {"title": f"Births {number}" if number % 4 else f"Deaths {number}"})
    workplace.go(Place("pledges"))
    settle()
    return workplace.page.panel  # type: ignore[attr-defined,no-any-return]


def test_the_line_that_is_written_is_seen_however_long_the_text(panel: EntriesPanel) -> None:
    panel.open(panel.list.model.entries[0].id)
    field = panel.form.field("description")
    assert isinstance(field, LongTextField)
    panel.form.focus_field("description")
    settle()
    for _line in range(14):
        QTest.keyClicks(field.box, "All births are registered in every county. ")
        QTest.keyClick(field.box, Qt.Key.Key_Return)
        settle()
        port = panel.form.area.viewport()
        caret = QRect(field.box.viewport().mapTo(port, field.box.cursorRect().topLeft()), field.box.cursorRect().size())
        assert port.rect().contains(caret)
    counter = field.counter
    assert port.rect().contains(counter.mapTo(port, QPoint(0, counter.height() - 1)))


def test_the_same_keys_tick_the_same_box_in_each_entry(panel: EntriesPanel) -> None:
    first, second = (each.id for each in panel.list.model.entries[:2])
    for entry in (first, second):
        panel.open(entry)
        field = panel.form.field("principles")
        assert isinstance(field, CheckField)
        (stop,) = (box for _key, box in field.boxes if box.focusPolicy() == Qt.FocusPolicy.StrongFocus)
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
            QTest.keyClick(QApplication.focusWidget(), key)
        panel.form.focus_field("title")
    chosen = [panel.session.submission.entry(each) for each in (first, second)]
    assert [each.value("principles") for each in chosen if each is not None] == [[3], [3]]


def test_delete_removes_the_row_that_the_keyboard_is_on_in_a_narrowed_list(panel: EntriesPanel) -> None:
    panel.open(next(each.id for each in panel.list.model.entries if each.text("title") == "Births 1"))
    panel.list.filter.setFocus()
    QTest.keyClicks(panel.list.filter, "Deaths 8")
    settle()
    QTest.keyClick(panel.list.filter, Qt.Key.Key_Down)
    settle()
    QTest.keyClick(panel.list.view, Qt.Key.Key_Home)
    QTest.keyClick(panel.list.view, Qt.Key.Key_Delete)
    settle()
    left = [each.text("title") for each in panel.session.submission.of_kind("pledge")]
    assert "Deaths 8" not in left and len(left) == 8


GOOD = {"text": "Anything", "long_text": "Anything", "email": "a@b.example", "country": "KE", "date": "2026-03"}

TABLES = [
    (page, kind.key, field.key)
    for page, kind in (("pledges", current().kind("pledge")), ("practices", current().kind("practice")))
    for field in kind.fields
    if field.type == "rows"
]


@pytest.mark.parametrize(("page", "kind", "key"), TABLES)
def test_the_next_problem_of_a_table_is_the_cell_that_has_it(opened: Window, page: str, kind: str, key: str) -> None:
    workplace = opened.workplace
    assert workplace is not None
    columns = workplace.session.catalogue.kind(kind).field(key).columns
    for wrong in (each for each in columns if each.type != "text" or each.missing):
        rows = [{each.key: GOOD[each.type] for each in columns} for _row in range(2)]
        if wrong.type == "text":
            del rows[1][wrong.key]
        answers = {"title": "With a table", "kind": "common", key: rows}
        entry = workplace.session.add(kind, answers)  # type: ignore[arg-type]
        workplace.go(Place(page))
        panel: EntriesPanel = workplace.page.panel  # type: ignore[attr-defined]
        panel.open(entry)
        field = panel.form.field(key)
        assert isinstance(field, RowsField)
        if wrong.type != "text":
            cell = field.cells[1][wrong.key].editor()
            cell.setFocus()
            QTest.keyClick(cell, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClicks(cell, "@@@")
        before = [each for each in panel.form._rows if each in panel.form.asked]
        panel.form.focus_field(before[before.index(key) - 1])
        QTest.keyClick(opened, Qt.Key.Key_F8)
        at = QApplication.focusWidget()
        assert at is field.cells[1][wrong.key].editor(), (wrong.key, at)
        marked = [
            (number, column)
            for number, row in enumerate(field.cells)
            for column, each in row.items()
            if each.editor().property("state")
        ]
        assert marked == ([] if wrong.type == "text" else [(1, wrong.key)])


def test_the_tab_key_comes_to_what_is_offered_for_half_a_word_right_behind_its_cell(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    session = workplace.session
    key = next(each.key for each in session.catalogue.indicators if method_of(each).takes_values)
    rows = [{"characteristic": "migratory s"}, {"characteristic": "sex"}]
    assert session.answer(session.submission.bound("indicator", key), "disaggregations", rows)
    workplace.go(Place("indicators", key))
    page = workplace.page
    assert isinstance(page, IndicatorsPage)
    page.tabs.setCurrentWidget(page.form)
    settle()
    field = page.form.field("disaggregations")
    assert isinstance(field, RowsField)
    for row, is_offered in zip(field.cells, (True, False), strict=True):
        cell = row["characteristic"]
        assert isinstance(cell, ComboField) and cell.offer.isVisible() is is_offered
        cell.combo.setFocus()
        for stop in (*([cell.offer] if is_offered else []), row["availability"].editor()):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            assert QApplication.focusWidget() is stop
