"""Which program wrote a package: its version, and the texts that it writes its documents of.

The texts of forms and catalogues may change while the number of the version does not, as between two builds of a version
that is not released yet. A document that is written anew of other texts is not the same, though nobody touched it.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from desktop import __version__, paths

DIGITS = 10
"""Hexadecimal digits by which texts are known from others: enough to tell, and proof of nothing."""


@cache
def writer() -> str:
    """Return the version of this program and the digits of its texts, such as `0.4.0+1f2e3d4c5b`.

    An earlier version, which knows no digits, takes it for the number of another version, and compares accordingly.
    """
    return f"{__version__}+{digest_of_texts(paths.forms(), paths.locale())[:DIGITS]}"


def digest_of_texts(forms: Path, locale: Path) -> str:
    """Return the SHA-256, hexadecimal, of the forms and of the compiled catalogues.

    English texts stand in the code, and as what is translated in each catalogue.
    """
    found = hashlib.sha256()
    for folder, suffix in ((forms, "*.yaml"), (locale, "*.mo")):
        for path in sorted(folder.rglob(suffix)):
            content = path.read_bytes()
            found.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()
