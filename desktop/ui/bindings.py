"""The import of PySide, without that of which nobody has use: it takes longer than anything of ours that a start waits for.

What is done here is done to PySide from outside, and is left out where a later PySide is made otherwise: a start is slower
then, and nothing else. `tests/ui/test_bindings.py` tells.
"""

from __future__ import annotations

import builtins
import sys

from desktop.ui import quick_enums


def begin() -> None:
    """Import PySide. Whoever has it already keeps it as it is."""
    if "PySide6" in sys.modules:
        return
    quick_enums.begin()
    import PySide6.QtCore  # noqa: F401

    # PySide puts an import of its own in the place of Python's, which reads the source of every module that is imported after
    # it, in case that asks for `from __feature__ import …`. Nothing here does.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
