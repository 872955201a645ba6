"""The main job by names and keys alone: run in a session of its own, `dbus-run-session -- python -m tests.accessibility.main_job`.

Begin a submission, rate an objective, write down a gap and a pledge, check, and export a draft. It knows what is said, and
the keys of a keyboard; it knows no place on the screen and nothing of the program's inside.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.accessibility.bus import CHECKED, Bus

PACKAGES = "packages"
TITLES = {"gap": "No registrar in three counties", "pledge": "A registrar in every county by 2030"}
REASON = "Registers are open in forty counties."


def main(folder: Path) -> None:
    """Do the main job with a program that is started here; what is made lies in the folder."""
    settings = {
        "PLEDGEBOOK_HOME": str(folder / "home"),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "QT_QPA_PLATFORM": "xcb",
        "LC_ALL": "C.UTF-8",
        "HOME": str(folder),
    }
    launcher = subprocess.Popen(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"])
    program = subprocess.Popen([sys.executable, "-m", "desktop"], env=os.environ | settings)
    try:
        drive(Bus(), folder)
        assert program.wait(20) == 0
    finally:
        program.kill()
        launcher.terminate()


def drive(bus: Bus, folder: Path) -> None:
    """Do the main job."""
    begin(bus, folder)
    rate(bus)
    write_down(bus, "Gaps", "Title", TITLES["gap"])
    write_down(bus, "Pledges", "Name of the pledge", TITLES["pledge"])
    export(bus, folder)


def begin(bus: Bus, folder: Path) -> None:
    bus.wait_for_window("Pledgebook")
    bus.tab_to("New submission…")
    bus.press("space")
    bus.wait_for_window("New submission")
    bus.tab_to("Country")
    bus.type("Kenya")
    bus.press("Return")
    bus.tab_to("Choose where to save…")
    bus.press("space")
    bus.wait_for_window("Where should the file be saved?")
    bus.press("ctrl+a")
    bus.type(str(folder / "kenya.pledgebook"))
    bus.press("Return")
    bus.wait_for_window("kenya")


def go(bus: Bus, page: str) -> None:
    """Go to a page by the navigator, which F6 comes to."""
    part(bus, "Pages of this submission")
    bus.move("Home")
    bus.arrow_to(page)
    bus.press("Return")


def part(bus: Bus, name: str) -> None:
    """Go to a part of the window, or a list that is one."""
    for _part in range(6):
        if bus.is_in(name):
            return
        bus.move("F6")
    raise AssertionError(f"F6 does not come to “{name}”")


def rate(bus: Bus) -> None:
    go(bus, "Objectives…")
    part(bus, "Objectives")
    bus.arrow_to("Objective 4:…")
    bus.press("Return")
    bus.wait_for_window("kenya")
    bus.tab_to("Rating: …")
    bus.arrow_to("Rating: Partly achieved", "Right")
    bus.press("space")
    bus.wait_for_state("Rating: Partly achieved", CHECKED)
    bus.tab_to("Reason for this rating")
    bus.type(REASON)


def write_down(bus: Bus, page: str, field: str, title: str) -> None:
    go(bus, page + "…")
    bus.move("ctrl+n")
    bus.tab_to(field)
    bus.type(title)
    bus.wait_for(title + "…")


def export(bus: Bus, folder: Path) -> None:
    go(bus, "Check…")
    bus.move("ctrl+e")
    (folder / PACKAGES).mkdir()
    bus.tab_to("Export a draft…")
    bus.press("space")
    bus.wait_for_window("Folder for the package")
    bus.press("ctrl+a")
    bus.type(str(folder / PACKAGES))
    bus.press("Return")
    bus.wait_for_window("kenya")
    bus.wait_for_file(folder / PACKAGES, "*.asice")
    bus.press("ctrl+q")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
