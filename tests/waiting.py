"""How long tests wait for what another thread or process does: so long that only what never comes is given up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QThreadPool

LONG = 120
"""Seconds."""


def wait_for_work(seconds: float = LONG) -> None:
    """Wait until nothing is being done on another thread any more; what goes on and on fails the test."""
    if not QThreadPool.globalInstance().waitForDone(int(seconds * 1000)):
        pytest.fail(f"Work that was begun on another thread was not done after {seconds} seconds.")
