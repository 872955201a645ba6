"""Every key that does something, in one list: what F1 shows."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QAction, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.ui.dialogs.base import Dialog
from desktop.ui.layout import across, button, many_rows, words

ELSEWHERE = (
    (N_("Go through the fields of a form"), "Tab"),
    (N_("Go through the options of a question"), "Up"),
    (N_("Choose the option"), "Space"),
    (N_("Open the line that is chosen"), "Return"),
    (N_("Show a part of an objective"), "Alt+1"),
)
"""Keys that belong to no action of the window, in the way Qt writes them."""


class ShortcutsDialog(Dialog):
    """Lists what each key does; made of the actions themselves, so that it cannot say what is not so."""

    def __init__(self, actions: Iterable[QAction], parent: QWidget | None = None) -> None:
        super().__init__(_("Keyboard shortcuts"), parent, (560, 600))
        self.inner.addWidget(words(_("Everything in Pledgebook can be done with the keyboard alone."), "muted"))
        model = QStandardItemModel(self)
        model.setHorizontalHeaderLabels([_("What it does"), _("Keys")])
        for text, keys in _lines(actions):
            model.appendRow([QStandardItem(text), QStandardItem(keys)])
        self.list = many_rows(model, _("Keyboard shortcuts"))
        self.list.setHeaderHidden(False)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setCurrentIndex(model.index(0, 0))
        self.inner.addWidget(self.list, 1)
        self.inner.addLayout(across(None, button(_("Close"), self.accept, role="primary")))


def _lines(actions: Iterable[QAction]) -> list[tuple[str, str]]:
    native = QKeySequence.SequenceFormat.NativeText
    found: dict[str, list[str]] = {}
    for action in actions:
        keys = [key.toString(native) for key in action.shortcuts() if not key.isEmpty()]
        if keys:
            found.setdefault(action.text(), []).extend(key for key in keys if key not in found.get(action.text(), []))
    for text, key in ELSEWHERE:
        found.setdefault(_(text), []).append(QKeySequence(key).toString(native))
    return [(text, _(" or ").join(keys)) for text, keys in found.items()]
