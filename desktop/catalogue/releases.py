"""Who sees an answer, over all the forms that a submission has used: the strictest that was ever said holds.

A field that was internal yesterday has answers, and a history, that somebody wrote because they stay. Other forms may
say otherwise of the field, take it out or bring one of its name back; what leaves is widened by a person only, who has
seen the name of the field.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from desktop.catalogue.definitions import FormField, Kind, Release
from desktop.i18n.translation import N_

STRICTNESS: Mapping[str, int] = {"released": 0, "on_signing": 1, "internal": 2}

Spot = tuple[str, str, str]
"""Kind, field and column; the column is empty for the field itself."""

Releases = Mapping[Spot, Release]

LEAVES = N_("Because of a data pack used here, packages include this answer. Somebody has confirmed that.")
"""The help of a field that was widened: its own would still say that it stays."""


@dataclass(frozen=True)
class Widening:
    """A field or column whose answers would leave though they stay now, or leave with more than they do now.

    Args:
        spot: which one.
        before, after: who sees it.
    """

    spot: Spot
    before: Release
    after: Release


def stricter(one: Release, other: Release) -> Release:
    """Return the stricter one of two."""
    return one if STRICTNESS[one] >= STRICTNESS[other] else other


def said_by(kinds: Mapping[str, Kind]) -> dict[Spot, Release]:
    """Return what forms say of each field and column; a column is as strict as its field."""
    found: dict[Spot, Release] = {}
    for kind in kinds.values():
        for field in kind.fields:
            found.update({spot: release for spot, _field, release in _spots(kind.key, field)})
    return found


def strictest(one: Releases, *others: Releases) -> dict[Spot, Release]:
    """Return the strictest that is said of each field and column."""
    found = dict(one)
    for other in others:
        for spot, release in other.items():
            found[spot] = stricter(found.get(spot, release), release)
    return found


def widenings(before: Releases, kinds: Mapping[str, Kind], confirmed: Container[Spot] = ()) -> list[Widening]:
    """Return every field and column of new forms that would let out more than what was said before, in their order."""
    found: list[Widening] = []
    for kind in kinds.values():
        for field in kind.fields:
            for spot, each, release in _spots(kind.key, field):
                was = _was(before, spot, each, confirmed)
                if STRICTNESS[was] > STRICTNESS[release]:
                    found.append(Widening(spot, was, release))
    return found


def _spots(kind: str, field: FormField) -> Iterator[tuple[Spot, FormField, Release]]:
    yield (kind, field.key, ""), field, field.release
    for column in field.columns:
        yield (kind, field.key, column.key), column, stricter(field.release, column.release)


def _was(before: Releases, spot: Spot, field: FormField, confirmed: Container[Spot]) -> Release:
    """Return what was said of a field, and of those whose answers an import would put into it."""
    was = before.get(spot, "released")
    if spot not in confirmed:
        kind, key, column = spot
        for each in field.legacy_keys:
            name = (kind, key, each) if column else (kind, each, "")
            was = stricter(was, before.get(name, "released"))
    return was


def holding(kinds: Mapping[str, Kind], strict: Releases, confirmed: Container[Spot] = ()) -> dict[str, Kind]:
    """Return forms in which each field and column is as strict as was said of it.

    Args:
        confirmed: what was widened here by somebody; the help says so.
    """
    return {key: _kind(kind, strict, confirmed) for key, kind in kinds.items()}


def is_confirmed(kinds: Mapping[str, Kind], spot: Spot) -> bool:
    """Whether a field or column of forms is one that somebody widened."""
    kind, key, column = spot
    fields = kinds[kind].fields if kind in kinds else ()
    return any(
        each.help == LEAVES
        for field in fields
        if field.key == key
        for each in (field.columns if column else (field,))
        if each.key == (column or key)
    )


def _kind(kind: Kind, strict: Releases, confirmed: Container[Spot]) -> Kind:
    fields = tuple(_held(each, (kind.key, each.key, ""), strict, confirmed) for each in kind.fields)
    return kind if fields == kind.fields else kind.changed(fields=fields)


def _held(field: FormField, spot: Spot, strict: Releases, confirmed: Container[Spot]) -> FormField:
    said: dict[str, object] = {}
    release = stricter(field.release, _was(strict, spot, field, confirmed))
    if release != field.release:
        said["release"] = release
    if spot in confirmed:
        said["help"] = LEAVES
    columns = tuple(_held(each, (spot[0], spot[1], each.key), strict, confirmed) for each in field.columns)
    if columns != field.columns:
        said["columns"] = columns
    return field.changed(**said) if said else field
