"""The compiled forms are the forms, or they are made anew."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from desktop import paths
from desktop.catalogue import compiled_forms, forms_folder, forms_reader
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.forms_folder import checked_parts
from desktop.catalogue.parts import Parts, assembled


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were read as YAML, in a program that has just been started."""
    folders: list[Path] = []

    def reading(folder: Path) -> Parts:
        folders.append(folder)
        return checked_parts(folder)

    monkeypatch.setattr(forms_folder, "checked_parts", reading)
    forms_reader.shipped_parts.cache_clear()
    forms_reader.current.cache_clear()
    return folders


def again() -> Catalogue:
    """Return the forms as the next start of the program finds them."""
    forms_reader.shipped_parts.cache_clear()
    forms_reader.current.cache_clear()
    return forms_reader.current()


@pytest.fixture
def cached(read: list[Path], home: Path) -> Path:
    """The file that the first start has made."""
    again()
    assert len(read) == 1
    read.clear()
    return home / "cache" / "forms.json"


def test_the_second_start_reads_no_yaml_and_has_the_same_forms(cached: Path, read: list[Path]) -> None:
    found = again()
    assert read == []
    assert found == assembled(checked_parts(paths.forms()))


def test_compiled_forms_are_equal_down_to_the_types(cached: Path) -> None:
    def said(value: object) -> object:
        if hasattr(value, "said"):
            return type(value), {key: said(each) for key, each in value.said().items()}
        if isinstance(value, dict):
            return dict, {key: said(each) for key, each in value.items()}
        return (
            (type(value), [said(each) for each in value]) if isinstance(value, tuple | list) else (type(value), value)
        )

    digest = compiled_forms.digest_of(paths.forms())
    compiled = compiled_forms.compiled(digest)
    assert said(compiled) == said(checked_parts(paths.forms()))


def test_nobody_else_can_read_what_is_kept(cached: Path) -> None:
    if os.name == "posix":
        assert cached.stat().st_mode & 0o777 == 0o600 and cached.parent.stat().st_mode & 0o777 == 0o700


def test_a_changed_form_is_read_anew(
    cached: Path, read: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = tmp_path / "forms"
    shutil.copytree(paths.forms(), forms)
    gap = forms / "kinds" / "gap.yaml"
    gap.write_text(gap.read_text("utf-8").replace('label: "Gap"', 'label: "Hole"'), "utf-8")
    monkeypatch.setattr(paths, "forms", lambda: forms)
    assert again().kind("gap").label == "Hole"
    assert again().kind("gap").label == "Hole"
    assert read == [forms]


@pytest.mark.parametrize("name", ["__version__", "FORMAT"])
def test_another_version_of_the_program_makes_its_own(
    cached: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(compiled_forms, name, "99")
    again()
    assert len(read) == 1


def changed(content: bytes) -> bytes:
    return content.replace(b'"release":"internal"', b'"release":"released"')


def resealed(content: bytes, body: bytes) -> bytes:
    """Return a body with the head that goes with it: what is wrong with it, its digest does not tell."""
    from desktop.catalogue.kept_data import _head

    return _head(compiled_forms.digest_of(paths.forms()), body) + b"\n" + body


def without_a_field(content: bytes) -> bytes:
    data = json.loads(content.partition(b"\n")[2])
    del data["pack"]["forum"]
    return resealed(content, json.dumps(data).encode())


def with_a_strange_field(content: bytes) -> bytes:
    data = json.loads(content.partition(b"\n")[2])
    data["pack"]["__class__"] = "int"
    return resealed(content, json.dumps(data).encode())


def with_a_strange_shape(content: bytes) -> bytes:
    data = json.loads(content.partition(b"\n")[2])
    data["pack"][""] = "Path"
    return resealed(content, json.dumps(data).encode())


BROKEN = {
    "empty": lambda content: b"",
    "cut off": lambda content: content[: len(content) // 2],
    "no text": lambda content: content[:64] + b"\n\xff\xfe" + content[67:],
    "changed by somebody": changed,
    "a pickle": lambda content: b"\x80\x04cos\nsystem\n(S'true'\ntR.",
    "another list": lambda content: resealed(content, b"[]"),
    "nothing": lambda content: resealed(content, b"null"),
    "brackets without end": lambda content: resealed(content, b"[" * 200_000),
    "a field is missing": without_a_field,
    "a field that there is not": with_a_strange_field,
    "a shape that there is not": with_a_strange_shape,
}


@pytest.mark.parametrize("way", BROKEN)
def test_what_is_broken_is_made_anew_and_nobody_hears_of_it(cached: Path, read: list[Path], way: str) -> None:
    whole = cached.read_bytes()
    broken = BROKEN[way](whole)
    assert broken != whole
    cached.write_bytes(broken)
    forms = again()
    assert len(read) == 1
    assert forms == assembled(checked_parts(paths.forms()))
    assert cached.read_bytes() == whole


@pytest.mark.skipif(os.name != "posix", reason="only POSIX tells who may write")
@pytest.mark.parametrize("mode", [0o622, 0o660, 0o666])
def test_what_others_could_have_written_is_not_believed(cached: Path, read: list[Path], mode: int) -> None:
    cached.chmod(mode)
    again()
    assert len(read) == 1
    assert cached.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name != "posix", reason="a link that needs no rights")
def test_a_link_to_somewhere_else_is_not_followed(cached: Path, read: list[Path], tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    cached.rename(elsewhere)
    cached.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    again()
    assert len(read) == 1
    assert not cached.is_symlink() and elsewhere.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="a pipe in a folder")
def test_a_pipe_in_its_place_does_not_hold_the_start(cached: Path, read: list[Path]) -> None:
    cached.unlink()
    os.mkfifo(cached, 0o600)
    again()
    assert len(read) == 1


def test_a_folder_that_cannot_be_written_to_costs_time_and_nothing_else(
    read: list[Path], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "cache").write_bytes(b"")  # a file where the folder should be: not even root can write below it
    first, second = again(), again()
    assert len(read) == 2
    assert first == second == assembled(checked_parts(paths.forms()))
