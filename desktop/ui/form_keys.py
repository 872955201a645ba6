"""The keys of a form, and what each of them does."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from desktop.i18n.translation import N_

NEXT_SECTION, PREVIOUS_SECTION = "next_section", "previous_section"
NEXT_ENTRY, PREVIOUS_ENTRY = "next_entry", "previous_entry"
NEXT_MISSING, HISTORY = "next_missing", "history"

KEYS: dict[str, tuple[str, str]] = {
    NEXT_SECTION: (N_("Next section"), "Alt+PgDown"),
    PREVIOUS_SECTION: (N_("Previous section"), "Alt+PgUp"),
    NEXT_ENTRY: (N_("Next entry"), "Ctrl+PgDown"),
    PREVIOUS_ENTRY: (N_("Previous entry"), "Ctrl+PgUp"),
    NEXT_MISSING: (N_("Next missing answer"), "F8"),
    HISTORY: (N_("Earlier versions of the answer"), "Ctrl+Shift+H"),
}
"""What a key of a form does, and the key; none of them writes anything into a field on any system."""


def key_in_words(name: str) -> str:
    """Return the key of something that a form does, as it is called on this system."""
    return QKeySequence(KEYS[name][1]).toString(QKeySequence.SequenceFormat.NativeText)
