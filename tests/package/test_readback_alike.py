"""Entries that say the same, or a part of what others say: each is found in every document, and missed in none."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import permutations

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.package.readback_pdf import _without_place, compare_pdfs
from desktop.package.readback_workbook import compare_workbook
from desktop.package.report import write_pledge, write_report
from desktop.package.workbook import write_workbook
from desktop.record.entry import Answer, Entry, Value, bound_id
from desktop.record.submission import Submission

from .conftest import SUBMISSION_ID, made_id
from .test_readback import written

History = Callable[..., list]

TITLES = [
    "Data",
    "Data on",
    "Data on migration",
    "Data on migration: Data",
    "Gap",
    "Response",
    "Data Title Data",
    "数据",
    "بيانات",
]
"""Each is found in others, in labels, or in what others answer."""


def of(*entries: Entry) -> Submission:
    return Submission(SUBMISSION_ID, {entry.id: entry for entry in entries})


def free(kind: str, number: int, **values: Value) -> Entry:
    return Entry(made_id(kind, number), kind, "", number, _answers(values))


def bound(kind: str, key: str, order: int, **values: Value) -> Entry:
    return Entry(bound_id(SUBMISSION_ID, kind, key), kind, key, order, _answers(values))


def _answers(values: dict[str, Value]) -> dict[str, Answer]:
    return {key: Answer(value, "2026-03-02T14:05:11Z", "Desk officer A") for key, value in values.items()}


def without(submission: Submission, entry_id: str) -> Submission:
    return replace(submission, entries={key: each for key, each in submission.entries.items() if key != entry_id})


def documents(submission: Submission, catalogue: Catalogue, language: str) -> dict[str, bytes]:
    """Return the documents of all pledges."""
    return {
        each.id: write_pledge(submission, catalogue, each, language=language, draft=False)
        for each in submission.of_kind("pledge")
    }


def differences(
    told: Submission,
    submission: Submission,
    catalogue: Catalogue,
    language: str,
    pledges: Mapping[str, bytes] | None = None,
) -> tuple[list[str], list[str]]:
    """Return what is said of the PDFs and of the workbook that tell of one submission where another was meant.

    Args:
        pledges: the documents of the pledges of the one that was meant, where they were written already.
    """
    if pledges is None:
        pledges = documents(submission, catalogue, language)
    how = {"language": language, "draft": False}
    report = write_report(told, catalogue, **how)  # type: ignore[arg-type]
    workbook = write_workbook(told, catalogue, **how)  # type: ignore[arg-type]
    with use_language(language):
        pdfs = compare_pdfs(submission, catalogue, report, pledges).differences
        cells = compare_workbook(submission, catalogue, workbook, draft=False).differences
    return pdfs, cells


@pytest.mark.parametrize("language", LANGUAGES)
def test_recommendations_with_the_same_answers_are_told_apart(language: str, catalogue: Catalogue) -> None:
    keys = [
        each.key for group in catalogue.recommendation_sets for part in group.sections for each in part.recommendations
    ]
    kind = catalogue.kind("follow_up")
    said: dict[str, Value] = {kind.fields[0].key: kind.fields[0].options[0].key}
    # Answered in an order that is not that of the report.
    submission = of(*(bound("follow_up", key, number, **said) for number, key in enumerate(reversed(keys), 1)))
    assert differences(submission, submission, catalogue, language) == ([], [])
    place = 7 * (list(LANGUAGES).index(language) % 2)  # the first one or another, by turns
    entry = submission.of_kind("follow_up")[place]
    pdfs, cells = differences(without(submission, entry.id), submission, catalogue, language)
    assert len(pdfs) == 1 and entry.id in pdfs[0]
    assert cells and all(entry.id in each for each in cells)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_ratings_with_the_same_answers_are_told_apart(language: str, catalogue: Catalogue) -> None:
    rating = catalogue.kind("assessment").field("rating").options[1].key
    submission = of(*(bound("assessment", str(number), 24 - number, rating=rating) for number in range(1, 24)))
    assert differences(submission, submission, catalogue, language) == ([], [])
    gone = submission.of_kind("assessment")[11]
    pdfs, _cells = differences(without(submission, gone.id), submission, catalogue, language)
    assert len(pdfs) == 1 and gone.id in pdfs[0]


def test_ratings_that_changed_places_are_found(catalogue: Catalogue) -> None:
    one, other = (each.key for each in catalogue.kind("assessment").field("rating").options[1:3])
    submission = of(bound("assessment", "1", 1, rating=one), bound("assessment", "2", 2, rating=other))
    turned = of(bound("assessment", "1", 1, rating=other), bound("assessment", "2", 2, rating=one))
    pdfs, _cells = differences(turned, submission, catalogue, "en")
    assert len(pdfs) == 2


def some(seed: int, catalogue: Catalogue) -> Submission:
    """Return entries of many kinds that repeat one another, in whole or in part, in whatever order."""
    chance = random.Random(seed)
    texts = [*TITLES, *(catalogue.kind("gap").field(key).label for key in ("title", "description"))]
    entries: list[Entry] = []
    for kind, fields in {
        "practice": ("summary",),
        "gap": ("description", "cause"),
        "pledge": ("description", "entity"),
    }.items():
        for number in range(1, 8):
            values: dict[str, Value] = {"title": chance.choice(texts)}
            values |= {key: chance.choice(texts) for key in fields if chance.random() < 0.4}
            if chance.random() < 0.7:
                values["objectives"] = [chance.randint(1, 3)]
            entries.append(free(kind, number, **values))
    for number in range(1, 8):
        figure: dict[str, Value] = {
            "year": chance.choice([2020, 2021]),
            "value": chance.choice(["5", "5.1", "15", "20"]),
        }
        if chance.random() < 0.4:
            figure["note"] = chance.choice(texts)
        entries.append(free("value", number, indicator=chance.choice(["10.7.1", "10.7.3", "99.9"]), **figure))
        entries.append(free("person", number, name=chance.choice(texts)))
    kind = catalogue.kind("follow_up")
    sets = [
        each.key for group in catalogue.recommendation_sets for part in group.sections for each in part.recommendations
    ]
    for key in chance.sample(sets, 8):
        entries.append(bound("follow_up", key, len(entries), **{kind.fields[0].key: kind.fields[0].options[0].key}))
    for key in chance.sample(range(1, 11), 4):
        entries.append(bound("principle_note", str(key), len(entries), note=chance.choice(texts)))
    chance.shuffle(entries)
    return of(*(each._replace(order=number) for number, each in enumerate(entries)))


@pytest.mark.parametrize("seed", range(6))
def test_whatever_repeats_is_found_and_nothing_that_is_left_out_passes(seed: int, catalogue: Catalogue) -> None:
    language = list(LANGUAGES)[seed % len(LANGUAGES)]
    submission = some(seed, catalogue)
    pledges = documents(submission, catalogue, language)
    assert differences(submission, submission, catalogue, language, pledges) == ([], [])
    chance = random.Random(seed)
    for entry in chance.sample(list(submission.entries.values()), 2):
        pdfs, cells = differences(without(submission, entry.id), submission, catalogue, language, pledges)
        # Of entries that say the same it cannot be said which one is missing, only that one is.
        assert pdfs, (entry.kind, entry.answers)
        assert any(entry.id in each for each in cells), (entry.kind, entry.answers)


def test_a_whole_package_of_such_entries_is_proved(history: History, catalogue: Catalogue) -> None:
    submission = some(99, catalogue)
    written(submission, history(submission), catalogue).proved()


def test_each_gets_a_place_as_long_as_there_is_a_way_for_all() -> None:
    assert _without_place({"a": (1, 2), "b": (1,), "c": (2, 3)}) == []
    assert _without_place({"a": (1, 2), "b": (1, 2), "c": (1, 2)}) == ["c"]
    assert _without_place({"a": (1, 2), "b": (2, 3), "c": (3, 4), "d": (1,), "e": (1, 4)}) in (
        ["c"],
        ["a"],
        ["b"],
        ["e"],
    )
    assert _without_place({"a": ()}) == ["a"]
    alike = tuple(range(2_000))
    assert len(_without_place({str(number): alike for number in range(3_000)})) == 1_000


@pytest.mark.parametrize("seed", range(5))
def test_nobody_goes_without_who_need_not(seed: int) -> None:
    """Held against every way there is."""
    chance = random.Random(seed)
    for _round in range(40):
        wishes = {str(each): tuple(chance.sample(range(5), chance.randint(0, 3))) for each in range(5)}
        without = len(_without_place(wishes))
        best = max(sum(place in wishes[str(each)] for each, place in enumerate(way)) for way in permutations(range(5)))
        assert without == len(wishes) - best
