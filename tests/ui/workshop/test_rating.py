"""Rating together through the real window: unseen until it is revealed, by the keyboard alone, and large."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTreeWidgetItemIterator,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.i18n.translation import LANGUAGES
from desktop.record.ballots import Question, rounds_of
from desktop.record.entry import Entry, bound_id
from desktop.ui.dialogs.rating import RatingDialog
from desktop.ui.navigation import Place, place_of
from desktop.ui.pages.history import HistoryPage
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.pages.policy import PolicyPage
from desktop.ui.pages.search import SearchPage
from desktop.ui.session import Session
from desktop.ui.window import Window
from desktop.ui.workshop.rating_view import RatingView

MINISTRIES = ("Ministry of Health", "Ministry of Interior", "Ministry of Labour")


@pytest.fixture
def room(opened: Window) -> Window:
    """The window with a team of three ministries."""
    session = opened.workplace.session
    for place, ministry in enumerate(MINISTRIES):
        session.add("person", {"name": f"Person {place}", "ministry": ministry})
    return opened


@pytest.fixture
def dialog(room: Window, qtbot: QtBot) -> Iterator[RatingDialog]:
    room.workplace.go(Place("objective", "7"))
    page = room.workplace.page
    assert isinstance(page, ObjectivePage)
    page.rate.click()
    found = room.findChild(RatingDialog)
    assert found is not None
    qtbot.waitUntil(found.isActiveWindow)
    yield found
    if isValid(found):
        found.accept()


def press(qtbot: QtBot, *pressed: Qt.Key | str) -> None:
    """Press keys where the keyboard is."""
    for each in pressed:
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(each, str):
            qtbot.keyClicks(focused, each)
        else:
            qtbot.keyClick(focused, each)


def told_by(window: QWidget) -> str:
    """Everything that a window shows, and that a screen reader says of it: names, texts, states, tool tips."""
    said = []
    for widget in (window, *window.findChildren(QWidget)):
        interface = QAccessible.queryAccessibleInterface(widget)
        said += [
            interface.text(kind)
            for kind in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)
        ]
        said.append(widget.toolTip())
        if isinstance(widget, QAbstractButton) and widget.isChecked():
            said.append(f"chosen {widget.text()}")
        if isinstance(widget, QLabel | QLineEdit):
            said.append(widget.text())
        if isinstance(widget, QPlainTextEdit):
            said.append(widget.toPlainText())
    return "\n".join(said)


def rounds(session: Session, objective: int = 7):  # type: ignore[no-untyped-def]
    return rounds_of(session.submission, Question(session.submission.bound("assessment", str(objective)), "rating"))


def test_by_the_keyboard_alone_from_the_first_rating_to_the_record(
    dialog: RatingDialog, room: Window, qtbot: QtBot
) -> None:
    enter, tab = Qt.Key.Key_Return, Qt.Key.Key_Tab
    session, view = room.workplace.session, dialog.view
    assert QApplication.focusWidget() is view.question, "it begins with what is rated"
    while not view.begin.round.hasFocus():
        press(qtbot, tab)
    press(qtbot, enter)  # pass the laptop round
    assert view.stage is view.turn and "Ministry of Health" in view.turn.whose.text()
    for digit, reason in (("5", "It covers all"), ("3", ""), ("3", "Two laws")):
        press(qtbot, enter, digit, tab, reason, enter)
    assert view.turn.whose.text() == "All ministries have given a rating."
    press(qtbot, enter)  # reveal
    assert view.stage is view.spread
    assert [each.value for each in rounds(session)[-1].ballots] == ["full", "partial", "partial"]
    press(qtbot, enter)  # record what is agreed; what most gave is chosen already
    assert view.stage is view.agree and view.agree.options.value == "partial"
    assert list(view.agree.dissents) == ["Ministry of Health"]
    assert view.agree.dissents["Ministry of Health"].words.text() == "It covers all"
    press(qtbot, tab, "Two of three", tab, tab, Qt.Key.Key_End, " for us", tab, enter)
    entry = session.submission.bound("assessment", "7")
    assert (entry.text("rating"), entry.text("reason")) == ("partial", "Two of three")
    (found,) = rounds(session)
    assert [(each.ministry, each.dissent) for each in found.dissenting] == [
        ("Ministry of Health", "It covers all for us")
    ]
    assert view.stage is view.spread and "Agreed: Partly achieved" in told_by(view.spread)


def test_the_arrows_tell_what_a_step_means_and_that_it_is_not_chosen(dialog: RatingDialog, qtbot: QtBot) -> None:
    view = dialog.view
    view.begin.round.click()
    press(qtbot, Qt.Key.Key_Return, "2")
    options = view.give.options
    chosen = options.help.text()
    assert chosen == "There are plans or first measures, with little effect so far."
    press(qtbot, Qt.Key.Key_Right)
    other = "Some of the actions are carried out, or all of them in some places."
    assert (options.help.text(), options.value) == (f"Not chosen: {other}", "early")
    press(qtbot, Qt.Key.Key_Tab)
    assert options.help.text() == chosen, "away from the group it is the chosen one that is told"
    press(qtbot, Qt.Key.Key_Backtab, Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert (options.help.text(), options.value) == (other, "partial")


def test_nothing_in_the_window_tells_what_was_given_before_it_is_revealed(
    dialog: RatingDialog, room: Window, qtbot: QtBot
) -> None:
    session, view = room.workplace.session, dialog.view
    view.begin.round.click()
    view.turn.go.click()
    view.give.options.buttons["advanced"].click()
    view.give.reason.setText("Xylophone")
    view.give.give.click()
    assert view.stage is view.turn
    said = told_by(room) + told_by(dialog)
    assert "Xylophone" not in said
    assert "chosen" not in "".join(line for line in said.split("\n") if "advanced" in line.lower())
    assert "have given a rating: 1 of 3" in view.turn.count.text()

    dialog.accept()
    room.workplace.go(Place("history"))
    page = room.workplace.page
    assert isinstance(page, HistoryPage)
    shown = []
    page.tree.expandAll()
    iterator = QTreeWidgetItemIterator(page.tree)
    while iterator.value():
        page._fill_changes(iterator.value())
        shown += [iterator.value().text(column) + iterator.value().toolTip(column) for column in range(4)]
        iterator += 1
    told = "\n".join(shown) + session.can_undo()
    assert "Give a rating in private" in told and "advanced" not in told
    said = told + told_by(room)
    assert "Xylophone" not in said and "unseen:" not in said

    for word in ("Xylophone", "advanced", "unseen"):
        room.workplace.go(Place("search", word))
        found = room.workplace.page
        assert isinstance(found, SearchPage)
        model = found.list.model()
        lines = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        assert not any("Rating" in line or "ballot" in line for line in lines)
        assert word == "advanced" or not lines


def test_what_is_chosen_and_not_given_stays_on_no_screen(dialog: RatingDialog, qtbot: QtBot) -> None:
    view = dialog.view
    view.begin.round.click()
    for leave in (view.give.later.click, lambda: press(qtbot, Qt.Key.Key_Escape), view.leave):
        view.turn.go.click()
        view.give.options.buttons["early"].click()
        view.give.reason.setText("Xylophone")
        leave()
        assert view.stage is view.turn
        assert "Xylophone" not in told_by(dialog) and not view.give.options.buttons["early"].isChecked()
    assert dialog.isVisible(), "Escape goes back one stage, and no further"


def test_the_line_of_the_reason_gives_nothing_back_that_another_ministry_wrote(
    dialog: RatingDialog, qtbot: QtBot
) -> None:
    view = dialog.view
    view.begin.cards.click()
    press(qtbot, "2", Qt.Key.Key_Tab, "Xylophone", Qt.Key.Key_Return)
    view.give.reason.setFocus()
    qtbot.keyClick(view.give.reason, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert view.give.reason.text() == "" and view.give.whose.text() == "Ministry of Interior"


def test_cards_that_are_read_out_go_one_after_the_other(dialog: RatingDialog, room: Window, qtbot: QtBot) -> None:
    view = dialog.view
    view.begin.cards.click()
    for ministry, digit in zip(MINISTRIES, "244", strict=True):
        assert view.stage is view.give and view.give.whose.text() == ministry
        press(qtbot, digit, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert view.stage is view.turn and view.turn.go.isHidden()
    view.turn.reveal.click()
    assert [each.value for each in rounds(room.workplace.session)[-1].ballots] == ["early", "advanced", "advanced"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_it_is_seen_at_once_on_the_screen_of_a_small_laptop(
    qtbot: QtBot, room: Window, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.resize(1366, 768)
    room.speak(language)
    session = room.workplace.session
    screen = SimpleNamespace(availableGeometry=lambda: QRect(0, 0, 1366, 768))
    monkeypatch.setattr(RatingDialog, "screen", lambda _dialog: screen)
    assessed = Entry(bound_id(session.submission.id, "assessment", "7"), "assessment", "7")
    small = RatingDialog(session, [Question(assessed, "rating")], room)
    small.show()
    qtbot.waitUntil(small.isActiveWindow)
    assert small.height() <= 768 * 0.9 and small._scrolled is None
    for each in (each for each in small.findChildren(QAbstractButton) if each.isVisible()):
        assert small.rect().contains(QRect(each.mapTo(small, QPoint(0, 0)), each.size())), each.text()
    small.accept()


def test_the_arrow_keys_go_along_the_ministries_that_rate(qtbot: QtBot, dialog: RatingDialog) -> None:
    boxes = list(dialog.view.begin.ministries.values())
    boxes[0].setFocus()
    for key, led in ((Qt.Key.Key_Up, -1), (Qt.Key.Key_Down, 0), (Qt.Key.Key_Down, 1)):
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert QApplication.focusWidget() is boxes[led]


def test_a_ministry_can_rate_anew_or_later_and_one_more_can_take_part(dialog: RatingDialog, room: Window) -> None:
    view = dialog.view
    view.begin.other.setText("City of Mombasa")
    view.begin.add.click()
    view.begin.ministries["Ministry of Interior"].setChecked(False)
    view.begin.round.click()
    view.turn.who.setCurrentIndex(view.turn.who.findData("Ministry of Labour"))
    view.turn.who.activated.emit(view.turn.who.currentIndex())
    for digit in (1, 2):
        view.turn.ready.emit("Ministry of Labour")
        view.press(digit) if hasattr(view, "press") else view.give.press(digit)
        view.give.give.click()
    view.turn.reveal.click()
    given = {each.ministry: each.value for each in rounds(room.workplace.session)[-1].ballots}
    assert given == {"City of Mombasa": "", "Ministry of Health": "", "Ministry of Labour": "early"}
    assert "No rating" in told_by(view.spread)


def test_it_goes_on_where_it_stood_when_it_is_opened_again(dialog: RatingDialog, room: Window, qtbot: QtBot) -> None:
    dialog.view.begin.round.click()
    dialog.view.turn.go.click()
    dialog.view.give.press(2)
    dialog.view.give.give.click()
    dialog.accept()
    again = RatingView(room.workplace.session)
    qtbot.addWidget(again)
    again.ask([Question(room.workplace.session.submission.bound("assessment", "7"), "rating")])
    assert again.stage is again.turn and "Ministry of Interior" in again.turn.whose.text()


def test_undo_takes_the_last_step_back_and_the_screen_follows(dialog: RatingDialog, room: Window) -> None:
    session, view = room.workplace.session, dialog.view
    view.begin.round.click()
    view.turn.go.click()
    view.give.press(2)
    view.give.give.click()
    view.turn.reveal.click()
    assert view.stage is view.spread
    session.undo()
    assert view.stage is view.turn and "Early" not in view.turn.count.text()
    session.undo()
    assert "0 of 3" in view.turn.count.text()
    session.undo()
    assert view.stage is view.begin


def test_the_spread_is_told_in_words_and_by_boxes_that_can_be_counted(dialog: RatingDialog) -> None:
    view = dialog.view
    view.begin.cards.click()
    for digit in (5, 3, 3):
        view.give.press(digit)
        view.give.give.click()
    view.turn.reveal.click()
    said = told_by(view.spread)
    for each in ("Partly achieved", "2 of 3", "1 of 3", "0 of 3", "Ministry of Interior, Ministry of Labour"):
        assert each in said, each


def test_letters_are_read_from_the_back_of_the_room(dialog: RatingDialog, qtbot: QtBot) -> None:
    dialog.resize(1024, 768)
    view = dialog.view
    view.begin.cards.click()
    qtbot.waitUntil(lambda: dialog.height() >= 740)
    for widget in dialog.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit) and widget.isVisible() and widget.text():
            high = QFontMetricsF(widget.font()).tightBoundingRect("H").height()
            assert high >= dialog.height() / 35 - 0.5, widget.text()


def test_the_page_of_sdg_10_7_2_offers_its_questions(room: Window, qtbot: QtBot) -> None:
    room.workplace.go(Place("policy", "2a"))
    page = room.workplace.page
    assert isinstance(page, PolicyPage)
    page.rate_together("2a")
    dialog = room.findChild(RatingDialog)
    assert dialog is not None
    view = dialog.view
    assert view.question.count() == 30 and "national migration policy" in view.question.currentText()
    assert list(view.give.options.buttons) == ["yes", "no"]
    view.begin.cards.click()
    for digit in (1, 1, 2):
        view.give.press(digit)
        view.give.give.click()
    view.turn.reveal.click()
    view.spread.agree.click()
    view.agree.reason.setPlainText("Act 12")
    view.agree.record.click()
    entry = room.workplace.session.submission.bound("policy_answer", "2a")
    assert (entry.text("answer"), entry.text("evidence")) == ("yes", "Act 12")
    dialog.accept()


def test_any_question_of_a_few_steps_is_rated_by_its_key(room: Window, qtbot: QtBot) -> None:
    room.workplace.go(Place("objective", "7"))
    page = room.workplace.page
    assert isinstance(page, ObjectivePage)
    form = page.standing.form
    form.focus_field("trend")
    press_rate(qtbot)
    dialog = room.findChild(RatingDialog)
    assert dialog is not None and list(dialog.view.give.options.buttons) == ["improving", "stable", "worsening"]
    dialog.accept()


def press_rate(qtbot: QtBot) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


def test_in_the_workshop_the_key_of_the_panel_opens_it_for_its_objective(room: Window, qtbot: QtBot) -> None:
    from desktop.ui.workshop.rating import RatingPanel

    room.workplace.go(Place("objective", "9"))
    room.workplace.begin_workshop()
    workshop = room.workplace.workshop_view
    assert workshop is not None
    workshop.open_panel("rating")
    panel = workshop.panel
    assert isinstance(panel, RatingPanel)
    panel.view.begin.round.click()
    panel.view.turn.go.click()
    panel.view.give.press(4)
    person = room.workplace.session.person
    press(qtbot, "1")
    assert room.workplace.session.person == person, "a digit chooses a rating, and nobody speaks by it"
    workshop.setFocus()  # as a click beside the buttons does
    press(qtbot, "2")
    assert room.workplace.session.person == person, "wherever the keyboard is"
    assert panel.view.give.options.value == list(panel.view.give.options.buttons)[1]
    panel.view.give.give.click()
    assert "Ministry of Health has given a rating." not in workshop.last.accessibleName()
    assert [each.is_given for each in rounds(room.workplace.session, 9)[-1].ballots] == [True, False, False]
    said = told_by(room)
    assert not any(f"chosen {place}" in said for place in range(1, 6))
    room.workplace.workshop.end()


def test_whatever_takes_the_keyboard_says_what_it_is_and_can_be_pressed(dialog: RatingDialog, room: Window) -> None:
    view = dialog.view

    def look() -> None:
        QApplication.processEvents()
        for widget in view.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                named = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
                assert named, (view.stage, widget)
                assert widget.height() >= 24, named

    look()
    view.begin.round.click()
    look()
    view.turn.go.click()
    look()
    view.give.press(2)
    view.give.give.click()
    view.turn.reveal.click()
    look()
    view.spread.agree.click()
    view.agree.press(3)
    look()


def test_a_ballot_in_the_history_leads_to_what_was_rated(dialog: RatingDialog, room: Window) -> None:
    dialog.view.begin.round.click()
    ballot = room.workplace.session.submission.of_kind("ballot")[0]
    place = place_of(ballot)
    assert (place.page, place.key, place.field) == ("objective", "7", "rating")
    dialog.accept()
    room.workplace.go(place)
    assert isinstance(room.workplace.page, ObjectivePage)


def test_who_rates_again_is_seen_though_it_was_rated_before(room: Window, qtbot: QtBot) -> None:
    workplace = room.workplace
    assert workplace is not None
    workplace.begin_workshop()
    view = workplace.workshop_view
    assert view is not None
    room.setWindowState(Qt.WindowState.WindowNoState)
    room.resize(1024, 768)
    view.open_panel("rating")
    begin = view.panel.view.begin  # type: ignore[union-attr]
    begin.before.setText("Agreed the last time the ministries rated this together: Partly achieved")
    for each in (begin.before, begin.again):
        each.show()
    for _round in range(4):
        QApplication.processEvents()
    assert view.foot.isHidden() and view.last.isVisible(), "what takes something back stays in sight"
    seen = begin._area.viewport()
    for box in begin.ministries.values():
        top = box.mapTo(seen, QPoint(0, 0)).y()
        assert top >= 0 and top + box.height() <= seen.height(), box.accessibleName()
    view.shut_panel()
    assert view.foot.isVisible()
