"""The same choices on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from desktop.catalogue.catalogue import Catalogue
from desktop.cli import main
from desktop.operations.open_file import open_file

KINDS = "Indicator,Year,Kind,Value\n8.5.2,2020,1,3.4\n8.5.2,2020,2,4\n"


@pytest.fixture
def run(submission_path: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    def running(content: str | bytes, *options: str, name: str = "table.csv") -> Result:
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        arguments = ["--language", "en", "import-values", str(submission_path), str(tmp_path / name)]
        return CliRunner().invoke(main, [*arguments, *options])

    return running


def groups(path: Path) -> list[str]:
    file = open_file(path, read_only=True)
    found = [f"{each.text('disaggregation')}: {each.text('category')}" for each in file.read().of_kind("value")]
    file.close()
    return found


def test_a_column_that_is_not_clear_is_said(run, submission_path: Path) -> None:  # type: ignore[no-untyped-def]
    refused = run(KINDS)
    assert refused.exit_code == 2 and "The column “Kind” is not known" in refused.output
    assert groups(submission_path) == []
    done = run(KINDS, "--column", "Kind=by")
    assert done.exit_code == 0 and "2 values were imported." in done.output
    assert groups(submission_path) == ["Kind: 1", "Kind: 2"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["Kind=by:sex"], ["sex: 1", "sex: 2"]),
        (["kind=by:Migratory status"], ["migratory_status: 1", "migratory_status: 2"]),
        (["3=category"], [": 1", ": 2"]),
        (["Kind=out"], []),
    ],
)
def test_what_a_column_can_be(run, submission_path: Path, said: list[str], expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    done = run(KINDS, *(part for each in said for part in ("--column", each)))
    assert done.exit_code == 0
    assert groups(submission_path) == expected


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("Sort=by", "The table has no column “Sort”"),
        ("Kind=thing", "“thing” is not a role that"),
        ("Kind", "no column"),
    ],
)
def test_what_cannot_be_is_named(run, said: str, sentence: str) -> None:  # type: ignore[no-untyped-def]
    refused = run(KINDS, "--column", said)
    assert refused.exit_code == 2 and sentence in refused.output


def test_the_indicator_can_be_said(run, submission_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("Year,Value\n2020,5\n").exit_code == 2
    assert run("Year,Value\n2020,5\n", "--indicator", "SDG 17.3.2").exit_code == 0
    file = open_file(submission_path, read_only=True)
    assert [each.text("indicator") for each in file.read().of_kind("value")] == ["17.3.2"]
    file.close()


def test_the_encoding_and_the_calendar_can_be_said(run, submission_path: Path) -> None:  # type: ignore[no-untyped-def]
    content = "Indicator;Year;Value;Note\n17.3.2;2567;5;Řízení\n".encode("cp1250")
    assert run(content).exit_code == 2
    done = run(content, "--encoding", "cp1250", "--calendar", "buddhist")
    assert done.exit_code == 0
    file = open_file(submission_path, read_only=True)
    (entry,) = file.read().of_kind("value")
    assert entry.value("year") == 2024 and entry.text("note").startswith("Řízení")
    file.close()


def test_nothing_raw_of_a_file_reaches_the_terminal(run) -> None:  # type: ignore[no-untyped-def]
    content = "Indicator,Year,Value\n\x9b31mred\u202e.1,2020,5\n8.5.2,\u202e2020\u2066,5\n8.5.2,2020,\u202e5x\n"
    done = run(content)
    assert not any(sign in done.output for sign in "\x1b\x9b\u202e\u2066")


def test_bounds_of_a_catalogue(catalogue: Catalogue) -> None:
    bounds = {each.key: (each.minimum, each.maximum) for each in catalogue.indicators}
    assert bounds["16.9.1"] == bounds["3.8.1"] == (0, 100)
    assert bounds["8.8.2"] == (0, 10)
    assert bounds["10.c.1"] == (0, None)
    assert all(low is None or high is None or low < high for low, high in bounds.values())


def test_what_is_asked_can_be_said(run, submission_path: Path) -> None:  # type: ignore[no-untyped-def]
    stacked = "Indicator,Year,Sex,Value\n8.5.2,2020,Total,5\n8.5.2,2020,Women,6\n8.5.2,2021,,7\n"
    refused = run(stacked)
    assert refused.exit_code == 2 and "Choose whether they mean everybody or the group above them." in refused.output
    assert run(stacked, "--empty", "above").exit_code == 0
    assert groups(submission_path) == [": ", "sex: women", "sex: women"]
    unclear = "Indicator,Year,Value\n10.7.4,2020,0.2\n"
    refused = run(unclear)
    assert refused.exit_code == 2 and "Choose their unit." in refused.output
    assert run(unclear, "--unit", "Per cent").exit_code == 0
    series = "Year,Series,Value\n2020,Victims,12\n2020,Rate of victims,1.5\n"
    done = run(series, "--series", "Rate of victims", "--dry-run", name="16-2-2.csv")
    assert "1 value is ready" in done.output and "1 row is from another series." in done.output
