"""What a new entry says from the start: what the submission says already, and what the last pledge said."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from desktop.catalogue.definitions import Kind
from desktop.record.entry import Entry, Value, whole_numbers
from desktop.record.entry_state import state_of
from desktop.record.purpose import is_one_pledge, year_in
from desktop.record.submission import Submission

FROM_LAST_PLEDGE = (
    "entity",
    "entity_kind",
    "champion",
    "contact_name",
    "contact_email",
    "second_contact_name",
    "second_contact_email",
    "lead",
)
"""Who submits a pledge, and leads on it, is mostly who did so with the one before."""

FROM_SUBMISSION = {"entity": "lead_ministry", "contact_name": "focal_point", "contact_email": "focal_point_email"}
"""Fields of the first pledge, and the field of the submission that says the same."""

FROM_THE_START = frozenset(("objectives", "gaps", "country", "language", *FROM_LAST_PLEDGE))
"""What a pledge may say before anybody has written in it."""


def first_answers(
    submission: Submission, kind: Kind, objective: int = 0, gap: Entry | None = None
) -> Mapping[str, Value]:
    """Return what a new entry of a kind says from the start; each answer can be changed like any other.

    Args:
        objective: the one that it is written for, 0 for none.
        gap: the one that it is to answer: the entry names it, and the objectives that it names, as many as may be named.
    """
    fields = {field.key: field for field in kind.fields}
    about = submission.about
    answers: dict[str, Value] = {}
    objectives = list(gap.numbers("objectives")) if gap is not None else [objective] if objective else []
    if objectives and "objectives" in fields:
        answers["objectives"] = objectives[: fields["objectives"].max_items]
    if gap is not None and "gaps" in fields:
        answers["gaps"] = [gap.id]
    for key in ("country", "language"):
        if key in fields and about.text(key):
            answers[key] = about.text(key)
    if kind.key == "pledge":
        answers |= _who_submits(submission, kind)
    if kind.key == "pledge" and is_one_pledge(submission):
        answers |= _of_one_pledge(submission)
    return {key: value for key, value in answers.items() if key in fields}


def begun_with(kind: Kind, first: Mapping[str, Value], answers: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return what an entry says from the start that begins with answers of its own, which go before the first ones.

    Both may name objectives: those of the first answers come first, or the entry could be missing from the list that it is
    begun in. Then those of its own, as many as may be named.
    """
    made = {**first, **answers}
    most = next((field.max_items for field in kind.fields if field.key == "objectives"), None)
    named = (whole_numbers(said.get("objectives")) for said in (first, answers))
    objectives = list(dict.fromkeys(each for numbers in named for each in numbers))
    if objectives:
        made["objectives"] = objectives[:most]
    return made


def is_only_begun(submission: Submission, entry: Entry) -> bool:
    """Whether a pledge says no more than it may say from the start: for what it is, who submits it, and nothing it promises."""
    if entry.typed:
        return False
    given = _of_one_pledge(submission) if is_one_pledge(submission) else {}
    return all(key in FROM_THE_START or (key in given and entry.value(key) == given[key]) for key in entry.answers)


def first_expected(kind: Kind, entry: Entry, besides: Collection[str] = ()) -> str:
    """Return the key of the first field whose expected answer is missing; the title where none is.

    Args:
        besides: fields that nothing begins at, see `taken_over`.
    """
    return next((key for key in state_of(entry, kind).missing if key not in besides), kind.title_field)


def begins_at(submission: Submission, kind: Kind, entry: Entry | None) -> str:
    """Return the key of the field that a new entry begins at: its name, whatever stands above it in the form.

    Whoever begins an entry has its name in mind, and types it; what is expected above it comes round after the last field.
    One that has a name already begins at the first answer that is expected of it.
    """
    if entry is None or kind.title_field not in entry.answers:
        return kind.title_field
    return first_expected(kind, entry, taken_over(submission, entry))


def from_pledge_before(submission: Submission, entry: Entry) -> tuple[str, ...]:
    """Return the fields in which a pledge says what the pledge before it says of who submits and who leads."""
    pledges = submission.of_kind("pledge")
    # From the end, where the one stands that was begun last.
    place = next((place for place in range(len(pledges) - 1, 0, -1) if pledges[place].id == entry.id), 0)
    if not place:
        return ()
    before = pledges[place - 1]
    return tuple(
        key for key in FROM_LAST_PLEDGE if entry.value(key) is not None and entry.value(key) == before.value(key)
    )


def taken_over(submission: Submission, entry: Entry | None) -> Collection[str]:
    """Return the fields that a pledge has from the pledge before it, whether that one answered them or not.

    None of them is what a pledge begins at: whoever begins it has its title in mind, and types it.
    """
    follows = (
        entry is not None
        and entry.kind == "pledge"
        and any(each.id != entry.id for each in submission.of_kind("pledge"))
    )
    return FROM_LAST_PLEDGE if follows else ()


def _who_submits(submission: Submission, kind: Kind) -> dict[str, Value]:
    """Return who submits a pledge; whoever leads the submission, where there is no pledge yet.

    What is to be corrected in the last pledge is not said again: it would have to be corrected in each that follows.
    """
    last = _last_pledge(submission)
    if last is not None:
        wrong = state_of(last, kind).wrong
        said = {key: last.value(key) for key in FROM_LAST_PLEDGE if key not in wrong}
        return {key: value for key, value in said.items() if value is not None}
    about = submission.about
    return {key: about.text(said) for key, said in FROM_SUBMISSION.items() if about.text(said)}


def _of_one_pledge(submission: Submission) -> dict[str, Value]:
    """Return what is so of nearly every pledge that a ministry prepares by itself; it can be changed like any other."""
    said: dict[str, Value] = {"kind": "individual", "status": "planned", "new_or_strengthened": "new"}
    about = submission.about
    if about.text("country"):
        said |= {"entity_kind": "member_state", "implementation_country": about.text("country")}
    year = year_in(about.text("cycle"))
    if year is not None:
        said["year"] = year
    return said


def _last_pledge(submission: Submission) -> Entry | None:
    pledges = submission.of_kind("pledge")
    return pledges[-1] if pledges else None
