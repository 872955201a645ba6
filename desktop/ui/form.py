"""A form built from the definition of a kind: its fields in sections, with help, limits and problems beside each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.catalogue.definitions import FormField, Kind
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Answer, Entry, Value
from desktop.record.stale_translations import is_stale
from desktop.record.values import applies
from desktop.ui.field_row import FieldRow
from desktop.ui.fields import FieldWidget, FormContext
from desktop.ui.fields.files import FileField
from desktop.ui.layout import GAP, card, margins, words

WIDEST = 120
"""Letters: a line of text that is longer is hard to read."""

PAIRED_FROM = 72
"""Letters of room from which narrow fields stand in pairs."""


class FormView(QScrollArea):
    """The form of one entry at a time. What is typed into it is written by what the context has for that.

    Signals:
        edited: entry id, field key, new value; sent when a field hands on another answer.
    """

    edited = Signal(str, str, object)

    def __init__(self, kind: Kind, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._context = context
        self._entry: Entry | None = None
        self._rows: dict[str, FieldRow] = {}
        self._cards: list[tuple[QFrame, QGridLayout, list[str]]] = []
        self._arranged: tuple[bool, frozenset[str]] | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # its fields take the Tab key, and it scrolls to them
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ground = QWidget()
        self._ground.setProperty("role", "ground")
        column = QVBoxLayout(self._ground)
        margins(column, 0, 0, GAP // 2, GAP)
        column.setSpacing(GAP)
        translated = {context.catalogue.standing_in_translation(each.standing) for each in kind.fields}
        if "working_translation" in translated:
            column.addWidget(
                words(
                    _("The names of these fields are working translations; the online form may word them otherwise."),
                    "muted",
                )
            )
        for key, heading, help_text in self._sections():
            fields = [field for field in kind.fields if field.section == key]
            if fields:
                column.addWidget(self._card(heading, help_text, fields, context))
        column.addStretch(1)
        self.setWidget(self._ground)
        self._widen()

    def _sections(self) -> list[tuple[str, str, str]]:
        return [
            ("", "", ""),
            *((each.key, _(each.label), _(each.help) if each.help else "") for each in self.kind.sections),
        ]

    def _card(self, heading: str, help_text: str, fields: list[FormField], context: FormContext) -> QWidget:
        frame, body = card(spacing=GAP // 2)
        if heading:
            body.addWidget(words(heading, "heading"))
        if help_text:
            body.addWidget(words(help_text, "help"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP + GAP // 2)
        grid.setVerticalSpacing(GAP // 4)
        for field in fields:
            row = FieldRow(field, context, self)
            row.edited.connect(lambda value, key=field.key: self._edited(key, value))
            row.widget.gone.connect(self._ask)
            row.confirmed.connect(lambda key=field.key: self._confirmed(key))
            row.history.clicked.connect(lambda _checked=False, key=field.key: self._history(key))
            self._rows[field.key] = row
            # Children from the start, in the order in which the Tab key goes through them.
            row.head.setParent(frame)
            row.body.setParent(frame)
        body.addLayout(grid)
        self._cards.append((frame, grid, [field.key for field in fields]))
        return frame

    def field(self, key: str) -> FieldWidget:
        """Return the widget of a field. Raises KeyError."""
        return self._rows[key].widget

    def row(self, key: str) -> FieldRow:
        """Return a field with all that stands around it. Raises KeyError."""
        return self._rows[key]

    def set_entry(self, entry: Entry) -> None:
        """Show an entry. What is being typed into it at this moment stays."""
        another = self._entry is None or self._entry.id != entry.id
        if another:
            self.commit()
        self._entry = entry
        last = self._context.last(entry)
        for key, row in self._rows.items():
            row.show_last(last, entry)
            if isinstance(row.widget, FileField):
                row.widget.entry_id = entry.id
            row.set_entry(entry)
            row.show_answer(entry.answers.get(key))
            row.show_stale(is_stale(entry, self.kind, key))
        self._ask()
        self._hint()
        if another:
            self.verticalScrollBar().setValue(0)

    def commit(self) -> None:
        """Hand on whatever stands on the screen and is not in the file yet."""
        if self._entry is None:
            return
        for row in self._rows.values():
            row.widget.commit()

    def place_of_focus(self) -> tuple[str, str]:
        """Return the id of the entry that is shown and the key of the field that has the keyboard, empty when none."""
        focused = QApplication.focusWidget()
        for key, row in self._rows.items():
            if self._entry is not None and focused is not None and row.widget.isAncestorOf(focused):
                return self._entry.id, key
        return "", ""

    def focus_field(self, key: str) -> None:
        """Put the keyboard into a field and scroll to it."""
        row = self._rows.get(key)
        if row is None:
            return
        row.widget.editor().setFocus(Qt.FocusReason.OtherFocusReason)
        # The layout may still be on its way when a page has only just been made.
        QTimer.singleShot(0, self, lambda: self._scroll_to(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._widen()
            self._arrange()

    def _widen(self) -> None:
        self._ground.setMaximumWidth(self.fontMetrics().averageCharWidth() * WIDEST)

    def _scroll_to(self, row: FieldRow) -> None:
        area = row.area(self._ground)
        half = self.viewport().height() // 2
        # The bottom first and the top last: of a field taller than the window the beginning is what is wanted.
        self.ensureVisible(area.center().x(), min(area.bottom(), area.top() + half), 0, GAP)
        self.ensureVisible(area.center().x(), area.top(), 0, GAP)

    def _edited(self, key: str, value: Value | None) -> None:
        assert self._entry is not None
        self._entry = self._entry.answered(key, None if value is None else Answer(value))
        self._ask()
        self._hint()
        self.edited.emit(self._entry.id, key, value)

    def _hint(self) -> None:
        """Say beside each field what a reader will ask of what was written so far."""
        assert self._entry is not None
        hints = self._context.hints(self._entry)
        for key, row in self._rows.items():
            row.show_hints(hints.get(key, ()))

    def _confirmed(self, key: str) -> None:
        if self._entry is not None and self._context.confirm is not None:
            self.commit()
            self._context.confirm(self._entry.id, key)

    def _history(self, key: str) -> None:
        if self._entry is not None and self._context.history is not None:
            self.commit()
            self._context.history(self._entry.id, key)

    def _ask(self) -> None:
        """Show the fields that are asked: those whose condition holds, and those that hold an answer all the same."""
        if self._entry is None:
            return
        # A field is never taken away from under the cursor, whatever has been cleared in it.
        _entry_id, typed_in = self.place_of_focus()
        asked = frozenset(
            key
            for key, row in self._rows.items()
            if applies(row.definition, self._entry)
            or self._entry.value(key) is not None
            or row.widget.typed() is not None
            or key == typed_in
        )
        for key, row in self._rows.items():
            row.show(key in asked)
        for frame, _grid, keys in self._cards:
            frame.setVisible(any(key in asked for key in keys))
        self._arrange(asked)

    def _arrange(self, asked: frozenset[str] | None = None) -> None:
        """Set out the fields that are asked, narrow ones in pairs where there is room for two."""
        if asked is None:
            asked = self._arranged[1] if self._arranged else frozenset(self._rows)
        paired = self.viewport().width() >= self.fontMetrics().averageCharWidth() * PAIRED_FROM
        if self._arranged == (paired, asked):
            return
        self._arranged = (paired, asked)
        for _frame, grid, keys in self._cards:
            for key in keys:
                # Not by taking its items: a widget whose old item lives on keeps the heights that this one cached.
                grid.removeWidget(self._rows[key].head)
                grid.removeWidget(self._rows[key].body)
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 1 if paired else 0)
            line, beside = 0, False
            twinned = {each.twin_of for each in self.kind.fields}
            for row in (self._rows[key] for key in keys if key in asked):
                wide = row.definition.wide or not paired
                begins = wide or row.definition.key in twinned
                if begins and beside:
                    line, beside = line + 2, False
                place = (1 if beside else 0, 2 if wide and paired else 1)
                grid.addWidget(row.head, line, place[0], 1, place[1])
                grid.addWidget(row.body, line + 1, place[0], 1, place[1])
                line, beside = (line + 2, False) if wide or beside else (line, True)
