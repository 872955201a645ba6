"""Fields that are typed: texts of a line and of many, numbers, e-mail addresses."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.catalogue.definitions import FormField
from desktop.i18n.number_formatting import counted, written
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Value, tidy
from desktop.record.value_parsing import read
from desktop.record.value_problem import Problem
from desktop.record.values import heaviest_of, length, problems_of
from desktop.ui import fonts
from desktop.ui.fields.base import FieldWidget, FormContext
from desktop.ui.fields.lines import Box, Line
from desktop.ui.laying_out import with_the_rest
from desktop.ui.layout import GAP, begin_box_at_side
from desktop.ui.parts.notes import Note
from desktop.ui.scroll_anchor import area_around
from desktop.ui.theme import scaled

LEAST_LINES, MOST_LINES = 3, 14
COUNTED_FROM = 0.8
"""Share of the longest allowed text from which the counter is shown on fields without a shortest one."""

BESIDE_A_LINE = 24
"""Pixels of the width of a line that are no room for words, at 100 %."""

LETTERS = {"date": 30, "year": 14, "number": 22}
"""How wide fields are that never hold much, in letters."""


class LineField(FieldWidget):
    """One line of text, read as its type says."""

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        self.line = Line(self)
        self.line.textEdited.connect(self._typed)
        self.line.textChanged.connect(self._change)
        self.line.returnPressed.connect(self.enter)
        self._inner.addWidget(self.line)
        self._watch(self.line)
        self._as_set = ""
        self._examples: tuple[str, ...] = ()
        self._fit()

    def editor(self) -> QWidget:
        """Return the line."""
        return self.line

    def show_example(self, *texts: str) -> None:
        """Say in the empty line what is written here: the first of these texts that has room in it."""
        self._examples = texts
        self._show_example()

    def _show_example(self) -> None:
        letters = self.line.fontMetrics()
        room = self.line.width() - scaled(BESIDE_A_LINE)
        fitting = (each for each in self._examples if letters.horizontalAdvance(each) <= room)
        text = next(fitting, "")
        if text != self.line.placeholderText():
            self.line.setPlaceholderText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent) and watched is self.line:
            self._show_example()
        return super().eventFilter(watched, event)

    def begin(self) -> None:
        """Go on behind what stands there."""
        self.line.end(False)

    def problem(self) -> str:
        """Return what is wrong with what was typed."""
        if self.line.text() == self._as_set and self._set_typed is None:
            return ""
        _value, problems = self._read(self.line.text().strip())
        if not problems and self.typed() is not None:
            return _("Please check it before you continue.")  # it came from other forms, or another program
        return problems[0].text if problems else ""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        letters = LETTERS.get(self.definition.type)
        if letters is not None:
            wanted = [self.line.fontMetrics().horizontalAdvance(each) for each in self._examples[:1]]
            self.line.setMaximumWidth(
                max([self.fontMetrics().averageCharWidth() * letters, *wanted]) + scaled(BESIDE_A_LINE) + scaled(8)
            )
            self._show_example()

    def _read(self, text: str) -> tuple[Value | None, list[Problem]]:
        """Return the value of what was typed, and what is wrong with it: then there is none, and the text is kept."""
        return read(self.definition, text, self.context.catalogue)

    def _typed(self, text: str) -> None:
        self.line.flatten()
        if fonts.need([text]):
            # The line was laid out before its letters came: Qt would look up the old numbers of letters in the new fonts.
            QCoreApplication.sendEvent(self.line, QEvent(QEvent.Type.FontChange))
        self.touched.emit()

    def _shown(self) -> Value | None:
        if self.line.text() == self._as_set:
            return self._set  # a line cannot show everything that a value may hold, and must not change it
        value, problems = self._read(self.line.text().strip())
        return None if problems else value

    def _refused(self) -> Value | None:
        if self.line.text() == self._as_set:
            return self._set_typed
        _value, problems = self._read(self.line.text().strip())
        return tidy(self.line.text()) if problems else None

    def _show(self, value: Value | None) -> None:
        text = "" if value is None else self._written(value)
        if self.line.text() != text:
            self.line.setText(text)
            self.line.setCursorPosition(0)
        self._as_set = self.line.text()

    def _show_refused(self, typed: Value) -> None:
        if self.line.text() != str(typed):
            self.line.setText(str(typed))
            self.line.setCursorPosition(0)
        self._as_set = self.line.text()

    def _written(self, value: Value) -> str:
        """Return a value as it stands in the line: a number with the decimal sign of the language, as it is read there too."""
        return written(str(value)) if self.definition.type == "number" else str(value)

    def _take_as_set(self) -> None:
        self._as_set = self.line.text()

    def _settle(self) -> None:
        stays, place = self._is_here(), self.line.cursorPosition()
        said = self._set is not None and tidy(self.line.text()) == self._written(self._set)
        if self._set_typed is None and not (stays and said):
            self._show(self._set)
        wanted = place if stays else 0  # what is longer than the line is known by its beginning
        if self.line.cursorPosition() != wanted:
            self.line.setCursorPosition(wanted)


class LongTextField(FieldWidget):
    """Paragraphs, in a box that grows with the text, with a live count where the form has limits."""

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        self.box = Box(self)
        self.box.setTabChangesFocus(True)
        self.box.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        begin_box_at_side(self.box)
        self.box.textChanged.connect(self._changed)
        self.counter = Note("help", self)
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self._fit)
        self._inner.addWidget(self.box)
        self._inner.addWidget(self.counter)
        self._watch(self.box)
        self.spelling = context.spelling(self.box) if context.spelling is not None else None
        self._as_set = ""
        self._shows = False
        self._is_short = False
        self._changed()

    def editor(self) -> QWidget:
        """Return the box."""
        return self.box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QResizeEvent)
            and watched is self.box.viewport()
            and event.size().width() != event.oldSize().width()
        ):
            # Only now is its width known: a box that was never seen is told when it is.
            self._fitting.start()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().height() > event.oldSize().height() and self.box.hasFocus():
            QTimer.singleShot(0, self, self._keep_in_view)  # what lies around it is laid out first

    def _keep_in_view(self) -> None:
        """Show the line that is typed into, and the count below it: the box grows with the text, in the end below the edge."""
        around = area_around(self)
        ground = around.widget() if around is not None else None
        if around is None or ground is None or not self.box.hasFocus():
            return
        caret = self.box.cursorRect()
        end = self.box.viewport().mapTo(ground, caret.bottomLeft())
        below = self.mapTo(ground, self.rect().bottomLeft()).y() - end.y()
        around.ensureVisible(end.x(), end.y(), 0, min(below, caret.height() * 4) + GAP)

    def _changed(self) -> None:
        fonts.need([self._text()])
        self._fit()
        self._change()
        if not self._shows:  # what is shown was not typed
            self.touched.emit()
        self._count()

    def _fit(self) -> None:
        line = self.box.fontMetrics().height()
        wanted, is_whole = self._measured(line * MOST_LINES)
        had_bar = self.box.verticalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAsNeeded
        if had_bar == is_whole:
            # A bar that comes before the box has grown breaks lines that have room in it, and all is measured twice.
            off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
            self.box.setVerticalScrollBarPolicy(off if is_whole else needed)
            wanted, _is_whole = self._measured(line * MOST_LINES)
        shown = min(max(wanted, line * LEAST_LINES), line * MOST_LINES)
        height = round(shown + 2 * self.box.document().documentMargin()) + 2 * scaled(4) + 4
        if self.box.height() != height:
            with_the_rest(self, self.parentWidget())
            self.box.setFixedHeight(height)

    def _measured(self, most: float) -> tuple[float, bool]:
        """Return how high the text is, as far as a height, and whether that is all of it."""
        wanted, block = 0.0, self.box.document().firstBlock()
        while block.isValid() and wanted < most:
            wanted += self.box.blockBoundingRect(block).height()
            block = block.next()
        return wanted, wanted <= most and not block.isValid()

    def _count(self) -> None:
        least, most = self.definition.min_length, self.definition.max_length
        count = length(str(tidy(self._text()) or ""))
        if most is None or (least is None and count < most * COUNTED_FROM):
            self.counter.say("")
            return
        # More is being typed; what was told stays until it is mended.
        self._is_short = least is not None and 0 < count < least and (self._is_short or not self.is_typed)
        broken = count > most or self._is_short
        if count > most:
            text = _("Characters: {count}. Too long: the maximum is {most}")
        elif broken:
            text = _("Characters: {count}. Too short: the minimum is {least}")
        elif least is not None:
            text = _("Characters: {count} (minimum {least}, maximum {most})")
        else:
            text = _("Characters: {count} (maximum {most})")
        numbers = {"count": counted(count), "most": counted(most), "least": counted(least or 0)}
        found = problems_of(self.definition, str(tidy(self._text()))) if broken else []
        # The limit was made for alphabets: in a script that says more in a character it is no more than a doubt.
        said = next((each.text for each in found if each.code == "dense"), text.format(**numbers))
        self.counter.say(said, heaviest_of(self.definition, found))

    def _text(self) -> str:
        # The plain text of Qt loses spaces that do not break; the raw one has its own ends of lines.
        return self.box.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _shown(self) -> Value | None:
        text = self._text()
        return self._set if text == self._as_set else tidy(text)

    def _show(self, value: Value | None) -> None:
        text = "" if value is None else str(value)
        if tidy(self._text()) != (text or None):
            self._shows = True
            self.box.setPlainText(text)
            self._shows = False
        self._as_set = self._text()

    def _take_as_set(self) -> None:
        self._as_set = self._text()

    def _settle(self) -> None:
        self._count()
