"""Two questions, two answers: can it be signed, and is it complete for the forum?"""

from __future__ import annotations

import pytest

from desktop.i18n.translation import use_language
from desktop.operations.check import check
from desktop.record.completeness import Completeness, completeness, ranges, verdicts
from desktop.record.entry import Value
from desktop.record.history import ENTRY_ITSELF, Change, Message, Revision
from desktop.record.submission import Submission, entry_row

from .conftest import AT, Desk

PLEDGE = {
    "title": "Register births",
    "entity": "Ministry A",
    "entity_kind": "member_state",
    "contact_name": "Desk officer A",
    "contact_email": "desk@example.org",
    "kind": "individual",
    "nature": ["policy"],
    "objectives": [4],
    "principles": [1],
    "description": "What will be done. " * 20,
}


def of(desk: Desk, *, signed: bool = True) -> Completeness:
    return completeness(desk.submission, desk.catalogue, signed=signed)


def test_what_can_be_signed_is_not_said_to_be_complete(desk: Desk) -> None:
    desk.write("pledge", title="Register births", objectives=[4])
    signing, forum = check(desk.submission, desk.catalogue).verdicts()
    assert (signing.yes, signing.answer) == (True, "Yes. There are no errors.")
    assert (forum.yes, forum.answer) == (False, "Not yet.")
    assert forum.lines == ("Objectives reported on: 1 of 23", "Pledges complete for the online form: 0 of 1")


def test_a_new_submission_has_nothing_to_submit_and_no_error(desk: Desk) -> None:
    looked = check(desk.submission, desk.catalogue)
    signing, _forum = looked.verdicts()
    assert (signing.yes, signing.answer) == (False, "No. There is nothing to submit yet.")
    desk.write("pledge", gaps=["nowhere"])
    signing, _forum = check(desk.submission, desk.catalogue).verdicts()
    assert signing.answer == "No. 1 error has to be corrected first."


def test_what_is_complete_can_still_be_wrong(desk: Desk) -> None:
    desk.write("submission", covers=[4])
    desk.write("pledge", **(PLEDGE | {"gaps": ["nowhere"]}))
    signing, forum = check(desk.submission, desk.catalogue).verdicts()
    assert (signing.yes, signing.answer) == (False, "No. 1 error has to be corrected first.")
    assert (forum.yes, forum.answer) == (True, "Yes. Nothing is missing.")


def test_beside_the_errors_it_says_how_much_else_was_found(desk: Desk) -> None:
    desk.write("pledge", title="Register births", gaps=["nowhere"])
    checked = check(desk.submission, desk.catalogue)
    rest = sum(each.weight != "blocks" for each in checked.findings)
    assert 1 < rest == len(checked.findings) - 1
    assert checked.verdicts()[0].lines == (f"Warnings and suggestions: {rest}",)
    nothing_found, _forum = verdicts([], of(desk))
    assert (nothing_found.yes, nothing_found.lines) == (True, ())


@pytest.mark.parametrize(
    ("purpose", "question", "refusal"),
    [
        (
            "forum",
            "Is the submission complete for the forum?",
            "The submission is not complete for the forum",
        ),
        ("voluntary", "Is the submission complete?", "The submission is not complete"),
    ],
)
def test_only_what_is_for_the_forum_is_asked_whether_it_is_complete_for_it(
    desk: Desk, purpose: str, question: str, refusal: str
) -> None:
    desk.write("submission", purpose=purpose)
    assert (of(desk).question(), of(desk).refusal()) == (question, refusal)


@pytest.mark.parametrize("purpose", ["forum", "regional", "voluntary"])
def test_a_country_may_report_without_pledging_anything(desk: Desk, purpose: str) -> None:
    desk.write("submission", covers=[4], purpose=purpose)
    assert of(desk).covers == of(desk).silent == (4,)
    desk.write("assessment", "4", rating="early")
    assert of(desk).complete


def test_a_pledge_that_is_not_there_yet_is_not_counted_among_those_that_lack_something(desk: Desk) -> None:
    desk.write("submission", purpose="pledge")
    assert not of(desk).complete
    assert (of(desk).pledges, of(desk).lacking, of(desk).lines()) == (0, 0, [])


def test_a_pledge_names_what_the_online_form_still_asks_for(desk: Desk) -> None:
    desk.write("submission", covers=[4])
    desk.write("pledge", **{key: value for key, value in PLEDGE.items() if key not in ("description", "nature")})
    (lack,) = of(desk).lacks
    assert lack.text == (
        "“Register births” still needs these answers for the online form: Nature of the pledge, Description of the pledge"
    )
    assert lack.field == "nature"


