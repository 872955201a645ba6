"""Who has cleared what: what belongs to a part, when it is reopened, who may clear, and what is told of it outside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.record.clearance import clearance_of, clearances, entries_of, fingerprint, refusal, tallied, writers
from desktop.record.clearance_fingerprint import short_code
from desktop.record.clearance_parts import number_of, part_of, pledge_of, pledge_part, title_of_part
from desktop.record.clearance_state import DRAFT, REVIEWED
from desktop.record.cleared_part import CLEARED, ClearedPart
from desktop.record.entry import Answer, Entry, Value, bound_id
from desktop.record.indicator_methods import method_of
from desktop.record.internal_kinds import CLEARANCE, INTERNAL_KINDS
from desktop.record.readiness import findings
from desktop.record.release import released
from desktop.record.released_clearance import not_so
from desktop.record.submission import Submission

from .conftest import AT, SUBMISSION_ID, Desk

SEVEN = "objective/7"


def with_entry(submission: Submission, entry: Entry) -> Submission:
    return Submission(
        submission.id, {**submission.entries, entry.id: entry}, submission.attachments, submission.cleared
    )


def said(submission: Submission, catalogue: Catalogue, part: str, state: str = CLEARED, **more: Value) -> Submission:
    """Return the submission after somebody has reviewed or cleared a part."""
    values: dict[str, Value] = {
        "state": state,
        "fingerprint": fingerprint(submission, catalogue, part),
        "by": "Director B",
        "at": AT,
        **more,
    }
    answers = {key: Answer(value, AT, "Director B") for key, value in values.items()}
    return with_entry(submission, Entry(bound_id(submission.id, CLEARANCE, part), CLEARANCE, part, answers=answers))


def changed(
    submission: Submission, entry_id: str, field: str, value: Value | None, by: str = "Desk officer C"
) -> Submission:
    answer = None if value is None else Answer(value, "2026-04-01T08:00:00Z", by)
    return with_entry(submission, submission.entries[entry_id].answered(field, answer))


@pytest.fixture
def seven(desk: Desk) -> dict[str, str]:
    """An objective of which much is said; the id of each entry by what it is."""
    made = {
        "assessment": desk.write("assessment", "7", rating="partly_achieved", reason="Much is done."),
        "practice": desk.write(
            "practice", title="A help line", summary="It answers.", objectives=[7, 3], internal_note="x"
        ),
        "gap": desk.write("gap", title="No shelters", objectives=[7]),
        "elsewhere": desk.write("gap", title="Of another", objectives=[3, 7]),
        "public": desk.write("evidence", title="The law", objectives=[7]),
        "private": desk.write("evidence", title="A memo", objectives=[7], private=True),
        "pledge": desk.write("pledge", title="We open shelters", objectives=[7]),
    }
    made["pledge_with_gap"] = desk.write("pledge", title="We do more", objectives=[7], gaps=[made["gap"]])
    return made


def test_every_text_belongs_to_the_first_objective_that_it_names(desk: Desk, seven: dict[str, str]) -> None:
    submission, catalogue = desk.submission, desk.catalogue
    found = {each.id for each in entries_of(submission, catalogue, SEVEN)}
    assert found == {seven[key] for key in ("assessment", "practice", "gap", "public", "private")}
    assert part_of(submission.entries[seven["elsewhere"]], catalogue) == "objective/3"
    assert part_of(submission.entries[seven["pledge"]], catalogue) == pledge_part(seven["pledge"])
    indicator = next(each for each in catalogue.indicators if method_of(each).takes_values and len(each.objectives) > 1)
    value = Entry("v", "value", answers={"indicator": Answer(indicator.key)})
    assert part_of(value, catalogue) == f"objective/{indicator.objectives[0]}"
    question = catalogue.policy.domains[0].sub_categories[0]
    assert part_of(Entry("q", "policy_answer", question.key), catalogue) == f"objective/{question.objectives[0]}"
    assert part_of(submission.about, catalogue) == ""
    assert part_of(Entry("n", "practice", answers={"objectives": Answer([99])}), catalogue) == ""


def test_a_part_is_cleared_as_long_as_its_text_is_the_one_that_was_cleared(desk: Desk, seven: dict[str, str]) -> None:
    catalogue = desk.catalogue
    submission = said(desk.submission, catalogue, SEVEN)
    other = pledge_part(seven["pledge"])
    submission = said(submission, catalogue, other)
    assert clearance_of(submission, catalogue, SEVEN).state == CLEARED
    edited = changed(submission, seven["practice"], "summary", "It answers at night too.")
    stands = clearance_of(edited, catalogue, SEVEN)
    assert (stands.state, stands.said, stands.changed) == (DRAFT, CLEARED, True)
    assert stands.state_words() == "Cleared, then changed"
    assert clearance_of(edited, catalogue, other).state == CLEARED
    again = changed(edited, seven["practice"], "summary", "It answers.", by="Somebody else")
    assert clearance_of(again, catalogue, SEVEN).state == CLEARED
    reviewed = changed(
        said(desk.submission, catalogue, SEVEN, REVIEWED), seven["practice"], "summary", "It answers all."
    )
    assert clearance_of(reviewed, catalogue, SEVEN).state_words() == "Reviewed, then changed"


@pytest.mark.parametrize(
    ("entry", "field", "value", "reopens"),
    [
        ("assessment", "reason", "Less is done.", True),
        ("assessment", "internal_note", "Ask them again.", False),
        ("practice", "contact_name", "Somebody", True),
        ("practice", "internal_note", "y", False),
        ("gap", "objectives", [8], True),
        ("elsewhere", "title", "Another title", False),
        ("elsewhere", "objectives", [7, 3], True),
        ("public", "private", True, True),
        ("private", "title", "A longer memo", False),
        ("private", "private", None, True),
        ("pledge", "title", "We open no shelters", False),
    ],
)
def test_only_what_would_leave_reopens_a_part(
    entry: str, field: str, value: Value | None, reopens: bool, desk: Desk, seven: dict[str, str]
) -> None:
    submission = said(desk.submission, desk.catalogue, SEVEN)
    assert clearance_of(submission, desk.catalogue, SEVEN).state == CLEARED
    edited = changed(submission, seven[entry], field, value)
    assert clearance_of(edited, desk.catalogue, SEVEN).changed is reopens


def test_what_is_linked_counts_by_whether_it_stays(desk: Desk, seven: dict[str, str]) -> None:
    # A link to evidence leaves as long as the evidence does.
    catalogue, linking = desk.catalogue, seven["pledge_with_gap"]
    submission = desk.submission
    submission = changed(submission, linking, "gaps", [seven["gap"], seven["public"]])
    submission = said(submission, catalogue, pledge_part(linking))
    hidden = changed(submission, seven["public"], "private", True)
    assert clearance_of(hidden, catalogue, pledge_part(linking)).changed
    shown = changed(hidden, seven["public"], "private", None)
    assert clearance_of(shown, catalogue, pledge_part(linking)).state == CLEARED


def test_a_follower_says_the_same_as_one_that_begins_anew(desk: Desk, seven: dict[str, str]) -> None:
    from desktop.record.history import ENTRY_ITSELF, Change, Message, Revision
    from desktop.record.submission import entry_row

    catalogue = desk.catalogue
    submission = said(said(desk.submission, catalogue, SEVEN), catalogue, pledge_part(seven["pledge_with_gap"]))
    clearances(submission, catalogue)
    new = Entry("3f2a90c1-0000-4000-8000-00000000abcd", "practice", order=99)
    steps = [
        [Change(seven["practice"], "objectives", [7, 3], [3, 7])],
        [Change(seven["public"], "private", None, True), Change(seven["gap"], "title", "No shelters", "Few shelters")],
        [Change(new.id, ENTRY_ITSELF, None, entry_row(new)), Change(new.id, "objectives", None, [7])],
        [Change(new.id, "title", None, "New")],
        [Change(seven["pledge"], "title", "We open shelters", None)],
    ]
    for number, changes in enumerate(steps):
        revision = Revision(str(number), AT, "A", "edit", Message("x"), tuple(changes))
        submission = submission.after(revision)
        anew = Submission(submission.id, dict(submission.entries), submission.attachments)
        assert clearances(submission, catalogue) == clearances(anew, catalogue)
        assert tallied(submission, catalogue) == tallied(anew, catalogue)
    assert clearances(submission, catalogue) is clearances(submission, catalogue)


def test_neither_language_nor_order_nor_author_makes_another_fingerprint(desk: Desk, seven: dict[str, str]) -> None:
    submission, catalogue = desk.submission, desk.catalogue
    found = set()
    for language in LANGUAGES:
        with use_language(language):
            found.add(fingerprint(submission, catalogue, SEVEN))
    turned = {
        each.id: each._replace(
            order=-each.order,
            answers={key: Answer(a.value, "", "Somebody") for key, a in reversed(each.answers.items())},
        )
        for each in reversed(submission.entries.values())
    }
    found.add(fingerprint(Submission(submission.id, turned), catalogue, SEVEN))
    assert len(found) == 1
    assert short_code(found.pop()).replace(" ", "").isdecimal()


def test_a_receiver_can_reckon_the_fingerprint_from_what_was_released(desk: Desk, seven: dict[str, str]) -> None:
    import hashlib
    import json

    def sha256(said: object) -> str:
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    out = released(desk.submission, desk.catalogue, signed=True)
    digests = [
        sha256({"id": each.id, "kind": each.kind, "answers": {key: a.value for key, a in each.answers.items()}})
        for key in ("assessment", "practice", "gap", "public")
        for each in [out.entries[seven[key]]]
    ]
    assert fingerprint(desk.submission, desk.catalogue, SEVEN) == sha256(sorted(digests))


def test_what_says_nothing_needs_no_clearing(desk: Desk, seven: dict[str, str]) -> None:
    desk.write("assessment", "9", internal_note="Only a note")
    found = {each.part: each for each in clearances(desk.submission, desk.catalogue)}
    assert found["objective/9"].empty
    assert not found[SEVEN].empty
    assert (tallied(desk.submission, desk.catalogue).cleared, tallied(desk.submission, desk.catalogue).of) == (0, 4)
    assert "nothing to clear" in refusal(desk.submission, desk.catalogue, "objective/9", "Director B")


def test_who_wrote_cannot_clear_alone(desk: Desk, seven: dict[str, str]) -> None:
    catalogue, submission = desk.catalogue, desk.submission
    assert refusal(submission, catalogue, SEVEN, "Desk officer A") == ""
    about = Entry(bound_id(SUBMISSION_ID, "submission", ""), "submission", answers={"two_persons": Answer(True)})
    submission = with_entry(submission, about)
    assert writers(submission, catalogue, SEVEN) == ["Desk officer A"]
    assert "cannot clear it alone" in refusal(submission, catalogue, SEVEN, "  désk  OFFICER a ")
    assert refusal(submission, catalogue, SEVEN, "Director B") == ""
    assert "nobody is named" in refusal(submission, catalogue, SEVEN, " ")
    # Somebody else who has reviewed this very text is the second person.
    reviewed = said(submission, catalogue, SEVEN, REVIEWED)
    assert refusal(reviewed, catalogue, SEVEN, "Desk officer A") == ""
    assert refusal(changed(reviewed, seven["gap"], "title", "Other"), catalogue, SEVEN, "Desk officer A")
    own = said(submission, catalogue, SEVEN, REVIEWED, by="Desk officer A")
    assert refusal(own, catalogue, SEVEN, "Desk officer A")
    # Of what stands no more, nobody asks who wrote it; whoever changed it since is a writer now.
    edited = changed(submission, seven["gap"], "title", "Other", by="Director B")
    assert "cannot clear it alone" in refusal(edited, catalogue, SEVEN, "Director B")


def test_only_who_cleared_what_is_told_outside(desk: Desk, seven: dict[str, str]) -> None:
    catalogue = desk.catalogue
    submission = said(desk.submission, catalogue, SEVEN, ministry="Ministry A", note="NEVER TOLD")
    submission = said(submission, catalogue, pledge_part(seven["pledge"]), REVIEWED)
    other = pledge_part(seven["pledge_with_gap"])
    submission = said(submission, catalogue, other)
    submission = changed(submission, seven["pledge_with_gap"], "title", "Changed")
    out = released(submission, catalogue, signed=True)
    assert all(each.kind not in INTERNAL_KINDS for each in out.entries.values())
    assert out.cleared == (
        ClearedPart(SEVEN, "cleared", "Director B", "Ministry A", AT[:10], fingerprint(submission, catalogue, SEVEN)),
        ClearedPart(
            other, "changed", "Director B", "", AT[:10], clearance_of(submission, catalogue, other).fingerprint
        ),
    )
    assert "NEVER TOLD" not in str(out)
    assert not_so(out, catalogue) == []
    wrong = replace(out, cleared=(replace(out.cleared[0], state="changed"), replace(out.cleared[1], state="cleared")))
    assert [state for _name, state in not_so(wrong, catalogue)] == ["changed", "cleared"]
    assert released(out, catalogue, signed=True).cleared == out.cleared


def test_the_code_of_a_text_is_the_same_for_ever() -> None:
    # Sheets that were signed have it on them.
    assert short_code("00000000000000000123456789abcdef" + "f" * 32) == "1985 5292 1648 6895"
    assert short_code("0" * 31 + "7" + "f" * 32) == "0000 0000 0000 0007"
    assert short_code("") == ""


def test_a_part_says_what_it_is_of(desk: Desk, catalogue: Catalogue) -> None:
    parts = ("objective/7", "objective/x", "objective/٧", "pledge/7", "other/7")
    assert [number_of(each) for each in parts] == [7, None, None, None, None]
    assert [pledge_of(each) for each in parts] == ["", "", "", "7", ""]
    entry_id = desk.write("pledge", title="Schools for all")
    names = [title_of_part(desk.submission, catalogue, each) for each in ("objective/7", f"pledge/{entry_id}")]
    assert names == [f"Objective 7: {catalogue.label(7)}", "Pledge: Schools for all"]
    unknown = [
        title_of_part(desk.submission, catalogue, each) for each in ("objective/24", "objective/0", "pledge/gone")
    ]
    assert unknown == ["Objective 24", "Objective 0", "A pledge that was removed"]


def test_the_check_names_whoever_cleared_what_was_changed_since(desk: Desk, seven: dict[str, str]) -> None:
    catalogue = desk.catalogue
    pledge, other = pledge_part(seven["pledge"]), pledge_part(seven["pledge_with_gap"])

    def told(submission: Submission) -> set[tuple[str, str, str]]:
        found = findings(submission, catalogue)
        return {(each.rule, each.key or each.entry_id, each.text) for each in found if "cleared" in each.rule}

    submission = desk.submission
    for part in (SEVEN, pledge, other, "objective/3"):
        submission = said(submission, catalogue, part)
    edited = changed(submission, seven["gap"], "title", "No shelters at all")
    edited = changed(edited, seven["pledge"], "title", "We open two shelters")
    assert told(edited) == set()  # nobody asked for it
    desk.write("submission", clearance_wanted=True)
    about = desk.submission.about
    assert told(with_entry(submission, about)) == set()
    since = "was cleared by Director B on 2 March 2026, and has been changed since."
    name = title_of_part(edited, catalogue, SEVEN)
    assert told(with_entry(edited, about)) == {
        ("changed_since_cleared", "7", f"“{name}” {since}"),
        ("changed_since_cleared", seven["pledge"], f"“We open two shelters” {since}"),
    }
    reviewed = said(with_entry(submission, about), catalogue, pledge, REVIEWED)
    assert told(reviewed) == {("not_cleared", seven["pledge"], "“We open shelters” is not cleared yet.")}
    reworded = changed(reviewed, seven["pledge"], "title", "We open two shelters")
    assert told(reworded) == {("not_cleared", seven["pledge"], "“We open two shelters” is not cleared yet.")}
