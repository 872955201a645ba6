"""The parts of a page that F6 leads to: its list, and the form or whatever is chosen in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QSplitter, QWidget

from desktop.ui.focus import focus_first, has_focus, tab_stops, takes_keyboard
from desktop.ui.form import FormView
from desktop.ui.pages.base import Page


def parts_of(page: Page) -> list[tuple[QWidget, Callable[[], bool]]]:
    """Return the parts of a page in their order, each with what puts the keyboard into it.

    The sides of a list with what is chosen in it are parts, and so is a list or a form that stands by itself. A page that has
    none of them is one part.
    """
    foot, found = page.foot(), []
    for stop in tab_stops(page):
        if foot is not None and foot.isAncestorOf(stop):
            continue  # a part of its own
        part = _part_with(stop, page)
        if part is not None and part not in found:
            found.append(part)
    found.sort(key=_place)
    return [(part, partial(_enter, part)) for part in found] or [(page, lambda: focus_first(page.body()))]


def focus_page(page: Page) -> bool:
    """Put the keyboard where it was on a page when that was left, else into the first part of it that takes it.

    Returns whether there is one. What stands above the parts is passed over: an accidental Enter would press it.
    """
    before = page.focusWidget()
    if before is None or not takes_keyboard(before):
        return any(take() for _part, take in parts_of(page))
    before.setFocus(Qt.FocusReason.TabFocusReason)
    return True


def _part_with(stop: QWidget, page: Page) -> QWidget | None:
    """Return the part that something which takes the keyboard belongs to, None for what stands above all of them."""
    side = form = None
    around = stop
    while around is not page and (above := around.parentWidget()) is not None:
        if isinstance(above, QSplitter):
            side = around
        if isinstance(above, FormView):
            form = above
        around = above
    return side or form or (stop if isinstance(stop, QAbstractItemView) else None)


def _place(part: QWidget) -> int:
    """Return where a part stands among those beside it: widgets are not kept in the order in which they are seen."""
    split = part.parentWidget()
    return split.indexOf(part) if isinstance(split, QSplitter) else 0


def _enter(part: QWidget) -> bool:
    """Put the keyboard into a part: where it was in a form, else into its first field; onto the lines of a list."""
    forms = [part] if isinstance(part, FormView) else part.findChildren(FormView)
    form = next((each for each in forms if each.isVisible()), None)
    if form is not None:
        before = form.focusWidget()
        if before is not None and form.area.isAncestorOf(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            form.focus_first()
        if not has_focus(form):  # nothing is asked, or nothing can be answered
            form.area.setFocus(Qt.FocusReason.TabFocusReason)
        return True
    views = (each for each in tab_stops(part) if isinstance(each, QAbstractItemView))
    view = part if isinstance(part, QAbstractItemView) else next(views, None)
    if view is None:
        return focus_first(part)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    return True
