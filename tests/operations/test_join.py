"""Copies come home: what each did is found, what both changed is asked, and all of it can be taken back."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner

from desktop.catalogue.forms_reader import current
from desktop.cli import main
from desktop.operations.create import create
from desktop.operations.hand_out import Wanted, hand_out
from desktop.operations.join import ConflictsWait, OtherSubmission, SameFile, join_all, plan_of, preview
from desktop.operations.keep_back import keep_back_entry, keep_back_field
from desktop.record.entry import Value
from desktop.record.envelopes import closed
from desktop.record.history import effective
from desktop.record.internal_kinds import BALLOT, HANDED_OUT, KEPT_BACK
from desktop.record.join_report import told as lines_of
from desktop.record.joining import answers_of
from desktop.record.kept_back import kept_back
from desktop.record.ledger import in_order
from desktop.record.released_history import released_revisions
from desktop.record.submission import Submission
from desktop.store.errors import Damaged, NewerFile
from desktop.store.file import SubmissionFile
from tests.joining import bring_home

Copy = Callable[[str], SubmissionFile]


class Clock:
    """A clock of one laptop; others are years away."""

    def __init__(self, year: int) -> None:
        self.now = datetime(year, 3, 2, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def file(tmp_path: Path) -> Iterator[SubmissionFile]:
    """The submission of the coordinator."""
    made = create(tmp_path / "kenya.pledgebook", current(), {"country": "KE", "cycle": "2026"}, now=Clock(2026))
    with made.transaction("edit", "Add", "Amina") as unit:
        unit.add("practice", {"title": "A register", "summary": "One.\nTwo.\nThree.", "objectives": [4, 7]})
        unit.add("gap", {"title": "No registrars", "severity": "low"})
    yield made
    made.close()


@pytest.fixture
def copy(file: SubmissionFile, tmp_path: Path) -> Iterator[Copy]:
    """Hand out a copy as it is now; its laptop has a clock of its own."""
    opened: list[SubmissionFile] = []

    def make(name: str, year: int = 2026) -> SubmissionFile:
        file.copy_to(tmp_path / f"{name}.pledgebook")
        opened.append(SubmissionFile.open(tmp_path / f"{name}.pledgebook", now=Clock(year)))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def say(file: SubmissionFile, kind: str, field: str, value: Value | None, by: str = "") -> None:
    (entry,) = file.read().of_kind(kind)
    with file.transaction("edit", "Change", by) as unit:
        unit.set(entry.id, field, value)


def said(file: SubmissionFile, kind: str, field: str) -> object:
    (entry,) = file.read().of_kind(kind)
    return entry.value(field)


def test_fields_of_one_entry_come_together(file: SubmissionFile, copy: Copy) -> None:
    health, labour = copy("health"), copy("labour")
    say(health, "practice", "title", "A national register", "Otieno")
    say(labour, "practice", "lead_ministry", "Labour", "Wanjiru")
    for each in (health, labour):
        plan, joined = bring_home(file, each)
        assert not plan.conflicts
        assert joined is not None
    (practice,) = file.read().of_kind("practice")
    assert [(practice.text(key), practice.answers[key].by) for key in ("title", "lead_ministry")] == [
        ("A national register", "Otieno"),
        ("Labour", "Wanjiru"),
    ]


def test_lists_come_together_by_their_elements(file: SubmissionFile, copy: Copy) -> None:
    one, two = copy("one"), copy("two")
    say(one, "practice", "objectives", [4, 7, 9])
    say(two, "practice", "objectives", [4, 12])
    assert not bring_home(file, one)[0].conflicts
    plan, _joined = bring_home(file, two)
    assert [each.merged for each in plan.outcomes] == [True]
    assert said(file, "practice", "objectives") == [4, 9, 12]


def test_a_list_that_two_wrote_alike_and_a_third_in_part_bears_one_name_in_whichever_order(
    file: SubmissionFile, copy: Copy
) -> None:
    homes = [copy(f"home {number}") for number in range(6)]
    copies = [copy("health", 2027), copy("labour", 2028), copy("justice", 2029)]
    for each, by, objectives in zip(copies, ("A", "B", "C"), ([4, 7, 9, 12], [4, 7, 9, 12], [4, 7, 9]), strict=True):
        say(each, "practice", "objectives", objectives, by)
    found = []
    for home, order in zip(homes, permutations(copies), strict=True):
        for each in order:
            assert not bring_home(home, each)[0].conflicts
        (practice,) = home.read().of_kind("practice")
        found.append(practice.answers["objectives"])
    assert {(str(each.value), each.by) for each in found} == {("[4, 7, 9, 12]", "C")}
    assert len({each.at for each in found}) == 1


def test_a_text_that_both_wrote_over_is_asked_with_a_proposal(file: SubmissionFile, copy: Copy) -> None:
    there = copy("there")
    say(file, "practice", "summary", "One, here.\nTwo.\nThree.")
    say(there, "practice", "summary", "One.\nTwo.\nThree, there.")
    plan, _joined = bring_home(file, there, "both")
    (conflict,) = plan.conflicts
    assert conflict.proposal == "One, here.\nTwo.\nThree, there."
    assert said(file, "practice", "summary") == conflict.proposal


def test_both_texts_of_one_paragraph_stand_below_each_other(file: SubmissionFile, copy: Copy) -> None:
    there = copy("there")
    say(file, "practice", "summary", "Ours.")
    say(there, "practice", "summary", "Theirs.")
    bring_home(file, there, "both")
    assert said(file, "practice", "summary") == "Ours.\n\nTheirs."


def test_what_many_copies_wrote_alike_is_kept_once(file: SubmissionFile, copy: Copy) -> None:
    copies = [copy(f"copy {number}") for number in range(5)]
    for number, each in enumerate(copies):
        say(each, "practice", "summary", "Ours." if number % 2 else "Theirs.")
        say(each, "gap", "title", "Ours" if number % 2 else "Theirs")
    for each in copies:
        bring_home(file, each, "both")
    assert said(file, "practice", "summary") == "Theirs.\n\nOurs."
    assert said(file, "gap", "title") == "Theirs / Ours"


def test_what_cannot_stand_beside_the_other_is_kept_as_a_comment(file: SubmissionFile, copy: Copy) -> None:
    there = copy("there")
    say(file, "gap", "severity", "high")
    say(there, "gap", "severity", "critical", "Otieno")
    bring_home(file, there, "both")
    assert said(file, "gap", "severity") == "high"
    (comment,) = file.read().of_kind("comment")
    assert "Otieno" in comment.text("text")


@pytest.mark.parametrize("decision", ["ours", "theirs", "both"])
def test_removed_here_and_changed_there_is_asked(file: SubmissionFile, copy: Copy, decision: str) -> None:
    there = copy("there")
    say(there, "gap", "cause", "Nobody was trained", "Otieno")
    (gap,) = file.read().of_kind("gap")
    with file.transaction("edit", "Remove", "") as unit:
        unit.remove(gap.id)
    plan, _joined = bring_home(file, there, decision)  # type: ignore[arg-type]
    assert [each.type for each in plan.conflicts] == ["removed_here"]
    found = file.read().of_kind("gap")
    assert len(found) == (0 if decision == "ours" else 1)
    if found:
        assert found[0].text("title") == "No registrars"
        assert found[0].answers["cause"].by == "Otieno"


def test_removed_there_and_untouched_here_goes(file: SubmissionFile, copy: Copy) -> None:
    there = copy("there")
    (gap,) = there.read().of_kind("gap")
    with there.transaction("edit", "Remove", "") as unit:
        unit.remove(gap.id)
    plan, _joined = bring_home(file, there)
    assert not plan.conflicts
    assert file.read().of_kind("gap") == []
    assert file.undo("") is not None
    assert said(file, "gap", "title") == "No registrars"


def test_the_clocks_of_the_laptops_decide_nothing(file: SubmissionFile, copy: Copy) -> None:
    old, new = copy("old", 1999), copy("new", 2063)
    say(old, "practice", "title", "From 1999")
    say(new, "gap", "title", "From 2063")
    for each in (new, old):
        assert not bring_home(file, each)[0].conflicts
    assert (said(file, "practice", "title"), said(file, "gap", "title")) == ("From 1999", "From 2063")
    say(file, "practice", "title", "Now")
    say(new, "practice", "title", "From 2063 too")
    assert len(bring_home(file, new)[0].conflicts) == 1


def test_what_was_settled_is_not_asked_again(file: SubmissionFile, copy: Copy) -> None:
    there = copy("there")
    say(file, "practice", "title", "Ours")
    say(there, "practice", "title", "Theirs")
    assert len(bring_home(file, there, "ours")[0].conflicts) == 1
    say(there, "gap", "cause", "More")
    plan, _joined = bring_home(file, there)
    assert not plan.conflicts
    assert (said(file, "practice", "title"), said(file, "gap", "cause")) == ("Ours", "More")


def test_files_and_comments_come_along(file: SubmissionFile, copy: Copy) -> None:
    there = copy("there")
    with there.transaction("edit", "Attach", "Otieno") as unit:
        key = unit.attach("decree.pdf", b"%PDF-1.7 a decree")
        unit.add("evidence", {"title": "Decree", "file": key})
        unit.add("comment", {"text": "Is this the right one?"})
    bring_home(file, there)
    assert file.content(key) == b"%PDF-1.7 a decree"
    (comment,) = file.read().of_kind("comment")
    assert comment.answers["text"].by == "Otieno"


def test_a_data_pack_of_the_copy_changes_no_forms_here(file: SubmissionFile, copy: Copy) -> None:
    there = copy("there")
    with there.transaction("edit", "Use", "") as unit:
        pack = unit.add("data_pack", {"title": "Careless"})
    plan, _joined = bring_home(file, there)
    assert [each.id for each in plan.left_alone] == [pack]
    assert file.read().of_kind("data_pack") == []


def test_a_copy_of_the_file_made_by_hand_comes_home_too(file: SubmissionFile, tmp_path: Path) -> None:
    path = file.path
    file.close()
    shutil.copyfile(path, tmp_path / "by hand.pledgebook")
    here = SubmissionFile.open(path, now=Clock(2026))
    there = SubmissionFile.open(tmp_path / "by hand.pledgebook", now=Clock(2026))
    say(here, "gap", "cause", "Here")
    say(there, "practice", "title", "There")
    assert not bring_home(here, there)[0].conflicts
    assert (said(here, "gap", "cause"), said(here, "practice", "title")) == ("Here", "There")
    here.close()
    there.close()


def test_after_an_older_state_was_restored_nothing_is_lost(file: SubmissionFile, copy: Copy, tmp_path: Path) -> None:
    file.copy_to(tmp_path / "older.pledgebook")
    say(file, "gap", "cause", "Written before the copy")
    there = copy("there")
    say(there, "practice", "title", "There")
    older = SubmissionFile.open(tmp_path / "older.pledgebook", now=Clock(2026))
    assert not bring_home(older, there)[0].conflicts
    assert (said(older, "gap", "cause"), said(older, "practice", "title")) == ("Written before the copy", "There")
    older.close()


def test_what_comes_home_is_given_nothing_of_what_somebody_took_away_by_hand(file: SubmissionFile, copy: Copy) -> None:
    there = copy("health")
    with there.transaction("edit", "Add", "Otieno") as unit:
        came = unit.add("gap", {"title": "No clerks"})
    with file.transaction("edit", "Add", "Amina") as unit:
        gone = unit.add("gap", {"title": "No desks", "severity": "high"})
    file.close()
    with closing(sqlite3.connect(file.path)) as other, other:
        other.execute("DELETE FROM entries WHERE id = ?", (gone,))
    with closing(SubmissionFile.open(file.path, now=Clock(2026))) as again:
        bring_home(again, there)
        assert set(again.read().entries[came].answers) == {"title"}


def test_a_file_restored_from_a_package_without_history_comes_home(file: SubmissionFile, tmp_path: Path) -> None:
    submission = file.read()
    SubmissionFile.replay(tmp_path / "restored.pledgebook", submission, [], [])
    restored = SubmissionFile.open(tmp_path / "restored.pledgebook", now=Clock(2026))
    say(file, "gap", "severity", "high", "Amina")
    with restored.transaction("edit", "Add", "Otieno") as unit:
        unit.add("gap", {"title": "No paper"})
    (practice,) = restored.read().of_kind("practice")
    with restored.transaction("edit", "Change", "Otieno") as unit:
        unit.set(practice.id, "title", "Changed after it was restored")
    plan, _joined = bring_home(file, restored)
    assert [(each.field, each.theirs.value if each.theirs else None) for each in plan.conflicts] == [
        ("severity", "low")
    ]
    assert said(file, "practice", "title") == "Changed after it was restored"
    assert {each.text("title") for each in file.read().of_kind("gap")} == {"No registrars", "No paper"}
    assert not bring_home(file, restored)[0].is_new
    restored.close()


def test_the_history_of_a_package_passes_over_what_was_done_elsewhere(file: SubmissionFile, copy: Copy) -> None:
    there = copy("there")
    say(there, "gap", "title", "Said there", "Otieno")
    say(there, "practice", "internal_note", "Never to be seen")
    say(file, "gap", "title", "Said here", "Amina")
    bring_home(file, there)
    revisions = released_revisions(file.revisions(), file.read(), current(), signed=True)
    assert [each.message.parameters.get("received") for each in revisions if each.type == "join"] == ["1"]
    submission = Submission(file.submission_id)
    for each in effective(revisions):
        submission = submission.after(each)
    assert [each.text("title") for each in submission.of_kind("gap")] == ["Said here"]
    assert "Never to be seen" not in str(revisions)


def test_what_cannot_be_joined_is_refused_by_name(file: SubmissionFile, copy: Copy, tmp_path: Path) -> None:
    create(tmp_path / "uganda.pledgebook", current(), {"country": "UG", "cycle": "2026"}).close()
    half = copy("half")
    half.close()
    half.path.write_bytes(half.path.read_bytes()[:9000])
    newer = copy("newer")
    newer.close()
    content = bytearray(newer.path.read_bytes())
    content[63] = 200
    newer.path.write_bytes(content)
    before = file.read(), list(file.revisions())
    for path, problem in (
        (tmp_path / "uganda.pledgebook", OtherSubmission),
        (file.path, SameFile),
        (half.path, Damaged),
        (newer.path, NewerFile),
    ):
        with pytest.raises(problem, match=path.name):
            preview(file, path, current())
        with pytest.raises(problem):
            join_all(file, [path], current())
    assert (file.read(), list(file.revisions())) == before


def test_all_are_joined_or_none(file: SubmissionFile, copy: Copy) -> None:
    one, two = copy("one"), copy("two")
    say(one, "practice", "title", "One")
    say(two, "practice", "title", "Two")
    one.close()
    two.close()
    before = file.read(), list(file.revisions())
    with pytest.raises(ConflictsWait) as caught:
        join_all(file, [one.path, two.path], current())
    assert [len(each.unsettled) for each in caught.value.results] == [0, 1]
    assert (file.read(), list(file.revisions())) == before
    join_all(file, [one.path, two.path], current(), dry_run=True, on_conflict="keep-theirs")
    assert (file.read(), list(file.revisions())) == before
    join_all(file, [one.path, two.path], current(), on_conflict="keep-theirs")
    assert said(file, "practice", "title") == "Two"
    assert join_all(file, [one.path, two.path], current())[0].plan.is_new is False
    assert [each.name for each in file.restore_points()] == ["one.pledgebook", "two.pledgebook"]


def test_the_command_joins_and_says_what_waits(file: SubmissionFile, copy: Copy) -> None:
    one = copy("one")
    say(file, "practice", "title", "Ours")
    say(one, "practice", "title", "Theirs", "Otieno")
    say(one, "gap", "cause", "Nobody was trained")
    one.close()
    file.close()
    names = ["join", str(file.path), str(one.path)]
    stopped = CliRunner().invoke(main, [*names, "--json"])
    assert stopped.exit_code == 1
    told = json.loads(stopped.stdout)
    assert told["joined"] is False
    (conflict,) = told["contributions"][0]["conflicts"]
    assert (conflict["ours"]["value"], conflict["theirs"]["value"], conflict["theirs"]["by"]) == (
        "Ours",
        "Theirs",
        "Otieno",
    )
    tried = CliRunner().invoke(main, [*names, "--dry-run", "--on-conflict", "keep-theirs"])
    assert (tried.exit_code, "would be joined" in tried.stdout) == (0, True)
    done = CliRunner().invoke(main, [*names, "--on-conflict", "keep-theirs"])
    assert done.exit_code == 0, done.output
    assert CliRunner().invoke(main, [*names]).stdout.strip().endswith("contains nothing new.")
    again = SubmissionFile.open(file.path, now=Clock(2026))
    assert (said(again, "practice", "title"), said(again, "gap", "cause")) == ("Theirs", "Nobody was trained")
    again.close()
    refused = CliRunner().invoke(main, ["join", str(file.path), str(file.path)])
    assert refused.exit_code == 2


def test_a_copy_can_keep_back_more_and_include_nothing_again(file: SubmissionFile, copy: Copy) -> None:
    (practice,) = file.read().of_kind("practice")
    (gap,) = file.read().of_kind("gap")
    for field in ("summary", "title"):
        keep_back_field(file, current(), practice, field)
    keep_back_entry(file, current(), gap)
    there, altered = copy("there"), copy("altered")
    keep_back_field(there, current(), practice, "title", kept=False)
    keep_back_field(there, current(), practice, "start")
    keep_back_entry(there, current(), gap, kept=False)
    with altered.transaction("edit", "Release", "Otieno") as unit:
        for each in altered.read().of_kind(KEPT_BACK):
            unit.remove(each.id)
    for each in (there, altered):
        assert not bring_home(file, each)[0].conflicts
    kept = kept_back(file.read())
    assert kept.of(practice.id) == {"summary", "title", "start"}
    assert kept.whole == {gap.id}
    assert told(file) == values_of(file)


def test_a_copy_rewrites_no_line_of_the_ledger(file: SubmissionFile, copy: Copy, tmp_path: Path) -> None:
    for name in ("one", "two"):
        hand_out(file, current(), [Wanted(name, tmp_path / f"{name} out.pledgebook")])
    there = copy("there")
    one, two = in_order(there.of_kind(HANDED_OUT))
    with there.transaction("edit", "Rewrite", "Otieno") as unit:
        unit.set(one.id, "to", "Nobody")
        unit.set(one.id, "mark", "0" * 64)
        unit.set(one.id, "back", "2026-03-01T08:00:00Z")
        unit.remove(two.id)
    hand_out(there, current(), [Wanted("three", tmp_path / "three out.pledgebook")])
    bring_home(file, there)
    lines = {each.to: each.back for each in in_order(file.of_kind(HANDED_OUT))}
    assert lines == {"one": "2026-03-01T08:00:00Z", "two": "", "three": ""}
    assert not file.read().entries[one.id].text("mark")
    assert told(file) == values_of(file)


@pytest.mark.parametrize("count", ["9" * 5000, "999999999", "-1", "½", ""])
def test_a_join_that_says_to_have_brought_what_nobody_can_count(file: SubmissionFile, copy: Copy, count: str) -> None:
    there = copy("there")
    say(there, "practice", "title", "There", "Otieno")
    there.close()
    with closing(sqlite3.connect(there.path)) as database, database:
        database.execute(
            "INSERT INTO revisions (number, id, at, by, type, message, parameters, undoes, copy) "
            "SELECT max(number) + 1, '11111111-1111-4111-8111-111111111111', '', '', 'join', 'Join', ?, '', '' FROM revisions",
            (json.dumps({"name": "x", "received": count}),),
        )
    join_all(file, [there.path], current())
    assert said(file, "practice", "title") == "There"
    assert not preview(file, there.path, current()).is_new
    assert told(file) == values_of(file)
    received = CliRunner().invoke(main, ["--language", "en", "info", str(there.path)])
    assert received.exit_code == 0, received.output


def told(file: SubmissionFile) -> dict[str, object]:
    """Return what the history alone makes of nothing, whoever said it."""
    submission = Submission(file.submission_id)
    for each in effective(file.revisions()):
        submission = submission.after(each)
    return {entry.id: {key: each.value for key, each in answers_of(entry)} for entry in submission.entries.values()}


def values_of(file: SubmissionFile) -> dict[str, object]:
    return {entry.id: {key: each.value for key, each in answers_of(entry)} for entry in file.read().entries.values()}


def test_the_preview_shows_no_ballot_that_was_given_unseen(file: SubmissionFile, copy: Copy) -> None:
    health = copy("health")
    with health.transaction("edit", "Rate", "Otieno") as unit:
        unit.add(BALLOT, {"round": "round-1", "envelope": closed("4"), "dissent": "Not so"})
    plan = plan_of(file, health, current())
    lines = lines_of(plan, current(), file.read(), None)
    (line,) = [each for each in lines if each.entry.kind == BALLOT]
    assert line.after == "Dissent: Not so"
