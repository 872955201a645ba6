"""What the program stands on is pinned by its content, named with its licence, and used."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
IMPORTED_AS = {
    "py-minisign": "minisign",
    "pyside6-essentials": "PySide6",
    "pyyaml": "yaml",
    "python-docx": "docx",
    "charset-normalizer": "charset_normalizer",
    "chunspell-next": "hunspell",
    "python-calamine": "python_calamine",
    "python-pkcs11": "pkcs11",
    "python-pptx": "pptx",
    "sqlite-utils": "sqlite_utils",
}
"""Names of packages that are imported by another name."""


def declared() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [re.split(r"[\[<>=~!,; ]", each)[0].lower() for each in project["dependencies"]]


def imported() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {each.name.split(".")[0].lower() for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0].lower())
    return found


def test_every_package_that_is_declared_is_used() -> None:
    used = imported()
    assert [name for name in declared() if IMPORTED_AS.get(name, name).lower() not in used] == []


def test_every_licence_is_named() -> None:
    notice = (ROOT / "NOTICE").read_text().partition("Libraries that the program stands on")[2]
    named = {each.lower() for each in re.findall(r"[\w-]+", notice)}
    assert [name for name in declared() if name not in named] == []


def test_no_licence_is_named_of_what_is_not_used() -> None:
    notice = (ROOT / "NOTICE").read_text()
    assert "apsw" not in notice and "python-bidi" not in notice


@pytest.mark.parametrize("name", ["requirements.lock", "installers/requirements.lock"])
def test_the_lock_holds_pins_with_hashes_and_no_address(name: str) -> None:
    lock = (ROOT / name).read_text()
    assert "://" not in lock and not re.search(
        r"^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)", lock, re.M
    )
    packages = re.split(r"\n(?=\S)", lock.strip())
    wanted = [each for each in packages if not each.startswith("#")]
    assert len(wanted) > 30
    assert [each.splitlines()[0] for each in wanted if not re.match(r"[\w.-]+(\[[\w,-]+\])?==\S+", each)] == []
    assert [each.splitlines()[0] for each in wanted if not re.search(r"--hash=sha256:[0-9a-f]{64}", each)] == []
    pinned = {re.split(r"[\[=]", each)[0].lower().replace("_", "-") for each in wanted}
    assert [name for name in declared() if name not in pinned] == []
