"""A test that begins work which never ends fails, and says so, instead of holding up all after it."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtCore import QThreadPool

from tests.waiting import LONG, wait_for_work


def test_what_never_ends_is_told(qapp: object) -> None:
    may_end = Event()
    QThreadPool.globalInstance().start(lambda: may_end.wait(LONG))
    try:
        with pytest.raises(pytest.fail.Exception, match="was not done after 0 seconds"):
            wait_for_work(0)
    finally:
        may_end.set()
    wait_for_work()
