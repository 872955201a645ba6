"""The power goes with the cursor in a field: what was typed until a moment ago is there, whole, and as one step.

A few rounds belong to every run. Many more, with the times of the real program:

    PLEDGEBOOK_KILLS_IN_WINDOW=300 PLEDGEBOOK_REST=1000 pytest -s tests/ui/test_killed_while_typing.py
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.catalogue.forms_reader import current
from desktop.operations.create import create
from desktop.operations.open_file import open_file
from desktop.record.entry import Entry
from desktop.record.unaccepted import key_of
from tests.ui.typist import field_of, text_of

ROUNDS = int(os.environ.get("PLEDGEBOOK_KILLS_IN_WINDOW", "4"))
REST = int(os.environ.get("PLEDGEBOOK_REST", "40"))
LATEST = REST * 4
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_killed_with_the_cursor_in_the_field(seed: int, tmp_path: Path) -> None:
    catalogue = current()
    path = tmp_path / "kenya.pledgebook"
    create(path, catalogue, {"country": "KE", "cycle": "2026", "language": "en"}).close()
    chance = random.Random(seed)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.typist", str(path), str(seed), str(REST), str(LATEST)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    assert process.stdout is not None
    _ready, entry_id, key = process.stdout.readline().split()
    lines: list[str] = []
    # The rounds of an ordinary run end at a letter, so that they take as long as the machine needs.
    ends = time.monotonic() + chance.uniform(0.02, 3.0) * LATEST / 1000
    letters = chance.randint(1, 60)
    for line in process.stdout:
        lines.append(line)
        if (time.monotonic() >= ends) if ROUNDS > 100 else line.endswith(f" {letters}\n"):
            break
    process.kill()
    killed = time.monotonic()
    rest, _nothing = process.communicate()
    lines += rest.splitlines()
    keys = [(float(each[1]), int(each[2])) for line in lines if (each := line.split())[0] == "key" and len(each) == 3]
    told = (line.split() for line in lines if line.startswith("kept "))
    kept = max((int(each[1]) for each in told if len(each) == 2), default=0)

    file = open_file(path)
    entry = file.read().entries.get(entry_id, Entry("", ""))
    found = entry.typed.get(key)
    value = entry.value(key) if found is None else found.value
    if isinstance(value, list):
        value = value[0].get("name", "")  # type: ignore[union-attr]
    said = "" if value is None else str(value)
    typed = text_of(seed, keys[-1][1] + 1 if keys else 1)
    assert typed.lstrip().startswith(said)
    assert len(said) >= len(typed[:kept].strip()), "what was told to be kept is kept"
    revisions = [
        each for each in file.revisions() for change in each.changes
        if change.entry_id == entry_id and change.field in (key, key_of(key))
    ]  # fmt: skip
    assert len({each.id for each in revisions}) == (1 if said else 0), "one stay, one step"
    if said:
        file.undo("")
        undone = file.read().entries.get(entry_id, Entry("", ""))
        assert (undone.value(key), undone.typed.get(key)) == (None, None)
    file.close()
    assert [each.name for each in tmp_path.glob("kenya*")] == ["kenya.pledgebook"]
    lead = len(typed) - len(typed.lstrip())
    lost = [at for at, number in keys if number > len(said) + lead and typed[number - 1] != " "]
    if ROUNDS > 100:
        since = max((killed - at for at in lost), default=0.0)
        print(
            f"ROUND {seed} {field_of(seed)}: typed {len(keys)}, lost {len(lost)}, the first of them {since:.2f} s ago"
        )
        assert since < 5 * REST / 1000
