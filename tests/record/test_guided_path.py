"""The guided path tells a newcomer what comes next."""

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
    assert list(path) == ["create", "walk", "score", "see", "check", "sign", "export"]
    assert path["create"].state == "begun"
    assert all(step.state == "to_do" for key, step in path.items() if key != "create")
    assert "1 error has to be corrected" in path["check"].text
    assert path["sign"].text == "Signing waits for what blocks."


def test_naming_lead_and_focal_point_does_the_first_step(desk: Desk) -> None:
    desk.write("submission", lead_ministry="Ministry A")
    assert steps(desk)["create"].state == "begun"
    desk.write("submission", focal_point="Desk officer A")
    assert steps(desk)["create"].state == "done"


def test_the_walk_is_done_when_every_objective_was_begun(desk: Desk) -> None:
    desk.write("assessment", "1", rating="early")
    assert (steps(desk)["walk"].state, steps(desk)["walk"].text) == ("begun", "Objectives begun: 1 of 23.")
    for number in range(2, 24):
        desk.write("assessment", str(number), rating="early")
    assert (steps(desk)["walk"].state, steps(desk)["walk"].text) == ("done", "Objectives begun: 23 of 23.")


def test_scoring_is_begun_with_one_answer_or_one_value_and_is_voluntary(desk: Desk) -> None:
    assert "voluntary" in steps(desk)["score"].text
    desk.write("value", indicator="10.7.1", year=2024, value="3")
    assert steps(desk)["score"].state == "begun"
    for domain in desk.catalogue.policy.domains:
        for question in domain.sub_categories:
            desk.write("policy_answer", question.key, answer="no")
    assert steps(desk)["score"].state == "done"
    assert "30 of 30" in steps(desk)["score"].text


def test_gaps_are_matched_when_a_pledge_answers_each(desk: Desk) -> None:
    gap = desk.write("gap", title="Births")
    assert steps(desk)["see"].state == "begun"
    desk.write("pledge", title="Register births", gaps=[gap])
    assert steps(desk)["see"].state == "done"


def test_when_nothing_blocks_one_may_sign(desk: Desk) -> None:
    desk.write("gap", title="Births")
    path = steps(desk)
    assert path["check"].state == "begun"
    assert path["check"].text.splitlines()[:2] == [
        "Can the submission be signed? Yes. There are no errors.",
        "Is the submission complete for the forum? Not yet.",
    ]
    assert "what is not complete" in path["sign"].text


def test_the_check_is_done_when_nothing_is_found_and_nothing_is_lacking(desk: Desk) -> None:
    path = {step.key: step for step in guided_path(desk.submission, desk.catalogue, [])}
    assert path["check"].state == "begun"
    desk.write("submission", covers=[13])
    desk.write("assessment", "13", rating="early")
    path = {step.key: step for step in guided_path(desk.submission, desk.catalogue, [])}
    assert path["check"].state == "done"
    assert "choose a signing key" in path["sign"].text


def note(desk: Desk, *, draft: bool = False) -> Export:
    who = ("", "") if draft else ("Ministry A", "AB:CD")
    return Export("2026-03-02T14:05:11Z", draft, "KE-2026.asice", *who, "", state_of(desk.submission))


def test_the_last_steps_know_what_was_signed_and_what_has_changed_since(desk: Desk) -> None:
    desk.write("gap", title="Births")
    notes = [note(desk)]

    def last() -> dict[str, Step]:
        exports = since(notes, desk.submission, {"": 3})
        path = guided_path(desk.submission, desk.catalogue, [], exports)
        return {step.key: step for step in path}

    assert (last()["sign"].state, last()["export"].state) == ("done", "done")
    assert last()["sign"].text == "Signed by Ministry A. Nothing has changed since."
    desk.write("gap", title="Deaths")
    assert (last()["sign"].state, last()["export"].state) == ("begun", "begun")
    assert last()["export"].text == "KE-2026.asice was written. 3 changes since."


def test_a_draft_is_told_apart_from_what_was_signed(desk: Desk) -> None:
    desk.write("gap", title="Births")
    exports = since([note(desk, draft=True)], desk.submission, {})
    path = {step.key: step for step in guided_path(desk.submission, desk.catalogue, [], exports)}
    assert path["sign"].state == "to_do"
    assert path["export"].state == "begun"
    assert path["export"].text.startswith("Only a draft was exported so far: KE-2026.asice.")
