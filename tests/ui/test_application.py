"""A file that a Mac hands over while the program runs is opened like one that it was started with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.create import create

HANDED_OVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QFileOpenEvent
from desktop.app import build

application, window = build()
window.show()
QTimer.singleShot(0, lambda: QCoreApplication.sendEvent(application, QFileOpenEvent(sys.argv[1])))
while window.session is None:
    application.processEvents()
print(window.session.path.name)
window.session.close()
"""


def test_a_file_that_is_handed_over_is_opened(tmp_path: Path, catalogue: Catalogue) -> None:
    path = tmp_path / "café — 移民.pledgebook"
    create(path, catalogue, {"country": "KE", "cycle": "2026", "language": "en"}).close()
    done = subprocess.run(
        [sys.executable, "-c", HANDED_OVER, str(path)],
        env=os.environ | {"PLEDGEBOOK_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == path.name, done.stderr
