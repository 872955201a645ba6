"""The head of a page: tabs or a sentence at its leading side, and what the page itself offers at the other.

Its title stands in the bar above, where the search is, the same for every page.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QTabBar, QWidget
from shiboken6 import delete

from desktop.ui.layout import GAP, across, margins, sized
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.parts.page_tabs import PageTabs
from desktop.ui.tab_order import previous_in_order
from desktop.ui.theme import is_large, scaled

LEAST_HEIGHT = 46
"""Pixels, so that pages begin at the same height whatever stands in their head."""


class PageHead(QFrame):
    """One for the whole window, so that everything in it stands at the same place on every page.

    Signals:
        go: the `Place` of a tab that somebody chose.
    """

    go = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page-head")
        self.tabs = PageTabs()
        self.tabs.go.connect(self.go)
        self._of_pages: dict[Page, QWidget] = {}
        self._page: Page | None = None
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setSpacing(GAP)
        self._row.addWidget(self.tabs)
        sized(self, self._keep_height)

    def take(self, page: Page) -> None:
        """Take what a page gives its head. The Tab key comes here before it comes to the page."""
        given = page.head()
        if not any(given):
            return
        holder = QWidget()
        holder.setProperty("role", "ground")
        begin, offers = given
        row = across(begin, *offers) if begin else across(None, *offers)
        if begin:
            row.setStretch(0, 1)  # tabs give way, with arrows of their own, before anything is cut
        holder.setLayout(row)
        self._of_pages[page] = holder
        self._row.addWidget(holder, 1)
        holder.hide()
        _before(page, [begin, *offers] if begin else offers)

    def forget(self, page: Page) -> None:
        """Let go of what a page gave; the page goes, and is not the one that is shown."""
        holder = self._of_pages.pop(page, None)
        if holder is not None:
            delete(holder)

    def show_page(self, page: Page, place: Place) -> None:
        """Show the tabs of the line that a place belongs to, and what its page has given."""
        self._page = page
        self.tabs.show_place(place)
        given = self._of_pages.get(page)
        for each in self._of_pages.values():
            each.setVisible(each is given)
        has_tabs = bool(self._tab_bar())
        # The words of the first tab begin where the page begins.
        margins(self._row, GAP + GAP // 8 if has_tabs else GAP * 2, GAP // 2, GAP * 2, 0)
        self._keep_height()
        self.setVisible(given is not None or has_tabs)
        self._arrange()

    def _keep_height(self) -> None:
        self.setMinimumHeight(0 if is_large() else scaled(LEAST_HEIGHT))  # where letters are large, height is dear

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()  # a button came or went, or letters have another size
        return super().event(event)

    def _arrange(self) -> None:
        """Set what a page offers below the tabs of its line where both have no room side by side."""
        given = self._of_pages.get(self._page) if self._page else None
        around = self._row.contentsMargins()
        room = self.width() - around.left() - around.right() - self._row.spacing()
        parts = (self.tabs, given) if given is not None and self.tabs.count() else ()
        crowded = sum(each.sizeHint().width() for each in parts) > room
        wanted = QBoxLayout.Direction.TopToBottom if parts and crowded else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)

    def step(self, step: int) -> bool:
        """Go to the next tab, or the one before. Returns whether there are tabs."""
        bar = self._tab_bar()
        if bar is None:
            return False
        return self.show_tab((bar.currentIndex() + step) % bar.count())

    def show_tab(self, place: int) -> bool:
        """Go to a tab by its place, counted from 0. Returns whether there is one."""
        bar = self._tab_bar()
        if bar is None or not 0 <= place < bar.count():
            return False
        bar.setCurrentIndex(place)
        return True

    def take_focus(self) -> bool:
        """Put the keyboard onto the tabs. Returns whether there are any."""
        bar = self._tab_bar()
        if bar is None:
            return False
        bar.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _tab_bar(self) -> QTabBar | None:
        begin = self._page.head()[0] if self._page else None
        if isinstance(begin, QTabBar):
            return begin
        return self.tabs if self.tabs.count() else None


def _before(page: Page, given: Iterable[QWidget]) -> None:
    """Let the Tab key meet what a page has given, in its order, before the page, which was in its place first."""
    before = previous_in_order(page)
    while before is not page and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
        before = previous_in_order(before)  # nothing can be set behind one that never has the keyboard
    if before is page:
        return
    for part in given:
        for stop in (part, *part.findChildren(QWidget)):
            # A list that opens over its field is a window of its own.
            if (
                stop.window() is page.window()
                and stop.focusPolicy() & Qt.FocusPolicy.TabFocus
                and not stop.focusProxy()
            ):
                QWidget.setTabOrder(before, stop)
                before = stop
