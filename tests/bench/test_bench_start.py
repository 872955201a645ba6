"""How long it takes until the first page can be used, as a ratio against a bare Qt window in the same run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

ROUNDS = 7
MOST = 2.0

BARE = """
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


def seconds(*command: str) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return time.perf_counter() - begun


def test_the_first_page_is_there_in_twice_the_time_of_a_bare_window() -> None:
    ratios = []
    for _round in range(ROUNDS + 1):
        bare = seconds(sys.executable, "-c", BARE)
        ours = seconds(sys.executable, "-m", "desktop", "--exit-when-shown")
        ratios.append(ours / bare)
    ratio = statistics.median(ratios[1:])  # the first round warms the disk
    print(f"start: {ratio:.2f} times a bare window (at most {MOST})")
    assert ratio <= MOST
