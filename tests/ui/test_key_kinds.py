"""A kind of signing key that comes into the list is offered, asked for and opened by window and command line as it is."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.cli_signing import SigningOptions, signing_options
from desktop.operations.clock import now
from desktop.package import signing_keys
from desktop.package.identity import Identity, create_identity
from desktop.package.signer import Signer
from desktop.package.signing_keys.kind import Asked, ChosenKey, Found, KeyKind, Option, Said, Search
from desktop.ui.dialogs.signing_key import KeyDialog
from desktop.ui.parts.signing_key import SigningKey

SERVER = "keys.example"


@dataclass(frozen=True)
class _ServedKey(ChosenKey):
    server: str
    drawer: str = ""
    secret = "One-time code"

    @property
    def name(self) -> str:
        return f"{self.server}/{self.drawer}"

    def opened(self, secret: str | None) -> AbstractContextManager[Signer]:
        assert secret == "123"
        return nullcontext(create_identity(self.name, "KE", "x", now()))


class _Served(KeyKind):
    offer = "Use a key server…"
    title = "Sign with a key server"
    asks = (Asked("server", "Name of the server"),)
    secret_option = Option("--code-file", "A file with the code.")
    options = (Option("--server", "The server.", is_file=False), secret_option)

    def chosen(self, said: Said, found: Found | None = None) -> ChosenKey:
        return _ServedKey(str(said["server"]), found.label if found else "")


class _Searched(_Served):
    search = Search("Look", "Looking", "Drawer", "Look first.", "Nothing there.")

    def look(self, said: Said) -> Sequence[Found]:
        return [Found("A", "1", "Free."), Found("B", "2", "Locked.", "blocks", usable=False)]


class _Filed(_Served):
    asks = (Asked("server", "Key file", files="Keys (*.key)"), Asked("alias", "Name of the key"))

    def chosen(self, said: Said, found: Found | None = None) -> ChosenKey:
        return _ServedKey(Path(said["server"]).name, str(said.get("alias", "")))


def test_one_of_a_file_and_a_text_is_taken_once_the_file_is_named(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dialog = KeyDialog(_Filed())
    qtbot.addWidget(dialog)
    assert not dialog.use.isEnabled()
    monkeypatch.setattr("desktop.ui.file_dialogs.file_to_open", lambda *_said, **_near: tmp_path / "a.key")
    next(each for each in dialog.findChildren(QPushButton) if each.text() == "Choose another file…").click()
    dialog.lines["alias"].setText("mine")
    dialog.use.click()
    assert dialog.choice is not None and dialog.choice.name == "a.key/mine"


@pytest.fixture(params=[_Served, _Searched], ids=["typed", "searched"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> KeyKind:
    made: KeyKind = request.param()
    monkeypatch.setattr(signing_keys, "KINDS", (*signing_keys.KINDS, made))
    return made


def test_the_window_offers_it_asks_what_it_asks_for_and_signs_with_it(
    kind: KeyKind, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(dialog: KeyDialog) -> bool:
        assert not dialog.places, "no file is asked for"
        dialog.lines["server"].setText(SERVER)
        if kind.search is not None:
            assert not dialog.use.isEnabled()
            dialog.read()
            qtbot.waitUntil(dialog.use.isEnabled)
            dialog.found.setCurrentIndex(1)
            assert dialog.state.text() == "Locked." and not dialog.use.isEnabled()
            dialog.found.setCurrentIndex(0)
        dialog.use.click()
        return dialog.choice is not None

    monkeypatch.setattr(KeyDialog, "exec", fill)
    asked = SigningKey(lambda: ("", ""))
    qtbot.addWidget(asked)
    next(each for each in asked.findChildren(QPushButton) if each.text() == kind.offer).click()
    assert asked.name == f"{SERVER}/{'A' if kind.search else ''}" and asked.file is None
    assert f"Signing key: {asked.name}" in [label.text() for label in asked.findChildren(QLabel)]
    assert asked.passphrase.accessibleName() == "One-time code"
    asked.passphrase.setText("123")
    assert asked.opens(), "one that is not tried beforehand is asked nothing"
    with asked.opening()() as signer:
        assert isinstance(signer, Identity) and signer.name == asked.name
    asked.forget_secret()
    assert asked.passphrase.text() == ""


def test_the_command_line_takes_its_options_and_signs_with_it(kind: KeyKind, tmp_path: Path) -> None:
    @click.command()
    @signing_options
    def signs(signing: SigningOptions) -> None:
        with signing.opened() as signer:
            assert isinstance(signer, Identity)
            click.echo(signer.name)

    (tmp_path / "code").write_text("123\n")
    done = CliRunner().invoke(signs, ["--server", SERVER, "--code-file", str(tmp_path / "code")])
    assert done.output == f"{SERVER}/\n"
    refused = CliRunner().invoke(signs, [])
    assert ", ".join(each.options[0].flag for each in signing_keys.KINDS) in str(refused.exception)
    refused = CliRunner().invoke(signs, ["--server", SERVER, "--identity", "key.p12"])
    assert "--identity or --server" in str(refused.exception)


def test_the_command_line_asks_for_every_file_that_the_window_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    class Paired(_Served):
        asks = (
            Asked("server", "Key file", files="Keys (*.key)"),
            Asked("paper", "Certificate", files="Papers (*.crt)"),
        )
        options = (Option("--server", "The key."), Option("--paper", "The certificate."), _Served.secret_option)

    monkeypatch.setattr(signing_keys, "KINDS", (*signing_keys.KINDS, Paired()))

    @click.command()
    @signing_options
    def signs(signing: SigningOptions) -> None:
        with signing.opened():
            pytest.fail("it was opened")

    refused = CliRunner().invoke(signs, ["--server", "a.key"])
    assert str(refused.exception) == "To sign with --server, give --paper too."
