"""The few building blocks that every page is laid out with: one column, headings, quiet text, cards, buttons.

What they look like is decided by the theme, through the property `role`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

WIDEST = 140
"""Letters: lines longer than this are hard to read."""

GAP = 16


def column(page: QWidget, *, fills: bool = False) -> QVBoxLayout:
    """Give a page its one scrolling column and return the layout to put things into.

    Args:
        fills: the content takes all the height (lists beside forms) and scrolls itself.
    """
    outer = QVBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    if fills:
        inner = QVBoxLayout()
        inner.setContentsMargins(GAP * 2, GAP, GAP * 2, GAP)
        inner.setSpacing(GAP)
        outer.addLayout(inner)
        return inner
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    ground = QWidget()
    ground.setProperty("role", "ground")
    across = QHBoxLayout(ground)
    across.setContentsMargins(GAP * 2, GAP + GAP // 2, GAP * 2, GAP * 2)
    middle = Column()
    across.addStretch(1)
    across.addWidget(middle, 1000)
    across.addStretch(1)
    inner = QVBoxLayout(middle)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(GAP)
    inner.setAlignment(Qt.AlignmentFlag.AlignTop)
    area.setWidget(ground)
    outer.addWidget(area)
    return inner


class Column(QWidget):
    """The middle of a page, never wider than a line that can be read, whatever the zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * WIDEST)


def words(text: str, role: str, *, selectable: bool = False) -> QLabel:
    """Return a label of a role: `title`, `heading`, `lead`, `body`, `muted`, `number`."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if selectable:
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return label


def card(spacing: int = GAP // 2) -> tuple[QFrame, QVBoxLayout]:
    """Return a card and the layout inside it."""
    frame = QFrame()
    frame.setProperty("role", "card")
    inner = QVBoxLayout(frame)
    inner.setContentsMargins(GAP, GAP, GAP, GAP)
    inner.setSpacing(spacing)
    return frame, inner


def button(text: str, deed: Callable[[], object], *, role: str = "secondary", accessible: str = "") -> QPushButton:
    """Return a push button of a role: `primary` (one a page at most), `secondary`, `link`, `danger`."""
    pressed = QPushButton(text)
    pressed.setProperty("role", role)
    pressed.clicked.connect(lambda _checked=False: deed())
    if accessible:
        pressed.setAccessibleName(accessible)
    return pressed


def across(*items: QWidget | QLayout | None, spacing: int = GAP // 2) -> QHBoxLayout:
    """Return a row of things; None is a stretch."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for item in items:
        if item is None:
            row.addStretch(1)
        elif isinstance(item, QWidget):
            row.addWidget(item)
        else:
            row.addLayout(item)
    return row


def beside(split: QSplitter) -> None:
    """Give the list in a splitter about a third of the room, and the form beside it the rest."""
    letters = split.fontMetrics().averageCharWidth()
    split.widget(0).setMinimumWidth(letters * 28)
    split.widget(1).setMinimumWidth(letters * 50)
    split.setStretchFactor(0, 0)
    split.setStretchFactor(1, 1)
    split.setSizes([letters * 38, letters * 120])


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
