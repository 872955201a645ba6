"""How a table lies in its file: which line names the columns, what is said above, and what stands side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.i18n.translation import gettext as _
from desktop.operations.import_entries import CannotImport
from desktop.operations.tables.codes import read_code
from desktop.operations.tables.dimensions import characteristic_of
from desktop.operations.tables.source_options import MOST_CELLS, Raw
from desktop.operations.tables.table import Flaw, Row, Table
from desktop.operations.tables.vocabulary import bare, characteristic, known_names, means_everybody, roles_by_word
from desktop.operations.tables.years import is_period

LOOKED_AT = 60
"""Lines in which the names of the columns are looked for."""
ABOVE = 20
"""Lines above the names that are kept to be looked at."""

_CODE = re.compile(r"[0-9]{1,2}\.[0-9a-z]{1,2}\.[0-9]{1,2}")
_SAID_ABOVE = frozenset({"indicator", "unit", "source", "country", "country_code", "year"})
"""What a line above the names of the columns may say of all rows."""

Record = tuple[int, list[str]]


def arranged(raw: Raw, file: str = "") -> Table:
    """Return the table that the records of a file hold. Raises CannotImport where no line names the columns."""
    records = raw.records
    if not records:
        raise CannotImport(_("The file is empty."))
    place = _place_of_header(records)
    line, header = records[place]
    if any(_CODE.fullmatch(cell.casefold()) for cell in header) and not known_names(header):
        raise CannotImport(_("The first line of the file has no column names. Put them above the values."))
    header, rest = _divided(_trimmed(header), records[place + 1 :])
    _one_line_of_names(line, header, rest)
    rest, below = _without_foot(rest)
    last = len(rest) - 1
    rows = tuple(
        _row(number, cells, len(header), at_end=each == last and not raw.ends and not below)
        for each, (number, cells) in enumerate(rest)
    )
    above = [cells for _number, cells in records[:place][:ABOVE]]
    table = Table(
        tuple(header),
        rows,
        raw,
        file,
        tuple(" ".join(filter(None, each)) for each in above),
        below=below,
        unreached=_unreached(header, rest) if raw.delimiter else (),
    )
    return _with_said(_spread(table), above)


def _without_foot(records: list[Record]) -> tuple[list[Record], tuple[str, ...]]:
    """Return the records without the notes at their end, of which each is one cell of words, and these notes."""
    end = len(records)
    while end > 1 and _is_note([each for each in records[end - 1][1] if each]):
        end -= 1
    return records[:end], tuple(next(filter(None, cells)) for _line, cells in records[end:])


def _is_note(filled: Sequence[str]) -> bool:
    return len(filled) == 1 and any(each.isalpha() for each in filled[0]) and not is_period(filled[0])


def _unreached(header: Sequence[str], records: Sequence[Record]) -> tuple[str, ...]:
    """Return the names under which no row has a cell: a comma within a name may have made two of it."""
    widest = max((len(cells) for _line, cells in records), default=len(header))
    return tuple(header[widest:])


def _place_of_header(records: Sequence[Record]) -> int:
    """Return which record names the columns: the one with most known names, else the first one that is wide enough.

    A line that names columns goes before one of nothing but groups and years: that may be a row, `Total,Both,All,2022`.
    """
    begin = records[:LOOKED_AT]
    filled = [sum(map(bool, cells)) for _line, cells in begin]
    usual = sorted(filled)[len(filled) // 2]
    wide = [count * 10 >= usual * 6 for count in filled]
    marks = [_known(cells) for _line, cells in begin]
    if max(marks) >= 2:
        order = [(wide[at] and known_names(cells) > 1, marks[at]) for at, (_line, cells) in enumerate(begin)]
        order = [each if each[1] >= 2 else (False, 0) for each in order]
        return order.index(max(order))
    return wide.index(True)


def _known(cells: Sequence[str]) -> int:
    names = list(dict.fromkeys(each for each in cells if each))
    if len(names) < 2 or any(re.fullmatch(r"[-+]?[0-9][0-9.,]*%?", each) and not is_period(each) for each in names):
        return 0
    periods = sum(map(is_period, names))
    groups = sum(bool(characteristic_of(each)) or (means_everybody(each) and bool(each)) for each in names)
    parts = [part for each in names if "\\" in each for part in re.split(r"[,\\]", each)]
    return known_names(names) + known_names(parts) + (periods if periods > 1 else 0) + (groups if groups > 1 else 0)


def _trimmed(header: list[str]) -> list[str]:
    while header and not header[-1]:
        header = header[:-1]
    return [" ".join(each.split()) for each in header]


def _divided(header: list[str], records: Sequence[Record]) -> tuple[list[str], list[Record]]:
    """Divide a first column that holds several, as Eurostat writes it: `freq,unit,geo\\TIME_PERIOD`."""
    if not header or "\\" not in header[0]:
        return header, list(records)
    names = header[0].partition("\\")[0].split(",")
    if len(names) == 1:
        return [names[0], *header[1:]], list(records)
    divided = []
    for line, cells in records:
        parts = [part.strip() for part in cells[0].split(",")]
        divided.append((line, [*(parts + [""] * len(names))[: max(len(names), len(parts))], *cells[1:]]))
    return [*(each.strip() for each in names), *header[1:]], divided


def _one_line_of_names(line: int, header: Sequence[str], rest: Sequence[Record]) -> None:
    """Refuse a table whose columns are named in two lines, such as years above sexes: which is which is not clear."""
    if not rest:
        return
    number, below = rest[0]
    names = [*header, *[""] * (len(below) - len(header))]
    unclear = [place for place, each in enumerate(names) if not each or each in names[:place]]
    named = [place for place in unclear if place < len(below) and below[place] and not re.search(r"\d", below[place])]
    if len(named) > 1 and len(named) == sum(1 for place in unclear if place < len(below) and below[place]):
        raise CannotImport(
            _(
                "The column names are on two lines ({first} and {second}). Put them on one line above "
                "the values, or use one row for each value."
            ).format(first=line, second=number)
        )


def _row(line: int, cells: list[str], width: int, *, at_end: bool) -> Row:
    flaw: Flaw = "long" if any(cells[width:]) else "cut" if at_end and len(cells) < width else ""
    return Row(line, (*cells[:width], *[""] * (width - len(cells))), flaw)


@dataclass(frozen=True)
class _Spread:
    """What columns that stand side by side become: the names of new columns, and for each old one their cells."""

    names: tuple[str, ...]
    cells: dict[int, tuple[str, ...]]


def _spread(table: Table) -> Table:
    """Return a table with one figure a row, where it has a column for each year or each group."""
    spread = _years_aside(table.header) or _indicators_aside(table) or _groups_aside(table)
    if spread is None:
        return table
    kept = [place for place in range(len(table.header)) if place not in spread.cells]
    if len(table.rows) * len(spread.cells) * (len(kept) + 2) > MOST_CELLS * 2:
        raise CannotImport(_("The file is too large. Choose fewer indicators or years when you export it."))
    rows: list[Row] = []
    empty = 0
    for row in table.rows:
        start = tuple(row.cells[place] for place in kept)
        figures = [place for place in spread.cells if row.cells[place]]
        empty += len(spread.cells) - len(figures)
        rows += [Row(row.line, (*start, *spread.cells[place], row.cells[place]), row.flaw) for place in figures]
        if not figures and row.flaw:
            rows.append(Row(row.line, (*start, *[""] * (len(spread.names) + 1)), row.flaw))
    header = (*(table.header[place] for place in kept), *spread.names, _("Value"))
    names = tuple(table.header[place] for place in spread.cells)
    return replace(table, header=header, rows=tuple(rows), spread=names, empty_cells=empty)


def _years_aside(header: Sequence[str]) -> _Spread | None:
    years = [place for place, name in enumerate(header) if is_period(name)]
    roles = {roles_by_word().get(bare(name)) for name in header}
    if not years or "value" in roles or (len(years) == 1 and "year" in roles):
        return None
    # Where a column is named for the year besides, it is of something else, and asked for.
    return _Spread((_("Year"),), {place: (header[place],) for place in years})


def _indicators_aside(table: Table) -> _Spread | None:
    places = [place for place, name in enumerate(table.header) if read_code(name, ()).is_code]
    roles = {roles_by_word().get(bare(name)) for name in table.header}
    if not places or "value" in roles or "indicator" in roles:
        return None
    return _Spread((_("Indicator"),), {place: (table.header[place],) for place in places})


def _groups_aside(table: Table) -> _Spread | None:
    header = table.header
    if "value" in {roles_by_word().get(bare(name)) for name in header}:
        return None
    keys = {place: key for place, name in enumerate(header) if (key := characteristic_of(name))}
    totals = [place for place, name in enumerate(header) if name and means_everybody(name)]
    places = [place for place in sorted({*keys, *totals}) if _mostly_figures(table, place)]
    if len(places) < 2 or not any(place in keys for place in places):
        return None
    order = list(dict.fromkeys(keys[place] for place in places if place in keys))
    labels = {"sex": _("Sex"), "age": _("Age"), "location": _("Geographic location")}
    cells = {place: tuple(header[place] if keys.get(place) == key else "" for key in order) for place in places}
    return _Spread(tuple(labels[key] for key in order), cells)


def _mostly_figures(table: Table, place: int) -> bool:
    cells = [row.cells[place] for row in table.rows if row.cells[place]]
    return bool(cells) and sum(any(each.isdigit() for each in cell) for cell in cells) * 2 >= len(cells)


def _with_said(table: Table, above: Sequence[Sequence[str]]) -> Table:
    """Return a table with what is said of all rows above the names of the columns, or by the name of the sheet."""
    found: dict[str, tuple[str, str]] = {}
    for cells in above:
        for role, name, value in _facts(cells):
            found.setdefault(role, (name, value))
    for role, name, value in _facts_of_sheet(table.raw.sheet):
        found.setdefault(role, (name, value))
    there = {roles_by_word().get(bare(each)) or characteristic(bare(each)) for each in table.header}
    added = {name: value for role, (name, value) in found.items() if role not in there}
    if not added:
        return table
    rows = tuple(replace(row, cells=(*row.cells, *added.values())) for row in table.rows)
    return replace(table, header=(*table.header, *added), rows=rows, said=tuple(added))


def _facts(cells: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    filled = list(dict.fromkeys(each for each in cells if each))
    if len(filled) == 1:
        name, sign, value = re.sub("：", ":", filled[0][:400]).partition(":")
        filled = [name.strip(), value.strip()] if sign and value.strip() else filled
    if len(filled) == 2:
        name = bare(filled[0])
        role = roles_by_word().get(name) or ("source" if name == "datasource" else "") or characteristic(name)
        if role in _SAID_ABOVE or characteristic(name):
            yield role, filled[0], filled[1]
            return
    if len(filled) == 1 and read_code(filled[0], ()).is_code:
        yield "indicator", _("Indicator"), filled[0]


def _facts_of_sheet(sheet: str) -> Iterator[tuple[str, str, str]]:
    if read_code(sheet, ()).is_code:
        yield "indicator", _("Indicator"), sheet
    elif key := characteristic_of(sheet):
        yield key, {"sex": _("Sex"), "age": _("Age"), "location": _("Geographic location")}[key], sheet
