"""What people write into cells is understood in every language and with every program, or it is an error of that cell."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.i18n.translation import gettext as _
from desktop.operations.returned.cells import CellReader
from desktop.package.contribution_workbook.grid import Cell
from desktop.record.entry import Value
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile
from tests.operations.workbooks import Hand, errors, told

NEW = "New entry 1"


def answers(book_back: object, field: str) -> list[Value | None]:
    return [each.new for each in book_back.findings.changes if each.field == field]  # type: ignore[attr-defined]


UNDERSTOOD: tuple[tuple[str, str, str, object, Value], ...] = (
    ("Practices", "Title", "title", 2026, "2026"),
    ("Practices", "Title", "title", "  Two  ", "Two"),
    ("Practices", "Summary", "summary", "One.\r\nTwo.", "One.\nTwo."),
    ("Practices", "Summary", "summary", "_x005F_x0041_", "_x0041_"),
    ("Practices", "Primary objectives", "objectives", 7, [7]),
    ("Practices", "Primary objectives", "objectives", "7; 13", [7, 13]),
    ("Practices", "Primary objectives", "objectives", "13، 7", [13, 7]),
    ("Practices", "Primary objectives", "objectives", "٧؛ ١٣", [7, 13]),
    ("Practices", "Primary objectives", "objectives", "7 Reduce vulnerabilities\n15 Access to basic services", [7, 15]),
    ("Practices", "Primary objectives", "objectives", "Reduce vulnerabilities", [7]),
    ("Practices", "Guiding principles", "principles", "1; 3", [1, 3]),
    ("Practices", "Country", "country", "Kenya", "KE"),
    ("Practices", "Country", "country", "ke", "KE"),
    ("Practices", "Country", "country", "Allemagne", "DE"),
    ("Practices", "Country", "country", "كينيا", "KE"),
    ("Practices", "Language of this text", "language", "French", "fr"),
    ("Practices", "Language of this text", "language", "français", "fr"),
    ("Practices", "Start", "start", date(2026, 3, 2), "2026-03-02"),
    ("Practices", "Start", "start", datetime(2026, 3, 2, 0, 0), "2026-03-02"),
    ("Practices", "Start", "start", 46083, "2026-03-02"),
    ("Practices", "Start", "start", 2026, "2026"),
    ("Practices", "Start", "start", "2 mars 2026", "2026-03-02"),
    ("Practices", "Start", "start", "2 марта 2026 г.", "2026-03-02"),
    ("Practices", "Start", "start", "٢٠٢٦-٠٣-٠٢", "2026-03-02"),
    ("Practices", "Start", "start", "2026年3月2日", "2026-03-02"),
    ("Practices", "Start", "start", "31.12.2026", "2026-12-31"),
    ("Practices", "Status", "status", "Ongoing", "ongoing"),
    ("Practices", "Status", "status", "in progress", "ongoing"),
    ("Practices", "Status", "status", "half way", "half way"),
    ("Indicator values", "Year", "year", "2021", 2021),
    ("Indicator values", "Year", "year", 2021, 2021),
    ("Indicator values", "Value", "value", 12.5, "12.5"),
    ("Indicator values", "Value", "value", 0.1 + 0.2, "0.3"),
    ("Indicator values", "Value", "value", "12,5", "12.5"),
    ("Indicator values", "Value", "value", "٧٫٥", "7.5"),
    ("Indicator values", "This is an estimate", "estimate", True, True),
    ("Indicator values", "This is an estimate", "estimate", "no", False),
    ("Pledges", "Description of the pledge", "description", "Begun.", "Begun."),
    ("Pledges", "Description of the pledge", "description", "所有儿童的出生均予登记。", "所有儿童的出生均予登记。"),
    ("Pledges", "Other countries of implementation", "implementation_countries", "Kenya; تايلاند", ["KE", "TH"]),
)
"""Sheet, heading and key of a field, what is written into its cell, and what is kept."""


def test_what_is_written_is_understood(hand: Hand) -> None:
    book = hand()
    wanted: dict[tuple[str, str], tuple[object, Value]] = {}
    rows: Counter[tuple[str, str]] = Counter()
    for sheet, heading, field, written, kept in UNDERSTOOD:
        rows[sheet, heading] += 1
        name = f"New entry {rows[sheet, heading]}"
        book.fill(sheet, name, heading, written)
        wanted[book.cell(sheet, name, heading).parent.cell(book.row(sheet, name), 1).value, field] = written, kept
    back = book.back()
    assert errors(back) == []
    found = {(each.entry_id, each.field): each.new for each in back.findings.changes if not each.creates_entry}
    assert found.keys() == wanted.keys()
    for place, (written, kept) in wanted.items():
        assert (found[place], type(found[place])) == (kept, type(kept)), written


def test_an_entry_is_linked_with_by_its_title_or_by_how_its_id_begins(hand: Hand, told_of: SubmissionFile) -> None:
    (gap,) = told_of.read().of_kind("gap")
    book = hand()
    heading = next(str(cell.value) for cell in book.book["Pledges"][2] if str(cell.value).startswith("Gaps"))
    book.fill("Pledges", NEW, heading, "No shelter")
    book.fill("Pledges", "New entry 2", heading, f"{gap.id[:8]} called otherwise")
    place = book.fill("Pledges", "New entry 3", heading, "No such gap")
    back = book.back()
    assert answers(back, "gaps") == [[gap.id], [gap.id]]
    assert [each.place.address for each in back.findings.errors] == [place]


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_and_yes_no_are_known_in_every_language_whatever_that_of_the_workbook(
    hand: Hand, language: str
) -> None:
    book = hand("en")
    with use_language(language):
        well_advanced, yes = _("Well advanced"), _("Yes")
    book.fill("Rating by the country", 13, "Rating", well_advanced)
    book.fill("Indicator values", NEW, "This is an estimate", yes)
    back = book.back()
    assert errors(back) == []
    assert answers(back, "rating") == ["advanced"]
    assert answers(back, "estimate") == [True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_action_is_known_by_its_code_whatever_it_is_called(hand: Hand, catalogue: Catalogue, language: str) -> None:
    field = catalogue.kind("gap").field("actions")
    with use_language(language):
        first, second = map(catalogue.option_text, field.options[:2])
    book = hand("en")
    heading = next(str(cell.value) for cell in book.book["Gaps"][2] if str(cell.value).startswith(field.label))
    book.fill("Gaps", NEW, heading, f"{first}\n{second.split()[0]} as an older version called it")
    back = book.back()
    assert errors(back) == []
    assert answers(back, "actions") == [[each.key for each in field.options[:2]]]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("1(a) in older words; 1(b) in older words", ["1(a)", "1(b)"]),
        ("1(a) ; 1(b)", ["1(a)", "1(b)"]),
        ("1(a) 1(b)", None),
        ("1(a) and 1(b)", None),
        ("1(a) – 1(c)", None),
        ("1(a) %", None),
    ],
)
def test_of_several_actions_in_a_line_none_is_lost(catalogue: Catalogue, cell: str, read: list[str] | None) -> None:
    reader = CellReader(Submission("3f2a90c1-0000-4000-8000-000000000002", {}, {}), catalogue)
    value, problems = reader.read(catalogue.kind("gap").field("actions"), Cell(cell, "text"))
    assert value == read and bool(problems) is (read is None)


def test_a_percentage_that_a_pasted_format_shows_is_what_people_see(hand: Hand) -> None:
    book = hand()
    cell = book.cell("Indicator values", NEW, "Value")
    cell.value, cell.number_format = 0.045, "0.0%"
    assert answers(book.back(), "value") == ["4.5"]


def test_a_workbook_that_counts_days_from_1904_means_the_same_days(hand: Hand) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = hand()
    book.book.epoch = CALENDAR_MAC_1904
    book.fill("Practices", NEW, "Start", date(2026, 3, 2))
    assert answers(book.back(), "start") == ["2026-03-02"]


REFUSED: tuple[tuple[str, str, object, str], ...] = (
    ("Practices", "Primary objectives", "24", "not one of the numbers"),
    ("Practices", "Primary objectives", 7.13, "one number or two"),
    ("Practices", "Primary objectives", "7.13", "not one of the numbers"),
    ("Practices", "Country", "Atlantis", "not the name of a country"),
    ("Practices", "Start", "03/04/2026", "two ways"),
    ("Practices", "Start", "soon", "not a date"),
    ("Practices", "Start", "31 February 2026", "not possible"),
    ("Rating by the country", "Rating", "Splendid", "not one of the choices"),
    ("Indicator values", "Value", "1,234", "two ways"),
    ("Indicator values", "Value", "many", "not a number"),
    ("Indicator values", "Value", date(2026, 3, 2), "a date and not a number"),
    ("Indicator values", "Year", "1800", "less than"),
    ("Indicator values", "This is an estimate", "perhaps", "yes or no"),
    ("Practices", "Summary", "=B3&B4", "contains a formula"),
    ("Practices", "Summary", "#REF!", "contains an error"),
    ("Practices", "Start", "1E999", "contains an error"),
    ("Pledges", "Description of the pledge", "x" * 3001, "too long"),
)
"""Sheet and heading of a field, what is written into its cell, and what is said of it."""


def test_what_cannot_be_understood_is_an_error_with_its_cell_and_all_are_told_at_once(hand: Hand) -> None:
    book = hand()
    wanted: dict[str, str] = {}
    rows: Counter[tuple[str, str]] = Counter()
    for sheet, heading, written, said in REFUSED:
        rows[sheet, heading] += 1
        name: str | int = 13 if sheet.startswith("Rating") else f"New entry {rows[sheet, heading]}"
        place = book.fill(sheet, name, heading, written)
        if written == "#REF!":
            book.cell(sheet, name, heading).data_type = "e"
        elif written == "1E999":  # as a number, which no computer can count to
            book.cell(sheet, name, heading).data_type = "n"
        wanted[f"{sheet}, {place}: "] = said
    back = book.back()
    assert len(back.findings.errors) == len(wanted)
    for place, said in wanted.items():
        (told_of_it,) = [each for each in errors(back) if each.startswith(place)]
        assert said in told_of_it
    assert back.summary() == f"Nothing was taken in: there are {len(wanted)} things to correct first."


def test_an_end_before_its_start_is_an_error(hand: Hand) -> None:
    book = hand()
    place = book.fill("Practices", 3, "End", "2021")
    assert errors(book.back()) == [f"Practices, {place}: End is before Start."]


def test_what_says_the_same_in_other_words_changes_nothing(hand: Hand) -> None:
    book = hand()
    book.fill("Practices", 2, "Primary objectives", "7; 13")
    book.fill("Rating by the country", 7, "Rating", "partial")
    book.fill("Indicator values", 1, "Value", "12.50")
    assert told(book.back()) == []
