"""What is said in two sentences has between them what the language spoken has: in Chinese nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.catalogue import examples
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.translation import use_language
from desktop.record.calendars import in_gregorian, looks_like
from desktop.record.matrix import gap_matrix
from desktop.record.scores import score_policy

from .conftest import Desk


def _score(desk: Desk) -> str:
    desk.write("policy_answer", "2a", answer="yes")
    return score_policy(desk.submission, desk.catalogue.policy).sentence()


def _gaps(desk: Desk) -> str:
    desk.write("gap", title="Births")
    desk.write("pledge", title="Cards")
    return gap_matrix(desk.submission, desk.catalogue).sentence()


def _calendar(_desk: Desk) -> str:
    return in_gregorian("1445-09-01", 1445, looks_like(1445, 9, 1))


def _example(desk: Desk) -> str:
    measure = next(each for each in examples.of(desk.catalogue) if each.filed is False)
    return examples.standing_in_words(measure)


@pytest.mark.parametrize("said", [_score, _gaps, _calendar, _example])
def test_sentences_are_joined_as_the_language_does(said: Callable[[Desk], str], desk: Desk) -> None:
    with use_language("en"):
        assert ". " in said(desk)
    with use_language("zh"):
        first, stop, rest = said(desk).partition(LANGUAGES["zh"].stop)
        assert first and stop and rest
        assert not rest[0].isspace()
