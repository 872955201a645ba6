"""A stranger's copy may hold answers on objectives and principles that there are not: nothing stops, nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.brief import save_brief
from desktop.operations.check import check
from desktop.operations.clock import now
from desktop.operations.export import export
from desktop.operations.hand_out import Wanted, hand_out
from desktop.operations.inspect import info
from desktop.operations.restore import restore
from desktop.operations.review import save_review
from desktop.record.entry_index import main_objectives
from desktop.record.included import lines_included
from desktop.store.file import SubmissionFile
from tests.strange_keys import write_strange


@pytest.fixture
def strange(submission: SubmissionFile, catalogue: Catalogue) -> SubmissionFile:
    write_strange(submission, catalogue)
    return submission


def test_every_document_is_written(strange: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    found = strange.read()
    check(found, catalogue)
    info(found, catalogue)
    assert list(lines_included(found, catalogue, strange.revisions(), signed=False))
    save_review(strange, catalogue, tmp_path / "review.docx")
    save_brief(strange, catalogue, tmp_path / "brief.docx")
    copies, _revision = hand_out(strange, catalogue, [Wanted("Health", tmp_path / "health.pledgebook", (3,))])
    assert copies
    made = export(strange, catalogue, tmp_path / "out", identity=None, at=now(), draft=True)
    restored = restore(made.path, tmp_path / "again.pledgebook")
    assert restored


def test_nothing_of_it_is_taken_for_an_objective(strange: SubmissionFile) -> None:
    named = {number for each in strange.read().of_kind("assessment") for number in main_objectives(each)}
    assert named == {24}
