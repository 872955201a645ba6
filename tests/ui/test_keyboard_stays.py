"""The keyboard stays where the work is, and is seen there, whatever page comes and goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import (
    QColor,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.form import FormView
from desktop.ui.layout import scrolling
from desktop.ui.manual import ManualWindow
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGES
from desktop.ui.pages.objective import PARTS, ObjectivePage
from desktop.ui.pages.start import StartPage
from desktop.ui.theme import colours
from desktop.ui.window import Window
from tests.ui.walk import settle

Key = Qt.Key


def here() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def press(key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(here(), key, modifier)
    QApplication.processEvents()


def open_objective(window: Window) -> ObjectivePage:
    """Open the first objective as a keyboard does: from its row of the list."""
    workplace = window.workplace
    assert workplace is not None
    workplace.go(Place("objectives"))
    while not workplace.page.view.hasFocus():  # type: ignore[attr-defined]
        press(Key.Key_F6)
    press(Key.Key_Return)
    assert isinstance(workplace.page, ObjectivePage)
    return workplace.page


def test_on_an_objective_that_was_just_opened_it_is_seen_where_the_keyboard_waits(opened: Window) -> None:
    page = open_objective(opened)
    area = page.standing.form.area
    assert here() is area
    seen = area.grab().toImage().pixelColor(QPoint(area.width() // 2, 0))
    assert seen == QColor(colours().accent)


def test_whoever_goes_back_from_the_head_of_a_page_is_in_the_list_again(opened: Window) -> None:
    page = open_objective(opened)
    press(Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    workplace = opened.workplace
    assert workplace is not None and workplace.head.isAncestorOf(here())
    press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert workplace.page is not page
    assert workplace.page.view.hasFocus()  # type: ignore[attr-defined]


def test_the_field_with_the_keyboard_stays_in_view_on_the_next_objective(opened: Window) -> None:
    page = open_objective(opened)
    form = page.standing.form
    last = [key for key in form._rows if key in form.asked][-1]
    form.focus_field(last)
    QApplication.processEvents()
    press(Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert page.number == 2
    assert form.place_of_focus()[1] == last
    held, view = here(), form.area.viewport()
    assert view.rect().contains(held.mapTo(view, held.rect().center())), "the field is scrolled out of view"


def test_the_keyboard_comes_to_what_scrolls_only_while_it_can_scroll(
    shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    area, inner = scrolling()
    label = QLabel("A line.")
    inner.addWidget(label)
    shown(area)
    assert area.focusPolicy() == Qt.FocusPolicy.NoFocus, "a stop that does nothing"
    label.setText("A line.\n" * 200)
    qtbot.waitUntil(lambda: area.focusPolicy() == Qt.FocusPolicy.TabFocus)
    label.setText("A line.")
    qtbot.waitUntil(lambda: area.focusPolicy() == Qt.FocusPolicy.NoFocus)


def test_the_keyboard_waits_at_first_where_a_submission_is_begun(window: Window) -> None:
    assert window.focusWidget().property("text") == "New submission…"


def test_recent_files_come_where_they_stand_before_what_is_below_them(window: Window, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.pledgebook").touch()
        window.preferences.remember(tmp_path / f"{name}.pledgebook")
    (page,) = window.findChildren(StartPage)
    for _again in range(2):  # the list is made anew whenever the page comes
        page.refresh()
        QApplication.processEvents()
        names: list[str] = []
        each = page.nextInFocusChain()
        while each is not None and each is not page:
            if page.isAncestorOf(each) and each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible():
                names.append(each.property("text") or "")
            each = each.nextInFocusChain()
        assert names[-5:] == ["two", "Remove from this list", "one", "Remove from this list", "Update Pledgebook…"]


@pytest.mark.parametrize("page", ["indicators", "recommendations"])
def test_enter_leads_from_a_row_to_where_it_is_answered(opened: Window, page: str) -> None:
    workplace = opened.workplace
    assert workplace is not None
    workplace.go(Place(page))
    workplace.page.list.setFocus()  # type: ignore[attr-defined]
    press(Key.Key_Return)
    assert not workplace.page.list.hasFocus()  # type: ignore[attr-defined]
    assert workplace.page.isAncestorOf(here())


@pytest.fixture
def direction(qapp: QApplication) -> Iterator[Callable[[Qt.LayoutDirection], None]]:
    yield qapp.setLayoutDirection
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("towards", ["LeftToRight", "RightToLeft"])
def test_a_closed_branch_points_to_where_its_rows_will_be(
    towards: str, shown: Callable[[QWidget], QWidget], direction: Callable[[Qt.LayoutDirection], None]
) -> None:
    direction(Qt.LayoutDirection[towards])
    model = QStandardItemModel()
    branch = QStandardItem("")
    branch.appendRow(QStandardItem(""))
    model.appendRow(branch)
    tree = QTreeView()
    tree.setProperty("role", "rows")
    tree.setModel(model)
    tree.setHeaderHidden(True)
    shown(tree)
    row = tree.visualRect(branch.index())
    row.setLeft(0 if towards == "LeftToRight" else row.right() + 1)
    row.setRight(
        tree.viewport().width() - 1 if towards == "RightToLeft" else tree.visualRect(branch.index()).left() - 1
    )
    seen = tree.viewport().grab(row).toImage()
    ground = seen.pixelColor(0, 0)
    ink = [
        (x, y)
        for y in range(seen.height())
        for x in range(seen.width())
        if abs(seen.pixelColor(x, y).lightness() - ground.lightness()) > 60
    ]
    top = min(y for _x, y in ink)
    tip = [x for x, y in ink if abs(y - (top + max(y for _x, y in ink)) / 2) <= 1]
    feet = [x for x, y in ink if y == top]
    assert (min(tip) > min(feet)) == (towards == "LeftToRight"), (tip, feet)


def test_a_command_over_a_list_is_no_letter_for_its_filter(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    for number in range(20):
        workplace.session.add("gap", {"title": f"Gap {number}"})
    workplace.go(Place("gaps"))
    names = workplace.page.panel.list  # type: ignore[attr-defined]
    names.view.setFocus()
    assert names.filter.isVisible()
    press(Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert here() is names.view
    assert len(names.view.selectionModel().selectedRows()) == 20
    QTest.keyClick(names.view, "7")
    assert here() is names.filter
    assert names.filter.text() == "7"
    names.view.setFocus()
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QApplication.sendEvent(names.view, QKeyEvent(QEvent.Type.KeyPress, Key.Key_L, held, "ł"))
    assert here() is names.filter and names.filter.text() == "ł", "with AltGr a letter is typed"


def test_a_word_that_is_put_together_over_a_list_is_for_its_filter(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    for number in range(8):
        workplace.session.add("gap", {"title": f"缺口 {number}"})
    workplace.go(Place("gaps"))
    names = workplace.page.panel.list  # type: ignore[attr-defined]
    for word in ("缺口", "3"):
        names.view.setFocus()
        asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
        QApplication.sendEvent(names.view, asked)
        assert asked.value(Qt.InputMethodQuery.ImEnabled), "without it no input method is asked"
        QApplication.sendEvent(names.view, QInputMethodEvent("que", []))
        assert here() is names.view, "the keyboard stays until the word is finished"
        finished = QInputMethodEvent()
        finished.setCommitString(word)
        QApplication.sendEvent(names.view, finished)
        assert here() is names.filter and names.filter.text() == word


def test_the_manual_has_the_keyboard_in_its_text_before_it_is_seen(
    opened: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    had: list[QWidget | None] = []
    show = ManualWindow.show
    monkeypatch.setattr(ManualWindow, "show", lambda manual: (had.append(manual.focusWidget()), show(manual)))
    press(Key.Key_F1)
    (manual,) = opened.findChildren(ManualWindow)
    assert had == [manual.text], "the search would keep a caret that it drew in a moment of having the keyboard"
    assert here() is manual.text
    manual.close()


def test_it_waits_where_a_submission_is_begun_after_another_language_was_chosen(window: Window) -> None:
    assert here() is window.start._new
    for language in ("fr", "en"):
        before = window.start
        window.speak(language)
        assert window.start is not before and here() is window.start._new


def test_it_waits_where_a_submission_is_begun_after_one_was_closed(opened: Window) -> None:
    assert opened.close_submission()
    assert here() is opened.start._new


def test_it_stays_in_a_field_that_takes_no_more(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    workplace.go(Place("pledges"))
    panel = workplace.page.panel  # type: ignore[attr-defined]
    panel.add()
    panel.form.focus_field("objectives")
    line = panel.form._rows["objectives"].widget.combo.line
    for number in ("4", "13", "15"):
        QTest.keyClicks(line, number)
        QTest.keyClick(line, Key.Key_Return)
    pledge = workplace.session.submission.of_kind("pledge")[-1]
    assert pledge.numbers("objectives") == [4, 13, 15]
    assert panel.form.place_of_focus() == (pledge.id, "objectives")
    press(Key.Key_F8)
    assert panel.form.place_of_focus() == (pledge.id, "principles")


def test_a_line_that_is_pushed_down_by_what_was_picked_stays_in_view(opened: Window, qtbot: QtBot) -> None:
    workplace = opened.workplace
    assert workplace is not None
    opened.resize(1280, 620)
    workplace.go(Place("gaps"))
    panel = workplace.page.panel  # type: ignore[attr-defined]
    panel.add()
    panel.form.focus_field("objectives")
    qtbot.waitUntil(lambda: panel.form.area.is_settled)  # until then whatever moves brings the form back to the field
    field = panel.form._rows["objectives"].widget
    port, line = panel.form.area.viewport(), field.combo.line
    for number in range(1, 13):
        line.setText(
            str(number)
        )  # not typed: without a screen, a list of proposals that closes takes the keyboard with it
        QTest.keyClick(line, Key.Key_Return)
    assert panel.form.place_of_focus()[1] == "objectives"
    qtbot.waitUntil(lambda: field.height() > port.height())  # else it is asked before the line was pushed down
    qtbot.waitUntil(lambda: port.rect().contains(line.mapTo(port, line.rect().center())))


class _Greedy(QLineEdit):
    """A box that takes every key for itself, as a box on Linux takes Ctrl+E and Ctrl+K."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


