"""Let Python delete no widget while Qt goes through all of them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_later() -> Iterator[None]:
    """Put off the collecting of what nobody holds any more.

    A style sheet, a palette, a font or a direction of the whole program is given to one widget after the other, from a list of
    bare pointers; each is told of it, and a widget of ours answers in Python. If Python collected its garbage just then, and
    a widget was among it, the next pointer of the list would lead nowhere, and the program would die.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
