"""How answers are called in documents, where the form speaks to whoever fills it in."""

from __future__ import annotations

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.record.carry_over import KIND, OF_KIND
from desktop.record.entry import Entry
from desktop.record.submission import Submission
from desktop.record.values import display

_SPOKEN = {"Language of your texts": N_("Language"), "Second language of your texts": N_("Second language")}


def label_of(field: FormField) -> str:
    """Return the label of a field as a document has it, in the language spoken: nothing in it speaks to its reader."""
    return _(_SPOKEN.get(field.label, field.label))


def tells_where_from(field: FormField) -> bool:
    """Return whether a field says where an entry comes from, which the report tells in its annex."""
    return field.section == "file" and field.key in ("language", "external_id", "source")


def answer_of(field: FormField, entry: Entry, catalogue: Catalogue, submission: Submission) -> str:
    """Return an answer as a document has it: what names a form by its key is named as the form is."""
    value = entry.value(field.key)
    if entry.kind == KIND and field.key == OF_KIND and isinstance(value, str) and value in catalogue.kinds:
        return _(catalogue.kind(value).label)
    return display(field, value, catalogue, submission)
