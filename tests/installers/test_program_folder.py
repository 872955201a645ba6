"""What a program folder says of itself, and what of the program is laid into it."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import json
import sys
from pathlib import Path

import minisign  # type: ignore[import-untyped]
import pytest

from installers import common, program_folder, signing
from installers.common import CannotBuildError


def test_what_was_not_committed_is_a_test_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for altered in (True, False):
        monkeypatch.setattr(program_folder, "is_altered", lambda altered=altered: altered)
        program_folder.write_build(tmp_path, "linux", "a Python", {"python": "3.11.9"})
        told = json.loads((tmp_path / "build.json").read_text())
        assert ("note" in told) == altered and told["python"] == "3.11.9"


def test_only_public_keys_are_packed(tmp_path: Path) -> None:
    pair = minisign.KeyPair.generate()
    secret, public, text = (tmp_path / name for name in ("a.key", "a.pub", "text.pub"))
    secret.write_bytes(bytes(pair.secret_key) + b"\n")
    public.write_bytes(bytes(pair.public_key) + b"\n")
    text.write_text("words\n")
    assert signing.public_key(public) == public.read_bytes()
    for path in (secret, text, tmp_path / "none.pub"):
        with pytest.raises(CannotBuildError, match="is no public key of minisign"):
            signing.public_key(path)


def test_compiled_catalogues_bear_no_time_of_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loader = importlib.machinery.SourceFileLoader("messages_of_ci", str(common.ROOT / ".ci" / "messages"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    messages = importlib.util.module_from_spec(spec)
    loader.exec_module(messages)
    inside = Path("fr", "LC_MESSAGES", "pledgebook.po")
    (tmp_path / inside).parent.mkdir(parents=True)
    (tmp_path / inside).write_bytes((messages.LOCALE / inside).read_bytes())
    monkeypatch.setattr(messages, "LOCALE", tmp_path)
    messages.compile_all()
    assert b"POT-Creation-Date: 1980-01-01 00:00+0000" in (tmp_path / inside.with_suffix(".mo")).read_bytes()
