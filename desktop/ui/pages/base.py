"""What every page is: it shows a part of the submission, and is told when something changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.update import Update
from desktop.ui.navigation import Place
from desktop.ui.pages import LINE_OF_PAGE, PAGES, PageDescriptor
from desktop.ui.session import Session
from desktop.ui.theme import colours


class Page(QWidget):
    """A page of the window: what it shows, what it offers, nothing of how it is stored.

    `key` is that of its descriptor in `desktop.ui.pages`, which says what is known of it before it is made.

    Signals:
        go: a `Place` to go to.
        said: a short sentence for the bar below, e.g. that something was done.
        search_wanted: the keyboard goes to the box that everything is searched from.
    """

    key = ""
    go = Signal(object)
    said = Signal(str)
    search_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._drawn_in = colours()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt tells of it while the page is being made too, and after the file was let go.
        if event.type() != QEvent.Type.StyleChange or getattr(self, "_drawn_in", None) in (None, colours()):
            return
        self._drawn_in = colours()
        if not self.session.is_closed:
            self.recolour()

    @property
    def descriptor(self) -> PageDescriptor:
        """What the page is called, and where it belongs."""
        return PAGES[self.key]

    def title(self) -> str:
        """Return what the bar above it says, in the language of the screen: what its line of the navigator is called."""
        line = LINE_OF_PAGE.get(self.key)
        return _(line.title if line and self.descriptor in line.pages else self.descriptor.title)

    def head(self) -> tuple[QWidget | None, Sequence[QWidget]]:
        """Return what stands in the head of the page: tabs or a sentence at its leading side, its main buttons at the other.

        They are the same widgets each time, and belong to the head once it has them.
        """
        return None, ()

    def foot(self) -> QWidget | None:
        """Return what offers, below all that is filled in, what to do with it; None where nothing of that is shown.

        By the Tab key it comes after every field. F6 leads to it as to a part of the window.
        """
        return None

    def body(self) -> QWidget:
        """Return where F6 leads to on a page that has neither a list nor a form; what stands above it is passed over."""
        return self

    def add(self) -> bool:
        """Begin a new entry, as Ctrl+N asks. Returns whether the page has entries to add to."""
        return False

    def go_to_missing(self) -> bool | None:
        """Go to the next question without an answer, where no form that is seen does so by itself.

        Returns whether there was one; None where nothing is asked here.
        """
        return None

    def refresh(self, update: Update | None) -> None:
        """Show the submission as it is now; `update` is what changed, None for everything."""

    def recolour(self) -> None:
        """Write anew what keeps the colours of when it was written; others have been chosen since."""

    def complete(self) -> None:
        """Show what was put off until the window was there; only the page that comes first puts anything off."""

    @property
    def is_filled(self) -> bool:
        """Whether everything that the page shows is there; one that is filled beside the window is not at once."""
        return True

    def place(self) -> Place:
        """Return where one is on this page, to be come back to: what it is about, which part of it, and the open entry."""
        return Place(self.key)

    def state(self) -> Mapping[str, Any]:
        """Return what was typed, chosen or narrowed down here and stands in no file: keys, ids, texts, and no widgets.

        A page that takes the place of this one gets it, whatever lets pages be built anew, in another language too.
        """
        return {}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Take over what `state` returned on the page before; it is filled by now. What is gone since is passed over."""

    def secret(self) -> str:
        """Return what was typed here that nobody else may read, such as a passphrase.

        It is no part of `state`, which is kept until a page is gone to: only a page that is built anew while it is seen
        hands it on, and it is held no longer than that takes.
        """
        return ""

    def restore_secret(self, secret: str) -> None:
        """Take over what `secret` returned, after `restore_state`."""

    def open_at(self, place: Place) -> None:
        """Show what a place names: an entry of this page, a field of it."""

    def came(self) -> None:
        """Take the place of another page, as soon as what was asked for is shown; not called where the page was seen before."""

    def leave(self) -> None:
        """Write down what is being typed, since the page is left or the window closes."""
