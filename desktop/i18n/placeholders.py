"""Fill the placeholders of a text that may come from outside: names only, and nothing that a format could ask for.

`str.format` obeys what a text says: a width of a gigabyte, the inside of an object. The texts of this program are
looked at by its tests; those of a data pack are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from desktop.i18n.isolation import isolated

_PIECE = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_]*)\}|[{}]")


def placeholders(text: str) -> set[str]:
    """Return the names of the placeholders of a text. Raises ValueError where a bracket holds anything else."""
    names = set()
    for found in _PIECE.finditer(text):
        if found[0] in ("{", "}"):
            raise ValueError(found[0])
        if found[1]:
            names.add(found[1])
    return names


def filled(text: str, values: Mapping[str, object]) -> str:
    """Return a text with its placeholders filled in.

    Raises:
        KeyError: there is no value of that name.
        ValueError: a bracket holds anything else than a name.
    """
    placeholders(text)
    return _PIECE.sub(lambda found: isolated(str(values[found[1]])) if found[1] else found[0][0], text)
