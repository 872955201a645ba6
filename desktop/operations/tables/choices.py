"""What somebody says of the columns of a table on the command line: `Form=by`, `3=value`, `Extra=out`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.lists import joined
from desktop.i18n.older_words import every_wording
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.operations.import_entries import CannotImport
from desktop.operations.tables.column_mapping import BY, ROLES, ColumnMapping
from desktop.operations.tables.table import Table
from desktop.operations.tables.vocabulary import bare

OUT = "out"


def with_columns(mapping: ColumnMapping, table: Table, catalogue: Catalogue, said: Iterable[str]) -> ColumnMapping:
    """Return a mapping in which some columns are what somebody says.

    Raises:
        CannotImport: a column or a role is not known; every one is named.
    """
    columns, errors = list(mapping.columns), []
    for each in said:
        name, sign, role = each.rpartition("=")
        place = _place(table, name.strip())
        meant = _role(role.strip(), table, place, catalogue)
        if not sign or place is None:
            errors.append(
                _("The table has no column “{column}”. It has: {known}.").format(
                    column=one_line(name if sign else each, 60),
                    known=joined(one_line(table.name(at), 40) for at in range(len(table.header))),
                )
            )
        elif meant is None:
            errors.append(
                _("“{role}” is not a role that a column can have. Known roles: {known}.").format(
                    role=one_line(role, 60), known=joined([*ROLES, "by", f"{BY}sex", OUT])
                )
            )
        else:
            # What was only found out gives way to what somebody says.
            if meant in ROLES and meant != "note":
                columns = ["" if other == meant else other for other in columns]
            columns[place] = meant
    if errors:
        raise CannotImport(errors[0], tuple(errors))
    return replace(mapping, columns=tuple(columns), same=tuple(at for at in mapping.same if not columns[at]))


def _place(table: Table, name: str) -> int | None:
    if name in table.header:
        return table.header.index(name)
    names = [bare(each) for each in table.header]
    if bare(name) and bare(name) in names:
        return names.index(bare(name))
    number = int(name) - 1 if name.isdecimal() and len(name) < 6 else -1
    return number if 0 <= number < len(table.header) else None


def _role(role: str, table: Table, place: int | None, catalogue: Catalogue) -> str | None:
    word = role.casefold()
    if word == OUT:
        return ""
    if word in ROLES:
        return word
    if word in ("by", BY) and place is not None:
        return BY + " ".join(table.name(place).strip("[] ").split())
    if word.startswith(BY) and role[len(BY) :].strip():
        key = role[len(BY) :].strip()
        known = {
            bare(name): each.key
            for each in catalogue.characteristics
            for name in (each.key, *every_wording(each.label))
        }
        return BY + known.get(bare(key), key)
    return None
