"""The workbook for colleagues: what it asks for, what is open in it, and what is not in it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.i18n.translation import gettext as _
from desktop.package import cells
from desktop.package.contribution_workbook.asked import Asked, kinds_to_choose
from desktop.package.contribution_workbook.workbook import write_contribution_workbook
from desktop.package.hidden_text import unpacked
from desktop.record.entry import Answer
from desktop.record.indicator_methods import method_of
from desktop.record.submission import Submission
from tests.package.conftest import Filled

WORKBOOK, REVISION = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
MARKER = "What nobody else may read"


def written(submission: Submission, catalogue: Catalogue, language: str = "en", **asked: Any) -> bytes:
    wanted = Asked("Ministry of Health", **asked)
    made = write_contribution_workbook(
        submission, catalogue, wanted, workbook=WORKBOOK, revision=REVISION, language=language
    )
    return made.content


def opened(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def all_text(content: bytes) -> str:
    """Return everything that the file says, its hidden record too."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        texts = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
    hidden = opened(content)["pledgebook"]
    return "\n".join([*texts, unpacked("".join(str(cell.value) for cell in hidden["A"][2:]))])


def every_kind(catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(kind.key for kind in kinds_to_choose(catalogue))


def test_a_sheet_for_each_kind_that_is_asked_for_after_one_that_says_what_to_do(
    filled: Filled, catalogue: Catalogue
) -> None:
    book = opened(written(filled(), catalogue, kinds=("practice", "gap"), until="2026-03-01", objectives=(1, 7)))
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [
        "Read me first",
        "Practices",
        "Practices – Partners",
        "Gaps",
    ]
    first = [str(cell.value) for row in book["Read me first"].iter_rows() for cell in row if cell.value]
    assert {"For", "Ministry of Health", "Please send it back by", "1 March 2026", "What to do"} <= set(first)
    assert book["pledgebook"].sheet_state == "veryHidden" and book["Choices"].sheet_state == "hidden"


def test_only_entries_of_the_objectives_are_in_it_and_those_that_name_none(
    filled: Filled, catalogue: Catalogue
) -> None:
    submission = filled(practice=3)
    first, second, third = submission.of_kind("practice")
    entries = dict(submission.entries)
    for entry, objectives in ((first, [7]), (second, [9]), (third, None)):
        alone = entry.answered("further_objectives", None)
        entries[entry.id] = alone.answered("objectives", Answer(objectives) if objectives else None)
    submission = replace(submission, entries=entries)
    sheet = opened(written(submission, catalogue, kinds=("practice", "assessment"), objectives=(7,)))["Practices"]
    ids = [cell.value for cell in sheet["A"][2:]]
    assert ids[:2] == [first.id, third.id] and second.id not in ids
    rated = opened(written(submission, catalogue, kinds=("assessment",), objectives=(7,)))["Rating by the country"]
    assert [cell.value for cell in rated["B"][2:]] == [7]


def test_an_entry_that_names_the_objective_as_a_further_one_is_in_it(filled: Filled, catalogue: Catalogue) -> None:
    submission = filled({"practice": {"objectives": [9], "further_objectives": [7]}})
    (practice,) = submission.of_kind("practice")
    sheet = opened(written(submission, catalogue, kinds=("practice",), objectives=(7,)))["Practices"]
    assert sheet["A"][2].value == practice.id


def test_answers_are_open_and_everything_else_is_locked(filled: Filled, catalogue: Catalogue) -> None:
    submission = filled()
    book = opened(written(submission, catalogue, kinds=every_kind(catalogue), contacts=True))
    closed = set()
    for sheet in book:
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None
        is_form = str(sheet["A1"].value).startswith("pledgebook:") and sheet.title != "pledgebook"
        keys = {cell.column: cell.value for cell in sheet[1] if cell.column > 1 and cell.value} if is_form else {}
        if is_form:
            assert sheet.row_dimensions[1].hidden and sheet.column_dimensions["A"].hidden
        kind = catalogue.kinds.get(str(sheet["A1"].value).removeprefix("pledgebook:"))
        fields = {each.key: each for each in kind.fields} if kind else {}
        for row in sheet.iter_rows():
            entry = submission.entry(str(row[0].value)) if fields else None
            for cell in row:
                is_answer = cell.row > 2 and cell.column in keys
                field = fields.get(keys.get(cell.column, "")) if is_answer and entry else None
                # What is asked of one recommendation or of one sort of indicators is locked in the rows of the others.
                if (
                    field
                    and entry
                    and ((field.only_for and entry.key not in field.only_for) or entry.key in field.not_for)
                ):
                    is_answer = False
                    closed.add((entry.kind, field.key))
                assert cell.protection.locked != is_answer, f"{sheet.title} {cell.coordinate}"
    assert {("indicator", "answer"), ("indicator", "baseline_value")} <= closed
    assert {kind for kind, _field in closed} == {"indicator", "follow_up"}


def test_what_depends_on_another_answer_is_open_and_rows_are_for_what_they_are_asked_of(
    filled: Filled, catalogue: Catalogue
) -> None:
    submission = replace(filled(), entries={})
    book = opened(written(submission, catalogue, kinds=("indicator",)))
    sheet = book["Indicators"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    yes_no = {each.key for each in catalogue.indicators if each.method == "yes_no"}
    by_values = {each.key for each in catalogue.indicators if method_of(each).takes_values}
    for keys, field in ((yes_no, "basis"), (by_values, "reason")):
        ids = {submission.bound("indicator", key).id for key in keys}
        rows = [row for row in sheet.iter_rows(min_row=3) if not row[columns[field] - 1].protection.locked]
        assert {row[0].value for row in rows} == ids != set()
    parts = {str(cell.value).partition("/")[0] for cell in book["Indicators – Broken down by"]["A"][2:]}
    assert parts == {submission.bound("indicator", key).id for key in by_values}


@pytest.mark.parametrize("language", LANGUAGES)
def test_drop_downs_help_and_limits_keep_within_what_programs_take(
    filled: Filled, catalogue: Catalogue, language: str
) -> None:
    book = opened(written(filled(), catalogue, language, kinds=every_kind(catalogue), contacts=True))
    names = [sheet.title for sheet in book]
    assert all(len(name) <= 31 for name in names) and len({name.casefold() for name in names}) == len(names)
    sorts = set()
    for sheet in book:
        assert bool(sheet.sheet_view.rightToLeft) == (language == "ar")
        for each in sheet.data_validations.dataValidation:
            sorts.add(each.type)
            assert cells.units(each.prompt or "") <= 255 and cells.units(each.error or "") <= 255
            assert cells.units(each.promptTitle or "") <= 32 and cells.units(each.errorTitle or "") <= 32
    assert {"list", "textLength", "whole", "decimal", None} <= sorts
    with use_language(language):
        sheet = next(each for each in book if each["A1"].value == "pledgebook:assessment")
        rating = next(cell for cell in sheet[2] if cell.value == _("Rating"))
    answer = sheet.cell(3, rating.column)
    assert (answer.alignment.readingOrder == 2) == (language == "ar")
    assert rating.comment is not None and len(rating.comment.text) > 60


def test_a_drop_down_offers_the_choices_in_the_language_of_the_workbook(filled: Filled, catalogue: Catalogue) -> None:
    book = opened(written(filled(), catalogue, "fr", kinds=("assessment",)))
    lists = [each for each in book.worksheets[1].data_validations.dataValidation if each.type == "list"]
    name, _mark, places = lists[0].formula1.rpartition("!")
    there = [row[0].value for row in book[name.strip("'")][places.replace("$", "")]]
    with use_language("fr"):
        assert there == [_(option.label) for option in catalogue.kind("assessment").field("rating").options]


def test_nothing_internal_is_in_it_not_even_hidden(filled: Filled, catalogue: Catalogue) -> None:
    submission = filled(practice=2, evidence=2)
    entries = {}
    for entry in submission.entries.values():
        made = entry
        for field in catalogue.kind(entry.kind).fields:
            if field.release == "internal":
                made = made.answered(field.key, Answer(MARKER))
        entries[entry.id] = made
    secret = submission.of_kind("evidence")[1]
    entries[secret.id] = secret.answered("private", Answer(True)).answered("title", Answer(MARKER))
    content = written(replace(submission, entries=entries), catalogue, kinds=every_kind(catalogue), contacts=True)
    assert MARKER not in all_text(content)


def test_contacts_are_in_it_only_where_they_are_asked_for(filled: Filled, catalogue: Catalogue) -> None:
    kinds = ("practice", "pledge")
    without, asked = (
        all_text(written(filled(), catalogue, kinds=kinds, contacts=contacts)) for contacts in (False, True)
    )
    assert "@ministry.example" not in without and "@ministry.example" in asked
    assert "@ministry.example" in all_text(written(filled(), catalogue, kinds=("person",)))


def test_what_cannot_be_in_a_cell_is_said_on_the_first_sheet(filled: Filled, catalogue: Catalogue) -> None:
    first = opened(written(filled(), catalogue, kinds=("pledge", "evidence")))["Read me first"]
    texts = [str(cell.value) for cell in first["A"] if cell.value]
    assert "A workbook cannot hold attached files. Send them along with it." in texts
    assert "Pledges: Attachment" in texts and "Evidence: File" in texts


def test_texts_stay_texts_and_no_program_makes_a_day_or_a_formula_of_them(filled: Filled, catalogue: Catalogue) -> None:
    said = {"title": "=1+1", "summary": "1/2", "start": "2026-03"}
    content = written(filled({"practice": said}), catalogue, kinds=("practice",))
    sheet = opened(content)["Practices"]
    row = {key.value: cell for key, cell in zip(sheet[1], sheet[3], strict=True)}
    for key, text in said.items():
        assert (row[key].data_type, row[key].number_format, row[key].value) == ("s", "@", text)
    assert row["title"].quotePrefix
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                ElementTree.fromstring(packed.read(name))
            assert b"<f>" not in packed.read(name)
