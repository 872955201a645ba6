"""Read the workbook back with another library than wrote it, and hold every cell against the submission."""

from __future__ import annotations

import io
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind
from desktop.i18n.lists import separated
from desktop.i18n.translation import gettext as _
from desktop.package import container_paths, readback_charts, readback_formulas, sheets, workbook_reading
from desktop.package.export_sheets import FRONT, charts, export_sheets, formulas, long_texts, sheet_names
from desktop.package.export_sheets.export_sheet import ExportSheet, Rows, Source
from desktop.package.readback_result import Comparison
from desktop.package.sheet_charts import SheetChart
from desktop.record.entry import Entry, Value, to_json
from desktop.record.submission import Submission
from desktop.record.values import display, is_of_type


def compare_workbook(
    submission: Submission, catalogue: Catalogue, content: bytes, *, draft: bool, own: bool = False
) -> Comparison:
    """Compare a workbook with the submission: each entry once, each answer whole, and nothing besides.

    Args:
        own: whether this program has just written it. Another version may reckon otherwise, say it in other words, or
            know other sheets besides those with answers.
    """
    compared = Comparison()
    found = sheets_of(content)
    if found is None:
        compared.differences.append(_("The workbook cannot be read back for checking."))
        return compared
    names = sheet_names(catalogue)
    for name in found.keys() - set(names.values()):
        compared.differences.append(
            _("The workbook has a sheet “{sheet}” that Pledgebook does not write.").format(sheet=name)
        )
    long = long_texts_of(found.get(names[long_texts.SHEET.key], []))
    source = Source(submission, catalogue, draft, names, sheets.LongTexts(names[long_texts.SHEET.key]))
    reader = WorkbookReader(source, compared, long)
    for sheet in export_sheets(catalogue):
        rows = found.get(names[sheet.key])
        if sheet.compare is not None:
            sheet.compare(reader, sheet, rows)
        elif own:
            reader.compare_cells(sheet, rows)
    if own:
        reader.compare_charts(content)
        if not compared.differences:
            reader.compare_formulas(content)
    return compared


def sheets_of(content: bytes) -> dict[str, Rows] | None:
    """Return the cells of a workbook by sheet, row and column, None when it cannot be read."""
    from python_calamine import CalamineWorkbook

    try:
        with workbook_reading.reading():
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except workbook_reading.UnreadableWorkbookError:
        return None


def long_texts_of(rows: Rows) -> dict[tuple[str, str, str], str]:
    """Return the texts that were too long for their cells, by entry, sheet and header."""
    parts: dict[tuple[str, str, str], list[tuple[float, str]]] = defaultdict(list)
    for row in rows[1:]:
        if len(row) >= 5 and isinstance(row[3], int | float):
            parts[str(row[0]), str(row[1]), str(row[2])].append((row[3], str(row[4])))
    return {place: "".join(text for _number, text in sorted(each)) for place, each in parts.items()}


