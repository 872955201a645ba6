"""Two people with one name are told apart, and one person in two spellings is not made two."""

from __future__ import annotations

import pytest

from desktop.record.people import alike, found_by, label_of, ministry_of, people_of, person_of
from desktop.record.submission import Submission
from tests.record.conftest import Desk

TEAM = [
    ("Amina Otieno", "Interior", ""),
    ("John Kamau", "Labour", ""),
    ("john  kamau", "Health", ""),
    ("Rose Achieng", "Ministry of Interior (Police)", "writes"),
    ("Rose Achieng", "Ministry of Interior (Police)", "approves"),
    ("Désiré Koffi", "", ""),
    ("أحمد الأمين", "الداخلية", ""),
]


@pytest.fixture
def team(desk: Desk) -> Submission:
    for name, ministry, role in TEAM:
        answers = {"name": name, "ministry": ministry, "role": role}
        desk.write("person", **{key: value for key, value in answers.items() if value})
    desk.write("person", ministry="Nobody has a name here")
    return desk.submission


def labels(team: Submission) -> list[str]:
    everybody = people_of(team)
    return [label_of(each, everybody) for each in everybody]


def test_only_names_that_collide_bear_the_ministry(team: Submission) -> None:
    assert labels(team) == [
        "Amina Otieno",
        "John Kamau (Labour)",
        "john kamau (Health)",
        "Rose Achieng (Ministry of Interior (Police), writes)",
        "Rose Achieng (Ministry of Interior (Police), approves)",
        "Désiré Koffi",
        "أحمد الأمين",
    ]


def test_the_ministry_of_a_name_is_known(team: Submission) -> None:
    everybody = people_of(team)
    for person in everybody:
        label = label_of(person, everybody)
        assert person_of(label, team) == person
        assert ministry_of(label, team) == person.ministry
    assert ministry_of("amina  OTIENO", team) == "Interior"
    assert ministry_of("John Kamau", team) == "", "it may be either"
    assert ministry_of("Zainab Diallo", team) == ""
    assert ministry_of("", team) == ""


def test_a_name_says_its_ministry_when_the_person_has_left(team: Submission) -> None:
    assert ministry_of("Juan Soto (Foreign Affairs (Consular))", team) == "Foreign Affairs (Consular)"
    assert ministry_of("Broken) (name", team) == ""


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("desire koffi", ["Désiré Koffi"]),
        ("OTIENO  Amina", ["Amina Otieno"]),
        ("Amina-Otieno", ["Amina Otieno"]),
        ("احمد الامين", ["أحمد الأمين"]),
        ("Amina", []),
        ("", []),
    ],
)
def test_the_same_person_in_another_spelling_is_known(team: Submission, typed: str, names: list[str]) -> None:
    assert [each.name for each in alike(typed, people_of(team))] == names


@pytest.mark.parametrize(
    ("typed", "found"),
    [("heal", 1), ("ministry pol", 2), ("kam", 2), ("kam lab", 1), ("احم", 1), ("amin", 1), ("mina", 0), ("", 7)],
)
def test_people_are_found_by_the_beginnings_of_words(team: Submission, typed: str, found: int) -> None:
    assert len(found_by(typed, people_of(team))) == found
