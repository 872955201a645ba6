"""In the window: a pack is shown with what it says of itself, and lets nothing leave that nobody has agreed to."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.operations import forms_in_use, packs
from desktop.operations.dictionaries import dictionaries_for
from desktop.operations.open_file import open_file
from desktop.store.file import SubmissionFile
from desktop.ui.dialogs.begin import BeginDialog
from desktop.ui.dialogs.pack import PackDialog
from desktop.ui.dialogs.release import ReleaseDialog
from desktop.ui.navigation import Place
from desktop.ui.pages.forms import FormsPage
from desktop.ui.window import Window

HEAD = 'pack: {key: rel, version: "1", label: "International Migration Review Forum 2026", standing: attested, source: "x"}\n'
RELEASING = HEAD + "kinds: {gap: {fields: [{key: internal_note, release: released}]}}"
HARMLESS = HEAD + "kinds: {gap: {fields: [{key: title, max_length: 200}]}}"


def read(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def page(opened: Window) -> FormsPage:
    assert opened.workplace is not None
    opened.workplace.go(Place("forms"))
    shown = opened.page()
    assert isinstance(shown, FormsPage)
    shown.session.add("gap", {"title": "Registers", "internal_note": "SECRET"})
    return shown


def test_a_pack_is_shown_as_its_own_word_and_by_its_fingerprint(
    qtbot: QtBot, page: FormsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(PackDialog, "exec", lambda dialog: seen.append(read(dialog)) or 1)
    page.choose(written(tmp_path / "rel.yaml", HARMLESS))
    (pack,) = packs.installed()
    for text in (seen[0], read(page)):
        assert "The name in the data pack: “International Migration Review Forum 2026”, version 1 (rel)." in text
        assert "The program cannot check that." in text
        assert pack.fingerprint in text
    assert "supplied with the program" in read(page)
    (entry,) = forms_in_use.packs_of(page.session.submission)
    assert packs.fingerprint(entry) == pack.fingerprint


@pytest.mark.parametrize("allowed", [False, True])
def test_what_would_leave_is_asked_by_name(
    allowed: bool, qtbot: QtBot, page: FormsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(dialog: ReleaseDialog) -> int:
        dialog.show()
        asked.append(read(dialog))
        assert not dialog.allow.isEnabled(), "nothing is agreed to before the box is ticked"
        if allowed:
            dialog.read.setChecked(True)
            qtbot.mouseClick(dialog.allow, Qt.MouseButton.LeftButton)
        else:
            qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
        return dialog.result()

    def use(dialog: PackDialog) -> int:
        dialog.show()
        assert "“Note for your team”: at present never included in a package" in read(dialog)
        qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
        return dialog.result()

    monkeypatch.setattr(ReleaseDialog, "exec", ask)
    monkeypatch.setattr(PackDialog, "exec", use)
    session = page.session
    page.choose(written(tmp_path / "rel.yaml", RELEASING))
    assert len(asked) == 1 and "Gap, “Note for your team”" in asked[0] and "The field has 1 answer." in asked[0]
    assert bool(forms_in_use.packs_of(session.submission)) is allowed
    assert (session.catalogue.kind("gap").field("internal_note").release == "released") is allowed


def test_what_somebody_agreed_to_stands_on_the_page_of_the_forms(
    qtbot: QtBot, page: FormsPage, tmp_path: Path, opened: Window
) -> None:
    pack = packs.check_pack(written(tmp_path / "rel.yaml", RELEASING))
    assert page.session.use_pack(pack, [("gap", "internal_note", "")])
    shown = opened.page()
    assert isinstance(shown, FormsPage)
    said = "packages may include these answers while this pack is in use: Gap: Note for your team."
    qtbot.waitUntil(lambda: said in read(shown))


def test_a_session_lets_nothing_leave_by_itself(page: FormsPage, tmp_path: Path, qtbot: QtBot) -> None:
    told: list[str] = []
    page.session.failed.disconnect()
    page.session.failed.connect(told.append)
    assert not page.session.use_pack(packs.check_pack(written(tmp_path / "rel.yaml", RELEASING)))
    assert "Somebody has to confirm" in told[0]


@pytest.mark.parametrize("allowed", [False, True])
def test_a_new_submission_with_a_pack_asks_the_same(
    allowed: bool, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs.install(written(tmp_path / "rel.yaml", RELEASING))
    asked: list[str] = []
    monkeypatch.setattr(ReleaseDialog, "exec", lambda dialog: asked.append(read(dialog)) or allowed)
    dialog = BeginDialog(window)
    assert "Data pack “International Migration Review Forum 2026”, version 1, fingerprint " in dialog.forms.itemText(1)
    dialog.fields["country"].set_value("KE")
    dialog.forms.setCurrentIndex(1)
    dialog.make(tmp_path / "new.pledgebook")
    assert len(asked) == 1 and "Note for your team" in asked[0]
    assert (tmp_path / "new.pledgebook").exists() is allowed
    if dialog.file is not None:
        assert forms_in_use.forms_of(dialog.file).kind("gap").field("internal_note").release == "released"
        dialog.file.close()
    dialog.deleteLater()


def carrying(path: Path) -> None:
    file: SubmissionFile = open_file(path)
    with file.transaction("attach", "Put in", "") as revision:
        sha256 = revision.attach("evil.yaml", b"pack: " + b"[" * 200_000)
        revision.add(
            "data_pack", {"title": "Evil\n\u202e", "key": "evil", "version": "1", "source": "x", "file": sha256}
        )
    file.close()


def test_a_submission_with_a_hostile_pack_opens_with_a_sentence(
    window: Window, submission_path: Path, opened_problem: list[str]
) -> None:
    carrying(submission_path)
    assert window.open_file(submission_path)
    (told,) = opened_problem
    assert "cannot be used" in told and told.isprintable()
    assert window.workplace is not None
    window.workplace.go(Place("forms"))
    shown = window.page()
    assert isinstance(shown, FormsPage)
    assert "This pack cannot be used. The forms are used without it." in read(shown)


def test_the_program_leaves_when_it_is_shown_also_when_it_had_something_to_tell(
    submission_path: Path, home: Path
) -> None:
    carrying(submission_path)
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "open", str(submission_path), "--exit-when-shown"],
        env={**os.environ, "PLEDGEBOOK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parent.parent.parent,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0


def test_a_dictionary_is_kept_from_the_page_of_the_forms_and_taken_away_again(
    opened: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "sw.oxt"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("sw.aff", "SET UTF-8\n")
        target.writestr("sw.dic", "1\nwatu\n")
    assert opened.workplace is not None
    opened.workplace.go(Place("forms"))
    page = opened.workplace.page
    assert isinstance(page, FormsPage)
    page.choose(path)
    qtbot.waitUntil(lambda: "Dictionary: Swahili" in read(page))
    assert dictionaries_for("sw")
    remove = next(each for each in page.findChildren(QPushButton) if each.accessibleName().endswith("Swahili"))
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert not dictionaries_for("sw")
