"""A list and what is chosen in it: beside each other, and one of them at a time where letters are too large for both."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QBoxLayout, QSizePolicy, QWidget

from desktop.i18n.translation import gettext as _
from desktop.ui.double_click_guard import DoubleClickGuard
from desktop.ui.layout import Sides, button
from desktop.ui.parts.notes import let_be_seen
from desktop.ui.theme import is_large, scaled

if TYPE_CHECKING:
    from desktop.ui.form import FormView

LEAST_OF_BOTH = 560
"""Pixels at 100 % from which a list and what is chosen in it stand beside each other, however large the letters are."""

MORE_FOR_BOTH = 40
"""Pixels at 100 % that there must be besides once one of both is shown.

What is shown alone may need a scroll bar that both did not need, or the other way round, and takes its width from this:
at the same limit both ways each would call for the other without end.
"""


class Split(Sides):
    """A list at the leading side, and what is chosen in it at the other.

    Signals:
        resized: there is another width to share.
    """

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()


class ListDetail(QObject):
    """Shows the two sides of a splitter one at a time where they have no room beside each other: first what is chosen.

    A click on a line, or Enter, leads from the list to it; `back` leads to the list.

    Args:
        split: holds both sides by now.
        view: the list itself, somewhere within the leading side.
        go_in: puts the keyboard into what is chosen; called after a click on a line, in the list alone.

    Attributes:
        back: stands where the other side begins.

    Signals:
        changed: another side is shown, or both.
    """

    changed = Signal()

    def __init__(self, split: Split, view: QAbstractItemView, go_in: Callable[[], object]) -> None:
        super().__init__(split)
        self._split, self._view, self._go_in = split, view, go_in
        self._is_alone = False
        self._is_list_wanted = False
        self._has_list = True
        self.back = button(_("List"), self.show_list, accessible=_("Back to the list"))
        self.back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.back.hide()
        view.clicked.connect(lambda _index: self._clicked())
        view.activated.connect(lambda _index: self.show_chosen())
        # Not at once: a page of which parts come and go while it is being laid out can bring the program down.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fit)
        split.resized.connect(self._soon.start)
        split.installEventFilter(self)

    @property
    def is_list_alone(self) -> bool:
        """Whether the list is shown, and nothing beside it."""
        return self._is_alone and self._is_list_wanted and self._has_list

    @property
    def is_chosen_alone(self) -> bool:
        """Whether what is chosen is shown, and no list beside it."""
        return self._is_alone and not self.is_list_alone

    def show_list(self) -> None:
        """Show the list, with the keyboard in it, where one of both is shown."""
        if self._is_alone:
            self._want_list(True)
            if self._has_list:  # else the keyboard would be where nobody sees it
                self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Put the keyboard onto the list; where that is not shown, into what is chosen."""
        if self.is_chosen_alone or not self._has_list:
            self._go_in()
        else:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_chosen(self) -> None:
        """Show what is chosen, where one of both is shown."""
        self._want_list(False)

    def go_to_missing(self, form: FormView) -> bool | None:
        """Show what is chosen in the list that is shown alone, at the next missing answer in its form; it says where none is.

        Returns None where it is not the list alone that is shown: a form that is seen answers by itself.
        """
        if not self.is_list_alone:
            return None
        self.show_chosen()
        form.go_to_missing()
        return True

    def keep_list(self, kept: bool) -> None:
        """Show the list in its turn, or never: there is nothing to list."""
        if kept != self._has_list:
            self._has_list = kept
            self._show()

    def keep_in_sight(self, told: QWidget, above_list: QBoxLayout, above_chosen: QBoxLayout) -> None:
        """Let something that is told above the list stand above what is chosen while there is no list to be seen."""
        place = above_list.indexOf(told)

        def move() -> None:
            if self.is_chosen_alone:
                above_chosen.insertWidget(0, told)
            else:
                above_list.insertWidget(place, told)

        self.changed.connect(move)

    def _want_list(self, wanted: bool) -> None:
        if wanted != self._is_list_wanted:
            self._is_list_wanted = wanted
            self._show()

    def _clicked(self) -> None:
        # Whoever holds a key chooses several.
        if self.is_list_alone and QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier:
            self.show_chosen()
            self._go_in()
            DoubleClickGuard(self._trailing())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FontChange:
            self._fit()
        return False

    def _fit(self) -> None:
        least = LEAST_OF_BOTH + (MORE_FOR_BOTH if self._is_alone else 0)
        is_alone = is_large() and self._split.width() < scaled(least)
        if is_alone != self._is_alone:
            self._is_alone, self._is_list_wanted = is_alone, False
            self._show()

    def _trailing(self) -> QWidget:
        trailing = self._split.widget(1)
        assert isinstance(trailing, QWidget)
        return trailing

    def _show(self) -> None:
        leading, trailing = self._split.widget(0), self._trailing()
        assert isinstance(leading, QWidget)
        alone = self.is_list_alone
        leading.setVisible(self._has_list and (alone or not self._is_alone))
        trailing.setVisible(not alone)
        let_be_seen(self.back, self._is_alone and self._has_list)
        self.changed.emit()
