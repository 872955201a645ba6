"""The national data situation on one page: which indicators have data, from where, and what it is broken down by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QTreeView, QWidget

from desktop.i18n.lists import sentences
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import code, pgettext
from desktop.i18n.translation import gettext as _
from desktop.record.data_situation import STATE_LABELS, DataRow, DataSituation, data_situation
from desktop.record.indicator_methods import method_of
from desktop.record.update import Update
from desktop.ui.focus import choose_next
from desktop.ui.layout import column, words
from desktop.ui.list_views import heading_item, many_rows
from desktop.ui.navigation import Place
from desktop.ui.page_state import choose_line
from desktop.ui.pages.base import Page
from desktop.ui.parts.wrapping_header import WRAPPED, WrappingHeader
from desktop.ui.session import Session
from desktop.ui.style import mixed
from desktop.ui.theme import colours, is_large
from desktop.ui.tooltips import hint

KEY = Qt.ItemDataRole.UserRole
SAID = Qt.ItemDataRole.UserRole + 1
"""Whether something is said of the indicator of a line."""

_SHARES = (0.36, 0.13, 0.26)
"""Of the width: the name, the years and the source; what the data is broken down by has the rest."""


class _Fitting(WrappingHeader):
    """The heads of a list that is exactly as wide as its window: no column is ever off the screen."""

    always_wraps = True

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self.setSectionsMovable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(1)
        self._view = view

    def sectionSizeFromContents(self, place: int) -> QSize:
        """Return the room of a head in as many lines as the width of its column makes of it."""
        size = super().sectionSizeFromContents(place)
        bold = QFont(self.font())
        bold.setBold(True)
        letters = QFontMetrics(bold)
        text = str(self.model().headerData(place, Qt.Orientation.Horizontal))
        room = QRect(0, 0, self.sectionSize(place) - letters.height(), 0)
        return QSize(
            size.width(), size.height() - letters.height() + letters.boundingRect(room, WRAPPED, text).height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def fit(self) -> None:
        """Share the width among the columns; rows and heads are as high as that makes them."""
        for place, share in enumerate(_SHARES[: self.count()]):
            least = self.sectionSizeHint(place) if is_large() else 0  # no word of a head is cut
            self.resizeSection(place, max(int(self.width() * share), least))
        self.geometriesChanged.emit()
        self._view.scheduleDelayedItemsLayout()


class DataPage(Page):
    """One list of all indicators by what there is: each says its years, its source and its breakdowns in words."""

    key = "data"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        inner = column(self, fills=True)
        self._sentence = words("", "heading")
        inner.addWidget(self._sentence)
        about = [_("Taken from the page for each indicator. Open a line to make changes on that page.")]
        if any(method_of(each).by_itself and not method_of(each).takes_values for each in session.catalogue.indicators):
            about.append(_("Indicators that are answered with yes or no have no data, and are not listed here."))
        inner.addWidget(words(sentences(about), "muted"))
        self._shown: DataSituation | None = None
        self._model = QStandardItemModel(self)
        self.list = many_rows(self._model, _("Data availability"))
        self._header = _Fitting(self.list)
        self.list.setHeader(self._header)
        self.list.setAllColumnsShowFocus(True)
        self.list.activated.connect(self._open)
        inner.addWidget(self.list, 1)

    def refresh(self, update: Update | None) -> None:
        """Show the situation as it is now; the line that is chosen stays chosen."""
        catalogue = self.session.catalogue
        found = data_situation(self.session.submission, catalogue)
        if found == self._shown:
            return
        self._shown = found
        chosen = _key(self.list.currentIndex())
        self._sentence.setText(found.glance())
        self._model.clear()
        self._model.setHorizontalHeaderLabels([_("Indicator"), _("Years"), _("Source"), _("Broken down by")])
        labels = {each.key: _(each.label) for each in catalogue.characteristics}
        for state, rows in found.by_state(catalogue):
            label = _(STATE_LABELS.get(state, state)) if state else _("Not stated")
            self._add_heading(_("{text} ({count})").format(text=label, count=counted(len(rows))), state)
            for row in rows:
                self._model.appendRow(self._line(row, label, labels))
        choose_line(self.list, chosen, _key)
        self._header.fit()

    def recolour(self) -> None:
        """Make the headings in the colours in use."""
        self._shown = None
        self.refresh(None)

    def state(self) -> Mapping[str, Any]:
        """Return which indicator is chosen."""
        return {"chosen": _key(self.list.currentIndex())}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Choose the same again."""
        choose_line(self.list, state["chosen"], _key)

    def go_to_missing(self) -> bool:
        """Choose the next indicator of which nothing is said; Enter opens where that is done."""
        firsts = [self._model.index(row, 0) for row in range(self._model.rowCount())]
        silent = [each.row() for each in firsts if each.data(KEY) and not each.data(SAID)]
        return choose_next(self.list, silent)

    def _add_heading(self, text: str, state: str) -> None:
        heading = heading_item(text, self.list)
        c = colours()
        tones = {"available": c.done, "partial": c.accent, "planned": c.suggests, "not_available": c.warns}
        heading.setBackground(QColor(mixed(tones.get(state, c.muted), c.surface, 0.18)))
        self._model.appendRow(heading)
        self.list.setFirstColumnSpanned(self._model.rowCount() - 1, QModelIndex(), True)

    def _line(self, row: DataRow, state: str, labels: dict[str, str]) -> list[QStandardItem]:
        name = _("{key}  {name}").format(key=code(row.key), name=self.session.catalogue.indicator_name(row.key))
        why = (
            _("{label}: {text}").format(label=pgettext("missing data", "Reason"), text=row.reason) if row.reason else ""
        )
        source = "\n".join(text for text in (row.source, why) if text)
        texts = [name, row.written_years(), source, "\n".join(row.broken_down(labels))]
        line = [QStandardItem(text) for text in texts]
        for item in line:
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        first, last = line[0], line[-1]
        first.setData(row.key, KEY)
        first.setData(bool(row.availability), SAID)
        first.setData("\n".join(text for text in (name, state, *texts[1:]) if text), Qt.ItemDataRole.AccessibleTextRole)
        last.setToolTip(hint("\n".join(row.notes(labels))))
        return line

    def _open(self, index: QModelIndex) -> None:
        first = index.siblingAtColumn(0)
        key = first.data(KEY)
        if isinstance(key, str):
            self.go.emit(Place("indicators", key, field="disaggregations" if first.data(SAID) else "availability"))


def _key(index: QModelIndex) -> object:
    return index.siblingAtColumn(0).data(KEY)
