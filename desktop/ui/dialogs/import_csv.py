"""Import values of indicators: the first rows of a table, what each column is, and what would be imported of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.catalogue.language import gettext as _
from desktop.catalogue.language import ngettext
from desktop.operations.import_csv import ImportedValues, import_values, plan_values, read_file
from desktop.operations.tables.columns import BY, ROLES, Mapping, suggest
from desktop.operations.tables.plan import ValuePlan
from desktop.operations.tables.table import Table
from desktop.record.problems import Known
from desktop.ui import asking
from desktop.ui.boxes import GAP, CalmCombo, across, button, words
from desktop.ui.dialogs.base import Dialog
from desktop.ui.messages import tell_problem
from desktop.ui.session import Session
from desktop.ui.working import work_on

SHOWN = 8
"""Rows of the file that are shown."""
WIDEST = 30
"""Letters of a column at most."""
ROLE = 12
"""Letters of what a column is that are seen at least."""


def ask_for_values(parent: QWidget, session: Session, say: Callable[[str], None]) -> ImportCsvDialog | None:
    """Ask for a table and open it in a dialog; None when nothing was chosen or the file cannot be read."""
    chosen = asking.file_to_open(parent, _("Import from the SDG database"), _("Tables (*.csv *.txt *.tsv)"))
    return open_values(parent, session, chosen, say) if chosen else None


def open_values(parent: QWidget, session: Session, path: Path, say: Callable[[str], None]) -> ImportCsvDialog | None:
    """Open a table in a dialog; None when it cannot be read, which is told."""
    try:
        table = read_file(path)
    except Known as problem:
        tell_problem(parent, _("This source cannot be imported"), problem)
        return None
    dialog = ImportCsvDialog(session, path, table, say, parent)
    dialog.open()
    return dialog


class ImportCsvDialog(Dialog):
    """Shows a table with what each column is, and says all the time what would be imported.

    Attributes:
        roles: the list above each column, in their order.
        plan: what would be imported as things are chosen now.
    """

    def __init__(
        self, session: Session, path: Path, table: Table, say: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Import from the SDG database"), parent, (980, 640))
        self._session = session
        self._path = path
        self._table = table
        self._say = say
        self.plan = ValuePlan()
        self.roles: list[CalmCombo] = []
        inner = self.inner
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(path.name, "heading"))
        inner.addWidget(
            words(
                _(
                    "Say above each column what it holds. Only the rows of your country and of listed indicators are taken."
                ),
                "muted",
            )
        )
        self.preview = self._preview()
        inner.addWidget(self.preview, 1)
        self.area = self._list(_("Your country in the file"), [(_("As its name or code says"), "")])
        self.decimal = self._list(
            _("Decimal sign"), [(_("As the column shows"), ""), (_("Point: 1.5"), "."), (_("Comma: 1,5"), ",")]
        )
        self._area_row, self._decimal_row = self._named(self.area), self._named(self.decimal)
        inner.addWidget(self._area_row)
        inner.addWidget(self._decimal_row)
        self.sentence = words("", "body")
        inner.addWidget(self.sentence)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName(_("What is left out"))
        self.details.setMaximumHeight(self.fontMetrics().lineSpacing() * 5)
        inner.addWidget(self.details)
        self.import_button = button(_("Import"), self.bring, role="primary")
        inner.addLayout(across(None, button(_("Cancel"), self.reject), self.import_button))
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
        for place, role in enumerate(suggest(table, self._session.catalogue).columns):
            combo = self._combo(place, role)
            self.roles.append(combo)
            preview.setCellWidget(0, place, combo)
            for line, row in enumerate(shown, 1):
                item = QTableWidgetItem(row.cells[place])
                item.setToolTip(row.cells[place])
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
        for key, label in ROLES.items():
            combo.addItem(_(label), key)
        for key, label in self._groups(place, role):
            combo.addItem(_("By: {group}").format(group=label), BY + key)
        # The columns stay narrow; the open list is as wide as what it says.
        combo.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(ROLE)
        combo.view().setMinimumWidth(combo.view().sizeHintForColumn(0) + GAP * 2)
        combo.setCurrentIndex(max(combo.findData(role), 0))
        combo.setAccessibleName(_("What the column “{column}” holds").format(column=self._table.name(place)))
        combo.currentIndexChanged.connect(lambda _index: self.look())
        return combo

    def _groups(self, place: int, role: str) -> list[tuple[str, str]]:
        """Return by what the figures of a column may be broken down: the list of the forms, and the column's name."""
        known = [(each.key, _(each.label)) for each in self._session.catalogue.characteristics]
        own = role.removeprefix(BY) if role.startswith(BY) else self._table.name(place).strip("[] ")
        return known if not own or own in dict(known) else [*known, (own, own)]

    def _list(self, name: str, items: list[tuple[str, str]]) -> CalmCombo:
        combo = CalmCombo()
        combo.setAccessibleName(name)
        for label, key in items:
            combo.addItem(label, key)
        combo.currentIndexChanged.connect(lambda _index: self.look())
        return combo

    def _named(self, combo: CalmCombo) -> QWidget:
        row = QWidget()
        label = words(combo.accessibleName(), "label")
        label.setWordWrap(False)
        row.setLayout(across(label, combo, None))
        row.hide()
        return row

    def mapping(self) -> Mapping:
        """Return what the columns are, as it is chosen now."""
        return Mapping(
            tuple(combo.currentData() for combo in self.roles), self.area.currentData(), self.decimal.currentData()
        )

    def look(self) -> None:
        """Say what would be imported as things are chosen now."""
        session = self._session
        self.plan = plan = plan_values(session.submission, session.catalogue, self._table, self.mapping())
        self._offer(plan)
        if plan.errors:
            text = ngettext(
                "Nothing can be imported yet: {count} thing is not clear.",
                "Nothing can be imported yet: {count} things are not clear.",
                len(plan.errors),
            )
            self.sentence.setText(text.format(count=len(plan.errors)))
        else:
            self.sentence.setText(" ".join(plan.sentences()))
        lines = plan.errors or plan.left_out
        self.details.setPlainText("\n".join(lines))
        self.details.setVisible(bool(lines))
        self.import_button.setEnabled(not plan.errors and bool(plan.entries))

    def _offer(self, plan: ValuePlan) -> None:
        """Show the questions that this table raises; one that was raised stays."""
        if plan.area_unclear:
            self._area_row.show()
        if plan.two_ways:
            self._decimal_row.show()
        have = [self.area.itemData(place) for place in range(1, self.area.count())]
        if plan.areas and have != list(plan.areas):
            chosen = self.area.currentData()
            self.area.blockSignals(True)
            while self.area.count() > 1:
                self.area.removeItem(1)
            for each in plan.areas:
                self.area.addItem(each, each)
            self.area.setCurrentIndex(max(self.area.findData(chosen), 0))
            self.area.blockSignals(False)

    def bring(self) -> None:
        """Import the values as things are chosen now, and close."""
        session, mapping = self._session, self.mapping()
        work_on(
            self,
            _("Importing {name}").format(name=self._path.name),
            lambda _work: import_values(session.file, session.catalogue, self._path, mapping, by=session.person),
            self._brought,
        )

    def _brought(self, done: ImportedValues) -> None:
        self._session.done(done.deed)
        count = sum(done.counts.values())
        self._say(ngettext("{count} value was imported.", "{count} values were imported.", count).format(count=count))
        self.accept()
