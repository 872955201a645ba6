"""The whole program, laid out as installers do it: it takes an update, uses it, and leaves one that is broken."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import minisign
import PySide6
import pytest

from installers.common import CannotBuildError
from installers.compiling import compiled
from installers.program_folder import stage_program
from installers.update import make_update
from tests.installed import BOOT, LIBRARIES, SAYS, Keys, command, environment, keys_in, run

BROKEN = 'raise RuntimeError("this version does not start")\n'


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return keys_in(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory, keys: Keys) -> Path:
    """The program of this checkout as version 0.4.0, installed."""
    top = tmp_path_factory.mktemp("programs")
    runtime = top / "old" / "runtime"
    try:
        stage_program(runtime / "program", [keys.public])
    except CannotBuildError as error:
        pytest.skip(str(error))
    shutil.rmtree(runtime / "program/desktop/_data/resources/dictionaries")  # 10 MB that nobody asks for here
    shutil.copyfile(BOOT, runtime / "boot.py")
    (runtime / "site").mkdir()
    for place in {Path(PySide6.__file__).parent.parent, Path(minisign.__file__).parent.parent}:
        for each in place.iterdir():
            if each.suffix != ".pth" and not (runtime / "site" / each.name).exists():
                (runtime / "site" / each.name).symlink_to(each)
    change(top / "old", "0.4.0")
    return top / "old"


def change(folder: Path, version: str, **modules: str) -> Path:
    """Make a program folder one of another version."""
    for name, source in {"__init__": f'__version__ = "{version}"\n', **modules}.items():
        path = folder / "runtime" / "program" / "desktop" / f"{name}.pyc"
        path.unlink()
        path.write_bytes(compiled(source.encode(), name))
    told = {"version": version, "system": "linux", "runtime": LIBRARIES}
    (folder / "runtime" / "build.json").write_text(json.dumps(told))
    return folder


def other(old: Path, version: str, **modules: str) -> Path:
    """Return a program folder like the old one, of another version."""
    new = old.parent / version
    shutil.copytree(old / "runtime" / "program", new / "runtime" / "program", copy_function=os.link)
    return change(new, version, **modules)


def test_an_update_is_taken_used_and_a_broken_one_is_left(old: Path, keys: Keys, home: Path, tmp_path: Path) -> None:
    good = make_update(old, other(old, "0.4.1"), tmp_path, keys.secret, says=SAYS)
    assert good.stat().st_size < 1_000_000
    taken = run(old, home, "update", str(good))
    assert (taken.returncode, taken.stderr) == (0, "")
    assert taken.stdout.splitlines()[1:] == [
        "It counts better.",
        "Pledgebook will use version 0.4.1 the next time it starts.",
    ]
    # The window of the new version comes up, and that is noted.
    assert run(old, home, "--exit-when-shown").returncode == 0
    assert (home / "data/programs/0.4.1/started").exists()
    said = run(old, home, "--version").stdout.splitlines()
    assert said == ["pledgebook, version 0.4.1", f"An update of version 0.4.0, which is installed in {old}."]
    refused = run(old, home, "update", str(good))
    assert refused.returncode == 1
    assert refused.stderr == f"{good.name} contains version 0.4.1, but version 0.4.1 is already here.\n"

    broken = make_update(old, other(old, "0.4.2", app=BROKEN), tmp_path, keys.secret)
    assert run(old, home, "update", str(broken)).returncode == 0
    # A command does without the window and works; what does not start is the window.
    assert run(old, home, "--version").stdout.splitlines()[0] == "pledgebook, version 0.4.2"
    assert not (home / "data/programs/0.4.2/attempt-1").exists()
    assert run(old, home, "--exit-when-shown").returncode == 0
    listed = run(old, home, "update", "--list")
    assert listed.stderr == "Version 0.4.2 did not start, so version 0.4.1 is running.\n"
    assert listed.stdout.splitlines()[:2] == [
        "Version 0.4.2: an update that did not start",
        "Version 0.4.1: an update",
    ]
    back = run(old, home, "update", "--back", "--json")
    assert json.loads(back.stdout) == {"next": "0.4.0"}
    assert run(old, home, "--version").stdout.splitlines()[0] == "pledgebook, version 0.4.0"


def test_the_program_starts_itself_once_more_to_look_words_up(old: Path, home: Path) -> None:
    request = json.dumps({"id": 7, "stems": [], "words": ["wurd"]})
    ended = subprocess.run(
        command(old, "--look-up-words"),
        input=request + "\n",
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert json.loads(ended.stdout) == {"id": 7, "wrong": [], "dictionaries": 0}


def test_an_update_of_nothing_or_of_two_things_is_asked_for_in_vain(old: Path, home: Path) -> None:
    ended = run(old, home, "update")
    assert (ended.returncode, ended.stderr) == (2, "Give the file of an update, or --list, or --back.\n")
