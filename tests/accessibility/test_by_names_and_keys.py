"""The whole main job by keyboard alone, as a screen reader meets the program: through the accessibility bus, by names only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.operations.open_file import open_file
from tests.accessibility import bus, main_job
from tests.waiting import LONG

LONGEST = 240
"""Seconds after which nothing more is waited for."""

pytestmark = pytest.mark.skipif(bool(bus.lacking()), reason=f"No test through the accessibility bus: {bus.lacking()}.")


@pytest.fixture
def screen() -> Iterator[str]:
    """A screen that nobody sees, as large as that of the laptop."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(LONG)


def test_the_main_job_is_done_by_names_and_keys_alone(screen: str, tmp_path: Path) -> None:
    ran = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-m", "tests.accessibility.main_job", str(tmp_path)],
        env=os.environ | {"DISPLAY": screen, "PYTHONPATH": os.getcwd()},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-4000:]
    file = open_file(tmp_path / "kenya.pledgebook", read_only=True)
    submission = file.read()
    file.close()
    assert submission.about.text("country") == "KE"
    rated = submission.bound("assessment", "4")
    assert (rated.text("rating"), rated.text("reason")) == ("partial", main_job.REASON)
    assert {kind: [each.text("title") for each in submission.of_kind(kind)] for kind in main_job.TITLES} == {
        kind: [title] for kind, title in main_job.TITLES.items()
    }
    (package,) = (tmp_path / main_job.PACKAGES).glob("*.asice")
    assert package.stat().st_size > 10_000
