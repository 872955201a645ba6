"""Earlier versions of the open submission: which backups there are, and a copy of one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext
from desktop.operations.create import SUFFIX
from desktop.operations.export_backup import export_backup
from desktop.ui import file_dialogs
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import across, button, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.session import Session
from desktop.ui.timestamps import moment

PATH = Qt.ItemDataRole.UserRole


class BackupsDialog(Dialog):
    """Lists the backups of a submission, newest first.

    Signals:
        taken: the path of the copy that was made; it can be opened like any submission.
    """

    taken = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Earlier versions"), parent, (560, 480))
        self.session = session
        inner = self.inner
        inner.addWidget(words(_("Earlier versions of this submission"), "heading"))
        inner.addWidget(
            words(
                _(
                    "Pledgebook keeps copies on this computer: the most recent ones, then one a day, then "
                    "one a week. Save one as a separate file to look at it; the submission that is open "
                    "stays as it is."
                ),
                "muted",
            )
        )
        self._take = button(_("Save a copy…"), self._choose)
        self._take.setEnabled(False)
        self.list = QListWidget()
        self.list.setProperty("role", "rows")
        self.list.setAccessibleName(_("Earlier versions"))
        for backup in session.file.backups():
            item = QListWidgetItem(moment(backup.at.isoformat()))
            item.setData(PATH, str(backup.path))
            self.list.addItem(item)
        self.list.currentRowChanged.connect(lambda row: self._take.setEnabled(row >= 0))
        inner.addWidget(self.list, 1)
        none_yet = _("No earlier version yet. The first is kept when the submission is opened again.")
        self._none = words(none_yet, "muted")
        is_empty = self.list.count() == 0
        self.list.setVisible(not is_empty)
        self._none.setVisible(is_empty)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(self._none, 1)
        inner.addLayout(across(self._take, None, button(_("Close"), self.accept, role="primary")))

    def _choose(self) -> None:
        path = self.session.path
        name = pgettext("file name", "{name}-earlier").format(name=path.stem) + SUFFIX
        sorts = _("Submissions (*.pledgebook)")
        chosen = file_dialogs.file_to_write(self, _("Save a copy"), name, sorts, near=path.parent)
        if chosen is not None:
            self.take(chosen)

    def take(self, path: Path) -> None:
        """Take the chosen backup out to a place."""
        item = self.list.currentItem()
        if item is None:
            return
        try:
            made = export_backup(Path(item.data(PATH)), path)
        except UserError as problem:
            tell_problem(self, _("The copy could not be saved"), problem)
            return
        self.taken.emit(made)
        self.accept()
