"""Dates go in as people write them, or from a calendar, and the field says how it understood them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from babel.dates import get_month_names
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.translation import LANGUAGES
from desktop.record.dates import in_words
from desktop.record.entry import Answer, Entry
from desktop.ui import locale
from desktop.ui.fields import FieldWidget, FormContext
from desktop.ui.fields.dates import DateField, YearField
from desktop.ui.fields.rows import RowsField
from desktop.ui.form import FormView
from desktop.ui.navigation import Place
from desktop.ui.pages.entries import PledgesPage
from desktop.ui.parts.day_picker import DayPicker
from desktop.ui.theme import ThemeManager
from desktop.ui.window import Window

Show = Callable[..., FieldWidget]


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Callable[[str], None]]:
    yield lambda language: locale.speak(qapp, language)
    locale.speak(qapp, "en")


@pytest.fixture
def start(field: Show) -> DateField:
    """The start of a pledge, with the keyboard in it."""
    widget = field("pledge.start")
    assert isinstance(widget, DateField)
    widget.line.setFocus()
    return widget


def heard(widget: FieldWidget) -> list[object]:
    values: list[object] = []
    widget.left.connect(values.append)
    return values


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_in_numbers_is_read_by_the_language_of_the_screen(
    qtbot: QtBot, field: Show, speak: Callable[[str], None], language: str
) -> None:
    speak(language)
    start = field("pledge.start")
    assert isinstance(start, DateField)
    values = heard(start)
    start.line.setFocus()
    qtbot.keyClicks(start.line, "03/04/2026")
    if language == "zh":
        assert start.value() is None
        assert len(start.offer_buttons()) == 2
        return
    assert start.understood.isVisible()
    assert in_words("2026-04-03") in start.understood.text()
    start.line.clearFocus()
    assert values == ["2026-04-03"]
    # What is shown then can be read in one way only.
    assert start.line.text() == in_words("2026-04-03")
    assert not start.understood.isVisible()
    assert not start.pending()


def test_the_note_is_for_what_is_not_plain_already(qtbot: QtBot, start: DateField) -> None:
    qtbot.keyClicks(start.line, "2026-04-03")
    assert not start.understood.isVisible()
    start.line.clear()
    qtbot.keyClicks(start.line, "avril 2026")
    assert start.understood.text() == "Understood as April 2026"
    start.line.clear()
    qtbot.keyClicks(start.line, "31.2.2026")
    assert not start.understood.isVisible()
    assert "no such day" in start.problem()


def test_what_is_being_typed_is_left_alone_while_it_is_written_down(qtbot: QtBot, start: DateField) -> None:
    values = heard(start)
    qtbot.keyClicks(start.line, "2026")
    start.set_value("2026")  # as it comes back from the file
    assert start.line.text() == "2026"
    qtbot.keyClicks(start.line, "/4/3")
    start.set_value("2026-04-03")
    assert start.line.text() == "2026/4/3"
    assert not start.pending()
    start.line.clearFocus()
    assert start.line.text() == "3 April 2026"
    assert values == []


def test_enter_lets_what_was_understood_stand_in_the_line(qtbot: QtBot, start: DateField) -> None:
    values = heard(start)
    qtbot.keyClicks(start.line, "3/4/2026")
    qtbot.keyClick(start.line, Qt.Key.Key_Return)
    assert values == ["2026-04-03"]
    assert start.line.text() == "3 April 2026"
    assert start.line.cursorPosition() == len("3 April 2026")
    qtbot.keyClick(start.line, Qt.Key.Key_Backspace)
    qtbot.keyClicks(start.line, "7")
    start.line.clearFocus()
    assert values == ["2026-04-03", "2027-04-03"]


def test_looking_at_a_date_does_not_change_it(start: DateField) -> None:
    values = heard(start)
    start.line.clearFocus()
    for kept in ("2026-04-03", "2026-04", "2026", "1445-09-01", "2026-02-30", "once"):
        start.set_value(kept)
        assert start.value() == kept
        start.line.setFocus()
        start.line.clearFocus()
        start.commit()
    assert values == []


def test_another_date_from_elsewhere_is_shown(start: DateField) -> None:
    start.line.clearFocus()
    start.set_value("2026-04-03")
    start.set_value("2027-01")
    assert start.line.text() == "January 2027"
    start.set_value(None)
    assert start.line.text() == ""


# Other calendars


def test_a_date_of_another_calendar_is_told_and_offered(qtbot: QtBot, start: DateField) -> None:
    values = heard(start)
    qtbot.keyClicks(start.line, "1445-09-01")
    assert start.value() is None
    assert "Hijri" in start.problem()
    (offer,) = start.offer_buttons()
    qtbot.waitUntil(offer.isVisible)
    assert offer.text() == "Use 11 March 2024"
    start.line.clearFocus()
    assert not any(values)
    assert start.line.text() == "1445-09-01"
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert values[-1] == "2024-03-11"
    assert start.problem() == ""
    assert start.offer_buttons() == []


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("2567", ["Use 2024"]),
        ("١٤٤٥", ["Use 2023", "Use 2024"]),
        ("1401", ["Use 2022", "Use 2023", "Use 1980", "Use 1981"]),
    ],
)
def test_a_year_of_another_calendar_is_told_and_offered(
    qtbot: QtBot, field: Show, typed: str, offered: list[str]
) -> None:
    year = field("value.year")
    assert isinstance(year, YearField)
    values = heard(year)
    year.line.setFocus()
    year.line.insert(typed)
    assert [each.text() for each in year.offer_buttons()] == offered
    year.line.clearFocus()
    assert not any(values)
    qtbot.mouseClick(year.offer_buttons()[0], Qt.MouseButton.LeftButton)
    assert values[-1] == int(offered[0][4:])


def test_the_tab_key_comes_to_what_is_offered(
    qtbot: QtBot, shown: Callable[[QWidget], QWidget], catalogue: Catalogue
) -> None:
    form = FormView(catalogue.kind("practice"), FormContext(catalogue))
    shown(form)
    form.set_entry(Entry("one", "practice"))
    widget = form.row("start").widget
    assert isinstance(widget, DateField)
    widget.line.setFocus()
    widget.line.insert("١٤٤٥")
    first, second = widget.offer_buttons()
    qtbot.waitUntil(second.isVisible)
    came = []
    for _stop in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        came.append(QApplication.focusWidget())
    end = form.row("end").widget
    assert isinstance(end, DateField)
    assert came == [widget.open_calendar, first, second, end.line]


def test_a_form_offers_below_the_sentence_also_for_what_was_kept_before(
    shown: Callable[[QWidget], QWidget], catalogue: Catalogue
) -> None:
    form = FormView(catalogue.kind("practice"), FormContext(catalogue))
    shown(form)
    edited: list[object] = []
    form.edited.connect(lambda *told: edited.append(told))
    form.set_entry(Entry("one", "practice", answers={"start": Answer("1401-03-05")}))
    row = form.row("start")
    widget = row.widget
    assert isinstance(widget, DateField)
    assert "Solar Hijri" in row.problem.text()
    first, second = widget.offer_buttons()
    assert (first.text(), second.text()) == ("Use 26 May 2022", "Use 11 January 1981")
    assert widget.offers.y() > row.problem.y()
    first.click()
    assert edited == [("one", "start", "2022-05-26")]
    assert row.problem.text() == ""


# The calendar


@pytest.fixture
def opened_calendar(qtbot: QtBot, start: DateField) -> DayPicker:
    start.line.clearFocus()
    start.set_value("2026-04-03")
    qtbot.mouseClick(start.open_calendar, Qt.MouseButton.LeftButton)
    picker = start.findChild(DayPicker)
    assert picker is not None
    qtbot.waitUntil(picker.isVisible)
    return picker


def days_of(picker: DayPicker) -> QWidget:
    view = picker.calendar.findChild(QWidget, "qt_calendar_calendarview")
    assert view is not None
    return view


def test_a_day_is_picked_with_the_keyboard(qtbot: QtBot, start: DateField, opened_calendar: DayPicker) -> None:
    values = heard(start)
    assert opened_calendar.calendar.selectedDate() == QDate(2026, 4, 3)
    days = days_of(opened_calendar)
    assert days.hasFocus()
    qtbot.keyClick(days, Qt.Key.Key_Right)
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert values == ["2026-04-04"]
    assert start.line.text() == "4 April 2026"


def test_a_day_is_picked_with_the_mouse(qtbot: QtBot, start: DateField, opened_calendar: DayPicker) -> None:
    values = heard(start)
    days = days_of(opened_calendar).viewport()  # type: ignore[attr-defined]
    qtbot.mouseClick(days, Qt.MouseButton.LeftButton, pos=QPoint(days.width() // 2, days.height() // 2))
    assert len(values) == 1
    assert str(values[0]).startswith("2026-04-")


def test_only_the_month_or_the_year_can_be_taken(qtbot: QtBot, start: DateField, opened_calendar: DayPicker) -> None:
    values = heard(start)
    assert opened_calendar.month.text() == "Only the month"
    opened_calendar.calendar.showNextMonth()
    assert opened_calendar.month.toolTip() == "May 2026"
    qtbot.mouseClick(opened_calendar.month, Qt.MouseButton.LeftButton)
    assert values == ["2026-05"]
    assert start.line.text() == "May 2026"
    picker = start.pick()
    qtbot.mouseClick(picker.year, Qt.MouseButton.LeftButton)
    assert values == ["2026-05", "2026"]


def test_escape_takes_nothing(qtbot: QtBot, start: DateField, opened_calendar: DayPicker) -> None:
    values = heard(start)
    qtbot.keyClick(days_of(opened_calendar), Qt.Key.Key_Escape)
    assert not opened_calendar.isVisible()
    assert values == []


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier), (Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier)],
)
def test_the_line_opens_it_by_key(qtbot: QtBot, start: DateField, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    qtbot.keyClicks(start.line, "2027")
    qtbot.keyClick(start.line, key, modifier)
    picker = start.findChild(DayPicker)
    assert picker is not None
    assert (picker.calendar.yearShown(), picker.calendar.monthShown()) == (2027, 1)
    picker.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_speaks_the_language_of_the_screen(
    qtbot: QtBot, field: Show, look: ThemeManager, speak: Callable[[str], None], language: str
) -> None:
    speak(language)
    start = field("pledge.start")
    assert isinstance(start, DateField)
    start.set_value("2026-04-03")
    picker = start.pick()
    month = get_month_names("wide", "stand-alone", language)[4]
    assert picker.calendar.locale().standaloneMonthName(4) == month
    first = Qt.DayOfWeek.Saturday if language == "ar" else Qt.DayOfWeek.Monday
    assert picker.calendar.firstDayOfWeek() == first
    right_to_left = Qt.LayoutDirection.RightToLeft
    assert (picker.calendar.layoutDirection() == right_to_left) is (language == "ar")
    assert picker.calendar.locale().zeroDigit() == "0"
    picker.close()


# In rows and in the real window


def test_a_date_in_a_row_is_one_like_any_other(qtbot: QtBot, field: Show) -> None:
    rows = field(
        FormField(
            key="steps",
            type="rows",
            label="Steps",
            columns=(FormField(key="what", type="text", label="What"), FormField(key="by", type="date", label="By")),
        )
    )
    assert isinstance(rows, RowsField)
    rows.set_value([{"what": "Law", "by": "2026-05"}])
    cell = rows.cells[0]["by"]
    assert isinstance(cell, DateField)
    assert cell.line.text() == "May 2026"
    values = heard(rows)
    cell.line.setFocus()
    cell.line.selectAll()
    qtbot.keyClicks(cell.line, "1er mai 2026")
    cell.line.clearFocus()
    assert values == [[{"what": "Law", "by": "2026-05-01"}]]
    cell.pick().picked.emit("2027")
    assert values[-1] == [{"what": "Law", "by": "2027"}]


def test_a_date_is_written_down_like_any_answer(qtbot: QtBot, opened: Window, speak: Callable[[str], None]) -> None:
    assert opened.workplace is not None
    assert opened.session is not None
    opened.workplace.go(Place("pledges"))
    page = opened.page()
    assert isinstance(page, PledgesPage)
    page.panel.add()
    start = page.panel.form.field("start")
    assert isinstance(start, DateField)
    page.panel.form.focus_field("start")
    qtbot.keyClicks(start.line, "3.4.2026")
    qtbot.keyClick(start.line, Qt.Key.Key_Tab)
    (pledge,) = opened.session.submission.of_kind("pledge")
    assert pledge.value("start") == "2026-04-03"
    assert start.line.text() == "3 April 2026"
    start.pick().picked.emit("2026-05")
    (pledge,) = opened.session.submission.of_kind("pledge")
    assert pledge.value("start") == "2026-05"
    opened.workplace.undo()
    assert start.line.text() == "3 April 2026"
    opened.speak("fr")
    page = opened.page()
    assert isinstance(page, PledgesPage)
    start = page.panel.form.field("start")
    assert isinstance(start, DateField)
    assert start.line.text() == "3 avril 2026"


def test_what_a_date_looks_like_is_said_by_its_field_alone(field: Show, catalogue: Catalogue) -> None:
    asked = [
        f"{kind.key}.{each.key}" for kind in catalogue.kinds.values() for each in kind.fields if each.type == "date"
    ]
    assert len(asked) >= 5
    for each in asked:
        kind, key = each.split(".")
        assert not re.search(r"\d{4}-\d\d", catalogue.kind(kind).field(key).help), each
        shown = field(each)
        assert isinstance(shown, DateField)
        example = shown.line.placeholderText().removeprefix("for example ")
        assert example and example in shown.line.toolTip()
