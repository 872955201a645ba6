"""Ask what a new submission needs: country, cycle, language, who leads, and where the file lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.catalogue.forms_reader import current
from desktop.catalogue.pack_claims import claims
from desktop.catalogue.packs import DataPack
from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import current_language
from desktop.i18n.translation import gettext as _
from desktop.operations import cycle, forms_in_use, packs
from desktop.operations.create import SUFFIX, create, named
from desktop.record.entry import Value
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile
from desktop.ui import file_dialogs
from desktop.ui.dialogs.base import Dialog
from desktop.ui.dialogs.release import ReleaseDialog
from desktop.ui.fields import make_field
from desktop.ui.fields.accepting import all_accepted
from desktop.ui.layout import GAP, CalmCombo, across, button, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.tooltips import hint

ASKED = ("country", "cycle", "language", "lead_ministry")


class BeginDialog(Dialog):
    """Asks and makes. After `exec`, `file` is the open submission, None when nothing was made."""

    def __init__(self, parent: QWidget | None = None, last: Submission | None = None) -> None:
        super().__init__(_("New submission"), parent)
        self.file: SubmissionFile | None = None
        self._last = last
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 72)
        catalogue = current()
        kind = catalogue.kind("submission")
        inner = self.inner
        inner.setSpacing(GAP // 2)
        inner.addWidget(words(_("A new submission"), "title"))
        inner.addWidget(
            words(_("You can change everything later. The next step asks where to save the file."), "muted")
        )
        self.fields = {}
        for key in ASKED:
            definition = kind.field(key)
            label = words(_(definition.label), "label")
            field = make_field(definition)
            label.setBuddy(field)
            field.name(_(definition.label), _(definition.help) if definition.help else "")
            inner.addSpacing(8)
            inner.addWidget(label)
            inner.addWidget(field)
            self.fields[key] = field
        self.fields["cycle"].set_value(catalogue.pack.cycle)
        self.fields["language"].set_value(current_language())
        for key, value in (cycle.copied(last) if last is not None else {}).items():
            if key in self.fields:
                self.fields[key].set_value(value)
        self.forms = CalmCombo()
        self.forms.addItem(_(catalogue.pack.label))
        self._packs = packs.installed()
        for pack in self._packs:
            # A pack may bear the name of the forms of the program, or of another pack: the fingerprint tells them apart.
            text = _("Data pack “{label}”, version {version}, fingerprint {fingerprint}")
            said = text.format(
                label=one_line(pack.head.label), version=pack.head.version, fingerprint=pack.fingerprint[:9]
            )
            self.forms.addItem(said)
            self.forms.setItemData(self.forms.count() - 1, hint("\n".join(claims(pack))), Qt.ItemDataRole.ToolTipRole)
        if self._packs:
            label = words(_("Forms"), "label")
            label.setBuddy(self.forms)
            inner.addSpacing(8)
            inner.addWidget(label)
            inner.addWidget(self.forms)
            self.forms.currentIndexChanged.connect(self._take_cycle)
        inner.addStretch(1)
        self.on_enter = button(_("Choose where to save…"), self._choose, role="primary")
        inner.addLayout(across(None, button(_("Cancel"), self.reject), self.on_enter))

    def answers(self) -> dict[str, Value]:
        """Return what was answered."""
        given = {key: field.value() for key, field in self.fields.items()}
        before = {} if self._last is None else cycle.copied(self._last)
        return before | {key: value for key, value in given.items() if value is not None}

    def _pack(self) -> DataPack | None:
        place = self.forms.currentIndex() - 1
        return self._packs[place] if place >= 0 else None

    def _take_cycle(self) -> None:
        pack = self._pack()
        year = pack.head.cycle if pack and pack.head.cycle else current().pack.cycle
        self.fields["cycle"].set_value(year)

    def _choose(self) -> None:
        if not all_accepted(self.fields.values(), self):
            return
        answers = self.answers()
        if "country" not in answers:
            tell_problem(self, _("Something is missing"), UserError(_("Please choose the country.")))
            return
        name = f"{answers['country']}-{answers.get('cycle', '')}{SUFFIX}"
        chosen = file_dialogs.file_to_write(
            self, _("Where should the file be saved?"), name, _("Submissions (*.pledgebook)")
        )
        if chosen is not None:
            self.make(chosen)

    def make(self, path: Path) -> None:
        """Make the submission at a place, or say why it cannot be made there."""
        pack = self._pack()
        releases = packs.released_by(pack) if pack else []
        if releases and not ReleaseDialog(releases, self).exec():
            return
        try:
            self.file = create(named(path), current(), self.answers())
            if pack:
                packs.use_pack(self.file, pack, releasing=[each.spot for each in releases])
            if self._last is not None:
                cycle.bring(self.file, forms_in_use.forms_of(self.file), self._last)
        except UserError as problem:
            tell_problem(self, _("The submission could not be created"), problem)
        else:
            self.accept()
