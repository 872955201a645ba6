"""The name cards, the parking list and the agenda, by their keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from desktop.record.agenda import agenda
from desktop.record.parking import parked, waiting
from desktop.record.people import people_of
from desktop.record.sittings import sittings
from desktop.ui.dialogs.agenda import AgendaDialog
from desktop.ui.workshop.agenda import AgendaPanel
from desktop.ui.workshop.parking import ParkingPanel
from desktop.ui.workshop.speakers import SpeakersPanel
from tests.ui.workshop.conftest import Room, team


def cards(room: Room) -> SpeakersPanel:
    room.press(Qt.Key.Key_F2)
    panel = room.view.panel
    assert isinstance(panel, SpeakersPanel)
    assert QApplication.focusWidget() is panel.line
    return panel


def parking(room: Room) -> ParkingPanel:
    room.press(Qt.Key.Key_F7)
    panel = room.view.panel
    assert isinstance(panel, ParkingPanel)
    return panel


def planning(room: Room) -> AgendaPanel:
    room.press(Qt.Key.Key_F10)
    panel = room.view.panel
    assert isinstance(panel, AgendaPanel)
    return panel


def shown(panel: SpeakersPanel) -> list[str]:
    return [card.accessibleName() for card in panel._cards.values() if card.isVisible()]


@pytest.mark.parametrize("key", range(1, 10))
def test_one_key_says_who_is_speaking(room: Room, key: int) -> None:
    panel = cards(room)
    room.type(str(key))
    assert room.session.person == room.state.label(room.state.people()[key - 1])
    assert not panel.isVisible()
    room.view.reading.setFocus()
    room.type("0")
    assert room.session.person == ""
    room.type(str(key))
    assert room.session.person == room.state.label(room.state.people()[key - 1])


def test_everybody_of_25_people_is_reached_by_a_few_keys(room: Room) -> None:
    for name, ministry in team():
        panel = cards(room)
        room.type(ministry[:4].lower())
        found = panel.found()
        assert ministry in {each.ministry for each in found}
        place = next(place for place, each in enumerate(found, 1) if (each.name, each.ministry) == (name, ministry))
        assert place <= 9
        room.type(str(place))
        assert room.session.person.startswith(name)


def test_the_cards_are_gone_along_by_the_arrows_and_pressed_by_enter(room: Room) -> None:
    cards(room)
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_Return)
    assert room.session.person == "Désiré Otieno"


def test_a_card_is_clicked(room: Room) -> None:
    panel = cards(room)
    person = room.state.people()[3]
    card = panel._cards[person.id]
    assert card.accessibleName() == "4  Yusuf Otieno Health"
    room.qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert room.session.person == "Yusuf Otieno"
    assert cards(room)._cards[person.id].accessibleName() == "4  Yusuf Otieno Health – speaking now"
    room.qtbot.mouseClick(panel._nobody, Qt.MouseButton.LeftButton)
    assert room.session.person == ""


def test_somebody_new_is_added_on_the_spot_with_the_ministry(room: Room) -> None:
    panel = cards(room)
    room.type("Zainab Diallo")
    assert "Nobody in the team is called “Zainab Diallo”" in panel.problem.text()
    room.press(Qt.Key.Key_Return)
    assert panel.form.name.text() == "Zainab Diallo"
    assert QApplication.focusWidget() is panel.form.ministry
    room.type("HEALTH")
    panel.form.ministry.completer().popup().hide()
    room.press(Qt.Key.Key_Return)
    room.press(Qt.Key.Key_Return)
    person = people_of(room.session.submission)[-1]
    assert (person.name, person.ministry) == ("Zainab Diallo", "Health"), "as the others spell it"
    assert room.session.person == "Zainab Diallo"
    assert not panel.isVisible()


def test_the_same_person_in_another_spelling_is_pointed_out(room: Room) -> None:
    panel = cards(room)
    room.qtbot.mouseClick(panel.new, Qt.MouseButton.LeftButton)
    panel.form.name.setText("ROSE  otiéno")
    assert panel.form.warning.isVisible()
    assert "Rose Otieno is in the team already" in panel.form.warning.text()
    for _line in range(3):
        room.press(Qt.Key.Key_Return)
    assert len(room.state.people()) == 25, "Enter makes nobody two"
    room.press(Qt.Key.Key_Return)
    assert room.session.person == "Rose Otieno"
    assert len(room.state.people()) == 25


def test_another_person_of_the_same_name_is_added_when_it_is_said_so(room: Room) -> None:
    panel = cards(room)
    room.qtbot.mouseClick(panel.new, Qt.MouseButton.LeftButton)
    panel.form.name.setText("Rose Otieno")
    panel.form.ministry.setText("Justice")
    room.qtbot.mouseClick(panel.form.add, Qt.MouseButton.LeftButton)
    assert room.session.person == "Rose Otieno (Justice)"


def test_people_who_may_be_one_are_named(begun: Callable[[list[tuple[str, str]]], Room]) -> None:
    room = begun([("Rose Otieno", "Labour"), ("rose  otiéno", "labour"), ("Li Chen", "Health"), ("Li Chen", "Labour")])
    room.begin()
    panel = cards(room)
    assert panel.problem.text() == "These may be the same person: Rose Otieno – rose otiéno"


def test_a_point_is_parked_with_an_owner_and_settled(room: Room) -> None:
    room.press(Qt.Key.Key_3)
    panel = parking(room)
    room.type("Who pays?")
    room.press(Qt.Key.Key_Return)
    room.type("Health")
    panel.owner.completer().popup().hide()
    room.press(Qt.Key.Key_Return)
    (point,) = parked(room.session.submission)
    assert (point.text, point.owner, point.objective, point.by) == (
        "Who pays?",
        "Health",
        room.state.number,
        "Rose Otieno",
    )
    row = panel.points[point.id]
    assert row.about.text() == f"Objective {room.state.number} · Said by Rose Otieno, Labour"
    assert row.owner.text() == "Health"
    assert panel.count.text() == "1 point is open"
    row.settle.setFocus()
    room.press(Qt.Key.Key_Space)
    assert waiting(room.session.submission) == []
    assert panel.count.text() == "0 points are open"
    assert panel.points[point.id].settle.hasFocus()
    room.press(Qt.Key.Key_Space)
    assert len(waiting(room.session.submission)) == 1


def test_who_sees_to_a_point_is_said_later(room: Room) -> None:
    room.say("parked", "Who pays?")
    (point,) = parked(room.session.submission)
    panel = parking(room)
    panel.points[point.id].owner.setFocus()
    room.type("Ministry of Finance")
    room.press(Qt.Key.Key_Return)
    assert parked(room.session.submission)[0].owner == "Ministry of Finance"
    assert panel.points[point.id].owner.hasFocus()
    room.type(" and Planning")
    room.press(Qt.Key.Key_Escape)
    assert parked(room.session.submission)[0].owner == "Ministry of Finance and Planning"
    assert room.state.panel == ""


def test_what_is_half_typed_is_parked_when_the_list_is_left(room: Room) -> None:
    parking(room)
    room.type("Which law?")
    room.press(Qt.Key.Key_Escape)
    assert [each.text for each in parked(room.session.submission)] == ["Which law?"]


def test_the_agenda_is_made_and_leads_through_the_objectives(room: Room) -> None:
    panel = planning(room)
    for number in (15, 7, 1):
        panel.choose.setCurrentIndex(panel.choose.findData(number))
        panel.add.setFocus()
        room.press(Qt.Key.Key_Return)
    assert panel.choose.findData(15) < 0
    assert panel.total.text() == "60 minutes altogether"
    minutes = panel.rows[7].minutes
    minutes.setFocus()
    minutes.selectAll()
    room.type("45")
    panel.rows[7].up.click()
    panel.rows[1].away.click()
    assert [(each.objective, each.minutes) for each in agenda(room.session.submission)] == [(7, 45), (15, 20)]
    minutes = panel.rows[7].minutes
    minutes.setFocus()
    minutes.setText("0")
    room.press(Qt.Key.Key_Return)
    assert minutes.text() == "45", "nobody can mean that"
    room.press(Qt.Key.Key_Escape)
    room.state.go(7)
    room.press(Qt.Key.Key_Right)
    assert room.state.number == 15
    room.press(Qt.Key.Key_Right)
    assert room.state.number == 1, "then those that nobody planned"


def test_the_time_of_an_objective_is_told_by_the_clock(room: Room) -> None:
    panel = planning(room)
    panel.choose.setCurrentIndex(panel.choose.findData(room.state.number))
    panel.add.click()
    room.press(Qt.Key.Key_Escape)
    said = room.view.top.pace
    assert said.text() == "20 minutes left"
    room.clock.turn(16)
    assert (said.text(), said.property("state")) == ("4 minutes left", "suggests")
    room.press(Qt.Key.Key_Right)
    assert said.text() == "0 minutes so far"
    room.clock.turn(10)
    room.press(Qt.Key.Key_Left)
    assert said.text() == "4 minutes left", "the time of another objective is not its own"
    room.toggle()
    room.clock.turn(60)
    room.toggle()
    assert said.text() == "4 minutes left", "nor is the time outside of the workshop"
    room.clock.turn(7)
    assert (said.text(), said.property("state")) == ("Time is up: 3 minutes over", "warns")
    room.clock.turn(-500)
    assert said.text() == "Time is up: 3 minutes over", "a clock that is set back takes nothing away"


def test_the_sitting_is_named_and_ended(room: Room) -> None:
    room.press(Qt.Key.Key_3)
    room.say("gap", "No data")
    panel = planning(room)
    panel.sitting.title.setFocus()
    room.type("Workshop, first day")
    panel.sitting.place.setFocus()
    room.type("Nairobi")
    room.qtbot.mouseClick(panel.sitting.end, Qt.MouseButton.LeftButton)
    (ended,) = sittings(room.session.submission)
    assert (ended.title, ended.place) == ("Workshop, first day", "Nairobi")
    assert ended.took_part == ("Rose Otieno",)
    assert panel.sitting.since.text() == "No sitting is in progress."
    room.qtbot.mouseClick(panel.sitting.end, Qt.MouseButton.LeftButton)
    assert [each.goes_on for each in sittings(room.session.submission)] == [False, True]


def test_the_agenda_is_made_the_day_before(
    begun: Callable[[list[tuple[str, str]]], Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = begun(team())
    dialogs: list[AgendaDialog] = []

    def worked(dialog: QDialog) -> int:
        assert isinstance(dialog, AgendaDialog)
        dialogs.append(dialog)
        dialog.panel.add.click()
        dialog.panel.rows[1].minutes.setText("35")
        dialog.accept()
        return 0

    monkeypatch.setattr(QDialog, "exec", worked)
    room.workplace.bar.agenda_wanted.emit()
    assert dialogs
    assert [(each.objective, each.minutes) for each in agenda(room.session.submission)] == [(1, 35)]
    assert sittings(room.session.submission) == [], "to plan is no sitting"


def test_what_the_team_keeps_is_found_and_told_in_the_history(room: Room) -> None:
    room.say("parked", "Who pays for the zebra crossing?")
    planning(room).add.click()
    room.toggle()
    room.workplace.bar.search_box.searched.emit("zebra")
    page = room.workplace.page
    assert "Who pays for the zebra crossing?" in page._model.index(0, 0).data()  # type: ignore[attr-defined]
    place = page.next_found(1)  # type: ignore[attr-defined]
    room.workplace.go(place)
    assert room.workplace.place.page == "objective"
    from desktop.ui.navigation import Place

    room.workplace.go(Place("history"))
    tree = room.workplace.page.tree  # type: ignore[attr-defined]
    day = tree.topLevelItem(0)
    rows = [day.child(row).text(column) for row in range(day.childCount()) for column in (0, 1)]
    assert "Park “Who pays for the zebra crossing?”" in rows
    assert "Who pays for the zebra crossing?" in rows
    assert "Agenda, objective 1" in rows
