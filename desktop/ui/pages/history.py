"""The history: who did what and when, day by day, with old and new values, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.record.dates import in_words
from desktop.record.entry import Entry
from desktop.record.history import Change, Revision
from desktop.record.internal_titles import field_name, is_told, plain
from desktop.record.subjects import subject_of
from desktop.record.typed import told
from desktop.record.unaccepted import field_of, is_key
from desktop.record.update import Update
from desktop.record.values import display, short_title, title_of
from desktop.ui.layout import GAP, LEAST_OF_LIST, Rest, across, as_widget, button, column_when_cut, filter_box, words
from desktop.ui.list_views import OwnEnd
from desktop.ui.navigation import place_of
from desktop.ui.page_state import choose_data, choose_line, lines
from desktop.ui.pages.base import Page
from desktop.ui.parts.finder import Finder, Item
from desktop.ui.parts.flow import FlowLayout, flowing
from desktop.ui.parts.nothing_yet import NothingYet
from desktop.ui.parts.versions import entry_then, what_was_done, why_it_was_done
from desktop.ui.parts.wrapping_header import with_wrapping_header
from desktop.ui.session import Session
from desktop.ui.timestamps import day_here, hour, moment
from desktop.ui.tooltips import hint

AT_ONCE = 100
"""Revisions that are read at once; more are read when somebody comes to the end of them."""

NEW = 20
"""Revisions that are looked at for what was done since; where more were done, all is read again."""

MOST_REMOVED = 300
"""Entries that were removed, and can be chosen like those that are there."""

MOST_LOOKED_AT = 50
"""Entries of one revision of which it is looked up whether anybody knows of them."""

ALL = -1
"""Stands for everybody, or for all entries."""

REVISION = Qt.ItemDataRole.UserRole
DAY = Qt.ItemDataRole.UserRole + 1

WHAT, ENTRY, WHO, TIME = range(4)


class HistoryPage(Page):
    """Shows every revision under its day; a revision opens to its changes, and can be taken back where it still stands."""

    key = "history"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        inner = column_when_cut(self)
        inner.addWidget(words(_("Every change is kept, with its author and the earlier text."), "muted"))
        self.person = filter_box(_("Author"), 14)
        self.person.currentIndexChanged.connect(lambda _place: self._begin())
        self.entry = Finder(self._entries)
        self.entry.setAccessibleName(_("Entry"))
        self.entry.setMinimumContentsLength(22)
        self.entry.line.setPlaceholderText(_("All entries"))
        self.entry.line.editingFinished.connect(self._no_entry)
        self.entry.picked.connect(self._choose_entry)
        named = ((_("Author"), self.person), (_("Entry"), self.entry))
        filters = QWidget()
        beside = FlowLayout(filters, spacing=GAP)  # one below the other at twice the size
        for label, box in named:
            pair = QWidget()
            pair.setLayout(across(words(label, "muted"), box))
            beside.addWidget(pair)
        inner.addWidget(filters)
        self.tree = QTreeWidget()
        self.tree.setItemDelegate(OwnEnd(self.tree))
        self.tree.setProperty("role", "rows")
        self.tree.setAccessibleName(_("History"))
        self.tree.setHeaderLabels([_("What was done"), _("Entry"), _("Author"), _("Time")])
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setUniformRowHeights(True)
        header = with_wrapping_header(self.tree)
        header.setStretchLastSection(False)
        header.setResizeContentsPrecision(0)  # by what is seen, and not by thousands of lines
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(ENTRY, QHeaderView.ResizeMode.Interactive)
        self._share_columns()
        for each in (WHO, TIME):
            header.setSectionResizeMode(each, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemExpanded.connect(self._fill_changes)
        self.tree.currentItemChanged.connect(lambda _now, _before: self._offer())
        self.tree.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._menu)
        listed = QWidget()
        rows = QVBoxLayout(listed)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.tree, 1)
        self._empty = NothingYet(_("Nothing has been changed yet."))
        rows.addWidget(self._empty, 1)
        inner.addWidget(Rest(listed, LEAST_OF_LIST), 1)
        self.open = button(_("Open the entry"), self._open)
        self.take_back = button(_("Undo this change"), self._take_back)
        self._more = button(_("Show earlier changes"), self._add_older)
        self.differences = button(_("Show the differences…"), self._show_differences)
        self.of_entry = button(_("History of the entry…"), self._show_entry)
        self.go_back = button(_("Restore this state…"), self._go_back)
        foot = across(flowing(*self._offers()), self._more)
        foot.setStretch(0, 1)
        self._below = as_widget(foot)
        inner.addWidget(self._below)
        self._oldest = ""
        self._reads = 0
        self._entry_id: str | None = None
        self._named: list[str] | None = None

    def _offers(self) -> tuple[QPushButton, ...]:
        return (self.open, self.take_back, self.differences, self.of_entry, self.go_back)

    def foot(self) -> QWidget | None:
        """Return what can be done with the change that is chosen."""
        return self._below

    def _share_columns(self) -> None:
        """Give the names of entries their room, of which a page of large letters leaves the other columns some."""
        wanted = self.fontMetrics().averageCharWidth() * 34
        self.tree.header().resizeSection(ENTRY, min(wanted, self.width() // 4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_columns()

    def refresh(self, update: Update | None) -> None:
        """Read the newest revisions."""
        if update is not None and update.revision is not None:
            self._offer_people(update.revision.by)
            if self._add_newest():
                self._offer()
                return
        else:
            self._offer_people()
        before = self.state()
        self._begin()
        self._come_back(before)

    def state(self) -> Mapping[str, Any]:
        """Return whose changes of which entry are shown, how far they were read, and which one is chosen."""
        rows = list(lines(self.tree.model()))
        return {
            "person": self.person.currentData(),
            "entry": self._entry_id,
            "name": self.entry.currentText(),
            "reads": self._reads,
            "opened": [key for each in rows if (key := _key(each)) is not None and self.tree.isExpanded(each)],
            "chosen": _key(self.tree.currentIndex()),
        }

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Show, read and choose the same again."""
        choose_data(self.person, state["person"])
        self._choose_entry(state["entry"])
        if self._entry_id is not None:
            self.entry.show_text(dict(self._entries()).get(self._entry_id, state["name"]))
        self._come_back(state)

    def _come_back(self, state: Mapping[str, Any]) -> None:
        """Read as far back as before, and open and choose the same ones."""
        while self._reads < state["reads"] and not self._more.isHidden():
            self._add_older()
        opened = set(state["opened"])
        for each in list(lines(self.tree.model())):
            key = _key(each)
            if key in opened:
                self.tree.expand(each)
        choose_line(self.tree, state["chosen"], _key)

    def _begin(self) -> None:
        self.tree.clear()
        self._oldest = ""
        self._reads = 0
        self._add_older()
        empty = not self.tree.topLevelItemCount()
        self._empty.setText(
            _("No changes match these filters.") if self._is_chosen() else _("Nothing has been changed yet.")
        )
        self._empty.setVisible(empty)
        self.tree.setVisible(not empty)
        self._offer()

    def _offer_people(self, newest: str | None = None) -> None:
        if self._named is not None and newest in self._named:
            return
        chosen = self.person.currentData()
        self._named = self.session.file.people()
        self.person.blockSignals(True)
        self.person.clear()
        self.person.addItem(_("Everybody"), ALL)
        for name in self._named:
            self.person.addItem(name or _("Name not given"), name)
        self.person.setCurrentIndex(max(self.person.findData(chosen), 0))
        self.person.blockSignals(False)

    def _entries(self) -> list[Item]:
        submission, catalogue = self.session.submission, self.session.catalogue
        found: list[Item] = [(ALL, _("All entries"))]
        for kind in catalogue.kinds:
            found += ((each.id, short_title(each, catalogue)) for each in submission.of_kind(kind))
        for each in self.session.file.past.removed_entries(MOST_REMOVED):
            if each.kind in catalogue.kinds:
                found.append((each.id, _("{name} (removed)").format(name=short_title(each, catalogue))))
        return found

    def _choose_entry(self, key: object) -> None:
        chosen = key if isinstance(key, str) else None
        if chosen is None:
            self.entry.show_text("")
        if chosen != self._entry_id:
            self._entry_id = chosen
            self._begin()

    def _no_entry(self) -> None:
        if not self.entry.currentText().strip():
            self._choose_entry(None)

    def _by(self) -> str | None:
        by = self.person.currentData()
        return by if isinstance(by, str) else None

    def _is_chosen(self) -> bool:
        return self._by() is not None or self._entry_id is not None

    def _add_newest(self) -> bool:
        """Show what was done since, above what is shown; returns whether that is all that has to be shown.

        What is older stays as it is, however far it was read: only the revision that was the last one may have been gone on
        with.
        """
        first = self.tree.topLevelItem(0)
        top = first.child(0) if first is not None else None
        if first is None or top is None:
            return False
        known: Revision = top.data(WHAT, REVISION)
        newest = self.session.file.history(limit=NEW, entry_id=self._entry_id, by=self._by())
        place = next((place for place, each in enumerate(newest) if each.id == known.id), None)
        if place is None:
            return False
        come = newest[:place]
        if newest[place] != known:
            come = newest[: place + 1]
            first.takeChild(0)
        for revision in reversed(come):
            if first.data(WHAT, DAY) != day_here(revision.at):
                if not first.childCount():
                    self.tree.takeTopLevelItem(0)
                first = self._add_day(revision, at=0)
            first.insertChild(0, self._row(revision))
            _count(first)
        return True

    def _add_older(self) -> None:
        self._reads += 1
        revisions = self.session.file.history(
            limit=AT_ONCE, before=self._oldest or None, entry_id=self._entry_id, by=self._by()
        )
        rows: list[QTreeWidgetItem] = []
        day = self.tree.topLevelItem(self.tree.topLevelItemCount() - 1)
        for revision in revisions:
            if day is None or day.data(WHAT, DAY) != day_here(revision.at):
                self._put(day, rows)
                day = self._add_day(revision, at=self.tree.topLevelItemCount())
            rows.append(self._row(revision))
        self._put(day, rows)
        self._oldest = revisions[-1].id if revisions else self._oldest
        self._more.setVisible(len(revisions) == AT_ONCE)

    def _put(self, day: QTreeWidgetItem | None, rows: list[QTreeWidgetItem]) -> None:
        if day is not None and rows:
            day.addChildren(rows)
            _count(day)
            rows.clear()

    def _add_day(self, revision: Revision, *, at: int) -> QTreeWidgetItem:
        day = QTreeWidgetItem()
        day.setData(WHAT, DAY, day_here(revision.at))
        font = self.tree.font()
        font.setBold(True)
        day.setFont(WHAT, font)
        self.tree.insertTopLevelItem(at, day)
        day.setFirstColumnSpanned(True)
        day.setExpanded(True)
        return day

    def _scrolled(self, value: int) -> None:
        if value and value == self.tree.verticalScrollBar().maximum() and self._more.isVisibleTo(self):
            self._add_older()

    def _row(self, revision: Revision) -> QTreeWidgetItem:
        said, names = what_was_done(self.session, revision), self._names(revision)
        row = QTreeWidgetItem([said, names, revision.by or _("Name not given"), hour(revision.at)])
        row.setToolTip(WHAT, hint(f"{said}\n{why_it_was_done(revision)}".strip()))
        row.setToolTip(ENTRY, hint(names))
        row.setData(WHAT, REVISION, revision)
        row.setChildIndicatorPolicy(
            QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator
            if revision.changes or why_it_was_done(revision)
            else QTreeWidgetItem.ChildIndicatorPolicy.DontShowIndicator
        )
        return row

    def _names(self, revision: Revision) -> str:
        """Return which entry a revision changed, and how many more."""
        ids = list(dict.fromkeys(change.entry_id for change in revision.changes))
        if not ids:
            return ""
        entry = entry_then(self.session, ids[0])
        name = subject_of(entry, self.session.submission, self.session.catalogue) if entry else ""
        if len(ids) == 1:
            return name
        return _("{name} (other entries: {count})").format(name=name, count=counted(len(ids) - 1))

    def _fill_changes(self, row: QTreeWidgetItem) -> None:
        revision = row.data(WHAT, REVISION)
        if row.childCount() or not isinstance(revision, Revision):
            return
        why = why_it_was_done(revision)
        told_changes = (
            each for each in revision.changes if is_told(entry_then(self.session, each.entry_id), field_of(each.field))
        )
        for text in (*([why] if why else ()), *map(self._sentence, told_changes)):
            child = QTreeWidgetItem([text])
            child.setToolTip(WHAT, hint(text))
            row.addChild(child)
            child.setFirstColumnSpanned(True)

    # What can be done with a revision

    def _chosen(self) -> Revision | None:
        """Return the revision that the keyboard is at, or at one of the changes of."""
        item = self.tree.currentItem()
        while item is not None and not isinstance(item.data(WHAT, REVISION), Revision):
            item = item.parent()
        revision = item.data(WHAT, REVISION) if item is not None else None
        return revision if isinstance(revision, Revision) else None

    def _entry_of(self, revision: Revision | None) -> Entry | None:
        ids = [change.entry_id for change in revision.changes] if revision else []
        return next((entry for each in ids if (entry := self.session.entry(each)) is not None), None)

    def _offer(self) -> None:
        revision = self._chosen()
        self.open.setEnabled(self._entry_of(revision) is not None)
        self.take_back.setEnabled(revision is not None and self.session.file.can_take_back(revision.id))
        self.differences.setEnabled(bool(revision and revision.changes))
        self.of_entry.setEnabled(bool(self._entry_ids(revision)))
        self.go_back.setEnabled(revision is not None and not self._is_newest(revision))

    def _menu(self, at: QPoint) -> None:
        if self._chosen() is None:
            return
        menu = QMenu(self.tree)
        for each in self._offers():
            menu.addAction(each.text(), each.click).setEnabled(each.isEnabled())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.tree.viewport().mapToGlobal(at))

    def _open(self) -> None:
        entry = self._entry_of(self._chosen())
        if entry is not None:
            self.go.emit(place_of(entry))

    def _take_back(self) -> None:
        revision = self._chosen()
        if revision is not None and self.session.take_back(revision.id):
            self.said.emit(_("Undone: {revision}").format(revision=self.session.said(revision.message)))

    def _entry_ids(self, revision: Revision | None) -> list[str]:
        ids = dict.fromkeys(change.entry_id for change in revision.changes) if revision else {}
        return (
            [each for each in ids if entry_then(self.session, each) is not None]
            if len(ids) <= MOST_LOOKED_AT
            else list(ids)
        )

    def _is_newest(self, revision: Revision) -> bool:
        return [each.id for each in self.session.file.history(limit=1)] == [revision.id]

    def _show_differences(self) -> None:
        from desktop.ui.dialogs.revision import RevisionDialog

        revision = self._chosen()
        if revision is not None:
            RevisionDialog(self.session, revision, self).open()

    def _show_entry(self) -> None:
        from desktop.ui.dialogs.entry_history import history_of_entry

        ids = self._entry_ids(self._chosen())
        wanted = self._entry_id if self._entry_id in ids else next(iter(ids), "")
        if wanted:
            history_of_entry(self.session, wanted, self).open()

    def _go_back(self) -> None:
        from desktop.operations.back_to import WHOLE, moment_after
        from desktop.ui.dialogs.restoring import ask_and_restore

        revision = self._chosen()
        if revision is not None:
            heading = _("Restore the whole file to the state of {moment}").format(moment=moment(revision.at))
            ask_and_restore(self.session, moment_after(revision), WHOLE, heading, self)

    def _sentence(self, change: Change) -> str:
        entry = entry_then(self.session, change.entry_id)
        name = title_of(entry, self.session.catalogue) if entry else _("a removed entry")
        if change.removes_entry:
            return _("Removed: {name}").format(name=name)
        if change.creates_entry:
            return _("Added: {name}").format(name=name)
        key = field_of(change.field)
        label = field_name(entry, key)
        old, new = plain(change.old), plain(change.new)
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
            return _("{name}, {field}: “{old}” was removed").format(name=name, field=label, old=old)
        return _("{name}, {field}: “{old}” was changed to “{new}”").format(name=name, field=label, old=old, new=new)


def _key(index: QModelIndex) -> str | None:
    revision = index.siblingAtColumn(WHAT).data(REVISION)
    return revision.id if isinstance(revision, Revision) else None


def _count(day: QTreeWidgetItem) -> None:
    said = in_words(str(day.data(WHAT, DAY))) or _("Without a date")
    day.setText(WHAT, _("{label} ({count})").format(label=said, count=counted(day.childCount())))


def _of_typed(name: str, field: str, old: str, new: str) -> str:
    if new:
        return _("{name}, {field}: typed but not accepted: “{new}”").format(name=name, field=field, new=new)
    return _("{name}, {field}: “{old}”, which was not accepted, was removed").format(name=name, field=field, old=old)
