"""The readiness check: what blocks, what warns, what is suggested; each finding is one key from its field."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QListView, QPushButton

from desktop.catalogue.language import N_, ngettext
from desktop.catalogue.language import gettext as _
from desktop.operations.check import Checked, check
from desktop.record.history import Deed
from desktop.record.readiness import Finding
from desktop.ui.boxes import GAP, across, column, words
from desktop.ui.pages.base import Page
from desktop.ui.parts.icons import icon
from desktop.ui.places import Place, place_of
from desktop.ui.session import Session

WEIGHTS = {
    "blocks": (N_("Blocks signing"), N_("What would make the package wrong or refused. Mend these first.")),
    "warns": (N_("Warns"), N_("What a reader will miss. The package can be signed all the same.")),
    "suggests": (
        N_("Suggests"),
        N_("What would make the submission stronger. Nobody will hold it against you."),
    ),
}
FINDING = Qt.ItemDataRole.UserRole


class ReadinessPage(Page):
    """Lists the findings of one weight at a time, or of all."""

    name = N_("Readiness")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        inner = column(self, fills=True)
        self._verdict = words("", "heading")
        self._lead = words("", "muted")
        inner.addWidget(self._verdict)
        inner.addWidget(self._lead)
        self._choices = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        row = across(spacing=GAP // 2)
        for weight in ("", *WEIGHTS):
            choice = QPushButton()
            choice.setCheckable(True)
            choice.setProperty("role", "choice")
            self._choices.addButton(choice)
            self._buttons[weight] = choice
            choice.clicked.connect(self._fill)
            row.addWidget(choice)
        row.addStretch(1)
        self._buttons[""].setChecked(True)
        inner.addLayout(row)
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setProperty("role", "rows")
        self.list.setAccessibleName(_("Findings"))
        self.list.setModel(self._model)
        self.list.setWordWrap(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(2)
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        inner.addWidget(self.list, 1)
        self._empty = words(_("Nothing to mend here."), "muted")
        inner.addWidget(self._empty)
        self._checked = Checked(())

    def refresh(self, deed: Deed | None) -> None:
        """Check the submission again."""
        self._checked = check(self.session.submission, self.session.catalogue)
        blocks = len(self._checked.of("blocks"))
        if blocks:
            text = ngettext("{count} finding blocks signing", "{count} findings block signing", blocks)
            self._verdict.setText(text.format(count=blocks))
        elif self._checked.findings:
            self._verdict.setText(_("Nothing blocks: the submission can be signed"))
        else:
            self._verdict.setText(_("Everything that can be checked is in order"))
        self._buttons[""].setText(_("All ({count})").format(count=len(self._checked.findings)))
        for weight, (label, _help) in WEIGHTS.items():
            self._buttons[weight].setText(
                _("{label} ({count})").format(label=_(label), count=len(self._checked.of(weight)))
            )
        self._fill()

    def _weight(self) -> str:
        return next((weight for weight, choice in self._buttons.items() if choice.isChecked()), "")

    def _fill(self) -> None:
        weight = self._weight()
        self._lead.setText(
            _(WEIGHTS[weight][1]) if weight else _("Choose a finding to go to the field that it speaks of.")
        )
        shown = self._checked.of(weight) if weight else list(self._checked.findings)
        self._model.clear()
        for finding in shown:
            self._model.appendRow(_item(finding))
        self._empty.setVisible(not shown)
        self.list.setVisible(bool(shown))

    def _open(self, index: QModelIndex) -> None:
        finding = index.data(FINDING)
        if isinstance(finding, Finding):
            self.go.emit(place_of_finding(self.session, finding))


def place_of_finding(session: Session, finding: Finding) -> Place:
    """Return where a finding is mended."""
    entry = session.entry(finding.entry_id)
    if entry is None and finding.kind:
        entry = session.submission.bound(finding.kind, finding.key)
    if entry is None:
        return Place("overview")
    return place_of(entry, finding.field)


def _item(finding: Finding) -> QStandardItem:
    item = QStandardItem(icon(finding.weight), finding.text)
    item.setData(finding, FINDING)
    item.setToolTip(finding.why)
    spoken = _("{weight}: {text}").format(weight=_(WEIGHTS[finding.weight][0]), text=finding.text)
    item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
    return item
