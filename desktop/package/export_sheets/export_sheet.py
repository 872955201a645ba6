"""What a sheet of the workbook says of itself: its name, what stands in it, and how it is read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.catalogue.catalogue import Catalogue
from desktop.package.cells import beginning
from desktop.package.sheets import Column, LongTexts, Sheet, Sort, unique
from desktop.record.submission import Submission

if TYPE_CHECKING:
    from desktop.package.readback_workbook import WorkbookReader

Rows = list[list[Any]]
"""The cells of a sheet as a library reads them."""


@dataclass(frozen=True)
class Source:
    """What sheets are made from.

    Args:
        submission: what is included in the package.
        draft: whether nobody signs it; what is kept for signing has no column then.
        names: key of a sheet to its name, see `sheet_names`.
        long: takes the texts that no cell can hold.
    """

    submission: Submission
    catalogue: Catalogue
    draft: bool
    names: Mapping[str, str]
    long: LongTexts


@dataclass(frozen=True)
class ExportSheet:
    """One sheet. Whoever writes the workbook and whoever reads it back ask nothing else.

    Args:
        key: that of a kind of entry, or a name that begins with a colon.
        title: English; it is translated where the workbook is written.
        build: makes the sheet under its name; None when there is nothing to put into it.
        compare: holds the rows that were read, None where there is no such sheet, against what must stand there. What is
            only reckoned or told, and answers nothing, is held cell by cell against the sheet made anew.
    """

    key: str
    title: str
    build: Callable[[Source, str], Sheet | None]
    compare: Callable[[WorkbookReader, ExportSheet, Rows | None], None] | None = None

    def made(self, source: Source, name: str) -> Sheet | None:
        """Return the sheet under its name, None when there is nothing to put into it.

        What people wrote stands whole in the sheets that hold answers. Another one that quotes it has what fits into a cell.
        """
        sheet = self.build(source, name)
        if sheet is not None and self.compare is None:
            for row in sheet.rows:
                row[:] = [beginning(cell) if isinstance(cell, str) else cell for cell in row]
        return sheet


def columns(*headed: tuple[str, Sort]) -> tuple[Column, ...]:
    """Return columns with these headers, numbered where two are the same."""
    headers = unique(header for header, _sort in headed)
    return tuple(Column(header, sort) for header, (_header, sort) in zip(headers, headed, strict=True))
