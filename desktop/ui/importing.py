"""Import from the window: choose a source, see what it would bring or every error that it has, then import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.catalogue.language import gettext as _
from desktop.operations.import_entries import Imported, import_entries
from desktop.record.problems import Known
from desktop.ui import asking
from desktop.ui.messages import tell_problem
from desktop.ui.session import Session
from desktop.ui.working import work_on


def ask_and_import(parent: QWidget, session: Session, say: Callable[[str], None]) -> None:
    """Ask for a source and import it, after showing what it would bring."""
    chosen = asking.file_to_open(parent, _("Import entries"), _("Lists of entries and records (*.json)"))
    if chosen is not None:
        import_from(parent, session, Path(chosen), say)


def import_from(parent: QWidget, session: Session, source: Path, say: Callable[[str], None]) -> None:
    """Show what a source would bring, and import it when that is wanted."""
    try:
        trial = import_entries(session.file, session.catalogue, source, dry_run=True)
    except Known as problem:
        tell_problem(parent, _("This source cannot be imported"), problem)
        return
    if not _wanted(parent, session, source, trial):
        return

    def imported(done: Imported) -> None:
        session.done(done.deed)
        say(_("{name} was imported.").format(name=source.name))

    work_on(
        parent,
        _("Importing {name}").format(name=source.name),
        lambda work: import_entries(session.file, session.catalogue, source, by=session.person, work=work),
        imported,
    )


def _wanted(parent: QWidget, session: Session, source: Path, trial: Imported) -> bool:
    box = QMessageBox(parent)
    box.setWindowTitle(_("Import entries"))
    box.setText(_("{name} would bring:").format(name=source.name))
    box.setInformativeText(
        "\n".join(
            _("{kind}: {count}").format(kind=_(session.catalogue.kind(kind).plural), count=count)
            for kind, count in sorted(trial.counts.items())
        )
        + "\n\n"
        + _("You can take it back with Undo.")
    )
    bring = box.addButton(_("Import"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(_("Leave it"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is bring
