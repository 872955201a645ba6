"""A click that ends what was typed arrives where it was meant, whatever the answer moves on the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.ui import file_dialogs
from desktop.ui.fields.files import FileField
from desktop.ui.form import FormView
from desktop.ui.pages.entries import EntriesPage
from desktop.ui.window import Window
from tests.ui.new_forms import begun
from tests.ui.stops import settle

LEFT = Qt.MouseButton.LeftButton
LONG = "A portal with all that whoever wants to leave must know, in every language of the country and in every region"


def arrives(form: FormView, button: QAbstractButton) -> bool:
    """Press and release a button where it was seen, and return whether it stayed there meanwhile."""
    window = form.window()
    point = button.mapTo(window, button.rect().center())
    QTest.mousePress(button, LEFT)
    settle()
    at = button.mapFrom(window, point)
    stayed = button.isVisible() and button.rect().contains(at)
    QTest.mouseRelease(button, LEFT, pos=at)
    settle()
    return stayed


@pytest.mark.parametrize("page", ["practices", "gaps", "pledges", "evidence"])
def test_the_way_to_what_is_missing_takes_the_first_click_after_a_name(qtbot: QtBot, opened: Window, page: str) -> None:
    form = begun(opened, page)
    name = form.field(form.kind.title_field)
    qtbot.keyClicks(name.editor(), LONG)
    with qtbot.waitSignal(form.head.missing_wanted):
        assert arrives(form, form.head.missing)
    assert not name.unwritten()
    assert form.head.name() == LONG


def test_a_field_below_takes_it_too_and_what_it_asks_for_comes_then(
    qtbot: QtBot, opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = begun(opened, "evidence")
    file = form.field("file")
    assert isinstance(file, FileField)
    asked: list[bool] = []

    def choose(*_asked: object) -> None:
        asked.append(True)

    monkeypatch.setattr(file_dialogs, "file_to_open", choose)
    qtbot.keyClicks(form.field("title").editor(), LONG)
    assert arrives(form, file.editor())
    assert asked == [True]
    assert form.head.name() == LONG


def test_a_row_of_a_sorted_list_takes_the_click_that_ends_a_title(qtbot: QtBot, opened: Window) -> None:
    """The title puts its entry elsewhere in the list: the row that was seen below the pointer is the one that is meant."""
    form = begun(opened, "gaps")
    page = opened.page()
    assert isinstance(page, EntriesPage)
    panel = page.panel
    for title in ("Beds", "Courses", "Data"):
        qtbot.keyClicks(form.field("title").editor(), title)
        form.commit()
        panel.add()
        settle()
    panel.list.narrowing.order_by_column("title")
    settle()
    assert panel.list.model.list_view.order
    before = panel.list.model.row_of(form.entry_id)
    qtbot.keyClicks(form.field("title").editor(), "Zebra crossings" if before == 0 else "Advice")
    rows = panel.list.view
    place = next(
        row for row in range(panel.list.model.rowCount()) if panel.list.model.entries[row].text("title") == "Data"
    )
    wanted = panel.list.model.entries[place].id
    spot = rows.visualRect(panel.list.model.index(place, 0)).center()
    QTest.mousePress(rows.viewport(), LEFT, pos=spot)
    settle()
    assert form.entry_id == wanted
    QTest.mouseRelease(rows.viewport(), LEFT, pos=spot)
    settle()
    assert form.entry_id == wanted
    assert [each.text("title") for each in panel.list.model.entries][-1 if before == 0 else 0] in (
        "Zebra crossings",
        "Advice",
    )


def test_a_button_below_a_date_takes_the_click_that_ends_it(qtbot: QtBot, opened: Window) -> None:
    """What the date was understood as stands in the line afterwards, and its note goes: all below it moves up."""
    form = begun(opened, "pledges")
    date = form.field("end")
    form.focus_field("end")
    settle()
    qtbot.keyClicks(date.editor(), "02/05/2028")
    settle()
    after = [each.key for each in form.kind.fields]
    rows = [form.row(key) for key in after[after.index("end") + 1 :]]
    buttons = (each for row in rows for each in row.widget.findChildren(QAbstractButton))
    below = next(each for each in buttons if each.isVisible())
    form.area.ensureWidgetVisible(below)
    settle()
    assert arrives(form, below)
    assert date.value() == "2028-05-02"
