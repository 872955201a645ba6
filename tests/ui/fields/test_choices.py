"""What is chosen: one of some, several of some, yes or no, a country, a word of one's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.catalogue.forms_reader import current
from desktop.i18n.text_normalization import fold_loosely
from desktop.i18n.translation import use_language
from desktop.record.entry import Value, tidy
from desktop.ui.fields import FieldWidget
from desktop.ui.fields.choices import CheckField, ComboField, CountryField, SideBySide, TickBox
from desktop.ui.fields.pickers import PickField
from tests.ui.fields.hands import heard, leave, leave_to

Show = Callable[..., FieldWidget]


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
    assert button.width() <= 90 and button.height() >= high + button.fontMetrics().height(), "no line is cut"
    rating.resize(700, 700)
    qtbot.waitUntil(lambda: button.height() == high)


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


@pytest.mark.parametrize("key", [Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End])
@pytest.mark.parametrize(
    ("name", "said"),
    [("practice.country", "KE"), ("pledge.entity_kind", "ngo"), ("pledge.language", "en"), ("gap.objectives", [4])],
)
def test_a_key_that_scrolls_the_page_never_changes_an_answer(
    qtbot: QtBot, field: Show, name: str, said: Value, key: Qt.Key
) -> None:
    widget = field(name)
    widget.set_value(said)
    values = heard(widget)
    widget.editor().setFocus()
    qtbot.keyClick(widget.editor(), key)
    assert not values and widget.value() == said


@pytest.mark.parametrize("typed", ["kenya", "Kenya"])
def test_whoever_types_on_after_enter_types_behind_what_was_chosen(qtbot: QtBot, field: Show, typed: str) -> None:
    country = field("submission.country")
    assert isinstance(country, ComboField)
    line = country.combo.line
    line.setFocus()
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert country.value() == "KE"
    qtbot.keyClicks(line, "x")
    assert line.text() == "Kenyax"


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


@pytest.mark.parametrize(("typed", "chosen"), [("keny", "KE"), ("Guin", None), ("Atlan", None)])
def test_the_only_country_that_is_left_is_taken_as_the_keyboard_goes_on(
    typed: str, chosen: str | None, qtbot: QtBot, field: Show
) -> None:
    widget = field("pledge.implementation_country")
    assert isinstance(widget, CountryField)
    widget.combo.line.setFocus()
    qtbot.keyClicks(widget.combo.line, typed)
    widget.combo.proposed().hide()
    widget.combo.line.clearFocus()
    assert widget.value() == chosen
    assert bool(widget.problem()) is (chosen is None)


def test_what_is_typed_is_not_chosen_while_another_window_has_the_keyboard(qtbot: QtBot, field: Show) -> None:
    widget = field("pledge.implementation_country")
    assert isinstance(widget, CountryField)
    widget.combo.line.setFocus()
    qtbot.keyClicks(widget.combo.line, "keny")
    widget.combo.proposed().hide()
    QApplication.sendEvent(widget.combo.line, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.ActiveWindowFocusReason))
    assert widget.combo.currentText() == "keny"


OPEN = [
    f"{kind.key}.{each.key}"
    for kind in current().kinds.values()
    for each in kind.fields
    if each.type == "choice" and each.open
]


@pytest.mark.parametrize("name", OPEN)
def test_half_a_word_is_kept_and_said_to_be_none_of_the_choices(qtbot: QtBot, field: Show, name: str) -> None:
    choice = field(name)
    assert isinstance(choice, ComboField) and choice.kept is not None
    key, label = choice.items()[-1]
    others = [fold_loosely(each) for _key, each in choice.items()[:-1]]
    begun = (label[:end] for end in range(1, len(label)))
    half = next(each for each in begun if not any(fold_loosely(each) in other for other in others))
    values = heard(choice)
    choice.combo.line.setFocus()
    qtbot.keyClicks(choice.combo.line, half)
    assert choice.kept.isHidden(), "nobody is told of half a word while it is being typed"
    choice.combo.proposed().hide()
    leave_to(qtbot, choice)
    assert values == [tidy(half)] and choice.combo.currentText() == half.strip(), (
        "it is never changed behind anybody's back"
    )
    assert half.strip() in choice.kept.text() and label in choice.offer.text()
    choice.window().activateWindow()  # without a screen the list that was open stays the active window
    qtbot.waitUntil(choice.isActiveWindow)
    choice.offer.click()
    assert values[-1] == key and choice.combo.currentText() == label
    assert choice.kept.isHidden() and choice.offer.isHidden() and choice.combo.line.hasFocus()


def test_another_answer_than_those_of_the_list_is_told_and_nothing_is_offered(qtbot: QtBot, field: Show) -> None:
    status = field("pledge.status")
    assert isinstance(status, ComboField) and status.kept is not None
    status.set_value("Waiting for Parliament")
    assert "Waiting for Parliament" in status.kept.text() and status.offer.isHidden()
    status.set_value("planned")
    assert status.kept.isHidden()
