"""Every method of scoring says what the rest of the program has to know of it, and what it makes of the answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Indicator
from desktop.catalogue.forms_reader import shipped_parts
from desktop.catalogue.packs import read_pack
from desktop.catalogue.parts import assembled
from desktop.i18n.lists import joined
from desktop.record.chapters import _objective
from desktop.record.data_situation import data_situation
from desktop.record.entry import Answer
from desktop.record.indicator_methods import METHODS, method_of, unknown_methods
from desktop.record.indicator_methods.method import IndicatorMethod
from desktop.record.progress import progress_of
from desktop.record.submission import Submission
from desktop.ui.navigation import Place, place_of_indicator


def test_the_forms_name_methods_that_there_are(catalogue: Catalogue) -> None:
    named = {each.method for each in catalogue.indicators} | {catalogue.policy.method}
    named |= {field.method for kind in catalogue.kinds.values() for field in kind.fields if field.method}
    assert named == set(METHODS)
    assert all(method.asked_by in catalogue.kinds for method in METHODS.values())


def test_nothing_is_known_of_any_indicator_of_an_empty_submission(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators:
        brief = method_of(indicator).brief(Submission(""), catalogue, indicator)
        assert (
            brief
            == {
                "value": "No value yet",
                "yes_no": "Not answered yet",
                "sdg_10_7_2": "No question has been answered yet, so there is no score.",
            }[indicator.method]
        )
        assert not method_of(indicator).known(Submission(""), catalogue, indicator)


def test_a_policy_indicator_tells_its_answer_and_counts_as_answered_with_a_no(catalogue: Catalogue) -> None:
    indicator = catalogue.indicator("GCM-23-LOCAL")
    asked = Submission("").bound("indicator", indicator.key)
    entry = asked._replace(answers={"answer": Answer(False), "answer_year": Answer(2025)})
    submission = Submission("", {entry.id: entry})
    assert method_of(indicator).known(submission, catalogue, indicator)
    assert method_of(indicator).brief(submission, catalogue, indicator) == "Answer: No (2025)"
    assert progress_of(submission, catalogue, 23).indicators == 1
    told = "\n".join(_objective(submission, catalogue, 23))
    assert "Answer: No (2025)" in told and "involves and supports local authorities" in told


def test_questions_are_divided_among_objectives_and_values_are_not(catalogue: Catalogue) -> None:
    value, policy = catalogue.indicator("10.7.1"), catalogue.indicator(catalogue.policy.key)
    assert method_of(value).of_objective(catalogue, 13) == ()
    _lead, questions = method_of(policy).of_objective(catalogue, policy.objectives[0])
    assert questions


class _Level(IndicatorMethod):
    """A method that the program does not have: a level that is reached."""

    key = "level"

    def known(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> bool:
        return bool(submission.bound("indicator", indicator.key).text("basis"))

    def brief(self, submission: Submission, catalogue: Catalogue, indicator: Indicator) -> str:
        return f"Level {submission.bound('indicator', indicator.key).text('basis')}"


def test_a_method_that_comes_into_the_list_is_known_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.record.indicator_methods.METHODS", {**METHODS, "level": _Level()})
    parts = shipped_parts()
    indicator = parts.indicators[0].changed(method="level", objectives=(23,))
    catalogue = assembled(parts._replace(indicators=(indicator, *parts.indicators[1:])))
    entry = Submission("").bound("indicator", indicator.key)._replace(answers={"basis": Answer("three")})
    submission = Submission("", {entry.id: entry})
    assert method_of(indicator).brief(submission, catalogue, indicator) == "Level three"
    assert progress_of(submission, catalogue, 23).indicators == 1
    assert "Level three" in "\n".join(_objective(submission, catalogue, 23))
    assert indicator.key not in {row.key for row in data_situation(submission, catalogue).rows}
    assert place_of_indicator(indicator) == Place("indicators", indicator.key)


_PACK = """
pack: {key: more, version: "1", label: More, standing: ours, source: Nobody}
indicators:
- {key: "1.1.1", name: {en: Poor people}, objectives: [1], unit: "%", standing: ours, method: METHOD}
kinds: {indicator: {fields: [{key: more, type: text, label: More, method: METHOD}]}}
"""


@pytest.mark.parametrize(("method", "places"), [("value", []), ("levels", ["indicators", "kinds"])])
def test_a_pack_that_names_a_method_that_there_is_not_is_told_so(method: str, places: list[str]) -> None:
    pack = read_pack(_PACK.replace("METHOD", method).encode(), "more.yaml")
    found = list(unknown_methods(pack.held))
    assert [place[0] for place, _text in found] == places
    assert all(joined(METHODS) in text for _place, text in found)


def test_nobody_else_asks_which_method_it_is() -> None:
    asks = re.compile(r"\.method (==|!=|in|not in) (?!catalogue\.policy\.method)")
    assert [path for path in Path("desktop").rglob("*.py") if asks.search(path.read_text(encoding="utf-8"))] == []
