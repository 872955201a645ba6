"""What scrolls of a form: it leads to its fields, and knows which section is in view."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.field_row import FieldRow
from desktop.ui.form_card import FormCard
from desktop.ui.labels import QuickHint
from desktop.ui.layout import GAP, steady_bar
from desktop.ui.scroll_anchor import Holding, place_in_window, show_whole
from desktop.ui.stays_drawn import StaysDrawn


class _Ground(StaysDrawn, QuickHint, QWidget):
    """What the cards of a form stand on."""


class FormArea(StaysDrawn, QScrollArea):
    """The part of a form that scrolls.

    Args:
        cards: the sections of the form, which may come later; those that are hidden are not asked.
        name: what a screen reader says of it.

    Attributes:
        ground: what the cards of the form stand on.

    Signals:
        moved: another part of the form is in view, and everything in it has its place.
        widened: it is wider or narrower now. A form that is made for a page that is not seen yet knows its own width before that.
    """

    moved = Signal()
    widened = Signal()

    def __init__(self, cards: Sequence[FormCard], name: str) -> None:
        super().__init__()
        self.ground = _Ground()
        self.ground.setProperty("role", "ground")
        self._cards = cards
        self._wanted: FieldRow | None = None  # the field that was gone to, until the form has settled around it
        self._place: int | None = None  # where in the window it is to begin
        self._holding: Holding | None = None
        self._before = 0  # how far it was scrolled when something came above the fields
        self._where = QTimer(self)  # where one is can only be told when everything has its place
        self._where.setSingleShot(True)
        self._where.setInterval(0)
        self._where.timeout.connect(self.moved)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # its fields take the Tab key, and it scrolls to them
        self.setProperty("role", "page")  # shows that the keyboard waits on the form, on an objective just opened
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        steady_bar(self)
        self.setWidget(self.ground)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(lambda _value: self.tell_where())
        bar.rangeChanged.connect(lambda _least, _most: self.tell_where())

    def begin_with(self, part: QWidget) -> None:
        """Let a part that comes and goes stand above the fields and scroll with them."""
        column = self.ground.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, part)

    def show_first(self, shown: bool) -> None:
        """Scroll to what has come above the fields, unless somebody is in one; once it is gone, back to where one was."""
        now = QApplication.focusWidget()
        if now is not None and self.ground.isAncestorOf(now):
            Holding(self, partial(self._keep_whole, now))
            QTimer.singleShot(0, self, partial(self._keep_whole, now))
        elif shown:
            self._before = self.verticalScrollBar().value()
            self.begin()
        else:
            QTimer.singleShot(0, self, self._come_back)

    def _keep_whole(self, field: QWidget) -> None:
        """Show all of a field while the keyboard is in it."""
        if QApplication.focusWidget() is field:
            show_whole(self, field)

    def _come_back(self) -> None:
        if self.is_settled:  # else somebody has gone on to a field meanwhile
            self.verticalScrollBar().setValue(self._before)

    @property
    def is_settled(self) -> bool:
        """Whether nothing that moves brings the form back to the field that was gone to."""
        return self._holding is None or not self._holding.holds

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._frame(event.reason() != Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._frame(True)

    def _frame(self, wanted: bool) -> None:
        """Show by a frame that the keyboard waits here, but not to whoever has pressed the mouse beside a field."""
        role = "page" if wanted else "pressed"
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().unpolish(self)
            self.style().polish(self)

    def tell_where(self) -> None:
        """Say soon that another part of the form may be in view."""
        self._where.start()

    def stay_at(self, row: FieldRow, place: int | None = None) -> None:
        """Scroll to a field, and come back to it whatever moves while the form settles.

        The layout may still be on its way when a page has only just been made.

        Args:
            place: where its body is to begin, see `place_in_window`, as far as all of the field is seen there; None for
                wherever it is seen.
        """
        self._settle()
        self._wanted, self._place, self._holding = row, place, Holding(self, self._stay)
        QTimer.singleShot(0, self, self._stay)

    def show_row(self, row: FieldRow) -> None:
        """Scroll no further than it takes to show a field with its name and help, or as much of it as the keyboard is in."""
        if self._wanted is row and not self.is_settled:
            return  # it comes back to it by itself
        self._settle()
        area, room = row.area(self.ground), self.viewport().height()
        if area.height() > room:
            now = row.target()
            top = area.top()
            area = QRect(now.mapTo(self.ground, now.rect().topLeft()), now.size())
            area.setTop(top)
        if area.height() <= room:
            bar = self.verticalScrollBar()
            bar.setValue(min(max(bar.value(), area.bottom() + 1 - room), area.top()))

    def show_heading(self, card: FormCard) -> None:
        """Scroll to the beginning of a section once it has its place."""
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(card.frame.y()))

    def show_part(self, part: QWidget) -> None:
        """Show something that has just come into the form, once it has its place."""
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part, 0, GAP))

    def begin(self) -> None:
        """Scroll to the beginning of the form, and stay at no field any more."""
        self._settle()
        self.verticalScrollBar().setValue(0)

    def section_in_view(self, near: FieldRow | None) -> str:
        """Return the section of the field that has the keyboard where that is in view, else the one at the top.

        Args:
            near: the field that has the keyboard.
        """
        shown = [each for each in self._cards if not each.frame.isHidden()]
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        if near is not None:
            area = near.area(self.ground)
            if top - GAP <= area.bottom() and area.top() <= top + height:
                return near.definition.section
        at_end = top >= self.verticalScrollBar().maximum() > 0
        begun = [each for each in shown if at_end or each.frame.y() <= top + height // 4]
        return (begun or shown)[-1 if begun else 0].key if shown else ""

    def _stay(self) -> None:
        """Show the field that was gone to."""
        if self._wanted is None or self.is_settled:
            return
        now = QApplication.focusWidget()
        there = self._wanted.head, self._wanted.body
        if now is not None and self.ground.isAncestorOf(now) and not any(part.isAncestorOf(now) for part in there):
            self._settle()  # somebody has gone on to another field
            return
        area = self._wanted.area(self.ground)
        if self._place is not None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + place_in_window(self._wanted.body) - self._place)
            self.ensureVisible(area.center().x(), area.top(), 0, 0)
        else:
            # The bottom first and the top last: of a field taller than the window the beginning is what is wanted.
            half = self.viewport().height() // 2
            self.ensureVisible(area.center().x(), min(area.bottom(), area.top() + half), 0, GAP)
            self.ensureVisible(area.center().x(), area.top(), 0, GAP)
        show_whole(self, self._wanted.target())  # where little of a form is seen, before its name and its help

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the field whole in view that has the keyboard, where it was, when less of the form is seen."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.widened.emit()
        now = QApplication.focusWidget()
        if event.size().height() < event.oldSize().height() and now is not None and self.ground.isAncestorOf(now):
            top = now.mapTo(self.viewport(), QPoint(0, 0)).y()
            if top >= 0 and top + now.height() <= event.oldSize().height():
                show_whole(self, now)

    def _settle(self) -> None:
        """Leave it to whoever reads what is shown from now on."""
        if not self.is_settled and self._holding is not None:
            self._holding.let_go()
        self._wanted = self._place = self._holding = None
