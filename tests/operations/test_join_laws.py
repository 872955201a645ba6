"""The laws of joining, over random edits of all kinds of fields in copies that left one after the other.

Joining twice changes nothing. Where nothing is asked, the order in which copies come home makes no difference. Every edit is found,
every conflict is shown once, a join is taken back whole, and the history alone leads to what stands here.
"""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.catalogue.definitions import FieldType
from desktop.catalogue.forms_reader import current
from desktop.operations.create import create
from desktop.operations.join import plan_of
from desktop.record.entry import Value
from desktop.record.history import effective, same
from desktop.record.joining import JoinPlan, Place, answers_of
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile
from tests.joining import bring_home
from tests.operations.test_join import Clock

_VALUES: dict[str, list[Value]] = {
    "text": ["A register", "Another", "رقم"],
    "long_text": ["One.\nTwo.", "One.\nTwo.\nThree.", "Zero.\nOne.\nTwo.", "登记"],
    "choice": ["low", "high"],
    "choices": [["a"], ["a", "b"], ["b", "c"]],
    "yes_no": [True, False],
    "date": ["2026-03", "2027"],
    "year": [2020, 2021],
    "number": ["1.50", "2"],
    "email": ["a@ministry.example", "b@ministry.example"],
    "country": ["KE", "UG"],
    "countries": [["KE"], ["KE", "TZ"], ["UG"]],
    "language": ["fr", "ar"],
    "objectives": [[4], [4, 7], [9, 4], [4, 12, 7]],
    "principles": [[1], [1, 3]],
    "links": [["x"], ["x", "y"]],
    "rows": [[{"name": "A"}], [{"name": "A"}, {"name": "B"}], [{"name": "A2"}, {"name": "C"}]],
    "file": ["0" * 64, "1" * 64],
}
_KINDS = ("practice", "gap", "pledge", "evidence")

EXAMPLES = int(os.environ.get("PLEDGEBOOK_EXAMPLES", "40"))
"""How many histories are tried; more of them by hand."""

Edit = tuple[str, int, int, int]
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["set", "set", "set", "clear", "add", "remove", "rate", "undo"]),
        st.integers(0, 9),
        st.integers(0, 60),
        st.integers(0, 4),
    ),
    max_size=6,
)


def test_copies_can_disagree_over_every_type_of_field() -> None:
    """The laws hold no rule of which there is one value only."""
    assert set(_VALUES) == set(get_args(FieldType))
    assert all(len(values) > 1 for values in _VALUES.values())


def edit(file: SubmissionFile, edits: list[Edit], by: str) -> None:
    catalogue = current()
    for what, number, place, which in edits:
        if what == "undo":
            file.undo(by)
            continue
        entries = [each for kind in _KINDS for each in file.read().of_kind(kind)]
        kind = catalogue.kind(_KINDS[number % len(_KINDS)])
        with file.transaction("edit", what, by) as unit:
            if what == "add":
                unit.add(kind.key, {kind.title_field: f"Of {by}, {place}"})
            elif what == "rate":
                unit.set(unit.ensure("assessment", str(1 + number)), "reason", f"{by} {which}")
            elif entries:
                entry = entries[number % len(entries)]
                if what == "remove":
                    unit.remove(entry.id)
                    continue
                fields = catalogue.kind(entry.kind).fields
                field = fields[place % len(fields)]
                values = _VALUES[field.type]
                unit.set(entry.id, field.key, None if what == "clear" else values[which % len(values)])


def stands(submission: Submission) -> dict[str, object]:
    """Return everything that is said, with who said it and when."""
    return {each.id: (each.kind, each.key, each.order, dict(answers_of(each))) for each in submission.entries.values()}


def told(file: SubmissionFile) -> dict[str, object]:
    """Return what the history alone makes of nothing, whoever said it."""
    submission = Submission(file.submission_id)
    for revision in effective(file.revisions()):
        submission = submission.after(revision)
    return {entry.id: {key: each.value for key, each in answers_of(entry)} for entry in submission.entries.values()}


def what_changes(plan: JoinPlan) -> list[tuple[str, str, object]]:
    """Return what would stand afterwards, whoever said it."""
    return [
        (each.entry.id, each.field, each.after.value if each.after else None)
        for each in plan.outcomes
        if each.is_change
    ]


