"""To keep back an answer, an entry or a name, and what of it is then in a package."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.operations import comments, edit
from desktop.operations.check import check
from desktop.operations.keep_back import CannotBeKeptBack, keep_back_entry, keep_back_field, keep_back_person
from desktop.record.comments import threads
from desktop.record.completeness import completeness
from desktop.record.entry import Entry
from desktop.record.kept_back import kept_back
from desktop.record.leaving import leaving, personal_data
from desktop.record.release import released
from desktop.record.released_history import history_with, released_revisions
from desktop.store.file import SubmissionFile

SECRET = "SECRET-7f3a"


def add(file: SubmissionFile, catalogue: Catalogue, kind: str, by: str = "Alice", **answers: object) -> Entry:
    """Add an entry and return it."""
    entry_id, _revision = edit.add(file, catalogue, kind, answers, by=by)  # type: ignore[arg-type]
    return file.read().entries[entry_id]


def texts(file: SubmissionFile, catalogue: Catalogue) -> str:
    """Return all that a signed package says, with the whole history."""
    out = released(file.read(), catalogue, signed=True)
    whole = released_revisions(file.revisions(), file.read(), catalogue, signed=True)
    return f"{out.entries} {out.attachments} {whole}"


def test_an_answer_is_kept_back_with_all_of_its_history_and_comes_back_by_undo(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    gap = add(submission, catalogue, "gap", title="Births", description=f"{SECRET} first")
    edit.answer(submission, catalogue, gap, "description", f"{SECRET} second")
    keep_back_field(submission, catalogue, gap, "description")
    assert SECRET not in texts(submission, catalogue)
    assert released(submission.read(), catalogue, signed=True).entries[gap.id].text("title") == "Births"
    assert keep_back_field(submission, catalogue, gap, "description") is None
    edit.undo(submission)
    assert SECRET in texts(submission, catalogue)


def test_what_was_said_while_it_was_kept_back_is_in_no_history(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    gap = add(submission, catalogue, "gap", title="Births", description=SECRET)
    keep_back_field(submission, catalogue, gap, "description")
    edit.answer(submission, catalogue, gap, "description", "To be read by all")
    keep_back_field(submission, catalogue, gap, "description", kept=False)
    assert "To be read by all" in texts(submission, catalogue)
    assert SECRET not in texts(submission, catalogue)


def test_the_text_in_another_language_is_kept_back_with_its_field(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    gap = add(submission, catalogue, "gap", title="Births", title__fr=SECRET)
    assert SECRET in texts(submission, catalogue)
    keep_back_field(submission, catalogue, gap, "title")
    assert SECRET not in texts(submission, catalogue)
    assert "Births" not in texts(submission, catalogue)  # nor in what a revision was called


def test_an_entry_is_kept_back_with_the_links_to_it(submission: SubmissionFile, catalogue: Catalogue) -> None:
    gap = add(submission, catalogue, "gap", title=SECRET)
    pledge = add(submission, catalogue, "pledge", title="Register", gaps=[gap.id])
    keep_back_entry(submission, catalogue, gap)
    out = released(submission.read(), catalogue, signed=True)
    assert gap.id not in out.entries
    assert out.entries[pledge.id].items("gaps") == []
    assert SECRET not in texts(submission, catalogue)
    assert gap.id not in texts(submission, catalogue)
    keep_back_entry(submission, catalogue, gap, kept=False)
    assert gap.id in released(submission.read(), catalogue, signed=True).entries


def test_a_name_is_left_out_as_author(submission: SubmissionFile, catalogue: Catalogue) -> None:
    add(submission, catalogue, "gap", by=SECRET, title="Births")
    add(submission, catalogue, "gap", by="Bob", title="Deaths")
    keep_back_person(submission, SECRET)
    assert SECRET not in texts(submission, catalogue)
    assert "Bob" in texts(submission, catalogue)
    told = leaving(submission.read(), catalogue, signed=True, history=list(submission.revisions()))
    assert not any(each.leaves and SECRET in each.text for each in told)


def test_contact_data_that_are_kept_back_are_told_of_as_such(submission: SubmissionFile, catalogue: Catalogue) -> None:
    pledge = add(submission, catalogue, "pledge", title="Register", contact_name=SECRET)
    assert [each.text for each in personal_data(submission.read(), catalogue)] == [SECRET]
    keep_back_field(submission, catalogue, pledge, "contact_name")
    assert personal_data(submission.read(), catalogue) == []
    lines = [each.text for each in leaving(submission.read(), catalogue, signed=True) if not each.leaves]
    assert "Answers kept back by the team: 1" in lines


def test_the_counts_go_along_with_what_is_kept_back(submission: SubmissionFile, catalogue: Catalogue) -> None:
    gap = add(submission, catalogue, "gap", title="Births")
    comments.write(submission, catalogue, comments.Draft(gap, "title", "Which?"))

    def lines() -> list[str]:
        followed = [each.text for each in leaving(now, catalogue, signed=True)]
        # Counted along, and counted anew.
        assert followed == [each.text for each in leaving(submission.read(), catalogue, signed=True)]
        return followed

    now = submission.read()
    assert "Comments: 1" in lines()
    for done in (
        keep_back_entry(submission, catalogue, gap),
        keep_back_field(submission, catalogue, gap, "title"),
        keep_back_entry(submission, catalogue, gap, kept=False),
        keep_back_person(submission, "Alice"),
    ):
        assert done is not None
        now = now.after(done)
    # Each step was followed; the file stands at the last one.
    assert "Answers kept back by the team: 1" in lines()
    assert "Names left out as authors: 1" in lines()


def test_a_required_answer_that_is_kept_back_is_told_by_the_check(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    gap = add(submission, catalogue, "gap", title="Births", description="Long enough", objectives=[1])
    before = check(submission.read(), catalogue).findings
    keep_back_field(submission, catalogue, gap, "title")
    now = submission.read()
    told = [each for each in check(now, catalogue).findings if each not in before]
    assert [(each.rule, each.weight, each.entry_id, each.field) for each in told] == [
        ("kept_back", "warns", gap.id, "title")
    ]
    after = now.after(keep_back_field(submission, catalogue, gap, "title", kept=False))  # type: ignore[arg-type]
    assert check(after, catalogue).findings == before


def test_a_pledge_that_is_kept_back_is_not_asked_for(submission: SubmissionFile, catalogue: Catalogue) -> None:
    pledge = add(submission, catalogue, "pledge", title="Register")
    now = submission.read()
    assert completeness(now, catalogue).pledges == 1
    now = now.after(keep_back_entry(submission, catalogue, pledge))  # type: ignore[arg-type]
    assert completeness(now, catalogue).pledges == 0
    assert completeness(now, catalogue) == completeness(submission.read(), catalogue)


def test_a_required_answer_that_is_kept_back_is_lacking_for_the_forum(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    pledge = add(submission, catalogue, "pledge", title="Register births", objectives=[4])
    now = submission.read()

    def needed() -> set[str]:
        found = completeness(now, catalogue)
        assert found == completeness(submission.read(), catalogue)  # followed, and looked at anew
        return {each for each in ("Name of the pledge", "Objectives") if each in found.lacks[0].text}

    assert needed() == set()
    now = now.after(keep_back_field(submission, catalogue, pledge, "title"))  # type: ignore[arg-type]
    assert needed() == {"Name of the pledge"}
    now = now.after(keep_back_field(submission, catalogue, pledge, "title", kept=False))  # type: ignore[arg-type]
    assert needed() == set()


def test_what_is_kept_back_reports_on_no_objective(submission: SubmissionFile, catalogue: Catalogue) -> None:
    gap = add(submission, catalogue, "gap", title="Births", objectives=[4])
    rating = submission.read().bound("assessment", "13")
    edit.answer(submission, catalogue, rating, "rating", "early")

    def reported() -> set[int]:
        found = completeness(submission.read(), catalogue)
        return set(found.covers) - set(found.silent)

    assert reported() == {4, 13}
    keep_back_entry(submission, catalogue, gap)
    assert reported() == {13}
    keep_back_field(submission, catalogue, rating, "rating")
    assert reported() == set()


def test_what_no_package_can_be_without_is_not_kept_back(submission: SubmissionFile, catalogue: Catalogue) -> None:
    with pytest.raises(CannotBeKeptBack):
        keep_back_entry(submission, catalogue, submission.read().about)
    with pytest.raises(CannotBeKeptBack):
        keep_back_field(submission, catalogue, Entry("x", "data_pack"), "name")
    assert not kept_back(submission.read()).whole


def test_the_history_of_the_texts_as_released_holds_no_earlier_wording(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    gap = add(submission, catalogue, "gap", title="Births", description=f"{SECRET} wording", internal_note=SECRET)
    edit.answer(submission, catalogue, gap, "description", "As it stands", by="Bob")
    removed = add(submission, catalogue, "gap", by="Carol", title=SECRET)
    edit.remove(submission, catalogue, removed)
    kept = add(submission, catalogue, "gap", by="Dan", title=SECRET)
    keep_back_entry(submission, catalogue, kept)
    found = history_with("released", submission.revisions(), submission.read(), catalogue, signed=True)
    assert SECRET not in repr(found)
    assert removed.id not in repr(found)
    assert kept.id not in repr(found)
    changes = [(each.by, change.field, change.old, change.new) for each in found for change in each.changes]
    assert ("Alice", "title", None, "Births") in changes
    assert ("Bob", "description", None, "As it stands") in changes
    assert {each.type for each in found} == {"create"}
    assert history_with("none", submission.revisions(), submission.read(), catalogue, signed=True) == []


def test_comments_are_written_answered_settled_and_undone(submission: SubmissionFile, catalogue: Catalogue) -> None:
    gap = add(submission, catalogue, "gap", title="Births")
    first, _done = comments.write(
        submission, catalogue, comments.Draft(gap, "title", "Which year?", to_person="Bob"), by="Alice"
    )
    comments.write(submission, catalogue, comments.Draft(gap, "title", "2024", reply_to=first), by="Bob")
    comments.settle(submission, catalogue, first, gap, by="Alice")
    (thread,) = threads(submission.read())
    assert [(each.by, each.text) for each in thread.comments] == [("Alice", "Which year?"), ("Bob", "2024")]
    assert (thread.settled, thread.settled_by) == (True, "Alice")
    edit.undo(submission)
    edit.undo(submission)
    (thread,) = threads(submission.read())
    assert not thread.settled
    assert thread.replies == ()
    edit.undo(submission)
    assert threads(submission.read()) == []


def test_an_empty_comment_is_none(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    gap = add(submission, catalogue, "gap", title="Births")
    assert comments.write(submission, catalogue, comments.Draft(gap, "", "  ")) == ("", None)
    assert threads(submission.read()) == []
