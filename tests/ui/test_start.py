"""From the command to the first page: what is there, and what is not waited for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QThreadPool
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.__main__ import window_asked
from desktop.app import build
from desktop.catalogue.catalogue import Catalogue
from desktop.operations.create import create
from desktop.record.demonstration import told_english
from desktop.store.examined_files import ExaminedFiles
from desktop.ui import locale, runner
from desktop.ui.pages.overview import OverviewPage
from desktop.ui.window import Window
from desktop.ui.workplace import Workplace
from tests.ui.stops import settle

NEVER = {
    "asn1crypto",
    "babel",
    "cryptography",
    "docx",
    "lxml",
    "openpyxl",
    "pycountry",
    "pydantic",
    "pyhanko",
    "reportlab",
    "yaml",
}
"""What takes longer to import than the first page takes to be there, and what it does not need."""

WITH_THE_DATABASE = {"click", "dateutil", "email", "importlib.metadata", "pluggy", "sqlite_utils"}
"""What the first page does not need either, and what comes with sqlite-utils."""

LATER = {
    "argparse",
    "calendar",
    "decimal",
    "desktop.record.assignment",
    "desktop.record.checks",
    "desktop.record.completeness",
    "desktop.record.exported",
    "desktop.record.overview",
    "desktop.record.scores",
    "desktop.record.series",
    "desktop.record.trend_chart",
    "desktop.record.values",
    "logging",
    "uuid",
}
"""What looks through everything once the first page was seen, and what nothing before that needs."""

STARTED = """
import builtins, json, sys
from desktop.__main__ import main
sys.argv = ["pledgebook", *sys.argv[1:], "--exit-when-shown"]
try:
    main()
except SystemExit as left:
    status = left.code
from PySide6.QtWidgets import QApplication
from desktop.ui.collecting import Collector
print(json.dumps({
    "status": status,
    "modules": sorted(sys.modules),
    "plain import": builtins.__import__ is builtins.__orig_import__,
    "collects": QApplication.instance().findChild(Collector) is not None,
}))
"""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> dict[str, object]:
    """What a process knew of itself that was started as people start it, with a file, the second time on this computer."""
    home = tmp_path_factory.mktemp("started")
    file = create(home / "kenya.pledgebook", catalogue, {"country": "KE", "cycle": "2026", "language": "en"})
    file.close()
    start(home, file.path)
    found: dict[str, object] = json.loads(start(home, file.path).stdout)
    return found


def start(home: Path, file: Path) -> subprocess.CompletedProcess[str]:
    """Start the program with a file, and leave when it is shown."""
    return subprocess.run(
        [sys.executable, "-c", STARTED, "open", str(file)],
        env={**os.environ, "PLEDGEBOOK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )


def test_a_file_is_shown_without_what_the_first_page_does_not_need(started: dict[str, object]) -> None:
    assert started["status"] == 0
    assert NEVER & set(started["modules"]) == set()
    assert LATER & set(started["modules"]) == set()
    assert not any(each.startswith("desktop.package") for each in started["modules"])


def test_a_file_that_could_not_be_shown_was_not_shown(home: Path, tmp_path: Path) -> None:
    ended = start(home, tmp_path / "nowhere.pledgebook")
    assert json.loads(ended.stdout)["status"] == 2


def test_a_home_that_takes_nothing_keeps_nobody_from_opening_a_file(submission_path: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_bytes(b"")  # no folder can be made in it, as on a stick that is locked
    assert json.loads(start(home, submission_path).stdout)["status"] == 0


def test_the_database_brings_nothing_either(started: dict[str, object]) -> None:
    assert WITH_THE_DATABASE & set(started["modules"]) == set()


def test_a_file_is_closed_when_the_program_leaves_at_once_and_known_the_next_time(
    home: Path, tmp_path: Path, catalogue: Catalogue
) -> None:
    file = create(home / "kenya.pledgebook", catalogue, {"country": "KE", "cycle": "2026", "language": "en"})
    file.close()
    assert not ExaminedFiles().knows(file.path)
    start(home, file.path)
    assert ExaminedFiles().knows(file.path)


def test_python_works_as_it_always_does_once_the_window_is_there(started: dict[str, object]) -> None:
    assert started["plain import"] is True
    assert started["collects"] is True


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ([], (None, False)),
        (["--exit-when-shown"], (None, True)),
        (["open"], (None, False)),
        (["open", "a b.pledgebook"], (Path("a b.pledgebook"), False)),
        (["open", "--exit-when-shown", "a.pledgebook"], (Path("a.pledgebook"), True)),
        (["open", "a.pledgebook", "--exit-when-shown"], (Path("a.pledgebook"), True)),
        (["open", "a.pledgebook", "b.pledgebook"], None),
        (["open", "--help"], None),
        (["open", "--", "-a.pledgebook"], None),
        (["a.pledgebook"], None),
        (["--language", "fr", "open"], None),
        (["check", "a.pledgebook"], None),
    ],
)
def test_the_command_line_is_read_for_what_is_not_the_window(
    words: list[str], asked: tuple[Path | None, bool] | None
) -> None:
    assert window_asked(words) == asked


@pytest.fixture
def not_yet_shown(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Window:
    """A window as it is before anybody sees it."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    _application, window = build(dark=False)
    qtbot.addWidget(window)
    return window


