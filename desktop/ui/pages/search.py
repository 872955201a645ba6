"""Search over everything: entries of every kind, and what the Compact itself says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from desktop.i18n.text_normalization import fold, query_words
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.record.entry import Entry
from desktop.record.internal_kinds import COMMENT, INTERNAL_KINDS, PARKED
from desktop.record.people import named
from desktop.record.update import Update
from desktop.record.values import title_of
from desktop.ui.layout import column, words
from desktop.ui.list_views import rows
from desktop.ui.navigation import Place, place_of
from desktop.ui.pages.base import Page
from desktop.ui.session import Session

MOST = 200
PLACE = Qt.ItemDataRole.UserRole


class SearchPage(Page):
    """Lists what was found; each line leads to its field."""

    key = "search"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        inner = column(self, fills=True)
        self._heading = words("", "label")
        self._help = words("", "muted")
        inner.addWidget(self._help)
        self._model = QStandardItemModel(self)
        self.list = _Results()
        self.list.left.connect(self.search_wanted)
        rows(self._model, _("Search results"), self.list)
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        inner.addWidget(self.list, 1)
        self._text = ""

    def head(self) -> tuple[QWidget | None, Sequence[QWidget]]:
        """Return how much was found."""
        return self._heading, ()

    def open_at(self, place: Place) -> None:
        """Search for the key of the place."""
        self._text = place.key
        self.refresh(None)

    def refresh(self, update: Update | None) -> None:
        """Search again."""
        chosen = self.list.currentIndex().row()
        self._model.clear()
        if not self._text:
            self._heading.setText(_("Search everything"))
            self._help.setText(_("Type a word to search. Accents and capital letters do not matter."))
            return
        self._add_objectives()
        for hit in self.session.file.search(self._text, limit=MOST):
            entry = self.session.entry(hit.entry_id)
            if entry is None:
                continue
            if entry.kind in INTERNAL_KINDS:
                self._add_internal(entry, hit.field, hit.snippet)
                continue
            kind = self.session.catalogue.kinds.get(entry.kind)
            if kind is None:
                continue
            title = _("{title} – {kind}").format(title=title_of(entry, self.session.catalogue), kind=_(kind.label))
            self._add(title, hit.snippet, place_of(entry, hit.field))
        count = self._model.rowCount()
        self._heading.setText(
            ngettext("{count} result for “{text}”", "{count} results for “{text}”", count).format(
                count=count, text=self._text
            )
            if count
            else _("Nothing found for “{text}”").format(text=self._text)
        )
        self._help.setText(
            _("Choose a result to open it.")
            if count
            else _("Try a shorter word, or part of a word. Accents and capital letters do not matter.")
        )

        if 0 <= chosen < count and self.list.hasFocus():
            self.list.setCurrentIndex(self._model.index(chosen, 0))

    def _add_internal(self, entry: Entry, field: str, snippet: str) -> None:
        """Add what was found in what the team keeps for its own work, where a page shows it."""
        if entry.kind == COMMENT and field == "text":
            self._add(_("Comment by {name}").format(name=named(entry.answers[field].by)), snippet, place_of(entry))
        elif entry.kind == PARKED:
            self._add(title_of(entry, self.session.catalogue), snippet, place_of(entry, field))

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

    def _add_objectives(self) -> None:
        wanted = query_words(self._text)
        for objective in self.session.catalogue.objectives:
            texts = [
                self.session.catalogue.title(objective.number),
                *(_(each.gist) for each in objective.actions),
            ]
            for text in texts:
                if all(word in fold(text) for word in wanted):
                    heading = _("Objective {number}: {title}").format(number=objective.number, title=texts[0])
                    self._add(heading, text if text != texts[0] else "", Place("objective", str(objective.number)))
                    break

    def _add(self, heading: str, text: str, place: Place) -> None:
        item = QStandardItem(f"{heading}\n{text}" if text else heading)
        item.setData(place, PLACE)
        self._model.appendRow(item)

    def _open(self, index: QModelIndex) -> None:
        place = index.data(PLACE)
        if isinstance(place, Place):
            self.go.emit(place)


class _Results(QListView):
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
