"""Help on keys: everything that can be done from the keyboard, as one list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.i18n.translation import gettext as _
from desktop.ui import keys
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import across, button, words
from desktop.ui.list_views import heading_item, many_rows
from desktop.ui.theme import scaled


class ShortcutsDialog(Dialog):
    """What can be done, and by which keys; read line by line with the arrows."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(_("Keyboard shortcuts"), parent, (scaled(620), scaled(560)))
        self.inner.addWidget(words(_("Everything in Pledgebook can be done from the keyboard."), "muted"))
        model = QStandardItemModel(self)
        self.view = many_rows(model, _("Keyboard shortcuts"))
        for heading, rows in keys.listed():
            self._add_heading(model, heading)
            for text, written in rows:
                line = QStandardItem(text)
                line.setData(_("{text}: {keys}").format(text=text, keys=written), Qt.ItemDataRole.AccessibleTextRole)
                model.appendRow([line, QStandardItem(written)])
        header = self.view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.view.setCurrentIndex(model.index(1, 0))
        self.inner.addWidget(self.view, 1)
        self.on_enter = button(_("Close"), self.accept)
        self.inner.addLayout(across(None, self.on_enter))
        self.view.setFocus()

    def _add_heading(self, model: QStandardItemModel, text: str) -> None:
        model.appendRow(heading_item(text, self))
        self.view.setFirstColumnSpanned(model.rowCount() - 1, QModelIndex(), True)
