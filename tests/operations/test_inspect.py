"""What a program reads of a submission: numbers where there are numbers, nothing where nothing was said."""

from __future__ import annotations

import json

import pytest

from desktop import cli
from desktop.catalogue.catalogue import Catalogue
from desktop.operations.inspect import info
from desktop.store.file import SubmissionFile


def test_scores_are_numbers(submission: SubmissionFile, catalogue: Catalogue) -> None:
    with submission.transaction("edit", "Answer", "") as revision:
        for key, answer in (("1a", "yes"), ("1b", "yes"), ("1c", "with_status"), ("1d", "no"), ("1e", "yes")):
            revision.set(revision.ensure("policy_answer", key), "answer", answer)
    found = info(submission.read(), catalogue)["sdg_10_7_2"]
    assert found["domains"][0] == {"domain": 1, "answered": 5, "score": 70, "category": 2}
    assert found["domains"][1]["score"] is None
    assert found["overall"] == 11.7
    assert (found["answered"], found["questions"]) == (5, 30)


def test_the_mean_rating_rests_on_what_was_rated(submission: SubmissionFile, catalogue: Catalogue) -> None:
    with submission.transaction("edit", "Rate", "") as revision:
        revision.set(revision.ensure("assessment", "4"), "rating", "full")
        revision.set(revision.ensure("assessment", "13"), "rating", "early")
    found = info(submission.read(), catalogue)["ratings"]
    assert (found["rated"], found["objectives"], found["mean"]) == (2, 23, 2.5)


def test_a_terminal_is_told_nothing_that_it_would_obey(
    submission: SubmissionFile, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "A gap\x1b[2J\x9b31m\u202eno"
    with submission.transaction("edit", "Write", "") as revision:
        revision.add("gap", {"title": title})
    path = submission.path
    submission.close()
    for words in (["check", str(path)], ["check", str(path), "--json"]):
        with pytest.raises(SystemExit):
            cli.main(words)
        said = capsys.readouterr()
        assert "A gap" in said.out
        assert not set("\x1b\x9b\u202e") & set(said.out + said.err)
        if "--json" in words:
            json.loads(said.out)
