"""A list that can be typed into: it finds by any part of a word, and is filled only when somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QMoveEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QWidget

from desktop.i18n.text_normalization import fold_loosely
from desktop.i18n.translation import gettext as _
from desktop.ui.parts.click_through import pass_presses_on
from desktop.ui.parts.cut_line import CutLine
from desktop.ui.parts.late_keys import hand_late_keys_on
from desktop.ui.parts.push_button import LeavesPages
from desktop.ui.theme import scaled
from desktop.ui.tooltips import hint

MEASURED = 5
"""Choices that are measured, of those with most letters: there may be thousands."""
BESIDE = 40
"""Pixels beside the words of an open list, at 100 %."""

Item = tuple[str | int | None, str]
KEY = Qt.ItemDataRole.UserRole
LOOSE = KEY + 1
MOST_PROPOSED = 12
"""Proposals that are shown at once; more can be scrolled to."""


class Proposals(QAbstractListModel):
    """Keys and labels, taken over as one list, so that thousands of them cost nothing."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: Sequence[Item] = ()
        self._given: Sequence[Item] = ()
        self._loose: list[str] = []
        self._loose_given: list[str] | None = None

    def set_items(self, items: Sequence[Item]) -> None:
        """Propose other things."""
        self.beginResetModel()
        self.items = self._given = items
        self._loose = []
        self._loose_given = None
        self.endResetModel()

    def put_first(self, text: str) -> None:
        """Put what begins with a text before all else; both stay in the order in which they were given."""
        if self._loose_given is None:
            self._loose_given = self.loosely()  # of this order: nothing was put first yet
        given, loose = self._given, self._loose_given
        wanted = fold_loosely(" ".join(text.split()))
        order = sorted(range(len(given)), key=lambda place: not loose[place].startswith(wanted))
        items = [given[place] for place in order]
        if items == list(self.items):
            return
        # No reset: at that a list empties its line, while somebody types in it.
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = {item: place for place, item in enumerate(items)}
        after = [self.index(places[self.items[each.row()]], each.column()) for each in before]
        self.items, self._loose = items, [loose[place] for place in order]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.items):
            return None
        key, label = self.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return label
        if role == Qt.ItemDataRole.ToolTipRole:
            return hint(label)
        if role == LOOSE:
            return self.loosely()[index.row()]
        return key if role == KEY else None

    def loosely(self) -> list[str]:
        """Return the labels as they are found: without capitals, accents and the like."""
        if len(self._loose) != len(self.items):
            self._loose = [fold_loosely(label) for _key, label in self.items]
        return self._loose


