"""The tabs above a page: the other pages below the same line of the navigator."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.ui.navigation import Place
from desktop.ui.pages import LINE_OF_PAGE, PageDescriptor, tabs_of


class HeadTabs(QTabBar):
    """Tabs in the head of a page; the arrows that come where there is little room take no keyboard, which has arrows itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page-tabs")
        self.setDrawBase(False)
        self.setExpanding(False)
        for arrow in self.findChildren(QToolButton):
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class PageTabs(HeadTabs):
    """One tab for each page of the line; hidden where a page is alone in it.

    Signals:
        go: the `Place` of a tab that somebody chose.
    """

    go = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: tuple[PageDescriptor, ...] = ()
        self._counts: Mapping[str, int] = {}
        self.currentChanged.connect(self._chosen)
        self.hide()

    def show_place(self, place: Place) -> None:
        """Show the tabs of the line that a place belongs to, with its own chosen."""
        pages = tabs_of(place.page)
        blocked = self.blockSignals(True)  # we are there already
        if pages != self._pages:
            self._pages = pages
            while self.count():
                self.removeTab(0)
            for page in pages:
                self.addTab(self._named(page))
        if pages:
            self.setAccessibleName(_(LINE_OF_PAGE[place.page].title))
            self.setCurrentIndex([page.key for page in pages].index(place.page))
        self.blockSignals(blocked)
        self.setVisible(bool(pages))

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say how much waits on some of the pages, by their key."""
        self._counts = counts
        for place, page in enumerate(self._pages):
            self.setTabText(place, self._named(page))

    def _named(self, page: PageDescriptor) -> str:
        count = self._counts.get(page.key, 0)
        return _("{part} ({count})").format(part=_(page.title), count=counted(count)) if count else _(page.title)

    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self._pages):
            self.go.emit(Place(self._pages[place].key))
