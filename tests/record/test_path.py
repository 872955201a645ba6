"""The guided path tells a newcomer what comes next."""

from __future__ import annotations

from desktop.record.path import Step, guided_path
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
    assert "1 finding blocks" in path["check"].text
    assert path["sign"].text == "Signing waits for what blocks."


def test_naming_lead_and_focal_point_does_the_first_step(desk: Desk) -> None:
    desk.write("submission", lead_ministry="Ministry A")
    assert steps(desk)["create"].state == "begun"
    desk.write("submission", focal_point="Desk officer A")
    assert steps(desk)["create"].state == "done"


def test_the_walk_is_done_when_every_objective_was_begun(desk: Desk) -> None:
    desk.write("assessment", "1", rating="early")
    assert (steps(desk)["walk"].state, steps(desk)["walk"].text) == ("begun", "1 of 23 objectives is begun.")
    for number in range(2, 24):
        desk.write("assessment", str(number), rating="early")
    assert (steps(desk)["walk"].state, steps(desk)["walk"].text) == ("done", "23 of 23 objectives are begun.")


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
    assert "Nothing blocks" in path["check"].text
    assert "choose a signing key" in path["sign"].text


def test_without_any_finding_the_check_is_done(desk: Desk) -> None:
    path = {step.key: step for step in guided_path(desk.submission, desk.catalogue, [])}
    assert path["check"].state == "done"
