"""The workbook: real tables, nothing that a spreadsheet would run, nothing lost, and the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import Cancelled
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.i18n.translation import gettext as _
from desktop.package import sheets
from desktop.package.export_sheets import SHEETS, sheet_names
from desktop.package.readback_workbook import compare_workbook
from desktop.package.workbook import write_workbook
from desktop.record.entry import Answer, Entry, Value
from desktop.record.submission import Submission

ID = "3f2a90c1-0000-4000-8000-000000000001"
GAP = "00000000-0000-4000-8000-000000000013"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

Filled = Callable[..., Submission]
Tool = Callable[..., object]


def with_gap(**answers: Value) -> Submission:
    return with_entries("gap", [answers])


def with_entries(kind: str, each: Sequence[Mapping[str, Value]]) -> Submission:
    """Return a submission of entries of one kind, in this order."""
    entries = {}
    for number, answers in enumerate(each):
        said = {key: Answer(value, "2026-03-02T14:05:11Z", "") for key, value in answers.items()}
        entry_id = f"{GAP[:-3]}{13 + number:03d}"
        entries[entry_id] = Entry(entry_id, kind, "", 1 + number, said)
    return Submission(ID, entries)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@lru_cache(maxsize=2)
def seen(content: bytes) -> openpyxl.Workbook:
    """The same, opened once for whoever only looks at it."""
    return opened(content)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_of(content: bytes, catalogue: Catalogue, kind: str) -> Worksheet:
    found: Worksheet = seen(content)[sheet_names(catalogue)[kind]]
    return found


def cell_of(content: bytes, catalogue: Catalogue, field: str, kind: str = "gap", row: int = 2) -> Cell:
    """Return the cell of a field in a row of a kind's sheet, counted as a spreadsheet does."""
    sheet = sheet_of(content, catalogue, kind)
    columns = [column.field for column in sheets.columns_of(catalogue.kind(kind), catalogue, draft=False)]
    found: Cell = sheet.cell(row, columns.index(field) + 1)
    return found


def same(submission: Submission, catalogue: Catalogue, content: bytes) -> list[str]:
    return compare_workbook(submission, catalogue, content, draft=False).differences


@pytest.fixture(scope="module")
def whole(filled: Filled, catalogue: Catalogue) -> bytes:
    """The workbook of a submission in which everything is answered."""
    return write_workbook(filled(practice=5, gap=3, pledge=4, value=6), catalogue, language="en", draft=False)


def test_every_answer_of_every_kind_is_found_again(filled: Filled, catalogue: Catalogue, whole: bytes) -> None:
    compared = compare_workbook(filled(practice=5, gap=3, pledge=4, value=6), catalogue, whole, draft=False)
    assert compared.differences == []
    answers = filled(practice=5, gap=3, pledge=4, value=6).entries.values()
    assert compared.texts == sum(len(entry.answers) for entry in answers) > 1000


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_whole_in_every_language(language: str, filled: Filled, catalogue: Catalogue) -> None:
    content = write_workbook(filled(), catalogue, language=language, draft=False)
    with use_language(language):
        assert same(filled(), catalogue, content) == []
        names = seen(content).sheetnames
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    for sheet in seen(content):
        assert bool(sheet.sheet_view.rightToLeft) == (language == "ar")


def test_each_kind_has_a_table_with_filters_under_a_header_that_stays(catalogue: Catalogue, whole: bytes) -> None:
    book = seen(whole)
    names = sheet_names(catalogue)
    assert book.sheetnames[0] == names[":about"]
    for kind in catalogue.kinds:
        sheet = book[names[kind]]
        (table,) = sheet.tables.values()
        assert table.ref == sheet.dimensions
        assert table.autoFilter.ref == table.ref
        assert sheet.freeze_panes.endswith("2")
        assert not sheet.freeze_panes.startswith("A")
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.page_setup.fitToWidth >= 1
        assert sheet.print_area == f"'{sheet.title}'!{_absolute(table.ref)}"
        upright = sum(each.width for each in sheet.column_dimensions.values() if not each.hidden) <= 145
        assert sheet.page_setup.orientation == ("portrait" if upright else "landscape")
        assert all(cell.alignment.vertical == "top" for row in sheet.iter_rows(min_row=2) for cell in row)
    tables = [table.displayName for sheet in book for table in sheet.tables.values()]
    assert len(set(tables)) == len(tables)


