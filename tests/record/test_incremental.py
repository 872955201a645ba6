"""After any edits, what is computed for what changed is the same as what is computed from nothing."""

from __future__ import annotations

import gc
import random
import weakref
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.translation import use_language
from desktop.record.carry_over import carried
from desktop.record.chapters import ChapterLine, outline, review
from desktop.record.completeness import completeness
from desktop.record.data_situation import data_situation
from desktop.record.entry import Entry, Value, bound_id
from desktop.record.exported import state_of
from desktop.record.guided_path import guided_path
from desktop.record.history import ENTRY_ITSELF, Change, Message, Revision
from desktop.record.leaving import leaving, personal_data
from desktop.record.matrix import gap_matrix, principle_matrix
from desktop.record.progress import progress_of, roll_up
from desktop.record.readiness import findings
from desktop.record.release import released
from desktop.record.scores import score_policy
from desktop.record.series import series
from desktop.record.submission import Attachment, Submission, entry_row
from desktop.record.unaccepted import key_of
from desktop.record.values import title_of

from .conftest import AT, SUBMISSION_ID, Desk

KINDS = (
    "practice",
    "gap",
    "gap",
    "pledge",
    "pledge",
    "value",
    "evidence",
    "support",
    "stakeholder",
    "person",
    "carried",
)
BOUND = (
    ("submission", ""),
    ("assessment", "4"),
    ("assessment", "13"),
    ("indicator", "16.9.1"),
    ("policy_answer", "4b"),
    ("chapter", "means"),
)
WORDS = ("Births", "births", "Register births of refugees by 2028", "x" * 300, "migrants", "2027", "2019-05", "12")
FILES = tuple(Attachment(f"{number:064x}", name, 30_000_000) for number, name in enumerate(("a.pdf", "b.exe"), 1))
OPTIONS = {
    ("pledge", "kind"): ("common", "matching"),
    ("pledge", "status"): ("withdrawn", "fulfilled"),
    ("policy_answer", "answer"): ("yes", "no", "yes_regardless"),
    ("assessment", "rating"): ("early", "full"),
    ("indicator", "availability"): ("available", "not_available"),
    ("value", "indicator"): ("16.9.1", "3.8.1"),
    ("value", "disaggregation"): ("sex", "age"),
    ("value", "value"): ("12", "240"),
    ("carried", "of_kind"): ("pledge", "gap"),
    ("carried", "state"): ("open", "taken", "withdrawn"),
    ("carried", "was"): ('{"title":"Births"}',),
}


def everything(submission: Submission, catalogue: Catalogue) -> Iterator[tuple[str, Any]]:
    """Yield all that is ever computed from a submission."""
    found = findings(submission, catalogue)
    yield "findings", found
    for signed in (True, False):
        yield "completeness", completeness(submission, catalogue, signed=signed)
    for objective in catalogue.objectives:
        yield "progress", progress_of(submission, catalogue, objective.number)
    yield "whole", roll_up(submission, catalogue)
    yield "cluster", roll_up(submission, catalogue, [4, 13])
    for indicator in catalogue.indicators:
        yield "series", series(submission, catalogue, indicator.key)
    yield "score", score_policy(submission, catalogue.policy)
    matrix = gap_matrix(submission, catalogue)
    yield "matrix", matrix
    yield "principles", principle_matrix(submission, catalogue)
    yield "data", data_situation(submission, catalogue)
    yield "chapters", review(submission, catalogue)
    yield "outline", outline(submission, catalogue)
    yield "path", guided_path(submission, catalogue, found)
    yield "carried", carried(submission)
    yield "state", state_of(submission)
    for signed in (True, False):
        yield "leaving", leaving(submission, catalogue, signed=signed)


