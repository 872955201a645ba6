"""What was typed and is not accepted, in words: for the check page, the field and the history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind
from desktop.i18n.lists import joined
from desktop.i18n.text_sanitizing import shortened
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry, Value
from desktop.record.unaccepted import key_of
from desktop.record.value_parsing import from_cell, read
from desktop.record.values import display

LOOKED_UP = frozenset({"choice", "choices", "country", "countries", "language", "links", "objectives", "principles"})
"""Types of fields whose answers are chosen from a list."""

MOST = 120
"""Characters of what was typed that are quoted in a sentence."""


@dataclass(frozen=True)
class Typed:
    """One text that a field does not accept.

    Args:
        label: what the field is called, with its column and row where it is a cell of rows.
        text: as it was typed, in one line, cut off where it is long.
        why: why it is not accepted, one sentence.
    """

    label: str
    text: str
    why: str


def typed_in(field: FormField, kept: Value, catalogue: Catalogue) -> Iterator[Typed]:
    """Yield each text that is kept of a field without being accepted."""
    if field.type != "rows" or not isinstance(kept, list):
        yield Typed(_(field.label), shortened(str(kept), MOST), why(field, kept, catalogue))
        return
    for number, row in enumerate(kept, 1):
        for column in field.columns:
            text = row.get(key_of(column.key)) if isinstance(row, dict) else None
            if text:
                label = _("{field}, row {number}, {column}").format(
                    field=_(field.label), number=number, column=_(column.label)
                )
                yield Typed(label, shortened(text, MOST), why(column, text, catalogue))


def sentences(entry: Entry, kind: Kind, name: str, catalogue: Catalogue) -> Iterator[tuple[FormField, str]]:
    """Yield a sentence for each text of an entry that is not accepted, with its field.

    Args:
        name: what the entry is called, in quotation marks.
    """
    for field in kind.fields:
        kept = entry.typed.get(field.key)
        for each in typed_in(field, kept.value, catalogue) if kept is not None else ():
            yield (
                field,
                _("{name}, {field}: “{text}” was typed but is not accepted. {why}").format(
                    name=name, field=each.label, text=each.text, why=each.why
                ),
            )


def why(field: FormField, text: Value, catalogue: Catalogue) -> str:
    """Return why a field does not accept a text, one sentence."""
    if field.type in LOOKED_UP:
        return _("It is not one of the choices.")
    _value, problems = read(field, text, catalogue)
    return problems[0].text if problems else _("Please check it before you continue.")


def told(field: FormField, kept: Value | None, catalogue: Catalogue) -> str:
    """Return what was typed, as the history tells it; empty for nothing."""
    if kept is None:
        return ""
    if field.type == "rows" and isinstance(kept, list):
        return "\n".join(_row(field, row, catalogue) for row in kept if isinstance(row, dict))
    return str(kept)


def _row(field: FormField, row: dict[str, str], catalogue: Catalogue) -> str:
    cells = []
    for column in field.columns:
        if column.key in row:
            cells.append(display(column, from_cell(column, row[column.key]), catalogue))
        elif key_of(column.key) in row:
            cells.append(row[key_of(column.key)])
    return joined(cells)
