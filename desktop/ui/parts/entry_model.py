"""The entries of a list as Qt's views ask for them: ordered, narrowed, put into words when they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter, eq
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, Qt
from PySide6.QtGui import QColor, QStandardItemModel
from PySide6.QtWidgets import QWidget

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind
from desktop.i18n.isolation import side_by_side
from desktop.i18n.lists import joined
from desktop.i18n.query import query_words
from desktop.i18n.text_normalization import fold
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.comments import open_on, said_open
from desktop.record.entry import Entry
from desktop.record.entry_order import (
    AS_WRITTEN,
    BY_MISSING,
    BY_TITLE,
    MISSING,
    ListView,
    has,
    in_order,
    order_fields,
    sort_key,
)
from desktop.record.entry_state import EntryState, heaviest, lacking, state_of
from desktop.record.objective_numbers import objectives_in_words
from desktop.record.submission import Submission
from desktop.record.values import display, title_of
from desktop.ui.parts.icons import icon
from desktop.ui.parts.row_changes import replace_rows
from desktop.ui.theme import colours
from desktop.ui.tooltips import hint

Index = QModelIndex | QPersistentModelIndex
_id_of = attrgetter("id")
ENTRY = Qt.ItemDataRole.UserRole
STATES = frozenset({"status", "state", "severity"})
"""Fields that tell how far an entry is, or how much it weighs."""

MARKED = {"blocks": N_("Has errors"), "warns": N_("Incomplete")}


class Line(NamedTuple):
    """What a row shows of an entry.

    Args:
        aside: what else the list shows of it, below its title.
        weight: what weighs most of what the form finds in it, see `EntryModel.weight`.
        is_commented: whether a comment is open, or was begun.
    """

    title: str
    aside: str
    weight: str
    is_commented: bool


class EntryModel(QStandardItemModel):
    """The entries of a list, and those that the filters leave: the title, a column for all else that a list shows.

    How many rows and columns there are is kept by Qt, and what stands in them here: when a row comes or goes a view asks for
    the index of every row, and what of that is written in Python takes ten times as long as all the rest. So neither
    `index`, `flags` nor a count is overridden; there are no items.

    Attributes:
        columns: the order that each column stands for, see `record/entry_order.py`.
    """

    def __init__(self, kind: Kind, catalogue: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._kind = kind
        self._catalogue = catalogue
        self._submission: Submission | None = None
        self._all: Sequence[Entry] = []
        self.entries: list[Entry] = []
        self._fields = {field.key: field for field in order_fields(kind)}
        self.columns = (BY_TITLE, *self._fields, BY_MISSING)
        self.setColumnCount(len(self.columns))
        self._rows: dict[str, int] | None = None  # of each entry, until others come or they stand in another order
        self._moves = False  # rows come and go at this moment
        self._view = ListView()
        self._keys: dict[str, tuple[Entry, Any]] = {}
        # What was reckoned of an entry holds as long as it is the same entry: they are never changed, only replaced.
        self._titles: dict[str, tuple[Entry, str]] = {}
        self._texts: dict[str, tuple[Entry, str]] = {}
        self._weights: dict[str, tuple[Entry, str]] = {}
        self._states: dict[str, tuple[Entry, EntryState]] = {}
        self._asides: dict[str, tuple[Entry, int, str]] = {}
        self._begun: frozenset[str] = frozenset()  # entries on which whoever writes has begun a comment
        self._linked = {kind for field in self._fields.values() for kind in field.refers_to}

    def set_entries(self, entries: Sequence[Entry], submission: Submission) -> None:
        """Show other entries."""
        before, self._submission = self._submission, submission
        if before is None or any(before.of_kind(kind) is not submission.of_kind(kind) for kind in self._linked):
            self._asides.clear()
        self._all = entries
        shown = self._filtered()
        self._show(shown)

    def _show(self, shown: Sequence[Entry]) -> None:
        is_same = len(shown) == len(self.entries) and all(map(eq, map(_id_of, shown), map(_id_of, self.entries)))
        self._moves = True
        if not replace_rows(self, QModelIndex(), self.entries, shown):
            self.beginResetModel()
            self.entries = list(shown)
            with QSignalBlocker(self):  # that everything is another is told already
                self.setRowCount(len(shown))
            self.endResetModel()
        self._moves = False
        if not is_same:
            self._rows = None

    @property
    def count(self) -> int:
        """How many entries there are, whatever the filter leaves."""
        return len(self._all)

    @property
    def list_view(self) -> ListView:
        """Which entries are shown, and in which order."""
        return self._view

    def look(self, view: ListView) -> None:
        """Show other entries, or the same in another order."""
        if view.order != self._view.order:
            self._keys.clear()
        self._view = view
        self._show(self._filtered())

    def filter(self, text: str) -> None:
        """Leave only the entries that hold every word."""
        self.look(replace(self._view, words=tuple(query_words(text))))

    @property
    def all_entries(self) -> Sequence[Entry]:
        """Every entry, whatever the filters leave."""
        return self._all

    def row_of(self, entry_id: str) -> int | None:
        """Return the row of an entry, None where it is not shown."""
        if self._rows is None or self._moves:
            self._rows = dict(zip(map(_id_of, self.entries), range(len(self.entries)), strict=True))
        return self._rows.get(entry_id)

    def in_place_of(self, shown_before: Sequence[Entry], row_before: int | None) -> str:
        """Return what stands where an entry stood before: work goes on there, and not at the beginning. Empty for nothing."""
        if row_before is None or not self.entries:
            return ""
        above = (self.row_of(each.id) for each in reversed(shown_before[:row_before]))
        last = next((row for row in above if row is not None), -1)
        return self.entries[min(last + 1, len(self.entries) - 1)].id

    def _filtered(self) -> Sequence[Entry]:
        view = self._view
        shown = self._all if view.leaves_all else [entry for entry in self._all if self._fits(entry, view)]
        if view.order == AS_WRITTEN:
            return list(reversed(shown)) if view.backwards else shown
        return in_order(shown, self._key, backwards=view.backwards)

    def _fits(self, entry: Entry, view: ListView) -> bool:
        for key, value in view.chosen.items():
            if key == MISSING:
                if bool(self.lacks(entry)) != (value == "any"):
                    return False
            elif not has(entry, key, value):
                return False
        return not view.words or all(word.is_in(self._text(entry)) for word in view.words)

    def _key(self, entry: Entry) -> Any:
        kept = self._keys.get(entry.id)
        if kept is None or kept[0] is not entry:
            order = self._view.order
            key = -self.lacks(entry) if order == BY_MISSING else sort_key(entry, order, self._kind, self._catalogue)
            kept = self._keys[entry.id] = (entry, key)
        return kept[1]

    def lacks(self, entry: Entry) -> int:
        """Return how many answers that are expected an entry does not have, or that break a limit; as its form says."""
        state = self._state(entry)
        return len(state.missing) + len(state.wrong)

    def _state(self, entry: Entry) -> EntryState:
        kept = self._states.get(entry.id)
        if kept is None or kept[0] is not entry:
            kept = self._states[entry.id] = (entry, state_of(entry, self._kind))
        return kept[1]

    def lacking_names(self, entry: Entry) -> str:
        """Return the names of these answers, one after the other."""
        state = self._state(entry)
        keys = {*state.missing, *state.wrong}
        return joined(_(field.label) for field in self._kind.fields if field.key in keys) if keys else ""

    def _text(self, entry: Entry) -> str:
        kept = self._texts.get(entry.id)
        if kept is None or kept[0] is not entry:
            said = [str(answer.value) for answer in entry.answers.values()]
            said += [
                display(field, entry.value(field.key), self._catalogue, self._submission)
                for field in self._kind.fields
                if field.in_list and field.options
            ]
            kept = self._texts[entry.id] = (entry, fold(" ".join(said)))
        return kept[1]

    def _title(self, entry: Entry) -> str:
        kept = self._titles.get(entry.id)
        if kept is None or kept[0] is not entry:
            kept = self._titles[entry.id] = (entry, title_of(entry, self._catalogue))
        return kept[1]

    def weight(self, entry: Entry) -> str:
        """Return what weighs most of what the form finds in an entry: `blocks`, `warns`, or empty for less."""
        kept = self._weights.get(entry.id)
        if kept is None or kept[0] is not entry:
            kept = self._weights[entry.id] = (entry, heaviest(entry, self._kind))
        return kept[1]

    def columns_that_matter(self) -> list[int]:
        """Return the columns beside the title, those first that matter most: what is missing, objectives, the state."""

        def rank(place: int) -> int:
            key = self.columns[place]
            if key == BY_MISSING:
                return 0
            field = self._fields[key]
            return 1 if field.type == "objectives" else 2 if key in STATES else 3 if field.type == "text" else 4

        return sorted(range(1, len(self.columns)), key=rank)

    def is_short(self, place: int) -> bool:
        """Tell whether a column holds numbers."""
        return self.columns[place] in self._fields and self._fields[self.columns[place]].type in ("objectives", "year")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        key = self.columns[section]
        if key in (BY_TITLE, BY_MISSING):
            return _("Title") if key == BY_TITLE else _("Missing")
        field = self._fields[key]
        # The form may have a longer name for them; above numbers there is room for this one.
        is_short = field.type == "objectives" and role == Qt.ItemDataRole.DisplayRole
        return _("Objectives") if is_short else _(field.label)

    def setData(self, _index: Index, _value: object, _role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take nothing: what an entry says is changed in its form."""
        return False

    def line(self, row: int) -> Line:
        """Return what a row shows: at once, where `data` would be asked through Qt for each part of it that is drawn."""
        entry = self.entries[row]
        return Line(self._title(entry), self._aside(entry), self.weight(entry), bool(self._said_comments(entry)))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if index.column():
            return self._cell(entry, self.columns[index.column()], role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            weight = self.weight(entry)
            told = [self._title(entry), _(MARKED[weight]) if weight else "", self.lacking_names(entry)]
            told.extend(self._said_comments(entry))
            return hint("\n".join(each for each in told if each))
        if role == ENTRY:
            return entry.id
        if role == Qt.ItemDataRole.DecorationRole:
            return icon("comment", "warns") if self._said_comments(entry) else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = _("{title}. {about}").format(title=self._title(entry), about=self._aside(entry))
            weight = self.weight(entry)
            return _("{said}. {marked}").format(said=said, marked=_(MARKED[weight])) if weight else said
        return None

    def _cell(self, entry: Entry, column: str, role: int) -> object:
        if role == ENTRY:
            return entry.id
        if role == Qt.ItemDataRole.DecorationRole and column == BY_MISSING:
            weight = self.weight(entry)
            return icon(weight) if weight else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(colours().muted)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        text = self.lacking_names(entry) if column == BY_MISSING else self._said(entry, self._fields[column])
        return text if role == Qt.ItemDataRole.DisplayRole else hint(text)

    def _said(self, entry: Entry, field: FormField) -> str:
        if field.type == "objectives":
            return joined(str(number) for number in entry.numbers(field.key))
        if field.type == "yes_no":
            # A bare "No" says nothing; where it is so, its name says it.
            return _(field.label) if entry.value(field.key) is True else ""
        return display(field, entry.value(field.key), self._catalogue, self._submission)

    def _said_alone(self, entry: Entry, field: FormField) -> str:
        """Return what a field says where no heading stands above it: a bare "1" says nothing."""
        numbers = entry.numbers(field.key) if field.type == "objectives" else ()
        return objectives_in_words(numbers) if numbers else self._said(entry, field)

    def _open_comments(self, entry: Entry) -> int:
        return sum(open_on(self._submission, entry.id).values()) if self._submission is not None else 0

    def _said_comments(self, entry: Entry) -> list[str]:
        """Return in words how many comments are open, and that one was begun, as the form says it."""
        open_ = self._open_comments(entry)
        return [
            *([said_open(open_)] if open_ else []),
            *([_("Unfinished comment")] if entry.id in self._begun else []),
        ]

    def show_begun(self, begun: frozenset[str]) -> None:
        """Show on which entries a comment was begun and not added."""
        if begun == self._begun:
            return
        changed, self._begun = begun ^ self._begun, begun
        for row in (row for each in changed if (row := self.row_of(each)) is not None):
            self._asides.pop(self.entries[row].id, None)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def show_around(self, submission: Submission) -> None:
        """Show which comments are open now, and how what is linked is called, where no entry of the list has changed."""
        self._submission = submission
        self._asides.clear()
        if self.entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.entries) - 1, len(self.columns) - 1))

    def _aside(self, entry: Entry) -> str:
        """Return what else the list shows of an entry: each line is drawn anew whenever one comes or goes."""
        open_ = self._open_comments(entry)
        kept = self._asides.get(entry.id)
        if kept is None or kept[0] is not entry or kept[1] != open_:
            kept = self._asides[entry.id] = (entry, open_, self._said_aside(entry))
        return kept[2]

    def _said_aside(self, entry: Entry) -> str:
        parts = [self._said_alone(entry, field) for field in self._fields.values()]
        parts[:0] = self._said_comments(entry)
        state = self._state(entry)
        if len(state.missing) == 1 and not state.wrong:
            parts.append(_("Missing: {names}").format(names=self.lacking_names(entry)))
        else:
            parts.append(lacking(len(state.missing), len(state.wrong)))
        return side_by_side(parts)
