"""The copy sheet says what the online form asks, in its order, and counts as it counts."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.record.copy_sheet import CopyLine, copy_sheet
from desktop.record.entry import Answer, Entry
from desktop.record.submission import Submission

DESCRIPTION = "Every birth is registered. " * 20


def sheet(catalogue: Catalogue, **answers: object) -> list[CopyLine]:
    pledge = Entry("a", "pledge", answers={key: Answer(value) for key, value in answers.items()})  # type: ignore[arg-type]
    return copy_sheet(pledge, catalogue, Submission("s", {"a": pledge}))


def test_the_lines_stand_in_the_order_of_the_online_form(catalogue: Catalogue) -> None:
    sections = list(dict.fromkeys(line.section.partition(".")[0] for line in sheet(catalogue)))
    assert sections == ["I", "II", "III", "IV", "V", "VI", "VII"]


def test_our_own_fields_are_not_pasted(catalogue: Catalogue) -> None:
    labels = {line.label for line in sheet(catalogue, measure="100 offices", lead="Ministry A")}
    assert "How it will be measured" not in labels
    assert "Lead institution" not in labels


def test_a_matching_pledge_is_asked_for_its_match_and_another_is_not(catalogue: Catalogue) -> None:
    def asked(kind: str) -> bool:
        return any(line.section.startswith("II b") for line in sheet(catalogue, kind=kind))

    assert asked("matching")
    assert not asked("individual")


def test_characters_are_counted_and_what_would_be_refused_is_said(catalogue: Catalogue) -> None:
    (line,) = [each for each in sheet(catalogue, description=DESCRIPTION.strip()) if each.section.startswith("VI.")]
    assert line.characters == len(DESCRIPTION.strip())
    assert line.problem == ""
    (short,) = [each for each in sheet(catalogue, description="Short.") if each.section.startswith("VI.")]
    assert "300" in short.problem


def test_a_practice_is_pasted_in_the_order_of_the_published_page(catalogue: Catalogue) -> None:
    practice = Entry("a", "practice", answers={"title": Answer("Schools"), "lessons": Answer("Ask early.")})
    lines = copy_sheet(practice, catalogue, Submission("s", {"a": practice}))
    labels = [line.label for line in lines]
    assert labels[:5] == [
        "Title",
        "Primary objectives",
        "Secondary objectives",
        "Guiding principles",
        "Sustainable Development Goals",
    ]
    assert labels.index("Type of practice") < labels.index("Global") < labels.index("Summary")
    assert labels.index("Summary") < labels.index("Main implementing organization") < labels.index("Benefit and impact")
    assert "Note for your team" not in labels
    marks = {line.label: line.mark for line in lines}
    assert (marks["Lessons"], marks["Benefit and impact"]) == ("Working text", "")
