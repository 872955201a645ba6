"""A dictionary from outside: examined before it is kept, and used where it is kept."""

from __future__ import annotations

import errno
import os
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from desktop import paths
from desktop.cli import main
from desktop.errors import DiskFull
from desktop.i18n.spelling_worker import answer
from desktop.operations import dictionary_packs
from desktop.operations.dictionaries import dictionaries_for
from desktop.operations.dictionary_packs import CannotUseDictionary, install_dictionary

AFF = b"SET UTF-8\n\nSFX A Y 1\nSFX A 0 ni .\n"
DIC = b"3\nnyumba/A\nwatu\nhaki\n"


def packed(path: Path, **files: bytes) -> Path:
    """Write a ZIP file; `sw_aff=…` is a file sw.aff in a folder."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("META-INF/manifest.xml", b"<manifest/>")
        for name, content in files.items():
            target.writestr("dictionaries/" + ".".join(name.rsplit("_", 1)), content)
    return path


def kept() -> list[str]:
    folder = paths.user_data() / dictionary_packs.FOLDER
    return sorted(each.name for each in folder.glob("*")) if folder.exists() else []


def test_a_dictionary_is_kept_and_words_are_looked_up_in_it(tmp_path: Path) -> None:
    assert dictionaries_for("sw") == ()
    found = install_dictionary(packed(tmp_path / "sw.oxt", sw_aff=AFF, sw_dic=DIC))
    assert (found.language, kept()) == ("sw", ["sw.aff", "sw.dic"])
    (stem,) = dictionaries_for("sw")
    assert answer({"id": 1, "stems": [stem], "words": ["nyumbani", "watuu"]})["wrong"] == ["watuu"]
    assert dictionary_packs.installed_dictionaries() == ["sw"]
    dictionary_packs.remove_dictionary("sw")
    assert dictionaries_for("sw") == () and kept() == []


def test_one_of_the_same_language_takes_the_place_of_the_other(tmp_path: Path) -> None:
    install_dictionary(packed(tmp_path / "one.zip", sw_KE_aff=AFF, sw_KE_dic=DIC))
    install_dictionary(packed(tmp_path / "two.zip", sw_aff=AFF, sw_dic=DIC))
    assert kept() == ["sw.aff", "sw.dic"]
    dictionary_packs.remove_dictionary("sw")


@pytest.mark.parametrize("kind", ["aff", "dic"])
def test_one_that_the_disk_does_not_take_leaves_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    install_dictionary(packed(tmp_path / "one.zip", sw_aff=AFF, sw_dic=DIC))
    rename = os.replace

    def full(source: Path, target: Path) -> None:
        if source.suffix == ".part" and target.suffix == f".{kind}":
            raise OSError(errno.ENOSPC, "No space left on device")
        rename(source, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(DiskFull):
        install_dictionary(packed(tmp_path / "two.zip", sw_aff=AFF + b"\n", sw_dic=DIC.replace(b"haki", b"ardhi")))
    folder = paths.user_data() / dictionary_packs.FOLDER
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == {"sw.aff": AFF, "sw.dic": DIC}


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"sw_aff": AFF},
        {"sw_dic": DIC},
        {"sw_aff": AFF, "sw_KE_dic": DIC},
        {"sw_aff": AFF, "sw_dic": DIC, "rw_aff": AFF, "rw_dic": DIC},
        {"sw_aff": AFF, "sw_dic": b"nyumba\nwatu\n"},
        {"sw_aff": AFF, "sw_dic": b"3\nnyumba\n\x00\n"},
        {"sw_aff": b"SET ../../etc/passwd\n", "sw_dic": DIC},
        {"sw_aff": AFF, "sw_dic": b"1\n" + b"x" * 30_000},
        {"sw_aff": AFF + b"FORBIDDENWORD F\n", "sw_dic": b"1\nwatu/F\n"},
        {"sw_aff": AFF, "sw_dic": b"1\n" + b"x\n" * 20_000_000},
    ],
    ids=[
        "nothing",
        "rules",
        "words",
        "two names",
        "two languages",
        "no count",
        "signs",
        "encoding",
        "line",
        "knows none",
        "large",
    ],
)
def test_what_is_no_dictionary_is_refused_and_nothing_is_kept(files: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(CannotUseDictionary):
        install_dictionary(packed(tmp_path / "sw.zip", **files))
    assert kept() == [] and dictionaries_for("sw") == ()


def test_a_name_that_leads_elsewhere_leads_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "sw.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("../../sw.aff", AFF)
        target.writestr("/tmp/sw.dic", DIC)
    install_dictionary(path)
    assert kept() == ["sw.aff", "sw.dic"]
    dictionary_packs.remove_dictionary("sw")


def test_what_is_no_zip_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sw.zip"
    path.write_bytes(b"PK\x05\x06 and something else")
    with pytest.raises(CannotUseDictionary):
        install_dictionary(path)
    with pytest.raises(CannotUseDictionary):
        install_dictionary(tmp_path / "none.zip")


def test_one_that_stands_still_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary_packs, "PATIENCE", 0.0)
    with pytest.raises(CannotUseDictionary):
        install_dictionary(packed(tmp_path / "sw.zip", sw_aff=AFF, sw_dic=DIC))
    assert kept() == []


def test_the_command_line_takes_one_as_it_takes_a_pack(tmp_path: Path) -> None:
    path = packed(tmp_path / "sw.zip", sw_aff=AFF, sw_dic=DIC)
    runner = CliRunner()
    assert "Swahili" in runner.invoke(main, ["pack", "check", str(path)]).output
    assert kept() == []
    assert "Swahili" in runner.invoke(main, ["pack", "install", str(path)]).output
    assert "Dictionary: Swahili" in runner.invoke(main, ["pack", "list"]).output
    dictionary_packs.remove_dictionary("sw")


@pytest.mark.parametrize("bound", ["LARGEST_RULES", "LARGEST_WORDS"])
def test_none_is_unpacked_that_says_itself_that_it_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(dictionary_packs, bound, 8)
    with pytest.raises(CannotUseDictionary, match="cannot be read"):
        install_dictionary(packed(tmp_path / "sw.zip", sw_aff=AFF, sw_dic=DIC))
    assert kept() == []
