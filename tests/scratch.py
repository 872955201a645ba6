"""Where the files of the tests lie while they run: in memory where that is large enough."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
"""A folder in memory, on Linux."""

ENOUGH = 4 * 1024**3
"""Bytes that have to be free there; in a container there may be far fewer."""


def folder() -> str:
    """Return the folder for temporary files, and let `tempfile` use it: that of `TMPDIR` where it says one.

    What is saved is written through to the disk, and most tests save something: they would wait for the disk about as long as
    they do all the rest.
    """
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK):
        there = os.statvfs(MEMORY)
        # From some no program can be run, and some tests write one.
        if there.f_bavail * there.f_frsize >= ENOUGH and not there.f_flag & os.ST_NOEXEC:
            tempfile.tempdir = str(MEMORY)
    return tempfile.gettempdir()
