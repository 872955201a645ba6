"""The names of countries and languages are those of CLDR, kept or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale

from desktop.catalogue import region_names
from desktop.i18n.translation import LANGUAGES


@pytest.fixture(autouse=True)
def just_started() -> Iterator[None]:
    region_names._names.cache_clear()
    yield
    region_names._names.cache_clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_that_were_kept_are_those_of_babel(language: str, home: Path) -> None:
    for _start in range(2):
        region_names._names.cache_clear()
        assert region_names.of_cldr(language) == dict(Locale(language).territories)
        assert region_names.languages(language) == dict(Locale(language).languages)
    assert (home / "cache" / f"names-{language}.json").is_file()


def test_names_of_another_version_are_made_anew(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    region_names.territories("en")
    kept = home / "cache" / "names-en.json"
    before = kept.read_bytes()
    region_names._names.cache_clear()
    monkeypatch.setattr(region_names, "_source_of", lambda _language: "another version")
    assert region_names.territories("en")["KE"] == "Kenya"
    assert kept.read_bytes() != before


def test_a_frozen_program_without_that_file_asks_babel(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(region_names, "_source_of", lambda _language: "")
    assert region_names.languages("fr")["wo"] == "wolof"
    assert not (home / "cache").exists()


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("ru", "KG", "Кыргызстан"),
        ("en", "CD", "Democratic Republic of the Congo"),
        ("ar", "CI", "كوت ديفوار"),
        ("zh", "PS", "巴勒斯坦国"),
    ],
)
def test_a_country_is_called_as_the_united_nations_call_it(language: str, code: str, name: str, home: Path) -> None:
    for _start in range(2):
        region_names._names.cache_clear()
        assert region_names.territories(language)[code] == name != region_names.of_cldr(language)[code]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_countries_are_called_the_same(language: str, home: Path) -> None:
    names = [name for code, name in region_names.territories(language).items() if len(code) == 2]
    assert len(set(names)) == len(names)