class Editor:
    """Does one revision after the other, and takes them back.

    Chance is drawn from a seed and not step by step: hypothesis would draw small and simple steps, and what goes wrong
    goes wrong where much is linked.
    """

    def __init__(self, seed: int, catalogue: Catalogue) -> None:
        self.chance = random.Random(seed)
        self._catalogue = catalogue
        self.submission = Submission(SUBMISSION_ID)
        self._done: list[tuple[Change, ...]] = []
        self._number = 0

    def step(self) -> None:
        """Do something."""
        choose = self.chance.choice
        what = choose(
            (
                "add",
                "add",
                "begin",
                "edit",
                "edit",
                "edit",
                "edit",
                "edit",
                "remove",
                "remove",
                "undo",
                "attach",
                "swap",
            )
        )
        entries = list(self.submission.entries.values())
        if what == "attach":
            self._do((), [choose(FILES)])
        elif what == "begin":
            kind, key = choose(BOUND)
            entry = Entry(bound_id(SUBMISSION_ID, kind, key), kind, key)
            if entry.id not in self.submission.entries:
                self._do((_made(entry), *self._answers(entry)))
        elif what == "undo" and self._done:
            back = (Change(each.entry_id, each.field, each.new, each.old) for each in reversed(self._done.pop()))
            self._do(tuple(back), remember=False)
        elif what == "remove" and entries:
            self._do(self._without(choose(entries)))
        elif what == "swap" and entries:  # a file that a program of others wrote may say anything
            old = choose(entries)
            new = Entry(old.id, choose(KINDS), order=old.order)
            self._do((*self._without(old), _made(new), *self._answers(new)))
        elif what == "edit" and entries:
            self._do(tuple(self._answers(choose(entries))))
        else:
            self._number += 1
            number = choose((self._number, 1))  # two entries may stand at one place
            entry = Entry(f"{self._number:08x}-0000-4000-8000-000000000000", choose(KINDS), order=number)
            self._do((_made(entry), *self._answers(entry)))

    def _without(self, entry: Entry) -> tuple[Change, ...]:
        cleared = (Change(entry.id, key, each.value, None) for key, each in entry.answers.items())
        typed = (Change(entry.id, key_of(key), each.value, None) for key, each in entry.typed.items())
        return (*cleared, *typed, Change(entry.id, ENTRY_ITSELF, entry_row(entry), None))

    def _answers(self, entry: Entry) -> Iterator[Change]:
        fields = self._catalogue.kind(entry.kind).fields
        weighty = [each for each in fields if (entry.kind, each.key) in OPTIONS or each.type in _LINKING]
        for _each in range(self.chance.randint(1, 6)):
            field = self.chance.choice([*weighty, *weighty, *fields[:12]])
            new = self._value(field, entry.kind) if self.chance.random() < 0.8 else None
            yield Change(entry.id, field.key, entry.value(field.key), new)
        if self.chance.random() < 0.1:
            yield Change(entry.id, key_of(fields[0].key), None, "nonsense")

    def _value(self, field: FormField, kind: str) -> Value:
        """Return a value for a field: a sound one, or one that breaks a rule."""
        choose = self.chance.choice
        if (kind, field.key) in OPTIONS:
            return choose(OPTIONS[kind, field.key])
        if field.type in ("objectives", "principles"):
            return self.chance.sample((4, 7, 13, 99), self.chance.randint(1, 3))
        if field.type == "links":
            linked = [each.id for each in self.submission.entries.values() if each.kind in field.refers_to]
            wrong = [*self.submission.entries, "nobody"]
            return sorted({choose(linked if linked and self.chance.random() < 0.9 else wrong) for _each in "123"})
        if field.type == "file":
            return choose(FILES).sha256
        if field.type == "year":
            return choose((2019, 2020))
        if field.type == "yes_no":
            return choose((True, False))
        if field.type == "rows":
            return [{choose(field.columns).key: choose(WORDS)} for _each in range(2)]
        if field.type in ("choices", "countries"):
            return [choose(("KE", *(each.key for each in field.options)))]
        return choose(WORDS)

    def _do(self, changes: tuple[Change, ...], files: Sequence[Attachment] = (), *, remember: bool = True) -> None:
        at = f"2026-03-02T14:05:{len(self._done) % 60:02}Z"
        self.submission = self.submission.after(Revision("r", at, "A", "edit", Message("Edit"), changes), files)
        if remember:
            self._done.append(changes)


_LINKING = ("links", "objectives", "principles", "file")


def _made(entry: Entry) -> Change:
    return Change(entry.id, ENTRY_ITSELF, None, entry_row(entry))


@settings(max_examples=12, deadline=None, derandomize=True)
@given(seed=st.integers(0, 1_000_000))
def test_what_is_computed_for_what_changed_is_what_is_computed_from_nothing(seed: int, catalogue: Catalogue) -> None:
    fewer = replace(catalogue, rules=catalogue.rules[::2])
    editor = Editor(seed, catalogue)
    chance = editor.chance
    for _each in range(15):
        editor.step()
    earlier = [editor.submission]
    for _each in range(20):
        for _revision in range(chance.choice((1, 1, 1, 4))):
            editor.step()
        submission = chance.choice([editor.submission] * 9 + earlier[-1:])
        earlier.append(editor.submission)
        forms = chance.choice([catalogue] * 9 + [fewer])
        with use_language(chance.choice(["en"] * 9 + ["fr"])):
            fresh = Submission(submission.id, submission.entries, submission.attachments)
            for (name, now), (_name, anew) in zip(everything(submission, forms), everything(fresh, forms), strict=True):
                assert now == anew, name


