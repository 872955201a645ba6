"""The bytes of a file that somebody gave us, or of one that is held in memory, read as a stream."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from desktop.errors import CannotRead, name_of
from desktop.i18n.translation import gettext as _

CHUNK = 1 << 20
"""Bytes that are read at a time."""


@contextmanager
def opened(source: Path | bytes) -> Iterator[BinaryIO]:
    """Give a stream over a file or over bytes. Raises `CannotRead` in words."""
    if isinstance(source, bytes):
        yield io.BytesIO(source)
        return
    try:
        # A name can be longer than any file system takes, so that even this cannot be asked.
        if source.is_dir():
            raise CannotRead(_("{name} is a folder, not a file.").format(name=name_of(source)))
        if not source.exists():
            raise CannotRead(_("There is no file with the name {name} here.").format(name=name_of(source)))
        if not source.is_file():
            raise CannotRead(_("{name} is not a file that can be read.").format(name=name_of(source)))
        with open(source, "rb") as stream:
            yield stream
    except OSError as error:
        raise CannotRead(_("{name} could not be read.").format(name=name_of(source))) from error
