"""How long an export takes, against plain pages with plain signatures for the pledges that it holds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench.measuring import Took, alternate, call, judge, run
from tests.bench.raw_documents import pledges_of, write_raw
from tests.bench.submissions import program, record

PASSPHRASE = "a passphrase for measuring"

Make = Callable[[int], Path]


@pytest.mark.parametrize(("count", "pledges", "most", "rounds"), [(100, 25, 3.0, 4), (1_000, 250, 1.8, 2)])
def test_export(submission_of: Make, tmp_path: Path, count: int, pledges: int, most: float, rounds: int) -> None:
    file = submission_of(count)
    (tmp_path / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    words = ("--passphrase-file", tmp_path / "passphrase")
    key = tmp_path / "key.p12"
    run(program("identity", "new", "Ministry A", "--country", "KE", "--out", key, *words))
    answers = pledges_of(record(count))
    assert len(answers) == pledges

    def exported() -> Took:
        out = tmp_path / "out"
        shutil.rmtree(out, ignore_errors=True)
        took = run(program("export", file, "--identity", key, *words, "--out", out, "--incomplete"))
        assert list(out.glob("*.asice"))
        return took

    raw = tmp_path / "raw"
    raw.mkdir()
    sides = alternate(exported, lambda: call(lambda: write_raw(answers, raw, key, PASSPHRASE)), rounds)
    judge(f"export of {count} entries with {pledges} pledges", sides, most)
