"""The manual: every page leads somewhere, every link arrives, and it calls things as the window does, in six languages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from desktop import paths
from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext, use_language
from desktop.manual import FIRST, manual, topic_of
from desktop.ui.pages import PAGE_OF_KIND, PAGES

OTHERS = [code for code in LANGUAGES if code != "en"]
BOLD = re.compile(r"\*\*(.+?)\*\*")
CONTENTS = json.loads((paths.manual() / "contents.json").read_text(encoding="utf-8"))
KEYS = [key for section in CONTENTS["sections"] for key in section["topics"]]


def raw(language: str, key: str) -> str:
    return (paths.manual() / language / f"{key}.md").read_text(encoding="utf-8")


def said_in_the_window(text: str) -> str:
    """Return what is written in the window for a text of the manual, in the language spoken."""
    found = (pgettext("button", text), _(text), _(f"{text}…").rstrip("…"))
    return next((each for each in found if each != text), text)


def message_ids() -> set[str]:
    with (Path(paths.locale()) / "pledgebook.pot").open("rb") as stream:
        found = read_po(stream)
    return {text for each in found if each.id for text in ([each.id] if isinstance(each.id, str) else each.id)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_topic_is_there_once_and_every_file_is_listed(language: str) -> None:
    assert sorted(path.stem for path in (paths.manual() / language).glob("*.md")) == sorted(KEYS)
    assert len(set(KEYS)) == len(KEYS)
    assert all(set(section["titles"]) == set(LANGUAGES) for section in CONTENTS["sections"])
    titles = [topic.title for topic in manual(language).topics.values()]
    assert len(set(titles)) == len(titles) and all(titles)


def test_every_page_kind_and_dialog_has_a_topic() -> None:
    assert set(CONTENTS["pages"]) == {*PAGES, "start", "workshop"}
    assert set(CONTENTS["kinds"]) == {kind for kind in PAGE_OF_KIND if kind not in ("comment", "clearance")}
    folder = Path(__file__).parent.parent / "desktop" / "ui" / "dialogs"
    shown = {path.stem for path in folder.glob("*.py")} - {"__init__", "base", "looking", "entry"}
    assert set(CONTENTS["dialogs"]) == shown
    assert topic_of() == FIRST
    assert topic_of(page="pledges", dialog="join") == "copies#2"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_that_f1_leads_to_is_there(language: str, catalogue: Catalogue) -> None:
    for group in ("pages", "kinds", "fields", "dialogs"):
        for wanted in CONTENTS[group].values():
            key, heading = manual(language).place(wanted)
            assert key in KEYS and bool(heading) == ("#" in wanted)
    for each in CONTENTS["fields"]:
        kind, field = each.split(".")
        assert catalogue.kind(kind).field(field).key == field
        assert topic_of(page="overview", kind=kind, field=field) == CONTENTS["fields"][each]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_arrives(language: str) -> None:
    for topic in manual(language).topics.values():
        for link in topic.links():
            to, _colon, page = link.partition(":")
            assert page in PAGES if to == "page" else to.removesuffix(".md") in KEYS, (topic.key, link)


@pytest.mark.parametrize("key", KEYS)
def test_what_is_bold_is_written_in_the_window(key: str) -> None:
    ids = message_ids()
    said = ids | {each.rstrip("…") for each in ids}
    assert [each for each in BOLD.findall(raw("en", key)) if each not in said] == []


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_says_the_same_with_the_words_of_its_window(language: str, key: str) -> None:
    english, other = manual("en").topics[key], manual(language).topics[key]
    assert other.text != english.text
    assert other.links() == english.links()
    assert len(other.parts) == len(english.parts)
    for sign in (r"^\d+\. ", r"^- ", r"^\|", r"^\{picture: .*\}$"):
        found = [re.findall(sign, raw(each, key), re.MULTILINE) for each in ("en", language)]
        assert len(found[0]) == len(found[1]), sign
    with use_language(language):
        expected = [said_in_the_window(each) for each in BOLD.findall(english.text)]
    assert sorted(BOLD.findall(other.text)) == sorted(expected)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_finds_parts_by_any_of_their_words(language: str) -> None:
    read = manual(language)
    for key in ("sign", "trouble", "glossary"):
        for heading, text in read.topics[key].parts:
            longest = max(text.split(), key=len) if text.split() else ""
            if longest:
                assert (key, heading) in [(each.topic, each.heading) for each in read.found(longest)]
    assert read.found("   ") == []
    assert read.found("qqqqqq") == []


def test_accents_and_capitals_do_not_matter_and_headings_come_first() -> None:
    found = manual("en").found("PASSPHRÁSE forgot")
    assert found[0].topic == "trouble" and found[0].heading == "I forgot the passphrase of my key"


def test_a_pledge_addresses_a_gap_and_does_not_answer_it() -> None:
    assert not [key for key in KEYS if re.search(r"answers? (it|them|gaps)\b|gaps? .*answered", raw("en", key))]
