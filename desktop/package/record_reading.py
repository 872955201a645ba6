"""Reading the text of a record, and saying in plain sentences what is wrong with it and where."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.unicode_form import piled_up
from desktop.record.strict_json import NotJsonError, read_json

_HALF = re.compile("[\ud800-\udfff]")


class NotReadableError(ValueError):
    """The bytes are no JSON that we take; the text is a sentence."""


def read_record(content: bytes) -> Any:
    """Read the JSON of a record strictly, and without half characters (see `strict_json`).

    Raises:
        NotReadableError: with a sentence that names the line where there is one.
    """
    try:
        data, text = read_json(content)
    except NotJsonError as error:
        raise NotReadableError(_refusal(error)) from error
    # What stands in escapes is looked at as what it stands for.
    if piled_up(json.dumps(data, ensure_ascii=False) if "\\u" in text else text):
        place = next(_texts_with(piled_up, data), ())
        raise NotReadableError(_("{where}: no program could show this text.").format(where=where(place, data)))
    # Only an escape can bring half a character into a text that was valid UTF-8.
    if re.search(r"\\u[dD][89a-fA-F]", text) and (path := next(_broken(data), None)) is not None:
        raise NotReadableError(_half_sentence(path, data))
    return data


def _refusal(error: NotJsonError) -> str:
    match error.why:
        case "too_large":
            return _("The data file is too large to be read.")
        case "not_utf8":
            return _("The data file is not text in UTF-8.")
        case "malformed":
            return _("The data file is not well-formed JSON: line {line} cannot be read.").format(line=error.line)
        case "too_deep":
            return _("The data file is nested too deeply to be read.")
        case "twice":
            return _("The data file contains “{key}” twice in one place.").format(key=one_line(error.key))
        case "number":
            return _("The data file contains a number that is too large.")


def broken_texts(data: Any) -> list[str]:
    """Return a sentence for each text with half of a character (a lone surrogate), which no file can hold."""
    return [_half_sentence(path, data) for path in _broken(data)]


def _half_sentence(path: tuple[int | str, ...], data: Any) -> str:
    return _("{where}: the text contains an incomplete character.").format(where=where(path, data))


def _broken(data: Any) -> Iterator[tuple[int | str, ...]]:
    return _texts_with(lambda text: _HALF.search(text) is not None, data)


def _texts_with(
    fault: Callable[[str], bool], data: Any, path: tuple[int | str, ...] = ()
) -> Iterator[tuple[int | str, ...]]:
    """Yield the place of each text that has a fault, names of fields among them."""
    if isinstance(data, str):
        if fault(data):
            yield path
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _texts_with(fault, key, path)
            yield from _texts_with(fault, value, (*path, str(key)))
    elif isinstance(data, list | tuple):
        for number, value in enumerate(data):
            yield from _texts_with(fault, value, (*path, number))


def entry_words(number: int, kind: str, entry_id: str) -> str:
    """Return the words that name an entry in a sentence, such as `Entry 4 (pledge 3f2a90c1)`."""
    return _("Entry {number} ({kind} {id})").format(number=number, kind=_readable(kind), id=_readable(entry_id)[:8])


def sentence(error: Mapping[str, Any], data: Any) -> str:
    """Return the sentence for one error of the model.

    Args:
        error: as `ValidationError.errors()` gives it.
        data: what was read, to name the entry.
    """
    path = tuple(part for part in error["loc"] if part != "[key]")
    sort = str(error["type"])
    if sort in ("missing", "extra_forbidden"):
        *inside, name = path
        text = _("{where}: “{name}” is missing.") if sort == "missing" else _("{where}: “{name}” is not known.")
        return text.format(where=where(tuple(inside), data), name=_readable(name))
    return _("{where}: {problem}.").format(where=where(path, data), problem=_problem(sort, error))


def _problem(sort: str, error: Mapping[str, Any]) -> str:
    if sort == "value":
        return str(error["msg"])
    if sort.startswith("string_type"):
        return _("it must be text")
    if sort.startswith("int"):
        return _("it must be a whole number")
    if sort.startswith("bool"):
        return _("it must be true or false")
    if sort == "list_type":
        return _("it must be a list")
    if sort in ("dict_type", "model_type", "model_attributes_type"):
        return _("it must be an object")
    if sort in ("greater_than_equal", "less_than_equal"):
        return _("the number is out of range")
    return _("it does not follow the schema of the data file")


def where(path: tuple[int | str, ...], data: Any) -> str:
    """Return the words that say where in a record something stands."""
    match path:
        case ("entries", int(number), *rest):
            words = entry_words(number + 1, _at(data, "entries", number, "kind"), _at(data, "entries", number, "id"))
            rest = rest[1:] if rest[:1] == ["answers"] else rest
        case ("attachments", int(number), *rest):
            words = _("Attached file {number}").format(number=number + 1)
        case ("revisions", int(number), "changes", int(change), *rest):
            words = _("History, step {number}, change {change}").format(number=number + 1, change=change + 1)
        case ("revisions", int(number), *rest):
            words = _("History, step {number}").format(number=number + 1)
        case (str(name), *rest):
            words, rest = _("The data file"), [name, *rest]
        case _:
            return _("The data file")
    if not rest:
        return words
    field = ".".join(_readable(part) for part in rest if part != "value") or "value"
    return _("{where}, field “{field}”").format(where=words, field=field)


def _at(data: Any, *path: int | str) -> str:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return "?"
    return str(data)


def _readable(text: object) -> str:
    return one_line(text, 80)
