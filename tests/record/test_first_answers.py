"""What a new entry says from the start."""

from __future__ import annotations

from desktop.record.first_answers import first_answers

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
