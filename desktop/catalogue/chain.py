"""The forms of the program with the data packs that a submission uses, one laid over the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.catalogue.forms_errors import FormsError
from desktop.catalogue.packs import DataPack, with_pack
from desktop.catalogue.parts import Parts
from desktop.catalogue.releases import STRICTNESS, Releases, Spot, holding, said_by, strictest, widenings
from desktop.catalogue.retained import Used, retain


@dataclass(frozen=True)
class Link:
    """A pack as a submission has it.

    Args:
        pack: the pack; None when it cannot be read.
        noted: what was written down when it was taken into use: the fields of which it says more strictly who sees
            them, and those of which somebody confirmed that more may leave.
    """

    pack: DataPack | None
    noted: Releases


@dataclass(frozen=True)
class Chain:
    """Forms with packs.

    Args:
        parts: the forms, each field as strict as the strictest that was ever said of it.
        laid: the same as the packs in use say, which is what a further one is laid over.
        releases: who sees what: what is confirmed, and else the strictest.
        confirmed: the fields and columns that were widened.
        problems: why a pack had to be left out, one each.
    """

    parts: Parts
    laid: Parts
    releases: Releases
    confirmed: frozenset[Spot]
    problems: tuple[FormsError, ...]


def chained(shipped: Parts, retired: Iterable[Link], inuse: Sequence[Link], used: Used) -> Chain:
    """Return the forms that packs make of the shipped ones.

    A pack that cannot be used is left out; what it was noted to keep inside is kept inside all the same.
    """
    problems: list[FormsError] = []
    strict = said_by(shipped.kinds)
    earlier: list[Parts] = []
    for link in retired:
        strict = strictest(strict, _narrower(strict, link.noted))
        parts = _laid(shipped, link, [])  # nobody uses it any more, so nobody needs to hear of it
        if parts is not None:
            earlier.append(parts)
            strict = strictest(strict, said_by(parts.kinds))
    parts, confirmed = shipped, set[Spot]()
    for link in inuse:
        strict = strictest(strict, _narrower(strict, link.noted))
        new = _laid(parts, link, problems)
        if new is None:
            continue
        # Nobody can confirm more than what the pack says.
        wider = {each.spot: each.after for each in widenings(strict, new.kinds, confirmed)}
        wider = {spot: release for spot, release in wider.items() if link.noted.get(spot) == release}
        strict = strictest(strict, said_by(new.kinds)) | wider
        confirmed |= wider.keys()
        parts = retain(parts, new, used)
    laid = parts
    for each in earlier:
        # It may not go together with the packs that came since; what is looked for is only what it asked.
        parts = retain(each, parts, used)
    kinds = holding(parts.kinds, strict, confirmed)
    return Chain(parts.with_kinds(kinds), laid, strict, frozenset(confirmed), tuple(problems))


def _laid(parts: Parts, link: Link, problems: list[FormsError]) -> Parts | None:
    if link.pack is None:
        return None
    try:
        return with_pack(parts, link.pack)
    except FormsError as problem:
        problems.append(problem)
        return None


def _narrower(strict: Releases, noted: Releases) -> Releases:
    return {
        spot: release
        for spot, release in noted.items()
        if spot in strict and STRICTNESS[release] > STRICTNESS[strict[spot]]
    }
