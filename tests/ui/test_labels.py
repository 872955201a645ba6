"""A label that remembers its heights says what Qt would say, whatever is changed of it, and cuts no letter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n.isolation import plain
from desktop.ui.hyphens import MOST, kept_together
from desktop.ui.labels import MOST_HEIGHTS, Words
from desktop.ui.layout import words
from desktop.ui.parts.link import Link
from desktop.ui.parts.notes import Drawing, Note
from desktop.ui.parts.wrapping_button import WrappingButton
from desktop.ui.shortened import in_lines

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
    assert link.accessibleName() == link.text() == "Mark as cleared"
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


@pytest.mark.parametrize(
    "text",
    [
        "There are no errors, but the submission is not complete yet.",
        "Ошибок нет, но представление заполнено ещё не полностью.",
        "لا توجد أخطاء، لكن التقديم لم يكتمل بعد.",
    ],
)
def test_no_word_of_a_headline_stands_alone_in_its_last_line(text: str, look: object) -> None:
    label = words("", "heading")
    label.setText(text)
    assert label.text() == text, "what is told is what was said"
    drawn = QLabel.text(label)
    least = label.fontMetrics().horizontalAdvance(text) // 3
    for width in range(least, 3 * least):
        layout = QTextLayout(drawn, label.font())
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
        layout.endLayout()
        last = layout.lineAt(layout.lineCount() - 1)
        assert len(drawn[last.textStart() :].split()) >= 2, width


@pytest.mark.parametrize("text", ["Next steps", "The objectives", "", "A", f"Names of the {'very' * 6}long"])
def test_what_is_short_or_would_not_fit_stays_as_it_is(text: str, look: object) -> None:
    assert QLabel.text(words(text, "heading")) == text
    assert QLabel.text(words("There are no errors, but it is not complete yet.", "body")).count("\u00a0") == 0


HYPHENS = [
    "Contact person: full name and position, E-mail of the contact person",
    "مسؤول الاتصال: الاسم الكامل والمنصب، وعنوان E-mail لمسؤول الاتصال",
    "联络人：全名和职务，联络人的E-mail，GCM-06，follow-up",
    "Adresse électronique (e-mail), co-ordinate, y a-t-il",
]


@pytest.mark.parametrize("said", HYPHENS)
def test_no_line_ends_at_a_hyphen_beside_one_or_two_letters(
    said: str, look: object, shown: Callable[[QWidget], QWidget]
) -> None:
    label = words(said, "body")
    assert label.text() == said
    button = WrappingButton(said)
    shown(button)
    drawn = QLabel.text(label)
    for width in range(90, label.fontMetrics().horizontalAdvance(said), 3):
        layout = QTextLayout(drawn, label.font())
        layout.beginLayout()
        lines = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            lines.append(drawn[line.textStart() : line.textStart() + line.textLength()])
        layout.endLayout()
        for several in (lines, button._broken(width), in_lines(label.font(), said, width, 30)):
            assert not any(each.rstrip("\u2060\u2069").endswith("-") for each in several), several
    assert plain("".join(in_lines(label.font(), said, 200, 30))).replace(" ", "") == said.replace(" ", "")


def test_words_that_would_not_fit_end_a_line_at_their_hyphens() -> None:
    together = kept_together("-".join("abcdefghijklmnopqrstuvwxyz")).replace("-\u2060", "")
    assert max(len(each) for each in together.split("-")) * 2 <= MOST + 1
    assert kept_together("well-being and multi-year") == "well-being and multi-year"
    assert kept_together("by e-mail") == "by e-\u2060mail"


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("移民政策（可持续发展目标指标10.7.2）：20", "20"),
        ("Notes et réponses sur les indicateurs\u00a0: 9", "9"),
        ("Desglosados por al menos una característica: 5.", "5."),
    ],
)
def test_a_figure_stays_beside_the_colon_before_it(said: str, figure: str, look: object) -> None:
    label = words(said, "body")
    assert label.text() == said
    drawn = QLabel.text(label)
    for width in range(60, label.fontMetrics().horizontalAdvance(said)):
        layout = QTextLayout(drawn, label.font())
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
        layout.endLayout()
        begins = [drawn[layout.lineAt(each).textStart() :] for each in range(layout.lineCount())]
        assert figure not in begins, width


@pytest.mark.parametrize("text", ["做法：无", "Objectifs renseignés\u00a0: 23 sur 23", "One: two 3"])
def test_no_other_words_are_held_together_for_a_colon(text: str, look: object) -> None:
    assert QLabel.text(words(text, "body")) == text


@pytest.mark.parametrize("selectable", [False, True])
def test_what_is_copied_and_read_aloud_holds_no_sign_that_nobody_wrote(
    selectable: bool, shown: Callable[[QWidget], QWidget]
) -> None:
    around = QWidget()
    column = QVBoxLayout(around)
    label = words("Before", "title", selectable=selectable)
    column.addWidget(label)
    shown(around)
    for text in ("Send an e-mail on page: 5", "Plain", "A longer headline of co-operation in e-mails"):
        label.setText(text)
        told = QAccessible.queryAccessibleInterface(label)
        assert told is not None and told.text(QAccessible.Text.Name) == text == label.text()
        if selectable:
            label.setFocus()
            QTest.keyClick(label, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
            assert QApplication.clipboard().text() == text
    label.setAccessibleName("Another name")
    label.setText("By e-mail")
    assert label.accessibleName() == "Another name"