class Laptops:
    """One submission, and copies of it that were edited apart."""

    def __init__(self, folder: Path, before: list[Edit], copies: list[list[Edit]]) -> None:
        self.folder = folder
        first = create(folder / "first.pledgebook", current(), {"country": "KE", "cycle": "2026"}, now=Clock(2026))
        with first.transaction("edit", "Add", "Amina") as unit:
            for kind in _KINDS:
                unit.add(kind, {current().kind(kind).title_field: f"A {kind}"})
        edit(first, before, "Amina")
        self.copies = []
        for number, edits in enumerate(copies):
            first.copy_to(folder / f"{number}.pledgebook")
            copy = SubmissionFile.open(folder / f"{number}.pledgebook", now=Clock(2000 + 20 * number))
            edit(copy, edits, f"Ministry {number}")
            self.copies.append(copy)
        first.close()
        self.opened: list[SubmissionFile] = []

    def coordinator(self, name: str) -> SubmissionFile:
        content = (self.folder / "first.pledgebook").read_bytes()
        path = self.folder / f"{name}.pledgebook"
        path.write_bytes(content)
        self.opened.append(SubmissionFile.open(path, now=Clock(2026)))
        return self.opened[-1]

    def close(self) -> None:
        for each in (*self.copies, *self.opened):
            each.close()


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=EDITS,
    copies=st.lists(EDITS, min_size=2, max_size=3),
    ours=EDITS,
    decision=st.sampled_from(["ours", "theirs", "both"]),
)
def test_the_laws_of_joining(
    before: list[Edit],
    copies: list[list[Edit]],
    ours: list[Edit],
    decision: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    laptops = Laptops(tmp_path_factory.mktemp("laws"), before, copies)
    one, other = laptops.coordinator("one"), laptops.coordinator("other")
    asked = False
    for file, order in ((one, laptops.copies), (other, laptops.copies[::-1])):
        for copy in order:
            asked = bool(plan_of(file, copy, current()).conflicts) or asked
            bring_home(file, copy)
    if not asked:
        assert stands(one.read()) == stands(other.read()), "the order makes no difference"
    file = laptops.coordinator("third")
    edit(file, ours, "Coordinator")
    for copy in laptops.copies:
        values = told(file)
        theirs = copy.read()
        plan, joined = bring_home(file, copy, decision)  # type: ignore[arg-type]
        shown = [each.place for each in plan.conflicts]
        assert len(shown) == len(set(shown)), "every conflict once"
        outcomes: set[Place] = {(each.entry.id, each.field) for each in plan.outcomes}
        assert outcomes.isdisjoint(shown)
        for revision in copy.revisions():
            assert revision in list(file.revisions()), "nothing that was done there is lost"
        if decision == "theirs":
            for entry_id, field in {
                (c.entry_id, c.field) for r in plan.incoming.revisions for c in r.changes if c.field
            }:
                entry, mine = theirs.entries.get(entry_id), file.read().entries.get(entry_id)
                if entry is not None and mine is not None and (entry_id, field) in shown:
                    assert dict(answers_of(entry)).get(field) == dict(answers_of(mine)).get(field)
        assert told(file) == {
            entry.id: {key: each.value for key, each in answers_of(entry)} for entry in file.read().entries.values()
        }
        again, nothing = bring_home(file, copy)
        assert (again.is_new, nothing) == (False, None), "joining twice changes nothing"
        if joined is not None and any(not same(each.old, each.new) for each in joined.changes):
            file.undo("Coordinator")
            assert told(file) == values, "it is taken back whole"
            again = plan_of(file, copy, current())
            assert what_changes(again) == what_changes(plan), "and can be joined again"
            file.redo("Coordinator")
    for file in laptops.opened:
        path = file.path
        content = stands(file.read())
        file.close()
        again_open = SubmissionFile.open(path, now=Clock(2026))
        assert stands(again_open.read()) == content
        again_open.close()
    laptops.opened.clear()
    laptops.close()


def test_forty_copies_come_home_in_any_order(tmp_path: Path) -> None:
    chance = random.Random(7)
    whats = ["set", "set", "set", "add", "rate"]
    copies = [
        [(chance.choice(whats), chance.randrange(10), chance.randrange(61), chance.randrange(5)) for _edit in range(4)]
        for _copy in range(40)
    ]
    laptops = Laptops(tmp_path, [("add", number, number, 0) for number in range(12)], copies)
    found = []
    for turn in range(3):
        file = laptops.coordinator(f"turn {turn}")
        order = list(laptops.copies)
        chance.shuffle(order)
        asked: set[Place] = set()
        for copy in order:
            plan, _joined = bring_home(file, copy)
            asked |= {each.place for each in plan.conflicts}
        values = {
            (entry.id, key): answer for entry in file.read().entries.values() for key, answer in answers_of(entry)
        }
        found.append((asked, values))
        known = {each.id for each in file.revisions()}
        assert all({each.id for each in copy.revisions()} <= known for copy in laptops.copies), "every edit is found"
    everywhere = set.union(*(asked for asked, _values in found))
    undisputed = [
        {place: each for place, each in values.items() if place not in everywhere} for _asked, values in found
    ]
    assert undisputed[0] == undisputed[1] == undisputed[2]
    laptops.close()
