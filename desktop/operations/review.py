"""The voluntary review report: take a chapter over, give it back to the entries, save it as PDF or as Word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.atomic_write import atomic_write
from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.i18n.translation import gettext as _
from desktop.record.chapters import draft, mark_of
from desktop.record.entry import Entry
from desktop.record.history import Message, Parameter, Revision
from desktop.record.history_labels import entry_name
from desktop.record.release import released
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile

SUFFIXES = (".pdf", ".docx")


class CannotSaveReview(UserError):
    """The ending is none that a review report has."""


def language_of(submission: Submission) -> str:
    """Return the language that the review report is written in: that of the submission's texts (ISO 639-1)."""
    language = submission.about.text("language")
    return language if language in LANGUAGES else "en"


def take_over(file: SubmissionFile, catalogue: Catalogue, key: str, *, by: str = "") -> Revision | None:
    """Make what the entries say for a chapter the team's own text, to be changed from there."""
    submission = file.read()
    with use_language(language_of(submission)):
        drafted = draft(submission, catalogue, key)
    message = Message("Write the chapter “{name}”", {"name": _name(catalogue, key)})
    with file.transaction("edit", message, by) as unit:
        entry_id = unit.ensure("chapter", key)
        # A chapter of which the entries say nothing is begun all the same, with a line to write over.
        unit.set(entry_id, "text", drafted or "…")
        unit.set(entry_id, "drawn_from", mark_of(drafted))
    return unit.done


def give_back(file: SubmissionFile, catalogue: Catalogue, key: str, *, by: str = "") -> Revision | None:
    """Let a chapter be written from the entries again; undo brings the team's own text back."""
    message = Message("Take the text of the entries for “{name}”", {"name": _name(catalogue, key)})
    with file.transaction("edit", message, by) as unit:
        entry_id = unit.ensure("chapter", key)
        unit.set(entry_id, "text", None)
        unit.set(entry_id, "drawn_from", None)
    return unit.done


def _name(catalogue: Catalogue, key: str) -> Parameter:
    return entry_name(Entry("", "chapter", key), catalogue)


def save_review(file: SubmissionFile, catalogue: Catalogue, path: Path, *, language: str = "") -> Path:
    """Write the review report as `.pdf` or `.docx`, by the ending of the name.

    Args:
        language: of headings and of what the program puts together; that of the submission's texts when empty.

    Raises:
        CannotSaveReview: another ending.
        FileError: a place that cannot be written to.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise CannotSaveReview(_("A review report is saved as a .pdf or .docx file."))
    if suffix == ".pdf":
        from desktop.package.review_pdf import write_review_pdf as write
    else:
        from desktop.package.review_word import write_review_word as write
    return save_released(file, catalogue, path, write, language=language)


def save_released(
    file: SubmissionFile, catalogue: Catalogue, path: Path, write: Callable[..., bytes], *, language: str = ""
) -> Path:
    """Save a document that is made of what leaves without a signature, and return its path.

    Args:
        write: makes it of what leaves, the forms and a language.
        language: that of the submission's texts when it is empty or none that the program has.

    Raises:
        FileError: a place that cannot be written to.
    """
    submission = file.read()
    language = language if language in LANGUAGES else language_of(submission)
    content = write(released(submission, catalogue, signed=False), catalogue, language=language)
    with atomic_write(path) as stream:
        stream.write(content)
    return path
