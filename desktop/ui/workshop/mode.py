"""The workshop as a way of working in the window: it takes the place of the pages, over the whole screen, and gives it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.i18n.lists import sentences
from desktop.i18n.plain_numbers import plain_number
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext
from desktop.ui.navigation import Place
from desktop.ui.session import Session
from desktop.ui.strips import Strips
from desktop.ui.timestamps import hour
from desktop.ui.workshop.state import WorkshopState
from desktop.ui.workshop.view import WorkshopView


class WorkshopMode(QObject):
    """Shows the workshop of a submission in place of its pages, and leads back to the same page and the same field.

    Attributes:
        view: what is shown; None before the first workshop.
        place_before: where the keyboard was when it began, down to the field.

    Signals:
        changed: a workshop began or ended.
        told: a short sentence for the bar.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(
        self,
        session: Session,
        strips: Strips,
        pages: QWidget,
        whole: QVBoxLayout,
        parent: QObject,
        *,
        place: Callable[[], Place],
        leave: Callable[[], None],
        show: Callable[[Place], None],
        take_focus: Callable[[], None],
    ) -> None:
        """Show nothing yet.

        Args:
            pages: what is hidden meanwhile: the pages, with all that is around them.
            whole: where the view stands in their place.
            place: says where the pages are.
            leave: writes down what is being typed on the page.
            show: shows a place on the pages again.
            take_focus: puts the keyboard onto the page that is shown.
        """
        super().__init__(parent)
        self._session = session
        self._strips = strips
        self._pages = pages
        self._whole = whole
        self._place = place
        self._leave = leave
        self._show = show
        self._take_focus = take_focus
        self._focus_before: QWidget | None = None
        self.place_before = Place("")
        self.view: WorkshopView | None = None

    @property
    def shown(self) -> WorkshopView | None:
        """What is shown in place of the pages; None while the pages are."""
        return self.view if self._pages.isHidden() else None

    @property
    def state(self) -> WorkshopState:
        """What the workshop of this submission knows beside the file; it is made when it is first asked for."""
        if self._session.workshop is None:
            self._session.workshop = WorkshopState(self._session)
        return self._session.workshop

    def begin(self, place: Place) -> None:
        """Show the workshop over the whole screen; what is being typed is written down first.

        Args:
            place: where the keyboard is on the pages, down to the field.
        """
        self._focus_before = QApplication.focusWidget()
        self.place_before = place
        self._leave()
        state = self.state
        if place.page == "objective" and not state.is_running:
            state.number = plain_number(place.key) or state.number
        state.enter()
        if self.view is None:
            self.view = WorkshopView(state)
            self.view.left.connect(self.end)
            self.view.told.connect(self.told)
            self._whole.addWidget(self.view)
        self._strips.settled()
        self._pages.hide()
        self.view.show()
        self.changed.emit()
        window = self._pages.window()
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        self.view.begin()

    def end(self) -> None:
        """Go back to the pages; what is being typed is written down first."""
        view = self.shown
        if view is None:
            return
        view.leave()
        spoke = self._session.person
        view.state.leave()
        view.hide()
        self._pages.show()
        self.changed.emit()
        window = self._pages.window()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
        self._show(self._place())
        if self._focus_before is not None and isValid(self._focus_before) and self._focus_before.isVisible():
            self._focus_before.setFocus()
        elif self.place_before.field:
            self._show(self.place_before)
        if not self._pages.isAncestorOf(QApplication.focusWidget() or self._pages.window()):
            self._take_focus()  # what had it is not seen any more: letters have another size, or an entry is gone
        self._tell(view.state, spoke)

    def _tell(self, state: WorkshopState, spoke: str) -> None:
        """Say who writes again after the last speaker, and that the sitting goes on, which can be ended."""
        person = self._session.person
        again = ""
        if person != spoke:
            named = _("You are writing as {name} again.").format(name=one_line(person))
            again = named if person else _("You are writing without a name again.")
        going = state.sitting
        if going is not None:
            since = _("The sitting has been in progress since {time}.").format(time=hour(going.begun))
            self._strips.ask(
                sentences((again, since)), [(pgettext("button", "End the sitting"), state.end_sitting)], "sitting"
            )
        elif again:
            self.told.emit(again)
