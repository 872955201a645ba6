"""What the dimensions of a table say: which cells mean everybody, and how a group is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from desktop.i18n.older_words import every_wording
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations.tables.vocabulary import LONGEST_NAME, bare, means_everybody, place_of, sex_of, without_code

_YEARS_OLD = r"\s*(?:y|yrs?|years?(?: old)?|ans|años|лет|года|سنة|岁|歲)?"
_AGES = re.compile(
    r"(?:ages?\s|aged\s|from\s|de\s|от\s|من\s)?y?(?P<first>[0-9]{1,3})\s*(?:[-–—t]|to|à|a|до|إلى|至)\s*(?P<last>[0-9]{1,3})"
    + _YEARS_OLD,
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"(?:<|under|below|less than|moins de|menores? de|menos de|до|أقل من|y_lt)\s*(?P<last>[0-9]{1,3})" + _YEARS_OLD,
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"(?:(?P<first>[0-9]{{1,3}}){_YEARS_OLD}\s*(?:\+|and (?:over|older|above)|et plus|ou plus|y más|o más|и старше|"
    rf"فأكثر|及以上|以上)|(?:>=|y_?ge)\s*(?P<other>[0-9]{{1,3}})){_YEARS_OLD}",
    re.IGNORECASE,
)
_GROWN = 18
"""Years: who is younger is a girl or a boy."""

_UNITS = {
    N_("Per cent"): (
        "percent", "per cent", "%", "pt", "pc_act", "pc_pop", "٪", "％", "pct", "pc", "percentage", "pour cent", "pourcentage", "en %",
        "por ciento", "porcentaje", "في المائة", "نسبة مئوية", "النسبة المئوية", "процент", "проценты", "в процентах",
        "проц", "百分比", "百分之",
    ),
    N_("Number"): (
        "number", "numbers", "nombre", "número", "العدد", "عدد", "число", "единиц", "数目", "数量", "persons", "people", "per", "count",
        "personnes", "personas", "أشخاص", "человек", "чел", "人", "人数",
    ),
    N_("US dollars"): ("usd",),
    N_("Constant US dollars"): ("con_usd",),
    N_("Current US dollars"): ("cu_usd",),
    N_("Index"): ("index", "indice", "índice", "индекс", "指数", "مؤشر"),
    N_("Score"): ("score",),
    N_("Per 100,000 population"): ("per_100000_pop",),
    N_("Per 100,000 workers"): ("per_100000_emp",),
}  # fmt: skip
"""English names of units, as the units of the catalogue are written, with the words and codes that tables have."""


@cache
def _units() -> Mapping[str, str]:
    return {_bare_unit(word): name for name, words in _UNITS.items() for word in (name, *words)}


def _bare_unit(text: str) -> str:
    return bare(text) or text.strip()


def _said_everywhere(unit: str) -> frozenset[str]:
    return frozenset(map(_bare_unit, every_wording(unit)))


def is_everybody(cell: str, key: str = "") -> bool:
    """Whether a cell of a dimension says that the figure is not broken down by it."""
    return means_everybody(cell, key)


def characteristic_of(cell: str) -> str:
    """Return the characteristic of which a text names a group: `sex`, `age` or `location`, empty for any other text."""
    text = without_code(cell).strip()
    if not text or len(text) > LONGEST_NAME:
        return ""
    if len(text) > 1 or not text.isascii():
        if sex_of(text):
            return "sex"
        if place_of(text):
            return "location"
    return "age" if len(text) > 2 and _age_of(text) is not None else ""


def belongs_to_name(key: str, cell: str, name: str) -> bool:
    """Whether a cell says only what the English name of the indicator says already.

    The indicator on registered births is about children under five: its age `<5Y` is no group of it.
    """
    name = name.casefold().replace("–", "-")
    if key == "sex":
        return sex_of(cell) == "female" and "women" in name and re.search(r"\b(men|boys)\b", name) is None
    found = _age_of(without_code(cell)) if key == "age" else None
    if found is None:
        return False
    first, last = found
    if first and last:
        return f"{first}-{last} years" in name
    return f"under {last} years" in name if last else f"{first} years and older" in name


def sexes_of(cells: Iterable[str]) -> Mapping[str, str]:
    """Return what the letters of a column of sexes mean.

    `M` is a man beside `F` and a woman beside `H`: of these two languages have one letter for both. Alone it is nothing.
    """
    letters = {cell.strip().casefold() for cell in cells if len(cell.strip()) == 1}
    if "h" in letters and "f" not in letters:
        return {"h": "male", "m": "female"} if "m" in letters else {}
    if "f" in letters:
        return {"f": "female", "m": "male"} | ({"h": "male"} if "h" in letters else {})
    return {}


def group_name(key: str, cell: str, age: str = "", letters: Mapping[str, str] | None = None) -> str:
    """Return what a group is called, in the language spoken; a code that is not known stays as it is.

    Args:
        key: the characteristic.
        age: the age of the same row: whoever is under eighteen is called a girl or a boy.
        letters: what single letters mean in this column, see `sexes_of`.
    """
    text = without_code(cell, key).strip()
    if key == "sex":
        sex = (letters or {}).get(text.casefold()) or sex_of(text)
        return _sex(sex, young=0 < _oldest(age) <= _GROWN) if sex else text
    if key == "age":
        return _age(text)
    if key == "location" and (place := place_of(text)):
        return _("urban") if place == "urban" else _("rural")
    return text


def _sex(sex: str, *, young: bool) -> str:
    if sex in ("girls", "boys") or young:
        return _("girls") if sex in ("girls", "female") else _("boys")
    return _("women") if sex == "female" else _("men")


def _age_of(cell: str) -> tuple[str, str] | None:
    """Return the first and the last year of an age group, each empty where it is open; None for any other text."""
    text = cell.strip()
    if len(text) > LONGEST_NAME:
        return None
    if found := _AGES.fullmatch(text):
        return found["first"], found["last"]
    if found := _UNDER.fullmatch(text):
        return "", found["last"]
    if found := _FROM.fullmatch(text):
        return found["first"] or found["other"], ""
    return None


def _age(cell: str) -> str:
    found = _age_of(cell)
    if found is None:
        return cell
    first, last = found
    if first and last:
        return f"{first}–{last}"
    return _("under {age}").format(age=last) if last else _("{age} and over").format(age=first)


def _oldest(age: str) -> int:
    """Return the age in years up to which a group goes, 0 where that is not said."""
    found = _age_of(without_code(age))
    return int(found[1]) if found and found[1] else 0


def unit_of(cell: str, unit: str) -> str:
    """Return the unit to be written beside a value, empty where it is that of the indicator.

    Args:
        cell: the code of the database or a unit in words, in any of the six languages.
        unit: the unit of the indicator, in English.
    """
    words = without_code(cell)
    plain = _bare_unit(words)
    if plain in _said_everywhere(unit):
        return ""
    said = _units().get(plain, words)
    ours, theirs = unit.casefold(), said.casefold()
    if (ours, theirs) == ("people", "number"):
        return ""
    return "" if theirs == "per cent" and ours.startswith("per cent") and not is_either(unit) else _(said)


def is_either(unit: str) -> bool:
    """Whether a unit of an indicator stands for two: “Per cent, and number of children”, other than “Per cent of GDP”."""
    return unit.startswith("Per cent") and (" or " in unit or ", " in unit)


def units() -> list[str]:
    """Return the English names of the units that are known."""
    return list(_UNITS)
