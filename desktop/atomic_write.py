"""Write files and folders that are either whole or not there.

What is being written lies under a name of its own in the same folder until its last byte is on the disk; then
it takes its final name in one step. A process that is killed leaves at most such a left-over, which the next
writing in that folder clears away. Everything that the program writes goes through here: `atomic_write` gives a stream,
`atomic_file` the name of a file for those who write it by themselves (the database), `atomic_folder` a folder to fill.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop.disk import settle
from desktop.errors import CannotWrite, of_system, translate_os_errors
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _

try:
    import fcntl
except ImportError:  # Windows has no flock, and needs none: a file that is open there cannot be removed.
    fcntl = None  # type: ignore[assignment]

_FILES = "-files"
_BESIDE = ("-journal", "-wal", "-shm", _FILES)
"""What can lie beside a file that is being written: what the database keeps there, and the content of a folder."""

_SUBMISSION, _DATABASE = ".pledgebook", b"SQLite format 3\0"
"""How a submission is known without opening it: it is written to by its store only, and nothing else takes its place."""

_TRIES = 5
"""Between making a file and locking it there is a moment in which another process may clear it away."""

_LEFT_OVER = re.compile(rf"(\.pledgebook-[0-9a-f]{{16}}\.part)({'|'.join(_BESIDE)})?")

_MOST_OF_ASIDE = 55
"""Letters of a name that what was put aside begins with: a name has 255 bytes at most, and a letter up to four."""


@contextmanager
def atomic_write(
    path: Path, *, private: bool = False, replace: bool = True, look: Callable[[Path], None] | None = None
) -> Iterator[BinaryIO]:
    """Give a stream whose content stands under `path` once the block has ended well, and nowhere otherwise.

    Args:
        private: only the person who writes may read the file (mode 0600).
        replace: whether a file of that name may be replaced; a submission never is.
        look: is given the whole file while it still has another name; when it raises, nothing takes the name.

    Raises:
        AlreadyExists: the name is taken, and `replace` is false or it is that of a submission.
        DiskFull, CannotWrite: the folder is missing, read-only or full, or the file is in use.
    """
    with translate_os_errors(path, writing=True), _part_of(path, replace=replace) as part:
        mode = part.close_to_others()
        with open(part.path, "wb") as stream:
            yield stream
            stream.flush()
            if mode is not None and not private:
                os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
            if look is not None:
                look(part.path)
        part.give_name(path, replace=replace)


@contextmanager
def revocable_write(path: Path, *, private: bool = False) -> Iterator[Callable[[bytes], None]]:
    """Give what writes a file; when the block fails after that, what stood under the name before the block stands there again.

    It may be written more than once; the last one stands.

    That was put aside under another name in the same folder, so that nothing has to be written to bring it back: on a full
    disk there would be no room for it, and it may be what somebody worked on.

    Raises:
        AlreadyExists, DiskFull, CannotWrite: as `atomic_write` does.
        CannotWrite: what stood there cannot have its name back; it says under which it lies.
    """
    before = _Before(path)

    def write(content: bytes) -> None:
        with atomic_write(path, private=private, look=lambda _part: before.put_aside()) as stream:
            stream.write(content)
        before.is_replaced = True

    try:
        yield write
    except BaseException as error:
        before.bring_back(error)
        raise
    before.let_go()


class _Before:
    """What stood under a name before something else is written there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._aside: Path | None = None
        self.is_replaced = False

    def put_aside(self) -> None:
        """Give it another name, beside its own where the place lets a file have two.

        Whoever writes again replaces what was written first, and that is nothing to be kept.
        """
        if self._aside is None and not self.is_replaced and self._path.is_file():
            begins = self._path.stem[:_MOST_OF_ASIDE]
            aside = self._path.with_name(f"{begins}-{secrets.token_hex(4)}{self._path.suffix}")
            _name_new(self._path, aside)
            self._aside = aside

    def bring_back(self, error: BaseException) -> None:
        if self._aside is None:
            if self.is_replaced:
                with suppress(OSError):
                    self._path.unlink()
            return
        try:
            if self._path.exists() and self._path.samefile(self._aside):
                self._aside.unlink()
            else:
                os.replace(self._aside, self._path)
            settle(self._path.parent)
        except OSError:
            raise CannotWrite(
                _("{name} is now called {other}: its original name could not be restored.").format(
                    name=one_line(self._path.name), other=one_line(self._aside.name)
                )
            ) from error

    def let_go(self) -> None:
        if self._aside is not None:
            with suppress(OSError):
                self._aside.unlink()


@contextmanager
def atomic_file(path: Path) -> Iterator[Path]:
    """Give the name of an empty file, readable by its owner alone, that stands under `path` once the block ended well.

    For whoever cannot write to a stream. Nothing that is there is replaced, and the block closes what it opens.

    Raises:
        AlreadyExists: the name is taken.
        DiskFull, CannotWrite: the folder is missing, read-only or full.
    """
    with translate_os_errors(path, writing=True), _part_of(path, replace=False) as part:
        part.close_to_others()
        yield part.path
        _sync(part.path)
        part.give_name(path, replace=False)


