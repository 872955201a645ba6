"""A workbook that is written in the place of an earlier one: the ledger waits for the one that is there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from desktop.cli import main
from desktop.operations.open_file import open_file


def run(*words: object, status: int = 0) -> str:
    done = CliRunner().invoke(main, ["--language", "en", *map(str, words)], catch_exceptions=False)
    assert done.exit_code == status, done.output
    return done.output


def ledger(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("ledger", path, "--json"))
    return found


@pytest.fixture
def told_of(submission_path: Path) -> Path:
    """A submission with a practice that a workbook can ask about."""
    file = open_file(submission_path)
    with file.transaction("edit", "Write", "") as unit:
        unit.add("practice", {"title": "Registering births", "objectives": [4]})
    file.close()
    return submission_path


@pytest.mark.parametrize("name", ["health.xlsx", "health.docx"])
def test_one_that_was_written_over_is_not_waited_for(told_of: Path, tmp_path: Path, name: str) -> None:
    for until in ("2026-01-01", "2026-01-02", "2026-01-03"):
        run("workbook", "out", told_of, "--to", "Ministry of Health", "--until", until, "--out", tmp_path / name)
    assert {line["until"]: line["state"] for line in ledger(told_of)} == {
        "2026-01-01": "replaced",
        "2026-01-02": "replaced",
        "2026-01-03": "overdue",
    }
    assert run("ledger", told_of).count("Replaced · Ministry of Health") == 2


def test_what_lies_elsewhere_or_is_none_of_these_replaces_nothing(told_of: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    out = tmp_path / "health.xlsx"
    run("workbook", "out", told_of, "--to", "Ministry of Health", "--out", out)
    run("workbook", "out", told_of, "--to", "Ministry of Health", "--out", other / "health.xlsx")
    out.write_bytes(b"somebody else's")
    run("workbook", "out", told_of, "--to", "Ministry of Health", "--out", out)
    assert [line["state"] for line in ledger(told_of)] == ["out", "out", "out"]


def test_a_copy_of_one_that_was_written_over_is_taken_when_it_comes_back(told_of: Path, tmp_path: Path) -> None:
    out, sent = tmp_path / "health.xlsx", tmp_path / "sent.xlsx"
    run("workbook", "out", told_of, "--to", "Ministry of Health", "--objectives", "4", "--out", out)
    shutil.copyfile(out, sent)
    run("workbook", "out", told_of, "--to", "Ministry of Health", "--objectives", "4", "--out", out)
    book = load_workbook(sent)
    cell = next(cell for row in book["Practices"] for cell in row if cell.value == "Registering births")
    cell.value = "Registering every birth"
    book.save(sent)
    run("workbook", "in", told_of, sent)
    assert sorted(line["state"] for line in ledger(told_of)) == ["joined", "out"]
    file = open_file(told_of, read_only=True)
    assert [each.text("title") for each in file.read().of_kind("practice")] == ["Registering every birth"]
    file.close()


def test_where_it_cannot_be_written_the_earlier_one_is_waited_for(
    told_of: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "health.xlsx"
    run("workbook", "out", told_of, "--to", "Ministry of Health", "--out", out)
    before = out.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr("os.fsync", full)
    run("workbook", "out", told_of, "--to", "Ministry of Health", "--out", out, status=2)
    monkeypatch.undo()
    assert out.read_bytes() == before
    assert [line["state"] for line in ledger(told_of)] == ["out"]
