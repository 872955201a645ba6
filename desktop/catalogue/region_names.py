"""The names of countries and of languages, by their codes, as CLDR has them; of some countries as the United Nations do.

Babel reads all that is known of a locale for one name; so the names of each language are kept, see `kept_data`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from desktop.catalogue import kept_data

Names = Mapping[str, str]

_OF_THE_UNITED_NATIONS: Mapping[str, Names] = {
    "en": {"CD": "Democratic Republic of the Congo", "CG": "Congo", "CV": "Cabo Verde", "MM": "Myanmar",
           "PS": "State of Palestine"},
    "fr": {"CD": "République démocratique du Congo", "CG": "Congo", "CV": "Cabo Verde", "KG": "Kirghizistan",
           "MM": "Myanmar", "PS": "État de Palestine", "TL": "Timor-Leste"},
    "es": {"MM": "Myanmar", "PS": "Estado de Palestina"},
    "ar": {"CD": "جمهورية الكونغو الديمقراطية", "CG": "الكونغو", "CI": "كوت ديفوار", "CV": "كابو فيردي", "CZ": "تشيكيا",
           "DO": "الجمهورية الدومينيكية", "MM": "ميانمار", "MV": "ملديف", "PS": "دولة فلسطين"},
    "ru": {"CD": "Демократическая Республика Конго", "CG": "Конго", "KG": "Кыргызстан", "MM": "Мьянма",
           "PS": "Государство Палестина", "TL": "Тимор-Лешти"},
    "zh": {"CD": "刚果民主共和国", "CG": "刚果", "PS": "巴勒斯坦国"},
}  # fmt: skip
"""Names in the six languages of the United Nations where CLDR has another: whoever comes from there would miss the
country's own name in the list, and read somebody else's on the cover."""


def territories(language: str) -> Names:
    """Return the names of countries, territories and regions in a language (ISO 639-1), by code."""
    return _names(language)[0]


def of_cldr(language: str) -> Names:
    """Return the names of `territories` as CLDR has them all, such as stand in what was written elsewhere."""
    return _names(language)[2]


def languages(language: str) -> Names:
    """Return the names of languages in a language (ISO 639-1), by code."""
    return _names(language)[1]


@cache
def _names(language: str) -> tuple[Names, Names, Names]:
    of_countries, of_languages = _kept(language)
    return {**of_countries, **_OF_THE_UNITED_NATIONS.get(language, {})}, of_languages, of_countries


def _kept(language: str) -> tuple[Names, Names]:
    key = _source_of(language)
    found = kept_data.kept(f"names-{language}", key) if key else None
    if isinstance(found, list) and len(found) == 2 and all(isinstance(each, dict) for each in found):
        return found[0], found[1]
    from babel import Locale

    locale = Locale(language)
    names = dict(locale.territories), dict(locale.languages)
    if key:
        kept_data.keep(f"names-{language}", key, names)
    return names


def _source_of(language: str) -> str:
    """Return what tells the data of one version of Babel from that of another, without importing it."""
    spec = find_spec("babel")
    if spec is None or spec.origin is None:
        return ""
    try:
        about = (Path(spec.origin).parent / "locale-data" / f"{language}.dat").stat()
    except OSError:  # packed into a frozen program
        return ""
    return f"{spec.origin} {about.st_size} {about.st_mtime_ns}"
