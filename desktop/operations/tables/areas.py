"""Which country a row of a table is about: by the code of the United Nations (M49), by an ISO code, or by its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from desktop.catalogue.language import LANGUAGES
from desktop.record.reading import is_country

_FORMER = frozenset({"230", "249", "278", "280", "720", "736", "886"})
"""M49 codes of countries as they were in other borders (Ethiopia, France, Germany, Yemen, Sudan); they are nobody's."""
_IN_BRACKETS = re.compile(r"\s*[\[(][^\])]*\b(republic|state|states|kingdom)\b[^\])]*[\])]", re.IGNORECASE)


def country_of(code: str, name: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of an area.

    Args:
        code: its code, M49 (with or without zeros in front) or ISO; it decides where it is given.
        name: its name, in any of the six languages.

    Returns:
        the code; `-` for an area that is known and is no country, such as the World; empty where it is not clear.
    """
    found = _by_code(code.strip()) if code.strip() else ""
    return found or (_by_name(name) if name.strip() else "")


def _by_code(code: str) -> str:
    if code.isdecimal():
        return _codes().get(code.zfill(3), "-")
    if re.fullmatch(r"[A-Za-z]{2}", code):
        return code.upper() if is_country(code.upper()) else ""
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
    return _names().get(_plain(name)) or _names().get(_plain(_IN_BRACKETS.sub("", name)), "")


@cache
def _names() -> Mapping[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            meant = str(code) if is_country(str(code)) else "-"
            # A name that two areas have in two languages means neither.
            found[_plain(name)] = meant if found.get(_plain(name), meant) == meant else ""
    return found


def _plain(name: str) -> str:
    """Return a name without accents, marks and the words that lists of countries put in different places."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(each))
    said = re.sub(r"[^\w]+", " ", bare.replace("&", " and ")).split()
    return " ".join("saint" if each == "st" else each for each in said if each != "the")
