"""The page with the minutes, and a day of 25 people of 8 ministries through the real window."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.operations import sittings as holding
from desktop.operations.clock import now
from desktop.record.sittings import sittings
from desktop.ui import locale
from desktop.ui.colours import DARK, LIGHT
from desktop.ui.navigation import Place
from desktop.ui.pages.minutes import SINCE, TODAY, MinutesPage
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.pages.review import ReviewPage
from desktop.ui.window import Window
from desktop.ui.workshop.rating import RatingPanel
from desktop.ui.workshop.view import WorkshopView

MINISTRIES = ("Culture", "Education", "Finance", "Foreign Affairs", "Health", "Interior", "Justice", "Labour")


def page_of(window: Window) -> MinutesPage:
    window.workplace.go(Place("minutes"))
    page = window.workplace.page
    assert isinstance(page, MinutesPage)
    return page


def workshop_of(window: Window) -> WorkshopView:
    if window.workplace.workshop_view is None:
        window.workplace.begin_workshop()
    assert window.workplace.workshop_view is not None
    return window.workplace.workshop_view


@pytest.fixture
def day(opened: Window, qtbot: QtBot) -> dict[str, Counter[str]]:
    """A day in the workshop. Returns all that was said in it, each text by where it belongs."""
    session = opened.workplace.session
    people = []
    for number in range(25):
        name = f"Speaker {number:02}"
        session.add("person", {"name": name, "ministry": MINISTRIES[number % 8]})
        people.append(name)
    session.add("gap", {"title": "Said before the day", "objectives": [1]})
    said: dict[str, Counter[str]] = {"said": Counter(), "parked": Counter(), "agreed": Counter(), "taken": Counter()}
    view = workshop_of(opened)
    for number, name in enumerate(people):
        session.speak_as(name)
        view.state.go(1 + number % 6)
        kind = ("practice", "gap", "pledge")[number % 3]
        view.say.kind.setCurrentIndex(view.say.kind.findData(kind))
        view.say.line.setFocus()
        qtbot.keyClicks(view.say.line, f"Idea {number:02} of the day")
        qtbot.keyClick(view.say.line, Qt.Key.Key_Return)
        said["said"][f"Idea {number:02} of the day"] += 1
        if number % 5 == 4:  # said and taken back at once
            qtbot.keyClicks(view.say.line, f"Slip {number:02} of the day")
            qtbot.keyClick(view.say.line, Qt.Key.Key_Return)
            view.undo()
            said["taken"][f"Slip {number:02} of the day"] += 1
        if number % 6 == 5:
            view.say.kind.setCurrentIndex(view.say.kind.findData("parked"))
            qtbot.keyClicks(view.say.line, f"Later {number:02} of the day")
            qtbot.keyClick(view.say.line, Qt.Key.Key_Return)
            said["parked"][f"Later {number:02} of the day"] += 1
    view.state.go(3)
    view.open_panel("rating")
    panel = view.panel
    assert isinstance(panel, RatingPanel)
    panel.view.begin.round.click()
    for place in range(8):
        panel.view.turn.go.click()
        panel.view.give.press(3 if place else 5)
        panel.view.give.reason.setText(f"Cause {place:02} of the day")
        panel.view.give.give.click()
        said["agreed"][f"Cause {place:02} of the day"] += 1
    panel.view.turn.reveal.click()
    panel.view.spread.agree.click()
    panel.view.agree.reason.setPlainText("Common ground of the day")
    panel.view.agree.dissents["Culture"].words.setText("Own view of the day")
    panel.view.agree.record.click()
    said["agreed"]["Common ground of the day"] += 1
    said["agreed"]["Own view of the day"] += 1
    view.shut_panel()
    opened.workplace.workshop.end()
    # A few go on at the form itself.
    opened.workplace.go(Place("objective", "5"))
    page = opened.workplace.page
    assert isinstance(page, ObjectivePage)
    session.speak_as("Speaker 07")
    page.standing.form.focus_field("reason")
    box = QApplication.focusWidget()
    assert box is not None
    qtbot.keyClicks(box, "Typed into the form of the day")
    page.leave()
    said["said"]["Typed into the form of the day"] += 1
    return said


def test_each_thing_said_in_a_day_is_in_the_minutes_once_and_nothing_else(
    opened: Window, day: dict[str, Counter[str]], tmp_path: Path
) -> None:
    page = page_of(opened)
    assert "(not ended)" in page.of.currentText()
    text = page.text.toPlainText()
    for part, expected in day.items():
        for each, count in expected.items():
            assert text.count(each) == count, (part, each)
    assert text.count("of the day") == sum(sum(each.values()) for each in day.values()), "and nothing else"
    assert "Said before the day" not in text
    for number in range(25):
        assert f"Speaker {number:02}" in text

    parts = {
        name: text.index(f"\n{name}\n")
        for name in ("Agreed", "What was said and changed", "Parking list", "Taken back")
    }
    assert list(parts.values()) == sorted(parts.values())
    assert parts["Taken back"] < text.index("Slip 04 of the day") < len(text)
    assert parts["Parking list"] < text.index("Later 05 of the day") < parts["Taken back"]
    assert text.index("Common ground of the day") < parts["What was said and changed"]

    page.save(tmp_path / "day.docx")
    document = Document(str(tmp_path / "day.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    whole = "\n".join([*(each.text for each in document.paragraphs), *cells])
    for expected in day.values():
        for each, count in expected.items():
            assert whole.count(each) == count, each
    rows = {
        row.cells[3].text: row.cells[1].text for table in document.tables for row in table.rows if len(row.cells) == 4
    }
    authors = {number: by for text, by in rows.items() for number in range(25) if f"Idea {number:02}" in text}
    assert authors == {number: f"Speaker {number:02}" for number in range(25)}


def test_the_spread_and_the_dissent_are_on_record(opened: Window, day: dict[str, Counter[str]]) -> None:
    text = page_of(opened).text.toPlainText()
    assert "Agreed: Partly achieved" in text
    (before, after) = text.split("Own view of the day")
    assert before.rstrip().endswith("Fully achieved") and "Culture" in before.split("Who disagrees")[-1]
    assert "Education, Finance, Foreign Affairs, Health, Interior, Justice, Labour" in text
    assert after


def test_internal_notes_are_told_only_when_they_are_wanted(opened: Window, qtbot: QtBot) -> None:
    session = opened.workplace.session
    session.answer(session.submission.bound("assessment", "2"), "internal_note", "Between us")
    page = page_of(opened)
    assert page.of.currentData() == TODAY
    assert "Between us" not in page.text.toPlainText()
    qtbot.keyClick(page.internal, Qt.Key.Key_Space)
    assert "Between us" in page.text.toPlainText()


def test_since_a_moment_that_is_none_is_said_and_nothing_is_saved_of_it(opened: Window, qtbot: QtBot) -> None:
    page = page_of(opened)
    assert page.since.isHidden()
    page.of.setCurrentIndex(page.of.findData(SINCE))
    page.of.activated.emit(page.of.currentIndex())
    qtbot.keyClicks(page.since, "yesterday")
    qtbot.keyClick(page.since, Qt.Key.Key_Return)
    assert "yesterday" in page.notice.note.text() and not page.word.isEnabled()
    page.since.setText("2020-01-01")
    qtbot.keyClick(page.since, Qt.Key.Key_Return)
    assert page.word.isEnabled() and "About this submission" in page.text.toPlainText()


def test_what_people_write_is_no_markup(opened: Window) -> None:
    session = opened.workplace.session
    session.add("gap", {"title": "<b>5 < 6 & 7</b><img src=x>", "objectives": [1]})
    assert "<b>5 < 6 & 7</b><img src=x>" in page_of(opened).text.toPlainText()


def test_the_lines_of_its_tables_are_those_of_the_colours_in_use(opened: Window) -> None:
    page = page_of(opened)
    page.of.setCurrentIndex(page.of.findData(TODAY))
    page.of.activated.emit(page.of.currentIndex())
    for colours, dark in ((LIGHT, False), (DARK, True)):
        opened.look.set_dark(dark)
        found = set(re.findall(r"border[a-z-]*color:(#[0-9a-f]{6})", page.text.toHtml()))
        assert found == {colours.line}


def test_the_page_follows_what_is_taken_back(opened: Window, qtbot: QtBot) -> None:
    session = opened.workplace.session
    session.add("gap", {"title": "For a moment", "objectives": [1]})
    page = page_of(opened)
    session.undo()
    qtbot.waitUntil(lambda: "Taken back" in page.text.toPlainText())


def test_what_stands_between_the_words_is_of_the_language_of_the_minutes(opened: Window, qapp: QApplication) -> None:
    session = opened.workplace.session
    session.add("gap", {"title": "Births", "objectives": [1]})
    locale.speak(qapp, "fr")
    try:
        text = page_of(opened).text.toPlainText()
    finally:
        locale.speak(qapp, "en")
    assert "In short: " in text and "In short :" not in text.replace("\xa0", " ").replace("\u202f", " ")


def test_a_sitting_that_goes_on_is_said_to_and_ended_here(opened: Window, qtbot: QtBot) -> None:
    session = opened.workplace.session
    view = workshop_of(opened)
    session.speak_as("Speaker")
    view.say.line.setFocus()
    qtbot.keyClicks(view.say.line, "No data")
    qtbot.keyClick(view.say.line, Qt.Key.Key_Return)
    opened.workplace.workshop.end()
    page = page_of(opened)
    assert page.goes_on.text().startswith("The sitting has been in progress since ")
    assert page.end.isVisible()
    qtbot.mouseClick(page.end, Qt.MouseButton.LeftButton)
    (sitting,) = sittings(session.submission)
    assert sitting.took_part == ("Speaker",)
    page._show()
    assert page.goes_on.text() == "" and not page.end.isVisible()
    assert opened.workplace.strips.asked is not None and opened.workplace.strips.asked.text == "", (
        "it was asked below the bar too"
    )


def test_minutes_are_opened_and_saved_under_a_readable_name(opened: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(Path(url.toLocalFile())) or True)
    offered: list[str] = []
    monkeypatch.setattr(
        "desktop.ui.file_dialogs.file_to_write", lambda _parent, _heading, name, *_more, **_named: offered.append(name)
    )
    page = page_of(opened)
    page.of.setCurrentIndex(page.of.findData(TODAY))
    page.open_button.click()
    (path,) = seen
    assert path.read_bytes().startswith(b"%PDF")
    page.word.click()
    assert [path.name, *offered] == ["Kenya-2026-minutes.pdf", "Kenya-2026-minutes.docx"]


def test_the_review_report_is_opened_and_saved_under_a_readable_name(
    opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(Path(url.toLocalFile())) or True)
    offered: list[str] = []
    monkeypatch.setattr(
        "desktop.ui.file_dialogs.file_to_write", lambda _parent, _heading, name, *_more, **_named: offered.append(name)
    )
    opened.workplace.go(Place("review"))
    page = opened.workplace.page
    assert isinstance(page, ReviewPage)
    page.open_button.click()
    (path,) = seen
    assert path.read_bytes().startswith(b"%PDF")
    for each in page.findChildren(QPushButton):
        if each.text() in ("Save as Word…", "Brief…", "Slides…"):
            each.click()
    assert path.name == "Kenya-2026-review.pdf"
    assert sorted(offered) == ["Kenya-2026-brief.docx", "Kenya-2026-review.docx", "Kenya-2026-slides.pptx"]


def test_what_was_chosen_stays_chosen_when_a_sitting_begins(opened: Window) -> None:
    session = opened.workplace.session

    def begin() -> str:
        assert session.do(lambda by: holding.begin(session.file, now(), by=by))
        return sittings(session.submission)[-1].id

    page = page_of(opened)
    assert page.of.currentData() == TODAY and page.of.currentIndex() == 0
    first = begin()
    assert page.of.currentData() == first, "nobody chose the day"
    second = begin()
    assert page.of.currentData() == second, "whoever is at the last sitting is at the next one"
    for chosen in (TODAY, first):
        page.of.setCurrentIndex(page.of.findData(chosen))
        page.of.activated.emit(page.of.currentIndex())
        begin()
        assert page.of.currentData() == chosen


def test_the_day_stays_chosen_where_it_was_the_first_choice(opened: Window) -> None:
    session = opened.workplace.session
    page = page_of(opened)
    page.of.activated.emit(0)
    session.do(lambda by: holding.begin(session.file, now(), by=by))
    assert page.of.currentData() == TODAY
