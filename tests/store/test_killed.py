"""The power goes: whatever was left before is in the file, nothing is half written, and the file opens."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.store.file import SubmissionFile

ROUNDS = int(os.environ.get("PLEDGEBOOK_KILLS", "12"))

WRITES = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from desktop.store.file import SubmissionFile

file = SubmissionFile.open(Path(sys.argv[1]), now=lambda: datetime.now(UTC))
number = 0
while True:
    with file.transaction("edit", f"Add {number}", "") as revision:
        revision.add("practice", {"title": f"Practice {number}", "summary": f"Said {number}. " * 40})
    print(number, flush=True)
    number += 1
"""


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_killed_in_the_middle_of_writing(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    process = subprocess.Popen([sys.executable, "-c", WRITES, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    last = -1
    for _line in range(chance.randint(1, 40)):
        last = int(process.stdout.readline())
    # The next revision is under way by now; where in it the process dies is up to the machine.
    for _turn in range(chance.randint(0, 20_000)):
        pass
    process.kill()
    rest, _errors = process.communicate()
    last = max([last, *(int(line) for line in rest.split())])
    file = SubmissionFile.open(path, now=lambda: datetime.now(UTC))
    practices = file.read().of_kind("practice")
    titles = [entry.text("title") for entry in practices]
    assert titles[: last + 1] == [f"Practice {number}" for number in range(last + 1)]
    assert len(titles) <= last + 2, "one more may have been on the disk before it was told"
    for number, entry in enumerate(practices):
        assert entry.text("summary") == (f"Said {number}. " * 40).strip()
        assert entry.id in {hit.entry_id for hit in file.search(f"said {number}", limit=500)}
    assert len(list(file.revisions())) == len(titles) + 1
    file.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]
