"""Where the keyboard is: from one part of the window to the next, and on a page that took the place of another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget

from desktop.ui.scroll_anchor import show_whole
from desktop.ui.tab_order import next_in_order


def has_focus(*parts: QWidget) -> bool:
    """Whether the keyboard is somewhere within one of these."""
    focused = QApplication.focusWidget()
    return focused is not None and any(part.isAncestorOf(focused) for part in parts)


def takes_keyboard(widget: QWidget | None) -> bool:
    """Whether something can have the keyboard so that it is seen there and answers to it.

    Qt gives it to a page of a stack that nothing can be typed into, and leaves it on what was hidden in a part that was left.
    """
    return widget is not None and (
        widget.isVisible() and widget.isEnabled() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    )


def waits_in(*parts: QWidget) -> bool:
    """Whether the keyboard is somewhere within one of these where it is seen and answers."""
    return has_focus(*parts) and takes_keyboard(QApplication.focusWidget())


class InSight(QObject):
    """Scrolls to whatever the keyboard goes to, so that it is whole in view; below the mouse only where nothing is seen of it.

    Qt does so only for the Tab key within what scrolls: whoever came back into a form from the buttons below it typed into its
    last field, and saw the first ones. Of a box of several lines Qt shows no more than the caret.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._show)

    def _show(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not now.isVisible():
            return
        is_unseen = now.visibleRegion().isEmpty()
        if not is_unseen and QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return  # what was pressed stays where it was pressed
        inside = now
        # No further than the window that it is in: the list of a choice is one that comes up above the form, and has its room.
        while not inside.isWindow() and (around := inside.parentWidget()) is not None:
            if isinstance(around, QScrollArea):
                if is_unseen:
                    around.ensureWidgetVisible(now)
                show_whole(around, now)
            inside = around


def focus_next_part(parts: Sequence[tuple[QWidget, Callable[[], bool]]], step: int) -> None:
    """Put the keyboard into the next part of the window that takes it.

    Args:
        parts: each with what puts the keyboard into it, and says whether it could. One that lies in another comes after it.
        step: 1 for the next one, -1 for the one before.
    """
    held = [place for place, (part, _take) in enumerate(parts) if has_focus(part)]
    now = held[-1] if held else (-1 if step > 0 else 0)
    for ahead in range(1, len(parts) + 1):
        if parts[(now + step * ahead) % len(parts)][1]():
            return


def tab_stops(page: QWidget) -> list[QWidget]:
    """Return what the Tab key can come to within a widget, in the order in which it was made."""
    tab = Qt.FocusPolicy.TabFocus
    found = page.findChildren(QWidget)
    return [each for each in found if each.focusPolicy() & tab and each.isEnabled() and each.isVisible()]


def is_cut(widget: QWidget) -> bool:
    """Whether a part of a widget is out of view, such as where it is scrolled to its half."""
    return widget.visibleRegion().boundingRect() != widget.rect()


def focus_first(page: QWidget) -> bool:
    """Put the keyboard onto the first thing of a page that takes it by the Tab key."""
    stops = tab_stops(page)
    each = next_in_order(page) if stops else page
    while each is not page and each not in stops:
        each = next_in_order(each)
    if each is page:
        return False
    each.setFocus(Qt.FocusReason.TabFocusReason)
    return True


def in_turn(places: Sequence[int], now: int) -> int | None:
    """Return the first of some places after one, after the last the first; None for none."""
    return next((each for each in places if each > now), places[0] if places else None)


def choose_next(view: QAbstractItemView, rows: Sequence[int]) -> bool:
    """Choose the next of some rows of a list, with the keyboard on it, after the last the first. Returns whether there is one.

    Where the keyboard comes from elsewhere, the row that is chosen may be the next one.
    """
    line = view.currentIndex()
    while line.parent().isValid():
        line = line.parent()
    row = line.row()
    wanted = in_turn(rows, row if view.hasFocus() else row - 1)
    if wanted is not None:
        view.setCurrentIndex(view.model().index(wanted, 0))
        view.setFocus(Qt.FocusReason.OtherFocusReason)
    return wanted is not None