@settings(max_examples=6, deadline=None, derandomize=True)
@given(seed=st.integers(0, 1_000_000))
def test_what_leaves_is_counted_as_it_is_released(seed: int, catalogue: Catalogue) -> None:
    """Evidence becomes private and open again below the links to it; entries with contacts and notes come and go."""
    editor = Editor(seed, catalogue)
    for _each in range(30):
        editor.step()
        evidence = editor.submission.of_kind("evidence")
        if evidence:
            one = editor.chance.choice(evidence)
            private = Change(one.id, "private", one.value("private"), editor.chance.choice((True, False)))
            editor.submission = after(editor.submission, private)
        submission = editor.submission
        for signed in (True, False):
            out = released(submission, catalogue, signed=signed)
            said = {each.text for each in leaving(submission, catalogue, signed=signed)}
            fresh = Submission(submission.id, submission.entries, submission.attachments)
            assert said == {each.text for each in leaving(fresh, catalogue, signed=signed)}
            for kind in catalogue.kinds.values():
                count = len(out.of_kind(kind.key))
                told = {each for each in said if each.startswith(f"{kind.plural}: ")}
                assert told == ({f"{kind.plural}: {count}"} if count and kind.bound != "submission" else set())
            files = [each.split()[-1] for each in said if each.startswith("Attached files")]
            assert files == ([str(len(out.attachments))] if out.attachments else [])
            people = [each.split()[-1] for each in said if "contact person" in each]
            known = len(personal_data(submission, catalogue))
            assert people == ([str(known)] if known else [])
            speakers = {answer.by for entry in out.entries.values() for answer in entry.answers.values() if answer.by}
            named = f"In the data file, who gave each answer and when: {', '.join(sorted(speakers))}"
            assert (named in said) == bool(speakers)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(seed=st.integers(0, 1_000_000))
def test_whatever_is_read_otherwise_after_an_edit_is_named_by_it(seed: int, catalogue: Catalogue) -> None:
    """What was computed is looked at again only where it read something of this; see `Submission.may_differ_since`."""
    kinds = {*KINDS, *(kind for kind, _key in BOUND)}
    lists = ("by_objective", "by_principle", "by_objective, ids", "by_principle, ids")
    reads: list[tuple[str, Any]] = [
        ("all", None),
        *((table, kind) for table in ("by_kind", "objectives") for kind in kinds),
        *((table, (kind, number)) for table in lists for kind in kinds for number in (4, 7, 13, 99)),
        *(("by_indicator", indicator) for indicator in ("", *OPTIONS["value", "indicator"])),
    ]
    editor = Editor(seed, catalogue)
    for _each in range(50):
        submission = editor.submission
        before = {
            each: submission.lookup(*each) for each in (*reads, *(("entries", key) for key in submission.entries))
        }
        editor.step()
        others = editor.submission.may_differ_since(submission.serial)
        read_otherwise = {each for each, value in before.items() if editor.submission.lookup(*each) is not value}
        assert others is None or read_otherwise <= others


def test_whoever_gave_only_a_link_is_named_as_long_as_what_it_leads_to_leaves(desk: Desk) -> None:
    evidence = desk.write("evidence", title="Law")
    pledge = desk.write("pledge", title="Register births")
    linked = Revision("r", AT, "Desk officer C", "edit", Message("Edit"), (Change(pledge, "gaps", None, [evidence]),))
    submission = desk.submission.after(linked)

    def names_the_linker() -> bool:
        lines = leaving(submission, desk.catalogue, signed=True)
        return any("Desk officer C" in each.text for each in lines)

    assert names_the_linker()
    submission = after(submission, Change(evidence, "private", None, True))
    assert not names_the_linker()
    submission = after(submission, Change(evidence, "private", True, None))
    assert names_the_linker()


def rules_of(submission: Submission, catalogue: Catalogue, entry_id: str) -> set[str]:
    return {each.rule for each in findings(submission, catalogue) if each.entry_id == entry_id} - {"missing", "limit"}


def after(submission: Submission, *changes: Change) -> Submission:
    return submission.after(Revision("r", AT, "A", "edit", Message("Edit"), changes))


