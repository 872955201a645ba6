"""Comments as threads: what is open where, and what waits for whom."""

from __future__ import annotations

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.record.comments import count_open, open_on, threads, threads_at, waiting_for
from desktop.record.entry import Answer, Entry

from .conftest import AT, Desk


class Talk(Desk):
    """A desk on which people comment."""

    def comment(self, on: str, text: str, by: str = "Alice", **answers: str) -> str:
        """Write a comment, and return its id."""
        number = len(self._entries) + 1
        said = {"on": on, "on_kind": "gap", "text": text, **answers}
        kept = {key: Answer(value, AT, by) for key, value in said.items()}
        self._entries[f"comment {number}"] = Entry(f"comment {number}", "comment", "", number, kept)
        return f"comment {number}"

    def change(self, entry_id: str, field: str, answer: Answer) -> None:
        """Change an answer."""
        self._entries[entry_id] = self._entries[entry_id].answered(field, answer)

    def remove(self, entry_id: str) -> None:
        """Take an entry away."""
        del self._entries[entry_id]


@pytest.fixture
def desk(catalogue: Catalogue) -> Talk:
    return Talk(catalogue)


def test_replies_stand_below_what_they_answer(desk: Talk) -> None:
    gap = desk.write("gap", title="Births")
    first = desk.comment(gap, "Which year?", field="title")
    reply = desk.comment(gap, "2024", by="Bob", reply_to=first, field="title")
    desk.comment(gap, "Thanks", reply_to=reply, field="title")
    (thread,) = threads_at(desk.submission, gap, "title")
    assert [each.text for each in thread.comments] == ["Which year?", "2024", "Thanks"]
    assert dict(open_on(desk.submission, gap)) == {"title": 1}
    assert count_open(desk.submission) == 1


def test_what_is_settled_is_not_open(desk: Talk) -> None:
    gap = desk.write("gap", title="Births")
    first = desk.comment(gap, "Which year?")
    assert dict(open_on(desk.submission, gap)) == {"": 1}
    desk.change(first, "settled", Answer(True, AT, "Bob"))
    assert not open_on(desk.submission, gap)
    (thread,) = threads(desk.submission)
    assert (thread.settled, thread.settled_by) == (True, "Bob")


def test_it_waits_for_whom_it_is_said_to_until_they_answer(desk: Talk) -> None:
    gap = desk.write("gap", title="Births")
    desk.write("person", name="Bob", ministry="Ministry of Health")
    to_person = desk.comment(gap, "Which year?", to_person="Bob")
    desk.comment(gap, "And where?", to_ministry="Ministry of Health")
    desk.comment(gap, "For nobody in particular")
    assert [each.first.text for each in waiting_for(desk.submission, "Bob")] == ["Which year?", "And where?"]
    assert waiting_for(desk.submission, "Alice") == []
    assert waiting_for(desk.submission, "") == []
    desk.comment(gap, "2024", by="Bob", reply_to=to_person)
    assert [each.first.text for each in waiting_for(desk.submission, "Bob")] == ["And where?"]
    assert [each.first.text for each in waiting_for(desk.submission, "Alice")] == ["Which year?"]


def test_a_thread_outlives_what_it_is_about(desk: Talk) -> None:
    gap = desk.write("gap", title="Births")
    desk.comment(gap, "Which year?", on_title="Births")
    desk.remove(gap)
    (thread,) = threads(desk.submission)
    assert thread.first.title == "Births"


def test_replies_in_a_ring_or_to_nothing_are_shown_all_the_same(desk: Talk) -> None:
    gap = desk.write("gap", title="Births")
    one = desk.comment(gap, "One")
    two = desk.comment(gap, "Two", reply_to=one)
    desk.change(one, "reply_to", Answer(two))
    desk.comment(gap, "Lost", reply_to="gone")
    said = [each.text for thread in threads(desk.submission) for each in thread.comments]
    assert sorted(said) == ["Lost", "One", "Two"]