def _absolute(place: str) -> str:
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_of_no_sheet_is_cut(language: str, catalogue: Catalogue) -> None:
    with use_language(language):
        names = sheet_names(catalogue)
        said = {kind.key: _(kind.short or kind.plural) for kind in catalogue.kinds.values()}
        said |= {":about": _("Read me"), ":choices": _("Choices")} | {sheet.key: _(sheet.title) for sheet in SHEETS}
    assert names == said
    assert all(len(name) <= 31 for name in names.values())


def test_a_name_that_is_too_long_ends_with_a_whole_word() -> None:
    assert sheets.legal_name("Stakeholders and local authorities") == "Stakeholders and local"
    assert sheets.legal_name("x" * 40) == "x" * 31


def test_what_nobody_answered_is_folded_away_and_not_printed(catalogue: Catalogue) -> None:
    content = write_workbook(with_gap(title="A gap"), catalogue, language="en", draft=False)
    sheet = sheet_of(content, catalogue, "gap")
    hidden = {letter for letter, each in sheet.column_dimensions.items() if each.hidden}
    empty = {cell.column_letter for cell in sheet[2] if cell.value is None}
    assert hidden == empty != set()
    assert all(sheet.column_dimensions[letter].outlineLevel == 1 for letter in hidden)
    untouched = sheet_of(content, catalogue, "practice")
    assert not any(each.hidden for each in untouched.column_dimensions.values())


def test_each_page_says_its_title_its_sheet_and_its_number(filled: Filled, catalogue: Catalogue) -> None:
    submission = filled(said={"submission": {"title": "A & B of the country"}})
    for language in ("en", "ar"):
        for sheet in seen(write_workbook(submission, catalogue, language=language, draft=False)):
            leading, trailing = sheet.oddFooter.left, sheet.oddFooter.right
            if language == "ar":
                leading, trailing = trailing, leading
            assert leading.text == "A && B of the country – &A"
            assert "&P" in trailing.text and "&N" in trailing.text


def test_what_stands_below_a_page_has_room_in_one_line(filled: Filled, catalogue: Catalogue) -> None:
    submission = filled(said={"submission": {"title": "Submission to the regional review of the Compact " * 3}})
    for sheet in seen(write_workbook(submission, catalogue, language="en", draft=False)):
        foot = sheet.oddFooter
        below = foot.left.text.replace("&A", sheet.title) + foot.right.text.replace("&P", "12").replace("&N", "39")
        assert below.startswith("Submission to the regional")
        assert len(below) < (84 if sheet.page_setup.orientation == "portrait" else 125)


def test_headers_are_never_empty_and_never_the_same(whole: bytes) -> None:
    for sheet in seen(whole):
        for table in sheet.tables.values():
            headers = [str(cell.value) for cell in sheet[1]]
            assert [column.name for column in table.tableColumns] == headers
            assert len({header.casefold() for header in headers}) == len(headers)
            assert all(headers)


def test_fields_of_one_label_get_headers_of_their_own(catalogue: Catalogue) -> None:
    kind = catalogue.kind("gap")
    fields = tuple(each.changed(label=("Text", "text ", "")[n % 3]) for n, each in enumerate(kind.fields))
    alike = kind.changed(fields=fields)
    headers = [column.header for column in sheets.columns_of(alike, catalogue, draft=False)]
    assert len({header.casefold() for header in headers}) == len(headers)
    assert headers[:4] == ["Id", "Text", "text (2)", "Column"]


def test_the_names_of_sheets_are_ones_that_a_spreadsheet_takes() -> None:
    assert sheets.legal_name("Gaps: what [is] missing?/*\\") == "Gaps  what  is  missing"
    assert sheets.legal_name("History") != "History"
    assert len(sheets.legal_name("'" + "long " * 20)) <= 31
    assert sheets.unique(["a" * 40, "A" * 40], most=31) == ["a" * 31, "A" * 27 + " (2)"]


HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://example.org","click")',
    "=cmd|' /C calc'!A0",
    "+41 22 000 00 00",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "  =1",
    "＝1+1",
    "#N/A",
    "{=1}",
    "TRUE",
    "1e5",
    "2026-03-02",
    "'quoted",
]


def test_no_text_becomes_a_formula_a_number_or_an_error(catalogue: Catalogue) -> None:
    submission = with_entries("gap", [{"title": text, "description": text} for text in HOSTILE])
    content = write_workbook(submission, catalogue, language="en", draft=False)
    assert same(submission, catalogue, content) == []
    for name, data in parts(content).items():
        if name.startswith("xl/worksheets/"):
            for cell in ElementTree.fromstring(data).iter(f"{MAIN}c"):
                formula = cell.find(f"{MAIN}f")
                assert formula is not None or cell.get("t") in ("inlineStr", "n")
                for text in HOSTILE:
                    assert formula is None or text not in str(formula.text) or text in ("-1", "TRUE")
    for row, text in enumerate(HOSTILE, 2):
        shown = cell_of(content, catalogue, "title", row=row)
        assert shown.value == text
        assert shown.data_type == "s"
        if text.strip()[0] in "=+-@＝":
            assert shown.quotePrefix, text


