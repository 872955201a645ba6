"""What becomes of text that cannot be written: told below the bar, asked on closing, and kept in a copy elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.errors import UserError
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext, pgettext
from desktop.ui.layout import GAP, button
from desktop.ui.message_boxes import tell_problem
from desktop.ui.parts.strip import Strip
from desktop.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox


class UnsavedStrip(Strip):
    """A strip below the bar while something is not saved: how much, why, and what can be done about it."""

    def __init__(self, session: Session, keep: Callable[[], object]) -> None:
        super().__init__(state="warns")
        self._saving = session.saving
        self.again = button(_("Try again"), self._saving.try_again)
        self.copy = button(_("Save a copy elsewhere…"), keep)
        self.lay(self.note, self.again, self.copy, high=GAP // 2)
        self._saving.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        count = len(self._saving.waiting)
        said = (_sentence(count, self._saving.reason()), _copied(self._saving.copy)) if count else ()
        self.note.say("\n".join(each for each in said if each), "warns")
        self.setVisible(bool(count))


def _sentence(count: int, reason: str) -> str:
    text = ngettext("{count} change is not saved. {reason}", "{count} changes are not saved. {reason}", count)
    return text.format(count=counted(count), reason=reason)


def _copied(name: str) -> str:
    text = _("Everything is in the copy {name}. You can close this submission and continue in the copy.")
    return text.format(name=name) if name else ""


def may_close(parent: QWidget, session: Session, remember: Callable[[Path], object]) -> bool:
    """Ask what shall become of what is not saved, until it is saved, kept elsewhere or given up.

    Returns False when the submission shall stay open.

    Args:
        remember: is told where a copy was written, so that it is found again.
    """
    while session.saving.waiting:
        box, ways = _question(parent, session)
        box.exec()
        way = next((each for each, button in ways.items() if button is box.clickedButton()), "stay")
        box.deleteLater()
        if way == "again":
            session.saving.try_again()
        elif way == "copy":
            path = keep_copy(parent, session)
            if path is not None:
                remember(path)
                return True
        else:
            return way == "without"
    return True


def _question(parent: QWidget, session: Session) -> tuple[QMessageBox, dict[str, object]]:
    count = len(session.saving.waiting)
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("Pledgebook")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(
        ngettext("{count} change is not saved", "{count} changes are not saved", count).format(count=counted(count))
    )
    box.setInformativeText(_copied(session.saving.copy) or session.saving.reason())
    again = box.addButton(_("Try again"), QMessageBox.ButtonRole.AcceptRole)
    copy = box.addButton(_("Save a copy elsewhere…"), QMessageBox.ButtonRole.ActionRole)
    without = box.addButton(_("Close without saving"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(again)
    box.setEscapeButton(stay)
    return box, {"again": again, "copy": copy, "without": without, "stay": stay}


def keep_copy(parent: QWidget, session: Session) -> Path | None:
    """Ask where a copy of the file shall go, and write it there, with what could not be written into the file.

    Returns where it lies, None when there is none.
    """
    from desktop.operations.copy_file import copy_with
    from desktop.operations.create import SUFFIX
    from desktop.ui import file_dialogs

    here = session.path
    chosen = file_dialogs.file_to_write(
        parent,
        _("Save a copy of this file"),
        pgettext("file name", "{name}-copy").format(name=here.stem) + SUFFIX,
        _("Submissions (*.pledgebook)"),
        near=here.parent,
    )
    if chosen is None:
        return None
    session.end_stay()
    edits = [each.edit for each in session.saving.waiting]
    try:
        path, whole = copy_with(session.file, session.catalogue, session.submission, edits, chosen)
    except UserError as problem:
        tell_problem(parent, _("The copy could not be saved"), problem)
        return None
    if not whole:
        text = _("{name} can no longer be read. The copy has every answer, but no history and no attached files.")
        tell_problem(parent, _("The copy is incomplete"), UserError(text.format(name=here.name)))
    else:
        session.saving.note_copy(one_line(path.name))
    return path
