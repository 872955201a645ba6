"""Writes what the program logs to a file of its owner; apart, since to load what Python logs with is no part of a start."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from desktop.disk import private_folder

LARGEST = 256 * 1024
"""Of a log file, in bytes; what is older lies in `KEPT` files beside it."""

KEPT = 3

Describe = Callable[[BaseException], Iterable[str]]


class LogHandler(logging.Handler):
    """Writes warnings and errors to a file of its owner only, and never troubles anybody when it cannot.

    Args:
        place: where the file lies now; its folder is made with the first line.
        described: says of an error what may be noted, in lines.
        heading: lines that each file begins with, when the program first writes to it.
    """

    def __init__(self, place: Callable[[], Path], described: Describe, heading: Callable[[], Iterable[str]]) -> None:
        super().__init__(logging.WARNING)
        self._place = place
        self._described = described
        self._heading = heading
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
        place = self._place()
        if self._file is None or Path(self._file.baseFilename) != place.absolute():
            self.close()
            private_folder(place.parent)
            self._file = _Private(place, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
            self._file.setFormatter(_Lines(self._described))
            for line in self._heading():
                self._file.emit(logging.makeLogRecord({"name": "desktop", "levelname": "INFO", "msg": line}))
        return self._file


class _Lines(logging.Formatter):
    """Lines that hold only what we wrote ourselves: the text of an event without what was put into it."""

    def __init__(self, described: Describe) -> None:
        super().__init__()
        self._described = described

    def format(self, record: logging.LogRecord) -> str:
        event = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        head = f"{self.formatTime(record)} {record.levelname} {record.name}:{record.lineno} {event}"
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([head, *(f"  {line}" for line in self._described(error))] if error else [head])


class _Private(RotatingFileHandler):
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
