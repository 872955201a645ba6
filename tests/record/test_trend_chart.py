"""The chart of an indicator says only what is true: of its axis, of its target, of what happened."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from desktop.record.series import series
from desktop.record.trend_chart import apart, axis_of, trend_chart, what_happened

from .conftest import Desk


def cost(desk: Desk, *values: tuple[int, str]) -> None:
    for year, value in values:
        desk.write("value", indicator="10.7.1", year=year, value=value)


def title(desk: Desk) -> str:
    return what_happened(series(desk.submission, desk.catalogue, "10.7.1"))


def test_an_axis_begins_at_nought_or_says_that_it_is_cut() -> None:
    assert [int(tick) for tick in axis_of([Decimal("5.1"), Decimal(1)]).ticks()] == [0, 2, 4, 6]
    cut = axis_of([Decimal("94.2"), Decimal("96.1")])
    assert cut.is_cut and cut.low > 90
    assert cut.words().startswith("The axis is cut")
    assert not axis_of([Decimal("94.2"), Decimal("96.1")], cut=False).is_cut
    assert axis_of([Decimal(-3), Decimal(2)]).low <= -3
    assert not axis_of([Decimal(5)]).is_cut


def test_the_title_says_what_happened_and_how_far_the_target_is(desk: Desk) -> None:
    cost(desk, (2020, "5.1"), (2024, "3.1"))
    assert title(desk) == "Fell from 5.1 in 2020 to 3.1 in 2024"
    desk.write("indicator", "10.7.1", baseline_year=2020, baseline_value="5.1", target_year=2030, target_value="1")
    assert title(desk) == "Fell from 5.1 in 2020 to 3.1 in 2024: 48% of the way to the target"


@pytest.mark.parametrize(
    ("latest", "said"),
    [
        ("6", "Rose from 5 in 2020 to 6 in 2024: further from the target than before"),
        ("1", "Fell from 5 in 2020 to 1 in 2024: the target has been reached"),
        ("0.5", "Fell from 5 in 2020 to 0.5 in 2024: beyond the target"),
        ("5", "The same in 2024 as in 2020: 5"),
        ("1.01", "Fell from 5 in 2020 to 1.01 in 2024: 99% of the way to the target"),
    ],
)
def test_nothing_is_called_reached_that_is_not(desk: Desk, latest: str, said: str) -> None:
    cost(desk, (2020, "5"), (2024, latest))
    desk.write("indicator", "10.7.1", baseline_year=2020, baseline_value="5", target_year=2030, target_value="1")
    assert title(desk) == said


def test_the_way_to_the_target_begins_in_the_year_in_which_it_was_set(desk: Desk) -> None:
    cost(desk, (2020, "5"), (2022, "4"), (2024, "3"))
    desk.write("indicator", "10.7.1", target_year=2030, target_value="1")
    chart = trend_chart(series(desk.submission, desk.catalogue, "10.7.1"))
    assert chart is not None and chart.way is not None
    assert [point.year for point in chart.way] == [2024, 2030]
    desk.write("indicator", "10.7.1", target_set=2023)
    chart = trend_chart(series(desk.submission, desk.catalogue, "10.7.1"))
    assert chart is not None and chart.way is not None
    assert [point.year for point in chart.way] == [2022, 2030]


def test_groups_have_lines_and_words_of_their_own(desk: Desk) -> None:
    cost(desk, (2022, "4"), (2024, "3"))
    for year, value in ((2022, "3.5"), (2024, "2.9")):
        desk.write("value", indicator="10.7.1", year=year, value=value, disaggregation="sex", category="Women")
    chart = trend_chart(series(desk.submission, desk.catalogue, "10.7.1"))
    assert chart is not None
    assert [text for text, _point, _place in chart.labels()] == ["Total 3", "Women 2.9"]
    assert "Women – 2022: 3.5; 2024: 2.9" in chart.words().split("\n")
    assert any(line.startswith("Total – ") for line in chart.words().split("\n"))


def test_labels_never_cover_each_other() -> None:
    levels = apart([50.0, 52.0, 51.0], 10.0, 60.0)
    ordered = sorted(levels)
    assert all(after - before >= 10 for before, after in pairwise(ordered))
    assert max(levels) <= 60
