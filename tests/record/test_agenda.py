"""How the time of an objective stands is said in words."""

from __future__ import annotations

import pytest

from desktop.record.agenda import Item, agenda, delay, minutes_of, pace
from desktop.record.entry import Answer, Entry
from desktop.record.submission import Submission


@pytest.mark.parametrize(
    ("minutes", "seconds", "said", "state"),
    [
        (20, 0, "20 minutes left", ""),
        (20, 59, "20 minutes left", ""),
        (20, 60 * 15, "5 minutes left", "soon"),
        (20, 60 * 19, "1 minute left", "soon"),
        (20, 60 * 20, "Time is up", "over"),
        (20, 60 * 21, "Time is up: 1 minute over", "over"),
        (20, 60 * 1300, "Time is up: 1,280 minutes over", "over"),
        (0, 60 * 3, "3 minutes so far", ""),
    ],
)
def test_the_time_is_said(minutes: int, seconds: int, said: str, state: str) -> None:
    found = pace(minutes, seconds)
    assert (found.said, found.state) == (said, state)


def items(*rows: tuple[str, str, str]) -> list[Item]:
    entries = {
        key: Entry(key, "agenda_item", key, answers={"minutes": Answer(minutes), "place": Answer(place)})
        for key, minutes, place in rows
    }
    return agenda(Submission("s", entries))


def test_the_agenda_has_its_own_order() -> None:
    found = items(("7", "30", "2"), ("1", "20", "3"), ("15", "45", "1"))
    assert [each.objective for each in found] == [15, 7, 1]
    assert minutes_of(found, 7) == 30
    assert minutes_of(found, 8) == 0
    assert delay(found, {15: 50 * 60, 7: 10 * 60, 1: 21 * 60}) == 6


def test_what_a_stranger_wrote_is_no_item() -> None:
    assert items(("x", "30", "2"), ("1", "-5", "1"), ("2", "99999999999", "1"), ("3", "٣", "1")) == []
