"""Enumerations made quickly: a start of PySide makes two hundred and fifty, with four and a half thousand members.

`enum` looks at each member for all that a class body can mean by one. PySide asks for names with whole numbers and for
nothing else; a class of those is made here as `enum` would have made it, and `tests/ui/test_bindings.py` finds no difference in
any. Whatever else is asked for is left to `enum`; so is everything by another Python than the one that ships, and by one
of its releases with which a class on trial comes out otherwise. `enum` was revised within 3.11, too.
"""

from __future__ import annotations

import enum
import sys
from functools import cache
from typing import Any

_SHIPPED = (3, 11)
_AS_PYSIDE_ASKS = {"module": None, "qualname": None, "type": None, "start": 1, "boundary": enum.KEEP}
_BASES = frozenset({enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag})
_ordinary: Any = getattr(enum.EnumType, "_create_", None)  # it is what `IntEnum("Name", …)` calls
_TRIAL = {"two": 2, "one": 1, "uno": 1, "three": 3, "mask": 12, "none": 0}
"""Of all that is done here: an order of their own, a second name, several bits, and bits that no other has."""


def begin() -> None:
    """Make the enumerations of PySide quickly from now on, if one on trial comes out as it does by `enum`."""
    if sys.version_info[:2] == _SHIPPED and all(map(_is_like_ordinary, _BASES)):
        enum.EnumType._create_ = _made  # type: ignore[attr-defined]


def _is_like_ordinary(base: type[enum.Enum]) -> bool:
    """Whether a class on trial is as `enum` makes it, down to what it keeps for itself."""
    try:
        made = _quickly_made(base, "Trial", _TRIAL)
    except Exception:  # whatever it is, this `enum` is another than those that are known here
        return False
    return _kept(made) == _kept(_ordinary(base, "Trial", list(_TRIAL.items()), module="", boundary=enum.KEEP))


def _kept(made: Any) -> list[dict[str, str]]:
    """Return what a class and each of its members hold, in words that can be compared."""
    return [
        {name: repr(getattr(value, "__func__", value)) for name, value in vars(each).items()}
        for each in (made, *made.__members__.values())
    ]


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
    return frozenset({*(name for each in base.__mro__ for name in vars(each)), *dir(enum.EnumType), "mro"})


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
    if hasattr(made, "_singles_mask_"):
        made._flag_mask_, made._singles_mask_ = mask, single_bits
    else:
        made._flag_mask_ = single_bits  # the early releases of Python 3.11 know of no other
    made._all_bits_ = 2 ** mask.bit_length() - 1
    single = [made._member_map_[name]._value_ for name in made._member_names_]
    if single != sorted(single):
        made._iter_member_ = made._iter_member_by_def_


def _is_one_bit(value: int) -> bool:
    return value > 0 and value.bit_count() == 1
