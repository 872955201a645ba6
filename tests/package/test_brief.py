"""The brief and the slides: they tell what the file says, nothing internal, and no more than fits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from docx import Document
from pptx import Presentation

from desktop.catalogue.catalogue import Catalogue
from desktop.cli import main
from desktop.i18n.languages import LANGUAGES
from desktop.operations.brief import CannotSaveBrief, save_brief
from desktop.operations.keep_back import keep_back_entry, keep_back_field
from desktop.record.brief import MOST_PROMISED
from desktop.store.file import SubmissionFile

INDICATOR = "10.c.1"


@pytest.fixture
def filled(submission: SubmissionFile) -> SubmissionFile:
    with submission.transaction("edit", "Fill in", "") as unit:
        unit.set(unit.ensure("submission", ""), "country", "KE")
        unit.set(unit.ensure("assessment", "3"), "rating", "partial")
        unit.set(unit.ensure("assessment", "4"), "rating", "partial")
        practice = unit.add("practice", {})
        unit.set(practice, "title", "One-stop centres")
        unit.set(practice, "summary", "Three regions have one.")
        unit.set(practice, "objectives", [3, 7])
        unit.set(practice, "internal_note", "INTERNAL-MARK")
        unit.set(practice, "contact_name", "CONTACT-MARK")
        for number in range(MOST_PROMISED + 3):
            pledge = unit.add("pledge", {})
            unit.set(pledge, "title", f"Pledge number {number}")
            unit.set(pledge, "lead", "Ministry of Labour")
            unit.set(pledge, "end", "2028")
        unit.set(pledge, "status", "withdrawn")
        unit.set(pledge, "title", "Withdrawn pledge")
        unit.add("practice", {"title": "Kept back as a whole", "objectives": [7]})
        gap = unit.add("gap", {})
        unit.set(gap, "title", "No register")
        unit.set(gap, "severity", "high")
        for year, value in ((2020, "10.5"), (2024, "8.0")):
            entry = unit.add("value", {})
            unit.set(entry, "indicator", INDICATOR)
            unit.set(entry, "year", year)
            unit.set(entry, "value", value)
        unit.set(unit.ensure("policy_answer", "1a"), "answer", "yes")
    return submission


def words_of(shape: Any) -> Iterator[str]:
    if shape.has_text_frame:
        yield shape.text_frame.text
    if shape.has_table:
        yield from (cell.text for row in shape.table.rows for cell in row.cells)
    if shape.has_chart:
        yield from (str(each) for each in shape.chart.plots[0].categories)
    yield shape._element._nvXxPr.cNvPr.get("descr", "")


def slides_of(path: Path) -> list[str]:
    return [
        "\n".join(text for shape in slide.shapes for text in words_of(shape))
        for slide in Presentation(str(path)).slides
    ]


def brief_of(path: Path) -> str:
    document = Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


@pytest.mark.parametrize("ending", [".docx", ".pptx"])
def test_both_tell_what_the_file_says_and_nothing_internal(
    filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path, ending: str
) -> None:
    entries = {each.text("title"): each for each in filled.read().entries.values()}
    keep_back_entry(filled, catalogue, entries["Kept back as a whole"])
    keep_back_field(filled, catalogue, entries["One-stop centres"], "summary")
    path = save_brief(filled, catalogue, tmp_path / f"brief{ending}")
    told = brief_of(path) if ending == ".docx" else "\n".join(slides_of(path))
    for said in ("Kenya", "One-stop centres (objectives 3, 7)", "Pledge number 0", "Ministry of Labour", "No register"):
        assert said in told
    assert "Fell from 10.5 in 2020 to 8.0 in 2024" in told
    assert "Pledge number 9" in told and "Pledge number 10" not in told
    assert "2 more are in the report." in told
    for hidden in ("INTERNAL-MARK", "CONTACT-MARK", "Withdrawn pledge", "Kept back as a whole", "Three regions"):
        assert hidden not in told
        assert hidden.encode() not in path.read_bytes()


def test_charts_hold_the_numbers_so_that_they_can_be_changed(
    filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    deck = Presentation(str(save_brief(filled, catalogue, tmp_path / "slides.pptx")))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    drawn = [dict(zip(each.plots[0].categories, each.plots[0].series[0].values, strict=True)) for each in charts]
    assert drawn[0]["Partly achieved"] == 2 and drawn[0]["Not rated"] == 21
    assert drawn[1]["Migrant rights"] == 20
    assert drawn[2] == {"2020": 10.5, "2024": 8.0}
    assert all(slide.shapes.title.text for slide in deck.slides)
    named = [each.value_axis.axis_title.text_frame.text for each in charts if each.value_axis.has_title]
    assert named[:2] == ["Objectives", "Score out of 100"]
    assert len(named) == len(charts), "an axis says what it counts"


def test_every_slide_but_the_first_says_its_number(
    filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    for language in ("en", "ar"):
        deck = Presentation(str(save_brief(filled, catalogue, tmp_path / f"n-{language}.pptx", language=language)))
        said = [slide._element.xpath(".//a:fld[@type='slidenum']/a:t") for slide in deck.slides]
        assert [[each.text for each in texts] for texts in said] == [
            [],
            *([str(number)] for number in range(2, len(said) + 1)),
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_are_written_in_the_language_asked_for(
    filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path, language: str
) -> None:
    from desktop.i18n.translation import gettext as _
    from desktop.i18n.translation import use_language

    words = save_brief(filled, catalogue, tmp_path / f"{language}.docx", language=language)
    slides = save_brief(filled, catalogue, tmp_path / f"{language}.pptx", language=language)
    with use_language(language):
        for said in (_("Pledges"), _("Gaps without a pledge"), _("Partly achieved")):
            assert said in brief_of(words)
            assert said in "\n".join(slides_of(slides))
    deck = Presentation(str(slides))
    runs = [
        run
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert {run._r.rPr.get("lang") for run in runs} == {LANGUAGES[language].word}


def test_an_empty_submission_is_told_as_one(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> None:
    told = slides_of(save_brief(submission, catalogue, tmp_path / "empty.pptx"))
    assert len(told) == 2
    assert "No objective has been rated yet." in told[1]
    assert "No objective has been rated yet." in brief_of(save_brief(submission, catalogue, tmp_path / "empty.docx"))


def test_the_command_writes_by_the_ending_and_refuses_others(filled: SubmissionFile, tmp_path: Path) -> None:
    filled.close()
    runner = CliRunner()
    done = runner.invoke(main, ["brief", str(filled.path), "--out", str(tmp_path / "a.pptx"), "--language", "fr"])
    assert done.exit_code == 0 and (tmp_path / "a.pptx").is_file()
    refused = runner.invoke(main, ["brief", str(filled.path), "--out", str(tmp_path / "a.odp")])
    assert refused.exit_code == 2
    assert isinstance(refused.exception, SystemExit | CannotSaveBrief)
    assert not (tmp_path / "a.odp").exists()


@pytest.mark.parametrize("name", ['=HYPERLINK("https://example.org")', "https://example.org", "{=1+1}"])
def test_no_name_becomes_a_formula_or_a_link_in_the_sheet_behind_a_chart(
    name: str, filled: SubmissionFile, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Catalogue, "indicator_name", lambda _catalogue, _key: name)
    with zipfile.ZipFile(save_brief(filled, catalogue, tmp_path / "slides.pptx")) as deck:
        sheets = [deck.read(each) for each in deck.namelist() if each.endswith(".xlsx")]
    assert sheets
    for sheet in sheets:
        with zipfile.ZipFile(io.BytesIO(sheet)) as book:
            written = book.read("xl/worksheets/sheet1.xml")
        assert b"<f" not in written
        assert b"<hyperlink" not in written
