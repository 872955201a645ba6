"""An open submission on screen: the navigator, the bar above, and the page in the middle."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QKeyCombination, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.update import Update
from desktop.ui import fonts
from desktop.ui.bar import Bar
from desktop.ui.layout import GAP, margins
from desktop.ui.navigation import Place
from desktop.ui.navigator import Navigator
from desktop.ui.pages import make_page
from desktop.ui.pages.base import Page
from desktop.ui.parts.page_tabs import PageTabs
from desktop.ui.preferences import Preferences
from desktop.ui.runner import Task
from desktop.ui.session import Session
from desktop.ui.theme import ThemeManager
from desktop.ui.unsaved import UnsavedStrip, keep_copy

Keys = QKeySequence.StandardKey | QKeyCombination | Qt.Key

SAID_FOR = 6000
"""Milliseconds for which a short sentence stands in the bar."""

SOON = 30
"""Milliseconds after the first look at the window, after which it goes on with the rest: time for a first press."""


class Workplace(QWidget):
    """Holds the pages of one open submission; a page is made when it is first gone to.

    Signals:
        closed: somebody wants to go back to the start page.
        language_wanted: the code of the language that the screen shall speak.
        shortcuts_wanted: somebody wants to see what each key does.
    """

    closed = Signal()
    language_wanted = Signal(str)
    shortcuts_wanted = Signal()

    def __init__(self, session: Session, preferences: Preferences, look: ThemeManager) -> None:
        super().__init__()
        self.session = session
        self.preferences = preferences
        self.look = look
        entries = session.submission.entries.values()
        said = (kept for entry in entries for kept in (*entry.answers.values(), *entry.typed.values()))
        fonts.need(str(answer.value) for answer in said)
        self._pages: dict[str, Page] = {}
        self._missed: dict[str, bool] = {}
        self._place = Place("")
        self._back: list[Place] = []
        self._forward: list[Place] = []
        session.order.group_by(preferences.text("grouping"))
        session.order.changed.connect(lambda: preferences.keep("grouping", session.order.grouping))
        self.navigator = Navigator(session)
        self.navigator.go.connect(self.go)
        self.bar = Bar(session, preferences, look)
        self.bar.go.connect(self.go)
        self.bar.results_wanted.connect(self._go_to_results)
        self.bar.search_left.connect(self._leave_search)
        self.bar.closed.connect(self.closed)
        self.bar.undo_wanted.connect(self.undo)
        self.bar.redo_wanted.connect(self.redo)
        self.bar.copy_wanted.connect(self.keep_copy)
        self.bar.import_wanted.connect(self.import_entries)
        self.bar.language_wanted.connect(self.language_wanted)
        self.bar.earlier_wanted.connect(self.show_earlier)
        self.bar.shortcuts_wanted.connect(self.shortcuts_wanted)
        self.bar.told.connect(self.say)
        self.tabs = PageTabs()
        self.tabs.go.connect(self.go)
        self._stack = QStackedWidget()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(UnsavedStrip(session, self.keep_copy))
        tabs = QHBoxLayout()
        tabs.addWidget(self.tabs)
        margins(tabs, GAP + GAP // 4, GAP // 2, GAP * 2, 0)  # the words of the first tab begin where the page begins
        column.addLayout(tabs)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigator, 5)
        row.addLayout(column, 18)
        session.changed.connect(self.changed)
        self._add_actions()

    def complete_soon(self) -> None:
        """Show what was put off, in a moment."""
        QTimer.singleShot(SOON, self, self.complete)

    def complete(self) -> None:
        """Show what was put off until the window was there."""
        self.bar.complete()
        self.navigator.complete()
        for page in self._pages.values():
            page.complete()
        if not self.session.is_prepared:
            self.session.is_prepared = True
            task = Task(lambda _work: self.session.file.prepare(), self)
            task.succeeded.connect(self.tell_warnings)
            task.start()

    def tell_warnings(self) -> None:
        """Tell what is to be known of the file and was not told yet."""
        for warning in self.session.new_warnings():
            self.say(warning)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self._stack.currentWidget()
        assert isinstance(page, Page)
        return page

    @property
    def place(self) -> Place:
        """Where we are."""
        return self._place

    def go(self, place: Place) -> None:
        """Go to a place; what was being typed on the page that is left is written down first."""
        if self._place.page:
            self.leave()
            if not self._place.same_page(place):
                self._back.append(self._place)
                self._forward.clear()
        self._show(place)

    def go_back(self) -> None:
        """Go to where we were before."""
        if self._back:
            self.leave()
            self._forward.append(self._place)
            self._show(self._back.pop())

    def go_forward(self) -> None:
        """Go to where we came back from."""
        if self._forward:
            self.leave()
            self._back.append(self._place)
            self._show(self._forward.pop())

    def leave(self) -> None:
        """Write down what is being typed."""
        self.bar.stop_searching()
        self.bar.speaker.commit()
        if self._stack.currentWidget() is not None:
            from desktop.ui.dialogs.entry import EntryDialog

            self.page.leave()
            # Forms in windows of their own stand before the page.
            for dialog in self.findChildren(EntryDialog):
                dialog.form.commit()

    def _go_to_results(self) -> None:
        from desktop.ui.pages.search import SearchPage

        if isinstance(self.page, SearchPage):
            self.page.take_focus()

    def _leave_search(self) -> None:
        if self._place.page == "search":
            self.go_back()

    def say(self, text: str) -> None:
        """Let a short sentence stand in the bar for a while."""
        self.bar.say(text)
        QTimer.singleShot(SAID_FOR, self.bar, self.bar.clear_status)

    def _show(self, place: Place) -> None:
        page = self._pages.get(place.page)
        if page is None:
            page = make_page(place.page, self.session)
            page.go.connect(self.go)
            page.said.connect(self.say)
            page.search_wanted.connect(self.bar.search)
            self._pages[place.page] = page
            self._stack.addWidget(page)
            page.refresh(None)
        elif self._missed.pop(place.page, False):
            page.refresh(None)
        self._place = place
        self._stack.setCurrentWidget(page)
        page.open_at(place)
        self.navigator.show_place(place)
        self.tabs.show_place(place)
        self.bar.show_place(place, page.title())

    def changed(self, update: Update) -> None:
        """Bring the page that is seen up to date with a revision."""
        come = (new for _old, new in update.changes if new is not None)
        fonts.need(str(kept.value) for new in come for kept in (*new.answers.values(), *new.typed.values()))
        # Pages that are not seen are brought up to date when they are gone to: a keystroke must not redraw them all.
        for key, page in self._pages.items():
            if page is self._stack.currentWidget():
                page.refresh(update)
            else:
                self._missed[key] = True

    def _add_actions(self) -> None:
        def act(text: str, keys: Keys | Sequence[Keys], revision: Callable[[], object]) -> None:
            action = QAction(text, self)
            wanted = [QKeySequence(key) for key in (keys if isinstance(keys, Sequence) else [keys])]
            # What a system has as its own key may be the other one too, and a key that is named twice does nothing.
            action.setShortcuts([key for place, key in enumerate(wanted) if key not in wanted[:place]])
            action.triggered.connect(lambda _checked=False: revision())
            self.addAction(action)

        act(_("Undo"), QKeySequence.StandardKey.Undo, self.undo)
        act(_("Redo"), [QKeySequence.StandardKey.Redo, Qt.Modifier.CTRL | Qt.Key.Key_Y], self.redo)
        find: list[Keys] = [QKeySequence.StandardKey.Find, Qt.Modifier.CTRL | Qt.Key.Key_K, Qt.Key.Key_F3]
        act(_("Search"), find, self.bar.search)
        act(_("Back"), Qt.Modifier.ALT | Qt.Key.Key_Left, self.go_back)
        act(_("Forward"), Qt.Modifier.ALT | Qt.Key.Key_Right, self.go_forward)
        act(_("Between the list of pages and the page"), Qt.Key.Key_F6, self._change_side)
        act(_("Next tab"), Qt.Modifier.CTRL | Qt.Key.Key_PageDown, lambda: self.tabs.step(1))
        act(_("Previous tab"), Qt.Modifier.CTRL | Qt.Key.Key_PageUp, lambda: self.tabs.step(-1))
        act(
            _("Your name"),
            Qt.Modifier.ALT | Qt.Key.Key_N,
            lambda: self.bar.speaker.setFocus(Qt.FocusReason.ShortcutFocusReason),
        )
        act(_("Check"), Qt.Key.Key_F7, lambda: self.go(Place("check")))
        act(_("Sign and export"), Qt.Modifier.CTRL | Qt.Key.Key_E, lambda: self.go(Place("export")))
        act(_("Close this submission"), QKeySequence.StandardKey.Close, self.closed.emit)

    def _change_side(self) -> None:
        """Put the keyboard into the navigator, or from there into the page."""
        if not self.navigator.isAncestorOf(self.focusWidget() or self.page):
            self.navigator.take_focus()
            return
        self.page.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page.focusNextChild()

    def undo(self) -> None:
        """Take back the last revision; what is being typed is written down first, and taken back with it."""
        self.leave()
        if self.session.saving.waiting:
            return  # what would be taken back is not what was done last; the bar says that it is not saved
        label = self.session.can_undo()
        if label and self.session.undo():
            self.say(_("Undone: {revision}").format(revision=label))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.leave()
        if self.session.saving.waiting:
            return
        label = self.session.can_redo()
        if label and self.session.redo():
            self.say(_("Done again: {revision}").format(revision=label))

    def keep_copy(self) -> None:
        """Ask where a copy of the file shall go, and write it there."""
        self.leave()
        path = keep_copy(self, self.session)
        if path is not None:
            if self.session.saving.waiting:
                self.preferences.remember(path)  # it is where the work goes on
            self.say(_("A copy was written to {name}").format(name=path.name))

    def import_entries(self) -> None:
        """Ask for a source, show what it would bring, and import it."""
        from desktop.ui.importing import ask_and_import

        self.leave()
        ask_and_import(self, self.session, self.say)

    def show_earlier(self) -> None:
        """Show the backups of this submission."""
        from desktop.ui.dialogs.backups import BackupsDialog

        self.leave()
        dialog = BackupsDialog(self.session, self)
        dialog.taken.connect(lambda path: self.say(_("A copy was written to {name}").format(name=path.name)))
        dialog.exec()
