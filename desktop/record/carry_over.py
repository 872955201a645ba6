"""From one cycle to the next: what the last submission said stands beside, and counts for nothing until confirmed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.field_translations import MARK
from desktop.i18n.plain_numbers import plain_number
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Answer, Entry, Value, new_id
from desktop.record.memoization import memoized, memoized_of_entry
from desktop.record.purpose import FIELD, purpose_in
from desktop.record.submission import Submission
from desktop.record.values import title_of

KIND = "carried"
OF_KIND = "of_kind"
"""The field that says of which kind the entry was, by its key."""

NOT_CARRIED = frozenset({"submission", "evidence", "data_pack", "chapter", KIND})
"""Kinds that do not come along: what the submission says of itself is asked anew or copied at the start, and files,
packs and chapters belong to their own time."""

COPIED = ("country", "language", "national_language", "package_language", "lead_ministry")
"""What a new submission takes over of the last one's own answers."""

State = Literal["open", "confirmed", "changed", "withdrawn"]


@dataclass(frozen=True)
class Carried:
    """An entry of last time, and what became of it.

    Args:
        entry: the entry that keeps it here, of the kind `carried`.
        then: the entry as it was; its id is the one that it will have here.
        state: `open` until somebody looked at it; `confirmed` as it was, `changed` since, or `withdrawn`.
    """

    entry: Entry
    then: Entry
    state: State


def answers_to_keep(entry: Entry, catalogue: Catalogue) -> dict[str, Value]:
    """Return the answers of an entry that come along: all but attached files and what these forms do not ask."""
    asked = {field.key: field.type for field in catalogue.kind(entry.kind).fields}
    return {
        key: answer.value
        for key, answer in entry.answers.items()
        if asked.get(key.partition(MARK)[0], "file") != "file"
    }


def carrying(last: Submission, catalogue: Catalogue) -> Iterator[dict[str, Value]]:
    """Yield the answers of a `carried` entry for each entry of the last submission that comes along.

    Free entries get the id that they will have here at once, so that what is linked stays linked. What stood under
    an indicator or a recommendation that these forms do not have stays behind, in the last submission.
    """
    cycle = last.about.text("cycle")
    entries = [
        each
        for kind in catalogue.kinds
        if kind not in NOT_CARRIED
        for each in sorted(last.of_kind(kind), key=_natural)
        if answers_to_keep(each, catalogue) and (not each.key or catalogue.thing(kind, each.key))
    ]
    ids = {each.id: new_id() for each in entries if catalogue.kind(each.kind).bound is None}
    for each in entries:
        kept = _linked(answers_to_keep(each, catalogue), each.kind, catalogue, ids)
        row: dict[str, Value] = {
            "title": title_of(each, catalogue),
            OF_KIND: each.kind,
            "state": "open",
            "was": json.dumps(kept, ensure_ascii=False, sort_keys=True),
        }
        if cycle:
            row["cycle"] = cycle
        if FIELD in last.about.answers:
            row[FIELD] = purpose_in(last.about)
        if each.key:
            row["of_key"] = each.key
        if each.id in ids:
            row["became"] = ids[each.id]
        yield row


def _natural(entry: Entry) -> tuple[int, str]:
    """Return what sorts bound entries as people count, 2 before 10, and leaves free ones in their order."""
    return (plain_number(entry.key) or 0, entry.key)


def _linked(answers: Mapping[str, Value], kind: str, catalogue: Catalogue, ids: Mapping[str, str]) -> dict[str, Value]:
    links = {field.key for field in catalogue.kind(kind).fields if field.type == "links"}
    kept: dict[str, Value] = {}
    for key, value in answers.items():
        if key in links and isinstance(value, list):
            there = [ids[str(each)] for each in value if str(each) in ids]
            if there:
                kept[key] = there
        else:
            kept[key] = value
    return kept


def carried(submission: Submission) -> list[Carried]:
    """Return everything of last time with its state, in the order of the forms."""
    return [each for entry in submission.of_kind(KIND) if (each := _carried(submission, None, entry)) is not None]


@memoized_of_entry
def _carried(submission: Submission, _forms: None, entry: Entry) -> Carried | None:
    then = then_of(entry)
    if then is None:
        return None
    state = entry.text("state")
    if state == "withdrawn":
        return Carried(entry, then, "withdrawn")
    if state != "taken":
        return Carried(entry, then, "open")
    now = _now(then, submission)
    # That a pledge was made earlier is said when it is taken over, and is no change of it.
    same = now is not None and all(
        now.value(key) == answer.value for key, answer in then.answers.items() if key != "new_or_strengthened"
    )
    return Carried(entry, then, "confirmed" if same else "changed")


def _now(then: Entry, submission: Submission) -> Entry | None:
    return submission.bound(then.kind, then.key) if then.key else submission.entry(then.id)


def then_of(entry: Entry) -> Entry | None:
    """Return the entry of last time that a `carried` entry keeps; None when it cannot be read."""
    try:
        answers = json.loads(entry.text("was"))
    except (ValueError, RecursionError):  # also what nests without end
        return None
    if not isinstance(answers, dict):
        return None
    said = {str(key): Answer(value) for key, value in answers.items()}
    return Entry(entry.text("became"), entry.text(OF_KIND), entry.text("of_key"), answers=said)


def last_of(submission: Submission, entry: Entry) -> Entry | None:
    """Return the entry of last time where this one stands now, None when there was none."""
    carried_as = _by_place(submission, None).get((entry.kind, entry.key, "" if entry.key else entry.id))
    return None if carried_as is None else then_of(carried_as)


@memoized
def _by_place(submission: Submission, _forms: None) -> dict[tuple[str, str, str], Entry]:
    """Return what was carried over by what it is here: its kind, with its key where it is bound, else with its id."""
    found: dict[tuple[str, str, str], Entry] = {}
    for each in submission.of_kind(KIND):
        kind, key = each.text(OF_KIND), each.text("of_key")
        if key:
            found.setdefault((kind, key, ""), each)
        found.setdefault((kind, "", each.text("became")), each)
    return found


def sentence(all_carried: list[Carried]) -> str:
    """Return how far the looking through is, in one or two sentences."""
    if not all_carried:
        return _("This submission is not linked with an earlier one.")
    count = {state: sum(each.state == state for each in all_carried) for state in ("open", "withdrawn")}
    if not count["open"]:
        return _("A decision has been made on every entry of the last submission.")
    return _(
        "Entries of the last submission to decide on: {open} of {count}. Only those that you keep are part of this submission."
    ).format(open=count["open"], count=len(all_carried))
