"""What every field widget is: it shows one answer, and says when it is left with another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.record.entry import Entry, Value


@dataclass
class FormContext:
    """What fields need to know beyond their own definition.

    Args:
        entries: the kinds asked for to id and title of their entries, for fields that link to others.
        attach: takes a file in and makes it the answer of a field of an entry (entry id, field key, path).
        file_name: SHA-256 to name and size in bytes of an attached file.
        save_file: writes an attached file to a place.
        title: id to the title of an entry, empty when there is no such entry.
        history: shows how the answer of a field came about (entry id, field key); None where nothing is kept.
        confirm: says an answer again as it is (entry id, field key); None where nothing is kept.
        last: the entry of the last submission where this one stands now.
    """

    catalogue: Catalogue
    entries: Callable[[Sequence[str]], list[tuple[str, str]]] = lambda _kinds: []
    attach: Callable[[str, str, Path], object] = lambda _entry, _field, _path: None
    file_name: Callable[[str], tuple[str, int]] = lambda sha256: (sha256, 0)
    save_file: Callable[[str, Path], object] = lambda _sha256, _path: None
    title: Callable[[str], str] = lambda _entry_id: ""
    history: Callable[[str, str], None] | None = None
    confirm: Callable[[str, str], None] | None = None
    last: Callable[[Entry], Entry | None] = lambda _entry: None


class FieldWidget(QWidget):
    """One field of a form.

    Subclasses build their editor, and implement `_shown` and `_show`. What was typed is handed on when the field is
    left: by the keyboard, by a click elsewhere, or by `commit` when the page goes.

    Signals:
        left: the new value, or None; sent only when it differs from the one that was set.
        touched: something is being typed or chosen; for live limits.
        gone: the keyboard went elsewhere, whether or not the value is another one.
    """

    left = Signal(object)
    touched = Signal()
    gone = Signal()

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.definition = definition
        self.context = context
        self._set: Value | None = None
        self._inner = QVBoxLayout(self)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(4)

    def value(self) -> Value | None:
        """Return the answer as it stands on the screen."""
        return self._shown()

    def set_value(self, value: Value | None) -> None:
        """Show an answer."""
        self._set = value
        self._show(value)

    def pending(self) -> bool:
        """Whether something stands on the screen that was not handed on yet."""
        return self.value() != self._set

    def commit(self) -> None:
        """Hand on what stands on the screen when it differs from what was set."""
        value = self._shown()
        if value != self._set:
            self._set = value
            self.left.emit(value)

    def problem(self) -> str:
        """Return what is wrong with what was typed where it is no value at all, such as half a date."""
        return ""

    def editor(self) -> QWidget:
        """Return the widget that takes the keyboard."""
        return self

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
        if (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            # A list of proposals takes the keyboard for a moment; nothing is decided yet.
            and event.reason() != Qt.FocusReason.PopupFocusReason
        ):
            self.commit()
            self.gone.emit()
        if event.type() == QEvent.Type.Wheel and _scrolls_past(watched):
            # Whoever scrolls the page must not change an answer, nor be held by a long text, on the way.
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _shown(self) -> Value | None:
        return None

    def _show(self, value: Value | None) -> None:
        pass


def _scrolls_past(watched: QObject) -> bool:
    if isinstance(watched, QComboBox):
        return True
    box = watched.parent()
    return isinstance(box, QPlainTextEdit) and not box.hasFocus()
