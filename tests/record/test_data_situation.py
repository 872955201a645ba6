"""What can be said of the national data, and what nobody has said yet."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.record.data_situation import data_situation
from desktop.record.entry import Answer, Entry, Value, bound_id
from desktop.record.submission import Submission

ID = "6f6b1a5e-0000-4000-8000-000000000001"


def submission(*entries: Entry) -> Submission:
    return Submission(ID, {entry.id: entry for entry in entries})


def entry(kind: str, key: str = "", **answers: Value) -> Entry:
    entry_id = bound_id(ID, kind, key) if key else f"{kind}-{sorted(answers.items(), key=str)}"
    return Entry(entry_id, kind, key, answers={name: Answer(value) for name, value in answers.items()})


def test_nothing_said_is_said_so(catalogue: Catalogue) -> None:
    found = data_situation(submission(), catalogue)
    assert found.rows == ()
    assert found.sentence().startswith("Data availability has not been stated")


def test_each_characteristic_has_its_state_and_its_reason(catalogue: Catalogue) -> None:
    rows = [
        {"characteristic": "sex", "availability": "available", "note": "Survey of 2025"},
        {"characteristic": "migratory_status", "availability": "not_available", "note": "Not asked"},
    ]
    found = data_situation(
        submission(entry("indicator", "16.9.1", availability="partial", disaggregations=rows)), catalogue
    )
    (row,) = found.rows
    assert (row.key, row.availability) == ("16.9.1", "partial")
    assert (row.cells["sex"].state, row.cells["sex"].note) == ("available", "Survey of 2025")
    assert row.cells["migratory_status"].state == "not_available"
    assert row.cells["age"].state == "", "what nobody has said is neither available nor not available"
    assert set(row.cells) == set(found.characteristics)


def test_a_value_for_a_group_shows_that_there_is_data(catalogue: Catalogue) -> None:
    value = entry("value", indicator="16.9.1", year=2025, value="71", disaggregation="disability", category="with")
    (row,) = data_situation(submission(value), catalogue).rows
    assert (row.cells["disability"].state, row.cells["disability"].values) == ("available", 1)


def test_a_national_characteristic_gets_a_column_of_its_own(catalogue: Catalogue) -> None:
    rows = [{"characteristic": "island", "availability": "planned"}]
    found = data_situation(submission(entry("indicator", "16.9.1", disaggregations=rows)), catalogue)
    assert "island" in found.characteristics
    assert found.rows[0].cells["island"].state == "planned"
