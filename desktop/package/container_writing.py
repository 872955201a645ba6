"""Writing a container, and signing one further: whole under its name, or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.atomic_write import atomic_write
from desktop.errors import CannotRead
from desktop.i18n.translation import gettext as _
from desktop.package import manifest
from desktop.package.container import (
    CENTRAL,
    END,
    LOCAL,
    MIMETYPE,
    MOST_BYTES,
    MOST_MEMBERS,
    Container,
    Member,
    Signed,
    Step,
    TooLarge,
    central_directory,
    local_header,
    summed,
    unwatched,
)
from desktop.package.container_names import MIMETYPE_NAME, MOST_SIGNATURES, check_names, manifest_name, signature_name
from desktop.package.received_file import CHUNK, opened

if TYPE_CHECKING:
    from desktop.package.announced_signers import AnnouncedSigner
    from desktop.package.signer import Signer


def write_container(
    path: Path,
    members: Mapping[str, bytes] | Mapping[str, bytes | Path],
    signer: Signer | None,
    at: datetime,
    *,
    announced: Sequence[AnnouncedSigner] = (),
    look: Callable[[Path], None] | None = None,
    step: Step = unwatched,
) -> None:
    """Write a container that stands whole under its name, or not at all.

    Args:
        members: name and content of the payload; each is asked for twice, and one at a time is held in memory; a path
            is read while writing and never held whole.
        signer: who signs; None makes a draft, with neither manifest nor signature.
        at: when it is signed, with its time zone; a draft carries no time.
        announced: who is to sign as well, see `add_signature`.
        look: is given the whole file before it takes its name; when it raises, no package stands.
        step: is told of each member, when it is measured and when it is written.

    Raises:
        BadName: a name is not fit for a package.
        TooLarge: more than `MOST_BYTES` or `MOST_MEMBERS`.
        CannotRead: a file of the payload cannot be read, or changed meanwhile.
        CannotWrite: see `atomic_write`.
        UserError: the signer refuses, e.g. because the certificate has expired.
    """
    check_names(list(members))
    # One after the other, and again when it is written: a package may hold more than the memory does.
    facts = []
    for number, name in enumerate(sorted(members)):
        step(number, 2 * len(members))
        facts.append(_measured(name, members[name]))
    signatures = [] if signer is None else [_signed(facts, signer, at, announced=announced)]
    _write(path, members, facts, signatures, look, step)


def add_signature(
    path: Path,
    held: Container,
    signer: Signer,
    at: datetime,
    *,
    signed_for: str = "",
    look: Callable[[Path], None] | None = None,
    step: Step = unwatched,
) -> None:
    """Write a container that was read once more, with a further signature; what was signed before stays as it is.

    Args:
        path: where it will stand, which may be where it was read from.
        signed_for: for whom of those who were announced it is signed, by name; empty for nobody of them.
        look, step: see `write_container`.

    Raises:
        AlteredMember: the file was changed since it was read.
        TooLarge, CannotWrite, UserError: see `write_container`.
    """
    number = len(held.signatures)
    if number >= MOST_SIGNATURES:
        raise TooLarge(
            _("The package already has the maximum number of signatures: {count}.").format(count=MOST_SIGNATURES)
        )
    further = _signed(held.facts, signer, at, number=number, signed_for=signed_for)
    _write(path, held.members, held.facts, [*held.signatures, further], look, step)


def _signed(
    facts: Sequence[Member],
    signer: Signer,
    at: datetime,
    *,
    number: int = 0,
    announced: Sequence[AnnouncedSigner] = (),
    signed_for: str = "",
) -> Signed:
    from desktop.package import cades_signature

    listing = manifest.written(
        [(fact.name, fact.sha256) for fact in facts], number=number, announced=announced, signed_for=signed_for
    )
    return Signed(listing, cades_signature.sign_digest(hashlib.sha256(listing).digest(), signer, at))


def _write(
    path: Path,
    members: Mapping[str, bytes] | Mapping[str, bytes | Path],
    payload: Sequence[Member],
    signatures: Sequence[Signed],
    look: Callable[[Path], None] | None,
    step: Step,
) -> None:
    own: dict[str, bytes] = {MIMETYPE_NAME: MIMETYPE}
    for number, each in enumerate(signatures):
        own |= {manifest_name(number): each.manifest, signature_name(number): each.signature}
    added = [_measured(name, content) for name, content in own.items()]
    facts = [added[0], *payload, *added[1:]]
    if len(facts) > MOST_MEMBERS or _total(facts) > MOST_BYTES:
        raise TooLarge(
            _("The package would be too large. Maximum size: four gigabytes. Maximum number of files: {count}.").format(
                count=MOST_MEMBERS
            )
        )
    with atomic_write(path, look=look) as stream:
        for number, fact in enumerate(facts):
            step(min(len(members) + number, 2 * len(members)), 2 * len(members))
            stream.write(local_header(fact))
            held: bytes | Path = own[fact.name] if fact.name in own else members[fact.name]
            for chunk in _again(fact.name, held, fact):
                stream.write(chunk)
        stream.write(central_directory(facts))


def _total(members: Sequence[Member]) -> int:
    each = LOCAL.size + CENTRAL.size
    return END.size + sum(each + 2 * len(member.name) + member.size for member in members)


def _measured(name: str, content: bytes | Path) -> Member:
    if isinstance(content, bytes):
        return summed(name, [content])
    with opened(content) as stream:
        return summed(name, iter(lambda: stream.read(CHUNK), b""))


def _again(name: str, content: bytes | Path, fact: Member) -> Iterator[bytes]:
    """Give the content once more, and see that it is still what was measured and signed."""
    digest = hashlib.sha256()
    if isinstance(content, bytes):
        digest.update(content)
        yield content
    else:
        name = content.name
        with opened(content) as stream:
            for chunk in iter(lambda: stream.read(CHUNK), b""):
                digest.update(chunk)
                yield chunk
    if digest.digest() != fact.sha256:
        raise CannotRead(_("{name} was changed while the package was being written.").format(name=name))
