"""The line into which is written what somebody says: a practice, a gap, a pledge, or a point for the parking list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.internal_kinds import PARKED
from desktop.ui.layout import GAP, CalmCombo, across, button
from desktop.ui.line_side import begin_at_side
from desktop.ui.own_undo import emptied
from desktop.ui.workshop.said import KINDS
from desktop.ui.workshop.state import WorkshopState


class SayLine(QWidget):
    """Enter says it, or the button, in the name of who is speaking; nothing else does.

    What is only begun stays in its line, for the objective under which it was begun, also when another objective is shown
    or the workshop is left.

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
        self.take_up()
        self.line.textChanged.connect(lambda _text: self._typed())
        self.kind.currentIndexChanged.connect(lambda _place: self._typed())
        self.line.returnPressed.connect(self.commit)
        self._offer()

    def take_up(self) -> None:
        """Show what was begun under the objective that is shown."""
        kind, text = self._state.draft
        for each in (self.kind, self.line):
            each.blockSignals(True)
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))
        emptied(self.line)
        self.line.setText(text)
        for each in (self.kind, self.line):
            each.blockSignals(False)
        self._offer()

    def commit(self) -> bool:
        """Say what is typed. Returns False when it could not be written down; it stays in the line then."""
        kind, text = self._state.draft
        if not self._state.say(text.strip(), kind):
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

    def _typed(self) -> None:
        self._state.draft = (str(self.kind.currentData()), self.line.text())
        self._offer()

    def _offer(self) -> None:
        self.add.setEnabled(bool(self.line.text().strip()))


class _Line(QLineEdit):
    """Up and down choose what it is that is said, without leaving the words."""

    def __init__(self, kind: CalmCombo) -> None:
        super().__init__()
        self._kind = kind

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._kind.setCurrentIndex((self._kind.currentIndex() + step) % self._kind.count())
        else:
            super().keyPressEvent(event)
