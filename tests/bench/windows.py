"""A window that stays open while it is looked at from outside: what it holds of memory, and how often it wakes up."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from installers.linux import STAGED
from installers.screen import screen

FROZEN = STAGED / "pledgebook"

# Started by either program: it opens a file, does what is asked, says so, and stays.
STAYS = """
import sys
sys.path += sys.argv[3:]
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit
from desktop.app import build
from desktop.ui.navigation import Place
from desktop.ui.pictures import places
application, window = build(language="en", dark=False)
window.resize(1366, 768)
window.show()
assert window.open_file(Path(sys.argv[1]))
workplace = window.workplace
def go(place):
    workplace.go(place)
    while not workplace.page.is_filled:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QCoreApplication.processEvents()
if sys.argv[2] == "every page":
    for _name, place in places(window):
        go(place)
else:
    go(Place("about"))
    fields = [each for kind in (QLineEdit, QTextEdit, QPlainTextEdit) for each in workplace.page.findChildren(kind)]
    field = next(each for each in fields if each.isVisible() and not each.isReadOnly())
    field.setFocus()
    window.activateWindow()
    if sys.argv[2] == "steady cursor":
        application.setCursorFlashTime(0)
QTimer.singleShot(0, lambda: print("ready", flush=True))
application.exec()
"""


def staying(file: Path, what: str, *, frozen: bool) -> list[str]:
    """Return the command of a window that opens a file, does something, and stays."""
    script = file.with_name("stays.py")
    script.write_text(STAYS)
    if frozen:
        runtime = STAGED / "runtime"
        python = [str(runtime / "python"), *("-I", "-S", "-B", "-X", "utf8")]
        return [*python, str(script), str(file), what, str(runtime / "site"), str(runtime / "program")]
    return [sys.executable, str(script), str(file), what, os.getcwd()]


@contextlib.contextmanager
def drawn_on() -> Iterator[dict[str, str]]:
    """Give the environment of a screen that nobody sees; without Xvfb that of none."""
    if not shutil.which("Xvfb"):
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    with screen() as display:
        yield {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}


@contextlib.contextmanager
def opened(words: Sequence[str], home: Path, env: dict[str, str], *, says_ready: bool = False) -> Iterator[int]:
    """Run a window, give its process when it has come to rest, and end it."""
    whole = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    whole |= {"PLEDGEBOOK_HOME": str(home), **env}
    process = subprocess.Popen(words, env=whole, stdout=subprocess.PIPE, text=True)
    try:
        if says_ready:
            assert process.stdout is not None and process.stdout.readline() == "ready\n"
        rest(process.pid)
        yield process.pid
    finally:
        process.kill()
        process.wait(20)
        assert process.stdout is not None
        process.stdout.close()


def rest(pid: int, *, still: float = 3.0, limit: float = 120.0) -> None:
    """Wait until a process has used no time for so many seconds."""
    used, since, end = -1, time.monotonic(), time.monotonic() + limit
    while time.monotonic() - since < still:
        assert time.monotonic() < end, "it does not come to rest"
        now = processor(pid)
        if now > used + (used >= 0):  # one tick may be a blinking cursor
            used, since = now, time.monotonic()
        time.sleep(0.2)


def processor(pid: int) -> int:
    """Return the ticks of the processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return int(fields[11]) + int(fields[12])


def held(pid: int) -> tuple[float, float]:
    """Return the megabytes that a process holds: its fair share of what several use, and what would go away with it."""
    told = dict(line.split()[:2] for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
    return int(told["Pss:"]) * 1024 / 1e6, (int(told["Private_Clean:"]) + int(told["Private_Dirty:"])) * 1024 / 1e6


def wake_ups(pid: int, seconds: float) -> float:
    """Return how often in a second the threads of a process that does nothing went to work."""
    before = _switches(pid)
    time.sleep(seconds)
    return (_switches(pid) - before) / seconds


def _switches(pid: int) -> int:
    found = 0
    for path in Path(f"/proc/{pid}/task").glob("*/status"):
        found += sum(int(line.split()[1]) for line in path.read_text().splitlines() if "ctxt_switches" in line)
    return found
