"""A form built from the definition of a kind: its fields in sections, with help, limits and problems beside each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from desktop.catalogue.definitions import FormField, Kind
from desktop.catalogue.language import gettext as _
from desktop.record.entry import Answer, Entry, Value
from desktop.record.twins import is_stale
from desktop.record.values import applies, display, problems_of
from desktop.ui.boxes import GAP, across, button, card, margins, words
from desktop.ui.fields import FieldWidget, FormContext, make_field
from desktop.ui.fields.dates import YearField
from desktop.ui.fields.files import FileField
from desktop.ui.fields.texts import LongTextField
from desktop.ui.parts.icons import icon
from desktop.ui.parts.notes import Note, let_be_seen

WIDEST = 120
"""Letters: a line of text that is longer is hard to read."""

PAIRED_FROM = 72
"""Letters of room from which narrow fields stand in pairs."""


class FieldRow(QObject):
    """A field in two parts: its name with help above, its editor with what is wrong with it below.

    In a form the parts stand in lines of their own, so that editors side by side begin at one height.

    Signals:
        confirmed: the text was looked at again and still says what its twin in the national language says.
    """

    confirmed = Signal()

    def __init__(self, definition: FormField, context: FormContext, parent: QObject) -> None:
        # With a parent it goes when the form goes: Python alone would keep both, by what listens to its signals.
        super().__init__(parent)
        self.definition = definition
        self._context = context
        self.widget: FieldWidget = make_field(definition, context)
        self.head = QWidget()
        self.body = QWidget()
        self._label = words(_(definition.label), "label")
        self._label.setBuddy(self.widget.editor())
        self.asked = words("", "asked")
        self.asked.setWordWrap(False)
        self.history = QToolButton()
        self.history.setProperty("role", "small")
        self.history.setIcon(icon("history", "muted"))
        self.history.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.history.setAccessibleName(_("History of {field}").format(field=_(definition.label)))
        self.history.hide()
        line = across(self._label, spacing=GAP // 2)
        line.addWidget(self.asked, 0, Qt.AlignmentFlag.AlignTop)
        mark = context.catalogue.standing_label(definition.standing)
        if mark:
            note = words(mark, "mark")
            note.setWordWrap(False)
            note.setToolTip(context.catalogue.standing_help(definition.standing))
            line.addWidget(note, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.history, 0, Qt.AlignmentFlag.AlignTop)
        line.setStretch(0, 1)
        above = QVBoxLayout(self.head)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(2)
        above.addLayout(line)
        if definition.help:
            above.addWidget(words(_(definition.help), "help"))
        above.addStretch(1)
        below = QVBoxLayout(self.body)
        below.setContentsMargins(0, 0, 0, GAP - GAP // 4)
        below.setSpacing(4)
        below.addWidget(self.widget)
        self.problem = Note("problem")
        below.addWidget(self.problem)
        if isinstance(self.widget, YearField):
            below.addWidget(self.widget.offers)  # below the sentence that they answer
        self.last = Note("help")
        below.addWidget(self.last)
        self.stale = Note("body")
        self.confirm = button(_("It still says the same"), self.confirmed.emit, role="link")
        self.confirm.hide()
        below.addWidget(self.stale)
        below.addLayout(across(self.confirm, None))
        below.addStretch(1)
        self.widget.touched.connect(self.judge)
        self.widget.gone.connect(self.judge)
        self._name()

    def show_answer(self, answer: Answer | None) -> None:
        """Say who gave the answer, and that an asked one is missing."""
        known = self._context.history is not None and answer is not None and bool(answer.at)
        self.history.setVisible(known)
        if known and answer is not None:
            day = answer.at[:10]
            text = (
                _("Answered by {name} on {day}. Show how it came about.").format(name=answer.by, day=day)
                if answer.by
                else _("Answered on {day}. Show how it came about.").format(day=day)
            )
            self.history.setToolTip(text)
        self.asked.setText(_ASKED.get(self.definition.missing or "", str)() if answer is None else "")

    def show_last(self, last: Entry | None, entry: Entry) -> None:
        """Show beside what was answered last time, where that was something else."""
        value = None if last is None else last.value(self.definition.key)
        if value is None or value == entry.value(self.definition.key):
            self.last.say("")
            return
        text = display(self.definition, value, self._context.catalogue)
        self.last.say(_("Last time: {answer}").format(answer=shortened(text)))

    def show_stale(self, stale: bool) -> None:
        """Say that the national text was changed after this one, or nothing."""
        self.stale.say(_("The national text was changed after this one.") if stale else "", "warns" if stale else "")
        let_be_seen(self.confirm, stale and self._context.confirm is not None)

    def show(self, shown: bool) -> None:
        """Show or hide both parts."""
        self.head.setVisible(shown)
        self.body.setVisible(shown)

    def area(self, ground: QWidget) -> QRect:
        """Return where both parts lie in the form."""
        return QRect(self.head.mapTo(ground, self.head.rect().topLeft()), self.head.size()).united(
            QRect(self.body.mapTo(ground, self.body.rect().topLeft()), self.body.size())
        )

    def judge(self) -> None:
        """Say what is wrong with what stands on the screen, or nothing."""
        text = self.widget.problem()
        value = self.widget.value()
        state = "blocks" if text else ""
        if not text and value is not None:
            problems = problems_of(self.definition, value)
            state = self.definition.limit if problems else ""
            if isinstance(self.widget, LongTextField):
                # The count below the text says already that it is too long or too short.
                problems = [problem for problem in problems if problem.code not in ("long", "short")]
            text = " ".join(problem.text for problem in problems)
        if text and text == self.problem.text():
            return
        self.problem.say(text, state if text else "")
        self.widget.show_state(state)
        self._name()

    def _name(self) -> None:
        spoken = " ".join(each for each in (self.problem.text(), _(self.definition.help)) if each)
        self.widget.name(_(self.definition.label), spoken)


MOST_OF_LAST = 400
"""Letters of an answer of last time that are shown beside a field; the whole stands on its page."""


def shortened(text: str) -> str:
    """Return a text in one line, cut off where it is long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= MOST_OF_LAST else plain[: MOST_OF_LAST - 1].rstrip() + "…"


_ASKED = {
    "blocks": lambda: _("Needed before signing"),
    "warns": lambda: _("Asked for"),
    "suggests": lambda: _("Helpful"),
}
"""What a field that is empty is called, by the weight of its finding."""


class FormView(QScrollArea):
    """The form of one entry at a time.

    Signals:
        edited: entry id, field key, new value; sent when a field is left with another answer.
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
            row.widget.left.connect(lambda value, key=field.key: self._left(key, value))
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
        self._entry = entry
        last = self._context.last(entry)
        for key, row in self._rows.items():
            row.show_last(last, entry)
            if isinstance(row.widget, FileField):
                row.widget.entry_id = entry.id
            # A change from elsewhere comes while something is typed here: what is typed is worth more.
            if another or not row.widget.pending():
                row.widget.set_value(entry.value(key))
            row.judge()
            row.show_answer(entry.answers.get(key))
            row.show_stale(is_stale(entry, self.kind, key))
        self._ask()
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

    def _left(self, key: str, value: Value | None) -> None:
        assert self._entry is not None
        self._rows[key].judge()
        self._entry = self._entry.answered(key, None if value is None else Answer(value))
        self._ask()
        self.edited.emit(self._entry.id, key, value)

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
        assert self._entry is not None
        asked = frozenset(
            key
            for key, row in self._rows.items()
            if applies(row.definition, self._entry) or self._entry.value(key) is not None
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
