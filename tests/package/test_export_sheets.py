"""A sheet of the export is one descriptor: it is written, told of on the first sheet, and read back by itself."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.package import export_sheets
from desktop.package.cells import MOST_CHARACTERS
from desktop.package.export_sheets.export_sheet import ExportSheet, Source, columns
from desktop.package.readback_workbook import compare_workbook
from desktop.package.sheets import Content, Number, Sheet
from desktop.package.workbook import write_workbook
from desktop.record.entry import Answer, Entry
from desktop.record.submission import Submission
from desktop.record.values import title_of

from .conftest import saved_as

Filled = Callable[..., Submission]


def _partners(source: Source, name: str) -> Sheet | None:
    rows: list[list[Content]] = [
        [kind.key, Number(len(found))]
        for kind in source.catalogue.kinds.values()
        if (found := source.submission.of_kind(kind.key))
    ]
    return (
        Sheet(name, "counts_table", columns(("Kind", "text"), ("Number", "figure")), rows, about="Numbers.")
        if rows
        else None
    )


COUNTS = ExportSheet(":counts", "Numbers", _partners)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet more than there is."""
    monkeypatch.setattr(export_sheets, "SHEETS", (*export_sheets.SHEETS, COUNTS))


def differences(submission: Submission, catalogue: Catalogue, workbook: bytes, *, own: bool = True) -> list[str]:
    return compare_workbook(submission, catalogue, workbook, draft=False, own=own).differences


def changed(workbook: bytes, sheet: str, row: int, column: int, value: object) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    book[sheet].cell(row, column).value = value
    return saved_as(book, workbook)


@pytest.mark.usefixtures("counted")
def test_a_sheet_that_is_in_the_list_is_written_told_of_and_read_back(filled: Filled, catalogue: Catalogue) -> None:
    submission = filled(pledge=2)
    workbook = write_workbook(submission, catalogue, language="en", draft=False)
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    assert ("pledge", 2) in book["Numbers"].iter_rows(values_only=True)
    assert ("Numbers", "Numbers.") in book["Read me"].iter_rows(max_col=2, values_only=True)
    assert differences(submission, catalogue, workbook) == []
    (said,) = differences(submission, catalogue, changed(workbook, "Numbers", 2, 2, 99))
    assert "Numbers" in said


def test_a_package_of_another_version_need_not_have_it(
    filled: Filled, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = filled()
    before = write_workbook(submission, catalogue, language="en", draft=False)
    monkeypatch.setattr(export_sheets, "SHEETS", (*export_sheets.SHEETS, COUNTS))
    assert differences(submission, catalogue, before, own=False) == []
    (said,) = differences(submission, catalogue, before)
    assert said == "The workbook has no sheet “Numbers”."


def test_a_sheet_that_is_in_no_list_is_none_of_ours(filled: Filled, catalogue: Catalogue) -> None:
    submission = filled()
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(submission, catalogue, language="en", draft=False)))
    book.create_sheet("Numbers")
    stream = io.BytesIO()
    book.save(stream)
    (said,) = differences(submission, catalogue, stream.getvalue(), own=False)
    assert "does not write" in said


def test_a_part_of_a_long_text_that_belongs_to_no_answer_is_found(filled: Filled, catalogue: Catalogue) -> None:
    submission = filled()
    entry = submission.of_kind("practice")[0]
    long = entry.answered(
        "description", Answer("x" * (MOST_CHARACTERS + 1), entry.answers["title"].at, entry.answers["title"].by)
    )
    submission = replace(submission, entries={**submission.entries, entry.id: long})
    workbook = write_workbook(submission, catalogue, language="en", draft=False)
    assert differences(submission, catalogue, workbook) == []
    rows = len(list(openpyxl.load_workbook(io.BytesIO(workbook))["Long texts"].rows))
    for column, value in enumerate([entry.id, "Practices", "Another column", 1, "said besides"], 1):
        workbook = changed(workbook, "Long texts", rows + 1, column, value)
    (said,) = differences(submission, catalogue, workbook, own=False)
    assert "Another column" in said and "none was given" in said


def test_a_linked_entry_without_a_title_is_named_in_the_cell_and_not_by_its_id_alone(
    filled: Filled, catalogue: Catalogue
) -> None:
    submission = filled()
    gap = Entry("0" * 31 + "9", "gap", answers={"objectives": Answer([4])})
    pledge = submission.of_kind("pledge")[0].answered("gaps", Answer([gap.id]))
    submission = replace(submission, entries={**submission.entries, gap.id: gap, pledge.id: pledge})
    workbook = write_workbook(submission, catalogue, language="en", draft=False)
    said = [str(cell.value) for sheet in openpyxl.load_workbook(io.BytesIO(workbook)) for row in sheet for cell in row]
    assert f"{gap.id[:8]} {title_of(gap, catalogue)}" in said
    assert differences(submission, catalogue, workbook) == []
