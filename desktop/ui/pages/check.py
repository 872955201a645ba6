"""The readiness check: what blocks, what warns, what is suggested, and what the forum still lacks.

Each line is one key from its field.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.catalogue.definitions import Weight
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations.check import Checked, check
from desktop.record.completeness import Completeness, Lack
from desktop.record.readiness import Finding
from desktop.record.update import Update
from desktop.ui.layout import GAP, column, many_rows, words
from desktop.ui.navigation import Place, place_of
from desktop.ui.pages.base import Page
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.parts.icons import icon
from desktop.ui.parts.row_changes import replace_rows
from desktop.ui.parts.verdicts import Verdicts
from desktop.ui.session import Session
from desktop.ui.tooltips import hint

WEIGHTS: dict[Weight, tuple[str, str]] = {
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
ICON = Qt.ItemDataRole.DecorationRole
Index = QModelIndex | QPersistentModelIndex


class CheckPage(Page):
    """Lists the findings of one weight at a time, or of all."""

    key = "check"

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
        self._model = FindingModel(self)
        self.list = many_rows(self._model, _("Findings"))
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        inner.addWidget(self.list, 1)
        self._empty = words(_("Nothing to mend here."), "muted")
        inner.addWidget(self._empty)
        self._checked = Checked((), Completeness((), (), 0, 0, ()))

    def refresh(self, update: Update | None) -> None:
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
        elif chosen := next((each for each in WEIGHTS if each == weight), None):
            lead, shown = _(WEIGHTS[chosen][1]), self._checked.of(chosen)
        else:
            lead, shown = _("Choose a finding to go to the field that it speaks of."), self._checked.findings
        self._lead.setText(lead)
        self._model.show(shown)
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


class FindingModel(QAbstractListModel):
    """The findings that are shown, or what is lacking; a row is put into words when it is seen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Finding | Lack] = []

    def show(self, shown: Sequence[Finding | Lack]) -> None:
        """Show other findings; rows that stay are left alone."""
        if not replace_rows(self, QModelIndex(), self._rows, shown):
            self.beginResetModel()
            self._rows = list(shown)
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        finding = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return finding.text
        if role == FINDING:
            return finding
        if isinstance(finding, Lack):
            return icon("pledge" if finding.kind == "pledge" else "objective") if role == ICON else None
        if role == ICON:
            return icon(finding.weight)
        if role == Qt.ItemDataRole.ToolTipRole:
            return hint(finding.why)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("{weight}: {text}").format(weight=_(WEIGHTS[finding.weight][0]), text=finding.text)
        return None
