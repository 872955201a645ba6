"""The guiding principles: how many entries name each, under which objectives, and which principle nobody names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop.i18n.lists import joined
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.entry_index import objectives_of
from desktop.record.matrix import PrincipleRow, principle_matrix
from desktop.record.update import Update
from desktop.record.values import title_of
from desktop.ui.charts.drawing import write
from desktop.ui.focus import choose_next
from desktop.ui.layout import across, as_widget, button, column, mirrored, words
from desktop.ui.navigation import Place, place_of
from desktop.ui.page_state import choose_line
from desktop.ui.pages.base import Page
from desktop.ui.parts.icons import icon
from desktop.ui.parts.toned_cells import BareCells
from desktop.ui.parts.wrapping_header import with_wrapping_header
from desktop.ui.session import Session
from desktop.ui.theme import colours, is_large
from desktop.ui.tooltips import hint

if TYPE_CHECKING:
    from desktop.ui.dialogs.entry import EntryDialog

PLACE = Qt.ItemDataRole.UserRole
NUMBER = Qt.ItemDataRole.UserRole + 1
COUNTS = Qt.ItemDataRole.UserRole + 2
"""How many entries name a principle, and how many name the one that most of them name."""

OBJECTIVES = 2
"""The column of the objectives."""

BAR = 26
"""Letters of room for a bar with its number."""

LEAST_BAR, LEAST_OF_OBJECTIVES = 8, 12
"""Letters of room that a bar, and the objectives beside it, have where there is little."""


class PrinciplesPage(Page):
    """A bar for each of the ten; a line opens to the entries that name the principle, an empty one says so."""

    key = "principles"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        inner = column(self, fills=True)
        inner.addWidget(
            words(
                _(
                    "The Compact has ten guiding principles (paragraph 15). A practice or a pledge reflects "
                    "a principle when it names that principle. A principle that no practice or pledge names "
                    "deserves attention."
                ),
                "muted",
            )
        )
        self._shown: dict[int, tuple[PrincipleRow, str]] = {}
        self.tree = _Tree()
        self.tree.resized.connect(self._arrange)
        self.tree.setProperty("role", "rows")
        self.tree.setAccessibleName(_("Guiding principles"))
        heads = [_("Principle"), _("Entries that name it"), _("Objectives of these entries")]
        self.tree.setColumnCount(len(heads))
        self.tree.setHeaderLabels(heads)
        for place, head in enumerate(heads):
            self.tree.headerItem().setToolTip(place, hint(head))  # it may be cut
        self.tree.setItemDelegateForColumn(1, _Bar(self.tree))
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setUniformRowHeights(True)
        header = with_wrapping_header(self.tree)
        header.setStretchLastSection(False)
        header.setResizeContentsPrecision(0)  # by what is seen, and not by thousands of lines
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(OBJECTIVES, QHeaderView.ResizeMode.Stretch)
        self.tree.activated.connect(self._open)
        self.tree.itemExpanded.connect(self._fill_entries)
        self.tree.currentItemChanged.connect(lambda _now, _before: self._chosen())
        inner.addWidget(self.tree, 1)
        self.note = button(_("Write a note on this principle…"), self._write_note)
        self._below = as_widget(across(self.note, None))
        inner.addWidget(self._below)

    def foot(self) -> QWidget | None:
        """Return what can be written on the principle that is chosen."""
        return self._below

    def go_to_missing(self) -> bool:
        """Choose the next principle that no entry names, and on which nothing is noted."""
        shown = [self._shown[item.data(0, NUMBER)] for item in self._lines()]
        return choose_next(
            self.tree, [place for place, (row, note) in enumerate(shown) if not row.entries and not note]
        )

    def refresh(self, update: Update | None) -> None:
        """Show which entries name which principle now."""
        rows = principle_matrix(self.session.submission, self.session.catalogue)
        if self.tree.topLevelItemCount() != len(rows):
            self.tree.clear()
            self.tree.addTopLevelItems([QTreeWidgetItem() for _row in rows])
            self._shown.clear()
        chosen = _key(self.tree.currentIndex())
        most = max((len(row.entries) for row in rows), default=0)
        for item, row in zip(self._lines(), rows, strict=True):
            item.setData(1, COUNTS, (len(row.entries), most))
            note = self._note_of(row.number)
            before = self._shown.get(row.number)
            # A row of which nothing changed is the same object as before.
            if before is None or before[0] is not row or before[1] != note:
                self._shown[row.number] = (row, note)
                self._show_row(item, row)
        choose_line(self.tree, chosen, _key)
        self._arrange()
        self._chosen()

    def _arrange(self) -> None:
        """Give the names of the principles and the head of the bars the room that they need, and the rest to the objectives."""
        header, letters = self.tree.header(), self.fontMetrics()
        names = max((letters.horizontalAdvance(item.text(0)) for item in self._lines()), default=0)
        drawn = letters.height() * 3  # the arrow and the sign before a name
        bar = max(header.sectionSizeHint(1), letters.averageCharWidth() * BAR)
        # Where letters are large, bars are short before a name is cut or the list goes sideways.
        room = self.tree.viewport().width() - letters.averageCharWidth() * LEAST_OF_OBJECTIVES
        least = header.sectionSizeHint(1) if is_large() else letters.averageCharWidth() * LEAST_BAR
        first = min(max(names + drawn, letters.averageCharWidth() * BAR), room - least)
        header.resizeSection(0, first)
        header.resizeSection(1, min(bar, room - first))

    def _note_of(self, number: int) -> str:
        return self.session.submission.bound("principle_note", str(number)).text("note")

    def _show_row(self, item: QTreeWidgetItem, row: PrincipleRow) -> None:
        catalogue, count = self.session.catalogue, len(row.entries)
        name = catalogue.principle_name(row.number)
        item.setText(0, name)
        item.setText(1, counted(count) if count else _("none yet"))
        item.setToolTip(1, item.text(1))
        objectives = joined(str(number) for number in sorted(row.by_objective))
        item.setText(OBJECTIVES, objectives)
        item.setToolTip(OBJECTIVES, hint(objectives))
        item.setData(0, NUMBER, row.number)
        item.setIcon(0, icon("done" if count else "suggests"))
        standing = catalogue.standing_label(catalogue.principle_standing(row.number))
        item.setToolTip(0, _("{name} ({standing})").format(name=name, standing=standing) if standing else name)
        item.setChildIndicatorPolicy(
            QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator
            if count or self._note_of(row.number)
            else QTreeWidgetItem.ChildIndicatorPolicy.DontShowIndicator
        )
        if item.isExpanded():
            self._fill_entries(item)
        else:
            item.takeChildren()

    def _fill_entries(self, item: QTreeWidgetItem) -> None:
        """Put the entries below a principle; thousands of them are made only when somebody wants to see them."""
        if item.data(0, NUMBER) not in self._shown:
            return  # an entry below a principle: to open all that is below each, the keys open those too
        row, note = self._shown[item.data(0, NUMBER)]
        item.takeChildren()
        lines = [QTreeWidgetItem([_("Note: {text}").format(text=note)])] if note else []
        item.addChildren([*lines, *(self._line(entry) for entry in row.entries)])

    def _line(self, entry: Entry) -> QTreeWidgetItem:
        catalogue = self.session.catalogue
        kind = catalogue.kind(entry.kind)
        line = QTreeWidgetItem([_("{title} – {kind}").format(title=title_of(entry, catalogue), kind=_(kind.label))])
        line.setText(OBJECTIVES, joined(str(number) for number in objectives_of(entry)))
        line.setData(0, PLACE, place_of(entry))
        return line

    def open_at(self, place: Place) -> None:
        """Open the principle that the place names."""
        entry = self.session.entry(place.entry)
        for item in self._lines():
            if entry is not None and str(item.data(0, NUMBER)) == entry.key:
                self.tree.setCurrentItem(item)
                item.setExpanded(True)
                if place.field:
                    dialog = self._note_on(item.data(0, NUMBER))
                    dialog.open()
                    dialog.form.focus_field(place.field)

    def state(self) -> Mapping[str, Any]:
        """Return which principles are open, and which line is chosen."""
        opened = [item.data(0, NUMBER) for item in self._lines() if item.isExpanded()]
        return {"opened": opened, "chosen": _key(self.tree.currentIndex())}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Open and choose the same again."""
        for item in self._lines():
            item.setExpanded(item.data(0, NUMBER) in state["opened"])
        choose_line(self.tree, state["chosen"], _key)

    def _lines(self) -> list[QTreeWidgetItem]:
        items = (self.tree.topLevelItem(place) for place in range(self.tree.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _number(self) -> int | None:
        item = self.tree.currentItem()
        number = item.data(0, NUMBER) if item is not None else None
        return number if isinstance(number, int) else None

    def _chosen(self) -> None:
        self.note.setEnabled(self._number() is not None)

    def _write_note(self) -> None:
        number = self._number()
        if number is not None:
            self._note_on(number).exec()

    def _note_on(self, number: int) -> EntryDialog:
        from desktop.ui.dialogs.entry import EntryDialog

        entry = self.session.submission.bound("principle_note", str(number))
        return EntryDialog(self.session, entry, self.session.catalogue.principle_name(number), self)

    def _open(self, index: QModelIndex) -> None:
        place = index.siblingAtColumn(0).data(PLACE)
        if isinstance(place, Place):
            self.go.emit(place)


def _key(index: QModelIndex) -> object:
    """Return by what a line is known: its principle, and where it leads for an entry below one."""
    first = index.siblingAtColumn(0)
    above = first.parent()
    return (above.data(NUMBER), first.data(PLACE)) if above.isValid() else first.data(NUMBER)


class _Tree(QTreeWidget):
    """A list that tells that it is as wide as it is now.

    Signals:
        resized: it is.
    """

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()


class _Bar(BareCells):
    """Draws how many entries name a principle as a bar, with the number after it; none is a word and no bar."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        given = index.data(COUNTS)
        if given is None or not given[0]:
            super().paint(painter, option, index)
            return
        count, most = given
        _shown, text = self.bare(painter, option, index)
        c, unit, rtl = colours(), option.fontMetrics.height(), mirrored()
        area = QRectF(option.rect).adjusted(unit * 0.3, 0, -unit * 0.3, 0)
        number = option.fontMetrics.horizontalAdvance(text) + unit * 0.6
        width = (area.width() - number) * count / most
        thick = unit * 0.6

        def part(left: float, wide: float, high: float) -> QRectF:
            x = area.right() - left - wide if rtl else area.left() + left
            return QRectF(x, area.center().y() - high / 2, wide, high)

        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.accent))
        painter.drawRoundedRect(part(0, width, thick), 2, 2)
        write(painter, part(width + unit * 0.4, number, area.height()), text, c.text)
        painter.restore()
