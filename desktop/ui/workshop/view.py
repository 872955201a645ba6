"""The workshop on the projector: one objective in large letters, and the few things that are done there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.update import Update
from desktop.ui import keys
from desktop.ui.laying_out import lay_out_what_waits
from desktop.ui.layout import GAP, across, margins, mirrored
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.parts.icon_button import icon_button
from desktop.ui.typing_over import TypedOver, is_typed, type_on
from desktop.ui.workshop import PANELS, PanelDescriptor, letters, make_panel
from desktop.ui.workshop.buttons import words_button
from desktop.ui.workshop.letters import said
from desktop.ui.workshop.panel import Panel
from desktop.ui.workshop.said import ObjectiveSaid
from desktop.ui.workshop.say import SayLine
from desktop.ui.workshop.state import MOST_KEYS, WorkshopState
from desktop.ui.workshop.strips import LastSaid, TopStrip, short

_SCROLLING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class WorkshopView(QWidget):
    """Takes the whole window while a workshop goes on.

    Signals:
        left: somebody goes back to the pages.
        told: a short sentence that is also read out.
    """

    left = Signal()
    told = Signal(str)

    def __init__(self, state: WorkshopState) -> None:
        super().__init__()
        self.state = state
        self.session = state.session
        self.setObjectName("workshop")
        self.setAccessibleName(_("Workshop"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._panels: dict[str, Panel] = {}
        self.top = TopStrip(state, lambda: self.open_panel("speaking"))
        self.title = said("", bold=True)
        self.reading = ObjectiveSaid(self.session)
        self.say = SayLine(state)
        self.say.said.connect(self._show_said)
        self.last = LastSaid(state, self.undo)
        self._middle = QStackedWidget()
        self._middle.addWidget(self._objective())
        self._panel_title = said("", bold=True)
        self._panel_holder = QStackedWidget()
        self._middle.addWidget(self._panel_frame())
        whole = QVBoxLayout(self)
        margins(whole, GAP, GAP // 2, GAP, GAP // 2)
        whole.setSpacing(GAP // 2)
        whole.addWidget(self.top)
        whole.addWidget(self._middle, 1)
        whole.addWidget(self.last)
        self.foot = self._foot()
        whole.addWidget(self.foot)
        self._add_actions()
        state.moved.connect(self._show_objective)
        self._typed_over = TypedOver(self.say.line, self._takes_words, self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    # What it is made of

    def _objective(self) -> QWidget:
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP // 2)
        inside.addWidget(self.title)
        inside.addWidget(self.reading, 1)
        inside.addWidget(self.say)
        return holder

    def _panel_frame(self) -> QWidget:
        self.close_panel = words_button(_("Close ({keys})").format(keys=keys.named("Esc")), self.shut_panel)
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP // 2)
        head = across(self._panel_title, self.close_panel)
        head.setStretch(0, 1)
        inside.addLayout(head)
        inside.addWidget(self._panel_holder, 1)
        return holder

    def _foot(self) -> QWidget:
        self.previous = self._arrow("back", _("Previous objective"), -1, "previous_objective")
        self.next = self._arrow("forward", _("Next objective"), 1, "next_objective")
        foot = QWidget()
        row = FlowLayout(foot, spacing=GAP // 2)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        self.buttons = {}
        for each in PANELS.values():
            if each.key != "speaking" and each.is_there:
                self.buttons[each.key] = words_button(self._named(each), partial(self.toggle_panel, each.key))
                row.addWidget(self.buttons[each.key])
        self.leaving = words_button(keys.with_keys(_("Leave"), "workshop"), self.left.emit)
        row.addWidget(self.leaving)
        return foot

    def _arrow(self, name: str, text: str, step: int, key: str) -> QToolButton:
        return icon_button(name, text, lambda: self.step(step), key=key, focus=Qt.FocusPolicy.StrongFocus)

    def _named(self, panel: PanelDescriptor) -> str:
        return keys.with_keys(_(panel.button or panel.title), panel.shortcut)

    def _add_actions(self) -> None:
        for each in PANELS.values():
            if each.is_there:
                keys.action(self, each.shortcut, partial(self.toggle_panel, each.key))
        keys.action(self, "workshop_undo", self.undo)

    # What is shown

    def begin(self) -> None:
        """Show where the workshop is, with the keyboard on it."""
        if self.state.number not in self.state.numbers():
            self.state.number = self.state.numbers()[0]
        self._fit()
        self._show_objective()
        self.top.show_speaker()
        self.last.refresh()
        if self.state.panel:
            self.open_panel(self.state.panel)
        else:
            self.reading.setFocus()
        lay_out_what_waits()  # it is drawn at once

    def refresh(self, update: Update | None) -> None:
        """Show the submission as it is now."""
        if update is not None and update.kinds & {"person", "submission"}:
            self.top.show_speaker()
        self.reading.refresh()
        self.last.refresh()
        self.top.show_pace()
        panel = self.panel
        if panel is not None:
            panel.refresh(update)

    def leave(self) -> None:
        """Write down what is being typed; what somebody has only begun to say stays in its line."""
        for panel in self._panels.values():
            panel.leave()
        if self.state.begun is not None:  # it was said, and could not be written down
            self.say.commit()

    def step(self, step: int) -> None:
        """Go to the next objective, or to the one before; what is only begun waits under the objective that it is about."""
        self.leave()
        self.state.step(step)

    def undo(self) -> None:
        """Take back what was said last in this sitting, and say so; what was done before it is left alone.

        What is being typed stays in its line.
        """
        last = self.state.last_said()
        if last is None:
            self.tell(_("Nothing has been said yet in this sitting."))
        elif not self.session.saving.waiting and self.session.undo():
            text = _("Undone: {revision}").format(revision=one_line(self.session.said(short(last.message))))
            self.last.tell(text)
            self.tell(text)

    def redo(self) -> None:
        """Say again what was taken back last."""
        label = self.session.can_redo()
        if not label:
            self.explain(_("Nothing to redo"))
        elif not self.session.saving.waiting and self.session.redo():
            text = _("Redone: {revision}").format(revision=label)
            self.last.tell(text)
            self.tell(text)

    def tell(self, text: str) -> None:
        """Say something that is over at once to everybody, those who listen to a screen reader too."""
        self.told.emit(text)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def explain(self, text: str) -> None:
        """Say why a key does nothing, where everybody sees it until something else is done."""
        self.last.tell(text)
        self.tell(text)

    def say_something(self) -> None:
        """Put the keyboard into the line in which is written what somebody says."""
        self.shut_panel()
        self.say.line.setFocus()

    def _show_objective(self) -> None:
        number, catalogue = self.state.number, self.session.catalogue
        text = _("{number}  {title}").format(number=number, title=one_line(catalogue.heading(number)))
        self.title.setText(text)
        self.reading.setAccessibleName(text)
        self.reading.show_objective(number)
        self.say.take_up()
        self.top.show_pace()
        panel = self.panel
        if panel is not None:
            panel.show_objective(number)
        self.tell(text)

    def _show_said(self, entry_id: str) -> None:
        self.reading.refresh()
        self.reading.show_row(entry_id)

    # Panels

    @property
    def panel(self) -> Panel | None:
        """The panel that is open."""
        return self._panels.get(self.state.panel) if self.state.panel else None

    def toggle_panel(self, key: str) -> None:
        """Open a panel, or close it where it is open."""
        if self.state.panel == key:
            self.shut_panel()
        else:
            self.open_panel(key)

    def open_panel(self, key: str) -> None:
        """Open a panel by its name; what is typed stays in its line."""
        if self.panel is not None:
            self.panel.leave()
        panel = self._panels.get(key)
        if panel is None:
            panel = self._panels[key] = make_panel(key, self.state)
            panel.left.connect(self.shut_panel)
            panel.told.connect(self.tell)
            self._panel_holder.addWidget(panel)
        if not self.state.panel:
            self._before = QApplication.focusWidget()
        self.state.panel = key
        self._panel_title.setText(_(PANELS[key].title))
        panel.setAccessibleName(_(PANELS[key].title))
        self._panel_holder.setCurrentWidget(panel)
        self._middle.setCurrentIndex(1)
        self._give_room(PANELS[key].takes)
        panel.show_objective(self.state.number)
        panel.refresh(None)
        panel.take_focus()

    def shut_panel(self) -> None:
        """Go back to the objective, and to where the keyboard was."""
        if self.panel is None:
            return
        self.panel.leave()
        self.state.panel = ""
        self._middle.setCurrentIndex(0)
        self._give_room("nothing")
        self.reading.refresh()
        back = self.say.line if self._before is self.say.line or self.say.line.text() else self.reading
        back.setFocus()

    def _give_room(self, taken: str) -> None:
        """Show what stands below the middle, or leave its room to a panel; see `PanelDescriptor.takes`."""
        self.last.setVisible(taken != "all")
        self.foot.setVisible(taken == "nothing")

    _before: QWidget | None = None

    # Keys and letters

    def keyPressEvent(self, event: QKeyEvent) -> None:
        answered = event.modifiers() in _PLAIN and self._answer(event)
        if not answered and not self._begin_to_say(event):
            super().keyPressEvent(event)

    def _answer(self, event: QKeyEvent) -> bool:
        """Answer to a key that nothing else took: nothing is typed at this moment."""
        key, text = event.key(), event.text()
        if key == Qt.Key.Key_Escape:
            (self.shut_panel if self.panel is not None else self.reading.setFocus)()
            return True
        if isinstance(QApplication.focusWidget(), QLineEdit):
            return False
        if len(text) == 1 and text.isdecimal():
            figure = int(text)  # of whichever script the keyboard writes
            choose = getattr(self.panel, "choose_figure", None)
            if choose is None or not choose(figure):
                self.speak(figure)
            return True
        if self.panel is None and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(1 if (key == Qt.Key.Key_Right) is not mirrored() else -1)
            return True
        if self.panel is None and key in _SCROLLING:
            self.reading.keyPressEvent(event)
            return True
        return False

    def _begin_to_say(self, event: QKeyEvent) -> bool:
        """Write a letter that is typed while nothing takes letters into the line of what is said: it would be lost.

        Whoever has just said who speaks types what is said, and looks at the speaker.
        """
        if not is_typed(event) or not self._takes_words():
            return False
        type_on(self.say.line, event)
        return True

    def _takes_words(self) -> bool:
        """Whether what is typed now is what somebody says: no panel is open, and no line has the keyboard."""
        return self.panel is None and not isinstance(QApplication.focusWidget(), QLineEdit)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self._typed_over.watch(now)

    def speak(self, figure: int) -> None:
        """Let the person of a figure speak; 0 is nobody."""
        people = self.state.people()
        if not figure:
            self.state.speak(None)
        elif figure <= min(len(people), MOST_KEYS):
            self.state.speak(people[figure - 1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        """Give everything the letters that are read from the back of the room."""
        if not hasattr(self, "last"):
            return  # it is still being made
        letters.fit(self, self.height())
