"""How far an entry has come: what is missing, what is to be corrected, and what that is called."""

from __future__ import annotations

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.record.entry import Answer, Entry, Value
from desktop.record.entry_state import lacking, state_of, unanswered


def entry(kind: str, /, **answers: Value) -> Entry:
    return Entry("entry-1", kind, answers={key: Answer(value) for key, value in answers.items()})


def test_an_entry_in_which_nothing_was_said_is_not_started(catalogue: Catalogue) -> None:
    state = state_of(entry("pledge"), catalogue.kind("pledge"))
    assert state.said() == "Not started"
    assert "title" in state.missing
    assert "new_or_strengthened" not in state.missing  # only recommended
    assert "matched_title" not in state.missing  # not asked of this pledge


def test_an_entry_is_complete_when_all_that_is_expected_is_there(catalogue: Catalogue) -> None:
    kind = catalogue.kind("gap")
    begun = entry("gap", title="No registrar")
    assert state_of(begun, kind).said() == "In progress"
    answers: dict[str, Value] = {
        field.key: [1] if field.type == "objectives" else field.options[0].key if field.options else "Text"
        for field in kind.fields
        if field.missing in ("blocks", "warns")
    }
    state = state_of(entry("gap", **answers), kind)
    assert state.missing == ()
    assert state.said() == "Complete"


def test_an_answer_that_breaks_a_limit_is_to_be_corrected(catalogue: Catalogue) -> None:
    kind = catalogue.kind("pledge")
    state = state_of(entry("pledge", description="Too short"), kind)
    assert state.wrong == ("description",)
    typed = Entry("entry-1", "pledge", typed={"start": Answer("next spring")})
    assert state_of(typed, kind).wrong == ("start",)
    assert "start" not in state_of(typed, kind).missing


def test_a_row_without_what_it_needs_is_missing_something(catalogue: Catalogue) -> None:
    kind = catalogue.kind("pledge")
    assert "partners" in state_of(entry("pledge", kind="common", partners=[{"country": "KE"}]), kind).missing
    assert "partners" not in state_of(entry("pledge", kind="common", partners=[{"name": "A"}]), kind).missing


def test_a_form_that_expects_nothing_has_no_state(catalogue: Catalogue) -> None:
    kind = catalogue.kind("assessment")
    assert state_of(entry("assessment", rating="early"), kind).said() == ""


def test_of_a_form_that_expects_nothing_only_what_is_asked_there_is_unanswered(catalogue: Catalogue) -> None:
    kind = catalogue.kind("indicator")
    assert "reason" not in unanswered(entry("indicator", availability="available"), kind)
    assert "reason" in unanswered(entry("indicator", availability="planned"), kind)
    assert "reason" not in unanswered(entry("indicator", availability="planned", reason="Next year"), kind)
    kind, rescue = catalogue.kind("follow_up"), Entry("1", "follow_up", "HS.4")
    assert "separation" in unanswered(rescue, kind)
    assert "separation" not in unanswered(rescue._replace(key="H1.1"), kind)


def test_what_is_lacking_is_counted_in_words() -> None:
    assert lacking(0) == ""
    assert lacking(2) == "2 missing"
    assert lacking(1, 3) == "1 missing · 3 to correct"


@pytest.mark.parametrize("answered", [{}, {"file": "0" * 64}, {"source": "https://example.org/law"}])
def test_a_piece_of_evidence_is_complete_with_a_file_or_with_a_source(
    answered: dict[str, Value], catalogue: Catalogue
) -> None:
    state = state_of(entry("evidence", title="A law", **answered), catalogue.kind("evidence"))
    assert state.missing == (() if answered else ("file",))
    assert state.complete is bool(answered)
