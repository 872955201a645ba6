"""What can go wrong in ways that people meet, each with a sentence for them."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.disk import NO_ROOM, TOO_LARGE
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _


class UserError(Exception):
    """A known outcome with a message for people. Everything that is not a `UserError` is a bug and surfaces as one.

    `message` is one whole sentence in the language spoken; `details` are further ones, such as each error of
    an import.
    """

    def __init__(self, message: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class Cancelled(UserError):
    """Somebody chose to stop; nothing was changed."""


class FileError(UserError):
    """Something is wrong with a file or with the place where it lies, whoever reads or writes it."""


class NotFound(FileError):
    """There is no file of that name."""


class AlreadyExists(FileError):
    """A file of that name is there, and it is not one to be written over."""


class CannotWrite(FileError):
    """The place cannot be written to; what stood under the name before still stands."""


class CannotRead(FileError):
    """It is not there, is no file, or cannot be read."""


class DiskFull(FileError):
    """There is no room left."""


class TooLarge(FileError):
    """The system, or the kind of disk, lets no file become so large."""


class ReadOnly(FileError):
    """It can be looked at and not written to."""


@contextmanager
def translate_os_errors(path: Path, *, writing: bool, folder: bool = False) -> Iterator[None]:
    """Turn what the system says of a file in this block, or of a folder, into a `FileError`; see `of_system`."""
    try:
        yield
    except OSError as error:
        raise of_system(error, path, writing=writing, folder=folder) from error


def of_system(error: OSError, path: Path, *, writing: bool, folder: bool = False) -> FileError:
    """Return what an error of the system means for people.

    Args:
        path: the file that was asked for, by the name that people know.
        writing: whether it was to be written; then what is missing is its folder.
        folder: whether it was to be a folder.
    """
    if isinstance(error, FileExistsError | FileNotFoundError | NotADirectoryError):
        file = next((each for each in ((path,) if folder else ()) + tuple(path.parents) if _is_no_folder(each)), None)
        if file is not None:
            said = _("There is a file with the name {name} where a folder is needed.").format(name=one_line(file))
            return CannotWrite(said) if writing else NotFound(said)
    name = name_of(path)
    if error.errno in NO_ROOM:
        return no_room(path)
    if error.errno == TOO_LARGE:
        return too_large(path)
    if not writing and error.errno == errno.ENAMETOOLONG:
        return NotFound(_("There is no file {name}.").format(name=name))
    if error.errno == errno.ENAMETOOLONG:
        return CannotWrite(_("The name {name} is too long to be saved here.").format(name=name))
    if isinstance(error, FileExistsError):
        return already_exists(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        if not writing:
            return NotFound(_("There is no file {name}.").format(name=name))
        return CannotWrite(
            _("The folder {folder} does not exist, so {name} could not be saved.").format(
                folder=one_line(path.parent), name=name
            )
        )
    if writing and (isinstance(error, PermissionError) or error.errno == errno.EROFS):
        return CannotWrite(
            _("{name} could not be saved: the folder does not allow it, or the file is open elsewhere.").format(
                name=name
            )
        )
    if not writing and isinstance(error, IsADirectoryError):
        return CannotRead(_("{name} is a folder, not a file.").format(name=name))
    if not writing:
        return CannotRead(_("{name} could not be read.").format(name=name))
    return CannotWrite(_("{name} cannot be saved in this place.").format(name=name))


def name_of(path: Path) -> str:
    """Return what people know a file by, in one line: its name, or its path where it has none, such as a whole disk."""
    return one_line(path.name or str(path))


def _is_no_folder(path: Path) -> bool:
    return os.path.lexists(path) and not path.is_dir()


def no_room(path: Path) -> DiskFull:
    """Return the problem of a file for which there is no room."""
    name = name_of(path)
    return DiskFull(_("There is no space left on the disk for {name}. Nothing was saved.").format(name=name))


def too_large(path: Path) -> TooLarge:
    """Return the problem of a new file that may not become so large."""
    return TooLarge(
        _("{name} was not saved: it is larger than this computer or its disk allows.").format(name=name_of(path))
    )


def already_exists(path: Path) -> AlreadyExists:
    """Return the problem of a name that is taken."""
    return AlreadyExists(_("{name} already exists and was not replaced.").format(name=name_of(path)))
