"""PySide is imported in less time than it takes by itself, and is the same afterwards."""

from __future__ import annotations

import enum
import json
import os
import subprocess
import sys

import pytest

from desktop.ui import bindings, quick_enums

ENUMERATIONS = """
import enum, importlib, re, sys
if sys.argv[1:] == ["quick"]:
    from desktop.ui import bindings
    bindings.begin()

def said(what):
    if isinstance(what, dict):
        return [(said(key), said(value)) for key, value in what.items()]
    if isinstance(what, (list, tuple)):
        return [said(each) for each in what]
    if isinstance(what, enum.Enum):
        return f"{type(what).__qualname__}: {what!r} {what} {sorted((key, str(own)) for key, own in vars(what).items())}"
    return re.sub(" at 0x[0-9a-f]+", "", repr(getattr(what, "__func__", what)))

def look(where, depth):
    for name in sorted(dir(where)):
        try:
            found = getattr(where, name)
        except Exception:
            continue
        if not isinstance(found, type) or found in seen:
            continue
        seen.add(found)
        if isinstance(found, enum.EnumType):
            members = list(found.__members__.values())
            few = members[:4] + members[-2:]
            print(found.__module__, found.__qualname__, said(list(found)), sorted(said(dict(vars(found)))))
            print([said(found(each.value)) for each in members])
            if issubclass(found, enum.Flag):
                print([said(op) for a in few for b in few for op in (a | b, a & b, a ^ b)])
                print([said(~each) for each in few if each.value >= 0])
        elif found.__module__.startswith("PySide6") and depth < 2:
            look(found, depth + 1)

seen = set()
for name in ("QtCore", "QtGui", "QtWidgets"):
    look(importlib.import_module(f"PySide6.{name}"), 0)
"""

STARTED = """
import builtins, enum, json, sys
ordinary = compile
from desktop.ui import bindings, quick_enums
if sys.argv[1:] == ["another"]:
    bindings._KNOWN, quick_enums._SHIPPED = (5, 0), (2, 7)
quickly, make = set(), quick_enums._quickly_made
def noted(base, name, values):
    quickly.add(name)
    return make(base, name, values)
quick_enums._quickly_made = noted
bindings.begin()
from PySide6.QtWidgets import QApplication, QLabel
put_off = len(bindings._sources)
application = QApplication(sys.argv[:1])
label = QLabel()
try:
    label.setText(3)
except TypeError as error:
    told = str(error)
from PySide6.support.signature.lib.pyi_generator import Formatter
print(json.dumps({
    "put off": put_off,
    "quickly": len(quickly - {"Trial"}),
    "left": sorted(bindings._sources),
    "told": told,
    "makes": enum.EnumType._create_ is quick_enums._made,
    "compiles": compile is ordinary,
    "imports": builtins.__import__ is builtins.__orig_import__,
    "formats": Formatter.__name__,
}))
"""


def run(script: str, *words: str) -> list[str]:
    """Return the lines that a Python of its own says."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-c", script, *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.splitlines()


def test_no_enumeration_differs_from_what_enum_makes() -> None:
    ordinary, quick = run(ENUMERATIONS), run(ENUMERATIONS, "quick")
    assert len(ordinary) > 1_000
    for made, should in zip(quick, ordinary, strict=True):
        assert made == should


def test_what_is_seldom_asked_for_is_there_when_it_is() -> None:
    """A wrong call, which is a mistake of ours, must be told with what would have been right, and not end the program."""
    found = json.loads(run(STARTED)[0])
    assert found["put off"] == len(bindings._LATER)
    assert "setText(int)" in found["told"] and "setText(arg__1: str" in found["told"]
    assert found["formats"] == "Formatter"
    assert found["left"] == []
    assert found["makes"] and found["compiles"] and found["imports"]
    assert found["quickly"] > 20, "PySide asks for its enumerations in another way"


def test_another_pyside_and_another_python_are_left_as_they_are() -> None:
    found = json.loads(run(STARTED, "another")[0])
    assert found["put off"] == found["quickly"] == 0 and not found["makes"]
    assert "setText(arg__1: str" in found["told"]
    assert found["compiles"] and found["imports"] and found["formats"] == "Formatter"


@pytest.fixture
def before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Python make enumerations as it does before a window is built, and again after the test."""
    monkeypatch.setattr(enum.EnumType, "_create_", quick_enums._ordinary)


@pytest.mark.usefixtures("before")
def test_enumerations_are_made_quickly_only_where_one_on_trial_is_as_enum_makes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for broken in (lambda made, values: None, lambda made, values: made.no_such_name):
        with monkeypatch.context() as patched:
            patched.setattr(quick_enums, "_complete_flag", broken)
            quick_enums.begin()
        assert enum.EnumType._create_ is quick_enums._ordinary  # type: ignore[attr-defined]
    quick_enums.begin()
    assert enum.EnumType._create_ is quick_enums._made  # type: ignore[attr-defined]


@pytest.mark.parametrize("base", [enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag])
@pytest.mark.parametrize(
    "members",
    [
        [("one", 1), ("two", 2), ("uno", 1), ("all", 3), ("none", 0)],
        [("two", 2), ("one", 1), ("high", 8)],
        [("least", -2), ("one", 1)],
        [("name", 1), ("value", 2)],
        [("real", 1), ("_generate", 2)],
        [],
    ],
)
def test_a_class_is_as_enum_makes_it(base: type[enum.Enum], members: list[tuple[str, object]]) -> None:
    made, should = (
        create(base, "Made", list(members), **quick_enums._AS_PYSIDE_ASKS)
        for create in (quick_enums._made, quick_enums._ordinary)
    )
    assert [vars(each) | {"__objclass__": ""} for each in made] == [
        vars(each) | {"__objclass__": ""} for each in should
    ]
    assert list(map(repr, made.__members__.values())) == list(map(repr, should.__members__.values()))
    assert vars(made).keys() - {"__module__"} == vars(should).keys() - {"__module__"}


@pytest.mark.parametrize("members", [[("one", 1), ("one", 2)], [("mro", 1)]])
def test_what_enum_refuses_is_refused(members: list[tuple[str, int]]) -> None:
    with pytest.raises((TypeError, ValueError)):
        quick_enums._made(enum.IntEnum, "Made", members, **quick_enums._AS_PYSIDE_ASKS)
