"""What differs between two lists of rows, so that a view of thousands draws only what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtWidgets import QTreeWidgetItem

STRIDE = 256
MOST_STEPS = 40
"""From so many rows that come or go one by one, it is quicker to show everything anew."""


def replace_rows(model: QAbstractItemModel, parent: QModelIndex, rows: list[Any], now: Sequence[Any]) -> bool:
    """Make `rows`, which a model shows below a parent, equal to `now`, and tell the views of what comes and goes.

    Rows are values: what is not equal is another row. A row in the place of another one is told as changed data.
    Returns False, with nothing done, where so much differs that the model is better reset.
    """
    begin = _common(rows, now)
    end = _common(rows[begin:][::-1], list(now[begin:])[::-1])
    old, new = rows[begin : len(rows) - end], list(now[begin : len(now) - end])
    if len(old) == len(new):
        rows[begin : begin + len(old)] = new
        if new:
            model.dataChanged.emit(model.index(begin, 0, parent), model.index(begin + len(new) - 1, 0, parent))
        return True
    steps = _steps(old, new)
    if steps is None:
        return False
    for place in steps[0]:
        model.beginRemoveRows(parent, begin + place, begin + place)
        del rows[begin + place]
        model.endRemoveRows()
    for place in steps[1]:
        model.beginInsertRows(parent, begin + place, begin + place)
        rows.insert(begin + place, new[place])
        model.endInsertRows()
    return True


def replace_children(
    parent: QTreeWidgetItem, rows: list[Any], now: Sequence[Any], make: Callable[[Any], QTreeWidgetItem]
) -> None:
    """Make the lines below an item, of which each shows one of `rows`, show `now`; lines that stay are left alone."""
    begin = _common(rows, now)
    end = _common(rows[begin:][::-1], list(now[begin:])[::-1])
    old, new = rows[begin : len(rows) - end], list(now[begin : len(now) - end])
    if len(old) + len(new) > MOST_STEPS:
        steps = _steps(old, new)
        if steps is None:
            parent.takeChildren()
            parent.addChildren([make(each) for each in now])
        else:
            for place in steps[0]:
                parent.takeChild(begin + place)
            for place in steps[1]:
                parent.insertChild(begin + place, make(new[place]))
    else:
        for _each in old:
            parent.takeChild(begin)
        parent.insertChildren(begin, [make(each) for each in new])
    rows[:] = now


def _common(one: Sequence[Any], other: Sequence[Any]) -> int:
    """Return how many rows are equal from the beginning; by pieces, which are compared much quicker than row by row."""
    most = min(len(one), len(other))
    place = 0
    while place < most and list(one[place : place + STRIDE]) == list(other[place : place + STRIDE]):
        place += STRIDE
    while place < most and one[place] == other[place]:
        place += 1
    return min(place, most)


def _steps(old: list[Any], new: list[Any]) -> tuple[list[int], list[int]] | None:
    """Return which rows go, the last one first, and which come, the first one first; None for too many, or another order."""
    there, wanted = {id(each) for each in old}, {id(each) for each in new}
    gone = [place for place, each in enumerate(old) if id(each) not in wanted]
    come = [place for place, each in enumerate(new) if id(each) not in there]
    stay = [each for each in old if id(each) in wanted]
    if len(gone) + len(come) > MOST_STEPS or stay != [each for each in new if id(each) in there]:
        return None
    return gone[::-1], come
