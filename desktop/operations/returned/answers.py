"""The answers of a workbook that came back, compared with what they were when it left."""

from __future__ import annotations

from uuid import UUID, uuid5

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.returned.cells import CellReader
from desktop.operations.returned.places import Matched
from desktop.operations.returned.returned_findings import CellChange, Findings, Place, Remark
from desktop.package.contribution_workbook.cell_contents import plain
from desktop.package.contribution_workbook.hidden_record import HiddenRecord, RowRecord
from desktop.package.contribution_workbook.layout import PART
from desktop.record.entry import Answer, Entry, Value
from desktop.record.history import ENTRY_ITSELF, Change, same
from desktop.record.submission import Submission, entry_row
from desktop.record.value_parsing import to_cell
from desktop.record.values import backwards, display, title_of

_Texts = frozenset[tuple[str, str]]

_ALIKE = 2
"""Cells that two rows must have in common before one is taken for the other."""


class Answers:
    """Compares the cells of all sheets, and gathers what differs into the findings."""

    def __init__(self, record: HiddenRecord, submission: Submission, catalogue: Catalogue, findings: Findings) -> None:
        self._record = record
        self._submission = submission
        self._catalogue = catalogue
        self._findings = findings
        self._reader = CellReader(submission, catalogue)
        self._new: dict[str, dict[str, tuple[Value, Place]]] = {}  # id of an entry to its answers that are other ones
        self._changed: dict[tuple[str, str], tuple[Value | None, Value | None]] = {}
        self._kinds: dict[str, Kind] = {}
        self._keys: dict[str, str] = {}
        self._there = {row_id for sheet in record.sheets if not sheet.rows_of for row_id in sheet.rows}

    def compare(self, sheets: list[Matched]) -> None:
        """Compare all sheets; the findings have all that was found then."""
        for matched in sheets:
            kind = self._catalogue.kinds.get(matched.record.kind)
            if kind is None:
                text = _("The forms in use no longer ask for entries of this kind: {kind}.")
                self._error(Place(matched.grid.name), text.format(kind=one_line(matched.record.kind)))
            elif matched.record.rows_of:
                self._rows(matched, kind)
            else:
                self._entries(matched, kind)
        self._look_at_days()
        self._findings.changes += self._gathered()

    def _error(self, place: Place, text: str) -> None:
        self._findings.errors.append(Remark(place, text))

    def _remark(self, place: Place, text: str) -> None:
        self._findings.remarks.append(Remark(place, text))

    def _field(self, matched: Matched, kind: Kind, key: str, place: Place) -> FormField | None:
        """Return a field of the forms in use; what they have lost since can only stay as it is."""
        fields = kind.fields
        if matched.record.rows_of:
            fields = next((each.columns for each in kind.fields if each.key == matched.record.rows_of), ())
        found = next((each for each in fields if each.key == key), None)
        if found is None:
            name = one_line(matched.record.columns[key], 60)
            self._error(place, _("The forms in use do not ask for “{name}” any more.").format(name=name))
        return found

    def _entries(self, matched: Matched, kind: Kind) -> None:
        record = matched.record
        elsewhere = self._sorted_in_part(matched, kind)
        for row_id, known in record.rows.items():
            if row_id not in matched.rows:
                if row_id not in matched.met:
                    title = self._title(row_id, kind)
                    text = _("The row of “{title}” is missing. The entry stays. To remove it, use the program.")
                    self._remark(Place(matched.grid.name), text.format(title=one_line(title, 80)))
                continue
            if row_id in elsewhere:
                text = _("The answers in this row belong to “{other}”. The rows were sorted without their identifiers.")
                place = matched.place(matched.rows[row_id], matched.names or 1)
                self._error(place, text.format(other=one_line(elsewhere[row_id], 80)))
                continue
            self._row(matched, kind, row_id, known, matched.rows[row_id])
        # What is new is begun in the order of its rows; the hidden record names them in the order of their ids.
        for row_id in sorted(record.spares.keys() & matched.rows.keys(), key=matched.rows.__getitem__):
            self._row(matched, kind, row_id, RowRecord(""), matched.rows[row_id], new=True)
        seen: dict[str, int] = {}
        for row in matched.typed:
            # The same workbook may come back twice: what was typed below its rows is known by how it begins.
            begins = next((self._plain(matched, row, column) for column in matched.columns), "")
            seen[begins] = seen.get(begins, 0) + 1
            name = f"{kind.key}{PART}{begins}{PART}{seen[begins]}"
            self._row(matched, kind, str(uuid5(UUID(self._record.workbook), name)), RowRecord(""), row, new=True)

    def _plain(self, matched: Matched, row: int, column: int) -> str:
        cell = matched.grid.cells.get((row, column))
        return plain(cell.value) if cell else ""

    def _row(
        self, matched: Matched, kind: Kind, entry_id: str, known: RowRecord, row: int, *, new: bool = False
    ) -> None:
        texts = {key: text for column, key in matched.columns.items() if (text := self._plain(matched, row, column))}
        before = {key: text for key, text in known.cells.items() if key in matched.columns.values()}
        self._kinds[entry_id] = kind
        if before and not texts and kind.bound is None and not new:
            text = _("All cells of “{title}” are empty. The entry stays. To remove it, use the program.")
            self._remark(matched.place(row, matched.names or 1), text.format(title=one_line(known_title(known), 80)))
            return
        for column, key in matched.columns.items():
            self._cell(matched, kind, entry_id, known, row, column, key, new=new)

    def _sorted_in_part(self, matched: Matched, kind: Kind) -> dict[str, str]:
        """Return the ids of rows in which the answers of another row stand, with what that one is called.

        Only where the other row has lost them too, and only of kinds of which each entry has a title of its own: that two
        objectives are rated alike says nothing.
        """
        if kind.bound is not None:
            return {}
        columns = set(matched.columns.values())
        here: dict[str, _Texts] = {}
        before: dict[str, _Texts] = {}
        for row_id, known in matched.record.rows.items():
            if row_id in matched.rows:
                row = matched.rows[row_id]
                texts = {key: self._plain(matched, row, column) for column, key in matched.columns.items()}
                here[row_id] = frozenset((key, text) for key, text in texts.items() if text)
                before[row_id] = frozenset((key, text) for key, text in known.cells.items() if key in columns)
        owners = {texts: row_id for row_id, texts in before.items() if len(texts) >= _ALIKE}
        return {
            row_id: known_title(matched.record.rows[owner])
            for row_id, texts in here.items()
            if texts != before[row_id] and (owner := owners.get(texts)) is not None and here[owner] != texts
        }

    def _cell(
        self,
        matched: Matched,
        kind: Kind,
        entry_id: str,
        known: RowRecord,
        row: int,
        column: int,
        key: str,
        *,
        new: bool,
    ) -> None:
        found = self._read(matched, kind, known, row, column, key)
        if found is None:
            return
        field, value = found
        old = known.values.get(key)
        if same(old, value):
            return
        place = matched.place(row, column)
        self._changed[entry_id, key] = (old, value)
        if value is not None:
            self._new.setdefault(entry_id, {})[key] = (value, place)
        title = "" if new else self._title(entry_id, kind)
        self._findings.cells.append(
            CellChange(
                place,
                entry_id,
                title or _("New: {kind}").format(kind=_(kind.label)),
                key,
                _(field.label),
                self._shown(field, old),
                self._shown(field, value),
                new,
            )
        )

    def _read(
        self, matched: Matched, kind: Kind, known: RowRecord, row: int, column: int, key: str
    ) -> tuple[FormField, Value | None] | None:
        """Return the field of a cell and its value, None where the cell says what it said or cannot be taken."""
        place = matched.place(row, column)
        cell = matched.grid.cells.get((row, column))
        text = plain(cell.value) if cell else ""
        if (row, column) in matched.covered:
            return None
        if cell is not None and cell.formula:
            self._error(place, _("The cell contains a formula. Copy the cell, and paste it as a value."))
            return None
        if text == known.cells.get(key, ""):
            return None
        if key in known.closed:
            self._error(place, _("This cell is locked. What it says can be changed only in the program."))
            return None
        field = self._field(matched, kind, key, place)
        if field is None:
            return None
        if cell is None or not text:
            return field, None
        value, problems = self._reader.read(field, cell)
        for problem in problems:
            self._error(place, problem)
        return None if problems else (field, value)

    def _rows(self, matched: Matched, kind: Kind) -> None:
        """Compare a sheet of rows: those of one entry together are one answer."""
        key = matched.record.rows_of
        parents: dict[str, dict[int, str]] = {}
        for row_id in (*matched.record.rows, *matched.record.spares):
            parent, _part, number = row_id.rpartition(PART)
            parents.setdefault(parent, {})[int(number)] = row_id
        main = next((each for each in self._record.sheets if each.key == kind.key), None)
        for parent, parts in parents.items():
            base = main.rows[parent].values.get(key) if main and parent in main.rows else None
            if any(matched.record.rows[each].closed for each in parts.values() if each in matched.record.rows):
                base = None  # what was locked is only looked at
            rows = [each for each in base if isinstance(each, dict)] if isinstance(base, list) else []
            made: list[dict[str, str]] = []
            differs = False
            for place, row_id in sorted(parts.items()):
                part = dict(rows[place - 1]) if place <= len(rows) else {}
                if row_id in matched.rows:
                    differs |= self._part(matched, kind, parent, row_id, part)
                elif row_id in matched.record.rows and row_id not in matched.met:
                    text = _(
                        "A row of “{title}” is not in the workbook any more. The submission keeps it. To remove "
                        "it, put the row back and empty its cells."
                    )
                    self._remark(Place(matched.grid.name), text.format(title=one_line(self._title(parent, kind), 80)))
                if part:
                    made.append(part)
            if differs:
                self._kinds[parent] = kind
                self._changed[parent, key] = (base, made or None)

    def _part(self, matched: Matched, kind: Kind, parent: str, row_id: str, part: dict[str, str]) -> bool:
        """Put what a row says into it; returns whether that is something else."""
        known = matched.record.rows.get(row_id, RowRecord(""))
        row, differs = matched.rows[row_id], False
        there = parent in self._there
        for column, key in matched.columns.items():
            found = self._read(matched, kind, known, row, column, key)
            if found is None:
                continue
            field, value = found
            old, new = part.get(key, ""), "" if value is None else to_cell(value)
            if old == new:
                continue
            differs = True
            part.pop(key, None)
            if new:
                part[key] = new
            title = self._title(parent, kind) if there else _("New: {kind}").format(kind=_(kind.label))
            owner = kind.field(matched.record.rows_of)
            label = _("{field}, {column}").format(field=_(owner.label), column=_(field.label))
            shown = (known.cells.get(key, ""), self._shown(field, value))
            self._findings.cells.append(
                CellChange(matched.place(row, column), parent, title, owner.key, label, *shown, not there)
            )
        return differs

    def _title(self, entry_id: str, kind: Kind) -> str:
        entry = self._submission.entry(entry_id)
        if entry is None:
            key = self._key_of(entry_id, kind)
            entry = Entry(entry_id, kind.key, key, answers=self._known_answers(entry_id, kind))
        return title_of(entry, self._catalogue)

    def _known_answers(self, entry_id: str, kind: Kind) -> dict[str, Answer]:
        """Return what an entry that is gone said when the workbook left."""
        sheet = next((each for each in self._record.sheets if each.key == kind.key), None)
        known = sheet.rows.get(entry_id) if sheet else None
        return {key: Answer(value) for key, value in known.values.items()} if known else {}

    def _key_of(self, entry_id: str, kind: Kind) -> str:
        """Return what an entry of a bound kind is bound to, whether it was begun or not."""
        from desktop.package.sheets import bound_rows

        if kind.bound is None:
            return ""
        if not self._keys:
            self._keys = {
                self._submission.bound(each.key, key).id: key
                for each in self._catalogue.kinds.values()
                if each.bound is not None
                for key in bound_rows(each, self._catalogue)
            }
        return self._keys.get(entry_id, "")

    def _shown(self, field: FormField, value: Value | None) -> str:
        return display(field, value, self._catalogue, self._submission)

    def _look_at_days(self) -> None:
        """See that no day that was changed comes before the one that it may not precede."""
        for entry_id, answers in self._new.items():
            kind = self._kinds[entry_id]
            entry = self._submission.entry(entry_id)
            for field in kind.fields:
                if not field.not_before or not {field.key, field.not_before} & answers.keys():
                    continue
                days = [
                    answers[key][0] if key in answers else entry.value(key) if entry else None
                    for key in (field.not_before, field.key)
                ]
                if backwards(*days):
                    place = (answers.get(field.key) or answers[field.not_before])[1]
                    text = _("{later} is before {earlier}.").format(
                        later=_(field.label), earlier=_(kind.field(field.not_before).label)
                    )
                    self._error(place, text)

    def _gathered(self) -> list[Change]:
        """Return the changes entry by entry; an entry that is not there yet comes before its answers."""
        found: list[Change] = []
        orders: dict[str, int] = {}
        begun: set[str] = set()
        known = {
            row_id: row for sheet in self._record.sheets if not sheet.rows_of for row_id, row in sheet.rows.items()
        }
        for (entry_id, key), (old, new) in self._changed.items():
            kind = self._kinds[entry_id]
            is_new = entry_id not in known or (kind.bound is not None and entry_id not in self._submission.entries)
            if entry_id not in begun:
                begun.add(entry_id)
                here = self._submission.entry(entry_id)
                if kind.bound is None and kind.key not in orders:
                    orders[kind.key] = max((each.order for each in self._submission.of_kind(kind.key)), default=0)
                if here is None and kind.bound is None:
                    orders[kind.key] += 1
                order = here.order if here else orders.get(kind.key, 0)
                entry = Entry(entry_id, kind.key, self._key_of(entry_id, kind), order)
                if is_new:
                    found.append(Change(entry_id, ENTRY_ITSELF, None, entry_row(entry)))
                values = known[entry_id].values if entry_id in known else {}
                there = entry._replace(answers={each: Answer(value) for each, value in values.items()})
                self._findings.entries[entry_id] = there
            found.append(Change(entry_id, key, old, new))
            there = self._findings.entries[entry_id].answered(key, None if new is None else Answer(new))
            self._findings.entries[entry_id] = there
        return found


def known_title(known: RowRecord) -> str:
    """Return what a row was called when it left: its title, or the first thing that it said."""
    return next((known.cells[key] for key in ("title", "name", *known.cells) if key in known.cells), known.said)
