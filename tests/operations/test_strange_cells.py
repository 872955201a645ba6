"""Whatever somebody types into whichever column of a workbook: it is taken, or refused with the name of its cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.check import check
from desktop.operations.clock import now
from desktop.operations.export import export
from desktop.operations.returned.returned_findings import CannotTakeIn
from desktop.operations.take_in import look_at, take_in
from desktop.operations.verify import verify
from desktop.operations.workbook_out import hand_out_workbook
from desktop.package.contribution_workbook.asked import Asked, kinds_to_choose
from desktop.record.entry import tidy
from desktop.store.file import SubmissionFile
from tests.strange_values import PILE

CELLS: dict[str, Any] = {
    "a text": "x",
    "spaces": "   ",
    "a no-break space": "\u00a0",
    "a space without width": "\u200b",
    "items of nothing": "; ;\n;",
    "an item and nothing": "x; ;\n",
    "lines": "\n\na\n\n\nb\n",
    "a pile": PILE,
    "a pile among items": f"x; {PILE}",
    "an accent by itself": "e\u0301",
    "signs that turn": "\u202ex",
    "an escape": "_x0000_ _x0041_",
    "as long as a page": "w " * 1_500,
    "yes": True,
    "no": False,
    "nothing": 0,
    "less than nothing": -1,
    "a number": 13,
    "decimals": 13.5,
    "a large number": 10**15,
    "a larger one": 1e300,
    "a tiny one": 1e-300,
    "numbers": "3; 13",
    "numbers that are none": "²; ٣; -1; 99",
    "a day": date(2026, 3, 2),
    "a moment": datetime(2026, 3, 2, 14, 5, 7),
    "a time": time(14, 5),
    "how long": timedelta(days=3, hours=5),
    "the first day": date(1900, 1, 1),
    "the last day": date(9999, 12, 31),
    "a formula": "=1+1",
    "a mistake": "#N/A",
    "an identifier": "00000000-0000-4000-8000-000000000000",
}


def open_cells(book: Workbook) -> list[Cell]:
    """Return the cells that may be filled in, row by row of each sheet."""
    return [
        cell
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows(min_row=3)
        for cell in row
        if isinstance(cell, Cell) and not cell.protection.locked
    ]


@pytest.fixture
def book(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> Path:
    """A workbook of every kind that there is."""
    path = tmp_path / "book.xlsx"
    hand_out_workbook(
        submission, catalogue, path, Asked("Health", kinds=tuple(each.key for each in kinds_to_choose(catalogue)))
    )
    return path


def half(which: int) -> list[Any]:
    """Return every other content: a sheet has rows for so many."""
    return list(CELLS.values())[which::2]


@pytest.mark.parametrize("contents", [half(0), half(1)], ids=["even", "odd"])
def test_whatever_is_typed_is_taken_or_refused_by_its_cell(
    contents: list[Any], book: Path, submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    filled = load_workbook(book)
    cells = open_cells(filled)
    assert len(cells) > 1_000
    rows: dict[str, dict[int, None]] = {}
    for cell in cells:  # a row of each sheet has one content in every column
        told = rows.setdefault(cell.parent.title, {})
        told[cell.row] = None
        if len(told) <= len(contents):
            cell.value = contents[len(told) - 1]
    assert all(len(each) >= min(len(contents), 3) for each in rows.values())
    filled.save(book)
    coming = look_at(submission, catalogue, book)
    errors = coming.returned.findings.errors
    if errors:
        with pytest.raises(CannotTakeIn):
            take_in(submission, catalogue, coming)
        for each in errors:
            assert each.place.address and each.text
            filled[each.place.sheet][each.place.address].value = None
        filled.save(book)
        coming = look_at(submission, catalogue, book)
    assert coming.returned.is_sound, [each.said() for each in coming.returned.findings.errors]
    take_in(submission, catalogue, coming, by="A")
    found = submission.read()
    for entry in found.entries.values():
        for answer in entry.answers.values():
            assert tidy(answer.value) == answer.value
    assert all(each.text for each in check(found, catalogue).findings)
    made = export(submission, catalogue, tmp_path / "out", identity=None, at=now(), draft=True, history="whole")
    assert verify(made.path).is_draft
    assert not look_at(submission, catalogue, book).plan.outcomes
