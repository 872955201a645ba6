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

_CLIENT = "aiohttp"
_TLS = "ssl"


@contextmanager
def without_network() -> Iterator[None]:
    """Import pyHanko in the block with nothing in the place of its client; whoever has that already keeps it."""
    import asyncio  # noqa: F401  # it asks for TLS too, and does without where there is none

    names = [_CLIENT] if find_spec("_ssl") else [_CLIENT, _TLS]
    stood_in = [name for name in names if name not in sys.modules]
    sys.modules.update({name: _Nothing(name) for name in stood_in})
    try:
        yield
    finally:
        for name in stood_in:
            del sys.modules[name]


class _Nothing(ModuleType):
    """A module of which everything is there to be named in a signature, and nothing to be used."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})
