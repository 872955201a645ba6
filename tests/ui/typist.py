"""Somebody who types in the real window and tells each key: started as a process of its own, to be killed.

Tells lines: `key TIME NUMBER` when a key was pressed, `kept NUMBER` when so many letters are in the file.

    python -m tests.ui.typist FILE SEED REST LATEST
"""

from __future__ import annotations

import os
import random
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app import build
from desktop.ui.fields import base
from desktop.ui.window import Window
from tests.ui.everywhere import open_spot

FIELDS = ("a line", "a long text", "a cell", "no number", "a country begun", "where we stand", "about")
LETTERS = "abcdefgh ijklmn opqrst uvwxyz"


def text_of(seed: int, letters: int) -> str:
    """Return what somebody types first."""
    chance = random.Random(seed)
    return "".join(chance.choice(LETTERS) for _each in range(letters))


def field_of(seed: int) -> str:
    """Return the field that somebody types into."""
    return FIELDS[seed % len(FIELDS)]


def type_into(window: Window, seed: int) -> None:
    """Type until the process is killed: quickly, slowly, with rests."""
    chance = random.Random(-seed)
    spot, _text, _expected = open_spot(window, field_of(seed))
    typed = text_of(seed, 20_000)
    number = 0

    def tell(text: str) -> None:
        os.write(1, f"{text}\n".encode())

    def press() -> None:
        nonlocal number
        QTest.keyClick(spot.typed_into, typed[number])
        number += 1
        tell(f"key {time.monotonic()} {number}")
        rests = chance.random() < 0.03
        QTimer.singleShot(base.REST * 3 // 2 if rests else chance.randrange(1, max(base.REST // 4, 2)), press)

    spot.session.changed.connect(lambda _revision: tell(f"kept {number}"))
    tell(f"ready {spot.entry_id} {spot.key}")
    press()


def main() -> None:
    path, seed, base.REST, base.LATEST = Path(sys.argv[1]), *(int(each) for each in sys.argv[2:5])
    application, window = build(dark=False)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    window.open_file(path)
    type_into(window, seed)
    application.exec()


if __name__ == "__main__":
    main()
