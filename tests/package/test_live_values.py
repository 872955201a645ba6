"""Values of the workbook that are calculated again: they give what stands beside them, and follow the answers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.i18n.translation import gettext as _
from desktop.package import workbook_form
from desktop.package.export_sheets import sheet_names
from desktop.package.readback_workbook import compare_workbook
from desktop.package.workbook import write_workbook
from desktop.record.entry import Answer, Entry, bound_id
from desktop.record.scales import RATINGS
from desktop.record.scores import score_policy
from desktop.record.submission import Submission

from .conftest import Filled, Tool, saved_as
from .formula_reader import Calculator

Written = Callable[[str], bytes]

SAID_AT = "2026-03-02T14:05:11Z"


@pytest.fixture(scope="module")
def said(filled: Filled, catalogue: Catalogue) -> Submission:
    """Ratings, policies and objectives that differ: some answered, some not, some with several objectives."""
    submission = filled(practice=12, gap=7, pledge=9)
    entries = dict(submission.entries)

    def answered(entry: Entry, field: str, value: object) -> None:
        entries[entry.id] = entry.answered(field, Answer(value, SAID_AT, ""))  # type: ignore[arg-type]

    questions = [(each.key, domain) for domain in catalogue.policy.domains for each in domain.sub_categories]
    for place, (key, domain) in enumerate(questions):
        entry = submission.bound("policy_answer", key)
        if place % 4 == 3:
            entries[entry.id] = entry._replace(answers={})
        else:
            answered(entry, "answer", domain.answers[place % len(domain.answers)].key)
    for objective in catalogue.objectives:
        entry = submission.bound("assessment", str(objective.number))
        if objective.number % 3 == 0:
            entries[entry.id] = entry._replace(answers={})
        else:
            answered(entry, "rating", RATINGS[objective.number % 5])
    for kind in ("practice", "gap", "pledge"):
        for place, entry in enumerate(submission.of_kind(kind)):
            answered(entry, "objectives", [1 + (7 * place + step) % 23 for step in range(0, 10 * (place % 3) + 1, 10)])
            if kind == "pledge" and place % 2:
                answered(entries[entry.id], "further_objectives", [3, 13])
    return replace(submission, entries=entries)


@pytest.fixture(scope="module")
def written(said: Submission, catalogue: Catalogue) -> Written:
    """The workbook of that submission in a language; a signed one is the same each time, and is written once."""
    return lru_cache(lambda language: write_workbook(said, catalogue, language=language, draft=False))


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def shown(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=True)


def formulas(book: openpyxl.Workbook) -> list[tuple[str, str]]:
    return [
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_calculated_again_is_what_stands_beside_it(
    language: str, said: Submission, catalogue: Catalogue, written: Written
) -> None:
    content = written(language)
    book, kept = opened(content), shown(content)
    calculator = Calculator(book)
    places = formulas(book)
    assert len(places) > 200
    for sheet, cell in places:
        found = calculator.value(sheet, cell)
        assert (found or None) == kept[sheet][cell].value or found == kept[sheet][cell].value, f"{sheet} {cell}"
    with use_language(language):
        names = sheet_names(catalogue)
        yes = _("Yes")
        assert {row[4] for row in kept[names[":scores"]].iter_rows(min_row=2, values_only=True)} == {yes}
        assert {row[-1] for row in kept[names[":progress"]].iter_rows(min_row=2, values_only=True)} == {yes}
    scores = list(kept[names[":scores"]].iter_rows(min_row=2, values_only=True))
    policy = score_policy(said, catalogue.policy)
    assert [row[3] for row in scores] == [float(each.score or 0) for each in (policy, *policy.domains)]
    assert len({row[3] for row in scores}) >= 3


def test_an_answer_that_was_changed_shows_in_the_scores(written: Written, catalogue: Catalogue) -> None:
    book = opened(written("en"))
    sheet = book[sheet_names(catalogue)["policy_answer"]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[5].value == "No")
    row[5].value = "Yes"
    calculator = Calculator(book)
    domain = 3 + next(
        n
        for n, each in enumerate(catalogue.policy.domains)
        if str(row[1].value) in {q.key for q in each.sub_categories}
    )
    assert calculator.value("Scores", f"E{domain}") == calculator.value("Scores", "E2") == "No"
    assert calculator.value("Scores", f"D{domain}") == book["Scores"][f"C{domain}"].value + 20
    last = next(row[1].coordinate for row in book["Read me"].iter_rows() if row[1].data_type == "f")
    assert calculator.value("Read me", last) == "No"


def test_an_entry_that_names_another_objective_shows_in_the_numbers(written: Written) -> None:
    book = opened(written("en"))
    sheet = book["Gaps"]
    place = [cell.value for cell in sheet[1]].index("Objectives")
    before = Calculator(book).value("Progress", "P4")
    sheet.cell(2, place + 1).value = "13; 3"
    assert Calculator(book).value("Progress", "P4") == before + 1
    assert book["Progress"]["A4"].value == 3
    assert Calculator(book).value("Progress", "R4") == "No"


def test_without_answers_nothing_is_a_zero_and_both_agree(catalogue: Catalogue) -> None:
    content = write_workbook(Submission("3f2a90c1-0000-4000-8000-000000000001"), catalogue, language="en", draft=True)
    calculator = Calculator(opened(content))
    assert [calculator.value("Scores", f"{column}2") for column in "DEH"] == ["", "Yes", 0]
    assert [calculator.value("Progress", f"{column}2") for column in "MNOPQR"] == ["", 0, 0, 0, 0, "Yes"]


def test_no_word_of_anybody_is_in_a_formula(said: Submission, catalogue: Catalogue) -> None:
    hostile = '"+HYPERLINK("http://example.org")+"'
    entries = {
        key: entry.answered("title", Answer(hostile, SAID_AT, "")) if entry.kind in ("gap", "pledge") else entry
        for key, entry in said.entries.items()
    }
    key = bound_id(said.id, "policy_answer", "1a")
    entries[key] = said.entries[key].answered("answer", Answer(hostile, SAID_AT, ""))
    book = opened(write_workbook(replace(said, entries=entries), catalogue, language="en", draft=False))
    for sheet, cell in formulas(book):
        assert sheet in ("Scores", "Progress", "Read me")
        assert "HYPERLINK" not in str(book[sheet][cell].value)


Change = Callable[[openpyxl.Workbook], object]


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book["Scores"].__setitem__("D2", book["Scores"]["D2"].value + "+0"),
        lambda book: book["Scores"].__setitem__("D2", book["Scores"]["C2"].value),
        lambda book: book["Progress"].__setitem__("F2", f"={book['Progress']['F2'].value}"),
        lambda book: book["Read me"].__setitem__("A1", '="A title"'),
    ],
)
def test_another_formula_is_found_before_anything_is_signed(
    change: Change, said: Submission, catalogue: Catalogue, written: Written
) -> None:
    content = written("en")
    assert compare_workbook(said, catalogue, content, draft=False, own=True).differences == []
    book = opened(content)
    change(book)
    assert compare_workbook(said, catalogue, saved_as(book, content), draft=False, own=True).differences


def with_cell(content: bytes, sheet: int, old: bytes, new: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(stream, "w") as again:
        for name in packed.namelist():
            data = packed.read(name)
            if name == f"xl/worksheets/sheet{sheet}.xml":
                data, times = re.subn(old, new, data, count=1)
                assert times == 1
            again.writestr(name, data)
    return stream.getvalue()


FORMULA = rb"<f>[^<]*</f>"


@pytest.mark.parametrize(
    "formula",
    [
        b"WEBSERVICE(&quot;x&quot;)",
        b'HYPERLINK("http://example.org")',
        b"[1]Sheet1!A1",
        b"cmd|' /C calc'!A0",
        b"INDIRECT(A1)",
        b"SUM(A1)+DDE(1)",
        b"'[other.xlsx]x'!$A$1",
        b'"' * 5001,
        b"N(" * 5000 + b"!",
    ],
)
def test_a_formula_that_is_none_of_ours_is_not_read(formula: bytes, written: Written) -> None:
    content = written("en")
    place = CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names.index("Scores") + 1
    workbook_form.see_only_cells(with_cell(content, place, FORMULA, b"<f>SUM(1,2)</f>"))
    with pytest.raises(workbook_form.NotOurFormError):
        workbook_form.see_only_cells(with_cell(content, place, FORMULA, b"<f>" + formula + b"</f>"))


def test_where_entries_stand_nothing_is_calculated(written: Written) -> None:
    content = written("en")
    place = list(opened(content).sheetnames).index("Gaps") + 1
    cell = rb'(?s)<c r="C2" (s="\d+") t="inlineStr">.*?</c>'
    calculated = with_cell(content, place, cell, rb'<c r="C2" \1 t="str"><f>"a"</f><v>a</v></c>')
    with pytest.raises(workbook_form.NotOurFormError):
        workbook_form.see_only_cells(calculated)


def test_libreoffice_calculates_the_same(written: Written, catalogue: Catalogue, tmp_path: Path, tool: Tool) -> None:
    sources = {language: tmp_path / f"{language}.xlsx" for language in ("en", "ar", "ru")}
    for language, source in sources.items():
        # Without what came of them, so that they have to be calculated.
        with zipfile.ZipFile(io.BytesIO(written(language))) as packed, zipfile.ZipFile(source, "w") as again:
            for name in packed.namelist():
                data = re.sub(rb'(?: t="str")?>(<f>[^<]*</f>)<v>[^<]*</v>', rb">\1", packed.read(name))
                again.writestr(name, data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    # A start takes longer than what it is started for.
    tool("soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "again", *sources.values())
    for language, source in sources.items():
        with use_language(language):
            names = sheet_names(catalogue)
        kept = CalamineWorkbook.from_filelike(io.BytesIO(written(language)))
        found = CalamineWorkbook.from_path(str(tmp_path / "again" / source.name))
        for key in (":about", ":scores", ":progress"):
            name = names[key]
            assert found.get_sheet_by_name(name).to_python() == kept.get_sheet_by_name(name).to_python(), language
