"""What people carry home on slow lines, squeezed as small as a zip that every system opens can be: by libdeflate."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from importlib import import_module

from installers.wheelhouse import fetched

DEFLATE = ("deflate==0.9.0", "cfca14731727716ca0a112e26911a5a94998d31bb04eb5cc4bc268a5a308ba8a")
"""One version, so that it squeezes to the same bytes everywhere."""
HARDEST = 12


def squeeze() -> Callable[[bytes], bytes]:
    """Return what squeezes the bytes of a member; it is fetched once, by its hash."""
    wheel = fetched(*DEFLATE, platform="manylinux2014_x86_64")
    folder = wheel.parent / "deflate"
    if not folder.exists():
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    compress: Callable[[bytes, int], bytes] = import_module("deflate").deflate_compress
    return lambda data: bytes(compress(data, HARDEST))
