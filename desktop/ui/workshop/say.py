"""The line into which is written what somebody says: a practice, a gap, a pledge, or a point for the parking list."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.internal_kinds import PARKED
from desktop.ui.fields import base
from desktop.ui.layout import GAP, CalmCombo, across, begin_at_side, button
from desktop.ui.own_undo import emptied
from desktop.ui.workshop.said import KINDS
from desktop.ui.workshop.state import WorkshopState


class SayLine(QWidget):
    """Enter says it, in the name of who is speaking; so does leaving the objective or the workshop.

    What is only begun is written down as in every other field: after a moment of rest, and when the line is left. However
    often that is, one line is one statement.

    Signals:
        said: the id of the entry that was added.
    """

    said = Signal(str)

    def __init__(self, state: WorkshopState) -> None:
        super().__init__()
        self._state = state
        self.kind = CalmCombo()
        self.kind.setAccessibleName(_("What is said"))
        catalogue = state.session.catalogue
        for each in KINDS:
            self.kind.addItem(_("For the parking list") if each == PARKED else _(catalogue.kind(each).label), each)
        self.line = _Line(self.kind)
        self.line.setAccessibleName(_("In a few words"))
        self.line.setPlaceholderText(_("In a few words"))
        begin_at_side(self.line)
        self.add = button(_("Add"), self.commit)
        row = across(self.kind, self.line, self.add, spacing=GAP // 2)
        row.setStretch(1, 1)
        self.setLayout(row)
        kind, text = state.draft
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))
        self.line.setText(text)
        self._rest, self._latest = self._timer(base.REST), self._timer(base.LATEST)
        self.line.textChanged.connect(lambda _text: self._typed())
        self.kind.currentIndexChanged.connect(lambda _place: self._typed())
        self.line.returnPressed.connect(self.commit)
        self.line.left.connect(self.keep)
        self._offer()

    def keep(self) -> bool:
        """Write down what is typed; it can be gone on with. Returns False when it could not be written down."""
        self._rest.stop()
        self._latest.stop()
        kind, text = self._state.draft
        return self._state.say(text.strip(), kind)

    def commit(self) -> bool:
        """Say what is typed. Returns False when it could not be written down; it stays in the line then."""
        if not self.keep():
            return False
        begun = self._state.begun
        self.clear()
        if begun is not None:
            self.said.emit(begun.entry.id)
        return True

    def clear(self) -> None:
        """Begin a new line: the last one was said, or taken back."""
        self._state.begun = None
        emptied(self.line)
        self._rest.stop()
        self._latest.stop()

    def _typed(self) -> None:
        self._state.draft = (str(self.kind.currentData()), self.line.text())
        self._rest.start()
        if not self._latest.isActive():
            self._latest.start()
        self._offer()

    def _offer(self) -> None:
        self.add.setEnabled(bool(self.line.text().strip()))

    def _timer(self, after: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(self.keep)
        return timer


class _Line(QLineEdit):
    """Up and down choose what it is that is said, without leaving the words.

    Signals:
        left: the keyboard went elsewhere.
    """

    left = Signal()

    def __init__(self, kind: CalmCombo) -> None:
        super().__init__()
        self._kind = kind

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._kind.setCurrentIndex((self._kind.currentIndex() + step) % self._kind.count())
        else:
            super().keyPressEvent(event)
