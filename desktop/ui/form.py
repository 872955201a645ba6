"""A form built from the definition of a kind: its fields in sections, with help, limits and problems beside each."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.catalogue.definitions import FormField, Kind
from desktop.catalogue.language import gettext as _
from desktop.record.entry import Answer, Entry, Value
from desktop.record.values import applies, problems_of
from desktop.ui.boxes import GAP, across, card, words
from desktop.ui.fields import FieldWidget, FormContext, make_field
from desktop.ui.fields.files import FileField

WIDEST = 920
"""Pixels at 100 %: a line of text that is longer is hard to read."""

TWO_FROM = 90
"""Letters of width from which short fields stand in pairs."""


class FieldRow(QWidget):
    """A field with its label above, its help below, and what is wrong with it in words."""

    def __init__(self, definition: FormField, context: FormContext) -> None:
        super().__init__()
        self.definition = definition
        self.widget: FieldWidget = make_field(definition, context)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        label = words(_(definition.label), "label")
        label.setBuddy(self.widget.editor())
        mark = context.catalogue.standing_label(definition.standing)
        line = across(label, spacing=GAP // 2)
        line.setStretch(0, 1)
        if mark:
            note = words(mark, "mark")
            note.setWordWrap(False)
            note.setToolTip(context.catalogue.standing_help(definition.standing))
            line.addWidget(note, 0, Qt.AlignmentFlag.AlignTop)
        inner.addLayout(line)
        if definition.help:
            inner.addWidget(words(_(definition.help), "help"))
        inner.addWidget(self.widget)
        self.problem: QLabel = words("", "problem")
        self.problem.setProperty("state", "blocks")
        self.problem.hide()
        inner.addWidget(self.problem)
        inner.addStretch(1)
        self.widget.name(_(definition.label), _(definition.help))
        self.widget.touched.connect(self.judge)

    def judge(self) -> None:
        """Say what is wrong with what stands on the screen, or nothing."""
        text = self.widget.problem()
        value = self.widget.value()
        # Whether a text is too short is said when the field is left: nobody likes to be told while beginning to write.
        if not text and value is not None:
            problems = problems_of(self.definition, value)
            text = " ".join(problem.text for problem in problems)
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.widget.show_state("blocks" if text else "")


class FormView(QScrollArea):
    """The form of one entry at a time.

    Signals:
        edited: entry id, field key, new value; sent when a field is left with another answer.
    """

    edited = Signal(str, str, object)

    def __init__(self, kind: Kind, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._entry: Entry | None = None
        self._rows: dict[str, FieldRow] = {}
        self._cards: list[tuple[QWidget, list[str]]] = []
        self._grids: list[tuple[QGridLayout, list[FieldRow]]] = []
        self._columns = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ground = QWidget()
        ground.setProperty("role", "ground")
        ground.setMaximumWidth(WIDEST)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, GAP // 2, GAP)
        column.setSpacing(GAP)
        for key, heading, help_text in self._sections():
            fields = [field for field in kind.fields if field.section == key]
            if fields:
                column.addWidget(self._card(heading, help_text, fields, context))
        column.addStretch(1)
        self._arrange(2)
        self.setWidget(ground)

    def _sections(self) -> list[tuple[str, str, str]]:
        return [("", "", ""), *((each.key, _(each.label), _(each.help)) for each in self.kind.sections)]

    def _card(self, heading: str, help_text: str, fields: list[FormField], context: FormContext) -> QWidget:
        frame, body = card(spacing=GAP // 2)
        if heading:
            body.addWidget(words(heading, "heading"))
        if help_text:
            body.addWidget(words(help_text, "help"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP + GAP // 2)
        grid.setVerticalSpacing(GAP)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for field in fields:
            row = FieldRow(field, context)
            row.widget.left.connect(lambda value, key=field.key: self._left(key, value))
            self._rows[field.key] = row
        self._grids.append((grid, [self._rows[field.key] for field in fields]))
        body.addLayout(grid)
        self._cards.append((frame, [field.key for field in fields]))
        return frame

    def _arrange(self, columns: int) -> None:
        """Put the fields into one column or two; a wide field takes the whole line."""
        self._columns = columns
        for grid, rows in self._grids:
            line, beside = 0, False
            for row in rows:
                if row.definition.wide or columns == 1:
                    line += 1 if beside else 0
                    grid.addWidget(row, line, 0, 1, 2)
                    line, beside = line + 1, False
                else:
                    grid.addWidget(row, line, 1 if beside else 0)
                    line, beside = (line + 1, False) if beside else (line, True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 1 if event.size().width() < self.fontMetrics().averageCharWidth() * TWO_FROM else 2
        if columns != self._columns:
            self._arrange(columns)

    def field(self, key: str) -> FieldWidget:
        """Return the widget of a field. Raises KeyError."""
        return self._rows[key].widget

    def set_entry(self, entry: Entry) -> None:
        """Show an entry. What is being typed into it at this moment stays."""
        another = self._entry is None or self._entry.id != entry.id
        self._entry = entry
        for key, row in self._rows.items():
            if isinstance(row.widget, FileField):
                row.widget.entry_id = entry.id
            # A change from elsewhere comes while something is typed here: what is typed is worth more.
            busy = not another and row.widget.pending()
            if not busy:
                row.widget.set_value(entry.value(key))
            row.judge()
        self._ask()
        if another:
            self.verticalScrollBar().setValue(0)

    def commit(self) -> None:
        """Hand on whatever stands on the screen and is not in the file yet."""
        if self._entry is None:
            return
        for row in self._rows.values():
            row.widget.commit()

    def focus_field(self, key: str) -> None:
        """Put the keyboard into a field and scroll to it."""
        row = self._rows.get(key)
        if row is None:
            return
        row.widget.editor().setFocus(Qt.FocusReason.OtherFocusReason)
        # The layout may still be on its way when a page has only just been made.
        QTimer.singleShot(0, row, lambda: self.ensureWidgetVisible(row, 0, GAP))

    def _left(self, key: str, value: Value | None) -> None:
        assert self._entry is not None
        self._rows[key].judge()
        self._entry = self._entry.answered(key, None if value is None else Answer(value))
        self._ask()
        self.edited.emit(self._entry.id, key, value)

    def _ask(self) -> None:
        """Show the fields that are asked: those whose condition holds, and those that hold an answer all the same."""
        assert self._entry is not None
        asked = {
            key
            for key, row in self._rows.items()
            if applies(row.definition, self._entry) or self._entry.value(key) is not None
        }
        for key, row in self._rows.items():
            row.setVisible(key in asked)
        for frame, keys in self._cards:
            frame.setVisible(any(key in asked for key in keys))
