"""Which column of a table of values is what."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.language import N_
from desktop.catalogue.language import gettext as _
from desktop.operations.tables.numbers import Mark
from desktop.operations.tables.table import Table

BY = "by:"
"""Begins the role of a dimension: `by:sex`, or `by:` and the country's own word."""

ROLES = {
    "indicator": N_("Indicator"),
    "series": N_("Series"),
    "year": N_("Year"),
    "value": N_("Value"),
    "country": N_("Country or area"),
    "country_code": N_("Code of the country or area"),
    "unit": N_("Unit"),
    "source": N_("Source"),
    "estimate": N_("Estimated or counted"),
    "note": N_("Note"),
}
"""What a column can be besides a dimension, with what people call it. Only `note` can be said of more than one."""

NEEDED = ("indicator", "year", "value")

_HEADERS = {
    "indicator": ("indicatorcode", "sdgindicator"),
    "series": ("seriesdescription", "series", "seriescode"),
    "year": ("timeperiod", "time", "period", "annee", "ano"),
    "value": ("obsvalue", "figure", "valeur", "valor"),
    "country": ("geoareaname", "countryname", "country", "area", "areaname", "pays", "pais"),
    "country_code": ("geoareacode", "countrycode", "areacode", "m49", "refarea", "iso2", "iso3"),
    "unit": ("units", "unitmeasure"),
    "estimate": ("nature",),
    "note": ("footnote", "footnotes", "comment", "comments"),
}
"""Names of columns without marks and spaces, the better one first; the labels of the form are known besides."""

_NO_GROUPS = frozenset({"reportingtype", "observationstatus", "unitmultiplier", "unitsmultiplier", "freq", "frequency"})
"""Columns in square brackets that say how a figure was made, not for whom it stands."""


@dataclass(frozen=True)
class Mapping:
    """Which column of a table is what.

    Args:
        columns: the role of each column: one of `ROLES`, `by:` with a characteristic or a word; empty when not used.
        area: which of `ValuePlan.areas` is the country; empty where its name or code says it.
        decimal: the decimal sign of the values; empty where the column shows it.
    """

    columns: tuple[str, ...]
    area: str = ""
    decimal: Mark = ""

    def place(self, role: str) -> int | None:
        """Return where the column of a role is, from 0; None when there is none."""
        return self.columns.index(role) if role in self.columns else None


def suggest(table: Table, catalogue: Catalogue) -> Mapping:
    """Return what each column seems to be, by its name; what nobody knows is not used.

    Of two columns for one thing the first by the better name is taken. A column in square brackets is a dimension.
    """
    names = [_bare(name) for name in table.header]
    columns = [""] * len(names)
    for role, words in _words_of_roles(catalogue).items():
        found = [place for word in words for place, name in enumerate(names) if name == word and not columns[place]]
        for place in found if role == "note" else found[:1]:
            columns[place] = role
    groups = _words_of_groups(catalogue)
    for place, name in enumerate(names):
        if not columns[place] and name not in _NO_GROUPS and names.index(name) == place:
            columns[place] = groups.get(name) or _own_group(table.header[place])
    return Mapping(tuple(columns))


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _words_of_roles(catalogue: Catalogue) -> dict[str, list[str]]:
    fields = {each.key: each for each in catalogue.kind("value").fields}
    words = {}
    for role in ROLES:
        labels = [role, fields[role].label, _(fields[role].label)] if role in fields else []
        words[role] = [*(_bare(each) for each in labels), *_HEADERS.get(role, ())]
    return words


def _words_of_groups(catalogue: Catalogue) -> dict[str, str]:
    return {
        _bare(word): BY + each.key
        for each in catalogue.characteristics
        for word in (each.key, each.label, _(each.label), *each.aliases)
    }


def _own_group(name: str) -> str:
    inside = re.fullmatch(r"\[\s*(.+?)\s*\]", name)
    return BY + inside[1] if inside else ""


def errors_of(table: Table, mapping: Mapping) -> list[str]:
    """Return a sentence for each thing that keeps a table from being read with these columns."""
    if len(mapping.columns) != len(table.header):
        return [_("The file has other columns now than when it was looked at. Open it again.")]
    if not table.rows:
        return [_("The file has a header and no rows below it.")]
    errors = [
        _("Say which column is this: {role}.").format(role=_(ROLES[role]))
        for role in NEEDED
        if role not in mapping.columns
    ]
    counts = Counter(role for role in mapping.columns if role in ROLES and role != "note")
    return errors + [
        _("More than one column is said to be this: {role}.").format(role=_(ROLES[role]))
        for role, count in counts.items()
        if count > 1
    ]
