"""What stands hidden in the workbook: to whom its cells belong, and what they said when it left.

The answers stand here as they were kept, and are not looked up in the history when the workbook comes back: the file that
it comes home to may be an older copy that has forgotten the revision, or may use other forms by then. So that nobody can
alter what they were, the ledger of the file holds the mark of this record (SHA-256).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.package.contribution_workbook.cell_contents import plain
from desktop.package.contribution_workbook.layout import FormSheet, texts_of
from desktop.package.hidden_text import AlteredRecordError, mark_of, packed, unpacked
from desktop.record.entry import Value
from desktop.record.strict_json import NotJsonError, read_json

SHEET = "pledgebook"
"""The name of the hidden sheet, the same in every language."""

MARK = "pledgebook:"
"""What the hidden cell begins with in which the column of the ids and the row of the field keys meet."""

VERSION = 1
_PIECE = 30_000
"""Characters of the record that stand in one cell."""
_MOST_PIECES = 4_000


class NewerRecordError(ValueError):
    """A newer version of the program wrote the workbook."""


@dataclass(frozen=True)
class SheetRecord:
    """What is known of one sheet, see `FormSheet`.

    Args:
        said: headings of the locked columns.
        columns: field key to heading.
        rows: id to what is known of each row that said something.
        spares: id of each empty row to what names it.
    """

    key: str
    kind: str
    rows_of: str
    name: str
    said: tuple[str, ...]
    columns: Mapping[str, str]
    rows: Mapping[str, RowRecord]
    spares: Mapping[str, str]


@dataclass(frozen=True)
class RowRecord:
    """What a row said: its name in the first locked column, the texts of its cells, its answers, and what is locked."""

    said: str
    cells: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    closed: tuple[str, ...] = ()


@dataclass(frozen=True)
class HiddenRecord:
    """The whole record.

    Args:
        workbook: UUID of this workbook.
        submission: UUID of the submission.
        revision: the id of the last revision of the file when the workbook left it.
        language: that the workbook is in, ISO 639-1.
        to: who fills it in.
    """

    workbook: str
    submission: str
    revision: str
    language: str
    to: str
    sheets: tuple[SheetRecord, ...] = ()


def record_of(sheets: Iterable[FormSheet]) -> tuple[SheetRecord, ...]:
    """Return what is known of the sheets that are about to be written."""
    found = []
    for sheet in sheets:
        rows: dict[str, RowRecord] = {}
        spares: dict[str, str] = {}
        for row in sheet.rows:
            if row.new:
                spares[row.id] = plain(row.said[0])
            else:
                rows[row.id] = RowRecord(plain(row.said[0]), texts_of(row), row.values, tuple(sorted(row.closed)))
        said = tuple(each.header for each in sheet.said)
        columns = {each.key: heading for each, heading in sheet.columns}
        found.append(SheetRecord(sheet.key, sheet.kind, sheet.rows_of, sheet.name, said, columns, rows, spares))
    return tuple(found)


def to_text(record: HiddenRecord) -> str:
    """Return the record as canonical JSON."""
    data = {
        "format": VERSION,
        "workbook": record.workbook,
        "submission": record.submission,
        "revision": record.revision,
        "language": record.language,
        "to": record.to,
        "sheets": [
            {
                "kind": sheet.kind,
                "rows_of": sheet.rows_of,
                "name": sheet.name,
                "said": list(sheet.said),
                "columns": [list(pair) for pair in sheet.columns.items()],
                "rows": {key: _row_to_data(row) for key, row in sheet.rows.items()},
                "spares": dict(sheet.spares),
            }
            for sheet in record.sheets
        ],
    }
    return json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _row_to_data(row: RowRecord) -> dict[str, Any]:
    # A text that its cell says as it is kept is written once.
    cells = {key: text for key, text in row.cells.items() if row.values.get(key) != text}
    data = {"n": row.said, "v": dict(row.values), "c": cells, "x": list(row.closed)}
    return {key: each for key, each in data.items() if each}


def pieces(text: str) -> list[str]:
    """Return the cells of the hidden sheet, one below the other: what it is, the mark, the record in pieces."""
    whole = packed(text)
    parts = [whole[start : start + _PIECE] for start in range(0, len(whole), _PIECE)]
    return [f"{MARK}{VERSION}", mark_of(text), *parts]


def from_pieces(found: list[str]) -> tuple[HiddenRecord, str]:
    """Return the record that the cells of the hidden sheet hold, and its mark.

    Raises:
        AlteredRecordError: it is not as it was written.
        NewerRecordError: another version of the program is needed.
    """
    if found and found[0].startswith(MARK) and found[0] != f"{MARK}{VERSION}":
        raise NewerRecordError(found[0])
    if len(found) < 3 or len(found) > _MOST_PIECES or not found[0].startswith(MARK):
        raise AlteredRecordError("no record")
    text = unpacked("".join(found[2:]))
    if mark_of(text) != found[1]:
        raise AlteredRecordError("another mark")
    try:
        return _from_data(read_json(text.encode())[0]), found[1]
    except (NotJsonError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise AlteredRecordError("another form") from error


def _from_data(data: Any) -> HiddenRecord:
    sheets = []
    for each in data["sheets"]:
        key = f"{each['kind']}.{each['rows_of']}" if each["rows_of"] else each["kind"]
        rows = {row_id: _row_from_data(row) for row_id, row in each["rows"].items()}
        columns = {str(field): str(heading) for field, heading in each["columns"]}
        said = tuple(map(str, each["said"]))
        spares = {str(row_id): str(name) for row_id, name in each["spares"].items()}
        sheets.append(SheetRecord(key, each["kind"], each["rows_of"], each["name"], said, columns, rows, spares))
    texts = {key: str(data[key]) for key in ("workbook", "submission", "revision", "language", "to")}
    return HiddenRecord(**texts, sheets=tuple(sheets))


def _row_from_data(data: Any) -> RowRecord:
    values = data.get("v", {})
    cells = {key: value for key, value in values.items() if isinstance(value, str)} | data.get("c", {})
    return RowRecord(data.get("n", ""), cells, values, tuple(data.get("x", ())))
