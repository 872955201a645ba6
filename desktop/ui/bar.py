"""The bar above every page: where we are, search, who is speaking, undo, and that everything is saved."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.catalogue.language import gettext as _
from desktop.record.history import Deed
from desktop.ui.parts.icons import icon
from desktop.ui.places import Place
from desktop.ui.preferences import Preferences
from desktop.ui.session import Session
from desktop.ui.speaker import Speaker
from desktop.ui.theme import Look
from desktop.ui.tongue import language_menu

SEARCH_AFTER = 200
"""Milliseconds of rest in typing after which the search begins."""


class Bar(QFrame):
    """The bar above every page.

    Signals:
        go: a `Place`, e.g. that of the search.
        closed: somebody wants to go back to the start page.
        undo_wanted, redo_wanted, copy_wanted, import_wanted, earlier_wanted: what their names say.
        language_wanted: the code of the language that the screen shall speak.
        told: a short sentence for a while.
    """

    go = Signal(object)
    closed = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    copy_wanted = Signal()
    import_wanted = Signal()
    earlier_wanted = Signal()
    language_wanted = Signal(str)
    told = Signal(str)

    def __init__(self, session: Session, preferences: Preferences, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        self.look = look
        self.setObjectName("bar")
        self._title = QLabel()
        self._title.setObjectName("bar-title")
        self._title.setMinimumWidth(1)
        self._said = QLabel()
        self._said.setObjectName("bar-said")
        # What was said gives way first where there is little room; the tool tip says it whole.
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._search = QLineEdit()
        self._search.setPlaceholderText(_("Search everything"))
        self._search.setAccessibleName(_("Search everything"))
        self._search.setToolTip(_("Search everything (Ctrl+F)"))
        self._search.setClearButtonEnabled(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SEARCH_AFTER)
        self._rest.timeout.connect(self._searched)
        self._search.textEdited.connect(lambda _text: self._rest.start())
        self._search.returnPressed.connect(self._searched)
        self.speaker = Speaker(session)
        self.speaker.told.connect(self.told)
        self._undo = self._button("undo", _("Undo"), self.undo_wanted)
        self._redo = self._button("redo", _("Redo"), self.redo_wanted)
        self._more = QToolButton()
        self._more.setIcon(icon("menu"))
        self._more.setAccessibleName(_("More"))
        self._more.setToolTip(_("More"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(self._menu())
        row = QHBoxLayout(self)
        row.addWidget(self._title)
        row.addWidget(self._said, 2)
        row.addWidget(self._search, 3)
        row.addWidget(self.speaker, 1)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        row.addWidget(self._more)
        session.changed.connect(self._refresh)
        self._refresh(None)
        self.hush()

    def show_place(self, place: Place, title: str) -> None:
        """Say where we are."""
        self._title.setText(title)
        if place.page != "search":
            with QSignalBlocker(self._search):
                self._search.clear()

    def say(self, text: str) -> None:
        """Show a short sentence."""
        self._said.setText(text)
        self._said.setToolTip(text)

    def hush(self) -> None:
        """Show again that everything is saved."""
        self.say(_("All changes are saved"))

    def stop_searching(self) -> None:
        """Forget a search that was only begun: whoever goes somewhere else no longer wants it."""
        self._rest.stop()

    def search(self) -> None:
        """Put the keyboard into the search."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _refresh(self, _deed: Deed | None) -> None:
        undo, redo = self.session.can_undo(), self.session.can_redo()
        self._undo.setEnabled(bool(undo))
        self._undo.setToolTip(_("Undo: {deed}").format(deed=undo) if undo else _("Nothing to undo"))
        self._redo.setEnabled(bool(redo))
        self._redo.setToolTip(_("Redo: {deed}").format(deed=redo) if redo else _("Nothing to redo"))

    def _searched(self) -> None:
        text = self._search.text().strip()
        if text:
            self.go.emit(Place("search", text))

    def _button(self, name: str, text: str, pressed: SignalInstance) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setAccessibleName(text)
        button.clicked.connect(pressed)
        return button

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("Keep a copy of this file…"), self.copy_wanted.emit)
        menu.addAction(_("Earlier states…"), self.earlier_wanted.emit)
        menu.addAction(_("Import entries…"), self.import_wanted.emit)
        menu.addSeparator()
        dark = menu.addAction(_("Dark colours"))
        dark.setCheckable(True)
        dark.setChecked(self.look.dark)
        dark.toggled.connect(self._darken)
        menu.addAction(_("Larger (Ctrl and +)"), lambda: self.look.zoom_by(1))
        menu.addAction(_("Smaller (Ctrl and −)"), lambda: self.look.zoom_by(-1))
        menu.addAction(_("Usual size (Ctrl and 0)"), lambda: self.look.zoom_by(0))
        menu.addMenu(language_menu(menu, self.language_wanted.emit))
        menu.addSeparator()
        menu.addAction(_("Close this submission"), self.closed.emit)
        return menu

    def _darken(self, dark: bool) -> None:
        self.look.set_dark(dark)
        self.preferences.keep("colours", "dark" if dark else "light")
