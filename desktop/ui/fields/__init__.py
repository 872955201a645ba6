"""One widget for each type of field; which one is decided by the definition alone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.catalogue.definitions import FormField
from desktop.catalogue.forms_reader import current
from desktop.ui.fields.base import FieldWidget, FormContext
from desktop.ui.fields.choices import FEW, CheckField, ComboField, CountryField, LanguageField, SideBySide
from desktop.ui.fields.dates import DateField, YearField
from desktop.ui.fields.files import FileField
from desktop.ui.fields.pickers import PickField
from desktop.ui.fields.rows import RowsField
from desktop.ui.fields.texts import LineField, LongTextField

__all__ = ["FieldWidget", "FormContext", "make_field"]

MANY = 12
"""From so many options on, several are picked from a list instead of ticked in boxes."""

_WIDGETS: dict[str, type[FieldWidget]] = {
    "text": LineField,
    "long_text": LongTextField,
    "date": DateField,
    "year": YearField,
    "number": LineField,
    "email": LineField,
    "country": CountryField,
    "countries": PickField,
    "language": LanguageField,
    "objectives": PickField,
    "principles": CheckField,
    "links": PickField,
    "yes_no": SideBySide,
    "file": FileField,
}


def make_field(
    definition: FormField, context: FormContext | None = None, parent: QWidget | None = None, *, in_row: bool = False
) -> FieldWidget:
    """Return the widget for a field.

    Args:
        parent: what it will stand in: Qt tells all that is in a widget when this comes to stand in another one.
        in_row: it stands in a narrow cell, where choices go into a list instead of side by side.
    """
    context = context or FormContext(current())
    if definition.type == "rows":
        return RowsField(definition, context, lambda column, within: make_field(column, within, in_row=True), parent)
    if definition.type == "choice":
        side_by_side = len(definition.options) <= FEW and not definition.open and not in_row
        return (SideBySide if side_by_side else ComboField)(definition, context, parent)
    if definition.type == "choices":
        return (PickField if len(definition.options) > MANY else CheckField)(definition, context, parent)
    return _WIDGETS[definition.type](definition, context, parent)
