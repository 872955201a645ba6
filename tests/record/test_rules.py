"""Every readiness rule: it speaks when it should, is silent when not, and weighs what it should."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.record.check_scope import Around
from desktop.record.checks import none_met_then
from desktop.record.entry import Answer, Entry
from desktop.record.internal_kinds import SITTING
from desktop.record.readiness import Finding, findings
from desktop.record.submission import Submission

from .conftest import SUBMISSION_ID, Desk

LONG = "The ministry registers the birth of every migrant child, whatever the status of the parents. " * 4
MEGABYTE = 1024 * 1024
NOWHERE = "00000000-0000-4000-8000-000000000000"

Write = Callable[[Desk], object]


def of_rule(desk: Desk, rule: str) -> list[Finding]:
    return [finding for finding in findings(desk.submission, desk.catalogue) if finding.rule == rule]


def joint(desk: Desk, first: dict[str, object], second: dict[str, object]) -> None:
    for said in (first, second):
        desk.write("pledge", **{"kind": "common", "title": "Schools for all", **said})  # type: ignore[arg-type]


def answer_gap(desk: Desk) -> None:
    gap = desk.write("gap", title="Births")
    desk.write("pledge", title="Register births", gaps=[gap])


BLOCKS: dict[str, tuple[list[Write], list[Write]]] = {
    "nothing_to_submit": (
        [
            lambda desk: None,
            lambda desk: desk.write("submission", country="KE", title="Kenya 2026"),
            lambda desk: desk.write("practice"),
            lambda desk: desk.write("practice", internal_note="Ask the ministry of health."),
            lambda desk: desk.write("person", name="Desk officer A"),
        ],
        [
            lambda desk: desk.write("gap", title="Births"),
            lambda desk: desk.write("assessment", "13", rating="early"),
            lambda desk: desk.write("policy_answer", "1a", answer="no"),
            lambda desk: desk.write("value", indicator="10.7.1", year=2024, value="3"),
            lambda desk: desk.write("follow_up", "H1.1", state="planned"),
        ],
    ),
    "joint_recorded_twice": (
        [
            lambda desk: joint(desk, {"entity": "City A"}, {"entity": "City A"}),
            lambda desk: joint(
                desk,
                {"entity": "City A", "partners": [{"name": "City B"}]},
                {"entity": "City B", "kind": "partnership", "title": "SCHOOLS  for all!"},
            ),
            lambda desk: joint(desk, {"entity": "Ministry A", "country": "KE"}, {"partners": [{"country": "KE"}]}),
            lambda desk: joint(desk, {}, {"entity": "City A"}),
            lambda desk: joint(desk, {"entity": "City A"}, {}),
            lambda desk: joint(
                desk, {"entity": "Ministry A", "country": "KE"}, {"entity": "City B", "partners": [{"country": "KE"}]}
            ),
            lambda desk: joint(desk, {"external_id": "7311"}, {"external_id": "7311", "title": "Other words"}),
            lambda desk: joint(
                desk, {"entity": "A", "external_id": "7311"}, {"entity": "B", "external_id": "7311", "title": "Other"}
            ),
        ],
        [
            lambda desk: joint(desk, {"entity": "City A"}, {"entity": "City A", "title": "Roads for all"}),
            lambda desk: joint(desk, {"entity": "City A"}, {"entity": "City B"}),
            lambda desk: joint(desk, {"entity": "City A", "kind": "individual"}, {"entity": "City A"}),
            lambda desk: joint(desk, {"title": ""}, {"title": ""}),
            lambda desk: joint(
                desk, {"entity": "A", "external_id": "7311"}, {"entity": "B", "external_id": "7312", "title": "Other"}
            ),
        ],
    ),
    "matching_without_match": (
        [lambda desk: desk.write("pledge", title="Ours too", kind="matching")],
        [
            lambda desk: desk.write("pledge", title="Ours too", kind="matching", matched_title="Theirs"),
            lambda desk: desk.write("pledge", title="Ours too", kind="matching", matched_id="7311"),
            lambda desk: desk.write("pledge", title="Ours", kind="individual"),
            lambda desk: desk.write("pledge", title="Of two", kind="partnership"),
        ],
    ),
    "link_to_nothing": (
        [
            lambda desk: desk.write("pledge", title="A", gaps=[NOWHERE]),
            lambda desk: desk.write("pledge", title="A", gaps=[desk.write("practice", title="No gap")]),
            lambda desk: desk.write("evidence", title="E", supports=[desk.write("practice", title="P"), NOWHERE]),
        ],
        [
            answer_gap,
            lambda desk: desk.write("evidence", title="E", supports=[desk.write("practice", title="P")]),
            lambda desk: desk.write("evidence", title="E", supports=[desk.submission.bound("assessment", "13").id]),
        ],
    ),
    "file_to_nothing": (
        [lambda desk: desk.write("evidence", title="Decree", file="0a" * 32)],
        [lambda desk: desk.write("evidence", title="Decree", file=desk.attach("decree.pdf"))],
    ),
    "unknown_number": (
        [
            lambda desk: desk.write("practice", title="A", objectives=[13, 24]),
            lambda desk: desk.write("pledge", title="A", principles=[11]),
            lambda desk: desk.write("pledge", title="A", further_objectives=[99]),
            lambda desk: desk.write("practice", title="A", objectives=[0]),
        ],
        [lambda desk: desk.write("practice", title="A", objectives=[1, 23], principles=[1, 10])],
    ),
    "file_too_large": (
        [lambda desk: desk.write("pledge", title="A", attachment=desk.attach("plan.pdf", 25 * MEGABYTE + 1))],
        [
            lambda desk: desk.write("pledge", title="A", attachment=desk.attach("plan.pdf", 25 * MEGABYTE)),
            lambda desk: desk.write("evidence", title="A", file=desk.attach("film.mp4", 90 * MEGABYTE)),
        ],
    ),
    "file_format": (
        [
            lambda desk: desk.write("pledge", title="A", attachment=desk.attach("plan.exe")),
            lambda desk: desk.write("pledge", title="A", attachment=desk.attach("pdf")),
        ],
        [
            lambda desk: desk.write("pledge", title="A", attachment=desk.attach("plan.PDF")),
            lambda desk: desk.write("evidence", title="A", file=desk.attach("film.mp4")),
        ],
    ),
}

WARNS: dict[str, tuple[list[Write], list[Write]]] = {
    "title_of_another_year": (
        [
            lambda desk: desk.write("submission", cycle="2026", title="Forum of 2030"),
            lambda desk: desk.write("submission", cycle="٢٠٢٦", title="منتدى ٢٠٣٠"),
            lambda desk: desk.write("submission", cycle="2026", title="Progress from 2018 to 2022"),
            lambda desk: desk.write("submission", cycle="2026", title="Report 2022/23"),
            lambda desk: desk.write("submission", cycle="2026", title="Report of 2022 (24)"),
            lambda desk: desk.write("submission", cycle="2026", title="Report of 2022/2023"),
            lambda desk: desk.write("submission", cycle="2026", title="Report on Law 2019-45"),
            lambda desk: desk.write("submission", cycle="2026", title="Revision of the pledges of 2024"),
            lambda desk: desk.write("submission", cycle="2026", title="Prévisions pour 2024"),
        ],
        [
            lambda desk: desk.write("submission", cycle="2026", title="Forum of 2026"),
            lambda desk: desk.write("submission", cycle="2026", title="منتدى ٢٠٢٦"),
            lambda desk: desk.write("submission", cycle="2026", title="From 2018 to 2030"),
            lambda desk: desk.write("submission", cycle="2026", title="Agenda 20305 of 200 towns"),
            lambda desk: desk.write("submission", cycle="2026", title="Migration and the 2030 Agenda"),
            lambda desk: desk.write("submission", cycle="2026", title="Kenya Vision 2030"),
            lambda desk: desk.write("submission", cycle="2026", title="Повестка дня на период до 2030 года"),
            lambda desk: desk.write("submission", cycle="2026", title="الهجرة وخطة عام ٢٠٣٠"),
            lambda desk: desk.write("submission", cycle="2026", title="Report 2025/26"),
            lambda desk: desk.write("submission", cycle="2024", title="Informe 2022–24"),
            lambda desk: desk.write("submission", cycle="2024", title="Informe 2022-26"),
            lambda desk: desk.write("submission", cycle="2024", title="Informe 2022—26"),
            lambda desk: desk.write("submission", cycle="2026", title="Plan 2018-30"),
            lambda desk: desk.write("submission", cycle="2026", title="Report 2025/2026"),
            lambda desk: desk.write("submission", cycle="2026", title="Decreto Ley 1094"),
            lambda desk: desk.write("submission", cycle="2026", title="From 2022 to 05/2026"),
            *(
                lambda desk, number=number: desk.write("submission", cycle="2026", title=f"Law {number}/2022")
                for number in (3, 30, 300, 4939, 19800, 123456)
            ),
            lambda desk: desk.write("submission", cycle="2026", title="تقرير ١٤٤٧"),
            lambda desk: desk.write("submission", cycle="2026", title="รายงาน 2569"),
            lambda desk: desk.write("submission", title="Forum of 2030"),
            lambda desk: desk.write("submission", cycle="soon", title="Forum of 2030"),
        ],
    ),
    "year_without_digits": (
        [
            lambda desk: desk.write("submission", cycle="soon"),
            lambda desk: desk.write("submission", cycle="next spring", purpose="pledge"),
            lambda desk: desk.write("submission", cycle="26", purpose="forum"),
            lambda desk: desk.write("submission", cycle="20266"),
        ],
        [
            lambda desk: desk.write("submission", cycle="2026"),
            lambda desk: desk.write("submission", cycle="٢٠٢٦"),
            lambda desk: desk.write("submission", cycle="2026–2027"),
            lambda desk: desk.write("submission", cycle="05/2026"),
            lambda desk: desk.write("submission", cycle="12/5/2026"),
            lambda desk: desk.write("submission", purpose="forum"),
        ],
    ),
    "year_without_meeting": (
        [
            lambda desk: desk.write("submission", cycle="2027", purpose="forum"),
            lambda desk: desk.write("submission", cycle="2027"),
            lambda desk: desk.write("submission", cycle="2026", purpose="regional"),
            lambda desk: desk.write("submission", cycle="2018", purpose="forum"),
        ],
        [
            lambda desk: desk.write("submission", cycle="2026", purpose="forum"),
            lambda desk: desk.write("submission", cycle="2025", purpose="regional"),
            lambda desk: desk.write("submission", cycle="2034", purpose="forum"),
            lambda desk: desk.write("submission", cycle="2027", purpose="voluntary"),
            lambda desk: desk.write("submission", cycle="2027", purpose="pledge"),
            lambda desk: desk.write("submission", purpose="forum"),
        ],
    ),
    "signs_not_shown": (
        [
            lambda desk: desk.write("practice", title="Help line 👍"),
            lambda desk: desk.write("gap", title="Births", description="1️⃣ No register"),
        ],
        [
            lambda desk: desk.write("practice", title="ስደት – অভিবাসী “ნდობა” → 移民"),
            lambda desk: desk.write("practice", title="Births", internal_note="👍"),
        ],
    ),
    "dates_backwards": (
        [
            lambda desk: desk.write("pledge", title="A", start="2026-05", end="2026-04"),
            lambda desk: desk.write("indicator", "10.7.1", baseline_year=2025, target_year=2020),
        ],
        [
            lambda desk: desk.write("pledge", title="A", start="2026-05", end="2026"),
            lambda desk: desk.write("pledge", title="A", end="2026"),
            lambda desk: desk.write("indicator", "10.7.1", baseline_year=2020, target_year=2020),
        ],
    ),
    "about_refugees": (
        [
            lambda desk: desk.write("pledge", title="Schools for refugees", mirror=False),
            lambda desk: desk.write("pledge", description="Better asylum procedures."),
            lambda desk: desk.write("pledge", title="Des écoles pour les RÉFUGIÉS"),
            lambda desk: desk.write("pledge", title="Escuelas para personas refugiadas"),
            lambda desk: desk.write("pledge", title="مدارس للاجئين"),
            lambda desk: desk.write("pledge", title="Школы для беженцев"),
            lambda desk: desk.write("pledge", title="为难民建学校"),
        ],
        [
            lambda desk: desk.write("pledge", title="Schools for refugees", mirror=True),
            lambda desk: desk.write("pledge", title="Schools for refugees", description="And for migrants."),
            lambda desk: desk.write("pledge", title="Schools for Migrants and refugees"),
            lambda desk: desk.write("pledge", title="Des écoles pour les réfugiés et les migrants"),
            lambda desk: desk.write("pledge", title="مدارس للاجئين والمهاجرين"),
            lambda desk: desk.write("pledge", title="为难民和移民建学校"),
            lambda desk: desk.write("pledge", title="مَدارِس لِلاجِئينَ والمُهاجِرينَ"),
            lambda desk: desk.write("pledge", title="Schools for children"),
            lambda desk: desk.write("practice", title="Schools for refugees"),
        ],
    ),
    "rating_without_reason": (
        [lambda desk: desk.write("assessment", "13", rating="not_started")],
        [
            lambda desk: desk.write("assessment", "13", rating="early", reason="A law of 2024."),
            lambda desk: desk.write("assessment", "13", changes="A law of 2024."),
        ],
    ),
    "not_available_without_reason": (
        [lambda desk: desk.write("indicator", "10.7.1", availability="not_available")],
        [
            lambda desk: desk.write("indicator", "10.7.1", availability="not_available", reason="No survey."),
            lambda desk: desk.write("indicator", "10.7.1", availability="available"),
            lambda desk: desk.write("indicator", "10.7.1", availability="planned"),
        ],
    ),
    "answer_not_offered": (
        [
            lambda desk: desk.write("policy_answer", "2a", answer="with_status"),
            lambda desk: desk.write("policy_answer", "5c", answer="with_status"),
        ],
        [
            lambda desk: desk.write("policy_answer", "1a", answer="with_status"),
            lambda desk: desk.write("policy_answer", "2a", answer="no"),
            lambda desk: desk.write("policy_answer", "2a", evidence="A decree."),
        ],
    ),
    "value_beyond": (
        [
            lambda desk: desk.write("value", indicator="16.9.1", year=2024, value="120"),
            lambda desk: desk.write("value", indicator="10.c.1", year=2024, value="-0.93"),
            lambda desk: desk.write("value", indicator="8.8.2", year=2024, value="11.5", unit="Score"),
        ],
        [
            lambda desk: desk.write("value", indicator="16.9.1", year=2024, value="100"),
            lambda desk: desk.write("value", indicator="16.9.1", year=2024, value="1200", unit="children"),
            lambda desk: desk.write("value", indicator="17.3.2", year=2024, value="140"),
            lambda desk: desk.write("value", indicator="of our own", year=2024, value="140"),
            lambda desk: desk.write("value", indicator="16.9.1", year=2024, value="nearly all"),
            lambda desk: desk.write("value", indicator="16.9.1", year=2024),
        ],
    ),
    "value_twice": (
        [
            lambda desk: [desk.write("value", indicator="10.7.1", year=2024, value=each) for each in ("3", "4")],
            lambda desk: [
                desk.write("value", indicator="10.7.1", year=2024, disaggregation="sex", category=each)
                for each in ("women", "Women")
            ],
        ],
        [
            lambda desk: [desk.write("value", indicator="10.7.1", year=each, value="3") for each in (2023, 2024)],
            lambda desk: [
                desk.write("value", indicator="10.7.1", year=2024, disaggregation="sex", category=each)
                for each in ("women", "men")
            ],
            lambda desk: [desk.write("value", indicator="10.7.1", value=each) for each in ("3", "4")],
        ],
    ),
    "evidence_without_file": (
        [lambda desk: desk.write("evidence", title="A decree")],
        [
            lambda desk: desk.write("evidence", title="A decree", source="Official Gazette 12/2024"),
            lambda desk: desk.write("evidence", title="A decree", file=desk.attach("decree.pdf")),
        ],
    ),
}

SUGGESTS: dict[str, tuple[list[Write], list[Write]]] = {
    "not_measurable": (
        [lambda desk: desk.write("pledge", title="Better schools", measure="Children are happier.")],
        [
            lambda desk: desk.write("pledge", title="Better schools", measure="300 children"),
            lambda desk: desk.write("pledge", title="Better schools", measure="٣٠٠ طفل"),
            lambda desk: desk.write("pledge", title="更好的学校", measure="三百名儿童"),
            lambda desk: desk.write("pledge", title="Better schools by 2028", measure="Children are happier."),
            lambda desk: desk.write("pledge", title="Better schools"),
        ],
    ),
    "over_before_the_forum": (
        [
            lambda desk: [desk.write("submission", cycle="2026"), desk.write("pledge", title="A", end="2025-12-31")],
        ],
        [
            lambda desk: [desk.write("submission", cycle="2026"), desk.write("pledge", title="A", end="2026-01")],
            lambda desk: [
                desk.write("submission", cycle="2026"),
                desk.write("pledge", title="A", end="2024", status="fulfilled"),
            ],
            lambda desk: desk.write("pledge", title="A", end="2024"),
            lambda desk: [desk.write("submission", cycle="2026"), desk.write("pledge", title="A")],
        ],
    ),
    "practice_before_compact": (
        [lambda desk: desk.write("practice", title="A", end="2018-11-30")],
        [
            lambda desk: desk.write("practice", title="A", end="2018-12"),
            lambda desk: desk.write("practice", title="A", end="2018"),
            lambda desk: desk.write("practice", title="A", start="2010"),
        ],
    ),
    "practice_only_planned": (
        [lambda desk: desk.write("practice", title="A", status="planned")],
        [lambda desk: desk.write("practice", title="A", status="ongoing")],
    ),
    "gap_without_pledge": (
        [
            lambda desk: desk.write("gap", title="Births", objectives=[4]),
            lambda desk: desk.write(
                "pledge", title="Register births", status="withdrawn", gaps=[desk.write("gap", title="Births")]
            ),
            lambda desk: desk.write("support", title="A registrar", gaps=[desk.write("gap", title="Births")]),
            lambda desk: desk.write("evidence", title="A count", supports=[desk.write("gap", title="Births")]),
        ],
        [answer_gap],
    ),
    "same_title": (
        [
            lambda desk: [desk.write("gap", title=each) for each in ("Births", "BIRTHS ")],
            lambda desk: [desk.write("pledge", title="Births", kind="individual") for _ in range(2)],
        ],
        [
            lambda desk: [desk.write(kind, title="Births") for kind in ("gap", "pledge", "practice")],
            lambda desk: [desk.write("gap") for _ in range(2)],
            lambda desk: joint(desk, {"entity": "City A"}, {"entity": "City B"}),
        ],
    ),
    "answer_not_asked": (
        [lambda desk: desk.write("pledge", title="A", kind="individual", partners=[{"name": "City B"}])],
        [
            lambda desk: desk.write("pledge", title="A", kind="common", partners=[{"name": "City B"}]),
            lambda desk: desk.write("pledge", title="A", kind="individual"),
        ],
    ),
    "rating_without_voice": (
        [lambda desk: nobody(desk).write("assessment", "13", rating="early", reason="A law.")],
        [
            lambda desk: desk.write("assessment", "13", rating="early"),  # the one who was speaking is known
            lambda desk: nobody(desk).write("assessment", "13", rating="early", said_by="Workshop of 3 March"),
            lambda desk: nobody(desk).write("assessment", "13", reason="A law."),
        ],
    ),
    "not_rated": (
        [
            lambda desk: desk.write("practice", title="A", objectives=[13]),
            lambda desk: desk.write("pledge", title="A", further_objectives=[13]),
        ],
        [
            lambda desk: [
                desk.write("practice", title="A", objectives=[13]),
                desk.write("assessment", "13", rating="early"),
            ],
            lambda desk: desk.write("practice", title="A"),
        ],
    ),
}


def nobody(desk: Desk) -> Desk:
    desk.by = ""
    return desk


CASES = {"blocks": BLOCKS, "warns": WARNS, "suggests": SUGGESTS}
SPEAKS = [
    pytest.param(weight, rule, write, id=f"{rule}-{number}")
    for weight, rules in CASES.items()
    for rule, (speaking, _silent) in rules.items()
    for number, write in enumerate(speaking)
]
SILENT = [
    pytest.param(rule, write, id=f"{rule}-{number}")
    for rules in CASES.values()
    for rule, (_speaking, silent) in rules.items()
    for number, write in enumerate(silent)
]


def test_every_rule_of_the_forms_is_tried_here(catalogue: Catalogue) -> None:
    # One needs a second language, see test_field_translations; the others what no desk writes, see test_clearance.
    elsewhere = {"stale_text", "not_cleared", "changed_since_cleared"}
    assert {rule.key for rule in catalogue.rules} == {rule for rules in CASES.values() for rule in rules} | elsewhere


@pytest.mark.parametrize(("weight", "rule", "write"), SPEAKS)
def test_a_rule_speaks_once_in_its_weight_and_names_what_it_is_about(
    weight: str, rule: str, write: Write, desk: Desk
) -> None:
    write(desk)
    (finding,) = of_rule(desk, rule)
    assert finding.weight == weight
    assert "{" not in finding.text
    assert finding.text.endswith((".", "?"))
    definition = desk.catalogue.kind(finding.kind)
    if finding.field:
        assert definition.field(finding.field).key == finding.field
    if rule != "nothing_to_submit":
        assert finding.field
        assert "“" in finding.text


@pytest.mark.parametrize(("rule", "write"), SILENT)
def test_a_rule_is_silent_where_nothing_is_wrong(rule: str, write: Write, desk: Desk) -> None:
    write(desk)
    assert of_rule(desk, rule) == []


def test_a_joint_pledge_recorded_twice_names_the_other_one(desk: Desk) -> None:
    joint(desk, {"external_id": "7311"}, {"external_id": "7311", "title": "Other words"})
    (finding,) = of_rule(desk, "joint_recorded_twice")
    assert "“Other words”" in finding.text
    assert "“Schools for all”" in finding.text


def test_a_file_that_is_too_large_is_told_its_size_and_the_limit(desk: Desk) -> None:
    desk.write("pledge", title="A", attachment=desk.attach("plan.pdf", 30 * MEGABYTE + 1))
    (finding,) = of_rule(desk, "file_too_large")
    assert " 31 MB" in finding.text
    assert " 25 MB" in finding.text
    desk.write("pledge", title="B", attachment=desk.attach("longer plan.pdf", 40 * MEGABYTE))
    assert " 40 MB" in of_rule(desk, "file_too_large")[1].text


def test_an_unknown_objective_is_named(desk: Desk) -> None:
    desk.write("practice", title="A", objectives=[24])
    assert "24" in of_rule(desk, "unknown_number")[0].text


def test_of_many_signs_that_no_document_shows_ten_are_named(desk: Desk) -> None:
    signs = "😀😁😂😃😄😅😆😇😈😉😊😋"
    desk.write("gap", title=f"Births {signs}")
    text = of_rule(desk, "signs_not_shown")[0].text
    assert " ".join(signs[:10]) in text
    assert not set(signs[10:]) & set(text.partition("”")[2])


def test_of_entries_with_one_title_every_one_but_the_first_is_told(desk: Desk) -> None:
    _first, *others = [desk.write("gap", title="Births") for _each in range(3)]
    assert [each.entry_id for each in of_rule(desk, "same_title")] == others


def test_two_sittings_of_one_title_are_no_mistake(desk: Desk) -> None:
    sittings = [Entry(each, SITTING, answers={"title": Answer("Retreat")}) for each in ("first", "second")]
    submission = Submission(SUBMISSION_ID, {each.id: each for each in sittings})
    assert {each.rule for each in findings(submission, desk.catalogue)} & {
        "same_title",
        "joint_recorded_twice",
    } == set()


def test_a_purpose_that_is_asked_nowhere_is_no_mistake(desk: Desk) -> None:
    desk.write("submission", cycle="2025")
    rule = next(each for each in desk.catalogue.rules if each.key == "year_without_meeting")
    lost = rule.changed(settings={"purpose": "nowhere"})
    around = Around(desk.submission, desk.catalogue, lambda _id: ())
    assert list(none_met_then(rule, desk.submission.about, around))
    assert list(none_met_then(lost, desk.submission.about, around)) == []
