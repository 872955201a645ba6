"""The 23 objectives on one page: how each is rated, what is written down for it, and who leads."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.update import Update
from desktop.ui.charts.rating_scale import STEPS, draw_rating, rating_words
from desktop.ui.layout import across, column, mirrored, words
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.parts.grouping_box import GroupingBox
from desktop.ui.session import Session
from desktop.ui.theme import colours

PLACE = Qt.ItemDataRole.UserRole
RATING = Qt.ItemDataRole.UserRole + 1
COUNTED = ("practice", "gap", "pledge")

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class _Row:
    """What is shown of an objective."""

    rating: str
    direction: str
    said: str
    counts: tuple[int, ...]
    lead: str


class ObjectivesPage(Page):
    """A row for each objective; it opens its page."""

    key = "objectives"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        inner = column(self, fills=True)
        self._sentence = words("", "muted")
        self._sentence.setWordWrap(False)
        grouped = words(_("Group by"), "muted")
        grouped.setWordWrap(False)
        inner.addLayout(across(self._sentence, None, grouped, GroupingBox(session)))
        self._model = QStandardItemModel(self)
        self.view = QTreeView()
        self.view.setProperty("role", "rows")
        self.view.setProperty("dense", True)  # all of them are seen at once
        self.view.setUniformRowHeights(True)
        self.view.setAccessibleName(_("Objectives"))
        self.view.setModel(self._model)
        self.view.setRootIsDecorated(False)
        self.view.setIndentation(0)
        self.view.setAllColumnsShowFocus(True)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setItemDelegateForColumn(2, _Scale(self.view))
        self.view.activated.connect(self._open)
        self.view.clicked.connect(self._open)
        inner.addWidget(self.view, 1)
        self._items: dict[int, list[QStandardItem]] = {}
        self._rows: dict[int, _Row] = {}
        self._fill()
        session.order.changed.connect(self._regroup)

    def _fill(self) -> None:
        catalogue = self.session.catalogue
        self._model.clear()
        self._items.clear()
        self._rows.clear()
        kinds = [_(catalogue.kind(kind).plural) for kind in COUNTED]
        self._model.setHorizontalHeaderLabels([_("No."), _("Objective"), _("Rating"), *kinds, _("Who leads")])
        for name, numbers in self.session.order.groups(catalogue):
            if name:
                self._add_heading(name)
            for number in numbers:
                line = [QStandardItem() for _column in range(self._model.columnCount())]
                line[0].setText(str(number))
                line[1].setText(catalogue.label(number))
                line[1].setToolTip(catalogue.title(number))
                for item in line:
                    item.setData(Place("objective", str(number)), PLACE)
                self._items[number] = line
                self._model.appendRow(line)
        header = self.view.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for place in range(3, 3 + len(COUNTED)):
            self._model.horizontalHeaderItem(place).setTextAlignment(Qt.AlignmentFlag.AlignCenter)

    def _add_heading(self, text: str) -> None:
        heading = QStandardItem(text)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.font()
        font.setBold(True)
        heading.setFont(font)
        self._model.appendRow(heading)
        self.view.setFirstColumnSpanned(self._model.rowCount() - 1, QModelIndex(), True)

    def refresh(self, update: Update | None) -> None:
        """Show every objective as it is now."""
        from desktop.record.progress import roll_up

        submission, catalogue = self.session.submission, self.session.catalogue
        whole = roll_up(submission, catalogue)
        self._sentence.setText(_("Objectives rated: {rated} of {of}.").format(rated=whole.rated, of=whole.of))
        for each in whole.objectives:
            assessment = submission.bound("assessment", str(each.number))
            self._show(each.number, self._row(assessment, (each.practices, each.gaps, each.pledges)))

    def _row(self, assessment: Entry, counts: tuple[int, ...]) -> _Row:
        said = rating_words(assessment, self.session.submission, self.session.catalogue)
        return _Row(assessment.text("rating"), assessment.text("trend"), said, counts, assessment.text("lead"))

    def _show(self, number: int, row: _Row) -> None:
        if self._rows.get(number) == row:
            return
        self._rows[number] = row
        line = self._items[number]
        line[2].setData((row.rating, row.direction), RATING)
        line[2].setToolTip(row.said)
        line[2].setData(row.said, Qt.ItemDataRole.AccessibleTextRole)
        for item, count in zip(line[3:], row.counts, strict=False):
            item.setText(counted(count) if count else "–")
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        line[-1].setText(row.lead)
        catalogue = self.session.catalogue
        said = [
            _("{name}: {count}").format(name=_(catalogue.kind(kind).plural), count=counted(count))
            for kind, count in zip(COUNTED, row.counts, strict=True)
        ]
        name = _("Objective {number}: {title}").format(number=number, title=catalogue.label(number))
        line[0].setData("\n".join([name, row.said, *said, row.lead]).strip(), Qt.ItemDataRole.AccessibleTextRole)

    def open_at(self, place: Place) -> None:
        """Choose the objective that the place names, or the first one."""
        number = int(place.key) if place.key.isdigit() else 0
        line = self._items.get(number)
        if line is None and self.view.currentIndex().data(PLACE) is None:
            line = next(iter(self._items.values()))
        if line is not None:
            self.view.setCurrentIndex(line[0].index())

    def _regroup(self) -> None:
        self._fill()
        self.refresh(None)

    def _open(self, index: QModelIndex) -> None:
        place = index.data(PLACE)
        if isinstance(place, Place):
            self.go.emit(place)


class _Scale(QStyledItemDelegate):
    """Draws the rating of an objective with its direction."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        unit = option.fontMetrics.height()
        return QSize(round(unit * (STEPS + 2)), round(unit * 1.25))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        given = index.data(RATING)
        if given is None:
            return
        rating, direction = given
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect.adjusted(6, 0, -6, 0))
        draw_rating(painter, area, rating, direction, colours(), leftwards=mirrored())
        painter.restore()
