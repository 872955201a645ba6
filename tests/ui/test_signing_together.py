"""Signing together in the window: who else will sign, a card in place of a key file, a signature that is added."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.operations.clock import now
from desktop.operations.export import export
from desktop.operations.identities import new_identity
from desktop.operations.sign import announce
from desktop.operations.verify import verify
from desktop.package import token_signer
from desktop.package.announced_signers import AnnouncedSigner
from desktop.package.signing_keys.token_key import Tokens
from desktop.record.clearance_fingerprint import short_code
from desktop.store.file import SubmissionFile
from desktop.ui.dialogs.add_signature import AddSignatureDialog
from desktop.ui.dialogs.announce import AnnounceDialog
from desktop.ui.dialogs.examine import ExamineDialog
from desktop.ui.dialogs.signing_key import KeyDialog
from desktop.ui.navigation import Place
from desktop.ui.pages.export import ExportPage
from desktop.ui.pages.start import StartPage
from desktop.ui.theme import ThemeManager
from desktop.ui.window import Window
from tests.tokens import PIN, make

PASSPHRASE = "a passphrase for tests"


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def button(widget: QWidget, text: str) -> QPushButton:
    return next(each for each in widget.findChildren(QPushButton) if each.text() == text)


@pytest.fixture
def package(submission: SubmissionFile, catalogue, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    """A package that one has signed and another one is to sign."""
    with submission.transaction("edit", "Write", "") as revision:
        revision.add("pledge", {"title": "Register births", "objectives": [4]})
    lead = new_identity("Lead ministry", "KE", tmp_path / "lead.p12", PASSPHRASE)
    new_identity("Foreign ministry", "KE", tmp_path / "foreign.p12", PASSPHRASE)
    announced = (announce("Foreign ministry"),)
    return export(submission, catalogue, tmp_path / "out", identity=lead, at=now(), announced=announced).path


def examined(qtbot: QtBot, package: Path) -> ExamineDialog:
    dialog = ExamineDialog(package)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.restore_button.isEnabled, timeout=30_000)
    # What is told of the package is put in after that, and seen once it has its place.
    qtbot.waitUntil(lambda: dialog.findChild(QLineEdit) is not None and dialog.code.isVisible(), timeout=30_000)
    return dialog


def test_who_is_missing_is_seen_and_a_signature_is_added(
    qtbot: QtBot, look: ThemeManager, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = examined(qtbot, package)
    assert "Foreign ministry has not signed yet" in texts(dialog)
    assert dialog.sign_button.isEnabled()

    def signing(asked: AddSignatureDialog) -> int:
        asked.key.use_file(tmp_path / "foreign.p12", PASSPHRASE)
        asked.show()
        assert asked.place.currentText() == "Foreign ministry"
        with qtbot.waitSignal(asked.accepted, timeout=30_000):
            asked.sign_button.click()
        return 1

    monkeypatch.setattr(AddSignatureDialog, "exec", signing)
    dialog.sign_button.click()
    qtbot.waitUntil(lambda: "Name in the certificate: Foreign ministry" in texts(dialog), timeout=30_000)
    assert "has not signed yet" not in texts(dialog)
    assert "The signature of Foreign ministry was added." in texts(dialog)
    assert verify(package).sound


def test_a_wrong_passphrase_is_told_at_its_line_and_adds_nothing(
    qtbot: QtBot, look: ThemeManager, package: Path, tmp_path: Path
) -> None:
    before = package.read_bytes()
    dialog = AddSignatureDialog(package, verify(package))
    qtbot.addWidget(dialog)
    dialog.key.use_file(tmp_path / "foreign.p12", "another passphrase")
    dialog.show()
    dialog.sign_button.click()
    line = dialog.key.passphrase
    assert "passphrase does not open" in line.accessibleDescription()
    assert line.accessibleDescription() in texts(dialog)
    assert dialog.focusWidget() is line and line.selectedText() == line.text()
    assert dialog.added is None
    assert package.read_bytes() == before


def test_the_code_is_shown_and_compared(qtbot: QtBot, look: ThemeManager, package: Path) -> None:
    dialog = examined(qtbot, package)
    code = verify(package).code
    assert code in texts(dialog)
    for typed, said in (
        (code.replace("-", " "), "This is the code of this package."),
        (code[:-1], "Number of digits in a code: 25. Number of digits that you typed: 24."),
        (short_code("ab" * 32), "This is the code of a text, as on a clearance sheet."),
    ):
        dialog.code.setText(typed)
        qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
        assert said in texts(dialog)


def test_who_else_will_sign_is_said_before_the_export(
    qtbot: QtBot, opened: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened.session is not None and opened.workplace is not None
    assert opened.session.add("pledge", {"title": "Register births", "objectives": [4]})
    new_identity("Lead ministry", "KE", tmp_path / "lead.p12", PASSPHRASE)
    opened.workplace.go(Place("export"))
    page = opened.page()
    assert isinstance(page, ExportPage)
    assert "No other signer has been announced." in texts(page)

    def saying(dialog: AnnounceDialog) -> int:
        dialog.show()
        for name in ("Foreign ministry", "Focal point"):
            dialog.name.setText(name)
            dialog.add.click()
        dialog.list.setCurrentRow(1)
        dialog.remove.click()
        dialog.name.setText("National focal point")
        dialog.done_button.click()
        return dialog.result()

    monkeypatch.setattr(AnnounceDialog, "exec", saying)
    button(page, "Who else will sign…").click()
    assert "Will sign later: Foreign ministry; National focal point" in texts(page)
    page.use_key(tmp_path / "lead.p12", PASSPHRASE)
    with qtbot.waitSignal(page.said, timeout=60_000):
        page.export_to(tmp_path / "out", draft=False)
    (package,) = (tmp_path / "out").glob("*.asice")
    assert [each.name for each in verify(package).missing] == ["Foreign ministry", "National focal point"]
    assert "Do not send it yet. Still to sign: Foreign ministry; National focal point." in texts(page.result)
    assert "Next: pass this one file on to the next signer" in texts(page.result)
    assert "Next: send" not in texts(page.result)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(tmp_path / "note.pdf"), ""))
    button(page.result, "Covering note…").click()
    qtbot.waitUntil((tmp_path / "note.pdf").is_file, timeout=30_000)


def test_one_who_is_announced_twice_is_told_and_not_added(
    qtbot: QtBot, look: ThemeManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        "desktop.ui.dialogs.announce.tell_problem", lambda _parent, _heading, problem: told.append(problem.message)
    )
    dialog = AnnounceDialog([AnnouncedSigner("Foreign ministry")])
    qtbot.addWidget(dialog)
    dialog.name.setText("foreign MINISTRY")
    dialog.add.click()
    assert told == ["foreign MINISTRY is announced twice as a signer."]
    assert dialog.name.text(), "what was typed stays"
    assert len(dialog.announced) == 1


def test_a_card_is_looked_for_only_when_it_was_asked_for(
    qtbot: QtBot, opened: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "hsm"
    folder.mkdir()
    tokens = make(folder, monkeypatch)
    tokens.add("Ministry card")
    tokens.put("Ministry card", "Desk officer C", "p256")
    real = token_signer.tokens
    loaded: list[Path] = []

    def noted(module: Path) -> object:
        loaded.append(module)
        return real(module)

    monkeypatch.setattr(token_signer, "tokens", noted)
    dialog = KeyDialog(Tokens(), opened)
    dialog.use_file("token", tokens.module)
    dialog.show()
    assert loaded == [] and not dialog.use.isEnabled()
    dialog.look.click()
    qtbot.waitUntil(dialog.use.isEnabled, timeout=10_000)
    assert dialog.found.currentText() == "Ministry card"
    dialog.use.click()
    assert dialog.choice is not None
    again = KeyDialog(Tokens(), opened)
    assert again.places["token"].currentText() == str(tokens.module), "the library is remembered"

    assert opened.session is not None and opened.workplace is not None
    assert opened.session.add("pledge", {"title": "Register births", "objectives": [4]})
    opened.workplace.go(Place("export"))
    page = opened.page()
    assert isinstance(page, ExportPage)
    page.signing_key.take(dialog.choice, PIN)
    assert "Key chosen: Ministry card. The passphrase or PIN is checked when you sign." in texts(page)
    assert page.passphrase.echoMode() == QLineEdit.EchoMode.Password
    with qtbot.waitSignal(page.said, timeout=60_000):
        page.export_to(tmp_path / "out", draft=False)
    assert page.passphrase.text() == "", "a PIN is not kept"
    (package,) = (tmp_path / "out").glob("*.asice")
    assert verify(package).sound


def test_what_is_no_library_for_cards_is_told_in_the_dialog(qtbot: QtBot, opened: Window, tmp_path: Path) -> None:
    path = tmp_path / "module.so"
    path.write_text("not a library")
    dialog = KeyDialog(Tokens(), opened)
    dialog.use_file("token", path)
    dialog.show()
    dialog.look.click()
    qtbot.waitUntil(lambda: "module.so is not a library" in texts(dialog), timeout=10_000)
    assert not dialog.use.isEnabled()


def test_a_package_that_is_dropped_is_verified(
    qtbot: QtBot, look: ThemeManager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.ui.preferences import Preferences

    page = StartPage(Preferences(tmp_path / "settings.json"))
    qtbot.addWidget(page)
    seen: list[Path] = []
    monkeypatch.setattr(page, "examine_package", seen.append)
    page.take_dropped([tmp_path / "KE-2026.asice"])
    assert seen == [tmp_path / "KE-2026.asice"]
    with qtbot.waitSignal(page.chosen):
        page.take_dropped([tmp_path / "kenya.pledgebook"])
