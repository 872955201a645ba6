"""The rating of an objective, with what the objective asks beside it, or below it where there is little room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n.isolation import isolated
from desktop.i18n.lists import joined
from desktop.i18n.translation import gettext as _
from desktop.record.update import Update
from desktop.ui.form import FormView
from desktop.ui.form_context import form_context
from desktop.ui.layout import GAP, Column, across, card, clear, scrolling, sized, words
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.said_once import said_once
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.ui.pages.base import Page

BESIDE_FROM = 116
"""Letters of room from which what is asked stands beside the form."""


class ObjectiveRating(QWidget):
    """The form of the rating, with its reason and whose judgement it is; and what is rated."""

    def __init__(self, session: Session, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._number = 0
        self.form = FormView(session.catalogue.kind("assessment"), form_context(session, page, page.said.emit), self)
        self.asks = Asks(session)
        self._area, self._beside = scrolling()
        self._beside.addStretch(1)
        self._area.setAccessibleName(_("What it asks for"))
        self._area.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.form, 3)
        row.addWidget(self._area, 2)
        self._is_beside: bool | None = None
        sized(self, self._arrange)

    def show_objective(self, number: int) -> None:
        """Show the rating of an objective."""
        self._number = number
        self.asks.show_objective(number)
        self._area.verticalScrollBar().setValue(0)
        self.refresh(None)

    def leave(self) -> None:
        """Write down what is being typed."""
        self.form.commit()

    def refresh(self, update: Update | None) -> None:
        """Show the rating as it is now."""
        self.form.set_entry(self._session.submission.bound("assessment", str(self._number)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= self.fontMetrics().averageCharWidth() * BESIDE_FROM
        if beside == self._is_beside:
            return
        self._is_beside = beside
        inside = self.form.area.widget()
        ground = inside.layout() if inside else None
        assert isinstance(ground, QVBoxLayout)
        (self._beside if not beside else ground).removeWidget(self.asks)
        if beside:
            self._beside.insertWidget(0, self.asks)
        else:
            ground.insertWidget(ground.count() - 1, self.asks)  # before the stretch
        self._area.setVisible(beside)


class Asks(Column):
    """The actions of an objective, our gist of each with its paragraph, and what it is linked with."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("role", "ground")
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, GAP)

    def show_objective(self, number: int) -> None:
        """Show what an objective asks."""
        clear(self._body)
        catalogue = self._session.catalogue
        objective = catalogue.objective(number)
        frame, body = card(spacing=GAP // 2)
        body.addWidget(words(_("What it asks for"), "heading"))
        body.addWidget(
            words(
                _(
                    "Paragraph {paragraph} of the Compact. The actions are summarized by Pledgebook; the "
                    "wording of the Compact prevails."
                ).format(paragraph=objective.paragraph),
                "muted",
            )
        )
        common = said_once(catalogue, [action.standing for action in objective.actions])
        if common.text:
            body.addWidget(words(common.text, "muted"))
        for action in objective.actions:
            letter = words(isolated(action.paragraph), "number")
            letter.setWordWrap(False)
            letter.keep_wide(7)
            letter.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            said = QVBoxLayout()
            said.setSpacing(0)
            said.addWidget(words(_(action.gist), "body"))
            label = common.mark_of(action.standing)
            if label:
                said.addWidget(flowing(words(label, "mark")))  # a whole sentence, where several marks are explained
            row = across(letter, said, spacing=GAP // 2)
            row.setStretch(1, 1)
            body.addLayout(row)
        if objective.actions_note:
            body.addWidget(words(_(objective.actions_note), "muted"))
        if objective.targets:
            targets = joined(target.target for target in objective.targets)
            linked = _("Linked targets of the 2030 Agenda: {targets}").format(targets=targets)
            body.addWidget(words(linked, "body"))
        self._body.addWidget(frame)
