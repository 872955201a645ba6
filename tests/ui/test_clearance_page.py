"""Clearance in the window: the page, the head of objectives and pledges, and the strip when an edit reopens a part."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.package.report.pdf_text import extracted, normal
from desktop.record.clearance import clearance_of
from desktop.record.clearance_fingerprint import short_code
from desktop.record.clearance_parts import pledge_part
from desktop.record.clearance_state import DRAFT, REVIEWED
from desktop.record.cleared_part import CLEARED
from desktop.record.tally import tallies
from desktop.ui.dropping import FileDrops
from desktop.ui.laying_out import MOST_NESTED
from desktop.ui.navigation import Place
from desktop.ui.pages.clearance import MOST_OF_WHO, NAME, WHEN, WHO, ClearancePage
from desktop.ui.pages.entries import PledgesPage
from desktop.ui.pages.history import HistoryPage
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.pages.overview import OverviewPage
from desktop.ui.parts.marked import MarkedText
from desktop.ui.session import Session
from desktop.ui.window import Window

SEVEN = "objective/7"


def texts(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


@pytest.fixture
def session(opened: Window) -> Session:
    """Objective 7 with a rating and a pledge, and somebody at the keyboard."""
    session = opened.session
    assert session is not None
    session.speak_as("Amina Otieno")
    assert session.answer(session.submission.bound("assessment", "7"), "reason", "Shelters are open.")
    assert session.add("pledge", {"title": "We open shelters", "objectives": [7]})
    assert session.add("person", {"name": "Director B", "ministry": "Ministry A"})
    return session


@pytest.fixture
def pledge(session: Session) -> str:
    return pledge_part(session.submission.of_kind("pledge")[0].id)


@pytest.fixture
def page(opened: Window, session: Session) -> ClearancePage:
    assert opened.workplace is not None
    opened.workplace.go(Place("clearance"))
    page = opened.page()
    assert isinstance(page, ClearancePage)
    return page


def state(session: Session, part: str) -> str:
    return clearance_of(session.submission, session.catalogue, part).state


def clear(page: ClearancePage, *parts: str, name: str = "Director B") -> None:
    page.choose(parts)
    page.person.setText(name)
    page.person.editingFinished.emit()
    page.clear.click()


def test_several_are_marked_in_one_step(page: ClearancePage, session: Session, pledge: str) -> None:
    assert page.list.topLevelItemCount() == 24
    assert page.person.text() == "Amina Otieno"
    page.choose([SEVEN, pledge])
    page.review.click()
    assert [state(session, each) for each in (SEVEN, pledge)] == [REVIEWED, REVIEWED]
    clear(page, SEVEN, pledge)
    assert [state(session, each) for each in (SEVEN, pledge)] == [CLEARED, CLEARED]
    assert page.ministry.text() == "Ministry A"
    assert session.file.history(limit=1)[0].by == "Amina Otieno"
    item = page._items[SEVEN]
    assert (item.text(1), item.text(2)) == ("Cleared", "Director B")
    assert "Objectives and pledges cleared: 2 of 2." in texts(page)
    tally = tallies(session.submission, session.catalogue)["clearance"]
    assert (tally.done, tally.of) == (2, 2)
    session.undo()
    assert [state(session, each) for each in (SEVEN, pledge)] == [REVIEWED, REVIEWED]
    assert item.text(1) == "Reviewed"


def test_a_draft_again_asks_why(page: ClearancePage, session: Session) -> None:
    clear(page, SEVEN)
    page.draft.click()
    assert state(session, SEVEN) == CLEARED
    assert "why the text is a draft again" in texts(page)
    page.note.setText("The figures are old.")
    page.draft.click()
    assert state(session, SEVEN) == DRAFT
    assert page.note.text() == ""


def test_who_wrote_is_told_that_they_cannot_clear_alone(page: ClearancePage, session: Session) -> None:
    assert session.answer(session.submission.about, "two_persons", True)
    clear(page, SEVEN, name="AMINA OTIENO")
    assert "the person who wrote a text cannot clear it alone" in texts(page)
    assert state(session, SEVEN) == DRAFT
    clear(page, SEVEN, name="")
    assert "nobody is named" in texts(page)
    clear(page, SEVEN)
    assert state(session, SEVEN) == CLEARED


def test_what_has_changed_since_is_shown_word_by_word(page: ClearancePage, session: Session) -> None:
    clear(page, SEVEN)
    assert session.answer(session.submission.bound("assessment", "7"), "reason", "Shelters are closed.")
    page.choose([SEVEN])
    QApplication.processEvents()  # labels that were added are shown then
    assert "Changed by: Amina Otieno" in texts(page)
    (text,) = [each for each in page.changes.findChildren(MarkedText) if each.isVisibleTo(page)]
    assert [(each.mark, each.text) for each in text.pieces() if each.mark != "same"] == [
        ("removed", "open"),
        ("added", "closed"),
    ]
    assert text.accessibleName() == "Before: Shelters are open.\nAfter: Shelters are closed."
    assert page._items[SEVEN].text(1) == "Cleared, then changed"


def test_what_is_filtered_out_is_never_marked(page: ClearancePage, session: Session, pledge: str) -> None:
    clear(page, SEVEN)
    page.choose([SEVEN, pledge])
    page.filter.setCurrentIndex(page.filter.findData(DRAFT))
    assert page.chosen() == [pledge]
    assert not page._items[pledge].isHidden() and page._items[SEVEN].isHidden()
    page.filter.setCurrentIndex(page.filter.findData(CLEARED))
    assert not page._items[SEVEN].isHidden() and page._items[pledge].isHidden()


def test_sheet_and_scan(page: ClearancePage, session: Session, tmp_path: Path) -> None:
    clear(page, SEVEN)
    page.save_sheet(tmp_path / "sheet.pdf")
    code = short_code(clearance_of(session.submission, session.catalogue, SEVEN).now)
    assert normal(code) in normal(extracted((tmp_path / "sheet.pdf").read_bytes()))
    assert code in texts(page)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 signed")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(scan))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.ignore()
    (drops,) = page.list.findChildren(FileDrops)
    drops.eventFilter(page.list.viewport(), event)
    assert page.list.viewport().acceptDrops() and event.isAccepted()
    (evidence,) = session.submission.of_kind("evidence")
    assert evidence.value("private") is True
    assert page._scan.isVisibleTo(page) and "scan.pdf" in page._scan.text()
    assert state(session, SEVEN) == CLEARED


def test_an_edit_says_that_it_reopens_and_takes_it_back(
    opened: Window, page: ClearancePage, session: Session, qtbot: QtBot
) -> None:
    clear(page, SEVEN)
    assert opened.workplace is not None
    opened.workplace.go(Place("objective", "7"))
    objective = opened.page()
    assert isinstance(objective, ObjectivePage)
    assert objective.clearance.state.text().startswith("Cleared on")
    form = objective.standing.form
    assert form.clearance is not None
    strip = form.clearance.strip
    assert not strip.isVisible()
    form.focus_field("reason")
    qtbot.keyClicks(form.field("reason").editor(), "Many ")
    form.commit()
    assert strip.isVisible()
    assert "Objective 7: Reduce vulnerabilities was cleared on" in texts(strip)
    assert "by Director B (Ministry A); this change reopens it." in texts(strip)
    assert "and changed since" in objective.clearance.state.text()
    # What is typed on belongs to the same step, and goes with it.
    qtbot.keyClicks(form.field("reason").editor(), "more ")
    strip.undo.click()
    assert session.submission.bound("assessment", "7").text("reason") == "Shelters are open."
    assert state(session, SEVEN) == CLEARED
    assert not strip.isVisible()
    # Another change that is taken back by hand is as if it had never been.
    assert session.answer(session.submission.bound("assessment", "7"), "changes", "Something")
    assert strip.isVisible()
    assert session.answer(session.submission.bound("assessment", "7"), "changes", None)
    assert not strip.isVisible()


def test_a_practice_that_leaves_its_objective_reopens_it(opened: Window, page: ClearancePage, session: Session) -> None:
    entry_id = session.add("practice", {"title": "A help line", "objectives": [7]})
    page.refresh(None)
    clear(page, SEVEN)
    assert opened.workplace is not None
    opened.workplace.go(Place("practices", entry=entry_id))
    panel = opened.page().panel
    clearance = panel.form.clearance
    assert clearance.line is None
    assert session.answer(session.submission.entries[entry_id], "objectives", [8])
    assert clearance.strip.isVisible()
    assert "Objective 7" in texts(clearance.strip)
    assert session.answer(session.submission.entries[entry_id], "internal_note", "Only ours")
    assert clearance.strip.isVisible()
    session.undo()
    session.undo()
    assert state(session, SEVEN) == CLEARED
    assert not clearance.strip.isVisible()


def test_the_next_step_is_in_the_head_of_objective_and_pledge(
    opened: Window, page: ClearancePage, session: Session, pledge: str
) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("pledges"))
    pledges = opened.page()
    assert isinstance(pledges, PledgesPage)
    line = pledges.panel.form.clearance.line
    assert line is not None
    assert (line.state.text(), line.step.text()) == ("Draft, not cleared yet.", "Mark as reviewed")
    line.step.click()
    assert line.step.text() == "Mark as cleared"
    line.step.click()
    assert state(session, pledge) == CLEARED
    assert not line.step.isVisible()
    assert line.state.text().startswith("Cleared on") and "Amina Otieno" in line.state.text()
    line.more.click()
    assert opened.page() is page
    assert page.chosen() == [pledge]
    session.speak_as("")
    opened.workplace.go(Place("objective", "7"))
    objective = opened.page()
    assert isinstance(objective, ObjectivePage)
    objective.clearance.step.click()
    assert "nobody is named" in objective.clearance.state.text()


def test_the_overview_says_how_much_is_cleared(
    opened: Window, page: ClearancePage, session: Session, qtbot: QtBot
) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("overview"))
    overview = opened.page()
    assert isinstance(overview, OverviewPage)
    qtbot.waitUntil(lambda: overview.is_filled)
    assert not overview.clearance.isVisible()
    opened.workplace.go(Place("clearance"))
    clear(page, SEVEN)
    opened.workplace.go(Place("overview"))
    assert overview.clearance.link.text() == "Objectives and pledges cleared: 1 of 2."
    assert overview.clearance.isVisible()
    said = overview.clearance.bar.accessibleDescription()
    assert "Cleared: 1" in said and "Draft: 1" in said
    overview.clearance.link.click()
    assert opened.page() is page


def test_the_history_tells_of_it_and_leads_back(opened: Window, page: ClearancePage, session: Session) -> None:
    clear(page, SEVEN)
    assert opened.workplace is not None
    opened.workplace.go(Place("history"))
    history = opened.page()
    assert isinstance(history, HistoryPage)
    day = history.tree.topLevelItem(0)
    assert day is not None and day.child(0).text(0) == "Mark Objective 7: Reduce vulnerabilities as cleared"
    history.tree.setCurrentItem(day.child(0))
    history.open.click()
    assert opened.page() is page
    assert page.chosen() == [SEVEN]
    opened.workplace.go(Place("search", "Director"))
    assert "Clearance" not in texts(opened.page())


def test_what_can_be_pressed_is_named_and_large_enough(page: ClearancePage) -> None:
    page.choose([SEVEN])
    for each in (page.review, page.clear, page.draft, page.sheet, page.person, page.ministry, page.note, page.on_paper):
        assert each.accessibleName() or each.text()  # type: ignore[union-attr]
        assert each.height() >= 24
    assert page.list.visualItemRect(page._items[SEVEN]).height() >= 24
    assert page.list.mapTo(page, QPoint(0, 0)).y() > 0


def test_names_of_objectives_have_the_room_that_nobodys_name_needs(
    opened: Window, page: ClearancePage, session: Session
) -> None:
    opened.resize(1366, 768)
    QApplication.processEvents()
    letters = page.list.fontMetrics()
    width = page.list.columnWidth(WHO)
    assert width < letters.averageCharWidth() * MOST_OF_WHO, "nothing is cleared"
    item = page.list.topLevelItem(0)
    assert page.list.visualItemRect(item).height() >= 24
    assert item.text(NAME) in item.toolTip(NAME), "what is cut is said whole"
    page.choose([SEVEN])
    page.person.setText("Somebody whose name is as long as that of a whole office for statistics")
    page.clear.click()
    QApplication.processEvents()
    assert width < page.list.columnWidth(WHO) <= letters.averageCharWidth() * MOST_OF_WHO + 1


def test_what_is_scrolled_to_is_not_cut(opened: Window, page: ClearancePage, session: Session, pledge: str) -> None:
    opened.resize(1366, 600)
    clear(page, pledge)
    page.list.scrollToTop()
    QApplication.processEvents()
    page.list.header().reset()  # as when the page is seen first
    QApplication.processEvents()
    before = page.list.columnWidth(WHEN)
    page.list.scrollToBottom()
    QApplication.processEvents()
    assert page.list.columnWidth(WHEN) >= page.list.sizeHintForColumn(WHEN) > before
    wide = page.list.columnWidth(WHEN)
    page.list.scrollToTop()
    QApplication.processEvents()
    assert page.list.columnWidth(WHEN) == wide, "nothing moves to and fro"


def test_who_clears_stays_as_it_was_typed_when_another_page_was_looked_at(
    opened: Window, session: Session, page: ClearancePage
) -> None:
    assert opened.workplace is not None
    page.person.setText("Director B")
    page.person.editingFinished.emit()
    assert page.ministry.text() == "Ministry A"
    opened.workplace.go(Place("pledges"))
    assert session.add("pledge", {"title": "We train", "objectives": [7]})
    opened.workplace.go(Place("clearance"))
    assert (page.person.text(), page.ministry.text()) == ("Director B", "Ministry A")
    session.speak_as("Director B")
    session.speak_as("Amina Otieno")
    assert page.person.text() == "Amina Otieno", "whoever is at the keyboard now"


def test_the_first_line_of_what_is_said_stands_level_with_the_ways_beside_it(opened: Window, session: Session) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("objective", "7"))
    page = opened.page()
    assert isinstance(page, ObjectivePage)
    opened.resize(2400, 760)
    page._standing.setText("Title")  # beside all else
    page._standing.show()
    found = set()
    for name in ("Amina", "the Coordinator " + "of the review at the Ministry of the Interior " * 3):
        page.clearance.state.say(f"Reviewed on 3 March 2026 by {name}.", "info")
        for _layout_around_another in range(MOST_NESTED):
            QApplication.processEvents()
        said, _drawing = page.clearance.state._parts()
        found.add(said.height() >= 2 * said.fontMetrics().lineSpacing())
        first = [
            each.mapTo(page, QPoint(0, 0)).y() + each.fontMetrics().height() / 2 for each in (said, page._standing)
        ]
        ways = (page.rate, page.clearance.step, page.clearance.more)
        level = [*first, *(each.mapTo(page, each.rect().center()).y() for each in ways)]
        assert max(level) - min(level) <= 2, level
    assert found == {False, True}, "one line and several have been looked at"


def test_who_reviewed_breaks_its_lines_before_the_way_beside_it_is_cut(opened: Window, session: Session) -> None:
    assert opened.workplace is not None
    opened.resize(1366, 768)
    opened.workplace.go(Place("objective", "7"))
    page = opened.page()
    assert isinstance(page, ObjectivePage)
    page.rate.setText("Appréciation en commun")  # as in French: longer than what is left of a link at least
    page.clearance.state.say(
        "Reviewed on 3 March 2026 by " + "the Coordinator at the Ministry of the Interior " * 3, "info"
    )
    for _layout_around_another in range(MOST_NESTED):
        QApplication.processEvents()
    said, _drawing = page.clearance.state._parts()
    assert said.height() >= 2 * said.fontMetrics().lineSpacing()
    for way in (page.rate, page.clearance.step, page.clearance.more):
        assert way.width() >= way.sizeHint().width(), way.text()


def test_the_list_begins_level_with_the_card_beside_it(opened: Window, page: ClearancePage) -> None:
    QApplication.processEvents()
    listed, card = page.list, page._name.parentWidget()
    assert card is not None and page.list.isVisible()
    assert listed.mapTo(page, QPoint()).y() == card.mapTo(page, QPoint()).y()
