"""The folder of the program is gone: an error is told all the same, what is typed is kept, and the window closes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.create import create
from desktop.operations.open_file import open_file
from desktop.ui.message_boxes import tell_problem
from desktop.ui.window import Window

GONE = """
import json, sys
from pathlib import Path
from desktop import paths
from desktop.app import build
from desktop.ui.navigation import Place
file, copy = map(Path, sys.argv[1:])
application, window = build(dark=False)
window.open_file(file)
window.show()
window.workplace.go(Place("pledges"))
window.workplace.add()
while window.at_hand is None or not window.at_hand.loaded:
    application.processEvents()

wanted, told = [], []

class Gone:
    def find_spec(self, name, path=None, target=None):
        wanted.append(name)
        raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Gone())
paths.resources = lambda: Path("/nowhere")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox

def answer(words):
    def press():
        box = QApplication.activeModalWidget()
        if box is None:
            QTimer.singleShot(10, press)
            return
        told.append(type(box).__name__)
        box.grab()
        next(each for each in box.findChildren(QAbstractButton) if each.text() == words).click()
    QTimer.singleShot(10, press)

answer("Close")
try:
    1 / 0
except ZeroDivisionError as error:
    sys.excepthook(type(error), error, error.__traceback__)

window.session.file._database.conn.execute("PRAGMA query_only = ON")
form = window.workplace.page.panel.form
title = form.field("title")
title.editor().setText("Typed when all was gone")
title.editor().textEdited.emit("Typed when all was gone")
form.commit()
waiting = len(window.session.saving.waiting)
sys.modules["desktop.ui.file_dialogs"].file_to_write = lambda *_each, **_also: copy
for each in window.workplace.findChildren(QAbstractButton):
    if each.text() == "Save a copy elsewhere…":
        each.click()
window.grab()
answer("Close without saving")
closed = window.close()
print(json.dumps({"told": told, "waiting": waiting, "closed": closed and not window.isVisible(), "wanted": wanted}))
"""


def test_an_error_is_told_what_is_typed_is_kept_and_the_window_closes(
    tmp_path: Path, home: Path, catalogue: Catalogue
) -> None:
    path, copy = tmp_path / "kenya.pledgebook", tmp_path / "copy.pledgebook"
    create(path, catalogue, {"country": "KE", "cycle": "2026", "language": "en"}).close()
    ended = subprocess.run(
        [sys.executable, "-c", GONE, str(path), str(copy)],
        env={**os.environ, "PLEDGEBOOK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=90,  # what is not at hand is told by a box that nobody closes
    )
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout.splitlines()[-1])
    assert found["told"] == ["BugDialog", "QMessageBox"] and found["waiting"] == 1 and found["closed"]
    assert [each for each in found["wanted"] if each.partition(".")[0] == "desktop"] == []
    kept = open_file(copy)
    assert [each.text("title") for each in kept.read().of_kind("pledge")] == ["Typed when all was gone"]
    kept.close()


def test_a_plain_box_tells_of_it_where_even_that_is_gone(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("desktop.ui.dialogs.bug", "desktop.log_handler"):
        monkeypatch.setitem(sys.modules, name, None)
    told: list[str] = []
    monkeypatch.setattr(
        QMessageBox, "exec", lambda box: told.append(f"{box.text()}\n{box.informativeText()}\n{box.detailedText()}")
    )
    tell_problem(window, "A heading", ValueError("secret"))
    assert len(told) == 1 and "A heading" in told[0] and "ValueError" in told[0] and "secret" not in told[0]
