"""The history: who did what and when, with old and new values, newest first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from desktop.i18n.translation import gettext as _
from desktop.record.entry import Value
from desktop.record.history import Change, Revision
from desktop.record.typed import told
from desktop.record.unaccepted import field_of, is_key
from desktop.record.update import Update
from desktop.record.values import display, title_of
from desktop.ui.layout import across, button, column, words
from desktop.ui.pages.base import Page
from desktop.ui.session import Session
from desktop.ui.timestamps import moment
from desktop.ui.tooltips import hint

AT_ONCE = 100
"""Revisions that are read at once; more are read when they are asked for."""


class HistoryPage(Page):
    """Shows every revision; a revision opens to its changes."""

    key = "history"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        inner = column(self, fills=True)
        inner.addWidget(
            words(
                _("Every change is kept, with who made it and what stood there before. Nothing here can be edited."),
                "muted",
            )
        )
        self.tree = QTreeWidget()
        self.tree.setProperty("role", "rows")
        self.tree.setAccessibleName(_("History"))
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels([_("What was done"), _("Who"), _("When")])
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(False)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setResizeContentsPrecision(0)  # by what is seen, and not by thousands of lines
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemExpanded.connect(self._fill_changes)
        inner.addWidget(self.tree, 1)
        self._more = button(_("Show earlier changes"), self._add_older)
        inner.addLayout(across(self._more, None))
        self._oldest = ""

    def refresh(self, update: Update | None) -> None:
        """Read the newest revisions."""
        if update is not None and update.revision is not None and self._add_newest():
            return
        self.tree.clear()
        self._oldest = ""
        self._add_older()

    def _add_newest(self) -> bool:
        """Show the revision that was done last, or that was gone on with; whether it follows what is shown."""
        top = self.tree.topLevelItem(0)
        known = top.data(0, Qt.ItemDataRole.UserRole).id if top is not None else ""
        newest = self.session.file.history(limit=2)
        ids = [each.id for each in newest]
        if not known or known not in ids:
            return False
        if ids[0] == known:
            self.tree.takeTopLevelItem(0)
        self.tree.insertTopLevelItem(0, self._row(newest[0]))
        return True

    def _add_older(self) -> None:
        revisions = self.session.file.history(limit=AT_ONCE, before=self._oldest or None)
        for revision in revisions:
            self.tree.addTopLevelItem(self._row(revision))
        self._oldest = revisions[-1].id if revisions else self._oldest
        self._more.setVisible(len(revisions) == AT_ONCE)

    def _row(self, revision: Revision) -> QTreeWidgetItem:
        row = QTreeWidgetItem(
            [_said(revision, self.session), revision.by or _("Nobody was named"), moment(revision.at)]
        )
        row.setData(0, Qt.ItemDataRole.UserRole, revision)
        row.setChildIndicatorPolicy(
            QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator
            if revision.changes
            else QTreeWidgetItem.ChildIndicatorPolicy.DontShowIndicator
        )
        return row

    def _fill_changes(self, row: QTreeWidgetItem) -> None:
        revision = row.data(0, Qt.ItemDataRole.UserRole)
        if row.childCount() or not isinstance(revision, Revision):
            return
        for change in revision.changes:
            text = self._sentence(change)
            child = QTreeWidgetItem([text])
            child.setToolTip(0, hint(text))
            child.setFirstColumnSpanned(True)
            row.addChild(child)

    def _sentence(self, change: Change) -> str:
        entry = self.session.entry(change.entry_id)
        name = title_of(entry, self.session.catalogue) if entry else _("an entry that was removed")
        if change.removes_entry:
            return _("Removed: {name}").format(name=name)
        if change.creates_entry:
            return _("Added: {name}").format(name=name)
        key = field_of(change.field)
        label = key
        old, new = _plain(change.old), _plain(change.new)
        if entry is not None:
            try:
                field = self.session.catalogue.kind(entry.kind).field(key)
            except KeyError:
                pass
            else:
                label = _(field.label)
                if is_key(change.field):
                    return _of_typed(
                        name, label, *(told(field, each, self.session.catalogue) for each in (change.old, change.new))
                    )
                old, new = (
                    display(field, value, self.session.catalogue, self.session.submission) if value is not None else ""
                    for value in (change.old, change.new)
                )
        if is_key(change.field):
            return _of_typed(name, label, old, new)
        if not old:
            return _("{name}, {field}: “{new}”").format(name=name, field=label, new=new)
        if not new:
            return _("{name}, {field}: “{old}” was cleared").format(name=name, field=label, old=old)
        return _("{name}, {field}: “{old}” became “{new}”").format(name=name, field=label, old=old, new=new)


def _said(revision: Revision, session: Session) -> str:
    """Say what a revision did. One that took another back, or did it again, bears the words of that one: say which."""
    said = session.said(revision.message)
    if revision.type == "undo":
        return _("Undone: {revision}").format(revision=said)
    if revision.type == "redo":
        return _("Done again: {revision}").format(revision=said)
    return said


def _of_typed(name: str, field: str, old: str, new: str) -> str:
    if new:
        return _("{name}, {field}: typed, not accepted: “{new}”").format(name=name, field=field, new=new)
    return _("{name}, {field}: “{old}”, which was not accepted, was cleared").format(name=name, field=field, old=old)


def _plain(value: Value | None) -> str:
    return "" if value is None else str(value)
