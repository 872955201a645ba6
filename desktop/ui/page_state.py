"""What a page hands to the one that takes its place, whatever lets it be built anew: zoom, colours, language, other forms.

What stands in the file is not among it, and no word of a language: keys, ids and what people typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QComboBox, QWidget

from desktop.ui.navigation import Place
from desktop.ui.scroll_anchor import SETTLES

if TYPE_CHECKING:
    from desktop.ui.pages.base import Page


class PageState(NamedTuple):
    """How a page was left.

    Args:
        place: where one was on it.
        held: what it holds and no file does, see `Page.state`.
        scrolled: how far each area that was seen on it was scrolled, in their order; from 0 to 1, as letters may be larger.
        stops, focused: how many widgets of it the Tab key came to, and which of them had the keyboard; 0 and -1 where none had.
    """

    place: Place
    held: Mapping[str, Any] = MappingProxyType({})
    scrolled: Sequence[float] = ()
    stops: int = 0
    focused: int = -1


def state_of(page: Page) -> PageState:
    """Return how a page is left."""
    focused = QApplication.focusWidget()
    stops = _stops(page) if focused is not None and page.isAncestorOf(focused) else []
    return PageState(
        page.place(),
        page.state(),
        [_share(area) for area in _areas(page)],
        len(stops),
        stops.index(focused) if focused in stops else -1,
    )


def come_back(page: Page, before: PageState, field: str = "") -> None:
    """Scroll a page that is shown to where it was left, with the keyboard where it was, if the same is open on it.

    Args:
        field: was gone to, and has the keyboard; the form that it is in keeps it in view.
    """
    stops = _stops(page) if before.focused >= 0 and not field else []
    if stops and len(stops) == before.stops:
        stops[before.focused].setFocus(Qt.FocusReason.OtherFocusReason)
    areas = _areas(page)
    if page.place() != before.place or len(areas) != len(before.scrolled):
        return
    focused = page.window().focusWidget() if field else None
    for area, share in zip(areas, before.scrolled, strict=True):
        if focused is None or not area.isAncestorOf(focused):
            _ScrollBack(area, share)


def _areas(page: Page) -> list[QAbstractScrollArea]:
    return [each for each in page.findChildren(QAbstractScrollArea) if each.isVisibleTo(page)]


def _stops(page: Page) -> list[QWidget]:
    tab = Qt.FocusPolicy.TabFocus
    return [each for each in page.findChildren(QWidget) if each.focusPolicy() & tab and each.isVisibleTo(page)]


def _share(area: QAbstractScrollArea) -> float:
    bar = area.verticalScrollBar()
    return bar.value() / bar.maximum() if bar.maximum() > 0 else 0.0


class _ScrollBack(QObject):
    """Keeps an area where it was until it has found its height, or somebody scrolls it."""

    def __init__(self, area: QAbstractScrollArea, share: float) -> None:
        super().__init__(area)
        self._bar, self._share = area.verticalScrollBar(), share
        self._bar.rangeChanged.connect(self._go)
        self._bar.actionTriggered.connect(self.deleteLater)
        QTimer.singleShot(SETTLES, self, self.deleteLater)
        self._go()

    def _go(self) -> None:
        self._bar.setValue(round(self._share * self._bar.maximum()))


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
