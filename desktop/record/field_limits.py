"""The limits of a field in words: how long and how many its answers can be, and between which numbers."""

from __future__ import annotations

from desktop.catalogue.definitions import FormField
from desktop.i18n.translation import gettext as _


def limits_said(field: FormField) -> list[str]:
    """Return a sentence for each limit of a field."""
    said = (
        (field.min_length, _("Minimum number of characters: {count}.")),
        (field.max_length, _("Maximum number of characters: {count}.")),
        (field.max_items, _("Maximum number of answers: {count}.")),
    )
    limits = [text.format(count=count) for count, text in said if count]
    if field.minimum is not None:
        limits.append(_("Not less than {number}.").format(number=field.minimum))
    if field.maximum is not None:
        limits.append(_("Not more than {number}.").format(number=field.maximum))
    return limits
