"""What is open in the window is the window's alone: by whatever way somebody looks at it again in there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.ui import file_dialogs
from desktop.ui.dialogs.examine import ExamineDialog
from desktop.ui.window import Window


def refused(path: Path) -> bool:
    """Return whether a second process is told that the file is open here."""
    command = [sys.executable, "-m", "desktop", "info", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode == 2 and "another window" in done.stderr


@pytest.fixture(autouse=True)
def same_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))


@pytest.mark.skipif(os.name != "posix", reason="links are for administrators there")
def test_the_same_file_by_a_link_lets_nobody_else_in(
    opened: Window, submission_path: Path, opened_problem: list[str]
) -> None:
    link = submission_path.with_name("link.pledgebook")
    link.symlink_to(submission_path)
    assert not opened.open_file(link)
    assert "another window" in opened_problem[0]
    assert refused(submission_path)
    assert opened.session is not None


def test_examining_the_open_file_as_a_package_lets_nobody_else_in(opened: Window, submission_path: Path) -> None:
    dialog = ExamineDialog(submission_path, opened)
    assert refused(submission_path)
    dialog.close()


def test_a_copy_in_conflict_is_told_when_a_file_is_opened(window: Window, submission_path: Path) -> None:
    name = f"{submission_path.stem} (conflicted copy 2026-03-02).pledgebook"
    shutil.copy(submission_path, submission_path.with_name(name))
    assert window.open_file(submission_path)
    assert window.session is not None
    (warning,) = window.session.file.warnings
    assert name in warning


def test_a_name_out_of_a_file_leads_out_of_no_folder(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_parent: object, _heading: str, near: str, _sorts: str) -> tuple[str, str]:
        asked.append(near)
        return "", ""

    monkeypatch.setattr("desktop.ui.file_dialogs.QFileDialog.getSaveFileName", answer)
    for name in ("../../etc/cron.d/x", "..\\..\\x", "/etc/passwd", "CON", "a\nb"):
        file_dialogs.file_to_write(window, "Save a copy", name, near=tmp_path)
    assert [Path(each).parent for each in asked] == [tmp_path] * 5
    assert [Path(each).name for each in asked] == ["x", "x", "passwd", "_CON", "a b"]


@pytest.mark.skipif(os.name != "posix", reason="rights are another matter there")
def test_what_this_computer_remembers_is_for_its_owner(opened: Window, home: Path) -> None:
    opened.preferences.keep("somebody", "Amina")
    files = [each for each in home.rglob("settings*") if each.is_file()]
    assert files
    assert {each.stat().st_mode & 0o777 for each in files} == {0o600}
