"""A field that holds a file: choose one or drop it here, see which it is, take a copy out, or take it away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.catalogue.definitions import FormField
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Value
from desktop.ui import file_dialogs
from desktop.ui.fields.base import FieldWidget, FormContext
from desktop.ui.layout import across, button, words
from desktop.ui.parts.notes import Drawing

KILOBYTE = 1024


def size_in_words(size: int) -> str:
    """Return a size in bytes as people read it; nothing is shown as smaller than a kilobyte."""
    if size < KILOBYTE * KILOBYTE:
        return _("{size} kB").format(size=counted(max(-(-size // KILOBYTE), 1)))
    return _("{size} MB").format(size=f"{size / KILOBYTE / KILOBYTE:,.1f}")


class FileField(FieldWidget):
    """One attached file. Choosing one takes it into the submission at once."""

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        self.entry_id = ""
        self._value: Value | None = None
        self._chip = QFrame()
        self._chip.setProperty("role", "chip")
        self._name = words("", "body")
        row = QHBoxLayout(self._chip)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(Drawing("file"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._name, 1)
        self.choose_button = button("", self._choose)
        self._save = button(_("Take a copy out…"), self._take_out, role="link")
        self._remove = button(_("Take away"), self.take_away, role="quiet")
        self._inner.addWidget(self._chip)
        self._inner.addLayout(across(self.choose_button, self._save, self._remove, None))
        self.setFocusProxy(self.choose_button)
        self.setAcceptDrops(True)
        self._show(None)

    def editor(self) -> QWidget:
        """Return the button that chooses."""
        return self.choose_button

    def name(self, label: str, help_text: str) -> None:
        """Say to screen readers what each button is about."""
        super().name(label, help_text)
        self._save.setAccessibleName(_("{field}: {choice}").format(field=label, choice=self._save.text()))
        self._remove.setAccessibleName(_("{field}: {choice}").format(field=label, choice=self._remove.text()))

    def take(self, path: Path) -> None:
        """Take a file into the submission."""
        self.context.attach(self.entry_id, self.definition.key, path)

    def take_away(self) -> None:
        """Leave the field without a file."""
        self._show(None)
        self.choose_button.setFocus()
        self.commit()

    def show_state(self, state: str) -> None:
        """The words below say what is wrong with a file."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = self._dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.take(path)

    def _dropped(self, event: QDropEvent) -> Path | None:
        places = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        wanted = {f".{ending}" for ending in self.definition.formats}
        fits = len(places) == 1 and (not wanted or places[0].suffix.lower() in wanted)
        return places[0] if fits else None

    def _choose(self) -> None:
        endings = " ".join(f"*.{ending}" for ending in self.definition.formats) or "*"
        chosen = file_dialogs.file_to_open(
            self, _("Choose a file"), _("Files that are taken ({endings})").format(endings=endings)
        )
        if chosen is not None:
            self.take(chosen)

    def _take_out(self) -> None:
        name, _size = self.context.file_name(str(self._value))
        chosen = file_dialogs.file_to_write(self, _("Take a copy out"), name)
        if chosen is not None:
            self.context.save_file(str(self._value), chosen)

    def _shown(self) -> Value | None:
        return self._value

    def _show(self, value: Value | None) -> None:
        self._value = value
        there = value is not None
        if there:
            name, size = self.context.file_name(str(value))
            self._name.setText(_("{name} ({size})").format(name=name, size=size_in_words(size)))
        self._chip.setVisible(there)
        self._save.setVisible(there)
        self._remove.setVisible(there)
        self.choose_button.setText(_("Choose another file…") if there else _("Choose a file…"))
