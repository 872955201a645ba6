"""The sentences of files and records of version 1 become messages, in whichever language they were said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Kind
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.i18n.translation import gettext as _
from desktop.record import history_labels
from desktop.record.history import Message, Reference
from desktop.record.history_labels import REWORDED, HistoryLabels
from desktop.record.old_labels import OldLabels, old_labels
from desktop.record.old_sentences import INDICATORS, MESSAGES
from desktop.record.values import unnamed

SPOKEN_THEN = ("en", "fr", "es", "ar", "ru", "zh")
"""The languages that 0.1.0 spoke, in the order of what it said."""


def sentence(message: str, language: str) -> str:
    """Return what 0.1.0 said, whatever the translation says today."""
    said = {**MESSAGES, **INDICATORS}[message]
    return (message, *said)[SPOKEN_THEN.index(language)]


def test_what_0_1_0_said_has_a_message_today() -> None:
    assert MESSAGES.keys() <= set(history_labels.MESSAGES)
    assert {len(each) for each in (*MESSAGES.values(), *INDICATORS.values())} == {len(SPOKEN_THEN) - 1}


@pytest.mark.parametrize("then", SPOKEN_THEN)
def test_a_label_is_told_in_every_language(then: str, catalogue: Catalogue) -> None:
    def labels(say: Callable[[str], str], name: Callable[[Kind], str]) -> list[str]:
        field = _(catalogue.kind("assessment").field("rating").label)
        value = say("Indicator {key}, {year}").format(key="10.7.1", year="2024")
        return [
            say("Create the submission"),
            say("Change “{field}” of {name}").format(field=field, name=catalogue.title(13)),
            *(say("Remove {name}").format(name=name(each)) for each in catalogue.kinds.values() if not each.bound),
            say("Remove {name}").format(name=value),
            say("Remove {name}").format(name=say("Indicator {key}, without a year").format(key="10.7.1")),
            say("Add an entry to {place}").format(place=_(catalogue.kind("gap").plural)),
            say("Change “{field}” of {name}").format(field=field, name=say("Indicator {key}").format(key="10.7.1")),
            say("Confirm “{field}” of {name}").format(field=field, name=catalogue.principle_name(3)),
            say("Write the chapter “{name}”").format(name=catalogue.chapter_name("objective_4")),
            say("Import {name}").format(name="pledges 2024.json"),
            say("Remove {name}").format(name="Schools for all"),
        ]

    def made(kind: Kind) -> str:
        return _("{kind} without a name").format(kind=_(kind.label))

    def today(message: str) -> str:
        return _(REWORDED.get(message, message))

    with use_language(then):
        written = labels(lambda message: sentence(message, then), made)
    messages = [old_labels().message(label) for label in written]
    for now in LANGUAGES:
        with use_language(now):
            said = HistoryLabels(catalogue)
            assert [said.said(message) for message in messages] == labels(today, unnamed)


def test_what_people_wrote_stays_the_text_that_it_is(catalogue: Catalogue) -> None:
    assert OldLabels(catalogue).message("Fill in the exercise") == Message("Fill in the exercise")
    assert old_labels().message("Supprimer Schools for all") == Message("Remove {name}", {"name": "Schools for all"})


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Об этом представлении", "submission/"),
        ("Цель 6: Наём и достойный труд", "assessment/6"),
        ("Цель 5: Каналы регулярной миграции", "assessment/5"),
    ],
)
def test_a_name_that_reads_otherwise_today_is_known(name: str, key: str) -> None:
    found = old_labels().message(f"Изменить «Страна» — {name}").parameters["name"]
    assert found == Reference("entry", key, name)


def test_a_label_that_no_program_wrote_stays_as_it_is_however_long() -> None:
    label = "确认 x" + " 的“" * 200_000  # each place where the name may end would be gone through to the end
    assert old_labels().message(label) == Message(label)


@pytest.mark.parametrize(
    ("label", "values"),
    [
        ("Change “a” of b of c", {"field": "a", "name": "b of c"}),
        ("Change “a” of b” of c", {"field": "a” of b", "name": "c"}),
        ("Change “a” of ” of ", {"field": "a", "name": "” of "}),
        ("Change “” of c", None),
        ("Change “a” of", None),
        ("Remove ", None),
        ("Remove  ", {"name": " "}),
        ("确认 书 的“名称”", {"name": "书", "field": "名称"}),
    ],
)
def test_a_sentence_is_taken_apart_where_its_own_words_stand(label: str, values: dict[str, str] | None) -> None:
    found = old_labels().message(label)
    if values is None:
        assert found == Message(label)
    else:
        said = {key: each if isinstance(each, str) else each.text for key, each in found.parameters.items()}
        assert said == values
