"""Every page at twice the usual size in a small window: nothing is cut off at the side, and every button can be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolTip,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.i18n.translation import LANGUAGES
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Value
from desktop.record.indicator_methods import method_of
from desktop.ui import locale
from desktop.ui.dialogs.base import Dialog
from desktop.ui.form import FormView
from desktop.ui.layout import button, words
from desktop.ui.navigation import Place
from desktop.ui.pages.clearance import ClearancePage
from desktop.ui.pages.entries import EntriesPage
from desktop.ui.pages.overview import OverviewPage
from desktop.ui.parts.overview_cards import NextCard
from desktop.ui.parts.wrapping_header import WrappingHeader
from desktop.ui.pictures import places
from desktop.ui.shortened import Shortened
from desktop.ui.window import Window
from desktop.ui.workplace import Workplace
from tests.ui.everywhere import earlier
from tests.ui.stops import settle

LONG = "Consulates in every county that issue identity documents to all who ask for them, whatever their papers. " * 3


def wider_than_its_room(workplace: Workplace) -> list[tuple[int, int]]:
    """Return the width wanted and the width there is, of whatever on the page would be cut off at the side."""
    wanted = [
        (area.widget().minimumSizeHint().width(), area.viewport().width())
        for area in workplace.page.findChildren(QScrollArea)
        if area.isVisible()
    ]
    wanted.append((workplace.minimumSizeHint().width(), 1366))
    return [each for each in wanted if each[0] > each[1]]


def test_every_page_fits_a_small_window_at_twice_the_size(opened: Window, qtbot: QtBot) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None
    assert workplace is not None
    answers: dict[str, Value] = {"title": LONG, "objectives": [4]}
    for kind in ("practice", "gap", "pledge"):
        session.add(kind, answers)
    opened.look.set_zoom(200)
    opened.resize(1366, 768)
    try:
        too_wide = []
        for name, place in places(opened):
            workplace.go(place)
            QApplication.processEvents()
            too_wide += [(name, *each) for each in wider_than_its_room(workplace)]
        assert too_wide == []
    finally:
        opened.look.set_zoom(100)


def test_no_line_of_a_title_or_an_indicator_is_cut_at_twice_the_size(opened: Window) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    for year, value in (("2018", "6.2"), ("2024", "4.1")):
        session.add("value", {"indicator": "10.7.1", "year": year, "value": value})
    opened.look.set_zoom(200)
    opened.resize(1366, 768)
    try:
        for page in ("pledges", "indicators", "review"):
            workplace.go(Place(page))
            for _round in range(3):
                QApplication.processEvents()
            title = workplace.bar._title
            assert page == "review" or title.width() >= title.fontMetrics().horizontalAdvance(title.text())
            cut = [
                label.text()
                for label in workplace.page.findChildren(QLabel)
                if label.isVisible() and label.wordWrap() and label.height() < label.heightForWidth(label.width())
            ]
            assert cut == [], page
    finally:
        opened.look.set_zoom(100)


WIDEST = "ru"
"""The language in which nearly every page is widest."""

OTHERS = [each for each in LANGUAGES if each != WIDEST]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_fits_the_laptop_in_every_language(code: str, opened: Window, qapp: QApplication) -> None:
    session = opened.session
    assert session is not None
    answers: dict[str, Value] = {"title": LONG + "l" * 40, "objectives": [4]}
    for kind in ("practice", "gap", "pledge", "support", "stakeholder"):
        session.add(kind, answers)
    opened.resize(1366, 768)
    try:
        opened.speak(code)
        workplace = opened.workplace
        assert workplace is not None
        too_wide, headers = [], []
        # Of the objectives one is like the other.
        pages = [each for each in places(opened) if each[1].page != "objective" or each[1].part]
        for number, (name, place) in enumerate(pages):
            if code != WIDEST and OTHERS[number % len(OTHERS)] != code:
                continue  # each page in the widest language, and in one of the others by turns
            workplace.go(place)
            QApplication.processEvents()
            too_wide += [(name, *each) for each in wider_than_its_room(workplace)]
            headers += workplace.page.findChildren(QHeaderView)
        assert too_wide == []
        wrap = [isinstance(each, WrappingHeader) and each.always_wraps for each in headers]
        assert headers
        for each, wraps in zip(headers, wrap, strict=True):
            assert wraps or each.textElideMode() is Qt.TextElideMode.ElideRight, (
                "one that is cut shows that more follows"
            )
    finally:
        locale.speak(qapp, "en")


@pytest.mark.parametrize("code", LANGUAGES)
def test_that_all_is_saved_is_read_whole_beside_every_title(code: str, opened: Window, qapp: QApplication) -> None:
    assert opened.session is not None
    opened.resize(1366, 768)
    try:
        opened.speak(code)
        workplace = opened.workplace
        assert workplace is not None
        said = workplace.bar.findChild(Shortened, "bar-said")
        assert isinstance(said, Shortened)
        cut = {}
        for objective in opened.session.catalogue.objectives:
            workplace.go(Place("objective", str(objective.number)))
            settle()
            search = workplace.bar.search_box
            inside = search.width() - search.fontMetrics().height()
            for words, room in ((said.brief, said.contentsRect().width()), (search.placeholderText(), inside)):
                if said.fontMetrics().horizontalAdvance(words) > room:
                    cut[objective.number] = (words, room)
        assert cut == {}
    finally:
        locale.speak(qapp, "en")


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_said_in_the_bar_is_read_whole_and_moves_nothing(code: str, opened: Window, qapp: QApplication) -> None:
    opened.resize(1280, 720)
    try:
        opened.speak(code)
        workplace = opened.workplace
        assert workplace is not None
        bar = workplace.bar
        for place in (Place("about"), Place("pledges"), Place("objective", "23")):
            workplace.go(place)
            settle()
            high = bar.height()
            for text in (
                _("No expected answer is missing here"),
                _("You cannot choose whether packages include this answer"),
                _("Nothing was changed: the entries have this answer already"),
            ):
                bar.say(text)
                settle()
                room = bar._said.contentsRect()
                assert bar._said.fits(room.width(), bar._said._most), (place, text)
                assert room.height() >= bar._said._most * bar._said.fontMetrics().lineSpacing()
                assert bar.height() == high
            bar.clear_status()
            settle()
            assert bar._title.isVisible() and bar.height() == high
    finally:
        locale.speak(qapp, "en")


@pytest.mark.parametrize("width", [1280, 1366])
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_title_stays_while_somebody_types(code: str, width: int, opened: Window, qapp: QApplication) -> None:
    assert opened.session is not None
    opened.resize(width, 720)
    try:
        opened.speak(code)
        workplace = opened.workplace
        assert workplace is not None
        said = workplace.bar._said
        gone = {}
        for objective in opened.session.catalogue.objectives:
            workplace.go(Place("objective", str(objective.number)))
            settle()
            opened.session.saving.typing("about", "title", True)
            settle()
            assert said.text() == _("Saving…")
            if not workplace.bar._title.isVisible() or not said.fits(said.contentsRect().width(), 1):
                gone[objective.number] = said.contentsRect().width()
            opened.session.saving.typing("about", "title", False)
        assert gone == {}
    finally:
        locale.speak(qapp, "en")


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_to_be_done_next_is_read_whole_in_every_language(code: str, opened: Window, qapp: QApplication) -> None:
    session = opened.session
    assert session is not None
    for number in range(12):
        session.add("gap", {"title": f"Gap {number}", "objectives": [4]})
    # A finding names what it is about, in a sentence that may take four lines.
    session.add("pledge", {"title": LONG, "contact_email": "the office of the director on the hill"})
    opened.resize(1280, 720)
    try:
        opened.speak(code)
        workplace = opened.workplace
        assert workplace is not None
        workplace.go(Place("overview"))
        for _turn in range(2):  # words that go on in another line make what stands around them higher
            settle()
        (card,) = workplace.page.findChildren(NextCard)
        lines = [each for each in card.lines if each.isVisible()]
        assert len(lines) == 3
        for line in lines:
            drawn = QPushButton.text(line.link)
            assert drawn.split() == line.link.text().split(), "no word is cut"
            widest = max(line.link.fontMetrics().horizontalAdvance(each) for each in drawn.split("\n"))
            assert widest <= line.link.width() and line.link.height() >= line.link.heightForWidth(line.link.width())
            (said,) = line.findChildren(QLabel)
            assert said.height() >= said.heightForWidth(said.width()) > 0, said.text()
            line._said.setText(LONG[:240])
        for _turn in range(2):  # the page grows only when all that is in it has
            settle()
        for line in lines:
            (said,) = line.findChildren(QLabel)
            assert said.height() >= said.heightForWidth(said.width()) > 0, (
                "as high as its lines, in the width that there is"
            )
    finally:
        locale.speak(qapp, "en")


def test_a_link_is_cut_short_and_still_says_all(look: object, qtbot: QtBot) -> None:
    link = button(LONG, lambda: None, role="link")
    qtbot.addWidget(link)
    link.resize(200, link.sizeHint().height())
    link.show()
    assert link.minimumSizeHint().width() <= 200
    assert link.text() == link.toolTip() == link.accessibleName() == LONG
    wide = link.sizeHint()
    link.resize(wide)
    assert link.toolTip() == ""
    assert link.sizeHint() == wide


def test_the_wheel_does_not_change_who_is_speaking(opened: Window) -> None:
    assert opened.session is not None
    assert opened.workplace is not None
    for name in ("Desk officer A", "Desk officer B"):
        opened.session.add("person", {"name": name})
    opened.session.speak_as("Desk officer A")
    people = next(each for each in opened.workplace.bar.findChildren(QComboBox) if each.isEditable())
    centre = people.rect().center().toPointF()
    turn = QWheelEvent(
        centre,
        people.mapToGlobal(centre),
        people.rect().center() * 0,
        people.rect().center() * 0 - people.rect().bottomLeft(),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(people, turn)
    assert opened.session.person == "Desk officer A"
    assert people.currentText() == "Desk officer A"


def test_a_dialog_higher_than_the_screen_is_scrolled_and_shows_all_its_lines(qtbot: QtBot) -> None:
    dialog = Dialog("A dialog", None, (400, 300))
    qtbot.addWidget(dialog)
    lines = [words(LONG, "body") for _line in range(40)]
    for line in lines:
        dialog.inner.addWidget(line)
    last = button("Close", dialog.accept)
    first = QLineEdit()
    dialog.inner.addWidget(first)
    dialog.inner.addWidget(last)
    first.setFocus()
    dialog.show()
    settle()
    (area,) = dialog.findChildren(QScrollArea)
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    assert area.verticalScrollBar().maximum() > 0
    assert dialog.focusWidget() is first, "the keyboard stays where it was"
    assert [line.text() for line in lines if line.height() < line.heightForWidth(line.width())] == []
    area.ensureWidgetVisible(last)
    assert last.visibleRegion().boundingRect().height() == last.height()


def test_a_dialog_of_a_size_grows_by_the_lines_that_it_would_cut(qtbot: QtBot) -> None:
    dialog = Dialog("A dialog", None, (400, 60))
    qtbot.addWidget(dialog)
    line = words(LONG, "body")
    dialog.inner.addWidget(line)
    dialog.show()
    settle()
    assert line.height() >= line.heightForWidth(line.width())
    assert dialog.findChildren(QScrollArea) == []


@pytest.mark.parametrize("code", ["en", "ru"])
def test_nothing_lies_over_another_on_an_objective_at_twice_the_size(
    code: str, opened: Window, qapp: QApplication
) -> None:
    session = opened.session
    assert session is not None
    session.add("pledge", {"title": LONG, "objectives": [4]})
    opened.look.set_zoom(200)
    opened.resize(1366, 768)
    try:
        opened.speak(code)
        workplace = opened.workplace
        assert workplace is not None
        workplace.go(Place("objective", "4", part="pledge"))
        settle()
        form = workplace.page.panel("pledge").form  # type: ignore[attr-defined]
        low = [
            label.text()
            for label in workplace.page.findChildren(QLabel)
            if label.isVisible() and label.wordWrap() and label.height() < label.heightForWidth(label.width())
            if not form.isAncestorOf(label)
        ]
        assert low == []
        add = workplace.page.panel("pledge").add_button  # type: ignore[attr-defined]
        assert add.width() >= add.sizeHint().width()
    finally:
        opened.look.set_zoom(100)
        locale.speak(qapp, "en")


@pytest.fixture
def large(opened: Window, qapp: QApplication) -> Iterator[Workplace]:
    """An open submission in Russian, whose words are long, at twice the size on a small laptop."""
    opened.look.set_zoom(200)
    opened.resize(1366, 768)
    opened.speak("ru")
    assert opened.workplace is not None
    yield opened.workplace
    opened.look.set_zoom(100)
    locale.speak(qapp, "en")


def seen_of(widget: QWidget) -> tuple[int, int]:
    """Return how much of a widget is seen when all that scrolls around it is scrolled to it."""
    areas = []
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            areas.append(around)
        around = around.parentWidget()
    for area in areas:
        area.ensureWidgetVisible(widget, 0, 0)
    settle()
    seen = widget.visibleRegion().boundingRect()
    return seen.width(), seen.height()


def open_clearance(window: Window) -> None:
    assert window.session is not None and window.workplace is not None
    window.session.add("pledge", {"title": LONG, "objectives": [4]})
    window.workplace.go(Place("clearance"))


def open_history(window: Window) -> None:
    assert window.session is not None and window.workplace is not None
    window.session.add("pledge", {"title": LONG, "objectives": [4]})
    window.workplace.go(Place("history"))


@pytest.mark.parametrize("show", [open_clearance, open_history, earlier])
def test_every_button_can_be_reached_at_twice_the_size(
    show: Callable[[Window], object], large: Workplace, opened: Window
) -> None:
    show(opened)
    settle()
    assert large.window().height() == 768
    buttons = [
        each
        for each in large.page.findChildren(QAbstractButton)
        if each.isVisibleTo(large.page) and (each.text() or each.accessibleName())
    ]
    assert len(buttons) >= 3
    hidden = [each.text() for each in buttons if seen_of(each) != (each.width(), each.height())]
    assert hidden == []
    over = [
        (each.text(), other.text())
        for place, each in enumerate(buttons)
        for other in buttons[:place]
        if each.parentWidget() is other.parentWidget() and each.geometry().intersects(other.geometry())
    ]
    assert over == []


def test_what_stands_above_lists_and_forms_is_read_whole_at_twice_the_size(opened: Window) -> None:
    opened.look.set_zoom(200)
    opened.resize(1366, 768)
    try:
        workplace = opened.workplace
        assert workplace is not None
        for page in ("about", "policy", "forms", "recommendations", "check"):
            workplace.go(Place(page))
            settle()
            settle()
            title = workplace.bar._title
            assert " " not in title.text() or title._fits(title.contentsRect().width()), page
            cut = [
                label.text()
                for label in workplace.page.findChildren(QLabel)
                if label.isVisible() and label.wordWrap() and label.height() < label.heightForWidth(label.width())
                if not any(
                    isinstance(each, FormView) and each.isAncestorOf(label)
                    for each in workplace.page.findChildren(FormView)
                )
            ]
            assert cut == [], page
    finally:
        opened.look.set_zoom(100)


def test_what_is_known_of_a_part_is_not_scrolled_sideways(large: Workplace, opened: Window) -> None:
    open_clearance(opened)
    page = large.page
    assert isinstance(page, ClearancePage)
    page.choose(["objective/7"])
    settle()
    details = page._attach.parentWidget()
    while not isinstance(details, QScrollArea):
        assert details is not None
        details = details.parentWidget()
    assert details.horizontalScrollBar().maximum() == 0
    assert details.width() >= details.minimumSizeHint().width()


def test_the_form_of_a_pledge_shows_some_of_its_fields_at_twice_the_size(large: Workplace) -> None:
    large.session.add("pledge", {"title": LONG, "objectives": [4]})
    large.go(Place("pledges"))
    settle()
    page = large.page
    assert isinstance(page, EntriesPage)
    area = page.panel.form.area
    assert area.viewport().height() >= 6 * area.fontMetrics().lineSpacing()
    page.panel.form.head.fold.click()
    settle()
    page.panel.side.remove.setFocus(Qt.FocusReason.TabFocusReason)  # the page scrolls to what has the keyboard
    settle()
    width, height = seen_of(page.panel.side.remove)
    assert (width, height) == (page.panel.side.remove.width(), page.panel.side.remove.height())


def test_the_navigator_leaves_the_page_most_of_the_room_at_twice_the_size(large: Workplace) -> None:
    settle()
    assert large.navigator.width() <= 1366 * 0.28, "as wide as its longest word"


def tip_of(view: QTreeView, index: QModelIndex) -> str:
    """Return the tool tip that is shown when the pointer rests on a line."""
    QToolTip.hideText()
    settle()
    at = view.visualRect(index).center()
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at)))
    return QToolTip.text() if QToolTip.isVisible() else ""


def lines_of(workplace: Workplace) -> Iterator[tuple[QTreeView, QModelIndex]]:
    for name in ("navigator-list", "navigator-foot"):
        view = workplace.navigator.findChild(QTreeView, name)
        assert isinstance(view, QTreeView)
        for row in range(view.model().rowCount()):
            index = view.model().index(row, 0)
            if not view.isRowHidden(row, QModelIndex()):
                view.scrollTo(index)
                yield view, index


def test_no_name_is_cut_in_the_navigator_at_twice_the_size(large: Workplace) -> None:
    large.go(Place("check"))
    settle()
    for view, index in lines_of(large):
        assert not view.itemDelegate().cut(view, index), index.data()  # type: ignore[attr-defined]


def test_a_name_that_is_cut_in_the_navigator_has_it_whole_in_its_tool_tip(large: Workplace) -> None:
    large.navigator.setMaximumWidth(large.navigator.fontMetrics().averageCharWidth() * 12)
    large.navigator.setMinimumWidth(large.navigator.maximumWidth())
    settle()
    cut = [each for each in lines_of(large) if each[0].itemDelegate().cut(*each)]  # type: ignore[attr-defined]
    assert cut
    for view, index in cut:
        view.scrollTo(index)
        tip = tip_of(view, index)
        assert all(word in tip for word in str(index.data()).split()), index.data()


def test_a_name_that_is_whole_in_the_navigator_has_no_tool_tip_that_repeats_it(opened: Window) -> None:
    assert opened.workplace is not None
    opened.resize(1366, 768)
    settle()
    for view, index in lines_of(opened.workplace):
        assert str(index.data()) not in tip_of(view, index).splitlines()


def test_links_of_two_cards_that_read_alike_have_names_of_their_own(opened: Window) -> None:
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    for number in range(5):
        session.add("gap", {"title": f"Gap {number}", "objectives": [4]})
    for indicator in [each.key for each in session.catalogue.indicators if method_of(each).takes_values][:5]:
        session.add("value", {"indicator": indicator, "year": 2024, "value": "1"})
    workplace.go(Place("overview"))
    settle()
    page = workplace.page
    assert isinstance(page, OverviewPage)
    links = [page.gaps._more, page.indicators.more]
    assert [each.isVisibleTo(page) for each in links] == [True, True]
    assert links[0].text() == links[1].text()
    assert [each.accessibleName() for each in links] == [
        f"Gaps without a pledge: {links[0].text()}",
        f"Indicators: {links[1].text()}",
    ]


def test_words_that_give_way_have_all_of_what_they_say_now_in_their_tool_tip(qtbot: QtBot) -> None:
    label = Shortened("Objectives rated: 22 of 23.")
    qtbot.addWidget(label)
    label.setText("Objectives rated: 23 of 23.")
    assert "23 of 23" in label.toolTip()
    label.setText("")
    assert label.toolTip() == ""


@pytest.mark.parametrize("most", [1, 2, 3])
def test_fewer_words_are_shown_only_where_the_text_does_not_fit_into_its_lines(
    most: int, look: object, qtbot: QtBot
) -> None:
    text, brief = "All changes of today are saved", "Saved"

    def drawn(words_: str, width: int, fewer: str = "") -> object:
        label = Shortened(words_, most=most)
        qtbot.addWidget(label)
        label.brief = fewer
        label.resize(width, label.sizeHint().height())
        return label.grab().toImage()

    letters = QFontMetrics(Shortened(text).font())
    whole = letters.horizontalAdvance(text)
    enough = whole * 4 // (3 * most) if most > 1 else whole + 4
    assert drawn(text, enough, brief) == drawn(text, enough), "it fits into its lines"
    assert drawn(text, enough, brief) != drawn(brief, enough)
    little = max(enough // 3, letters.horizontalAdvance(brief) + 1)
    assert drawn(text, little, brief) == drawn(brief, little)
    assert drawn(text, little) != drawn(brief, little)
