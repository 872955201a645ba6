"""Whatever was moved, renamed, deleted, merged or sorted in a workbook: it is known again, or said, or refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import CannotWrite, DiskFull
from desktop.operations.create import create
from desktop.operations.returned.returned_findings import CannotTakeIn
from desktop.operations.workbook_in import look_into
from desktop.operations.workbook_out import CannotHandOut, hand_out_workbook
from desktop.package.contribution_workbook.asked import Asked
from desktop.package.contribution_workbook.grid import CannotReadWorkbook
from desktop.record.internal_kinds import HANDED_OUT
from desktop.store.file import SubmissionFile
from tests.operations.workbooks import FIRST, HEADINGS, KEYS, Hand, errors, remarks, told

SHEET = "Practices"


def rows_of(book: object, sheet: str) -> list[list[object]]:
    made = book.book[sheet]  # type: ignore[attr-defined]
    return [[cell.value for cell in row] for row in made.iter_rows(min_row=FIRST)]


def put(book: object, sheet: str, rows: list[list[object]], first_column: int = 1) -> None:
    made = book.book[sheet]  # type: ignore[attr-defined]
    for number, row in enumerate(rows, FIRST):
        for column, value in enumerate(row, first_column):
            made.cell(number, column).value = value


def test_a_workbook_that_nobody_touched_changes_nothing(hand: Hand) -> None:
    back = hand().back()
    assert (told(back), errors(back), remarks(back), back.revision) == ([], [], [], None)


def test_a_change_says_its_cell_and_what_stood_there(hand: Hand) -> None:
    book = hand()
    place = book.fill(SHEET, 1, "Title", "One-stop centres")
    back = book.back()
    assert told(back) == [(SHEET, place, "One-stop centre", "One-stop centres")]
    assert back.findings.cells[0].said() == (
        f"{SHEET}, {place}: One-stop centre, Title: from “One-stop centre” to “One-stop centres”"
    )
    assert back.revision is not None
    assert (back.revision.by, back.revision.copy, back.revision.type) == ("Ministry of Health", back.copy, "import")


def test_an_answer_that_was_emptied_goes_and_an_entry_never_does(hand: Hand) -> None:
    book = hand()
    place = book.fill(SHEET, 1, "Summary", None)
    for column in range(3, book.book[SHEET].max_column + 1):
        book.book[SHEET].cell(book.row(SHEET, 2), column).value = None
    book.book[SHEET].delete_rows(book.row(SHEET, 3))
    back = book.back()
    assert told(back) == [(SHEET, place, "About One-stop centre.", "")]
    assert errors(back) == []
    said = "\n".join(remarks(back))
    assert "All cells of “Shelter by the road” are empty" in said and "The row of “Night school” is missing" in said


def test_rows_that_were_sorted_whole_are_known_again(hand: Hand) -> None:
    book = hand()
    book.fill(SHEET, 2, "Summary", "Another one")
    put(book, SHEET, list(reversed(rows_of(book, SHEET))))
    back = book.back()
    assert [(old, new) for _sheet, _place, old, new in told(back)] == [("About Shelter by the road.", "Another one")]
    assert (errors(back), remarks(back)) == ([], [])


@pytest.mark.parametrize("first", [2, 3])
def test_rows_that_were_sorted_without_their_identifiers_are_refused(hand: Hand, first: int) -> None:
    """From column 2 the visible numbers went along, from column 3 only the answers did."""
    book = hand()
    rows = [row[first - 1 :] for row in rows_of(book, SHEET)[:3]]
    put(book, SHEET, [rows[2], rows[1], rows[0]], first)
    back = book.back()
    assert len(errors(back)) == 2 and all("sorted" in each for each in errors(back))


def test_two_rows_that_say_the_same_are_no_rows_that_were_sorted(hand: Hand) -> None:
    book = hand()
    for heading, value in (("Rating", "Partly achieved"), ("Direction", "Getting better")):
        book.fill("Rating by the country", 13, heading, value)
        book.fill("Rating by the country", 15, heading, value)
    for heading in ("Title", "Summary", "Primary objectives"):
        book.fill(SHEET, 1, heading, book.cell(SHEET, 2, heading).value)
    back = book.back()
    assert errors(back) == [] and len(back.findings.cells) == 7


def test_columns_that_were_moved_are_known_by_their_hidden_names_and_that_is_said(hand: Hand) -> None:
    book = hand()
    sheet = book.book[SHEET]
    title, summary = book.column(SHEET, "Title"), book.column(SHEET, "Summary")
    for row in range(1, sheet.max_row + 1):
        one, other = sheet.cell(row, title), sheet.cell(row, summary)
        one.value, other.value = other.value, one.value
    book.fill(SHEET, 1, "Title", "Moved and changed")
    back = book.back()
    assert [(old, new) for _s, _p, old, new in told(back)] == [("One-stop centre", "Moved and changed")]
    assert remarks(back) == [f"{SHEET}: Columns were moved. Each was recognized by its hidden name."]


def test_a_heading_that_was_renamed_is_said_and_one_of_another_column_refused(hand: Hand) -> None:
    book = hand()
    book.book[SHEET].cell(HEADINGS, book.column(SHEET, "Summary")).value = "What it is about"
    back = book.back()
    assert errors(back) == [] and "“Summary” was changed to “What it is about”" in remarks(back)[0]
    book.book[SHEET].cell(HEADINGS, book.column(SHEET, "Title")).value = "Benefit and impact"
    assert "is headed “Benefit and impact”, but its hidden name is that of “Title”" in errors(book.back())[0]


def test_a_deleted_column_is_said_and_its_answers_stay(hand: Hand) -> None:
    book = hand()
    book.book[SHEET].delete_cols(book.column(SHEET, "Summary"))
    book.fill(SHEET, 1, "Title", "Still known")
    back = book.back()
    assert [(old, new) for _s, _p, old, new in told(back)] == [("One-stop centre", "Still known")]
    assert remarks(back) == [f"{SHEET}: The column “Summary” is missing. Its answers stay as they are."]


def test_a_column_without_its_hidden_name_is_known_by_its_heading(hand: Hand) -> None:
    book = hand()
    book.book[SHEET].cell(KEYS, book.column(SHEET, "Summary")).value = None
    book.fill(SHEET, 1, "Summary", "By its heading")
    back = book.back()
    assert errors(back) == [] and [each.new for each in back.findings.cells] == ["By its heading"]


def test_a_column_of_somebody_elses_is_left_out_and_said(hand: Hand) -> None:
    book = hand()
    sheet = book.book[SHEET]
    column = sheet.max_column + 1
    sheet.cell(HEADINGS, column).value = "Our remarks"
    sheet.cell(FIRST, column).value = "Ask the city"
    back = book.back()
    assert told(back) == [] and "“Our remarks” does not belong to this workbook" in remarks(back)[0]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("id", "identifier of this row was altered"),
        ("no id", "identifier of this row was deleted"),
        ("key", "hidden name of this column was altered"),
        ("number", "but its hidden identifier is that of “1”"),
        ("mark", "hidden identifiers of this sheet were deleted or altered"),
        ("twice", "have the same hidden identifier"),
        ("column twice", "appears twice on this sheet"),
        ("merged", "are merged"),
        ("sheet twice", "has this sheet more than once"),
    ],
)
def test_altered_identifiers_copies_and_merged_cells_are_refused_with_their_cell(
    hand: Hand, what: str, said: str
) -> None:
    book = hand()
    sheet = book.book[SHEET]
    match what:
        case "id":
            sheet.cell(FIRST, 1).value = "00000000-0000-4000-8000-000000000000"
        case "no id":
            sheet.cell(FIRST, 1).value = None
        case "key":
            sheet.cell(KEYS, 3).value = "titel"
        case "number":
            sheet.cell(FIRST, 2).value = "7"
        case "mark":
            sheet.cell(KEYS, 1).value = None
        case "twice":
            put(book, SHEET, [*rows_of(book, SHEET), rows_of(book, SHEET)[0]])
        case "column twice":
            sheet.cell(KEYS, sheet.max_column + 1).value = "title"
        case "merged":
            sheet.merge_cells("C3:C5")
        case "sheet twice":
            book.book.copy_worksheet(sheet)
    back = book.back()
    assert len(errors(back)) == 1 and said in errors(back)[0], errors(back)


def test_a_sheet_may_be_renamed_moved_hidden_or_gone_and_rows_hidden(hand: Hand) -> None:
    book = hand()
    book.fill(SHEET, 1, "Title", "Hidden all the same")
    book.book[SHEET].row_dimensions[FIRST].hidden = True
    book.book[SHEET].title = "Sheet 1"
    book.book.move_sheet("Sheet 1", 5)
    del book.book["Gaps"]
    back = book.back()
    assert [each.new for each in back.findings.cells] == ["Hidden all the same"]
    assert remarks(back) == ["Gaps: This sheet is missing from the workbook. Its answers stay as they are."]


def test_lines_put_above_the_table_do_not_matter(hand: Hand) -> None:
    book = hand()
    book.fill(SHEET, 1, "Title", "Lower")
    book.book[SHEET].insert_rows(1, 4)
    back = book.back()
    assert (errors(back), [each.new for each in back.findings.cells]) == ([], ["Lower"])


def test_new_entries_have_ids_of_their_own_that_stay_the_same(hand: Hand) -> None:
    book = hand()
    book.fill(SHEET, "New entry 1", "Title", "Mobile registry")
    below = book.book[SHEET].max_row + 1
    book.book[SHEET].cell(below, book.column(SHEET, "Title")).value = "Below the last row"
    first, again = book.back().revision, book.back().revision
    assert first is not None and again is not None and first.id == again.id
    created = [change.entry_id for change in first.changes if change.creates_entry]
    assert len(set(created)) == 2
    assert [change.entry_id for change in again.changes if change.creates_entry] == created


def test_new_entries_come_in_the_order_of_their_rows(hand: Hand) -> None:
    book = hand()
    first, column = book.row(SHEET, "New entry 1"), book.column(SHEET, "Title")
    wanted = [f"Practice {number}" for number in range(1, book.book[SHEET].max_row - first + 3)]
    assert len(wanted) > 6
    for row, title in enumerate(wanted, first):  # the last of them below the rows that were prepared
        book.book[SHEET].cell(row, column).value = title
    revision = book.back().revision
    assert revision is not None
    titles = {change.entry_id: change.new for change in revision.changes if change.field == "title"}
    rows = {change.entry_id: change.new for change in revision.changes if change.creates_entry}
    by_order = sorted(rows, key=lambda each: int(rows[each][0]["order"]))  # type: ignore[index, call-overload, arg-type]
    assert [titles[each] for each in by_order] == wanted


def test_rows_within_an_entry_have_a_sheet_of_their_own(hand: Hand) -> None:
    book = hand()
    sheet = "Practices – Partners"
    book.fill(sheet, 3, "Name", "City of Kisumu", part=1)
    book.fill(sheet, 3, "Name", "Free lawyers", part=3)
    book.fill(sheet, 3, "Country", "Uganda", part=3)
    back = book.back()
    assert errors(back) == []
    assert [(old, new) for _s, _p, old, new in told(back)] == [
        ("City of Mombasa", "City of Kisumu"),
        ("", "Free lawyers"),
        ("", "Uganda"),
    ]
    (change,) = back.findings.changes
    assert change.old == [{"name": "City of Mombasa", "country": "KE"}, {"name": "Red Cross"}]
    assert change.new == [
        {"name": "City of Kisumu", "country": "KE"},
        {"name": "Red Cross"},
        {"name": "Free lawyers", "country": "UG"},
    ]


@pytest.mark.parametrize("text", ["x" * 40_000, "One\x0btwo\x07\uffff", "_x0041_", "=1+1", "\u3000", "\u200f"])
def test_a_row_within_an_entry_that_nobody_changed_keeps_what_no_cell_can_hold(
    told_of: SubmissionFile, hand: Hand, text: str
) -> None:
    practice = next(each for each in told_of.read().of_kind("practice") if each.text("title") == "Night school")
    with told_of.transaction("edit", "Write", "Desk officer A") as unit:
        unit.set(practice.id, "partners", [{"name": text, "country": "KE"}, {"name": "Red Cross"}])
    back = hand().back()
    assert (told(back), errors(back), back.revision) == ([], [], None)


def test_a_row_beside_one_that_is_too_long_for_a_cell_is_locked_with_it(told_of: SubmissionFile, hand: Hand) -> None:
    """All rows are one answer: the long one would be lost with the change of another."""
    practice = next(each for each in told_of.read().of_kind("practice") if each.text("title") == "Night school")
    with told_of.transaction("edit", "Write", "Desk officer A") as unit:
        unit.set(practice.id, "partners", [{"name": "x" * 40_000}, {"name": "Red Cross"}])
    book = hand()
    book.fill("Practices – Partners", 3, "Name", "Red Crescent", part=2)
    back = book.back()
    assert back.findings.changes == []
    assert ["locked" in each for each in errors(back)] == [True]


def test_a_row_within_an_entry_goes_when_its_cells_are_emptied_and_order_does_not_matter(hand: Hand) -> None:
    book = hand()
    sheet = "Practices – Partners"
    put(book, sheet, list(reversed(rows_of(book, sheet))))
    assert told(book.back()) == []
    row = next(each for each in rows_of(book, sheet) if each[3] == "Red Cross")
    place = FIRST + rows_of(book, sheet).index(row)
    book.book[sheet].cell(place, 4).value = None
    (change,) = book.back().findings.changes
    assert change.new == [{"name": "City of Mombasa", "country": "KE"}]


def test_a_locked_cell_that_was_changed_is_refused(told_of: SubmissionFile, hand: Hand) -> None:
    with told_of.transaction("edit", "Write", "") as unit:
        for entry in told_of.read().of_kind("practice"):
            if entry.rows("partners"):
                unit.set(entry.id, "partners", [{"name": "City of Mombasa", "email": "desk@city.example"}])
        unit.set(told_of.read().of_kind("gap")[0].id, "description", "word " * 8_000)
    book = hand()
    place = book.fill("Practices – Partners", 3, "Name", "City of Kisumu")
    long = book.fill("Gaps", 1, "Description", "short")
    assert sorted(errors(book.back())) == [
        f"Gaps, {long}: This cell is locked. What it says can be changed only in the program.",
        f"Practices – Partners, {place}: This cell is locked. What it says can be changed only in the program.",
    ]
    content = book.path.read_bytes()
    assert b"desk@city.example" not in b"".join(unpacked(content))


def unpacked(content: bytes) -> list[bytes]:
    import io

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return [packed.read(name) for name in packed.namelist()]


def test_a_workbook_of_another_submission_is_refused_by_name(hand: Hand, catalogue: Catalogue, tmp_path: Path) -> None:
    book = hand()
    other = create(tmp_path / "other.pledgebook", catalogue, {"country": "TH", "cycle": "2026", "language": "en"})
    with pytest.raises(CannotTakeIn, match="another submission"):
        look_into(other.read(), catalogue, book.path)
    other.close()


def test_a_hidden_record_that_was_altered_is_refused(told_of: SubmissionFile, hand: Hand, catalogue: Catalogue) -> None:
    book = hand()
    sheet = book.book["pledgebook"]
    before = sheet["A3"].value
    sheet["A3"].value = before[:-8] + "AAAA" + before[-4:]
    with pytest.raises(CannotTakeIn, match="hidden sheet was altered"):
        book.back()
    # Somebody who knows how it is made can give it a mark of its own; the ledger knows better.
    from desktop.package.contribution_workbook.hidden_record import pieces
    from desktop.package.hidden_text import unpacked as unpack

    record = unpack(before).replace("One-stop centre", "Something else")
    for number, piece in enumerate(pieces(record), 1):
        sheet.cell(number, 1).value = piece
    with pytest.raises(CannotTakeIn, match="altered since it was handed out"):
        book.back()


def test_a_workbook_of_a_newer_version_or_without_a_ledger_line_is_told(
    told_of: SubmissionFile, hand: Hand, catalogue: Catalogue
) -> None:
    book = hand()
    with told_of.transaction("edit", "Go back", "") as unit:
        unit.remove(told_of.read().of_kind(HANDED_OUT)[0].id)
    assert "is not in the submission's list of copies" in remarks(book.back())[0]
    book.book["pledgebook"]["A1"].value = "pledgebook:2"
    with pytest.raises(CannotTakeIn, match="newer version"):
        book.back()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a workbook"),
        (b"Title;Summary\n", "not a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        (b"PK\x03\x04" + bytes(400), "damaged|larger"),
    ],
)
def test_other_files_are_refused_in_a_sentence(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    with pytest.raises(CannotReadWorkbook, match=said):
        look_into(submission.read(), catalogue, path)


def test_a_workbook_cut_off_while_it_was_copied_is_refused(hand: Hand) -> None:
    book = hand()
    book.book.save(book.path)
    book.path.write_bytes(book.path.read_bytes()[:-500])
    with pytest.raises(CannotReadWorkbook):
        book._look(book.path)


def test_a_workbook_that_asks_for_any_amount_of_memory_is_not_read(hand: Hand) -> None:
    book = hand()
    book.book.save(book.path)
    parts = {}
    with zipfile.ZipFile(book.path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = next(name for name in parts if name.startswith("xl/worksheets/sheet"))
    whole = b"<row>" + b"<c/>" * 1_100_000 + b"</row></sheetData>"
    for part in (parts[sheet].replace(b"</sheetData>", whole), b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + parts[sheet]):
        with zipfile.ZipFile(book.path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, data in {**parts, sheet: part}.items():
                packed.writestr(name, data)
        with pytest.raises(CannotReadWorkbook, match=r"larger|damaged"):
            book._look(book.path)


def test_forms_that_have_lost_a_field_or_a_kind_since_refuse_its_cell_alone(
    told_of: SubmissionFile, hand: Hand, catalogue: Catalogue
) -> None:
    from dataclasses import replace

    book = hand()
    place = book.fill(SHEET, 1, "Benefit and impact", "Two thousand people")
    book.book.save(book.path)
    kind = catalogue.kind("practice")
    lost = kind.changed(fields=tuple(each for each in kind.fields if each.key != "results"))
    other = replace(catalogue, kinds={**catalogue.kinds, "practice": lost})
    back = look_into(told_of.read(), other, book.path)
    assert errors(back) == [f"{SHEET}, {place}: The forms in use do not ask for “Benefit and impact” any more."]


def test_what_cannot_be_handed_out_is_said_at_once(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    asked = Asked(" ", (99,), ("chapter",), "soon")
    with pytest.raises(CannotHandOut) as told:
        hand_out_workbook(submission, catalogue, tmp_path / "book.xlsx", asked)
    assert len(told.value.details) == 4
    with pytest.raises(CannotHandOut, match=r"\.xlsx"):
        hand_out_workbook(submission, catalogue, tmp_path / "book.csv", Asked("Ministry of Health"))
    assert not list(tmp_path.glob("book*")) and not submission.read().of_kind(HANDED_OUT)


def test_a_workbook_that_cannot_take_its_name_is_in_no_ledger(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"open elsewhere")
    before = len(list(submission.revisions()))

    def in_use(*_given: object) -> None:
        raise PermissionError(13, "in use by another program")

    with monkeypatch.context() as broken:
        broken.setattr("desktop.atomic_write.os.replace", in_use)
        with pytest.raises(CannotWrite, match=r"book\.xlsx"):
            hand_out_workbook(submission, catalogue, path, Asked("Ministry of Health"))
    assert path.read_bytes() == b"open elsewhere"
    assert not submission.read().of_kind(HANDED_OUT) and len(list(submission.revisions())) == before
    assert hand_out_workbook(submission, catalogue, path, Asked("Ministry of Health"))
    assert path.read_bytes().startswith(b"PK") and len(submission.read().of_kind(HANDED_OUT)) == 1


def test_a_workbook_that_the_ledger_cannot_hold_is_not_out(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise DiskFull("There is no space left on the disk.")

    monkeypatch.setattr("desktop.store.opened.Opened._commit", full)
    with pytest.raises(DiskFull):
        hand_out_workbook(submission, catalogue, tmp_path / "book.xlsx", Asked("Ministry of Health"))
    assert not list(tmp_path.glob("book*")) and not submission.read().of_kind(HANDED_OUT)
    (tmp_path / "book.xlsx").write_bytes(b"filled in by a colleague")
    with pytest.raises(DiskFull):
        hand_out_workbook(submission, catalogue, tmp_path / "book.xlsx", Asked("Ministry of Health"))
    assert [each.read_bytes() for each in tmp_path.glob("book*")] == [b"filled in by a colleague"]
