"""What a package tells of clearances is read back from every part of it, and a claim that is not so is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import LANGUAGES
from desktop.package import json_record
from desktop.package.export_sheets import sheet_names
from desktop.package.report import write_report
from desktop.record.clearance import fingerprint
from desktop.record.clearance_fingerprint import short_code
from desktop.record.clearance_parts import objective_part, pledge_part
from desktop.record.cleared_part import ClearedPart
from desktop.record.history import Revision
from desktop.record.submission import Submission

from .test_readback import Written, changed, spoilt, written

Filled = Callable[..., Submission]


def cleared(submission: Submission, catalogue: Catalogue) -> Submission:
    """Return what was released with an objective that is cleared, and a pledge that was changed since."""
    parts = (objective_part(1), pledge_part(submission.of_kind("pledge")[0].id))
    marks = (fingerprint(submission, catalogue, parts[0]), "ab" * 32)
    told = tuple(
        ClearedPart(part, state, "مريم العلي", "Ministry A", "2026-03-02", mark)
        for part, state, mark in zip(parts, ("cleared", "changed"), marks, strict=True)
    )
    return replace(submission, cleared=told)


@pytest.fixture(scope="module")
def whole(filled: Filled, catalogue: Catalogue) -> Written:
    return written(cleared(filled(most=3, practice=2, pledge=2), catalogue), [], catalogue)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_read_back_in_every_language(language: str, filled: Filled, catalogue: Catalogue) -> None:
    written(cleared(filled(most=3, practice=1, pledge=1), catalogue), [], catalogue, language).proved()


def test_another_name_in_the_record_is_found(whole: Written) -> None:
    record = json.loads(whole.record)
    record["cleared"][0]["by"] = "Somebody else"
    (said,) = whole.failed(record=json.dumps(record).encode())
    assert "the same clearances" in said


def test_another_name_in_the_workbook_is_found(whole: Written) -> None:
    name = sheet_names(whole.catalogue)[":clearance"]

    def wrong(book: openpyxl.Workbook) -> None:
        book[name].cell(2, 2).value = "Somebody else"

    (said,) = whole.failed(workbook=spoilt(whole.workbook, wrong))
    assert name in said


@pytest.mark.parametrize("field", ["by", "ministry", "state", "date", "fingerprint"])
def test_a_report_that_says_otherwise_is_found(field: str, whole: Written) -> None:
    other = {"state": "changed", "date": "2026-03-03", "fingerprint": "cd" * 32}.get(field, "Somebody else")
    first, second = whole.submission.cleared
    wrong = replace(whole.submission, cleared=(replace(first, **{field: other}), second))
    report = write_report(wrong, whole.catalogue, language="en", draft=False)
    (said,) = whole.failed(report=report)
    assert "who cleared “Objective 1" in said


def test_a_claim_that_is_not_so_is_found(whole: Written) -> None:
    """A text that was changed after it was cleared cannot be signed as cleared, whatever the record says."""
    submission = changed(whole.submission, "assessment", "reason", "Another reason.")
    said = written(submission, [], whole.catalogue).failed()
    assert said == ("“Objective 1: Data” does not have the text that the package says was cleared.",)
    first, second = whole.submission.cleared
    submission = replace(whole.submission, cleared=(replace(first, state="changed"), second))
    (told,) = written(submission, [], whole.catalogue).failed()
    assert "says that it was changed" in told


def test_what_is_no_clearance_is_refused(whole: Written) -> None:
    record = json.loads(whole.record)
    record["cleared"][0]["note"] = "not for others"
    with pytest.raises(json_record.RecordProblem):
        json_record.from_bytes(json.dumps(record).encode())
    record = json.loads(whole.record)
    record["cleared"].append(record["cleared"][0])
    with pytest.raises(json_record.RecordProblem, match="more than once"):
        json_record.from_bytes(json.dumps(record).encode())


def test_a_record_of_the_version_before_says_nothing_of_clearances(
    filled: Filled, history: Callable[[Submission], list[Revision]], catalogue: Catalogue
) -> None:
    submission = filled(practice=1)
    made = json_record.to_record(submission, history(submission), catalogue, language="en")
    old = json.loads(json_record.to_bytes(made))
    del old["cleared"]
    old["version"] = 2
    found = json_record.from_bytes(json.dumps(old).encode())
    assert found == made
    old["version"] = 3
    with pytest.raises(json_record.RecordProblem, match="cleared"):
        json_record.from_bytes(json.dumps(old).encode())


def test_the_code_is_sixteen_digits_of_the_fingerprint() -> None:
    assert short_code("0" * 64) == "0000 0000 0000 0000"
    assert short_code("f" * 32 + "0" * 32) == "4607 4317 6821 1455"
    assert short_code("") == ""
