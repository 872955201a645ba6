"""Signing and exporting in the window: what is asked, what is shown, what is remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.i18n.isolation import plain
from desktop.operations.identities import new_identity
from desktop.package import container_reading, identity, json_record
from desktop.package.announced_signers import AnnouncedSigner
from desktop.package.examine import examine
from desktop.package.signing_keys.token_key import TokenKey
from desktop.ui.dialogs.examine import ExamineDialog
from desktop.ui.dialogs.identity import IdentityDialog
from desktop.ui.dialogs.sign_incomplete import SignIncompleteDialog
from desktop.ui.navigation import Place
from desktop.ui.pages.check import CheckPage
from desktop.ui.pages.export import ExportPage
from desktop.ui.pages.overview import OverviewPage
from desktop.ui.preferences import Preferences
from desktop.ui.window import Window

PASSPHRASE = "a passphrase for tests"


def texts(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page))


def button(page: QWidget, text: str) -> QPushButton:
    return next(each for each in page.findChildren(QPushButton) if each.text() == text and each.isVisibleTo(page))


@pytest.fixture
def page(opened: Window, tmp_path: Path) -> ExportPage:
    """The page in a window of a small laptop, with a pledge that has nothing but its title, and a key."""
    opened.resize(1366, 768)
    assert opened.session is not None and opened.workplace is not None
    assert opened.session.add("pledge", {"title": "Register births", "objectives": [4]})
    new_identity("Ministry A", "KE", tmp_path / "key.p12", PASSPHRASE)
    opened.workplace.go(Place("export"))
    page = opened.page()
    assert isinstance(page, ExportPage)
    page.use_key(tmp_path / "key.p12", PASSPHRASE)
    return page


def export(qtbot: QtBot, page: ExportPage, folder: Path, *, draft: bool = False) -> Path:
    with qtbot.waitSignal(page.said, timeout=60_000):
        page.export_to(folder, draft=draft)
    (package,) = folder.glob("*.asice")
    return package


def test_both_answers_stand_side_by_side_on_each_page(opened: Window, page: ExportPage) -> None:
    assert opened.workplace is not None
    for place in ("export", "check", "review"):
        opened.workplace.go(Place(place))
        said = texts(opened.page())
        for text in ("Can the submission be signed?", "Is the submission complete for the forum?", "Not yet."):
            assert text in said, (place, text)
        assert "Nothing blocks" not in said


@pytest.mark.parametrize("place", ["overview", "check", "review", "export"])
def test_what_has_nothing_to_submit_yet_has_no_error_to_correct(place: str, opened: Window, page: ExportPage) -> None:
    assert opened.session is not None and opened.workplace is not None
    for entry in (each for kind in ("practice", "pledge") for each in opened.session.submission.of_kind(kind)):
        opened.session.remove(entry)
    opened.workplace.go(Place(place))
    QApplication.processEvents()
    said = texts(opened.page())
    assert "There is nothing to submit yet." in said and "has to be corrected" not in said
    if place == "export":
        assert not page.sign.isEnabled() and page.draft.isEnabled()


def test_a_note_with_room_beside_it_stays_on_one_line(page: ExportPage) -> None:
    """Some words are as wide as whole pixels, and a label breaks those that have no more room than that."""
    for length in range(1, 30):
        page._state.say(f"Ready to sign with {'i' * length}.p12", "done")
        QApplication.processEvents()
        assert page._state.height() < 2 * page._state.fontMetrics().lineSpacing(), length


def test_what_is_lacking_leads_to_its_field(opened: Window, page: ExportPage) -> None:
    assert opened.workplace is not None
    opened.workplace.go(Place("check"))
    readiness = opened.page()
    assert isinstance(readiness, CheckPage)
    model = readiness.list.model()
    section = model.index(model.rowCount() - 1, 0)
    assert section.data() == "Missing (23)"
    pledges, objectives = (model.index(row, 0, section) for row in range(2))
    assert (pledges.data(), model.rowCount(objectives)) == ("Incomplete for the online form (Pledges: 1)", 22)
    assert "still needs these answers for the online form" in model.index(0, 0, pledges).data()
    readiness.list.activated.emit(model.index(0, 0, objectives))
    assert (opened.workplace.place.page, opened.workplace.place.key) == ("objective", "1")
    opened.workplace.go(Place("check"))
    readiness.list.activated.emit(model.index(0, 0, pledges))
    place = opened.workplace.place_of_keyboard()
    assert (place.page, place.field) == ("pledges", "entity")


@pytest.mark.parametrize("answer", [True, False])
def test_signing_what_is_not_complete_is_asked_once(
    page: ExportPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: bool
) -> None:
    asked: list[str] = []
    exported: list[Path] = []

    def answered(dialog: SignIncompleteDialog) -> int:
        asked.append("\n".join(label.text() for label in dialog.findChildren(QLabel)))
        assert dialog.not_yet.text() == "Do not sign yet" and dialog.sign.text() == "Sign anyway"
        return int(answer)

    monkeypatch.setattr(SignIncompleteDialog, "exec", answered)
    monkeypatch.setattr("desktop.ui.file_dialogs.folder", lambda *_given: tmp_path)
    monkeypatch.setattr(page, "export_to", lambda folder, draft: exported.append(folder))
    page.sign.click()
    assert len(asked) == 1
    assert "Pledges complete for the online form: 0 of 1" in asked[0]
    assert "“Register births” still needs" in asked[0]
    assert len(exported) == int(answer)


def test_enter_leads_from_the_passphrase_to_the_button_once_it_can_be_signed(
    qtbot: QtBot, opened: Window, page: ExportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[str] = []
    monkeypatch.setattr(
        "desktop.ui.pages.export.SignIncompleteDialog.exec", lambda _dialog: pressed.append("sign") or 0
    )
    page.passphrase.setFocus()
    page.sign.setEnabled(False)
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    assert page.passphrase.hasFocus(), "there are errors"
    page.sign.setEnabled(True)
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    assert page.sign.hasFocus() and not pressed
    qtbot.keyClick(page.sign, Qt.Key.Key_Return)
    assert pressed == ["sign"]


def test_enter_alone_signs_nothing(qtbot: QtBot, page: ExportPage, opened: Window) -> None:
    from desktop.record.completeness import completeness

    assert opened.session is not None
    dialog = SignIncompleteDialog(completeness(opened.session.submission, opened.session.catalogue), opened)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Space)


def test_a_draft_is_not_asked_about(page: ExportPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    exported: list[Path] = []
    monkeypatch.setattr("desktop.ui.file_dialogs.folder", lambda *_given: tmp_path)
    monkeypatch.setattr(page, "export_to", lambda folder, draft: exported.append(folder))
    page.draft.click()
    assert exported == [tmp_path]


def test_the_result_stands_in_view_as_a_whole(qtbot: QtBot, page: ExportPage, tmp_path: Path) -> None:
    area = page.findChild(QScrollArea)
    assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    export(qtbot, page, tmp_path / "out")
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() == 0)

    def whole() -> bool:
        shown = QRect(page.result.mapTo(area, QPoint(0, 0)), page.result.size())
        in_view = QRect(QPoint(0, 0), area.viewport().size()).contains(shown)
        return in_view and page.result.height() >= page.result.heightForWidth(page.result.width())

    qtbot.waitUntil(whole)
    assert page.result.first.text() == "Open the report"
    for text in ("Open the folder", "Save the documents", "Verify the package"):
        assert button(page.result, text).isEnabled()


def test_the_documents_are_saved_beside_the_package(qtbot: QtBot, page: ExportPage, tmp_path: Path) -> None:
    package = export(qtbot, page, tmp_path / "out")
    button(page.result, "Save the documents").click()
    qtbot.waitUntil(lambda: bool(page.result.saved.text()), timeout=30_000)
    folder = package.with_name(f"{package.stem}-documents")
    assert str(folder) in page.result.saved.text()
    assert sorted(path.name for path in folder.iterdir()) == [
        "Kenya-2026-report.pdf",
        "Kenya-2026-workbook.xlsx",
        "pledge-01-register-births.pdf",
    ]


def test_the_report_and_the_folder_are_opened(
    qtbot: QtBot, page: ExportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(Path(url.toLocalFile())) or True)
    package = export(qtbot, page, tmp_path / "out", draft=True)
    page.result.first.click()
    qtbot.waitUntil(lambda: bool(seen))
    button(page.result, "Open the folder").click()
    report, folder = seen
    assert report.read_bytes() == container_reading.read_container(package).members["report.pdf"]
    assert report.name == "Kenya-2026-report-draft.pdf"
    assert folder == package.parent
    assert [path.name for path in folder.iterdir()] == [package.name], "looking at it leaves nothing beside it"


def test_the_overview_knows_what_was_signed_and_what_has_changed(
    qtbot: QtBot, opened: Window, page: ExportPage, tmp_path: Path
) -> None:
    assert opened.workplace is not None and opened.session is not None
    opened.workplace.go(Place("overview"))
    qtbot.waitUntil(lambda: opened.page().is_filled)
    assert "Signed by" not in texts(opened.page())
    opened.workplace.go(Place("export"))
    undo = opened.session.can_undo()
    package = export(qtbot, page, tmp_path / "out")
    assert opened.session.can_undo() == undo, "an export is no edit"
    opened.workplace.go(Place("overview"))
    overview = opened.page()
    assert isinstance(overview, OverviewPage)
    assert package.exists()
    assert "Signed by Ministry A. Nothing has changed since the export." in texts(overview)
    opened.session.add("gap", {"title": "Births", "objectives": [4]})
    qtbot.waitUntil(lambda: "1 change since the export." in texts(overview))
    opened.session.undo()
    qtbot.waitUntil(lambda: "Nothing has changed since the export." in texts(overview))


def test_the_history_leaves_only_when_somebody_chose_it(qtbot: QtBot, page: ExportPage, tmp_path: Path) -> None:
    assert page.history.history == "none"
    assert any("History of changes" in line for line in page.lines_left_out())
    without = export(qtbot, page, tmp_path / "without", draft=True)
    page.history.options["released"].click()
    assert any("History of the texts as released" in line for line in page.lines_included())
    assert any("earlier wordings" in line for line in page.lines_left_out())
    of_texts = export(qtbot, page, tmp_path / "texts", draft=True)
    page.history.options["whole"].click()
    assert any("History of changes" in line for line in page.lines_included())
    with_it = export(qtbot, page, tmp_path / "with", draft=True)
    none, released, whole = (
        json_record.from_bytes(container_reading.read_container(path).members["submission.json"]).history()
        for path in (without, of_texts, with_it)
    )
    assert not none and released and whole
    assert all(change.old is None for each in released for change in each.changes)


def test_the_language_that_was_chosen_stays_chosen(qtbot: QtBot, page: ExportPage, tmp_path: Path) -> None:
    page.language.setCurrentIndex(page.language.findData("fr"))
    export(qtbot, page, tmp_path / "out", draft=True)
    assert page.language.currentData() == "fr"


def test_what_is_brought_back_from_the_result_is_named(
    qtbot: QtBot, page: ExportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(qtbot, page, tmp_path / "out")
    elsewhere = tmp_path / "again.pledgebook"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(elsewhere), ""))

    def bring_back(dialog: ExamineDialog) -> int:
        qtbot.waitUntil(dialog.restore_button.isEnabled, timeout=60_000)
        with qtbot.waitSignal(dialog.restored, timeout=60_000):
            dialog.restore_button.click()
        return 1

    monkeypatch.setattr(ExamineDialog, "exec", bring_back)
    page.result.examine()
    assert elsewhere.is_file()
    assert str(elsewhere) in page.result.saved.text()


def test_the_button_that_signs_is_always_in_sight(opened: Window, page: ExportPage) -> None:
    """Whatever the language makes of the texts, and however small the window."""
    for size in ((1366, 768), (1024, 640)):
        opened.resize(*size)
        for pressed in (page.sign, page.draft):
            seen = QRect(pressed.mapTo(opened, QPoint(0, 0)), pressed.size())
            assert opened.rect().contains(seen), size
            assert page.findChild(QScrollArea) not in _above(pressed), "it does not scroll away"


def _above(widget: QWidget) -> list[QWidget]:
    found = []
    above = widget.parentWidget()
    while above is not None:
        found.append(above)
        above = above.parentWidget()
    return found


def test_beside_the_buttons_it_says_what_can_be_done(opened: Window, page: ExportPage) -> None:
    assert "key.p12" in texts(page) and "is checked when you sign" in texts(page), (
        "whether it is right is not known yet"
    )
    assert page.sign.isEnabled()
    assert opened.session is not None and opened.workplace is not None
    assert opened.session.add("pledge", {"title": "Matching", "objectives": [4], "kind": "matching"})
    assert "There are errors. Correct them, or export a draft." in texts(page)
    assert not page.sign.isEnabled() and page.draft.isEnabled()
    button(page, "Open the check").click()
    assert opened.workplace.place.page == "check"


def test_beside_the_buttons_nothing_is_left_to_be_done_once_it_is_signed(
    qtbot: QtBot, opened: Window, page: ExportPage, tmp_path: Path
) -> None:
    assert opened.session is not None
    export(qtbot, page, tmp_path / "out")
    nothing = "Nothing has changed since the export."
    assert page._state.text() == nothing
    page.signing_key.chosen.emit()
    assert "is checked when you sign" in page._state.text(), "whoever chooses a key wants to sign with it"
    opened.session.add("gap", {"title": "Births", "objectives": [4]})
    assert "is checked when you sign" in page._state.text()
    opened.session.undo()
    assert page._state.text() == nothing


def test_what_is_included_and_what_is_left_out_stand_side_by_side(
    qtbot: QtBot, opened: Window, page: ExportPage
) -> None:
    assert opened.session is not None
    opened.session.add("evidence", {"title": "Minutes", "private": True})
    assert "Pledges: 1" in page.lines_included()
    assert "Internal evidence: 1" in page.lines_left_out()

    def stand_side_by_side() -> bool:
        shown = {label.text(): label.mapTo(page, QPoint(0, 0)) for label in page.findChildren(QLabel)}
        return (
            shown["Included"].y() == shown["Left out"].y()
            and shown["Included"].x() < shown["Left out"].x()
            and shown["Pledges: 1"].x() == shown["Included"].x()
            and shown["Internal evidence: 1"].x() == shown["Left out"].x()
        )

    qtbot.waitUntil(stand_side_by_side)


def test_a_short_heading_beside_a_button_stays_on_one_line(page: ExportPage) -> None:
    (heading,) = [each for each in page.findChildren(QLabel) if each.text() == "What the package contains"]
    assert heading.height() < 2 * heading.fontMetrics().lineSpacing()
    assert heading.width() >= heading.fontMetrics().horizontalAdvance(heading.text())


def test_what_was_chosen_for_a_package_stays_whatever_is_done_on_other_pages(opened: Window, page: ExportPage) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    page.announce((AnnouncedSigner("Ministry B"),))
    page.language.setCurrentIndex(page.language.findData("fr"))
    page.history.choose("whole")
    workplace.go(Place("pledges"))
    session.add("pledge", {"title": "Register deaths", "objectives": [4]})
    try:
        opened.look.set_zoom(110)  # pages that are not seen are let go
        workplace.go(Place("export"))
        now = opened.page()
        assert isinstance(now, ExportPage)
        assert now.signing_key.is_chosen
        assert not now.passphrase.text(), "it would lie somewhere until the page is gone to"
        assert (now.language.currentData(), now.history.history) == ("fr", "whole")
        assert "Will sign later: Ministry B" in texts(now)
    finally:
        opened.look.set_zoom(100)
    about = session.submission.about
    session.answer(about, "package_language", "es")
    assert now.language.currentData() == "es", "somebody said otherwise meanwhile"


def test_a_choice_of_history_is_as_wide_as_its_words_and_no_main_button(page: ExportPage) -> None:
    for option in page.history.options.values():
        assert option.width() <= option.sizeHint().width() < page.history.width()


def test_a_key_that_was_just_made_leads_on_to_signing(
    opened: Window, page: ExportPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(IdentityDialog, "exec", lambda dialog: (dialog.make(tmp_path / "made.p12"), dialog.result())[1])
    before = IdentityDialog.__init__

    def filled(dialog: IdentityDialog, *rest: object) -> None:
        before(dialog, *rest)  # type: ignore[arg-type]
        dialog.name.setText("Ministry A")
        for line in (dialog.first, dialog.second):
            line.setText("a long passphrase")

    monkeypatch.setattr(IdentityDialog, "__init__", filled)
    new = button(page, "Make a new key…")
    new.setFocus()
    new.click()
    assert "made.p12" in page.signing_key.name
    assert QApplication.focusWidget() is (page.sign if page.sign.isEnabled() else page.passphrase)


def test_a_wrong_passphrase_is_told_at_its_line_before_anything_else_is_asked(
    qtbot: QtBot, opened: Window, page: ExportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("desktop.ui.pages.export.SignIncompleteDialog.exec", lambda _dialog: asked.append("sign") or 1)
    monkeypatch.setattr("desktop.ui.file_dialogs.folder", lambda *_given: asked.append("folder"))
    page.passphrase.setText("another one")
    page.sign.setFocus()
    page.sign.click()
    assert asked == []
    assert page.passphrase.hasFocus() and page.passphrase.selectedText()
    told = page.passphrase.accessibleDescription()
    assert told and told in texts(page)
    area = page.findChild(QScrollArea)
    assert area is not None
    assert page.passphrase.visibleRegion().boundingRect().height() == page.passphrase.height()
    qtbot.keyClicks(page.passphrase, PASSPHRASE)
    assert told not in texts(page)
    page.sign.click()
    assert asked == ["sign", "folder"]


def test_a_key_is_opened_once_for_each_package_that_it_signs(
    qtbot: QtBot, page: ExportPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[Path] = []
    real = identity.load_identity

    def noted(path: Path, passphrase: str) -> identity.Identity:
        opened.append(path)
        return real(path, passphrase)

    monkeypatch.setattr(identity, "load_identity", noted)
    monkeypatch.setattr("desktop.ui.pages.export.SignIncompleteDialog.exec", lambda _dialog: 1)
    for count in (1, 2):
        folder = tmp_path / str(count)
        monkeypatch.setattr("desktop.ui.file_dialogs.folder", lambda *_given, folder=folder: folder)
        with qtbot.waitSignal(page.said, timeout=60_000):
            page.sign.click()
        assert examine(next(folder.glob("*.asice"))).signer is not None
        assert opened == [tmp_path / "key.p12"] * count
    page.passphrase.setText("another one")
    page.sign.click()
    assert len(opened) == 3 and page.passphrase.accessibleDescription(), "another passphrase opens nothing"


def test_what_is_said_of_the_history_is_what_the_package_holds(qtbot: QtBot, opened: Window, page: ExportPage) -> None:
    """Without its history a package says of each answer who gave it and when, and so does the page."""
    assert opened.session is not None
    opened.session.speak_as("Amina Otieno")
    pledge = opened.session.submission.of_kind("pledge")[0]
    assert opened.session.answer(pledge, "description", "Every child is registered.")
    opened.workplace.go(Place("export"))  # type: ignore[union-attr]
    option = page.history.options["none"]
    assert "history of changes" in option.text()
    assert "who gave each of them and when" in option.accessibleDescription()
    assert any("In the data file, who gave each answer and when" in each for each in page.lines_included())
    assert any("earlier wordings, removed entries, and who wrote them" in each for each in page.lines_left_out())


def again(window: Window) -> ExportPage:
    """Close the submission, open it again, and return its page for packages."""
    assert window.session is not None
    path = window.session.path
    assert window.close_submission()
    window.preferences = Preferences(window.preferences._path)
    assert window.open_file(path)
    assert window.workplace is not None
    window.workplace.go(Place("export"))
    page = window.page()
    assert isinstance(page, ExportPage)
    return page


def test_where_the_key_lies_is_known_the_next_time_and_what_opens_it_is_not(
    opened: Window, page: ExportPage, tmp_path: Path
) -> None:
    key = tmp_path / "ours.p12"
    key.write_bytes(b"a key")
    page.use_key(key, "a long passphrase")
    now = again(opened)
    assert now.signing_key.file == key and "ours.p12" in plain(now.signing_key.name)
    assert not now.passphrase.text()
    assert b"a long passphrase" not in opened.preferences._path.read_bytes()


def test_a_key_that_is_gone_is_told_until_another_is_chosen(opened: Window, page: ExportPage, tmp_path: Path) -> None:
    key, other = tmp_path / "ours.p12", tmp_path / "other.p12"
    for each in (key, other):
        each.write_bytes(b"a key")
    page.use_key(key)
    key.unlink()
    now = again(opened)
    told = "The signing key ours.p12 is no longer where it was. Please choose it again."
    assert not now.signing_key.is_chosen and told in plain(texts(now))
    assert button(now, "Choose a key…").isVisible()
    now.use_key(other)
    assert told not in plain(texts(now))
    assert again(opened).signing_key.file == other


def test_a_card_or_token_takes_the_place_of_the_key_that_was_remembered(
    opened: Window, page: ExportPage, tmp_path: Path
) -> None:
    key = tmp_path / "ours.p12"
    key.write_bytes(b"a key")
    page.use_key(key)
    page.signing_key.take(TokenKey(Path("module.so"), "Card"))
    assert not again(opened).signing_key.is_chosen
