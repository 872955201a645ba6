"""Every method of scoring says what the rest of the program has to know of it, and what it makes of the answers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.indicator_methods import METHODS, MethodKey
from desktop.record.chapters import _objective
from desktop.record.entry import Answer
from desktop.record.indicator_results import _RESULTS, results_of
from desktop.record.progress import progress_of
from desktop.record.submission import Submission


def test_each_method_has_its_row_and_its_results(catalogue: Catalogue) -> None:
    assert set(get_args(MethodKey)) == set(METHODS) == set(_RESULTS)
    assert all(method.asked_by in catalogue.kinds for method in METHODS.values())


def test_nothing_is_known_of_any_indicator_of_an_empty_submission(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators:
        brief = results_of(indicator).brief(Submission(""), catalogue, indicator)
        assert (
            brief
            == {
                "value": "No value yet",
                "yes_no": "Not answered yet",
                "sdg_10_7_2": "No question has been answered yet, so there is no score.",
            }[indicator.method]
        )
        assert not results_of(indicator).known(Submission(""), catalogue, indicator)


def test_a_policy_indicator_tells_its_answer_and_counts_as_answered_with_a_no(catalogue: Catalogue) -> None:
    indicator = catalogue.indicator("GCM-23-LOCAL")
    asked = Submission("").bound("indicator", indicator.key)
    entry = asked._replace(answers={"answer": Answer(False), "answer_year": Answer(2025)})
    submission = Submission("", {entry.id: entry})
    assert results_of(indicator).known(submission, catalogue, indicator)
    assert results_of(indicator).brief(submission, catalogue, indicator) == "Answer: No (2025)"
    assert progress_of(submission, catalogue, 23).indicators == 1
    told = "\n".join(_objective(submission, catalogue, 23))
    assert "Answer: No (2025)" in told and "involves and supports local authorities" in told


def test_questions_are_divided_among_objectives_and_values_are_not(catalogue: Catalogue) -> None:
    value, policy = catalogue.indicator("10.7.1"), catalogue.indicator(catalogue.policy.key)
    assert results_of(value).of_objective(catalogue, 13) == ()
    _lead, questions = results_of(policy).of_objective(catalogue, policy.objectives[0])
    assert questions


def test_nobody_else_asks_which_method_it_is() -> None:
    asks = re.compile(r"\.method (==|!=|in|not in) ")
    assert [path for path in Path("desktop").rglob("*.py") if asks.search(path.read_text(encoding="utf-8"))] == []
