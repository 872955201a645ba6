"""The readiness check: what blocks, what warns, what is suggested, and what the forum still lacks.

Each line is one key from its field.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations.check import Checked, check
from desktop.record.completeness import Completeness, Lack
from desktop.record.history import Revision
from desktop.record.readiness import Finding
from desktop.ui.layout import GAP, column, rows, words
from desktop.ui.navigation import Place, place_of
from desktop.ui.pages.base import Page
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.parts.icons import icon
from desktop.ui.parts.verdicts import Verdicts
from desktop.ui.session import Session
from desktop.ui.tooltips import hint

WEIGHTS = {
    "blocks": (N_("Blocks signing"), N_("What would make the package wrong or refused. Mend these first.")),
    "warns": (N_("Warns"), N_("What a reader will miss. The package can be signed all the same.")),
    "suggests": (
        N_("Suggests"),
        N_("What would make the submission stronger. Nobody will hold it against you."),
    ),
}
LACKS = "lacks"
"""The choice that shows what is not complete for the forum; the others show findings."""

FINDING = Qt.ItemDataRole.UserRole


class ReadinessPage(Page):
    """Lists the findings of one weight at a time, or of all."""

    key = "readiness"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        inner = column(self, fills=True)
        self._verdicts = Verdicts()
        self._lead = words("", "muted")
        inner.addWidget(self._verdicts)
        self._choices = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        holder = QWidget()
        row = FlowLayout(holder, spacing=GAP // 2)
        for weight in ("", *WEIGHTS, LACKS):
            choice = QPushButton()
            choice.setCheckable(True)
            choice.setProperty("role", "choice")
            self._choices.addButton(choice)
            self._buttons[weight] = choice
            choice.clicked.connect(self._fill)
            row.addWidget(choice)
        self._buttons[""].setChecked(True)
        inner.addWidget(holder)
        inner.addWidget(self._lead)
        self._model = QStandardItemModel(self)
        self.list = rows(self._model, _("Findings"))
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        inner.addWidget(self.list, 1)
        self._empty = words(_("Nothing to mend here."), "muted")
        inner.addWidget(self._empty)
        self._checked = Checked((), Completeness((), (), 0, 0, ()))

    def refresh(self, revision: Revision | None) -> None:
        """Check the submission again."""
        self._checked = check(self.session.submission, self.session.catalogue)
        self._verdicts.show_verdicts(self._checked.verdicts())
        self._buttons[""].setText(_("All ({count})").format(count=len(self._checked.findings)))
        for weight, (label, _help) in WEIGHTS.items():
            self._buttons[weight].setText(
                _("{label} ({count})").format(label=_(label), count=len(self._checked.of(weight)))
            )
        lacking = len(self._checked.complete.lacks)
        self._buttons[LACKS].setText(_("{label} ({count})").format(label=_("Not complete yet"), count=lacking))
        self._fill()

    def _weight(self) -> str:
        return next((weight for weight, choice in self._buttons.items() if choice.isChecked()), "")

    def _fill(self) -> None:
        weight = self._weight()
        shown: Sequence[Finding | Lack]
        if weight == LACKS:
            lead = _(
                "What each pledge still lacks for the online form, and the objectives not reported on yet. When your "
                "country reports on some objectives only, name them on the page “{page}”."
            ).format(page=_("About this submission"))
            shown = self._checked.complete.lacks
        elif weight:
            lead, shown = _(WEIGHTS[weight][1]), self._checked.of(weight)
        else:
            lead, shown = _("Choose a finding to go to the field that it speaks of."), self._checked.findings
        self._lead.setText(lead)
        self._model.clear()
        for finding in shown:
            self._model.appendRow(_item(finding))
        self._empty.setVisible(not shown)
        self.list.setVisible(bool(shown))

    def _open(self, index: QModelIndex) -> None:
        finding = index.data(FINDING)
        if isinstance(finding, Finding | Lack):
            self.go.emit(place_of_finding(self.session, finding))


def place_of_finding(session: Session, finding: Finding | Lack) -> Place:
    """Return where a finding is mended."""
    entry = session.entry(finding.entry_id)
    if entry is None and finding.kind:
        entry = session.submission.bound(finding.kind, finding.key)
    if entry is None:
        return Place("overview")
    return place_of(entry, finding.field)


def _item(finding: Finding | Lack) -> QStandardItem:
    if isinstance(finding, Lack):
        item = QStandardItem(icon(finding.kind if finding.kind == "pledge" else "objective"), finding.text)
        item.setData(finding, FINDING)
        return item
    item = QStandardItem(icon(finding.weight), finding.text)
    item.setData(finding, FINDING)
    item.setToolTip(hint(finding.why))
    spoken = _("{weight}: {text}").format(weight=_(WEIGHTS[finding.weight][0]), text=finding.text)
    item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
    return item
