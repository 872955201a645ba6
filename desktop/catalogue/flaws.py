"""What is wrong in a file of the forms, in sentences for whoever edits it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.catalogue.yaml_document import Document, Place, quoted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _

LONGEST_FLAW = 1_000
"""Characters of what is wrong; a list of everything that would be right is part of it."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong in a file of the forms: the file below `forms/`, the place in it and one sentence."""

    file: str
    place: Place
    text: str


def sentence(flaw: Flaw, document: Document) -> str:
    """Return a flaw with its file, line and field."""
    line, field = document.line(flaw.place), document.name(flaw.place)
    file, problem = quoted(flaw.file), one_line(flaw.text, LONGEST_FLAW)
    if not field:
        return _("{file}, line {line}: {problem}").format(file=file, line=line, problem=problem)
    return _("{file}, line {line}, {field}: {problem}").format(
        file=file, line=line, field=one_line(field), problem=problem
    )


def in_words(error: Mapping[str, Any]) -> str:
    """Return what pydantic found, as a sentence for whoever edits the file."""
    sort, context = error["type"], error.get("ctx", {})
    match sort:
        case "extra_forbidden":
            return _("this field is not known here.")
        case "missing":
            return _("this field is missing.")
        case "string_type":
            return _("this must be text; put it in quotation marks.")
        case "int_type" | "int_from_float":
            return _("this must be a whole number.")
        case "bool_type":
            return _("this must be true or false.")
        case "tuple_type" | "list_type":
            return _("this must be a list.")
        case "dict_type" | "model_type":
            return _("this must contain fields.")
        case "literal_error":
            return _("this must be one of: {known}.").format(known=context.get("expected", ""))
        case "string_pattern_mismatch":
            return _("this is not valid; it must match the pattern {pattern}.").format(
                pattern=context.get("pattern", "")
            )
    return _("this cannot be used: {reason}.").format(reason=error["msg"])
