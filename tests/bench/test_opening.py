"""How long it takes from the command to the first page that can be used, and how much memory, against a bare Qt window."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.measuring import alternate, bare_window, judge, memory, run, say
from tests.bench.submissions import program

Make = Callable[[int], Path]


def test_start() -> None:
    judge("start page", alternate(lambda: run(program("--exit-when-shown")), bare_window, 7), 2.0)


@pytest.mark.parametrize(("count", "most", "rounds"), [(100, 2.0, 7), (1_000, 2.3, 7), (10_000, 5.0, 5)])
def test_open(submission_of: Make, count: int, most: float, rounds: int) -> None:
    file = submission_of(count)
    ours = program("open", file, "--exit-when-shown")
    judge(f"open {count} entries", alternate(lambda: run(ours), bare_window, rounds), most)


def test_memory(submission_of: Make) -> None:
    large, small = submission_of(10_000), submission_of(100)

    def opened(file: Path) -> int:
        return memory(program("open", file, "--exit-when-shown"))

    rounds = [(opened(large), opened(small)) for _round in range(4)][1:]
    ratio = statistics.median(many / few for many, few in rounds)
    megabytes = [round(statistics.median(side) / 1e6) for side in zip(*rounds, strict=True)]
    say("memory with 10,000 entries open against 100", ratio, 1.5, f"{megabytes[0]} MB against {megabytes[1]} MB")
