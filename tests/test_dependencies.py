"""What the program stands on: pinned with their contents, used, and named with their licences."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parent.parent


COMES_WITH = {"pydantic-core": "pydantic", "pyhanko-certvalidator": "pyhanko"}
"""A part of a library that is a package of its own, and only ever comes with it."""


def name_of(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {name_of(each) for each in project["dependencies"]}


def imported() -> set[str]:
    """Return the names at the top of all that is imported below `desktop`."""
    found: set[str] = set()
    for path in (ROOT / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {each.name.partition(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found


def test_each_library_that_is_declared_is_used_and_each_that_is_used_is_declared() -> None:
    homes = {
        module: {name_of(each) for each in distributions} for module, distributions in packages_distributions().items()
    }
    found = {name for module in imported() for name in homes.get(module, ())} - {"pledgebook"}
    used = {COMES_WITH.get(name, name) for name in found}
    assert declared() - used == set()
    assert used - declared() == set()


def test_the_lock_holds_contents_and_no_address() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert all(re.fullmatch(r"[a-z0-9.-]+==[^ ]+( ; .+)? \\", line) for line in pinned)
    assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in lines if line.startswith(" "))
    assert declared() <= {name_of(line) for line in pinned}


def test_the_licence_of_each_library_is_named() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8").lower()
    assert {name for name in declared() if name not in notice} == set()
