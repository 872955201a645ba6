"""Whatever ends an export before its end, nothing stands under the name of a package."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import Cancelled, UserError
from desktop.operations.clock import now
from desktop.operations.documents import save_documents, save_report
from desktop.operations.export import SUFFIX, export
from desktop.operations.restore import restore
from desktop.operations.verify import verify
from desktop.package import document_signature, examine
from desktop.package.identity import Identity, create_identity
from desktop.store.file import SubmissionFile

CHUNK = 1 << 20


class Stop:
    """Somebody who chooses to stop where `wanted` says so, and notes every step until then."""

    def __init__(self, wanted: Callable[[int, str], bool]) -> None:
        self.wanted = wanted
        self.steps: list[tuple[int, str]] = []

    def step(self, done: int, total: int, text: str) -> None:
        self.steps.append((100 * done // total, text))
        if self.wanted(*self.steps[-1]):
            raise Cancelled("Stopped.")


@pytest.fixture(scope="module")
def identity() -> Identity:
    return create_identity("Ministry A", "KE", "a passphrase for tests", now())


@pytest.fixture
def pledging(submission: SubmissionFile) -> SubmissionFile:
    with submission.transaction("edit", "Write", "") as revision:
        revision.add("pledge", {"title": "Register births", "objectives": [4]})
        sha256 = revision.attach("survey.pdf", bytes(3 * CHUNK))
        revision.add("evidence", {"title": "Survey", "file": sha256, "objectives": [4]})
    return submission


@pytest.mark.parametrize("percent", [90, 95, 96, 97, 98, 99])
def test_stopped_while_it_is_written_and_looked_at_it_leaves_nothing(
    percent: int, pledging: SubmissionFile, catalogue: Catalogue, identity: Identity, tmp_path: Path
) -> None:
    stop = Stop(lambda done, _text: done >= percent)
    with pytest.raises(Cancelled):
        export(pledging, catalogue, tmp_path / "out", identity=identity, at=now(), work=stop)
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else percent < 96
    assert pledging.restore_points() == []
    assert stop.steps == sorted(stop.steps, key=lambda step: step[0]), "it never goes back"


@pytest.mark.parametrize("flaw", ["a document", "the whole"])
def test_a_package_that_does_not_hold_takes_no_name(
    flaw: str,
    pledging: SubmissionFile,
    catalogue: Catalogue,
    identity: Identity,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[Path] = []

    def refuse(part: Path, **_how: object) -> examine.ContainerFindings:
        seen.append(part)
        return examine.refused([examine.failed("form", [(examine.Refusal.NOT_ONE_FORM, "No.")])])

    if flaw == "the whole":
        monkeypatch.setattr(examine, "examine", refuse)
    else:
        monkeypatch.setattr(document_signature, "flaw", lambda *_each: "Its signature does not match it.")
    with pytest.raises(UserError, match="it was not saved"):
        export(pledging, catalogue, tmp_path / "out", identity=identity, at=now())
    assert list((tmp_path / "out").iterdir()) == []
    assert pledging.restore_points() == []
    assert not any(part.suffix == SUFFIX for part in seen)


KILLED = """
import os, sys
from pathlib import Path
from desktop.catalogue.forms_reader import current
from desktop.operations.clock import now
from desktop.operations.export import export
from desktop.operations.open_file import open_file
from desktop.package.identity import Identity, create_identity

class Killed:
    def step(self, done, total, text):
        if 100 * done // total >= int(sys.argv[3]):
            os._exit(9)

export(open_file(Path(sys.argv[1])), current(), Path(sys.argv[2]), draft=True, identity=None, at=now(), work=Killed())
"""


@pytest.mark.parametrize("percent", [96, 97, 99])
def test_killed_it_leaves_no_package_and_the_next_one_clears_up(
    percent: int, pledging: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    pledging.close()
    out = tmp_path / "out"
    ended = subprocess.run([sys.executable, "-c", KILLED, str(pledging.path), str(out), str(percent)], check=False)
    assert ended.returncode == 9
    assert not list(out.glob(f"*{SUFFIX}"))
    again = SubmissionFile.open(pledging.path, now=now)
    done = export(again, catalogue, out, identity=None, at=now(), draft=True)
    again.close()
    assert list(out.iterdir()) == [done.path]
    assert verify(done.path).is_draft


@pytest.mark.parametrize("way", [save_report, save_documents, verify, restore])
def test_whatever_reads_a_package_can_be_stopped_while_it_is_read(
    way: Callable[..., object], pledging: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    done = export(pledging, catalogue, tmp_path / "out", identity=None, at=now(), draft=True)
    before = sorted(tmp_path.rglob("*"))
    words = {save_report: (tmp_path,), restore: (tmp_path / "brought-back",)}.get(way, ())
    stop = Stop(lambda _done, text: len(stop.steps) == 4 and text == "Verifying the package")
    with pytest.raises(Cancelled):
        way(done.path, *words, work=stop)
    assert sorted(tmp_path.rglob("*")) == before
