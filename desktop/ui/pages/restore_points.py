"""The restore points: moments of the file with a name, day by day, and the way back to each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext
from desktop.operations.back_to import WHOLE, moment_of_point
from desktop.record.restore_points import LONGEST_NAME, RestorePoint, said
from desktop.record.update import Update
from desktop.ui.layout import GAP, across, as_widget, button, column, words
from desktop.ui.list_views import OwnEnd
from desktop.ui.own_undo import emptied
from desktop.ui.page_state import choose_line
from desktop.ui.pages.base import Page
from desktop.ui.parts.cut_line import CutLine
from desktop.ui.parts.nothing_yet import NothingYet
from desktop.ui.parts.wrapping_header import with_wrapping_header
from desktop.ui.session import Session
from desktop.ui.timestamps import day, day_here, hour, moment
from desktop.ui.tooltips import hint

POINT = Qt.ItemDataRole.UserRole

NAME, MADE, WHO, TIME = range(4)


class RestorePointsPage(Page):
    """Lists the restore points, newest first; one can be made by name, and the whole file taken back to any."""

    key = "restore_points"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        inner = column(self, fills=True)
        inner.addWidget(
            words(
                _(
                    "A restore point gives the present state of the file a name. Pledgebook makes one by "
                    "itself before it joins, imports, restores or signs. Restore points belong to this file; "
                    "copies that are handed out do not have them."
                ),
                "muted",
            )
        )
        self.name = CutLine()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName(_("Name of a new restore point"))
        self.name.setPlaceholderText(_("Name, for example: Before the workshop"))
        self.name.setToolTip(self.name.placeholderText())  # where letters are large, there it is cut
        self.name.textChanged.connect(lambda _text: self._offer())
        self.name.returnPressed.connect(self._mark)
        self.mark = button(_("Add restore point"), self._mark, role="primary")
        line = across(self.name, self.mark)
        line.setStretch(0, 1)
        inner.addLayout(line)
        self.tree = self._made_tree()
        inner.addWidget(self.tree, 1)
        self._empty = NothingYet(_("There are no restore points yet."))
        inner.addWidget(self._empty, 1)
        self.restore = button(_("Restore this state…"), self._restore)
        self._below = as_widget(across(self.restore, None, spacing=GAP // 2))
        inner.addWidget(self._below)

    def foot(self) -> QWidget | None:
        """Return what can be done with the point that is chosen."""
        return self._below

    def _made_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setItemDelegate(OwnEnd(tree))
        tree.setProperty("role", "rows")
        tree.setAccessibleName(_("Restore points"))
        tree.setHeaderLabels([pgettext("restore point", "Name"), _("Made by"), _("Who was working"), _("Time")])
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setUniformRowHeights(True)
        header = with_wrapping_header(tree)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for each in (MADE, WHO, TIME):
            header.setSectionResizeMode(each, QHeaderView.ResizeMode.ResizeToContents)
        tree.currentItemChanged.connect(lambda _now, _before: self._offer())
        tree.activated.connect(self._activated)
        return tree

    def refresh(self, update: Update | None) -> None:
        """Show the restore points as they are now; what is only edited makes none."""
        if update is not None and update.revision is not None and update.revision.type == "edit":
            return
        self._fill()

    def _fill(self) -> None:
        chosen = self._chosen()
        self.tree.clear()
        holder: QTreeWidgetItem | None = None
        for point in reversed(self.session.file.restore_points()):
            if holder is None or holder.data(NAME, POINT) != day_here(point.at):
                holder = self._day(point)
            holder.addChild(_row(point))
            holder.setText(NAME, _("{label} ({count})").format(label=day(point.at), count=counted(holder.childCount())))
        empty = not self.tree.topLevelItemCount()
        self.tree.setVisible(not empty)
        self._empty.setVisible(empty)
        choose_line(self.tree, chosen.id if chosen is not None else None, _key)
        self._offer()

    def _day(self, point: RestorePoint) -> QTreeWidgetItem:
        made = QTreeWidgetItem()
        made.setData(NAME, POINT, day_here(point.at))
        font = self.tree.font()
        font.setBold(True)
        made.setFont(NAME, font)
        self.tree.addTopLevelItem(made)
        made.setFirstColumnSpanned(True)
        made.setExpanded(True)
        return made

    def _chosen(self) -> RestorePoint | None:
        item = self.tree.currentItem()
        point = item.data(NAME, POINT) if item is not None else None
        return point if isinstance(point, RestorePoint) else None

    def _offer(self) -> None:
        self.mark.setEnabled(bool(self.name.text().strip()))
        self.restore.setEnabled(self._chosen() is not None)

    def state(self) -> Mapping[str, Any]:
        """Return the name that is typed, and the point that is chosen."""
        point = self._chosen()
        return {"name": self.name.text(), "point": point.id if point is not None else None}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Write the name again, and choose the point."""
        self.name.setText(state["name"])
        choose_line(self.tree, state["point"], _key)

    def _mark(self) -> None:
        name = self.name.text().strip()
        if not name or not self.session.mark(name):
            return
        emptied(self.name)
        self._fill()
        newest = self.tree.topLevelItem(0)
        made = newest.child(0) if newest is not None else None
        if made is not None:
            self.tree.setCurrentItem(made)
        self.said.emit(_("Restore point added: {name}").format(name=name))

    def _activated(self, _index: QModelIndex) -> None:
        self._restore()

    def _restore(self) -> None:
        from desktop.ui.dialogs.restoring import ask_and_restore

        point = self._chosen()
        if point is None:
            return
        heading = _("Restore the whole file to “{name}” ({moment})").format(name=said(point), moment=moment(point.at))
        told = _("Restored: {name}").format(name=said(point))
        ask_and_restore(self.session, moment_of_point(point), WHOLE, heading, self, lambda: self.said.emit(told))


def _key(index: QModelIndex) -> str | None:
    point = index.siblingAtColumn(NAME).data(POINT)
    return point.id if isinstance(point, RestorePoint) else None


def _row(point: RestorePoint) -> QTreeWidgetItem:
    maker = _("Pledgebook") if point.is_made_by_program else _("Your team")
    row = QTreeWidgetItem([said(point), maker, point.by or _("Name not given"), hour(point.at)])
    row.setToolTip(NAME, hint(said(point)))
    row.setData(NAME, POINT, point)
    return row
