"""A field of a form with all that stands around it: name, help, what is wrong with it, and whether it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSpacerItem, QVBoxLayout, QWidget

from desktop.catalogue.definitions import FormField
from desktop.i18n.text_sanitizing import one_line, shortened
from desktop.i18n.translation import current_language
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Answer, Entry, Value
from desktop.record.unaccepted import key_of
from desktop.record.values import display
from desktop.ui import keys
from desktop.ui.after_click import is_clicking
from desktop.ui.fields import FieldWidget, FormContext, make_field
from desktop.ui.fields.dates import YearField
from desktop.ui.fields.files import FileField
from desktop.ui.fields.judging import judged
from desktop.ui.fields.texts import LongTextField
from desktop.ui.labels import QuickHint
from desktop.ui.laying_out import with_the_rest
from desktop.ui.layout import GAP, across, button, words
from desktop.ui.parts.field_marks import FieldMarks
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.hints import HintLines
from desktop.ui.parts.icon_button import icon_button
from desktop.ui.parts.notes import Note, let_be_seen
from desktop.ui.saving import Waiting
from desktop.ui.scroll_anchor import held_in_place
from desktop.ui.timestamps import day as day_of
from desktop.ui.tooltips import hint


class _Shown(NamedTuple):
    """What a field shows of an entry, as far as it is on the screen.

    Args:
        last: what was answered last time.
        language: that the text is written in.
    """

    answer: Answer | None
    typed: Answer | None
    last: Value | None
    stale: bool
    closed: bool
    language: str


class _Part(QuickHint, QWidget):
    """A part of a field.

    Signals:
        pointed: the pointer has come, or gone.
        pressed: it was pressed beside whatever takes a press in it.
    """

    pointed = Signal()
    pressed = Signal()

    # Not by a filter: it would be asked about each of the many events of a form that is laid out.
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.pressed.emit()


class _Head(_Part):
    """The name of a field with its help. Names in one line stand level, whatever is beside them, at each size of letters."""

    def __init__(self, place: QWidget | None) -> None:
        super().__init__(place)
        self._beside: QWidget | None = None
        self._strut = QSpacerItem(0, 0)

    def keep_level(self, line: QBoxLayout, beside: QWidget) -> None:
        """Let a line be at least as high as something that is not always seen in it."""
        self._beside = beside
        self._strut.changeSize(0, beside.sizeHint().height())
        line.addSpacerItem(self._strut)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._beside is not None:
            self._strut.changeSize(0, self._beside.sizeHint().height())
            layout = self.layout()
            if layout is not None:
                layout.invalidate()


class FieldRow(QObject):
    """A field in two parts: its name with help above, its editor with what is wrong with it below.

    In a form the parts stand in lines of their own, so that editors side by side begin at one height. What is typed is
    written into the entry that is shown, through the context; what cannot be written stays, with the reason below.

    Args:
        place: what both parts will stand in, where there is such a thing already: each time that a widget comes to stand in
            another, Qt tells all that is in it.
        make: makes the editor in its place.
        labelled: its name stands above it; not where the heading of the section says the same.

    Signals:
        edited: the new value, before it is written.
        confirmed: the text was looked at again and still says what its twin in the national language says.
    """

    edited = Signal(object)
    confirmed = Signal()

    def __init__(
        self,
        definition: FormField,
        context: FormContext,
        parent: QObject,
        make: Callable[[FormField, FormContext, QWidget], FieldWidget] = make_field,
        *,
        place: QWidget | None = None,
        labelled: bool = True,
    ) -> None:
        # With a parent it goes when the form goes: Python alone would keep both, by what listens to its signals.
        super().__init__(parent)
        self.definition = definition
        self._context = context
        self._entry: Entry | None = None
        self._shown: _Shown | None = None
        self.head = _Head(place)
        self.body = _Part(place)
        self.widget: FieldWidget = make(definition, context, self.body)
        self.has_history = False
        self._is_near = False
        self._judged = ""
        self._read: QLabel | None = None
        self._is_closed = False
        # Made when they are first wanted: a form has dozens of fields, and hardly ever one of these.
        self.again: QWidget | None = None
        self.confirm: QWidget | None = None
        self._lines: dict[str, QWidget] = {}  # what is said below the editor, and was said at least once
        self._build_head(labelled)
        self._build_body()
        for part in (self.head, self.body):
            part.pointed.connect(self._show_history)
            part.pressed.connect(self._lead)
        self.widget.touched.connect(self._touched)
        self.widget.left.connect(self._left)
        self.widget.gone.connect(self._gone)
        self.widget.rested.connect(self._rested)
        if context.saving is not None:
            context.saving.waiting_changed.connect(self.show_saving)
        self._name()

    def _lead(self) -> None:
        """Put the keyboard into the field whose name was clicked, or room beside its editor: the form would keep it.

        Not by a focus proxy: a screen reader would find the keyboard in a part without a name.
        """
        if not self._is_closed:
            self.widget.editor().setFocus(Qt.FocusReason.MouseFocusReason)

    def _build_head(self, labelled: bool) -> None:
        self._label = words(_(self.definition.label), "label")
        self._label.setBuddy(self.widget.editor())
        above = QVBoxLayout(self.head)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(2)
        help_text = words(_(self.definition.help), "help") if self.definition.help else None
        self.asked = words("", "asked")
        self.asked.setWordWrap(False)
        self.history = icon_button(
            "history",
            _("History of {field}").format(field=_(self.definition.label)),
            tone="muted",
            small=True,
            focus=Qt.FocusPolicy.ClickFocus,
        )
        kept = self.history.sizePolicy()
        kept.setRetainSizeWhenHidden(self._context.history is not None)  # else the name would move when it comes
        self.history.setSizePolicy(kept)
        self.history.hide()
        if not labelled:
            self._label.setParent(self.head)
            self._label.hide()
        first = self._label if labelled or help_text is None else help_text
        first.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        line = across(first, spacing=GAP // 4)  # half a form is not wide, and a name should not go on in many lines
        # Before the marks: its place is kept while it is hidden, and they end where the field ends.
        line.addWidget(self.history, 0, Qt.AlignmentFlag.AlignTop)
        has_marks = self._context.session is not None
        self.marks = FieldMarks(_(self.definition.label), self.head) if has_marks else None
        if self.marks is not None:
            line.addWidget(self.marks, 0, Qt.AlignmentFlag.AlignTop)
        mark = self._context.catalogue.standing_label(self.definition.standing)
        if mark:
            note = words(mark, "mark")
            note.setWordWrap(False)
            note.setToolTip(self._context.catalogue.standing_help(self.definition.standing))
            # Below each other where letters are large: side by side they would be wider than the form.
            both = flowing(self.asked, note, spacing=GAP // 2, last_apart=True, parent=self.head)
            line.addWidget(both, 0, Qt.AlignmentFlag.AlignTop)
        else:
            line.addWidget(self.asked, 0, Qt.AlignmentFlag.AlignTop)
        line.setStretch(0, 1)
        self.head.keep_level(line, self.history)
        above.addLayout(line)
        if help_text is not None and labelled:
            above.addWidget(help_text)
        above.addStretch(1)

    def _build_body(self) -> None:
        below = QVBoxLayout(self.body)
        below.setContentsMargins(0, 0, 0, GAP - GAP // 4)
        below.setSpacing(4)
        below.addWidget(self.widget)
        if isinstance(self.widget, FileField):
            self.widget.takes_drops_on(self.head)
            self.widget.takes_drops_on(self.body)
        if isinstance(self.widget, YearField):
            self._lines[_OFFERS] = self.widget.offers  # below the sentence that they answer
            below.addWidget(self.widget.offers)
        below.addStretch(1)

    @property
    def problem(self) -> Note:
        """What is wrong with what stands on the screen."""
        return self._note(_PROBLEM)

    @property
    def unsaved(self) -> Note:
        """Why what stands on the screen could not be written."""
        return self._note(_UNSAVED)

    @property
    def stale(self) -> Note:
        """That the text in the national language was changed after this one."""
        return self._note(_STALE)

    @property
    def hints(self) -> HintLines:
        """What a reader will ask."""
        made = self._lines.get(_HINTS)
        if made is None:
            made = self._take_line(_HINTS, HintLines(self.body))
        assert isinstance(made, HintLines)
        return made

    def _note(self, line: str) -> Note:
        """Return one of the lines below the editor, made when it is first needed: most of them never say a word."""
        made = self._lines.get(line)
        if made is None:
            made = self._take_line(line, Note(_ROLES[line], self.body))
        assert isinstance(made, Note)
        return made

    def _take_line(self, line: str, made: QWidget) -> QWidget:
        """Let a line stand below the editor, in the order of all of them."""
        below = self.body.layout()
        assert isinstance(below, QVBoxLayout)
        after = next((self._lines[each] for each in _ORDER[_ORDER.index(line) + 1 :] if each in self._lines), None)
        below.insertWidget(below.count() - 1 if after is None else below.indexOf(after), made)
        self._lines[line] = made
        return made

    def _say(self, line: str, text: str, state: str = "") -> None:
        """Say something below the editor, or nothing; see `Note.say`."""
        if text or line in self._lines:
            self._note(line).say(text, state)

    def _said(self, line: str) -> str:
        """Return what is said below the editor."""
        return self._note(line).text() if line in self._lines else ""

    def _make_again(self) -> QWidget:
        again = button(_("Try again"), self._try_again, role="link")
        again.setAccessibleName(_("Try again to save {field}").format(field=_(self.definition.label)))
        # It comes while somebody types on: in the round of Tab it would take the keys that were meant for the next field.
        again.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return self._below(self.unsaved, again)

    def _make_confirm(self) -> QWidget:
        confirm = button(_("Confirm as still correct"), self.confirmed.emit, role="link")
        self._below(self.stale, confirm)
        QWidget.setTabOrder(self.widget.editor(), confirm)
        return confirm

    def _below(self, note: Note, link: QWidget) -> QWidget:
        """Let a link stand below what says why it is there."""
        below = self.body.layout()
        assert isinstance(below, QVBoxLayout)
        below.insertLayout(below.indexOf(note) + 1, across(link, None))
        return link

    @property
    def entry(self) -> Entry | None:
        """The entry that is shown, with what was typed here."""
        return self._entry

    def set_entry(
        self,
        entry: Entry,
        last: Entry | None = None,
        *,
        stale: bool = False,
        committed: bool = False,
        closed: bool = False,
    ) -> None:
        """Show the answer of an entry. What is being typed at this moment, or waits to be written, stays.

        A form has many fields, of which an edit changes one, and most are empty: where all that is to be shown stands
        there, nothing is done.

        Args:
            last: what was said there last time.
            stale: the text in the national language was changed after this one.
            committed: what stood here was just handed on.
            closed: the entry can only be read.
        """
        key = self.definition.key
        another = self._entry is None or self._entry.id != entry.id
        if another:
            if not committed:
                self.widget.commit()
            self.widget.let_go()
        self._entry = entry
        shown = self._to_show(entry, last, stale, closed)
        waiting = self._waiting()
        # What a link leads to has a title, which is no part of the answer.
        if shown == self._shown and not self.definition.refers_to:
            is_left = another and (waiting is not None or self.widget.pending())
            if not is_left:
                return
        self._show_closed(shown.closed)
        if isinstance(self.widget, LongTextField) and self.widget.spelling is not None:
            self.widget.spelling.show_language(shown.language)
        # A change from elsewhere comes while something is typed here: what is typed is worth more.
        is_free = waiting is None and (another or not self.widget.pending())
        if is_free:
            typed = entry.typed.get(key)
            self.widget.set_value(entry.value(key), None if typed is None else typed.value)
        elif waiting is not None and another:
            self.widget.set_value(waiting.edit.value, waiting.edit.typed)
        self.show_saving()
        self.judge()
        self._show_last(shown.last)
        self._show_answer(shown.answer)
        self._show_stale(stale)
        # What somebody is at, or has just been at, may say more than the answer, such as what was taken away.
        self._shown = shown if is_free and not self.widget.stay else None

    def _to_show(self, entry: Entry, last: Entry | None, stale: bool, closed: bool) -> _Shown:
        key = self.definition.key
        language = self._context.language_of(entry, self.definition) if isinstance(self.widget, LongTextField) else ""
        answer, typed = entry.answers.get(key), entry.typed.get(key)
        return _Shown(answer, typed, None if last is None else last.value(key), stale, closed, language)

    def target(self) -> QWidget:
        """Return what takes the keyboard when the field is gone to."""
        if not self._is_closed:
            return self.widget.wanted()
        is_there = isinstance(self.widget, FileField) and not self.widget.isHidden()
        return self.widget.open_button if is_there else self._reading()  # type: ignore[attr-defined]

    def _reading(self) -> QLabel:
        """Return the words that stand in place of the editor where the answer can only be read."""
        if self._read is None:
            self._read = words("", "body", selectable=True)
            self._read.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the Tab key comes here as it does to an editor
            below = self.body.layout()
            assert isinstance(below, QVBoxLayout)
            below.insertWidget(0, self._read)
        return self._read

    def _show_closed(self, closed: bool) -> None:
        """Let the answer be read and not written, or let it be written again."""
        if closed:
            assert self._entry is not None
            value = self._entry.value(self.definition.key)
            text = self._context.said(self.definition, value) or _("No answer")
            reading = self._reading()
            reading.setText(text)
            reading.setAccessibleName(_("{name}: {text}").format(name=_(self.definition.label), text=text))
        elif not self._is_closed:
            return
        self._is_closed = closed
        # A file can be opened all the same; there is nothing to read of it beside its name.
        has_file = False
        if isinstance(self.widget, FileField):
            self.widget.let_change(not closed)
            has_file = self._entry is not None and self._entry.value(self.definition.key) is not None
        self.widget.setVisible(has_file or not closed)
        let_be_seen(self._reading(), closed and not has_file)

    def show_saving(self) -> None:
        """Say that what stands here could not be written, and why; nothing when it is on the disk."""
        waiting = self._waiting()
        if waiting is not None and not self.widget.pending():
            self.widget.set_value(waiting.edit.value, waiting.edit.typed)
            self._shown = None
        text = _("Not saved: {reason}").format(reason=waiting.reason) if waiting is not None else ""
        if text != self._said(_UNSAVED):
            self._say(_UNSAVED, text, "warns" if text else "")
            if text and self.again is None:
                self.again = self._make_again()
            if self.again is not None:
                let_be_seen(self.again, bool(text))
            self._name()

    def _waiting(self) -> Waiting | None:
        if self._entry is None or self._context.saving is None or not self._context.saving.is_waiting:
            return None
        return self._context.saving.waiting_at(self._entry.id, self.definition.key)

    def _try_again(self) -> None:
        if self._context.saving is not None:
            self._context.saving.try_again()

    def _touched(self) -> None:
        self._shown = None
        self.judge()
        self._say_typing()

    def _left(self, value: Value | None) -> None:
        if not is_clicking():  # else when the click has arrived: the form is shown once more then
            self.judge()
        self._shown = None
        if self._entry is None:
            return
        entry, key, typed = self._entry, self.definition.key, self.widget.typed()
        answered = entry.answered(key, None if value is None else Answer(value))
        self._entry = answered.answered(key_of(key), None if typed is None else Answer(typed))
        with held_in_place(self.body):
            self.edited.emit(value)
            try:
                if self._context.keep is not None:
                    self._context.keep(entry, key, value, typed, self.widget.stay)
            finally:
                self._say_typing()

    def _gone(self) -> None:
        if is_clicking():
            self._shown = None  # it is judged when the form is shown once more
        else:
            self.judge()

    def _rested(self) -> None:
        self._gone()  # nobody types on
        self._say_typing()
        self._context.rest()

    def _say_typing(self) -> None:
        if self._entry is not None and self._context.saving is not None:
            self._context.saving.typing(self._entry.id, self.definition.key, self.widget.unwritten())

    def _show_answer(self, answer: Answer | None) -> None:
        """Say who gave the answer, and that an asked one is missing."""
        had_history = self.has_history
        self.has_history = self._context.history is not None and answer is not None and bool(answer.at)
        if self.has_history and answer is not None:
            text = _answered(answer.at, answer.by, current_language())
            if text != self.history.accessibleDescription():
                self.history.setToolTip(hint(text))
                self.history.setAccessibleDescription(text)
        if self.has_history != had_history:
            self._show_history()
        asked = answer is None and not self._is_closed
        self.asked.setText(_ASKED.get(self.definition.missing or "", str)() if asked else "")

    def show_missed(self, missed: bool) -> None:
        """Say that an answer is asked for, or no longer: another field has one that will do instead."""
        wanted = missed and not self._is_closed
        self.asked.setText(_ASKED.get(self.definition.missing or "", str)() if wanted else "")

    def show_near(self, near: bool) -> None:
        """Take notice that the keyboard is in the field, or has gone: the way to its history shows only then."""
        self._is_near = near
        self._show_history()

    def take_panel(self, panel: QWidget) -> None:
        """Let something stand below the field, in its form."""
        below = self.body.layout()
        assert isinstance(below, QVBoxLayout)
        below.insertWidget(below.indexOf(self.widget) + 1, panel)

    def _show_history(self) -> None:
        pointed = self.head.underMouse() or self.body.underMouse()
        if self.marks is not None:
            self.marks.show_near(self._is_near or pointed)
        let_be_seen(self.history, self.has_history and (self._is_near or pointed))

    def _show_last(self, value: Value | None) -> None:
        """Show beside what was answered last time, where that was something else."""
        if value is None or self._entry is None or value == self._entry.value(self.definition.key):
            self._say(_LAST, "")
            return
        text = display(self.definition, value, self._context.catalogue)
        self._say(_LAST, _("Last submission: {answer}").format(answer=shortened(text, MOST_OF_LAST)))

    def show_hints(self, hints: Sequence[str]) -> None:
        """Say what a reader will ask; it is no finding and marks nothing."""
        wanted = () if self._is_closed else hints
        if (wanted or _HINTS in self._lines) and not self.hints.says(wanted):
            with_the_rest(self.body)
            self.hints.say(wanted)
            self._name()

    def _show_stale(self, stale: bool) -> None:
        """Say that the national text was changed after this one, or nothing."""
        self._say(
            _STALE,
            _("The text in the national language was changed after this one.") if stale else "",
            "warns" if stale else "",
        )
        may_confirm = stale and not self._is_closed and self._context.confirm is not None
        if may_confirm and self.confirm is None:
            self.confirm = self._make_confirm()
        if self.confirm is not None:
            let_be_seen(self.confirm, may_confirm)

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
        """Say what is wrong with what stands on the screen, or nothing, where nothing can be done about it."""
        if self._is_closed:
            self._say(_PROBLEM, "")
            return
        entry, key = self._entry, self.definition.key
        text, state = judged(self.widget, None if entry is None else entry.value(key), told=bool(self._said(_PROBLEM)))
        self.widget.show_state(state)  # one of several cells may be another one now
        if text == self._said(_PROBLEM) and state == self._judged:
            return
        self._judged = state
        self._say(_PROBLEM, text, state if text else "")
        self._name()

    def _name(self) -> None:
        hints = self.hints.said() if _HINTS in self._lines else ""
        said = (self._said(_UNSAVED), self._said(_PROBLEM), _(self.definition.help), hints)
        spoken = " ".join(each for each in said if each)
        self.widget.name(_(self.definition.label), spoken)


@lru_cache(maxsize=256)  # a form shows dozens of answers, which a few people gave on a few days
def _answered(at: str, by: str, _language: str) -> str:
    """Return in words who gave an answer and when, and the keys that lead to what was answered before."""
    key, day = keys.shown("versions"), day_of(at)
    if not by:
        return _("Answered on {day}. For earlier versions, press {key}").format(day=day, key=key)
    return _("Answered by {name} on {day}. For earlier versions, press {key}").format(
        name=one_line(by), day=day, key=key
    )


_PROBLEM, _OFFERS, _HINTS, _UNSAVED, _LAST, _STALE = "problem", "offers", "hints", "unsaved", "last", "stale"
_ORDER = (_PROBLEM, _OFFERS, _HINTS, _UNSAVED, _LAST, _STALE)
"""What may be said below the editor of a field, from above to below."""

_ROLES = {_PROBLEM: "problem", _UNSAVED: "body", _LAST: "help", _STALE: "body"}
"""The roles of its words, see `layout.words`."""

MOST_OF_LAST = 400
"""Letters of an answer of last time that are shown beside a field; the whole stands on its page."""


_ASKED = {
    "blocks": lambda: _("Required before signing"),
    "warns": lambda: _("Expected"),
    "suggests": lambda: _("Recommended"),
}
"""What a field that is empty is called, by the weight of its finding."""
