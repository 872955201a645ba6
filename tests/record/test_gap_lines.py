"""Gaps by objective as the lines of one list, with the pledges that answer them."""

from __future__ import annotations

from dataclasses import replace

from desktop.record.entry import Answer, Value
from desktop.record.first_answers import first_answers, first_expected, taken_over
from desktop.record.gap_lines import GapLine, GapLines
from desktop.record.matrix import gap_matrix
from desktop.record.submission import Submission

from .conftest import Desk


def lines(desk: Desk, *, only_open: bool = False) -> list[GapLine]:
    return GapLines(desk.catalogue).lines(gap_matrix(desk.submission, desk.catalogue), only_open=only_open)


def told(found: list[GapLine]) -> list[tuple[str, int, str]]:
    return [(each.type, each.number, each.entry.text("title") if each.entry else "") for each in found]


def test_gaps_stand_below_each_of_their_objectives_with_what_answers_them(desk: Desk) -> None:
    births = desk.write("gap", title="Births", objectives=[4, 15])
    desk.write("gap", title="Nowhere")
    desk.write("gap", title="Cards", objectives=[4])
    desk.write("pledge", title="Register", objectives=[4], gaps=[births])
    desk.write("pledge", title="Remittances", objectives=[20])
    found = lines(desk)
    assert told(found) == [
        ("objective", 4, ""),
        ("gap", 4, "Births"),
        ("answer", 4, "Register"),
        ("gap", 4, "Cards"),
        ("objective", 15, ""),
        ("gap", 15, "Births"),
        ("answer", 15, "Register"),
        ("objective", 0, ""),
        ("gap", 0, "Nowhere"),
        ("unasked heading", 0, ""),
        ("unasked", 0, "Remittances"),
    ]
    assert [(each.total, each.open) for each in found if each.type == "objective"] == [(2, 1), (1, 0), (1, 1)]


def test_only_gaps_without_a_pledge_are_left_where_that_is_wanted(desk: Desk) -> None:
    births = desk.write("gap", title="Births", objectives=[4, 15])
    desk.write("gap", title="Cards", objectives=[4])
    desk.write("pledge", title="Register", objectives=[4], gaps=[births])
    desk.write("pledge", title="Remittances", objectives=[20])
    assert told(lines(desk, only_open=True)) == [("objective", 4, ""), ("gap", 4, "Cards")]


def test_without_gaps_and_pledges_there_is_no_line(desk: Desk) -> None:
    assert lines(desk) == []


def test_a_pledge_begun_from_a_gap_answers_it_and_names_its_objectives(desk: Desk) -> None:
    written = desk.write("gap", title="Births", objectives=[4, 15])
    gap = desk.submission.entries[written]
    pledge = desk.catalogue.kind("pledge")
    answers = first_answers(desk.submission, pledge, gap=gap)
    assert (answers["gaps"], answers["objectives"]) == ([gap.id], [4, 15])
    assert "gaps" not in first_answers(desk.submission, pledge)
    wide = desk.write("gap", title="Everywhere", objectives=[4, 15, 16, 17])
    assert first_answers(desk.submission, pledge, gap=desk.submission.entries[wide])["objectives"] == [4, 15, 16], (
        "a pledge names three"
    )


def test_a_pledge_begins_at_its_first_expected_answer(desk: Desk) -> None:
    pledge = desk.catalogue.kind("pledge")
    bare = desk.write("pledge", title="Births")
    sent = desk.write(
        "pledge", entity="Ministry", entity_kind="member_state", contact_name="A", contact_email="a@b.org"
    )
    entries = desk.submission.entries
    assert first_expected(pledge, entries[bare]) == "entity"
    assert first_expected(pledge, entries[sent]) == "title"


def test_lines_that_are_kept_are_those_made_anew(desk: Desk) -> None:
    births = desk.write("gap", title="Births", objectives=[4, 15])
    cards = desk.write("gap", title="Cards", objectives=[4])
    nowhere = desk.write("gap", title="Nowhere")
    pledge = desk.write("pledge", title="Register", objectives=[4], gaps=[births])
    kept = GapLines(desk.catalogue)
    before = desk.submission
    assert kept.lines(gap_matrix(before, desk.catalogue)) == lines(desk)

    def edited(entry_id: str, field: str, value: Value) -> Submission:
        return replace(
            before, entries={**before.entries, entry_id: before.entries[entry_id].answered(field, Answer(value))}
        )

    steps: tuple[tuple[str, str, Value], ...] = (
        (cards, "title", "Identity cards"),
        (pledge, "gaps", [cards, nowhere]),
        (pledge, "status", "withdrawn"),
        (births, "objectives", [20]),
        (nowhere, "objectives", [15]),
        (pledge, "gaps", []),
    )
    for entry_id, field, value in steps:
        after = edited(entry_id, field, value)
        matrix = gap_matrix(after, desk.catalogue)
        changes = [(before.entries[entry_id], after.entries[entry_id])]
        assert kept.lines(matrix, changes) == GapLines(desk.catalogue).lines(matrix), (field, value)
        before = after


def test_a_pledge_that_follows_another_begins_at_nothing_that_it_has_from_it(desk: Desk) -> None:
    pledge = desk.catalogue.kind("pledge")
    first = desk.write("pledge", entity="Ministry of Births")
    entries = desk.submission.entries
    assert taken_over(desk.submission, entries[first]) == ()
    gap = desk.write("gap", title="Births")
    second = desk.write("pledge", entity="Ministry of Births")
    entries = desk.submission.entries
    besides = taken_over(desk.submission, entries[second])
    assert first_expected(pledge, entries[second]) == "entity_kind"
    assert first_expected(pledge, entries[second], besides) == "title"
    assert taken_over(desk.submission, entries[gap]) == ()
