"""What the program notes of its own mistakes: in a log on the user's disk, and in a report that people may hand on.

Neither holds a word of anybody's work. Of an error stand its types and the places in our own code that it went through,
never its message, since that may repeat an answer, or the path of a file, since that may name a person.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from desktop import __version__, paths
from desktop.disk import private_folder

if TYPE_CHECKING:
    from logging.handlers import RotatingFileHandler

LARGEST = 256 * 1024
"""Of a log file, in bytes; what is older lies in `KEPT` files beside it."""
KEPT = 3
_CAUSES = 8
"""Of an error that was raised while another was handled, and so on, are told at most."""


def log_file() -> Path:
    """Return where the log lies; whoever writes to it makes the folder."""
    return paths.logs() / "pledgebook.log"


def start() -> None:
    """Note from now on what the program logs. The file is made with the first line, so that a start does not wait."""
    logger = logging.getLogger("desktop")
    if not any(isinstance(handler, _Log) for handler in logger.handlers):
        logger.addHandler(_Log(logging.WARNING))
        logger.propagate = False  # the terminal would be told messages, and paths with them


def note(event: str, error: BaseException) -> None:
    """Note an error that nobody expected."""
    logging.getLogger("desktop").error(event, exc_info=(type(error), error, error.__traceback__))


def report(error: BaseException) -> str:
    """Return what those who look after the program need to know of an error."""
    return "\n".join([*_versions(), "", *described(error)])


def described(error: BaseException) -> list[str]:
    """Return the types of an error and of what caused it, each with the places in our own code, innermost last."""
    lines: list[str] = []
    for place, each in enumerate(_chain(error)):
        lines.append(f"{'after ' if place else ''}{_type(each)}")
        lines += [f"  {code}" for code in _places(each.__traceback__)]
    return lines


def _versions() -> list[str]:
    import platform

    qt = sys.modules.get("PySide6")
    return [
        f"Pledgebook {__version__}",
        f"Python {platform.python_version()}, Qt {getattr(qt, '__version__', 'not loaded')}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    each: BaseException | None = error
    while each is not None and each not in seen and len(seen) < _CAUSES:
        seen.append(each)
        yield each
        each = each.__cause__ or (None if each.__suppress_context__ else each.__context__)


def _type(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    number = error.errno if isinstance(error, OSError) else None
    return f"{name} ({number})" if isinstance(number, int) else name


def _places(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        room = str(trace.tb_frame.f_globals.get("__name__", ""))
        if room == "__main__" or room.split(".")[0] == "desktop":  # the names of libraries would help nobody
            yield f"{room}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next


class _Lines(logging.Formatter):
    """Lines that hold only what we wrote ourselves: the text of an event without what was put into it."""

    def format(self, record: logging.LogRecord) -> str:
        event = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        head = f"{self.formatTime(record)} {record.levelname} {record.name}:{record.lineno} {event}"
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([head, *(f"  {line}" for line in described(error))] if error else [head])


class _Log(logging.Handler):
    """Writes to a file of its owner only, and never troubles anybody when it cannot."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self._file: RotatingFileHandler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):  # a full disk, a folder that may not be written to
            self._opened().emit(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        super().close()

    def _opened(self) -> RotatingFileHandler:
        place = log_file()
        if self._file is None or Path(self._file.baseFilename) != place.absolute():
            self.close()
            self._file = _open(place)
            for line in _versions():
                self._file.emit(logging.makeLogRecord({"name": "desktop", "levelname": "INFO", "msg": line}))
        return self._file


def _open(place: Path) -> RotatingFileHandler:
    from logging.handlers import RotatingFileHandler

    class Private(RotatingFileHandler):
        """A file that only its owner may read, also after it was turned over."""

        def _open(self):  # type: ignore[no-untyped-def]  # what it returns has no public name
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
            descriptor = os.open(self.baseFilename, flags, 0o600)
            if os.name == "posix":
                with suppress(OSError):  # a stick that knows no owners
                    os.fchmod(descriptor, 0o600)
            return open(descriptor, "a", encoding="utf-8")

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # the name that logging calls
            """What cannot be noted is left: the terminal would be told too much."""

    private_folder(place.parent)
    file = Private(place, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
    file.setFormatter(_Lines())
    return file
