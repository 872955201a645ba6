"""Save the covering note of a package, in Word or as PDF."""

from __future__ import annotations

from pathlib import Path

from desktop.atomic_write import atomic_write
from desktop.errors import UserError, translate_os_errors
from desktop.i18n.text_sanitizing import clean
from desktop.i18n.translation import LANGUAGES, pgettext
from desktop.i18n.translation import gettext as _
from desktop.operations.verify import forms_without_file, verify
from desktop.progress_reporter import NullProgress, Part, ProgressReporter

SUFFIXES = (".docx", ".pdf")


class CannotWriteNote(UserError):
    """The package is none that a covering note could be written for, or the ending is none that a note has."""


def save_covering_note(package: Path, path: Path, *, language: str = "", work: ProgressReporter | None = None) -> Path:
    """Write the covering note of a package as `.docx` or `.pdf`, by the ending of the name, and return its path.

    Args:
        language: of the note; that of the package when empty.

    Raises:
        CannotWriteNote: another ending; a draft, or a package that cannot be relied on.
        FileError: a place that cannot be written to; a package that went away while it was looked at.
        Cancelled: somebody chose to stop.
        UserError: the package cannot be read.
    """
    from desktop.package import container_paths, covering_note, json_record

    work = work or NullProgress()
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise CannotWriteNote(_("A covering note is saved as a .docx or .pdf file."))
    findings = verify(package, work=Part(work, 0, 90))
    if findings.is_draft:
        raise CannotWriteNote(_("This is a draft, which is not sent to anybody, so it needs no covering note."))
    if not findings.readable:
        raise CannotWriteNote(
            _("No covering note was written, because the package cannot be relied on. {reason}").format(
                reason=findings.summary
            )
        )
    with translate_os_errors(package, writing=False):
        size = package.stat().st_size  # it may have gone while it was looked at
    work.step(90, 100, _("Writing the covering note"))
    record = json_record.from_bytes(findings.contents[container_paths.RECORD])
    submission = record.submission()
    places = {each.sha256: each.path for each in record.attachments}
    catalogue = forms_without_file(submission, lambda sha256: findings.contents[places[sha256]]).catalogue
    chosen = next((each for each in (language, record.language) if each in LANGUAGES), "en")
    note = covering_note.note_of(findings, submission, catalogue, name=clean(package.name), size=size, language=chosen)
    content = (
        covering_note.write_pdf(note, submission, catalogue) if suffix == ".pdf" else covering_note.write_word(note)
    )
    with atomic_write(path) as stream:
        stream.write(content)
    work.step(100, 100, pgettext("progress", "Done"))
    return path
