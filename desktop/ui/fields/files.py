"""A field that holds a file: choose one or drop it here, open it, take a copy out, or take it away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from desktop.catalogue.definitions import FormField
from desktop.i18n.number_formatting import counted, figure
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Value
from desktop.ui import file_dialogs
from desktop.ui.dropping import FileDrops, unfit
from desktop.ui.fields.base import FieldWidget, FormContext
from desktop.ui.layout import across, button
from desktop.ui.parts.flow import flowing
from desktop.ui.parts.notes import Drawing, Note

KILOBYTE = 1024


def size_in_words(size: int) -> str:
    """Return a size in bytes as people read it; nothing is shown as smaller than a kilobyte."""
    if size < KILOBYTE * KILOBYTE:
        return _("{size} kB").format(size=counted(max(-(-size // KILOBYTE), 1)))
    return _("{size} MB").format(size=figure(f"{size / KILOBYTE / KILOBYTE:.1f}"))


class FileField(FieldWidget):
    """One attached file. Choosing one takes it into the submission at once."""

    def __init__(self, definition: FormField, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(definition, context, parent)
        self.entry_id = ""
        self._value: Value | None = None
        self._may_change = True
        self._chip = QFrame(self)
        self._chip.setProperty("role", "chip")
        self.open_button = button("", self._open, role="link")
        row = QHBoxLayout(self._chip)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(Drawing("file"))
        row.addLayout(across(self.open_button, None), 1)
        self.choose_button = button("", self._choose)
        self._save = button(_("Save a copy…"), self._take_out, role="link")
        self._remove = button(_("Remove the file"), self.take_away, role="quiet")
        self._inner.addWidget(self._chip)
        self._inner.addWidget(flowing(self.choose_button, self._save, self._remove))
        self._opened = QElapsedTimer()
        self.refused = Note("problem", self)
        self._inner.addWidget(self.refused)
        self._drops = FileDrops(self, self._takes)
        self._drops.over.connect(self._say_over)
        self._drops.dropped.connect(self._drop)
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
        self._change()
        self.choose_button.setFocus()
        self.commit()

    def let_go(self) -> None:
        """Forget the entry that was shown, and which file was refused there."""
        super().let_go()
        self.refused.say("")

    def show_state(self, state: str) -> None:
        """The words below say what is wrong with a file."""

    def let_change(self, may: bool) -> None:
        """Let the file be chosen and taken away, or only be opened and copied."""
        self._may_change = may
        self.choose_button.setVisible(may)
        self._remove.setVisible(may and self._value is not None)

    def takes_drops_on(self, target: QWidget) -> None:
        """Let files be dropped onto what stands around the field too."""
        drops = FileDrops(target, self._takes)
        drops.over.connect(self._say_over)
        drops.dropped.connect(self._drop)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._chip.geometry().contains(event.position().toPoint()):
            self._open()

    def _takes(self) -> bool:
        return self.isEnabled() and self._may_change

    def _say_over(self, over: bool) -> None:
        """Say while a file is held over the field that it can be let go."""
        self.choose_button.setText(_("Drop the file here") if over else self._choosing())

    def _drop(self, files: Sequence[Path]) -> None:
        problem = unfit(files, self.definition.formats, 1)
        self.refused.say(problem, "warns" if problem else "")
        if not problem:
            self.take(files[0])

    def _open(self) -> None:
        # A link opens at the first click, and people click twice.
        soon = QApplication.doubleClickInterval()
        if self._value is not None and not (self._opened.isValid() and self._opened.elapsed() < soon):
            self._opened.start()
            self.context.open_file(str(self._value))

    def _choosing(self) -> str:
        return _("Choose a file…") if self._value is None else _("Choose another file…")

    def _choose(self) -> None:
        endings = " ".join(f"*.{ending}" for ending in self.definition.formats) or "*"
        chosen = file_dialogs.file_to_open(
            self, _("Choose a file"), _("Accepted files ({endings})").format(endings=endings)
        )
        if chosen is not None:
            self.take(chosen)

    def _take_out(self) -> None:
        name, _size = self.context.file_name(str(self._value))
        chosen = file_dialogs.file_to_write(self, _("Save a copy"), name)
        if chosen is not None:
            self.context.save_file(str(self._value), chosen)

    def _shown(self) -> Value | None:
        return self._value

    def _show(self, value: Value | None) -> None:
        self._value = value
        there = value is not None
        if there:
            name, size = self.context.file_name(str(value))
            self.open_button.setText(_("{name} ({size})").format(name=name, size=size_in_words(size)))
            self.open_button.setAccessibleName(_("Open {name}").format(name=name))
            self.refused.say("")
        self._chip.setVisible(there)
        self._save.setVisible(there)
        self._remove.setVisible(there and self._may_change)
        self.choose_button.setText(self._choosing())
        # The Tab key comes to what this names, whatever the order is: to the second button it would pass by the first.
        self.setFocusProxy(self.open_button if there else self.choose_button)
