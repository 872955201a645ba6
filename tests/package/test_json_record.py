"""The machine record: exact in both directions, the same bytes each time, and every error said where it is."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.catalogue.catalogue import Catalogue
from desktop.package import json_record
from desktop.package.json_record import RecordProblem, from_bytes, to_bytes, to_record
from desktop.record import strict_json
from desktop.record.entry import Answer, Entry, Value, bound_id
from desktop.record.history import Message, Reference, Revision
from desktop.record.submission import Attachment, Submission
from desktop.store.file import SubmissionFile

ID = "3f2a90c1-0000-4000-8000-000000000001"
GAP = "00000000-0000-4000-8000-000000000013"
AT = "2026-03-02T14:05:11Z"

Filled = Callable[..., Submission]
History = Callable[[Submission], list[Revision]]


def saying(value: Value, at: str = AT, by: str = "Desk officer A") -> Submission:
    """Return a submission with one gap that says one thing."""
    return Submission(ID, {GAP: Entry(GAP, "gap", "", 1, {"title": Answer(value, at, by)})})


def written(submission: Submission, catalogue: Catalogue, revisions: list[Revision] | None = None) -> bytes:
    return to_bytes(to_record(submission, revisions or [], catalogue, language="en"))


@pytest.fixture
def record(filled: Filled, history: History, catalogue: Catalogue) -> dict[str, Any]:
    """A record as data, to be spoilt."""
    submission = filled()
    data: dict[str, Any] = json.loads(written(submission, catalogue, history(submission)))
    return data


def problems(data: object) -> tuple[str, ...]:
    """Return what is said of a record that cannot be read."""
    with pytest.raises(RecordProblem) as caught:
        from_bytes(json.dumps(data).encode())
    return caught.value.details


def gap_in(record: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(entry for entry in record["entries"] if entry["kind"] == "gap")
    return found


def test_a_whole_submission_comes_back_with_its_history(filled: Filled, history: History, catalogue: Catalogue) -> None:
    submission = filled(practice=3, gap=2, pledge=2)
    revisions = history(submission)
    record = to_record(submission, revisions, catalogue, language="fr", draft=True)
    again = from_bytes(to_bytes(record))
    assert again == record
    assert again.submission() == submission
    assert again.history() == revisions
    assert (again.language, again.draft, again.pack.key) == ("fr", True, catalogue.pack.key)
    assert again.counts["practice"] == 3


def test_an_empty_submission_comes_back_empty(catalogue: Catalogue) -> None:
    assert from_bytes(written(Submission(ID), catalogue)).submission() == Submission(ID)


def test_the_same_submission_gives_the_same_bytes_whatever_the_order_in_memory(
    filled: Filled, catalogue: Catalogue
) -> None:
    submission = filled(gap=3)
    turned = Submission(ID, dict(reversed(submission.entries.items())), submission.attachments)
    assert written(turned, catalogue) == written(submission, catalogue)


def test_the_text_is_plain_utf_8_with_sorted_keys_and_a_last_line_end(catalogue: Catalogue) -> None:
    content = written(saying("Élève 学生 طالب"), catalogue)
    assert "Élève 学生 طالب".encode() in content
    assert content.endswith(b"}\n")
    assert b"\r" not in content
    data = json.loads(content)
    assert list(data) == sorted(data)


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFC", "Élève"),
        unicodedata.normalize("NFD", "Élève"),
        "\N{ANGSTROM SIGN} and Å",
        "right \u202eto left\u202c, \u2066isolated\u2069",
        "\N{FAMILY}\u200d\N{WHITE HEAVY CHECK MARK}\ufe0f \U0010ffff",
        "nul \x00, bell \x07, escape \x1b, delete \x7f",
        "lines\none\u2028two\u2029three\ttab",
        '=1+1, "quoted", back\\slash, \\u0041',
        "x" * 40_000,
    ],
)
def test_every_text_comes_back_character_by_character(text: str, catalogue: Catalogue) -> None:
    content = written(saying(text), catalogue)
    found = from_bytes(content).submission().entries[GAP].value("title")
    assert found == text
    assert written(saying(text), catalogue) == content


def test_two_ways_to_write_one_letter_stay_two(catalogue: Catalogue) -> None:
    composed, decomposed = (unicodedata.normalize(form, "é") for form in ("NFC", "NFD"))
    assert written(saying(composed), catalogue) != written(saying(decomposed), catalogue)


TEXTS = st.text(min_size=1).filter(lambda text: not any("\ud800" <= each <= "\udfff" for each in text))
VALUES = st.one_of(
    TEXTS,
    st.booleans(),
    st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1),
    st.lists(TEXTS, min_size=1),
    st.lists(st.integers(min_value=1, max_value=23), min_size=1),
    st.lists(st.dictionaries(TEXTS, TEXTS, min_size=1), min_size=1),
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(value=VALUES)
def test_every_value_comes_back(value: Value, catalogue: Catalogue) -> None:
    found = from_bytes(written(saying(value), catalogue)).submission().entries[GAP].value("title")
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("half", ["\ud800", "text \udc00 text"])
def test_half_a_character_is_refused_and_its_place_is_named(half: str, catalogue: Catalogue) -> None:
    with pytest.raises(RecordProblem) as caught:
        written(saying(half), catalogue)
    assert "gap 00000000" in caught.value.message
    assert "title" in caught.value.message


def test_half_a_character_in_a_record_from_elsewhere_is_refused(catalogue: Catalogue) -> None:
    content = written(saying("HERE"), catalogue).replace(b"HERE", rb"\ud83d")
    with pytest.raises(RecordProblem, match="incomplete character"):
        from_bytes(content)


def test_a_whole_character_written_as_two_escapes_is_taken(catalogue: Catalogue) -> None:
    content = written(saying("HERE"), catalogue).replace(b"HERE", rb"\ud83d\ude00")
    assert from_bytes(content).submission().entries[GAP].value("title") == "\N{GRINNING FACE}"


def test_a_value_that_no_answer_can_have_is_not_written(catalogue: Catalogue) -> None:
    with pytest.raises(RecordProblem, match="title"):
        written(saying(1.5), catalogue)  # type: ignore[arg-type]


def test_a_newer_record_is_refused_by_name(record: dict[str, Any]) -> None:
    record["version"] = 4
    record["something_new"] = True
    (said,) = problems(record)
    assert "newer" in said
    assert "version 4" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 1"),
        (b'{\n"a": 1,\n}', "line 3"),
        (b"[]", "not the data file of a submission"),
        (b'{"format": "another"}', "not the data file of a submission"),
        (b'{"format": 1, "format": 2}', "“format” twice"),
        (b"\xff\xfe{}", "UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "too large"),
    ],
)
def test_what_is_no_record_is_said_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(RecordProblem) as caught:
        from_bytes(content)
    assert said in caught.value.message


def test_every_error_is_said_at_once_with_entry_and_field(record: dict[str, Any]) -> None:
    gap = gap_in(record)
    gap["answers"]["title"]["value"] = None
    gap["answers"]["description"]["at"] = "yesterday"
    gap["answers"]["severity"]["more"] = 1
    del gap["order"]
    record["revisions"][0]["changes"][1]["entry"] = "somewhere"
    said = problems(record)
    number = record["entries"].index(gap) + 1
    here = f"Entry {number} (gap {gap['id'][:8]})"
    assert len(said) == 5
    assert any(each.startswith(f"{here}, field “title”: ") for each in said)
    assert any(each.startswith(f"{here}, field “description.at”: ") for each in said)
    assert f"{here}, field “severity”: “more” is not known." in said
    assert f"{here}: “order” is missing." in said
    assert any(each.startswith("History, step 1, change 2, field “entry”: ") for each in said)


@pytest.mark.parametrize(
    "value",
    [None, "", [], {}, 1.5, 2**53, [1, "a"], [True], [[]], [{}], [{"name": 1}], [""], [None], float("nan")],
)
def test_a_value_that_no_answer_can_have_is_refused(value: object, record: dict[str, Any]) -> None:
    gap_in(record)["answers"]["title"]["value"] = value
    (said,) = problems(record)
    assert "“title”" in said


def test_an_entry_that_is_there_twice_is_refused(record: dict[str, Any]) -> None:
    record["entries"].append(gap_in(record))
    record["counts"]["gap"] += 1
    (said,) = problems(record)
    assert gap_in(record)["id"] in said
    assert "more than once. Number of times: 2" in said


def test_an_entry_that_was_taken_out_is_missed(record: dict[str, Any]) -> None:
    record["entries"].remove(gap_in(record))
    (said,) = problems(record)
    assert "“gap”" in said
    assert "has 0" in said


def test_a_bound_entry_of_another_submission_is_refused(record: dict[str, Any]) -> None:
    other = bound_id("00000000-0000-4000-8000-000000000000", "assessment", "13")
    assessment = next(each for each in record["entries"] if each["kind"] == "assessment" and each["key"] == "13")
    assessment["id"] = other
    (said,) = problems(record)
    assert "does not belong to this submission" in said


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "attachments/../x", "attachments/0123456789abcdef.tar.gz", "report.pdf"]
)
def test_an_attachment_lies_nowhere_else(path: str, record: dict[str, Any]) -> None:
    record["attachments"][0]["path"] = path
    (said,) = problems(record)
    assert "Attached file 1" in said


def test_a_kind_and_a_field_that_the_forms_do_not_have_are_read(record: dict[str, Any]) -> None:
    gap_in(record)["answers"]["colour"] = {"value": "blue", "at": "", "by": ""}
    record["entries"].append({"id": GAP, "kind": "wish", "key": "", "order": 1, "answers": {}})
    record["counts"]["wish"] = 1
    # The forms are asked by whoever imports it, see tests/operations/test_import_record.py.
    assert from_bytes(json.dumps(record).encode()).submission().entries[GAP].kind == "wish"


def test_two_files_that_begin_alike_get_places_of_their_own(catalogue: Catalogue) -> None:
    names = {"12" * 32: "no ending", "ab" * 32: "Résumé final.PDF", "ab" * 31 + "cd": "archive.tar.gz"}
    files = {sha256: Attachment(sha256, name, 1) for sha256, name in names.items()}
    record = to_record(Submission(ID, {}, files), [], catalogue, language="en")
    assert [file.path for file in record.attachments] == [
        "attachments/1212121212121212",
        f"attachments/{'ab' * 32}.pdf",
        f"attachments/{'ab' * 31}cd.gz",
    ]
    assert from_bytes(to_bytes(record)).submission().attachments == files


def test_one_answer_more_changes_the_record(filled: Filled, catalogue: Catalogue) -> None:
    submission = filled()
    entry = submission.of_kind("gap")[0]
    later = entry.answered("title", Answer("Another title", AT, "Desk officer B"))
    changed = replace(submission, entries={**submission.entries, entry.id: later})
    assert written(changed, catalogue) != written(submission, catalogue)


def test_the_schema_explains_itself_and_names_every_part() -> None:
    schema = json_record.json_schema()
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["required"] == list(schema["properties"])
    assert schema["additionalProperties"] is False
    for shape in (schema, *schema["$defs"].values()):
        assert shape["description"]
        described = [part for part in shape["properties"].values() if "description" in part or "$ref" in part]
        assert len(described) >= len(shape["properties"]) - 1, shape["title"]
    assert json.loads(json.dumps(schema)) == schema


# --- Bounds: whoever wrote a record decides how large it is, not how long we take over it


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"x":"\\', "not well-formed"),
        (b'{"x":"' + b'\\"' * 300_000, "not well-formed"),
        (b'{"format":"pledgebook-submission","version":' + b"9" * 4000 + b"}", "newer"),
        (b'{"format":"pledgebook-submission","version":' + b"9" * 5000 + b"}", "too large"),
        (b'{"x":"a' + "\u0301\u0316".encode() * 100_000 + b'"}', "no program could show"),
        (b'{"x":"a' + b"\\u0301\\u0316" * 100_000 + b'"}', "no program could show"),
        (b'{"a\x1b[31m\\u202e":1,"a\x1b[31m\\u202e":1}', "well-formed"),
        (b'{"a\\u001b[31m\\u202e\\n":1,"a\\u001b[31m\\u202e\\n":1}', "twice"),
    ],
)
def test_what_is_too_deep_or_too_large_is_refused_before_it_is_read(content: bytes, says: str) -> None:
    with pytest.raises(RecordProblem, match=says) as caught:
        from_bytes(content)
    assert len(caught.value.message) < 200
    assert not any(sign in caught.value.message for sign in "\x1b\u202e\n")


@pytest.mark.parametrize("mark", ["\u0301", "\\u0301"])
def test_a_text_that_no_program_could_show_is_named_with_its_entry_and_field(mark: str) -> None:
    entry = f'{{"id":"3f2a90c1-0000","kind":"pledge","answers":{{"title":{{"value":"e{mark * 300}"}}}}}}'
    with pytest.raises(RecordProblem) as caught:
        from_bytes(f'{{"entries":[{entry}]}}'.encode())
    assert caught.value.message == "Entry 1 (pledge 3f2a90c1), field “title”: no program could show this text."


def test_too_many_parts_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_json, "_MOST_PARTS", 1000)
    monkeypatch.setattr(json_record.record_reading.json, "loads", lambda *_each, **_more: pytest.fail("read"))
    with pytest.raises(RecordProblem, match="too large"):
        from_bytes(b'{"x":[' + b"1," * 2000 + b"1]}")
    monkeypatch.setattr(strict_json, "LARGEST_RECORD", 10)
    with pytest.raises(RecordProblem, match="too large"):
        from_bytes(b" " * 11)


def test_brackets_inside_a_text_are_no_nesting(record: dict[str, Any]) -> None:
    gap_in(record)["answers"]["title"] = {"value": '[{"\\' * 200, "at": "", "by": ""}
    assert from_bytes(json.dumps(record).encode())


def test_of_very_many_errors_some_are_told_and_all_are_counted(record: dict[str, Any]) -> None:
    record["entries"] = [{**record["entries"][0], "id": "x"} for _each in range(1000)]
    with pytest.raises(RecordProblem, match=r"1,?000") as caught:
        from_bytes(json.dumps(record).encode())
    assert len(caught.value.details) == json_record.MOST_ERRORS


def a_revision(number: int, revision_type: str, undoes: str = "") -> dict[str, Any]:
    return {
        "id": revision_id(number),
        "at": "",
        "by": "",
        "type": revision_type,
        "message": {"id": "x", "parameters": {}},
        "changes": [],
        "undoes": undoes,
        "copy": "",
    }


def revision_id(number: int) -> str:
    return f"{number:08d}-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    "revisions",
    [
        [a_revision(1, "undo", revision_id(9))],
        [a_revision(1, "undo")],
        [a_revision(1, "redo")],
        [a_revision(1, "edit"), a_revision(2, "redo", revision_id(1))],
        [a_revision(1, "edit"), a_revision(2, "undo", revision_id(1)), a_revision(3, "undo", revision_id(1))],
        [
            a_revision(1, "edit"),
            a_revision(2, "undo", revision_id(1)),
            a_revision(3, "edit"),
            a_revision(4, "redo", revision_id(1)),
        ],
        [a_revision(1, "create"), a_revision(2, "undo", revision_id(1))],
        [a_revision(1, "edit"), a_revision(2, "edit", revision_id(1))],
    ],
)
def test_a_history_that_takes_back_what_it_does_not_hold_is_read_and_can_be_opened(
    revisions: list[dict[str, Any]], record: dict[str, Any], tmp_path: Path
) -> None:
    record["revisions"] = revisions
    read = from_bytes(json.dumps(record).encode())
    submission = replace(read.submission(), attachments={})
    path = tmp_path / "odd.pledgebook"
    SubmissionFile.replay(path, submission, read.history(), [])
    file = SubmissionFile.open(path, now=lambda: datetime(2026, 3, 2, tzinfo=UTC))
    assert list(file.revisions()) == read.history()
    assert (file.undo(""), file.redo("")) == (None, None), "nothing of it changed anything"
    file.close()


@pytest.mark.parametrize(
    "parameters",
    [
        None,
        [],
        {"name": 1},
        {"name": {"to": "field", "key": "gap/title"}},
        {"name": {"to": "__init__", "key": "x", "text": "x"}},
        {"name.__class__": "x"},
        {"Name": "x"},
        {f"name_{number}": "x" for number in range(9)},
    ],
)
def test_a_message_has_texts_and_references_for_its_placeholders(parameters: object, record: dict[str, Any]) -> None:
    revision = a_revision(1, "edit")
    record["revisions"] = [{**revision, "message": {"id": "Remove {name}", "parameters": parameters}}]
    (said,) = problems(record)
    assert "History, step 1" in said


def test_messages_and_copies_come_back_as_they_are(catalogue: Catalogue) -> None:
    names = {"name": "Births {0}", "field": Reference("field", "gap/title", "Title")}
    message = Message("Change “{field}” of {name}", names)
    revision = Revision(revision_id(1), AT, "Desk officer A", "edit", message, (), "", revision_id(2))
    assert from_bytes(written(saying("x"), catalogue, [revision])).history() == [revision]


def test_a_history_of_undoing_and_doing_again_is_taken(record: dict[str, Any]) -> None:
    record["revisions"] = [
        a_revision(1, "create"),
        a_revision(2, "edit"),
        a_revision(3, "undo", revision_id(2)),
        a_revision(4, "redo", revision_id(2)),
        a_revision(5, "undo", revision_id(2)),
        a_revision(6, "edit"),
    ]
    assert from_bytes(json.dumps(record).encode())


@pytest.mark.parametrize("row", ["x", 5, [{"a": "b"}], [{"kind": "gap", "key": "", "order": "first"}], ["gap"]])
def test_what_was_made_or_removed_is_said_as_it_is_said(row: object, record: dict[str, Any]) -> None:
    change = {"entry": GAP, "field": "", "old": row, "new": None}
    record["revisions"] = [{**a_revision(1, "edit"), "changes": [change]}]
    (said,) = problems(record)
    assert "what was added or removed" in said
