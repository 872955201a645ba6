"""A stay in a field is one revision, however often it was written: the last revision is gone on with, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.operations import edit
from desktop.record.entry import Entry
from desktop.record.history import ENTRY_ITSELF, Change
from desktop.record.unaccepted import key_of
from desktop.store.file import SubmissionFile


@pytest.fixture
def gap(submission: SubmissionFile, catalogue: Catalogue) -> Entry:
    entry_id, _revision = edit.add(submission, catalogue, "gap", {"title": "No registrar"}, by="Amina")
    return submission.read().entries[entry_id]


def write(submission: SubmissionFile, catalogue: Catalogue, entry: Entry, text: str | None, **how: str) -> str:
    revision = edit.answer(submission, catalogue, entry, "affected", text, **{"by": "Amina", **how})
    return revision.id if revision else ""


def revisions(submission: SubmissionFile) -> list[str]:
    return [each.id for each in submission.revisions()]


def test_what_goes_on_is_one_revision_from_the_first_to_the_last(
    submission: SubmissionFile, catalogue: Catalogue, gap: Entry
) -> None:
    before = revisions(submission)
    first = write(submission, catalogue, gap, "Chil")
    assert write(submission, catalogue, gap, "Childr", continues=first) == first
    assert write(submission, catalogue, gap, "Children", continues=first) == first
    assert revisions(submission) == [*before, first]
    (revision,) = submission.history(limit=1)
    assert revision.changes == (Change(gap.id, "affected", None, "Children"),)
    submission.undo("")
    assert submission.read().entries[gap.id].value("affected") is None
    submission.redo("")
    assert submission.read().entries[gap.id].value("affected") == "Children"


def test_what_is_handed_back_is_only_what_was_changed_now(submission: SubmissionFile, catalogue: Catalogue) -> None:
    picture = submission.read()
    rating = picture.bound("assessment", "4")
    text = ""
    last = ""
    for letter in "Because":
        text += letter
        revision = edit.answer(submission, catalogue, rating, "reason", text, continues=last)
        assert revision is not None
        last = revision.id
        picture = picture.after(revision)
        assert picture == submission.read()
    (revision,) = submission.history(limit=1)
    assert [each.field for each in revision.changes] == [ENTRY_ITSELF, "reason"]


@pytest.mark.parametrize("other", ["person", "field", "entry", "between"])
def test_something_else_begins_a_revision_of_its_own(
    submission: SubmissionFile, catalogue: Catalogue, gap: Entry, other: str
) -> None:
    first = write(submission, catalogue, gap, "Chil")
    if other == "between":
        edit.add(submission, catalogue, "gap", {"title": "Another"})
    if other == "person":
        second = write(submission, catalogue, gap, "Children", continues=first, by="Otieno")
    elif other == "field":
        revision = edit.answer(submission, catalogue, gap, "lead", "Children", by="Amina", continues=first)
        second = revision.id if revision else ""
    elif other == "entry":
        entry_id, _revision = edit.add(submission, catalogue, "gap", {"title": "Another"}, by="Amina")
        second = write(submission, catalogue, submission.read().entries[entry_id], "Children", continues=first)
    else:
        second = write(submission, catalogue, gap, "Children", continues=first)
    assert second not in ("", first)
    assert len(set(revisions(submission))) == len(revisions(submission))
    assert first in revisions(submission)


def test_a_stay_that_ends_where_it_began_leaves_nothing(
    submission: SubmissionFile, catalogue: Catalogue, gap: Entry
) -> None:
    write(submission, catalogue, gap, "Children", by="Otieno")
    write(submission, catalogue, gap, "Children at sea")
    submission.undo("Amina")
    before, was = revisions(submission), submission.read()
    picture = was
    first = edit.answer(submission, catalogue, gap, "affected", "Childr", by="Amina")
    assert first is not None
    picture = picture.after(first)
    assert submission.can_redo() is None
    last = edit.answer(submission, catalogue, gap, "affected", "Children", by="Amina", continues=first.id)
    assert last is not None
    picture = picture.after(last)
    assert revisions(submission) == before
    assert submission.read() == was == picture, "also who gave the answer, and when"
    assert submission.can_redo(), "nothing was done since"
    submission.redo("")
    assert submission.read().entries[gap.id].text("affected") == "Children at sea"


def test_an_entry_that_was_made_for_the_answer_alone_goes_with_it(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    rating = submission.read().bound("assessment", "4")
    before, was = revisions(submission), submission.read()
    first = edit.answer(submission, catalogue, rating, "reason", "Bec")
    assert first is not None
    last = edit.answer(submission, catalogue, rating, "reason", None, continues=first.id)
    assert last is not None
    assert was.after(first).after(last) == was == submission.read()
    assert revisions(submission) == before


def test_clearing_what_was_never_answered_makes_no_entry(submission: SubmissionFile, catalogue: Catalogue) -> None:
    rating = submission.read().bound("assessment", "4")
    assert edit.answer(submission, catalogue, rating, "reason", None) is None
    assert rating.id not in submission.read().entries


def test_undo_and_redo_are_the_same_after_opening_again(
    submission: SubmissionFile, catalogue: Catalogue, gap: Entry, tmp_path: Path
) -> None:
    first = write(submission, catalogue, gap, "Chil")
    write(submission, catalogue, gap, "Children", continues=first)
    submission.copy_to(tmp_path / "copy.pledgebook")
    from desktop.operations.open_file import open_file

    copy = open_file(tmp_path / "copy.pledgebook")
    while copy.can_undo():
        copy.undo("")
        submission.undo("")
        assert {each.id: each.answers.keys() for each in copy.read().entries.values()} == {
            each.id: each.answers.keys() for each in submission.read().entries.values()
        }
    copy.close()


# What is typed and not accepted


def test_what_is_not_accepted_is_kept_beside_the_answers(submission: SubmissionFile, catalogue: Catalogue) -> None:
    about = submission.read().about
    revision = edit.answer(submission, catalogue, about, "country", None, typed="Atlantis")
    assert revision is not None
    now = submission.read().about
    assert now.value("country") is None
    assert now.typed["country"].value == "Atlantis"
    assert key_of("country") not in now.answers
    assert submission.search("Atlantis") == []
    submission.undo("")
    assert submission.read().about == about or submission.read().about.value("country") == "KE"
    assert submission.read().about.typed == {}
    submission.redo("")
    assert submission.read().about.typed["country"].value == "Atlantis"


def test_a_name_that_is_typed_and_then_chosen_is_one_change(submission: SubmissionFile, catalogue: Catalogue) -> None:
    about = submission.read().about
    first = edit.answer(submission, catalogue, about, "country", None, typed="Sene")
    assert first is not None
    second = edit.answer(submission, catalogue, about, "country", "SN", continues=first.id)
    assert second is not None
    assert second.id == first.id
    (revision,) = submission.history(limit=1)
    assert revision.changes == (Change(about.id, "country", "KE", "SN"),)
    assert submission.read().about.typed == {}


def test_a_new_answer_from_elsewhere_takes_the_place_of_what_was_not_accepted(
    submission: SubmissionFile, catalogue: Catalogue
) -> None:
    about = submission.read().about
    edit.answer(submission, catalogue, about, "country", None, typed="Atlantis")
    with submission.transaction("import", "Import", "") as writing:
        writing.set(about.id, "country", "SN")
    assert submission.read().about.typed == {}
    submission.undo("")
    assert submission.read().about.typed["country"].value == "Atlantis"


def test_an_entry_that_is_removed_comes_back_with_what_was_not_accepted(
    submission: SubmissionFile, catalogue: Catalogue, gap: Entry
) -> None:
    edit.answer(submission, catalogue, gap, "language", None, typed="Elvish")
    was = submission.read().entries[gap.id]
    edit.remove(submission, catalogue, was)
    submission.undo("")
    assert submission.read().entries[gap.id].typed["language"].value == "Elvish"


def test_half_a_letter_is_kept_as_a_mark(submission: SubmissionFile, catalogue: Catalogue, gap: Entry) -> None:
    write(submission, catalogue, gap, "a\ud83dz")
    assert submission.read().entries[gap.id].text("affected") == "a\ufffdz"
