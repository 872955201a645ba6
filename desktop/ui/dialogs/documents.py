"""The documents of a package: each can be opened in the computer's own viewer, which shows and prints it, or saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import left_to_right
from desktop.operations.documents import documents_in, save_document
from desktop.progress_reporter import ProgressReporter
from desktop.ui import file_dialogs
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import across, button, words
from desktop.ui.list_views import OwnEnd
from desktop.ui.opening import folder_to_read, open_copy
from desktop.ui.parts.notes import Note
from desktop.ui.progress_dialog import run_with_progress

_ROW = 32
"""Pixels of a line, which is pressed as a button is."""


class DocumentsDialog(Dialog):
    """Lists the documents under readable names. Nothing in the package changes."""

    def __init__(self, package: Path, parent: QWidget | None = None) -> None:
        super().__init__(_("Documents of the package"), parent, (680, 480))
        self.package = package
        label = words(
            _("A document opens in the program that this computer uses for such files. You can print it there."), "body"
        )
        self.inner.addWidget(label)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Documents of the package"))
        self.list.setItemDelegate(OwnEnd(self.list))
        self.list.itemActivated.connect(lambda _item: self.open_document())
        self.list.currentItemChanged.connect(lambda *_items: self._show_buttons())
        self.inner.addWidget(self.list, 1)
        self.said = Note("body")
        self.inner.addWidget(self.said)
        self.open_button = button(_("Open"), self.open_document, role="primary")
        self.save_button = button(_("Save as…"), self.save)
        close = button(_("Close"), self.accept)
        self.inner.addLayout(across(self.save_button, None, close, self.open_button))
        self.on_enter = self.open_button
        self._show_buttons()
        # The whole package is read for it; with many attached files that takes a while.
        self.working = run_with_progress(
            self, _("Opening the documents"), lambda work: documents_in(package, work=work), self._list
        )

    def _list(self, documents: dict[str, str]) -> None:
        for member, name in documents.items():
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, member)
            item.setSizeHint(QSize(0, _ROW))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _show_buttons(self) -> None:
        for each in (self.open_button, self.save_button):
            each.setEnabled(self.list.currentItem() is not None)

    def open_document(self) -> None:
        """Open a copy of the chosen document, which goes when the program does."""
        if (item := self.list.currentItem()) is None:
            return
        name = item.text()
        self._write(item, lambda: folder_to_read() / name, lambda path: open_copy(path, self))

    def save(self) -> None:
        """Ask where the chosen document shall lie, and write it there."""
        if (item := self.list.currentItem()) is None:
            return
        chosen = file_dialogs.file_to_write(self, _("Save the document"), item.text(), near=self.package.parent)
        if chosen is not None:
            self._write(item, lambda: chosen, self._saved)

    def _write(self, item: QListWidgetItem, path: Callable[[], Path], then: Callable[[Path], object]) -> None:
        package, member = self.package, str(item.data(Qt.ItemDataRole.UserRole))

        def writing(work: ProgressReporter) -> Path:
            return save_document(package, member, path(), work=work)

        self.working = run_with_progress(self, _("Opening the documents"), writing, then)

    def _saved(self, path: Path) -> None:
        self.said.say(_("The document is here: {path}").format(path=left_to_right(str(path))), "done")
