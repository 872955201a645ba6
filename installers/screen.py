"""A screen that nobody sees, for the windows of what is tried."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from installers.common import CannotBuildError, need


@contextmanager
def screen() -> Iterator[str]:
    """Give a screen of a laptop that is free, by the name that DISPLAY takes; it ends with the block.

    Anybody may draw on it: what is tried is also run as somebody else.
    """
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [need("Xvfb", "xvfb"), "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-ac"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with open(reading) as told:
            number = told.readline().strip()
        if not number:
            raise CannotBuildError("Xvfb did not start.")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(20)
