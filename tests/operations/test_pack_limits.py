"""A pack says no more than a form can hold, in words that can be seen; errors repeat no more of it than a line."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
import yaml

from desktop import paths
from desktop.catalogue.forms_errors import FormsError
from desktop.catalogue.packs import LARGEST, read_pack
from desktop.operations import packs

HEAD = {"key": "trial", "version": "1", "label": "Trial", "standing": "ours", "source": "Made up."}
FIELD = {"key": "boats", "section": "VI", "type": "text", "label": "Boats"}
RULE = {"key": "r1", "weight": "warns", "test": "nothing_to_submit", "settings": {"kinds": ["gap"]}, "text": "Nothing."}


def written(path: Path, **parts: object) -> Path:
    path.write_text(yaml.safe_dump({"pack": HEAD, **parts}, allow_unicode=True), encoding="utf-8")
    return path


def pledge(**said: object) -> dict[str, object]:
    return {"kinds": {"pledge": {"fields": [{**FIELD, **said}]}}}


TOO_MUCH: dict[str, tuple[dict[str, object], str]] = {
    "a file of a terabyte": (pledge(type="file", max_megabytes=1_000_000), "from 1 to 100"),
    "a file of nothing": (pledge(type="file", max_megabytes=0), "from 1 to 100"),
    "a length below nothing": (pledge(max_length=-5), "from 1 to 100000"),
    "a length that no file holds": (pledge(max_length=10**9), "from 1 to 100000"),
    "items without end": (pledge(type="choices", max_items=10**6), "from 1 to 1000"),
    "a year without end": (pledge(type="year", maximum=10**14), "the number must be from"),
    "a label that fills the screen": (pledge(label="a" * 301), "the maximum number of characters is 300"),
    "a help of a book": (pledge(help="a" * 5_001), "the maximum number of characters is 5000"),
    "a key that fills the screen": (pledge(key="a" * 61), "the maximum number of characters is 60"),
    "fields without end": (
        {"kinds": {"pledge": {"fields": [{**FIELD, "key": f"a{number}"} for number in range(201)]}}},
        "the maximum is 200",
    ),
    "options without end": (
        pledge(type="choice", options=[{"key": f"a{number}", "label": f"A{number}"} for number in range(401)]),
        "the maximum is 400",
    ),
    "columns without end": (
        pledge(type="rows", columns=[{"key": f"a{number}", "type": "text", "label": "A"} for number in range(21)]),
        "the maximum is 20",
    ),
    "rules without end": (
        {"rules": [{**RULE, "settings": {}, "key": f"r{number}"} for number in range(301)]},
        "the maximum is 300",
    ),
    "words that turn around": (pledge(label="Boats \u202estaob"), "invisible characters"),
    "words that isolate": (pledge(help="Boats \u2067x\u2069"), "invisible characters"),
    "an order to a terminal": (pledge(label="Boats \x1b[2J"), "invisible characters"),
    "a second line in disguise": (pledge(label="Boats\u2028Signed"), "invisible characters"),
    "a translation that turns around": (
        {**pledge(), "translations": {"ar": {"Boats": "\u202eقوارب"}}},
        "invisible characters",
    ),
    "markup": (pledge(help="<img src='file:///etc/passwd'>"), "cannot contain markup"),
    "a width of a gigabyte": ({"rules": [{**RULE, "text": "{name:>1500000000}"}]}, "a plain name"),
    "a conversion": ({"rules": [{**RULE, "text": "{name!r}"}]}, "a plain name"),
    "the inside of a name": ({"rules": [{**RULE, "text": "{name.__class__}"}]}, "a plain name"),
    "a part of a name": ({"rules": [{**RULE, "text": "{name[0]}"}]}, "a plain name"),
    "a width in a translation": (
        {"rules": [{**RULE, "text": "Of {name}."}], "translations": {"fr": {"Of {name}.": "De {name:>1500000000}."}}},
        "must be the same as in English",
    ),
    "a width in a label": (pledge(label="{name:>1500000000}"), "a plain name"),
    "a width in a caution": ({"pack": {**HEAD, "caution": "{name:>1500000000}"}}, "a plain name"),
    "a test that there is not": ({"rules": [{**RULE, "test": "eval"}]}, "there is no test"),
    "a placeholder that nothing fills": ({"rules": [{**RULE, "text": "{other}"}]}, "does not fill the placeholder"),
    "a setting that is missing": ({"rules": [{**RULE, "settings": {}}]}, "needs the setting “kinds”"),
    "a key as long as a path": ({"pack": {**HEAD, "key": "a" * 61}}, "the maximum number of characters is 60"),
    "a key that is a path": ({"pack": {**HEAD, "key": "../../x"}}, "not valid; it must match the pattern"),
    "a version that is a path": ({"pack": {**HEAD, "version": "../x"}}, "not valid; it must match the pattern"),
    "a number of many digits": (pledge(max_length="LARGE"), "this must be a whole number"),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_a_pack_that_says_too_much_is_refused_by_line(name: str, tmp_path: Path) -> None:
    parts, sentence = TOO_MUCH[name]
    path = written(tmp_path / "trial.yaml", **parts)
    path.write_text(path.read_text(encoding="utf-8").replace("LARGE", "9" * 4_000), encoding="utf-8")
    with pytest.raises(FormsError, match=sentence) as caught:
        packs.install(path)
    for line in (*caught.value.details, caught.value.message):
        assert line.startswith("trial.yaml, line ") and "\n" not in line and len(line) < 1_500
        assert not any(ord(sign) < 32 or 0x202A <= ord(sign) <= 0x202E for sign in line)
    assert packs.installed() == []


@pytest.mark.parametrize("word", ["x\x1b[2J\ny", "x" * 4_000, "\u202egnp.exe"])
def test_errors_repeat_what_a_pack_says_in_one_short_line(word: str, tmp_path: Path) -> None:
    hidden = {"kinds": {"pledge": {"fields": [{**FIELD, "after": word, "section": word}], "remove": [word]}, word: {}}}
    path = tmp_path / "trial.yaml"
    path.write_text(yaml.safe_dump({"pack": HEAD, **hidden}), encoding="utf-8")
    with pytest.raises(FormsError) as caught:
        packs.check_pack(path)
    for line in caught.value.details:
        assert len(line) < 600 and line.isprintable()


def test_a_file_that_is_no_text_of_a_pack_is_not_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "huge.yaml").write_bytes(b"a" * (LARGEST + 1))
    with pytest.raises(FormsError, match="too large for a data pack"):
        packs.check_pack(tmp_path / "huge.yaml")
    with pytest.raises(packs.CannotUsePack, match="cannot be read"):
        packs.check_pack(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "endless.yaml")
        with pytest.raises(packs.CannotUsePack, match="cannot be read"):
            packs.check_pack(tmp_path / "endless.yaml")


def test_a_name_of_a_file_with_signs_is_told_without_them() -> None:
    with pytest.raises(FormsError) as caught:
        read_pack(b"pock: 1", "evil\n\x1b[2J\u202e.yaml")
    assert caught.value.message.isprintable()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_what_is_kept_on_this_computer_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    folder = paths.user_data() / "packs"
    folder.mkdir(mode=0o755)
    packs.install(written(tmp_path / "trial.yaml"))
    (kept,) = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize("key", ["con", "nul", "com1", "aux"])
def test_no_system_reserves_the_name_of_a_kept_file(key: str, tmp_path: Path) -> None:
    packs.install(written(tmp_path / "trial.yaml", pack={**HEAD, "key": key, "version": "1.x"}))
    (kept,) = (paths.user_data() / "packs").iterdir()
    assert kept.name.split(".")[0] == f"{key}-1"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = written(tmp_path / "trial.yaml")
    monkeypatch.setattr("os.replace", lambda *_names: (_ for _ in ()).throw(PermissionError(13, "no")))
    with pytest.raises(packs.UserError, match="could not be saved"):
        packs.install(pack)
    assert list((paths.user_data() / "packs").iterdir()) == []
