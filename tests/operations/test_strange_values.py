"""Whatever value stands in whichever field: nothing stops, no reason is wrong, and what leaves can be verified."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.text_sanitizing import is_blank
from desktop.operations.back_to import Scope, go_back, moment_of_point, preview
from desktop.operations.brief import save_brief
from desktop.operations.check import check
from desktop.operations.clock import now
from desktop.operations.export import export
from desktop.operations.forms_in_use import forms_of
from desktop.operations.hand_out import Wanted, hand_out
from desktop.operations.inspect import info
from desktop.operations.join import join_all
from desktop.operations.restore import restore
from desktop.operations.review import save_review
from desktop.operations.take_in import look_at
from desktop.operations.verify import verify
from desktop.operations.workbook_out import hand_out_workbook
from desktop.package.contribution_workbook.asked import Asked, kinds_to_choose
from desktop.package.identity import create_identity
from desktop.record.entry import Entry, tidy
from desktop.record.included import lines_included
from desktop.record.joining import LEFT_ALONE
from desktop.record.released_history import History
from desktop.record.submission import Submission
from desktop.store.errors import CannotWrite, Damaged
from desktop.store.file import SubmissionFile
from tests.strange_values import BLANK, IMPOSSIBLE, ODD, write_into, write_through

ALL: Mapping[str, Any] = {**BLANK, **ODD}


def everything(file: SubmissionFile, folder: Path, history: History) -> None:
    """Do all that makes something of a file, and a draft with a history; none of it may fail."""
    catalogue, found = forms_of(file), file.read()
    checked = check(found, catalogue)
    assert all(each.text for each in checked.findings)
    info(found, catalogue)
    assert list(lines_included(found, catalogue, file.revisions(), signed=False))
    for name in ("review.docx", "review.pdf"):
        save_review(file, catalogue, folder / name)
    for name in ("brief.docx", "brief.pptx"):
        save_brief(file, catalogue, folder / name)
    made = export(file, catalogue, folder / "out", identity=None, at=now(), draft=True, history=history)
    assert verify(made.path).is_draft
    restored = folder / "again.pledgebook"
    restore(made.path, restored)
    hand_out(file, catalogue, [Wanted("Health", folder / "health.pledgebook", (3,))])
    asked = Asked("Health", kinds=tuple(kind.key for kind in kinds_to_choose(catalogue)))
    hand_out_workbook(file, catalogue, folder / "book.xlsx", asked)
    assert not look_at(file, catalogue, folder / "book.xlsx").plan.is_new
    file.copy_to(folder / "copy.pledgebook")


def is_told(value: object) -> bool:
    """Whether a value says something, down to the last text of it."""
    items = value if isinstance(value, list) else [value]
    texts = [text for item in items for text in (item.values() if isinstance(item, dict) else [item])]
    return bool(texts) and not any(isinstance(text, str) and is_blank(text) for text in texts)


def kept(entry: Entry) -> dict[str, object]:
    """Return the answers of an entry as the program writes them."""
    return {key: tidy(answer.value) for key, answer in entry.answers.items()}


def values_in(submission: Submission) -> list[object]:
    return [answer.value for entry in submission.entries.values() for answer in entry.answers.values()]


@pytest.fixture
def strange(submission_path: Path, catalogue: Catalogue) -> Path:
    """A file into which somebody else wrote every value, with a history that tells of it."""
    write_into(submission_path, catalogue, ALL, with_history=True)
    return submission_path


def test_a_file_that_holds_anything_is_of_use(strange: Path, tmp_path: Path) -> None:
    with closing(SubmissionFile.open(strange, now=now)) as file:
        assert all(map(is_told, values_in(file.read())))
        assert len(values_in(file.read())) > 5_000
        everything(file, tmp_path, "whole")


def test_what_code_writes_is_of_use(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    write_through(submission, catalogue, ALL.values())
    assert all(map(is_told, values_in(submission.read())))
    everything(submission, tmp_path, "none")


def test_what_a_copy_brings_home_is_of_use(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    copy = tmp_path / "their copy.pledgebook"
    submission.copy_to(copy)
    write_into(copy, catalogue, ALL, with_history=True)
    (result,) = join_all(submission, [copy], catalogue)
    assert result.revision is not None
    assert all(map(is_told, values_in(submission.read())))
    with closing(SubmissionFile.open(copy, now=now)) as file:
        theirs = {each.id for each in file.read().entries.values() if each.kind not in LEFT_ALONE}
    assert theirs <= submission.read().entries.keys()
    everything(submission, tmp_path, "released")
    assert submission.undo("") is not None


@pytest.mark.parametrize("value", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_no_answer_can_be_is_refused_and_nothing_of_it_is_lost(
    value: Any, submission: SubmissionFile, catalogue: Catalogue
) -> None:
    before = submission.read()
    for kind in catalogue.kinds.values():
        if kind.bound is None:
            with pytest.raises(CannotWrite), submission.transaction("edit", "Edit", "") as unit:
                unit.add(kind.key, {field.key: value for field in kind.fields})
    assert submission.read() == before
    submission.close()
    write_into(submission.path, catalogue, {"": value})
    with pytest.raises(Damaged):
        SubmissionFile.open(submission.path, now=now)


def test_going_back_brings_any_value_again(strange: Path, catalogue: Catalogue) -> None:
    with closing(SubmissionFile.open(strange, now=now)) as file:
        before = file.read()
        point = file.mark("As it came", "manual", "A")
        with file.transaction("edit", "Edit", "A") as unit:
            for entry in before.entries.values():
                if entry.kind != "submission":
                    for field in entry.answers:
                        unit.set(entry.id, field, "another")
        practice = next(each for each in before.of_kind("practice") if each.text("title"))
        for scope in (Scope(entry_id=practice.id, field="title"), Scope(entry_id=practice.id), Scope(3), Scope()):
            different = preview(file, file.read(), moment_of_point(point), scope)
            assert go_back(file, catalogue, different, moment_of_point(point), scope) is not None
        assert preview(file, file.read(), moment_of_point(point)).differences == ()
        assert {each.id: kept(each) for each in before.entries.values()} == {
            each.id: kept(each) for each in file.read().entries.values()
        }
        while file.undo("") is not None:
            assert all(map(is_told, values_in(file.read())))


def test_what_the_check_lets_through_is_signed_and_holds(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    write_through(submission, catalogue, ALL.values())
    while blocking := check(submission.read(), catalogue).of("blocks"):
        with submission.transaction("edit", "Edit", "") as unit:
            for each in blocking:
                if each.kind == "submission":
                    unit.set(unit.ensure("submission", ""), each.field, [4] if each.field == "covers" else "x")
                elif unit.has(each.entry_id) and each.rule == "limit":
                    unit.set(each.entry_id, each.field, None)
                elif unit.has(each.entry_id):
                    unit.remove(each.entry_id)
    assert len(values_in(submission.read())) > 500
    identity = create_identity("Ministry A", "KE", "a passphrase for tests", now())
    made = export(submission, catalogue, tmp_path / "out", identity=identity, at=now(), history="whole")
    found = verify(made.path)
    assert found.sound, found.summary
    assert restore(made.path, tmp_path / "again.pledgebook")