def test_what_only_the_national_file_asks_for_is_not_missed(desk: Desk) -> None:
    desk.write("submission", covers=[4])
    desk.write("pledge", **PLEDGE)  # neither a measure, nor dates, nor a lead
    assert of(desk).complete


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"description": "Too short"}, "description"),
        ({"contact_email": "no address"}, "contact_email"),
        ({"kind": "partnership"}, "partners"),
        ({"kind": "partnership", "partners": [{"country": "KE"}]}, "partners"),
        ({"kind": "matching", "matched_title": "Another"}, "matched_id"),
    ],
)
def test_what_the_online_form_would_refuse_is_missed(desk: Desk, answers: dict[str, object], field: str) -> None:
    desk.write("submission", covers=[4])
    desk.write("pledge", **(PLEDGE | answers))  # type: ignore[arg-type]
    assert [lack.field for lack in of(desk).lacks] == [field]


def test_contact_data_that_stay_with_a_draft_are_not_missed_in_it(desk: Desk) -> None:
    desk.write("submission", covers=[4])
    desk.write("pledge", **{key: value for key, value in PLEDGE.items() if not key.startswith("contact")})
    assert not of(desk).complete
    assert of(desk, signed=False).complete
    assert not check(desk.submission, desk.catalogue).verdicts()[1].yes  # the check is about what is signed


def test_a_withdrawn_pledge_goes_to_no_form(desk: Desk) -> None:
    desk.write("submission", covers=[4])
    desk.write("assessment", "4", rating="early")
    desk.write("pledge", title="Register births", status="withdrawn", objectives=[4])
    assert of(desk).complete
    assert of(desk).lines() == ["Objectives reported on: 1 of 1"]


def test_a_team_that_names_what_it_covers_is_asked_for_that_alone(desk: Desk) -> None:
    assert len(of(desk).covers) == 23
    desk.write("submission", covers=[4, 13, 99])
    desk.write("gap", title="Births", objectives=[13])
    assert (of(desk).covers, of(desk).silent) == ((4, 13), (4,))
    assert of(desk).named() == ["Objectives not reported on: 4"]
    desk.write("pledge", **{key: value for key, value in PLEDGE.items() if key != "nature"})
    assert of(desk).named() == [
        "“Register births” still needs these answers for the online form: Nature of the pledge",
    ]


def test_what_does_not_leave_reports_on_nothing(desk: Desk) -> None:
    desk.write("assessment", "4", internal_note="Ask the registrar.")
    desk.write("evidence", title="Letter", objectives=[5], private=True)
    desk.write("evidence", title="Act of 2011", objectives=[6])
    assert set(of(desk).covers) - set(of(desk).silent) == {6}


def test_the_cover_says_how_far_it_was_and_nothing_when_it_was_complete(desk: Desk) -> None:
    desk.write("submission", covers=[4])
    assert of(desk).stood(draft=False)[0] == "Signed before it was complete for the forum."
    assert of(desk).stood(draft=True)[0] == "This draft is not complete for the forum."
    desk.write("pledge", **PLEDGE)
    assert of(desk).stood(draft=False) == of(desk).stood(draft=True) == []


def test_numbers_are_short_to_read() -> None:
    assert ranges([3, 1, 2, 5, 7, 8, 2]) == "1–3, 5, 7, 8"
    with use_language("ar"):
        assert ranges([1, 5]) == "1، 5"
    assert ranges([1, 2, 3, 5, 6, 7, 8, 23]) == "1–3, 5–8, 23"
    assert ranges([]) == ""


def test_pledges_are_counted_along_while_the_team_writes(desk: Desk) -> None:
    desk.write("submission", covers=[4])
    whole = desk.write("pledge", **PLEDGE)
    begun = desk.write("pledge", title="Register schools", objectives=[4])
    now = desk.submission

    def after(entry_id: str, field: str, old: Value | None, new: Value | None) -> Submission:
        return now.after(Revision("r", AT, "", "edit", Message("Edit"), (Change(entry_id, field, old, new),)))

    def counted() -> tuple[int, int]:
        found = completeness(now, desk.catalogue)
        return found.pledges, found.lacking

    assert counted() == (2, 1)
    now = after(whole, "nature", ["policy"], None)
    assert counted() == (2, 2)
    now = after(whole, "nature", None, ["policy"])
    assert counted() == (2, 1)
    now = after(begun, "status", None, "withdrawn")
    assert counted() == (1, 0)
    now = after(begun, "status", "withdrawn", None)
    assert counted() == (2, 1)
    now = after(begun, ENTRY_ITSELF, entry_row(now.entries[begun]), None)
    assert counted() == (1, 0)


def test_a_draft_says_why_it_counts_more_pledges_as_complete_than_the_window(desk: Desk) -> None:
    desk.write("submission", covers=[4])
    desk.write("pledge", **{key: value for key, value in PLEDGE.items() if not key.startswith("contact")})
    desk.write("pledge", title="Register schools", objectives=[4])
    assert of(desk).lines() == [
        "Objectives reported on: 1 of 1",
        "Pledges complete for the online form: 0 of 2",
    ]
    assert of(desk, signed=False).stood(draft=True) == [
        "This draft is not complete for the forum.",
        "Objectives reported on: 1 of 1",
        "Pledges complete for the online form, apart from contact persons, who are left out of drafts: 1 of 2",
    ]
    assert of(desk).stood(draft=False)[-1] == "Pledges complete for the online form: 0 of 2"
