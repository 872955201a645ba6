"""Views of long lists are told of the rows that come and go, wherever that is, and not to begin anew."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from pytestqt.qtbot import QtBot

from desktop.ui.parts.row_changes import replace_rows

NOWHERE = QModelIndex()


class Rows(QAbstractTableModel):
    """A model of some numbers."""

    def __init__(self, rows: list[int]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        return len(self.rows)

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        return 1

    def data(self, index: QModelIndex | QPersistentModelIndex, _role: int = Qt.ItemDataRole.DisplayRole) -> int:
        return self.rows[index.row()]


@pytest.mark.parametrize(
    "now",
    [
        [*range(20), 90, 91, 92],
        [*range(17)],
        [],
        [80, *range(20)],
        [*range(5), 70, 71, *range(9, 20)],
        [*range(1, 16), 60],
    ],
    ids=["more at the end", "fewer at the end", "none", "one at the front", "others between", "fewer and another"],
)
def test_whoever_keeps_a_row_keeps_it_while_others_come_and_go(now: list[int], qtbot: QtBot) -> None:
    model = Rows(list(range(20)))
    kept = {number: QPersistentModelIndex(model.index(number, 0)) for number in range(20)}
    assert replace_rows(model, QModelIndex(), model.rows, now)
    assert model.rows == now
    for number, index in kept.items():
        if number in now:
            assert index.isValid()
            assert index.data() == number


def test_any_rows_become_any_others(qtbot: QtBot) -> None:
    chance = random.Random(3)
    for _turn in range(300):
        old = [chance.randrange(30) for _row in range(chance.randrange(25))]
        now = list(old)
        for _edit in range(chance.randrange(6)):
            if now and chance.random() < 0.5:
                del now[chance.randrange(len(now))]
            else:
                now.insert(chance.randrange(len(now) + 1), chance.randrange(40))
        model = Rows(list(old))
        assert replace_rows(model, QModelIndex(), model.rows, now)
        assert model.rows == now
