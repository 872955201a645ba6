"""Gaps and pledges: the gaps of each objective, which pledges answer them, and a pledge begun for one that has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n.lists import sentences
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.first_answers import first_answers
from desktop.record.gap_lines import GAP, GapLine, GapLines
from desktop.record.matrix import gap_matrix
from desktop.record.update import Update
from desktop.ui.answering import answer, begin, may_answer
from desktop.ui.focus import choose_next
from desktop.ui.layout import across, as_widget, button, column, words
from desktop.ui.navigation import Place, place_of
from desktop.ui.page_state import choose_line
from desktop.ui.pages.base import Page
from desktop.ui.parts.gap_list import LINE, GapList
from desktop.ui.parts.menu import Menu
from desktop.ui.parts.nothing_yet import NothingYet
from desktop.ui.parts.push_button import CheckBox
from desktop.ui.session import Session


class MatrixPage(Page):
    """One list of gaps by objective, each with its pledges or the words that it has none."""

    key = "matrix"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._lines = GapLines(session.catalogue)
        self._sentence = words("", "muted")
        self.only_open = CheckBox(_("Only gaps without a pledge"))
        self.only_open.toggled.connect(lambda _checked: self.refresh(None))
        self.begin_button = button(_("Start a pledge for this gap"), self._begin_for_chosen, role="primary")
        self.list = GapList(session.catalogue)
        self.list.opened.connect(lambda entry: self.go.emit(place_of(entry)))
        self.list.begin_wanted.connect(self.begin)
        self.list.chosen.connect(self._show_offers)
        self.list.menu_wanted.connect(self._show_menu)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._nothing = NothingYet(_(session.catalogue.kind("gap").empty))
        self._first = button(_("Add the first gap"), self._add_gap, role="primary")
        self._nothing.offer(self._first)
        self._stack.addWidget(self._nothing)
        inner = column(self, fills=True)
        # Not in the head: beside the tabs they would be wider than the window at twice the size.
        above = across(self._sentence, self.only_open)
        above.setStretch(0, 1)
        self._above = as_widget(above)
        inner.addWidget(self._above)
        inner.addWidget(self._stack, 1)

    def head(self) -> tuple[QWidget | None, Sequence[QWidget]]:
        """Return the button that begins a pledge."""
        return None, (self.begin_button,)

    def refresh(self, update: Update | None) -> None:
        """Show which pledges answer which gaps now; only lines that differ are shown anew."""
        submission, catalogue = self.session.submission, self.session.catalogue
        if update is not None and not update.kinds & {"gap", "pledge"}:
            return
        matrix = gap_matrix(submission, catalogue)
        several = any(len(gap.numbers("objectives")) > 1 for gap in matrix.gaps)
        counted_once = _(
            "A gap that names several objectives is listed under each of them, but is counted only "
            "once in these numbers."
        )
        self._sentence.setText(sentences((matrix.of_gaps(), counted_once) if several else (matrix.of_gaps(),)))
        only_open = self.only_open.isChecked() and bool(matrix.unanswered)
        changes = update.changes if update is not None else None
        self.list.set_lines(self._lines.lines(matrix, changes, only_open=only_open))
        is_empty = not self.list.gaps.lines
        self._stack.setCurrentIndex(1 if is_empty else 0)
        self._above.setVisible(not is_empty)  # the words below say that there is no gap
        self.only_open.setEnabled(bool(matrix.unanswered))
        self.begin_button.setVisible(not is_empty)
        self._show_offers()

    def open_at(self, place: Place) -> None:
        """Choose the gap or the pledge that the place names."""
        if place.entry:
            self.list.choose(place.entry)

    def state(self) -> Mapping[str, Any]:
        """Return whether only open gaps are shown, and which line is chosen."""
        return {"only_open": self.only_open.isChecked(), "line": _key(self.list.currentIndex())}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Show and choose the same again."""
        self.only_open.setChecked(state["only_open"])
        choose_line(self.list, state["line"], _key)

    def add(self) -> bool:
        """Begin a pledge for the gap that is chosen, or a gap where none is."""
        gap = self._chosen_gap()
        if gap is not None:
            self.begin(gap)
        elif self.session.may_add("gap"):
            self._add_gap()
        return True

    def go_to_missing(self) -> bool | None:
        """Choose the next gap that no pledge answers."""
        lines = self.list.gaps.lines
        open_ = [
            place
            for place, each in enumerate(lines)
            if each.type == GAP and not each.total and each.entry is not None and may_answer(self.session, each.entry)
        ]
        return choose_next(self.list, open_) if lines else None

    def begin(self, gap: Entry) -> None:
        """Add a pledge that answers a gap, and open it where its first answer is expected."""
        self._go_on(answer(self.session, gap))

    def _add_gap(self) -> None:
        kind = self.session.catalogue.kind("gap")
        self._go_on(begin(self.session, kind.key, first_answers(self.session.submission, kind)))

    def _go_on(self, place: Place | None) -> None:
        if place is not None:
            self.go.emit(place)

    def _begin_for_chosen(self) -> None:
        gap = self._chosen_gap()
        if gap is not None:
            self.begin(gap)

    def _chosen_gap(self) -> Entry | None:
        line = self.list.line()
        return line.entry if line is not None and line.entry is not None and line.entry.kind == "gap" else None

    def _show_offers(self) -> None:
        gap = self._chosen_gap()
        self.begin_button.setEnabled(gap is not None and may_answer(self.session, gap))
        self._first.setEnabled(self.session.may_add("gap"))

    def _show_menu(self, point: QPoint) -> None:
        menu = self.menu()
        menu.exec(point)
        menu.deleteLater()

    def menu(self) -> Menu:
        """Return what can be done with the line that is chosen."""
        menu = Menu(self)
        line = self.list.line()
        if line is not None and line.entry is not None:
            entry = line.entry
            opening = menu.addAction(_("Open"), lambda: self.go.emit(place_of(entry)))
            opening.setShortcut(QKeySequence(Qt.Key.Key_Return))
            opening.setShortcutVisibleInContextMenu(True)
            if entry.kind == "gap":
                beginning = menu.addAction(_("Start a pledge for this gap"), lambda: self.begin(entry))
                beginning.setEnabled(may_answer(self.session, entry))
        return menu


def _key(index: QModelIndex) -> object:
    """Return by what a line is known: a pledge stands below each gap that it answers."""
    line = index.data(LINE)
    return (line.type, line.number, line.entry.id) if isinstance(line, GapLine) and line.entry is not None else None
