"""Widgets without a screen."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.store import unit_of_work as store
from desktop.ui import theme
from desktop.ui.fields import FieldWidget, FormContext, base, make_field
from desktop.ui.theme import ThemeManager
from desktop.ui.window import Window
from tests.ui.faults import NEVER, Disk, press

Show = Callable[..., FieldWidget]


@pytest.fixture(scope="session", autouse=True)
def application(qapp: QApplication) -> QApplication:
    """Have an application before any widget, whichever test comes first: without one Qt ends the process."""
    return qapp


@pytest.fixture
def look(qapp: QApplication) -> Iterator[ThemeManager]:
    """The look of the program; whatever a test makes of it is taken back."""
    look = theme._look
    if look is None:
        look = ThemeManager(qapp)
        look.set_dark(False)
    yield look
    if look.dark:
        look.set_dark(False)
    look.set_zoom(100)


@pytest.fixture
def shown(qtbot: QtBot, look: ThemeManager) -> Callable[[QWidget], QWidget]:
    """Show a widget in a window that has the keyboard."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(900, 700)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show


@pytest.fixture
def field(shown: Callable[[QWidget], QWidget], catalogue: Catalogue) -> Show:
    """Show the widget of a field: of one of the shipped forms (`"pledge.title"`), or of a definition."""

    def show(definition: str | FormField, context: FormContext | None = None) -> FieldWidget:
        if isinstance(definition, str):
            kind, key = definition.split(".")
            definition = catalogue.kind(kind).field(key)
        widget = make_field(definition, context or FormContext(catalogue))
        shown(widget)
        return widget

    return show


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Path:
    """A folder with the demonstration as it is made, and in `full` with sittings and copies that were handed out."""
    from desktop.operations import sittings
    from desktop.operations.clock import now
    from desktop.operations.demonstrate import demonstrate
    from desktop.operations.hand_out import Wanted, hand_out
    from desktop.operations.open_file import open_file

    folder = tmp_path_factory.mktemp("demonstration")
    into = folder / "full"
    into.mkdir()
    path = shutil.copy(demonstrate(folder, catalogue), into)
    file = open_file(Path(path))
    for place, begun in enumerate(("One", "Two")):
        sittings.begin(file, now(), title=f"Sitting {place} {begun}")
    wanted = [Wanted(name, into / f"{name}.pledgebook", (7,), (), "") for name in ("Health", "Labour", "Justice")]
    hand_out(file, catalogue, wanted)
    file.close()
    return folder


@pytest.fixture
def demonstration(made_once: Path, tmp_path: Path) -> Path:
    """The demonstration, closed."""
    return Path(shutil.copy(made_once / "demonstration.pledgebook", tmp_path))


@pytest.fixture
def full(window: Window, made_once: Path, tmp_path: Path) -> Window:
    """The window with a submission in which every page has something to choose."""
    shutil.copytree(made_once / "full", tmp_path, dirs_exist_ok=True)
    assert window.open_file(tmp_path / "demonstration.pledgebook")
    assert window.session is not None
    for name in ("Before the workshop", "After the workshop"):
        assert window.session.mark(name)
    window.session.speak_as("Amina Otieno")
    return window


@pytest.fixture
def disk(opened: Window, monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk(opened)
    finish = store.UnitOfWork.finish

    def finishing(writing: store.UnitOfWork, sort: str, label: str) -> None:
        finish(writing, sort, label)
        if disk.pulled:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise writing._database.conn.told(error)  # type: ignore[attr-defined]

    def at_the_end(box: QMessageBox) -> int:
        """The window is closed when the test is over; by then the disk is back."""
        assert "not saved" in box.text(), f"{box.text()} {box.informativeText()}"
        disk.back()
        return press(monkeypatch, box, "Try again")

    monkeypatch.setattr(store.UnitOfWork, "finish", finishing)
    monkeypatch.setattr(QMessageBox, "exec", at_the_end)
    disk.mend = at_the_end
    return disk


@pytest.fixture
def told(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collects the boxes."""
    boxes: list[str] = []

    def tell(box: QMessageBox) -> int:
        if "not saved" in box.text():
            return disk.mend(box)
        boxes.append(f"{box.text()}: {box.informativeText()}")
        return 0

    monkeypatch.setattr(QMessageBox, "exec", tell)
    return boxes


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written by itself but what a test lets be."""
    monkeypatch.setattr(base, "REST", NEVER)
    monkeypatch.setattr(base, "LATEST", NEVER)
