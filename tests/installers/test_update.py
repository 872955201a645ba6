"""An update is made from two program folders: the same bytes each time, only what changed, and not where it cannot lead."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import minisign
import pytest

from desktop.i18n.translation import LANGUAGES
from desktop.package.update_file import public_keys, read_update
from installers.common import CannotBuildError
from installers.signing import password_in
from installers.update import make_update, read_says
from tests.installed import Keys, keys_in, staged


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return keys_in(tmp_path / "keys")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return staged(tmp_path / "old", "0.4.0")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return staged(tmp_path / "new", "0.4.1", data={"_data/forms/more.yaml": b"more\n"})


def inside(update: Path, keys: Keys) -> list[str]:
    found = read_update(update, public_keys(keys.public.parent))
    return [each.path for each in found.manifest.files if each.inside]


def test_only_what_changed_is_inside_and_the_bytes_are_the_same_each_time(
    old: Path, new: Path, keys: Keys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795690873")
    first = make_update(old, new, tmp_path / "first", keys.secret)
    second = make_update(old, new, tmp_path / "second", keys.secret)
    assert first.name == "Pledgebook-0.4.1-update.pledgebook-update"
    assert first.read_bytes() == second.read_bytes()
    assert inside(first, keys) == ["desktop/__init__.pyc", "desktop/_data/forms/more.yaml"]
    found = {each.path: each.old for each in read_update(first, public_keys(keys.public.parent)).manifest.files}
    before = (old / "runtime/program/desktop/__init__.pyc").read_bytes()
    assert found["desktop/__init__.pyc"] == hashlib.sha256(before).hexdigest()
    assert found["desktop/_data/forms/more.yaml"] is None
    paths = list(found)
    assert paths == sorted(paths)


def test_one_update_serves_several_systems_whose_program_is_the_same(
    old: Path, new: Path, keys: Keys, tmp_path: Path
) -> None:
    others = {"system": "windows", "libraries": "cd" * 32}
    also_old = staged(tmp_path / "w-old", "0.3.0", system="windows", libraries="cd" * 32, page="# older\n")
    data = {"_data/forms/more.yaml": b"more\n"}
    also_new = staged(tmp_path / "w-new", "0.4.1", data=data, system="windows", libraries="cd" * 32)
    made = make_update(old, new, tmp_path, keys.secret, also=[(also_old, also_new)])
    found = read_update(made, public_keys(keys.public.parent))
    assert [(each.version, each.system) for each in found.manifest.bases] == [("0.4.0", "linux"), ("0.3.0", "windows")]
    assert found.manifest.bases[1].runtime == others["libraries"]
    assert "desktop/page.pyc" in inside(made, keys)
    # Of what differs in what people have, it is made of nothing.
    assert {each.path: each.old for each in found.manifest.files}["desktop/page.pyc"] is None
    (also_new / "runtime/program/desktop/page.pyc").write_bytes(b"other")
    with pytest.raises(CannotBuildError, match="not the same on each system"):
        make_update(old, new, tmp_path, keys.secret, also=[(also_old, also_new)])


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"version": "0.4.0"}, "0.4.0 is not newer than 0.4.0"),
        ({"version": "0.3.9"}, "0.3.9 is not newer than 0.4.0"),
        ({"version": "next"}, "which no update can have"),
        ({"system": "windows"}, "is for linux and .* for windows"),
        ({"libraries": "cd" * 32}, "the libraries changed between 0.4.0 and 0.4.1"),
    ],
)
def test_where_no_update_leads_it_says_why(
    how: dict[str, str], why: str, old: Path, keys: Keys, tmp_path: Path
) -> None:
    other = staged(tmp_path / "other", **{"version": "0.4.1", **how})  # type: ignore[arg-type]
    with pytest.raises(CannotBuildError, match=why):
        make_update(old, other, tmp_path, keys.secret)


def test_what_is_no_program_folder_is_told(old: Path, keys: Keys, tmp_path: Path) -> None:
    with pytest.raises(CannotBuildError, match="is no program folder"):
        make_update(old, tmp_path / "nowhere", tmp_path, keys.secret)


def test_a_name_that_some_system_does_not_take_is_told(old: Path, keys: Keys, tmp_path: Path) -> None:
    bad = staged(tmp_path / "bad", "0.4.1", data={"_data/aux.yaml": b""})
    with pytest.raises(CannotBuildError, match="does not make an update"):
        make_update(old, bad, tmp_path, keys.secret)


def test_a_key_with_a_password_is_opened_with_it_and_not_without(
    old: Path, new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = minisign.KeyPair.generate()
    public = made.public_key
    made.secret_key.encrypt("three plain words", opslimit=1 << 15, memlimit=1 << 24)
    secret = tmp_path / "closed.key"
    secret.write_bytes(bytes(made.secret_key) + b"\n")
    words = tmp_path / "words"
    words.write_text("three plain words\nand nothing of this\n")
    path = make_update(old, new, tmp_path, secret, password=password_in(words))
    (tmp_path / "closed.pub").write_bytes(bytes(public) + b"\n")
    assert read_update(path, public_keys(tmp_path)).key.name == "closed"
    monkeypatch.setattr("getpass.getpass", lambda _asked: "three plain words")
    assert make_update(old, new, tmp_path, secret) == path
    with pytest.raises(CannotBuildError, match="cannot be opened"):
        make_update(old, new, tmp_path, secret, password="another")


def test_a_key_of_minisign_itself_opens(old: Path, new: Path, tmp_path: Path) -> None:
    if shutil.which("minisign") is None:
        pytest.skip("minisign is not installed")
    secret, public = tmp_path / "own.key", tmp_path / "own.pub"
    words = ["minisign", "-G", "-W", "-s", str(secret), "-p", str(public)]
    subprocess.run(words, check=True, capture_output=True)
    assert read_update(make_update(old, new, tmp_path, secret), public_keys(tmp_path)).key.name == "own"


def test_the_command_makes_the_same_update(old: Path, new: Path, keys: Keys, tmp_path: Path) -> None:
    says, out = tmp_path / "says.json", tmp_path / "dist"
    says.write_text(json.dumps({code: f"New in {code}." for code in LANGUAGES}))
    words = ["update", str(old), str(new), "--key", str(keys.secret), "--says", str(says)]
    code = "import sys, pathlib; from installers import commands, update; update.DIST = pathlib.Path(sys.argv.pop()); commands.main()"
    ended = subprocess.run(
        [sys.executable, "-B", "-c", code, *words, str(out)],
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795690873"},
        cwd=Path(__file__).parent.parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    made = Path(ended.stdout.strip())
    assert made.parent == out
    assert read_update(made, public_keys(keys.public.parent)).manifest.says["zh"] == "New in zh."


def test_what_is_no_key_is_told(old: Path, new: Path, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("not a key")
    for name, why in (("notes", "cannot be opened"), ("nowhere", "cannot be read")):
        with pytest.raises(CannotBuildError, match=why):
            make_update(old, new, tmp_path, tmp_path / name)


def test_what_changes_is_said_in_all_six_languages_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "says.json"
    said = {code: f"New in {code}." for code in LANGUAGES}
    path.write_text(json.dumps(said))
    assert read_says(path) == said
    path.write_text(json.dumps({**said, "ar": " "}))
    with pytest.raises(CannotBuildError, match="does not say what changes in: ar"):
        read_says(path)
    path.write_text("[")
    with pytest.raises(CannotBuildError, match="no JSON file"):
        read_says(path)