def seen(page: QWidget) -> list[str]:
    """Return what a page says now to whoever looks at it."""
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible() and each.text()]


def test_whoever_opens_a_file_waits_for_no_start_page(not_yet_shown: Window, submission_path: Path) -> None:
    assert not_yet_shown.open_file(submission_path)
    not_yet_shown.show()
    assert not_yet_shown._start is None
    assert not_yet_shown.close_submission()
    assert not_yet_shown.start.isVisible()


def test_a_file_that_cannot_be_opened_is_told_above_the_start_page(
    not_yet_shown: Window, tmp_path: Path, opened_problem: list[str]
) -> None:
    assert not not_yet_shown.open_file(tmp_path / "nowhere.pledgebook")
    assert len(opened_problem) == 1
    assert not_yet_shown.isVisible() and not_yet_shown.start.isVisible()


def test_what_the_submission_is_and_how_much_there_is_are_seen_first(
    not_yet_shown: Window, submission_path: Path
) -> None:
    not_yet_shown.open_file(submission_path)
    not_yet_shown.show()
    said = seen(not_yet_shown.page())
    assert said[:2] == ["Checking all entries…", "Submission to the International Migration Review Forum 2026"]
    cards = ["Ratings by objective", "Next steps", "Gaps without a pledge", "Policies (SDG 10.7.2)", "Indicators"]
    assert [each for each in said if each in cards] == cards
    assert window_page(not_yet_shown).standing.board.model().rowCount() == 23


def window_page(window: Window) -> OverviewPage:
    page = window.page()
    assert isinstance(page, OverviewPage)
    return page


def test_nothing_moves_when_it_is_filled(
    not_yet_shown: Window, qtbot: QtBot, submission_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OverviewPage, "complete", lambda _page: None)
    not_yet_shown.open_file(submission_path)
    not_yet_shown.show()
    not_yet_shown.resize(1366, 768)
    page = window_page(not_yet_shown)
    cards = (page.standing, page.next, page.gaps, page.policy, page.indicators)

    def places() -> list[QPoint]:
        for _round in range(5):
            QCoreApplication.processEvents()
        return [card.mapTo(page, QPoint()) for card in cards]

    before = places()
    page._look()
    assert not page.is_filled
    qtbot.waitUntil(lambda: page.is_filled)
    assert places()[:2] == before[:2]


