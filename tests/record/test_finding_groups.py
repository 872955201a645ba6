"""Findings by what was found: all of them, each once, whatever changed before."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from desktop.catalogue.forms_reader import current
from desktop.record.entry import Answer, Entry
from desktop.record.finding_groups import FindingGroup
from desktop.record.history import Change, Message, Revision
from desktop.record.ministries import ids_of_ministry, ministries
from desktop.record.readiness import findings, groups
from desktop.record.submission import Submission, entry_row

CATALOGUE = current()


def made(number: int, kind: str = "practice", **values: object) -> Entry:
    entry_id = f"00000000-0000-4000-8000-{number:012}"
    return Entry(entry_id, kind, "", number, {key: Answer(value) for key, value in values.items()})  # type: ignore[arg-type]


def of(*entries: Entry) -> Submission:
    return Submission("3f2a90c1-0000-4000-8000-000000000001", {each.id: each for each in entries})


def after(submission: Submission, *changes: Change) -> Submission:
    return submission.after(Revision("11111111-1111-4111-8111-111111111111", "", "", "edit", Message("Edit"), changes))


def titles(found: tuple[FindingGroup, ...]) -> dict[str, int]:
    return {group.title(CATALOGUE): len(group.findings) for group in found if group.kind == "practice"}


def test_what_many_entries_lack_is_told_once() -> None:
    found = groups(of(*(made(number, title=f"Register {number}") for number in range(1, 20))), CATALOGUE)
    assert titles(found)["Start – missing"] == 19
    assert titles(found)["Could be more complete"] == 19


def test_every_group_is_called_something_short() -> None:
    assert all(rule.label for rule in CATALOGUE.rules)
    texts = {rule.label for rule in CATALOGUE.rules}
    assert len(texts) == len(CATALOGUE.rules)
    assert all(len(text) < 60 and "{" not in text and not text.endswith(".") for text in texts)


@pytest.mark.parametrize("seed", range(3))
def test_groups_follow_every_change(seed: int) -> None:
    chance = random.Random(seed)
    submission = of(*(made(number, title=f"Register {number % 5}") for number in range(1, 30)))
    for _step in range(40):
        entry = chance.choice(list(submission.entries.values()))
        field, value = chance.choice(
            [
                ("title", "Register"),
                ("title", "Another"),
                ("start", "2020"),
                ("end", "2017"),
                ("status", "planned"),
                ("start", None),
            ]
        )
        if chance.random() < 0.1:
            change = Change(entry.id, "", entry_row(entry), None)
        else:
            change = Change(entry.id, field, entry.value(field), value)
        submission = after(submission, change)
        found = groups(submission, CATALOGUE)
        afresh = groups(replace(submission), CATALOGUE)
        assert found == afresh
        assert sorted(map(repr, findings(submission, CATALOGUE))) == sorted(
            repr(each) for group in found for each in group.findings
        )


def test_a_group_in_which_nothing_changed_is_the_same() -> None:
    submission = of(*(made(number, title=f"Register {number}") for number in range(1, 5)))
    before = {(each.rule, each.field, each.kind): each for each in groups(submission, CATALOGUE)}
    entry = submission.of_kind("practice")[0]
    later = after(submission, Change(entry.id, "start", None, "2020"))
    for group in groups(later, CATALOGUE):
        was = before.get((group.rule, group.field, group.kind))
        if was is not None and was.findings == group.findings:
            assert group is was


def test_ministries_are_those_that_entries_name() -> None:
    submission = of(
        made(1, lead="Ministry of Labour"),
        made(2, kind="pledge", entity="ministry of health"),
        made(3, lead="Ministry of Labour"),
    )
    assert ministries(submission, CATALOGUE) == ("ministry of health", "Ministry of Labour")
    labour = ids_of_ministry(submission, CATALOGUE, "Ministry of Labour")
    assert labour == {made(1).id, made(3).id}
    later = after(submission, Change(made(2).id, "entity", "ministry of health", None))
    assert ministries(later, CATALOGUE) == ("Ministry of Labour",)
    assert ids_of_ministry(later, CATALOGUE, "Ministry of Labour") is labour
