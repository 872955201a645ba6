"""The tables of a submission file, and how files of older versions become files of this one.

Each step is a file of its own here, and its line in `_STEPS`. Steps that were released are never touched. Tables are made
anew and never renamed: each version of SQLite writes a renamed one in its own way, and what stands in the schema is
compared to the letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from desktop.store.schema import (
    m001_first,
    m002_history_as_data,
    m003_small_files,
    m004_who_said_what_was_joined,
)

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x504C4442
"""`PLDB` in ASCII: stands in the header of the file and tells it from every other database."""


class Step(Protocol):
    """A step from the tables of one version to those of the next.

    Attributes:
        DIGEST: the `expected.digest` of the tables that it leads to.
    """

    __name__: str
    DIGEST: str

    def migrate(self, db: Database, /) -> None:
        """Take the step."""


_STEPS: tuple[Step, ...] = (
    m001_first,
    m002_history_as_data,
    m003_small_files,
    m004_who_said_what_was_joined,
)

VERSION = len(_STEPS)
"""The version of the tables, kept as `user_version`."""

NAMES = tuple(step.__name__.rpartition(".")[2] for step in _STEPS)
"""The names of the steps, in their order, as files keep them."""

DIGESTS = tuple(step.DIGEST for step in _STEPS)
"""The marks of the tables of each version, from the first one on."""


def migrations() -> Migrations:
    """Return the steps from an empty file to `VERSION`; each runs in a transaction of its own."""
    from sqlite_utils.migrations import Migrations

    steps = Migrations("pledgebook")
    for name, step in zip(NAMES, _STEPS, strict=True):
        steps(name=name)(step.migrate)
    return steps
