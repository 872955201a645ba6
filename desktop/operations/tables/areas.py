"""Which country a row of a table is about: by the code of the United Nations (M49), by an ISO code, or by its name.

The names come from libraries that are kept up to date: CLDR (Babel) has the short ones, ISO 3166 (pycountry) the short,
common and formal ones, both in every language of the program; `resources/area_names.csv` has those of the United Nations that both
lack, written by `.ci/area-names` out of a third. Offices write the words of a formal name
in another order and shorten some (“Korea, Rep.”), so names are compared as sets of words.
"""

from __future__ import annotations

import csv
import gettext
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from desktop import paths
from desktop.i18n.languages import LANGUAGES
from desktop.i18n.text_normalization import fold_loosely
from desktop.operations.tables.vocabulary import LONGEST_NAME, without_code
from desktop.record.value_parsing import is_country

_FORMER = frozenset({"230", "249", "278", "280", "720", "736", "886"})
"""M49 codes of countries as they were in other borders (Ethiopia, France, Germany, Yemen, Sudan); they are nobody's."""

_FULL = {
    "rep": "republic", "dem": "democratic", "fed": "federated", "sts": "states", "st": "saint", "is": "islands",
    "pdr": "people democratic republic", "rb": "bolivarian republic", "peoples": "people", "isl": "islands",
    "rép": "republique", "dém": "democratique", "uk": "united kingdom", "usa": "united states america", "drc": "democratic republic congo",
    "peop": "people", "terr": "territory",
}  # fmt: skip
"""Words that lists of countries shorten, as the World Bank does."""

_SMALL = frozenset(
    ["the", "of", "and", "plus", "le", "la", "les", "l", "de", "du", "des", "d", "et", "el", "los", "las", "del", "y", "e", "o", "a", "и", "و"]
) | {"ال"}  # fmt: skip
"""Words that do not tell one country from another."""

_ALSO = {
    "Turkey": "TR", "Swaziland": "SZ", "Macedonia FYR": "MK", "The former Yugoslav Republic of Macedonia": "MK",
    "West Bank and Gaza": "PS", "Palestine": "PS", "فلسطين": "PS", "Палестина": "PS", "Palestina": "PS", "巴勒斯坦": "PS", "Occupied Palestinian Territory": "PS", "Ivory Coast": "CI",
    "Cape Verde": "CV", "East Timor": "TL", "Burma": "MM", "Macao SAR, China": "MO", "Hong Kong SAR, China": "HK",
    "Virgin Islands (U.S.)": "VI", "Great Britain": "GB", "Micronesia": "FM", "Kyrgyz Republic": "KG",
    "Кыргызская Республика": "KG", "Кыргызстан": "KG",
    "Slovak Republic": "SK", "Bahamas": "BS", "Congo": "CG", "Vatican": "VA", "St. Martin (French part)": "MF",
}  # fmt: skip
"""Names that neither library has: earlier ones that older tables bear, and a few of the World Bank's."""


_OF_THE_WORLD_BANK = (
    "Arab World", "Caribbean small states", "Central Europe and the Baltics", "East Asia & Pacific", "Euro area",
    "Europe & Central Asia", "European Union", "High income", "Low income", "Middle income", "Lower middle income",
    "Upper middle income", "Low & middle income", "Latin America & Caribbean", "Middle East & North Africa",
    "North America", "OECD members", "South Asia", "Sub-Saharan Africa", "Heavily indebted poor countries (HIPC)",
    "Least developed countries: UN classification", "Small states", "Other small states", "Pacific island small states",
)  # fmt: skip
"""Groups of countries that stand among the countries in tables of the World Bank."""


