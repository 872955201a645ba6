"""The sheet of values of our own workbook comes home whole, in every language and also when it was saved as CSV."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.create import create
from desktop.operations.export import export
from desktop.operations.import_csv import import_values, read_file
from desktop.record.entry import Value
from desktop.store.file import SubmissionFile

VALUES: list[dict[str, Value]] = [
    {"indicator": "8.5.2", "year": 2021, "value": "12.50", "source": "Labour force survey, 2021", "estimate": False},
    {"indicator": "8.5.2", "year": 2021, "value": "1234567890123456.5"},
    {
        "indicator": "16.2.2",
        "year": 2020,
        "value": "0.4",
        "disaggregation": "sex",
        "category": "women, 15–24",
        "estimate": True,
        "note": "One line\nand another",
    },
    {
        "indicator": "17.3.2",
        "year": 2019,
        "value": "-3",
        "unit": "thousands of euros",
        "disaggregation": "Form of work",
        "category": "M",
    },
    {"indicator": "10.7.3", "year": 2018, "value": "7", "disaggregation": "migratory_status", "category": "Total"},
    {"indicator": "An indicator of our own", "year": 2018, "value": "7.100"},
    {"indicator": "8.5.2", "value": "3"},
    {"indicator": "8.5.2", "year": 2017},
    {"indicator": "8.5.2", "year": 2022, "value": "5", "note": "word " * 9000 + "end"},
    {"indicator": "8.5.2", "year": 2016, "value": "5", "source": "=SUM(A1)"},
]


def answers_of(file: SubmissionFile) -> dict[str, dict[str, Value]]:
    return {
        entry.id: {key: answer.value for key, answer in entry.answers.items()} for entry in file.read().of_kind("value")
    }


def workbook_of(folder: Path, catalogue: Catalogue, language: str) -> tuple[Path, dict[str, dict[str, Value]]]:
    answers: dict[str, Any] = {"country": "KE", "cycle": "2026", "language": language}
    file = create(folder / "there.pledgebook", catalogue, answers)
    with file.transaction("import", "values", "") as writing:
        for each in VALUES:
            writing.add("value", each)
    done = export(
        file,
        catalogue,
        folder / "package",
        identity=None,
        at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        draft=True,
        language=language,
    )
    found = answers_of(file)
    file.close()
    with zipfile.ZipFile(done.path) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".xlsx"))
        (folder / "submission.xlsx").write_bytes(archive.read(name))
    return folder / "submission.xlsx", found


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh"])
def test_the_workbook_comes_home_whole(language: str, catalogue: Catalogue, tmp_path: Path) -> None:
    path, there = workbook_of(tmp_path, catalogue, language)
    home = create(tmp_path / "home.pledgebook", catalogue, {"country": "KE", "cycle": "2026", "language": "en"})
    done = import_values(home, catalogue, path)
    assert done.counts == {"value": len(VALUES)}
    assert answers_of(home) == there
    again = import_values(home, catalogue, path)
    assert again.counts == {}
    assert f"{len(VALUES)} values already exist and are skipped." in again.said
    entry = next(each for each in home.read().of_kind("value") if each.text("category") == "women, 15–24")
    with home.transaction("edit", "another figure", "") as writing:
        writing.set(entry.id, "value", "0.5")
    differing = import_values(home, catalogue, path)
    assert differing.counts == {}
    (sentence,) = (each for each in differing.left_out if "is left out" in each)
    assert "“Indicator 16.2.2, 2020” already exists and differs in: Value: “0.5” here, “0.4” in the file." in sentence
    home.close()


def test_the_sheet_saved_as_csv_comes_home(catalogue: Catalogue, tmp_path: Path) -> None:
    path, there = workbook_of(tmp_path, catalogue, "fr")
    table = read_file(path)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.header)
    # A spreadsheet with French settings writes a comma before decimals.
    writer.writerows(
        [cell.replace(".", ",") if table.header[place] == "Valeur" else cell for place, cell in enumerate(row.cells)]
        for row in table.rows
    )
    (tmp_path / "valeurs.csv").write_bytes(text.getvalue().encode("utf-8-sig"))
    home = create(tmp_path / "home.pledgebook", catalogue, {"country": "KE", "cycle": "2026", "language": "en"})
    import_values(home, catalogue, tmp_path / "valeurs.csv")
    assert answers_of(home) == there
    home.close()


def test_its_columns_without_ids(planned) -> None:  # type: ignore[no-untyped-def]
    plan = planned(
        "Id,Indicator,Year,Value,Unit,Broken down by,Group,Source,This is an estimate,Note\n"
        ",16.2.2,2021,3.1,,Sex,women,,,\n,16.2.2,2022,0.4,,Age,0-17,,Yes,\n,16.2.2,2023,0.5,,,,,No,\n"
    )
    assert [dict(each.answers) for each in plan.entries] == [
        {"indicator": "16.2.2", "year": 2021, "value": "3.1", "disaggregation": "sex", "category": "women"},
        {
            "indicator": "16.2.2",
            "year": 2022,
            "value": "0.4",
            "disaggregation": "age",
            "category": "0-17",
            "estimate": True,
        },
        {"indicator": "16.2.2", "year": 2023, "value": "0.5", "estimate": False},
    ]
