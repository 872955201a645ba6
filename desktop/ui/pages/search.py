"""Search over everything: entries of every kind, and what the Compact itself says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n.number_formatting import counted
from desktop.i18n.query import query_words
from desktop.i18n.text_normalization import fold
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.entry import Entry
from desktop.record.internal_kinds import COMMENT, INTERNAL_KINDS, PARKED
from desktop.record.people import named
from desktop.record.update import Update
from desktop.record.values import title_of
from desktop.store.search_index import Hit
from desktop.ui.layout import column, words
from desktop.ui.list_views import ManyRows, many_rows
from desktop.ui.navigation import Place, place_of
from desktop.ui.page_state import choose_line
from desktop.ui.pages.base import Page
from desktop.ui.parts.row_changes import replace_rows
from desktop.ui.session import Session

MOST = 200
PLACE = Qt.ItemDataRole.UserRole


class SearchPage(Page):
    """Lists what was found; each line leads to its field."""

    key = "search"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        inner = column(self, fills=True)
        self._heading = words("", "label")
        self._help = words("", "muted")
        inner.addWidget(self._help)
        self._model = _Lines(self)
        self.list = _Results()
        self.list.left.connect(self.search_wanted)
        many_rows(self._model, _("Search results"), self.list)
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        inner.addWidget(self.list, 1)
        self._text = ""
        self._objectives: list[_Line] = []
        self._hits: list[Hit] = []
        self._said: dict[Hit, tuple[Entry, _Line | None]] = {}

    def head(self) -> tuple[QWidget | None, Sequence[QWidget]]:
        """Return how much was found."""
        return self._heading, ()

    def open_at(self, place: Place) -> None:
        """Search for the key of the place."""
        self._text = place.key
        self.refresh(None)

    def place(self) -> Place:
        """Return what is searched for."""
        return Place(self.key, self._text)

    def state(self) -> Mapping[str, Any]:
        """Return what is searched for, and where the line that is chosen leads."""
        return {"text": self._text, "chosen": self.list.currentIndex().data(PLACE)}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Search for the same again, and choose it."""
        self.open_at(Place(self.key, state["text"]))
        choose_line(self.list, state["chosen"], lambda index: index.data(PLACE))

    def refresh(self, update: Update | None) -> None:
        """Search again; after an edit only what was edited is looked at."""
        chosen = self.list.currentIndex().row()
        if not self._text:
            self._model.show([])
            self._heading.setText(_("Search everything"))
            self._help.setText(_("Type a word to search. Accents and capital letters do not matter."))
            return
        if update is None or update.revision is None:
            self._objectives = self._found_objectives()
            self._hits = self.session.file.search(self._text, limit=MOST)
        else:
            self._hits = self.session.file.search_again(self._text, self._hits, update.answers, limit=MOST)
        self._said = {hit: said for hit in self._hits if (said := self._line(hit)) is not None}
        lines = [*self._objectives, *(line for _entry, line in self._said.values() if line is not None)]
        self._model.show(lines)
        count = len(lines)
        self._heading.setText(
            ngettext("{count} result for “{text}”", "{count} results for “{text}”", count).format(
                count=counted(count), text=self._text
            )
            if count
            else _("Nothing found for “{text}”").format(text=self._text)
        )
        self._help.setText(
            _("Choose a result to open it.")
            if count
            else _("Try a shorter word, or part of a word. Accents and capital letters do not matter.")
        )
        if 0 <= chosen < count and self.list.hasFocus() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(chosen, 0))

    def _line(self, hit: Hit) -> tuple[Entry, _Line | None] | None:
        """Return the entry in which something was found, with its line; it holds as long as the entry is the same."""
        entry = self.session.entry(hit.entry_id)
        if entry is None:
            return None
        known = self._said.get(hit)
        return known if known is not None and known[0] is entry else (entry, self._line_of(entry, hit))

    def _line_of(self, entry: Entry, hit: Hit) -> _Line | None:
        """Return the line of what was found in an entry, None where no page shows it."""
        if entry.kind == COMMENT and hit.field == "text":
            by = named(entry.answers[hit.field].by)
            return _Line.of(_("Comment by {name}").format(name=by), hit.snippet, place_of(entry))
        title = title_of(entry, self.session.catalogue)
        if entry.kind == PARKED:
            return _Line.of(title, hit.snippet, place_of(entry, hit.field))
        kind = self.session.catalogue.kinds.get(entry.kind)
        if kind is None or entry.kind in INTERNAL_KINDS:
            return None
        heading = _("{title} – {kind}").format(title=title, kind=_(kind.label))
        return _Line.of(heading, hit.snippet, place_of(entry, hit.field))

    def take_focus(self) -> None:
        """Put the keyboard on the first thing that was found, if anything was."""
        if self._model.rowCount():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.list.setCurrentIndex(self._model.index(0, 0))

    def next_found(self, step: int) -> Place | None:
        """Choose the next thing that was found, or the one before. Returns where it is; None where nothing was found."""
        count = self._model.rowCount()
        if not count:
            return None
        row = self.list.currentIndex().row()
        index = self._model.index((row + step) % count if row >= 0 else 0, 0)
        self.list.setCurrentIndex(index)
        place = index.data(PLACE)
        return place if isinstance(place, Place) else None

    def _found_objectives(self) -> list[_Line]:
        wanted = query_words(self._text)
        found: list[_Line] = []
        for objective in self.session.catalogue.objectives:
            texts = [
                self.session.catalogue.title(objective.number),
                *(_(each.gist) for each in objective.actions),
            ]
            text = next((each for each in texts if all(word.is_in(fold(each)) for word in wanted)), None)
            if text is not None:
                heading = _("Objective {number}: {title}").format(number=objective.number, title=texts[0])
                place = Place("objective", str(objective.number))
                found.append(_Line.of(heading, text if text != texts[0] else "", place))
        return found

    def _open(self, index: QModelIndex) -> None:
        place = index.data(PLACE)
        if isinstance(place, Place):
            self.go.emit(place)


@dataclass(frozen=True)
class _Line:
    """A line of what was found, and where it leads."""

    text: str
    place: Place

    @classmethod
    def of(cls, heading: str, text: str, place: Place) -> _Line:
        return cls(f"{heading}\n{text}" if text else heading, place)


class _Lines(QAbstractListModel):
    """What was found; views are told of the lines that differ only."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: list[_Line] = []

    def show(self, lines: Sequence[_Line]) -> None:
        """Show other lines."""
        if not replace_rows(self, QModelIndex(), self._lines, lines):
            self.beginResetModel()
            self._lines = list(lines)
            self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.text
        return line.place if role == PLACE else None


class _Results(ManyRows):
    """What was found; Up from the first line and Esc go back to the box.

    Signals:
        left: the keyboard goes back to the box.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at_top = event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0
        if at_top or event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
