"""Create a submission file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError, of_system
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations.clock import now as present
from desktop.record.entry import Value
from desktop.record.history import Message
from desktop.record.purpose import year_in
from desktop.record.values import read
from desktop.store.backups import Backups
from desktop.store.file import SubmissionFile

SUFFIX = ".pledgebook"


class CannotCreate(UserError):
    """What was asked for does not make a submission: an unknown country, a year that is none."""


def create(
    path: Path,
    catalogue: Catalogue,
    answers: dict[str, Value],
    *,
    by: str = "",
    now: Callable[[], datetime] = present,
    backups: Backups | None = None,
) -> SubmissionFile:
    """Create a submission file and leave it open.

    Args:
        path: where; `.pledgebook` is added when the name has another ending. An existing file is never replaced.
        answers: of the kind `submission`: at least `country` (ISO 3166-1 alpha-2) and `cycle` (the year); `purpose` says what it
            is for, the forum of that year where it is left out.

    Raises:
        CannotCreate: with every problem in `details`.
        desktop.store.errors: what the file system says, in words.
    """
    kind = catalogue.kind("submission")
    tidied: dict[str, Value] = {}
    problems: list[str] = []
    for key, raw in answers.items():
        field = kind.field(key)
        value, found = read(field, raw, catalogue)
        problems += [_("{name}: {text}").format(name=_(field.label), text=problem.text) for problem in found]
        if value is not None:
            tidied[key] = value
    # The demonstration speaks for no country, and no country may be made up for it.
    if "country" not in tidied and tidied.get("demonstration") is not True and not problems:
        problems.append(_("A submission needs a country. Choose one."))
    year = year_in(str(tidied.get("cycle", "")))
    if year is None:
        problems.append(_("Write the year with four digits, such as 2030."))
    tidied["cycle"] = str(year)
    if problems:
        raise CannotCreate(problems[0], tuple(problems))
    message = Message(N_("Create the submission"))
    return SubmissionFile.create(named(path), answers=tidied, by=by, message=message, now=now, backups=backups)


@contextmanager
def created(path: Path, catalogue: Catalogue, answers: dict[str, Value], *, by: str = "") -> Iterator[SubmissionFile]:
    """Create a submission file and give it to a block that puts into it what belongs there from the start.

    It is open after the block. Where the block fails there is none: half of what was asked for is not what was asked for,
    and its name is free for the next try.

    Raises:
        CannotCreate, desktop.store.errors: as `create` does.
    """
    file = create(path, catalogue, answers, by=by)
    try:
        yield file
    except BaseException:
        file.close()
        with suppress(OSError):
            file.path.unlink()
        raise


def named(path: Path) -> Path:
    """Return the path with the ending of a submission file.

    Raises:
        CannotWrite: it names a folder and no file in it.
    """
    if not path.name:
        raise of_system(IsADirectoryError(), path, writing=True)
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
