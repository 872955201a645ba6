"""The readiness check as a whole: what forms and rules say together, in an order that helps."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from desktop import paths
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Rule
from desktop.catalogue.forms_errors import FormsError
from desktop.record.readiness import Finding, findings
from desktop.record.value_parsing import read

from .conftest import Desk
from .test_rules import LONG


def found(desk: Desk) -> list[Finding]:
    return findings(desk.submission, desk.catalogue)


def about(desk: Desk, kind: str, field: str) -> list[Finding]:
    return [finding for finding in found(desk) if (finding.kind, finding.field) == (kind, field)]


def whole_pledge(desk: Desk) -> str:
    return desk.write(
        "pledge",
        entity="Ministry A",
        entity_kind="member_state",
        contact_name="Desk officer A",
        contact_email="desk@ministry.example",
        title="Every birth is registered",
        kind="individual",
        nature=["policy"],
        objectives=[4],
        principles=[8],
        description=LONG,
        measure="2,000 births by 2028",
        start="2026",
        end="2028",
        lead="Ministry A",
        new_or_strengthened="new",
        gaps=[desk.write("gap", title="Births", description="Few.", objectives=[4], severity="high")],
    )


def test_a_pledge_in_which_everything_stands_has_no_finding(desk: Desk) -> None:
    pledge = whole_pledge(desk)
    assert [finding for finding in found(desk) if finding.entry_id == pledge] == []


@pytest.mark.parametrize(
    "field", ["contact_name", "contact_email", "measure", "start", "end", "lead", "title", "description", "objectives"]
)
def test_what_a_pledge_lacks_warns_and_never_blocks(field: str, desk: Desk) -> None:
    pledge = desk.write("pledge", kind="individual")
    (finding,) = [each for each in about(desk, "pledge", field) if each.entry_id == pledge]
    assert (finding.weight, finding.rule) == ("warns", "missing")


def test_a_joint_pledge_without_partners_warns(desk: Desk) -> None:
    desk.write("pledge", title="A", kind="common")
    assert [each.weight for each in about(desk, "pledge", "partners")] == ["warns"]


def test_a_question_that_is_not_asked_is_not_missing(desk: Desk) -> None:
    desk.write("pledge", title="A", kind="individual")
    assert about(desk, "pledge", "partners") == []
    assert about(desk, "pledge", "matched_title") == []


def test_what_blocks_already_is_not_said_to_be_missing_as_well(desk: Desk) -> None:
    desk.write("pledge", title="A", kind="matching")
    assert [each.rule for each in about(desk, "pledge", "matched_title")] == ["matching_without_match"]


def test_a_focal_point_that_nobody_named_warns(desk: Desk) -> None:
    desk.write("submission", country="KE")
    assert [each.weight for each in about(desk, "submission", "focal_point")] == ["warns"]
    desk.write("submission", focal_point="Desk officer A")
    assert about(desk, "submission", "focal_point") == []


@pytest.mark.parametrize("text", ["too short", "x" * 3001])
def test_a_description_outside_the_limits_of_the_online_form_blocks(text: str, desk: Desk) -> None:
    desk.write("pledge", title="Births", description=text)
    (finding,) = about(desk, "pledge", "description")
    assert (finding.weight, finding.rule) == ("blocks", "limit")
    assert finding.text.startswith("“Births”, Description of the pledge: ")


def test_every_broken_limit_of_one_field_is_told(desk: Desk) -> None:
    desk.write("pledge", title="A", kind="common", partners=[{"name": "B", "email": "b", "country": "kenya"}])
    assert [each.rule for each in about(desk, "pledge", "partners")] == ["limit", "limit"]


def test_a_misspelt_address_warns(desk: Desk) -> None:
    desk.write("pledge", title="A", contact_email="desk at ministry")
    (finding,) = about(desk, "pledge", "contact_email")
    assert (finding.weight, finding.rule) == ("warns", "limit")


def test_a_row_without_its_name_warns(desk: Desk) -> None:
    desk.write("pledge", title="A", kind="common", partners=[{"country": "KE"}, {"name": "B"}, {"country": "TH"}])
    (finding,) = about(desk, "pledge", "partners")
    assert (finding.weight, finding.rule) == ("warns", "missing")
    assert "2 rows have no Name" in finding.text


def test_what_would_make_an_entry_stronger_is_one_finding_that_opens_the_first_field(desk: Desk) -> None:
    practice = desk.write(
        "practice", title="Schools", summary="S.", objectives=[15], implementer="City A", start="2020"
    )
    (finding,) = [each for each in found(desk) if each.entry_id == practice and each.rule == "missing"]
    assert (finding.weight, finding.field) == ("suggests", "principles")
    for label in ("Guiding principles", "Benefit and impact", "What is new about it"):
        assert label in finding.text
    assert finding.text.startswith("“Schools” would be stronger with: ")


def test_what_nobody_began_is_not_asked_for(desk: Desk) -> None:
    desk.write("gap", title="Births", objectives=[4])
    kinds = {finding.kind for finding in found(desk) if finding.rule in ("missing", "limit")}
    assert kinds == {"submission", "gap"}


def test_findings_stand_by_weight_then_kind_then_entry_then_field(desk: Desk) -> None:
    desk.write("assessment", "13", rating="early")
    desk.write("assessment", "2", rating="early")
    desk.write("pledge", title="Second kind of entry", description="short")
    first = desk.write("practice", title="First")
    second = desk.write("practice", title="Second")
    weights = [finding.weight for finding in found(desk)]
    assert weights == sorted(weights, key=["blocks", "warns", "suggests"].index)
    warned = [finding for finding in found(desk) if finding.weight == "warns"]
    kinds = [finding.kind for finding in warned]
    assert kinds == sorted(kinds, key=list(desk.catalogue.kinds).index)
    # Objectives stand in their own order, not in that of their ids; entries in theirs.
    assert [finding.key for finding in warned if finding.kind == "assessment"] == ["2", "13"]
    practices = [finding.entry_id for finding in warned if finding.kind == "practice"]
    assert practices == [first] * practices.count(first) + [second] * practices.count(second)
    fields = [finding.field for finding in warned if finding.entry_id == first]
    order = [field.key for field in desk.catalogue.kind("practice").fields]
    assert fields == sorted(fields, key=order.index)
    assert len(fields) > 2


def test_a_finding_names_its_entry_and_cuts_a_long_title(desk: Desk) -> None:
    desk.write("gap", title="x" * 40_000)
    assert all(len(finding.text) < 1000 for finding in found(desk))
    desk.write("gap")
    assert any("“Gap without a name”" in finding.text for finding in found(desk))


def test_a_finding_says_why(desk: Desk) -> None:
    desk.write("pledge", title="A", kind="matching")
    for finding in found(desk):
        assert finding.why or finding.rule in ("gap_without_pledge", "same_title", "not_rated"), finding


def test_the_check_speaks_the_language_spoken(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("readiness", "findings"):
        monkeypatch.setattr(f"desktop.record.{room}._", lambda text: f"«{text}»")
    assert all("«" in finding.text for finding in found(desk))


def test_a_rule_that_names_no_test_is_an_error_of_the_forms(desk: Desk) -> None:
    rule = Rule(key="mine", weight="warns", test="no_such_test", text="{name}")
    with pytest.raises(FormsError, match="no_such_test"):
        findings(desk.submission, with_rule(desk.catalogue, rule))


def test_a_rule_with_an_empty_place_is_an_error_of_the_forms(desk: Desk) -> None:
    desk.write("gap", title="Births")
    rule = Rule(key="mine", weight="warns", test="gap_without_pledge", kind="gap", field="title", text="{nam} is open.")
    with pytest.raises(FormsError, match="mine"):
        findings(desk.submission, with_rule(desk.catalogue, rule))


def with_rule(catalogue: Catalogue, rule: Rule) -> Catalogue:
    return replace(catalogue, rules=(*catalogue.rules, rule))


def write_published(desk: Desk, kind: str, item: dict[str, Any]) -> None:
    """Write a published entry down as it stands, with the words of its source."""
    fields = {field.key: field for field in desk.catalogue.kind(kind).fields}
    raw = dict(item)
    raw["external_id"] = raw.pop("id")
    numbers = raw["objectives"]
    if "further_objectives" in fields:
        raw["objectives"], raw["further_objectives"] = numbers[:3], numbers[3:]
    answers = {}
    for key, said in raw.items():
        value, problems = read(fields[key], said, desk.catalogue)
        assert problems == [], (key, said)
        if value is not None:
            answers[key] = value
    desk.write(kind, **answers)


def test_published_pledges_and_practices_can_be_signed_as_they_stand(desk: Desk) -> None:
    published = json.loads((paths.resources() / "demonstration.json").read_text(encoding="utf-8"))
    for item in published["pledges"]:
        write_published(desk, "pledge", item)
    for item in published["practices"]:
        write_published(desk, "practice", item)
    assert [finding for finding in found(desk) if finding.weight == "blocks"] == []
    pledges = [finding for finding in found(desk) if finding.kind == "pledge" and finding.weight == "warns"]
    assert {"contact_name", "contact_email", "measure", "end", "lead"} <= {finding.field for finding in pledges}
