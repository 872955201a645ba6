"""At twice the size and at the usual one, in a small window: what is read has its room, and what is cut is whole elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui import locale
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.fields.pickers import PickField
from desktop.ui.form import FormView
from desktop.ui.navigation import Place
from desktop.ui.pages.check import CheckPage
from desktop.ui.pages.objectives import RATING, TITLE, ObjectivesPage
from desktop.ui.pages.overview import OverviewPage
from desktop.ui.parts.disclosure import Disclosure
from desktop.ui.pictures import places
from desktop.ui.window import Window
from tests.ui.walk import SLACK, settle, shortfalls

KNOWN = (
    "tabs give way to arrows",
    "QListView in",  # paragraphs of the manual and the like
)
"""What is cut and still whole one hover away, which `shortfalls` cannot tell."""

HEARD = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
"""What a screen reader says of a head."""


SIZES = ((1366, 768), (1024, 640), (1000, 640))
"""Windows on small screens."""


def walked(window: Window, qtbot: QtBot) -> list[str]:
    """Go to every page, once for all objectives, and return what is cut there and whole nowhere."""
    workplace = window.workplace
    assert workplace is not None
    found = []
    for name, place in places(window):
        if re.fullmatch(r"objective-\d\d", name) and place.key != "18":
            continue  # one is like the other
        workplace.go(place)
        qtbot.waitUntil(lambda: workplace.page.is_filled, timeout=20_000)
        settle()
        if window.look.zoom == 200:
            found += [f"{name}: {line}" for line in (*short_of_fields(window), *half_in_the_navigator(window))]
        found += [
            f"{name}: {line}"
            for line in shortfalls(window)
            if not line.endswith("(hover)") and not any(each in line for each in KNOWN)
        ]
    return found


def short_of_fields(window: Window) -> list[str]:
    """Return a line for each form that is open while less than half of the height of the window are its fields."""
    assert window.workplace is not None
    forms = [each for each in window.workplace.page.findChildren(FormView) if each.isVisible()]
    high = [(each.kind.key, each.area.viewport().visibleRegion().boundingRect().height()) for each in forms]
    if isinstance(window.workplace.page, CheckPage):
        high.append(("findings", window.workplace.page.list.viewport().visibleRegion().boundingRect().height()))
    return [f"{kind}: {height} pixels of fields" for kind, height in high if height < window.height() // 2]


def half_in_the_navigator(window: Window) -> list[str]:
    """Return a line where the name of the page is not whole in view among the names of all pages."""
    found = []
    for view in window.findChildren(QTreeView, "navigator-list"):
        for index in view.selectionModel().selectedIndexes() if view.isVisible() else ():
            place = view.visualRect(index)
            if place.top() < -SLACK or place.bottom() > view.viewport().height() + SLACK:
                found.append(f"{index.data()} at {place} in the navigator")
    return found


@pytest.mark.parametrize(("code", "zoom"), [("fr", 200), ("es", 100)])
def test_nothing_is_cut_without_being_whole_elsewhere(
    code: str, zoom: int, window: Window, qtbot: QtBot, qapp: QApplication, demonstration: Path
) -> None:
    assert window.open_file(demonstration)
    window.look.set_zoom(zoom)
    window.resize(1366, 768)
    try:
        window.speak(code)
        assert walked(window, qtbot) == []
    finally:
        window.look.set_zoom(100)
        locale.speak(qapp, "en")


def test_nothing_is_cut_of_an_empty_submission(opened: Window, qtbot: QtBot, qapp: QApplication) -> None:
    opened.look.set_zoom(200)
    opened.resize(1366, 768)
    try:
        opened.speak("fr")
        assert walked(opened, qtbot) == []
    finally:
        opened.look.set_zoom(100)
        locale.speak(qapp, "en")


def not_whole(form: FormView) -> list[str]:
    """Return a line where the keyboard is in a field that has room in what is seen of its form, and is not whole there."""
    now = QApplication.focusWidget()
    assert now is not None and form.area.isAncestorOf(now)
    top, room = now.mapTo(form.area.viewport(), QPoint(0, 0)).y(), form.area.viewport().height()
    seen = top >= -SLACK and top + now.height() <= room + SLACK
    return [] if seen or now.height() > room else [f"{now.accessibleName()}: {now.height()} at {top} in {room}"]


def test_the_field_with_the_keyboard_is_whole_in_view(window: Window, qtbot: QtBot, demonstration: Path) -> None:
    assert window.open_file(demonstration)
    window.look.set_zoom(200)
    window.resize(1366, 768)
    found = []
    try:
        for key in ("practices", "pledges", "gaps", "about", "recommendations", "indicators"):
            assert window.workplace is not None
            window.workplace.go(Place(key))
            qtbot.waitUntil(lambda: window.workplace is not None and window.workplace.page.is_filled, timeout=20_000)
            settle()
            form = next(each for each in window.workplace.page.findChildren(FormView) if each.isVisible())
            panel = window.workplace.page.findChild(EntriesPanel)
            form.head.fold.setChecked(True)
            settle()
            if panel is not None:
                panel.add()
                settle()
                found += [f"{key}, new: {each}" for each in not_whole(form)]
            form.focus_field(form.kind.fields[0].key)
            for _field in range(16):
                settle()
                if not form.area.isAncestorOf(window.focusWidget()):
                    break
                found += [f"{key}: {each}" for each in not_whole(form)]
                form.head.fold.setChecked(_field % 2 == 0)  # then less of the form is seen, or more
                settle()
                found += [f"{key}, folded: {each}" for each in not_whole(form)]
                QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert found == []
    finally:
        window.look.set_zoom(100)


def rooms(page: QWidget) -> dict[str, list[tuple[int, ...]]]:
    """Return by kind and words where each widget of a page is that is seen.

    Not the ways to sections above a form: after other letters Qt now and then keeps one a little too wide until it is laid out again.
    """
    found: dict[str, list[tuple[int, ...]]] = {}
    for each in page.findChildren(QWidget):
        if each.isVisible() and each.property("role") != "section":
            said = each.text() if isinstance(each, QLabel | QAbstractButton) else each.accessibleName()
            corner = each.mapTo(page, QPoint(0, 0))
            found.setdefault(f"{type(each).__name__} {said}", []).append((*corner.toTuple(), *each.size().toTuple()))  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("key", ["pledges", "indicators", "earlier", "check"])
def test_a_page_has_its_room_by_the_letters_and_not_by_those_that_it_was_made_with(
    key: str, window: Window, qtbot: QtBot, demonstration: Path
) -> None:
    assert window.open_file(demonstration)
    window.resize(1366, 768)
    shown = []
    try:
        for made, now in ((100, 100), (200, 100), (200, 200), (100, 200)):
            assert window.workplace is not None
            window.workplace.go(Place("overview"))
            window.look.set_zoom(made)
            window.workplace.go(Place(key))
            qtbot.waitUntil(lambda: window.workplace is not None and window.workplace.page.is_filled, timeout=20_000)
            settle()
            window.look.set_zoom(now)
            settle()
            settle()
            shown.append(rooms(window.workplace.page))
    finally:
        window.look.set_zoom(100)
    for fresh, other in ((0, 1), (2, 3)):
        differs = {each: (room, shown[fresh].get(each)) for each, room in shown[other].items()}
        assert {each: both for each, both in differs.items() if both[0] != both[1]} == {}


def test_fields_side_by_side_stand_level_whatever_their_names_take(
    window: Window, qapp: QApplication, demonstration: Path
) -> None:
    assert window.open_file(demonstration)
    window.resize(1366, 768)
    found, pairs = [], 0
    try:
        for code in ("fr", "ar"):
            window.speak(code)
            for key in ("pledges", "team", "recommendations", "about"):
                assert window.workplace is not None
                window.workplace.go(Place(key))
                settle()
                form = next(each for each in window.workplace.page.findChildren(FormView) if each.isVisible())
                rows = sorted(
                    (
                        row.widget.mapTo(form, QPoint(0, 0)).y(),
                        row.head.mapTo(form, QPoint(0, 0)).y(),
                        row.definition.key,
                    )
                    for card in form._cards
                    for row in card.rows
                    if row.body.isVisible()
                )
                beside = [(one, other) for one in rows for other in rows if one[1] == other[1] and one[2] < other[2]]
                pairs += len(beside)
                found += [(code, key, one[2], other[2]) for one, other in beside if one[0] != other[0]]
    finally:
        locale.speak(qapp, "en")
    assert pairs and found == []


def test_fields_stand_beside_each_other_from_the_first_where_there_is_room(full: Window) -> None:
    """As they do once letters were larger, and the form was set out anew."""
    workplace = full.workplace
    assert workplace is not None
    full.resize(1366, 768)

    def places_of(key: str) -> dict[str, tuple[int, ...]]:
        form = next(each for each in workplace.page.findChildren(FormView) if each.isVisible())
        rows = [row for card in form._cards for row in card.rows if row.body.isVisible()]
        return {f"{key} {row.definition.key}": row.area(form.area.ground).getRect() for row in rows}

    for key in ("stakeholders", "pledges", "about", "support"):
        workplace.go(Place(key))
        settle()
        before = places_of(key)
        for zoom in (200, 100):
            full.look.set_zoom(zoom)
            settle()
        assert places_of(key) == before


def test_drawings_in_lists_and_buttons_are_as_large_as_the_letters(opened: Window) -> None:
    assert opened.workplace is not None
    opened.resize(1366, 768)
    sides = {}
    try:
        for zoom in (100, 200):
            opened.look.set_zoom(zoom)
            opened.workplace.go(Place("check"))
            settle()
            page = opened.workplace.page
            assert isinstance(page, CheckPage)
            option = QStyleOptionViewItem()
            page.list.initViewItemOption(option)
            fold = page.findChild(Disclosure)
            assert fold is not None
            sides[zoom] = (option.decorationSize.height(), fold.iconSize().height())
    finally:
        opened.look.set_zoom(100)
    assert sides[200] == tuple(side * 2 for side in sides[100])


def test_filters_that_leave_something_out_are_seen_while_the_rest_is_put_aside(opened: Window) -> None:
    assert opened.workplace is not None
    opened.resize(1366, 728)
    opened.look.set_zoom(200)
    try:
        opened.workplace.go(Place("check"))
        settle()
        page = opened.workplace.page
        assert isinstance(page, CheckPage)
        fold = page.findChild(Disclosure)
        assert fold is not None and fold.is_folded and not page.objective.isVisible()
        fold.setChecked(True)
        page.objective.setCurrentIndex(page.objective.findData(7))
        fold.setChecked(False)
        settle()
        assert fold.is_folded and page.objective.isVisible()
        fold.setChecked(True)
        page.objective.setCurrentIndex(0)
        fold.setChecked(False)
        settle()
        assert not page.objective.isVisible()
    finally:
        opened.look.set_zoom(100)


def test_on_the_page_that_is_open_nothing_is_cut_when_letters_become_larger(opened: Window) -> None:
    assert opened.session is not None and opened.workplace is not None
    opened.resize(1366, 768)
    opened.session.add("gap", {"title": "A gap"})
    opened.workplace.go(Place("gaps"))
    settle()
    panel = opened.workplace.page.findChild(EntriesPanel)
    assert panel is not None
    panel.form.focus_field("title")
    try:
        opened.look.set_zoom(200)
        settle()
        drawn = [each for each in panel.form.findChildren(QToolButton) if each.isVisible()]
        assert any(each.text() for each in drawn)
        cut = [each.accessibleName() for each in drawn if each.height() < each.fontMetrics().height()]
        assert cut == []
    finally:
        opened.look.set_zoom(100)


def test_the_overview_keeps_the_room_of_its_sentence_at_the_size_of_the_moment(full: Window, qtbot: QtBot) -> None:
    assert full.workplace is not None
    full.resize(1366, 768)
    full.workplace.go(Place("overview"))
    page = full.workplace.page
    assert isinstance(page, OverviewPage)
    settle()
    page.sentence.setText("23 / 23")
    settle()
    high = page.sentence.height()
    try:
        full.look.set_zoom(200)
        qtbot.waitUntil(lambda: page.sentence.height() > 2 * high)
    finally:
        full.look.set_zoom(100)
    qtbot.waitUntil(lambda: page.sentence.height() == high)


def test_objectives_and_overview_do_not_go_sideways_and_say_what_is_left_out(
    window: Window, qapp: QApplication, demonstration: Path
) -> None:
    assert window.open_file(demonstration)
    window.look.set_zoom(200)
    try:
        for code in locale.LANGUAGES:
            window.speak(code)
            assert window.workplace is not None
            window.workplace.go(Place("objectives"))
            page = window.workplace.page
            assert isinstance(page, ObjectivesPage)
            view, model = page.view, page.view.model()
            for size in SIZES:
                window.resize(*size)
                settle()
                assert view.horizontalScrollBar().maximum() == 0, (code, size)
                hidden = [each for each in range(model.columnCount()) if view.isColumnHidden(each)]
                tip = str(model.index(0, TITLE).data(Qt.ItemDataRole.ToolTipRole))
                left_out = [str(model.index(0, each).data()) for each in hidden]
                assert [each for each in left_out if each not in tip] == [], (code, size)
                for place in range(model.columnCount()):
                    said = [model.headerData(place, Qt.Orientation.Horizontal, role) for role in HEARD]
                    assert any(said), (code, size, place)
            window.workplace.go(Place("overview"))
            for size in SIZES:
                window.resize(*size)
                settle()
                assert [each for each in shortfalls(window.workplace.page) if "sideways" in each] == [], (code, size)
    finally:
        window.look.set_zoom(100)
        locale.speak(qapp, "en")


def objectives_in(window: Window, code: str) -> ObjectivesPage:
    """Return the list of the objectives in a language, at rest."""
    window.speak(code)
    assert window.workplace is not None
    window.workplace.go(Place("objectives"))
    settle()
    page = window.workplace.page
    assert isinstance(page, ObjectivesPage)
    return page


def heads_cut(page: ObjectivesPage) -> list[int]:
    header = page.view.header()
    shown = [each for each in range(header.count()) if not header.isSectionHidden(each)]
    return [each for each in shown if header.sectionSize(each) < header.sectionSizeHint(each)]


def test_titles_and_who_leads_are_read_beside_each_other_and_no_head_is_cut_in_every_language(
    full: Window, qapp: QApplication
) -> None:
    full.resize(1366, 768)
    try:
        for code in locale.LANGUAGES:
            page = objectives_in(full, code)
            view, model = page.view, page.view.model()
            assert view.columnWidth(TITLE) >= view.sizeHintForColumn(TITLE), code
            assert not any(view.isColumnHidden(each) for each in range(model.columnCount())), code
            assert heads_cut(page) == [], code
            for place in range(model.columnCount()):
                heard = [model.headerData(place, Qt.Orientation.Horizontal, role) for role in HEARD]
                tip = model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
                assert any(heard) and tip, (code, place)
            for size in ((900, 740), (800, 740), (1366, 768)):
                full.resize(*size)
                settle()
                assert heads_cut(page) == [], (code, size)
    finally:
        locale.speak(qapp, "en")


def test_a_title_too_long_for_a_list_has_two_lines_there(opened: Window) -> None:
    assert opened.session is not None and opened.workplace is not None
    opened.resize(1366, 768)
    opened.session.add("gap", {"title": "Short"})
    opened.workplace.go(Place("gaps"))
    settle()
    panel = opened.workplace.page.findChild(EntriesPanel)
    assert panel is not None
    view = panel.list.view
    low = view.visualRect(view.model().index(0, 0)).height()
    opened.session.add("gap", {"title": "Consulates in every county issue identity documents to all who ask for them"})
    settle()
    assert view.visualRect(view.model().index(0, 0)).height() > low


def test_proposals_are_read_whole_and_stay_on_the_screen(opened: Window) -> None:
    assert opened.session is not None and opened.workplace is not None
    opened.resize(780, 700)  # the screen that tests draw on is small
    entry = opened.session.add("gap", {"title": "First"})
    opened.workplace.go(Place("gaps", entry=entry, field="objectives"))
    settle()
    field = next(each for each in opened.workplace.page.findChildren(PickField) if each.definition.key == "objectives")
    field.combo.line.setFocus()
    QTest.keyClicks(field.combo.line, "migra")
    settle()
    shown = field.combo.proposed()
    assert shown.isVisible()
    assert not shown.horizontalScrollBar().isVisible()
    assert shown.width() >= field.combo._widest()
    assert shown.geometry().right() <= shown.screen().availableGeometry().right()
    shown.hide()


def test_the_navigator_stays_where_somebody_has_scrolled_it_and_else_keeps_the_page_in_view(opened: Window) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    opened.resize(1366, 700)
    opened.look.set_zoom(200)
    try:
        workplace.go(Place("overview"))
        settle()
        view = workplace.navigator.findChild(QTreeView, "navigator-list")
        assert isinstance(view, QTreeView)
        bar = view.verticalScrollBar()
        for key in ("gap", "practice"):
            bar.setValue(bar.maximum())  # not by hand, as when names come to take more lines
            session.add(key, {"title": "Births"})
            settle()
            assert half_in_the_navigator(opened) == [] and bar.value() < bar.maximum()
        for scroll in (lambda: bar.triggerAction(bar.SliderAction.SliderToMaximum), lambda: None):
            scroll()
            session.add("gap", {"title": "Deaths"})
            settle()
            assert bar.value() == bar.maximum() > 0
        workplace.go(Place("gaps"))
        workplace.go(Place("overview"))
        bar.setValue(bar.maximum())
        session.add("gap", {"title": "Marriages"})
        settle()
        assert half_in_the_navigator(opened) == [], "held again on another page"
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_End)
        session.add("pledge", {"title": "Register"})
        settle()
        assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center()), "by the arrows"
    finally:
        opened.look.set_zoom(100)


@pytest.mark.parametrize("code", ["en", "ru"])
def test_the_objectives_never_go_sideways_however_narrow_the_window_is(
    code: str, window: Window, qapp: QApplication, demonstration: Path
) -> None:
    assert window.open_file(demonstration)
    window.look.set_zoom(200)
    try:
        window.speak(code)
        assert window.workplace is not None
        window.workplace.go(Place("objectives"))
        page = window.workplace.page
        assert isinstance(page, ObjectivesPage)
        left_out = set()
        for width in range(1366, 799, -80):
            window.resize(width, 768)
            settle()
            assert page.view.horizontalScrollBar().maximum() == 0, width
            assert page.view.columnWidth(TITLE) >= page._longest_word(), "no word of a title is cut"
            left_out.add(page.view.isColumnHidden(RATING))
            told = page.view.model().index(0, TITLE).data(Qt.ItemDataRole.ToolTipRole)
            rating = page.view.model().index(0, RATING).data()
            assert rating and (not page.view.isColumnHidden(RATING) or rating in told)
        assert left_out == {False, True}
    finally:
        window.look.set_zoom(100)
        locale.speak(qapp, "en")


def test_the_objectives_are_set_out_once_for_each_width(full: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns that come and go change the height of the heads, and each time all of it was measured again."""
    full.look.set_zoom(200)
    assert full.workplace is not None
    full.workplace.go(Place("objectives"))
    settle()
    page = full.workplace.page
    assert isinstance(page, ObjectivesPage)
    rooms, set_out = [], page._set_out
    monkeypatch.setattr(page, "_set_out", lambda room: (rooms.append(room), set_out(room)))
    for width in range(1366, 799, -80):
        full.resize(width, 768)
        settle()
        assert 0 < len(rooms) == len(set(rooms)), width
        rooms.clear()
