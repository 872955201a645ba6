"""SDG 10.7.2 has one official figure: in the window, the workbook, the report, the review and on the command line."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue.catalogue import Catalogue
from desktop.cli import main
from desktop.i18n.translation import use_language
from desktop.operations.open_file import open_file
from desktop.package.report import write_report
from desktop.package.report.pdf_text import extracted, normal
from desktop.package.review_pdf import write_review_pdf
from desktop.package.workbook import write_workbook
from desktop.record.chapters import review
from desktop.record.submission import Submission
from desktop.ui.charts.drawing import Chart
from desktop.ui.navigation import Place
from desktop.ui.window import Window

ANSWERS = {"1a": "yes", "1b": "with_status", "1c": "no", "2a": "yes", "2b": "yes", "3a": "yes", "4a": "no", "4b": "yes"}
SAID = "Official score: 18.3 out of 100 – Requires further progress."
RESTS_ON = "Questions answered: 8 of 30; a missing answer counts as 0."
"""5.5 of 30 is 18.333…; of the eight that were answered it would be 68.75, which nobody may take for the score."""


@pytest.fixture
def answered(submission_path: Path) -> Path:
    file = open_file(submission_path)
    with file.transaction("edit", "Write", "") as revision:
        for key, answer in ANSWERS.items():
            revision.set(revision.ensure("policy_answer", key), "answer", answer)
        revision.add("value", {"indicator": "10.7.1", "year": 2024, "value": "3"})
        revision.set(revision.ensure("assessment", "13"), "rating", "early")
    file.close()
    return submission_path


@pytest.fixture
def said(answered: Path) -> Submission:
    file = open_file(answered, read_only=True)
    submission = file.read()
    file.close()
    return submission


def seen(widget: QWidget) -> Iterator[str]:
    """Every text of a page, as a person or a screen reader has it."""
    for label in widget.findChildren(QLabel):
        yield label.text()
    for chart in widget.findChildren(Chart):
        yield f"{chart.accessibleName()} {chart.accessibleDescription()}"


def no_other_figure(text: str) -> None:
    """No second figure stands beside the official one: neither that of the answered questions nor another rounding."""
    for other in ("68", "69", "18.33", "18 out of 100", "per cent", "reach"):
        assert other not in text, (other, text)


def test_every_page_of_the_window_says_the_same(qtbot: QtBot, window: Window, answered: Path) -> None:
    assert window.open_file(answered) and window.workplace is not None
    for place in (Place("overview"), Place("policy"), Place("objective", "15", part="indicators")):
        window.workplace.go(place)
        qtbot.waitUntil(lambda: window.page().is_filled)
        texts = list(seen(window.page()))
        whole = " ".join(texts)
        assert SAID in whole, place
        assert RESTS_ON in whole, place
        assert len(set(re.findall(r"Official score: [^–]*", whole))) == 1
        for text in texts:
            if "SDG" in text or "score" in text.casefold() or "olic" in text:
                no_other_figure(text)


def test_the_workbook_has_the_same_figure(said: Submission, catalogue: Catalogue) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(said, catalogue, language="en", draft=True)))
    rows = [row for row in book["Scores"].iter_rows(values_only=True) if row[0] == "All domains"]
    assert [(row[2], *row[5:7], row[8]) for row in rows] == [(18.3, "Requires further progress", 8, 30)]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_report_and_review_say_the_same(said: Submission, catalogue: Catalogue, language: str) -> None:
    from desktop.record.scores import score_policy

    with use_language(language):
        score = score_policy(said, catalogue.policy)
        official, rests_on = normal(score.official()), normal(score.rests_on())
        chapters = " ".join(chapter.text for chapter in review(said, catalogue))
    report = normal(extracted(write_report(said, catalogue, language=language, draft=True)))
    assert report.count(official) == 2, "on the summary and in its chapter"
    assert report.count(rests_on) == 2
    printed = normal(extracted(write_review_pdf(said, catalogue, language=language)))
    assert official in normal(chapters) and official in printed
    if language == "en":
        assert normal(SAID) == official and normal(RESTS_ON) == rests_on
        no_other_figure(" ".join(line for line in chapters.split("\n") if "10.7.2" in line))


def test_the_command_line_says_the_same(answered: Path) -> None:
    words = CliRunner().invoke(main, ["info", str(answered)]).output
    assert f"SDG indicator 10.7.2: {SAID} {RESTS_ON}" in words
    data = json.loads(CliRunner().invoke(main, ["info", str(answered), "--json"]).output)["sdg_10_7_2"]
    assert (data["overall"], data["answered"], data["questions"]) == (18.3, 8, 30)
    assert data["sentence"] == f"{SAID} {RESTS_ON}"


def test_without_an_answer_no_page_shows_a_score(qtbot: QtBot, opened: Window) -> None:
    assert opened.workplace is not None
    for place in (Place("overview"), Place("policy")):
        opened.workplace.go(place)
        qtbot.waitUntil(lambda: opened.page().is_filled)
        whole = " ".join(seen(opened.page()))
        assert "No question has been answered yet, so there is no score." in whole
        assert "Official score" not in whole
