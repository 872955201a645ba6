"""What somebody reads before signing: how much is included in a package, how much stays, and whose contact data."""

from __future__ import annotations

import pytest

from desktop.record.carry_over import KIND
from desktop.record.entry import Answer, Entry, Value, bound_id
from desktop.record.history import ENTRY_ITSELF, Change, Message, Revision
from desktop.record.internal_kinds import COMMENT, KEPT_BACK
from desktop.record.kept_back import PEOPLE
from desktop.record.leaving import Leaving, Personal, leaving, personal_data
from desktop.record.submission import Submission, entry_row
from desktop.record.tally import tallies

from .conftest import AT, SUBMISSION_ID, Desk

HISTORY_STAYS = "History of changes: earlier wordings, removed entries, and who wrote them"


def included(lines: list[Leaving]) -> list[str]:
    return [each.text for each in lines if each.leaves]


def staying(lines: list[Leaving]) -> list[str]:
    return [each.text for each in lines if not each.leaves]


def with_entries(submission: Submission, *entries: Entry) -> Submission:
    """The same with entries that no form has."""
    return Submission(
        submission.id, {**submission.entries, **{each.id: each for each in entries}}, submission.attachments
    )


def keeping_back(of: str, **said: object) -> Entry:
    answers = {key: Answer(value) for key, value in said.items()}  # type: ignore[arg-type]
    return Entry(bound_id(SUBMISSION_ID, KEPT_BACK, of), KEPT_BACK, of, answers=answers)


@pytest.fixture
def ids(desk: Desk) -> dict[str, str]:
    """A submission in which each thing that is told of stands; the ids of its entries by what they are."""
    made = {
        "submission": desk.write("submission", country="KE", focal_point="Focal point A"),
        "practice": desk.write("practice", title="Cards", internal_note="Ask again", contact_name="Person P"),
        "pledge": desk.write(
            "pledge",
            title="Register births",
            contact_name="Desk officer B",
            contact_email="b@example.org",
            kind="common",
            partners=[{"name": "City", "email": "c@example.org"}, {"name": "Town"}],
        ),
    }
    desk.by = "Otieno"
    made["law"] = desk.write("evidence", title="Law", file=desk.attach("law.pdf"))
    made["memo"] = desk.write("evidence", title="Memo", private=True, file=desk.attach("memo.pdf"))
    return made


def test_what_is_included_is_told_by_kind_and_what_stays_after_it(desk: Desk, ids: dict[str, str]) -> None:
    told = leaving(desk.submission, desk.catalogue, signed=True)
    assert included(told) == [
        "Practices: 1",
        "Pledges: 1",
        "Evidence: 1",
        "Names and e-mail addresses of contact persons: 5",
        "Attached files: 1",
        "In the data file, who gave each answer and when: Desk officer A, Otieno",
    ]
    assert staying(told) == [HISTORY_STAYS, "Internal notes: 1", "Internal evidence: 1"]
    assert told == [*(each for each in told if each.leaves), *(each for each in told if not each.leaves)]


def test_what_is_noted_on_an_indicator_is_not_counted_as_an_indicator_that_is_answered(desk: Desk) -> None:
    desk.write("indicator", "10.7.1", availability="not_available")
    desk.write("indicator", "GCM-06-UNION", answer=True)
    told = included(leaving(desk.submission, desk.catalogue, signed=True))
    answered = tallies(desk.submission, desk.catalogue)["indicators"]
    assert answered.done == 1 and answered.said.startswith("Indicators answered (with a value, or with yes or no): 1")
    assert "Notes and answers on indicators: 2" in told and not any(each.startswith("Indicators") for each in told)


def test_contact_persons_stay_where_nobody_signs(desk: Desk, ids: dict[str, str]) -> None:
    told = leaving(desk.submission, desk.catalogue, signed=False)
    assert not any("contact persons" in each for each in included(told))
    assert staying(told)[0] == "Names and e-mail addresses of contact persons, included in signed packages only: 5"


def test_of_an_empty_submission_only_the_history_stays(desk: Desk) -> None:
    for signed in (True, False):
        assert leaving(desk.submission, desk.catalogue, signed=signed) == [Leaving(False, HISTORY_STAYS)]


def test_many_entries_are_told_as_every_large_number(desk: Desk) -> None:
    for number in range(1001):
        desk.write("gap", title=f"Gap {number}")
    assert included(leaving(desk.submission, desk.catalogue, signed=True))[0] == "Gaps: 1,001"


def test_contact_data_are_named_with_their_entry_and_field(desk: Desk, ids: dict[str, str]) -> None:
    pledge, name = ids["pledge"], "Register births"
    assert personal_data(desk.submission, desk.catalogue) == [
        Personal(ids["submission"], "submission", "About this submission", "Focal point", "Focal point A"),
        Personal(ids["practice"], "practice", "Cards", "Focal point of the implementing organization", "Person P"),
        Personal(pledge, "pledge", name, "Contact person: full name and position", "Desk officer B"),
        Personal(pledge, "pledge", name, "E-mail of the contact person", "b@example.org"),
        Personal(pledge, "pledge", name, "Contact e-mail", "c@example.org"),
    ]


