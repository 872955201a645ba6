"""Each character runs in its direction, as the bidirectional algorithm of Unicode says and tests it.

These are a part of the cases; all of them are gone through with the benchmarks, see `tests/bench/test_bidi.py`.
"""

from __future__ import annotations

import pytest

from desktop.package.report.bidi import levels, runs_right_to_left, visual_order
from tests.package.report.unicode_cases import brackets, of_characters, of_classes


def shown(text: str, right_to_left: bool) -> str:
    """Return a line as it stands on paper, from left to right."""
    found = levels(text, right_to_left=right_to_left)
    return text if found is None else "".join(text[place] for place in visual_order(found))


def test_texts_stand_as_unicode_says() -> None:
    cases = list(of_characters(step=17))
    assert len(cases) > 5_000
    assert [case for case in cases if not case.holds()] == []


def test_classes_in_a_row_stand_as_unicode_says() -> None:
    cases = list(of_classes(step=173))
    assert len(cases) > 4_000
    assert [case for case in cases if not case.holds()] == []


def test_every_bracket_is_paired_with_its_own_and_no_other() -> None:
    closings = {opening: closing for opening, closing, does in brackets() if does == "o"}
    assert len(closings) > 60
    for opening, closing in closings.items():
        # What is inside runs as the paragraph does, and so does a pair; alone, the last would run as its neighbours.
        assert levels(f"א{opening}bא{closing}א", right_to_left=False) == [1, 0, 0, 1, 0, 1], opening
        other = "]" if opening != "[" else ")"
        assert levels(f"א{opening}bא{other}א", right_to_left=False) == [1, 0, 0, 1, 1, 1], opening


def test_signs_that_look_like_brackets_are_none() -> None:
    for opening, closing in ("«»", "<>", "“”", "‹›", "\ufd3e\ufd3f"):
        assert levels(f"א{opening}bא{closing}א", right_to_left=False) == [1, 0, 0, 1, 1, 1], opening


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("abc", "abc"),
        ("أب 12 جد", "دج 12 بأ"),
        ("أب (IOM) جد", "دج )IOM( بأ"),
        ("אב (abc 12) ג", "ג )abc 12( בא"),
        ("", ""),
    ],
)
def test_a_line_of_a_right_to_left_paragraph(text: str, paper: str) -> None:
    assert shown(text, runs_right_to_left(text)) == paper


def test_the_first_letter_decides_and_figures_do_not() -> None:
    assert runs_right_to_left("2026: عام IOM")
    assert not runs_right_to_left("2026: IOM عام")
    assert not runs_right_to_left("2026, 15 %")


def test_signs_of_no_version_yet_run_as_their_block_does() -> None:
    assert levels("\u05ff\u05fe", right_to_left=False) == [1, 1]


def test_nothing_is_to_be_reordered_where_all_runs_from_left_to_right() -> None:
    assert levels("Geneva, 2026 (IOM)", right_to_left=False) is None
