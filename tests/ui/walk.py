"""What is cut off on the page that a window shows: texts wider than their room, widgets of no size, lists that scroll sideways.

    python -m tests.ui.walk FILE [--zoom 200] [--languages en,fr] [--pages overview,gaps]

walks through every page of a submission and names it all; tests ask for the same (`tests/ui/test_large_letters.py`).
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QScrollBar,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTabBar,
    QTreeView,
    QWidget,
)

from desktop.ui.list_views import LINE_END
from desktop.ui.parts.wrapping_button import WrappingButton
from desktop.ui.parts.wrapping_header import WrappingHeader
from desktop.ui.shortened import Shortened, in_lines, longest_word
from desktop.ui.theme import is_large

SLACK = 2
"""Pixels by which letters may be drawn wider than they are counted."""


def settle() -> None:
    """Let layouts have their last word."""
    for _round in range(6):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        QApplication.processEvents()


def shortfalls(above: QWidget) -> list[str]:
    """Return a line for each text that is cut, each widget with a text and without room, each list that scrolls sideways.

    A text that is cut, but that is whole in the tool tip of its widget, is marked so: "(hover)".
    """
    found = []
    for widget in (above, *above.findChildren(QWidget)):
        if not widget.isVisible() or _is_part_of_another(widget):
            continue
        found += [f"{_name(widget)}: {each}" for each in _of(widget)]
    return found


def _is_part_of_another(widget: QWidget) -> bool:
    return bool(widget.objectName().startswith("qt_")) and not isinstance(widget, QAbstractScrollArea)


def _name(widget: QWidget) -> str:
    holder: QWidget | None = widget
    for _step in range(12):
        holder = holder.parentWidget() if holder is not None else None
        if holder is not None and type(holder).__module__.startswith("desktop."):
            return f"{type(widget).__name__} in {type(holder).__name__}"
    return type(widget).__name__


def _of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QScrollBar):
        above = widget.parentWidget().parentWidget() if widget.parentWidget() else None
        if isinstance(above, QTreeView) and not above.isHeaderHidden():
            return  # a table may go sideways
        if widget.orientation() == Qt.Orientation.Horizontal and widget.maximum() > widget.minimum():
            yield f"scrolls sideways by {widget.maximum() - widget.minimum()}"
        return
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    if text and (widget.width() < 8 or widget.height() < 8):
        yield f"{text!r} has {widget.width()} x {widget.height()}"
    elif isinstance(widget, QLabel):
        yield from _of_label(widget)
    elif isinstance(widget, QAbstractButton):
        yield from _of_button(widget)
    elif isinstance(widget, QComboBox):
        yield from _of_box(widget)
    elif isinstance(widget, QLineEdit):
        said = widget.placeholderText()
        if said and not widget.text() and not isinstance(widget.parentWidget(), QComboBox):
            room = widget.contentsRect().width() - widget.textMargins().left() - widget.textMargins().right() - 4
            yield from _cut(widget, said, room)
    elif isinstance(widget, QTabBar):
        yield from _of_tabs(widget)
    elif isinstance(widget, QHeaderView):
        yield from _of_header(widget)
    elif isinstance(widget, QListView | QTreeView):
        yield from _of_list(widget)


def _cut(widget: QWidget, text: str, room: int, letters: QFontMetrics | None = None, tip: str = "") -> Iterator[str]:
    wanted = max((letters or widget.fontMetrics()).horizontalAdvance(line) for line in re.split("[\n\u2028]", text))
    if wanted > room + SLACK:
        yield f"{text!r} {wanted} into {room}{_whole_elsewhere(widget, text, tip)}"


def _plain(text: str) -> str:
    return re.sub(r"<[^>]*>|[\u2066-\u2069\u200e\u200f\u2060]", "", text).replace("&amp;", "&").replace("&#x27;", "'")


def _whole_elsewhere(widget: QWidget, text: str, tip: str = "") -> str:
    return " (hover)" if _plain(text).strip() in _plain(tip or widget.toolTip()) else ""


def _of_label(label: QLabel) -> Iterator[str]:
    if isinstance(label, Shortened):
        if not label._fits(label.contentsRect().width()) and not label.brief:
            wanted = label.fontMetrics().horizontalAdvance(label.text())
            yield f"{label.text()!r} {wanted} into {label.width()} x {label._most}{_whole_elsewhere(label, label.text())}"
        return
    text = _plain(label.text())
    if label.wordWrap():
        if label.height() < label.heightForWidth(label.width()) - SLACK:
            yield f"{text!r} {label.heightForWidth(label.width())} high into {label.height()}"
        room = label.contentsRect().width()
        for word in re.split(r"[\s\u200b/–—-]+", text):
            if not word.startswith("http"):
                yield from _cut(label, word, room)
    else:
        yield from _cut(label, text, label.contentsRect().width())
        if label.height() < label.sizeHint().height() - 6:
            yield f"{text!r} {label.sizeHint().height()} high into {label.height()}"


def _of_button(button: QAbstractButton) -> Iterator[str]:
    text = button.text().replace("&&", "&")
    if not text:
        return
    option = QStyleOptionButton()
    option.initFrom(button)
    if isinstance(button, QCheckBox | QRadioButton):
        what = (
            QStyle.SubElement.SE_CheckBoxContents
            if isinstance(button, QCheckBox)
            else QStyle.SubElement.SE_RadioButtonContents
        )
        room = button.style().subElementRect(what, option, button).width()
    else:
        wanted = button.sizeHint().width() - button.fontMetrics().horizontalAdvance(text)
        room = button.width() - max(wanted, 0)
        if wanted < 0:  # a button of several lines
            room = button.width() if button.width() >= button.minimumSizeHint().width() else 0
            text = max(text.split(), key=len)
    least = button.fontMetrics().height()
    if isinstance(button, WrappingButton):
        text, least = QPushButton.text(button), button.heightForWidth(button.width())  # in its lines
    yield from _cut(button, text, room)
    if button.height() < least:
        yield f"{text!r} {least} high into {button.height()}"


def _of_box(box: QComboBox) -> Iterator[str]:
    text = box.currentText()
    if not text:
        return
    option = QStyleOptionComboBox()
    option.initFrom(box)
    option.editable = box.isEditable()
    room = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    yield from _cut(box, text, room.width())


def _of_tabs(tabs: QTabBar) -> Iterator[str]:
    for number in range(tabs.count()):
        if tabs.isTabVisible(number):
            yield from _cut(tabs, tabs.tabText(number), tabs.tabRect(number).width(), tip=tabs.tabToolTip(number))
    arrows = [each for each in tabs.findChildren(QAbstractButton) if each.isVisible()]
    if arrows:
        yield "tabs give way to arrows"


def _of_header(header: QHeaderView) -> Iterator[str]:
    if header.orientation() != Qt.Orientation.Horizontal:
        return
    for number in range(header.count()):
        if not header.isSectionHidden(number) and header.model() is not None:
            text = str(header.model().headerData(number, Qt.Orientation.Horizontal) or "")
            tip = str(header.model().headerData(number, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) or "")
            if text and isinstance(header, WrappingHeader) and is_large():
                yield from _of_head(header, number, text)
            elif text:
                yield from _cut(header, text, header.sectionSize(number), tip=tip)


def _of_head(header: WrappingHeader, number: int, text: str) -> Iterator[str]:
    """Of a head that goes on in the next line every word is read, and no tool tip makes up for it: the keyboard has none."""
    font = QFont(header.font())
    font.setBold(True)
    letters, wide = QFontMetrics(font), header.sectionSize(number)
    if longest_word(letters, text) > wide + SLACK:
        yield f"a word of {text!r} {longest_word(letters, text)} into {wide}"
    high = letters.boundingRect(QRect(0, 0, wide, 0), Qt.TextFlag.TextWordWrap, text).height()
    if high > header.height() + SLACK:
        yield f"{text!r} {high} high into {header.height()}"


def _of_list(view: QListView | QTreeView) -> Iterator[str]:
    model, room = view.model(), view.viewport().rect()
    if model is None or view.inherits("QComboBoxListView"):
        return

    def below(above: QModelIndex) -> Iterator[QModelIndex]:
        for row in range(min(model.rowCount(above), 40)):
            for column in range(view.header().count() if isinstance(view, QTreeView) else 1):
                yield model.index(row, column, above)
            if isinstance(view, QTreeView) and view.isExpanded(model.index(row, 0, above)):
                yield from below(model.index(row, 0, above))

    for index in below(QModelIndex()):
        place = view.visualRect(index)
        text = str(index.data() or "")
        if not text or not place.intersects(room):
            continue
        if isinstance(view, QTreeView) and view.isColumnHidden(index.column()):
            continue
        yield from _of_cell(view, index, text, place)


def _of_cell(view: QAbstractItemView, index: QModelIndex, text: str, place: QRect) -> Iterator[str]:
    delegate = view.itemDelegateForIndex(index)
    tip = str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
    if hasattr(delegate, "cut"):
        if delegate.cut(view, index):
            yield f"{text!r} cut in {place.width()}{_whole_elsewhere(view, text, tip)}"
        return
    if hasattr(delegate, "has_words") and not delegate.has_words:
        return  # it is drawn, and said in words by the tool tip
    lines = getattr(view, "title_lines", 0) or getattr(view, "lines", 0)
    if lines and index.column() in (0, 1) and not getattr(view, "is_wide", False):
        room = place.width() - view.fontMetrics().height()
        if view.fontMetrics().horizontalAdvance(in_lines(view.font(), text, room, lines)[-1]) and in_lines(
            view.font(), text, room, lines
        )[-1].endswith("\u2026\u2069"):
            yield f"{text!r} cut in {lines} lines of {room}{_whole_elsewhere(view, text, tip)}"
        return
    wraps = (view.wordWrap() and not isinstance(view, QTreeView)) or getattr(view, "wordWrap", bool)()
    if wraps:
        words = view.fontMetrics().boundingRect(
            0, 0, place.width() - 8, 10_000, int(Qt.TextFlag.TextWordWrap), text.replace(LINE_END, "\n")
        )
        if words.height() > place.height() + 4:
            yield f"{text!r} {words.height()} high into {place.height()}{_whole_elsewhere(view, text, tip)}"
        return
    yield from _cut(view, text, place.width(), tip=tip)


def main() -> None:
    """Walk through a submission and print what is cut."""
    from desktop.app import build
    from desktop.operations.open_file import open_file
    from desktop.ui.pictures import places

    asked = argparse.ArgumentParser(description=main.__doc__)
    asked.add_argument("file", type=Path)
    asked.add_argument("--zoom", type=int, default=200)
    asked.add_argument("--languages", default="en,fr,es,ar,ru,zh")
    asked.add_argument("--pages", default="")
    asked.add_argument("--size", default="1366x768")
    given = asked.parse_args()
    _application, window = build(dark=False)
    window.look.set_zoom(given.zoom)
    window.resize(*map(int, given.size.split("x")))
    window.show()
    window.show_submission(open_file(given.file))
    for code in given.languages.split(","):
        window.speak(code)
        workplace = window.workplace
        assert workplace is not None
        around: set[str] = set()
        for name, place in places(window):
            if given.pages and not re.match(given.pages, name):
                continue
            if re.fullmatch(r"objective-\d\d", name) and name not in ("objective-02", "objective-18"):
                continue
            workplace.go(place)
            for _round in range(400):
                if workplace.page.is_filled:
                    break
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            settle()
            for line in shortfalls(window):
                if line not in around:
                    print(f"{code} {given.zoom} {name}: {line}", flush=True)
                around.add(line)
    window.close()
    print("end", flush=True)
    os._exit(0)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main()
