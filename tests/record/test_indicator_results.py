"""Every method of scoring says what the rest of the program has to know of it, and what it makes of the answers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.indicator_methods import METHODS, MethodKey
from desktop.record.indicator_results import _RESULTS, results_of
from desktop.record.submission import Submission


def test_each_method_has_its_row_and_its_results(catalogue: Catalogue) -> None:
    assert set(get_args(MethodKey)) == set(METHODS) == set(_RESULTS)
    assert all(method.asked_by in catalogue.kinds for method in METHODS.values())


def test_nothing_is_known_of_any_indicator_of_an_empty_submission(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators:
        brief = results_of(indicator).brief(Submission(""), catalogue, indicator)
        assert brief == (
            "No value yet" if indicator.takes_values else "No question is answered yet, so there is no score."
        )


def test_questions_are_divided_among_objectives_and_values_are_not(catalogue: Catalogue) -> None:
    value, policy = catalogue.indicator("10.7.1"), catalogue.indicator(catalogue.policy.key)
    assert results_of(value).of_objective(catalogue, 13) == ()
    _lead, questions = results_of(policy).of_objective(catalogue, policy.objectives[0])
    assert questions


def test_nobody_else_asks_which_method_it_is() -> None:
    asks = re.compile(r"\.method (==|!=|in|not in) ")
    assert [path for path in Path("desktop").rglob("*.py") if asks.search(path.read_text(encoding="utf-8"))] == []
