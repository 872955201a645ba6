"""The keys of the program: one table for what answers to them, the menus, the tool tips and the help on keys."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QObject, QRect, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop.i18n.isolation import isolated
from desktop.i18n.lists import joined
from desktop.i18n.translation import N_, RIGHT_TO_LEFT, current_language
from desktop.i18n.translation import gettext as _
from desktop.ui.own_undo import is_spent

Keys = QKeySequence.StandardKey | QKeyCombination | Qt.Key

CTRL, ALT, SHIFT = Qt.Modifier.CTRL, Qt.Modifier.ALT, Qt.Modifier.SHIFT
Standard = QKeySequence.StandardKey

MOVE, WORK, LOOK, PROGRAM = N_("Move around"), N_("Work"), N_("Size"), N_("Program")
FIELDS = N_("In forms and lists")
WORKSHOP = N_("In the workshop")
"""The headings of the help on keys."""

MOST_TABS = 9
"""Tabs that have a key of their own."""


class Shortcut(NamedTuple):
    """Something that is done by a key.

    Args:
        key: by which the program names it.
        group: the heading below which the help on keys lists it.
        text: what it does, marked for translation.
        keys: that do it, the one that is shown first.
    """

    key: str
    group: str
    text: str
    keys: tuple[Keys, ...]


SHORTCUTS = {
    each.key: each
    for each in (
        Shortcut("search", MOVE, N_("Search"), (Standard.Find, CTRL | Qt.Key.Key_K)),
        Shortcut("next_found", MOVE, N_("Next search result"), (Qt.Key.Key_F3,)),
        Shortcut("previous_found", MOVE, N_("Previous search result"), (SHIFT | Qt.Key.Key_F3,)),
        Shortcut("back", MOVE, N_("Back"), (ALT | Qt.Key.Key_Left,)),
        Shortcut("forward", MOVE, N_("Forward"), (ALT | Qt.Key.Key_Right,)),
        Shortcut("name", MOVE, N_("Your name"), (ALT | Qt.Key.Key_N,)),
        Shortcut("next_part", MOVE, N_("Next part of the window"), (Qt.Key.Key_F6,)),
        Shortcut("previous_part", MOVE, N_("Previous part of the window"), (SHIFT | Qt.Key.Key_F6,)),
        Shortcut("next_tab", MOVE, N_("Next tab, or next page"), (CTRL | Qt.Key.Key_PageDown, CTRL | Qt.Key.Key_Tab)),
        Shortcut(
            "previous_tab",
            MOVE,
            N_("Previous tab, or previous page"),
            (CTRL | Qt.Key.Key_PageUp, CTRL | SHIFT | Qt.Key.Key_Tab),
        ),
        Shortcut("next_objective", MOVE, N_("Next objective"), (CTRL | SHIFT | Qt.Key.Key_PageDown,)),
        Shortcut("previous_objective", MOVE, N_("Previous objective"), (CTRL | SHIFT | Qt.Key.Key_PageUp,)),
        Shortcut("next_section", FIELDS, N_("Next section of the form"), (ALT | Qt.Key.Key_PageDown,)),
        Shortcut("previous_section", FIELDS, N_("Previous section of the form"), (ALT | Qt.Key.Key_PageUp,)),
        Shortcut("next_missing", FIELDS, N_("Next missing answer"), (Qt.Key.Key_F8,)),
        Shortcut("next_entry", FIELDS, N_("Next entry"), (Qt.Key.Key_F12,)),
        Shortcut("previous_entry", FIELDS, N_("Previous entry"), (SHIFT | Qt.Key.Key_F12,)),
        Shortcut("rate", FIELDS, N_("Rate the question together"), (CTRL | SHIFT | Qt.Key.Key_R,)),
        Shortcut("versions", FIELDS, N_("Earlier versions of the answer"), (CTRL | SHIFT | Qt.Key.Key_H,)),
        Shortcut("entry_history", FIELDS, N_("History of the entry"), (ALT | Qt.Key.Key_H,)),
        Shortcut("comment", FIELDS, N_("Comments on the field"), (Qt.Key.Key_F5,)),
        Shortcut("comment_entry", FIELDS, N_("Comments on the whole entry"), (SHIFT | Qt.Key.Key_F5,)),
        Shortcut(
            "keep_back", FIELDS, N_("Keep the answer back from packages, or include it"), (CTRL | SHIFT | Qt.Key.Key_I,)
        ),
        Shortcut("new", WORK, N_("New entry"), (Standard.New,)),
        Shortcut("duplicate", WORK, N_("Duplicate the entry"), (CTRL | Qt.Key.Key_D,)),
        Shortcut("undo", WORK, N_("Undo"), (Standard.Undo,)),
        Shortcut("redo", WORK, N_("Redo"), (Standard.Redo, CTRL | Qt.Key.Key_Y)),
        Shortcut("save", WORK, N_("Save what is being typed"), (Standard.Save,)),
        Shortcut("copy", WORK, N_("Save a copy of this file…"), (CTRL | SHIFT | Qt.Key.Key_S,)),
        Shortcut("review", WORK, N_("Review report"), (Standard.Print,)),
        Shortcut("export", WORK, N_("Sign and export"), (CTRL | Qt.Key.Key_E,)),
        Shortcut("workshop", WORKSHOP, N_("Begin or leave the workshop"), (Qt.Key.Key_F11,)),
        Shortcut("workshop_speaking", WORKSHOP, N_("Say who is speaking"), (Qt.Key.Key_F2,)),
        Shortcut("workshop_rating", WORKSHOP, N_("Rate together"), (Qt.Key.Key_F4,)),
        Shortcut("workshop_parking", WORKSHOP, N_("Parking list"), (Qt.Key.Key_F7,)),
        Shortcut("workshop_agenda", WORKSHOP, N_("Agenda of the workshop"), (Qt.Key.Key_F10,)),
        Shortcut("workshop_undo", WORKSHOP, N_("Undo the last thing said"), (Qt.Key.Key_F9,)),
        Shortcut("larger", LOOK, N_("Larger"), (CTRL | Qt.Key.Key_Plus, CTRL | Qt.Key.Key_Equal, Standard.ZoomIn)),
        Shortcut("smaller", LOOK, N_("Smaller"), (CTRL | Qt.Key.Key_Minus, Standard.ZoomOut)),
        Shortcut("usual", LOOK, N_("Actual size"), (CTRL | Qt.Key.Key_0,)),
        Shortcut("help", PROGRAM, N_("Manual"), (Qt.Key.Key_F1,)),
        Shortcut("keys", PROGRAM, N_("Keyboard shortcuts"), (SHIFT | Qt.Key.Key_F1,)),
        Shortcut("open", PROGRAM, N_("Open a submission"), (Standard.Open,)),
        Shortcut("close", PROGRAM, N_("Close this submission"), (CTRL | Qt.Key.Key_W,)),
        Shortcut("quit", PROGRAM, N_("Quit Pledgebook"), (CTRL | Qt.Key.Key_Q,)),
    )
}
"""What an action answers to, by its key. None has Alt with Shift, by which systems change the layout of the keyboard, or Ctrl
with Alt, which is AltGr."""

WIDGETS_OWN = (
    (MOVE, N_("First, second … tab of the page"), f"Alt+1 … Alt+{MOST_TABS}"),
    (FIELDS, N_("Next field, previous field"), "Tab, Shift+Tab"),
    (FIELDS, N_("Choose among options, rows or tabs"), "↑ ↓ ← →"),
    (FIELDS, N_("Choose the first, second … option of a rating"), "1 … 9"),
    (FIELDS, N_("Open the chosen row"), "Enter"),
    (FIELDS, N_("Remove the chosen row"), "Del"),
    (FIELDS, N_("Choose several rows, choose all"), "Shift+↑ ↓, Ctrl+A"),
    (FIELDS, N_("Menu for the chosen rows"), "Shift+F10"),
    (FIELDS, N_("Open the list or the calendar of a field"), "Alt+↓"),
    (FIELDS, N_("Close a list, delete the search text"), "Esc"),
    (WORKSHOP, N_("Speaking now: the first, second … person in the team, or nobody"), "1 … 9, 0"),
    (WORKSHOP, N_("Previous or next objective, while you are not typing"), "← →"),
    (WORKSHOP, N_("Scroll up or down, while you are not typing"), "↑ ↓"),
)
"""What widgets answer to by themselves: the heading, what is done, and the keys in English."""


IN_WORKSHOP = frozenset(
    {
        "undo",
        "redo",
        "name",
        "next_objective",
        "previous_objective",
        "new",
        "save",
        "copy",
        "close",
        "workshop",
    }
)
"""The actions that are there while a workshop goes on; the others are of the pages behind it."""

EDITED_BY = ("undo", "redo")
"""What a box that is typed into does by itself, as long as it has something to take back."""

MOVES = frozenset(
    (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
)
"""Keys by which a box may move its cursor, with whatever is held."""


def sequences(key: str) -> list[QKeySequence]:
    """Return the keys of a shortcut, each once: a system's own key may be the other one too, and one that is named
    twice does nothing.
    """
    found: list[QKeySequence] = []
    for keys in SHORTCUTS[key].keys:
        sequence = QKeySequence(keys)
        if not sequence.isEmpty() and sequence not in found:
            found.append(sequence)
    return found


def key_of(event: QKeyEvent) -> str:
    """Return by which the program names what a pressed key does, empty for one that it does not know."""
    return _by_keys().get(QKeySequence(event.keyCombination()).toString(), "")


@cache
def _by_keys() -> dict[str, str]:
    return {sequence.toString(): key for key in SHORTCUTS for sequence in sequences(key)}


def is_of_tab(event: QKeyEvent) -> bool:
    """Whether a pressed key is one that goes to a tab by its place."""
    place = event.key() - Qt.Key.Key_1
    return event.modifiers() == Qt.KeyboardModifier.AltModifier and 0 <= place < MOST_TABS


def shown(key: str) -> str:
    """Return the first key of a shortcut as this system writes it; `Ctrl++` stays so among Arabic words."""
    return isolated(sequences(key)[0].toString(QKeySequence.SequenceFormat.NativeText))


def named(keys: str) -> str:
    """Return keys of a widget's own as the language of the screen calls them, as it does those of a shortcut.

    Where a window is read from the right, the key to the right goes back and the one to the left goes on.
    """
    if current_language() in RIGHT_TO_LEFT:
        keys = keys.replace("← →", "→ ←")
    names = re.sub("[A-Z][a-z]+", lambda name: QCoreApplication.translate("QShortcut", name[0]), keys)
    return joined(names.split(", "))


def with_keys(text: str, key: str) -> str:
    """Return a text for a tool tip with the key that does the same."""
    return _("{text} ({keys})").format(text=text, keys=shown(key))


def of_tab(text: str, place: int) -> str:
    """Return a text for the tool tip of a tab with the key that goes to it, by its place counted from 0."""
    return _("{text} ({keys})").format(text=text, keys=f"Alt+{place + 1}") if place < MOST_TABS else text


def action(owner: QWidget, key: str, do: Callable[[], object], text: str = "") -> QAction:
    """Let a widget and what lies in it answer to the keys of a shortcut. Returns the action, for a menu.

    Args:
        text: what the menu calls it, where that is more than the help on keys says.
    """
    made = QAction(text or _(SHORTCUTS[key].text), owner)
    made.setShortcuts(sequences(key))
    made.triggered.connect(lambda _checked=False: do())
    owner.addAction(made)
    return made


def menu_key(owner: QWidget) -> None:
    """Let Shift+F10 open the menu of what has the keyboard, as the Menu key does; Windows does that by itself."""
    if sys.platform != "win32":
        QShortcut(QKeySequence(SHIFT | Qt.Key.Key_F10), owner).activated.connect(_ask_for_menu)


def _ask_for_menu() -> None:
    widget = QApplication.focusWidget()
    if widget is None:
        return
    point = widget.rect().center()
    if widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
        cursor = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        point = cursor.center() if isinstance(cursor, QRect) else point
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, point, widget.mapToGlobal(point))
    QApplication.sendEvent(widget, asked)


_BOXES = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox)
"""What is typed into; a list that can be typed into has the keyboard for its line."""


class KeptKeys(QObject):
    """Keeps the keys of the program from being spent in the boxes of its window.

    On Linux a box takes Ctrl+E for the way to the end of its line, and Ctrl+K empties the rest of it: whoever wanted to
    export or to search would find that nothing happens, or that what was written is gone. And a box that has nothing to
    take back itself would take Ctrl+Z and do nothing: the window takes back what was done last.

    A key that does nothing at this place would write its letter into a box, or be taken for a bare key by a list. It is
    handed on instead.

    Args:
        idle: is given the press of a key of the program that nothing answered to; says whether it took it.
    """

    def __init__(self, window: QWidget, idle: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._idle = idle
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if now is not None and self._window.isAncestorOf(now):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            # A box has keys of its own, such as F4, which opens its list; what writes nothing comes here after it.
            is_left = event.text().isprintable() and event.text() if isinstance(watched, _BOXES) else True
            return bool(is_left) and _is_listed(event) and self._idle(event)
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and isinstance(watched, _BOXES)
        ):
            leaves = _is_ours(event) or is_spent(watched, event)
            if leaves:
                event.ignore()
            return leaves
        return super().eventFilter(watched, event)


def _is_ours(event: QKeyEvent) -> bool:
    return event.key() not in MOVES and QKeySequence(event.keyCombination()).toString() in _ours()


def _is_listed(event: QKeyEvent) -> bool:
    """Whether a key does something somewhere: of the table, or one of a tab."""
    key = key_of(event)
    return key not in EDITED_BY if key else is_of_tab(event)


@cache
def _ours() -> frozenset[str]:
    return frozenset(
        sequence.toString()
        for key in SHORTCUTS
        if key not in EDITED_BY and not key.startswith("workshop_")
        for sequence in sequences(key)
    )


def listed() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every heading of the help on keys with what is done and by which keys, in the language of the screen."""
    found: dict[str, list[tuple[str, str]]] = {group: [] for group in (MOVE, FIELDS, WORK, WORKSHOP, LOOK, PROGRAM)}
    for each in SHORTCUTS.values():
        found[each.group].append((_(each.text), shown(each.key)))
    for group, text, keys in WIDGETS_OWN:
        found[group].append((_(text), named(keys)))
    return [(_(group), rows) for group, rows in found.items()]
