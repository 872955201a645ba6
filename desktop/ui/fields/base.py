"""What every field widget is: it shows one answer, and hands on another one soon after it was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry, Value, new_id
from desktop.ui.after_click import AfterClick, is_clicking
from desktop.ui.labels import QuickHint

if TYPE_CHECKING:
    from desktop.ui.parts.form_clearance import FormClearance
    from desktop.ui.saving import Saving
    from desktop.ui.session import Session
    from desktop.ui.spelling import TextSpelling

REST = 1000
"""Milliseconds of rest in typing after which what was typed is handed on to be written."""

LATEST = 4000
"""Milliseconds after the first key that was not handed on yet, at which it is while somebody types on."""

Keep = Callable[[Entry, str, Value | None, Value | None, str], object]


@dataclass
class FormContext:
    """What fields need to know beyond their own definition.

    Args:
        entries: the kinds asked for to id and title of their entries, for fields that link to others.
        attach: takes a file in and makes it the answer of a field of an entry (entry id, field key, path).
        file_name: SHA-256 to name and size in bytes of an attached file.
        save_file: writes an attached file to a place.
        open_file: opens an attached file for reading, with the program that the system has for it.
        title: id to the title of an entry, empty when there is no such entry.
        history: shows how the answer of a field came about (entry id, field key); None where nothing is kept.
        entry_history: shows how an entry came about (entry id); None where nothing is kept.
        confirm: says an answer again as it is (entry id, field key); None where nothing is kept.
        rate: lets ministries rate by a field of an entry together; None where nothing is kept.
        last: the entry of the last submission where this one stands now.
        keep: writes down what stands in a field, see `Session.keep`; None where nothing is kept.
        rest: is told when nothing is typed any more.
        saving: what stands on the screen and is not in the file; None where nothing is kept.
        language: the code of the language that the submission is written in, empty where it is not known.
        spelling: has the spelling in a box checked; None where nothing is known of languages.
        language_of: the language that a field of an entry is written in, empty where that is not known.
        hints: what a reader will ask of an entry, by field; see `record.hints`.
        clearance: makes what tells, above the fields of a kind, who cleared the entry; it is given what writes down what is
            being typed. None where nothing is kept.
        session: the open submission, for what the team says about a field and keeps back; None where nothing is kept.
        closed: why an entry can only be read, empty where it can be written in.
        said: what a field says, in words, for an entry that can only be read.
        say: tells a short sentence in the bar.
    """

    catalogue: Catalogue
    entries: Callable[[Sequence[str]], list[tuple[str, str]]] = lambda _kinds: []
    attach: Callable[[str, str, Path], object] = lambda _entry, _field, _path: None
    file_name: Callable[[str], tuple[str, int]] = lambda sha256: (sha256, 0)
    save_file: Callable[[str, Path], object] = lambda _sha256, _path: None
    open_file: Callable[[str], object] = lambda _sha256: None
    title: Callable[[str], str] = lambda _entry_id: ""
    history: Callable[[str, str], None] | None = None
    entry_history: Callable[[str], None] | None = None
    confirm: Callable[[str, str], None] | None = None
    rate: Callable[[Entry, str], None] | None = None
    last: Callable[[Entry], Entry | None] = lambda _entry: None
    keep: Keep | None = None
    rest: Callable[[], object] = lambda: None
    saving: Saving | None = None
    language: Callable[[], str] = lambda: ""
    spelling: Callable[[QPlainTextEdit], TextSpelling] | None = None
    language_of: Callable[[Entry, FormField], str] = lambda _entry, _field: ""
    hints: Callable[[Entry], Mapping[str, Sequence[str]]] = lambda _entry: {}
    clearance: Callable[[str, Callable[[], object]], FormClearance] | None = None
    session: Session | None = None
    closed: Callable[[Entry], str] = lambda _entry: ""
    said: Callable[[FormField, Value | None], str] = lambda _field, value: "" if value is None else str(value)
    say: Callable[[str], object] = lambda _text: None


class FieldWidget(QuickHint, QWidget):
    """One field of a form.

    Subclasses build their editor, and implement `_shown` and `_show`; those that are typed into also `_refused`,
    `_show_refused` and `_take_as_set`. They send `touched`, or call `_change`, whatever it is that changes what stands on
    the screen. What was typed is handed on after a moment of rest, at the latest after `LATEST` while somebody types on, and
    when the field is left: by the keyboard, by a click elsewhere, or by `commit` when the page goes. Handing on never touches
    what stands on the screen; only when the field is left is it shown in its final form.

    What the field does not accept is handed on too, beside the answer: see `typed`.

    Attributes:
        stay: names the time from the first key to leaving the field; empty outside of it. All that is handed on in one
            stay is one revision.

    Signals:
        left: the new value, or None; sent only when it, or `typed`, differs from what was set or handed on last.
        touched: something is being typed or chosen; for live limits.
        gone: the keyboard went elsewhere, whether or not the value is another one.
        rested: the stay in the field has ended; all of it was handed on.
    """

    left = Signal(object)
    touched = Signal()
    gone = Signal()
    rested = Signal()

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.definition = definition
        self.context = context
        self.stay = ""
        self._is_entered = False
        self._set: Value | None = None
        self._set_typed: Value | None = None
        self._was_touched = False
        self._is_as_set = False
        self._click: AfterClick | None = None
        self._rest = self._timer(REST)
        self._latest = self._timer(LATEST)
        self.touched.connect(self._wait)
        self._inner = QVBoxLayout(self)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(4)

    def value(self) -> Value | None:
        """Return the answer as it stands on the screen."""
        return self._set if self.is_as_set() else self._shown()

    def typed(self) -> Value | None:
        """Return what was typed and is not accepted, None when there is no such thing."""
        return self._set_typed if self.is_as_set() else self._refused()

    def set_value(self, value: Value | None, typed: Value | None = None) -> None:
        """Show an answer, and what was typed beside it and is not accepted.

        What comes back while it is typed on is what stands on the screen already, and the screen is left alone.
        """
        came_back = bool(self.stay) and (value, typed) == (self.value(), self.typed())
        self._set, self._set_typed = value, typed
        if came_back:
            self._take_as_set()
        else:
            self._show(value)
            if typed is not None:
                self._show_refused(typed)
        self._is_as_set = typed is None  # what was refused may be a choice by now, in another language or form

    def is_as_set(self) -> bool:
        """Whether nothing on the screen has changed since it was set or handed on: then it need not be read.

        A form has many fields, is committed at each step, and one of its fields was typed into at most.
        """
        return self._is_as_set

    def is_at_rest(self) -> bool:
        """Whether there is nothing to commit: nobody is in a stay here, and nothing has changed."""
        return not self.stay and self.is_as_set()

    def unwritten(self) -> bool:
        """Whether something stands on the screen that was not handed on yet."""
        return not self.is_as_set() and (self.value(), self.typed()) != (self._set, self._set_typed)

    def begin(self) -> None:
        """Be ready for an answer: somebody was led here and types."""

    def pending(self) -> bool:
        """Whether something stands on the screen that must not be replaced by what comes from elsewhere."""
        return self.unwritten()

    def write(self) -> None:
        """Hand on what stands on the screen when it differs from what was set; the stay in the field goes on."""
        self._rest.stop()
        self._latest.stop()
        if self.is_as_set():
            return
        value, typed = self.value(), self.typed()
        self._is_as_set = True
        if (value, typed) != (self._set, self._set_typed):
            self._set, self._set_typed = value, typed
            self._take_as_set()
            self.left.emit(value)

    @property
    def is_typed(self) -> bool:
        """Whether somebody is at it: has typed, and neither left the field since nor pressed Enter."""
        return bool(self.stay) and not self._is_entered

    def enter(self) -> None:
        """Hand on what stands on the screen and have it judged: Enter was pressed. The stay in the field goes on."""
        self.write()
        self._settle()
        self._is_entered = True
        self.touched.emit()

    def commit(self) -> None:
        """Hand on what stands on the screen when it differs from what was set, and end the stay in the field."""
        if self.is_at_rest():
            return
        was_typed = bool(self.stay)
        self.write()
        self.stay = ""
        if is_clicking():  # its final form may be higher or less high, and what is being pressed would move
            self._click = self._click or AfterClick(self._settle, self)
            self._click.wait()
        else:
            self._settle()
        if was_typed:
            self.rested.emit()

    def let_go(self) -> None:
        """Forget the entry that was shown: by Ctrl+Z, what was typed and taken out there would come into the next one.

        Qt forgets it by itself only where the next one says something else.
        """
        if not self._was_touched:
            return
        self._was_touched = False
        for line in self.findChildren(QLineEdit):
            if line.isUndoAvailable() or line.isRedoAvailable():
                line.setText(line.text())
                line.setCursorPosition(0)
        for box in self.findChildren(QPlainTextEdit):
            box.document().clearUndoRedoStacks()

    def problem(self) -> str:
        """Return what is wrong with what was typed where it is no value at all, such as half a date."""
        typed = self.typed()
        return "" if typed is None else _("“{text}” was typed but is not accepted.").format(text=typed)

    def editor(self) -> QWidget:
        """Return the widget that takes the keyboard."""
        return self

    def stops(self) -> tuple[QWidget, ...]:
        """Return what the Tab key comes to here, in its order; what is not seen is passed over."""
        return (self.editor(),)

    def wanted(self) -> QWidget:
        """Return the widget that somebody is led to who is to answer here, or to correct what stands here."""
        return self.editor()

    def least_width(self) -> int:
        """Return the width in pixels below which what can be chosen here would be cut, 0 where nothing is."""
        return 0

    def name(self, label: str, help_text: str) -> None:
        """Say to screen readers what this is; called again with what is wrong with it."""
        self.editor().setAccessibleName(label)
        self.editor().setAccessibleDescription(help_text)

    def show_state(self, state: str) -> None:
        """Mark the editor: `blocks` when a limit is broken, empty otherwise."""
        editor = self.editor()
        if editor.property("state") != state:
            editor.setProperty("state", state)
            editor.style().unpolish(editor)
            editor.style().polish(editor)

    def _watch(self, editor: QWidget) -> None:
        editor.installEventFilter(self)
        if isinstance(editor, QPlainTextEdit):
            editor.viewport().installEventFilter(self)
        self.setFocusProxy(editor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # By their classes: to ask each of the many events of a form for its type takes ten times as long.
        if (
            isinstance(event, QFocusEvent)
            and event.lostFocus()
            # A list of proposals takes the keyboard for a moment; nothing is decided yet.
            and event.reason() != Qt.FocusReason.PopupFocusReason
        ):
            if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:  # whoever comes back goes on typing
                self._take_only_match()
            self.commit()
            self.gone.emit()
        if isinstance(event, QWheelEvent) and _scrolls_past(watched):
            # Whoever scrolls the page must not change an answer, nor be held by a long text, on the way.
            event.ignore()
            return True
        return False

    def _shown(self) -> Value | None:
        return None

    def _show(self, value: Value | None) -> None:
        pass

    def _refused(self) -> Value | None:
        """Return what was typed and is not accepted; of a field that is only pressed what it was given, until then."""
        return self._set_typed if self._set_typed is not None and self._shown() == self._set else None

    def _show_refused(self, typed: Value) -> None:
        """Show what was typed and is not accepted."""

    def _take_as_set(self) -> None:
        """Take what stands on the screen for what was set, without touching it."""

    def _take_only_match(self) -> None:
        """Choose what was typed far enough to mean one choice only, as the keyboard goes on."""

    def _settle(self) -> None:
        """Show what was handed on in its final form; where the keyboard is still here, somebody may type on."""

    def _is_here(self) -> bool:
        """Whether the keyboard is in this field, or comes back to it with the window."""
        now, editor = self.window().focusWidget(), self.editor()
        return now is not None and (now is editor or editor.isAncestorOf(now))

    def _change(self, *_what: object) -> None:
        """Take notice that what stands on the screen may have changed; subclasses call it at every change."""
        self._is_as_set = False

    def _wait(self) -> None:
        """Somebody types: hand it on soon."""
        self._was_touched = True
        self._change()
        if not self.unwritten():
            self._rest.stop()
            self._latest.stop()
            return
        self.stay, self._is_entered = self.stay or new_id(), False
        self._rest.start()
        if not self._latest.isActive():
            self._latest.start()

    def _timer(self, after: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(self.write)
        return timer


def _scrolls_past(watched: QObject) -> bool:
    if isinstance(watched, QComboBox):
        return True
    box = watched.parent()
    return isinstance(box, QPlainTextEdit) and not box.hasFocus()
