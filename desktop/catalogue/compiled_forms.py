"""The shipped forms as they are after reading: to read and check YAML takes longer than all of a start."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from desktop import __version__
from desktop.catalogue import definitions, kept_data
from desktop.catalogue.parts import Parts
from desktop.catalogue.shape import Shape

FORMAT = 4
"""Changes with what is written here, or with what a definition can say."""

NAME = "forms"

_IS = ""
"""The key under which an object says which shape it is; no field has such a name."""


def digest_of(folder: Path) -> str:
    """Return what tells the forms in a folder from all others, and from the same as another program reads them."""
    found = hashlib.sha256(f"{FORMAT} {__version__}".encode())
    for path in sorted(folder.rglob("*.yaml")):
        content = path.read_bytes()
        found.update(f"\n{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()


def compiled(digest: str) -> Parts | None:
    """Return the forms of a digest as they were kept, None when they were not or cannot be used."""
    found: Any = kept_data.kept(NAME, digest, _shape)
    try:
        files: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in found.items()}
        return Parts(**files)
    except (TypeError, AttributeError):
        return None


def keep(parts: Parts, digest: str) -> None:
    """Keep forms for the next start."""
    kept_data.keep(NAME, digest, {name: _plain(getattr(parts, name)) for name in Parts._fields})


def _plain(value: Any) -> Any:
    if isinstance(value, Shape):
        return {_IS: type(value).__name__, **{name: _plain(each) for name, each in value.said().items()}}
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


_SHAPES = {name: each for name, each in vars(definitions).items() if isinstance(each, type) and issubclass(each, Shape)}


def _shape(said: dict[str, Any]) -> Any:
    """Return the shape that an object stands for; one that stands for none is a dict. Raises KeyError, TypeError."""
    name = said.pop(_IS, None)
    if name is None:
        return said
    for key, value in said.items():
        if type(value) is list:
            said[key] = tuple(value)
    return _SHAPES[name].made(said)
