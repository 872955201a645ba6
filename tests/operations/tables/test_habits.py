"""Habits of offices that made a total of a group or lost rows, each as a small table. Every figure is made up."""

from __future__ import annotations

import pytest

from desktop.operations.tables.table_plan import ValuePlan
from tests.operations.tables.test_offices import figures

PLACES = "Year,Area,Value\n2020,Kenya,5\n2020,Coast,6\n2020,Female,7\n"
STACKED = "Indicator,Year,Sex,Value\n8.5.2,2020,Total,5\n8.5.2,2020,Women,6\n8.5.2,2021,,7\n"
SERIES = "Year,Series,Value\n2020,Victims,12\n2020,Rate of victims,1.5\n2021,Victims,14\n"


def said(plan: ValuePlan, words: str) -> bool:
    return any(words in each for each in [*plan.errors, *plan.sentences(), *plan.left_out, *plan.doubtful])


HABITS = {
    "a row of totals is no line of names": (
        "Year,Kind of injury,Sex,Citizens,Value\n2020,Total,Both,All,20\n2021,Total,Both,All,21\n2021,Fatal,Both,All,3\n",
        {"indicator": "8.8.1"},
        ["8.8.1 2020 20", "8.8.1 2021 21", "8.8.1 2021 3 [Kind of injury: Fatal]"],
    ),
    "places and groups in the column of the country": (
        PLACES,
        {"indicator": "8.5.2"},
        ["8.5.2 2020 5", "8.5.2 2020 6 [location: Coast]", "8.5.2 2020 7 [sex: women]"],
    ),
    "nothing but places in a column of areas": (
        "Year,Geography,Value\n2020,,5\n2020,Coast,6\n2020,Rift Valley,7\n",
        {"indicator": "8.5.2"},
        ["8.5.2 2020 5", "8.5.2 2020 6 [location: Coast]", "8.5.2 2020 7 [location: Rift Valley]"],
    ),
    "the country in a column of places beside one of town and village": (
        "Год,Территория,Местность,Значение\n2020,Кыргызская Республика,,5\n2020,Кыргызская Республика,Городская,6\n2020,Ош,,7\n",
        {"indicator": "8.5.2", "country": "KG"},
        ["8.5.2 2020 5", "8.5.2 2020 6 [location: urban]", "8.5.2 2020 7 [Территория: Ош]"],
    ),
    "Palestine in Arabic": (
        "السنة,المنطقة,القيمة\n2020,فلسطين,5\n2020,الضفة الغربية,6\n",
        {"indicator": "8.5.2", "country": "PS"},
        ["8.5.2 2020 5", "8.5.2 2020 6 [location: الضفة الغربية]"],
    ),
    "numbered columns of comments": (
        "Year,COMMENT_OBS_0,COMMENT_OBS_1,Value\n2020,,,5\n2021,r,,6\n",
        {"indicator": "8.5.2"},
        ["8.5.2 2020 5", "8.5.2 2021 6"],
    ),
    "status and multiplier in French": (
        "Year,Status de l'observation,Multiplicateur d'unité,Value\n2020,Valeur Normale,Unité,5\n2021,Provisoire,Unité,6\n",
        {"indicator": "8.5.2"},
        ["8.5.2 2020 5", "8.5.2 2021 6"],
    ),
    "the currency in a column of classes": (
        "ref_area.label,classif1.label,time,obs_value\nKenya,Currency: Shilling,2020,5\nKenya,Currency: Shilling,2021,6\n",
        {"indicator": "8.5.1"},
        ["8.5.1 2020 5", "8.5.1 2021 6"],
    ),
    "numbers of the rows": (
        ",Indicator,GeoAreaName,TimePeriod,Value\n907,8.5.2,Kenya,2019,5\n908,8.5.2,Kenya,2020,6\n950,8.5.2,Kenya,2021,7\n",
        {},
        ["8.5.2 2019 5", "8.5.2 2020 6", "8.5.2 2021 7"],
    ),
    "a preliminary year": (
        "Year,Value\n2020 P/,5\n2021*,6\n",
        {"indicator": "8.5.2"},
        ["8.5.2 2020 5", "8.5.2 2021 6"],
    ),
    "the code at the end of the series": (
        "Year,Series,Value\n2020,Remittances as a share of GDP [17.3.2],5\n",
        {},
        ["17.3.2 2020 5"],
    ),
    "two breakdowns, of which each row has one, on the platform of Open SDG": (
        "Year,Benefits,Pensions,Value\n2020,Births,,5\n2021,Births,,6\n2021,,Old age,7\n",
        {"file": "8-5-2.csv"},
        ["8.5.2 2020 5 [Benefits: Births]", "8.5.2 2021 6 [Benefits: Births]", "8.5.2 2021 7 [Pensions: Old age]"],
    ),
    "another measure is named beside the indicator of the file": (
        "Year,Indicator,Value\n2020,,5\n2020,Volume in dollars,500\n2021,,6\n",
        {"file": "indicator_17-3-2.csv"},
        ["17.3.2 2020 5", "17.3.2 2021 6"],
    ),
}


