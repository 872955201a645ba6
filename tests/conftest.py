"""What the tests of a day's work share: an own home for each, a submission in it, and a window."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from tests import scratch

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Before there is any: by what starts other processes too, which get their settings from here.
os.environ["TMPDIR"] = scratch.folder()
# The forms are compiled into a folder of the user's when they are first asked for, which is before the first test.
os.environ["PLEDGEBOOK_HOME"] = tempfile.mkdtemp()

import hypothesis
import pytest
import shiboken6
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from desktop import installation, paths
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.forms_reader import current
from desktop.i18n.translation import LANGUAGES, current_language, set_language
from desktop.operations.create import create
from desktop.operations.open_file import open_file
from desktop.package import identity
from desktop.store.file import SubmissionFile
from desktop.ui import collecting, locale
from desktop.ui.dialogs.bug import BugDialog
from desktop.ui.window import Window
from tests.waiting import wait_for_work

# A computer that has much else to do is no reason to fail.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

IN_THE_WINDOW = gc.get_threshold()[0]
"""So many things may be made before somebody looks which can go, while there is a window: what Python comes with."""

BETWEEN_LOOKS = 50_000
"""The same where there is none: a command lets far more be made."""


# Nothing of what is collected goes again; to look through it again and again takes as long as a tenth of it.
gc.disable()


def pytest_configure() -> None:
    """Say at once what a checkout lacks that was never set up: without it many tests fail, and none of them tells why."""
    compiled = {path.parent.parent.name for path in paths.locale().glob("*/LC_MESSAGES/pledgebook.mo")}
    if lacking := sorted(set(LANGUAGES) - {"en"} - compiled):
        pytest.exit(f"Not compiled: the texts in {', '.join(lacking)}. Run `make messages`.", returncode=4)


def pytest_collection_finish() -> None:
    """Let Python no more look through what all tests stand on: the modules, and the tests themselves."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(BETWEEN_LOOKS)


@pytest.fixture(scope="session", autouse=True)
def first_home() -> Iterator[None]:
    """Take the folder away that was there before the first test."""
    folder = os.environ["PLEDGEBOOK_HOME"]
    yield
    # Another process may have been the first: whoever changes code to try tests forks.
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def rounds() -> Iterator[int]:
    """Let keys of tests be opened quickly: nobody guesses at their passphrases. Yields how often the program goes round.

    What keeps those of people is held by `tests/package/test_identity.py`.
    """
    real = identity._ROUNDS
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(identity, "_ROUNDS", 1_000)
        yield real


