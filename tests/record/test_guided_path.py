"""The guided path tells a newcomer what comes next, with its number and the place where it is done."""

from __future__ import annotations

from desktop.record.exported import Export, since, state_of
from desktop.record.guided_path import Step, guided_path
from desktop.record.readiness import findings

from .conftest import Desk


def steps(desk: Desk) -> dict[str, Step]:
    submission = desk.submission
    return {step.key: step for step in guided_path(submission, desk.catalogue, findings(submission, desk.catalogue))}


def test_a_new_submission_begins_with_who_submits(desk: Desk) -> None:
    desk.write("submission", country="KE", cycle="2026")
    path = steps(desk)
    assert list(path) == ["name", "rate", "gaps", "answer", "measure", "sign"]  # nothing is wrong yet
    assert path["name"].label == "Name the lead ministry"
    assert (path["name"].page, path["name"].field) == ("about", "lead_ministry")


def test_only_what_is_missing_is_asked_for(desk: Desk) -> None:
    desk.write("submission", lead_ministry="Ministry A")
    assert (steps(desk)["name"].label, steps(desk)["name"].field) == ("Name the focal point", "focal_point")
    desk.write("submission", focal_point="Desk officer A")
    assert "name" not in steps(desk)


def test_the_objectives_that_are_left_are_counted_and_the_first_of_them_is_opened(desk: Desk) -> None:
    assert steps(desk)["rate"].label == "Rate the 23 objectives"
    desk.write("assessment", "1", rating="early")
    step = steps(desk)["rate"]
    assert (step.label, step.text) == ("Rate the 22 other objectives", "Objectives rated: 1 of 23.")
    assert (step.page, step.target, step.field) == ("objective", "2", "rating")
    assert step.entry == desk.submission.bound("assessment", "2").id
    for number in range(2, 24):
        desk.write("assessment", str(number), rating="early")
    assert "rate" not in steps(desk)


def test_only_the_objectives_that_the_team_set_out_to_cover_are_asked_for(desk: Desk) -> None:
    desk.write("submission", covers=[4, 13])
    desk.write("assessment", "4", rating="early")
    assert (steps(desk)["rate"].label, steps(desk)["rate"].target) == ("Rate the 1 other objective", "13")


def test_measuring_is_asked_for_until_something_is_measured(desk: Desk) -> None:
    assert steps(desk)["measure"].text == "Every indicator is voluntary."
    desk.write("value", indicator="10.7.1", year=2024, value="3")
    assert "measure" not in steps(desk)
    desk.write("policy_answer", "1a", answer="no")
    assert (steps(desk)["answer"].label, steps(desk)["answer"].target) == ("Answer 29 policy questions", "1b")


def test_the_most_serious_gap_is_named_until_a_pledge_is_found(desk: Desk) -> None:
    desk.write("gap", title="Slow", severity="low")
    gap = desk.write("gap", title="Births", severity="critical")
    step = steps(desk)["match"]
    assert (step.label, step.text, step.page) == ("Find a pledge for 2 gaps", "Births", "matrix")
    desk.write("pledge", title="Register births", gaps=[gap])
    assert steps(desk)["match"].text == "Slow"


def test_a_pledge_that_lacks_something_is_opened_at_it(desk: Desk) -> None:
    pledge = desk.write("pledge", title="Register births")
    step = steps(desk)["complete"]
    assert (step.label, step.page, step.entry) == ("Complete 1 pledge for the online form", "pledges", pledge)
    assert step.field


def note(desk: Desk, *, draft: bool = False) -> Export:
    who = ("", "") if draft else ("Ministry A", "AB:CD")
    return Export("2026-03-02T14:05:11Z", draft, "KE-2026.asice", *who, "", state_of(desk.submission))


def test_signing_is_asked_for_again_only_when_something_has_changed(desk: Desk) -> None:
    desk.write("gap", title="Births")
    notes = [note(desk)]

    def last() -> Step:
        exports = since(notes, desk.submission, {"": 3})
        return guided_path(desk.submission, desk.catalogue, [], exports)[-1]

    assert last().key != "sign"
    desk.write("gap", title="Deaths")
    assert (last().key, last().text) == ("sign", "Signed by Ministry A. 3 changes since the export.")


def test_one_pledge_begins_with_the_pledge(desk: Desk) -> None:
    desk.write("submission", country="KE", cycle="2026", purpose="pledge")
    assert list(steps(desk)) == ["pledge", "name", "sign"]
    desk.write("pledge", title="Register births")
    assert list(steps(desk)) == ["complete", "name", "sign"]
    desk.write("submission", lead_ministry="Ministry A")
    assert list(steps(desk)) == ["complete", "sign"]
