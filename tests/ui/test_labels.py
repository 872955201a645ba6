"""A label that remembers its heights says what Qt would say, whatever is changed of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.ui.labels import MOST_HEIGHTS, Words
from desktop.ui.layout import words

TEXT = "Who leads it, by when it is to be done, and how anybody could tell that it was done. " * 2

CHANGES: dict[str, Callable[[QLabel], object]] = {
    "text": lambda label: label.setText(TEXT * 3),
    "font": lambda label: label.setFont(_larger(label)),
    "role": lambda label: (
        label.setProperty("role", "title"),
        label.style().unpolish(label),
        label.style().polish(label),
    ),
    "margins": lambda label: label.setContentsMargins(40, 9, 40, 9),
    "one line": lambda label: label.setWordWrap(False),
    "style sheet": lambda label: label.setStyleSheet("padding: 12px"),
}


def _larger(label: QLabel) -> object:
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    return font


@pytest.mark.parametrize("change", CHANGES)
def test_heights_follow_what_is_changed(shown: Callable[[QWidget], QWidget], change: str) -> None:
    label = words(TEXT, "body")
    assert isinstance(label, Words)
    shown(label)
    for _turn in range(2):
        assert [label.heightForWidth(width) for width in (150, 300, 700)] == [
            QLabel.heightForWidth(label, width) for width in (150, 300, 700)
        ]
        CHANGES[change](label)
        QApplication.processEvents()
        assert [label.heightForWidth(width) for width in (150, 300, 700)] == [
            QLabel.heightForWidth(label, width) for width in (150, 300, 700)
        ]


def test_it_remembers_no_more_than_it_needs(shown: Callable[[QWidget], QWidget]) -> None:
    label = words(TEXT, "body")
    assert isinstance(label, Words)
    shown(label)
    for width in range(100, 100 + 3 * MOST_HEIGHTS):
        assert label.heightForWidth(width) == QLabel.heightForWidth(label, width)
    assert len(label._heights) <= MOST_HEIGHTS
