"""An answer, an entry, an objective or the whole file goes back to a moment, and undo takes that back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.forms_reader import current
from desktop.errors import UserError
from desktop.operations.back_to import (
    WHOLE,
    Ambiguous,
    Moment,
    Scope,
    go_back,
    moment_after,
    moment_of,
    preview,
)
from desktop.operations.restore_points import mark
from desktop.record.entry import Entry, Value
from desktop.record.history import Message
from desktop.record.history_labels import HistoryLabels
from desktop.record.internal_kinds import COMMENT, INTERNAL_KINDS
from desktop.record.past import submission_at
from desktop.record.reasons import reason_of
from desktop.record.restore_points import said
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile
from tests.joining import bring_home
from tests.operations.test_join_laws import EXAMPLES
from tests.store.conftest import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def file(tmp_path: Path, clock: Clock) -> SubmissionFile:
    return SubmissionFile.create(
        tmp_path / "kenya.pledgebook", answers={"country": "KE"}, by="", message=Message("Create"), now=clock
    )


def do(file: SubmissionFile, entry_id: str = "", kind: str = "practice", **answers: Value | None) -> str:
    """Add an entry, or answer some fields of one; returns its id."""
    with file.transaction("edit", "Edit", "Desk officer A") as unit:
        made = entry_id or unit.add(kind, {})
        for field, value in answers.items():
            unit.set(made, field, value)
    return made


def remove(file: SubmissionFile, entry_id: str) -> None:
    with file.transaction("edit", "Remove", "Desk officer B") as unit:
        unit.remove(entry_id)


def here(file: SubmissionFile) -> Moment:
    return moment_after(file.history(limit=1)[0])


def words(submission: Submission) -> dict[str, dict[str, Value]]:
    return {
        entry.id: {"kind": entry.kind, "order": entry.order}
        | {key: each.value for key, each in entry.answers.items()}
        | {key + "~": each.value for key, each in entry.typed.items()}
        for entry in submission.entries.values()
    }


def back(file: SubmissionFile, catalogue: Catalogue, moment: Moment, scope: Scope = WHOLE) -> None:
    go_back(file, catalogue, preview(file, file.read(), moment, scope), moment, scope, by="Coordinator")


def test_the_whole_file_goes_back_and_undo_brings_it_forward(file: SubmissionFile, catalogue: Catalogue) -> None:
    kept, changed, gone = (do(file, title=title) for title in ("Kept", "Changed", "Gone"))
    moment, then = here(file), words(file.read())
    do(file, changed, title="Another", summary="More")
    remove(file, gone)
    added = do(file, kind="gap", title="Added")
    now = words(file.read())
    different = preview(file, file.read(), moment)
    assert [different.count(way) for way in ("added", "changed", "removed")] == [1, 1, 1]
    assert {each.entry.id: each.way for each in different.differences} == {
        changed: "changed",
        gone: "added",
        added: "removed",
    }
    assert words(file.read()) == now, "a preview changes nothing"
    before = len(list(file.revisions()))
    done = go_back(file, catalogue, different, moment, by="Coordinator")
    assert done is not None and (done.type, done.by) == ("restore", "Coordinator")
    assert len(list(file.revisions())) == before + 1, "one revision"
    assert words(file.read()) == then
    assert kept in file.read().entries
    assert HistoryLabels(catalogue).said(done.message) == f"Go back to {moment.name}"
    file.undo("")
    assert words(file.read()) == now
    file.redo("")
    assert words(file.read()) == then


def test_before_the_whole_goes_back_its_moment_gets_a_name(file: SubmissionFile, catalogue: Catalogue) -> None:
    practice = do(file, title="One")
    moment = here(file)
    do(file, practice, title="Two")
    last = here(file)
    back(file, catalogue, moment)
    (point,) = file.restore_points()
    assert (point.after, point.by) == (last.after, "Coordinator")
    assert said(point) == f"Before going back to {moment.name}"
    back(file, catalogue, moment)
    assert len(file.restore_points()) == 1, "nothing was to be changed"


def test_one_answer_goes_back_and_nothing_else(file: SubmissionFile, catalogue: Catalogue) -> None:
    practice = do(file, title="One", summary="One for all")
    moment = here(file)
    do(file, practice, title="Two", summary=None)
    back(file, catalogue, moment, Scope(entry_id=practice, field="summary"))
    entry = file.read().entries[practice]
    assert (entry.text("title"), entry.text("summary")) == ("Two", "One for all")
    assert entry.answers["summary"].by == "Coordinator"
    assert HistoryLabels(catalogue).said(file.history(limit=1)[0].message).startswith("Restore “")
    assert file.restore_points() == [], "one answer is looked up in its history"


def test_what_was_typed_beside_an_answer_goes_back_with_it(file: SubmissionFile, catalogue: Catalogue) -> None:
    practice = do(file, **{"title": "One", "start~": "spring"})
    moment = here(file)
    do(file, practice, start="2026")
    assert file.read().entries[practice].typed == {}
    back(file, catalogue, moment, Scope(entry_id=practice, field="start"))
    entry = file.read().entries[practice]
    assert (entry.value("start"), entry.typed["start"].value) == (None, "spring")


def test_a_removed_entry_comes_back_whole_and_others_stay(file: SubmissionFile, catalogue: Catalogue) -> None:
    practice, other = do(file, title="One", objectives=[3]), do(file, title="Other")
    moment = here(file)
    before = words(file.read())[practice]
    remove(file, practice)
    do(file, other, title="Written since")
    back(file, catalogue, moment, Scope(entry_id=practice))
    assert words(file.read())[practice] == before
    assert file.read().entries[other].text("title") == "Written since"


def test_an_objective_goes_back_with_its_rating_and_what_is_written_for_it(
    file: SubmissionFile, catalogue: Catalogue
) -> None:
    with file.transaction("edit", "Rate", "") as unit:
        rating = unit.ensure("assessment", "7")
        unit.set(rating, "reason", "Early days")
    mine, moved, further, other = (
        do(file, title="Mine", objectives=[7]),
        do(file, title="Moved", objectives=[7, 9]),
        do(file, title="Further", objectives=[8], further_objectives=[7]),
        do(file, title="Other", objectives=[8]),
    )
    moment = here(file)
    for each in (mine, moved, further, other):
        do(file, each, title="Written since")
    do(file, moved, objectives=[9])
    do(file, rating, reason="Late days")
    added = do(file, title="Added", objectives=[7])
    removed_elsewhere = do(file, title="Elsewhere", objectives=[8])
    different = preview(file, file.read(), moment, Scope(objective=7))
    assert [(number, len(found)) for number, found in different.by_objective()] == [(7, 4)]
    back(file, catalogue, moment, Scope(objective=7))
    entries = file.read().entries
    assert [entries[each].text("title") for each in (mine, moved, further, other)] == [
        "Mine",
        "Moved",
        "Written since",
        "Written since",
    ]
    assert entries[moved].numbers("objectives") == [7, 9]
    assert entries[rating].text("reason") == "Early days"
    assert added not in entries
    assert removed_elsewhere in entries
    assert "objective 7" in HistoryLabels(catalogue).said(file.history(limit=1)[0].message).lower() or catalogue.title(
        7
    ) in HistoryLabels(catalogue).said(file.history(limit=1)[0].message)


def test_differences_stand_below_their_objective_those_of_none_last(file: SubmissionFile) -> None:
    moment = here(file)
    do(file, title="None")
    do(file, title="Nine", objectives=[9])
    do(file, title="Two and nine", objectives=[2, 9])
    groups = preview(file, file.read(), moment).by_objective()
    assert [(number, [each.entry.text("title") for each in found]) for number, found in groups] == [
        (2, ["Two and nine"]),
        (9, ["Nine"]),
        (0, ["None"]),
    ]


def test_what_the_team_keeps_for_its_own_work_does_not_go_back(file: SubmissionFile, catalogue: Catalogue) -> None:
    moment = here(file)
    comment, practice = do(file, kind=COMMENT, text="Please check"), do(file, title="One")
    back(file, catalogue, moment)
    assert comment in file.read().entries
    assert practice not in file.read().entries


def test_a_reason_is_kept_with_it(file: SubmissionFile, catalogue: Catalogue) -> None:
    moment = here(file)
    do(file, title="One")
    done = go_back(file, catalogue, preview(file, file.read(), moment), moment, why="The minister\nasked for it")
    assert done is not None
    assert reason_of(file.history(limit=1)[0]) == "The minister asked for it"
    assert done.message.id == "Go back to {moment}"


# Names and times


def test_a_moment_is_named_by_a_point_or_by_a_time(file: SubmissionFile, clock: Clock) -> None:
    first = do(file, title="One")
    mark(file, "Before the workshop")
    named = here(file)
    clock.wait(hours=2)
    do(file, first, title="Two")
    later = here(file)
    assert moment_of(file, "before the WORKSHOP").after == named.after
    assert moment_of(file, "2026-03-02T10:59:00Z").after == named.after
    assert moment_of(file, "2026-03-02T11:00:00+00:00").after == later.after
    assert moment_of(file, clock.now.astimezone().date().isoformat()).after == later.after, "a day as it ended"
    local = (clock.now - timedelta(minutes=1)).astimezone()
    assert moment_of(file, f"{local:%Y-%m-%dT%H:%M}").after == named.after
    assert moment_of(file, f"{clock.now.astimezone():%Y-%m-%d %H:%M}").after == later.after
    for unknown in ("After the workshop", "2026-13-02", "0001-01-01", "9999-12-31T23:59:59-23:59"):
        with pytest.raises(UserError):
            print(moment_of(file, unknown))


def test_a_name_of_two_moments_is_refused_with_both(file: SubmissionFile, clock: Clock) -> None:
    mark(file, "Draft", by="Coordinator")
    do(file, title="One")
    clock.wait(hours=1)
    mark(file, "draft")
    with pytest.raises(Ambiguous) as refused:
        moment_of(file, "Draft")
    first, second = refused.value.details
    assert first.startswith("draft: ") and second.startswith("Draft: ")
    assert "Coordinator" in second
    times = [line.split(": ", 1)[1].split(",")[0] for line in (first, second)]
    assert [moment_of(file, each).after for each in times] == [each.after for each in refused.value.points]


def test_a_moment_whose_revision_the_history_does_not_hold_is_refused(file: SubmissionFile) -> None:
    with pytest.raises(UserError, match="does not go back"):
        preview(file, file.read(), Moment("11111111-1111-4111-8111-111111111111", "Draft"))


def test_a_time_is_one_of_this_computer_whatever_those_of_others_said(
    file: SubmissionFile, tmp_path: Path, clock: Clock
) -> None:
    practice = do(file, title="One")
    file.copy_to(tmp_path / "copy.pledgebook")
    ahead = Clock()
    ahead.now = datetime(2031, 1, 1, tzinfo=UTC)
    copy = SubmissionFile.open(tmp_path / "copy.pledgebook", now=ahead)
    do(copy, practice, summary="From another clock")
    before = here(file)
    clock.wait(hours=1)
    bring_home(file, copy)
    joined = here(file)
    clock.wait(hours=1)
    do(file, practice, title="Two")
    assert moment_of(file, "2026-03-02T09:30:00Z").after == before.after, "what was received came with the joining"
    assert moment_of(file, "2026-03-02T10:30:00Z").after == joined.after
    assert moment_of(file, "2031-01-01").after == here(file).after
    copy.close()


# The laws


def without_internal(submission: Submission) -> Submission:
    return replace(
        submission, entries={key: each for key, each in submission.entries.items() if each.kind not in INTERNAL_KINDS}
    )


def texts(entries: Mapping[str, Entry]) -> dict[str, object]:
    return {
        key: (each.kind, each.key, each.order, dict(each.answers), dict(each.typed)) for key, each in entries.items()
    }


STEPS = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from(
            ["add", "set", "clear", "type", "remove", "bound", "undo", "redo", "receive", "continue", "back"]
        ),
        st.integers(0, 4),
        st.sampled_from(["title", "summary"]),
        st.sampled_from(["one", "two", "three"]),
    ),
    max_size=30,
)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, told=st.booleans())
def test_back_to_a_moment_is_the_file_as_it_was_at_that_moment(
    steps: list[tuple[bool, str, int, str, str]],
    told: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Whatever two copies do, each can be taken back to every moment that it had; with its whole history or without."""
    catalogue, clock = current(), Clock()
    folder = tmp_path_factory.mktemp("copies")
    first = SubmissionFile.create(
        folder / "first.pledgebook", answers={"country": "KE"}, by="", message="Create", now=clock
    )
    do(first, title="There before")
    # Restored from a package, a file may hold entries of which no history tells.
    SubmissionFile.replay(folder / "here.pledgebook", first.read(), first.revisions() if told else (), ())
    first.close()
    here_ = SubmissionFile.open(folder / "here.pledgebook", now=clock)
    here_.copy_to(folder / "there.pledgebook")
    there = SubmissionFile.open(folder / "there.pledgebook", now=clock)
    moments: dict[SubmissionFile, dict[str, Submission]] = {here_: {}, there: {}}
    for is_here, what, number, field, value in steps:
        file, other = (here_, there) if is_here else (there, here_)
        entries = sorted(file.read().entries)
        entry_id = entries[number % len(entries)] if entries else ""
        clock.wait(seconds=1)
        if what == "undo":
            file.undo("Amina")
        elif what == "redo":
            file.redo("Amina")
        elif what == "receive":
            bring_home(file, other, ("ours", "theirs", "both")[number % 3])
        elif what == "back":
            known = sorted(moments[file])
            if known:
                back(file, catalogue, Moment(known[number % len(known)], "then"))
        else:
            last = next(iter(file.history(limit=1)), None)
            continues = last.id if what == "continue" and last else ""
            with file.transaction("edit", f"{what}", "Amina", continues=continues) as unit:
                if what == "add":
                    unit.add("gap", {field: value})
                elif what == "bound":
                    unit.set(unit.ensure("assessment", str(number + 1)), field, value)
                elif entry_id and what == "remove":
                    unit.remove(entry_id)
                elif entry_id and what == "type":
                    unit.set(entry_id, field + "~", value)
                elif entry_id:
                    unit.set(entry_id, field, None if what == "clear" else value)
        held = moments[file]
        ids = [each.id for each in file.revisions()]
        for gone in held.keys() - set(ids):
            del held[gone]  # typed and taken back to the last letter
        if ids:
            held[ids[-1]] = file.read()
    for file, held in moments.items():
        now = file.read()
        for after, then in held.items():
            past = submission_at(now, file.past.entries_at(after, now))
            assert words(past) == words(then)
            if told:
                assert texts(past.entries) == texts(then.entries), "with authors and times"
        for after, then in list(held.items())[:3]:
            back(file, catalogue, Moment(after, "then"))
            # Comments, and all else that the team keeps for its own work, do not go back.
            assert words(without_internal(file.read())) == words(without_internal(then))
        file.undo("")
        file.close()


def test_what_was_joined_is_gone_again_at_the_point_that_was_made_before_it(
    file: SubmissionFile, catalogue: Catalogue, tmp_path: Path, clock: Clock
) -> None:
    practice = do(file, title="One")
    file.copy_to(tmp_path / "health.pledgebook")
    copy = SubmissionFile.open(tmp_path / "health.pledgebook", now=clock)
    do(copy, practice, summary="From the ministry")
    theirs = copy.history(limit=1)[0]
    bring_home(file, copy)
    copy.close()
    assert file.read().entries[practice].text("summary") == "From the ministry"
    (point,) = file.restore_points()
    assert said(point) == "Before joining health.pledgebook"
    assert preview(file, file.read(), moment_after(theirs)).differences == (), "their change came with the join"
    back(file, catalogue, moment_of(file, "before joining health.pledgebook"))
    assert file.read().entries[practice].value("summary") is None
    file.undo("")
    assert file.read().entries[practice].text("summary") == "From the ministry"
