"""Time and memory as ratios: two sides of one run, one after the other, over and over.

A ratio is the median over the rounds; the first round warms the disk and does not count. What people wait for is the time
on the clock. Where the machine is busy with other things the clock tells of those, which shows in the plain side: it waits
much longer than it computes. Then the time of the processor is compared instead, and the line says so.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

BUSY = 1.3
"""Seconds on the clock for each second of the processor from which on a plain run says that the machine is busy."""

# A process counts as its own what the one that began it held then, so one begins it that holds next to nothing.
BEGINNER = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_id, status, used = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(used.ru_maxrss)
sys.exit(process.returncode)
"""

BARE_WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication(sys.argv)
class Window(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, application.quit)
window = Window()
window.show()
application.exec()
"""


@dataclass(frozen=True)
class Took:
    """What something took: seconds on the clock, and seconds of the processor."""

    clock: float
    processor: float


def run(command: Sequence[object]) -> Took:
    """Run a command to its end, without a screen."""
    words = [str(word) for word in command]
    # An installed program is compiled; a computer that keeps nothing compiled would measure the compiler.
    environment = _environment()
    begun = time.perf_counter()
    # Only `wait4` tells of one process alone what it took.
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(words, stdout=nowhere, env=environment)
    _id, status, used = os.wait4(process.pid, 0)
    clock = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"{words} ended with {process.returncode}"
    return Took(clock, used.ru_utime + used.ru_stime)


def memory(command: Sequence[object]) -> int:
    """Run a command to its end, and return the bytes of memory that it took at its most."""
    words = [sys.executable, "-c", BEGINNER, *map(str, command)]
    told = subprocess.run(words, check=True, capture_output=True, env=_environment()).stdout
    return int(told) * 1024


def _environment() -> dict[str, str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**environment, "QT_QPA_PLATFORM": "offscreen"}


def call(work: Callable[[], object]) -> Took:
    """Do something in this process."""
    begun, computed = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - begun, time.process_time() - computed)


def bare_window() -> Took:
    """Start Python and Qt, show a window with nothing in it, and leave."""
    return run([sys.executable, "-c", BARE_WINDOW])


def alternate(ours: Callable[[], Took], plain: Callable[[], Took], rounds: int) -> list[tuple[Took, Took]]:
    """Return what both sides took in each round but the first, which warms."""
    return [(ours(), plain()) for _round in range(rounds + 1)][1:]


def is_busy(plain: Sequence[Took]) -> bool:
    """Whether plain runs tell of a machine that is busy with other things."""
    return statistics.median(each.clock / each.processor for each in plain) > BUSY


def judge(name: str, rounds: Sequence[tuple[Took, Took]], most: float) -> None:
    """Print how many times the plain side ours took, and fail above the most that it may be."""
    clock = statistics.median(ours.clock / plain.clock for ours, plain in rounds)
    processor = statistics.median(ours.processor / plain.processor for ours, plain in rounds)
    busy = is_busy([plain for _ours, plain in rounds])
    seconds = statistics.median(ours.processor if busy else ours.clock for ours, _plain in rounds)
    told = f"by the processor, the machine is busy; by the clock {clock:.2f}" if busy else f"processor {processor:.2f}"
    say(name, processor if busy else clock, most, f"{seconds:.3f} s, {told}")


def say(name: str, ratio: float, most: float, more: str = "") -> None:
    """Print one line, and fail above the most that the ratio may be."""
    line = f"{name}: {ratio:.2f} (at most {most:g}){'  ' if more else ''}{more}"
    print(f"\n{line}", flush=True)
    assert ratio <= most, line


def kept(path: Path) -> Path:
    """Return a place for what is expensive to make and the same in each run."""
    folder = Path(__file__).parents[2] / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / path
