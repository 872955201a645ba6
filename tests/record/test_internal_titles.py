"""What the team keeps for its own work is called by words, never by a key of the program."""

from __future__ import annotations

import pytest

from desktop.record.entry import Entry
from desktop.record.internal_kinds import CLEARANCE, HANDED_OUT, INTERNAL_KINDS
from desktop.record.internal_titles import field_name, kind_name, plain_of


@pytest.mark.parametrize("kind", INTERNAL_KINDS)
def test_every_field_has_a_name(kind: str) -> None:
    assert kind_name(kind) != kind
    for field in INTERNAL_KINDS[kind]:
        name = field_name(Entry("id", kind), field)
        assert name[:1].isupper() and "_" not in name
        assert name != "Answer from earlier forms", f"{kind}.{field}"


def test_a_field_that_nobody_knows_any_more_is_said_to_be_of_another_time() -> None:
    assert field_name(Entry("id", "gap"), "seen_by") == "Answer from earlier forms"
    assert field_name(None, "seen_by") == "Answer from earlier forms"


def test_words_of_the_program_are_said_as_its_pages_say_them() -> None:
    assert plain_of(Entry("id", CLEARANCE), "state", "cleared") == "Cleared"
    assert plain_of(Entry("id", CLEARANCE), "method", "paper") == "Yes"
    assert plain_of(Entry("id", HANDED_OUT), "form", "word") == "Word file"
    assert plain_of(Entry("id", CLEARANCE), "state", "something newer") == "something newer"
    assert plain_of(Entry("id", CLEARANCE), "note", None) == ""
