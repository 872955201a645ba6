"""The bar above every page: where we are, search, who is speaking, undo, and whether everything is saved."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.update import Update
from desktop.ui import keys
from desktop.ui.layout import GAP, across, margins
from desktop.ui.locale import language_menu
from desktop.ui.navigation import Place
from desktop.ui.parts.icon_button import icon_button
from desktop.ui.parts.menu import Menu
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.preferences import Preferences
from desktop.ui.search_box import SearchBox
from desktop.ui.session import Session
from desktop.ui.shortened import Shortened, longest_word
from desktop.ui.speaker import LEAST_LETTERS, Speaker
from desktop.ui.theme import ThemeManager, is_large
from desktop.ui.tooltips import hint


class Bar(QFrame):
    """The bar above every page.

    Signals:
        go: a `Place`, e.g. that of the search.
        results_wanted: the keyboard goes from the search to what was found.
        search_left: the search is over, and we go back to where we were.
        closed: somebody wants to go back to the start page.
        undo_wanted, redo_wanted, copy_wanted, import_wanted, earlier_wanted, agenda_wanted: what their names say.
        language_wanted: the code of the language that the screen shall speak.
        updates_wanted: somebody wants to see which version runs, or to use another.
        told: a short sentence for a while.
    """

    go = Signal(object)
    results_wanted = Signal()
    search_left = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    import_wanted = Signal()
    earlier_wanted = Signal()
    agenda_wanted = Signal()
    language_wanted = Signal(str)
    updates_wanted = Signal()
    told = Signal(str)

    def __init__(
        self, session: Session, preferences: Preferences, look: ThemeManager, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        self.look = look
        self.setObjectName("bar")
        session.check_spelling(preferences.text("spelling", "on") == "on")
        self._title = Shortened()
        self._title.setObjectName("bar-title")
        self._title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._title.setMinimumWidth(1)
        self._said = Shortened()
        self._said.setObjectName("bar-said")
        self._saying = ""
        self.search_box = SearchBox()
        self.search_box.searched.connect(self._searched)
        self.search_box.results_wanted.connect(self.results_wanted)
        self.search_box.left.connect(self.search_left)
        self.speaker = Speaker(session)
        self.speaker.told.connect(self.told)
        self._undo = icon_button("undo", _("Undo"), self.undo_wanted.emit)
        self._redo = icon_button("redo", _("Redo"), self.redo_wanted.emit)
        self._more = icon_button("menu", _("More"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = Menu(self)
        self._more.setMenu(self._menu)
        self._row = row = QHBoxLayout(self)
        margins(row, GAP * 2, GAP // 2, GAP * 2, GAP // 2)  # as the pages below it
        self._where = where = QWidget()
        where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the search stays in its place
        self._named = named = across(self._title, self._said, spacing=GAP)
        named.setStretch(1, 1)
        where.setLayout(named)
        row.addWidget(where, 5)  # a title and whether everything is saved, both whole
        row.addWidget(self.search_box, 3)
        row.addWidget(self.speaker, 1)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        row.addWidget(self._more)
        session.changed.connect(self._refresh)
        session.saving.changed.connect(self._show_said)
        self.clear_status()

    def complete(self) -> None:
        """Say what can be taken back, which the history has to be asked for, and who can be speaking."""
        self.speaker.fill()
        self._refresh(None)

    def show_place(self, place: Place, title: str) -> None:
        """Say where we are."""
        self._title.setText(title)
        self._title.updateGeometry()
        self._keep_title()
        if place.page == "search":
            self.search_box.take(place.key)
        else:
            self.search_box.forget()

    def _keep_title(self) -> None:
        """Keep the title whole before the search is wide; at twice the size it takes two lines, or stands above what is saved."""
        # With what parts it from the rest.
        wanted = self._title.fontMetrics().horizontalAdvance(self._title.text()) + GAP * 3 // 2
        self._where.setMinimumWidth(0)
        large = is_large()
        side = GAP if large else GAP * 2
        # What is said has room for two lines, and the bar is as high as ever.
        high = GAP // 2 if large else GAP * 3 // 8
        margins(self._row, side, high, side, high)
        self.speaker.setMinimumContentsLength(self.speaker.letters_of_name() if large else LEAST_LETTERS)
        room = self.width() - self.minimumSizeHint().width()
        if large and room < longest_word(self._title.fontMetrics(), self._title.text()) + GAP // 2:
            self.speaker.setMinimumContentsLength(LEAST_LETTERS // 2)  # a word of the title would be cut
            room = self.width() - self.minimumSizeHint().width()
        beside_it = [_("Saved")] if large else [_("Saved"), _("Saving…")]  # large letters leave no room to keep for it
        least = max(self._said.fontMetrics().horizontalAdvance(each) for each in beside_it) + GAP
        way = QBoxLayout.Direction.TopToBottom if wanted + least > room else QBoxLayout.Direction.LeftToRight
        # The search stays in its place on every page but those with a long title, beside which "Saved" would be cut.
        above = way == QBoxLayout.Direction.TopToBottom
        beside = least if large else 0 if above else least - GAP
        self._where.setMinimumWidth(min(wanted + beside, max(room, 0)))
        most = 2 if not large or self._title.fits(room, 2) else 3
        self._title.take_lines(1 if " " not in self._title.text() or self._title.fits(room, 1) else most)
        if self._named.direction() != way:
            self._named.setDirection(way)
            self._named.setSpacing(0 if above else GAP)
        self._keep_said()

    def _keep_said(self) -> None:
        """Let what is said go on in a second line, and in place of the title where two are too few, as long as it is said.

        What it says is in all the lines that there are then: the bar is as high as it was.
        """
        said, large = self._said, is_large()
        line, room, whole = said.fontMetrics().lineSpacing(), self._where.height(), self._where.width()
        beside = whole - self._title.sizeHint().width() - self._named.spacing() if not large else whole
        # "Saving…" comes and goes with every letter that is typed, and never takes the title away.
        is_brief = bool(said.brief) or said.text() == _("Saving…") or said.fits(beside, 1)
        instead = not is_brief and (large or not said.fits(beside, 2))  # the navigator says it too
        self._where.setMinimumHeight(room if instead and large else 0 if large else 2 * line)
        let_be_seen(self._title, not instead)
        said.take_lines(1 if is_brief else max(room // line, 1) if large else 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_title()

    def say(self, text: str) -> None:
        """Show a short sentence; what is not saved is worth more, and stands until it is."""
        self._saying = text
        self._show_said()

    def clear_status(self) -> None:
        """Show again whether everything is saved."""
        self.say("")

    def _show_said(self) -> None:
        saving = self.session.saving
        reason = saving.reason()
        if reason:
            text = _("Not saved: {reason}").format(reason=reason)
        elif saving.is_typing:
            text = _("Saving…")
        else:
            text = self._saying or _("All changes are saved")
        self._said.brief = "" if reason or saving.is_typing or self._saying else _("Saved")
        self._said.setText(text)
        self._keep_said()
        state = "warns" if reason else ""
        if self._said.property("state") != state:
            self._said.setProperty("state", state)
            self._said.style().unpolish(self._said)
            self._said.style().polish(self._said)

    def stop_searching(self) -> None:
        """Forget a search that was only begun: whoever goes somewhere else no longer wants it."""
        self.search_box.stop()

    def search(self) -> bool:
        """Put the keyboard into the search."""
        self.search_box.take_focus()
        return True

    def _refresh(self, _update: Update | None) -> None:
        undo, redo = self.session.can_undo(), self.session.can_redo()
        self._undo.setEnabled(bool(undo))
        undoing = _("Undo: {revision}").format(revision=one_line(undo)) if undo else _("Nothing to undo")
        self._undo.setToolTip(hint(keys.with_keys(undoing, "undo")))
        self._redo.setEnabled(bool(redo))
        redoing = _("Redo: {revision}").format(revision=one_line(redo)) if redo else _("Nothing to redo")
        self._redo.setToolTip(hint(keys.with_keys(redoing, "redo")))

    def _searched(self, text: str) -> None:
        self.go.emit(Place("search", text))

    def fill_menu(self, actions: Mapping[str, QAction]) -> None:
        """Fill the menu, with the keys of what has some beside it."""
        menu = self._menu
        menu.addAction(actions["workshop"])
        menu.addAction(_("Agenda of the workshop…"), self.agenda_wanted.emit)
        menu.addSeparator()
        menu.addAction(actions["copy"])
        menu.addAction(_("Copies for ministries…"), lambda: self.go.emit(Place("copies")))
        menu.addAction(_("Earlier versions…"), self.earlier_wanted.emit)
        menu.addAction(_("Import entries…"), self.import_wanted.emit)
        menu.addSeparator()
        dark = menu.addAction(_("Dark theme"))
        dark.setCheckable(True)
        dark.setChecked(self.look.dark)
        dark.toggled.connect(self._darken)
        checked = menu.addAction(_("Spell check"))
        checked.setCheckable(True)
        checked.setChecked(self.session.checks_spelling)
        checked.toggled.connect(self._check_spelling)
        for key in ("larger", "smaller", "usual"):
            menu.addAction(actions[key])
        menu.addMenu(language_menu(menu, self.language_wanted.emit))
        menu.addSeparator()
        menu.addAction(actions["help"])
        menu.addAction(actions["keys"])
        menu.addAction(_("Update Pledgebook…"), self.updates_wanted.emit)
        for key in ("close", "quit"):
            menu.addAction(actions[key])

    def _check_spelling(self, wanted: bool) -> None:
        self.session.check_spelling(wanted)
        self.preferences.keep("spelling", "on" if wanted else "off")

    def _darken(self, dark: bool) -> None:
        self.look.set_dark(dark)
        self.preferences.keep("colours", "dark" if dark else "light")