class _Completer(QCompleter):
    """Finds what is typed with or without its accents, and writes it with them."""

    def __init__(self, proposals: Proposals, parent: QObject) -> None:
        super().__init__(proposals, parent)
        self.setCompletionRole(LOOSE)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(MOST_PROPOSED)
        popup = self.popup()
        assert popup is not None
        popup.setProperty("role", "proposals")
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # it would take the room of a row

    def splitPath(self, path: str) -> list[str]:
        return [fold_loosely(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class Finder(LeavesPages, QComboBox):
    """An editable list over `Proposals`.

    Args:
        items: gives what is proposed, at the moment when it is wanted.

    Signals:
        picked: the key of what was chosen, None for the empty line.
        entered: Enter was pressed on what no choice has in it.
    """

    picked = Signal(object)
    entered = Signal()

    def __init__(self, items: Callable[[], Sequence[Item]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = items
        self.proposals = Proposals(self)
        self.setModel(self.proposals)
        self.setLineEdit(CutLine("", self))  # it can be typed into by this
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(MOST_PROPOSED)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCompleter(_Completer(self.proposals, self))
        self.proposed().installEventFilter(self)
        pass_presses_on(self.proposed())
        self._example = ""
        self._show_example()
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self.proposals.put_first)  # before the completer looks for it
        self.line.returnPressed.connect(self._entered)
        self.activated.connect(lambda place: self.picked.emit(self.itemData(place, KEY)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # By their classes: to ask each of the many events of a form for its type takes ten times as long.
        if isinstance(event, (QShowEvent, QMoveEvent, QResizeEvent)) and watched is self.proposed():
            # Qt keeps it on the screen as if it were as wide as the line above it.
            over = self.proposed().geometry().right() - self.proposed().screen().availableGeometry().right()
            if over > 0:
                self.proposed().move(self.proposed().x() - over, self.proposed().y())
        done = super().eventFilter(watched, event)
        if (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and watched is self.lineEdit()
            and not done
        ):
            self._offer_all()
        return done

    def _offer_all(self) -> None:
        """Show all that can be chosen where an empty line is clicked; it can be typed into all the same."""
        completer = self.completer()
        if completer is None or self.currentText() or self.line.isReadOnly() or not self.isEnabled():
            return
        if not self.proposed().isVisible():
            self.fill()
            completer.setCompletionPrefix("")
            completer.complete()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_example()

    def let_choose(self, may_choose: bool) -> None:
        """Let something be chosen, or nothing for now."""
        if self.line.isReadOnly() == may_choose:
            self.line.setReadOnly(not may_choose)
            self._show_example()

    def _show_example(self) -> None:
        """Say in the empty line what can be done here, in as many words as have room."""
        letters = self.fontMetrics()
        room = self.width() - scaled(BESIDE)
        fitting = (
            each for each in (_("Choose or type to search"), _("Choose")) if letters.horizontalAdvance(each) <= room
        )
        text = "" if self.line.isReadOnly() else next(fitting, "")
        if self.line.placeholderText() == self._example != text:  # else somebody says something else there
            self.line.setPlaceholderText(text)
            self._example = text

    @property
    def line(self) -> Any:
        """The line that is typed into."""
        return self.lineEdit()

    def setAccessibleName(self, name: str) -> None:
        """Say what this is; the line inside is read by itself, and is the same thing."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def fill(self) -> None:
        """Ask what there is to propose; what was typed stays."""
        text, cursor = self.currentText(), self.line.cursorPosition()
        self.blockSignals(True)
        self.proposals.set_items(list(self._items()))
        self.setCurrentIndex(-1)
        self.blockSignals(False)
        self.show_text(text)
        self.line.setCursorPosition(cursor)
        self.proposed().setMinimumWidth(self._widest())

    def show_text(self, text: str) -> None:
        """Show a text without telling anybody."""
        if self.currentText() != text:
            self.blockSignals(True)
            self.setEditText(text)
            # Long names are read from their beginning, but whoever is in the line may type on.
            self.line.setCursorPosition(len(text) if self.line.hasFocus() else 0)
            self.blockSignals(False)

    def found(self, text: str) -> Item | None:
        """Return what a text names: the proposal of that number or label, or the only one that begins with or holds the text."""
        if not self.proposals.items:
            self.fill()
        wanted = fold_loosely(" ".join(text.split()))
        if not wanted:
            return None
        told = list(zip(self.proposals.items, self.proposals.loosely(), strict=True))
        numbered = [item for item, _label in told if isinstance(item[0], int) and str(item[0]) == wanted]
        if numbered:
            return numbered[0]  # an objective is 4, whatever else has a 4 in it
        near = [(item, label) for item, label in told if wanted in label]
        same = [item for item, label in near if label == wanted]
        if same:
            return same[0]
        begun = [item for item, label in near if label.startswith(wanted)]
        return begun[0] if len(begun) == 1 else near[0][0] if len(near) == 1 else None

    def proposes(self) -> bool:
        """Whether there is a proposal for what stands in the line."""
        wanted = fold_loosely(" ".join(self.currentText().split()))
        return any(wanted in label for label in self.proposals.loosely())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            # Going through a closed list with the arrows would choose everything on the way.
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def showPopup(self) -> None:
        self.fill()
        view = self.view()
        view.setAccessibleName(self.accessibleName())
        view.setMinimumWidth(self._widest())
        hand_late_keys_on(view.window())
        super().showPopup()

    def _widest(self) -> int:
        """Return the width at which the longest choices are whole, which may be more than the closed list has."""
        longest = sorted((label for _key, label in self.proposals.items), key=len)[-MEASURED:]
        letters = self.view().fontMetrics()
        wanted = max((letters.horizontalAdvance(label) for label in longest), default=0) + scaled(BESIDE)
        return min(wanted, self.window().width() * 9 // 10)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.fill()
        super().focusInEvent(event)

    def proposed(self) -> QAbstractItemView:
        """Return the list of what is proposed for what is typed."""
        completer = self.completer()
        popup = completer.popup() if completer else None
        assert popup is not None
        return popup

    def _entered(self) -> None:
        found = self.found(self.currentText())
        proposed = self.proposed()
        if proposed.isVisible() and proposed.currentIndex().isValid():
            return  # that is chosen now
        if found is not None:
            proposed.hide()
            self.picked.emit(found[0])
        elif not self.proposes():
            self.entered.emit()
