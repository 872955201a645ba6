"""The charts of the workbook: of the same numbers as those of the screen, named, described, and read back."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.package.export_sheets import charts, sheet_names
from desktop.package.readback_charts import charts_of
from desktop.package.readback_workbook import compare_workbook
from desktop.package.workbook import write_workbook
from desktop.record.entry import Answer, Entry, Value, bound_id
from desktop.record.matrix import gap_matrix
from desktop.record.overview import standings
from desktop.record.series import series
from desktop.record.submission import Submission
from desktop.record.trend_chart import trend_chart

ID = "6f6b1a5e-0000-4000-8000-000000000001"


def entry(kind: str, key: str = "", id: str = "", **answers: Value) -> Entry:
    return Entry(
        id or bound_id(ID, kind, key), kind, key, answers={name: Answer(each) for name, each in answers.items()}
    )


def value(number: int, **answers: Value) -> Entry:
    return entry("value", id=f"00000000-0000-4000-8000-{number:012}", indicator="10.7.1", **answers)


@pytest.fixture
def submission() -> Submission:
    entries = [
        entry("submission", country="KE", cycle="2026"),
        entry("assessment", "4", rating="advanced", trend="improving"),
        entry("assessment", "5", rating="not_started"),
        entry("policy_answer", "1a", answer="partial"),
        entry("policy_answer", "2a", answer="yes"),
        entry("policy_answer", "2b", answer="no"),
        entry("indicator", "10.7.1", target_year=2030, target_value="1.0", baseline_year=2018, baseline_value="6.2"),
        value(1, year=2018, value="6.2"),
        value(2, year=2025, value="4.1"),
        value(3, year=2025, value="5.0", disaggregation="sex", category="Women & girls"),
    ]
    return Submission(ID, {each.id: each for each in entries})


def parts(workbook: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist() if name.endswith((".xml", ".rels"))}


def changed(workbook: bytes, part: str, old: str, new: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed, zipfile.ZipFile(stream, "w") as target:
        for name in packed.namelist():
            data = packed.read(name)
            if name == part:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode(), 1)
            target.writestr(name, data)
    return stream.getvalue()


def differences(submission: Submission, catalogue: Catalogue, workbook: bytes) -> list[str]:
    return compare_workbook(submission, catalogue, workbook, draft=True, own=True).differences


def test_there_is_a_chart_of_ratings_of_policies_and_of_each_indicator_with_years(
    submission: Submission, catalogue: Catalogue
) -> None:
    workbook = write_workbook(submission, catalogue, language="en", draft=True)
    found = charts_of(workbook)
    assert found is not None
    ratings, policies, trend = found
    assert {"Ratings of the objectives", "Objective", "Rating, 0 to 4"} == ratings.texts
    assert {"Domain", "Questions"} < policies.texts
    assert {"Months of income", "Fell from 6.2 in 2018 to 4.1 in 2025: 40% of the way to the target"} < trend.texts
    assert all(
        each in ratings.words
        for each in (s.words() for s in standings(submission, catalogue, gap_matrix(submission, catalogue)))
    )
    drawn = trend_chart(series(submission, catalogue, "10.7.1"))
    assert drawn is not None and drawn.words() in trend.words
    # All that is drawn are cells, and what is in them is what was answered.
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    rows = list(book["Chart figures"].iter_rows(min_row=2, values_only=True))
    assert len([row for row in rows if row[0] == "Ratings of the objectives"]) == 23
    assert [row[3] for row in rows[:5]] == [None, None, None, 3, 0], "not rated is no 0"
    assert ("10.7.1", "Total", 2025, 4.1) in rows
    assert ("10.7.1", "Line to the target", 2030, 1) in rows
    assert ("10.7.2", "Not answered") in {row[:2] for row in rows}
    counted = [row[3] for row in rows if row[0] == "10.7.2"]
    assert sum(counted) == sum(len(each.sub_categories) for each in catalogue.policy.domains)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_read_back_whole_and_is_the_same_each_time(
    submission: Submission, catalogue: Catalogue, language: str
) -> None:
    workbook = write_workbook(submission, catalogue, language=language, draft=True)
    assert workbook == write_workbook(submission, catalogue, language=language, draft=True)
    with use_language(language):
        assert differences(submission, catalogue, workbook) == []
        names = sheet_names(catalogue)
    sheets = openpyxl.load_workbook(io.BytesIO(workbook)).sheetnames
    assert names[charts.SHEET.key] in sheets and names[charts.FIGURES.key] in sheets


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/charts/chart1.xml", "$D$2:$D$24", "$D$2:$D$20"),
        ("xl/charts/chart3.xml", "4.1 in 2025", "2.1 in 2025"),
        ("xl/drawings/drawing1.xml", "Well advanced", "Fully achieved"),
        ("xl/drawings/drawing1.xml", "<graphicFrame>", "<graphicFrames>"),
    ],
)
def test_a_chart_that_says_something_else_is_found(
    part: str, old: str, new: str, submission: Submission, catalogue: Catalogue
) -> None:
    workbook = write_workbook(submission, catalogue, language="en", draft=True)
    (said,) = differences(submission, catalogue, changed(workbook, part, old, new))
    assert "Charts" in said


def test_it_is_read_from_right_to_left_in_arabic(submission: Submission, catalogue: Catalogue) -> None:
    there = parts(write_workbook(submission, catalogue, language="ar", draft=True))
    bars, lines = there["xl/charts/chart1.xml"], there["xl/charts/chart3.xml"]
    values = bars[bars.index("<valAx>") :]
    assert '<orientation val="maxMin"/>' in values
    years = lines[lines.index("<valAx>") : lines.index("</valAx>")]
    assert '<orientation val="maxMin"/>' in years
    assert 'rtl="1"' in bars and 'rtl="0"' not in bars
    here = parts(write_workbook(submission, catalogue, language="en", draft=True))["xl/charts/chart3.xml"]
    assert '<orientation val="maxMin"/>' not in here


def test_lines_are_told_apart_without_a_colour(submission: Submission, catalogue: Catalogue) -> None:
    lines = parts(write_workbook(submission, catalogue, language="en", draft=True))["xl/charts/chart3.xml"]
    drawn = re.findall(r"<ser>.*?</ser>", lines)
    assert len(drawn) == 3
    assert len({re.findall(r'prstDash val="(\w+)"', each)[0] for each in drawn}) == 3


def test_there_is_no_sheet_without_anything_to_draw(submission: Submission, catalogue: Catalogue) -> None:
    entries = {id: each for id, each in submission.entries.items() if each.kind == "submission"}
    empty = replace(submission, entries=entries)
    workbook = write_workbook(empty, catalogue, language="en", draft=True)
    names = openpyxl.load_workbook(io.BytesIO(workbook)).sheetnames
    assert "Charts" not in names and "Chart figures" not in names
    assert differences(empty, catalogue, workbook) == []


@pytest.mark.parametrize(
    "figure", ["1234567890123456.5", "0.12345678901234567", "-9.1234567890123456", "99999999999999999"]
)
def test_a_figure_of_more_digits_than_a_spreadsheet_keeps_is_read_back_as_it_was_written(
    submission: Submission, catalogue: Catalogue, figure: str
) -> None:
    more = value(4, year=2024, value=figure)
    submission = replace(submission, entries={**submission.entries, more.id: more})
    assert differences(submission, catalogue, write_workbook(submission, catalogue, language="en", draft=True)) == []