def test_what_the_team_keeps_back_is_told_as_staying(desk: Desk, ids: dict[str, str]) -> None:
    submission = with_entries(
        desk.submission,
        keeping_back(ids["practice"], whole=True),
        keeping_back(ids["pledge"], fields=["contact_email", "description", "title"]),
        keeping_back(PEOPLE, people=["Otieno", "Wanjiru"]),
    )
    told = leaving(submission, desk.catalogue, signed=True)
    assert included(told) == [
        "Pledges: 1",
        "Evidence: 1",
        "Names and e-mail addresses of contact persons: 3",
        "Attached files: 1",
        "In the data file, who gave each answer and when: Desk officer A",
    ]
    assert staying(told) == [
        HISTORY_STAYS,
        "Internal notes: 1",
        "Internal evidence: 1",
        "Answers kept back by the team: 2",  # of the description nothing is there
        "Entries kept back by the team: 1",
        "Names left out as authors: 2",
    ]
    people = [each.text for each in personal_data(submission, desk.catalogue)]
    assert people == ["Focal point A", "Desk officer B", "c@example.org"]


def test_comments_stay_and_are_counted_whoever_wrote_them(desk: Desk, ids: dict[str, str]) -> None:
    comments = [Entry(f"c{number}", COMMENT, answers={"text": Answer("Which?", AT, "Wanjiru")}) for number in range(3)]
    desk.write("assessment", "4", internal_note="Ask again")  # what else is said is no comment
    told = leaving(with_entries(desk.submission, *comments), desk.catalogue, signed=True)
    assert staying(told)[1:] == ["Internal notes: 2", "Internal evidence: 1", "Comments: 3"]
    assert "Wanjiru" not in str(told)


def test_what_was_carried_over_is_no_note_of_the_team(desk: Desk, ids: dict[str, str]) -> None:
    carried = Entry("carried", KIND, answers={"of_kind": Answer("gap"), "was": Answer("{}"), "state": Answer("open")})
    told = leaving(with_entries(desk.submission, carried), desk.catalogue, signed=True)
    assert "Last submission: 1" in included(told)
    assert "Internal notes: 1" in staying(told)


def revision(number: int, by: str, *changes: Change) -> Revision:
    return Revision(f"r{number}", AT, by, "edit", Message("Edit"), changes)


def test_with_the_history_it_is_told_how_much_of_what_is_gone_it_holds(desk: Desk, ids: dict[str, str]) -> None:
    pledge = desk.submission.entries[ids["pledge"]]
    gone = Entry("gone", "gap")
    history = [
        revision(1, "Amina", Change(pledge.id, ENTRY_ITSELF, None, entry_row(pledge))),
        revision(2, "Amina", Change(pledge.id, "title", None, "Births")),
        revision(3, "", Change(pledge.id, "title", "Births", "Register birth")),
        revision(4, "Wanjiru", Change(pledge.id, "title", "Register birth", "Register births")),
        revision(5, "Wanjiru", Change("gone", ENTRY_ITSELF, None, entry_row(gone)), Change("gone", "title", None, "A")),
        revision(6, "Wanjiru", Change("gone", "title", "A", None), Change("gone", ENTRY_ITSELF, entry_row(gone), None)),
    ]
    told = leaving(desk.submission, desk.catalogue, signed=True, history=history)
    assert included(told)[6:] == [
        "History of changes, in the data file: each change to what is included, and who made it",
        "Removed entries in the history: 1",
        "Earlier wordings in the history: 2",
        "Names in the history: Amina, Wanjiru",
    ]
    assert HISTORY_STAYS not in staying(told)
    plain = leaving(
        desk.submission, desk.catalogue, signed=True, history=[each._replace(by="") for each in history[:2]]
    )
    assert included(plain)[6:] == included(told)[6:7]


@pytest.mark.parametrize("history", [True, []])
def test_of_the_texts_as_released_the_rest_of_the_history_stays(
    desk: Desk, ids: dict[str, str], history: bool | list[Revision]
) -> None:
    whole = leaving(desk.submission, desk.catalogue, signed=True, history=history)
    assert included(whole)[6:] == [
        "History of changes, in the data file: each change to what is included, and who made it"
    ]
    assert staying(whole) == ["Internal notes: 1", "Internal evidence: 1"]
    told = leaving(desk.submission, desk.catalogue, signed=True, history=history, wordings=False)
    assert included(told)[6:] == [
        "History of the texts as released, in the data file: who wrote each text as it now stands, and when"
    ]
    assert staying(told)[0] == "The rest of the history: earlier wordings, and removed entries"


def test_who_gave_a_link_is_named_as_long_as_what_it_leads_to_is_included(desk: Desk) -> None:
    evidence = desk.write("evidence", title="Law")
    first, second = desk.write("pledge", title="Register births"), desk.write("pledge", title="Register schools")
    now = desk.submission

    def after(by: str, entry_id: str, field: str, old: Value | None, new: Value | None) -> Submission:
        return now.after(Revision("r", AT, by, "edit", Message("Edit"), (Change(entry_id, field, old, new),)))

    def linkers() -> set[str]:
        (line,) = [
            each
            for each in included(leaving(now, desk.catalogue, signed=True))
            if each.startswith("In the data file, who gave")
        ]
        return {"C", "D"} & set(line.rpartition(": ")[2].split(", "))

    now = after("C", first, "gaps", None, [evidence])
    now = after("D", second, "gaps", None, [evidence])
    assert linkers() == {"C", "D"}
    now = after("C", first, "gaps", [evidence], None)
    assert linkers() == {"D"}
    now = after("", evidence, "private", None, True)
    assert linkers() == set()
    now = after("", evidence, "private", True, None)
    assert linkers() == {"D"}
    now = after("D", second, "gaps", [evidence], None)
    now = after("", evidence, "private", None, True)
    assert linkers() == set()
