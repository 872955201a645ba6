"""The keys that lead through an open submission: to a tab, an objective, what was found, the next part of the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.i18n.translation import gettext as _
from desktop.ui import keys
from desktop.ui.bar import Bar
from desktop.ui.focus import focus_first, focus_next_part, waits_in
from desktop.ui.made_pages import MadePages
from desktop.ui.navigation import Place
from desktop.ui.navigator import Navigator
from desktop.ui.pages import LINE_OF_PAGE
from desktop.ui.pages.base import Page
from desktop.ui.parts.page_head import PageHead
from desktop.ui.strips import Strips


class KeySteps(QObject):
    """Goes where a key leads, and takes the keyboard along.

    Signals:
        told: a short sentence for the bar, where a key leads nowhere.
    """

    told = Signal(str)

    def __init__(
        self,
        navigator: Navigator,
        bar: Bar,
        strips: Strips,
        head: PageHead,
        pages: MadePages,
        parent: QWidget,
        *,
        place: Callable[[], Place],
        go: Callable[[Place], None],
    ) -> None:
        """Answer to the keys of tabs, as long as `parent` is there.

        Args:
            place: says where the pages are.
            go: goes to a place, with what was typed on the page before written down.
        """
        super().__init__(parent)
        self._navigator = navigator
        self._bar = bar
        self._strips = strips
        self._head = head
        self._pages = pages
        self._place = place
        self._go = go
        self._tab_keys: list[QShortcut] = []
        for number in range(keys.MOST_TABS):
            nth = QShortcut(QKeySequence(Qt.Modifier.ALT | Qt.Key(Qt.Key.Key_1 + number)), parent)
            nth.activated.connect(partial(self._show_tab, number))
            self._tab_keys.append(nth)

    def allow(self, allowed: bool) -> None:
        """Let the keys of tabs be answered, or not while something else is shown in place of the pages."""
        for nth in self._tab_keys:
            nth.setEnabled(allowed)

    @property
    def _page(self) -> Page:
        page = self._pages.currentWidget()
        assert isinstance(page, Page)
        return page

    def take_focus(self) -> None:
        """Put the keyboard onto the page that is shown, unless it is somewhere there or in its head already."""
        from desktop.ui.page_parts import focus_page

        is_there = waits_in(self._head, self._pages) or focus_page(self._page) or self._head.take_focus()
        if not is_there:
            focus_first(self._page)

    def go(self, place: Place) -> None:
        """Go to a place: the keyboard comes along, wherever in the window it was."""
        self._go(place)
        self.take_focus()

    def _show_tab(self, number: int) -> None:
        if self._head.show_tab(number):
            self.take_focus()
        else:
            self.told.emit(_("There is no such tab here"))

    def step_tab(self, step: int) -> None:
        """Go to the next tab; where a page has none, to the next line of the navigator."""
        line = LINE_OF_PAGE.get(self._place().page)
        if self._head.step(step):
            self.take_focus()
        elif line is not None:
            lines = self._navigator.lines()
            number = lines.index(line) if line in lines else 0
            self.go(Place(lines[(number + step) % len(lines)].key))
        else:
            self.told.emit(_("There is no such tab here"))

    def step_objective(self, step: int) -> None:
        """Go to the next objective, where one is open."""
        from desktop.ui.pages.objective import ObjectivePage

        if isinstance(self._page, ObjectivePage):
            self._page.step(step)
            self.take_focus()
        else:
            self.told.emit(_("No objective is open here"))

    def step_found(self, step: int) -> None:
        """Go to the next thing that was found, or to the search where nothing was."""
        from desktop.ui.pages.search import SearchPage

        found = self._pages.made.get("search")
        place = found.next_found(step) if isinstance(found, SearchPage) else None
        if place is None:
            self._bar.search()
        else:
            self.go(place)

    def step_part(self, step: int) -> None:
        """Put the keyboard into the next part of the window: navigator, bar, head of the page, its parts, what is asked, its foot."""
        from desktop.ui.page_parts import parts_of

        steps, reason = self._strips.steps, self._strips.reason
        foot = self._page.foot()
        parts: tuple[tuple[QWidget, Callable[[], bool]], ...] = (
            (self._navigator, self._navigator.take_focus),
            (self._bar, self._bar.search),
            *([(steps, steps.take_focus)] if steps is not None else ()),
            (self._head, self._head.take_focus),
            (self._pages, lambda: False),  # from what stands above the parts of the page it goes on with them
            *parts_of(self._page),
            *([(reason, reason.take_focus)] if reason is not None else ()),  # it says that F6 leads to it
            *([(foot, lambda: focus_first(foot))] if foot is not None else ()),
        )
        focus_next_part(parts, step)
