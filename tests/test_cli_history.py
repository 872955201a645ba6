"""Restore points and going back, on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from desktop.catalogue.catalogue import Catalogue
from desktop.cli import main
from desktop.operations import edit
from desktop.operations.open_file import open_file
from desktop.record.reasons import reason_of

Run = Callable[..., Result]


@pytest.fixture
def run(submission_path: Path) -> Run:
    def running(command: str, *words: str, status: int = 0) -> Result:
        result = CliRunner().invoke(
            main, ["--language", "en", command, str(submission_path), *words], catch_exceptions=False
        )
        assert result.exit_code == status, result.output
        return result

    return running


@pytest.fixture
def add(submission_path: Path, catalogue: Catalogue) -> Callable[[str], None]:
    def adding(title: str) -> None:
        file = open_file(submission_path)
        edit.add(file, catalogue, "practice", {"title": title, "objectives": [7]})
        file.close()

    return adding


def titles(path: Path) -> list[str]:
    file = open_file(path, read_only=True)
    found = [each.text("title") for each in file.read().of_kind("practice")]
    file.close()
    return found


def test_a_file_goes_back_to_a_name(run: Run, add: Callable[[str], None], submission_path: Path) -> None:
    add("First")
    assert "Restore point: Before the workshop" in run("restore-point", "Before the workshop", "--by", "Amina").output
    add("Second")
    tried = run("back-to", "before the workshop", "--dry-run").output
    assert "Entries that will be removed: 1" in tried
    assert "Objective 7" in tried and "Will be removed: Second" in tried
    assert "nothing was written" in tried
    assert titles(submission_path) == ["First", "Second"]
    done = run("back-to", "before the workshop", "--by", "Amina", "--why", "Too early").output
    assert "restored to “Before the workshop”" in done
    assert titles(submission_path) == ["First"]
    file = open_file(submission_path, read_only=True)
    (last,) = file.history(limit=1)
    file.close()
    assert (last.type, last.by, reason_of(last)) == ("restore", "Amina", "Too early")
    assert "nothing to change" in run("back-to", "before the workshop").output


def test_a_program_reads_what_would_change(run: Run, add: Callable[[str], None]) -> None:
    run("restore-point", "Draft")
    add("First")
    data = json.loads(run("back-to", "Draft", "--dry-run", "--json").output)
    assert data["done"] is False
    assert data["counts"] == {"added": 0, "changed": 0, "removed": 1}
    (entry,) = data["entries"]
    assert (entry["title"], entry["objective"], entry["way"]) == ("First", 7, "removed")
    assert entry["fields"] == ["objectives", "title"]
    assert json.loads(run("back-to", "Draft", "--json").output)["done"] is True
    again = json.loads(run("back-to", "Draft", "--json").output)
    assert (again["done"], again["entries"]) == (False, [])


def test_the_points_of_a_file_are_listed(run: Run, add: Callable[[str], None]) -> None:
    assert "no restore points" in run("restore-point").output
    run("restore-point", "Draft")
    assert run("restore-point").output.strip().endswith(": Draft")
    (point,) = json.loads(run("restore-point", "--json").output)
    assert (point["name"], point["cause"]) == ("Draft", "manual")


def test_a_name_of_two_moments_is_refused_with_both(
    run: Run, add: Callable[[str], None], submission_path: Path
) -> None:
    run("restore-point", "Draft")
    add("First")
    run("restore-point", "draft")
    refused = run("back-to", "Draft", status=2).output
    assert refused.count("draft: ") == 1 and refused.count("Draft: ") == 1
    assert "More than one restore point" in refused
    assert titles(submission_path) == ["First"]


def test_what_is_neither_a_name_nor_a_time_and_what_was_before_everything_are_refused(run: Run) -> None:
    assert "There is no restore point “Nowhere”" in run("back-to", "Nowhere", status=2).output
    assert "The history of this file begins after" in run("back-to", "2001-01-01", status=2).output
    assert len(run("back-to", "Nowhere", status=2).output.strip().splitlines()) == 1


def test_a_point_whose_name_shows_nothing_is_refused(run: Run) -> None:
    assert "give the restore point a name" in run("restore-point", "  ", status=2).output
