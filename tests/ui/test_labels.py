"""A label that remembers its heights says what Qt would say, whatever is changed of it, and cuts no letter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.labels import MOST_HEIGHTS, Words
from desktop.ui.layout import words
from desktop.ui.parts.link import Link
from desktop.ui.parts.notes import Drawing, Note

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


def test_a_link_that_says_the_same_leaves_what_is_around_it_alone(shown: Callable[[QWidget], QWidget]) -> None:
    """Every edit tells the ways beside a form what to say; mostly that is what they say."""
    holder, link = QWidget(), Link("Mark as reviewed")
    column = QVBoxLayout(holder)
    column.addWidget(link)
    shown(holder)
    link.setText("Mark as cleared")
    assert link.accessibleName() == "" and link.text() == "Mark as cleared"
    assert column.geometry().isNull(), "it was not laid out since"
    QApplication.processEvents()
    link.setText("Mark as cleared")
    assert not column.geometry().isNull()
    link.setFixedWidth(link.sizeHint().width() - 1)
    QApplication.processEvents()
    link.brief = "Clear"
    link.setText("Mark as cleared")
    assert QPushButton.text(link) == "Clear", "fewer words are shown although the text is the same"


def test_a_note_that_comes_again_as_it_was_keeps_its_look(shown: Callable[[QWidget], QWidget]) -> None:
    holder, note = QWidget(), Note("help")
    QVBoxLayout(holder).addWidget(note)
    shown(holder)
    note.say("Who leads?", "info")
    said = note.findChild(QLabel)
    drawing = note.findChild(Drawing)
    assert said is not None and drawing is not None
    looks: list[QEvent.Type] = []
    watch = Watch(looks)
    said.installEventFilter(watch)
    for text in ("", "By when?"):
        note.say(text, "info" if text else "")
        assert note.text() == text and note.isHidden() is not bool(text)
    assert not looks
    note.say("Too long", "blocks")
    assert looks == [QEvent.Type.DynamicPropertyChange] and said.property("state") == "blocks"
    note.say("")
    note.say("Quiet")
    assert said.property("state") == "" and drawing.isHidden()


class Watch(QObject):
    """Notes each time that a widget is given another look."""

    def __init__(self, found: list[QEvent.Type]) -> None:
        super().__init__()
        self._found = found

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DynamicPropertyChange:
            self._found.append(event.type())
        return False


def test_it_remembers_no_more_than_it_needs(shown: Callable[[QWidget], QWidget]) -> None:
    label = words(TEXT, "body")
    assert isinstance(label, Words)
    shown(label)
    for width in range(100, 100 + 3 * MOST_HEIGHTS):
        assert label.heightForWidth(width) == QLabel.heightForWidth(label, width)
    assert len(label._heights) <= MOST_HEIGHTS


ARABIC = "لم يعثر على قائمة المؤشرات في الوثيقة وكل ما عداها مرشح من إطار أهداف التنمية"


def lines_drawn(label: Words) -> list[tuple[int, int]]:
    """Return where the ink of each line begins and ends, in pixels from the left."""
    image = label.grab().toImage()
    lines: list[tuple[int, int]] = []
    high = label.fontMetrics().lineSpacing()
    for top in range(0, image.height() - high // 2, high):
        inked = [
            x
            for x in range(image.width())
            if any(image.pixelColor(x, y).lightness() < 128 for y in range(top, min(top + high, image.height())))
        ]
        lines.append((inked[0], inked[-1]))
    return lines


@pytest.mark.parametrize("selectable", [False, True])
@pytest.mark.parametrize("width", range(400, 480, 16))
def test_the_lines_of_a_text_in_arabic_begin_below_one_another_and_none_is_cut(
    qtbot: QtBot, width: int, selectable: bool
) -> None:
    label = Words(ARABIC)
    qtbot.addWidget(label)
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    label.setWordWrap(True)
    label.setStyleSheet("background: white; color: black; font-size: 40px")
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.ensurePolished()
    label.resize(width, label.heightForWidth(width))
    begins = [end for _start, end in lines_drawn(label)]
    assert len(begins) > 2
    space = label.fontMetrics().horizontalAdvance(" ")
    assert max(begins) - min(begins) < space * 0.8
    assert all(start > 0 for start, _end in lines_drawn(label))
