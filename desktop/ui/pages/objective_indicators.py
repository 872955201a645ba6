"""The indicators of one objective, in short; each leads to its own page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QScrollArea, QVBoxLayout

from desktop.i18n.translation import code
from desktop.i18n.translation import gettext as _
from desktop.record.indicator_results import results_of
from desktop.record.progress import measure_explanation, roll_up
from desktop.record.update import Update
from desktop.ui.layout import GAP, Column, across, button, card, clear, scrolled_by_keys, words
from desktop.ui.navigation import Place, place_of_indicator
from desktop.ui.parts.notes import Notice
from desktop.ui.parts.said_once import said_once
from desktop.ui.session import Session


class ObjectiveIndicators(QScrollArea):
    """Says for each indicator of an objective what is known, and where to say more."""

    def __init__(self, session: Session, go: Callable[[Place], object]) -> None:
        super().__init__()
        self._session = session
        self._go = go
        self._number = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        scrolled_by_keys(self)
        ground = Column()
        ground.setProperty("role", "ground")
        self._body = QVBoxLayout(ground)
        self._body.setContentsMargins(0, GAP, 0, GAP)
        self._body.setSpacing(GAP)
        self.setWidget(ground)

    def show_objective(self, number: int) -> None:
        """Show the indicators of an objective."""
        self._number = number
        self.refresh(None)

    def leave(self) -> None:
        """Do nothing: nothing is typed here."""

    def refresh(self, update: Update | None) -> None:
        """Show what is known now."""
        clear(self._body)
        catalogue = self._session.catalogue
        self._body.addWidget(
            Notice(
                _(
                    "The official list of indicators was not found; each indicator here says how well it is known. All "
                    "of them are voluntary. “Not available” with a reason is also an answer."
                )
            )
        )
        note = catalogue.objective(self._number).indicators_note
        if note:
            self._body.addWidget(words(_(note), "muted"))
        whole = roll_up(self._session.submission, catalogue, [self._number])
        self._body.addWidget(words(whole.measured(), "body"))
        self._body.addWidget(words(measure_explanation(), "muted"))
        indicators = catalogue.indicators_of(self._number)
        common = said_once(catalogue, [catalogue.indicator_standing(each.key) for each in indicators])
        if common.text:
            self._body.addWidget(words(common.text, "muted"))
        for indicator in indicators:
            frame, body = card()
            body.addWidget(
                words(
                    _("{key}  {name}").format(key=code(indicator.key), name=catalogue.indicator_name(indicator.key)),
                    "body",
                )
            )
            if mark := common.mark_of(catalogue.indicator_standing(indicator.key)):
                body.addWidget(words(mark, "muted"))
            results = results_of(indicator)
            body.addWidget(words(results.brief(self._session.submission, catalogue, indicator), "body"))
            for text in results.of_objective(catalogue, self._number):
                body.addWidget(words(text, "muted"))
            open_it = button(
                _("Open"),
                partial(self._go, place_of_indicator(indicator)),
                accessible=_("Open indicator {key}").format(key=indicator.key),
            )
            body.addLayout(across(open_it, None))
            self._body.addWidget(frame)
        self._body.addStretch(1)
