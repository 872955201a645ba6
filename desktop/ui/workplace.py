"""An open submission on screen: the navigator, the bar above, and the page in the middle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.comments import count_open
from desktop.record.internal_kinds import SITTING
from desktop.record.update import Update
from desktop.ui import collecting, fonts, keys
from desktop.ui.bar import Bar
from desktop.ui.double_click_guard import DoubleClickGuard
from desktop.ui.focus import has_focus
from desktop.ui.idle_keys import why_idle
from desktop.ui.key_steps import KeySteps
from desktop.ui.made_pages import MadePages
from desktop.ui.navigation import Place
from desktop.ui.navigator import Navigator
from desktop.ui.page_state import come_back
from desktop.ui.pages import PAGES
from desktop.ui.pages.base import Page
from desktop.ui.parts.page_head import PageHead
from desktop.ui.preferences import Preferences
from desktop.ui.runner import Task
from desktop.ui.session import Session
from desktop.ui.strips import Strips
from desktop.ui.theme import ThemeManager
from desktop.ui.unsaved import keep_copy

if TYPE_CHECKING:
    from desktop.ui.workshop.mode import WorkshopMode
    from desktop.ui.workshop.view import WorkshopView

SAID_FOR = 6000
"""Milliseconds for which a short sentence stands in the bar."""

SOON = 30
"""Milliseconds after the first look at the window, after which it goes on with the rest: time for a first press."""


class Workplace(QWidget):
    """Holds the pages of one open submission; a page is made when it is first gone to.

    Attributes:
        strips: what stands around the page, see there.
        pages: those that were made.
        key_steps: what the keys do that lead through them.

    Signals:
        closed: somebody wants to go back to the start page.
        language_wanted: the code of the language that the screen shall speak.
    """

    closed = Signal()
    language_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        preferences: Preferences,
        look: ThemeManager,
        actions: Mapping[str, QAction],
        parent: QWidget,
    ) -> None:
        """Show nothing yet, see `go`; `actions` are those of the window, by the keys of `desktop.ui.keys`."""
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        self.look = look
        self._has_letters = False
        self._place = Place("")
        self._back: list[Place] = []
        self._forward: list[Place] = []
        session.order.group_by(preferences.text("grouping"))
        session.order.changed.connect(lambda: preferences.keep("grouping", session.order.grouping))
        session.lists.take(preferences.text("lists"))
        session.lists.changed.connect(lambda: preferences.keep("lists", session.lists.text()))
        session.drafts.take(preferences.drafts(session.path, session.submission.id), session.submission)
        session.key_file = preferences.signing_key(session.path)
        session.key_chosen.connect(lambda: preferences.keep_signing_key(session.path, session.key_file))
        session.drafts.rested.connect(self._keep_drafts)
        session.closing.connect(self._keep_drafts)
        self.navigator = Navigator(session)
        self.navigator.go.connect(self.go)
        self.bar = Bar(session, preferences, look)
        self.bar.go.connect(self.go)
        self.bar.results_wanted.connect(self._go_to_results)
        self.bar.search_left.connect(self._leave_search)
        self.bar.undo_wanted.connect(self.undo)
        self.bar.redo_wanted.connect(self.redo)
        self.bar.import_wanted.connect(self.import_entries)
        self.bar.language_wanted.connect(self.language_wanted)
        self.bar.earlier_wanted.connect(self.show_earlier)
        self.bar.agenda_wanted.connect(self.show_agenda)
        self.bar.told.connect(self.say)
        self.head = PageHead()
        self.head.go.connect(self.go)
        self.pages = MadePages(session)
        self.pages.was_made.connect(self._take_in)
        self.pages.goes.connect(self.head.forget)
        # What stands in one another has its place before it is filled, see `FormView`.
        self._desk = QWidget()
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self._desk)
        row = QHBoxLayout(self._desk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigator, 11)  # no more than its lines need, which differs by language
        column = QVBoxLayout()
        column.setSpacing(0)
        row.addLayout(column, 36)
        column.addWidget(self.bar)
        self.strips = Strips(session, preferences, column, self, go=self.go, keep_copy=self.keep_copy)
        self.strips.stand_above(self.head)
        column.addWidget(self.head)
        column.addWidget(self.pages, 1)
        self.strips.keep_steps(self._place)
        self.key_steps = KeySteps(
            self.navigator,
            self.bar,
            self.strips,
            self.head,
            self.pages,
            self,
            place=lambda: self._place,
            go=self.go,
        )
        self.key_steps.told.connect(self.say)
        self._workshop: WorkshopMode | None = None
        session.changed.connect(self.changed)
        self._count_comments()
        session.prepared.connect(self.tell_warnings)
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.setInterval(SAID_FOR)
        self._said.timeout.connect(self.bar.clear_status)
        self._made = self._made_actions()
        self.bar.fill_menu({**actions, **self._made})

    def _keep_drafts(self) -> None:
        session = self.session
        if session.is_closed:  # until then undo may bring an entry back
            session.drafts.forget(session.submission)
        self.preferences.keep_drafts(session.path, session.submission.id, session.drafts.all())

    def complete_soon(self) -> None:
        """Show what was put off, in a moment."""
        QTimer.singleShot(SOON, self, self.complete)

    def need_letters(self) -> None:
        """Have the letters of all that was written, before any of it is shown."""
        if self._has_letters:
            return
        self._has_letters = True
        entries = self.session.submission.entries.values()
        said = (kept for entry in entries for kept in (*entry.answers.values(), *entry.typed.values()))
        fonts.need(str(answer.value) for answer in said)

    def complete(self) -> None:
        """Show what was put off until the window was there."""
        if self.session.is_closed:
            return  # somebody was quicker
        self.need_letters()
        if isinstance(self.page, _Coming):
            self.go(self._place)
        self.bar.complete()
        self.navigator.complete()
        for page in self.pages.made.values():
            page.complete()
        if not self.session.is_prepared:
            self.session.is_prepared = True
            # Of the session: the pages may be built anew meanwhile, and its thread must not talk to what is gone.
            file = self.session.file
            task = Task(lambda _work: file.prepare_whole(), self.session)
            task.succeeded.connect(self.session.prepared)
            task.start()

    def tell_warnings(self) -> None:
        """Tell what is to be known of the file and was not told yet."""
        for warning in self.session.new_warnings():
            self.say(warning)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self.pages.currentWidget()
        assert isinstance(page, Page)
        return page

    @property
    def place(self) -> Place:
        """Where we are, as the page says it: whoever chose a tab or an entry there is at that one."""
        page = self.pages.currentWidget()
        return self._place if page is None or isinstance(page, _Coming) else self.page.place()

    def go(self, place: Place) -> None:
        """Go to a place; what was being typed on the page that is left is written down first."""
        if self._place.page:
            self.need_letters()  # whoever is quicker than the rest of the window
            self.leave()
            here = self.place
            if not here.same_page(place):
                self._back.append(here)
                self._forward.clear()
        self._show(place)

    def begin(self, place: Place) -> None:
        """Show where the work goes on before its page is made, so that the window is there at once; `complete` makes it."""
        coming = _Coming(self.session)
        self.pages.addWidget(coming)
        self._place = place
        self._show_around(place, coming, _(PAGES[place.page].title))

    def go_back(self) -> None:
        """Go to where we were before."""
        if self._back:
            self.leave()
            self._forward.append(self.place)
            self._show(self._back.pop())
            self.key_steps.take_focus()
        else:
            self.say(_("There is no page to go back to"))

    def go_forward(self) -> None:
        """Go to where we came back from."""
        if self._forward:
            self.leave()
            self._back.append(self.place)
            self._show(self._forward.pop())
            self.key_steps.take_focus()
        else:
            self.say(_("There is no page to go forward to"))

    def leave(self) -> None:
        """Write down what is being typed."""
        if self._workshop is not None and self._workshop.view is not None:
            self._workshop.view.leave()
        self.bar.stop_searching()
        self.bar.speaker.commit()
        if self.pages.currentWidget() is not None:
            self.page.leave()
            self.session.leaving.emit()

    def _go_to_results(self) -> None:
        from desktop.ui.pages.search import SearchPage

        if isinstance(self.page, SearchPage):
            self.page.take_focus()

    def _leave_search(self) -> None:
        if self._place.page == "search":
            self.go_back()

    def say(self, text: str) -> None:
        """Let a short sentence stand in the bar for a while, from now on, whatever was said a moment ago."""
        self.bar.say(text)
        self._said.start()

    def _show(self, place: Place) -> None:
        collecting.soon()
        page, before = self.pages.take(place.page)
        self._place = place
        comes = self.pages.currentWidget() is not page
        held = has_focus(self.head, self.pages)
        self.pages.setCurrentWidget(page)
        page.open_at(place)
        if comes:
            page.came()
            DoubleClickGuard(page)
        self._show_around(place, page, page.title())
        if comes and held:
            self.key_steps.take_focus()  # what had it in the head went with the page before
        if before is not None:
            come_back(page, before, place.field)

    def _take_in(self, page: Page) -> None:
        """Let a page that has just been made lead to others, and tell."""
        page.go.connect(self.go)
        page.said.connect(self.say)
        page.search_wanted.connect(self.bar.search)
        self.head.take(page)

    def follow(self, before: Workplace) -> None:
        """Take over from the workplace of the same submission whose place this one takes what of it is in no file."""
        self.pages.follow(before.pages)
        self._back, self._forward = before._back, before._forward
        self.strips.follow(before.strips)

    def _show_around(self, place: Place, page: Page, title: str) -> None:
        self.navigator.show_place(place)
        self.strips.show_place(place)
        self.head.show_page(page, place)
        self.bar.show_place(place, title)

    def changed(self, update: Update) -> None:
        """Bring the page that is seen up to date with a revision."""
        collecting.soon()
        self.strips.keep_steps(self._place)
        come = (new for _old, new in update.changes if new is not None)
        fonts.need(str(kept.value) for new in come for kept in (*new.answers.values(), *new.typed.values()))
        view = self.workshop_view
        if view is not None:
            view.refresh(update)
        held = has_focus(self.head, self.pages)
        self.pages.refresh(update, seen=view is None)
        if held and not has_focus(self.head, self.pages):
            self.key_steps.take_focus()  # what had it went with an entry, and Qt looks for another place in the whole window
        if SITTING in update.kinds:
            self.strips.settled("sitting")
        self._count_comments()

    def _count_comments(self) -> None:
        self.head.tabs.show_counts({"comments": count_open(self.session.submission)})

    def _made_actions(self) -> Mapping[str, QAction]:
        do: Mapping[str, Callable[[], object]] = {
            "undo": self.undo,
            "redo": self.redo,
            "search": self.bar.search,
            "next_found": lambda: self.key_steps.step_found(1),
            "previous_found": lambda: self.key_steps.step_found(-1),
            "back": self.go_back,
            "forward": self.go_forward,
            "name": self.say_who_speaks,
            "next_part": lambda: self.key_steps.step_part(1),
            "previous_part": lambda: self.key_steps.step_part(-1),
            "next_tab": lambda: self.key_steps.step_tab(1),
            "previous_tab": lambda: self.key_steps.step_tab(-1),
            "next_objective": lambda: self._step_objective(1),
            "previous_objective": lambda: self._step_objective(-1),
            "new": self.add,
            "save": self.save,
            "copy": self.keep_copy,
            "review": lambda: self.key_steps.go(Place("review")),
            "export": lambda: self.key_steps.go(Place("export")),
            "close": self.closed.emit,
            "workshop": self.toggle_workshop,
        }
        return {key: keys.action(self, key, done) for key, done in do.items()}

    # The workshop

    @property
    def workshop(self) -> WorkshopMode:
        """What shows a workshop in place of the pages; it is made when it is first asked for."""
        if self._workshop is None:
            from desktop.ui.workshop.mode import WorkshopMode

            self._workshop = WorkshopMode(
                self.session,
                self.strips,
                self._desk,
                self._whole,
                self,
                place=lambda: self.place,
                leave=self.leave,
                show=self._show,
                take_focus=self.key_steps.take_focus,
            )
            self._workshop.changed.connect(self._allow_actions)
            self._workshop.told.connect(self.say)
        return self._workshop

    @property
    def workshop_view(self) -> WorkshopView | None:
        """What is shown in place of the pages while a workshop goes on, else None."""
        return None if self._workshop is None else self._workshop.shown

    def toggle_workshop(self) -> None:
        """Begin the workshop, or go back to the same page and the same field."""
        if self.workshop_view is None:
            self.begin_workshop()
        else:
            self.workshop.end()

    def begin_workshop(self) -> None:
        """Show the workshop over the whole screen; what is being typed is written down first."""
        place = self.place_of_keyboard()
        self.need_letters()
        self.workshop.begin(place)

    def show_agenda(self) -> None:
        """Show the agenda of the workshop, to be made before it."""
        from desktop.ui.dialogs.agenda import AgendaDialog

        self.leave()
        AgendaDialog(self.workshop.state, self).exec()

    def ask_who(self) -> None:
        """Ask whether whoever wrote here last on this computer goes on."""
        self.strips.ask_who(self.bar.speaker.take_focus)

    def place_of_keyboard(self) -> Place:
        """Return where we are, down to the entry that is open and the field that has the keyboard.

        In the workshop it is where that was before.
        """
        if self.workshop_view is not None:
            return self.workshop.place_before
        place = self.place
        if self.pages.currentWidget() is not None:
            from desktop.ui.form import FormView

            for form in self.page.findChildren(FormView):
                entry_id, field = form.place_of_focus()
                if field and form.isVisible():
                    return place._replace(entry=entry_id, field=field)
        return place

    def say_who_speaks(self) -> None:
        """Put the keyboard where it is said who speaks."""
        view = self.workshop_view
        if view is not None:
            view.open_panel("speaking")
        else:
            self.bar.speaker.take_focus()

    def _allow_actions(self) -> None:
        is_pages = self.workshop_view is None
        for key, action in self._made.items():
            action.setEnabled(is_pages or key in keys.IN_WORKSHOP)
        self.key_steps.allow(is_pages)

    def add(self) -> None:
        """Begin a new entry on the page that is shown."""
        view = self.workshop_view
        if view is not None:
            view.say_something()
        elif not self.page.add():
            self.say(_("There is nothing to add on this page"))

    def save(self) -> None:
        """Write down what is being typed, for whoever is used to ask for it; the bar says whether it is saved."""
        self.leave()
        self.bar.clear_status()

    def _step_objective(self, step: int) -> None:
        view = self.workshop_view
        if view is not None:
            view.step(step)
        else:
            self.key_steps.step_objective(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.answer_idle(event):
            super().keyPressEvent(event)

    def answer_idle(self, event: QKeyEvent) -> bool:
        """Answer to a key that nothing that is shown answered to, if only by saying why nothing happens.

        Returns whether it is a key of the program.
        """
        from desktop.ui.form import FormView

        view = self.workshop_view
        if view is None and keys.key_of(event) == "next_missing":
            found = self.page.go_to_missing()  # a form that is seen would have answered
            if not found:
                self.say(_("No form is open here") if found is None else _("No expected answer is missing here"))
            return True
        forms = [each for each in self.page.findChildren(FormView) if each.isVisible()]
        has_list = any(each.has_list for each in forms)
        why = why_idle(event, in_workshop=view is not None, form_is_seen=bool(forms), has_list=has_list)
        if view is not None and why:
            view.explain(why)
        elif why:
            self.say(why)
        return bool(why)

    def undo(self) -> None:
        """Take back the last revision; what is being typed is written down first, and taken back with it."""
        view = self.workshop_view
        if view is not None:
            view.undo()
            return
        self.leave()
        if self.session.saving.waiting:
            return  # what would be taken back is not what was done last; the bar says that it is not saved
        label = self.session.can_undo()
        if not label:
            self.say(_("Nothing to undo"))
        elif self.session.undo():
            self.say(_("Undone: {revision}").format(revision=label))

    def redo(self) -> None:
        """Do again what was taken back last."""
        view = self.workshop_view
        if view is not None:
            view.redo()
            return
        self.leave()
        if self.session.saving.waiting:
            return
        label = self.session.can_redo()
        if not label:
            self.say(_("Nothing to redo"))
        elif self.session.redo():
            self.say(_("Redone: {revision}").format(revision=label))

    def keep_copy(self) -> None:
        """Ask where a copy of the file shall go, and write it there."""
        self.leave()
        path = keep_copy(self, self.session)
        if path is not None:
            if self.session.saving.waiting:
                self.preferences.remember(path)  # it is where the work goes on
            self.say(_("A copy was saved as {name}").format(name=path.name))

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
        dialog.taken.connect(lambda path: self.say(_("A copy was saved as {name}").format(name=path.name)))
        dialog.exec()


class _Coming(Page):
    """Stands for a page that is not made yet."""
