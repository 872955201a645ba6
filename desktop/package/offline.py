"""pyHanko without the network: what it brings along to ask servers for the time or for a signature stays out.

Importing it would load an HTTP client, with the certificates of all authorities that the system trusts, for nothing: no
part of the program asks anybody anything. The Python of an installed program need not have TLS at all.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from types import ModuleType

_STAY_OUT = ("aiohttp", "ssl")
"""The client, and what encrypts a connection; an installed program has neither."""


@contextmanager
def without_network() -> Iterator[None]:
    """Import pyHanko in the block with nothing in the place of its client; whoever has that already keeps it."""
    if find_spec("_ssl") is None:
        import asyncio  # noqa: F401  # it does without TLS where there is none, and would take what stands in for it

    lacking = [name for name in _STAY_OUT if name not in sys.modules]
    sys.modules.update({name: _Nothing(name) for name in lacking})
    try:
        yield
    finally:
        for name in lacking:
            del sys.modules[name]


class _Nothing(ModuleType):
    """A module of which everything is there to be named in a signature, and nothing to be used."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})
