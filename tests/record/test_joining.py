"""What another copy did is held against what was done here: what comes along, what is asked, and what is then written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.record.entry import Answer, Entry, Value
from desktop.record.history import ENTRY_ITSELF, Change, Message, Revision
from desktop.record.internal_kinds import HANDED_OUT, KEPT_BACK
from desktop.record.joining import (
    Conflict,
    Decision,
    FieldTypes,
    Incoming,
    Joined,
    JoinPlan,
    Outcome,
    answer_in,
    answers_of,
    both,
    decided,
    plan_join,
)
from desktop.record.submission import entry_row
from desktop.record.unaccepted import key_of

MONDAY, TUESDAY = "2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z"

Said = Value | Answer


def entry(kind: str = "gap", entry_id: str = "e", /, **said: Said) -> Entry:
    """An entry as it stands in a copy; what does not say so itself was said by Amina on Monday."""
    answers = {key: each if isinstance(each, Answer) else Answer(each, MONDAY, "Amina") for key, each in said.items()}
    return Entry(entry_id, kind, "", 7, answers)


def by_otieno(value: Value, at: str = TUESDAY) -> Answer:
    return Answer(value, at, "Otieno")


def incoming(before: Entry | None, here: Entry | None, there: Entry | None, *, changed_here: bool = False) -> Incoming:
    """What another copy did with an entry: as it was when the copies were one, as it is here, and as it is there."""
    then = dict(answers_of(before)) if before else {}
    now = dict(answers_of(there)) if there else {}
    changes = [
        Change("e", key, then[key].value if key in then else None, now[key].value if key in now else None)
        for key in {**then, **now}
        if then.get(key) != now.get(key)
    ]
    base: dict[tuple[str, str], Value | None] = {("e", key): each.value for key, each in then.items()}
    if before:
        base["e", ENTRY_ITSELF] = entry_row(before)
    row = entry_row(before or there or entry())
    if before is None:
        changes.insert(0, Change("e", ENTRY_ITSELF, None, row))
    if there is None:
        changes.append(Change("e", ENTRY_ITSELF, row, None))
    return Incoming(
        (Revision("r", TUESDAY, "Otieno", "edit", Message("Edit"), tuple(changes)),),
        base,
        {"e": there} if there else {},
        {"e": here} if here else {},
        frozenset({"e"} if changed_here else ()),
    )


@pytest.fixture
def plan(catalogue: Catalogue) -> Any:
    def planned(before: Entry | None, here: Entry | None, there: Entry | None, **more: bool) -> JoinPlan:
        return plan_join(incoming(before, here, there, **more), catalogue)

    return planned


def outcome(plan: JoinPlan) -> Outcome | None:
    """The one thing that will be different, where nothing is asked."""
    assert plan.conflicts == ()
    assert len(plan.outcomes) <= 1
    return plan.outcomes[0] if plan.outcomes else None


def conflict(plan: JoinPlan) -> Conflict:
    assert plan.outcomes == ()
    (found,) = plan.conflicts
    return found


def written(joined: Joined) -> Iterator[tuple[str, Value | None, Value | None]]:
    return ((each.field, each.old, each.new) for each in joined.changes)


def test_what_was_said_there_alone_comes_along_with_its_author(plan: Any) -> None:
    found = outcome(plan(entry(title="Births"), entry(title="Births"), entry(title=by_otieno("Registers"))))
    assert found == Outcome(
        entry(title="Births"), "title", Answer("Births", MONDAY, "Amina"), by_otieno("Registers"), merged=False
    )
    assert found is not None and found.is_change


def test_what_was_cleared_there_alone_is_cleared(plan: Any) -> None:
    before = entry(title="Births", cause="Fees")
    found = outcome(plan(before, before, entry(title="Births")))
    assert found is not None
    assert (found.field, found.after, found.is_change) == ("cause", None, True)
    assert outcome(plan(before, entry(title="Births"), entry(title="Births"))) is None


def test_what_was_said_here_alone_stays(plan: Any) -> None:
    before, here = entry(title="Births"), entry(title="Births of migrants")
    assert outcome(plan(before, here, entry(title=by_otieno("Births")))) is None


@pytest.mark.parametrize(
    ("here", "there", "said_first"),
    [
        (Answer("Fees", MONDAY, "Amina"), Answer("Fees", TUESDAY, "Otieno"), None),
        (Answer("Fees", TUESDAY, "Amina"), Answer("Fees", MONDAY, "Otieno"), Answer("Fees", MONDAY, "Otieno")),
        (Answer("Fees", MONDAY, "Otieno"), Answer("Fees", MONDAY, "Amina"), Answer("Fees", MONDAY, "Amina")),
    ],
)
def test_what_both_said_alike_bears_the_name_of_whoever_said_it_first(
    plan: Any, here: Answer, there: Answer, said_first: Answer | None
) -> None:
    found = outcome(plan(entry(), entry(cause=here), entry(cause=there)))
    assert (found.after if found else None) == said_first
    assert found is None or not found.is_change


def test_a_list_that_both_said_alike_bears_the_later_name(plan: Any) -> None:
    here, there = entry(objectives=[4]), entry(objectives=by_otieno([4]))
    assert outcome(plan(entry(), here, there)).after == by_otieno([4])
    assert outcome(plan(entry(), there, here)) is None


def test_lists_come_together_under_the_later_name(plan: Any) -> None:
    before, here, there = (
        entry("practice", principles=[1, 2]),
        entry("practice", principles=[1, 2, 5]),
        entry("practice", principles=by_otieno([2])),
    )
    found = outcome(plan(before, here, there))
    assert (found.after, found.merged) == (by_otieno([2, 5]), True)
    assert outcome(plan(before, there, here)).after == by_otieno([2, 5])


def test_of_lists_in_which_each_took_away_the_rest_nothing_is_left(plan: Any) -> None:
    found = outcome(
        plan(
            entry("practice", principles=[1, 2]),
            entry("practice", principles=[1]),
            entry("practice", principles=by_otieno([2])),
        )
    )
    assert (found.after, found.merged) == (None, True)


def test_where_all_of_it_stands_here_already_nothing_is_written(plan: Any) -> None:
    before = entry("practice", principles=[1, 2])
    here = entry("practice", principles=Answer([2, 5], TUESDAY, "Amina"))
    assert outcome(plan(before, here, entry("practice", principles=by_otieno([2], MONDAY)))) is None
    assert outcome(plan(before, here, entry("practice", principles=by_otieno([2]))))  # the name of a later one


def test_two_main_objectives_are_asked_and_two_principles_are_not(plan: Any) -> None:
    asked = conflict(plan(entry(objectives=[4]), entry(objectives=[7, 4]), entry(objectives=[9, 4])))
    assert (asked.type, asked.proposal, asked.field_type) == ("answer", None, "objectives")
    assert (
        outcome(
            plan(
                entry("practice", principles=[4]),
                entry("practice", principles=[7, 4]),
                entry("practice", principles=[9, 4]),
            )
        )
        is not None
    )


def test_of_unshared_lists_nobody_minds_what_stands_first(plan: Any) -> None:
    found = outcome(
        plan(
            entry("pledge", nature=["policy"]),
            entry("pledge", nature=["financial", "policy"]),
            entry("pledge", nature=by_otieno(["technical", "policy"])),
        )
    )
    assert found.after == by_otieno(["policy", "financial", "technical"])


def test_a_row_that_both_wrote_over_is_proposed_twice(plan: Any) -> None:
    rows = [[{"name": each}] for each in ("City", "City A", "City B")]
    asked = conflict(plan(*(entry("pledge", partners=each) for each in rows)))
    assert asked.proposal == [{"name": "City A"}, {"name": "City B"}]


def test_texts_come_together_by_paragraphs_as_a_proposal(plan: Any) -> None:
    asked = conflict(
        plan(
            entry(description="One.\nTwo.\nThree."),
            entry(description="One, here.\nTwo.\nThree."),
            entry(description="One.\nTwo.\nThree, there."),
        )
    )
    assert (asked.base, asked.proposal) == ("One.\nTwo.\nThree.", "One, here.\nTwo.\nThree, there.")
    assert asked.place == ("e", "description")
    fresh = conflict(plan(entry(), entry(description="Here."), entry(description="There.")))
    assert (fresh.base, fresh.proposal, fresh.field_type) == (None, None, "long_text")


@pytest.mark.parametrize(
    ("field", "here", "there"),
    [("severity", "high", "low"), ("title", "Births", None), ("of an older form", "Births", "Registers")],
)
def test_what_can_hold_one_thing_only_is_asked_without_a_proposal(
    plan: Any, field: str, here: str, there: str | None
) -> None:
    before = entry(**{field: "Fees"})
    asked = conflict(plan(before, entry(**{field: here}), entry(**{field: there} if there else {})))
    assert asked.proposal is None
    assert asked.ours == Answer(here, MONDAY, "Amina")
    assert asked.theirs == (Answer(there, MONDAY, "Amina") if there else None)


def test_what_was_typed_and_is_not_accepted_comes_along_too(plan: Any) -> None:
    before = entry("pledge", title="Register births")
    there = before.answered(key_of("end"), by_otieno("in two years"))
    found = outcome(plan(before, before, there))
    assert (found.field, found.after) == (key_of("end"), by_otieno("in two years"))
    assert answer_in(there, "end") is None
    assert [key for key, _answer in answers_of(there)] == ["title", key_of("end")]
    assert conflict(plan(before, before.answered(key_of("end"), Answer("soon")), there)).field_type is None


def test_what_was_begun_there_comes_with_all_that_it_says(plan: Any) -> None:
    there = entry(title=by_otieno("Births"), cause=by_otieno("Fees"))
    found = plan(None, None, there)
    assert [(each.field, each.before, each.after) for each in found.outcomes] == [
        (ENTRY_ITSELF, None, Answer(entry_row(there))),
        ("title", None, by_otieno("Births")),
        ("cause", None, by_otieno("Fees")),
    ]
    joined = decided(found)
    assert joined.created == (Entry("e", "gap", "", 7),)
    assert joined.removed == ()
    assert joined.answers == {("e", "title"): by_otieno("Births"), ("e", "cause"): by_otieno("Fees")}
    assert joined.changes[1] == Change("e", "title", None, "Births", TUESDAY, "Otieno")
    assert next(written(joined)) == (ENTRY_ITSELF, None, entry_row(there))


def test_what_both_began_is_one_entry(plan: Any) -> None:
    here, there = entry(title="Births"), entry(cause=by_otieno("Fees"))
    assert outcome(plan(None, here, there)).field == "cause"


def test_what_came_and_went_there_is_not_spoken_of(plan: Any) -> None:
    assert outcome(plan(None, None, None)) is None
    assert outcome(plan(None, entry(title="Births"), None)) is None  # begun here by itself
    assert outcome(plan(entry(title="Births"), None, None)) is None


def test_what_was_removed_there_goes_unless_it_was_changed_here(plan: Any) -> None:
    before = entry(title="Births", cause="Fees")
    found = plan(before, before, None)
    assert [(each.field, each.after) for each in found.outcomes] == [
        ("title", None),
        ("cause", None),
        (ENTRY_ITSELF, None),
    ]
    joined = decided(found)
    assert (joined.created, joined.removed) == ((), ("e",))
    assert list(written(joined)) == [
        ("title", "Births", None),
        ("cause", "Fees", None),
        (ENTRY_ITSELF, entry_row(before), None),
    ]
    asked = plan(before, before, None, changed_here=True)
    assert (conflict(asked).type, conflict(asked).field, conflict(asked).entry) == (
        "removed_there",
        ENTRY_ITSELF,
        before,
    )
    place = conflict(asked).place
    assert decided(asked, {place: "theirs"}).removed == ("e",)
    for kept in (None, {place: "ours"}, {place: "both"}):
        assert not decided(asked, kept).changes  # type: ignore[arg-type]


def test_what_was_removed_here_and_changed_there_is_asked(plan: Any) -> None:
    before, there = entry(title="Births"), entry(title=by_otieno("Registers"))
    asked = plan(before, None, there)
    assert (conflict(asked).type, conflict(asked).field, conflict(asked).entry) == (
        "removed_here",
        ENTRY_ITSELF,
        there,
    )
    place = conflict(asked).place
    assert not decided(asked).changes
    for back in ("theirs", "both"):
        joined = decided(asked, {place: back})  # type: ignore[dict-item]
        assert joined.answers == {("e", "title"): by_otieno("Registers")}
        assert [each.id for each in joined.created] == ["e"]
        assert joined.beside == ()


def test_what_was_removed_here_stays_away_when_nothing_else_was_said_there(plan: Any) -> None:
    assert outcome(plan(entry(title="Births"), None, entry(title=by_otieno("Births")))) is None


def test_the_forms_of_a_copy_are_left_alone(plan: Any, catalogue: Catalogue) -> None:
    there = entry("data_pack", name=by_otieno("Careless"))
    found = plan(None, None, there)
    assert (found.left_alone, found.outcomes, found.conflicts) == ((there,), (), ())
    assert found.is_new is True
    assert plan_join(Incoming((), {}, {}, {}), catalogue).is_new is False


def test_what_is_passed_over_hides_nothing_that_came_with_it(catalogue: Catalogue) -> None:
    forms, gap = entry("data_pack", "forms", name="Careless"), entry("gap", "new", title=by_otieno("Births"))
    changes = (
        Change("forms", ENTRY_ITSELF, None, entry_row(forms)),
        Change("gone", ENTRY_ITSELF, None, entry_row(entry())),
        Change("gone", ENTRY_ITSELF, entry_row(entry()), None),
        Change("new", ENTRY_ITSELF, None, entry_row(gap)),
    )
    revision = Revision("r", TUESDAY, "Otieno", "edit", Message("Edit"), changes)
    found = plan_join(Incoming((revision,), {}, {"forms": forms, "new": gap}, {}), catalogue)
    assert found.left_alone == (forms,)
    assert [each.entry.id for each in found.outcomes] == ["new", "new"]


def test_of_a_line_of_the_ledger_only_its_return_comes_along(plan: Any) -> None:
    line = entry(HANDED_OUT, to="Health", mark="a1")
    there = entry(HANDED_OUT, to=by_otieno("Nobody"), mark="a1", back=by_otieno(TUESDAY), joined=by_otieno(TUESDAY))
    found = plan(line, line, there)
    assert [each.field for each in found.outcomes] == ["back", "joined"]
    assert outcome(plan(line, line, None)) is None
    assert conflict_free(plan(line, line, None, changed_here=True))


def conflict_free(plan: JoinPlan) -> bool:
    return not plan.conflicts and not plan.outcomes


@pytest.mark.parametrize(
    ("before", "here", "there", "after"),
    [
        ({"fields": ["title"]}, {"fields": ["title"]}, {"fields": by_otieno(["cause"])}, by_otieno(["cause", "title"])),
        ({"fields": ["title"]}, {"fields": ["title"]}, {}, None),
        ({"fields": ["title"]}, {}, {"fields": by_otieno(["cause", "title"])}, by_otieno(["cause"])),
        ({}, {}, {"fields": by_otieno(["cause"])}, by_otieno(["cause"])),
        ({"whole": False}, {"whole": False}, {"whole": by_otieno(value=True)}, by_otieno(value=True)),
        ({"whole": True}, {"whole": True}, {"whole": by_otieno(value=False)}, None),
        ({"whole": True}, {"whole": True}, {}, None),
    ],
)
def test_a_copy_keeps_back_more_and_never_less(
    plan: Any, before: dict[str, Said], here: dict[str, Said], there: dict[str, Said], after: Answer | None
) -> None:
    found = plan(entry(KEPT_BACK, **before), entry(KEPT_BACK, **here), entry(KEPT_BACK, **there))
    said = outcome(found)
    assert (said.after if said else None) == after
    assert said is None or said.merged is ("fields" in before)
    assert conflict_free(plan(entry(KEPT_BACK, **before), entry(KEPT_BACK, **before), None))


def asked_of(kind: str, field: str, here: Value | None, there: Value | None, plan: Any, before: Value = "") -> JoinPlan:
    sides = ({field: each} if each else {} for each in (before, here, there and by_otieno(there)))
    made: JoinPlan = plan(*(entry(kind, **each) for each in sides))
    conflict(made)
    return made


@pytest.mark.parametrize(
    ("decision", "stands"),
    [
        ("ours", None),
        ("theirs", by_otieno("Registers")),
        ("both", by_otieno("Births / Registers")),
        (Answer("Births and registers", TUESDAY, "Wanjiru"), Answer("Births and registers", TUESDAY, "Wanjiru")),
        (None, "nothing"),
    ],
)
def test_what_people_decide_is_what_stands(plan: Any, decision: Decision, stands: Answer | str | None) -> None:
    asked = asked_of("gap", "title", "Births", "Registers", plan)
    joined = decided(asked, {("e", "title"): decision})
    if stands is None:
        assert (joined.changes, joined.answers) == ((), {})
        return
    after = stands if isinstance(stands, Answer) else None
    assert joined.answers == {("e", "title"): after}
    assert list(written(joined)) == [("title", "Births", after.value if after else None)]
    assert joined.beside == ()


def test_what_nobody_decided_stays_as_it_is_here(plan: Any) -> None:
    asked = asked_of("gap", "title", "Births", "Registers", plan)
    for decisions in (None, {}, {("another", "title"): "theirs"}):
        assert decided(asked, decisions).changes == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "field", "here", "there", "whole"),
    [
        ("gap", "title", "Births", "Registers", "Births / Registers"),
        ("gap", "title__fr", "Naissances", "Registres", "Naissances / Registres"),
        ("gap", "description", "Ours.", "Theirs.", "Ours.\n\nTheirs."),
        ("gap", "description", "Ours.\n\nTheirs.", "Theirs.", "Ours.\n\nTheirs."),
        ("gap", "description", "Theirs.", "Ours.\n\nTheirs.", "Ours.\n\nTheirs."),
        ("gap", "title", "Births", "Late births", "Births / Late births"),
        ("gap", "objectives", [7, 4], [9, 7], [7, 4, 9]),
        ("gap", "severity", "high", "low", None),
        ("gap", "of an older form", "Ours", "Theirs", None),
        ("gap", "of an older form", ["Ours"], "Theirs", None),
        ("gap", "of an older form", "Ours", ["Theirs"], None),
    ],
)
def test_both_say_all_that_either_said_once(
    plan: Any, kind: str, field: str, here: Value, there: Value, whole: Value | None
) -> None:
    asked = asked_of(kind, field, here, there, plan, before=[4] if field == "objectives" else "Before")
    said = both(asked.conflicts[0])
    assert (said.value if said else None) == whole
    joined = decided(asked, {("e", field): "both"})
    if whole is None:
        assert joined.changes == ()
        (beside,) = joined.beside
        assert (beside.conflict, beside.said) == (asked.conflicts[0], by_otieno(there))
        for other in ("ours", "theirs"):
            assert decided(asked, {("e", field): other}).beside == ()  # type: ignore[dict-item]
    else:
        assert joined.beside == ()
        assert (joined.answers or {("e", field): asked.conflicts[0].ours})["e", field].value == whole


@pytest.mark.parametrize(("here", "there"), [("high", None), (None, "high")])
def test_both_keep_what_one_side_said_where_the_other_cleared_it(
    plan: Any, here: str | None, there: str | None
) -> None:
    asked = asked_of("gap", "severity", here, there, plan, before="low")
    joined = decided(asked, {("e", "severity"): "both"})
    assert joined.beside == ()
    stands = joined.answers.get(("e", "severity"), asked.conflicts[0].ours)
    assert stands is not None and stands.value == "high"


def test_a_proposal_is_what_both_become_and_bears_the_later_name(plan: Any) -> None:
    before, here, there = "One.\nTwo.\nThree.", "One, here.\nTwo.\nThree.", "One.\nTwo.\nThree, there."
    asked = asked_of("gap", "description", here, there, plan, before=before)
    joined = decided(asked, {("e", "description"): "both"})
    assert joined.answers == {("e", "description"): by_otieno("One, here.\nTwo.\nThree, there.")}


def test_fields_of_the_forms_and_of_the_team_have_their_types(catalogue: Catalogue) -> None:
    types = FieldTypes(catalogue)
    assert types.of("gap", "title") == types.of("gap", "title__fr") == "text"
    assert types.of("comment", "text") == "long_text"
    assert types.of("gap", key_of("title")) is types.of("gap", "nothing") is types.of("nothing", "title") is None
