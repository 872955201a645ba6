"""Let the library that reads workbooks fail in one way, whatever somebody has put into one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class UnreadableWorkbookError(ValueError):
    """The bytes are no workbook that can be read.

    Attributes:
        protected: whether a password is what is missing.
    """

    def __init__(self, *, protected: bool) -> None:
        super().__init__("no workbook that can be read")
        self.protected = protected


@contextmanager
def reading() -> Iterator[None]:
    """Read a workbook in the block with python-calamine. Raises UnreadableWorkbookError."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except BaseException as error:
        # The library is written in Rust: what it did not foresee in a file ends in a panic, which is no Exception.
        if not isinstance(error, CalamineError | ValueError | OSError) and type(error).__name__ != "PanicException":
            raise
        raise UnreadableWorkbookError(protected=isinstance(error, PasswordError)) from error
