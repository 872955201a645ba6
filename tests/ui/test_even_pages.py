"""What is the same from page to page stands at the same place, and what is counted twice comes to the same."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.i18n.translation import LANGUAGES
from desktop.operations import comments
from desktop.operations.comments import Draft
from desktop.record.indicator_methods import method_of
from desktop.record.internal_kinds import HANDED_OUT
from desktop.ui import locale
from desktop.ui.form import FormView
from desktop.ui.layout import SIDE, beside_words
from desktop.ui.navigation import Place, place_of
from desktop.ui.pages.earlier import EarlierPage
from desktop.ui.pages.entries import EntriesPage
from desktop.ui.pages.indicators import IndicatorsPage
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.pages.objectives import RATING, TITLE
from desktop.ui.pages.overview import OverviewPage
from desktop.ui.pages.review import ReviewPage
from desktop.ui.pages.start import StartPage
from desktop.ui.parts.nothing_yet import NothingYet
from desktop.ui.preferences import Preferences
from desktop.ui.session import Session
from desktop.ui.window import Window

EMPTY = (
    Place("practices"),
    Place("gaps"),
    Place("matrix"),
    Place("support"),
    Place("team"),
    Place("earlier"),
    Place("copies"),
    Place("comments"),
    Place("restore_points"),
    Place("objective", "3", part="gap"),
)
LISTED = ("practice", "gap", "support", "person", "stakeholder", "evidence")


@pytest.fixture
def wide(opened: Window) -> Window:
    opened.resize(1366, 768)
    return opened


def settle() -> None:
    for _round in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        QApplication.processEvents()


def session_of(window: Window) -> Session:
    assert window.session is not None
    return window.session


def go(window: Window, place: Place) -> QWidget:
    assert window.workplace is not None
    window.workplace.go(place)
    settle()
    return window.workplace.page


def test_there_is_nothing_yet_is_said_at_one_place_of_the_window_on_every_page(wide: Window) -> None:
    found = set()
    for place in EMPTY:
        (said,) = (each for each in go(wide, place).findChildren(NothingYet) if each.isVisible())
        (words,) = (each for each in said.findChildren(QLabel) if each.isVisible())
        top, middle = words.mapTo(wide, QPoint()), words.mapTo(wide, words.rect().center())
        found.add((top.y(), middle.x()))
    assert len(found) == 1


def test_the_offers_of_the_first_page_that_stand_side_by_side_are_equally_wide(
    shown: Callable[[QWidget], QWidget], tmp_path: Path
) -> None:
    page = StartPage(Preferences(tmp_path / "settings.json"))
    shown(page)
    page.resize(1366, 768)
    settle()
    rows: dict[int, list[QFrame]] = {}
    for card in page.findChildren(QFrame):
        if card.property("role") == "card" and card.isVisible():
            rows.setdefault(card.mapTo(page, QPoint()).y(), []).append(card)
    assert sorted(map(len, rows.values())) == [2, 3]
    for cards in rows.values():
        assert max(each.width() for each in cards) - min(each.width() for each in cards) <= 1  # what cannot be shared
        between = {after.x() - before.geometry().right() - 1 for before, after in pairwise(cards)}
        assert len(between) == 1


def test_that_there_is_nothing_yet_is_said_in_lines_of_about_one_length(wide: Window) -> None:
    broken = 0
    for place in EMPTY:
        (said,) = (each for each in go(wide, place).findChildren(NothingYet) if each.isVisible())
        words = said._said
        line = words.fontMetrics().lineSpacing()
        if words.height() >= 2 * line:
            broken += 1
            assert words.heightForWidth(words.width() - line) > words.heightForWidth(words.width()), words.text()
    assert broken


def test_an_entry_is_removed_at_one_place_of_the_window_whatever_else_is_offered(wide: Window) -> None:
    session, found = session_of(wide), set()
    for kind in LISTED:
        name = session.catalogue.kind(kind).title_field
        assert session.add(kind, {name: "Births"})
        entry = session.submission.of_kind(kind)[-1]
        panel = go(wide, place_of(entry)).panel  # type: ignore[attr-defined]
        found.add(panel.side.remove.mapTo(wide, panel.side.remove.rect().center()).toTuple())
    assert len(found) == 1


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1000)])
@pytest.mark.parametrize("code", ["en", "ar"])
def test_what_stands_above_and_below_a_form_ends_where_its_fields_end(
    code: str, size: tuple[int, int], opened: Window, qapp: QApplication
) -> None:
    opened.resize(*size)
    session = session_of(opened)
    for name in ("First", "Second"):
        assert session.add("pledge", {"title": name, "entity": "Ministry", "lead": "Police"})
    try:
        opened.speak(code)
        panel = go(opened, Place("pledges")).panel  # type: ignore[attr-defined]
        panel.add()
        panel.remove([session.submission.of_kind("pledge")[0].id])
        panel.side.above.insertWidget(0, panel.strip)  # as where the form alone is shown
        panel.side.elsewhere.note.say("In another list", "warns")
        panel.side.elsewhere.show()
        settle()
        form = panel.form
        card = next(each.frame for each in form._cards if each.frame.isVisible())
        others = (panel.side.taken, panel.strip, panel.side.elsewhere, panel.side.offers, form.head._line)
        assert all(each.isVisible() for each in others)

        def end(widget: QWidget) -> int:
            corner = widget.rect().topLeft() if code == "ar" else widget.rect().topRight()
            return widget.mapTo(opened, corner).x()

        assert {abs(end(each) - end(card)) <= 2 for each in others} == {True}, [end(each) for each in (card, *others)]
    finally:
        locale.speak(qapp, "en")


@pytest.mark.parametrize("code", ["en", "ar"])
def test_a_form_begins_where_what_stands_above_and_below_it_does(code: str, full: Window, qapp: QApplication) -> None:
    full.resize(1366, 768)
    full.speak(code)

    def begins(widget: QWidget) -> int:
        corner = widget.rect().topRight() if code == "ar" else widget.rect().topLeft()
        return widget.mapTo(full, corner).x()

    assert full.workplace is not None
    title = full.workplace.bar._title
    for place in (Place("about"), Place("objective", "7"), Place("gaps"), Place("pledges"), Place("recommendations")):
        page = go(full, place)
        form = next(each for each in page.findChildren(FormView) if each.isVisible())
        card = next(each.frame for each in form._cards if each.frame.isVisible())
        edges = {begins(card), begins(form.head._line)}
        if place.page in ("about", "objective"):
            edges.add(begins(title))
        if isinstance(page, ObjectivePage):
            edges.add(begins(page._whole_title))
        if isinstance(page, EntriesPage):
            shown = [each for each in page.panel.side.offers.findChildren(QAbstractButton) if each.isVisible()]
            edges.add((max if code == "ar" else min)(begins(each) for each in shown))
        assert len(edges) == 1, (place, edges)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_what_is_said_around_cards_that_scroll_begins_where_they_do(
    code: str, full: Window, qapp: QApplication
) -> None:
    full.resize(1366, 768)
    full.speak(code)

    def begins(widget: QWidget) -> int:
        corner = widget.rect().topRight() if code == "ar" else widget.rect().topLeft()
        return widget.mapTo(full, corner).x()

    def first(area: QWidget) -> QWidget:
        return next(each for each in area.findChildren(QFrame) if each.property("role") == "card" and each.isVisible())

    objective = go(full, Place("objective", "6", part="indicators"))
    assert isinstance(objective, ObjectivePage)
    assert begins(first(objective.body())) == begins(objective._whole_title)
    page = go(full, Place("indicators"))
    assert isinstance(page, IndicatorsPage)
    assert begins(page._title) == begins(page._known) == begins(first(page.form))
    page = go(full, Place("earlier"))
    assert isinstance(page, EarlierPage)
    assert begins(page._title) == begins(page._state) == begins(page.take) == begins(first(page))
    page = go(full, Place("review"))
    assert isinstance(page, ReviewPage)
    assert begins(page._title) == begins(page.take_over) == begins(first(page))
    assert begins(page._verdicts) == begins(page.list)


@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("code", ["en", "ar"])
def test_the_words_of_a_link_begin_where_all_else_does_on_the_overview(
    code: str, zoom: int, full: Window, qapp: QApplication
) -> None:
    full.resize(1366, 768)
    full.look.set_zoom(zoom)
    full.speak(code)
    page = go(full, Place("overview"))
    assert isinstance(page, OverviewPage)
    assert full.workplace is not None
    full.workplace.page.complete()
    settle()

    def edge(widget: QWidget, inside: int = 0) -> int:
        if code == "ar":
            return widget.mapTo(full, widget.rect().topRight()).x() - inside
        return widget.mapTo(full, QPoint()).x() + inside

    def words(link: QWidget) -> int:
        return edge(link, beside_words())

    line, card = page.gaps.lines[0], page.indicators.cards[0]
    assert page.clearance is not None
    assert words(page.clearance.link) == edge(page.sentence)
    assert words(line.link) == edge(line._said) == edge(next(iter(page.gaps.findChildren(QLabel))))
    assert words(card.name) == edge(card.unit) == edge(page.indicators.heading)
    for link in (page.clearance.link, line.link, card.name):
        link.setFocus()
        area = page.findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        area.ensureWidgetVisible(link)
        settle()
        assert link.visibleRegion().boundingRect().width() == link.width(), "its frame is whole with the keyboard"


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_can_be_done_with_an_entry_stands_in_one_line_on_a_small_laptop(code: str, full: Window) -> None:
    full.resize(1280, 720)
    full.speak(code)
    for place in (Place("gaps"), Place("pledges"), Place("practices"), Place("support"), Place("evidence")):
        side = go(full, place).panel.side  # type: ignore[attr-defined]
        offers = [each for each in side.offers.findChildren(QPushButton) if each.isVisible()]
        middles = {each.mapTo(full, each.rect().center()).y() for each in offers}
        assert max(middles) - min(middles) <= 2, place
        shown = QPushButton.text(side.examples)
        if side.examples.isVisible():
            assert shown in (side.examples.text(), side.examples.brief), "no word is cut"
        if side.examples.isVisible() and shown != side.examples.text():
            assert side.examples.toolTip() == side.examples.accessibleName() == side.examples.text()


def test_the_overview_ends_where_its_cards_do_and_counts_as_the_navigator_does(wide: Window, qtbot: QtBot) -> None:
    session = session_of(wide)
    page = go(wide, Place("overview"))
    assert isinstance(page, OverviewPage)
    _ends_below(page)
    key = next(
        each.key
        for each in session.catalogue.indicators
        if not method_of(each).takes_values and method_of(each).by_itself
    )
    assert session.answer(session.submission.bound("indicator", key), "answer", True)
    # What is answered by yes has no value: both are told.
    whole = sum(method_of(each).by_itself for each in session.catalogue.indicators)
    qtbot.waitUntil(lambda: page.indicators.heading.text() == f"Indicators answered: 1 of {whole}")
    assert page.indicators.empty.isVisible() and page.indicators.begin.isVisible()
    measured = next(each for each in session.catalogue.indicators if method_of(each).takes_values and each.unit)
    assert session.add("value", {"indicator": measured.key, "year": 2024, "value": "3"})
    qtbot.waitUntil(lambda: page.indicators.heading.text() == f"Indicators answered: 2 of {whole}")
    assert not page.indicators.empty.isVisible() and page.indicators.cards[0].unit.text() == measured.unit
    assert wide.workplace is not None
    tips = {
        str(index.data(Qt.ItemDataRole.ToolTipRole))
        for view in wide.workplace.navigator.findChildren(QTreeView)
        for index in (view.model().index(row, 0) for row in range(view.model().rowCount()))
    }
    assert f"Indicators answered (with a value, or with yes or no): 2 of {whole}." in tips
    _ends_below(page)


def _ends_below(page: OverviewPage) -> None:
    area = page.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    ground = area.widget()
    end = max(each.mapTo(ground, each.rect().bottomLeft()).y() for each in (page.policy, page.indicators))
    assert ground.height() <= max(end + 1 + SIDE, area.viewport().height())


def test_the_tab_of_comments_says_how_many_are_open(wide: Window) -> None:
    session = session_of(wide)
    assert wide.workplace is not None
    session.speak_as("Amina Otieno")
    assert session.add("gap", {"title": "Beds"})
    go(wide, Place("check"))
    tabs = wide.workplace.head.tabs
    assert [tabs.tabText(each) for each in range(tabs.count())] == ["Check", "Comments"]
    draft = Draft(session.submission.of_kind("gap")[0], "title", "How many?")
    session.do(lambda by: comments.write(session.file, session.catalogue, draft, by=by)[1])
    assert [tabs.tabText(each) for each in range(tabs.count())] == ["Check", "Comments (1)"]
    go(wide, Place("gaps"))
    go(wide, Place("comments"))
    assert tabs.tabText(tabs.currentIndex()) == "Comments (1)"


def test_what_a_form_asks_in_one_section_alone_is_named_once(wide: Window) -> None:
    """“Answer” stood there four times: on a tab, on a way to the section, above it and above the field."""
    page = go(wide, Place("indicators"))
    assert isinstance(page, IndicatorsPage)
    catalogue = session_of(wide).catalogue
    for takes_values in (False, True, False):
        key = next(
            each.key
            for each in catalogue.indicators
            if method_of(each).by_itself and method_of(each).takes_values is takes_values
        )
        page.open_at(Place("indicators", key))
        page.tabs.setCurrentWidget(page.form)
        settle()
        assert page.tabs.tabBar().isVisible() is takes_values
        assert any(each.isVisible() for each in page.form.head.links.values()) is takes_values
        headings = [each for each in page.form.findChildren(QLabel) if each.property("role") == "heading"]
        assert headings and any(each.isVisible() for each in headings) is takes_values


def test_nothing_to_clear_is_not_counted_as_none_of_none(wide: Window) -> None:
    page = go(wide, Place("clearance"))
    assert page.sentence.text() == "Nothing to clear yet."  # type: ignore[attr-defined]
    assert session_of(wide).add("gap", {"title": "Beds", "objectives": [3]})
    settle()
    assert page.sentence.text() == "Objectives and pledges cleared: 0 of 1."  # type: ignore[attr-defined]


def test_the_words_of_a_rating_stand_level_with_the_title_beside_them(wide: Window) -> None:
    view = go(wide, Place("objectives")).view  # type: ignore[attr-defined]
    view.clearSelection()
    view.setCurrentIndex(view.model().index(5, 0))  # another line is chosen than the one that is looked at
    image = view.viewport().grab().toImage()

    def ends(cell: QRect) -> int:
        """Return where the letters in a cell end; those looked at have nothing below the line."""
        ground = image.pixelColor(cell.topRight() - QPoint(1, -1))
        lines = range(cell.top(), cell.bottom() + 1)
        inked = [y for y in lines if any(image.pixelColor(x, y) != ground for x in range(cell.left(), cell.right()))]
        return max(inked)

    title, rating = (view.visualRect(view.model().index(0, column)) for column in (TITLE, RATING))
    assert (view.model().index(0, TITLE).data(), view.model().index(0, RATING).data()) == ("Data", "Not rated")
    words = rating.adjusted(rating.width() // 2, 0, 0, 0)  # behind what is drawn
    assert ends(title) == ends(words)


@pytest.mark.parametrize("place", ["data", "copies"])
def test_the_colours_of_a_list_are_those_in_use(wide: Window, place: str) -> None:
    session = session_of(wide)
    said = {"to": "Ministry A", "at": "2026-03-02T09:00:00Z", "joined": "2026-03-03T09:00:00Z"}
    with session.file.transaction("edit", "Hand out", "") as unit:
        unit.add(HANDED_OUT, said)
    session.done(unit.done)
    assert session.answer(session.submission.bound("indicator", "10.7.1"), "availability", "available")
    wide.look.set_dark(False)
    go(wide, Place(place))
    light = _colours(wide)
    wide.look.set_dark(True)
    settle()
    dark = _colours(wide)
    assert light and len(dark) == len(light) and not set(dark) & set(light)


def _colours(window: Window) -> list[str]:
    """Return the colours that the lines of a page name themselves, rather than having them of the look."""
    roles = (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole)
    assert window.workplace is not None
    said = [
        view.model().index(row, column).data(role)
        for view in window.workplace.page.findChildren(QTreeView)
        for row in range(view.model().rowCount())
        for column in range(view.model().columnCount())
        for role in roles
    ]
    return [(each.color() if isinstance(each, QBrush) else each).name() for each in said if each is not None]


@pytest.mark.parametrize("code", ["ar", "zh"])
def test_a_short_sentence_of_where_the_country_stands_leaves_no_empty_line(code: str, wide: Window) -> None:
    wide.speak(code)
    page = go(wide, Place("overview"))
    assert isinstance(page, OverviewPage)
    page.sentence.setText("23 / 23")
    settle()
    lines = page.sentence.height() / page.sentence.fontMetrics().lineSpacing()
    assert lines < 2, "the room that is kept is that of the usual sentence in this language"
