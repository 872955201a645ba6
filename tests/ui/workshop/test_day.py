"""A day of a workshop by script through the window: 25 people of 8 ministries, and each change bears the right name."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt

from desktop.record.history import Revision
from desktop.record.parking import parked
from desktop.record.people import ministry_of
from desktop.record.sittings import revisions_of, sittings
from desktop.ui.navigation import Place
from desktop.ui.pages.objective import ObjectivePage
from tests.ui.workshop.conftest import Room, team

Begun = Callable[[list[tuple[str, str]]], Room]

ROUNDS = 160
KINDS = ("practice", "gap", "pledge", "parked")
FIELDS = {"practice": "title", "gap": "title", "pledge": "title", "parked": "text"}


@dataclass
class Log:
    """What was said, as somebody in the room writes it down: who, what kind, under which objective, in which words."""

    said: list[tuple[str, str, int, str]] = field(default_factory=list)


def speak(room: Room, rng: random.Random, person: int) -> str:
    """Let the person of a place of the team speak, by one of the ways that there are, and return the name."""
    name, ministry = team()[person]
    if person < 9 and rng.random() < 0.5:
        room.view.reading.setFocus()
        room.type(str(person + 1))
    else:
        room.press(Qt.Key.Key_F2)
        room.type(ministry.split()[0].lower())
        found = room.view.panel.found()  # type: ignore[union-attr]
        place = next(place for place, each in enumerate(found, 1) if (each.name, each.ministry) == (name, ministry))
        room.type(str(place))
    return f"{name} ({ministry})" if name == team()[0][0] else name


def test_a_day_of_25_people_bears_the_right_names(room: Room) -> None:
    rng = random.Random(20260302)
    log, label = Log(), ""
    start = len(list(room.file.revisions()))
    for number in range(ROUNDS):
        turn = rng.random()
        if number < 25 or turn < 0.4:
            label = speak(room, rng, number if number < 25 else rng.randrange(25))
        if turn < 0.1:
            room.view.reading.setFocus()
            room.press(Qt.Key.Key_Right if rng.random() < 0.7 else Qt.Key.Key_Left)
        if turn > 0.9 and log.said and room.state.last_said() is not None:
            room.press(Qt.Key.Key_F9)
            log.said.pop()
        if turn > 0.97:
            room.toggle()
            room.toggle()
            assert room.session.person == "", (
                "nobody was at the keyboard before, and nobody goes on as the last speaker"
            )
            label = speak(room, rng, rng.randrange(25))
        kind = rng.choice(KINDS)
        room.say(kind, f"Words {number}")
        log.said.append((label, kind, room.state.number, f"Words {number}"))
        room.clock.turn(rng.random() * 5)

    submission = room.session.submission
    found = [
        (each.answers[FIELDS[kind]].by, kind, each.numbers("objectives")[0], each.text(FIELDS[kind]))
        for kind in KINDS
        for each in submission.of_kind(kind)
    ]
    assert sorted(found) == sorted(log.said)
    assert len({by for by, *_rest in log.said}) == 25
    assert {ministry_of(by, submission) for by, *_rest in log.said} == {ministry for _name, ministry in team()}
    (sitting,) = sittings(submission)
    inside = revisions_of(sitting, room.file.revisions())
    assert [each.id for each in inside] == [each.id for each in list(room.file.revisions())[start - 1 :]]
    assert told(inside) == [(by, words) for by, _kind, _number, words in log.said]


def told(revisions: list[Revision]) -> list[tuple[str, str]]:
    """What the history says was said and not taken back: by whom, and in which words."""
    undone = {each.undoes for each in revisions if each.type == "undo"}
    return [
        (each.by, str(each.message.parameters["name"]))
        for each in revisions
        if each.type == "edit" and each.id not in undone and "name" in each.message.parameters
    ]


def test_what_is_changed_on_the_pages_in_between_bears_the_name_of_whoever_is_at_the_keyboard(begun: Begun) -> None:
    room = begun(team())
    room.session.speak_as("Chen Koffi")
    room.begin()
    room.press(Qt.Key.Key_3)
    room.say("parked", "Who pays?")
    room.toggle()
    rating = room.session.submission.bound("assessment", "7")
    room.workplace.go(Place("objective", "7", rating.id, "reason"))
    assert isinstance(room.workplace.page, ObjectivePage)
    room.type("Shelters are full")
    room.toggle()
    room.view.reading.setFocus()
    room.press(Qt.Key.Key_4)
    room.say("parked", "Until when?")
    room.toggle()
    room.type(" and more are needed")
    room.workplace.leave()
    answer = room.session.submission.bound("assessment", "7").answers["reason"]
    assert (answer.value, answer.by) == ("Shelters are full and more are needed", "Chen Koffi")
    written = [each.by for each in room.file.revisions() if each.message.id == "Change “{field}” of {name}"]
    assert written == ["Chen Koffi", "Chen Koffi"]
    assert [each.by for each in parked(room.session.submission)] == ["Rose Otieno", "Yusuf Otieno"]