@contextmanager
def atomic_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder that stands under `path`, with all that was put into it, once the block has ended well.

    Raises:
        AlreadyExists: the name is taken; nothing that is there is replaced.
        DiskFull, CannotWrite: the folder around it is missing, read-only or full.
    """
    # A file holds the place while the folder grows: a folder cannot be held open on every system.
    with translate_os_errors(path, writing=True), _part_of(path, replace=False) as part:
        folder = part.path.with_name(part.path.name + _FILES)
        folder.mkdir()
        yield folder
        for each in sorted(folder.rglob("*")):
            if each.is_file():
                _sync(each)
        settle(folder)
        _refuse_taken(path)
        os.rename(folder, path)
        settle(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder that somebody chose, and those around it, where they are not there. Raises CannotWrite."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise of_system(error, folder, writing=True, folder=True) from error
    except OSError as error:
        raise CannotWrite(_("The folder {name} cannot be created.").format(name=one_line(folder))) from error


class _Part:
    """What is being written, under a name of its own, held so that nobody takes it for a left-over."""

    def __init__(self, folder: Path) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        for tries_left in reversed(range(_TRIES)):
            self.path = folder / f".pledgebook-{secrets.token_hex(8)}.part"
            self._descriptor = os.open(self.path, flags, 0o666)
            if self._is_held() or not tries_left:
                return
            self.let_go()
            _remove(self.path)

    def _is_held(self) -> bool:
        """Lock the file; false when somebody takes it for a left-over before that."""
        if fcntl is None:
            return True
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a shared folder may know no locks
            return True
        return os.fstat(self._descriptor).st_nlink > 0

    def close_to_others(self) -> int | None:
        """Let nobody else read the file while it is being written, nor what a killed process leaves of it.

        Returns the permissions that it would have had, None where the system has no such thing.
        """
        if fcntl is None:
            return None
        mode = stat.S_IMODE(os.fstat(self._descriptor).st_mode)
        with suppress(OSError):  # a stick with FAT knows no owners
            os.fchmod(self._descriptor, 0o600)
            return mode
        return None

    def give_name(self, path: Path, *, replace: bool) -> None:
        """Let the file stand under its final name, on the disk before we return."""
        if fcntl is None:  # Windows renames no file that is open
            self.let_go()
        if replace:
            os.replace(self.path, path)
        else:
            _name_new(self.path, path)
        settle(path.parent)

    def let_go(self) -> None:
        """Close what holds the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


@contextmanager
def _part_of(path: Path, *, replace: bool) -> Iterator[_Part]:
    """Give what becomes the file of that name; nothing of it is left when the block ends, by whatever way."""
    # Asked also where it may be replaced: a name that the place does not take is said before the work is done.
    if _is_taken(path) and (not replace or _is_submission(path)):
        raise _taken(path)
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))  # a pipe or a device is nobody's to replace
    clear_left_overs(path.parent)
    part = _Part(path.parent)
    try:
        yield part
    finally:
        part.let_go()
        _remove(part.path)


def clear_left_overs(folder: Path) -> None:
    """Remove what killed processes left in the folder; what is still being written is held, and stays."""
    try:
        found = {match[1] for name in os.listdir(folder) if (match := _LEFT_OVER.fullmatch(name))}
    except OSError:  # writing there will tell why, if it matters
        return
    for name in sorted(found):
        with suppress(OSError):
            if fcntl is not None:
                with suppress(FileNotFoundError), open(folder / name, "rb") as stream:
                    fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                    (folder / name).unlink(missing_ok=True)
            _remove(folder / name, strictly=True)


def _remove(part: Path, *, strictly: bool = False) -> None:
    # The file itself first: on Windows that fails while somebody holds it, and then what lies beside it stays too.
    try:
        part.unlink(missing_ok=True)
    except OSError:
        if strictly:
            raise
    for ending in _BESIDE:
        beside = part.with_name(part.name + ending)
        if ending == _FILES:
            shutil.rmtree(beside, ignore_errors=True)
        else:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _name_new(part: Path, path: Path) -> None:
    try:
        os.link(part, path)  # fails when the name was taken meanwhile, which a rename would not
    except FileExistsError:
        raise
    except OSError:  # a USB stick with FAT has no links
        _refuse_taken(path)
        os.rename(part, path)


def _refuse_taken(path: Path) -> None:
    if _is_taken(path):
        raise _taken(path)


def _is_taken(path: Path) -> bool:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _is_submission(path: Path) -> bool:
    if path.suffix.lower() == _SUBMISSION:
        return True
    with suppress(OSError):
        if path.is_file():
            with open(path, "rb") as stream:
                return stream.read(len(_DATABASE)) == _DATABASE
    return False


def _taken(path: Path) -> FileExistsError:
    return FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def _sync(path: Path) -> None:
    # Windows synchronises only what is open for writing.
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
