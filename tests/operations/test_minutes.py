"""Minutes: what was said in a sitting is in them, each thing once, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from pypdf import PdfReader

from desktop.catalogue.catalogue import Catalogue
from desktop.cli import main
from desktop.i18n.translation import LANGUAGES
from desktop.operations import ballots as rating
from desktop.operations import edit, parking
from desktop.operations import sittings as sitting
from desktop.operations.ballots import Agreement
from desktop.operations.minutes import CannotWriteMinutes, last_sitting, minutes_of, moment_of, save_minutes
from desktop.record.ballots import Question, rounds_of
from desktop.record.entry import Entry, Value
from desktop.record.history import Revision
from desktop.record.minutes import Item, Minutes
from desktop.record.minutes_text import Table, blocks_of
from desktop.record.parking import waiting
from desktop.record.sittings import sittings
from desktop.store.file import SubmissionFile
from tests.joining import bring_home

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Workshop:
    """People who say things, each of which is one revision."""

    def __init__(self, file: SubmissionFile, catalogue: Catalogue) -> None:
        self.file, self.catalogue = file, catalogue

    def entry(self, entry_id: str) -> Entry:
        return self.file.read().entries[entry_id]

    def add(self, by: str, kind: str, **answers: Value) -> str:
        return edit.add(self.file, self.catalogue, kind, answers, by=by)[0]

    def answer(self, by: str, entry_id: str, field: str, value: Value | None) -> Revision | None:
        return edit.answer(self.file, self.catalogue, self.entry(entry_id), field, value, by=by)

    def assess(self, by: str, objective: int, field: str, value: Value | None) -> Revision | None:
        entry = self.file.read().bound("assessment", str(objective))
        return edit.answer(self.file, self.catalogue, entry, field, value, by=by)

    def rate(self, objective: int, given: dict[str, str], agreement: Agreement | None, by: str = "Clerk") -> None:
        question = Question(self.file.read().bound("assessment", str(objective)), "rating")
        rating.begin(self.file, self.catalogue, question, list(given), by=by)
        for ministry, value in given.items():
            found = rounds_of(self.file.read(), question)[-1]
            rating.give(self.file, self.catalogue, question, found, ministry, value, f"{ministry} says so")
        rating.reveal(self.file, self.catalogue, question, rounds_of(self.file.read(), question)[-1], by=by)
        if agreement is not None:
            found = rounds_of(self.file.read(), question)[-1]
            rating.agree(self.file, self.catalogue, question, found, agreement, by=by)

    def begin(self, title: str = "First day", at: datetime = NOON) -> None:
        sitting.begin(self.file, at, title=title, place="Hall A")

    def end(self) -> None:
        sitting.end(self.file, last_sitting(self.file.read()), NOON, [])

    def minutes(self, *, internal: bool = False, number: int = -1) -> Minutes:
        now = self.file.read()
        return minutes_of(self.file, now, self.catalogue, sittings(now)[number], internal=internal).minutes


@pytest.fixture
def room(submission: SubmissionFile, catalogue: Catalogue) -> Workshop:
    return Workshop(submission, catalogue)


def told(items: tuple[Item, ...]) -> list[tuple[str, str, str, str, str, str]]:
    return [(each.what, each.by, each.name, each.field, each.old, each.new) for each in items]


def test_what_was_said_and_changed_and_nothing_of_before(room: Workshop) -> None:
    old = room.add("Ana", "practice", title="Old practice", objectives=[7])
    room.assess("Ana", 7, "reason", "Said before")
    room.begin()
    new = room.add("Ben", "practice", title="New practice", objectives=[7])
    room.answer("Ben", new, "results", "40 served")
    room.answer("Cem", new, "results", "400 served")
    room.answer("Cem", old, "title", "Better practice")
    room.assess("Dia", 7, "reason", "Said in it")
    room.assess("Dia", 2, "changes", "A new law")
    room.end()
    room.add("Eve", "gap", title="Said after it")
    room.answer("Eve", old, "title", "Best practice")
    found = room.minutes()
    assert told(found.said) == [
        ("said", "Dia", "", "What changed since the last forum", "", "A new law"),
        ("added", "Ben", "New practice", "", "", ""),
        ("changed", "Cem", "New practice", "Benefit and impact", "40 served", "400 served"),
        ("changed", "Cem", "Better practice", "Title", "Old practice", "Better practice"),
        ("changed", "Dia", "", "Reason for this rating", "Said before", "Said in it"),
    ]
    assert found.said[1].answers == (
        ("Primary objectives", "7 Reduce vulnerabilities"), ("Benefit and impact", "40 served")
    )  # fmt: skip
    assert [each.under.objective for each in found.said] == [2, 7, 7, 7, 7]
    assert (found.title, found.place, found.begun) == ("First day", "Hall A", "2026-03-02T12:00:00Z")
    assert found.people == (("Ben", ""), ("Cem", ""), ("Dia", ""))
    assert not (found.agreed or found.parked or found.taken_back or found.internal)


def test_what_was_taken_back_does_not_stand_and_is_listed_apart(room: Workshop) -> None:
    kept = room.add("Ana", "gap", title="Kept", objectives=[3])
    room.begin()
    room.add("Ben", "gap", title="Undone", objectives=[3])
    edit.undo(room.file, by="Clerk")
    by_hand = room.add("Ben", "gap", title="Removed again", objectives=[3])
    edit.remove(room.file, room.catalogue, room.entry(by_hand), by="Cem")
    room.answer("Cem", kept, "title", "Other")
    room.answer("Ana", kept, "title", "Kept")
    room.assess("Dia", 3, "reason", "No")
    edit.undo(room.file, by="Dia")
    room.assess("Dia", 3, "reason", "Yes")
    room.assess("Dia", 3, "sources", "Twice")
    edit.undo(room.file, by="Dia")
    edit.redo(room.file, by="Dia")
    found = room.minutes()
    assert told(found.said) == [
        ("said", "Dia", "", "Reason for this rating", "", "Yes"),
        ("said", "Dia", "", "Source", "", "Twice"),
    ]
    assert [(each.what, each.by, each.name, each.new, each.taken_back_by) for each in found.taken_back] == [
        ("added", "Ben", "Undone", "", "Clerk"),
        ("added", "Ben", "Removed again", "", "Cem"),
        ("changed", "Cem", "Kept", "Other", "Ana"),
    ]


def test_what_is_undone_is_not_told_as_said_by_who_undid_it(room: Workshop) -> None:
    room.begin()
    room.assess("Ana", 3, "reason", "Stands")
    room.assess("Ben", 3, "reason", "Does not stand")
    edit.undo(room.file, by="Clerk")
    found = room.minutes()
    assert told(found.said) == [("said", "Ana", "", "Reason for this rating", "", "Stands")]
    assert [(each.by, each.old, each.new, each.taken_back_by) for each in found.taken_back] == [
        ("Ben", "Stands", "Does not stand", "Clerk")
    ]
    edit.redo(room.file, by="Clerk")
    assert [(each.by, each.new) for each in room.minutes().said] == [("Ana", "Stands"), ("Ben", "Does not stand")]
    assert room.minutes().taken_back == ()


def test_removed_entries_and_answers_are_told_once(room: Workshop) -> None:
    gone = room.add("Ana", "pledge", title="Old pledge", objectives=[5], details="Much")
    room.assess("Ana", 5, "reason", "Old reason")
    room.begin()
    edit.remove(room.file, room.catalogue, room.entry(gone), by="Ben")
    room.assess("Cem", 5, "reason", None)
    assert told(room.minutes().said) == [
        ("removed", "Ben", "Old pledge", "", "", ""),
        ("removed", "Cem", "", "Reason for this rating", "Old reason", ""),
    ]


def test_an_agreed_rating_is_told_with_its_spread_and_its_dissent_and_nowhere_else(room: Workshop) -> None:
    room.assess("Ana", 7, "rating", "early")
    room.begin()
    given = {"Health": "full", "Labour": "partial", "Interior": "partial"}
    room.rate(7, given, Agreement("partial", "Two laws", {"Health": "It covers all."}))
    room.rate(8, {"Health": "early", "Labour": "full"}, None)
    found = room.minutes()
    assert found.said == () and found.taken_back == ()
    (under, seven), (_under, eight) = found.agreed
    assert under.objective == 7
    assert (seven.before, seven.agreed, seven.reason, seven.by) == (
        "Early steps",
        "Partly achieved",
        "Two laws",
        "Clerk",
    )
    assert [(each.label, each.ministries) for each in seven.spread if each.ministries] == [
        ("Partly achieved", ("Labour", "Interior")), ("Fully achieved", ("Health",))
    ]  # fmt: skip
    assert seven.dissents == (("Health", "Fully achieved", "It covers all."),)
    assert seven.reasons[0] == ("Health", "Fully achieved", "Health says so")
    assert eight.agreed == "" and len(eight.spread) == 5
    assert found.people == (("Clerk", ""),), "a ministry that gives a rating is no person"


def test_an_agreement_that_was_undone_is_not_told_as_agreed(room: Workshop) -> None:
    room.begin()
    room.rate(7, {"Health": "full"}, Agreement("full", "Because"))
    edit.undo(room.file, by="Clerk")
    ((_under, rated),) = room.minutes().agreed
    assert rated.agreed == "" and rated.before == ""
    edit.undo(room.file, by="Clerk")
    assert room.minutes().agreed == (), "hidden again"


def test_hidden_ballots_are_in_no_minutes(room: Workshop, tmp_path: Path) -> None:
    room.begin()
    question = Question(room.file.read().bound("assessment", "7"), "rating")
    rating.begin(room.file, room.catalogue, question, ["Health"])
    rating.give(room.file, room.catalogue, question, rounds_of(room.file.read(), question)[0], "Health", "full", "Xyz")
    found = room.minutes(internal=True)
    assert found.is_empty
    path = save_minutes(room.file, room.catalogue, tmp_path / "minutes.docx", internal=True)
    assert "Nothing was said or changed." in text_of(path)
    assert not any(word in text_of(path) for word in ("Xyz", "Health", "Fully", "unseen"))


def test_the_parking_list_by_owner(room: Workshop) -> None:
    parking.park(room.file, "Before it", owner="Ana")
    room.begin()
    parking.park(room.file, "Who pays?", owner="Ministry of Finance", objective=7, by="Ben")
    parking.park(room.file, "Which law?", by="Cem")
    parking.park(room.file, "When?", owner="Ministry of Finance", objective=2, by="Ben")
    parking.settle(room.file, waiting(room.file.read())[0], True, by="Ana")
    found = room.minutes()
    assert [(each.owner, each.text, each.by) for each in found.parked] == [
        ("Ministry of Finance", "When?", "Ben"), ("Ministry of Finance", "Who pays?", "Ben"), ("", "Which law?", "Cem")
    ]  # fmt: skip
    assert [each.text for each in found.settled] == ["Before it"]
    assert found.said == ()


def test_internal_notes_only_when_they_are_asked_for(room: Workshop) -> None:
    room.begin()
    room.assess("Ana", 7, "internal_note", "Ask the minister")
    entry = room.add("Ana", "evidence", title="Memo", private=True)
    room.answer("Ben", entry, "title", "Secret memo")
    room.add("Ana", "person", name="Zoe", ministry="Health", email="zoe@example.org")
    with room.file.transaction("edit", "Comment", "Ben") as unit:
        unit.add("comment", {"on": room.file.read().bound("assessment", "7").id, "on_kind": "assessment", "on_key": "7",
                             "text": "Really?"})  # fmt: skip
    found = room.minutes()
    assert told(found.said) == [("added", "Ana", "Zoe", "", "", "")]
    assert "example.org" not in repr(found) and "emo" not in repr(found) and "Really" not in repr(found)
    internal = room.minutes(internal=True)
    assert internal.said == found.said
    assert {(each.by, each.new or each.name) for each in internal.internal} == {
        ("Ana", "Ask the minister"), ("Ana", "Secret memo"), ("Ben", "Secret memo"), ("Ana", "zoe@example.org"),
        ("Ben", "Really?"),
    }  # fmt: skip


def test_what_came_home_in_a_sitting_was_not_said_in_it(room: Workshop, catalogue: Catalogue, tmp_path: Path) -> None:
    from desktop.operations.open_file import open_file

    room.file.copy_to(tmp_path / "other.pledgebook")
    other = Workshop(open_file(tmp_path / "other.pledgebook"), catalogue)
    other.add("Far", "gap", title="From afar", objectives=[2])
    room.begin()
    room.add("Near", "gap", title="From here", objectives=[2])
    bring_home(room.file, other.file)
    other.file.close()
    room.add("Near", "gap", title="And again", objectives=[2])
    said = room.minutes().said
    assert [each.name for each in said if each.what == "added"] == ["From here", "And again"]
    assert [each.name for each in said if each.what == "done"] == ["Join a copy"], "that it was joined was done here"


def test_an_import_is_one_thing_with_the_names_of_what_came(room: Workshop) -> None:
    room.begin()
    with room.file.transaction("import", "Import entries", "Ana") as unit:
        for number in range(3):
            unit.add("gap", {"title": f"Gap {number}", "objectives": [2]})
    (item,) = room.minutes().said
    assert (item.what, item.name, item.by) == ("done", "Import entries", "Ana")
    assert sorted(item.answers[0][1].split("\n")) == ["Gap 0", "Gap 1", "Gap 2"]
    (table,) = [each for each in blocks_of(room.minutes(), datetime.fromisoformat) if isinstance(each, Table)]
    (row,) = table.rows
    assert row[2] == "Import entries", "what was done, and no place"
    assert "Gap 1" in row[3] and "Import entries" not in row[3]
    edit.undo(room.file, by="Ben")
    assert room.minutes().said == () and room.minutes().taken_back[0].taken_back_by == "Ben"


def test_two_people_in_one_field_are_both_told_and_one_who_goes_on_once(room: Workshop) -> None:
    room.begin()
    for by, text in (("Ana", "A"), ("Ana", "A b"), ("Ben", "A b c"), ("Ana", "Z")):
        room.assess(by, 4, "reason", text)
    assert [(each.what, each.by, each.old, each.new) for each in room.minutes().said] == [
        ("said", "Ana", "", "A b"), ("changed", "Ben", "A b", "A b c"), ("changed", "Ana", "A b c", "Z")
    ]  # fmt: skip


def test_minutes_of_an_earlier_sitting_stay_as_they_were(room: Workshop) -> None:
    room.begin("One")
    first = room.add("Ana", "gap", title="As it was", objectives=[2])
    room.end()
    before = room.minutes()
    room.answer("Ben", first, "title", "Renamed")
    room.begin("Two", NOON.replace(day=3))
    edit.remove(room.file, room.catalogue, room.entry(first), by="Cem")
    room.end()
    assert room.minutes(number=0) == before
    assert told(room.minutes().said) == [("removed", "Cem", "Renamed", "", "", "")]


def test_since_a_moment(room: Workshop) -> None:
    room.add("Ana", "gap", title="Said", objectives=[2])
    now = room.file.read()
    hour = datetime.fromisoformat(next(room.file.revisions()).at)
    said = minutes_of(room.file, now, room.catalogue, hour).minutes.said
    assert [each.name for each in said if each.what == "added"] == ["Said"]
    assert {each.name for each in said} == {"Said", "About this submission"}
    assert minutes_of(room.file, now, room.catalogue, datetime(2999, 1, 1, tzinfo=UTC)).minutes.is_empty
    with pytest.raises(CannotWriteMinutes):
        last_sitting(now)


def test_times_as_people_write_them() -> None:
    now = datetime(2026, 3, 2, 15, 0).astimezone()
    assert moment_of("09:30", now) == now.replace(hour=9, minute=30)
    assert moment_of("2026-03-01", now) == now.replace(day=1, hour=0)
    assert moment_of(" 2026-03-01 08:15 ", now) == now.replace(day=1, hour=8, minute=15)
    assert moment_of("2026-03-01T08:15:00Z", now) == datetime(2026, 3, 1, 8, 15, tzinfo=UTC)
    for text in ("yesterday", "25:00", "", "2026-13-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"):
        with pytest.raises(CannotWriteMinutes):
            moment_of(text, now)


def test_times_that_a_received_file_only_claims_are_none(room: Workshop) -> None:
    room.begin()
    room.end()
    (entry,) = room.file.read().of_kind("sitting")
    with room.file.transaction("edit", "Claim", "") as unit:
        unit.set(entry.id, "begun", "soon")
        unit.set(entry.id, "ended", "0001-01-01T00:00:00+14:00")
    submission = room.file.read()
    assert (last_sitting(submission).begun, last_sitting(submission).ended) == ("", "")
    assert minutes_of(room.file, submission, room.catalogue, last_sitting(submission)).title


# As documents


def a_day(room: Workshop) -> None:
    room.begin("Day one")
    room.add("Ana Otieno", "practice", title="One-stop centre", objectives=[7], results="2,000 people served")
    given = {"Ministry of Health": "full", "Ministry of Labour": "partial"}
    room.rate(7, given, Agreement("partial", "Two laws", {"Ministry of Health": "It covers all."}))
    parking.park(room.file, "Who pays?", owner="Ministry of Finance", objective=7, by="Ben Kamau")
    room.assess("Ben Kamau", 2, "reason", "A text\nof two lines")


def text_of(path: Path) -> str:
    document = Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_word_has_headings_and_tables_with_a_row_of_headings(room: Workshop, tmp_path: Path) -> None:
    a_day(room)
    path = save_minutes(room.file, room.catalogue, tmp_path / "minutes.docx")
    document = Document(str(path))
    headings = [(each.style.name, each.text) for each in document.paragraphs if each.style.name.startswith(("H", "T"))]
    assert headings == [
        ("Title", "Minutes: Day one"),
        ("Heading 1", "Agreed"),
        ("Heading 2", "7  Reduce vulnerabilities"),
        ("Heading 3", "Rating"),
        ("Heading 1", "What was said and changed"),
        ("Heading 2", "2  Minimize adverse drivers"),
        ("Heading 2", "7  Reduce vulnerabilities"),
        ("Heading 1", "Parking list"),
        ("Heading 2", "Ministry of Finance"),
    ]
    for table in document.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml and "w:tblHeader" not in table.rows[1]._tr.xml
    text = text_of(path)
    for said in ("One-stop centre", "2,000 people served", "Two laws", "It covers all.", "Who pays?", "of two lines"):
        assert text.count(said) == 1, said
    assert 'w:lang w:val="en' in document.styles["Normal"].element.xml
    assert "w:bidi" not in document.element.xml


def test_pdf_says_the_same(room: Workshop, tmp_path: Path) -> None:
    a_day(room)
    path = save_minutes(room.file, room.catalogue, tmp_path / "minutes.pdf")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
    for said in (
        "Minutes: Day one",
        "One-stop centre",
        "Two laws",
        "It covers all.",
        "Who pays?",
        "Ministry of Finance",
    ):
        assert said in text, said


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_in_the_language_of_the_submission(room: Workshop, tmp_path: Path, language: str) -> None:
    with room.file.transaction("edit", "Write", "") as unit:
        unit.set(unit.ensure("submission", ""), "language", language)
    a_day(room)
    path = save_minutes(room.file, room.catalogue, tmp_path / "minutes.docx")
    document = Document(str(path))
    assert ("w:bidi/" in document.element.xml) is (language == "ar")
    assert ("w:bidiVisual" in document.element.xml) is (language == "ar")
    assert "Partly achieved" not in text_of(path)
    assert save_minutes(room.file, room.catalogue, tmp_path / "minutes.pdf").read_bytes().startswith(b"%PDF")


def test_a_text_as_long_as_a_page_is_in_the_pdf_whole(room: Workshop, tmp_path: Path) -> None:
    room.begin()
    room.assess("Ana", 7, "reason", "\n".join(f"Line {number}." for number in range(300)))
    pages = PdfReader(save_minutes(room.file, room.catalogue, tmp_path / "minutes.pdf")).pages
    assert len(pages) > 3 and "Line 299." in pages[-1].extract_text()


def test_without_a_window(room: Workshop, tmp_path: Path) -> None:
    a_day(room)
    path = str(room.file.path)
    room.file.close()
    out = tmp_path / "minutes.docx"
    assert CliRunner().invoke(main, ["minutes", path, "--out", str(out)]).exit_code == 0
    assert "One-stop centre" in text_of(out)
    later = CliRunner().invoke(main, ["minutes", path, "--since", "2999-01-01", "--out", str(tmp_path / "m.pdf")])
    assert later.exit_code == 0
    for given in (["--out", str(tmp_path / "m.txt")], ["--out", str(out), "--since", "soon"]):
        done = CliRunner().invoke(main, ["minutes", path, *given])
        assert done.exit_code == 2 and len(done.output.strip().splitlines()) == 1


def test_without_a_sitting_it_says_so(submission_path: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["minutes", str(submission_path), "--out", str(tmp_path / "m.docx")])
    assert done.exit_code == 2 and "no sitting" in done.output and not (tmp_path / "m.docx").exists()
