"""Import from the window: choose a source, see what it would bring or every error that it has, then import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.import_entries import CannotImport, Imported, import_entries
from desktop.ui import file_dialogs
from desktop.ui.message_boxes import tell_problem
from desktop.ui.progress_dialog import ProgressDialog, run_with_progress
from desktop.ui.session import Session

SHOWN = 10
"""Lists and fields that are not known that a box names at most."""


def ask_and_import(parent: QWidget, session: Session, say: Callable[[str], None]) -> None:
    """Ask for a source and import it, after showing what it would bring."""
    chosen = file_dialogs.file_to_open(parent, _("Import entries"), _("Lists of entries and data files (*.json)"))
    if chosen is not None:
        import_from(parent, session, Path(chosen), say)


def import_from(parent: QWidget, session: Session, source: Path, say: Callable[[str], None]) -> None:
    """Show what a source would bring, and import it when that is wanted."""

    def tried(trial: Imported) -> None:
        if _wanted(parent, session, source, trial):
            _bring(parent, session, source, say, rest=False)

    def failed(problem: BaseException) -> None:
        if not isinstance(problem, CannotImport) or not problem.only_unknown:
            tell_problem(parent, _("This file cannot be imported"), problem)
        elif _rest_wanted(parent, source, problem):
            _bring(parent, session, source, say, rest=True)

    ProgressDialog(
        parent,
        _("Checking {name}").format(name=one_line(source.name)),
        lambda work: import_entries(session.file, session.catalogue, source, dry_run=True, work=work),
        tried,
        failed=failed,
    )


def _bring(parent: QWidget, session: Session, source: Path, say: Callable[[str], None], *, rest: bool) -> None:
    """Import a source; with `rest` all of it that is known."""

    def imported(done: Imported) -> None:
        session.done(done.revision)
        say(_("{name} was imported.").format(name=one_line(source.name)))

    run_with_progress(
        parent,
        _("Importing {name}").format(name=one_line(source.name)),
        lambda work: import_entries(
            session.file, session.catalogue, source, by=session.person, leave_out_unknown=rest, work=work
        ),
        imported,
    )


def _rest_wanted(parent: QWidget, source: Path, problem: CannotImport) -> bool:
    """Show which lists and fields are not known, and ask whether the rest is to come in without them."""
    box = QMessageBox(parent)
    box.setWindowTitle(_("Import entries"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(_("{name} has lists or fields that Pledgebook does not know:").format(name=one_line(source.name)))
    lines = [one_line(line, 300) for line in problem.details]
    shown = lines[:SHOWN] + (["…"] if len(lines) > SHOWN else [])
    box.setInformativeText("\n".join(shown) + "\n\n" + _("You can undo this."))
    if len(lines) > SHOWN:
        box.setDetailedText("\n".join(lines))
    rest = box.addButton(_("Import the rest"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("Do not import"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is rest


def _wanted(parent: QWidget, session: Session, source: Path, trial: Imported) -> bool:
    box = QMessageBox(parent)
    box.setWindowTitle(_("Import entries"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(_("To be imported from {name}:").format(name=one_line(source.name)))
    box.setInformativeText(
        "\n".join(
            _("{kind}: {count}").format(kind=_(session.catalogue.kind(kind).plural), count=counted(count))
            for kind, count in sorted(trial.counts.items())
        )
        + "\n\n"
        + _("You can undo this.")
    )
    bring = box.addButton(_("Import"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("Do not import"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is bring
