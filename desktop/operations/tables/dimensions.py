"""What the dimensions of the SDG database say: which cells mean everybody, and how a group is called."""

from __future__ import annotations

import re

from desktop.catalogue.language import N_
from desktop.catalogue.language import gettext as _

_EVERYBODY = frozenset(
    {
        "",
        "_t",
        "_z",
        "all",
        "allage",
        "allarea",
        "all ages",
        "all areas",
        "all age ranges or no breaks by age",
        "bothsex",
        "both sexes",
        "both sexes or no breakdown by sex",
        "no breakdown",
        "total",
        "total (national level)",
        "total or no breakdown",
    }
)
"""What a dimension says of a figure that is not broken down by it."""

_AGES = re.compile(r"(?P<first>[0-9]{1,3})\s*[-–]\s*(?P<last>[0-9]{1,3})\s*y?", re.IGNORECASE)
_UNDER = re.compile(r"<\s*(?P<last>[0-9]{1,3})\s*y?", re.IGNORECASE)
_FROM = re.compile(r"(?:(?P<first>[0-9]{1,3})\s*\+|>=\s*(?P<other>[0-9]{1,3}))\s*y?", re.IGNORECASE)
_GROWN = 18
"""Years: who is younger is a girl or a boy."""

_UNITS = {
    "percent": N_("Per cent"),
    "%": N_("Per cent"),
    "percentage": N_("Per cent"),
    "number": N_("Number"),
    "usd": N_("US dollars"),
    "con_usd": N_("Constant US dollars"),
    "cu_usd": N_("Current US dollars"),
    "index": N_("Index"),
    "score": N_("Score"),
    "per_100000_pop": N_("Per 100,000 population"),
    "per_100000_emp": N_("Per 100,000 workers"),
}
"""Codes of units and their English names, as the units of the catalogue are written."""


def is_everybody(cell: str) -> bool:
    """Whether a cell of a dimension says that the figure is not broken down by it."""
    return " ".join(cell.split()).casefold() in _EVERYBODY


def belongs_to_name(key: str, cell: str, name: str) -> bool:
    """Whether a cell says only what the English name of the indicator says already.

    The indicator on registered births is about children under five: its age `<5Y` is no group of it.
    """
    name = name.casefold().replace("–", "-")
    if key == "sex":
        return cell.casefold() == "female" and "women" in name and re.search(r"\b(men|boys)\b", name) is None
    if key != "age":
        return False
    if found := _AGES.fullmatch(cell):
        return f"{found['first']}-{found['last']} years" in name
    if found := _UNDER.fullmatch(cell):
        return f"under {found['last']} years" in name
    if found := _FROM.fullmatch(cell):
        return f"{found['first'] or found['other']} years and older" in name
    return False


def group_name(key: str, cell: str, age: str = "") -> str:
    """Return what a group is called, in the language spoken; a code that is not known stays as it is.

    Args:
        key: the characteristic.
        age: the age of the same row: whoever is under eighteen is called a girl or a boy.
    """
    word = cell.casefold()
    if key == "sex" and word in ("female", "f", "male", "m"):
        return _sex(word.startswith("f"), young=0 < _oldest(age) <= _GROWN)
    if key == "age":
        return _age(cell)
    if key == "location" and word in ("urban", "rural"):
        return _("urban") if word == "urban" else _("rural")
    return cell


def _sex(female: bool, *, young: bool) -> str:
    if young:
        return _("girls") if female else _("boys")
    return _("women") if female else _("men")


def _age(cell: str) -> str:
    if found := _AGES.fullmatch(cell):
        return f"{found['first']}–{found['last']}"
    if found := _UNDER.fullmatch(cell):
        return _("under {age}").format(age=found["last"])
    if found := _FROM.fullmatch(cell):
        return _("{age} and over").format(age=found["first"] or found["other"])
    return cell


def _oldest(age: str) -> int:
    """Return the age in years up to which a group goes, 0 where that is not said."""
    found = _AGES.fullmatch(age) or _UNDER.fullmatch(age)
    return int(found["last"]) if found else 0


def unit_of(cell: str, unit: str) -> str:
    """Return the unit to be written beside a value, empty where it is that of the indicator.

    Args:
        cell: the code of the database or a unit in words.
        unit: the unit of the indicator, in English.
    """
    said = _UNITS.get(cell.casefold(), cell)
    ours, theirs = unit.casefold(), said.casefold()
    if ours == theirs or (ours, theirs) == ("people", "number"):
        return ""
    # “Per cent of GDP” is per cent; “Per cent, and number of children” may be either.
    either = " or " in ours or ", " in ours
    return "" if theirs == "per cent" and ours.startswith("per cent") and not either else _(said)
