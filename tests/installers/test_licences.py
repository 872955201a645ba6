"""Every part that is handed on has its licence text, and a licence under which it may be handed on."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import json
import re
import zipfile
from pathlib import Path

import pytest

from installers import common, licences, packing, parts, wheelhouse
from installers.common import CannotBuildError

ROOT = Path(__file__).resolve().parent.parent.parent


def installed(name: str) -> parts.Part:
    """Return what an installed library says of itself, as its wheel would."""
    found = importlib.metadata.distribution(name)
    paths = {path.as_posix(): path for path in found.files or ()}
    return parts.of_files(list(paths), lambda path: Path(paths[path].locate()).read_bytes())


def a_part(licence: str = "MIT", **changes: object) -> parts.Part:
    made = parts.Part("A library", "1.0", licence, texts={"LICENSE": b"You may."})
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(set(wheelhouse.locked()) - wheelhouse.NOT_SHIPPED))
def test_every_line_of_the_lock_has_its_text_and_may_be_handed_on(name: str) -> None:
    part = installed(name)
    parts.check(part)
    assert wheelhouse.plain_name(part.name) == name
    assert all(text.strip() for text in part.texts.values())


def test_the_lock_names_what_is_installed() -> None:
    lost = [name for name, (version, _) in wheelhouse.locked().items() if importlib.metadata.version(name) != version]
    assert lost == []


@pytest.mark.parametrize("name", ["pyside6-essentials", "shiboken6"])
def test_qt_is_under_the_lgpl_and_says_how_to_replace_it(name: str) -> None:
    part = installed(name)
    assert part.licence == "LGPL-3.0-only"
    assert set(part.texts) == {"Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt", "Qt-parts.txt"}
    assert b"GNU LESSER GENERAL PUBLIC LICENSE" in part.texts["LGPL-3.0.txt"]
    assert b"runtime/site/PySide6" in part.texts["Qt.txt"] and b"download.qt.io" in part.texts["Qt.txt"]


def test_the_dictionaries_fonts_and_libraries_that_ship_are_named() -> None:
    named = {part["name"] for part in parts._table()["parts"]}
    texts = {text for part in parts._table()["parts"] for text in part["texts"]}
    dictionaries = {
        f"/{path.relative_to(ROOT).as_posix()}" for path in ROOT.glob("resources/dictionaries/*/LICENSE.txt")
    }
    assert len(dictionaries) == len([*ROOT.glob("resources/dictionaries/*/")]) and dictionaries <= texts
    for path in ROOT.glob("resources/fonts/*.ttf"):
        assert re.sub("[^a-z]", "", path.stem.split("-")[0].lower()) in {re.sub("[^a-z]", "", n.lower()) for n in named}


def test_every_text_of_the_folder_is_used() -> None:
    table = (parts.TEXTS / "parts.yaml").read_text()
    assert [path.name for path in parts.TEXTS.glob("*.txt") if path.name not in table] == []


@pytest.mark.parametrize(
    ("licence", "chosen"),
    [
        ("MIT", "MIT"),
        ("MIT OR Apache-2.0", "Apache-2.0"),
        ("GPL-3.0-only OR BSD-3-Clause", "BSD-3-Clause"),
        ("(MIT OR GPL-3.0-only) AND Unicode-3.0", "MIT AND Unicode-3.0"),
        ("Apache-2.0 WITH LLVM-exception", "Apache-2.0 WITH LLVM-exception"),
        ("MIT AND GPL-3.0-only", ""),
        ("GPL-3.0-only", ""),
        ("LicenseRef-Proprietary", ""),
        ("Free for ever", ""),
        ("", ""),
    ],
)
def test_a_licence_is_chosen_under_which_it_may_be_handed_on(licence: str, chosen: str) -> None:
    assert a_part(licence).chosen == chosen


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (a_part(texts={}), "has no licence text"),
        (a_part(""), "does not say under which licence"),
        (a_part("GPL-3.0-only"), "A library is under GPL-3.0-only"),
        (a_part(inside=(parts.Part("Within", "2", "SSPL-1.0"),)), "Within is under SSPL-1.0"),
        (a_part(inside=(parts.Part("Within", "2", ""),)), "Within is under no licence"),
    ],
)
def test_a_part_that_may_not_be_handed_on_stops_it_in_one_sentence(part: parts.Part, said: str) -> None:
    with pytest.raises(CannotBuildError, match=said) as raised:
        parts.check(part)
    assert "\n" not in str(raised.value)


def test_the_texts_lie_once_and_the_index_says_where(tmp_path: Path) -> None:
    apache = (parts.TEXTS / "Apache-2.0.txt").read_bytes()
    one = a_part("Apache-2.0", texts={"LICENSE": apache, "NOTICE": b"By one."})
    other = a_part(
        "Apache-2.0 OR MIT", name="Another one", texts={"COPYING": apache}, inside=(a_part(author="Somebody"),)
    )
    licences.lay([one, other], tmp_path)
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == {
        "README.txt",
        "Apache-2.0.txt",
        "A-library/NOTICE",
    }
    told = (tmp_path / "README.txt").read_text().partition("A library 1.0\n")[2]
    assert told.startswith("    Apache-2.0\n    A-library/NOTICE, Apache-2.0.txt\n")
    assert "Another one 1.0\n    Apache-2.0 OR MIT   [Apache-2.0]\n    Apache-2.0.txt\n" in told
    assert "A library 1.0: MIT, by Somebody" in told


def test_which_python_lies_inside_is_read_from_the_folder(tmp_path: Path) -> None:
    (tmp_path / "runtime").mkdir()
    (tmp_path / "runtime" / "build.json").write_text(json.dumps({"python": "3.11.9"}))
    assert licences.python_of(tmp_path) == "3.11.9"


def wheels_of(system: str) -> list[Path]:
    stamp = common.BUILD / system / "wheels" / "lock.sha256"
    if not (stamp.exists() and stamp.read_text() == common.digest(common.LOCK)):
        pytest.skip("The wheels of this system were not fetched; `build_installer.py stage` does it.")
    return wheelhouse.wheels(system)


@pytest.mark.parametrize("system", ["windows", "linux", "macos"])
def test_a_program_folder_has_the_texts_of_every_wheel_that_lies_there(system: str, tmp_path: Path) -> None:
    lying = set()
    for wheel in wheels_of(system):
        with zipfile.ZipFile(wheel) as archive:
            inside = [
                name for name in archive.namelist() if not wheel.name.startswith("yarl-") or ".dist-info/" in name
            ]
        lying |= {f"runtime/site/{re.sub('[.]py$', '.pyc', name)}" for name in inside}
    licences.lay(parts.parts(system, "3.11.9", lying), tmp_path)
    index = (tmp_path / "README.txt").read_text()
    named = {wheelhouse.plain_name(name) for name, version in re.findall(r"^(\S+) (\d\S*)$", index, re.MULTILINE)}
    assert set(wheelhouse.locked()) - named == {*wheelhouse.NOT_SHIPPED, "yarl"}
    assert ("mingw" in index) == (system == "windows")
    texts = [path.relative_to(tmp_path).as_posix() for path in packing.files_of(tmp_path)]
    assert [
        each for each in texts if each != "README.txt" and not re.search(rf"[ ,]{re.escape(each)}[,\n]", index)
    ] == []


def test_a_library_that_nobody_named_stops_it() -> None:
    with pytest.raises(CannotBuildError, match=r"whose runtime/lib/libstrange\.so\.1 is"):
        parts.parts("linux", "3.11.9", {"runtime/lib/libsqlite3.so.0", "runtime/lib/libstrange.so.1"})


def test_what_python_carries_is_named_where_it_lies() -> None:
    (python,) = [each for each in parts._table()["parts"] if each["name"] == "Python"]
    carried = parts._listed(python, lying={"runtime/lib/libsqlite3.so.0", "runtime/site/cryptography/_ssl.so"})
    assert [part.name for part in carried.inside] == ["SQLite"]
