"""The entries as they were at a moment are what each change put there, in the order of the file."""

from __future__ import annotations

from desktop.record.entry import Answer, Entry
from desktop.record.history import ENTRY_ITSELF, Change
from desktop.record.past import Replayed, entries_after

ROW = [{"kind": "practice", "key": "", "order": "1"}]
NOW = Entry("a", "practice", order=1, answers={"title": Answer("Three", "t3", "C"), "lead": Answer("Ministry A")})


def steps(*changes: Change | tuple[Change, ...]) -> list[Replayed]:
    found = ((each,) if isinstance(each, Change) else each for each in changes)
    return [Replayed(number, f"t{number}", "ABCDEFGH"[number - 1], each) for number, each in enumerate(found, 1)]


def values(entry: Entry | None) -> dict[str, object]:
    assert entry is not None
    return {key: each.value for key, each in entry.answers.items()}


def test_a_field_stands_as_the_last_change_before_the_moment_put_it() -> None:
    done = steps(
        Change("a", "title", "One", "Two"), Change("a", "summary", None, "Text"), Change("a", "title", "Two", "Three")
    )
    past = entries_after({"a": NOW}, done, 2)["a"]
    assert values(past) == {"title": "Two", "summary": "Text", "lead": "Ministry A"}
    assert past is not None and past.answers["title"] == Answer("Two", "t1", "A"), "with its own author and time"


def test_before_its_first_change_a_field_stands_as_that_change_found_it_and_what_none_speaks_of_as_it_is() -> None:
    done = steps(Change("a", "title", "One", "Two"), Change("a", "title", "Two", "Three"))
    past = entries_after({"a": NOW}, done, 0)["a"]
    assert values(past) == {"title": "One", "lead": "Ministry A"}


def test_what_a_join_let_stand_bears_the_name_and_the_time_that_it_has_there() -> None:
    done = steps(
        Change("a", "title", None, "One"),
        Change("a", "title", "One", "Here"),
        (
            Change("a", "title", "Here", "There", "t9", "Otieno"),
            Change("a", "summary", "Both", "Both", "t1", "Wanjiru"),
        ),
        Change("a", "summary", "Both", "Later"),
    )
    moments = [entries_after({"a": NOW}, done, number)["a"] for number in range(5)]
    assert [values(each).get("title") for each in moments] == [None, "One", "Here", "There", "There"]
    joined, later = moments[3], moments[4]
    assert joined is not None and later is not None
    assert joined.answers["title"] == Answer("There", "t9", "Otieno")
    assert joined.answers["summary"] == Answer("Both", "t1", "Wanjiru"), "whoever said first what both said"
    assert later.answers["summary"] == Answer("Later", "t4", "D")


def test_an_entry_is_not_there_before_it_was_made_nor_after_it_was_removed() -> None:
    done = steps(
        (Change("a", ENTRY_ITSELF, None, ROW), Change("a", "title", None, "One")),
        (Change("a", "title", "One", None), Change("a", ENTRY_ITSELF, ROW, None)),
        (Change("a", ENTRY_ITSELF, None, ROW), Change("a", "title", None, "One")),
    )
    assert [entries_after({}, done, number)["a"] is None for number in range(4)] == [True, False, True, False]


def test_a_removal_elsewhere_takes_everything_with_it_that_was_said_here() -> None:
    done = steps(
        (Change("a", ENTRY_ITSELF, None, ROW), Change("a", "title", None, "One")),
        Change("a", "summary", None, "Said here"),
        (Change("a", "title", "One", None), Change("a", ENTRY_ITSELF, ROW, None)),
        Change("a", "title", "One", "Late"),
        Change("a", ENTRY_ITSELF, None, ROW),
    )
    assert values(entries_after({}, done, 2)["a"]) == {"title": "One", "summary": "Said here"}
    assert entries_after({}, done, 4)["a"] is None, "nothing is said in what is not there"
    assert values(entries_after({}, done, 5)["a"]) == {}


def test_an_entry_that_two_copies_began_keeps_what_is_said_in_it() -> None:
    done = steps(
        Change("a", ENTRY_ITSELF, None, ROW), Change("a", "title", None, "One"), Change("a", ENTRY_ITSELF, None, ROW)
    )
    assert values(entries_after({}, done, 3)["a"]) == {"title": "One"}


def test_an_entry_without_a_history_that_was_removed_comes_back_with_what_its_removal_says() -> None:
    done = steps((Change("a", "title", "One", None), Change("a", ENTRY_ITSELF, ROW, None)))
    past = entries_after({}, done, 0)["a"]
    assert past == Entry("a", "practice", order=1, answers={"title": Answer("One")})


def test_what_was_typed_and_is_no_answer_has_its_past_too() -> None:
    done = steps(Change("a", "start~", None, "spring"), Change("a", "start~", "spring", None))
    now = NOW._replace(typed={})
    past = entries_after({"a": now}, done, 1)["a"]
    assert past is not None and past.typed == {"start": Answer("spring", "t1", "A")}
    assert "start~" not in past.answers
