"""Whatever a library meets in a workbook, there is one answer."""

from __future__ import annotations

import pytest

from desktop.operations.import_entries import CannotImport
from desktop.operations.tables.source_options import Opening
from desktop.operations.tables.workbooks import read_workbook
from desktop.package import readback_workbook
from desktop.package.workbook_reading import UnreadableWorkbookError, reading


class PanicException(BaseException):
    """What a library in Rust ends in when it meets what it did not foresee; it is exported by none."""


def _panic(*_given: object) -> None:
    raise PanicException


def test_a_panic_ends_in_an_answer_wherever_a_workbook_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", _panic)
    assert readback_workbook.sheets_of(b"") is None
    with pytest.raises(CannotImport) as caught:
        read_workbook(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Opening())
    assert "damaged" in caught.value.message


def test_what_is_not_of_the_library_passes_through() -> None:
    with pytest.raises(KeyboardInterrupt), reading():
        raise KeyboardInterrupt
    with pytest.raises(UnreadableWorkbookError), reading():
        raise OSError