class WorkbookReader:
    """Compares the rows of one sheet after the other, and gathers what was found."""

    def __init__(self, source: Source, compared: Comparison, long: dict[tuple[str, str, str], str]) -> None:
        self._source = source
        self._submission = source.submission
        self._catalogue = source.catalogue
        self._draft = source.draft
        self._compared = compared
        self._long = long
        self._told: set[tuple[str, str, str]] = set()
        self._charts: list[SheetChart] = []
        self._made: list[sheets.Sheet] = []
        self._paths = container_paths.attachment_paths(source.submission.attachments.values())

    def compare_cells(self, described: ExportSheet, rows: Rows | None) -> None:
        """Compare a sheet that holds no answers, cell by cell, with what must stand in it."""
        name = self._source.names[described.key]
        made = described.made(self._source, name)
        if made is None:
            if rows is not None:
                self._differs(
                    _("The workbook has a sheet “{sheet}” that Pledgebook does not write.").format(sheet=name)
                )
            return
        if rows is None:
            self._misses(name)
            return
        self._charts += made.charts
        self._made.append(made)
        headers: list[sheets.Content] = [column.header for column in made.columns]
        written = [headers, *(made.rows or [[None] * len(headers)])]
        if [_padded(row, len(headers)) for row in rows] != [[_as_read(cell) for cell in row] for row in written]:
            self._sheet_differs(name)

    def _sheet_differs(self, name: str) -> None:
        place = _("{name} ({place})").format(name=name, place=container_paths.WORKBOOK)
        self._differs(_("{name} does not contain what Pledgebook writes into it.").format(name=place))

    def compare_charts(self, content: bytes) -> None:
        """Compare the charts with those of the sheets that were compared: what they say, and which cells they draw."""
        if readback_charts.charts_of(content) != [readback_charts.expected_of(each) for each in self._charts]:
            self._sheet_differs(self._source.names[charts.SHEET.key])

    def compare_formulas(self, content: bytes) -> None:
        """Compare the formulas of the sheets, each of which is there and as it must be, and see that there are no others."""
        names = {sheet.name: expected for sheet in self._made if (expected := readback_formulas.expected_of(sheet))}
        found = readback_formulas.formulas_of(content)
        agreement = formulas.agreement_of_all(self._made)
        first = [] if found is None or agreement is None else [list(each.values()) for each in found[:1]]
        rest = found if found is None or agreement is None else found[1:]
        wrong = [name for name, each in zip(names, rest or (), strict=False) if each != names[name]]
        if rest is None or len(rest) != len(names) or first != ([] if agreement is None else [[agreement.text]]):
            wrong = [self._source.names[FRONT], *wrong]
        for name in wrong:
            self._sheet_differs(name)

    def compare_submission(self, kind: Kind, described: ExportSheet, rows: Rows | None) -> None:
        """Compare the sheet of the submission itself, which has a row for each field."""
        sheet = self._source.names[described.key]
        if rows is None:
            self._misses(sheet)
            return
        answers = {str(row[0]): row[1] for row in rows[1:] if len(row) > 1}
        columns = sheets.columns_of(kind, self._catalogue, draft=self._draft)
        for entry in self._submission.of_kind(kind.key):
            self._compare_entry(kind, columns, entry, sheet, answers)

    def compare_kind(self, kind: Kind, described: ExportSheet, rows: Rows | None) -> None:
        """Compare a sheet that has a row for each entry."""
        sheet = self._source.names[described.key]
        if rows is None:
            self._misses(sheet)
            return
        if not rows or sheets.ID not in rows[0]:
            self._differs(_("The sheet “{sheet}” has no headers.").format(sheet=sheet))
            return
        headers = [str(header) for header in rows[0]]
        place = headers.index(sheets.ID)
        by_id = {str(row[place]): dict(zip(headers, row, strict=False)) for row in rows[1:] if row[place] != ""}
        for entry_id, count in Counter(str(row[place]) for row in rows[1:] if row[place] != "").items():
            if count > 1:
                self._differs(
                    _("The sheet “{sheet}” has the entry {id} more than once. Number of times: {count}.").format(
                        sheet=sheet, id=entry_id, count=count
                    )
                )
        columns = sheets.columns_of(kind, self._catalogue, draft=self._draft)
        expected = {column.header for column in columns}
        for header in dict.fromkeys(each for each in headers if each and each not in expected):
            self._differs(
                _("The sheet “{sheet}” has a column “{field}” that Pledgebook does not write.").format(
                    sheet=sheet, field=header
                )
            )
        entries = {entry.id: entry for entry in self._submission.of_kind(kind.key)}
        unanswered = {self._submission.bound(kind.key, key).id for key in sheets.bound_rows(kind, self._catalogue)}
        for entry_id in by_id:
            if entry_id not in entries and entry_id not in unanswered:
                self._differs(
                    _("The sheet “{sheet}” has the entry {id}, which is not in the submission.").format(
                        sheet=sheet, id=entry_id
                    )
                )
        for entry_id in unanswered - set(by_id) - set(entries):
            self._differs(_("The sheet “{sheet}” has no row for {id}.").format(sheet=sheet, id=entry_id))
        for entry in entries.values():
            if entry.id not in by_id:
                self._differs(_("The sheet “{sheet}” has no entry {id}.").format(sheet=sheet, id=entry.id))
            else:
                self._compare_entry(kind, columns, entry, sheet, by_id[entry.id])
        for entry_id in unanswered & set(by_id) - set(entries):
            empty = self._submission.bound(kind.key, "")
            self._compare_entry(kind, columns, Entry(entry_id, kind.key, empty.key), sheet, by_id[entry_id])

    def compare_long(self, described: ExportSheet, rows: Rows | None) -> None:
        """Compare the sheet of long texts: each was held against its answer, and no other may stand there."""
        sheet = self._source.names[described.key]
        for entry_id, _sheet, header in self._long.keys() - self._told:
            self._differs(
                _("The sheet “{sheet}” has an answer to “{field}” in the entry {id}, but none was given.").format(
                    sheet=sheet, id=entry_id, field=header
                )
            )

    def compare_other(self, described: ExportSheet, rows: Rows | None) -> None:
        """Compare the sheet of answers that the forms have no field for."""
        sheet = self._source.names[described.key]
        cells = {(str(row[0]), str(row[2])): str(row[3]) for row in (rows or [])[1:]}
        for entry in self._submission.entries.values():
            kind = self._catalogue.kinds.get(entry.kind)
            known = {definition.key for definition in kind.fields} if kind else set()
            for key in entry.answers.keys() - known:
                cell = cells.pop((entry.id, key), None)
                whole = self._whole((entry.id, sheet, f"{entry.kind}.{key}"))
                whole = cell if whole is None else whole
                if whole != picture(to_json(entry.answers[key].value)):
                    self._differs(
                        _("The sheet “{sheet}” does not have the answer to “{field}” in the entry {id}.").format(
                            sheet=sheet, id=entry.id, field=key
                        )
                    )
                self._compared.texts += 1
        for entry_id, key in cells:
            self._differs(
                _("The sheet “{sheet}” has an answer to “{field}” in the entry {id}, but none was given.").format(
                    sheet=sheet, id=entry_id, field=key
                )
            )

    def _whole(self, place: tuple[str, str, str]) -> str | None:
        """Return the text of which a cell holds the beginning, None when the cell holds all."""
        self._told.add(place)
        return self._long.get(place)

    def _misses(self, sheet: str) -> None:
        self._differs(_("The workbook has no sheet “{sheet}”.").format(sheet=sheet))

    def _differs(self, sentence: str) -> None:
        self._compared.differences.append(sentence)

    def _compare_entry(
        self, kind: Kind, columns: Sequence[sheets.Column], entry: Entry, sheet: str, cells: dict[str, Any]
    ) -> None:
        self._compared.entries += 1
        headers = {column.field: column.header for column in columns if column.field}
        definitions = {definition.key: definition for definition in kind.fields}
        for key, answer in entry.answers.items():
            if key not in definitions:
                continue  # stands in the sheet of other answers
            header = headers.get(key, "")
            if header not in cells:
                self._differs(
                    _(
                        "The sheet “{sheet}” has no column for “{field}”, but the entry {id} has an answer to it."
                    ).format(sheet=sheet, field=key, id=entry.id)
                )
                continue
            whole = self._whole((entry.id, sheet, header))
            if not self._same(definitions[key], answer.value, cells[header], whole):
                self._differs(
                    _(
                        "On the sheet “{sheet}”, the answer to “{field}” in the entry {id} is not as it was written."
                    ).format(sheet=sheet, id=entry.id, field=header)
                )
            self._compared.texts += 1
        for key, header in headers.items():
            if key not in entry.answers and cells.get(header, "") != "":
                self._differs(
                    _("The sheet “{sheet}” has an answer to “{field}” in the entry {id}, but none was given.").format(
                        sheet=sheet, id=entry.id, field=header
                    )
                )

    def _same(self, definition: FormField, value: Value, cell: Any, whole: str | None) -> bool:
        text = _text(cell)
        if whole is not None:
            # The cell itself holds the beginning; all parts together are the text.
            if text[:1000] != whole[:1000] or len(text) > 32_767:
                return False
            text = whole
        if not is_of_type(definition, value):
            return text == picture(value if isinstance(value, str) else to_json(value))
        if isinstance(value, bool):
            return text == (_("Yes") if value else _("No"))
        if isinstance(value, int):
            return text == str(value)
        if isinstance(value, str):
            return text in self._readings(definition, value, cell)
        if definition.type == "rows" or any(isinstance(item, dict) for item in value):
            return _in_order(self._row_texts(definition, value), text)
        if definition.type in ("objectives", "principles"):
            return [int(each) for each in re.findall(r"-?\d+", text)] == value
        if definition.type == "links":
            lines = text.split("\n")
            pairs = zip(lines, value, strict=False)
            return len(lines) == len(value) and all(
                line.startswith(picture(" ".join(str(each).split())[:8])) for line, each in pairs
            )
        words = [picture(self._word(definition, str(item))) for item in value]
        return text in (separated(words), "\n".join(words))

    def _readings(self, definition: FormField, value: str, cell: Any) -> set[str]:
        """Return what may stand in a cell for a text."""
        match definition.type:
            case "number":
                try:
                    same = not isinstance(cell, str) and Decimal(str(cell)) == Decimal(value)
                except InvalidOperation:
                    same = False
                return {_text(cell)} if same else {picture(value)}
            case "choice" | "country" | "language":
                return {picture(self._word(definition, value))}
            case "file" if value in self._submission.attachments:
                return {f"{picture(self._submission.attachments[value].name)}\n{self._paths[value]}"}
        return {picture(value)}

    def _word(self, definition: FormField, value: str) -> str:
        for option in definition.options:
            if option.key == value:
                return f"{option.code} {_(option.label)}".strip()
        return value if definition.options else display(definition, value, self._catalogue)

    def _row_texts(self, definition: FormField, rows: Sequence[object]) -> list[str]:
        columns = {column.key: column for column in definition.columns}
        texts = []
        for row in rows:
            if isinstance(row, dict):
                known = [key for key in columns if key in row]
                texts += [self._word_of(columns[key], str(row[key])) for key in known]
                texts += [str(row[key]) for key in sorted(row) if key not in columns]
        return [picture(text) for text in texts if text]

    def _word_of(self, column: FormField, value: str) -> str:
        return self._word(column, value) if column.type in ("choice", "country", "date", "language") else value


