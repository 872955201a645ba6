"""The tabs above a page: the other pages below the same line of the navigator."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

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
                self.addTab(_(page.title))
        if pages:
            self.setAccessibleName(_(LINE_OF_PAGE[place.page].title))
            self.setCurrentIndex([page.key for page in pages].index(place.page))
        self.blockSignals(blocked)
        self.setVisible(bool(pages))

    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self._pages):
            self.go.emit(Place(self._pages[place].key))
