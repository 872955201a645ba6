"""A field that holds a file: choose one, see which it is, take a copy out, or take it away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.catalogue.definitions import FormField
from desktop.catalogue.language import gettext as _
from desktop.record.entry import Value
from desktop.ui.boxes import across, button, words
from desktop.ui.fields.base import FieldWidget, FormContext

KILOBYTE = 1024


class FileField(FieldWidget):
    """One attached file. Choosing one takes it into the submission at once."""

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        self.entry_id = ""
        self._value: Value | None = None
        self._name = words("", "body")
        self.choose_button = button(_("Choose a file…"), self._choose)
        self._save = button(_("Take a copy out…"), self._take_out, role="link")
        self._remove = button(_("Take away"), self._take_away, role="quiet")
        self._inner.addWidget(self._name)
        self._inner.addLayout(across(self.choose_button, self._save, self._remove, None))
        self.setFocusProxy(self.choose_button)
        self._show(None)

    def editor(self) -> QWidget:
        """Return the button that chooses."""
        return self.choose_button

    def take(self, path: Path) -> None:
        """Take a file into the submission."""
        self.context.attach(self.entry_id, self.definition.key, path)

    def _choose(self) -> None:
        endings = " ".join(f"*.{ending}" for ending in self.definition.formats) or "*"
        name, _filter = QFileDialog.getOpenFileName(
            self, _("Choose a file"), "", _("Files that are taken ({endings})").format(endings=endings)
        )
        if name:
            self.take(Path(name))

    def _take_out(self) -> None:
        name, _size = self.context.file_name(str(self._value))
        target, _filter = QFileDialog.getSaveFileName(self, _("Take a copy out"), name)
        if target:
            self.context.save_file(str(self._value), Path(target))

    def _take_away(self) -> None:
        self._show(None)
        self.commit()

    def _shown(self) -> Value | None:
        return self._value

    def _show(self, value: Value | None) -> None:
        self._value = value
        there = value is not None
        if there:
            name, size = self.context.file_name(str(value))
            self._name.setText(_("{name} ({size} kB)").format(name=name, size=f"{-(-size // KILOBYTE):,}"))
        self._name.setVisible(there)
        self._save.setVisible(there)
        self._remove.setVisible(there)
        self.choose_button.setText(_("Choose another file…") if there else _("Choose a file…"))
