"""The import of PySide, without that of which nobody has use: it takes longer than anything of ours that a start waits for.

Each of the three is done to PySide from outside, and is left out with a PySide or a Python that it was not made for: a start is
slower then, and nothing else. `tests/ui/test_bindings.py` tells; why it is done, `docs/decisions/0021-quick-import-of-pyside.md`.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from desktop.ui import quick_enums

_KNOWN = (6, 11)
"""The PySide whose parts can be put off: another one may look for other names in them. With a new one, run the tests first."""
_SUPPORT = "shibokensupport/signature/"
_LATER = frozenset(
    f"{_SUPPORT}{name}.py"
    for name in ("errorhandler", "layout", "lib/enum_sig", "lib/pyi_generator", "lib/tool", "mapping", "parser")
)
"""What PySide carries to say what is wrong with a call, and to write type stubs."""

_compile = compile
_sources: dict[str, bytes] = {}
_lock = RLock()

# PySide looks for `update_mapping` in what the module holds, and ends the program when it is not there.
_UNTIL_THEN = _compile(
    """
from desktop.ui.bindings import load
def __getattr__(name):
    return load(globals(), name)
if __name__.endswith(".mapping"):
    def update_mapping():
        return __getattr__("update_mapping")()
""",
    __file__,
    "exec",
)


def begin() -> None:
    """Import PySide. Whoever has it already keeps its enumerations and what it has compiled."""
    if "PySide6" not in sys.modules:
        quick_enums.begin()
        with _support_later():
            import PySide6.QtCore  # noqa: F401
    # PySide puts an import of its own in the place of Python's, which reads the source of every module that is imported after
    # it, in case that asks for `from __feature__ import …`. Nothing here does.
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


@contextmanager
def _support_later() -> Iterator[None]:
    """Let what is seldom asked for be compiled when it is: PySide carries it as source, and compiles all of it each time."""
    builtins.compile = _compiled_later
    try:
        yield
    finally:
        builtins.compile = _compile


def _compiled_later(source: Any, filename: Any, *more: Any, **others: Any) -> Any:
    if filename not in _LATER or not _is_known():
        return _compile(source, filename, *more, **others)
    _sources[filename] = source
    return _UNTIL_THEN


def _is_known() -> bool:
    """Whether this is that PySide, as its first part says: the others are not there yet while its sources are compiled."""
    return getattr(sys.modules.get("shiboken6"), "__version_info__", ())[:2] == _KNOWN


def load(module: dict[str, Any], name: str) -> Any:
    """Return a name of a module that was put off, and which is run now. Raises AttributeError when it has no such name."""
    if name.startswith("__"):
        raise AttributeError(name)  # the import system asks for some, and means no use of the module
    with _lock:
        source = _sources.pop(module["__file__"], None)
        if source is not None:
            try:
                exec(_compile(source, module["__file__"], "exec"), module)
            except BaseException:
                _sources[module["__file__"]] = source  # the next call tells the cause too
                raise
    if name not in module:
        raise AttributeError(name)
    return module[name]