def test_an_entry_is_looked_at_again_when_what_it_rests_on_comes_or_goes(desk: Desk) -> None:
    forms = desk.catalogue
    about = desk.write("submission", cycle="2026")
    gap = desk.write("gap", title="Births", objectives=[4])
    pledge = desk.write("pledge", title="Register births", gaps=[gap], end="2027")
    twin = desk.write("practice", title="Cards")
    other = desk.write("practice", title="Cards")
    evidence = desk.write("evidence", title="Law", file=FILES[0].sha256)
    submission = desk.submission
    assert rules_of(submission, forms, gap) == set()
    assert "gap_without_pledge" in rules_of(
        later := after(submission, Change(pledge, "status", None, "withdrawn")), forms, gap
    )
    assert rules_of(after(later, Change(pledge, "status", "withdrawn", None)), forms, gap) == set()
    gone = after(submission, Change(gap, ENTRY_ITSELF, entry_row(submission.entries[gap]), None))
    assert "link_to_nothing" in rules_of(gone, forms, pledge)
    back = after(gone, _made(submission.entries[gap]))
    assert "link_to_nothing" not in rules_of(back, forms, pledge)
    assert "same_title" in rules_of(submission, forms, other)
    assert "same_title" not in rules_of(after(submission, Change(twin, "title", "Cards", "Papers")), forms, other)
    assert "over_before_the_forum" not in rules_of(submission, forms, pledge)
    assert "over_before_the_forum" in rules_of(after(submission, Change(about, "cycle", "2026", "2030")), forms, pledge)
    assert "file_to_nothing" in rules_of(submission, forms, evidence)
    brought = submission.after(Revision("r", AT, "A", "attach", Message("Attach"), ()), FILES)
    assert "file_to_nothing" not in rules_of(brought, forms, evidence)


@settings(max_examples=4, deadline=None, derandomize=True)
@given(seed=st.integers(0, 1_000_000))
def test_the_list_of_chapters_is_that_of_the_review(seed: int, catalogue: Catalogue) -> None:
    editor = Editor(seed, catalogue)
    for _each in range(40):
        editor.step()
        chapters = review(editor.submission, catalogue)
        lines = [ChapterLine(each.key, each.title, each.level, not each.text, each.own) for each in chapters]
        assert outline(editor.submission, catalogue) == lines


def test_what_did_not_change_is_not_computed_again(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = {
        each.id: each
        for number in range(20)
        for each in [Entry(f"{number:08x}-0000-4000-8000-000000000000", "gap", order=number)]
    }
    submission = Submission(SUBMISSION_ID, entries)
    before = findings(submission, catalogue)
    named: list[str] = []
    monkeypatch.setattr(
        "desktop.record.findings.short_title", lambda entry, forms: named.append(entry.id) or title_of(entry, forms)
    )
    changed = next(iter(entries))
    revision = Revision("r", AT, "A", "edit", Message("Edit"), (Change(changed, "title", None, "Births"),))
    after = findings(submission.after(revision), catalogue)
    about = submission.about.id  # there is something to submit now
    assert set(named) == {changed, about}
    same = {id(each) for each in before} & {id(each) for each in after}
    assert {id(each) for each in before if each.entry_id not in (changed, about)} <= same


def test_what_is_kept_of_earlier_submissions_does_not_grow_with_each_edit(catalogue: Catalogue) -> None:
    editor = Editor(7, catalogue)
    while len(editor.submission.of_kind("gap")) < 3 or not editor.submission.of_kind("pledge"):
        editor.step()
    gap = next(iter(editor.submission.of_kind("gap")))
    editor.submission = Submission(SUBMISSION_ID, editor.submission.entries, editor.submission.attachments)
    seen: list[weakref.ref[Submission]] = []
    kept: set[int] = set()
    for number in range(100):
        deque(everything(editor.submission, catalogue), maxlen=0)
        seen.append(weakref.ref(editor.submission))
        kept.add(len(editor.submission.memo))
        said = editor.submission.entries[gap.id].value("title")
        editor.submission = after(editor.submission, Change(gap.id, "title", said, f"Births {number}"))
    deque(everything(editor.submission, catalogue), maxlen=0)
    gc.collect()
    assert len(kept) == 1
    # What did not change may hold on to the submission that it was computed of, as often as there are such things.
    assert sum(1 for each in seen if each() is not None) <= 2
    assert sum(1 for each in gc.get_objects() if type(each) is Entry and each.id == gap.id) <= 4
