"""What the benchmarks share: made-up submissions, made once by the program itself."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.store import schema
from tests.bench import submissions, words
from tests.bench.measuring import kept

Make = Callable[[int], Path]


@pytest.fixture
def submission_of(tmp_path: Path) -> Make:
    """Make a submission of so many entries, for this benchmark alone.

    They are kept in `build/bench`, under a name that says what they were made by; making the largest takes longest.
    """

    def make(count: int) -> Path:
        sources = b"".join(Path(each.__file__).read_bytes() for each in (schema, submissions, words))
        name = f"{count}-{hashlib.sha256(sources).hexdigest()[:12]}.pledgebook"
        there = kept(name)
        if not there.exists():
            made = submissions.make_file(tmp_path / f"made-{count}.pledgebook", count)
            shutil.copyfile(made, there.with_suffix(".part"))
            there.with_suffix(".part").rename(there)
        return Path(shutil.copyfile(there, tmp_path / f"{count}.pledgebook"))

    return make
