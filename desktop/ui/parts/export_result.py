"""The package that was just written: where it lies, and what can be done with it now."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from desktop.i18n.lists import separated
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import left_to_right
from desktop.operations.covering_note import save_covering_note
from desktop.operations.documents import save_documents, save_report
from desktop.operations.export import Exported
from desktop.progress_reporter import ProgressReporter
from desktop.ui import file_dialogs
from desktop.ui.layout import GAP, button, clear, words
from desktop.ui.message_boxes import tell_problem
from desktop.ui.opening import folder_to_read, open_copy
from desktop.ui.parts.flow import FlowLayout
from desktop.ui.parts.notes import Note
from desktop.ui.progress_dialog import ProgressDialog, run_with_progress
from desktop.ui.topics import about_topic

AFTER = "sign#5"
"""What F1 shows there: the part of the manual on what can be done with a package."""


class ExportResult(QFrame):
    """A card with the outcome of an export, and buttons for what comes next.

    Attributes:
        first: the button that the keyboard is at when the result is shown.
        saved: says where the documents were saved, or the submission was brought back to, once that was done.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self._path = Path()
        self.setProperty("role", "card")
        self.setProperty("state", "done")
        about_topic(self, AFTER)
        self._inner = QVBoxLayout(self)
        self._inner.setContentsMargins(GAP, GAP, GAP, GAP)
        self._inner.setSpacing(GAP // 2)
        self.first: QPushButton  # there is a result by then
        self.saved: Note

    def show_result(self, done: Exported) -> None:
        """Show what was written."""
        clear(self._inner)
        self._path = done.path
        heading = _("The draft was exported") if done.draft else _("The package was signed and exported")
        self._inner.addWidget(words(heading, "heading"))
        self._inner.addWidget(words(str(done.path), "mono", selectable=True))
        if done.awaited:
            # Whoever sends it now sends something that the receiver will find incomplete.
            waits = Note("body")
            self._inner.addWidget(waits)
            waits.say(_("Do not send it yet. Still to sign: {names}.").format(names=separated(done.awaited)), "warns")
        self._inner.addWidget(words(_next(done), "body"))
        self._inner.addWidget(words(done.readback.summary(), "muted"))
        if done.noted:
            note = Note("body")
            self._inner.addWidget(note)
            note.say(
                _("This export cannot be recorded in the submission: {problem}").format(problem=done.noted), "warns"
            )
        self.first = button(_("Open the report"), self.open_report, role="primary")
        verify = button(_("Verify the package"), self.examine)
        about_topic(verify, "verify#1")
        holder = QWidget()
        row = FlowLayout(holder, spacing=GAP // 2)
        for each in (
            self.first,
            button(_("Open the folder"), lambda: _open(self._path.parent)),
            button(_("Documents…"), self.show_documents),
            button(_("Save the documents"), self.save_documents),
            verify,
            *(() if done.draft else (button(_("Covering note…"), self.save_covering_note),)),
        ):
            row.addWidget(each)
        self._inner.addWidget(holder)
        self.saved = Note("body")
        self._inner.addWidget(self.saved)

    def open_report(self) -> None:
        """Open a copy of the report in the program for PDFs; the copy goes when the program does."""
        package = self._path
        # The package is read and examined for it; with many attached files that takes a while.
        self.working = ProgressDialog(
            self._page,
            _("Opening the report"),
            lambda work: save_report(package, folder_to_read(), work=work),
            lambda path: open_copy(path, self._page),
            failed=lambda problem: tell_problem(self._page, _("The report cannot be opened"), problem),
        )

    def show_documents(self) -> None:
        """List the documents of the package, to open, print or save one."""
        from desktop.ui.dialogs.documents import DocumentsDialog

        DocumentsDialog(self._path, self._page).exec()

    def save_documents(self) -> None:
        """Save the report, the workbook and the pledges in a folder beside the package."""

        def saving(work: ProgressReporter) -> Path:
            return save_documents(self._path, work=work)

        self.working = run_with_progress(self._page, _("Saving the documents"), saving, self._saved)

    def save_covering_note(self) -> None:
        """Ask where the covering note is to lie, as Word or as PDF, and write it in the language of the package."""
        chosen = file_dialogs.file_to_write(
            self._page,
            _("Covering note"),
            f"{self._path.stem}.docx",
            ";;".join((_("Word documents (*.docx)"), _("PDF documents (*.pdf)"))),
            near=self._path.parent,
        )
        if chosen is None:
            return

        def saving(work: ProgressReporter) -> Path:
            return save_covering_note(self._path, chosen, work=work)

        self.working = run_with_progress(self._page, _("Writing the covering note"), saving, self._note_saved)

    def _note_saved(self, path: Path) -> None:
        self.saved.say(_("The covering note is here: {path}").format(path=left_to_right(str(path))), "done")

    def _saved(self, folder: Path) -> None:
        self.saved.say(
            _("The documents are in this folder: {folder}").format(folder=left_to_right(str(folder))), "done"
        )

    def examine(self) -> None:
        """Say whether the package is whole and who signed it."""
        from desktop.ui.dialogs.examine import ExamineDialog

        dialog = ExamineDialog(self._path, self._page)
        dialog.restored.connect(self._restored)
        dialog.exec()

    def _restored(self, path: Path) -> None:
        self.saved.say(_("The submission was restored to this file: {path}").format(path=path), "done")


def _next(done: Exported) -> str:
    """Return what is to be done with a package now."""
    if done.draft:
        return _(
            "Next: give the draft to colleagues to read. It is marked as a draft on every page, and nobody has signed it."
        )
    if done.awaited:
        return _(
            "Next: pass this one file on to the next signer, who opens it with “Verify a package” "
            "and adds a signature. The last signer sends it."
        )
    return _(
        "Next: send this one file, unchanged, to whoever receives the submission. They can "
        "verify it with the guide that it contains, without Pledgebook. For the online pledge "
        "form, save the documents and upload one for each pledge."
    )


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
