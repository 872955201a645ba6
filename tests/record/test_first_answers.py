"""What a new entry says from the start."""

from __future__ import annotations

import pytest

from desktop.record.entry import Answer, Value
from desktop.record.first_answers import first_answers, is_only_begun
from desktop.record.unaccepted import key_of

from .conftest import Desk


def test_who_submitted_the_last_pledge_submits_the_next_one(desk: Desk) -> None:
    desk.write("pledge", title="Register", entity="Ministry of Births", contact_email="births@ministry.example")
    first = first_answers(desk.submission, desk.catalogue.kind("pledge"))
    assert (first["entity"], first["contact_email"]) == ("Ministry of Births", "births@ministry.example")


def test_what_is_to_be_corrected_in_the_last_pledge_is_not_said_again(desk: Desk) -> None:
    desk.write("pledge", title="Register", entity="Ministry of Births", contact_email="the office on the hill")
    first = first_answers(desk.submission, desk.catalogue.kind("pledge"))
    assert first["entity"] == "Ministry of Births"
    assert "contact_email" not in first


@pytest.mark.parametrize(
    ("said", "is_begun"),
    [
        ({}, True),
        ({"entity": "Ministry of Births", "contact_email": "births@ministry.example", "objectives": [4]}, True),
        ({"entity": "Ministry of Births", "title": "Register"}, False),
        ({"kind": "matching"}, False),
    ],
)
def test_a_pledge_is_only_begun_while_it_promises_nothing(desk: Desk, said: dict[str, Value], is_begun: bool) -> None:
    pledge = desk.write("pledge", **said)
    entry = desk.submission.entries[pledge]
    assert is_only_begun(desk.submission, entry) is is_begun
    # What was typed and is not accepted is something that somebody has written.
    typed = entry.answered(key_of("end"), Answer("when the law is passed", "2026-03-02T14:05:11Z", ""))
    assert not is_only_begun(desk.submission, typed)