@lru_cache(maxsize=20_000)
def country_of(code: str, name: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of an area.

    Args:
        code: its code, M49 (with or without zeros in front) or ISO; it decides where it is given.
        name: its name, in any language of the program; a table may have a code here too, or both (`KE: Kenya`).

    Returns:
        the code; `-` for an area that is known and is no country, such as the World; empty where it is not clear.
    """
    found = _by_code(code.strip()) if code.strip() else ""
    if not found and len(code.strip()) > 3:
        found = _by_name(without_code(code)) if len(code) <= LONGEST_NAME else ""  # a column of codes may hold names
    if found or not name.strip() or len(name) > LONGEST_NAME:
        return found
    words = without_code(name)
    if words != name and (found := _by_code(name.partition(":")[0].strip())):
        return found
    return _by_name(words) or (_by_code(name.strip()) if re.fullmatch(r"[A-Z]{2,3}|[0-9]{3}", name.strip()) else "")


def is_area(text: str) -> bool:
    """Whether a text is the name of a country or of another area that is known, in any language of the program."""
    return bool(text.strip()) and len(text) <= LONGEST_NAME and bool(_by_name(text))


def _by_code(code: str) -> str:
    if len(code) > 40:
        return ""
    if ":" in code:
        code = code.partition(":")[0].strip()
    if code.isdecimal():
        return _codes().get(code.zfill(3), "-") if len(code) <= 3 else ""
    if re.fullmatch(r"[A-Za-z]{2}", code):
        # Eurostat and older lists have two codes of their own.
        code = {"EL": "GR", "UK": "GB"}.get(code.upper(), code.upper())
        return code if is_country(code) else ""
    return _codes().get(code.upper(), "")


@cache
def _codes() -> Mapping[str, str]:
    from babel.core import get_global

    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    return {
        code: now[0]
        for code, now in aliases.items()
        if len(code) == 3 and len(now) == 1 and is_country(now[0]) and code not in _FORMER
    }


def _by_name(name: str) -> str:
    return _names().get(_key(name)) or _names().get(_key(_without_brackets(name)), "")


def _without_brackets(name: str) -> str:
    """Return a name without what stands in brackets and says only how a country is governed (`(Republic of)`)."""
    begin = min((at for sign in "([" if (at := name.find(sign)) >= 0), default=-1)
    end = max(name.rfind(")"), name.rfind("]"))
    if begin < 0 or end < begin:
        return name
    inside = set(_words(name[begin : end + 1]))
    known = inside & {"republic", "state", "states", "kingdom", "republique", "republica", "etat", "estado", "reino"}
    return name[:begin] + name[end + 1 :] if known else name


@cache
def _names() -> Mapping[frozenset[str], str]:
    found: dict[frozenset[str], str] = {}
    for name, meant in _all_names():
        key = _key(name)
        # A name that two areas have in two languages means neither.
        found[key] = meant if found.get(key, meant) == meant else ""
    return found | {_key(name): code for name, code in _ALSO.items()}


def _all_names() -> Iterator[tuple[str, str]]:
    import pycountry
    from babel import Locale

    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            yield name, str(code) if is_country(str(code)) else "-"
    yield from _listed()
    for name in _OF_THE_WORLD_BANK:
        yield name, "-"
    for country in pycountry.countries:
        code = country.alpha_2
        if not is_country(code):
            continue
        given = [getattr(country, key, "") for key in ("name", "common_name", "official_name")]
        for name in filter(None, given):
            yield name, code
            for catalogue in _catalogues():
                yield catalogue.gettext(name), code


def _listed() -> Iterator[tuple[str, str]]:
    with (paths.resources() / "area_names.csv").open(encoding="utf-8", newline="") as file:
        yield from ((row["name"], row["code"]) for row in csv.DictReader(file) if is_country(row["code"]))


@cache
def _catalogues() -> list[gettext.NullTranslations]:
    import pycountry

    return [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language.iso or code], fallback=True)
        for code, language in LANGUAGES.items()
        if code != "en"
    ]


def _key(name: str) -> frozenset[str]:
    return frozenset(_words(name))


def _words(name: str) -> list[str]:
    """Return the words of a name that tell countries apart, without accents and in full."""
    plain = fold_loosely(name[:LONGEST_NAME]).replace("'s ", "s ").replace("-", " ")
    said = [full for word in re.split(r"[\W_]+", plain) if word for full in _FULL.get(word, word).split()]
    words = [_without_article(word) for word in said if word not in _SMALL]
    return words or said


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 4 else word
