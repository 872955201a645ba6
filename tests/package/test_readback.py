"""The proof fails whenever something is missing, cut short, changed or added; otherwise it says what it compared."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import openpyxl
import pypdf
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import LANGUAGES
from desktop.package import json_record, sheets
from desktop.package.export_sheets import sheet_names
from desktop.package.readback import ReadBack, ReadBackFailed, read_back
from desktop.package.report import write_pledge, write_report
from desktop.package.report.labels import tells_where_from
from desktop.package.workbook import write_workbook
from desktop.record.entry import Answer
from desktop.record.history import Revision
from desktop.record.submission import Submission

from .conftest import saved_as

Filled = Callable[..., Submission]
History = Callable[[Submission], list[Revision]]
Wrong = Callable[[openpyxl.Workbook], None]


@dataclass(frozen=True)
class Written:
    """What was written for a submission, to be spoilt before it is read back."""

    submission: Submission
    revisions: list[Revision]
    catalogue: Catalogue
    workbook: bytes
    report: bytes
    pledges: Mapping[str, bytes]
    record: bytes
    language: str = "en"

    def proved(self) -> ReadBack:
        return read_back(
            self.submission,
            self.revisions,
            self.catalogue,
            workbook=self.workbook,
            report=self.report,
            pledges=self.pledges,
            record=self.record,
            language=self.language,
            draft=False,
        )

    def failed(self, **spoilt: Any) -> tuple[str, ...]:
        """Return what is said when something else was read back."""
        with pytest.raises(ReadBackFailed) as caught:
            replace(self, **spoilt).proved()
        return caught.value.details


def written(submission: Submission, revisions: list[Revision], catalogue: Catalogue, language: str = "en") -> Written:
    how = {"language": language, "draft": False}
    return Written(
        submission,
        revisions,
        catalogue,
        workbook=write_workbook(submission, catalogue, **how),  # type: ignore[arg-type]
        report=write_report(submission, catalogue, **how),  # type: ignore[arg-type]
        pledges={
            pledge.id: write_pledge(submission, catalogue, pledge, **how)  # type: ignore[arg-type]
            for pledge in submission.of_kind("pledge")
        },
        record=json_record.to_bytes(json_record.to_record(submission, revisions, catalogue, language=language)),
        language=language,
    )


@pytest.fixture(scope="module")
def whole(filled: Filled, history: History, catalogue: Catalogue) -> Written:
    """A submission in which everything is answered, and what was written for it."""
    submission = filled(practice=3, gap=3, pledge=3, value=4)
    return written(submission, history(submission), catalogue)


def changed(submission: Submission, kind: str, field: str, value: Any) -> Submission:
    """Return the submission with another answer in the first entry of a kind."""
    entry = submission.of_kind(kind)[0]
    answer = None if value is None else Answer(value, entry.answers[field].at, entry.answers[field].by)
    return replace(submission, entries={**submission.entries, entry.id: entry.answered(field, answer)})


def without(submission: Submission, kind: str) -> Submission:
    """Return the submission without the first entry of a kind."""
    gone = submission.of_kind(kind)[0].id
    return replace(submission, entries={key: each for key, each in submission.entries.items() if key != gone})


def spoilt(workbook: bytes, wrong: Wrong) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    wrong(book)
    return saved_as(book, workbook)


def column(whole: Written, kind: str, field: str) -> int:
    columns = sheets.columns_of(whole.catalogue.kind(kind), whole.catalogue, draft=False)
    return [each.field for each in columns].index(field) + 1


def test_what_was_written_well_is_proved_and_counted(whole: Written) -> None:
    proof = whole.proved()
    answers = sum(len(entry.answers) for entry in whole.submission.entries.values())
    in_pledges = sum(len(pledge.answers) for pledge in whole.submission.of_kind("pledge"))
    assert proof.record.texts == proof.workbook.texts == answers
    assert proof.pdfs.texts == answers + in_pledges
    assert proof.counts["practice"] == 3
    assert proof.documents == 3
    assert f"{answers:,} answers" in proof.summary(), "each is counted once, wherever it stands"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_in_every_language(language: str, filled: Filled, history: History, catalogue: Catalogue) -> None:
    submission = filled(most=3)  # all of them are read back in every language where a package is built of them
    assert written(submission, history(submission), catalogue, language).proved().documents == 1


def test_an_empty_submission_is_proved(catalogue: Catalogue) -> None:
    proof = written(Submission("3f2a90c1-0000-4000-8000-000000000001"), [], catalogue).proved()
    assert proof.record.texts == proof.workbook.texts == proof.pdfs.texts == 0


HOSTILE = [
    "=1+1",
    "x" * 40_000,
    "word " * 8_000,
    "\N{GRINNING FACE} \N{FAMILY}\u200d\U0001f3fd",
    "\u202eright to left\u202c, \u2067isolated",
    "nul\x00 bell\x07 escape\x1b return\r",
    "one\n\n\ntwo\tthree\u2028four",
    "وزارة العمل (ILO) 2026، رقم 15",
    "移民与发展：2030年议程",
    "e\u0301 and é and \N{LATIN SMALL LIGATURE FI}",
    "_x0041_ <b>&amp; ]]>",
    "trailing hyphen- and soft\u00adhyphen",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_was_written_is_found_again(text: str, filled: Filled, history: History, catalogue: Catalogue) -> None:
    said: dict[str, dict[str, Any]] = {
        "submission": {"title": text, "summary": text, "lead_ministry": text},
        "pledge": {"title": text, "description": text, "entity": text},
        "practice": {"partners": [{"name": text, "country": "KE"}, {"name": text}]},
        "person": {"name": text},
    }
    if len(text) < 1_000:  # there are 53 of these
        said |= {"assessment": {"reason": text}, "policy_answer": {"evidence": text}, "value": {"note": text}}
    submission = filled(said=said, most=3, gap=2)
    written(submission, history(submission), catalogue).proved()


# The record


def test_one_changed_answer_in_the_record_is_found(whole: Written) -> None:
    data = json.loads(whole.record)
    entry = next(each for each in data["entries"] if each["kind"] == "gap")
    entry["answers"]["title"]["value"] += " "
    (said,) = whole.failed(record=json.dumps(data).encode())
    assert entry["id"] in said
    assert "“title”" in said


@pytest.mark.parametrize("part", ["at", "by"])
def test_another_author_or_time_in_the_record_is_found(whole: Written, part: str) -> None:
    data = json.loads(whole.record)
    data["entries"][0]["answers"].popitem()
    answer = next(iter(data["entries"][1]["answers"].values()))
    answer[part] = "" if part == "at" else "Desk officer B"
    assert len(whole.failed(record=json.dumps(data).encode())) == 2


def test_a_revision_that_was_taken_out_of_the_history_is_found(whole: Written) -> None:
    data = json.loads(whole.record)
    data["revisions"][0]["changes"].pop()
    assert whole.failed(record=json.dumps(data).encode()) == ("submission.json does not contain the same history.",)


def test_a_record_that_cannot_be_read_is_found(whole: Written) -> None:
    assert any("JSON" in each for each in whole.failed(record=whole.record[:-20]))


def test_an_entry_that_is_missing_in_the_record_is_found(whole: Written) -> None:
    missing = json_record.to_record(
        without(whole.submission, "pledge"), whole.revisions, whole.catalogue, language="en"
    )
    (said,) = whole.failed(record=json_record.to_bytes(missing))
    assert whole.submission.of_kind("pledge")[0].id in said


# The workbook


def test_a_row_that_was_dropped_is_found(whole: Written) -> None:
    names, kinds = sheet_names(whole.catalogue), ("practice", "gap", "pledge", "assessment", "value", "policy_answer")
    kinds += ("person", "evidence")

    def drop(book: openpyxl.Workbook) -> None:
        for kind in kinds:
            book[names[kind]].delete_rows(2)

    said = whole.failed(workbook=spoilt(whole.workbook, drop))
    assert len(said) == len(kinds)
    for kind in kinds:
        gone = whole.submission.of_kind(kind)[0].id
        assert len([each for each in said if names[kind] in each and gone in each]) == 1, kind


def test_what_is_reckoned_or_told_is_held_cell_by_cell(whole: Written) -> None:
    names = [sheet_names(whole.catalogue)[key] for key in (":scores", ":progress", ":columns")]

    def other_figure(sheet: Worksheet) -> None:
        sheet.cell(2, len(list(sheet.columns)) - 1).value = 99

    def everywhere(wrong: Callable[[Worksheet], object]) -> tuple[str, ...]:
        return whole.failed(workbook=spoilt(whole.workbook, lambda book: [wrong(book[name]) for name in names]))

    for wrong in (other_figure, lambda sheet: sheet.delete_rows(2), lambda sheet: sheet.append(["more"])):
        said = everywhere(wrong)
        assert len(said) == len(names)
        for name in names:
            assert any("does not contain what Pledgebook writes" in each and name in each for each in said), name
    said = everywhere(lambda sheet: sheet.parent.remove(sheet))
    assert sorted(said) == sorted(f"The workbook has no sheet “{name}”." for name in names)


def test_a_row_that_nobody_wrote_is_found(whole: Written) -> None:
    def add(book: openpyxl.Workbook) -> None:
        sheet = book["Gaps"]
        sheet.append(["00000000-0000-4000-8000-00000000ffff", "Another gap"])
        sheet.append([cell.value for cell in sheet[2]])

    said = whole.failed(workbook=spoilt(whole.workbook, add))
    assert len(said) == 2
    assert any("more than once. Number of times: 2" in each for each in said)
    assert any("not in the submission" in each for each in said)


@pytest.mark.parametrize("wrong", [None, "something else"])
def test_whichever_answer_is_emptied_or_changed_it_is_found(whole: Written, wrong: str | None) -> None:
    names = sheet_names(whole.catalogue)

    def spoil(book: openpyxl.Workbook) -> None:
        for kind in whole.catalogue.kinds.values():
            leading = [each for each in sheets.columns_of(kind, whole.catalogue, draft=False) if not each.field]
            sheet = book[names[kind.key]]
            about = [row[1] for row in sheet.iter_rows(min_row=2)]
            for cell in about if kind.key == "submission" else sheet[2][len(leading) :]:
                cell.value = wrong if cell.value is not None else None

    said = whole.failed(workbook=spoilt(whole.workbook, spoil))
    for kind in whole.catalogue.kinds.values():
        (entry, *_others) = whole.submission.of_kind(kind.key)
        assert len([each for each in said if entry.id in each]) == len(entry.answers), kind.key


@pytest.mark.parametrize("cut", [1, 200])
def test_a_text_that_was_cut_short_is_found(cut: int, filled: Filled, history: History, catalogue: Catalogue) -> None:
    submission = filled(said={"gap": {"description": "A long text. " * 200 + "end"}}, most=3)
    whole = written(submission, history(submission), catalogue)

    def shorten(book: openpyxl.Workbook) -> None:
        cell = book["Gaps"].cell(2, column(whole, "gap", "description"))
        cell.value = str(cell.value)[:-cut]

    (said,) = whole.failed(workbook=spoilt(whole.workbook, shorten))
    assert "Description" in said or "description" in said


def test_a_part_of_a_long_text_that_was_lost_is_found(filled: Filled, history: History, catalogue: Catalogue) -> None:
    submission = filled(said={"gap": {"description": "z" * 70_000}}, most=3)
    whole = written(submission, history(submission), catalogue)
    last = spoilt(whole.workbook, lambda book: book["Long texts"].delete_rows(4))
    assert len(whole.failed(workbook=last)) == 1


def test_an_answer_that_nobody_gave_is_found(whole: Written) -> None:
    lacking = changed(whole.submission, "gap", "cause", None)
    other = written(lacking, whole.revisions, whole.catalogue)
    said = other.failed(workbook=whole.workbook)
    assert len(said) == 1
    assert "but none was given" in said[0]


def test_a_sheet_that_is_missing_is_found(whole: Written) -> None:
    said = whole.failed(workbook=spoilt(whole.workbook, lambda book: book.remove(book["Pledges"])))
    assert said == ("The workbook has no sheet “Pledges”.",)


def test_a_workbook_that_is_none_is_found(whole: Written) -> None:
    assert whole.failed(workbook=b"") == ("The workbook cannot be read back for checking.",)
    assert whole.failed(workbook=whole.workbook[:2000]) == ("The workbook cannot be read back for checking.",)


def test_a_headings_row_that_was_dropped_is_found(whole: Written) -> None:
    said = whole.failed(workbook=spoilt(whole.workbook, lambda book: book["Gaps"].delete_rows(1)))
    assert said == ("The sheet “Gaps” has no headers.",)


# The PDFs


def told_of(said: tuple[str, ...], submission: Submission) -> set[str]:
    """Return the entries that something is said of."""
    return {entry_id for entry_id in submission.entries if any(entry_id in each for each in said)}


def test_whichever_entry_the_report_leaves_out_it_is_found(whole: Written) -> None:
    lacking = whole.submission
    kinds = ("practice", "gap", "pledge", "assessment", "evidence", "person", "value")
    for kind in kinds:
        lacking = without(lacking, kind)
    report = write_report(lacking, whole.catalogue, language="en", draft=False)
    found = told_of(whole.failed(report=report), whole.submission)
    assert {whole.submission.of_kind(kind)[0].id for kind in kinds} <= found


@pytest.mark.parametrize("kind", ["gap", "person"])
def test_one_entry_that_the_report_leaves_out_is_found(whole: Written, kind: str) -> None:
    report = write_report(without(whole.submission, kind), whole.catalogue, language="en", draft=False)
    assert whole.submission.of_kind(kind)[0].id in told_of(whole.failed(report=report), whole.submission)


LEFT_OUT = [
    {
        "practice": "summary",
        "gap": "severity",
        "pledge": "objectives",
        "assessment": "rating",
        "indicator": "baseline_value",
        "policy_answer": "evidence",
        "follow_up": "measures",
        "principle_note": "note",
        "submission": "summary",
        "person": "role",
        "value": "source",
    },
    {"practice": "country", "pledge": "partners", "assessment": "reason"},
]
"""A field of a kind: each is left out of the report in one entry, together with the others beside it."""


@pytest.mark.parametrize("fields", LEFT_OUT)
def test_an_answer_that_the_report_leaves_out_is_found(whole: Written, fields: dict[str, str]) -> None:
    lacking = whole.submission
    for kind, field in fields.items():
        lacking = changed(lacking, kind, field, None)
    report = write_report(lacking, whole.catalogue, language="en", draft=False)
    said = whole.failed(report=report)
    assert len(said) == len(fields)
    assert told_of(said, whole.submission) >= {whole.submission.of_kind(kind)[0].id for kind in fields}


def test_what_the_annex_says_wrongly_of_where_an_entry_comes_from_is_found(whole: Written) -> None:
    told = {
        (kind.key, field.key): whole.submission.of_kind(kind.key)[0]
        for kind in whole.catalogue.kinds.values()
        for field in kind.fields
        if tells_where_from(field) and whole.submission.of_kind(kind.key)
    }
    lacking = whole.submission
    for (kind, field), entry in told.items():
        assert field in entry.answers
        lacking = changed(lacking, kind, field, None)
    report = write_report(lacking, whole.catalogue, language="en", draft=False)
    assert len({kind for kind, _field in told}) > 2
    assert told_of(whole.failed(report=report), whole.submission) == {each.id for each in told.values()}


def test_one_changed_word_in_the_report_is_found(whole: Written) -> None:
    text = whole.submission.of_kind("gap")[0].text("description")
    other = changed(whole.submission, "gap", "description", text.replace("entry", "entrance"))
    report = write_report(other, whole.catalogue, language="en", draft=False)
    (said,) = whole.failed(report=report)
    assert whole.submission.of_kind("gap")[0].id in said
    assert "description" in said


def test_of_two_entries_that_say_the_same_both_must_be_there(
    filled: Filled, history: History, catalogue: Catalogue
) -> None:
    made = filled(most=3, gap=2)
    first, second = made.of_kind("gap")
    twin = second._replace(answers=first.answers)
    submission = replace(made, entries={**made.entries, twin.id: twin})
    whole = written(submission, history(submission), catalogue)
    whole.proved()
    report = write_report(without(submission, "gap"), catalogue, language="en", draft=False)
    assert any(second.id in each for each in whole.failed(report=report))


def test_an_entry_that_says_more_is_found_behind_one_that_says_less(
    filled: Filled, history: History, catalogue: Catalogue
) -> None:
    made = filled(value=2)
    stray, known = made.of_kind("value")
    figure = {"year": Answer(2023), "value": Answer("12.5")}
    submission = replace(
        made,
        entries={
            **made.entries,
            stray.id: stray._replace(answers={"indicator": Answer("99.9.9"), **figure}),
            known.id: known._replace(
                answers={"indicator": Answer("10.7.1"), **figure, "source": Answer("Census, 2024")}
            ),
        },
    )
    written(submission, history(submission), catalogue).proved()


def test_a_value_that_names_no_indicator_yet_is_found_again(
    filled: Filled, history: History, catalogue: Catalogue
) -> None:
    made = filled()
    (value,) = made.of_kind("value")
    begun = value._replace(answers={"unit": Answer("Per cent"), "source": Answer("Census, 2024")})
    submission = replace(made, entries={**made.entries, begun.id: begun})
    written(submission, history(submission), catalogue).proved()


def test_a_pledge_without_its_document_is_found(whole: Written) -> None:
    first = whole.submission.of_kind("pledge")[0]
    others = {key: pdf for key, pdf in whole.pledges.items() if key != first.id}
    (said,) = whole.failed(pledges=others)
    assert first.id in said


def test_a_document_of_a_pledge_that_is_none_is_found(whole: Written) -> None:
    more = {**whole.pledges, "00000000-0000-4000-8000-00000000ffff": next(iter(whole.pledges.values()))}
    (said,) = whole.failed(pledges=more)
    assert "not in the submission" in said


def test_documents_that_changed_places_are_found(whole: Written) -> None:
    first, second, third = whole.pledges
    turned = {first: whole.pledges[second], second: whole.pledges[first], third: whole.pledges[third]}
    said = whole.failed(pledges=turned)
    assert any(first in each for each in said)
    assert any(second in each for each in said)


def test_a_page_that_is_missing_in_the_document_of_a_pledge_is_found(whole: Written) -> None:
    first = whole.submission.of_kind("pledge")[0]
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(whole.pledges[first.id]))
    assert len(writer.pages) > 1
    writer.remove_page(len(writer.pages) - 1)
    stream = io.BytesIO()
    writer.write(stream)
    said = whole.failed(pledges={**whole.pledges, first.id: stream.getvalue()})
    assert all(first.id in each for each in said)


def test_an_answer_that_the_document_of_a_pledge_leaves_out_is_found(
    filled: Filled, history: History, catalogue: Catalogue
) -> None:
    made = filled(said={"pledge": {"entity": "Not answered, but named"}}, most=3)
    first = made.of_kind("pledge")[0]
    submission = replace(made, entries={first.id: first})
    whole = written(submission, history(submission), catalogue)
    whole.proved()
    for field in first.answers:
        lacking = changed(submission, "pledge", field, None)
        pdf = write_pledge(lacking, catalogue, lacking.entries[first.id], language="en", draft=False)
        said = whole.failed(pledges={**whole.pledges, first.id: pdf})
        assert len(said) == 1, field
        assert f"“{field}”" in said[0]


@pytest.mark.parametrize("wrong", [b"", b"%PDF-1.7\n", b"no pdf"])
def test_a_report_that_cannot_be_read_is_found(whole: Written, wrong: bytes) -> None:
    assert whole.failed(report=wrong) == ("The report cannot be read back for checking.",)


def test_differences_of_all_parts_are_said_at_once(whole: Written) -> None:
    said = whole.failed(workbook=b"", report=b"", record=b"{}")
    assert len(said) == 3
