"""What differs between two lists of rows, so that a view of thousands draws only what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex
from PySide6.QtGui import QStandardItemModel

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
        others = [place for place in range(len(new)) if old[place] != new[place]]
        if len(others) <= MOST_STEPS:
            rows[begin : begin + len(old)] = new
            # One by one: a view measures every row between the first and the last that it is told of, and of several
            # cells at once it draws all that is seen.
            # A model of one column keeps its count to itself, as Qt has it.
            columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
            for place in others:
                for column in range(columns):
                    index = model.index(begin + place, column, parent)
                    model.dataChanged.emit(index, index)
            return True
    steps = _steps(old, new)
    if steps is None:
        return False
    for place in steps[0]:
        _take(model, parent, rows, begin + place)
    for place in steps[1]:
        _put(model, parent, rows, begin + place, new[place])
    return True


def _take(model: QAbstractItemModel, parent: QModelIndex, rows: list[Any], place: int) -> None:
    if isinstance(model, QStandardItemModel):  # it counts its rows itself, and tells of them
        del rows[place]
        model.removeRow(place, parent)
        return
    model.beginRemoveRows(parent, place, place)
    del rows[place]
    model.endRemoveRows()


def _put(model: QAbstractItemModel, parent: QModelIndex, rows: list[Any], place: int, row: Any) -> None:
    if isinstance(model, QStandardItemModel):
        rows.insert(place, row)
        model.insertRow(place, parent)
        return
    model.beginInsertRows(parent, place, place)
    rows.insert(place, row)
    model.endInsertRows()


def _common(one: Sequence[Any], other: Sequence[Any], begin: int = 0, beginning: int = 0) -> int:
    """Return how many rows are equal from two places on; by pieces, which are compared much quicker than row by row."""
    most = max(0, min(len(one) - begin, len(other) - beginning))
    found = 0
    while found < most and list(one[begin + found : begin + found + STRIDE]) == list(
        other[beginning + found : beginning + found + STRIDE]
    ):
        found += STRIDE
    while found < most and one[begin + found] == other[beginning + found]:
        found += 1
    return min(found, most)


def _steps(old: list[Any], new: list[Any]) -> tuple[list[int], list[int]] | None:
    """Return which rows go, the last one first, and which come, the first one first; None for too many."""
    gone: list[int] = []
    come: list[int] = []
    place = now = 0
    while place < len(old) or now < len(new):
        same = _common(old, new, place, now)
        place, now = place + same, now + same
        if next_old := _found(new[now] if now < len(new) else None, old, place):
            gone += range(place, next_old)
            place = next_old
        elif next_new := _found(old[place] if place < len(old) else None, new, now):
            come += range(now, next_new)
            now = next_new
        else:
            gone += range(place, min(place + 1, len(old)))
            come += range(now, min(now + 1, len(new)))
            place, now = place + 1, now + 1
        if len(gone) + len(come) > MOST_STEPS:
            return None
    return gone[::-1], come


def _found(row: Any, rows: list[Any], begin: int) -> int:
    """Return where a row is found a little after a place; 0 where it is not."""
    found = (place for place in range(begin + 1, min(begin + MOST_STEPS, len(rows))) if rows[place] == row)
    return next(found, 0)
