"""Closing with text that cannot be written: it is asked what shall become of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox

from desktop.errors import FileError
from desktop.operations.open_file import open_file
from desktop.record.clearance_parts import objective_part
from desktop.store import file as store
from desktop.ui.navigation import Place
from desktop.ui.pages.base import Page
from desktop.ui.pages.clearance import ClearancePage
from desktop.ui.pictures import places
from desktop.ui.theme import ThemeManager
from desktop.ui.window import Window
from tests.ui.everywhere import Spot, open_spot
from tests.ui.faults import Disk, press

pytestmark = pytest.mark.usefixtures("later")


@pytest.fixture
def answering(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Presses the buttons of the question in turn; gives what was asked."""

    def answers(*names: str, then: Callable[[], object] = lambda: None) -> list[str]:
        asked: list[str] = []
        wanted = list(names)

        def answer(box: QMessageBox) -> int:
            if not wanted:
                return disk.mend(box)
            asked.append(f"{box.text()}: {box.informativeText()}")
            then()
            return press(monkeypatch, box, wanted.pop(0))

        monkeypatch.setattr(QMessageBox, "exec", answer)
        return asked

    return answers


def begin(opened: Window, disk: Disk) -> Spot:
    spot, text, _expected = open_spot(opened, "a line")
    disk.pull()
    spot.type(text)
    return spot


def test_closing_asks_and_can_be_thought_better_of(
    opened: Window, disk: Disk, answering: Callable[..., list[str]]
) -> None:
    spot = begin(opened, disk)
    asked = answering("Cancel", "Cancel")
    assert not opened.close()
    assert opened.isVisible()
    assert not opened.close_submission()
    assert len(asked) == 2
    assert "1 change is not saved" in asked[0]
    assert spot.shown() == "Children at sea"


def test_closing_can_try_again(opened: Window, disk: Disk, answering: Callable[..., list[str]]) -> None:
    begin(opened, disk)
    assert opened.session is not None
    path = opened.session.path
    asked = answering("Try again", "Try again", then=lambda: len(asked) == 2 and disk.back())
    assert opened.close_submission()
    file = open_file(path, read_only=True)
    (gap,) = file.read().of_kind("gap")
    file.close()
    assert gap.text("affected") == "Children at sea"


def test_closing_without_saving_gives_it_up(opened: Window, disk: Disk, answering: Callable[..., list[str]]) -> None:
    begin(opened, disk)
    assert opened.session is not None
    path = opened.session.path
    answering("Close without saving")
    assert opened.close()
    file = open_file(path, read_only=True)
    (gap,) = file.read().of_kind("gap")
    file.close()
    assert gap.text("affected") == ""


@pytest.mark.parametrize("whole", [True, False])
def test_closing_can_keep_a_copy_elsewhere_with_what_is_not_saved(
    opened: Window,
    disk: Disk,
    answering: Callable[..., list[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    whole: bool,
) -> None:
    waits, _text, _expected = open_spot(opened, "half a date")
    disk.pull()
    waits.type("2026-13")
    assert opened.workplace is not None
    opened.workplace.go(Place("objective", "4", part="standing"))
    standing = opened.workplace.page.standing.form.field("reason")  # type: ignore[attr-defined]
    standing.box.setPlainText("Registers are open")
    elsewhere = tmp_path / "stick" / "kept.pledgebook"
    elsewhere.parent.mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(elsewhere), ""))
    if not whole:

        def gone(_file: store.SubmissionFile, _path: Path) -> None:
            raise FileError("The stick is gone.")

        monkeypatch.setattr(store.SubmissionFile, "copy_to", gone)
    writes = store.UnitOfWork.finish
    seen: list[str] = []

    def put_back() -> None:
        seen.append("asked")
        disk.pulled = False  # the copy lies on another disk

    asked = answering("Save a copy elsewhere", "Close", then=put_back)
    assert opened.close_submission()
    assert writes is store.UnitOfWork.finish
    assert len(asked) == (1 if whole else 2)
    copy = open_file(elsewhere)
    read = copy.read()
    (pledge,) = read.of_kind("pledge")
    assert pledge.typed["start"].value == "2026-13"
    assert read.bound("assessment", "4").text("reason") == "Registers are open"
    assert (len(list(copy.revisions())) > 2) == whole
    copy.close()


def test_another_submission_is_not_opened_over_what_waits(
    opened: Window, disk: Disk, answering: Callable[..., list[str]], tmp_path: Path
) -> None:
    spot = begin(opened, disk)
    other = tmp_path / "other.pledgebook"
    spot.session.file.copy_to(other)
    answering("Cancel")
    assert not opened.open_file(other)
    assert opened.session is spot.session
    open_file(other).close()  # it was let go again


def test_no_page_reads_a_file_that_was_let_go(opened: Window, look: ThemeManager, qapp: QApplication) -> None:
    """What is closed is deleted when events are run; until then it is told of other letters, colours and rooms."""
    session, workplace = opened.session, opened.workplace
    assert session is not None and workplace is not None
    assert session.add("gap", {"title": "Children at sea", "objectives": [7]})
    for _name, place in places(opened):
        if place.page != "objective":
            workplace.go(place)
    workplace.go(Place("objective", "7", part="standing"))
    workplace.go(Place("clearance"))
    cleared = workplace.page
    assert isinstance(cleared, ClearancePage)
    cleared.choose([objective_part(7)])
    assert cleared.chosen(), "what was done with it is read from the file"
    workplace.bar.search()
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit)
    found.setText("sea")  # and a moment later it would be looked for
    pages = workplace.findChildren(Page)
    assert len(pages) > 10
    assert opened.close_submission()
    look.set_zoom(125)
    look.set_dark(not look.dark)
    for page in pages:
        page.resize(page.width() // 2, page.height())
        page.show()
    for timer in workplace.findChildren(QTimer):
        if timer.isActive():
            timer.timeout.emit()
    qapp.processEvents()
