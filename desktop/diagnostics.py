"""What the program notes of its own mistakes: in a log on the user's disk, and in a report that people may hand on.

Neither holds a word of anybody's work. Of an error stand its types and the places in our own code that it went through,
never its message, since that may repeat an answer, or the path of a file, since that may name a person.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from desktop import __version__, paths

if TYPE_CHECKING:
    from logging import Logger

_CAUSES = 8
"""Of an error that was raised while another was handled, and so on, are told at most."""


def log_file() -> Path:
    """Return where the log lies; whoever writes to it makes the folder."""
    return paths.logs() / "pledgebook.log"


def start() -> None:
    """Note from now on what the program logs. The file is made with the first line.

    A window starts it when it has been seen, or with the first line: to load what Python logs with takes a while.
    """
    from desktop.log_handler import LogHandler

    logger = _logger("desktop")
    if not any(isinstance(handler, LogHandler) for handler in logger.handlers):
        logger.addHandler(LogHandler(log_file, described, versions))
        logger.propagate = False  # the terminal would be told messages, and paths with them


def logger_of(room: str) -> Logger:
    """Return what a module, by its name, logs by."""
    start()
    return _logger(room)


def note(event: str, error: BaseException) -> None:
    """Note an error that nobody expected. Where what writes it is gone too, it is told all the same by whoever calls."""
    with suppress(ImportError, OSError):
        logger_of("desktop").error(event, exc_info=(type(error), error, error.__traceback__))


def _logger(name: str) -> Logger:
    import logging

    return logging.getLogger(name)


def report(error: BaseException) -> str:
    """Return what those who look after the program need to know of an error."""
    return "\n".join([*versions(), "", *described(error)])


def described(error: BaseException) -> list[str]:
    """Return the types of an error and of what caused it, each with the places in our own code, innermost last."""
    lines: list[str] = []
    for place, each in enumerate(_chain(error)):
        lines.append(f"{'after ' if place else ''}{_type(each)}")
        lines += [f"  {code}" for code in _places(each.__traceback__)]
    return lines


def versions() -> list[str]:
    """Return what runs here, in lines."""
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
