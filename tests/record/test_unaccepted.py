"""What was typed but is not accepted: no answer anywhere, a finding until it is mended, and nothing that leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.unicode_form import MOST
from desktop.record.carry_over import answers_to_keep
from desktop.record.copy_sheet import copy_sheet
from desktop.record.entry import Answer, Entry, Value, tidy
from desktop.record.forms_diff import used
from desktop.record.history import ENTRY_ITSELF, Change, Message, Revision, gathered
from desktop.record.leaving import leaving
from desktop.record.readiness import findings
from desktop.record.release import released
from desktop.record.released_history import released_revisions
from desktop.record.submission import Submission
from desktop.record.typed import told, why
from desktop.record.unaccepted import field_of, is_key, key_of, parted
from desktop.record.value_parsing import read

from .conftest import AT, Desk

SECRET = "SECRET-7f3a"


def with_typed(desk: Desk, kind: str, field: str, typed: Value, **answers: Value) -> tuple[Submission, Entry]:
    entry_id = desk.write(kind, **answers)
    submission = desk.submission
    entry = submission.entries[entry_id].answered(key_of(field), Answer(typed, AT, "Amina"))
    return replace(submission, entries={**submission.entries, entry_id: entry}), entry


def test_the_key_is_none_of_the_forms(catalogue: Catalogue) -> None:
    assert key_of("start") != "start"
    assert is_key(key_of("start"))
    assert field_of(key_of("start")) == field_of("start") == "start"
    keys = [field.key for kind in catalogue.kinds.values() for field in kind.fields]
    assert not any(is_key(key) for key in keys)
    assert parted({"start": 1, "end~": 2}) == ({"start": 1}, {"end": 2})


def test_it_is_no_answer(desk: Desk, catalogue: Catalogue) -> None:
    submission, entry = with_typed(desk, "pledge", "start", SECRET, title="First")
    assert entry.value("start") is None
    assert list(entry.answers) == ["title"]
    assert entry.answered(key_of("start"), None).typed == {}
    assert SECRET not in repr(used(submission))
    assert SECRET not in repr(copy_sheet(entry, catalogue, submission))
    assert SECRET not in repr(answers_to_keep(entry, catalogue))


@pytest.mark.parametrize("signed", [True, False])
def test_it_never_leaves(desk: Desk, catalogue: Catalogue, signed: bool) -> None:
    submission, entry = with_typed(desk, "pledge", "start", SECRET, title="First")
    out = released(submission, catalogue, signed=signed)
    assert SECRET not in repr(out)
    assert out.entries[entry.id].typed == {}
    assert SECRET not in repr(leaving(submission, catalogue, signed=signed))
    revisions = [
        Revision("1", AT, "", "edit", Message("Write"), (Change(entry.id, "start", "2025", None), Change(entry.id, "start~", None, SECRET))),
        Revision("2", AT, "", "edit", Message("Write"), (Change(entry.id, "start~", SECRET, f"{SECRET}2"),)),
        Revision("3", AT, "", "undo", Message("Write"), (Change(entry.id, "start~", f"{SECRET}2", SECRET),), "2"),
    ]  # fmt: skip
    told_of = released_revisions(revisions, submission, catalogue, signed=signed)
    assert [each.id for each in told_of] == ["1"]
    assert SECRET not in repr(told_of)


@pytest.mark.parametrize(
    ("kind", "field", "typed", "said"),
    [
        ("pledge", "start", "31.2.2026", "31.2.2026"),
        ("pledge", "year", "soon", "Enter a year"),
        ("value", "value", "abc", "“abc” is not a number"),
        ("value", "value", "1" * 60, "too many digits"),
        ("pledge", "implementation_country", "Atlantis", "not one of the choices"),
        ("gap", "objectives", "zzz", "not one of the choices"),
        ("pledge", "partners", [{"name": "Red Cross", "country~": "Atlantis"}], "row 1, Country"),
    ],
)
def test_it_is_a_finding_that_names_what_and_where_and_why(
    desk: Desk, catalogue: Catalogue, kind: str, field: str, typed: Value, said: str
) -> None:
    submission, entry = with_typed(desk, kind, field, typed, title="First") if kind != "value" else with_typed(
        desk, kind, field, typed, indicator="10.7.1"
    )  # fmt: skip
    (found,) = [each for each in findings(submission, catalogue) if each.rule == "unaccepted"]
    assert (found.weight, found.entry_id, found.field) == ("blocks", entry.id, field)
    assert said in found.text
    assert catalogue.kind(kind).field(field).label in found.text
    assert "typed but is not accepted" in found.text
    missing = [each for each in findings(submission, catalogue) if each.rule == "missing" and each.field == field]
    assert missing == [], "it is not said to be empty as well"


def test_an_entry_of_which_nothing_else_is_known_has_its_finding_too(desk: Desk, catalogue: Catalogue) -> None:
    desk.write("submission", country="KE")
    rating = desk.submission.bound("assessment", "4").answered(key_of("rated_on"), Answer("yesterday"))
    submission = replace(desk.submission, entries={**desk.submission.entries, rating.id: rating})
    assert "unaccepted" in {each.rule for each in findings(submission, catalogue)}


def test_a_long_text_is_cut_off_in_the_finding(desk: Desk, catalogue: Catalogue) -> None:
    submission, _entry = with_typed(desk, "pledge", "start", "x" * 5_000, title="First")
    (found,) = [each for each in findings(submission, catalogue) if each.rule == "unaccepted"]
    assert len(found.text) < 500


def test_why_always_says_something(catalogue: Catalogue) -> None:
    for kind in catalogue.kinds.values():
        for field in kind.fields:
            if field.type != "rows":
                assert why(field, "2026", catalogue)


def test_rows_are_told_with_what_stands_in_their_cells(catalogue: Catalogue) -> None:
    field = catalogue.kind("pledge").field("partners")
    kept: Value = [{"name": "Red Cross", "country~": "Atlantis"}, {"country": "KE"}]
    assert told(field, kept, catalogue) == "Red Cross, Atlantis\nKenya"
    assert tidy(kept) == kept


def test_changes_of_one_place_are_gathered() -> None:
    one, two = Change("e", "title", None, "a"), Change("e", "title", "a", "ab")
    assert gathered([one, two]) == (Change("e", "title", None, "ab"),)
    assert gathered([one, Change("e", "title", "a", None)]) == ()
    assert gathered([Change("e", "title", "a", "a")]) == (Change("e", "title", "a", "a"),), "said again as it is"
    assert gathered([Change("e", "champion", True, None), Change("e", "champion", None, True)]) == ()
    gone = (one, Change("e", "title", "a", None), Change("e", ENTRY_ITSELF, [{"kind": "gap"}], None))
    assert gathered(gone) == gone


PILED = "Secondary e" + "\u0301" * MOST + "cole"


def test_a_letter_with_more_marks_than_any_program_can_show_is_not_accepted(catalogue: Catalogue) -> None:
    for kind, key in (("pledge", "title"), ("pledge", "description")):
        value, problems = read(catalogue.kind(kind).field(key), PILED, catalogue)
        assert (value, [each.code for each in problems]) == (None, ["piled"])
    assert read(catalogue.kind("pledge").field("title"), PILED.replace("\u0301" * MOST, "\u0301"), catalogue)[1] == []


def test_one_that_came_with_a_copy_is_an_error_at_its_field(desk: Desk, catalogue: Catalogue) -> None:
    entry_id = desk.write("pledge", title="First", description=PILED)
    found = [each for each in findings(desk.submission, catalogue) if "One letter has more accents" in each.text]
    assert [(each.entry_id, each.field, each.weight) for each in found] == [(entry_id, "description", "blocks")]
    assert found[0].text.startswith("“First”, ")
