"""What is done for a file that was opened, once there is time, and what is to be known of its opening, in sentences.

Nothing here stops anybody: what fails is a warning.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from desktop.errors import FileError
from desktop.i18n.lists import joined, several
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.store import opening
from desktop.store.backups import Backups
from desktop.store.errors import damaged, translate_errors
from desktop.store.opened import Opened
from desktop.store.search_index import bring_up_to_date, mend
from desktop.store.sync_conflicts import conflicts


def prepared(opened: Opened, path: Path, submission_id: str, backups: Backups | None) -> Iterator[str]:
    """Make a backup when one is due, see that a known file is whole, and mend its search index; yield what failed in it."""
    if backups is not None:
        try:
            with translate_errors(path):
                backups.make_when_due(submission_id, opened.database, path)
        except FileError as problem:
            yield no_backup(problem)
    if opened.is_known:
        # It is seen to be whole now, as every other file was when it was opened.
        try:
            with translate_errors(path):
                opening.check(opened.database.conn, path)
        except (FileError, sqlite3.Error) as error:
            if opened.examined is not None:
                opened.examined.forget()
            yield _search_fails(opened, path, error)
    try:
        with translate_errors(path):
            mend(opened.database)
            bring_up_to_date(opened.database)
    except (FileError, sqlite3.Error) as error:
        yield _search_fails(opened, path, error)


def _search_fails(opened: Opened, path: Path, error: Exception) -> str:
    opened.examined = None
    why = error if isinstance(error, FileError) else damaged(path)
    return _("The search may not find everything: {problem}").format(problem=why.message)


def no_backup(problem: FileError) -> str:
    """Return the sentence that says why there is no backup."""
    return _("No backup could be made: {problem}").format(problem=problem.message)


def warnings_of_opening(opened: Opened, path: Path, submission_id: str) -> Iterator[str]:
    """Yield what did not stop the opening and should be known, in sentences."""
    if not opened.kept:
        yield _(
            "{name} cannot be locked in this place. Please make sure that nobody else has it open, or copy it to "
            "this computer."
        ).format(name=one_line(path.name))
    if opened.set_aside:
        yield _(
            "Next to {name}, unfinished changes were found that do not belong to it. Another program "
            "must have put them there. They were not used, and were kept as {other}."
        ).format(name=one_line(path.name), other=one_line(opened.set_aside))
    names = conflicts(path, submission_id)
    if names:
        yield ngettext(
            "There is another copy of this submission next to {name}: {names}. A program that synchronizes "
            "folders makes such a copy when two people save at the same time. Please check whether it contains "
            "something that is missing here.",
            "There are other copies of this submission next to {name}: {names}. A program that synchronizes "
            "folders makes such copies when two people save at the same time. Please check whether they contain "
            "something that is missing here.",
            several(names),
        ).format(name=one_line(path.name), names=joined(one_line(name) for name in names))
