"""Values of indicators come in from a table of the SDG database. Every figure in these tables is made up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.import_csv import import_values, plan_values
from desktop.operations.import_entries import CannotImport
from desktop.operations.tables.areas import country_of
from desktop.operations.tables.column_mapping import ColumnMapping
from desktop.operations.tables.columns import suggest
from desktop.operations.tables.numbers import marks_of, read_number
from desktop.operations.tables.table import read_table
from desktop.operations.tables.table_plan import ValuePlan
from desktop.store.file import SubmissionFile

EXPORT = (
    "Goal,Target,Indicator,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value,Time_Detail,"
    "TimeCoverage,UpperBound,LowerBound,BasePeriod,Source,GeoInfoUrl,FootNote,[Age],[Location],[Nature],"
    "[Reporting Type],[Sex],[Units]"
)
"""The header that the export has; the rows of the tests are made up."""


def exported(*rows: str) -> bytes:
    return ("\n".join([EXPORT, *rows]) + "\n").encode()


def made_up(
    value: str = "5.1",
    *,
    indicator: str = "8.5.2",
    code: str = "404",
    name: str = "Kenya",
    year: str = "2019",
    age: str = "ALLAGE",
    sex: str = "BOTHSEX",
    place: str = "ALLAREA",
    nature: str = "C",
    series: str = "A made-up series",
    unit: str = "PERCENT",
) -> str:
    """Return a made-up row of the export."""
    return (
        f'8,8.5,{indicator},MADE_UP,{series},{code},{name},{year},"{value}",{year},,,,,A made-up survey,,A made-up note,'
        f"{age},{place},{nature},G,{sex},{unit}"
    )


def planned(submission: SubmissionFile, catalogue: Catalogue, content: bytes, **chosen: str) -> ValuePlan:
    table = read_table(content)
    return plan_values(submission.read(), catalogue, table, replace(suggest(table, catalogue), **chosen))


def values_of(submission: SubmissionFile) -> list[dict[str, object]]:
    return [{key: each.value for key, each in entry.answers.items()} for entry in submission.read().of_kind("value")]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", "12"),
        ("12.50", "12.50"),
        ("12,5", "12.5"),
        ("0,123", "0.123"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234\u202f567", "1234567"),
        ("1\u2009234.5", "1234.5"),
        ("1'234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("۱۲٫۵", "12.5"),
        ("٢٠٫٥", "20.5"),
        ("\u22123.5", "-3.5"),
        ("1.5E-05", "0.000015"),
        (".5", "0.5"),
        ("+4", "4"),
    ],
)
def test_a_number_is_read_as_it_was_meant(cell: str, number: str) -> None:
    assert read_number(cell).text == number


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("<0.1", "bound"),
        (">95", "bound"),
        ("NaN", "none"),
        ("..", "none"),
        ("n/a", "none"),
        ("1,234", "two_ways"),
        ("١,٢٣٤", "two_ways"),
        ("1.234", "two_ways"),
        ("12 ‰", "not_number"),
        ("4.5m", "not_number"),
        ("4.5 k", "not_number"),
        ("1.2.3", "not_number"),
        ("1,234,56", "not_number"),
        ("12 34", "not_number"),
        ("1d5", "not_number"),
        ("twelve", "not_number"),
        ("²", "not_number"),
        ("1e999", "not_number"),
        ("9" * 60, "not_number"),
    ],
)
def test_what_is_no_number_is_never_guessed(cell: str, why: str) -> None:
    found = read_number(cell)
    assert (found.text, found.why) == ("", why)


def test_a_column_shows_its_decimal_sign() -> None:
    assert marks_of(["1,234", "2.5"]) == {"."}
    assert marks_of(["1.234", "2,5"]) == {","}
    assert marks_of(["1,234", "7"]) == set()
    assert read_number("1,234", ".").text == "1234"
    assert read_number("1,234", ",").text == "1.234"


@pytest.mark.parametrize(
    ("code", "name", "country"),
    [
        ("404", "Kenya", "KE"),
        ("4", "", "AF"),
        ("KEN", "", "KE"),
        ("", "Kenya", "KE"),
        ("", "Cote d’Ivoire", "CI"),
        ("", "Iran (Islamic Republic of)", "IR"),
        ("", "كينيا", "KE"),
        ("001", "World", "-"),
        ("736", "Sudan [former]", "-"),
        ("", "Sudan [former]", ""),
        ("", "Republic of Korea", "KR"),
        ("", "Land A", ""),
    ],
)
def test_an_area_is_a_country_only_beyond_doubt(code: str, name: str, country: str) -> None:
    assert country_of(code, name) == country


def test_the_export_comes_in(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(
        exported(
            made_up("5.1"),
            made_up("6.2", sex="FEMALE", age="15-24", nature="E"),
            made_up("7.3", place="RURAL"),
            made_up("8.4", code="800", name="Uganda"),
            made_up("9.5", indicator="1.1.1"),
            made_up("1", indicator="10.7.2"),
        )
    )
    done = import_values(submission, catalogue, path, by="Desk officer A")
    assert done.counts == {"value": 3}
    common = {
        "indicator": "8.5.2",
        "year": 2019,
        "source": "A made-up survey",
        "note": "A made-up series\nA made-up note",
    }
    unit = {"unit": "Per cent"} if catalogue.indicator("8.5.2").unit != "Per cent" else {}
    assert values_of(submission) == [
        {**common, **unit, "value": "5.1"},
        {
            **common,
            **unit,
            "value": "6.2",
            "disaggregation": "sex",
            "category": "women, 15–24",
            "estimate": True,
        },
        {**common, **unit, "value": "7.3", "disaggregation": "location", "category": "rural"},
    ]
    said = " ".join(done.said)
    assert "1 row is about another country or area." in said
    assert "not in the list (1.1.1)" in said
    assert "Answer the questions of this indicator" in said
    submission.undo("")
    assert values_of(submission) == []


def test_a_trial_writes_nothing_and_a_second_time_brings_nothing(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies: list[int] = []
    monkeypatch.setattr(submission, "back_up", lambda: copies.append(len(values_of(submission))))
    path = tmp_path / "export.csv"
    path.write_bytes(exported(made_up("5.1"), made_up("5.10"), made_up("6", sex="MALE")))
    before = submission.read()
    trial = import_values(submission, catalogue, path, dry_run=True)
    assert trial.counts == {"value": 2} and trial.revision is None
    assert submission.read() == before
    import_values(submission, catalogue, path)
    assert copies == [0], "a copy is kept before anything is written, and none for a trial"
    again = import_values(submission, catalogue, path)
    assert again.counts == {} and again.revision is None
    assert "2 values already exist and are skipped." in again.said
    path.write_bytes(exported(made_up("5.3")))
    other = import_values(submission, catalogue, path)
    assert other.counts == {"value": 1}
    assert any("differs from the one that already exists" in each for each in other.said)


def test_rows_that_contradict_each_other_are_left_out(submission: SubmissionFile, catalogue: Catalogue) -> None:
    plan = planned(submission, catalogue, exported(made_up("5"), made_up("6"), made_up("7", year="2020")))
    assert [each.answers["value"] for each in plan.entries] == ["7"]
    assert plan.rows_left_out == 2
    assert "2, 3" in plan.left_out[0]


def test_series_of_one_indicator_are_kept_apart(submission: SubmissionFile, catalogue: Catalogue) -> None:
    plan = planned(submission, catalogue, exported(made_up("5", series="Fatal"), made_up("6", series="Non-fatal")))
    assert [each.answers["category"] for each in plan.entries] == ["Fatal", "Non-fatal"]
    assert any("more than one series" in each for each in plan.sentences())


def test_one_series_that_is_there_is_known_again_beside_another(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(exported(made_up("5", series="Fatal")))
    import_values(submission, catalogue, path)
    plan = planned(submission, catalogue, exported(made_up("5", series="Fatal"), made_up("5", series="Non-fatal")))
    assert plan.already == 1
    assert [each.answers["category"] for each in plan.entries] == ["Non-fatal"]


def test_an_age_that_the_indicator_names_is_no_group(submission: SubmissionFile, catalogue: Catalogue) -> None:
    rows = (made_up("60", indicator="16.9.1", age="<5Y"), made_up("59", indicator="16.9.1", age="<5Y", sex="FEMALE"))
    plan = planned(submission, catalogue, exported(*rows))
    assert [each.answers.get("category") for each in plan.entries] == [None, "girls"]
    assert "unit" not in plan.entries[0].answers, "per cent is the unit of the indicator"


def test_other_dimensions_keep_their_own_words(submission: SubmissionFile, catalogue: Catalogue) -> None:
    content = (
        "Indicator,GeoAreaCode,TimePeriod,Value,[Education level],[Disability status],[Reporting Type]\n"
        "8.5.2,404,2019,5,_T,_T,G\n"
        "8.5.2,404,2019,6,PRIMARY,PD,G\n"
    )
    whole, group = planned(submission, catalogue, content.encode()).entries
    assert "disaggregation" not in whole.answers
    assert (group.answers["disaggregation"], group.answers["category"]) == ("disability", "PD, PRIMARY")


def test_rows_that_cannot_be_read_are_named(submission: SubmissionFile, catalogue: Catalogue) -> None:
    cells = ["<0.1", "NaN", "..", "", "about five"]
    rows = [made_up(cell, year=str(2000 + place)) for place, cell in enumerate(cells)]
    plan = planned(submission, catalogue, exported(*rows, made_up("5", year="2015-2017"), made_up("5", year="1066")))
    assert plan.entries == [] and plan.errors == []
    assert [each.split(" is left out")[0] for each in plan.left_out] == [f"Line {line}" for line in range(2, 9)]
    assert "7 rows are left out." in plan.sentences()
    assert "“<0.1” is a limit, not a value" in plan.left_out[0]


def test_what_can_be_read_in_two_ways_is_decided_by_the_column_or_refused(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    alone = exported(made_up("1,234"), made_up("7", year="2020"))
    plan = planned(submission, catalogue, alone)
    assert plan.two_ways
    assert plan.errors == ["Line 2: “1,234” can be read in two ways. Choose the decimal separator."]
    (tmp_path / "export.csv").write_bytes(alone)
    with pytest.raises(CannotImport) as caught:
        import_values(submission, catalogue, tmp_path / "export.csv")
    assert caught.value.details == tuple(plan.errors)
    assert values_of(submission) == []
    chosen = planned(submission, catalogue, alone, decimal=".")
    assert [each.answers["value"] for each in chosen.entries] == ["1234", "7"]
    points = planned(submission, catalogue, exported(made_up("1,234"), made_up("7.5", year="2020")))
    assert [each.answers["value"] for each in points.entries] == ["1234", "7.5"]
    commas = planned(submission, catalogue, exported(made_up("1,234"), made_up("7,5", year="2020")))
    assert [each.answers["value"] for each in commas.entries] == ["1.234", "7.5"]
    both = planned(submission, catalogue, exported(made_up("1.234"), made_up("7,5"), made_up("7.5", year="2020")))
    assert both.two_ways and both.errors


def test_three_decimals_are_decimals_where_commas_divide(submission: SubmissionFile, catalogue: Catalogue) -> None:
    assert planned(submission, catalogue, exported(made_up("1.234"))).entries[0].answers["value"] == "1.234"
    semicolons = b"Indicator;TimePeriod;Value\n8.5.2;2019;1.234\n"
    assert planned(submission, catalogue, semicolons).two_ways


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";"), ("latin-1", "\t"), ("utf-16", "\t"), ("utf-8-sig", ",")],
)
def test_letters_and_delimiters(
    submission: SubmissionFile, catalogue: Catalogue, encoding: str, delimiter: str
) -> None:
    rows = [
        ["Indicator", "GeoAreaCode", "TimePeriod", "Value", "Source", "[Sex]"],
        ["8.5.2", "404", "2019", '"6,5"', '"Enquête ""menages"", faite; par l’État"'.replace("’", "'"), "MALE"],
    ]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)
    table = read_table(content)
    assert table.delimiter == delimiter
    (entry,) = planned(submission, catalogue, content).entries
    assert entry.answers == {
        "indicator": "8.5.2",
        "year": 2019,
        "value": "6.5",
        "disaggregation": "sex",
        "category": "men",
        "source": 'Enquête "menages", faite; par l\'État',
    }


def test_arabic_digits_and_years(submission: SubmissionFile, catalogue: Catalogue) -> None:
    content = "Indicator;TimePeriod;Value\n8.5.2;٢٠١٩;١٬٢٣٤٫٥\n8.5.2;۲۰۲۰.0;۷\n8.5.2;2021.0;7\n".encode()
    plan = planned(submission, catalogue, content)
    assert [(each.answers["year"], each.answers["value"]) for each in plan.entries] == [
        (2019, "1234.5"),
        (2020, "7"),
        (2021, "7"),
    ]
    assert any("No column gives the country" in each for each in plan.sentences())


def test_a_decimal_comma_between_semicolons_is_no_column() -> None:
    assert read_table(b"Indicator;Value\n8.5.2;1,5\n8.5.2;2,5\n").delimiter == ";"
    assert read_table(b"sep=;\nIndicator;Value\n8.5.2;1\n").header == ("Indicator", "Value")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "not a text"),
        (b"PK\x03\x04rest of a workbook", "workbook or archive"),
        (b"\xff\xfe\x00", "not a text"),
        (b"8.5.2,404,2019,5\n8.5.2,404,2020,6\n", "no column names"),
        (b'Indicator,Value\n"8.5.2,5\n', "quotation mark"),
    ],
)
def test_a_file_that_is_no_table_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(CannotImport) as caught:
        read_table(content)
    assert said in caught.value.message


def test_a_file_that_is_not_there(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    with pytest.raises(CannotImport):
        import_values(submission, catalogue, tmp_path / "nowhere.csv")


def test_a_header_only(submission: SubmissionFile, catalogue: Catalogue) -> None:
    assert planned(submission, catalogue, EXPORT.encode()).errors == ["The file has a header but no rows below it."]


def test_two_columns_of_one_name(submission: SubmissionFile, catalogue: Catalogue) -> None:
    content = b"Indicator,TimePeriod,Value,Value,,FootNote,FootNote\n8.5.2,2019,5,6,x,a,b\n"
    table = read_table(content)
    mapping = suggest(table, catalogue)
    assert mapping.columns == ("indicator", "year", "value", "", "", "note", "note")
    assert table.name(4) == "Column 5"
    (entry,) = plan_values(submission.read(), catalogue, table, mapping).entries
    assert (entry.answers["value"], entry.answers["note"]) == ("5", "a\nb")
    twice = plan_values(
        submission.read(), catalogue, table, ColumnMapping(("indicator", "year", "value", "value", *[""] * 3))
    )
    assert twice.errors == ["More than one column was chosen for: Value."]


def test_what_is_needed_is_asked_for(submission: SubmissionFile, catalogue: Catalogue) -> None:
    plan = planned(submission, catalogue, b"Thing,When\na,b\n")
    assert [each.rpartition(": ")[2] for each in plan.errors] == ["Indicator.", "Year.", "Value."]
    table = read_table(b"Thing,When\na,b\n")
    assert plan_values(submission.read(), catalogue, table, ColumnMapping(("indicator",))).errors


def test_rows_that_are_too_long_or_cut_off(submission: SubmissionFile, catalogue: Catalogue) -> None:
    content = b"Indicator,TimePeriod,Value,Source\n8.5.2,2019,5,5,x\n8.5.2,2020,5\n\n8.5.2,2021,5"
    plan = planned(submission, catalogue, content)
    assert [each.answers["year"] for each in plan.entries] == [2020]
    assert plan.left_out == [
        "Line 2 is left out: it has more cells than the header.",
        "Line 5 is left out: the file ends in the middle of this row.",
    ]


def test_an_unclear_country_is_asked_for(submission: SubmissionFile, catalogue: Catalogue) -> None:
    content = b"Indicator,GeoAreaName,TimePeriod,Value\n8.5.2,Land A,2019,5\n8.5.2,Land B,2019,6\n"
    plan = planned(submission, catalogue, content)
    assert plan.area_unclear and plan.areas == ("Land A", "Land B")
    assert "Kenya" in plan.errors[0]
    chosen = planned(submission, catalogue, content, area="Land B")
    assert [each.answers["value"] for each in chosen.entries] == ["6"]
    assert chosen.other_countries == 1
    assert planned(submission, catalogue, content, area="Land C").errors
    clear = planned(submission, catalogue, content.replace(b"Land A", b"Kenya"))
    assert [each.answers["value"] for each in clear.entries] == ["5"]
    others = planned(submission, catalogue, content.replace(b"Land A", b"Uganda").replace(b"Land B", b"World"))
    assert others.errors == [] and others.other_countries == 2


def test_the_command(submission_path: Path, tmp_path: Path) -> None:
    from desktop.cli import main

    (tmp_path / "export.csv").write_bytes(exported(made_up("5.1"), made_up("..", year="2020")))
    arguments = ["import-values", str(submission_path), str(tmp_path / "export.csv")]
    trial = CliRunner().invoke(main, [*arguments, "--dry-run"])
    assert trial.exit_code == 0
    assert "nothing was written" in trial.output
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0
    assert "1 value was imported." in done.output and "Line 3 is left out" in done.output
    assert CliRunner().invoke(main, [*arguments, "--area", "Land A"]).exit_code == 2
