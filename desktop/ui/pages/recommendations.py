"""The recommendations: on missing migrants and humanitarian assistance, and the main ones of the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry
from desktop.record.update import Update
from desktop.record.values import display
from desktop.ui.form import FormView
from desktop.ui.form_context import form_context
from desktop.ui.layout import (
    GAP,
    LEAST_OF_FIELDS,
    LEAST_OF_PART,
    Rest,
    across,
    along_area,
    beside,
    column_when_cut,
    margins,
    words,
)
from desktop.ui.list_detail import ListDetail, Split
from desktop.ui.list_views import heading_item, rows
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.session import Session
from desktop.ui.theme import scaled

KEY = Qt.ItemDataRole.UserRole


class RecommendationsPage(Page):
    """A list of the recommendations beside the follow-up of the chosen one."""

    key = "recommendations"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._key = ""
        self._items: dict[str, QStandardItem] = {}
        inner = column_when_cut(self, scrolls=True)
        self._model = QStandardItemModel(self)
        self.list = rows(self._model, _("Recommendations"))
        # What stands in one another has its place before it is filled, see `FormView`.
        trailing = QWidget()
        split = Split()
        split.addWidget(self.list)
        split.addWidget(trailing)
        self.sides = ListDetail(split, self.list, lambda: self.form.focus_first())
        inner.addWidget(Rest(split, LEAST_OF_PART, self._least_height), 1)
        self._body = body = QVBoxLayout(trailing)
        margins(body, GAP, 0, 0, 0)
        body.setSpacing(GAP // 2)
        self._gist = words("", "heading")
        self._note = words("", "muted")
        gist, note = across(self._gist), across(self._note)
        for row in (gist, note):
            along_area(row)
            body.addLayout(row)
        self.form = FormView(session.catalogue.kind("follow_up"), form_context(session, self, self.said.emit), trailing)
        body.addWidget(self.form, 1)
        beside(split)
        self.form.head.stand_before(self.sides.back)
        self.form.head.put_aside(self._note, lambda: note.addWidget(self._note))
        self._fill()
        self.list.selectionModel().currentChanged.connect(lambda now, _before: self._choose(now.data(KEY)))
        self.list.activated.connect(lambda _index: self.form.focus_first())

    def _least_height(self) -> int:
        """Return the height at which what is recommended is read whole, with some lines of the fields below it."""
        if self.sides.is_list_alone:
            return 0
        above = [
            each
            for each in (self._gist, self._note, self.form.head)
            if not self.form.area.isAncestorOf(each)  # not what scrolls with the fields
        ]
        whole = sum(each.heightForWidth(each.width()) for each in above if not each.isHidden())
        return whole + self._body.spacing() * len(above) + scaled(LEAST_OF_FIELDS)

    def _fill(self) -> None:
        catalogue = self.session.catalogue
        for group in catalogue.recommendation_sets:
            self._add_heading(_(group.label))
            for section in group.sections:
                if len(group.sections) > 1:
                    self._add_heading(_(section.label))
                if not section.recommendations:
                    self._add_note(_(section.note))
                for recommendation in section.recommendations:
                    item = QStandardItem()
                    item.setData(recommendation.key, KEY)
                    self._items[recommendation.key] = item
                    self._model.appendRow(item)

    def _add_heading(self, text: str) -> None:
        self._model.appendRow(heading_item(text, self))

    def _add_note(self, text: str) -> None:
        item = QStandardItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._model.appendRow(item)

    def refresh(self, update: Update | None) -> None:
        """Show the follow-up as it is now."""
        catalogue, submission = self.session.catalogue, self.session.submission
        state = catalogue.kind("follow_up").field("state")
        for group in catalogue.recommendation_sets:
            for section in group.sections:
                for recommendation in section.recommendations:
                    text = _(recommendation.gist)
                    value = submission.bound("follow_up", recommendation.key).value("state")
                    if value is not None:
                        text = _("{text} – {state}").format(
                            text=text, state=display(state, value, catalogue, submission)
                        )
                    self._items[recommendation.key].setText(text)
        if not self._key and self._items:
            self.list.setCurrentIndex(next(iter(self._items.values())).index())
        elif self._key:
            self.form.set_entry(self._entry())

    def open_at(self, place: Place) -> None:
        """Open the recommendation that the place names."""
        entry = self.session.entry(place.entry)
        key = entry.key if entry else place.key
        if key in self._items:
            self.list.setCurrentIndex(self._items[key].index())
        if place.key or place.entry:
            self.sides.show_chosen()
        if place.field:
            self.form.focus_field(place.field)

    def place(self) -> Place:
        """Return which recommendation is chosen."""
        return Place(self.key, self._key)

    def state(self) -> Mapping[str, Any]:
        """Return which recommendation is chosen."""
        return {"chosen": self._key}

    def restore_state(self, state: Mapping[str, Any]) -> None:
        """Choose the same again."""
        self.open_at(Place(self.key, state["chosen"]))

    def go_to_missing(self) -> bool | None:
        """Show the form where the list alone is shown."""
        return self.sides.go_to_missing(self.form)

    def leave(self) -> None:
        """Write down what is being typed."""
        self.form.commit()

    def _choose(self, key: str | None) -> None:
        if not key or key == self._key:
            return
        self.form.commit()
        self._key = key
        for group in self.session.catalogue.recommendation_sets:
            for section in group.sections:
                for recommendation in section.recommendations:
                    if recommendation.key == key:
                        self._gist.setText(_(recommendation.gist))
                        standing = self.session.catalogue.standing_label(recommendation.standing)
                        notes = [_(group.mandate), standing, _(recommendation.note), _(group.note)]
                        self._note.setText("\n".join(note for note in notes if note))
        self.form.set_entry(self._entry())

    def _entry(self) -> Entry:
        return self.session.submission.bound("follow_up", self._key)
