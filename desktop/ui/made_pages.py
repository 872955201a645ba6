"""The pages of an open submission that were made: each when it is first gone to, and one of them is seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget
from shiboken6 import delete

from desktop.ui.after_click import AfterClick
from desktop.ui.page_state import PageState, state_of
from desktop.ui.pages import make_page
from desktop.ui.wait_cursor import wait_cursor

if TYPE_CHECKING:
    from desktop.record.update import Update
    from desktop.ui.pages.base import Page
    from desktop.ui.session import Session


class MadePages(QStackedWidget):
    """Holds the pages, brings them up to date, and keeps what is in no file of those that were let go.

    Signals:
        was_made: a page, before it stands here and is filled.
        goes: a page, before it is deleted.
    """

    was_made = Signal(object)
    goes = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._made: dict[str, Page] = {}
        self._missed: set[str] = set()
        self._states: dict[str, PageState] = {}  # of pages that were let go, until they are gone to
        self._late: list[Update] = []  # of the page that is seen, which waits until a click has arrived
        self._click = AfterClick(self._refresh_late, self)

    @property
    def made(self) -> Mapping[str, Page]:
        """Return the pages by their keys."""
        return self._made

    def take(self, key: str) -> tuple[Page, PageState | None]:
        """Return a page that is up to date, and how the one was left whose place it takes; None where it takes no place."""
        self._click.now()
        page = self._made.get(key)
        if page is None:
            with wait_cursor():
                page = self._make(key)
                before = self._states.pop(key, None)
                if before is not None:
                    page.restore_state(before.held)
                    page.restore_secret(before.secret)
            return page, before
        if key in self._missed:
            self._missed.remove(key)
            page.refresh(None)
        return page, None

    def _make(self, key: str) -> Page:
        """Make a page and fill it: a second and more on a slow computer."""
        page = self._made[key] = make_page(key, self._session, self)
        self.was_made.emit(page)
        self.addWidget(page)
        page.refresh(None)
        return page

    def forget_unseen(self) -> None:
        """Let go of the pages that are not seen; each is made anew when it is gone to.

        When the letters or the colours change, Qt looks up the look of every widget that there is: of nine pages that takes
        fifty times as long as of one, and nobody can do anything meanwhile. What is in no file is given to the page that
        takes the place of each. A page that is being filled beside the window stays.
        """
        for key, page in list(self._made.items()):
            if page is not self.currentWidget() and page.is_filled:
                page.leave()
                self._states[key] = state_of(page, seen=False)
                del self._made[key]
                self._missed.discard(key)
                self.goes.emit(page)
                self.removeWidget(page)
                delete(page)  # at once: later would be after the change

    def follow(self, before: MadePages) -> None:
        """Take over how the pages were left whose places these take."""
        seen = before.currentWidget()
        left = {key: state_of(page, seen=page is seen) for key, page in before._made.items()}
        self._states = {**before._states, **left}

    def refresh(self, update: Update, *, seen: bool) -> None:
        """Let the page that is seen follow a revision; the others do so when they are gone to: a keystroke must not redraw all.

        Args:
            seen: whether one is; nothing is while a workshop goes on.
        """
        for key, page in self._made.items():
            if page is self.currentWidget() and seen:
                self._late.append(update)
                self._click.or_now(self._refresh_late)
            else:
                self._missed.add(key)

    def _refresh_late(self) -> None:
        """Do so now; while a button of the mouse was held down, the lines of the page stayed in their places."""
        late, self._late = self._late, []
        for page in self._made.values():
            if page is self.currentWidget():
                for update in late:
                    page.refresh(update)
