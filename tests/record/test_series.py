"""Indicators other than SDG 10.7.2: values by year, first value and target, trend, and for whom there is data."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from desktop.i18n import older_words
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import use_language
from desktop.record.scores import Series, series

from .conftest import Desk

KEY = "10.7.1"  # recruitment cost: lower is better


def known(desk: Desk, key: str = KEY) -> Series:
    return series(desk.submission, desk.catalogue, key)


def put(desk: Desk, year: int, value: str, **more: Any) -> None:
    desk.write("value", indicator=KEY, year=year, value=value, **more)


def test_of_an_untouched_indicator_nothing_is_known(desk: Desk) -> None:
    found = known(desk)
    assert (found.points, found.latest, found.trend, found.covered) == ((), None, "unknown", None)
    assert found.sentence() == "No values yet."


def test_values_stand_by_year_whatever_the_order_in_which_they_came(desk: Desk) -> None:
    put(desk, 2024, "3.0")
    put(desk, 2020, "4.50")
    put(desk, 2022, "4")
    desk.write("value", indicator="10.7.3", year=2025, value="99")
    assert [(point.year, point.text) for point in known(desk).points] == [(2020, "4.50"), (2022, "4"), (2024, "3.0")]
    assert "3.0 in 2024" in known(desk).sentence()


def test_of_two_values_for_one_year_the_later_one_stands(desk: Desk) -> None:
    put(desk, 2024, "3")
    put(desk, 2024, "2")
    assert [point.text for point in known(desk).points] == ["2"]


def test_values_of_groups_are_counted_apart(desk: Desk) -> None:
    put(desk, 2024, "3")
    put(desk, 2024, "5", disaggregation="sex", category="women")
    put(desk, 2025, "6", category="15 to 24 years")
    found = known(desk)
    assert [point.year for point in found.points] == [2024]
    assert found.groups == 2
    assert "2 values for groups" in found.sentence()


@pytest.mark.parametrize(
    ("first", "last", "direction", "trend"),
    [
        ("4", "3", "down", "improving"),
        ("0.4", "0.3", "down", "improving"),
        ("0.3", "0.4", "down", "worsening"),
        ("4", "5", "down", "worsening"),
        ("4", "5", "up", "improving"),
        ("4", "3", "up", "worsening"),
        ("4", "4.00", "down", "stable"),
        ("4", "5", "none", "unknown"),
        ("0.1", "0.3", "up", "improving"),
    ],
)
def test_the_trend_is_told_by_the_direction_that_is_better(
    first: str, last: str, direction: str, trend: str, desk: Desk
) -> None:
    desk.write("indicator", KEY, direction=direction)
    put(desk, 2020, first)
    put(desk, 2024, last)
    assert known(desk).trend == trend


def test_the_catalogue_says_the_direction_where_the_country_does_not(desk: Desk) -> None:
    assert desk.catalogue.indicator(KEY).direction == "down"
    put(desk, 2020, "4")
    put(desk, 2024, "3")
    assert known(desk).trend == "improving"


def test_one_value_has_no_trend(desk: Desk) -> None:
    put(desk, 2024, "3")
    assert known(desk).trend == "unknown"
    desk.write("indicator", KEY, baseline_year=2024, baseline_value="9")
    assert known(desk).trend == "unknown"


def test_the_trend_begins_at_the_first_value_that_was_set(desk: Desk) -> None:
    put(desk, 2020, "2")
    put(desk, 2024, "3")
    assert known(desk).trend == "worsening"
    desk.write("indicator", KEY, baseline_year=2015, baseline_value="6")
    assert known(desk).trend == "improving"


def test_the_way_to_the_target_is_exact(desk: Desk) -> None:
    desk.write(
        "indicator",
        KEY,
        baseline_year=2018,
        baseline_value="0.3",
        target_year=2030,
        target_value="0.0",
        direction="down",
    )
    put(desk, 2024, "0.2")
    assert known(desk).covered == Decimal("-0.1") / Decimal("-0.3")
    assert "to the target: 33%" in known(desk).sentence()
    put(desk, 2025, "0.00")
    assert known(desk).covered == 1
    assert ": 100%" in known(desk).sentence()


def test_almost_the_whole_way_is_not_called_the_whole_way(desk: Desk) -> None:
    desk.write("indicator", KEY, baseline_year=2018, baseline_value="0", target_year=2030, target_value="1000")
    put(desk, 2024, "999")
    assert ": 99%" in known(desk).sentence()


def test_moving_away_from_the_target_is_said_in_words(desk: Desk) -> None:
    desk.write("indicator", KEY, baseline_year=2018, baseline_value="4", target_year=2030, target_value="1")
    put(desk, 2024, "5")
    covered = known(desk).covered
    assert covered is not None
    assert covered < 0
    assert "moved away" in known(desk).sentence()


@pytest.mark.parametrize(
    ("said", "value", "reason"),
    [
        ({}, "3", "No target"),
        ({"target_value": "1"}, "3", "No target with a year"),
        ({"target_value": "1", "target_year": 2030}, "3", "No baseline value"),
        (
            {"target_value": "1", "target_year": 2030, "baseline_value": "1.0", "baseline_year": 2015},
            "3",
            "the same as the baseline",
        ),
        (
            {"target_value": "1", "target_year": 2030, "baseline_value": "4", "baseline_year": 2015},
            None,
            "No values yet",
        ),
        (
            {"target_value": "1", "target_year": 2030, "baseline_value": "4", "baseline_year": 2026},
            "3",
            "earlier than the baseline",
        ),
    ],
)
def test_why_the_way_to_the_target_is_not_known_is_said(
    said: dict[str, Any], value: str | None, reason: str, desk: Desk
) -> None:
    desk.write("indicator", KEY, **said)
    if value is not None:
        put(desk, 2024, value)
    found = known(desk)
    assert found.covered is None
    assert reason in found.not_covered


def test_the_sentence_says_why_only_to_somebody_who_set_a_target(desk: Desk) -> None:
    put(desk, 2024, "3")
    assert known(desk).sentence() == "Latest value: 3 in 2024."
    desk.write("indicator", KEY, target_year=2030, target_value="1")
    assert known(desk).sentence() == "Latest value: 3 in 2024. No baseline value with a year is set."


def test_a_target_without_a_value_is_not_held_against_anybody(desk: Desk) -> None:
    desk.write("indicator", KEY, target_year=2030, target_value="1")
    assert known(desk).sentence() == "No values yet."


def test_values_in_two_units_are_never_compared(desk: Desk) -> None:
    desk.write("indicator", KEY, baseline_year=2018, baseline_value="4", target_year=2030, target_value="1")
    put(desk, 2020, "3")
    put(desk, 2024, "900", unit="euros")
    found = known(desk)
    assert [point.text for point in found.points] == ["900"]
    assert found.other_units == 1
    assert (found.trend, found.covered) == ("unknown", None)
    assert "different units" in found.not_covered
    assert "1 value is in another unit" in found.sentence()


def test_the_unit_of_the_indicator_in_words_is_no_other_unit(desk: Desk) -> None:
    put(desk, 2020, "4")
    put(desk, 2024, "3", unit=desk.catalogue.indicator(KEY).unit.upper())
    assert len(known(desk).points) == 2


def test_a_value_without_year_or_figure_is_left_out(desk: Desk) -> None:
    desk.write("value", indicator=KEY, value="3")
    desk.write("value", indicator=KEY, year=2024)
    desk.write("value", indicator=KEY, year=2023, value="unknown")
    assert known(desk).points == ()


def test_not_available_comes_with_its_reason(desk: Desk) -> None:
    desk.write("indicator", KEY, availability="not_available", reason="No survey was held.")
    found = known(desk)
    assert found.not_available
    assert (found.availability, found.reason) == ("not_available", "No survey was held.")
    assert found.sentence() == "Not available: No survey was held."


def test_not_available_without_a_reason_says_that_there_is_none(desk: Desk) -> None:
    desk.write("indicator", KEY, availability="not_available")
    assert "no reason was given" in known(desk).sentence()


def test_for_whom_there_is_data_is_told_by_characteristic(desk: Desk) -> None:
    assert desk.catalogue.indicator("10.7.3").disaggregations == ("sex", "age", "region", "route")
    desk.write(
        "indicator",
        "10.7.3",
        disaggregations=[
            {"characteristic": "sex", "availability": "partial", "note": "Register of 2023"},
            {"characteristic": "language", "availability": "planned"},
        ],
    )
    for group in ("women", "men"):
        desk.write("value", indicator="10.7.3", year=2024, value="3", disaggregation="sex", category=group)
    rows = {row.characteristic: row for row in known(desk, "10.7.3").breakdown}
    # "region" is another word for the place in the list of characteristics; a route is in no list.
    assert list(rows) == ["sex", "age", "location", "route", "language"]
    assert (rows["sex"].label, rows["sex"].asked, rows["sex"].availability) == ("Sex", True, "partial")
    assert (rows["sex"].note, rows["sex"].values) == ("Register of 2023", 2)
    assert (rows["location"].label, rows["location"].asked) == ("Geographic location", True)
    assert (rows["age"].availability, rows["age"].values) == ("", 0)
    assert (rows["language"].label, rows["language"].asked, rows["language"].availability) == (
        "language",
        False,
        "planned",
    )


def test_an_indicator_on_everybody_is_asked_for_by_migratory_status(desk: Desk) -> None:
    assert not desk.catalogue.indicator("4.1.1").migration_specific
    rows = [row for row in known(desk, "4.1.1").breakdown if row.asked]
    assert [row.label for row in rows if row.characteristic == "migratory_status"] == ["Migratory status"]


def test_an_indicator_that_there_is_not_is_a_bug_and_no_silence(desk: Desk) -> None:
    with pytest.raises(KeyError):
        known(desk, "99.9.9")


def test_everything_that_is_known_is_said_in_order(desk: Desk) -> None:
    desk.write("indicator", KEY, baseline_year=2018, baseline_value="5", target_year=2030, target_value="1")
    put(desk, 2020, "4")
    put(desk, 2021, "900", unit="euros")
    put(desk, 2022, "800", unit="euros")
    put(desk, 2024, "3")
    put(desk, 2024, "6", disaggregation="sex", category="women")
    counts = "1 value for a group. 2 values are in another unit and are not compared."
    assert known(desk).sentence() == (
        f"Latest value: 3 in 2024. It is getting better. {counts} Progress from the baseline to the target: 50%."
    )
    assert known(desk).besides() == f"It is getting better. {counts}"


def test_beside_the_title_of_a_chart_stands_why_the_way_is_not_known(desk: Desk) -> None:
    desk.write("indicator", KEY, target_year=2030, target_value="1")
    put(desk, 2020, "3")
    put(desk, 2024, "3.0")
    assert known(desk).besides() == "It has not changed. No baseline value with a year is set."
    put(desk, 2025, "4")
    assert known(desk).besides().startswith("It is getting worse. ")


def test_who_stands_where_they_began_has_made_no_progress_and_no_step_back(desk: Desk) -> None:
    desk.write("indicator", KEY, baseline_year=2018, baseline_value="4", target_year=2030, target_value="1")
    put(desk, 2018, "4")
    found = known(desk)
    assert (found.covered, found.not_covered, found.trend) == (0, "", "unknown")
    assert found.sentence() == "Latest value: 4 in 2018. Progress from the baseline to the target: 0%."


def test_the_latest_value_is_held_against_the_baseline_or_else_the_first(desk: Desk) -> None:
    assert known(desk).first is None
    put(desk, 2020, "4")
    put(desk, 2024, "3")
    assert (known(desk).first, known(desk).latest) == known(desk).points
    desk.write("indicator", KEY, baseline_year=2015, baseline_value="6", target_set=2019)
    found = known(desk)
    assert found.first == found.baseline and found.baseline is not None and found.baseline.year == 2015
    assert found.target_set == 2019
    put(desk, 2025, "900", unit="euros")
    assert known(desk).first == known(desk).latest


def test_groups_stand_by_how_many_years_are_known_of_them(desk: Desk) -> None:
    put(desk, 2024, "3")
    put(desk, 2024, "6", disaggregation="sex", category="men")
    put(desk, 2024, "5", disaggregation="sex", category="women")
    put(desk, 2022, "5.5", disaggregation="sex", category=" women ")
    put(desk, 2024, "800", disaggregation="sex", category="children", unit="euros")
    put(desk, 2023, "2", disaggregation="age")
    put(desk, 2023, "1", disaggregation="village")
    lines = known(desk).by_group
    assert [(each.label, [(point.year, point.text) for point in each.points]) for each in lines] == [
        ("women", [(2022, "5.5"), (2024, "5")]),
        ("Age", [(2023, "2")]),
        ("men", [(2024, "6")]),
        ("village", [(2023, "1")]),
    ]
    assert known(desk).groups == 6


def test_groups_in_a_unit_that_is_not_that_of_the_latest_value_are_left_out(desk: Desk) -> None:
    put(desk, 2024, "300", unit="euros")
    put(desk, 2024, "5", disaggregation="sex", category="women")
    put(desk, 2024, "200", disaggregation="sex", category="men", unit="dollars")
    put(desk, 2024, "280", disaggregation="sex", category="boys", unit="euros")
    assert [each.label for each in known(desk).by_group] == ["boys"]


def test_what_is_not_begun_stands_in_the_way_of_no_other_value(desk: Desk) -> None:
    put(desk, 2020, "")
    put(desk, 2024, "3")
    assert [point.year for point in known(desk).points] == [2024]


@pytest.mark.parametrize("availability", ["available", "partial", "planned", "not_available"])
def test_only_what_is_said_to_be_not_available_is(desk: Desk, availability: str) -> None:
    desk.write("indicator", KEY, availability=availability)
    assert known(desk).not_available is (availability == "not_available")


def test_a_characteristic_that_was_not_asked_for_is_named_too(desk: Desk) -> None:
    assert "disability" not in desk.catalogue.indicator("10.7.3").disaggregations
    desk.write("value", indicator="10.7.3", year=2024, value="3", disaggregation="disability")
    with use_language("fr"):
        rows = {row.characteristic: row.label for row in known(desk, "10.7.3").breakdown}
        assert rows["disability"] == _("Disability") != "Disability"


def test_no_other_language_is_asked_for_a_unit_that_is_said_in_this_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The overview counts values as soon as a file is open, and five catalogues take longer to read than all the rest of it."""
    asked: list[str] = []
    real = older_words.in_every_language

    def noted(text: str) -> tuple[str, ...]:
        asked.append(text)
        return real(text)

    monkeypatch.setattr(older_words, "in_every_language", noted)
    own = desk.catalogue.indicator(KEY).unit
    put(desk, 2022, "3")
    put(desk, 2023, "4", unit=own.upper())
    with use_language("fr"):
        put(desk, 2024, "5", unit=_(own))
        assert [point.unit for point in known(desk).points] == ["", "", ""]
    assert asked == []
    assert known(desk).points[-1].unit == "", "and in another one it is known too"
    assert asked == [own]
