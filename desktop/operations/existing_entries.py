"""What an import says of an entry that is there already: its title, and what differs."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.lists import separated
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.entry import Entry, Value
from desktop.record.values import display, short_title
from desktop.record.written_numbers import looks_like_number

NAMED = 6
"""Fields that a sentence names at most."""


def differing(entry: Entry, answers: Mapping[str, Value], catalogue: Catalogue) -> list[FormField]:
    """Return the fields in which what a source brings differs from an entry that is there."""
    return [
        each
        for each in catalogue.kind(entry.kind).fields
        if not _same(entry.value(each.key), answers.get(each.key)) and (each.key in answers or entry.kind == "value")
    ]


def there_already(entry: Entry, answers: Mapping[str, Value], catalogue: Catalogue, key: str = "") -> str:
    """Return a sentence on an entry that is there already, with what differs in the source.

    Args:
        key: by what it was found again, such as its id.
    """
    title = one_line(short_title(entry, catalogue))
    title = _("{title} [{id}]").format(title=title, id=one_line(key, 60)) if key else title
    fields = differing(entry, answers, catalogue)
    if not fields:
        return _("“{title}” already exists, with no differences.").format(title=title)
    return _("“{title}” already exists and differs in: {differing}.").format(
        title=title,
        differing=separated(_difference(each, entry, answers, catalogue) for each in fields[:NAMED])
        + ("…" if len(fields) > NAMED else ""),
    )


def _difference(field: FormField, entry: Entry, answers: Mapping[str, Value], catalogue: Catalogue) -> str:
    def shown(value: Value | None) -> str:
        return "–" if value is None else one_line(display(field, value, catalogue), 60)

    return _("{field}: “{there}” here, “{brought}” in the file").format(
        field=_(field.label), there=shown(entry.value(field.key)), brought=shown(answers.get(field.key))
    )


def _same(one: Value | None, other: Value | None) -> bool:
    if isinstance(one, str) and isinstance(other, str) and looks_like_number(one) and looks_like_number(other):
        return Decimal(one) == Decimal(other)
    return one == other
