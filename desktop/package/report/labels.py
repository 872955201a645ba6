"""How answers are called in documents, where the form speaks to whoever fills it in."""

from __future__ import annotations

from desktop.catalogue.definitions import FormField
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _

_SPOKEN = {"Language of your texts": N_("Language"), "Second language of your texts": N_("Second language")}


def label_of(field: FormField) -> str:
    """Return the label of a field as a document has it, in the language spoken: nothing in it speaks to its reader."""
    return _(_SPOKEN.get(field.label, field.label))


def tells_where_from(field: FormField) -> bool:
    """Return whether a field says where an entry comes from, which the report tells in its annex."""
    return field.section == "file" and field.key in ("language", "external_id", "source")
