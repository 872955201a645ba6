"""Who is speaking: a box in the bar that knows the team of the open submission, and takes any other name as well."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n.text_normalization import fold_loosely
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.people import PERSON, Person, labelled
from desktop.record.update import Update
from desktop.ui.parts.finder import Finder, Item
from desktop.ui.parts.icons import icon
from desktop.ui.session import Session
from desktop.ui.theme import scaled
from desktop.ui.tooltips import hint
from desktop.ui.topics import about_topic

LEAST_LETTERS = 12
"""Of a name that are shown."""

WIDEST = 70
"""Letters of a name with its ministry that are shown in the list."""

MOST_LETTERS = 200
"""Of a name that are taken."""


class Speaker(Finder):
    """The name of who is speaking, typed or chosen.

    A name is found without its accents. Enter also finds one by whole words of it, where there is only one: `amina` is
    Amina Otieno, and `ali` is never Alice. What is found nowhere is taken as it was typed; that is said, and Escape takes
    it back.

    Signals:
        told: a short sentence about what was typed.
    """

    told = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(self._proposed, parent)
        self.session = session
        self._before: str | None = None
        self.setMinimumContentsLength(LEAST_LETTERS)
        self.setAccessibleName(_("Your name"))
        about_topic(self, "window#4")
        self.line.setMaxLength(MOST_LETTERS)
        self._unknown = self.line.addAction(icon("info", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._unknown.triggered.connect(lambda: self.told.emit(self.accessibleDescription()))
        self.line.editingFinished.connect(self._left)
        self.picked.connect(self._chosen)
        session.person_changed.connect(self._show_person)  # no lambda: the session outlives this box
        session.changed.connect(self._team_changed)
        self._show_person(session.person)

    def take_focus(self) -> None:
        """Put the keyboard here, with the name chosen, to be typed over."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def letters_of_name(self) -> int:
        """Return how many letters have room where what is asked for is read whole, as Qt counts them."""
        letters = self.fontMetrics()
        return -(-letters.horizontalAdvance(self.line.placeholderText()) // letters.horizontalAdvance("X")) + 1

    def people(self) -> list[tuple[str, Person]]:
        """Return everybody in the team with what stands in the history for each, in the order of names."""
        known = dict(labelled(self.session.submission))
        return sorted(known.items(), key=lambda each: (fold_loosely(each[0]), each[0]))

    def commit(self) -> None:
        """Take what was typed, unless it is just being chosen from the proposals."""
        if self.currentText() != self.session.person and not self.proposed().isVisible():
            self._left()

    def meant(self, text: str, *, by_words: bool = False) -> str:
        """Return who of the team is meant by a text, as the history knows them; the text where that is nobody or several.

        Args:
            by_words: some words of a name are enough.
        """
        text = " ".join(text.split())
        named = self._named(text) or (self._with_words(text) if by_words else set())
        return next(iter(named)) if len(named) == 1 else text

    def _named(self, text: str) -> set[str]:
        people = self.people()
        if any(label == text for label, _person in people):
            return {text}
        wanted = fold_loosely(text)
        return {
            label
            for label, each in people
            if wanted in map(fold_loosely, (label, each.name, _labelled(each.name, each.ministry)))
        }

    def _with_words(self, text: str) -> set[str]:
        words = set(fold_loosely(text).split())
        return {label for label, each in self.people() if words and words <= set(fold_loosely(each.name).split())}

    def fill(self) -> None:
        """Ask who is in the team now, and let the list be as wide as names with their ministries are."""
        super().fill()
        letters = self.fontMetrics()
        widest = max(letters.horizontalAdvance(label) for _key, label in self.proposals.items)
        most = letters.averageCharWidth() * WIDEST
        for proposals in (self.view(), self.proposed()):
            proposals.setMinimumWidth(min(widest + scaled(48), most))

    def minimumSizeHint(self) -> QSize:
        """As wide as the letters that it keeps room for; Qt goes by those that it kept room for at first."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._take_back()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._before = None  # whoever comes back later takes back what is typed, and nobody's name
        self._ask()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        text, place = self.currentText(), self.line.cursorPosition()
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason and self.currentText() == text:
            self.line.setCursorPosition(
                place
            )  # whoever looks at another window meanwhile goes on in the middle of the name
        self._ask()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _proposed(self) -> list[Item]:
        return [(None, _("No name")), *((label, _labelled(each.name, each.ministry)) for label, each in self.people())]

    def _entered(self) -> None:
        self._speak(self.meant(self.currentText(), by_words=True))

    def _left(self) -> None:
        self._speak(self.meant(self.currentText()))

    def _chosen(self, name: object) -> None:
        # The list writes its line, with the ministry, after it has said what was chosen.
        QTimer.singleShot(0, self, lambda: self._show_person(self.session.person))
        self._speak(str(name or ""))

    def _speak(self, name: str) -> None:
        if name == self.session.person:
            self._show_person(name)
            return
        self._before = self.session.person
        self.session.speak_as(name)
        if self._unknown.isVisible():
            self.told.emit(self._unknown.toolTip())

    def _take_back(self) -> None:
        """Take back what is being typed, or else the name that was taken last."""
        if self.currentText() == self.session.person and self._before is not None:
            self.session.speak_as(self._before)
            self._before = None
            self.told.emit(self.accessibleDescription())  # what was said of the name before is no longer so
        self._show_person(self.session.person)

    def _team_changed(self, update: Update) -> None:
        if PERSON in update.kinds:
            # Whoever comes to the box asks who is in the team; nobody else waits for hundreds of names.
            if self.line.hasFocus():
                self.fill()
            self._judge()

    def _show_person(self, name: str) -> None:
        self.show_text(name)
        self.line.setCursorPosition(0)  # a name longer than the line is known by its beginning
        self._judge()

    def _judge(self) -> None:
        """Say who speaks, with the ministry; and quietly that it is nobody of the team."""
        name = self.session.person
        labels = [_labelled(each.name, each.ministry) for label, each in self.people() if label == name]
        unknown = bool(name) and not labels
        several = len(self._with_words(name)) > 1
        said = (
            _("“{name}” could be any of several people in the team.") if several else _("“{name}” is not in the team.")
        )
        who = said.format(name=one_line(name)) if unknown else "\n".join(labels) or _("No name chosen")
        self._unknown.setVisible(unknown)
        self._unknown.setToolTip(hint(who))
        about = _("Your name will be kept with every answer from now on")
        self.setToolTip(hint(f"{who}\n{about}"))
        self.setAccessibleDescription(who)
        self._ask()

    def _ask(self) -> None:
        self.line.setPlaceholderText(_("Your name"))


def _labelled(name: str, ministry: str) -> str:
    return _("{name}, {ministry}").format(name=name, ministry=ministry) if ministry else name
