"""Why a key of the list of keys does nothing where it is pressed, in a sentence."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent

from desktop.i18n.translation import gettext as _
from desktop.ui import keys

OF_LIST = ("next_entry", "previous_entry")
"""Keys that go through the list that a form has beside it."""


def why_idle(event: QKeyEvent, *, in_workshop: bool, form_is_seen: bool, has_list: bool) -> str:
    """Return why a key that nothing answered to does nothing here; empty for one that the program does not know.

    Args:
        in_workshop: whether a workshop is shown in place of the pages.
        form_is_seen: whether there is a form on the page, wherever the keyboard is.
        has_list: whether that form shows one of a list of entries.
    """
    key = keys.key_of(event)
    if not key and not keys.is_of_tab(event):
        return ""
    if in_workshop:
        return _("This key works outside the workshop. Press {keys} to leave the workshop").format(
            keys=keys.shown("workshop")
        )
    if not key:
        return ""  # of a tab: whatever shows tabs answers
    if keys.SHORTCUTS[key].group == keys.WORKSHOP:
        return _("This key works in the workshop. Press {keys} to begin the workshop").format(
            keys=keys.shown("workshop")
        )
    if key == "duplicate":
        return _("There is no entry to duplicate here")
    if key in OF_LIST and form_is_seen and not has_list:
        return _("This form has no list of entries")
    if keys.SHORTCUTS[key].group == keys.FIELDS:
        return _("This key works while the cursor is in a form field") if form_is_seen else _("No form is open here")
    return ""
