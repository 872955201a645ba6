"""What an old laptop with 4 GB has to bear: memory, rest, starts of the installed program, and starts from a slow stick.

`./build_installer.py stage linux` lays out the program folder that is measured here.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bench import sticks
from tests.bench.measuring import alternate, judge, run, say
from tests.bench.submissions import program
from tests.bench.windows import FROZEN, drawn_on, held, opened, staying, wake_ups

Make = Callable[[int], Path]

MEGABYTES = 180
EVERY_PAGE = 500
"""A page that was seen is kept, with all the widgets of its forms: far more than one should take, and no more than today."""
BLINKING = 16
"""Qt's cursor goes and comes twice a second, and tells the screen each time."""
SECONDS = 8

if not FROZEN.exists():
    pytest.skip("there is no program folder: ./build_installer.py stage linux", allow_module_level=True)

both = pytest.mark.parametrize("frozen", [True, False], ids=["installed", "checkout"])


@pytest.fixture(scope="module")
def display() -> Iterator[dict[str, str]]:
    with drawn_on() as env:
        yield env


def command(frozen: bool, *words: object) -> list[str]:
    return [str(FROZEN), *map(str, words)] if frozen else program(*words)


@both
def test_memory_with_500_entries(submission_of: Make, display: dict[str, str], tmp_path: Path, frozen: bool) -> None:
    with opened(command(frozen, "open", submission_of(500)), tmp_path / "home", display) as pid:
        share, own = held(pid)
    say(f"megabytes with 500 entries open, installed: {frozen}", share, MEGABYTES, f"{own:.0f} MB its own")


@both
def test_memory_when_every_page_was_seen(
    submission_of: Make, display: dict[str, str], tmp_path: Path, frozen: bool
) -> None:
    words = staying(submission_of(500), "every page", frozen=frozen)
    with opened(words, tmp_path / "home", display, says_ready=True) as pid:
        share, own = held(pid)
    say(f"megabytes when every page was seen, installed: {frozen}", share, EVERY_PAGE, f"{own:.0f} MB its own")


@both
@pytest.mark.parametrize("with_file", [False, True], ids=["start page", "submission"])
def test_it_rests(submission_of: Make, display: dict[str, str], tmp_path: Path, frozen: bool, with_file: bool) -> None:
    words = command(frozen, *(["open", submission_of(500)] if with_file else []))
    with opened(words, tmp_path / "home", display) as pid:
        say(f"wake-ups in a second, a file: {with_file}, installed: {frozen}", wake_ups(pid, SECONDS), 0.2)


@both
def test_it_rests_while_somebody_thinks_in_a_field(
    submission_of: Make, display: dict[str, str], tmp_path: Path, frozen: bool
) -> None:
    """The cursor of Qt blinks; nothing else wakes up."""
    words = staying(submission_of(500), "field", frozen=frozen)
    with opened(words, tmp_path / "home", display, says_ready=True) as pid:
        blinking = wake_ups(pid, SECONDS)
    words = staying(submission_of(500), "steady cursor", frozen=frozen)
    with opened(words, tmp_path / "home", display, says_ready=True) as pid:
        say(f"wake-ups in a second in a field, cursor steady, installed: {frozen}", wake_ups(pid, SECONDS), 0.2)
    say(f"wake-ups in a second in a field, cursor blinking, installed: {frozen}", blinking, BLINKING)


def test_start_of_what_is_installed() -> None:
    installed, checkout = command(True, "--exit-when-shown"), command(False, "--exit-when-shown")
    judge("start, installed against the checkout", alternate(lambda: run(installed), lambda: run(checkout), 7), 1.1)


def test_open_of_what_is_installed(submission_of: Make) -> None:
    file = submission_of(500)
    installed, checkout = command(True, "open", file, "--exit-when-shown"), program("open", file, "--exit-when-shown")
    judge(
        "open 500 entries, installed against the checkout",
        alternate(lambda: run(installed), lambda: run(checkout), 7),
        1.1,
    )


@pytest.mark.skipif(bool(sticks.why_not()), reason=sticks.why_not() or "-")
def test_start_from_a_slow_stick(tmp_path: Path) -> None:
    """The first start after it was plugged in, against the first start after a laptop with a turning disk was switched on."""
    env = {"QT_QPA_PLATFORM": "offscreen", "PLEDGEBOOK_HOME": str(tmp_path / "home")}
    with sticks.stick(FROZEN.parent, tmp_path) as device:

        def started(speed: sticks.Speed) -> tuple[float, int, int]:
            return device.start(speed, ["--exit-when-shown"], env)

        rounds = [tuple(map(started, (sticks.STICK, sticks.DISK, sticks.FREE))) for _round in range(4)][1:]
    seconds = [statistics.median(each[side][0] for each in rounds) for side in range(3)]
    _seconds, read, reads = rounds[-1][0]
    told = f"{seconds[0]:.2f} s against {seconds[1]:.2f} s, {read / 1e6:.0f} MB in {reads} reads"
    say("start from a slow stick against a slow disk", seconds[0] / seconds[1], 1.5, told)
    say("start from a slow stick against a disk without limit", seconds[0] / seconds[2], 20)


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_no_file_is_read_twice_at_a_start(tmp_path: Path) -> None:
    """Qt opens a plug-in to see what it is, and a font to see what it has, before it loads it: that is in memory then."""
    notes = tmp_path / "opened.txt"
    run(["strace", "-f", "-qq", "-e", "trace=openat", "-o", notes, FROZEN, "--exit-when-shown"])
    opened_files = re.findall(r'"([^"]*/runtime/[^"]+)", (?!.*O_DIRECTORY).* = \d+$', notes.read_text(), re.MULTILINE)
    assert opened_files, subprocess.list2cmdline([str(FROZEN)])
    twice = {path for path in opened_files if opened_files.count(path) > 1}
    by_qt = re.compile(r"/(plugins|fonts)/|/icons/parts/|/boot\.py$")
    own = sorted(path for path in twice if not by_qt.search(path))
    say(
        "files of the folder that a start reads twice",
        len(own),
        0,
        f"of {len(set(opened_files))}; by Qt {len(twice) - len(own)}",
    )
