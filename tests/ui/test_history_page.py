"""The page of the history tells what was done in the language of the screen, whoever did it in whichever language."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from desktop.i18n.isolation import plain
from desktop.operations.edit import answer
from desktop.record.envelopes import closed
from desktop.record.history import Message, Revision
from desktop.record.internal_kinds import BALLOT, CLEARANCE, COMMENT, PARKED
from desktop.ui.navigation import Place
from desktop.ui.pages.history import REVISION, HistoryPage
from desktop.ui.window import Window
from tests.joining import write_received

OLD = Path(__file__).parents[1] / "store" / "files" / "v1-0.1.0-history.pledgebook"


def rows(window: Window) -> list[str]:
    assert window.workplace is not None
    window.workplace.go(Place("history"))
    page = window.workplace.page
    assert isinstance(page, HistoryPage)
    return [row.text(0) for row in rows_of(page)]


def rows_of(page: HistoryPage) -> list[QTreeWidgetItem]:
    """Return the lines of revisions, under whichever day."""
    days = [page.tree.topLevelItem(place) for place in range(page.tree.topLevelItemCount())]
    return [day.child(place) for day in days if day is not None for place in range(day.childCount())]


def test_a_history_of_six_languages_is_read_in_one(window: Window, tmp_path: Path) -> None:
    shutil.copyfile(OLD, tmp_path / OLD.name)
    assert window.open_file(tmp_path / OLD.name)
    told = rows(window)
    assert told[-2:] == ["Add an entry to Pledges", "Create the submission"]
    for text in (
        "Change “Rating” of Objective 13: Alternatives to detention",
        "Import prácticas 2024.json",
        "Fill in the exercise",
    ):
        assert text in told, told


def test_what_another_copy_did_is_told_with_who_did_it_there(opened: Window) -> None:
    assert opened.workplace is not None
    file = opened.workplace.session.file
    theirs = Revision(
        "11111111-1111-4111-8111-111111111111",
        "2026-01-02T03:04:05Z",
        "Otieno",
        "edit",
        Message("Remove {name}", {"name": "A register"}),
        (),
        "",
        "22222222-2222-4222-8222-222222222222",
    )
    write_received(file, [theirs])
    assert rows(opened)[:2] == ["Join a copy", "Remove A register"]
    assert opened.workplace.session.can_undo() == "", "nothing stands of it here"


def test_what_was_taken_back_and_done_again_says_so(opened: Window) -> None:
    assert opened.workplace is not None
    session = opened.workplace.session
    assert session.add("practice", {"title": "A register"})
    opened.workplace.undo()
    opened.workplace.redo()
    again, undone, done = rows(opened)[:3]
    assert undone == f"Undone: {done}"
    assert again == f"Redone: {done}"


@pytest.fixture
def page(opened: Window) -> HistoryPage:
    """The history of what two people did on three days."""
    assert opened.workplace is not None
    session = opened.workplace.session
    begun = datetime.fromisoformat("2026-01-10T12:00:00+00:00")
    theirs = [
        Revision(
            f"11111111-1111-4111-8111-{number:012}",
            (begun + timedelta(days=number // 2)).isoformat().replace("+00:00", "Z"),
            ("Otieno", "Amina")[number % 2],
            "edit",
            Message("Remove {name}", {"name": f"Register {number}"}),
            (),
            "",
            "22222222-2222-4222-8222-222222222222",
        )
        for number in range(6)
    ]
    write_received(session.file, theirs)
    opened.workplace.go(Place("history"))
    page = opened.workplace.page
    assert isinstance(page, HistoryPage)
    return page


def days(page: HistoryPage) -> list[str]:
    found = (page.tree.topLevelItem(place) for place in range(page.tree.topLevelItemCount()))
    return [day.text(0) for day in found if day is not None]


def test_changes_stand_under_their_day_with_who_and_when(page: HistoryPage) -> None:
    assert days(page)[1:4] == ["12 January 2026 (2)", "11 January 2026 (2)", "10 January 2026 (2)"]
    first = page.tree.topLevelItem(1)
    assert first is not None and first.isExpanded()
    local = datetime.fromisoformat("2026-01-12T12:00:00+00:00").astimezone()
    assert [first.child(0).text(column) for column in (0, 2, 3)] == ["Remove Register 5", "Amina", f"{local:%H:%M}"]


def test_it_can_be_narrowed_to_a_person(page: HistoryPage) -> None:
    page.person.setCurrentIndex(page.person.findData("Otieno"))
    assert [row.text(0) for row in rows_of(page)] == ["Remove Register 4", "Remove Register 2", "Remove Register 0"]
    page.session.add("gap", {"title": "Births"})
    assert len(rows_of(page)) == 3
    page.person.setCurrentIndex(0)
    assert len(rows_of(page)) > 6


def test_it_can_be_narrowed_to_an_entry(page: HistoryPage) -> None:
    session = page.session
    gap = session.add("gap", {"title": "Births"})
    session.add("gap", {"title": "Deaths"})
    entry = session.entry(gap)
    assert entry is not None
    session.answer(entry, "cause", "No registrars")
    page.entry.picked.emit(gap)
    assert [row.text(1) for row in rows_of(page)] == ["Births", "Births"]
    session.remove(session.submission.of_kind("gap")[1])
    assert len(rows_of(page)) == 2
    page.entry.picked.emit(-1)
    assert len(rows_of(page)) > 6


def test_where_a_choice_has_no_changes_it_says_so(page: HistoryPage) -> None:
    session = page.session
    gap = session.add("gap", {"title": "Births"})
    page.entry.picked.emit(gap)
    page.person.setCurrentIndex(page.person.findData("Otieno"))
    assert rows_of(page) == []
    assert page._empty.isVisibleTo(page) and page._empty.text() == "No changes match these filters."


def test_a_change_is_taken_back_whatever_was_done_since(page: HistoryPage, opened: Window) -> None:
    session = page.session
    gap = session.add("gap", {"title": "Births"})
    for field, value in (("cause", "No registrars"), ("title", "All births")):
        entry = session.entry(gap)
        assert entry is not None
        session.answer(entry, field, value)
    cause = next(row for row in rows_of(page) if "cause" in row.text(0).lower() or "Why" in row.text(0))
    page.tree.setCurrentItem(cause)
    assert page.take_back.isEnabled()
    page.take_back.click()
    entry = session.entry(gap)
    assert entry is not None
    assert (entry.value("cause"), entry.text("title")) == (None, "All births")
    assert rows_of(page)[0].text(0).startswith("Undone:")
    page.tree.setCurrentItem(cause)
    assert not page.take_back.isEnabled(), "it is taken back already"
    session.redo()
    entry = session.entry(gap)
    assert entry is not None and entry.text("cause") == "No registrars"


def test_what_another_copy_did_is_not_taken_back_here(page: HistoryPage) -> None:
    theirs = next(row for row in rows_of(page) if row.text(2) == "Otieno")
    page.tree.setCurrentItem(theirs)
    assert not page.take_back.isEnabled() and not page.open.isEnabled()


def test_a_change_leads_to_its_entry(page: HistoryPage, opened: Window) -> None:
    assert opened.workplace is not None
    gap = page.session.add("gap", {"title": "Births"})
    page.tree.setCurrentItem(rows_of(page)[0])
    page.open.click()
    assert (opened.workplace.place.page, opened.workplace.place.entry) == ("gaps", gap)


def test_a_long_history_is_read_as_it_is_looked_at(qtbot: QtBot, page: HistoryPage) -> None:
    for number in range(120):
        page.session.add("gap", {"title": f"Gap {number}"})
    page.refresh(None)
    assert len(rows_of(page)) == 100
    bar = page.tree.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    assert len(rows_of(page)) > 120
    assert len(rows_of(page)) == len(page.session.file.history(limit=1000))


@pytest.mark.parametrize("chosen", ["nothing", "person", "entry"])
def test_what_is_older_is_not_read_again_when_something_is_done(
    chosen: str, page: HistoryPage, opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.pages.history.AT_ONCE", 5)
    session = page.session
    session.speak_as("Desk officer A")
    session.add("gap", {"title": "A gap"})
    gap = session.submission.of_kind("gap")[-1]
    for number in range(12):
        session.do(
            lambda by, number=number: answer(session.file, session.catalogue, gap, "title", f"T {number}", by=by)
        )
    if chosen == "person":
        page.person.setCurrentIndex(page.person.findData("Desk officer A"))
    elif chosen == "entry":
        page._choose_entry(gap.id)
    page.refresh(None)
    page._add_older()
    page._add_older()
    asked: list[object] = []
    reading = session.file.history

    def history(**wanted: Any) -> list[Revision]:
        asked.append(wanted.get("before"))
        return reading(**wanted)

    monkeypatch.setattr(session.file, "history", history)
    shown = len(rows_of(page))
    for done in range(1, 4):
        assert session.undo()
        QApplication.processEvents()
        assert len(rows_of(page)) == shown + done
    session.add("practice", {"title": "Of another entry"})
    assert asked and not any(asked)
    by = "Desk officer A" if chosen == "person" else None
    expected = reading(limit=100, entry_id=gap.id if chosen == "entry" else None, by=by)
    assert [row.data(0, REVISION) for row in rows_of(page)] == expected[: len(rows_of(page))]


def test_of_what_the_team_keeps_for_itself_only_what_people_wrote_is_told_in_words(opened: Window) -> None:
    assert opened.workplace is not None
    session = opened.workplace.session
    with session.file.transaction("edit", "A point and a ballot", "Amina") as unit:
        point = unit.add(PARKED, {"text": "Who pays for it", "owner": "Treasury", "settled": True})
        unit.add(COMMENT, {"on": point, "on_kind": "gap", "text": "Ask them", "to_ministry": "Finance"})
        unit.add(BALLOT, {"round": "round-1", "of": "assessment/1", "envelope": closed("4"), "dissent": "Not so"})
    session.done(unit.done)
    opened.workplace.go(Place("history"))
    page = opened.workplace.page
    assert isinstance(page, HistoryPage)
    row = rows_of(page)[0]
    row.setExpanded(True)
    told = "\n".join(row.child(place).text(0) for place in range(row.childCount()))
    for text in ("Who is responsible: “Treasury”", "Point settled: “Yes”", "Comment: “Ask them”", "Dissent: “Not so”"):
        assert text in told, told
    for text in ("on_kind", "owner", "round-1", "envelope", "unseen:", point):
        assert text not in told, told


def test_what_was_cleared_or_rated_is_named_and_not_that_it_was(opened: Window) -> None:
    assert opened.workplace is not None
    session = opened.workplace.session
    with session.file.transaction("edit", "What is given a state", "Amina") as unit:
        pledge = unit.add("pledge", {"title": "Two shelters"})
    session.done(unit.done)
    named = []
    for kind, key, answers in (
        (CLEARANCE, "objective/22", {"state": "cleared"}),
        (CLEARANCE, f"pledge/{pledge}", {"state": "cleared"}),
        (BALLOT, "rated", {"of": "assessment/1", "asked": "nowhere", "field": "rating"}),
        (BALLOT, "of another time", {"of": "gone/1", "asked": "nowhere"}),
    ):
        with session.file.transaction("edit", "A state", "Amina") as unit:
            entry_id = unit.ensure(kind, key)
            for field, value in answers.items():
                unit.set(entry_id, field, value)
        session.done(unit.done)
        opened.workplace.go(Place("history"))
        page = opened.workplace.page
        assert isinstance(page, HistoryPage)
        named.append(plain(rows_of(page)[0].text(1)))
    assert named == [
        "Objective 22: Social protection",
        "Pledge: Two shelters",
        "Objective 1: Data",
        "Rating by a ministry",
    ]