@pytest.mark.parametrize("case", HABITS)
def test_it_is_read_right(case: str, planned) -> None:  # type: ignore[no-untyped-def]
    content, chosen, expected = HABITS[case]
    assert figures(planned(content, **chosen)) == expected


def test_places_are_named_and_countries_are_never_among_them(planned) -> None:  # type: ignore[no-untyped-def]
    assert said(planned(PLACES, indicator="8.5.2"), "places within the country: Coast, Female.")
    others = planned(PLACES + "2020,Uganda,8\n2020,Arab World,9\n", indicator="8.5.2")
    assert figures(others) == ["8.5.2 2020 5"] and others.other_countries == 4
    # Under the word for countries a name that is not known may be another country in another language.
    countries = planned(PLACES.replace("Area", "Country"), indicator="8.5.2")
    assert figures(countries) == ["8.5.2 2020 5"] and countries.other_countries == 2


def test_a_column_of_one_area_that_is_not_known_is_asked_for(planned) -> None:  # type: ignore[no-untyped-def]
    assert planned("Year,Area,Value\n2020,Keniya,5\n", indicator="8.5.2").area_unclear


def test_a_mark_after_a_year_stands_in_the_note(planned) -> None:  # type: ignore[no-untyped-def]
    (entry,) = planned("Year,Value\n2020 P/,5\n", indicator="8.5.2").entries
    assert entry.answers["note"] == "Year in the table: 2020 P/"


@pytest.mark.parametrize("quarter", ["2022/IV", "2022-I", "III/2022", "2022 Q1", "2021T4"])
def test_a_quarter_is_no_year(planned, quarter: str) -> None:  # type: ignore[no-untyped-def]
    plan = planned(f"Year,Value\n{quarter},5\n", indicator="8.5.2")
    assert plan.entries == [] and said(plan, "is part of a year")


def test_a_span_with_a_star_is_named_as_one(planned) -> None:  # type: ignore[no-untyped-def]
    assert said(planned("Year,Value\n2021-2022*,5\n", indicator="8.5.2"), "begins in one calendar year")


def test_months_beside_the_year_stop_the_import(planned) -> None:  # type: ignore[no-untyped-def]
    plan = planned("Year,Month,Value\n2020,January,5\n2020,February,6\n", indicator="8.5.2")
    assert plan.entries == [] and said(plan, "The column “Month” is not known")


def test_a_name_that_its_comma_made_two_of_stops_the_import(planned) -> None:  # type: ignore[no-untyped-def]
    plan = planned("Year,Form,kind,Value\n2020,x,5\n2020,y,6\n", indicator="8.5.2")
    assert plan.entries == [] and said(plan, "No row has a cell under “Value”")


def test_notes_below_the_rows_are_said_and_no_rows(planned) -> None:  # type: ignore[no-untyped-def]
    plan = planned("Year,Sex,Value\n2020,Total,5\n2020,Women,6\nNotes:,,\nSource: survey,,\n", indicator="8.5.2")
    assert figures(plan) == ["8.5.2 2020 5", "8.5.2 2020 6 [sex: women]"]
    assert said(plan, "Notes below the table: Notes:, Source: survey")