def test_nothing_in_the_workbook_reaches_outside_it(whole: bytes) -> None:
    held = parts(whole)
    assert not [name for name in held if "external" in name.lower() or "macro" in name.lower() or "vba" in name.lower()]
    for name, data in held.items():
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in data


LONG = [
    "x" * 40_000,
    "x" * 32_767,
    "x" * 32_768,
    "\N{GRINNING FACE}" * 20_000,
    "_x0041_" * 6_000,
    "\n".join(["A line of a long text."] * 2_000),
    "\x00" * 33_000,
]


def test_a_text_longer_than_a_cell_is_kept_whole(catalogue: Catalogue) -> None:
    submission = with_entries("gap", [{"title": "A gap", "description": text} for text in LONG])
    content = write_workbook(submission, catalogue, language="en", draft=False)
    assert same(submission, catalogue, content) == []
    for sheet in seen(content):
        for row in sheet.iter_rows(values_only=True):
            assert all(len(str(value).encode("utf-16-le")) // 2 <= 32_767 for value in row if value is not None)


def test_a_long_text_says_where_it_goes_on(catalogue: Catalogue) -> None:
    content = write_workbook(with_gap(description="y" * 40_000), catalogue, language="en", draft=False)
    assert str(cell_of(content, catalogue, "description").value).endswith(
        "The full text is on the sheet “Long texts”.)"
    )
    rows = list(seen(content)["Long texts"].iter_rows(min_row=2, values_only=True))
    assert [row[3] for row in rows] == [1, 2]
    assert "".join(str(row[4]) for row in rows) == "y" * 40_000


def test_without_long_texts_there_is_no_sheet_for_them(whole: bytes) -> None:
    assert "Long texts" not in seen(whole).sheetnames


SIGNS = [
    ("nul\x00bell\x07", "nul␀bell␇"),
    ("return\rfeed\n", "return␍feed\n"),
    ("\ufffe", "\N{REPLACEMENT CHARACTER}"),
    ("_x0041_ _x005F_", "_x0041_ _x005F_"),
    ("_x0041_x0042_", "_x0041_x0042_"),
    ("<b>&amp;</b> ]]>", "<b>&amp;</b> ]]>"),
    ("\u202eright to left\u202c \u2067x", "\u202eright to left\u202c \u2067x"),
    ("e\u0301 and é", "e\u0301 and é"),
    ("  spaces  ", "  spaces  "),
    ("\N{FAMILY}\u200d\U0001f3fd \U0010ffff", "\N{FAMILY}\u200d\U0001f3fd \U0010ffff"),
    ("\x7f\x85\u2028", "\x7f\x85\u2028"),
]


def test_signs_that_xml_cannot_hold_are_shown_and_all_others_kept(catalogue: Catalogue) -> None:
    submission = with_entries("gap", [{"title": "A gap", "description": text} for text, _shown in SIGNS])
    content = write_workbook(submission, catalogue, language="en", draft=False)
    assert same(submission, catalogue, content) == []
    for row, (_text, shown) in enumerate(SIGNS, 2):
        cell = cell_of(content, catalogue, "description", row=row)
        # openpyxl leaves the escape of an underscore as it stands in the file.
        assert str(cell.value).replace("_x005F_x", "_x") == shown.replace("_x005F_x", "_x")


def test_a_text_that_turns_its_neighbours_is_kept_apart_in_a_cell_of_several(catalogue: Catalogue) -> None:
    rows: list[dict[str, str]] = [{"name": "\u202eeman", "country": "KE"}, {"name": "\u2069\u202eB"}]
    submission = Submission(ID, {GAP: Entry(GAP, "practice", "", 1, {"partners": Answer(rows)})})
    content = write_workbook(submission, catalogue, language="en", draft=False)
    assert same(submission, catalogue, content) == []
    cell = cell_of(content, catalogue, "partners", "practice")
    assert cell.value == ("\u2068\u202eeman\u2069 | Kenya\n\u2068\u2068\u2069\u202eB\u2069")


def test_years_figures_and_dates_are_what_a_spreadsheet_can_reckon_with(catalogue: Catalogue) -> None:
    answers = {"year": 2024, "value": "12.50", "note": "2024"}
    value = Entry(GAP, "value", "", 1, {key: Answer(each) for key, each in answers.items()})
    submission = Submission(ID, {GAP: value})
    content = write_workbook(submission, catalogue, language="en", draft=False)
    year, figure, note = (cell_of(content, catalogue, key, "value") for key in answers)
    assert (year.value, year.data_type) == (2024, "n")
    assert (figure.value, figure.number_format) == (12.5, "0.00")
    assert (note.value, note.data_type) == ("2024", "s")


FIGURES = [
    ("12.50", 12.5),
    ("0", 0),
    ("-3", -3),
    ("007", "007"),
    ("1" * 16, "1" * 16),
    ("0.1234567890123456", "0.1234567890123456"),
    ("-0", "-0"),
    ("1e5", "1e5"),
]


def test_a_figure_that_a_spreadsheet_would_change_stays_as_it_was_typed(catalogue: Catalogue) -> None:
    submission = with_entries("value", [{"value": said} for said, _kept in FIGURES])
    content = write_workbook(submission, catalogue, language="en", draft=False)
    for row, (said, kept) in enumerate(FIGURES, 2):
        assert cell_of(content, catalogue, "value", "value", row).value == kept, said
    assert same(submission, catalogue, content) == []


def test_a_date_is_as_precise_as_it_was_said(catalogue: Catalogue) -> None:
    dates = ("2018", "2018-10", "2021-06-17", "1899-12-31", "2026-02-30")
    submission = with_entries("practice", [{"start": said} for said in dates])
    content = write_workbook(submission, catalogue, language="en", draft=False)
    assert same(submission, catalogue, content) == []


def test_drop_downs_offer_the_choices_in_the_words_of_the_language(catalogue: Catalogue, whole: bytes) -> None:
    sheet = sheet_of(whole, catalogue, "gap")
    column = [each.field for each in sheets.columns_of(catalogue.kind("gap"), catalogue, draft=False)].index("severity")
    letter = openpyxl.utils.get_column_letter(column + 1)
    (choice,) = [each for each in sheet.data_validations.dataValidation if f"{letter}2" in each.sqref]
    assert choice.type == "list"
    name, _sheet, place = str(choice.formula1).rpartition("!")
    offered = [cell.value for row in seen(whole)[name.strip("'")][place.replace("$", "")] for cell in row]
    assert offered == [option.label for option in catalogue.kind("gap").field("severity").options]


def test_an_empty_submission_has_every_sheet_and_opens(catalogue: Catalogue, tmp_path: Path, tool: Tool) -> None:
    content = write_workbook(Submission(ID), catalogue, language="en", draft=False)
    assert same(Submission(ID), catalogue, content) == []
    for sheet in seen(content):
        for table in sheet.tables.values():
            assert re.fullmatch(r"A1:[A-Z]+([2-9]|\d\d+)", table.ref), "a table has at least one row"
    assert len(list(sheet_of(content, catalogue, "assessment").iter_rows(min_row=2))) == 23


def test_what_is_not_answered_is_an_empty_cell_and_no_zero(catalogue: Catalogue) -> None:
    content = write_workbook(Submission(ID), catalogue, language="en", draft=False)
    scores = list(seen(content)["Scores"].iter_rows(min_row=2, values_only=True))
    assert len(scores) == 7
    assert all(row[2] is None and row[5] is None and row[6] == 0 for row in scores)
    progress = list(seen(content)["Progress"].iter_rows(min_row=2, values_only=True))
    assert all(row[2] is None for row in progress)


def test_scores_stand_as_the_method_has_them(filled: Filled, catalogue: Catalogue) -> None:
    everything_yes = filled(said={"policy_answer": {"answer": "yes"}})
    content = write_workbook(everything_yes, catalogue, language="en", draft=False)
    rows = list(seen(content)["Scores"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows] == [100] * 7
    assert [row[6] for row in rows] == [30, 5, 5, 5, 5, 5, 5]


def test_a_draft_has_no_column_for_what_leaves_on_signing_and_is_marked(catalogue: Catalogue) -> None:
    content = write_workbook(Submission(ID), catalogue, language="en", draft=True)
    kind = catalogue.kind("pledge")
    kept = {each.label for each in kind.fields if each.release != "released"}
    headers = {cell.value for cell in sheet_of(content, catalogue, "pledge")[1]}
    assert kept
    assert not kept & headers
    front = [row[0] for row in seen(content)["Read me"].iter_rows(values_only=True)]
    assert "Draft, not signed: to share with colleagues only." in front
    for sheet in seen(content):
        assert sheet.oddHeader.right.text == "Draft, not signed"
    signed = write_workbook(Submission(ID), catalogue, language="en", draft=False)
    assert "Draft" not in str([row[0] for row in seen(signed)["Read me"].iter_rows(values_only=True)])


def test_the_first_sheet_says_what_is_not_official_and_that_it_is_a_demonstration(
    filled: Filled, catalogue: Catalogue
) -> None:
    submission = filled(said={"submission": {"demonstration": True, "title": "=A title"}})
    content = write_workbook(submission, catalogue, language="en", draft=False)
    front = [row[0] for row in seen(content)["Read me"].iter_rows(values_only=True)]
    assert front[0] == "=A title"
    assert catalogue.pack.caution in front
    assert any(str(line).startswith("Demonstration: ") for line in front)


def test_whatever_the_submission_says_of_itself_the_pages_are_headed(catalogue: Catalogue) -> None:
    for cycle, heading in (
        ("2026", "&L 2026"),
        ("A & B\x00", "&LA && B␀"),
        ("x" * 40_000, f"&L{'x' * 250}…"),
    ):
        said = {key: Answer(cycle) for key in ("cycle", "lead_ministry")} | {"title": Answer("t" * 40_000)}
        about = Submission(ID).about
        submission = Submission(ID, {about.id: Entry(about.id, "submission", "", 0, said)})
        content = write_workbook(submission, catalogue, language="en", draft=False)
        assert same(submission, catalogue, content) == []
        heads = {
            element.text
            for name, data in parts(content).items()
            if name.startswith("xl/worksheets/")
            for element in ElementTree.fromstring(data).iter(f"{MAIN}oddHeader")
        }
        assert heads == {heading}


def test_answers_that_the_forms_have_no_field_for_are_kept(catalogue: Catalogue) -> None:
    submission = Submission(
        ID,
        {
            GAP: Entry(GAP, "gap", "", 1, {"colour": Answer(["blue"])}),
            ID: Entry(ID, "wish", "", 1, {"title": Answer("=x")}),
        },
    )
    content = write_workbook(submission, catalogue, language="en", draft=False)
    assert same(submission, catalogue, content) == []
    rows = list(seen(content)["Other answers"].iter_rows(min_row=2, values_only=True))
    assert rows == [(GAP, "gap", "colour", '["blue"]'), (ID, "wish", "title", '"=x"')]


def test_what_is_bound_to_something_that_the_catalogue_no_longer_has_is_kept(catalogue: Catalogue) -> None:
    submission = Submission(ID, {GAP: Entry(GAP, "indicator", "99.9.9", 1, {"source": Answer("A survey")})})
    content = write_workbook(submission, catalogue, language="en", draft=False)
    assert same(submission, catalogue, content) == []
    *_known, last = sheet_of(content, catalogue, "indicator").iter_rows(values_only=True)
    assert last[:2] == (GAP, "99.9.9")


def test_the_same_submission_gives_the_same_bytes_and_no_trace_of_the_computer(
    filled: Filled, catalogue: Catalogue, whole: bytes
) -> None:
    again = write_workbook(filled(practice=5, gap=3, pledge=4, value=6), catalogue, language="en", draft=False)
    assert again == whole
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = parts(whole)["docProps/core.xml"].decode()
    assert core.count("2026-03-02T14:05:11Z") == 2
    assert "Pledgebook" in core
    assert b"openpyxl" not in b"".join(parts(whole).values())


def test_every_part_is_well_formed(whole: bytes) -> None:
    for name, data in parts(whole).items():
        ElementTree.fromstring(data), name


def test_libreoffice_reads_the_same_answers(
    filled: Filled, catalogue: Catalogue, tmp_path: Path, tool: Callable[..., object]
) -> None:
    said: dict[str, dict[str, Value]] = {
        "gap": {
            "title": "=1+1",
            "description": "_x0041_ \N{GRINNING FACE}\n\u202eline",
            "cause": "x" * 33_000,
        }
    }
    submission = filled(said=said)
    source = tmp_path / "submission.xlsx"
    source.write_bytes(write_workbook(submission, catalogue, language="en", draft=False))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    tool("soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path / "again", source)
    again = (tmp_path / "again" / "submission.xlsx").read_bytes()
    assert again != source.read_bytes()
    assert same(submission, catalogue, again) == []


def test_it_can_be_stopped_between_sheets(filled: Filled, catalogue: Catalogue) -> None:
    said: list[str] = []

    class Impatient:
        def step(self, done: int, total: int, text: str) -> None:
            said.append(text)
            if done > total // 2:
                raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        write_workbook(filled(), catalogue, language="en", draft=False, work=Impatient())
    assert len(said) > 10
