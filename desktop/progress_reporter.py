"""The progress of long work: how it tells how far it is, and learns that it should stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class ProgressReporter(Protocol):
    """Somebody who watches long work."""

    def step(self, done: int, total: int, text: str) -> None:
        """Tell that `done` of `total` steps are done and what comes next, in words.

        Raises `Cancelled` when somebody chose to stop: whoever works calls this only where stopping leaves
        everything as it was.
        """


class NullProgress:
    """Nobody watches."""

    def step(self, done: int, total: int, text: str) -> None:
        """Do nothing."""


@dataclass(frozen=True)
class Part:
    """A part of longer work, from one per cent of it to another.

    Args:
        text: what is said all along; empty for what the part itself says. Whoever compares a document by writing it anew
            is not writing it for those who watch.
    """

    whole: ProgressReporter
    start: int
    end: int
    text: str = ""

    def step(self, done: int, total: int, text: str) -> None:
        """Tell the whole how far it is. Raises Cancelled when somebody chose to stop."""
        self.whole.step(self.start + (self.end - self.start) * done // max(1, total), 100, self.text or text)
