"""Lists come together by their elements and texts by their paragraphs, the same whichever side is which."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from desktop.record.three_way import merged_list, merged_text


def test_what_either_side_added_is_there_and_what_either_took_away_is_not() -> None:
    merged = merged_list([1, 2, 3], [1, 3, 7], [1, 2, 3, 9])
    assert merged is not None
    assert (merged.value, merged.sure) == ([1, 3, 7, 9], True)


def test_what_was_put_first_stays_first() -> None:
    merged = merged_list([1, 2], [9, 1, 2], [1, 2, 3], first_matters=True)
    assert merged is not None
    assert merged.value == [9, 1, 2, 3], "the first objective is the main one"
    assert merged_list([1, 2], [9, 1, 2], [8, 1, 2], first_matters=True) is None, "there is one main objective"


def first_of(base: list[int], ours: list[int], theirs: list[int]) -> object:
    merged = merged_list(base, ours, theirs, first_matters=True)
    assert merged == merged_list(base, theirs, ours, first_matters=True)
    return None if merged is None else merged.value


def test_when_the_first_one_is_gone_the_next_of_those_that_were_there_takes_its_place() -> None:
    assert first_of([1, 2], [2], [1, 2, 3]) == [2, 3]
    assert first_of([1, 2], [9, 2], [1, 2, 3]) is None, "was the new one meant to be the main one?"
    assert first_of([1, 2, 3], [9, 2], [1, 2]) is None
    assert first_of([1], [9], []) == [9], "there is no other"
    assert first_of([1, 2], [9, 2], [9, 2]) == [9, 2], "both say so"


def test_what_one_side_put_first_and_the_other_took_away_does_not_come_back() -> None:
    assert first_of([1, 2, 3], [1, 3, 4], [2, 1, 3]) == [1, 3, 4]
    assert first_of([1, 2], [2, 1], [9, 1, 2]) is None


def test_two_orders_are_asked_about() -> None:
    assert merged_list([1, 2, 3], [3, 2, 1], [2, 1, 3, 4]) is None


def test_rows_that_each_side_wrote_over_by_itself_come_together() -> None:
    base = [{"name": "A"}, {"name": "B"}, {"name": "C"}]
    merged = merged_list(base, [base[0], {"name": "B2"}, base[2]], [base[0], base[1], {"name": "C2"}])
    assert merged is not None
    assert (merged.value, merged.sure) == ([{"name": "A"}, {"name": "B2"}, {"name": "C2"}], True)


def test_another_order_is_taken_from_whoever_chose_it() -> None:
    merged = merged_list([1, 2, 3], [3, 2, 1], [1, 2, 3, 4])
    assert merged is not None
    assert merged.value == [3, 2, 1, 4]


def test_a_row_that_both_wrote_over_is_a_proposal() -> None:
    merged = merged_list([{"name": "A"}], [{"name": "A1"}], [{"name": "A2"}])
    assert merged is not None
    assert not merged.sure
    assert merged.value == [{"name": "A1"}, {"name": "A2"}]


def test_a_row_that_both_wrote_over_alike_is_sure() -> None:
    merged = merged_list([{"name": "A"}, {"name": "C"}], [{"name": "B"}, {"name": "C"}], [{"name": "B"}])
    assert merged is not None
    assert (merged.value, merged.sure) == ([{"name": "B"}], True)


def test_equal_rows_stay_as_many_as_they_are() -> None:
    row = {"name": "A"}
    merged = merged_list([row, row], [row, row], [row, row, row])
    assert merged is not None
    assert merged.value == [row, row, row]
    other = {"name": "B"}
    merged = merged_list([row], [row, row], [row, other])
    assert merged is not None
    assert merged.value == [row, row, other]


def test_paragraphs_of_both_sides_stand_in_the_proposal() -> None:
    base = "First.\nSecond.\nThird."
    assert merged_text(base, "First, and more.\nSecond.\nThird.", "First.\nSecond.\nThird, shorter.") == (
        "First, and more.\nSecond.\nThird, shorter."
    )
    assert merged_text(base, "First.\nSecond here.\nThird.", "First.\nSecond there.\nThird.") is None
    assert merged_text("a\nb\nc\nd", "a\nX\nd", "a\nb\nY\nd") is None, "one reaches into the other"
    assert merged_text("a\nb", "a\nnew\nb", "a\nB") is None, "before what was there, or before what it became?"
    assert merged_text("One.", "One.\nHere.", "One.\nThere.") is None, "which comes first is not ours to say"


LISTS = st.lists(st.integers(1, 6), max_size=5, unique=True)
ROWS = st.lists(st.fixed_dictionaries({"name": st.sampled_from("abc")}), max_size=4)


@given(base=LISTS | ROWS, ours=LISTS | ROWS, theirs=LISTS | ROWS)
def test_it_does_not_matter_which_side_is_which(base: list[object], ours: list[object], theirs: list[object]) -> None:
    assert merged_list(base, ours, theirs) == merged_list(base, theirs, ours)


@given(base=LISTS | ROWS, side=LISTS | ROWS)
def test_what_one_side_alone_did_is_taken(base: list[object], side: list[object]) -> None:
    merged = merged_list(base, side, base)
    assert merged is None or merged.value == side


def added(base: list[int], more: list[int], places: list[int]) -> list[int]:
    made = list(base)
    for each, place in zip(more, places, strict=False):
        if each not in made:
            made.insert(place % (len(made) + 1), each)
    return made


@given(
    base=LISTS,
    sides=st.lists(
        st.tuples(
            st.lists(st.integers(10, 16), max_size=4, unique=True),
            st.lists(st.integers(0, 9), min_size=4, max_size=4),
            st.sets(st.integers(1, 6)),
        ),
        min_size=3,
        max_size=3,
    ),
    first_matters=st.booleans(),
)
def test_three_copies_make_the_same_in_any_order(
    base: list[int], sides: list[tuple[list[int], list[int], set[int]]], first_matters: bool
) -> None:
    made = [added([each for each in base if each not in gone], more, places) for more, places, gone in sides]
    found = []
    for order in permutations(made):
        value: list[int] | None = base
        for side in order:
            merged = merged_list(base, value, side, first_matters=first_matters)
            if merged is None:
                return  # two main objectives: people are asked
            value = merged.value
        found.append(value)
    assert all(each == found[0] for each in found)


TEXTS = st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=4).map("\n".join)


@given(base=TEXTS, ours=TEXTS, theirs=TEXTS)
def test_texts_do_not_depend_on_which_side_is_which(base: str, ours: str, theirs: str) -> None:
    assert merged_text(base, ours, theirs) == merged_text(base, theirs, ours)
    assert merged_text(base, ours, base) == ours
