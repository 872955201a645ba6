"""The roll-ups of clusters: for each round table and theme what was rated, done and measured."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import gettext as _
from desktop.record.progress import RollUp, roll_up
from desktop.record.submission import Submission
from desktop.ui.layout import GAP, mirrored, restyled, words


class Clusters(QWidget):
    """One line for each cluster, under the name of the grouping that it belongs to."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: dict[tuple[int, int], QLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GAP // 2)
        for column, stretch in enumerate((5, 2, 2, 2, 3, 3)):
            self._grid.setColumnStretch(column, stretch)

    def set_submission(self, submission: Submission, catalogue: Catalogue) -> None:
        """Show the roll-ups as they are now."""
        line = 0
        heads = (
            _("Rated"),
            _("Mean rating"),
            _("Steps done"),
            _("Indicators with a value"),
            _("Policy questions answered"),
        )
        for grouping in catalogue.groupings:
            self._put(line, 0, _(grouping.label), "label")
            for column, head in enumerate(heads, 1):
                self._put(line, column, head, "muted")
            line += 1
            for group in grouping.groups:
                whole = roll_up(submission, catalogue, group.objectives)
                mark = catalogue.standing_label(group.standing)
                self._put(line, 0, _(group.label), "body", f"{mark}\n{_(group.note)}".strip())
                self._row(line, whole)
                line += 1

    def _row(self, line: int, whole: RollUp) -> None:
        mean = _("not rated") if whole.mean is None else _("{mean} of 4").format(mean=whole.mean_figure())
        self._put(line, 1, _("{rated} of {of}").format(rated=whole.rated, of=whole.of), "body")
        self._put(line, 2, mean, "body" if whole.mean is not None else "muted")
        self._put(line, 3, _("{share} %").format(share=round(whole.share * 100)), "body")
        self._put(line, 4, _("{rated} of {of}").format(rated=whole.indicators, of=whole.indicators_of), "body")
        self._put(line, 5, _("{rated} of {of}").format(rated=whole.policies, of=whole.policies_of), "body")

    def _put(self, line: int, column: int, text: str, role: str, tip: str = "") -> None:
        label = self._labels.get((line, column))
        if label is not None:
            # Its place is always there; only what it says is another one.
            if label.text() != text:
                label.setText(text)
            restyled(label, role)
            return
        label = self._labels[line, column] = words(text, role)
        label.setToolTip(tip)
        if mirrored():
            # A figure has no direction of its own, and would stand at the other side of its column than the rest.
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        self._grid.addWidget(label, line, column, Qt.AlignmentFlag.AlignTop)
