"""Which gaps are answered by which pledges, and which entries name a principle."""

from __future__ import annotations

from desktop.record.entry import Entry
from desktop.record.matrix import GapMatrix, gap_matrix, principle_matrix

from .conftest import Desk


def matrix(desk: Desk) -> GapMatrix:
    return gap_matrix(desk.submission, desk.catalogue)


def titles(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.text("title") for entry in entries]


def test_gaps_that_no_pledge_answers_and_pledges_that_answer_no_gap(desk: Desk) -> None:
    births = desk.write("gap", title="Births", objectives=[4])
    desk.write("gap", title="Interpreters", objectives=[4])
    desk.write("pledge", title="Register births", objectives=[4], gaps=[births])
    desk.write("pledge", title="Identity cards", objectives=[4])
    desk.write("pledge", title="Remittances", objectives=[20])
    found = matrix(desk)
    assert titles(found.answers[births]) == ["Register births"]
    assert titles(found.unanswered) == ["Interpreters"]
    assert titles(found.unasked) == ["Identity cards", "Remittances"]
    assert "Gaps without a pledge: 1 of 2." in found.sentence()
    assert "Pledges without a gap: 2 of 3." in found.sentence()


def test_a_pledge_for_the_same_objective_is_no_answer(desk: Desk) -> None:
    gap = desk.write("gap", title="Births", objectives=[4, 15])
    desk.write("pledge", title="Cards", objectives=[4], further_objectives=[15])
    desk.write("pledge", title="Answer", objectives=[4], gaps=[gap])
    desk.write("pledge", title="Far", objectives=[20])
    found = matrix(desk)
    assert titles(found.answers[gap]) == ["Answer"]
    assert titles(found.unasked) == ["Cards", "Far"]


def test_a_withdrawn_pledge_answers_nothing(desk: Desk) -> None:
    gap = desk.write("gap", title="Births", objectives=[4])
    desk.write("pledge", title="Given up", objectives=[4], gaps=[gap], status="withdrawn")
    found = matrix(desk)
    assert titles(found.unanswered) == ["Births"]
    assert (found.unasked, found.pledges) == ((), ())


def test_one_gap_may_be_answered_by_several_and_one_pledge_may_answer_several(desk: Desk) -> None:
    one, two = desk.write("gap", title="One"), desk.write("gap", title="Two")
    desk.write("pledge", title="A", gaps=[one, two, one])
    desk.write("pledge", title="B", gaps=[two])
    found = matrix(desk)
    assert titles(found.answers[one]) == ["A"]
    assert titles(found.answers[two]) == ["A", "B"]
    assert found.unanswered == ()


def test_a_link_to_nothing_is_no_answer(desk: Desk) -> None:
    desk.write("pledge", title="A", gaps=["00000000-0000-4000-8000-000000000000"])
    assert titles(matrix(desk).unasked) == ["A"]


def test_an_empty_submission_says_so(desk: Desk) -> None:
    assert matrix(desk).sentence() == "No gaps and no pledges yet."


def test_every_principle_has_a_row_and_says_which_objectives_its_entries_name(desk: Desk) -> None:
    desk.write("practice", title="Schools", principles=[8, 6], objectives=[15, 16])
    desk.write("pledge", title="Births", principles=[8], objectives=[4], further_objectives=[15])
    desk.write("gap", title="Nothing about principles", objectives=[4])
    rows = {row.number: row for row in principle_matrix(desk.submission, desk.catalogue)}
    assert sorted(rows) == list(range(1, 11))
    assert titles(rows[8].entries) == ["Schools", "Births"]
    assert rows[8].by_objective == {15: 2, 16: 1, 4: 1}
    assert rows[6].by_objective == {15: 1, 16: 1}
    assert rows[1].entries == ()
    assert rows[1].by_objective == {}
