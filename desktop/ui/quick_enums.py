"""Enumerations made quickly: a start of PySide makes two hundred and fifty, with four and a half thousand members.

`enum` looks at each member for all that a class body can mean by one. PySide asks for names with whole numbers and for
nothing else; a class of those is made here as `enum` would have made it, and `tests/ui/test_bindings.py` finds no difference in
any. Whatever else is asked for, and by another Python than the one that ships, is left to `enum`.
"""

from __future__ import annotations

import enum
import sys
from functools import cache
from typing import Any

_SHIPPED = (3, 11)
_AS_PYSIDE_ASKS = {"module": None, "qualname": None, "type": None, "start": 1, "boundary": enum.KEEP}
_BASES = frozenset({enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag})
_ordinary: Any = enum.EnumType._create_  # type: ignore[attr-defined]  # it is what `IntEnum("Name", …)` calls


def begin() -> None:
    """Make the enumerations of PySide quickly from now on."""
    if sys.version_info[:2] == _SHIPPED:
        enum.EnumType._create_ = _made  # type: ignore[attr-defined]


def _made(base: type[enum.Enum], name: str, members: Any, **more: Any) -> Any:
    if base in _BASES and type(members) is list and more == _AS_PYSIDE_ASKS:
        values = dict(members)
        is_plain = len(values) == len(members) and {int}.issuperset(map(type, values.values()))
        if is_plain and _taken(base).isdisjoint(values):
            return _quickly_made(base, name, values)
    return _ordinary(base, name, members, **more)


@cache
def _taken(base: type[enum.Enum]) -> frozenset[str]:
    """Return the names that mean something to a class already, so that `enum` has to see to a member of that name."""
    return frozenset({*dir(base), *dir(enum.EnumType), "mro"})


@cache
def _empty(base: type[enum.Enum]) -> dict[str, Any]:
    """Return what an enumeration has that has no members."""
    return dict(vars(_ordinary(base, "", (), module="", boundary=enum.KEEP)))


def _quickly_made(base: type[enum.Enum], name: str, values: dict[str, int]) -> Any:
    names: list[str] = []
    members: dict[str, Any] = {}
    by_value: dict[int, Any] = {}
    lists = {
        "_member_names_": names,
        "_member_map_": members,
        "_value2member_map_": by_value,
        "_unhashable_values_": [],
    }
    made: Any = type.__new__(enum.EnumType, name, (base,), _empty(base) | lists)
    is_flag = issubclass(base, enum.Flag)
    new, takes_value = made._new_member_, made._use_args_
    for each, value in values.items():
        member = by_value.get(value)
        if member is None:
            member = new(made, value) if takes_value else new(made)
            own = member.__dict__
            own["_value_"], own["_name_"], own["__objclass__"], own["_sort_order_"] = value, each, made, len(names)
            by_value[value] = member
            if not is_flag or _is_one_bit(value):
                names.append(each)
        members[each] = member
        type.__setattr__(made, each, member)
    if is_flag:
        _complete_flag(made, list(values.values()))
    return made


def _complete_flag(made: Any, values: list[int]) -> None:
    """Say of which bits a flag consists, and in which order they come."""
    mask = single_bits = 0
    for value in values:
        mask |= value
        if _is_one_bit(value):
            single_bits |= value
    made._flag_mask_, made._singles_mask_ = mask, single_bits
    made._all_bits_ = 2 ** mask.bit_length() - 1
    single = [made._member_map_[name]._value_ for name in made._member_names_]
    if single != sorted(single):
        made._iter_member_ = made._iter_member_by_def_


def _is_one_bit(value: int) -> bool:
    return value > 0 and value.bit_count() == 1
