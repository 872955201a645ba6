"""What differs between two texts, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.record.text_changes import text_changes


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("We did it well", "We did it very well", [("same", "We did it "), ("new", "very "), ("same", "well")]),
        ("one two three", "four five three", [("gone", "one two"), ("new", "four five"), ("same", " three")]),
        ("", "All new", [("new", "All new")]),
        ("All gone", "", [("gone", "All gone")]),
        ("难民和移民", "难民与移民", [("same", "难民"), ("gone", "和"), ("new", "与"), ("same", "移民")]),
    ],
)
def test_what_went_stands_before_what_came(before: str, after: str, pieces: list[tuple[str, str]]) -> None:
    assert [(each.kind, each.text) for each in text_changes(before, after)] == pieces


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_of_either_text_is_lost(before: str, after: str) -> None:
    pieces = text_changes(before, after)
    assert "".join(each.text for each in pieces if each.kind != "new") == before
    assert "".join(each.text for each in pieces if each.kind != "gone") == after
