"""What is wrong in a file of the forms, in sentences for whoever edits it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.catalogue.yaml_document import Document, Place, quoted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _

if TYPE_CHECKING:
    from pydantic import ValidationError

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


def flaws_in(data: Any, error: ValidationError, file: str, base: Place = ()) -> list[Flaw]:
    """Return what pydantic found in the data of a file, one flaw for each place.

    Where a value may be of several kinds and is of none, pydantic says of each kind why not: that is one flaw.
    """
    found: dict[Place, list[Mapping[str, Any]]] = {}
    for each in error.errors(include_url=False):
        found.setdefault(_place_in(data, each), []).append(each)
    return [
        Flaw(
            file,
            (*base, *place),
            _in_words(each[0]) if len(each) == 1 else _("this kind of value cannot be used here."),
        )
        for place, each in found.items()
    ]


def _place_in(data: Any, error: Mapping[str, Any]) -> Place:
    """Return the place of an error without the names of the kinds that a value could be of."""
    place: list[str | int] = []
    for step in error["loc"]:
        if (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int) and step < len(data)
        ):
            data = data[step]
        elif not (error["type"] == "missing" and isinstance(data, dict)):
            break
        place.append(step)
    return tuple(place)


def _in_words(error: Mapping[str, Any]) -> str:
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
