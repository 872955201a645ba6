"""Save the brief of two pages, and the slides, for whoever speaks for the country."""

from __future__ import annotations

from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.operations.review import save_released
from desktop.store.file import SubmissionFile

BRIEF, SLIDES = ".docx", ".pptx"


class CannotSaveBrief(UserError):
    """The ending is none that a brief or slides have."""


def save_brief(file: SubmissionFile, catalogue: Catalogue, path: Path, *, language: str = "") -> Path:
    """Write the brief as `.docx`, or the slides as `.pptx`, by the ending of the name.

    Nothing internal is in them, and no name or address that only signed packages include.

    Args:
        language: of headings and of what the program puts together; that of the submission's texts when empty.

    Raises:
        CannotSaveBrief: another ending.
        FileError: a place that cannot be written to.
    """
    suffix = path.suffix.lower()
    if suffix not in (BRIEF, SLIDES):
        raise CannotSaveBrief(_("A brief is saved as a .docx file, and slides as a .pptx file."))
    if suffix == BRIEF:
        from desktop.package.brief_word import write_brief as write
    else:
        from desktop.package.slides import write_slides as write
    return save_released(file, catalogue, path, write, language=language)
