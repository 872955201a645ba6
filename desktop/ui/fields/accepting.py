"""Whether what stands in the fields of a dialog is accepted."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.errors import UserError
from desktop.i18n.lists import sentences
from desktop.i18n.translation import gettext as _
from desktop.ui.fields.base import FieldWidget
from desktop.ui.message_boxes import tell_problem
from desktop.ui.parts.notes import Note


def all_accepted(fields: Iterable[FieldWidget], dialog: QWidget) -> bool:
    """Take what is typed in each field; where one does not accept it, say so and put the keyboard there."""
    for field in fields:
        field.commit()
        if field.typed() is not None:
            said = _("{name}: {text}").format(name=_(field.definition.label), text=field.problem())
            tell_problem(dialog, _("Something is not accepted"), UserError(said))
            field.editor().setFocus()
            begin_anew(field.editor())
            return False
    return True


class Refusal(Note):
    """Stands below a field of a dialog, and says what is wrong with what was typed as soon as the field is left.

    In a form its row does so, see `FieldRow`.
    """

    def __init__(self, field: FieldWidget) -> None:
        super().__init__("problem")
        self._field = field
        field.gone.connect(self.look)
        field.touched.connect(self._mended)
        field.left.connect(lambda _value: self._mended())

    def look(self) -> None:
        """Say what is wrong now."""
        definition, text = self._field.definition, self._field.problem()
        self.say(text, "blocks" if text else "")
        self._field.show_state("blocks" if text else "")
        self._field.name(_(definition.label), sentences((text, _(definition.help) if definition.help else "")))

    def _mended(self) -> None:
        if not self.isHidden() and not self._field.problem():
            self.look()


def begin_anew(editor: QWidget) -> None:
    """Choose what was refused in a line, so that what is typed next stands in its place and not behind it."""
    line = editor.lineEdit() if isinstance(editor, QComboBox) else editor
    if isinstance(line, QLineEdit):
        line.selectAll()
