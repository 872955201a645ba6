"""The names of countries and of languages, by their codes, as CLDR has them.

Babel reads all that is known of a locale for one name; so the names of each language are kept, see `kept_data`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from desktop.catalogue import kept_data

Names = Mapping[str, str]


def territories(language: str) -> Names:
    """Return the names of countries, territories and regions in a language (ISO 639-1), by code."""
    return _names(language)[0]


def languages(language: str) -> Names:
    """Return the names of languages in a language (ISO 639-1), by code."""
    return _names(language)[1]


@cache
def _names(language: str) -> tuple[Names, Names]:
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
