"""What is picked from long lists, and shown as chips."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.ui.fields import FieldWidget, FormContext
from desktop.ui.fields.pickers import PickField
from tests.ui.fields.hands import heard, pick

Show = Callable[..., FieldWidget]


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
