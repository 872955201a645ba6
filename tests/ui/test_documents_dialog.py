"""The documents of a package: listed under readable names, opened in the computer's own program, or saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.isolation import isolated
from desktop.operations.clock import now
from desktop.operations.export import export
from desktop.package import container_reading
from desktop.store.file import SubmissionFile
from desktop.ui import file_dialogs, locale
from desktop.ui.dialogs.documents import DocumentsDialog
from desktop.ui.dialogs.examine import ExamineDialog
from desktop.ui.theme import ThemeManager

KEPT = sorted((Path(__file__).parents[1] / "package" / "files").glob("*0.1.0.asice"))


@pytest.fixture
def package(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> Path:
    with submission.transaction("edit", "Write", "") as revision:
        revision.add("pledge", {"title": "Open consular offices", "objectives": [14]})
    return export(submission, catalogue, tmp_path / "out", identity=None, at=now(), draft=True).path


@pytest.fixture
def dialog(qtbot: QtBot, look: ThemeManager, package: Path) -> DocumentsDialog:
    dialog = DocumentsDialog(package)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.open_button.isEnabled() and not dialog.save_button.isEnabled()
    qtbot.waitUntil(dialog.open_button.isEnabled, timeout=30_000)
    return dialog


def listed(dialog: DocumentsDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_all_documents_are_listed(dialog: DocumentsDialog) -> None:
    assert listed(dialog) == [
        "Kenya-2026-report-draft.pdf",
        "Kenya-2026-workbook-draft.xlsx",
        "pledge-01-open-consular-offices-draft.pdf",
    ]
    assert dialog.list.accessibleName() and dialog.list.currentRow() == 0


def test_each_is_opened_under_its_name(
    qtbot: QtBot, dialog: DocumentsDialog, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(Path(url.toLocalFile())) or True)
    for row in range(3):
        dialog.list.setCurrentRow(row)
        dialog.open_button.click()
        qtbot.waitUntil(lambda row=row: len(seen) == row + 1, timeout=30_000)  # type: ignore[misc]
    assert [path.name for path in seen] == listed(dialog)
    held = container_reading.read_container(package).members
    assert [path.read_bytes() for path in seen] == [
        held[name] for name in ("report.pdf", "submission.xlsx", "pledges/01-open-consular-offices.pdf")
    ]


def test_a_computer_without_a_program_for_it_says_so(
    qtbot: QtBot, dialog: DocumentsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    monkeypatch.setattr(
        "desktop.ui.opening.tell_problem", lambda _parent, heading, problem: told.append(f"{heading}: {problem}")
    )
    dialog.open_button.click()
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert "This computer has no program for files of the type .pdf" in told[0]


def test_one_is_saved_where_somebody_chose(
    qtbot: QtBot, dialog: DocumentsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []

    def chosen(_parent: object, _heading: str, name: str, *_more: object, **_named: object) -> Path:
        proposed.append(name)
        return tmp_path / name

    monkeypatch.setattr(file_dialogs, "file_to_write", chosen)
    dialog.list.setCurrentRow(2)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(dialog.said.text()), timeout=30_000)
    assert proposed == ["pledge-01-open-consular-offices-draft.pdf"]
    assert (tmp_path / proposed[0]).read_bytes().startswith(b"%PDF")
    assert proposed[0] in dialog.said.text()


@pytest.mark.parametrize("kept", KEPT, ids=str)
def test_the_documents_of_an_earlier_version_are_reached_from_the_verification(
    qtbot: QtBot, look: ThemeManager, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(DocumentsDialog, "exec", lambda self: opened.append(self.package))
    dialog = ExamineDialog(kept)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.documents_button.isEnabled()
    qtbot.waitUntil(dialog.documents_button.isEnabled, timeout=30_000)
    dialog.documents_button.click()
    assert opened == [kept]


def test_a_name_that_begins_with_a_year_keeps_its_order_in_an_arabic_window(
    dialog: DocumentsDialog, qapp: QApplication
) -> None:
    dialog.list.item(0).setText("2026-report.pdf")
    locale.speak(qapp, "ar")
    try:
        option = QStyleOptionViewItem()
        dialog.list.itemDelegate().initStyleOption(option, dialog.list.model().index(0, 0))
        assert option.text == isolated("2026-report.pdf") != "2026-report.pdf"
    finally:
        locale.speak(qapp, "en")
