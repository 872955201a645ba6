"""Where the country stands, objective by objective and together."""

from __future__ import annotations

from desktop.i18n.translation import use_language
from desktop.record.indicator_methods import method_of
from desktop.record.progress import (
    answered_indicators,
    explanation,
    measure_explanation,
    progress_of,
    rated,
    roll_up,
)

from .conftest import Desk


def test_further_objectives_of_a_pledge_count(desk: Desk) -> None:
    desk.write("pledge", title="Births", objectives=[4], further_objectives=[17])
    assert progress_of(desk.submission, desk.catalogue, 17).pledges == 1


def test_a_rating_of_nought_is_a_rating(desk: Desk) -> None:
    desk.write("assessment", "13", rating="not_started")
    desk.write("assessment", "14", rating="full")
    whole = roll_up(desk.submission, desk.catalogue)
    assert (whole.rated, whole.of, whole.mean) == (2, 23, 2.0)


def test_what_was_not_rated_is_left_out_of_the_mean(desk: Desk) -> None:
    for number, rating in (("1", "early"), ("2", "partial"), ("3", "partial")):
        desk.write("assessment", number, rating=rating)
    desk.write("assessment", "4", reason="We do not know.")
    whole = roll_up(desk.submission, desk.catalogue)
    assert whole.mean == 1.67
    assert whole.sentence() == "Objectives rated: 3 of 23. Average of these ratings: 1.67 of 4."


def test_without_ratings_there_is_no_mean(desk: Desk) -> None:
    whole = roll_up(desk.submission, desk.catalogue)
    assert whole.mean is None
    assert whole.sentence() == "No objective has been rated yet."


def test_a_cluster_counts_its_own_objectives_and_each_entry_once(desk: Desk) -> None:
    desk.write("assessment", "2", rating="full")
    desk.write("assessment", "9", rating="early")
    desk.write("practice", title="Both", objectives=[2, 5])
    desk.write("practice", title="Elsewhere", objectives=[9])
    desk.write("pledge", title="One", objectives=[2], further_objectives=[5, 6])
    cluster = roll_up(desk.submission, desk.catalogue, [2, 5, 6, 12, 18])
    assert (cluster.of, cluster.rated, cluster.mean) == (5, 1, 4.0)
    assert (cluster.practices, cluster.gaps, cluster.pledges) == (1, 0, 1)
    assert [each.practices for each in cluster.objectives] == [1, 1, 0, 0, 0]


def test_indicators_with_a_value_are_counted_once_for_the_country(desk: Desk) -> None:
    both = desk.catalogue.indicator("17.3.2")
    assert both.objectives == (19, 20)
    desk.write("value", indicator="17.3.2", year=2023, value="2.1")
    desk.write("value", indicator="10.7.2", year=2023, value="50")  # has a method of its own
    assert progress_of(desk.submission, desk.catalogue, 19).indicators == 1
    assert progress_of(desk.submission, desk.catalogue, 20).indicators == 1
    whole = roll_up(desk.submission, desk.catalogue)
    assert whole.indicators == 1
    assert whole.indicators_of == sum(1 for each in desk.catalogue.indicators if method_of(each).by_itself)


def test_policies_are_counted_and_no_other_score_is_made_of_them(desk: Desk) -> None:
    desk.write("policy_answer", "1a", answer="yes")
    desk.write("policy_answer", "1d", answer="with_status")
    desk.write("policy_answer", "6a", answer="no")
    health = progress_of(desk.submission, desk.catalogue, 15)
    assert (health.policies, health.policies_of) == (2, 3)
    whole = roll_up(desk.submission, desk.catalogue)
    assert (whole.policies, whole.policies_of) == (3, 30)
    assert "Policy questions answered: 3 of 30." in whole.measured()
    assert "score" not in whole.measured() and "per cent" not in whole.measured()


def test_figures_that_are_asked_for_alone_are_those_of_the_whole(desk: Desk) -> None:
    """The navigator shows them after each edit, and needs nothing else of it."""
    for _time in range(2):
        whole = roll_up(desk.submission, desk.catalogue)
        assert rated(desk.submission, desk.catalogue) == (whole.rated, whole.of)
        assert answered_indicators(desk.submission, desk.catalogue) == (whole.indicators, whole.indicators_of)
        desk.write("assessment", "8", rating="full")
        desk.write("assessment", "9", rating="not_started")
        desk.write("value", indicator="17.3.2", year=2023, value="2.1")
    assert (whole.rated, whole.indicators) == (2, 1)


def test_the_formulas_can_be_read_on_the_screen() -> None:
    assert "÷ the number of rated objectives" in explanation()
    assert "never count as 0" in explanation()
    assert "counted, not averaged" in measure_explanation()
    assert "one official score" in measure_explanation()


def test_a_mean_is_rounded_half_up_and_read_without_needless_noughts(desk: Desk) -> None:
    desk.write("assessment", "1", rating="early")
    for number in range(2, 9):
        desk.write("assessment", str(number), rating="not_started")
    eight = roll_up(desk.submission, desk.catalogue, range(1, 9))
    assert (eight.mean, eight.mean_figure()) == (0.13, "0.13")
    desk.write("assessment", "2", rating="partial")
    two = roll_up(desk.submission, desk.catalogue, [1, 2])
    assert (two.mean, two.mean_figure()) == (1.5, "1.5")
    with use_language("fr"):
        assert two.mean_figure() == "1,5"
    assert roll_up(desk.submission, desk.catalogue, [2]).mean_figure() == "2"
    assert roll_up(desk.submission, desk.catalogue, [9]).mean_figure() == ""
    assert roll_up(desk.submission, desk.catalogue, []).of == 0


def test_what_an_objective_holds_is_counted_by_kind(desk: Desk) -> None:
    desk.write("practice", title="Cards", objectives=[4])
    for title in ("Fees", "Distance"):
        desk.write("gap", title=title, objectives=[4])
    for title in ("One", "Two", "Three"):
        desk.write("pledge", title=title, objectives=[7], further_objectives=[4])
    found = progress_of(desk.submission, desk.catalogue, 4)
    assert (found.number, found.practices, found.gaps, found.pledges, found.rating) == (4, 1, 2, 3, None)
    assert progress_of(desk.submission, desk.catalogue, 5).pledges == 0


def test_only_the_indicators_and_questions_of_an_objective_are_counted_for_it(desk: Desk) -> None:
    desk.write("value", indicator="17.3.2", year=2023, value="2.1")
    desk.write("policy_answer", "1a", answer="yes")
    money = progress_of(desk.submission, desk.catalogue, 20)
    linked = [each for each in desk.catalogue.indicators if method_of(each).by_itself and 20 in each.objectives]
    assert (money.indicators, money.indicators_of) == (1, len(linked))
    whole = roll_up(desk.submission, desk.catalogue)
    assert whole.measured() == (f"Indicators answered: 1 of {whole.indicators_of}. Policy questions answered: 1 of 30.")
    assert roll_up(desk.submission, desk.catalogue, [19, 20]).indicators == 1


def test_an_objective_without_policy_questions_speaks_of_none(desk: Desk) -> None:
    each = [roll_up(desk.submission, desk.catalogue, [objective.number]) for objective in desk.catalogue.objectives]
    without = [whole for whole in each if not whole.policies_of]
    assert 0 < len(without) < len(each)
    for whole in without:
        assert whole.measured() == f"Indicators answered: 0 of {whole.indicators_of}."
