"""One word for one thing, in every language: who reads “pledge” in two texts reads the same word in both.

The words are those of `locale/glossary.yaml`, which translators go by.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages.pofile import read_po

from desktop.i18n import languages
from desktop.i18n.translation import gettext, use_language

LOCALE = Path(__file__).parent.parent / "locale"
LANGUAGES = tuple(code for code in languages.LANGUAGES if code != "en")
SOURCES = {"UN documents", "decided", "working translation"}

OTHERWISE = re.compile(
    r"\{[^}]*\}|submission\.json|practice,gap|--[a-z-]+(?: whole)?|\b[A-Z]{4,}\b|evidence-based|[Pp]ay gap between|^In practice shown|, in practice$"
    r"|[Dd]rafting|Signing keys \(|Draft sector standards|[Kk]eep social protection"
)
"""Where the word stands for something else: names of files and places, and other turns of phrase."""

SHORT = {"About this submission"}
"""Names of pages that are shorter in some languages."""


def glossary() -> list[dict[str, Any]]:
    with (LOCALE / "glossary.yaml").open(encoding="utf-8") as stream:
        terms = yaml.safe_load(stream)
    assert isinstance(terms, list)
    return terms


def test_the_glossary_has_each_term_once_in_every_language() -> None:
    terms = glossary()
    names = [each["term"] for each in terms]
    assert len(names) == len(set(names)) > 50
    for each in terms:
        assert each.keys() <= {"term", "context", *LANGUAGES, "source", "note", "begins"}, each["term"]
        assert [language for language in LANGUAGES if not each.get(language)] == [], f"{each['term']!r} lacks these"
        assert each["source"] in SOURCES, each["term"]
        begins = each.get("begins")
        if begins:
            # What is held to every text holds for the term itself.
            assert begins.keys() == set(LANGUAGES), f"{each['term']!r} begins with a word in each language"
            for language in LANGUAGES:
                assert re.search(begins[language], each[language], re.IGNORECASE), (each["term"], language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_of_the_field_is_always_translated_by_the_same_word(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "pledgebook.po").open("rb") as stream:
        messages = [message for message in read_po(stream, locale=language) if message.id]
    held = [(each["term"], each["begins"][language]) for each in glossary() if "begins" in each]
    other = []
    for message in messages:
        english, said = (part if isinstance(part, str) else part[-1] for part in (message.id, message.string))
        if english in SHORT:
            continue
        plain = OTHERWISE.sub("", english)
        for word, begins in held:
            if re.search(rf"\b{word}s?\b", plain, re.IGNORECASE) and not re.search(begins, said, re.IGNORECASE):
                other.append((word, english, said))
    assert other == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_clears_is_not_called_as_the_page_it_stands_on(language: str) -> None:
    """In Arabic an article alone is no difference to whoever looks for a button in a hurry."""
    with use_language(language):
        buttons = [gettext(each).removeprefix("ال") for each in ("Mark as cleared", "Mark as reviewed")]
        pages = [gettext(each).removeprefix("ال") for each in ("Clearance", "Clearance page", "Review report")]
    assert not set(buttons) & set(pages)