def test_a_box_does_not_spend_the_keys_of_the_program(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    box = _Greedy("as it was written", workplace)
    box.show()
    box.setFocus()
    press(Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert workplace.page.key == "export"
    box.setFocus()
    press(Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert here() is not box and box.text() == "as it was written"


def test_the_open_entry_stays_open_in_another_language_wherever_the_keyboard_is(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    gaps = [workplace.session.add("gap", {"title": title, "objectives": [7]}) for title in ("One", "Two")]
    indicator = workplace.session.catalogue.indicators[3].key
    for place, shown in (
        (Place("gaps"), gaps[1]),
        (Place("objective", "7", part="gap"), gaps[1]),
        (Place("indicators"), workplace.session.submission.bound("indicator", indicator).id),
    ):
        workplace.go(place)
        if place.page == "indicators":
            workplace.page.list.setCurrentIndex(workplace.page._items[indicator].index())  # type: ignore[attr-defined]
        else:
            panel = workplace.page.panel  # type: ignore[attr-defined]
            (panel("gap") if place.page == "objective" else panel).open(shown)
        workplace.bar._more.setFocus()  # where a language is chosen by the keyboard
        opened.speak("fr")
        workplace = opened.workplace
        assert workplace is not None
        forms = workplace.page.findChildren(FormView)
        seen = [
            form for form in forms if form.isVisible() or place.page == "indicators"
        ]  # there the values are in front
        assert [form.entry.id for form in seen if form.entry] == [shown], place
        opened.speak("en")
        workplace = opened.workplace
        assert workplace is not None


def test_a_tab_without_a_form_stays_in_another_language(opened: Window) -> None:
    assert opened.workplace is not None
    session = opened.workplace.session
    rating = session.submission.bound("assessment", "5")
    session.answer(rating, "lead", "Ministry A")
    opened.workplace.go(Place("objective", "5"))  # the rating, which has the only form there is
    opened.workplace.go(Place("objective", "5", part="indicators"))
    opened.workplace.bar._more.setFocus()
    try:
        opened.speak("fr")
        page = opened.workplace.page
        assert isinstance(page, ObjectivePage)
        assert page._shown() == "indicators"
    finally:
        opened.speak("en")


class WindowsShown(QObject):
    """Notes what is shown as a window of its own, if only for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.mark.parametrize("zoom", [100, 200])
def test_no_part_of_a_page_is_a_window_before_it_has_its_place(full: Window, qapp: QApplication, zoom: int) -> None:
    """It would flash, and take the keyboard with it."""
    assert full.workplace is not None
    full.look.set_zoom(zoom)
    noted = WindowsShown()
    qapp.installEventFilter(noted)
    try:
        for page in PAGES:
            full.workplace.go(Place(page))
            QApplication.processEvents()
        for part in PARTS:
            full.workplace.go(Place("objective", "4", part=part))
            QApplication.processEvents()
    finally:
        qapp.removeEventFilter(noted)
    assert noted.shown == [] and full.isActiveWindow()


def test_an_objective_opens_at_its_rating_wherever_one_was_in_the_last_one(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    workplace.go(Place("objective", "7"))
    settle()
    form = next(each for each in workplace.page.findChildren(FormView) if each.isVisible())
    form.focus_field(form.kind.fields[-1].key)
    settle()
    workplace.go(Place("objectives"))
    settle()
    workplace.go(Place("objective", "2"))
    settle()
    assert here() is form.area and form.area.verticalScrollBar().value() == 0
    press(Key.Key_Tab)
    assert form.place_of_focus() == (form.entry_id, form.kind.fields[0].key)


def waits_on_page(window: Window) -> bool:
    """Whether the keyboard is on something of the page or its head that is seen and that answers to it."""
    workplace, held = window.workplace, QApplication.focusWidget()
    assert workplace is not None
    return (
        held is not None
        and any(part.isAncestorOf(held) for part in (workplace.head, workplace.page))
        and held.focusPolicy() != Qt.FocusPolicy.NoFocus
        and held.isEnabled()
        and not held.visibleRegion().isEmpty()
    )


def from_everywhere(window: Window) -> Iterator[str]:
    """Put the keyboard where a change of page may find it: the search, the navigator, and the last field of the page."""
    workplace = window.workplace
    assert workplace is not None
    yield "what came"
    workplace.bar.search()
    yield "search"
    workplace.navigator.take_focus()
    yield "navigator"
    forms = [each for each in workplace.page.findChildren(FormView) if each.isVisible()]
    for form in forms[:1]:
        asked = [key for key in form._rows if key in form.asked]
        if asked:
            form.focus_field(asked[-1])
            yield "field"


@pytest.mark.parametrize("window_of", ["opened", "full"])
def test_after_another_tab_or_page_the_keyboard_is_seen_in_what_came(
    window_of: str, request: pytest.FixtureRequest
) -> None:
    window: Window = request.getfixturevalue(window_of)
    workplace = window.workplace
    assert workplace is not None
    objective = [Place("objective", "7", part=each) for each in PARTS]
    lost = []
    for turn, place in enumerate([*objective, *(Place(page) for page in PAGES if page not in ("search", "objective"))]):
        workplace.go(place)
        for begun in from_everywhere(window):
            press(Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
            assert workplace.place != place
            if not waits_on_page(window):
                lost.append((place, begun, QApplication.focusWidget()))
            if begun == "search":
                press(Key(Key.Key_1 + turn % len(PARTS)), Qt.KeyboardModifier.AltModifier)
                if not waits_on_page(window):
                    lost.append((workplace.place, "by its place", QApplication.focusWidget()))
            workplace.go(place)
    assert not lost


def test_tabs_of_an_objective_answer_to_enter_at_once(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    workplace.go(Place("objective", "7", part="practice"))
    page = workplace.page
    assert isinstance(page, ObjectivePage)
    page.add()
    assert page.panel("practice").form.place_of_focus()[1]
    press(Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.place().part == "gap" and here() is page.panel("gap")._first
    press(Key.Key_Return)
    assert page.panel("gap").form.place_of_focus()[1] == "title"


def test_where_a_part_has_nothing_the_keyboard_waits_on_its_tab(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    workplace.go(Place("objective", "7", part="pledge"))
    page = workplace.page
    assert isinstance(page, ObjectivePage)
    page.add()
    press(Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.place().part == "indicators"
    assert here() is page.tabs, "an accidental Enter would press what stands above"


@pytest.mark.parametrize(("key", "page"), [(Key.Key_E, "export"), (Key.Key_P, "review")])
@pytest.mark.parametrize("begun", ["search", "navigator", "overview", "page itself"])
def test_the_keyboard_comes_along_to_a_page_by_its_key(opened: Window, key: Key, page: str, begun: str) -> None:
    workplace = opened.workplace
    assert workplace is not None
    workplace.go(Place(page if begun == "page itself" else "overview"))
    if begun in ("search", "page itself"):
        workplace.bar.search()
    elif begun == "navigator":
        workplace.navigator.take_focus()
    press(key, Qt.KeyboardModifier.ControlModifier)
    assert workplace.page.key == page and waits_on_page(opened)


def test_the_keyboard_comes_along_on_the_way_back_and_forward(opened: Window) -> None:
    workplace = opened.workplace
    assert workplace is not None
    for page in ("pledges", "gaps"):
        workplace.go(Place(page))
    for key, page in ((Key.Key_Left, "pledges"), (Key.Key_Right, "gaps")):
        workplace.bar.search()
        press(key, Qt.KeyboardModifier.AltModifier)
        assert workplace.page.key == page and waits_on_page(opened)


@pytest.mark.parametrize("has_entries", [False, True])
def test_an_objective_that_is_opened_on_a_part_has_the_keyboard_in_that_part(opened: Window, has_entries: bool) -> None:
    """It waited on the link to the clearance, which is the first on the page, when the page was made only then."""
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    if has_entries:
        for kind in ("practice", "gap", "pledge", "evidence"):
            session.add(kind, {"title": "First", "objectives": [3]})
    for part in PARTS:
        workplace.go(Place("overview"))
        settle()
        workplace.key_steps.take_focus()
        workplace.pages.forget_unseen()
        workplace.go(Place("objective", "3", part=part))
        settle()
        page = workplace.page
        assert isinstance(page, ObjectivePage)
        wanted = page.tabs if part == "indicators" else page.body()
        assert wanted is here() or wanted.isAncestorOf(here()), part
