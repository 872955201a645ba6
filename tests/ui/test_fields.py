"""Each type of field: what is typed, pasted or chosen becomes its answer when the field is left, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent, QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.translation import use_language
from desktop.record.entry import Value
from desktop.ui.fields import FieldWidget, FormContext
from desktop.ui.fields.choices import CheckField, ComboField, SideBySide, TickBox
from desktop.ui.fields.files import FileField
from desktop.ui.fields.pickers import PickField
from desktop.ui.fields.rows import RowsField
from desktop.ui.fields.texts import LineField, LongTextField
from desktop.ui.layout import button
from desktop.ui.navigation import Place
from desktop.ui.window import Window

Show = Callable[..., FieldWidget]


def heard(widget: FieldWidget) -> list[object]:
    """Collect what a field hands on."""
    values: list[object] = []
    widget.left.connect(values.append)
    return values


def leave(widget: FieldWidget) -> None:
    widget.editor().clearFocus()


# Typed


def paste(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_lines_that_are_pasted_into_a_title_are_joined(qtbot: QtBot, field: Show) -> None:
    title = field("pledge.title")
    assert isinstance(title, LineField)
    values = heard(title)
    title.line.setFocus()
    paste("Strengthening the civil\r\n•\tregistry \n\n of births")
    qtbot.keyClick(title.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert title.line.text() == "Strengthening the civil registry of births"
    qtbot.keyClick(title.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert title.line.text() == ""
    title.line.insert("Two\nlines")  # as the middle button of the mouse brings them
    assert title.line.text() == "Two lines"
    title.commit()
    assert values == ["Two lines"]


def test_what_is_pasted_into_a_long_text_keeps_its_paragraphs(qtbot: QtBot, field: Show) -> None:
    description = field("pledge.description")
    assert isinstance(description, LongTextField)
    description.box.setFocus()
    paste("Who: the min\u00adistry\r\n\r\n•\tWhat: a register\r\n")
    qtbot.keyClick(description.box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert description.value() == "Who: the ministry\n\n- What: a register"


def test_the_example_in_an_empty_line_is_never_cut(field: Show) -> None:
    start = field("pledge.start")
    assert isinstance(start, LineField)
    assert start.line.placeholderText() == "for example 2 March 2026"
    for wide in (200, 150, 110, 70):
        start.resize(wide, 80)
        QApplication.processEvents()
        example = start.line.placeholderText()
        assert start.line.fontMetrics().horizontalAdvance(example) <= start.line.width() - 16
    assert example == ""


def test_the_line_in_a_list_has_a_name_too(field: Show) -> None:
    kind = field("pledge.entity_kind")
    assert isinstance(kind, ComboField)
    kind.name("Pledging entity", "")
    assert kind.combo.line.accessibleName() == "Pledging entity" == kind.combo.accessibleName()
    objectives = field("pledge.objectives")
    assert isinstance(objectives, PickField)
    objectives.name("The main three objectives", "")
    assert objectives.combo.line.accessibleName() == "The main three objectives"


@pytest.mark.parametrize(
    ("key", "was", "change", "now"),
    [
        ("pledge.title", "A register", lambda it: it.line.setText("A law"), "A law"),
        ("pledge.title", "A register", lambda it: it.line.clear(), None),
        ("pledge.description", "One", lambda it: it.box.setPlainText("Two"), "Two"),
        ("pledge.description", "One", lambda it: it.box.clear(), None),
        ("pledge.start", "2026", lambda it: it.line.setText("2 March 2027"), "2027-03-02"),
        ("value.year", 2020, lambda it: it.line.setText("2021"), 2021),
        ("submission.country", "MA", lambda it: it.combo.line.setText("Kenya"), "KE"),
        ("submission.country", "MA", lambda it: it.combo.clearEditText(), None),
        ("pledge.principles", [1], lambda it: it.boxes[1][1].setChecked(True), [1, 2]),
        ("pledge.objectives", [13], lambda it: it.combo.line.setText("20"), [13, 20]),
        ("pledge.objectives", [13, 20], lambda it: it.chips()[0].take_away.click(), [20]),
        ("gap.severity", "low", lambda it: it.buttons[-1][1].click(), "critical"),
        ("pledge.partners", [{"name": "A"}], lambda it: it.cells[0]["name"].line.setText("B"), [{"name": "B"}]),
        ("pledge.partners", [{"name": "A"}], lambda it: it.remove_buttons[0].click(), None),
        ("evidence.file", "a" * 64, lambda it: it.take_away(), None),
    ],
)
def test_whatever_changes_what_is_shown_is_handed_on_and_what_was_only_shown_is_not(
    field: Show, key: str, was: Value, change: Callable[[Any], object], now: Value | None
) -> None:
    widget = field(key)
    values = heard(widget)
    for _turn in range(2):  # once more for an entry that says the same
        widget.set_value(was)
        widget.commit()
        assert widget.is_as_set() and not widget.unwritten() and widget.value() == was and not values
        change(widget)
        widget.commit()
        assert values == [now] and widget.value() == now and widget.is_as_set()
        values.clear()


@pytest.mark.parametrize(
    ("key", "typed", "now"), [("submission.country", "Kenya", "KE"), ("pledge.objectives", "20", [20])]
)
def test_what_was_refused_and_is_a_choice_by_now_is_handed_on_when_it_is_left(
    field: Show, key: str, typed: str, now: Value
) -> None:
    widget = field(key)  # it was typed where choices have other names
    values = heard(widget)
    widget.set_value(None, typed)
    widget.commit()
    assert values == [now] and widget.typed() is None


def test_a_line_is_handed_on_once_when_it_is_left(qtbot: QtBot, field: Show) -> None:
    title = field("pledge.title")
    assert isinstance(title, LineField)
    values = heard(title)
    title.line.setFocus()
    qtbot.keyClicks(title.line, "  A registrar in every county ")
    assert values == []
    leave(title)
    title.line.setFocus()
    leave(title)
    assert values == ["A registrar in every county"]


def test_enter_hands_on_as_well(qtbot: QtBot, field: Show) -> None:
    title = field("pledge.title")
    values = heard(title)
    qtbot.keyClicks(title.editor(), "A title")
    qtbot.keyClick(title.editor(), Qt.Key.Key_Return)
    assert values == ["A title"]


def test_emptying_a_line_takes_the_answer_back(qtbot: QtBot, field: Show) -> None:
    title = field("pledge.title")
    assert isinstance(title, LineField)
    title.set_value("A title")
    values = heard(title)
    title.line.setFocus()
    title.line.clear()
    leave(title)
    assert values == [None]


def test_a_line_break_that_a_line_cannot_show_is_not_lost_by_looking_at_it(field: Show) -> None:
    title = field("pledge.title")
    title.set_value("One\nTwo")
    values = heard(title)
    title.editor().setFocus()
    leave(title)
    title.commit()
    assert values == []


@pytest.mark.parametrize("typed", ["2026", "2026-03", "2026-03-02"])
def test_a_date_is_kept_as_exactly_as_it_is_known(qtbot: QtBot, field: Show, typed: str) -> None:
    start = field("pledge.start")
    qtbot.keyClicks(start.editor(), typed)
    assert start.value() == typed
    assert start.problem() == ""


def test_what_is_no_date_stays_on_the_screen_with_a_sentence(qtbot: QtBot, field: Show) -> None:
    start = field("pledge.start")
    assert isinstance(start, LineField)
    start.set_value("2025")
    values = heard(start)
    start.line.selectAll()
    qtbot.keyClicks(start.line, "2026-02-30")
    leave(start)
    start.commit()
    assert values == [None], "the old date no longer stands on the screen"
    assert start.typed() == "2026-02-30"
    assert start.line.text() == "2026-02-30"
    assert "2026-02-30" in start.problem()
    start.set_value(None, "2026-02-30")
    assert start.line.text() == "2026-02-30"
    assert "2026-02-30" in start.problem()
    assert not start.unwritten()


def test_a_number_may_have_a_comma_and_keeps_its_digits(qtbot: QtBot, field: Show) -> None:
    value = field("value.value")
    values = heard(value)
    qtbot.keyClicks(value.editor(), "12,50")
    value.commit()
    assert values == ["12.50"]


def test_a_year_is_a_whole_number(qtbot: QtBot, field: Show) -> None:
    year = field("value.year")
    assert isinstance(year, LineField)
    year.line.insert("٢٠٢٦")  # as an Arabic keyboard writes it
    assert year.value() == 2026


# Long texts


def test_the_count_says_in_words_when_a_text_is_too_short_or_too_long(qtbot: QtBot, field: Show) -> None:
    description = field("pledge.description")
    assert isinstance(description, LongTextField)
    description.set_value("x" * 299)
    assert "Too short" in description.counter.text()
    description.set_value("x" * 300)
    assert "too" not in description.counter.text()
    assert "300" in description.counter.text()
    description.set_value("x" * 3_001)
    assert "3,001" in description.counter.text()
    assert "Too long" in description.counter.text()


def test_the_count_blocks_no_more_than_the_check_does(field: Show) -> None:
    description = field("pledge.description")
    assert isinstance(description, LongTextField)
    said = description.counter.findChildren(QLabel)
    description.set_value("Too short")
    assert "blocks" in [each.property("state") for each in said]
    description.set_value("为移民工人设立登记处。")
    assert "may find this too short" in description.counter.text()
    assert "blocks" not in [each.property("state") for each in said]


def test_forty_thousand_characters_can_be_pasted(qtbot: QtBot, field: Show) -> None:
    description = field("pledge.description")
    assert isinstance(description, LongTextField)
    values = heard(description)
    description.box.setFocus()
    QApplication.clipboard().setText("migrants " * 4_444)
    description.box.paste()
    leave(description)
    assert values == [("migrants " * 4_444).strip()]


def test_the_box_grows_with_its_text_up_to_a_height(qtbot: QtBot, field: Show) -> None:
    results = field("practice.results")
    assert isinstance(results, LongTextField)
    small = results.box.height()
    results.set_value("line\n" * 8)
    large = results.box.height()
    results.set_value("line\n" * 800)
    assert small < large < results.box.height() < 600


def test_paragraphs_begin_at_the_side_of_their_script(qtbot: QtBot, field: Show) -> None:
    results = field("practice.results")
    assert isinstance(results, LongTextField)
    middle = results.box.viewport().width() / 2
    values = heard(results)

    def begins() -> float:
        return results.box.document().firstBlock().layout().lineAt(0).naturalTextRect().left()

    assert begins() < middle
    results.set_value("يسجل كل مولود")
    assert begins() > middle
    results.set_value("2024: every child")
    assert begins() < middle
    leave(results)
    assert values == []


def test_tab_goes_on_to_the_next_field(qtbot: QtBot, field: Show) -> None:
    results = field("practice.results")
    values = heard(results)
    results.editor().setFocus()
    qtbot.keyClicks(results.editor(), "Shorter queues")
    qtbot.keyClick(results.editor(), Qt.Key.Key_Tab)
    results.commit()
    assert values == ["Shorter queues"]


def test_spaces_that_do_not_break_survive_an_edit(qtbot: QtBot, field: Show) -> None:
    results = field("practice.results")
    assert isinstance(results, LongTextField)
    results.set_value("2\u00a0000 people\u2003each year")
    values = heard(results)
    results.editor().setFocus()
    leave(results)
    assert values == []
    cursor = results.box.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    cursor.insertText(".")
    results.commit()
    assert values == ["2\u00a0000 people\u2003each year."]


# Chosen


def test_a_second_click_takes_the_choice_back(qtbot: QtBot, field: Show) -> None:
    rating = field("assessment.rating")
    assert isinstance(rating, SideBySide)
    values = heard(rating)
    button = dict(rating.buttons)["partial"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert values == ["partial", None]


def test_yes_no_and_not_answered_are_three_things(qtbot: QtBot, field: Show) -> None:
    champion = field("pledge.champion")
    assert isinstance(champion, SideBySide)
    assert champion.value() is None
    values = heard(champion)
    for key in (False, True, True):
        qtbot.mouseClick(dict(champion.buttons)[key], Qt.MouseButton.LeftButton)
    assert values == [False, True, None]


def test_the_arrow_keys_go_along_the_choices_and_space_chooses(qtbot: QtBot, field: Show) -> None:
    rating = field("assessment.rating")
    assert isinstance(rating, SideBySide)
    first = rating.buttons[0][1]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert rating.value() == rating.buttons[2][0]
    tab_stops = [button for _key, button in rating.buttons if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert tab_stops == [rating.buttons[2][1]]


def test_the_arrow_keys_follow_the_direction_of_reading(qtbot: QtBot, field: Show) -> None:
    rating = field("assessment.rating")
    assert isinstance(rating, SideBySide)
    rating.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    first = rating.buttons[0][1]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Left)
    assert QApplication.focusWidget() is rating.buttons[1][1]


def test_a_choice_is_made_by_the_number_of_its_place(qtbot: QtBot, field: Show) -> None:
    rating = field("assessment.rating")
    assert isinstance(rating, SideBySide)
    values = heard(rating)
    rating.editor().setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_3)
    assert QApplication.focusWidget() is rating.buttons[2][1]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_3)  # once more is no second thought
    arabic = QKeyEvent(QEvent.Type.KeyPress, 0x662, Qt.KeyboardModifier.NoModifier, "٢")
    QApplication.sendEvent(rating.buttons[2][1], arabic)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_9)
    assert values == ["partial", "early"]


def test_enter_chooses_and_whoever_comes_back_begins_at_what_was_chosen(qtbot: QtBot, field: Show) -> None:
    rating = field("assessment.rating")
    assert isinstance(rating, SideBySide)
    rating.editor().setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert rating.value() == rating.buttons[1][0]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_End)
    assert QApplication.focusWidget() is rating.buttons[-1][1]
    leave_to(qtbot, rating)
    assert rating.value() == rating.buttons[1][0]
    stops = [button for _key, button in rating.buttons if button.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [rating.buttons[1][1]]


def test_one_choice_of_several_is_a_radio_button_to_a_screen_reader(field: Show) -> None:
    rating = field("assessment.rating")
    assert isinstance(rating, SideBySide)
    rating.name("Rating", "")
    read = QAccessible.queryAccessibleInterface(rating.buttons[0][1])
    assert read is not None
    assert read.role() == QAccessible.Role.RadioButton
    assert read.text(QAccessible.Text.Name) == "Rating: Not started"


def test_ticks_are_one_stop_and_the_arrows_go_along(qtbot: QtBot, field: Show) -> None:
    principles = field("pledge.principles")
    assert isinstance(principles, CheckField)
    boxes = [box for _key, box in principles.boxes]
    assert [box for box in boxes if box.focusPolicy() & Qt.FocusPolicy.TabFocus] == boxes[:1]
    boxes[0].setFocus()
    qtbot.keyClick(boxes[0], Qt.Key.Key_Down)
    qtbot.keyClick(boxes[1], Qt.Key.Key_Space)
    qtbot.keyClick(boxes[1], Qt.Key.Key_Right)  # into the other column
    assert QApplication.focusWidget() is boxes[6]
    qtbot.keyClick(boxes[6], Qt.Key.Key_Return)
    assert principles.value() == [principles.boxes[1][0], principles.boxes[6][0]]


def test_the_words_of_a_tick_stand_level_with_its_box(field: Show) -> None:
    nature = field("pledge.nature")
    assert isinstance(nature, CheckField)
    box = nature.boxes[0][1]
    tick = box.parentWidget()
    assert isinstance(tick, TickBox)
    label = tick.findChild(QLabel)
    assert label is not None
    line = label.contentsRect().top() + label.y() + label.fontMetrics().height() / 2
    assert abs(line - (box.y() + box.height() / 2)) <= 1
    assert box.height() >= 24


def test_a_choice_that_has_no_room_goes_on_in_the_next_line(qtbot: QtBot, field: Show) -> None:
    rating = field("assessment.rating")
    assert isinstance(rating, SideBySide)
    button = rating.buttons[2][1]
    high = button.height()
    rating.resize(90, 700)
    qtbot.waitUntil(lambda: button.height() > high)
    assert button.text() == "Partly achieved"
    assert "\n" in QPushButton.text(button)
    assert button.width() <= 90
    rating.resize(700, 700)
    qtbot.waitUntil(lambda: button.height() == high)


def leave_to(qtbot: QtBot, widget: FieldWidget) -> None:
    """Put the keyboard elsewhere in the same window."""
    other = QLineEdit(widget)
    other.show()
    other.setFocus()
    QApplication.processEvents()


def test_ticks_keep_the_order_of_the_form(qtbot: QtBot, field: Show) -> None:
    nature = field("pledge.nature")
    assert isinstance(nature, CheckField)
    boxes = dict(nature.boxes)
    keys = [key for key, _box in nature.boxes]
    for key in (keys[2], keys[0]):
        qtbot.mouseClick(boxes[key], Qt.MouseButton.LeftButton, pos=QPoint(8, boxes[key].height() // 2))
    assert nature.value() == [keys[0], keys[2]]


def test_choices_that_the_form_does_not_know_any_more_are_kept(qtbot: QtBot, field: Show) -> None:
    nature = field("pledge.nature")
    assert isinstance(nature, CheckField)
    values = heard(nature)
    nature.set_value(["policy", "of_an_older_cycle", "financial"])
    nature.editor().setFocus()
    leave(nature)
    assert values == []
    box = dict(nature.boxes)["financial"]
    box.click()
    assert values == [["policy", "of_an_older_cycle"]]


@pytest.mark.parametrize(
    ("typed", "first"),
    [("Gha", ["Ghana", "Afghanistan"]), ("mali", ["Mali", "Somalia"]), ("OMAN", ["Oman", "Romania"])],
)
def test_what_begins_with_what_is_typed_is_proposed_first(
    qtbot: QtBot, field: Show, typed: str, first: list[str]
) -> None:
    country = field("submission.country")
    assert isinstance(country, ComboField)
    values = heard(country)
    country.combo.line.setFocus()
    qtbot.keyClicks(country.combo.line, typed)
    proposed = country.combo.proposed()
    model = proposed.model()
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == first
    assert country.combo.line.text() == typed
    qtbot.keyClick(proposed, Qt.Key.Key_Down)
    qtbot.keyClick(proposed, Qt.Key.Key_Return)
    assert country.combo.currentText() == first[0]
    assert values and values[-1] == {"Ghana": "GH", "Mali": "ML", "Oman": "OM"}[first[0]]
    country.combo.fill()
    names = [name for _key, name in country.combo.proposals.items]
    assert names.index("Afghanistan") < names.index("Ghana"), "the whole list stays in its order"


def test_a_country_is_found_by_a_part_of_its_name(qtbot: QtBot, field: Show) -> None:
    country = field("submission.country")
    assert isinstance(country, ComboField)
    values = heard(country)
    country.combo.line.setFocus()
    qtbot.keyClicks(country.combo.line, "keny")
    country.combo.completer().popup().hide()
    qtbot.keyClick(country.combo.line, Qt.Key.Key_Return)
    assert values == ["KE"]
    assert country.combo.currentText() == "Kenya"


def test_a_country_can_be_taken_from_the_proposals_by_keyboard(qtbot: QtBot, field: Show) -> None:
    country = field("submission.country")
    assert isinstance(country, ComboField)
    values = heard(country)
    country.combo.line.setFocus()
    qtbot.keyClicks(country.combo.line, "guinea-b")
    popup = country.combo.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert values == ["GW"]


def test_a_country_is_found_without_its_accents(qtbot: QtBot, field: Show) -> None:
    with use_language("fr"):
        country = field("submission.country")
        assert isinstance(country, ComboField)
        values = heard(country)
        country.combo.line.setFocus()
        qtbot.keyClicks(country.combo.line, "seneg")
        popup = country.combo.completer().popup()
        qtbot.waitUntil(popup.isVisible)
        qtbot.keyClick(popup, Qt.Key.Key_Down)
        assert country.combo.currentText() == "Sénégal"
        qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert values == ["SN"]


def test_enter_takes_the_only_proposal(qtbot: QtBot, field: Show) -> None:
    with use_language("fr"):
        country = field("submission.country")
        assert isinstance(country, ComboField)
        values = heard(country)
        country.combo.line.setFocus()
        popup = country.combo.completer().popup()
        qtbot.keyClicks(country.combo.line, "guin")
        qtbot.waitUntil(popup.isVisible)
        qtbot.keyClick(popup, Qt.Key.Key_Return)  # there are several
        assert values == []
        country.combo.line.clear()
        qtbot.keyClicks(country.combo.line, "seneg")
        qtbot.waitUntil(popup.isVisible)
        qtbot.keyClick(popup, Qt.Key.Key_Return)
        assert not popup.isVisible()
        assert country.combo.currentText() == "Sénégal"
    assert values == ["SN"]


def test_what_is_no_country_is_kept_as_typed_and_says_so(qtbot: QtBot, field: Show) -> None:
    country = field("submission.country")
    assert isinstance(country, ComboField)
    country.set_value("KE")
    values = heard(country)
    country.combo.line.setFocus()
    country.combo.line.selectAll()
    qtbot.keyClicks(country.combo.line, "Atlantis")
    country.combo.completer().popup().hide()
    leave(country)
    country.commit()
    assert values == [None]
    assert country.typed() == "Atlantis"
    assert "Atlantis" in country.problem()


def test_a_country_can_be_cleared(qtbot: QtBot, field: Show) -> None:
    country = field("submission.country")
    assert isinstance(country, ComboField)
    country.set_value("KE")
    values = heard(country)
    country.combo.line.setFocus()
    country.combo.line.clear()
    country.commit()
    assert values == [None]


def test_an_open_choice_takes_a_word_of_its_own(qtbot: QtBot, field: Show, catalogue: Catalogue) -> None:
    options = catalogue.kind("pledge").field("entity_kind").options
    entity = field(FormField(key="entity", type="choice", label="Entity", options=options, open=True))
    assert isinstance(entity, ComboField)
    values = heard(entity)
    entity.combo.line.setFocus()
    qtbot.keyClicks(entity.combo.line, "An alliance of harbours")
    entity.commit()
    assert values == ["An alliance of harbours"]


@pytest.mark.parametrize("key", ["submission.country", "pledge.entity_kind", "gap.objectives"])
def test_the_wheel_scrolls_the_page_and_never_changes_an_answer(qtbot: QtBot, field: Show, key: str) -> None:
    widget = field(key)
    assert isinstance(widget, ComboField | PickField)
    values = heard(widget)
    widget.combo.setFocus()
    before = widget.combo.currentText()
    at = QPointF(widget.combo.rect().center())
    turn = QWheelEvent(
        at,
        widget.combo.mapToGlobal(at),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget.combo, turn)
    assert not turn.isAccepted()
    assert widget.combo.currentText() == before
    assert values == []


# Picked from long lists


def pick(qtbot: QtBot, widget: PickField, text: str) -> None:
    widget.combo.line.setFocus()
    qtbot.keyClicks(widget.combo.line, text)
    widget.combo.completer().popup().hide()
    qtbot.keyClick(widget.combo.line, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_three_objectives_and_no_fourth(qtbot: QtBot, field: Show) -> None:
    objectives = field("pledge.objectives")
    assert isinstance(objectives, PickField)
    values = heard(objectives)
    for text in ("detention", "remittances", "trafficking"):
        pick(qtbot, objectives, text)
    assert values == [[13], [13, 20], [13, 20, 10]]
    assert objectives.combo.isHidden()
    assert [chip.take_away.accessibleName()[:11] for chip in objectives.chips()] == [
        "Remove: 13 ",
        "Remove: 20 ",
        "Remove: 10 ",
    ]
    qtbot.mouseClick(objectives.chips()[1].take_away, Qt.MouseButton.LeftButton)
    assert values[-1] == [13, 10]
    assert not objectives.combo.isHidden()


def test_chips_say_and_take_away_what_another_answer_has(qtbot: QtBot, field: Show) -> None:
    objectives = field("practice.objectives")
    assert isinstance(objectives, PickField)
    for numbers in ([13, 20], [10], [7, 8, 13]):
        objectives.set_value(numbers)
        chips = objectives.chips()
        assert [chip.take_away.accessibleName()[:11].split()[1] for chip in chips] == [str(each) for each in numbers]
        assert all(chip.isVisibleTo(objectives) for chip in chips)
    values = heard(objectives)
    qtbot.mouseClick(objectives.chips()[0].take_away, Qt.MouseButton.LeftButton)
    assert values == [[8, 13]]


def test_what_was_picked_is_not_proposed_again(qtbot: QtBot, field: Show) -> None:
    objectives = field("practice.objectives")
    assert isinstance(objectives, PickField)
    objectives.set_value([13])
    objectives.combo.fill()
    keys = [key for key, _label in objectives.combo.proposals.items]
    assert 13 not in keys
    assert len(keys) == 22


def test_showing_more_than_may_be_named_changes_nothing(field: Show) -> None:
    objectives = field("pledge.objectives")
    values = heard(objectives)
    objectives.set_value([1, 2, 3, 4])
    objectives.commit()
    assert values == []
    assert objectives.value() == [1, 2, 3, 4]


def test_a_pledge_is_linked_with_gaps_by_their_titles(qtbot: QtBot, field: Show, catalogue: Catalogue) -> None:
    gaps = {"id-1": "No registrar", "id-2": "No registrar", "id-3": "Paper only"}
    asked: list[object] = []

    def entries(kinds: object) -> list[tuple[str, str]]:
        asked.append(kinds)
        return list(gaps.items())

    context = FormContext(catalogue, entries=entries, title=lambda key: gaps.get(key, ""))
    links = field("pledge.gaps", context)
    assert isinstance(links, PickField)
    values = heard(links)
    pick(qtbot, links, "paper")
    assert values == [["id-3"]]
    assert asked[0] == ("gap",)
    # Two gaps of one title are told apart by where they stand.
    links.combo.fill()
    links.combo.activated.emit(1)
    assert values[-1] == ["id-3", "id-2"]


# Rows


def test_partners_are_added_filled_and_taken_away(qtbot: QtBot, field: Show) -> None:
    partners = field("pledge.partners")
    assert isinstance(partners, RowsField)
    values = heard(partners)
    qtbot.mouseClick(partners.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(partners.cells[0]["name"].editor(), "Ministry A")
    partners.cells[0]["name"].editor().clearFocus()
    assert values == [[{"name": "Ministry A"}]]
    qtbot.mouseClick(partners.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(partners.cells[1]["name"].editor(), "Ministry B")
    partners.commit()
    assert values[-1] == [{"name": "Ministry A"}, {"name": "Ministry B"}]
    qtbot.mouseClick(partners.remove_buttons[0], Qt.MouseButton.LeftButton)
    assert values[-1] == [{"name": "Ministry B"}]


def test_an_empty_row_is_nothing(qtbot: QtBot, field: Show) -> None:
    partners = field("pledge.partners")
    assert isinstance(partners, RowsField)
    values = heard(partners)
    qtbot.mouseClick(partners.add_button, Qt.MouseButton.LeftButton)
    partners.commit()
    assert values == []


def test_a_row_keeps_what_the_form_has_no_column_for(qtbot: QtBot, field: Show) -> None:
    partners = field("pledge.partners")
    assert isinstance(partners, RowsField)
    values = heard(partners)
    partners.set_value([{"name": "Ministry A", "of_an_older_cycle": "kept"}])
    partners.commit()
    assert values == []
    partners.cells[0]["name"].editor().setFocus()
    qtbot.keyClicks(partners.cells[0]["name"].editor(), " and B")
    partners.commit()
    (row,) = values[0]  # type: ignore[misc]
    assert row["of_an_older_cycle"] == "kept"


def test_the_rows_of_another_entry_come_in_the_widgets_that_are_there(qtbot: QtBot, field: Show) -> None:
    partners = field("pledge.partners")
    assert isinstance(partners, RowsField)
    values = heard(partners)
    two = [{"name": "Ministry A", "of_an_older_cycle": "kept"}, {"name": "Ministry B"}]
    partners.set_value(two)
    (first, second) = (row["name"] for row in partners.cells)
    three = [{"name": "Ministry C"}, {"name": "Ministry D"}, {"name": "Ministry E"}]
    for rows in ([{"name": "Ministry C"}], None, three, two):
        partners.set_value(rows)
        assert partners.value() == rows
        assert [row["name"].isVisible() for row in partners.cells] == [True] * len(rows or [])
        assert len(partners.remove_buttons) == len(partners.cells)
        assert first.isVisible() == bool(rows)
        assert second.isVisible() == (len(rows or []) > 1)
    assert [row["name"] for row in partners.cells] == [first, second]
    partners.commit()
    assert not partners.stay
    assert values == []
    # The Tab key goes along what is seen, and then to the button below it.
    first.editor().setFocus()
    for _press in range(20):
        if partners.add_button.hasFocus():
            break
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)  # type: ignore[arg-type]  # something has it
        assert QApplication.focusWidget().isVisible()  # type: ignore[union-attr]
    assert partners.add_button.hasFocus()


def test_a_cell_with_the_keyboard_goes_with_its_row(qtbot: QtBot, field: Show) -> None:
    partners = field("pledge.partners")
    assert isinstance(partners, RowsField)
    partners.set_value([{"name": "Ministry A"}])
    typed_in = partners.cells[0]["name"].editor()
    typed_in.setFocus()
    partners.set_value([{"name": "Ministry B"}])
    assert partners.cells[0]["name"].editor() is not typed_in
    assert not typed_in.hasFocus()
    assert partners.value() == [{"name": "Ministry B"}]


# Files


def test_a_file_is_taken_in_for_its_entry_and_shown_by_name(field: Show, catalogue: Catalogue, tmp_path: Path) -> None:
    taken: list[tuple[str, str, Path]] = []
    context = FormContext(
        catalogue,
        attach=lambda entry, key, path: taken.append((entry, key, path)),
        file_name=lambda _sha256: ("report.pdf", 5_000),
    )
    file = field("evidence.file", context)
    assert isinstance(file, FileField)
    file.entry_id = "entry-1"
    file.take(tmp_path / "report.pdf")
    assert taken == [("entry-1", "file", tmp_path / "report.pdf")]
    file.set_value("a" * 64)
    assert "report.pdf" in file.open_button.text() and file.open_button.accessibleName() == "Open report.pdf"
    values = heard(file)
    file.take_away()
    assert values == [None]


def test_every_field_has_a_name_for_screen_readers(shown: Callable[[QWidget], QWidget], catalogue: Catalogue) -> None:
    from desktop.ui.form import FormView

    for kind in catalogue.kinds.values():
        form = FormView(kind, FormContext(catalogue))
        shown(form)
        for definition in kind.fields:
            editor = form.field(definition.key).editor()
            assert definition.label in editor.accessibleName(), definition.key
            if definition.help:
                assert definition.help in editor.accessibleDescription(), definition.key


def test_a_name_that_is_only_begun_is_not_wrong_yet(qtbot: QtBot, field: Show) -> None:
    country = field("submission.country")
    assert isinstance(country, ComboField)
    country.combo.line.setFocus()
    qtbot.keyClicks(country.combo.line, "gui")
    country.combo.completer().popup().hide()
    assert country.problem() == ""
    assert country.pending()
    leave(country)
    assert "gui" in country.problem()


# By the keyboard


@pytest.mark.parametrize(
    ("key", "typed", "meant"),
    [
        ("value.indicator", "١٠.٧.١", "10.7.1"),
        ("value.indicator", "۱۰.۷.۱", "10.7.1"),
        ("value.indicator", "local-1", "local-1"),
        ("practice.country", "cote d'ivoire", "CI"),
    ],
)
def test_a_choice_is_known_in_other_letters_and_digits(
    qtbot: QtBot, field: Show, key: str, typed: str, meant: str
) -> None:
    combo = field(key)
    assert isinstance(combo, ComboField)
    values = heard(combo)
    combo.editor().setFocus()
    combo.combo.line.insert(typed)
    combo.combo.completer().popup().hide()
    leave(combo)
    assert values[-1] == meant
    assert combo.problem() == ""


@pytest.mark.parametrize("key", ["pledge.title", "pledge.description"])
def test_a_box_with_nothing_to_take_back_leaves_the_key_to_the_window(qtbot: QtBot, field: Show, key: str) -> None:
    widget = field(key)
    wanted = []
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), widget.window())
    shortcut.activated.connect(lambda: wanted.append(True))
    editor = widget.editor()
    editor.setFocus()
    qtbot.keyClicks(editor, "One")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not wanted
    assert widget.value() is None
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert wanted


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, shown: Callable[[QWidget], QWidget]) -> None:
    pressed = []
    beside = button("Add", lambda: pressed.append(True))
    shown(beside)
    beside.setFocus()
    qtbot.keyClick(beside, Qt.Key.Key_Return)
    assert pressed


def test_a_rating_that_a_second_press_took_away_is_said_to_and_brought_back_as_it_was(
    opened: Window, qtbot: QtBot
) -> None:
    session = opened.workplace.session
    session.speak_as("Amina")
    assert session.answer(session.submission.bound("assessment", "7"), "rating", "partial")
    session.speak_as("Rose")
    revisions = [each.id for each in session.file.history()]
    rating = session.submission.bound("assessment", "7")
    opened.workplace.go(Place("objective", "7", rating.id, "rating"))
    field = next(each for each in opened.workplace.page.findChildren(SideBySide) if each.isVisible())
    assert not field.undo.isVisible()
    qtbot.mouseClick(dict(field.buttons)["partial"], Qt.MouseButton.LeftButton)
    assert "rating" not in session.submission.bound("assessment", "7").answers
    assert field.undo.isVisible()
    assert field.undo.accessibleName() == "Undo: “Partly achieved” is no longer chosen."
    assert field._taken_words.text() in field.undo.accessibleName()
    field.undo.setFocus()
    qtbot.keyClick(field.undo, Qt.Key.Key_Return)
    answer = session.submission.bound("assessment", "7").answers["rating"]
    assert (answer.value, answer.by) == ("partial", "Amina")
    assert [each.id for each in session.file.history()] == revisions, "nothing happened"
    assert not field.undo.isVisible()
    assert dict(field.buttons)["partial"].isChecked()
    qtbot.keyClick(dict(field.buttons)["partial"], Qt.Key.Key_Space)
    opened.workplace.go(Place("objective", "8"))
    opened.workplace.go(Place("objective", "7"))
    assert not field.undo.isVisible(), "it is told while somebody is there"


def test_what_stands_below_a_rating_stays_where_it_is_when_one_is_chosen(qtbot: QtBot, field: Show) -> None:
    rating = field("assessment.rating")
    assert isinstance(rating, SideBySide)
    before = rating.sizeHint().height()
    QTest.mouseClick(rating.buttons[2][1], Qt.MouseButton.LeftButton)
    assert rating._help.isVisible()
    assert rating.sizeHint().height() == before
