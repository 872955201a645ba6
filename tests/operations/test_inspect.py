"""What a program reads of a submission: numbers where there are numbers, nothing where nothing was said."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.inspect import info
from desktop.store.file import SubmissionFile


def test_scores_are_numbers(submission: SubmissionFile, catalogue: Catalogue) -> None:
    with submission.deed("edit", "Answer", "") as deed:
        for key, answer in (("1a", "yes"), ("1b", "yes"), ("1c", "with_status"), ("1d", "no"), ("1e", "yes")):
            deed.set(deed.ensure("policy_answer", key), "answer", answer)
    found = info(submission.read(), catalogue)["sdg_10_7_2"]
    assert found["domains"][0] == {"domain": 1, "answered": 5, "score": 70, "category": 2}
    assert found["domains"][1]["score"] is None
    assert found["overall"] == 11.7
    assert (found["answered"], found["questions"]) == (5, 30)


def test_the_mean_rating_rests_on_what_was_rated(submission: SubmissionFile, catalogue: Catalogue) -> None:
    with submission.deed("edit", "Rate", "") as deed:
        deed.set(deed.ensure("assessment", "4"), "rating", "full")
        deed.set(deed.ensure("assessment", "13"), "rating", "early")
    found = info(submission.read(), catalogue)["ratings"]
    assert (found["rated"], found["objectives"], found["mean"]) == (2, 23, 2.5)
