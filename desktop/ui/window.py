"""The window: the start page, or an open submission with its navigator, its bar and one page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from desktop import installation
from desktop.errors import UserError
from desktop.i18n.plain_numbers import plain_number
from desktop.i18n.translation import gettext as _
from desktop.ui import keys, locale, runner
from desktop.ui.focus import InSight
from desktop.ui.message_boxes import tell_problem
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGES
from desktop.ui.parts.icons import application_icon
from desktop.ui.preferences import Preferences
from desktop.ui.theme import ThemeManager

# Whichever page comes first is there sooner without what the others need.
if TYPE_CHECKING:
    from desktop.catalogue.catalogue import Catalogue
    from desktop.record.submission import Submission
    from desktop.store.file import SubmissionFile
    from desktop.ui.at_hand import AtHand
    from desktop.ui.pages.start import StartPage
    from desktop.ui.session import Session
    from desktop.ui.workplace import Workplace


LEAST = (800, 500)
USUAL = (1280, 760)
UPDATE = ".pledgebook-update"
"""How the file of an update of the program ends; a desktop hands one over as it does a submission."""
PACKAGE = ".asice"
"""The end of the name of a package, which a desktop hands over as it does a submission."""

FRAME = 40
"""Pixels that the frame of a window takes above it."""


class Window(QMainWindow):
    """The one window of the program.

    Signals:
        ready: the first page has been painted and can be used; sent once.
    """

    ready = Signal()
    _failed_elsewhere = Signal(object)

    def __init__(self, preferences: Preferences, look: ThemeManager) -> None:
        super().__init__()
        self.preferences = preferences
        self.look = look
        self.workplace: Workplace | None = None
        self._failed_elsewhere.connect(lambda error: tell_problem(self, _("Something went wrong"), error))
        self._told_ready = False
        self.at_hand: AtHand | None = None
        self.ready.connect(self._load_what_must_be_at_hand)
        self._builds = False
        self.setWindowIcon(application_icon())
        self.setMinimumSize(*LEAST)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._start: StartPage | None = None
        self._add_actions()
        keys.menu_key(self)
        self._kept_keys = keys.KeptKeys(self, self._answer_idle)
        self._in_sight = InSight(self)
        self._name_window()
        look.set_zoom(_zoom(preferences))
        look.about_to_change.connect(self._forget_unseen)
        look.changed.connect(lambda: preferences.keep("zoom", str(look.zoom)))
        if not self.restoreGeometry(preferences.geometry(self._direction())):
            self._fit_screen()

    # What is open

    @property
    def session(self) -> Session | None:
        """The open submission, None on the start page."""
        return self.workplace.session if self.workplace else None

    @property
    def start(self) -> StartPage:
        """The start page; whoever opens a file at once never sees it."""
        if self._start is None:
            self._start = self._make_start()
        return self._start

    def open_file(self, path: Path) -> bool:
        """Open a submission file; says in words why not, when it cannot be opened.

        An update of the program is shown, and of a package it is said what holds of it.
        """
        from desktop.operations.open_file import open_file

        path = Path(path)
        if path.suffix.lower() == UPDATE:
            self.show_updates(path)
            return True
        if path.suffix.lower() == PACKAGE:
            self._examine(path)
            return True
        if self.session is not None and self.session.path == path.absolute():
            return True
        try:
            file = open_file(path, prepare=False)
        except UserError as problem:
            self._tell(_("This submission cannot be opened"), problem)
            return False
        self.show_submission(file)
        return self.session is not None and self.session.file is file

    def _examine(self, package: Path) -> None:
        """Say what holds of a package, above the window once it is there."""
        if self._told_ready:
            self.start.examine_package(package)
        else:
            self.ready.connect(lambda: QTimer.singleShot(0, self, lambda: self.start.examine_package(package)))

    def show_submission(self, file: SubmissionFile) -> None:
        """Show an open submission file in place of the start page or of another submission."""
        from desktop.ui import file_dialogs
        from desktop.ui.session import Session

        if not self.close_submission():
            file.close()
            return
        submission = file.read()
        session = Session(file, self._forms_of(file, submission), self, submission=submission)
        session.forms_changed.connect(self._build_anew)
        session.failed.connect(lambda text: tell_problem(self, _("Could not save"), UserError(text)))
        workplace = self._show_workplace(session, self._last_place(file))
        self.preferences.remember(file.path)
        file_dialogs.begin_where(file.path)
        workplace.ask_who()
        workplace.tell_warnings()

    def show_made(self, file: SubmissionFile) -> None:
        """Show a submission that was just made; one for a pledge begins with its form."""
        from desktop.record.purpose import is_one_pledge

        self.show_submission(file)
        session = self.session
        if self.workplace is not None and session is not None and is_one_pledge(session.submission):
            self.workplace.go(Place("pledges"))
            if not session.submission.of_kind("pledge"):
                self.workplace.add()

    def _last_place(self, file: SubmissionFile) -> Place:
        """Return the page on which a submission was left; an entry of it may be gone by now."""
        page, key, entry, part = self.preferences.last_page(file.path)
        if page in PAGES and page != "search":
            return Place(page, key, entry, part=part)
        if file.assignment is not None:
            from desktop.ui.parts.ministry_strip import place_of_assignment

            return place_of_assignment(file.assignment)
        return Place("overview")

    def _forms_of(self, file: SubmissionFile, submission: Submission) -> Catalogue:
        from desktop.operations.forms_in_use import forms_in_use

        found = forms_in_use(file, submission)
        for problem in found.problems:
            # What the team wrote can be read and changed all the same; only the forms are those without that pack.
            self._tell(_("A data pack of this submission cannot be used"), problem)
        return found.catalogue

    def _tell(self, heading: str, problem: UserError) -> None:
        """Tell of a problem above the window, which may not be there yet."""
        self.show()
        tell_problem(self, heading, problem)

    def _forget_unseen(self) -> None:
        if self.workplace is not None:
            self.workplace.pages.forget_unseen()

    def close_submission(self, *, leaving: bool = False) -> bool:
        """Write down what is being typed, close the file and show the start page.

        Returns False when something could not be written and somebody chose to stay with it.

        Args:
            leaving: the window goes too, and needs no start page that was not made yet.
        """
        if self.workplace is None:
            return True
        self.workplace.leave()
        if self.workplace.workshop_view is not None:
            self.workplace.workshop.end()
        if self.session is not None and self.session.saving.waiting:
            from desktop.ui.unsaved import may_close

            if not may_close(self, self.session, self.preferences.remember):
                return False
        from desktop.ui import file_dialogs
        from desktop.ui.opening import forget_copies

        workplace, self.workplace = self.workplace, None
        workplace.leave()
        if workplace.session.workshop is not None:
            workplace.session.workshop.close()
        left = workplace.place
        self.preferences.keep_last_page(workplace.session.path, left.page, left.key, left.entry, left.part)
        runner.wait_for_all()
        workplace.session.close()
        file_dialogs.begin_where(None)
        forget_copies()
        workplace.session.deleteLater()
        self._stack.removeWidget(workplace)
        workplace.deleteLater()
        if not leaving or self._start is not None:
            self.start.refresh()
            self._stack.setCurrentWidget(self.start)
        self._name_window()
        return True

    def _show_workplace(self, session: Session, place: Place, before: Workplace | None = None) -> Workplace:
        """Show a submission at a place.

        Args:
            before: what the place is taken of, where the pages of the same submission are built anew.
        """
        from desktop.ui.workplace import Workplace

        workplace = Workplace(session, self.preferences, self.look, self._actions, self._stack)
        if before is not None:
            workplace.follow(before)
        workplace.closed.connect(self.close_submission)
        workplace.language_wanted.connect(self.speak)
        workplace.bar.updates_wanted.connect(self.show_updates)
        self.workplace = workplace
        self._stack.addWidget(workplace)
        self._stack.setCurrentWidget(workplace)
        self._name_window()
        if self._told_ready:
            workplace.need_letters()
            workplace.go(place)
            workplace.complete()
        else:
            # The overview is made to come first; any other page would have the window wait for it.
            (workplace.go if place.page == "overview" else workplace.begin)(place)
            self.ready.connect(workplace.complete_soon)
        return workplace

    def _make_start(self) -> StartPage:
        from desktop.ui.pages.start import StartPage

        start = StartPage(self.preferences, self._stack)
        start.chosen.connect(self.open_file)
        start.made.connect(self.show_made)
        start.language_wanted.connect(self.speak)
        start.manual_wanted.connect(self.show_manual)
        start.updates_wanted.connect(self.show_updates)
        self._stack.addWidget(start)
        return start

    def speak(self, language: str) -> None:
        """Speak another language at once: every page is built anew, and we stay where we are."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        if self.workplace is not None:
            self.workplace.leave()
        locale.speak(application, language)
        self.look.follow_language()
        self.preferences.keep("language", language)
        before, self._start = self._start, None
        if before is not None:
            self._drop(before)
        for action in self.actions():
            self.removeAction(action)
        self._add_actions()
        if self.workplace is not None:
            self._build_anew()
        else:
            self._stack.setCurrentWidget(self.start)

    def _build_anew(self) -> None:
        """Build every page of the open submission anew, and stay where we are."""
        old = self.workplace
        if old is None:
            return  # the last answer that was written down on closing may have changed the forms
        if self._builds:
            return  # what is written down below may change the forms once more
        self._builds = True
        try:
            old.leave()
        finally:
            self._builds = False
        for action in old.actions():
            old.removeAction(action)  # a key that two answer to does nothing
        workplace = self._show_workplace(old.session, old.place_of_keyboard(), old)
        if old.workshop_view is not None:
            workplace.begin_workshop()
        elif old.strips.asked is not None and old.strips.asked.text:
            workplace.ask_who()
        old.session.changed.disconnect(old.changed)
        old.session.prepared.disconnect(old.tell_warnings)
        self._drop(old)

    def _drop(self, widget: QWidget) -> None:
        """Let go of what was built anew, with the next events: whatever asked for it may stand on it.

        Asked from within an event: what is to be deleted from outside of all of them stays until a loop runs, and is told of
        each other language, direction or colour until then.
        """
        self._stack.removeWidget(widget)
        QTimer.singleShot(0, widget, widget.deleteLater)

    def handle_exception(self, _kind: type[BaseException], error: BaseException, _trace: object) -> None:
        """Tell a bug as one: an error that nobody expected must not pass as if the work had been done."""
        if not isinstance(error, Exception):
            self.close()  # Ctrl+C in the terminal asks to leave, and what was typed is written before
            return
        tell_problem(self, _("Something went wrong"), error)

    def handle_thread_exception(self, failed: threading.ExceptHookArgs) -> None:
        """Tell a bug on another thread; the window's own thread tells it, since no other may show anything."""
        if isinstance(failed.exc_value, Exception):
            self._failed_elsewhere.emit(failed.exc_value)

    # The window itself

    def _name_window(self) -> None:
        if self.session is None:
            self.setWindowTitle("Pledgebook")
        else:
            self.setWindowTitle(_("{name} – Pledgebook").format(name=self.session.path.name))

    def _add_actions(self) -> None:
        do: Mapping[str, Callable[[], object]] = {
            "larger": lambda: self.look.zoom_by(1),
            "smaller": lambda: self.look.zoom_by(-1),
            "usual": lambda: self.look.zoom_by(0),
            "help": self.show_manual,
            "keys": self.show_shortcuts,
            "open": lambda: self.start.choose(),
            "quit": self.close,
        }
        self._actions = {key: keys.action(self, key, done) for key, done in do.items()}

    def _answer_idle(self, event: QKeyEvent) -> bool:
        return self.workplace is not None and self.workplace.isVisible() and self.workplace.answer_idle(event)

    def show_manual(self) -> None:
        """Show the manual at the words for where somebody is."""
        from desktop.manual import topic_of
        from desktop.record.purpose import is_one_pledge
        from desktop.ui.manual import show_manual

        workplace = self.workplace
        page = (
            "start"
            if workplace is None
            else "workshop"
            if workplace.workshop_view is not None
            else workplace.place.page
        )
        topic = topic_of(page=page)
        if page == "overview" and self.session is not None and is_one_pledge(self.session.submission):
            topic = "one-pledge"
        show_manual(self, topic, None if workplace is None else self._go_to_page)

    def _go_to_page(self, page: str) -> None:
        """Go to a page of the open submission; it may have been closed while the manual stood open."""
        if self.workplace is not None:
            self.workplace.go(Place(page))

    def show_shortcuts(self) -> None:
        """Show what each key does."""
        from desktop.ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self).exec()

    def show_updates(self, file: Path | None = None) -> None:
        """Show which version runs, and the update in a file, if there is one."""
        if not self._told_ready:
            self.ready.connect(lambda: self.show_updates(file))
            return
        from desktop import __version__
        from desktop.ui.dialogs.update import UpdateDialog

        UpdateDialog(__version__, file, self).open()

    def tell_of_updates(self) -> None:
        """Tell of an update that did not start."""
        if installation.failed() or installation.waiting():
            from desktop.operations.versions import tidings, told

            sentences = tidings()
            told()
            tell_problem(self, _("An update could not be used"), UserError(sentences[0], tuple(sentences[1:])))

    def _fit_screen(self) -> None:
        """Take the usual size, or as much of a small screen as there is, so that no edge of the frame lies beyond it."""
        room = self.screen().availableGeometry()
        width, height = min(USUAL[0], room.width()), min(USUAL[1], room.height() - FRAME)
        self.resize(max(width, LEAST[0]), max(height, LEAST[1]))
        spare = room.size() - self.size()
        self.move(room.x() + max(spare.width() // 2, 0), room.y() + max((spare.height() - FRAME) // 2, 0))

    def _direction(self) -> str:
        return "rtl" if self.isRightToLeft() else "ltr"

    def showEvent(self, event: QShowEvent) -> None:
        if self.workplace is None:
            self._stack.setCurrentWidget(self.start)
        super().showEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._told_ready:
            self._told_ready = True
            QTimer.singleShot(0, self, self.ready.emit)

    def _load_what_must_be_at_hand(self) -> None:
        """Load what tells of errors, saves and closes, once the first page was seen and nothing else is to be done."""

        def begin() -> None:
            from desktop.ui.at_hand import AtHand

            self.at_hand = AtHand(self)
            self.at_hand.begin()

        QTimer.singleShot(0, self, begin)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.close_submission(leaving=True):
            event.ignore()
            return
        self.preferences.keep_geometry(self._direction(), self.saveGeometry())
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() != QEvent.Type.ActivationChange or self.workplace is None:
            return
        if self.isActiveWindow():
            # The stick may be back in its place.
            self.workplace.session.saving.try_again()
        else:
            # Another program comes to the front; what was typed so far must not depend on coming back.
            self.workplace.leave()

    def page(self) -> QWidget | None:
        """Return the page that is shown, None on the start page."""
        return self.workplace.page if self.workplace else None


def _zoom(preferences: Preferences) -> int:
    return plain_number(preferences.text("zoom", "100")) or 100
