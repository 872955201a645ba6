"""Import values of indicators: the first rows of a table, what each column is, and what would be imported of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.errors import UserError
from desktop.i18n.lists import sentences
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext, pgettext
from desktop.operations.import_csv import ImportedValues, import_values, opening_for, plan_values, read_file
from desktop.operations.tables.column_mapping import ASK, BY, ROLES, ColumnMapping
from desktop.operations.tables.columns import suggest
from desktop.operations.tables.dimensions import units
from desktop.operations.tables.encodings import ENCODINGS
from desktop.operations.tables.table import Table
from desktop.operations.tables.table_plan import ValuePlan
from desktop.operations.tables.whose import code_of_file
from desktop.progress_reporter import NullProgress, ProgressReporter
from desktop.record.calendars import BUDDHIST, HIJRI, SOLAR_HIJRI
from desktop.record.indicator_methods import method_of
from desktop.ui import file_dialogs
from desktop.ui.dialogs.base import Dialog
from desktop.ui.dialogs.looking import Looking
from desktop.ui.layout import GAP, CalmCombo, across, button, mirrored, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.progress_dialog import ProgressDialog, run_with_progress
from desktop.ui.session import Session
from desktop.ui.tooltips import hint

SHOWN = 8
"""Rows of the file that are shown."""
WIDEST = 30
"""Letters of a column at most."""
LARGE = 400_000
"""Bytes of a file that is read on a thread."""
MANY = 40_000
"""Cells of a table that are looked through at once; more are looked through on a thread."""
ROLE = 12
"""Letters of what a column is that are seen at least."""


def ask_for_values(parent: QWidget, session: Session, say: Callable[[str], None]) -> ImportCsvDialog | None:
    """Ask for a table and open it in a dialog; None when nothing was chosen or the file cannot be read."""
    chosen = file_dialogs.file_to_open(
        parent, _("Import values from a table"), _("Tables (*.csv *.tsv *.txt *.xlsx *.ods *.xls)")
    )
    return open_values(parent, session, chosen, say) if chosen else None


def open_values(parent: QWidget, session: Session, path: Path, say: Callable[[str], None]) -> ImportCsvDialog | None:
    """Open a table in a dialog; None when it cannot be read, which is told, or while a large one is being read."""
    opening, catalogue = opening_for(session.submission), session.catalogue

    def read(work: ProgressReporter) -> tuple[Table, ColumnMapping]:
        table = read_file(path, opening, work)
        return table, suggest(table, catalogue)

    def opened(found: tuple[Table, ColumnMapping]) -> ImportCsvDialog:
        dialog = ImportCsvDialog(session, path, found[0], say, parent, found[1])
        dialog.open()
        return dialog

    return _read(parent, path, read, opened)


def _read(
    parent: QWidget,
    path: Path,
    read: Callable[[ProgressReporter], tuple[Table, ColumnMapping]],
    then: Callable[[tuple[Table, ColumnMapping]], ImportCsvDialog],
) -> ImportCsvDialog | None:
    """Read a table at once where it is small, behind a dialog that can be stopped where it is not."""

    def failed(problem: BaseException) -> None:
        tell_problem(parent, _("This file cannot be imported"), problem)

    if _size(path) > LARGE:
        ProgressDialog(parent, _("Reading {name}").format(name=path.name), read, then, failed=failed)
        return None
    try:
        found = read(NullProgress())
    except UserError as problem:
        failed(problem)
        return None
    return then(found)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


class ImportCsvDialog(Dialog):
    """Shows a table with what each column is, and says all the time what would be imported.

    Attributes:
        roles: the list above each column, in their order.
        plan: what would be imported as things are chosen now.
    """

    def __init__(
        self,
        session: Session,
        path: Path,
        table: Table,
        say: Callable[[str], None],
        parent: QWidget | None = None,
        found: ColumnMapping | None = None,
    ) -> None:
        super().__init__(_("Import values from a table"), parent, (980, 680))
        self._session = session
        self._path = path
        self._table = table
        self._found = found or suggest(table, session.catalogue)
        self._say = say
        self._opening = opening_for(session.submission)
        self.plan = ValuePlan()
        self.roles: list[CalmCombo] = []
        inner = self.inner
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(path.name, "heading"))
        inner.addWidget(
            words(
                _(
                    "Above each column, choose what it contains. Only rows for your country and for listed "
                    "indicators are used."
                ),
                "muted",
            )
        )
        self.sheet = self._list(_("Sheet of the workbook"), self._sheets(), self._read_again)
        self.encoding = self._list(_("Text encoding"), self._encodings(), self._read_again)
        for combo, shown in ((self.sheet, len(table.raw.sheets) > 1), (self.encoding, bool(table.raw.encodings))):
            row = self._named(combo)
            row.setVisible(shown)
            inner.addWidget(row)
        self.preview = self._preview()
        inner.addWidget(self.preview, 1)
        code = code_of_file(table, session.catalogue)
        self.indicator = self._list(_("Indicator in the file"), self._codes(code), self.look)
        self.calendar = self._list(_("Calendar of the years"), _calendars(), self.look)
        self.area = self._list(_("Your country in the file"), [(_("By its name or code (automatic)"), "")], self.look)
        self.decimal = self._list(
            _("Decimal separator"),
            [(_("As in the column (automatic)"), ""), (_("Point: 1.5"), "."), (_("Comma: 1,5"), ",")],
            self.look,
        )
        self.series = self._list(_("Series to use"), [(_("All, each under its own name"), "")], self.look)
        self.unit = self._list(_("Unit of the values"), _units(), self.look)
        self.empty = self._list(_("Empty cells below a group"), _empties(), self.look)
        asked = (self.indicator, self.calendar, self.area, self.decimal, self.series, self.unit, self.empty)
        self._rows = {combo: self._named(combo) for combo in asked}
        for row in self._rows.values():
            inner.addWidget(row)
        self.sentence = words("", "body")
        inner.addWidget(self.sentence)
        self.looking = Looking(_("Checking the table"))
        self.looking.found.connect(self._show_plan)
        self.looking.again.connect(self.look)
        self.finished.connect(self.looking.cancel)
        inner.addWidget(self.looking)
        self.understood = words("", "muted")
        inner.addWidget(self.understood)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        if mirrored():
            # What is only shown takes no direction from the keyboard, and would stand at the other side.
            option = self.details.document().defaultTextOption()
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            self.details.document().setDefaultTextOption(option)
        self.details.setAccessibleName(_("What is left out"))
        self.details.setMaximumHeight(self.fontMetrics().lineSpacing() * 5)
        inner.addWidget(self.details)
        self.import_button = button(_("Import"), self.bring, role="primary")
        inner.addLayout(across(None, button(_("Cancel"), self.reject), self.import_button))
        self._let_tab_come_to_preview()
        self.look()

    def _let_tab_come_to_preview(self) -> None:
        """Let the Tab key come to the table and its lists where they stand, also when they were made anew."""
        for before, after in pairwise([self.encoding, self.preview, *self.roles]):
            QWidget.setTabOrder(before, after)

    def _sheets(self) -> list[tuple[str, str]]:
        raw = self._table.raw
        sheets = [(one_line(each, 60), each) for each in raw.sheets]
        if raw.sheet_unsure:
            return [(_("Choose a sheet"), ""), *sheets]
        return sorted(sheets, key=lambda each: each[1] != raw.sheet)

    def _encodings(self) -> list[tuple[str, str]]:
        raw = self._table.raw
        names = dict.fromkeys((raw.encoding, *raw.encodings, *ENCODINGS)) if raw.encodings else {}
        samples = dict(raw.samples) if raw.letters_unsure else {}
        known = [
            (
                _("{encoding}: {sample}").format(encoding=_(ENCODINGS[each]), sample=one_line(samples[each], 30))
                if each in samples
                else _(ENCODINGS[each]),
                each,
            )
            for each in names
        ]
        return [(_("Choose how the text is encoded"), ""), *known] if raw.letters_unsure else known

    def _codes(self, code: str) -> list[tuple[str, str]]:
        catalogue = self._session.catalogue
        known = [
            (_("{code} {name}").format(code=each.key, name=catalogue.indicator_name(each.key)), each.key)
            for each in catalogue.indicators
            if method_of(each).takes_values
        ]
        known.sort(key=lambda each: each[1] != code)
        return known if code else [(_("As in the file (automatic)"), ""), *known]

    def _read_again(self) -> None:
        """Read the file as it is chosen now; where that does not work, say so and stay as it is."""
        opening = replace(
            self._opening, sheet=self.sheet.currentData() or "", encoding=self.encoding.currentData() or ""
        )
        path, catalogue = self._path, self._session.catalogue

        def read(work: ProgressReporter) -> tuple[Table, ColumnMapping]:
            table = read_file(path, opening, work)
            return table, suggest(table, catalogue)

        def again(found: tuple[Table, ColumnMapping]) -> ImportCsvDialog:
            self._opening = opening
            self._show_table(*found)
            return self

        _read(self, path, read, again)

    def _show_table(self, table: Table, found: ColumnMapping) -> None:
        self._table, self._found = table, found
        before, self.roles = self.preview, []
        self.preview = self._preview()
        self.inner.replaceWidget(before, self.preview)
        self._let_tab_come_to_preview()
        before.deleteLater()
        self.look()

    def _preview(self) -> QTableWidget:
        table = self._table
        shown = table.rows[:SHOWN]
        preview = QTableWidget(len(shown) + 1, len(table.header))
        # The file is shown as it is: its columns from left to right, its codes in their order.
        preview.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        preview.setProperty("role", "rows")
        preview.setAccessibleName(_("The first rows of the file"))
        preview.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        preview.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        preview.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        preview.setTabKeyNavigation(False)
        preview.setShowGrid(False)
        preview.verticalHeader().hide()
        preview.setHorizontalHeaderLabels([table.name(place) for place in range(len(table.header))])
        found = self._found
        self._same = found.same
        for place, role in enumerate(found.columns):
            combo = self._combo(place, role)
            self.roles.append(combo)
            preview.setCellWidget(0, place, combo)
            for line, row in enumerate(shown, 1):
                item = QTableWidgetItem(row.cells[place])
                item.setToolTip(hint(row.cells[place]))
                preview.setItem(line, place, item)
        self._fit(preview)
        return preview

    def _fit(self, preview: QTableWidget) -> None:
        most = self.fontMetrics().averageCharWidth() * WIDEST
        preview.resizeColumnsToContents()
        for place, combo in enumerate(self.roles):
            wanted = max(preview.columnWidth(place), combo.sizeHint().width())
            preview.setColumnWidth(place, min(wanted, most))
        preview.setRowHeight(0, self.roles[0].sizeHint().height() + GAP // 4)

    def _combo(self, place: int, role: str) -> CalmCombo:
        combo = CalmCombo()
        combo.addItem(_("Not used"), "")
        if role == ASK:
            combo.addItem(_("Choose what this column contains"), ASK)
        for key, label in ROLES.items():
            combo.addItem(_(label), key)
        for key, label in self._groups(place, role):
            combo.addItem(_("By: {group}").format(group=label), BY + key)
        # The columns stay narrow; the open list is as wide as what it says.
        combo.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(ROLE)
        combo.view().setMinimumWidth(combo.view().sizeHintForColumn(0) + GAP * 2)
        combo.setCurrentIndex(max(combo.findData(role), 0))
        combo.setAccessibleName(_("Role of the column “{column}”").format(column=self._table.name(place)))
        combo.currentIndexChanged.connect(lambda _index: self.look())
        return combo

    def _groups(self, place: int, role: str) -> list[tuple[str, str]]:
        """Return by what the figures of a column may be broken down: the list of the forms, and the column's name."""
        known = [(each.key, _(each.label)) for each in self._session.catalogue.characteristics]
        own = role.removeprefix(BY) if role.startswith(BY) else self._table.name(place).strip("[] ")
        return known if not own or own in dict(known) else [*known, (own, own)]

    def _list(self, name: str, items: list[tuple[str, str]], chosen: Callable[[], None]) -> CalmCombo:
        combo = CalmCombo()
        combo.setAccessibleName(name)
        for label, key in items:
            combo.addItem(label, key)
        # A name of an indicator is long: the list is as wide as the dialog lets it be.
        combo.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(WIDEST)
        combo.currentIndexChanged.connect(lambda _index: chosen())
        return combo

    def _named(self, combo: CalmCombo) -> QWidget:
        row = QWidget()
        label = words(combo.accessibleName(), "label")
        label.setWordWrap(False)
        row.setLayout(across(label, combo, None))
        row.hide()
        return row

    def mapping(self) -> ColumnMapping:
        """Return what the columns are, as it is chosen now."""
        return ColumnMapping(
            tuple(combo.currentData() for combo in self.roles),
            self.area.currentData(),
            self.decimal.currentData(),
            self.indicator.currentData() if self._rows[self.indicator].isVisibleTo(self) else "",
            self.calendar.currentData(),
            self._same,
            self.empty.currentData(),
            self.unit.currentData(),
            self.series.currentData(),
        )

    def look(self) -> None:
        """Say what would be imported as things are chosen now; a large table is looked through on a thread."""
        submission, catalogue = self._session.submission, self._session.catalogue
        table, mapping = self._table, self.mapping()
        if len(table.rows) * len(table.header) <= MANY:
            self._show_plan(plan_values(submission, catalogue, table, mapping))
            return
        self.import_button.setEnabled(False)
        self.sentence.setText(_("Checking the table…"))
        self.details.hide()
        self.looking.run(lambda work: plan_values(submission, catalogue, table, mapping, work))

    def _show_plan(self, plan: ValuePlan) -> None:
        self.plan = plan
        self._offer(plan)
        if plan.errors:
            text = ngettext(
                "Nothing can be imported yet: {count} point is not clear.",
                "Nothing can be imported yet: {count} points are not clear.",
                len(plan.errors),
            )
            self.sentence.setText(text.format(count=counted(len(plan.errors))))
        else:
            self.sentence.setText(sentences(plan.counted()))
        self.understood.setText(sentences(plan.remarks))
        self.understood.setVisible(bool(plan.remarks))
        lines = plan.errors or [*plan.doubtful, *plan.left_out]
        self.details.setPlainText("\n".join(lines))
        self.details.setVisible(bool(lines))
        self.import_button.setEnabled(not plan.errors and bool(plan.entries))

    def _offer(self, plan: ValuePlan) -> None:
        """Show the questions that this table raises; one that was raised stays."""
        named = "indicator" in [combo.currentData() for combo in self.roles]
        for combo, asked in (
            (self.indicator, plan.indicator_unclear or not named),
            (self.calendar, bool(plan.calendars)),
            (self.area, plan.area_unclear),
            (self.decimal, plan.two_ways),
            (self.series, len(plan.series) > 1),
            (self.unit, plan.unit_unclear),
            (self.empty, plan.stacked),
        ):
            if asked:
                self._rows[combo].show()
        _fill(self.area, plan.areas)
        _fill(self.series, plan.series)

    def bring(self) -> None:
        """Import the values as things are chosen now, and close."""
        session, mapping, opening = self._session, self.mapping(), self._opening
        run_with_progress(
            self,
            _("Importing {name}").format(name=self._path.name),
            lambda work: import_values(
                session.file, session.catalogue, self._path, mapping, opening=opening, by=session.person, work=work
            ),
            self._brought,
        )

    def _brought(self, done: ImportedValues) -> None:
        self._session.done(done.revision)
        count = sum(done.counts.values())
        self._say(
            ngettext("{count} value was imported.", "{count} values were imported.", count).format(count=counted(count))
        )
        self.accept()


def _fill(combo: CalmCombo, names: tuple[str, ...]) -> None:
    """Offer names below the first item of a list; what was chosen stays chosen."""
    if not names or [combo.itemData(place) for place in range(1, combo.count())] == list(names):
        return
    chosen = combo.currentData()
    combo.blockSignals(True)
    while combo.count() > 1:
        combo.removeItem(1)
    for each in names:
        combo.addItem(each, each)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    combo.blockSignals(False)


def _units() -> list[tuple[str, str]]:
    return [(_("As in the table (automatic)"), ""), *((_(each), each) for each in units())]


def _empties() -> list[tuple[str, str]]:
    return [
        (_("Choose what these cells mean"), ""),
        (pgettext("group", "Everybody"), "everybody"),
        (_("The group above them"), "above"),
    ]


def _calendars() -> list[tuple[str, str]]:
    return [
        (_("Gregorian"), ""),
        (_("Buddhist: years are converted to Gregorian years"), BUDDHIST),
        (_("Hijri: each year becomes the Gregorian year in which it begins"), HIJRI),
        (_("Solar Hijri: each year becomes the Gregorian year in which it begins"), SOLAR_HIJRI),
    ]
