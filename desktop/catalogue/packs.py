"""Data packs: a file that replaces a part of the forms, without a new release of the program.

A pack is one YAML file. Its head says what it is, with version, standing and source; below it stands only what is
different: a whole list (indicators, recommendations, groupings, characteristics, rules, the policy questions), single
texts (objectives, principles) or single fields of a form (kinds).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from desktop.catalogue import language
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.crossing import crossed
from desktop.catalogue.definitions import (
    FormField,
    Kind,
    Objective,
    Pack,
    Principle,
)
from desktop.catalogue.document import Document, Place, Unreadable
from desktop.catalogue.flaws import Flaw, in_words, sentence
from desktop.catalogue.language import gettext as _
from desktop.catalogue.pack_shapes import Head, KindChange, PackFile
from desktop.catalogue.parts import Parts, assembled
from desktop.catalogue.problems import FormsError, raise_when

_Thing = TypeVar("_Thing", Objective, Principle)

WHOLE = ("groupings", "indicators", "characteristics", "policy", "recommendations", "review", "rules")
LINES = frozenset({"text", "long_text", "email"})
"""Types of fields whose answers are text, so that one can take the place of the other."""

LARGEST = 5_000_000
"""Bytes; a pack is text that somebody wrote."""


@dataclass(frozen=True)
class DataPack:
    """A pack that was read and whose shape is right.

    Args:
        name: of its file, for the errors.
        content: its bytes as they are.
    """

    name: str
    content: bytes
    held: PackFile
    document: Document

    @property
    def head(self) -> Head:
        """What the pack says of itself."""
        return self.held.pack


def read_pack(content: bytes, name: str) -> DataPack:
    """Read a pack by itself. Raises FormsError, with file, line and field of each flaw in `details`."""
    if len(content) > LARGEST:
        raise_when([_("{file} is too large for a data pack.").format(file=name)])
    try:
        document = Document(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FormsError(_("{file} cannot be read as text.").format(file=name)) from error
    except Unreadable as error:
        raise FormsError(
            _("{file}, line {line}: {problem}").format(file=name, line=error.line, problem=error.text)
        ) from error
    if not isinstance(document.data, dict) or "pack" not in document.data:
        raise FormsError(_("{file} is no data pack: it has no head named “pack”.").format(file=name))
    try:
        held = TypeAdapter(PackFile).validate_json(json.dumps(document.data), strict=True)
    except ValidationError as error:
        raise_when([sentence(Flaw(name, each["loc"], in_words(each)), document) for each in error.errors()])
        raise
    return DataPack(name, content, held, document)


def with_pack(parts: Parts, pack: DataPack) -> Parts:
    """Return the forms with what the pack replaces.

    Raises:
        FormsError: what the pack says does not go together with the rest of the forms.
    """
    flaws = list(_unknown(parts, pack.held))
    raise_when([sentence(replace(flaw, file=pack.name), pack.document) for flaw in flaws])
    kinds: dict[str, Kind] = dict(parts.kinds)
    for key, change in pack.held.kinds.items():
        kinds[key], found = _changed_kind(parts.kinds[key], change)
        flaws += [replace(flaw, place=("kinds", key, *flaw.place)) for flaw in found]
    raise_when([sentence(replace(flaw, file=pack.name), pack.document) for flaw in flaws])
    new = replace(
        parts,
        pack=_changed_head(parts.pack, pack.head),
        sources={**parts.sources, **pack.held.sources},
        objectives=tuple(_changed(each, pack.held.objectives) for each in parts.objectives),
        principles=tuple(_changed(each, pack.held.principles) for each in parts.principles),
        kinds=kinds,
        **{name: part for name in WHOLE if (part := getattr(pack.held, name)) is not None},
    )
    if new.policy.key not in {each.key for each in new.indicators}:
        # The thirty questions have a page of their own in every cycle, and their indicator gives them their name.
        questions = tuple(each for each in parts.indicators if each.key == new.policy.key)
        new = replace(new, indicators=(*new.indicators, *questions))
    catalogue = assembled(new)
    raise_when([_placed(flaw, catalogue, pack) for flaw in crossed(catalogue)])
    for code, texts in pack.held.translations.items():
        language.add(code, texts)
    return new


def _unknown(parts: Parts, held: PackFile) -> Iterator[Flaw]:
    for name, things in (("objectives", parts.objectives), ("principles", parts.principles)):
        known = {each.number for each in things}
        seen: set[int] = set()
        for place, change in enumerate(getattr(held, name)):
            if change.number not in known:
                text = _("there is no “{key}” here that could be changed.").format(key=change.number)
                yield Flaw("", (name, place, "number"), text)
            if change.number in seen:
                yield Flaw("", (name, place, "number"), _("“{key}” is there twice.").format(key=change.number))
            seen.add(change.number)
    for key in held.kinds:
        if key not in parts.kinds:
            yield Flaw("", ("kinds", key), _("there is no form “{key}” that could be changed.").format(key=key))
    for code in held.translations:
        if code not in language.LANGUAGES:
            yield Flaw("", ("translations", code), _("the program does not speak this language."))
    for code, texts in held.translations.items():
        for text, said in texts.items():
            if language.holes(text) != language.holes(said):
                problem = _("the words in curly brackets must be the same as in English.")
                yield Flaw("", ("translations", code, text), problem)


def _changed_head(pack: Pack, head: Head) -> Pack:
    said = {key: value for key in ("cycle", "forum", "caution", "rating_help") if (value := getattr(head, key))}
    if head.cycle:  # the forms of a cycle of their own, and no longer a part of the shipped ones
        said |= {"key": head.key, "version": head.version, "label": head.label}
    return pack.model_copy(update=said)


def _changed(thing: _Thing, changes: tuple[Any, ...]) -> _Thing:
    change = next((each for each in changes if each.number == thing.number), None)
    if change is None:
        return thing
    said: dict[str, Any] = {}
    for key in change.model_fields_set - {"number"}:
        value = getattr(change, key)
        said[key] = {**getattr(thing, key), **value} if isinstance(value, dict) else value
    return thing.model_copy(update=said)


def _changed_kind(kind: Kind, change: KindChange) -> tuple[Kind, list[Flaw]]:
    flaws: list[Flaw] = []
    fields = {each.key: each for each in kind.fields}
    asked = dict(fields)
    for place, key in enumerate(change.remove):
        if key not in fields:
            flaws.append(Flaw("", ("remove", place), _("there is no field “{key}”.").format(key=key)))
        fields.pop(key, None)
    seen: set[str] = set()
    each: Any  # a shape that is made from that of a field
    for place, each in enumerate(change.fields):
        if each.key in seen:
            flaws.append(Flaw("", ("fields", place, "key"), _("“{key}” is there twice.").format(key=each.key)))
        seen.add(each.key)
        # By text and back, as the forms are read: strict, and a list for a tuple.
        old = fields[each.key].model_dump(mode="json") if each.key in fields else {}
        said = json.loads(each.model_dump_json(include=each.model_fields_set - {"after"}))
        try:
            new = TypeAdapter(FormField).validate_json(json.dumps({**old, **said}), strict=True)
        except ValidationError as error:
            flaws += [Flaw("", ("fields", place, *e["loc"]), in_words(e)) for e in error.errors(include_url=False)]
            continue
        flaws += [replace(flaw, place=("fields", place, *flaw.place)) for flaw in _otherwise(asked.get(each.key), new)]
        if each.after and each.after not in fields:
            problem = _("there is no field “{key}”.").format(key=each.after)
            flaws.append(Flaw("", ("fields", place, "after"), problem))
        fields = _put(fields, new, each.after)
    sections = {each.key: each for each in (*kind.sections, *change.sections)}
    said = {key: value for key in ("label", "plural", "help", "empty", "standing", "source")
            if (value := getattr(change, key)) is not None}  # fmt: skip
    said |= {"fields": tuple(fields.values()), "sections": tuple(sections.values())}
    return kind.model_copy(update=said), flaws


def _otherwise(old: FormField | None, new: FormField) -> Iterator[Flaw]:
    """Yield a flaw where a field is answered in another way than before.

    What was answered would not fit it, and could be neither shown nor exported.
    """
    if old is None:
        return
    if old.type != new.type and not {old.type, new.type} <= LINES:
        problem = _("a field that exists is still answered in the same way; give the new one another key.")
        yield Flaw("", ("type",), problem)
    columns = {each.key: each for each in old.columns}
    for place, each in enumerate(new.columns):
        for flaw in _otherwise(columns.get(each.key), each):
            yield replace(flaw, place=("columns", place, *flaw.place))


def _put(fields: Mapping[str, FormField], new: FormField, after: str) -> dict[str, FormField]:
    """Return the fields with a new or changed one in its place: where it was, after another, or last in its section."""
    if new.key in fields and not after:
        return {**fields, new.key: new}
    rest = [each for key, each in fields.items() if key != new.key]
    places = [
        place for place, each in enumerate(rest) if each.key == after or (not after and each.section == new.section)
    ]
    at = places[-1] + 1 if places else len(rest)
    return {each.key: each for each in (*rest[:at], new, *rest[at:])}


def _placed(flaw: Flaw, catalogue: Catalogue, pack: DataPack) -> str:
    """Return a flaw of the forms as a sentence about the line of the pack that it comes from."""
    place = _place_in_pack(flaw, catalogue, pack.held)
    if place is None:
        return _("{file}: with this pack, {part} does not hold any more: {problem}").format(
            file=pack.name, part=flaw.file, problem=flaw.text
        )
    return sentence(Flaw(pack.name, place, flaw.text), pack.document)


def _place_in_pack(flaw: Flaw, catalogue: Catalogue, held: PackFile) -> Place | None:
    name = flaw.file.removesuffix(".yaml")
    if name in WHOLE and getattr(held, name) is not None:
        return (name, *flaw.place)
    if name in ("objectives", "principles") and flaw.place:
        number = getattr(catalogue, name)[flaw.place[0]].number
        for place, change in enumerate(getattr(held, name)):
            if change.number == number:
                return (name, place, *flaw.place[1:])
    if name.startswith("kinds/") and flaw.place[:1] == ("fields",):
        key = name.removeprefix("kinds/")
        field = catalogue.kinds[key].fields[int(flaw.place[1])].key
        each: Any
        for place, each in enumerate(held.kinds[key].fields if key in held.kinds else ()):
            if each.key == field:
                return ("kinds", key, "fields", place, *flaw.place[2:])
    return None
