"""The copies that went out: to whom, with what, until when, and whether they are back; handing out and joining begin here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTreeView, QWidget

from desktop.i18n.lists import joined, sentences
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext, pgettext
from desktop.operations.clock import now
from desktop.operations.create import SUFFIX
from desktop.record.assignment import parts_said
from desktop.record.dates import in_words
from desktop.record.internal_kinds import HANDED_OUT
from desktop.record.ledger import FORMS, STATES, Line, count_states, ledger
from desktop.record.update import Update
from desktop.ui import file_dialogs
from desktop.ui.dropping import FileDrops, unfit
from desktop.ui.layout import GAP, LEAST_OF_TARGET, across, button, column, words
from desktop.ui.pages.base import Page
from desktop.ui.parts.notes import Notice, let_be_seen
from desktop.ui.parts.nothing_yet import NothingYet
from desktop.ui.parts.toned_cells import TonedCells
from desktop.ui.parts.wrapping_header import with_wrapping_header
from desktop.ui.session import Session
from desktop.ui.theme import colours, scaled
from desktop.ui.timestamps import day

WORKBOOKS = (".xlsx", ".docx")
"""Endings of what comes back and is no copy of the file."""

LINE = Qt.ItemDataRole.UserRole

STATE, TO, PARTS, AT, UNTIL, FILE = range(6)

LEAST_OF_COLUMN = 12
"""Letters that each column is wide at least: where all of them have no room, the table goes sideways."""


class CopiesPage(Page):
    """The ledger as a list, with the ways to hand out and to join."""

    key = "copies"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        inner = column(self, fills=True)
        self._sentence = words("", "muted")
        self.hand_out_button = button(_("Hand out copies…"), self.hand_out, role="primary")
        self.workbook_button = button(_("Hand out a workbook…"), self.hand_out_workbook)
        self.join_button = button(_("Join a contribution…"), self.choose_contributions)
        self.notice = Notice()
        inner.addWidget(self.notice)
        self._model = QStandardItemModel(self)
        self._model.setHorizontalHeaderLabels(
            [
                pgettext("list", "Status"),
                _("Ministry"),
                _("Editable parts"),
                _("Handed out on"),
                _("Return by"),
                _("File"),
            ]
        )
        row = across(self._sentence, self.join_button, self.hand_out_button)  # beside the tabs there is no room
        row.setStretch(0, 1)
        inner.addLayout(row)
        self.view = _Ledger(self._model)
        self.view.selectionModel().currentChanged.connect(self._show_offers)
        inner.addWidget(self.view, 1)
        self._nothing = NothingYet(
            _(
                "No copy has been handed out. Hand out a copy to each ministry: the copy opens at that "
                "ministry's part, and the rest can only be read. When a copy comes back, join it here, "
                "or drop its file onto this page."
            )
        )
        inner.addWidget(self._nothing, 1)
        self.back_button = button(
            _("Mark as returned"), self.note_back, accessible=_("Mark the chosen copy as returned")
        )
        self._dropping = words(_("You can also drop a returned file onto this page."), "muted")
        keeps = self._dropping.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # so that a button alone keeps the width of its words
        self._dropping.setSizePolicy(keeps)
        self._offers = QWidget()
        row = across(self.workbook_button, self.back_button, self._dropping)
        row.setStretch(2, 1)
        self._offers.setLayout(row)
        inner.addWidget(self._offers)
        inner.addStretch(0)  # where there is nothing else, the notice stays at the top
        FileDrops(self).dropped.connect(self._dropped)

    def add(self) -> bool:
        """Hand out copies, as Ctrl+N asks for something new."""
        may = self.hand_out_button.isEnabled()
        if may:
            self.hand_out()
        return may

    def foot(self) -> QWidget | None:
        """Return what else can be handed out, and what can be done with the copy that is chosen."""
        return None if self._offers.isHidden() else self._offers

    def refresh(self, update: Update | None) -> None:
        """Show the ledger as it is now."""
        if update is not None and HANDED_OUT not in update.kinds:
            return
        given = self.session.assignment
        for each in (self.hand_out_button, self.workbook_button):
            each.setEnabled(given is None)
        self.notice.say(
            ""
            if given is None
            else sentences(
                (
                    given.sentence(self.session.catalogue),
                    _("To hand out further copies, open the file that this copy was made from."),
                )
            )
        )
        lines = ledger(self.session.submission)
        today = now().astimezone().date()
        counts = count_states(lines, today)
        self._sentence.setText(
            joined(
                _("{name}: {count}").format(name=_(STATES[state]), count=counted(number))
                for state, number in counts.items()
            )
        )
        chosen = self._chosen()
        self._model.removeRows(0, self._model.rowCount())
        for line in reversed(lines):
            self._model.appendRow(self._row(line, line.state(today)))
        self._choose(chosen.id if chosen else "")
        let_be_seen(self.view, bool(lines))
        let_be_seen(self._offers, bool(lines) or given is None)
        let_be_seen(self._dropping, bool(lines))
        let_be_seen(self.back_button, bool(lines))
        let_be_seen(self._nothing, not lines and given is None)
        self._show_offers()

    def recolour(self) -> None:
        """Write the states in the colours in use."""
        self.refresh(None)

    def _row(self, line: Line, state: str) -> list[QStandardItem]:
        catalogue = self.session.catalogue
        until = in_words(line.until) if line.until else "–"
        texts = [
            _(STATES[state]),
            one_line(line.to),
            parts_said(line.objectives, line.kinds, catalogue),
            day(line.at),
            until,
            one_line(line.file),
        ]
        row = [QStandardItem(text) for text in texts]
        when = [
            (_("handed out by {name}").format(name=one_line(line.by)) if line.by else ""),
            (_("returned on {day}").format(day=day(line.back)) if line.back else ""),
            (_("joined on {day}").format(day=day(line.joined)) if line.joined else ""),
        ]
        form = _(FORMS[line.form]) if line.form in FORMS else one_line(line.form)
        said = ["\n".join(each for each in (form, *when) if each)]
        for item, text in zip(row, texts, strict=True):
            item.setData(line, LINE)
            item.setToolTip("\n".join((text, *said)))
        tone = {"overdue": colours().warns, "joined": colours().done}.get(state)
        if tone is not None:
            row[STATE].setData(QColor(tone), Qt.ItemDataRole.ForegroundRole)
        names = [self._model.horizontalHeaderItem(place).text() for place in range(self._model.columnCount())]
        spoken = [
            _("{name}: {text}").format(name=name, text=text) for name, text in zip(names, texts, strict=True) if text
        ]
        row[STATE].setData("\n".join((*spoken, *said)), Qt.ItemDataRole.AccessibleTextRole)
        return row

    def _chosen(self) -> Line | None:
        line = self.view.currentIndex().data(LINE)
        return line if isinstance(line, Line) else None

    def _choose(self, line_id: str) -> None:
        for place in range(self._model.rowCount()):
            index = self._model.index(place, 0)
            if place == 0 or index.data(LINE).id == line_id:
                self.view.selectionModel().setCurrentIndex(
                    index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
                )

    def state(self) -> Mapping[str, Any]:
        """Return which copy is chosen."""
        chosen = self._chosen()
        return {"chosen": chosen.id if chosen else ""}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Choose the same again."""
        self._choose(state["chosen"])

    def _show_offers(self) -> None:
        line = self._chosen()
        self.back_button.setEnabled(line is not None and not line.back and not line.joined)

    # What is done here

    def hand_out(self) -> None:
        """Ask who gets which copy, and write them."""
        from desktop.ui.dialogs.hand_out import HandOutDialog

        dialog = HandOutDialog(self.session, self)
        dialog.handed_out.connect(self._tell_handed_out)
        dialog.open()

    def hand_out_workbook(self) -> None:
        """Ask what somebody who has no program is to answer, and write a workbook for it."""
        from desktop.ui.dialogs.workbook_out import WorkbookOutDialog

        WorkbookOutDialog(self.session, self.said.emit, self).open()

    def _tell_handed_out(self, paths: Sequence[Path]) -> None:
        text = ngettext("{count} copy was handed out: {names}", "{count} copies were handed out: {names}", len(paths))
        self.said.emit(text.format(count=counted(len(paths)), names=joined(path.name for path in paths)))

    def note_back(self) -> None:
        """Say that the chosen copy is back."""
        from desktop.operations import hand_out

        line = self._chosen()
        if line is not None:
            self.session.do(lambda by: hand_out.note_back(self.session.file, line, by=by))
            self.view.setFocus()  # the button is done with this line

    def choose_contributions(self) -> None:
        """Ask for a file that came back, and join it."""
        sorts = _("Submissions, workbooks and Word documents (*.pledgebook *.xlsx *.docx)")
        chosen = file_dialogs.file_to_open(self, _("Join a contribution"), sorts)
        if chosen is not None:
            self.join([chosen])

    def _dropped(self, paths: Sequence[Path]) -> None:
        problem = unfit(paths, (SUFFIX[1:], *(each[1:] for each in WORKBOOKS)), None)
        if problem:
            self.session.failed.emit(problem)
        else:
            self.join(paths)

    def join(self, paths: Sequence[Path]) -> None:
        """Show what contributions would bring, one after the other, and join those that are wanted."""
        from desktop.ui.dialogs.join import JoinDialog
        from desktop.ui.dialogs.workbook_in import open_workbook

        for path in paths:
            if path.suffix.lower() in WORKBOOKS:
                open_workbook(self, self.session, path, self.said.emit)
        paths = [path for path in paths if path.suffix.lower() not in WORKBOOKS]
        if not paths:
            return
        dialog = JoinDialog(self.session, paths, self)
        dialog.said.connect(self.said)
        dialog.begin()
        dialog.open()


class _Cells(TonedCells):
    """Cells that are high enough to be pressed. Names of files begin alike, and are cut there."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if index.column() == FILE:
            option.textElideMode = Qt.TextElideMode.ElideLeft

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        wanted = super().sizeHint(option, index)
        return QSize(wanted.width() + GAP // 2, max(wanted.height(), scaled(LEAST_OF_TARGET)))


class _Ledger(QTreeView):
    """A line for each thing that went out."""

    def __init__(self, model: QStandardItemModel) -> None:
        super().__init__()
        self.setProperty("role", "rows")
        self.setAccessibleName(_("Copies handed out"))
        self.setModel(model)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_Cells(self))
        header = with_wrapping_header(self)
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * LEAST_OF_COLUMN)
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        for place in (STATE, AT, UNTIL):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        for place in (TO, PARTS, FILE):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
