"""SDG 10.7.2 is scored as its metadata of March 2021 says."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.forms_reader import current
from desktop.i18n.translation import use_language
from desktop.record.entry import Answer, Entry, bound_id
from desktop.record.scales import answer_words
from desktop.record.scores import DomainScore, PolicyScore, score_policy
from desktop.record.submission import Submission

from .conftest import SUBMISSION_ID, Desk

QUESTIONS = [f"{domain}{letter}" for domain in "123456" for letter in "abcde"]
WORTH = {"yes": Fraction(1), "with_status": Fraction(1, 2), "no": Fraction(0)}


def scored(answers: dict[str, str]) -> PolicyScore:
    entries = {}
    for question, answer in answers.items():
        entry_id = bound_id(SUBMISSION_ID, "policy_answer", question)
        entries[entry_id] = Entry(entry_id, "policy_answer", question, answers={"answer": Answer(answer)})
    return score_policy(Submission(SUBMISSION_ID, entries), current().policy)


def domain_of(score: PolicyScore, number: int) -> DomainScore:
    return next(domain for domain in score.domains if domain.number == number)


def reaching(half_points: int) -> dict[str, str]:
    """Answers to all thirty questions that are worth so many half points together."""
    answers = dict.fromkeys(QUESTIONS, "no")
    for question in QUESTIONS[: half_points // 2] if half_points % 2 == 0 else QUESTIONS[1 : 1 + half_points // 2]:
        answers[question] = "yes"
    if half_points % 2:
        answers["1a"] = "with_status"
    return answers


@pytest.mark.parametrize(
    ("domain", "answers", "score", "category"),
    [
        (1, ["yes", "yes", "with_status", "no", "yes"], "70", "Partially meets"),
        (4, ["yes", "yes", "yes", "yes", "no"], "80", "Meets"),
        (2, ["no", "yes", "no", "no", None], "20", "Requires further progress"),
        (3, ["yes", "yes", "yes", "yes", "yes"], "100", "Fully meets"),
        (5, ["yes", "yes", "no", "no", "no"], "40", "Partially meets"),
        (1, ["with_status", "with_status", "with_status", "no", "no"], "30", "Requires further progress"),
        (6, ["no", "no", "no", "no", "no"], "0", "Requires further progress"),
    ],
)
def test_worked_examples_of_a_domain(domain: int, answers: list[str | None], score: str, category: str) -> None:
    given_ = {f"{domain}{letter}": each for letter, each in zip("abcde", answers, strict=True) if each}
    found = domain_of(scored(given_), domain)
    assert (found.score, found.category) == (score, category)
    assert found.exact == Fraction(score)
    assert (found.answered, found.questions) == (len(given_), 5)


@pytest.mark.parametrize(
    ("half_points", "score", "code", "category"),
    [
        (0, "0", 1, "Requires further progress"),
        (23, "38.3", 1, "Requires further progress"),
        (24, "40", 2, "Partially meets"),
        (40, "66.7", 2, "Partially meets"),
        (47, "78.3", 2, "Partially meets"),
        (48, "80", 3, "Meets"),
        (59, "98.3", 3, "Meets"),
        (60, "100", 4, "Fully meets"),
    ],
)
def test_the_overall_score_changes_its_category_at_40_80_and_100(
    half_points: int, score: str, code: int, category: str
) -> None:
    found = scored(reaching(half_points))
    assert (found.half_points, found.score, found.category_code, found.category) == (half_points, score, code, category)
    assert found.exact == Fraction(half_points * 100, 60)


@given(st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(["yes", "no", "with_status"])))
def test_the_overall_score_is_the_mean_of_all_thirty_with_missing_as_nought(answers: dict[str, str]) -> None:
    counted = {key: each for key, each in answers.items() if each != "with_status" or key.startswith("1")}
    found = scored(answers)
    assert found.answered == len(counted)
    assert found.questions == 30
    expected = 100 * sum((WORTH[each] for each in counted.values()), Fraction(0)) / 30
    if counted:
        assert found.exact == expected
        assert abs(Fraction(found.score or "") - expected) <= Fraction(1, 20)
        assert found.category_code == 1 + (expected >= 40) + (expected >= 80) + (expected >= 100)
    else:
        assert (found.exact, found.score, found.category_code, found.category) == (None, None, None, "")
    assert found.half_points == sum(domain.half_points for domain in found.domains)


@given(st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(["yes", "no"])), st.sampled_from(QUESTIONS))
def test_a_yes_never_lowers_a_score(answers: dict[str, str], question: str) -> None:
    assert scored({**answers, question: "yes"}).half_points >= scored(answers).half_points


def test_without_any_answer_there_is_no_score_and_not_a_score_of_nought() -> None:
    empty = scored({})
    assert empty.score is None
    assert empty.category_code is None
    assert "no score" in empty.sentence()


def test_a_bar_says_its_score_and_how_much_of_it_rests_on_answers() -> None:
    found = scored({"1a": "yes", "1b": "with_status"})
    begun, empty = domain_of(found, 1), domain_of(found, 2)
    assert begun.figure() == "30"
    assert begun.words() == "30 out of 100; answered: 2 of 5"
    assert begun.whole_words() == "30 out of 100 – Requires further progress; answered: 2 of 5"
    assert empty.figure() == "–"
    assert empty.words() == empty.whole_words() == "not answered"
    assert (empty.score, empty.exact) == (None, None)
    with use_language("fr"):
        assert found.figure() == "5"
        assert scored({"2a": "yes"}).figure() == "3,3"


def test_just_below_full_is_not_full_however_many_questions_other_forms_ask(desk: Desk, catalogue: Catalogue) -> None:
    domain = catalogue.policy.domains[0]
    questions = tuple(domain.sub_categories[0].changed(key=f"question {number}") for number in range(200))
    policy = catalogue.policy.changed(domains=(domain.changed(sub_categories=questions),))
    for question in questions:
        desk.write("policy_answer", question.key, answer="yes")
    assert score_policy(desk.submission, policy).category == "Fully meets"
    desk.write("policy_answer", questions[7].key, answer="with_status")
    found = score_policy(desk.submission, policy)
    assert (found.score, found.category) == ("99.8", "Meets")


def test_a_segment_says_what_was_answered() -> None:
    found = domain_of(scored({"1a": "yes", "1b": "with_status", "1c": "no"}), 1)
    assert [answer_words(each) for each in found.answers] == [
        "Yes",
        "Only with legal status",
        "No",
        "Not answered",
        "Not answered",
    ]


@pytest.mark.parametrize(("half_points", "score"), [(1, "6.3"), (3, "18.8"), (5, "31.3"), (15, "93.8"), (16, "100")])
def test_a_score_of_forms_with_other_questions_is_rounded_half_up(half_points: int, score: str) -> None:
    assert DomainScore(1, half_points, 8, 8, 1, "").score == score


def test_where_there_is_no_score_no_answer_counts_as_anything() -> None:
    assert scored({}).rests_on() == "Questions answered: 0 of 30."


def test_the_score_says_how_many_questions_it_rests_on() -> None:
    sentence = scored({"2a": "yes", "2b": "no"}).sentence()
    assert sentence == (
        "Official score: 3.3 out of 100 – Requires further progress. "
        "Questions answered: 2 of 30; a missing answer counts as 0."
    )


def test_having_legal_status_is_told_apart_in_the_first_domain_only() -> None:
    found = scored({"1a": "with_status", "2a": "with_status"})
    assert domain_of(found, 1).half_points == 1
    assert domain_of(found, 2).answered == 0
    assert found.answered == 1


def test_what_stands_beside_an_answer_is_no_answer(desk: Desk, catalogue: Catalogue) -> None:
    desk.write("policy_answer", "3a", evidence="A decree of 2019.")
    assert score_policy(desk.submission, catalogue.policy).answered == 0