def test_a_row_with_nothing_but_a_year_is_no_note(planned) -> None:  # type: ignore[no-untyped-def]
    plan = planned("Year,Value\n2020,5\n2021,\n", indicator="8.5.2")
    assert figures(plan) == ["8.5.2 2020 5"] and said(plan, "it has no value")


def test_empty_cells_below_a_group_are_what_somebody_says(planned) -> None:  # type: ignore[no-untyped-def]
    assert planned(STACKED).stacked and planned(STACKED).entries == []
    assert figures(planned(STACKED, empty="everybody"))[2] == "8.5.2 2021 7"
    assert figures(planned(STACKED, empty="above"))[2] == "8.5.2 2021 7 [sex: women]"


def test_the_series_that_is_meant_is_said(planned) -> None:  # type: ignore[no-untyped-def]
    plan = planned(SERIES, indicator="16.2.2")
    assert figures(plan)[0] == "16.2.2 2020 12 [: Victims]" and plan.series == ("Victims", "Rate of victims")
    plan = planned(SERIES, indicator="16.2.2", series="Rate of victims")
    assert figures(plan) == ["16.2.2 2020 1.5"] and said(plan, "2 rows are from other series.")
    assert planned(SERIES, indicator="16.2.2", series="Cases").errors


def test_what_the_table_does_not_say_of_the_unit_is_told(planned) -> None:  # type: ignore[no-untyped-def]
    plan = planned("Year,Value\n2020,330\n", indicator="16.2.2")
    assert said(plan, "taken to be in the unit of the indicator: 16.2.2: Victims per 100,000 population.")
    plan = planned("Year,Units,Value\n2020,Cases,330\n", indicator="16.2.2")
    assert said(plan, "The table gives this unit for the values of 16.2.2: Cases.")
    assert not said(planned("Year,Units,Value\n2020,%,5\n", indicator="8.5.2"), "unit")


def test_a_unit_that_can_be_one_of_two_is_asked_for(planned) -> None:  # type: ignore[no-untyped-def]
    content = "Year,Value\n2020,0.198\n"
    assert planned(content, indicator="10.7.4").unit_unclear and planned(content, indicator="10.7.4").entries == []
    assert len(planned(content.replace("0.198", "1980"), indicator="10.7.4").entries) == 1
    (entry,) = planned(content, indicator="10.7.4", unit="Per 100,000 population").entries
    assert entry.answers["unit"] == "Per 100,000 population"


def test_millions_in_the_name_of_the_series_are_told_and_not_multiplied(planned) -> None:  # type: ignore[no-untyped-def]
    plan = planned("Year,Series,Value\n2020,Scholarships (millions of dollars),16.2\n", indicator="4.b.1")
    assert figures(plan) == ["4.b.1 2020 16.2"] and said(plan, "Scholarships (millions of dollars).")


def test_a_proportion_is_never_more_than_a_hundred_per_cent(planned) -> None:  # type: ignore[no-untyped-def]
    plan = planned("Year,Sex,Unit,Value\n2020,M,PT,12\n2020,F,PT,120.0\n", indicator="8.7.1")
    assert plan.impossible == 1 and len(plan.entries) == 2
    assert not planned("Year,Unit,Value\n2020,Number,120\n", indicator="8.7.1").impossible


def test_the_languages_of_the_country_tell_how_the_letters_were_written(planned) -> None:  # type: ignore[no-untyped-def]
    french = "Year,Region,Value\n2020,Extrême-Nord,5\n".encode("cp1252")
    assert figures(planned(french, country="CM", indicator="8.5.2")) == ["8.5.2 2020 5 [location: Extrême-Nord]"]
    croatian = "Year,Region,Value\n2020,Požega i Šibenik,5\n".encode("cp1250")
    plan = planned(croatian, country="HR", indicator="8.5.2")
    assert figures(plan) == ["8.5.2 2020 5 [location: Požega i Šibenik]"]