def test_a_window_that_is_there_already_is_not_held_either(
    not_yet_shown: Window, qtbot: QtBot, submission_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    not_yet_shown.show()
    threads: list[object] = []
    looked_through = OverviewPage._looked_through

    def noted(page: OverviewPage) -> object:
        threads.append(threading.current_thread())
        return looked_through(page)

    monkeypatch.setattr(OverviewPage, "_looked_through", noted)
    not_yet_shown.open_file(submission_path)
    qtbot.waitUntil(lambda: window_page(not_yet_shown).is_filled)
    assert threads and threading.main_thread() not in threads


def anew(window: Window) -> OverviewPage:
    """Return the same page as it is when a window is there already."""
    window._build_anew()
    return window_page(window)


def test_the_rest_is_worked_out_beside_the_window_and_is_the_same(
    not_yet_shown: Window, qtbot: QtBot, submission_path: Path
) -> None:
    not_yet_shown.open_file(submission_path)
    not_yet_shown.show()
    page = not_yet_shown.page()
    qtbot.waitUntil(lambda: page.is_filled)
    assert "Checking all entries…" not in seen(page)
    said = seen(page)
    at_once = anew(not_yet_shown)
    qtbot.waitUntil(lambda: seen(at_once) == said)  # labels that are new are shown a moment later


def test_what_is_written_meanwhile_is_part_of_it(not_yet_shown: Window, qtbot: QtBot, submission_path: Path) -> None:
    not_yet_shown.open_file(submission_path)
    not_yet_shown.show()
    session = not_yet_shown.session
    assert session is not None
    session.add("gap", {"title": "No interpreters"})
    page = not_yet_shown.page()
    qtbot.waitUntil(lambda: any("1 gap has no pledge." in each for each in seen(page)))


def test_a_window_that_is_closed_at_once_waits_and_nothing_breaks(
    not_yet_shown: Window, qtbot: QtBot, submission_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What looks through everything ends before the file that it reads is closed."""
    may_end = Event()
    looked, waited = OverviewPage._looked_through, runner.wait_for_all
    at_work: list[int] = []

    def slowly(page: OverviewPage) -> object:
        may_end.wait(30)
        return looked(page)

    def wait_for_all() -> None:
        may_end.set()
        waited()

    monkeypatch.setattr(OverviewPage, "_looked_through", slowly)
    monkeypatch.setattr(runner, "wait_for_all", wait_for_all)
    not_yet_shown.open_file(submission_path)
    not_yet_shown.show()
    page, session = not_yet_shown.page(), not_yet_shown.session
    assert isinstance(page, OverviewPage)
    assert session is not None
    close = session.close

    def closing() -> None:
        at_work.append(QThreadPool.globalInstance().activeThreadCount())
        may_end.set()
        close()

    monkeypatch.setattr(session, "close", closing)
    page.complete()
    assert not_yet_shown.close_submission()
    QApplication.processEvents()
    assert at_work == [0]
    assert not_yet_shown.start.isVisible()


def test_nobody_waits_for_letters_of_which_nothing_is_seen_yet(
    not_yet_shown: Window, qtbot: QtBot, submission_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(Workplace, "need_letters", lambda workplace: asked.append(workplace))
    not_yet_shown.open_file(submission_path)
    assert asked == []
    not_yet_shown.show()
    qtbot.waitUntil(lambda: bool(asked))


@pytest.mark.parametrize("code", locale.LANGUAGES)
def test_the_demonstration_says_in_which_language_it_is_where_that_is_another_one(
    code: str, window: Window, demonstration: Path, qtbot: QtBot
) -> None:
    window.resize(1366, 768)
    window.speak(code)
    told = told_english()
    assert bool(told) == (code != "en")

    def says(part: QWidget) -> bool:
        return any(told in each.text() for each in part.findChildren(QLabel))

    assert says(window)
    assert window.open_file(demonstration)
    settle()
    assert window.workplace is not None and window.session is not None
    page = window.workplace.page
    assert isinstance(page, OverviewPage)
    qtbot.waitUntil(lambda: page.is_filled, timeout=20_000)
    settle()
    assert told in page.aside.text()
    high = page.aside.height()
    page.aside.setText(" ")
    settle()
    assert page.aside.height() == high, "its room is kept from the beginning"
    window.session.answer(window.session.submission.about, "language", "pt")
    settle()
    page = window.workplace.page  # another one
    assert isinstance(page, OverviewPage)
    qtbot.waitUntil(lambda: page.is_filled, timeout=20_000)
    assert not told or told not in page.aside.text(), "a file for training may be in any language"
