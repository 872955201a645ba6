"""Everything can be found, in every script, whatever the accents and the capitals."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from desktop.record.entry import Value
from desktop.store.file import SubmissionFile
from tests.store.conftest import Clock

TEXTS = {
    "french": "Élèves réfugiés et migrants à l'école",
    "arabic": "تَسْجِيلُ الأُسَر المهاجرة في المناطق النائية",
    "chinese": "移民儿童的出生登记",
    "russian": "Регистрация рождения всех детей, ещё не учтённых",
    "english": "A register of births: 100 % of children (under 5)",
}


@pytest.fixture
def found(file: SubmissionFile) -> Callable[[str], set[str]]:
    names: dict[str, str] = {}
    with file.transaction("edit", "Add", "") as revision:
        for name, text in TEXTS.items():
            names[revision.add("gap", {"title": text})] = name
    return lambda query: {names[hit.entry_id] for hit in file.search(query)}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("eleves", {"french"}),
        ("ÉCOLE", {"french"}),
        ("الاسر", {"arabic"}),
        ("تسجيل", {"arabic"}),
        ("移民", {"chinese"}),
        ("登记", {"chinese"}),
        ("出生登记", {"chinese"}),
        ("еще", {"russian"}),
        ("РОЖДЕНИЯ", {"russian"}),
        ("births register", {"english"}),
        ("births école", set()),
        ("of", {"english"}),
        ('"births"', {"english"}),
        ("100 %", {"english"}),
        ("AND OR NOT * ( ^ -", set()),
        ("   ", set()),
    ],
)
def test_what_is_looked_for_is_found(found: Callable[[str], set[str]], query: str, names: set[str]) -> None:
    assert found(query) == names


@pytest.mark.parametrize("kept", ["1172fd8f-88f4-4eaa-9d1c-0b7d0d1a5f11", "0f" * 32])
def test_what_links_and_files_are_kept_by_is_not_found(file: SubmissionFile, kept: str) -> None:
    """Whoever types a letter or a digit would find a row of them among their own words."""
    with file.transaction("edit", "Add", "") as revision:
        linked = revision.add("pledge", {"gaps": [kept], "attachment": kept, "title": f"About {kept}"})
    assert [(hit.entry_id, hit.field) for hit in file.search(kept[:5])] == [(linked, "title")]


def test_a_changed_text_is_found_by_its_new_words_only(file: SubmissionFile) -> None:
    with file.transaction("edit", "Add", "") as revision:
        entry_id = revision.add("gap", {"title": "No registrar"})
    with file.transaction("edit", "Change", "") as revision:
        revision.set(entry_id, "title", "No judge")
    assert file.search("registrar") == []
    assert [hit.entry_id for hit in file.search("judge")] == [entry_id]
    file.undo("")
    assert [hit.entry_id for hit in file.search("registrar")] == [entry_id]


def test_rows_are_found_too_and_the_snippet_shows_the_place(file: SubmissionFile) -> None:
    with file.transaction("edit", "Add", "") as revision:
        revision.add(
            "pledge", {"partners": [{"name": "Ministère de l'Intérieur"}], "description": "x " * 500 + "needle here"}
        )
    assert [hit.field for hit in file.search("interieur")] == ["partners"]
    (hit,) = file.search("needle")
    assert "needle here" in hit.snippet
    assert len(hit.snippet) < 300


@pytest.mark.parametrize(
    "query",
    [
        " ".join(f"{chr(97 + number % 26)}{number % 10}" for number in range(3000)),
        " ".join(f"word{number}" for number in range(60_000)),
        "x" * 3_000_000,
        "a\0b",
        "half \ud800",
        '""""',
        "AND OR NOT * ( ^",
    ],
    ids=["short words", "long words", "one word", "nothing", "half a character", "marks", "operators"],
)
def test_whatever_is_pasted_into_the_box_is_only_looked_for(
    file: SubmissionFile, write: Callable[..., str], query: str
) -> None:
    write(title="A practice")
    assert file.search(query) == []


@pytest.mark.parametrize("answers", [{"title": "No judge"}, {"objectives": [1]}], ids=["a text", "no text"])
def test_what_was_taken_away_by_hand_is_not_found_in_what_is_added_in_its_place(
    file: SubmissionFile, clock: Clock, answers: dict[str, Value]
) -> None:
    with file.transaction("edit", "Add", "") as revision:
        gone = revision.add("gap", {"title": "No registrar"})
    file.close()
    conn = sqlite3.connect(file.path)
    conn.execute("DELETE FROM answers WHERE entry = (SELECT number FROM entries WHERE id = ?)", (gone,))
    conn.execute("DELETE FROM entries WHERE id = ?", (gone,))
    conn.commit()
    conn.close()
    again = SubmissionFile.open(file.path, now=clock)
    with again.transaction("edit", "Add", "") as revision:
        revision.add("gap", answers)
    found = again.search("registrar")
    again.close()
    assert found == []


def test_other_forms_of_a_word_are_found_and_words_that_look_like_it_are_not(file: SubmissionFile) -> None:
    with file.transaction("edit", "Add", "") as revision:
        for title in ("The police of the border", "Two policies", "Номер страницы", "Во всех странах"):
            revision.add("gap", {"title": title})
    assert [hit.snippet for hit in file.search("policy")] == ["Two policies"]
    assert [hit.snippet for hit in file.search("policy", limit=1)] == ["Two policies"], "what is no hit takes no place"
    assert [hit.snippet for hit in file.search("страны")] == ["Во всех странах"]
    assert file.search("policy police") == []
