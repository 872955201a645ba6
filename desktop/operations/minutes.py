"""Minutes of a sitting, or since a moment: read out of the history, and written as Word or PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.atomic_write import atomic_write
from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import use_language
from desktop.operations.review import language_of
from desktop.record.history import Revision, is_time
from desktop.record.minutes import Minutes, minutes
from desktop.record.minutes_text import Block, blocks_of, title_of_minutes
from desktop.record.sittings import Sitting, revisions_of, sittings
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile

SUFFIXES = (".pdf", ".docx")

_AT_ONCE = 200
"""Revisions that are read at once, the newest first."""


class CannotWriteMinutes(UserError):
    """There is no sitting to write of, a time that is none, or an ending that minutes do not have."""


class NoSitting(CannotWriteMinutes):
    """There has been no sitting."""


@dataclass(frozen=True)
class Written:
    """Minutes as they are read, in the language of the submission.

    Args:
        blocks: what they say, below the title.
    """

    title: str
    blocks: tuple[Block, ...]
    minutes: Minutes


def last_sitting(submission: Submission) -> Sitting:
    """Return the last sitting. Raises NoSitting where there was none."""
    found = sittings(submission)
    if not found:
        raise NoSitting(_("There has been no sitting yet. Say when the minutes should begin."))
    return found[-1]


def minutes_of(
    file: SubmissionFile,
    submission: Submission,
    catalogue: Catalogue,
    of: Sitting | datetime,
    *,
    internal: bool = False,
) -> Written:
    """Return the minutes of a sitting, or since a moment, in the language of the submission.

    What was joined during a sitting was not said in it; since a moment, it is told with those who said it elsewhere.

    Args:
        submission: what the file says now.
        internal: whether internal notes and comments are told.
    """
    if isinstance(of, Sitting):
        told = _newest_until(
            file, lambda each: any(change.entry_id == of.id and change.creates_entry for change in each.changes)
        )
        inside = revisions_of(of, told)
        ids = [each.id for each in told]
        later = told[ids.index(of.until) + 1 :] if of.until in ids else []
    else:
        since = f"{of.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        inside = [each for each in _newest_until(file, lambda each: each.at < since) if each.at >= since]
        later = []
    sitting = of if isinstance(of, Sitting) else None
    with use_language(language_of(submission)):
        found = minutes(inside, submission, catalogue, later=later, sitting=sitting, internal=internal)
        return Written(title_of_minutes(found), tuple(blocks_of(found, _here)), found)


def save_minutes(
    file: SubmissionFile,
    catalogue: Catalogue,
    path: Path,
    of: Sitting | datetime | None = None,
    *,
    internal: bool = False,
) -> Path:
    """Write minutes as `.docx` or `.pdf`, by the ending of the name, in the language of the submission.

    Args:
        of: a sitting, or since when; the last sitting when None.

    Raises:
        CannotWriteMinutes: another ending, or no sitting.
        FileError: a place that cannot be written to.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise CannotWriteMinutes(_("Minutes are saved as a .docx or .pdf file."))
    submission = file.read()
    language = language_of(submission)
    written = minutes_of(file, submission, catalogue, of or last_sitting(submission), internal=internal)
    if suffix == ".pdf":
        from desktop.package.minutes_pdf import write_minutes_pdf

        content = write_minutes_pdf(written.title, written.blocks, submission, catalogue, language=language)
    else:
        from desktop.package.minutes_word import write_minutes_word

        content = write_minutes_word(written.title, written.blocks, submission, catalogue, language=language)
    with atomic_write(path) as stream:
        stream.write(content)
    return path


def moment_of(text: str, now: datetime) -> datetime:
    """Return the moment that somebody means, by the clock of this computer: a day, a day with an hour, an hour of today.

    Raises:
        CannotWriteMinutes: it is none.
    """
    text = text.strip()
    try:
        if len(text) <= len("09:30") and ":" in text:
            return datetime.combine(now.astimezone().date(), datetime.strptime(text, "%H:%M").time()).astimezone()
        if is_time(said := text.replace(" ", "T", 1)) and said:
            return datetime.fromisoformat(said).astimezone()
    except ValueError:
        pass
    raise CannotWriteMinutes(
        _("“{text}” is not a time. Write one such as 2026-03-02, 2026-03-02 09:30, or 09:30 for today.").format(
            text=one_line(text)
        )
    )


def _newest_until(file: SubmissionFile, is_reached: Callable[[Revision], bool]) -> list[Revision]:
    """Return the newest revisions, oldest first, back to one that is looked for: a long history is not read for a day of it."""
    found: list[Revision] = []
    while part := file.history(limit=_AT_ONCE, before=found[-1].id if found else None):
        found += part
        if len(part) < _AT_ONCE or any(map(is_reached, part)):
            break
    return found[::-1]


def _here(at: str) -> datetime:
    return datetime.fromisoformat(at).astimezone()
