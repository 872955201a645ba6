"""What stands beside a figure: the status of its observation, and by what it is to be multiplied.

Source: the code list CL_OBS_STATUS of SDMX (version 2.2), and the flags of Eurostat, which follow it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations.tables.vocabulary import bare, is_estimated
from desktop.record.written_numbers import looks_like_number

_USUAL = frozenset(
    {
        "",
        "a",
        "normal",
        "normalvalue",
        "valeurnormale",
        "valornormal",
        "final",
        "official",
        "definitivo",
        "definitif",
        "окончательные",
    }
)
_ESTIMATED = frozenset({"e", "i", "estimatedvalue", "imputed", "imputedvalue", "valueimputedbyareceivingagency"})
_MISSING = frozenset({"m", "l", "o", "q", "missing", "missingvalue", "missingvaluedatacannotexist", "notavailable"})


_WORDS = frozenset(
    bare(word)
    for word in (
        "provisional", "preliminary", "revised", "forecast", "unreliable", "low reliability", "break in time series",
        "break in series", "confidential", "not significant", "definition differs", "experimental", "unvalidated",
        "provisoire", "révisé", "semi-définitif", "définitif", "prévision", "preliminar", "revisado", "definitivo",
        "مؤقت", "أولي", "نهائي", "منقح", "предварительные", "предварительная оценка", "уточненные", "окончательные",
        "прогноз", "初步", "暂定", "修订", "最终", "预测",
    )
)  # fmt: skip
_MEANINGS = {
    "p": N_("provisional"),
    "b": N_("break in the series"),
    "f": N_("forecast"),
    "u": N_("low reliability"),
    "d": N_("another definition"),
    "r": N_("revised"),
    "n": N_("not significant"),
}


@dataclass(frozen=True)
class Status:
    """What the status of an observation means for its entry."""

    estimated: bool = False
    note: str = ""


def status_of(cell: str) -> Status:
    """Return what a status says: whether the figure was estimated, else what a reader must know of it."""
    if not cell:
        return Status()
    code, sign, words = cell.partition(":")
    plain = {bare(code), bare(words) if sign else bare(code)}
    if plain & _ESTIMATED or (len(cell) > 1 and is_estimated(words or code)):
        return Status(estimated=True)
    if plain & _USUAL:
        return Status()
    known = _MEANINGS.get(code.strip().casefold()) if not sign else None
    return Status(note=_("Observation status: {status}").format(status=_(known) if known else one_line(cell, 60)))


def is_status(cell: str) -> bool:
    """Whether a cell is a status that an observation can have: a letter or two, or a word for it."""
    code, sign, words = cell.partition(":")
    plain = bare(words if sign else code)
    known = _USUAL | _ESTIMATED | _MISSING | _WORDS
    return len(code.strip()) <= 3 or plain in known or is_estimated(words or code) or plain.endswith(("est", "value"))


def is_missing(cell: str) -> bool:
    """Whether a status says that there is no value."""
    return bool(cell) and bare(cell.partition(":")[0]) in _MISSING


_POWERS = {
    0: ("units", "unit", "ones", "unités", "unité", "unidades", "unidad", "единицы", "个"),
    1: ("tens",),
    2: ("hundreds",),
    3: ("thousands", "thousand", "milliers", "miles", "тысячи", "тыс", "آلاف", "千"),
    4: ("万",),
    6: ("millions", "million", "millones", "миллионы", "млн", "ملايين", "百万"),
    9: ("billions", "billion", "milliards", "миллиарды", "млрд", "مليارات", "十亿"),
}
_BY_WORD = {bare(word): power for power, words in _POWERS.items() for word in words}


def speaks_of_power(text: str) -> bool:
    """Whether a text has a word for thousands or more in it, such as `millions of US dollars`."""
    return any(_BY_WORD.get(bare(word), 0) >= 3 for word in re.split(r"\W+", text[:200]) if len(word) > 2)


def multiplied(number: str, cell: str) -> str | None:
    """Return a number multiplied by what a column says: a power of ten (`6`, `6: Millions`) or a word (`Thousands`).

    None where it is not clear what is said.
    """
    code = cell.partition(":")[0].strip()
    if not code:
        return number
    power = int(code) if re.fullmatch(r"-?[0-9]{1,2}", code) else _BY_WORD.get(bare(code))
    if power is None or not -9 <= power <= 15:
        return None
    if power == 0:
        return number
    found = format(Decimal(number).scaleb(power), "f")
    return found if looks_like_number(found) else None
