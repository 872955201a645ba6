"""A review report that somebody has changed in Word comes back chapter by chapter."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.returned.returned_findings import CannotTakeIn
from desktop.operations.review import save_review
from desktop.operations.workbook_in import Returned, look_into
from desktop.operations.workbook_out import hand_out_workbook
from desktop.package.contribution_workbook.asked import Asked
from desktop.package.word_reading import CannotReadWord
from desktop.store.file import SubmissionFile
from tests.operations.workbooks import errors, remarks

OWN = "We need trainers.\n\n• First\n• Second\n\nAnd forty registrars."


@pytest.fixture
def written(submission: SubmissionFile) -> SubmissionFile:
    """A submission with a chapter of the team's own, and others that are put together."""
    with submission.transaction("edit", "Write", "Desk officer A") as unit:
        unit.add("practice", {"title": "One-stop centre", "objectives": [13], "results": "2,000 people"})
        unit.add("gap", {"title": "No shelter", "objectives": [7], "internal_note": "Nobody else may read this"})
        unit.set(unit.ensure("chapter", "support"), "text", OWN)
    return submission


Edit = Callable[[Any], None]
Back = Callable[[Edit], Returned]


@pytest.fixture
def back(written: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> Back:
    """Hand out the report, let somebody edit it, and see what it brings."""
    path = tmp_path / "review.docx"

    def editing(edit: Edit) -> Returned:
        hand_out_workbook(written, catalogue, path, Asked("Ministry of Health", until="2026-03-01"))
        document = Document(str(path))
        edit(document)
        document.save(str(path))
        return look_into(written.read(), catalogue, path)

    return editing


def heading(document: Any, title: str) -> int:
    return next(n for n, each in enumerate(document.paragraphs) if each.text == title and "Heading" in each.style.name)


def test_a_report_that_nobody_changed_changes_nothing(back: Back) -> None:
    found = back(lambda document: None)
    assert (found.findings.cells, errors(found), remarks(found), found.revision) == ([], [], [], None)


@pytest.mark.parametrize(
    "text",
    [
        "First\n•\nSecond",
        "First\n\u00a0\nSecond",
        "•\nFirst\n• • Second\n•\n\n• • • Third\n\u3000",
        "•",
        "First\x0bSecond\x07\uffff",
        "\x0b\nFirst",
        "Nothing has been recorded for this chapter.",
        "First\nNothing has been recorded for this chapter.\nSecond",
    ],
)
def test_what_word_does_not_show_stays_in_a_text_that_nobody_changed(
    back: Back, written: SubmissionFile, text: str
) -> None:
    with written.transaction("edit", "Write", "Desk officer A") as unit:
        unit.set(unit.ensure("chapter", "support"), "text", text)
    found = back(lambda document: None)
    assert (found.findings.cells, errors(found), found.revision) == ([], [], None)


def test_what_word_does_not_show_stays_beside_a_paragraph_that_was_changed(back: Back, written: SubmissionFile) -> None:
    with written.transaction("edit", "Write", "Desk officer A") as unit:
        unit.set(unit.ensure("chapter", "support"), "text", "•\nFirst\n\u00a0\nSecond\x0b\nThird\n•")

    def edit(document: Any) -> None:
        next(each for each in document.paragraphs if each.text == "Third").runs[0].text = "Another"

    found = back(edit)
    assert found.revision is not None
    assert [each.new for each in found.revision.changes] == ["•\nFirst\n\u00a0\nSecond\x0b\nAnother"]


def test_a_changed_paragraph_leaves_the_others_as_they_were_written(back: Back) -> None:
    def edit(document: Any) -> None:
        place = heading(document, "Support needed")
        document.paragraphs[place + 2].text = "First of all"
        document.paragraphs[place + 4].insert_paragraph_before("Last come the boats.")

    found = back(edit)
    assert [(each.place.address, each.old, each.new) for each in found.findings.cells] == [
        ("paragraph 2", "• First", "• First of all"),
        ("paragraph 4", "", "Last come the boats."),
    ]
    (change,) = found.findings.changes
    assert change.old == OWN
    assert change.new == (
        "We need trainers.\n\n• First of all\n\n• Second\n\nLast come the boats.\n\nAnd forty registrars."
    )


def test_a_chapter_that_was_put_together_becomes_the_teams_own(back: Back, written: SubmissionFile) -> None:
    def edit(document: Any) -> None:
        document.paragraphs[heading(document, "Next steps") + 1].insert_paragraph_before("In our own words.")

    found = back(edit)
    entry_id = written.read().bound("chapter", "next").id
    assert [(each.entry_id, each.field) for each in found.findings.changes] == [
        (entry_id, ""),
        (entry_id, "text"),
        (entry_id, "drawn_from"),
    ]
    assert found.findings.changes[1].old is None
    assert str(found.findings.changes[1].new).startswith("In our own words.\n")


def test_a_chapter_of_which_nothing_was_recorded_can_be_begun(back: Back) -> None:
    def edit(document: Any) -> None:
        place = next(n for n, e in enumerate(document.paragraphs) if e.text.startswith("Nothing has been recorded"))
        document.paragraphs[place].text = "Something after all."

    found = back(edit)
    assert [each.new for each in found.findings.cells] == ["Something after all."]


def test_a_heading_in_other_words_is_known_and_one_that_is_gone_is_an_error(back: Back) -> None:
    def rename(document: Any) -> None:
        document.paragraphs[heading(document, "Support needed")].runs[0].text = "What we need"

    assert (errors(back(rename)), back(rename).findings.cells) == ([], [])

    def delete(document: Any) -> None:
        element = document.paragraphs[heading(document, "Support needed")]._p
        element.getparent().remove(element)

    found = back(delete)
    assert errors(found) == [
        "Support needed: The heading of this chapter is missing, so it is not clear where its text begins."
    ]
    assert not found.is_sound


def test_a_heading_that_lost_its_bookmark_is_known_by_its_words(back: Back) -> None:
    def edit(document: Any) -> None:
        for each in list(document.element.iter(qn("w:bookmarkStart"))):
            each.getparent().remove(each)
        document.paragraphs[heading(document, "Support needed") + 1].text = "Trainers."

    assert [each.new for each in back(edit).findings.cells] == ["Trainers."]


def test_a_chapter_that_stands_there_twice_is_an_error(back: Back) -> None:
    def edit(document: Any) -> None:
        document.add_heading("Support needed", 1)

    assert errors(back(edit)) == ["Support needed: This chapter appears twice in the document. Delete one of the two."]


def test_an_own_chapter_that_was_emptied_is_put_together_again(back: Back) -> None:
    def edit(document: Any) -> None:
        place = heading(document, "Support needed")
        for each in document.paragraphs[place + 1 : place + 5]:
            each._p.getparent().remove(each._p)

    (change,) = back(edit).findings.changes
    assert (change.old, change.new) == (OWN, None)


def test_tracked_changes_are_taken_as_accepted_and_said(back: Back) -> None:
    def edit(document: Any) -> None:
        paragraph = document.paragraphs[heading(document, "Support needed") + 1]
        run = paragraph.runs[0]._r
        gone = OxmlElement("w:del")
        run.addprevious(gone)
        gone.append(run)
        run.find(qn("w:t")).tag = qn("w:delText")
        come = OxmlElement("w:ins")
        gone.addnext(come)
        made = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "We need teachers."
        made.append(text)
        come.append(made)

    found = back(edit)
    assert [(each.old, each.new) for each in found.findings.cells] == [("We need trainers.", "We need teachers.")]
    assert remarks(found) == ["Tracked changes were taken in as if all of them had been accepted."]


def test_a_line_broken_within_a_paragraph_is_two_lines(back: Back) -> None:
    def edit(document: Any) -> None:
        paragraph = document.paragraphs[heading(document, "Support needed") + 1]
        paragraph.runs[0].add_break()
        paragraph.add_run("And ships.")

    assert [each.new for each in back(edit).findings.cells] == ["And ships."]


def test_the_report_that_everybody_gets_hides_nothing_and_does_not_come_back(
    written: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = save_review(written, catalogue, tmp_path / "review.docx")
    with zipfile.ZipFile(path) as packed:
        assert not any(b"pledgebook" in packed.read(name) for name in packed.namelist())
    with pytest.raises(CannotTakeIn, match="is not a review report that was handed out"):
        look_into(written.read(), catalogue, path)


def test_what_is_hidden_in_it_is_guarded_by_the_ledger_and_holds_nothing_internal(
    back: Back, written: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    from desktop.package.hidden_text import packed, unpacked

    back(lambda document: None)
    path = tmp_path / "review.docx"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = next(name for name, data in parts.items() if b"urn:pledgebook:review" in data and "rels" not in name)
    letters = parts[name].split(b">", 1)[1].split(b"<")[0].decode()
    text = unpacked(letters)
    assert "We need trainers." in text and "Nobody else may read this" not in text
    parts[name] = parts[name].replace(letters.encode(), packed(text.replace("trainers", "teachers")).encode())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
    path.write_bytes(stream.getvalue())
    with pytest.raises(CannotTakeIn, match="altered since it was handed out"):
        look_into(written.read(), catalogue, path)


def test_a_damaged_document_is_refused(
    back: Back, written: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    back(lambda document: None)
    path = tmp_path / "review.docx"
    path.write_bytes(path.read_bytes().replace(b"PK\x05\x06", b"PK\x05\x07"))
    with pytest.raises(CannotReadWord):
        look_into(written.read(), catalogue, path)


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Write a document again, part by part, as a word processor does."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)


def as_word_writes(xml: str) -> str:
    """Return a document as Word leaves it: runs in pieces, ids of the sessions, marks of its spelling, breaks of its pages."""

    def in_pieces(found: re.Match[str]) -> str:
        text = found[1]
        half = len(text) // 2
        first, second = text[:half], text[half:]
        return (
            f'<w:r w:rsidR="00A1" w:rsidRPr="00B2"><w:rPr><w:lang w:val="fr-FR"/></w:rPr>'
            f'<w:t xml:space="preserve">{first}</w:t></w:r><w:proofErr w:type="spellStart"/>'
            f'<w:r w:rsidR="00C3"><w:lastRenderedPageBreak/><w:t xml:space="preserve">{second}</w:t></w:r>'
            f'<w:proofErr w:type="spellEnd"/>'
        )

    xml = re.sub(r"<w:r>(?:<w:rPr[^>]*/>)?<w:t[^>]*>([^<&]*)</w:t></w:r>", in_pieces, xml)
    return xml.replace("<w:p>", '<w:p w:rsidR="00A1" w:rsidRDefault="00A1" w:rsidP="00D4">')


@pytest.fixture
def handed(written: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> Path:
    path = tmp_path / "review.docx"
    hand_out_workbook(written, catalogue, path, Asked("Ministry of Health"))
    return path


def test_what_word_does_to_runs_changes_nothing(written: SubmissionFile, catalogue: Catalogue, handed: Path) -> None:
    def word(parts: dict[str, bytes]) -> None:
        before = parts["word/document.xml"].decode()
        after = as_word_writes(before)
        assert after.count("<w:proofErr") > 20, "every run was taken apart"
        parts["word/document.xml"] = after.encode()

    rewritten(handed, word)
    found = look_into(written.read(), catalogue, handed)
    assert (found.findings.cells, errors(found), remarks(found)) == ([], [], [])


def test_what_word_corrects_by_itself_is_a_change_of_its_paragraph_alone(
    written: SubmissionFile, catalogue: Catalogue, handed: Path
) -> None:
    def word(parts: dict[str, bytes]) -> None:
        xml = parts["word/document.xml"].decode().replace("And forty registrars.", "And “forty” registrars…")
        parts["word/document.xml"] = as_word_writes(xml).encode()

    rewritten(handed, word)
    found = look_into(written.read(), catalogue, handed)
    assert [(each.old, each.new) for each in found.findings.cells] == [
        ("And forty registrars.", "And “forty” registrars…")
    ]
    (change,) = found.findings.changes
    assert change.new == OWN.replace("And forty registrars.", "And “forty” registrars…")


def without_the_part(parts: dict[str, bytes]) -> None:
    """LibreOffice drops the part when it saves as .odt or .doc, and keeps the properties."""
    for name in [each for each in parts if each.startswith("customXml/")]:
        del parts[name]
    relations = parts["word/_rels/document.xml.rels"].decode()
    parts["word/_rels/document.xml.rels"] = re.sub(r"<Relationship [^>]*customXml[^>]*/>", "", relations).encode()


def test_a_report_comes_home_that_was_another_sort_of_document_on_the_way(
    written: SubmissionFile, catalogue: Catalogue, handed: Path
) -> None:
    rewritten(handed, without_the_part)
    found = look_into(written.read(), catalogue, handed)
    assert (found.to, found.findings.cells, errors(found)) == ("Ministry of Health", [], [])

    def altered(parts: dict[str, bytes]) -> None:
        held = parts["docProps/custom.xml"].decode()
        parts["docProps/custom.xml"] = held.replace("<vt:lpwstr>", "<vt:lpwstr>AAAA", 1).encode()

    rewritten(handed, altered)
    with pytest.raises(CannotTakeIn):
        look_into(written.read(), catalogue, handed)
