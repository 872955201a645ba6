"""Where letters are too large for a list and its form, one of them is shown at a time, and the keyboard goes between both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.catalogue.catalogue import Catalogue
from desktop.operations import review
from desktop.operations.create import create
from desktop.record.carry_over import KIND, carried
from desktop.record.entry import Value
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.focus import focus_first
from desktop.ui.list_detail import LEAST_OF_BOTH, ListDetail, Split
from desktop.ui.navigation import Place
from desktop.ui.pages.earlier import EarlierPage
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.pages.recommendations import RecommendationsPage
from desktop.ui.pages.review import ReviewPage
from desktop.ui.session import Session
from desktop.ui.theme import scaled
from desktop.ui.window import Window
from tests.ui.faults import Disk
from tests.ui.walk import settle


@pytest.fixture
def panel(opened: Window) -> Iterator[EntriesPanel]:
    """The gaps at twice the size in a small window, two of them."""
    assert opened.session is not None and opened.workplace is not None
    opened.resize(1366, 728)
    for name in ("First", "Second"):
        answers: dict[str, Value] = {"title": name, "objectives": [4]}
        opened.session.add("gap", answers)
    opened.look.set_zoom(200)
    opened.workplace.go(Place("gaps"))
    settle()
    found = opened.workplace.page.findChild(EntriesPanel)
    assert found is not None
    yield found
    opened.look.set_zoom(100)


def remove_all(panel: EntriesPanel) -> None:
    """Press the button below the form of one entry after another."""
    for _each in panel.entries():
        panel.sides.show_chosen()
        panel.form.head.fold.setChecked(True)
        panel.side.remove.click()
        settle()


def remove_one(panel: EntriesPanel) -> None:
    """Remove the open entry by its button, or in the list that is shown alone by its key."""
    if panel.sides.is_list_alone:
        panel.remove([panel.entry_id])
    else:
        panel._remove_open()


def test_the_form_has_the_page_and_a_button_leads_to_the_list(panel: EntriesPanel) -> None:
    assert panel.form.isVisible() and not panel.list.isVisible()
    assert focus_first(panel)
    assert QApplication.focusWidget() is panel.sides.back
    QTest.keyClick(panel.sides.back, Qt.Key.Key_Return)
    settle()
    assert panel.list.view.hasFocus() and panel.list.isVisible() and not panel.form.isVisible()
    assert panel.foot() is None


def test_enter_on_a_line_leads_into_its_form(panel: EntriesPanel) -> None:
    panel.sides.back.click()
    QTest.keyClick(panel.list.view, Qt.Key.Key_Down)
    assert panel.list.isVisible(), "the arrows go through the list and stay in it"
    QTest.keyClick(panel.list.view, Qt.Key.Key_Return)
    settle()
    assert panel.form.place_of_focus() == (panel.entry_id, "title")
    assert panel.form.head.name() == "Second"


def test_a_click_on_a_line_leads_into_its_form_and_one_with_ctrl_stays_in_the_list(panel: EntriesPanel) -> None:
    panel.sides.back.click()
    settle()
    view = panel.list.view
    second = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, second)
    assert view.isVisible(), "several are chosen with a key held"
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, second)
    settle()
    assert panel.form.place_of_focus()[0] == panel.entry_id
    assert panel.form.head.name() == "Second"


def test_what_is_gone_to_is_shown_even_from_the_list(panel: EntriesPanel, opened: Window) -> None:
    assert opened.workplace is not None
    panel.sides.back.click()
    opened.workplace.go(Place("gaps", entry=panel.entry_id, field="description"))
    settle()
    assert panel.form.place_of_focus() == (panel.entry_id, "description")
    panel.sides.back.click()
    opened.workplace.go(Place("gaps", entry=panel.entry_id))
    assert panel.form.isVisible() and not panel.list.isVisible(), "also without a field"


def test_what_was_removed_is_told_in_the_list(panel: EntriesPanel) -> None:
    panel.form.head.fold.click()
    panel.side.remove.click()
    settle()
    assert panel.strip.isVisible() and panel.list.isVisible()


def test_once_the_last_is_removed_the_next_one_that_is_added_is_shown(panel: EntriesPanel) -> None:
    remove_all(panel)
    assert not panel.list.model.count
    panel.add()
    settle()
    assert panel.form.isVisible() and not panel.list.isVisible()
    assert panel.form.place_of_focus() == (panel.entry_id, "title")


def test_what_is_added_from_the_list_is_shown(panel: EntriesPanel) -> None:
    panel.sides.back.click()
    settle()
    panel.add()
    settle()
    assert panel.form.isVisible() and not panel.list.isVisible()
    assert panel.form.place_of_focus() == (panel.entry_id, "title")


def test_what_cannot_be_removed_stays_in_view(
    panel: EntriesPanel, opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.window.tell_problem", lambda *_told: None)
    disk = Disk(opened)
    disk.read_only()
    panel.form.head.fold.click()
    panel.side.remove.click()
    settle()
    disk.back()
    assert panel.form.isVisible() and not panel.list.isVisible()


def test_details_show_what_was_put_aside_and_a_section_puts_it_aside_again(panel: EntriesPanel) -> None:
    head, below = panel.form.head, panel.side.offers
    ways = next(iter(head.links.values()))
    assert not ways.isVisible() and not below.isVisible() and not head.history.isVisible()
    QTest.keyClick(head.fold, Qt.Key.Key_Return)
    settle()
    assert ways.isVisible() and below.isVisible() and head.history.isVisible()
    assert panel.foot() is below
    ways.click()
    settle()
    assert not ways.isVisible() and not below.isVisible()


def test_details_scroll_with_the_fields_and_go_as_they_came(panel: EntriesPanel) -> None:
    form, area = panel.form, panel.form.area
    ways = next(iter(form.head.links.values()))
    high, bar = area.height(), area.verticalScrollBar()
    form.head.fold.setFocus()
    bar.setValue(bar.maximum() // 2)
    begun = bar.value()
    form.head.fold.click()
    settle()
    assert bar.value() == 0 and ways.visibleRegion().boundingRect().height() == ways.height(), "what came is seen"
    assert area.isAncestorOf(ways) and area.isAncestorOf(panel.side.offers)
    assert area.height() * 2 > high, "most of the room of the fields is still theirs"
    bar.setValue(bar.maximum())
    settle()
    assert ways.visibleRegion().isEmpty()
    form.head.fold.click()
    settle()
    assert bar.value() == begun, "back where one was"
    form.head.fold.click()
    panel.window().resize(1366, 4000)  # there is room for all
    settle()
    assert not area.isAncestorOf(ways) and not area.isAncestorOf(panel.side.offers) and ways.isVisible()


def test_what_stands_above_an_objective_scrolls_with_the_details_of_its_form(
    panel: EntriesPanel, opened: Window
) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("objective", "4"))
    settle()
    page = opened.workplace.page
    assert isinstance(page, ObjectivePage)
    form = page.standing.form
    form.head.fold.click()
    settle()
    assert page.clearance.isVisible() and form.area.isAncestorOf(page.clearance)
    page.show_part("gap")
    settle()
    assert not form.area.isAncestorOf(page.clearance), "another form has its own"
    page.show_part("standing")
    form.head.fold.click()
    settle()
    assert not page.clearance.isVisible()
    opened.look.set_zoom(100)
    settle()
    assert page.clearance.isVisible() and not form.isAncestorOf(page.clearance)


def test_an_edit_brings_nothing_back_that_was_put_aside(panel: EntriesPanel) -> None:
    QTest.keyClicks(panel.form.field("title").editor(), " and more")
    panel.leave()
    settle()
    assert not panel.form.head.history.isVisible() and not panel.form.head.state.isVisible()


def test_at_the_usual_size_both_stand_beside_each_other_again(panel: EntriesPanel, opened: Window) -> None:
    panel.sides.back.click()
    opened.look.set_zoom(100)
    settle()
    assert panel.list.isVisible() and panel.form.isVisible()
    assert not panel.sides.back.isVisible() and not panel.form.head.fold.isVisible()
    assert panel.form.head.history.isVisible() and panel.foot() is not None


def test_a_finding_leads_from_the_list_of_recommendations_to_the_field(panel: EntriesPanel, opened: Window) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("recommendations"))
    settle()
    page = opened.workplace.page
    assert isinstance(page, RecommendationsPage)
    key = page.place().key
    assert page.form.isVisible() and not page.list.isVisible()
    page.sides.back.click()
    settle()
    assert page.list.hasFocus() and not page.form.isVisible()
    opened.workplace.go(Place("recommendations", key, field="state"))
    settle()
    assert page.form.place_of_focus()[1] == "state"


def test_a_chapter_that_is_chosen_brings_its_questions_only_with_the_details(
    panel: EntriesPanel, opened: Window
) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("review"))
    settle()
    page = opened.workplace.page
    assert isinstance(page, ReviewPage)
    model, asked = page.list.model(), 0
    for details in (False, True):
        if details:
            page._fold.click()
        for row in range(model.rowCount()):
            page.list.setCurrentIndex(model.index(row, 0))
            settle()
            has_questions = bool(page._questions.text())
            asked += has_questions
            assert page._questions.isVisible() == (details and has_questions), model.index(row, 0).data()
    assert 0 < asked < 2 * model.rowCount()


def test_what_leads_to_a_chapter_shows_it_even_from_the_list(panel: EntriesPanel, opened: Window) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    chapter = session.submission.bound("chapter", "means")
    assert session.answer(chapter, "text", "As it was in the last review.")
    workplace.go(Place("review"))
    settle()
    page = workplace.page
    assert isinstance(page, ReviewPage)
    page.sides.back.click()
    assert page.sides.is_list_alone
    workplace.go(Place("review", entry=chapter.id))
    settle()
    assert not page.list.isVisible() and page.form.isVisible()


def test_what_became_of_the_last_submission_is_said_above_its_list_alone(
    panel: EntriesPanel, opened: Window, tmp_path: Path, catalogue: Catalogue
) -> None:
    last = create(tmp_path / "last.pledgebook", catalogue, {"country": "KE", "cycle": "2022"})
    with last.transaction("edit", "Write", "") as revision:
        revision.add("practice", {"title": "One-stop centre", "objectives": [13]})
        revision.add("practice", {"title": "Mobile clinics", "objectives": [15]})
    last.close()
    assert opened.workplace is not None
    opened.workplace.go(Place("earlier"))
    page = opened.workplace.page
    assert isinstance(page, EarlierPage)
    page.bring(last.path)
    settle()
    assert page.take.isVisible() and not page.list.isVisible() and not page._sentence.isVisible()
    page.take.click()  # all is shown anew
    settle()
    assert not page._sentence.isVisible()
    page.sides.back.click()
    assert page._sentence.isVisible()
    opened.workplace.go(Place("earlier", entry=carried(page.session.submission)[1].entry.id))
    settle()
    assert page.take.isVisible() and not page.list.isVisible()


@pytest.mark.parametrize("begin", [EntriesPanel.add, EntriesPanel.duplicate], ids=["add", "duplicate"])
def test_what_is_begun_from_the_list_is_written_in_its_form(
    panel: EntriesPanel, begin: Callable[[EntriesPanel], None]
) -> None:
    panel.sides.back.click()
    settle()
    begin(panel)
    settle()
    assert panel.form.isVisible() and panel.form.place_of_focus() == (panel.entry_id, "title")
    assert len(panel.entries()) == 3


def test_the_keyboard_is_in_no_list_that_is_empty_now(panel: EntriesPanel) -> None:
    remove_all(panel)
    focused = QApplication.focusWidget()
    assert panel._first.isVisible() and focused is not None and focused.isVisible()
    panel._first.click()
    settle()
    assert panel.form.place_of_focus() == (panel.entry_id, "title")


def test_zooming_leaves_the_keyboard_in_the_field(panel: EntriesPanel, opened: Window) -> None:
    panel.form.focus_field("title")
    for zoom in (100, 200, 150, 80, 200):
        opened.look.set_zoom(zoom)
        settle()
        assert panel.form.place_of_focus() == (panel.entry_id, "title")


def _gap(window: Window) -> Place:
    return Place("gaps", entry=_session(window).submission.of_kind("gap")[-1].id)


def _gap_of_objective(window: Window) -> Place:
    gap = _session(window).submission.of_kind("gap")[-1]
    return Place("objective", str(gap.numbers("objectives")[0]), gap.id, part="gap")


def _chapter(window: Window) -> Place:
    session = _session(window)
    assert session.do(lambda by: review.take_over(session.file, session.catalogue, "next", by=by))
    return Place("review", entry=session.submission.bound("chapter", "next").id)


def _of_last_time(window: Window) -> Place:
    return Place("earlier", entry=_session(window).submission.of_kind(KIND)[0].id)


def _recommendation(window: Window) -> Place:
    group = _session(window).catalogue.recommendation_sets[0]
    return Place("recommendations", group.sections[0].recommendations[0].key)


def _session(window: Window) -> Session:
    assert window.session is not None
    return window.session


def test_the_keyboard_is_on_the_page_after_a_workshop_in_which_letters_were_zoomed(
    panel: EntriesPanel, opened: Window
) -> None:
    assert opened.workplace is not None
    panel.sides.back.click()
    settle()
    assert panel.list.view.hasFocus()
    opened.workplace.workshop.begin(opened.workplace.place)
    for zoom in (100, 200):
        opened.look.set_zoom(zoom)
        settle()
    opened.workplace.workshop.end()
    settle()
    focused = QApplication.focusWidget()
    assert focused is not None and focused.isVisible() and panel.isAncestorOf(focused)


@pytest.mark.parametrize(
    "place_in",
    [_gap, _gap_of_objective, _chapter, _of_last_time, lambda _window: Place("indicators", "10.7.1"), _recommendation],
    ids=["gaps", "objective", "review", "earlier", "indicators", "recommendations"],
)
def test_whoever_is_led_to_something_sees_it_and_not_the_list(
    full: Window, place_in: Callable[[Window], Place]
) -> None:
    assert full.workplace is not None
    full.resize(1366, 728)
    full.look.set_zoom(200)
    place = place_in(full)
    full.workplace.go(place)
    settle()
    (sides,) = (each for each in full.workplace.page.findChildren(ListDetail) if each.parent().isVisible())  # type: ignore[attr-defined]
    assert sides.is_chosen_alone
    sides.show_list()
    assert sides.is_list_alone
    full.workplace.go(place)
    settle()
    assert sides.is_chosen_alone


def test_questions_of_a_chapter_stay_aside_until_details_are_wanted(full: Window) -> None:
    assert full.workplace is not None
    full.resize(1366, 728)
    full.look.set_zoom(200)
    full.workplace.go(Place("review"))
    settle()
    page = full.workplace.page
    assert isinstance(page, ReviewPage)
    assert page._fold.is_folded and not page._questions.isVisible()
    page.sides.back.click()
    for _row in range(page.list.model().rowCount()):
        if not page._questions.text():
            QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    settle()
    assert page._questions.text() and not page._questions.isVisible()
    page.take_over.click()
    settle()
    assert not page._questions.isVisible()
    page._fold.click()
    settle()
    assert page._questions.isVisible()


def test_what_waits_of_last_time_leaves_its_room_to_what_is_decided(full: Window) -> None:
    assert full.workplace is not None
    full.resize(1366, 728)
    full.look.set_zoom(200)
    full.workplace.go(_of_last_time(full))
    settle()
    page = full.workplace.page
    assert isinstance(page, EarlierPage)
    assert not page._sentence.isVisible()
    _session(full).add("gap", {"title": "Another"})
    page.refresh(None)
    settle()
    assert not page._sentence.isVisible()
    page.sides.back.click()
    settle()
    assert page._sentence.isVisible()


def test_one_of_both_and_both_do_not_call_for_each_other_without_end(full: Window) -> None:
    """A list of recommendations needs a scroll bar beside its form in a low window, and the form alone does not."""
    assert full.workplace is not None
    full.look.set_zoom(175)
    full.resize(1500, 700)
    full.workplace.go(Place("recommendations"))
    settle()
    page = full.workplace.page
    assert isinstance(page, RecommendationsPage)
    split = page.sides.parent()
    assert isinstance(split, Split)
    around = full.width() - split.width()
    changes: list[bool] = []
    page.sides.changed.connect(lambda: changes.append(page.sides.is_chosen_alone))
    for height in (520, 560, 600):
        for width in range(-14, 27, 4):
            full.resize(around + scaled(LEAST_OF_BOTH) + width, height)
            settle()
            changes.clear()
            settle()
            assert changes == [], f"{width} pixels more than the least, {height} high"


def test_a_window_that_is_made_smaller_over_the_limit_stands(full: Window) -> None:
    """Where the sentence above both came and went within the layout of the page, the program went down with it."""
    assert full.workplace is not None
    full.look.set_zoom(175)
    full.resize(1500, 700)
    full.workplace.go(_of_last_time(full))
    settle()
    page = full.workplace.page
    assert isinstance(page, EarlierPage)
    split = page.sides.parent()
    assert isinstance(split, Split)
    around = full.width() - split.width()
    for height in (500, 560):
        for width in range(-14, 27, 4):
            full.resize(around + scaled(LEAST_OF_BOTH) + width, height)
            settle()
            assert page._sentence.isVisible() is not page.sides.is_chosen_alone


def test_the_keyboard_is_on_nothing_that_is_not_seen_whatever_comes_into_the_list(
    panel: EntriesPanel, opened: Window, tmp_path: Path
) -> None:
    """Files that were dropped, and what undo brought back, took it to the list, which was not shown."""
    workplace = opened.workplace
    assert workplace is not None
    file = tmp_path / "Decree.pdf"
    file.write_bytes(b"%PDF-1.7 ")
    workplace.go(Place("evidence"))
    settle()
    evidence = workplace.page.findChild(EntriesPanel)
    assert evidence is not None

    def is_seen(what: str) -> None:
        settle()
        held = QApplication.focusWidget()
        assert held is not None and held.isVisible(), what
        assert not held.visibleRegion().isEmpty(), what

    evidence.add_files([file])  # onto the words that say that there is nothing
    is_seen("the first file")
    evidence.sides.show_chosen()
    evidence.add_files([file])
    is_seen("a file beside a form")
    evidence.sides.show_list()
    evidence.add_files([file])
    is_seen("a file onto the list")
    for kind in ("evidence", "gaps"):
        workplace.go(Place(kind))
        settle()
        shown = workplace.page.findChild(EntriesPanel)
        assert shown is not None
        for before in (shown.sides.show_list, shown.sides.show_chosen):
            for name, do in (
                ("added", shown.add),
                ("duplicated", shown.duplicate),
                ("removed", lambda shown=shown: remove_one(shown)),
                ("undone", workplace.undo),
                ("removed again", lambda shown=shown: remove_one(shown)),
                ("taken back", lambda shown=shown: shown._shown_strip().undo.click()),
            ):
                before()
                settle()
                if not QApplication.focusWidget() or not QApplication.focusWidget().isVisible():
                    focus_first(shown)
                do()
                is_seen(f"{kind}: {name}")
