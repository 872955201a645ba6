"""What is wrong with what stands in a field or a cell, as it is said beside it and marked."""

from __future__ import annotations

from desktop.i18n.lists import sentences
from desktop.record.entry import Value
from desktop.record.entry_state import last_problems_of
from desktop.record.values import heaviest_of, problems_of
from desktop.ui.fields.base import FieldWidget
from desktop.ui.fields.texts import LongTextField

_LASTING = ("long", "many", "piled")
"""What more letters cannot mend: it is told while somebody types, all else when the field is left."""

_COUNTED = ("long", "short", "dense")
"""What the count below a text says already."""


def judged(widget: FieldWidget, kept: Value | None = None, *, told: bool = False) -> tuple[str, str]:
    """Return what is wrong in sentences, and how much that weighs; both empty where nothing is.

    Args:
        told: something is said to be wrong already; it stays until it is mended.
        kept: the answer that is written down. Others ask for it too, and what was found of it is remembered; what is typed
            is another text with each letter.
    """
    is_typed = widget.is_typed and not told
    text = "" if is_typed else widget.problem()
    if text:
        return text, "blocks"
    value, field = widget.value(), widget.definition
    if value is None:
        return "", ""
    found = (last_problems_of if value is kept else problems_of)(field, value)
    problems = [each for each in found if each.code in _LASTING or not is_typed]
    said = [each for each in problems if not (isinstance(widget, LongTextField) and each.code in _COUNTED)]
    return sentences(each.text for each in said), heaviest_of(field, problems)
