"""What nobody holds any more is collected where no list of Qt has it."""

from __future__ import annotations

import gc
import hashlib
import io
import sys
import threading
import weakref
from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import build
from desktop.ui import locale
from desktop.ui.collecting import Collector
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGES
from desktop.ui.runner import Task, wait_for_all
from desktop.ui.theme import ThemeManager
from desktop.ui.window import Window
from desktop.ui.workshop import letters


class _Ring:
    """What only itself holds."""

    def __init__(self) -> None:
        self.itself = self


class _Own(QWidget):
    """A widget of a class of ours; of one of Qt's own, Python leaves the end to the thread of the window."""


def _left_alone(deleted_on: list[str]) -> None:
    widget = _Own()
    ring = _Ring()
    widget.ring, ring.widget = ring, widget  # type: ignore[attr-defined]
    widget.destroyed.connect(
        lambda: deleted_on.append(threading.current_thread().name), Qt.ConnectionType.DirectConnection
    )


def _make_much(_work: object = None) -> int:
    return len([_Ring() for _each in range(50_000)])


def test_a_thread_that_makes_much_deletes_no_widget(qapp: QApplication, qtbot: QtBot) -> None:
    deleted_on: list[str] = []
    collector = qapp.findChild(Collector)
    assert collector is not None
    collector.collect()
    _left_alone(deleted_on)
    task = Task(_make_much, qapp)
    task.start()
    wait_for_all()
    assert deleted_on == []
    collector.collect()
    assert deleted_on == [threading.main_thread().name]


def test_the_program_has_it_so(qtbot: QtBot) -> None:
    gc.enable()
    _application, window = build(dark=False)
    qtbot.addWidget(window)
    assert not gc.isenabled()


def test_what_is_new_is_collected_by_itself_once_enough_was_made(qapp: QApplication, qtbot: QtBot) -> None:
    ring = weakref.ref(_Ring())
    _make_much()
    assert ring() is not None
    qtbot.waitUntil(lambda: ring() is None)


def test_a_window_at_rest_is_not_woken_and_looks_again_once_something_is_done(opened: Window, qtbot: QtBot) -> None:
    workplace, session = opened.workplace, opened.session
    assert workplace is not None and session is not None
    application = QApplication.instance()
    assert application is not None
    collector = application.findChild(Collector)
    assert collector is not None
    for do in (
        lambda: workplace.go(Place("gaps")),
        lambda: session.add("gap", {"title": "No data on returns"}),
        lambda: Task(_make_much, session).start(),
    ):
        qtbot.waitUntil(lambda: collector.rests, timeout=30_000)
        do()
        assert not collector.rests
    wait_for_all()


def test_what_is_old_is_collected_once_enough_has_lasted(qapp: QApplication) -> None:
    collector = qapp.findChild(Collector)
    assert collector is not None
    held = _Ring()
    gc.collect()
    ring = weakref.ref(held)
    del held
    kept: list[_Ring] = []
    for _many in range(200):
        kept += [_Ring() for _each in range(50_000)]
        collector.collect()
        if ring() is None:
            return
    pytest.fail("it would stay for good")


def test_to_look_holds_nothing_that_another_thread_lets_go_of(qapp: QApplication) -> None:
    """Bytes that are lent to be read cannot be written into as long as anybody has them: a signature found no place."""
    collector = qapp.findChild(Collector)
    assert collector is not None
    signed: list[int] = []
    kept: list[_Ring] = []
    looked = 0

    def sign_much() -> None:
        for number in range(10_000):
            document = io.BytesIO(bytes(50_000))
            lent = document.getbuffer()
            hashlib.sha256(lent[:40_000])  # other threads go on meanwhile
            lent.release()
            document.seek(0, io.SEEK_END)
            document.write(b" and its signature")  # as pyHanko does, which ends in a `BufferError`
            signed.append(number)

    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        thread = threading.Thread(target=sign_much)
        thread.start()
        while thread.is_alive():
            kept += [_Ring() for _each in range(gc.get_threshold()[0] + 1)]
            looked += collector.collect()
        thread.join()
    finally:
        sys.setswitchinterval(often)
    assert len(signed) == 10_000 and looked


class _Answering(QPushButton):
    """Answers in Python when the look changes, as many of our widgets do."""

    def __init__(self, around: QWidget) -> None:
        super().__init__("Words", around)
        self.could_be_collected: list[bool] = []

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if hasattr(self, "could_be_collected"):
            self.could_be_collected.append(gc.isenabled())


@pytest.mark.parametrize("change", ["colours", "zoom", "direction", "letters"])
def test_nothing_is_collected_while_qt_goes_through_all_widgets(
    qapp: QApplication, look: ThemeManager, qtbot: QtBot, change: str
) -> None:
    """A widget that Python deleted on the way would be a pointer that leads nowhere: the program would die."""
    around = QWidget()
    around.setObjectName("around")
    qtbot.addWidget(around)
    inside = _Answering(around)
    around.show()
    do: dict[str, Callable[[], object]] = {
        "colours": lambda: look.set_dark(not look.dark),
        "zoom": lambda: look.set_zoom(125),
        "direction": lambda: locale.speak(qapp, "ar"),
        "letters": lambda: letters.fit(around, 900),
    }
    inside.could_be_collected.clear()
    try:
        do[change]()
        told = list(inside.could_be_collected)
    finally:
        locale.speak(qapp, "en")
    assert told, "it was told"
    assert not any(told)


@pytest.fixture
def others() -> list[QWidget]:
    """The widgets that are there before the window of a test is: another test may have left them."""
    return _widgets()


def test_no_page_keeps_a_widget_that_stands_nowhere(others: list[QWidget], opened: Window, qtbot: QtBot) -> None:
    """It would outlive its page, as what Qt deletes with the page is only what stands in it."""
    workplace, session = opened.workplace, opened.session
    assert workplace is not None
    assert session is not None
    for kind in ("practice", "gap", "pledge"):
        session.add(kind, {"title": "A register of births"})
    known = {id(each) for each in (*others, opened)}
    found: dict[str, list[str]] = {}
    for key in PAGES:
        workplace.go(Place(key, {"objective": "8", "search": "birth", "indicators": "10.7.1"}.get(key, "")))
        page = workplace.page
        qtbot.waitUntil(lambda page=page: page.is_filled, timeout=20_000)
        if nowhere := [repr(each) for each in _widgets() if each.parent() is None and id(each) not in known]:
            found[key] = nowhere
    assert found == {}


def _widgets() -> list[QWidget]:
    """Return the widgets that Python would delete."""
    every = (each for each in gc.get_objects() if issubclass(type(each), QWidget))
    return [each for each in every if shiboken6.isValid(each) and shiboken6.ownedByPython(each)]


def test_what_deleted_itself_is_not_closed_once_more(qtbot: QtBot) -> None:
    """What is looked at comes after this: a test that fails when it is over."""
    answered = _Own()
    qtbot.addWidget(answered)
    answered.__dict__["itself"] = answered
    shiboken6.delete(answered)
