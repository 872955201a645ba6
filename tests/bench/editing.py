"""Somebody who edits a large submission on every page of the real window: started as a process of its own.

Writes one line of JSON for each page and edit: which one it was, in words, and what it took until the last of its effects
stood on the screen.

    python -m tests.bench.editing FILE EDITS
"""

from __future__ import annotations

import itertools
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPlainTextEdit, QWidget

from desktop.app import build
from desktop.ui.entries_panel import EntriesPanel
from desktop.ui.navigation import Place
from desktop.ui.pages import PAGES
from desktop.ui.pages.entries import EntriesPage
from desktop.ui.window import Window

QUIET = 0.12
"""Seconds without anything drawn after which an edit has had all of its effect."""

SCREEN = (1366, 740)
"""What a window has of the smallest screen that people have; the one that is drawn on without a screen is smaller."""

ELSEWHERE = {"objective": "8", "search": "Mombasa", "indicators": "10.7.1"}
"""What pages are opened at that are about one thing."""

LISTS = ("practices", "pledges")
"""Pages on whose long lists entries come and go."""


class Painted(QObject):
    """Notices when something is drawn in the window."""

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.clock = self.processor = 0.0
        self._drawn = False
        # Whatever is drawn in it is asked for at the window. To see every event of the application would be what takes long.
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Paint, QEvent.Type.UpdateRequest):
            self._drawn = True
        return False

    def wait(self) -> None:
        """Let everything happen that waits, until nothing was drawn for a while; remember when the last was."""
        self._drawn = True
        while self._drawn or time.perf_counter() - self.clock < QUIET:
            QApplication.processEvents()
            # That something is to be drawn is not that it is: the time is taken when the loop comes back from it.
            if self._drawn:
                self.clock, self.processor, self._drawn = time.perf_counter(), time.process_time(), False
            time.sleep(0.0005)


def measured(painted: Painted, edit: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds on the clock and of the processor from an edit to the last of its effects."""
    begun, computed = time.perf_counter(), time.process_time()
    edit()
    painted.wait()
    return painted.clock - begun, painted.processor - computed


def field_of(window: Window) -> tuple[str, QLineEdit | QPlainTextEdit] | None:
    """Return the first field of a form that is seen on the page and can be typed into: its name, and what takes the keys."""
    from desktop.ui.fields import FieldWidget

    page = window.page()
    for field in page.findChildren(FieldWidget) if page else []:
        if field.definition.type not in ("text", "long_text") or not field.isVisibleTo(page):
            continue
        for editor in field.findChildren(QWidget):
            if isinstance(editor, QLineEdit | QPlainTextEdit) and editor.isVisible() and editor.isEnabled():
                return field.definition.label, editor
    return None


def come_and_go(
    window: Window, panel: EntriesPanel, painted: Painted, turns: int
) -> dict[str, list[tuple[float, float]]]:
    """Step on, remove, take that back, add and duplicate in the middle of a list; return what each took, by its name."""
    undo = partial(QTest.keyClick, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    ways: dict[str, Callable[[], object]] = {
        "the next entry": partial(panel.step, 1),
        "an entry removed": lambda: panel.remove([panel.form.entry_id]),
        "the same, taken back by Ctrl+Z": undo,
        "an entry added": panel.add,
        "an entry duplicated": panel.duplicate,
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for turn in range(turns):
        shown = panel.list.model.entries
        panel.open(shown[len(shown) // 2 + turn].id)
        painted.wait()
        for name, way in ways.items():
            times[name].append(measured(painted, way))
    return times


def fail(box: QMessageBox) -> int:
    """Take the place of a box: nobody is there to close it."""
    print(box.text(), box.informativeText(), box.detailedText(), file=sys.stderr)
    os._exit(1)


def main() -> None:
    path, edits = Path(sys.argv[1]), int(sys.argv[2])
    QMessageBox.exec = fail  # type: ignore[method-assign]
    application, window = build(language="en", dark=False)
    application.setCursorFlashTime(0)  # else it is drawn for ever
    painted = Painted(window)
    window.resize(*SCREEN)
    window.show()
    window.activateWindow()
    assert window.open_file(path)
    painted.wait()
    workplace, session = window.workplace, window.session
    assert workplace is not None
    assert session is not None
    gap = max(session.submission.of_kind("gap"), key=lambda entry: entry.order)

    def tell(page: str, edit: str, times: list[tuple[float, float]]) -> None:
        clock, processor = (statistics.median(side) for side in zip(*times[1:], strict=True))
        print(json.dumps({"page": page, "edit": edit, "clock": clock, "processor": processor}), flush=True)

    said = itertools.cycle(("low", "critical"))

    def answer() -> None:
        entry = session.entry(gap.id)
        assert entry is not None
        session.answer(entry, "severity", next(said))

    for key in PAGES:
        workplace.go(Place(key, ELSEWHERE.get(key, "")))
        painted.wait()
        # What is said of a gap is seen on nearly every page: in lists, counts, findings, scores, and the history.
        times = [measured(painted, answer) for _turn in range(edits + 1)]
        tell(key, "how serious a gap is, said", times)
        undo = partial(QTest.keyClick, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        undone = [measured(painted, undo) for _turn in range(edits + 1)]
        tell(key, "the same, taken back by Ctrl+Z", undone)
        found = field_of(window)
        if found is None:
            continue
        name, editor = found
        times = []
        for _turn in range(edits + 1):
            editor.setFocus()
            QTest.keyClicks(editor, "a")
            painted.wait()
            times.append(measured(painted, editor.clearFocus))
        tell(key, f"a letter typed into “{name}”, written when the field is left", times)
        page = window.page()
        if key in LISTS and isinstance(page, EntriesPage):
            for edit, times in come_and_go(window, page.panel, painted, edits + 1).items():
                tell(key, edit, times)
    os._exit(0)  # what was measured has been told; nothing is to be closed here


if __name__ == "__main__":
    main()
