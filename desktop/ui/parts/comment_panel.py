"""What the team says about a field, below it: read, answer, settle, and write. It stands in the form, not before it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations import comments as writing
from desktop.record.comments import Comment, Thread, threads_at
from desktop.record.entry import Entry
from desktop.record.people import labelled, named, people_of
from desktop.ui.drafts import COMMENT
from desktop.ui.layout import GAP, CalmCombo, across, begin_box_at_side, button, clear, margins, words
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.session import Session
from desktop.ui.timestamps import moment
from desktop.ui.topics import about_topic

LINES = 3
"""Lines of the box that are seen."""

NOBODY = ("", "")
"""Said to nobody in particular: neither to a person nor to a ministry."""


class CommentPanel(QFrame):
    """The comments on one field, or on an entry as a whole.

    What is typed becomes a comment by the button or its keys, and by nothing else. What is only half typed is no word to
    anybody: it stays here, and is here again when the panel is opened anew.

    Signals:
        closed: the keyboard goes back to the field.
    """

    closed = Signal()

    def __init__(self, session: Session, about: str, field: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._field = field
        self._entry: Entry | None = None
        self._reply_to = ""
        self._shown: Sequence[Thread] | None = None
        self.setProperty("role", "notice")
        about_topic(self, "comments")
        self.setAccessibleName(_("Comments on {field}").format(field=about))
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP // 2, GAP // 2, GAP // 2, GAP // 2)
        column.setSpacing(GAP // 2)
        close = button(_("Close"), self.close_panel, role="link", accessible=_("Close the comments"))
        top = across(words(_("Comments on {field}").format(field=about), "label"), close)
        top.setStretch(0, 1)
        column.addLayout(top)
        column.addWidget(words(_("Comments are internal: no package includes them."), "help"))
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP // 2)
        column.addLayout(self._list)
        self._answering = words("", "label")
        self._not_answering = button(_("Begin a new comment instead"), self._begin_new, role="link")
        line = across(self._answering, self._not_answering)
        line.setStretch(0, 1)
        column.addLayout(line)
        self.to = CalmCombo()
        self.to.setAccessibleName(_("To whom"))
        self.to.setSizeAdjustPolicy(CalmCombo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.to.setMinimumContentsLength(24)
        self.to.activated.connect(lambda _place: self.commit())
        column.addWidget(flowing(words(_("To whom"), "label"), self.to))
        self.box = QPlainTextEdit()
        begin_box_at_side(self.box)
        self.box.setTabChangesFocus(True)
        self.box.setAccessibleName(_("New comment"))
        self.box.setFixedHeight(self.box.fontMetrics().lineSpacing() * LINES + GAP + GAP // 2)
        self.box.textChanged.connect(self.commit)
        self.box.installEventFilter(self)
        column.addWidget(self.box)
        self.add = button(_("Add the comment"), self.finish)
        self.add.setToolTip(_("Ctrl+Enter"))
        column.addLayout(across(None, self.add))
        self._begin_new()
        session.drafts.handed_over.connect(self._hand_over)

    def show_entry(self, entry: Entry) -> None:
        """Show what is said about an entry, with what was half typed there; what is half typed about another one stays its."""
        another = self._entry is None or self._entry.id != entry.id
        self._entry = entry
        self.refresh()
        if another:
            self._take_up()

    def refresh(self) -> None:
        """Show what is said now."""
        if self._entry is None:
            return
        self._offer()
        found = threads_at(self._session.submission, self._entry.id, self._field)
        if found is self._shown:
            return
        self._shown = found
        clear(self._list)
        for thread in found:
            self._list.addWidget(self._thread(thread))

    def take_focus(self) -> None:
        """Put the keyboard into the box."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Go; what is half typed is here again when the panel is opened anew."""
        self.commit()
        self.hide()
        self.closed.emit()

    def commit(self) -> None:
        """Keep what is half typed; it can be gone on with, and nobody reads it before."""
        if self._entry is not None:
            to, entry = self.to.currentData() or NOBODY, self._entry
            about = (entry.kind, entry.key)  # a bound one may not be in the file yet
            self._session.drafts.keep(self._place(), self.box.toPlainText(), self._reply_to, *to, *about)

    def finish(self) -> None:
        """Write down what was typed, and begin a new comment; it stays in the box where it cannot be written down."""
        if self._entry is None or not self.box.toPlainText().strip() or self._write():
            self._show_draft("")
            self._begin_new()
            self.commit()
            self.refresh()

    def _place(self) -> str:
        assert self._entry is not None
        return f"{COMMENT}/{self._entry.id}/{self._field}"

    def _take_up(self) -> None:
        """Show what was half typed about the entry before."""
        text, reply_to, *to = (*self._session.drafts.of(self._place()), "", "", "", "")[:4]
        said = (each for thread in self._shown or () for each in thread.comments)
        self._answer(next((each for each in said if reply_to and each.id == reply_to), None), take_focus=False)
        self.to.setCurrentIndex(max(self.to.findData(tuple(to)), 0))
        self._show_draft(text)

    def _hand_over(self) -> None:
        """Show what whoever writes now has half typed here."""
        if self._entry is not None:
            self._take_up()

    def _show_draft(self, text: str) -> None:
        self.box.blockSignals(True)
        self.box.setPlainText(text)
        self.box.blockSignals(False)
        self.box.moveCursor(QTextCursor.MoveOperation.End)

    # What is written

    def _write(self) -> bool:
        """Write down what stands in the box. Returns whether it could be written down."""
        assert self._entry is not None
        session = self._session
        person, ministry = self.to.currentData() or NOBODY
        draft = writing.Draft(self._entry, self._field, self.box.toPlainText(), person, ministry, self._reply_to)
        return session.do(lambda by: writing.write(session.file, session.catalogue, draft, by=by)[1])

    def _begin_new(self) -> None:
        self._answer(None)

    def _answer(self, comment: Comment | None, *, take_focus: bool = True) -> None:
        """Let what stands in the box be an answer to a comment, or to none."""
        self._reply_to = comment.id if comment is not None else ""
        text = ""
        if comment is not None:
            text = _("Reply to {name}").format(name=named(comment.by))
        self._answering.setText(text)
        self.box.setAccessibleName(text or _("New comment"))
        self.add.setText(_("Add the reply") if comment is not None else _("Add the comment"))
        let_be_seen(self._answering, comment is not None)
        let_be_seen(self._not_answering, comment is not None)
        if comment is not None:
            place = self.to.findData((comment.by, ""))
            self.to.setCurrentIndex(max(place, 0))
            if take_focus:
                self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self) -> None:
        """Offer the people of the team and their ministries; what is chosen stays chosen."""
        submission = self._session.submission
        everybody = people_of(submission)
        people = sorted({label for label, _person in labelled(submission)})
        ministries = sorted({each.ministry for each in everybody if each.ministry})
        items = [(_("Nobody in particular"), NOBODY)]
        items += [(one_line(each), (each, "")) for each in people]
        items += [(_("Everybody in {ministry}").format(ministry=one_line(each)), ("", each)) for each in ministries]
        if [self.to.itemText(place) for place in range(self.to.count())] == [text for text, _to in items]:
            return
        chosen = self.to.currentData()
        self.to.clear()
        for text, to in items:
            self.to.addItem(text, to)
        self.to.setCurrentIndex(max(self.to.findData(chosen), 0))

    # What is shown

    def _thread(self, thread: Thread) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP // 4)
        for comment in thread.comments:
            column.addWidget(_shown(comment, is_reply=comment is not thread.first))
        if thread.settled:
            column.addWidget(words(settled_of(thread), "muted"))
        about = one_line(thread.first.text)[:40]
        reply = button(_("Reply"), lambda: self._answer(thread.last), role="link")
        reply.setAccessibleName(_("Reply to: {comment}").format(comment=about))
        settle = button(_("Open again") if thread.settled else _("Settle"), lambda: self._settle(thread), role="link")
        doing = _("Open again: {comment}") if thread.settled else _("Settle: {comment}")
        settle.setAccessibleName(doing.format(comment=about))
        column.addLayout(across(reply, settle, None))
        return holder

    def _settle(self, thread: Thread) -> None:
        session, entry = self._session, self._entry
        if entry is not None:
            session.do(
                lambda by: writing.settle(
                    session.file, session.catalogue, thread.first.id, entry, settled=not thread.settled, by=by
                )
            )
            self.take_focus()  # the button that had the keyboard was made anew

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.finish()
                return True
        return super().eventFilter(watched, event)


def settled_of(thread: Thread) -> str:
    """Return who settled a thread, and when."""
    return _("Settled by {name}, {moment}").format(name=named(thread.settled_by), moment=moment(thread.settled_at))


def to_whom(comment: Comment) -> str:
    """Return to whom a comment is said, empty for nobody in particular."""
    if comment.to_ministry:
        return _("Everybody in {ministry}").format(ministry=one_line(comment.to_ministry))
    return one_line(comment.to_person) if comment.to_person else ""


def head_of(comment: Comment) -> str:
    """Return who said something, when and to whom, in one line."""
    name = named(comment.by)
    to = to_whom(comment)
    if to:
        return _("{name}, {moment}, to: {to}").format(name=name, moment=moment(comment.at), to=to)
    return _("{name}, {moment}").format(name=name, moment=moment(comment.at))


def _shown(comment: Comment, *, is_reply: bool) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    margins(column, GAP * 2 if is_reply else 0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(words(head_of(comment), "muted"))
    text = words(comment.text, "body", selectable=True)
    text.setAccessibleName(_("{head}: {text}").format(head=head_of(comment), text=comment.text))
    column.addWidget(text)
    return holder
