"""What every definition of the forms is: a closed and frozen value.

A start of the program makes some thousand of them from the compiled forms, and waits for each. So an object keeps only
what was said of it; whatever was left out is the default of its class. Whether what a file says has the right shape is
the business of `validation`, which only runs when a file is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, NoReturn, Self, dataclass_transform

NOTHING: Any = MappingProxyType({})
"""The default of a field that holds a dict."""


class Pattern:
    """A mark on a text in an annotation: what it must fit."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern


class Within:
    """A mark on a whole number in an annotation: the least and the most that it can be."""

    def __init__(self, least: int, most: int) -> None:
        self.least = least
        self.most = most


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Shape:
    """Closed and frozen: no unknown fields, no change after it was made. Fields are given by name."""

    names: ClassVar[tuple[str, ...]] = ()
    """The fields, in their order."""
    needed: ClassVar[frozenset[str]] = frozenset()
    """Those that have no default."""

    def __init_subclass__(cls) -> None:
        own = cls.__dict__.get("__annotations__", {})  # noqa: RUF063 - inspect takes longer to import than all this
        cls.names = (*cls.names, *(name for name in own if name not in cls.names))
        cls.needed = frozenset(name for name in cls.names if not hasattr(cls, name))

    def __init__(self, **said: Any) -> None:
        self.__dict__.update(said)
        check_names(type(self), self.__dict__)

    @classmethod
    def made(cls, said: dict[str, Any]) -> Self:
        """Return one that keeps the very dict that is given. Raises TypeError for unknown and missing fields."""
        check_names(cls, said)
        self = cls.__new__(cls)
        object.__setattr__(self, "__dict__", said)
        return self

    def said(self) -> Mapping[str, Any]:
        """Return what was said, without what is the default because nothing was said."""
        return self.__dict__

    def changed(self, **said: Any) -> Self:
        """Return the same with other values in some fields. Raises TypeError for a field that there is not."""
        return self.made({**self.__dict__, **said})

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__ or self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({said})"

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.names)


def plain(value: Any) -> Any:
    """Return shapes as plain dicts of what was said, and tuples as lists."""
    if isinstance(value, Shape):
        return {name: plain(each) for name, each in value.said().items()}
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, tuple | list) else value


def check_names(shape: type[Shape], said: Mapping[str, Any]) -> None:
    """Raise TypeError where a field is not known or a needed one is missing."""
    keys = said.keys()
    if not keys >= shape.needed or not keys <= set(shape.names):
        wrong = sorted({*keys - set(shape.names), *shape.needed - keys})
        raise TypeError(f"{shape.__name__}: {', '.join(wrong)}")
