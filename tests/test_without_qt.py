"""Everything but the window runs where there is no Qt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WITHOUT_QT = """
import importlib, pkgutil, sys

class Nowhere:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Nowhere())
import desktop

for room in pkgutil.walk_packages(desktop.__path__, "desktop.", onerror=lambda name: None):
    if not room.name.startswith("desktop.ui"):
        importlib.import_module(room.name)

from desktop.__main__ import main

for words in (
    ["new", "a.pledgebook", "--country", "KE", "--cycle", "2026"],
    ["info", "a.pledgebook", "--json"],
    ["export", "a.pledgebook", "--draft", "--out", "out"],
):
    sys.argv = ["pledgebook", *words]
    try:
        main()
    except SystemExit as left:
        assert not left.code, (words, left.code)
assert not [name for name in sys.modules if name.split(".")[0] in {"PySide6", "shiboken6"}]
"""


def test_the_main_job_is_done_without_qt(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT],
        cwd=tmp_path,
        env=_environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "out").glob("*.asice"))


def _environment(folder: Path) -> dict[str, str]:
    import os

    return {**os.environ, "PLEDGEBOOK_HOME": str(folder / "home"), "PYTHONPATH": str(Path(__file__).parent.parent)}