@pytest.fixture(autouse=True)
def spoken() -> None:
    """Begin each test in English, whatever language the one before it ended in."""
    set_language("en")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An own folder for settings and backups: no test sees those of another, or of whoever runs them."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("PLEDGEBOOK_HOME", str(folder))
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))  # Qt's own
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def started_as_usual(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test lets this process be, the next one is a checkout again."""
    monkeypatch.setattr(installation, "_begun", [])
    installation.installation.cache_clear()
    yield
    installation.installation.cache_clear()


@pytest.fixture(autouse=True)
def no_button_stays_down(request: pytest.FixtureRequest) -> Iterator[None]:
    """A button of the mouse that a test leaves pressed would have every page after it wait for the end of that click."""
    yield
    if "qapp" in request.fixturenames and (held := QApplication.mouseButtons()) != Qt.MouseButton.NoButton:
        beside = QWidget()
        for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
            if held & button:
                QTest.mouseRelease(beside, button)
        pytest.fail(f"{held} was never released")


@pytest.fixture(autouse=True)
def collected_between_events(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whoever makes widgets has them collected as in the program; other tests leave it to Python."""
    if "qapp" in request.fixturenames:
        gc.set_threshold(IN_THE_WINDOW)
        collecting.begin(request.getfixturevalue("qapp"))
    yield
    gc.set_threshold(BETWEEN_LOOKS)
    gc.enable()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Have closed only what there still is: a dialog that was answered goes by itself, and pytest-qt may know it longer."""
    registered = getattr(item, "qt_widgets", [])
    endless = None
    if registered:
        # Work that goes on would talk to what is closed here, and fail the next test.
        try:
            wait_for_work()
        except pytest.fail.Exception as failure:
            endless = failure  # told once everything is closed
        QApplication.processEvents()
        registered[:] = [each for each in registered if (widget := each[0]()) is None or shiboken6.isValid(widget)]
    yield
    if registered:
        # Else the next test makes its window beside this one, and all of this one is told how that one looks.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
    if endless is not None:
        raise endless


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return current()


@pytest.fixture
def submission(tmp_path: Path, catalogue: Catalogue) -> Iterator[SubmissionFile]:
    """An open submission of Kenya for 2026 in which nothing is said yet."""
    file = create(tmp_path / "kenya.pledgebook", catalogue, {"country": "KE", "cycle": "2026", "language": "en"})
    yield file
    file.close()


@pytest.fixture(scope="session")
def nothing_said(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What stands in a submission in which nothing is said yet, made once."""
    folder = tmp_path_factory.mktemp("nothing")
    file = create(folder / "kenya.pledgebook", current(), {"country": "KE", "cycle": "2026", "language": "en"})
    file.close()
    content = file.path.read_bytes()
    shutil.rmtree(folder)
    return content


@pytest.fixture
def submission_path(tmp_path: Path, nothing_said: bytes) -> Path:
    """The same, closed."""
    path = tmp_path / "kenya.pledgebook"
    path.write_bytes(nothing_said)
    return path


@pytest.fixture
def begun(submission_path: Path) -> Path:
    """A submission with one pledge that has nothing but its title."""
    file = open_file(submission_path)
    with file.transaction("edit", "Write", "") as revision:
        revision.add("pledge", {"title": "Register births", "objectives": [4]})
    file.close()
    return submission_path


def _shown(window: Window, qtbot: QtBot) -> Window:
    """Show a window, where it is not shown yet, and let it have the keyboard: before that this goes nowhere."""
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def unshown(qtbot: QtBot) -> Iterator[Window]:
    """The real window, before it is shown."""
    from desktop.app import build

    listening, listening_on_threads = sys.excepthook, threading.excepthook
    application, made = build(dark=False)
    # The program tells of a mistake in a box; here it has to fail the test, as pytest-qt sees to it.
    sys.excepthook, threading.excepthook = listening, listening_on_threads
    qtbot.addWidget(made)
    made.resize(1280, 760)  # the screen that tests draw on is smaller than any of people
    yield made
    made.close()
    # Letters and colours are those of the whole program, and what the next test measures has to have the usual ones.
    made.look.set_clear(False)
    made.look.set_zoom(100)
    if made.look.dark:
        made.look.set_dark(False)
    # So is the language, with the side from which lines begin.
    if current_language() != "en":
        locale.speak(application, "en")


@pytest.fixture
def window(unshown: Window, qtbot: QtBot) -> Window:
    """The real window, shown, with the start page."""
    return _shown(unshown, qtbot)


@pytest.fixture
def opened(unshown: Window, submission_path: Path, qtbot: QtBot) -> Window:
    """The real window with a submission open in it, as the program begins with a file: nobody saw the start page."""
    assert unshown.open_file(submission_path)
    return _shown(unshown, qtbot)


@pytest.fixture
def opened_problem(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collects what the window would tell in a message box."""
    told: list[str] = []
    monkeypatch.setattr("desktop.ui.window.tell_problem", lambda _parent, _heading, problem: told.append(str(problem)))
    return told


@pytest.fixture(autouse=True)
def no_box_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message box that nobody expected would wait for ever; it fails the test with what it says instead."""

    def told(box: QMessageBox) -> int:
        raise AssertionError(f"{box.text()} {box.informativeText()} {box.detailedText()}")

    monkeypatch.setattr(QMessageBox, "exec", told)
    monkeypatch.setattr(BugDialog, "exec", lambda dialog: pytest.fail(dialog.report.toPlainText()))