def _padded(row: list[Any], columns: int) -> list[Any]:
    """Return a row as it was read; what is empty at its end may be left out."""
    return [*row, *[""] * (columns - len(row))]


def _as_read(content: sheets.Content) -> Any:
    """Return a content as a library reads it out of its cell."""
    if isinstance(content, sheets.Formula):
        return _as_read(content.value)
    if isinstance(content, sheets.Number):
        return float(content.value)
    return picture(content) if isinstance(content, str) else "" if content is None else content


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    return str(cell)


_UNHELD = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""A character that XML cannot hold."""


def picture(text: str) -> str:
    """Return a text with the characters that XML cannot hold as the signs that Unicode has for them."""
    if not _UNHELD.search(text):
        return text  # as nearly every text is, of many thousands
    signs = []
    for character in text:
        code = ord(character)
        if code < 0x20 and character not in "\t\n":
            signs.append(chr(0x2400 + code))
        elif code in (0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF:
            signs.append("\N{REPLACEMENT CHARACTER}")
        else:
            signs.append(character)
    return "".join(signs)


def _in_order(texts: Sequence[str], whole: str) -> bool:
    """Tell whether the texts stand in the whole, each after the one before."""
    place = 0
    for text in texts:
        place = whole.find(text, place)
        if place < 0:
            return False
        place += len(text)
    return True
