"""Choose entries of another submission, which shares no past with this one, and import them."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.errors import UserError
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.operations.import_chosen import choosable, import_chosen
from desktop.operations.open_file import opened_to_look
from desktop.record.entry import Entry
from desktop.record.values import short_title
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import GAP, across, button, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.session import Session

KEY = Qt.ItemDataRole.UserRole


class ImportChosenDialog(Dialog):
    """A list of the other submission's entries, each to be ticked.

    Signals:
        said: a short sentence on what was imported.
    """

    said = Signal(str)

    def __init__(self, session: Session, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("Import chosen entries"), parent, (720, 560))
        self._session = session
        self._held = ExitStack()
        self._other = self._held.enter_context(opened_to_look(path))
        self.inner.setSpacing(GAP // 2)
        self.inner.addWidget(words(one_line(path.name), "title"))
        self.inner.addWidget(
            words(
                _(
                    "This file belongs to another submission, so nothing can be joined. Tick the entries that you want; "
                    "they are added here as new ones. You can undo this."
                ),
                "body",
            )
        )
        self.list = QListWidget()
        self.list.setProperty("role", "rows")
        self.list.setAccessibleName(_("Entries of the other submission"))
        for entry in choosable(self._other, session.catalogue):
            self._add(entry)
        self.list.itemChanged.connect(self._tell)
        self.inner.addWidget(self.list, 1)
        self.import_button = button(_("Import"), self.bring, role="primary")
        self.on_enter = self.import_button
        self.inner.addLayout(across(None, button(_("Cancel"), self.reject), self.import_button))
        self.finished.connect(lambda _result: self._held.close())
        self._tell()

    def _add(self, entry: Entry) -> None:
        catalogue = self._session.catalogue
        text = _("{name}: {text}").format(name=_(catalogue.kind(entry.kind).label), text=short_title(entry, catalogue))
        item = QListWidgetItem(text, self.list)
        is_new = self._session.entry(entry.id) is None
        if not is_new:
            item.setText(_("{name} (already here)").format(name=text))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            return
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setData(KEY, entry.id)
        item.setCheckState(Qt.CheckState.Unchecked)

    def chosen(self) -> list[str]:
        """Return the ids of the entries that are ticked."""
        items = (self.list.item(place) for place in range(self.list.count()))
        return [str(each.data(KEY)) for each in items if each.checkState() == Qt.CheckState.Checked]

    def _tell(self) -> None:
        self.import_button.setEnabled(bool(self.chosen()))

    def bring(self) -> None:
        """Import what is ticked, or say why that cannot be done."""
        session, chosen = self._session, self.chosen()
        try:
            revision = import_chosen(session.file, session.catalogue, self._other, chosen, by=session.person)
        except UserError as problem:
            tell_problem(self, _("The entries could not be imported"), problem)
            return
        session.done(revision)
        text = ngettext("{count} entry was imported", "{count} entries were imported", len(chosen))
        self.said.emit(text.format(count=counted(len(chosen))))
        self.accept()
