"""What a page hands to the one that takes its place, whatever lets it be built anew: zoom, colours, language, other forms.

What stands in the file is not among it, and no word of a language: keys, ids and what people typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QComboBox

from desktop.ui.navigation import Place
from desktop.ui.scroll_anchor import Holding
from desktop.ui.tab_stops import Name, named_stops

if TYPE_CHECKING:
    from desktop.ui.pages.base import Page
    from desktop.ui.parts.form_marks import FormMarks


class PageState(NamedTuple):
    """How a page was left.

    Args:
        place: where one was on it.
        held: what it holds and no file does, see `Page.state`.
        scrolled: how far each area that was seen on it was scrolled, in their order; from 0 to 1, as letters may be larger.
        focused: the name of what had the keyboard on it, empty where nothing had.
        comments: the comments that were open in its forms, see `FormMarks.state`.
        secret: what was typed there that nobody else may read, see `Page.secret`; empty where it is not handed on.
    """

    place: Place
    held: Mapping[str, Any] = MappingProxyType({})
    scrolled: Sequence[float] = ()
    focused: Name = ()
    comments: Sequence[Mapping[str, Any]] = ()
    secret: str = ""

    def __repr__(self) -> str:
        """Leave out what nobody else may read: this may come into a report of a mistake."""
        return f"{type(self).__name__}(place={self.place!r})"


def state_of(page: Page, *, seen: bool) -> PageState:
    """Return how a page is left.

    Args:
        seen: whether it is on the screen, and the page that takes its place comes at once. What nobody else may read is
            handed on to that one only: a page that nobody goes to would leave it lying for as long as there is a window.
    """
    focused = QApplication.focusWidget()
    has_keyboard = focused is not None and page.isAncestorOf(focused)
    return PageState(
        page.place(),
        page.state(),
        [_share(area) for area in _areas(page)],
        next((name for name, each in named_stops(page) if each is focused), ()) if has_keyboard else (),
        [state for marks in _marks(page) if (state := marks.state())],
        page.secret() if seen else "",
    )


def come_back(page: Page, before: PageState, field: str = "") -> None:
    """Scroll a page that is shown to where it was left, with the keyboard where it was, if the same is open on it.

    Args:
        field: was gone to, and has the keyboard; the form that it is in keeps it in view.
    """
    for state in before.comments:
        marks = next((each for each in _marks(page) if each.fits(state)), None)
        if marks is not None:
            marks.restore_state(state)
    stop = next((each for name, each in named_stops(page) if name == before.focused), None) if before.focused else None
    if stop is not None:  # which may be something beside a field that was gone to, such as its comments
        stop.setFocus(Qt.FocusReason.OtherFocusReason)
    areas = _areas(page)
    if page.place() != before.place or len(areas) != len(before.scrolled):
        return
    focused = page.window().focusWidget() if field else None
    for area, share in zip(areas, before.scrolled, strict=True):
        if focused is None or not area.isAncestorOf(focused):
            _scroll_back(area, share)


def _marks(page: Page) -> list[FormMarks]:
    """Return the signs of the forms that are seen on a page."""
    from desktop.ui.parts.form_marks import FormMarks

    return [each for each in page.findChildren(FormMarks) if each.is_seen_on(page)]


def _areas(page: Page) -> list[QAbstractScrollArea]:
    return [each for each in page.findChildren(QAbstractScrollArea) if each.isVisibleTo(page)]


def _share(area: QAbstractScrollArea) -> float:
    bar = area.verticalScrollBar()
    return bar.value() / bar.maximum() if bar.maximum() > 0 else 0.0


def _scroll_back(area: QAbstractScrollArea, share: float) -> None:
    """Keep an area where it was until it has found its height, or somebody scrolls it."""
    bar = area.verticalScrollBar()

    def go() -> None:
        bar.setValue(round(share * bar.maximum()))

    Holding(area, go)
    go()


def choose_data(box: QComboBox, data: object) -> None:
    """Choose what a list offers with some data; where it no longer does, what is chosen stays."""
    place = box.findData(data)
    if place >= 0 and place != box.currentIndex():
        box.setCurrentIndex(place)


def lines(model: QAbstractItemModel, above: QModelIndex | None = None) -> Iterator[QModelIndex]:
    """Return the lines of a list or a tree, those below a line after it."""
    above = QModelIndex() if above is None else above
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        yield index
        yield from lines(model, index)


def choose_line(view: QAbstractItemView, wanted: object, key_of: Callable[[QModelIndex], object]) -> None:
    """Choose the line of a key; where it is gone, what is chosen stays. Nothing is wanted where the key is None."""
    if wanted is None or key_of(view.currentIndex()) == wanted:
        return
    found = next((index for index in lines(view.model()) if key_of(index) == wanted), None)
    if found is not None:
        view.setCurrentIndex(found)
