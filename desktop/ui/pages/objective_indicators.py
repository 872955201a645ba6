"""The indicators of one objective, in short; each leads to its own page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout

from desktop.i18n.translation import code
from desktop.i18n.translation import gettext as _
from desktop.record.indicator_methods import method_of
from desktop.record.progress import measure_explanation, roll_up
from desktop.record.update import Update
from desktop.ui.focus import in_turn
from desktop.ui.layout import GAP, Column, across, button, card, clear, scrolled_by_keys, words
from desktop.ui.navigation import Place, place_of_indicator
from desktop.ui.parts.indicator_notice import indicator_notice
from desktop.ui.parts.said_once import marks_with_meanings
from desktop.ui.session import Session


class ObjectiveIndicators(QScrollArea):
    """Says for each indicator of an objective what is known, and where to say more."""

    def __init__(self, session: Session, go: Callable[[Place], object]) -> None:
        super().__init__()
        self._session = session
        self._go = go
        self._number = 0
        self._openers: list[tuple[QPushButton, bool]] = []  # in their order, each with whether anything is said of it
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        scrolled_by_keys(self)
        ground = Column()
        ground.setProperty("role", "ground")
        self._body = QVBoxLayout(ground)
        self._body.setContentsMargins(0, 0, 0, GAP)
        self._body.setSpacing(GAP)
        self.setWidget(ground)

    def show_objective(self, number: int) -> None:
        """Show the indicators of an objective."""
        self._number = number
        self.refresh(None)

    def leave(self) -> None:
        """Do nothing: nothing is typed here."""

    def go_to_missing(self) -> bool | None:
        """Go to the way to the next indicator of which nothing is said; None where there is no indicator."""
        if not self._openers:
            return None
        here = next((place for place, (each, _said) in enumerate(self._openers) if each.hasFocus()), -1)
        wanted = in_turn([place for place, (_each, said) in enumerate(self._openers) if not said], here)
        if wanted is not None:
            self._openers[wanted][0].setFocus(Qt.FocusReason.OtherFocusReason)
        return wanted is not None

    def refresh(self, update: Update | None) -> None:
        """Show what is known now."""
        clear(self._body)
        self._openers = []
        catalogue, submission = self._session.catalogue, self._session.submission
        self._body.addWidget(indicator_notice())
        note = catalogue.objective(self._number).indicators_note
        if note:
            self._body.addWidget(words(_(note), "muted"))
        whole = roll_up(submission, catalogue, [self._number])
        self._body.addWidget(words(whole.measured(), "body"))
        indicators = catalogue.indicators_of(self._number)
        for indicator in indicators:
            frame, body = card()
            body.addWidget(
                words(
                    _("{key}  {name}").format(key=code(indicator.key), name=catalogue.indicator_name(indicator.key)),
                    "body",
                )
            )
            if mark := catalogue.indicator_label(indicator.key):
                body.addWidget(words(mark, "muted"))
            method = method_of(indicator)
            body.addWidget(words(method.brief(submission, catalogue, indicator), "body"))
            for text in method.of_objective(catalogue, self._number):
                body.addWidget(words(text, "muted"))
            open_it = button(
                _("Open"),
                partial(self._go, place_of_indicator(indicator)),
                accessible=_("Open indicator {key}").format(key=indicator.key),
            )
            said = method.known(submission, catalogue, indicator) or bool(
                submission.bound("indicator", indicator.key).text("availability")
            )
            self._openers.append((open_it, said))
            body.addLayout(across(open_it, None))
            self._body.addWidget(frame)
        # What is read once stands below what is worked with.
        meanings = marks_with_meanings(
            catalogue, [each for indicator in indicators for each in catalogue.indicator_standings(indicator.key)]
        )
        if meanings:
            self._body.addWidget(words("\n".join(meanings), "muted"))
        self._body.addWidget(words(measure_explanation(), "muted"))
        self._body.addStretch(1)
