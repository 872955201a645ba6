"""A day with the window: the seven steps of the main job as somebody new would do them, by mouse and keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.operations.identities import new_identity
from desktop.operations.open_file import open_file
from desktop.operations.verify import verify
from desktop.record.entry import Entry
from desktop.ui.dialogs.begin import BeginDialog
from desktop.ui.navigation import Place
from desktop.ui.pages.check import CheckPage
from desktop.ui.pages.entries import PledgesPage
from desktop.ui.pages.export import ExportPage
from desktop.ui.pages.objective import ObjectivePage
from desktop.ui.pages.policy import PolicyPage
from desktop.ui.window import Window
from tests.ui.everywhere import found

DESCRIPTION = (
    "The ministry registers the birth of every child, whatever the papers of the parents, in every county. " * 4
)


def type_into(qtbot: QtBot, field: object, text: str) -> None:
    """Click into the editor of a field, type, and leave it by Tab."""
    editor = field.findChild(QLineEdit) or field.findChild(QPlainTextEdit)  # type: ignore[attr-defined]
    assert editor is not None, field
    qtbot.mouseClick(editor.viewport() if isinstance(editor, QPlainTextEdit) else editor, Qt.MouseButton.LeftButton)
    editor.setFocus()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)


def read(path: Path) -> list[Entry]:
    file = open_file(path, read_only=True)
    try:
        return list(file.read().entries.values())
    finally:
        file.close()


def test_from_an_empty_page_to_a_signed_package(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 1. Create.
    path = tmp_path / "kenya.pledgebook"

    def fill(dialog: BeginDialog) -> bool:
        dialog.fields["country"].set_value("KE")
        dialog.make(path)
        return dialog.file is not None

    monkeypatch.setattr(BeginDialog, "exec", fill)
    begin = next(b for b in window.start.findChildren(QPushButton) if b.property("role") == "primary")
    qtbot.mouseClick(begin, Qt.MouseButton.LeftButton)
    assert window.workplace is not None
    session = window.session
    assert session is not None
    assert session.submission.about.text("country") == "KE"

    # 2. Walk: say where the country stands on an objective, and why.
    window.workplace.go(Place("objective", "4", part="standing"))
    page = window.page()
    assert isinstance(page, ObjectivePage)
    type_into(qtbot, page.standing.form.field("reason"), "Registers are open to all children.")
    assert session.submission.bound("assessment", "4").text("reason") == "Registers are open to all children."

    # ... write a gap and a pledge that answers it.
    page.show_part("gap")
    panel = page.panel("gap")
    qtbot.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    type_into(qtbot, panel.form.field("title"), "Remote counties have no registrar")
    (gap,) = session.submission.of_kind("gap")
    assert gap.numbers("objectives") == [4]
    page.show_part("pledge")
    panel = page.panel("pledge")
    qtbot.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    type_into(qtbot, panel.form.field("title"), "A registrar in every county")
    type_into(qtbot, panel.form.field("description"), DESCRIPTION)
    (pledge,) = session.submission.of_kind("pledge")
    assert pledge.text("title") == "A registrar in every county"
    assert pledge.text("description") == DESCRIPTION.strip()

    # 3. Score.
    window.workplace.go(Place("policy"))
    page = window.page()
    assert isinstance(page, PolicyPage)
    qtbot.mouseClick(page.questions["2a"].choices["yes"], Qt.MouseButton.LeftButton)
    assert session.submission.bound("policy_answer", "2a").text("answer") == "yes"

    # 4. See.
    window.workplace.go(Place("overview"))

    # 5. Check: nothing blocks, and a finding leads to its field.
    window.workplace.go(Place("check"))
    page = window.page()
    assert isinstance(page, CheckPage)
    page.list.activated.emit(found(page)[0])
    assert window.workplace.place.page != "check"

    # 6. and 7. Sign and export.
    new_identity("Ministry A", "KE", tmp_path / "key.p12", "a passphrase for tests")
    window.workplace.go(Place("export"))
    page = window.page()
    assert isinstance(page, ExportPage)
    assert page.sign.isEnabled()
    page.use_key(tmp_path / "key.p12")
    qtbot.keyClicks(page.passphrase, "a passphrase for tests")
    with qtbot.waitSignal(page.said, timeout=60_000):
        page.export_to(tmp_path / "out", draft=False)
    (package,) = (tmp_path / "out").glob("*.asice")
    assert verify(package).sound

    # What was said is in the file after the window is closed, and nothing lies beside it.
    window.close()
    kinds = sorted(entry.kind for entry in read(path))
    assert kinds == ["assessment", "gap", "pledge", "policy_answer", "submission"]
    assert [each.name for each in tmp_path.glob("kenya*")] == ["kenya.pledgebook"]


def test_what_is_typed_is_kept_when_the_window_is_closed_at_once(
    qtbot: QtBot, opened: Window, submission_path: Path
) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("pledges"))
    page = opened.page()
    assert isinstance(page, PledgesPage)
    qtbot.mouseClick(page.panel.add_button, Qt.MouseButton.LeftButton)
    editor = page.panel.form.field("title").findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Half a title")
    opened.close()
    assert [entry.text("title") for entry in read(submission_path) if entry.kind == "pledge"] == ["Half a title"]


def test_undo_takes_back_what_was_typed_and_redo_brings_it_again(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None and opened.session is not None
    opened.workplace.go(Place("pledges"))
    page = opened.page()
    assert isinstance(page, PledgesPage)
    qtbot.mouseClick(page.panel.add_button, Qt.MouseButton.LeftButton)
    type_into(qtbot, page.panel.form.field("title"), "One title")
    opened.workplace.undo()
    (pledge,) = opened.session.submission.of_kind("pledge")
    assert pledge.text("title") == ""
    opened.workplace.redo()
    (pledge,) = opened.session.submission.of_kind("pledge")
    assert pledge.text("title") == "One title"
    assert page.panel.form.field("title").value() == "One title"


def test_who_is_speaking_is_kept_with_the_answer(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None and opened.session is not None
    opened.session.speak_as("Desk officer A")
    opened.workplace.go(Place("objective", "13", part="standing"))
    page = opened.page()
    assert isinstance(page, ObjectivePage)
    type_into(qtbot, page.standing.form.field("reason"), "Families are no longer held.")
    answer = opened.session.submission.bound("assessment", "13").answers["reason"]
    assert answer.by == "Desk officer A"


def test_a_file_that_is_no_submission_is_refused_in_words(
    opened_problem: list[str], window: Window, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pledgebook"
    path.write_text("Dear colleagues", encoding="utf-8")
    assert not window.open_file(path)
    assert window.session is None
    assert opened_problem and "letter.pledgebook" in opened_problem[0]
    assert path.read_text(encoding="utf-8") == "Dear colleagues"


def test_every_page_can_be_gone_to(opened: Window) -> None:
    from desktop.ui.pictures import places

    assert opened.workplace is not None
    for _name, place in places(opened):
        opened.workplace.go(place)
        there = opened.workplace.place
        assert (there.page, there.key or place.key) == (place.page, place.key or there.key)
        assert there.part == place.part or not place.part
        assert opened.workplace.page.title()
