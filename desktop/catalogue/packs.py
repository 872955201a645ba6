"""Data packs: a file that replaces a part of the forms, without a new release of the program.

A pack is one YAML file. Its head says what it is, with version, standing and source; below it stands only what is
different: a whole list (indicators, recommendations, groupings, characteristics, rules, the policy questions), single
texts (objectives, principles) or single fields of a form (kinds).

A pack is data from outside. It speaks for its own texts only, what it claims is told as its claim (see `brought`), and
to read one, or to compare it with the forms, changes nothing but the value that is returned.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, TypeVar

from pydantic import ValidationError

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.cross_validation import cross_validate
from desktop.catalogue.definitions import (
    FormField,
    Hint,
    Kind,
    Objective,
    Pack,
    Principle,
)
from desktop.catalogue.examples import joined
from desktop.catalogue.field_translations import MARK
from desktop.catalogue.file_limits import LARGEST
from desktop.catalogue.flaws import Flaw, flaws_in, sentence
from desktop.catalogue.forms_errors import FormsError, raise_when
from desktop.catalogue.pack_limits import unbounded
from desktop.catalogue.pack_shapes import Head, KindChange, ObjectiveChange, PackFile
from desktop.catalogue.pack_texts import HeadText, Translations, brought, claimed, text_of, texts_in
from desktop.catalogue.parts import Parts, assembled
from desktop.catalogue.shape import plain
from desktop.catalogue.validation import validated
from desktop.catalogue.yaml_document import Document, Place, Unreadable, quoted
from desktop.i18n.translation import LANGUAGES, holes
from desktop.i18n.translation import gettext as _

_Thing = TypeVar("_Thing", Objective, Principle)

WHOLE = (
    "groupings",
    "cycles",
    "indicators",
    "characteristics",
    "policy",
    "recommendations",
    "review",
    "rules",
    "hints",
)
LINES = frozenset({"text", "long_text", "email"})
"""Types of fields whose answers are text, so that one can take the place of the other."""

UNTOUCHED = frozenset({("evidence", "private")})
"""Kind and key of fields that no pack takes away or asks otherwise: what they keep inside has to stay there."""

NEEDED = frozenset(
    {
        ("assessment", "rating"),
        ("follow_up", "state"),
        ("indicator", "answer"),
        ("pledge", "nature"),
        ("policy_answer", "answer"),
        ("submission", "country"),
        ("submission", "cycle"),
        ("submission", "language"),
        ("value", "indicator"),
        ("value", "value"),
        ("value", "year"),
    }
)
"""Kind and key of fields that pages, charts and imports of the program ask for by name."""

_NOT_CHANGED = frozenset({"data_pack"})
"""Forms that no pack changes: what is kept there says which packs are used, and what somebody confirmed of them."""


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

    @cached_property
    def fingerprint(self) -> str:
        """What tells this file from every other, whatever they call themselves: `1A2B 3C4D …`, of its SHA-256."""
        return fingerprint_of(hashlib.sha256(self.content).hexdigest())


def fingerprint_of(sha256: str) -> str:
    """Return half of a SHA-256 (64 hexadecimal digits) in groups that people can compare."""
    digits = sha256[:32].upper()
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def read_pack(content: bytes, name: str) -> DataPack:
    """Read a pack by itself. Raises FormsError, with file, line and field of each flaw in `details`."""
    if len(content) > LARGEST:
        raise FormsError(_("{file} is too large for a data pack.").format(file=quoted(name)))
    try:
        document = Document(content.decode("utf-8-sig"), outside=True)
    except UnicodeDecodeError as error:
        raise FormsError(_("{file} cannot be read as text.").format(file=quoted(name))) from error
    except Unreadable as error:
        raise FormsError(
            _("{file}, line {line}: {problem}").format(file=quoted(name), line=error.line, problem=error.text)
        ) from error
    if not isinstance(document.data, dict) or "pack" not in document.data:
        raise FormsError(_("{file} is not a data pack: it has no section named “pack”.").format(file=quoted(name)))
    raise_when([sentence(replace(flaw, file=name), document) for flaw in unbounded(document.data)])
    try:
        held = validated(document.data, PackFile)
    except ValidationError as error:
        raise_when([sentence(flaw, document) for flaw in flaws_in(document.data, error, name)])
        raise
    return DataPack(name, content, held, document)


def with_pack(parts: Parts, pack: DataPack) -> Parts:
    """Return the forms with what the pack replaces.

    Raises:
        FormsError: what the pack says does not go together with the rest of the forms.
    """
    flaws = list(_unknown(parts, pack.held))
    raise_when([sentence(replace(flaw, file=pack.name), pack.document) for flaw in flaws])
    bring = partial(brought, translations=pack.held.translations, pack=pack.head.label)
    kinds: dict[str, Kind] = dict(parts.kinds)
    for key, change in pack.held.kinds.items():
        kinds[key], found = _changed_kind(parts.kinds[key], change, pack)
        flaws += [replace(flaw, place=("kinds", key, *flaw.place)) for flaw in found]
    raise_when([sentence(replace(flaw, file=pack.name), pack.document) for flaw in flaws])
    new = parts._replace(
        pack=_changed_head(parts.pack, pack.head, pack.held.translations),
        sources={**parts.sources, **pack.held.sources},
        objectives=tuple(_changed(each, pack.held.objectives, pack) for each in parts.objectives),
        principles=tuple(_changed(each, pack.held.principles, pack) for each in parts.principles),
        kinds=kinds,
        examples=joined(parts.examples, bring(pack.held.examples)),
        **{name: bring(part) for name in WHOLE if (part := getattr(pack.held, name)) is not None},
    )
    if pack.held.hints is None:
        new = new._replace(hints=tuple(_fitting(new.hints, kinds)))
    if new.policy.key not in {each.key for each in new.indicators}:
        # The thirty questions have a page of their own in every cycle, and their indicator gives them their name.
        questions = tuple(each for each in parts.indicators if each.key == new.policy.key)
        new = new._replace(indicators=(*new.indicators, *questions))
    catalogue = assembled(new)
    raise_when([_placed(flaw, catalogue, pack) for flaw in cross_validate(catalogue)])
    return new


def _fitting(hints: tuple[Hint, ...], kinds: Mapping[str, Kind]) -> Iterator[Hint]:
    """Yield hints of the program as far as the forms of a pack still have their fields: one that is gone asks nothing."""
    for hint in hints:
        known = {each.key for each in kinds[hint.kind].fields}
        if hint.beside in known:
            kept = {name: tuple(key for key in getattr(hint, name) if key in known) for name in ("fields", "unless")}
            yield hint.changed(**kept)


def _unknown(parts: Parts, held: PackFile) -> Iterator[Flaw]:
    for name, things in (("objectives", parts.objectives), ("principles", parts.principles)):
        known = {each.number for each in things}
        seen: set[int] = set()
        for place, change in enumerate(getattr(held, name)):
            if change.number not in known:
                text = _("“{key}” does not exist here, so it cannot be changed.").format(key=quoted(change.number))
                yield Flaw("", (name, place, "number"), text)
            if change.number in seen:
                yield Flaw("", (name, place, "number"), _("“{key}” is used twice.").format(key=quoted(change.number)))
            seen.add(change.number)
    named: set[str] = set()
    for place, example in enumerate(held.examples):
        if example.key in named:
            yield Flaw("", ("examples", place, "key"), _("“{key}” is used twice.").format(key=quoted(example.key)))
        named.add(example.key)
    for key in held.kinds:
        if key not in parts.kinds:
            yield Flaw("", ("kinds", key), _("there is no form “{key}” that can be changed.").format(key=quoted(key)))
        elif key in _NOT_CHANGED:
            yield Flaw("", ("kinds", key), _("packs cannot change this form."))
    for key, source in held.sources.items():
        if key in parts.sources and parts.sources[key] != source:
            yield Flaw(
                "",
                ("sources", key),
                _("the forms already have a different source with this name; choose another name."),
            )
    if held.policy is not None and held.policy.earlier:
        yield Flaw("", ("policy", "earlier"), _("only the program can mark something as coming from earlier forms."))
    yield from _translations(held)


def _translations(held: PackFile) -> Iterator[Flaw]:
    own = texts_in(held) | {held.pack.source}
    for code, texts in held.translations.items():
        if code == "en":
            yield Flaw(
                "",
                ("translations", code),
                _("the texts of a pack are in English already and need no English translation."),
            )
        elif code not in LANGUAGES:
            yield Flaw("", ("translations", code), _("Pledgebook does not have this language."))
        for text, said in texts.items():
            place: Place = ("translations", code, text)
            if text not in own:
                # The program speaks for itself, and so do the forms that ship with it.
                yield Flaw("", place, _("this text is not in the pack."))
            elif holes(text) != holes(said):
                yield Flaw("", place, _("the words in curly brackets must be the same as in English."))


def _changed_head(pack: Pack, head: Head, translations: Translations) -> Pack:
    texts = ["forum", "caution", "rating_help"]
    said: dict[str, Any] = {}
    if head.cycle:  # the forms of a cycle of their own, and no longer a part of the shipped ones
        said = {"cycle": head.cycle, "key": head.key, "version": head.version}
        texts.append("label")
    for key in texts:
        if text := getattr(head, key):
            said[key] = HeadText(text, text_of(text, translations).translations, head.label)
    return pack.changed(**said)


def _changed(thing: _Thing, changes: tuple[Any, ...], pack: DataPack) -> _Thing:
    change = next((each for each in changes if each.number == thing.number), None)
    if change is None:
        return thing
    said: dict[str, Any] = {}
    for key in change.said().keys() - {"number"}:
        value = getattr(change, key)
        if isinstance(value, dict):
            said[key] = {**getattr(thing, key), **value}
        elif isinstance(value, str):
            said[key] = text_of(value, pack.held.translations)
        elif value is not None:
            said[key] = brought(value, pack.held.translations, pack.head.label)
    for key in ("title", "heading", "label", "name"):
        said |= _claims(thing, change, key, pack.head.label)
    if isinstance(thing, Objective) and isinstance(change, ObjectiveChange):
        # A new title is the heading too, unless the pack has one of its own.
        kept = {language: text for language, text in thing.heading.items() if language not in change.title}
        said["heading"] = {**kept, **change.heading}
    return thing.changed(**said)


def _claims(thing: Any, change: Any, key: str, pack: str) -> dict[str, Any]:
    """Return the standings of texts in several languages, those of which a pack says anything as its claim.

    Also where it says nothing of the standing itself: what was seen is not the text that stands there now.
    """
    standing = f"{key}_standing"
    languages = {*getattr(change, key, ()), *getattr(change, standing, ())}
    if not languages:
        return {}
    there = {**getattr(thing, standing), **getattr(change, standing)}
    return {standing: there | {each: claimed(there[each], pack) for each in languages if each in there}}


def _changed_kind(kind: Kind, change: KindChange, pack: DataPack) -> tuple[Kind, list[Flaw]]:
    translations, name = pack.held.translations, pack.head.label
    flaws: list[Flaw] = []
    fields = {each.key: each for each in kind.fields}
    asked = dict(fields)
    for place, key in enumerate(change.remove):
        if key not in fields:
            flaws.append(Flaw("", ("remove", place), _("there is no field “{key}”.").format(key=quoted(key))))
        if (kind.key, key) not in UNTOUCHED:
            fields.pop(key, None)
    seen: set[str] = set()
    each: Any  # a shape that is made from that of a field
    for place, each in enumerate(change.fields):
        if each.key in seen:
            flaws.append(Flaw("", ("fields", place, "key"), _("“{key}” is used twice.").format(key=each.key)))
        seen.add(each.key)
        if (kind.key, each.key) in UNTOUCHED:
            continue
        # By text and back, as the forms are read: strict, and a list for a tuple.
        there = fields.get(each.key)
        old = plain(there) if there else {}
        said = {key: value for key, value in plain(each).items() if key != "after"}
        whole = {**old, **said}
        try:
            new = validated(whole, FormField)
        except ValidationError as error:
            flaws += flaws_in(whole, error, "", ("fields", place))
            continue
        found = [*_of_the_program(new), *_otherwise(asked.get(each.key), new)]
        flaws += [replace(flaw, place=("fields", place, *flaw.place)) for flaw in found]
        new = brought(new, translations, name)
        if there is not None:
            # What the pack does not speak of stays as it is, with what it bears.
            kept = {key: getattr(there, key) for key in FormField.names if key not in {*said, "standing"}}
            new = new.changed(**kept)
        if each.after and each.after not in fields:
            problem = _("there is no field “{key}”.").format(key=quoted(each.after))
            flaws.append(Flaw("", ("fields", place, "after"), problem))
        fields = _put(fields, new, each.after)
    for place, key in enumerate(change.remove):
        if (kind.key, key) in NEEDED and key not in fields:
            flaws.append(Flaw("", ("remove", place), _("the program itself needs this field.")))
    sections = {each.key: each for each in (*kind.sections, *brought(change.sections, translations, name))}
    said = {key: text_of(value, translations) for key in ("label", "plural", "help", "empty")
            if (value := getattr(change, key)) is not None}  # fmt: skip
    if "label" in said:
        said["unnamed"] = ""  # it says the label that was
    if said or change.standing:
        said["standing"] = claimed(change.standing or kind.standing, name)
    if change.source is not None:
        said["source"] = change.source
    said |= {"fields": tuple(fields.values()), "sections": tuple(sections.values())}
    return kind.changed(**said), flaws


def _of_the_program(field: FormField) -> Iterator[Flaw]:
    """Yield a flaw where a field says of itself what only the program says: that it is a twin."""
    if field.twin_of or field.language or MARK in field.key:
        yield Flaw("", ("key",), _("a text in another language is added by the program, not by a pack."))
    for place, each in enumerate(field.columns):
        for flaw in _of_the_program(each):
            yield replace(flaw, place=("columns", place, *flaw.place))


def _otherwise(old: FormField | None, new: FormField) -> Iterator[Flaw]:
    """Yield a flaw where a field is answered in another way than before.

    What was answered would not fit it, and could be neither shown nor exported.
    """
    if old is None:
        return
    if old.type != new.type and not {old.type, new.type} <= LINES:
        problem = _("an existing field cannot change its type; give the new field another key.")
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
        return _("{file}: with this pack, {part} is no longer correct: {problem}").format(
            file=quoted(pack.name), part=flaw.file, problem=flaw.text
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
    if name == "examples" and flaw.place:
        key = catalogue.examples[int(flaw.place[0])].key
        for place, example in enumerate(held.examples):
            if example.key == key:
                return (name, place, *flaw.place[1:])
    if name.startswith("kinds/") and flaw.place[:1] == ("fields",):
        key = name.removeprefix("kinds/")
        field = catalogue.kinds[key].fields[int(flaw.place[1])].key
        each: Any
        for place, each in enumerate(held.kinds[key].fields if key in held.kinds else ()):
            if each.key == field:
                return ("kinds", key, "fields", place, *flaw.place[2:])
    return None
