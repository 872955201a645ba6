"""Examine a package: what holds, what does not, who signed it, and what that is worth, in plain words.

This looks at the container and its signature. What the files say is for others to read.
"""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.catalogue.language import gettext as _
from desktop.catalogue.language import ngettext
from desktop.package import container, manifest
from desktop.package.container import Container, Member
from desktop.package.names import MANIFEST_NAME, OWN
from desktop.record.problems import Known

if TYPE_CHECKING:
    from desktop.package.certificate import Signatory
    from desktop.package.seal import Seal


class Refusal(StrEnum):
    """Why a package cannot be relied on; the first reason that was found."""

    NOT_A_PACKAGE = "not_a_package"
    CUT_SHORT = "cut_short"
    NOT_ONE_FORM = "not_one_form"
    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    ALTERED = "altered"
    CERTIFICATE = "certificate"
    SIGNATURE = "signature"
    OTHER_SIGNER = "other_signer"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Args:
        key: `form`, `members`, `contents`, `certificate`, `signature` or `trust`.
        holds: whether it is as it should be.
        sentence: the outcome in words.
        details: further sentences, e.g. one for each file that was altered.
        refusal: what is wrong, None when it holds.
    """

    key: str
    holds: bool
    sentence: str
    details: tuple[str, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True)
class ContainerFindings:
    """What came of examining a package.

    Args:
        checks: in the order in which they were made; after one that fails, those that would mean nothing are
            left out.
        summary: the outcome in one or two sentences.
        is_draft: whether it is whole and bears no signature.
        signer: whom the certificate names; None unless the signature could be read. It proves nothing by
            itself.
        signed_at: when, UTC, as the signer says.
        vouching: who vouches for the signer, in words; empty without a sound signature.
        members: the files in the package, without what the container adds for itself.
    """

    checks: tuple[Check, ...]
    summary: str
    is_draft: bool = False
    signer: Signatory | None = None
    signed_at: datetime | None = None
    vouching: str = ""
    members: tuple[Member, ...] = field(default=())

    @property
    def sound(self) -> bool:
        """Whether everything holds and a signature stands over it; a draft is not sound, however whole."""
        return not self.is_draft and all(check.holds for check in self.checks)

    @property
    def refusal(self) -> Refusal | None:
        """The first reason why it cannot be relied on, None for a sound package and for a draft."""
        return next((check.refusal for check in self.checks if not check.holds), None)


def examine(source: Path | bytes, *, trust: bytes | None = None) -> ContainerFindings:
    """Examine a package. An altered package, and a file that is none, are findings and no errors.

    Args:
        trust: a certificate (PEM or DER) that the signer must be.

    Raises:
        CannotRead: the file is not there, is a folder, or may not be read.
        NotACertificate: `trust` is no certificate.
    """
    from desktop.package import certificate

    trusted = None if trust is None else certificate.from_file(trust)
    try:
        held = container.read_container(source)
    except container.AlteredMember as error:
        return _refused([_form(), _failed("contents", [(Refusal.ALTERED, each) for each in error.details])])
    except (container.NotAPackage, container.NotOneForm) as error:
        return _refused(_looked_into(source, error))
    if held.manifest is None or held.signature is None:
        checks = (_form(),) if trusted is None else (_form(), _unsigned())
        summary = _("This is a draft: it is whole, but it bears no signature, so nobody answers for what it says.")
        return ContainerFindings(checks, summary, is_draft=True, members=held.facts)
    return _judged(held, held.manifest, held.signature, trusted)


def _judged(held: Container, listing: bytes, signature: bytes, trusted: bytes | None) -> ContainerFindings:
    from desktop.package import certificate, seal

    checks = [_form(), *_compared(listing, {fact.name: fact.sha256 for fact in held.facts})]
    try:
        read = seal.read(signature)
        signer = certificate.signatory(read.certificates[0])
    except (seal.NotASeal, certificate.NotACertificate) as error:
        return _refused([*checks, _failed("signature", [(Refusal.SIGNATURE, error.message)])], held.facts)
    checks += [_certificate(read, signer), _signature(read, listing)]
    if trusted is not None:
        checks.append(_trust(read, trusted))
    findings = ContainerFindings(tuple(checks), "", False, signer, read.signed_at, "", held.facts)
    if not findings.sound:
        return _refused(checks, held.facts, signer, read.signed_at)
    vouching = _vouching(signer, trusted is not None)
    summary = _("The package is whole and its signature is sound: {name} signed all of it.").format(name=signer.name)
    return ContainerFindings(tuple(checks), summary, False, signer, read.signed_at, vouching, held.facts)


def _refused(
    checks: Sequence[Check],
    members: tuple[Member, ...] = (),
    signer: Signatory | None = None,
    signed_at: datetime | None = None,
) -> ContainerFindings:
    first = next(check for check in checks if not check.holds)
    return ContainerFindings(tuple(checks), first.sentence, False, signer, signed_at, "", members)


def _form() -> Check:
    return Check("form", True, _("The package is in the one form that Pledgebook writes, to the last byte."))


def _unsigned() -> Check:
    sentence = _("A draft bears no signature, so it cannot be told who made it.")
    return Check("trust", False, sentence, refusal=Refusal.OTHER_SIGNER)


def _certificate(read: Seal, signer: Signatory) -> Check:
    from desktop.package import certificate

    wrong = ""
    try:
        chain = [certificate.loaded(each) for each in read.certificates]
        if not certificate.chain_holds(chain):
            wrong = _("The certificate of the signer was not made by who it says.")
        elif not certificate.may_sign(chain[0]):
            wrong = _("The certificate of the signer is not one for signatures.")
    except certificate.NotACertificate as error:
        wrong = error.message
    if not wrong and (read.signed_at is None or not signer.valid_at(read.signed_at)):
        wrong = _("The certificate of the signer was not valid at the time of signing.")
    if wrong:
        return _failed("certificate", [(Refusal.CERTIFICATE, wrong)])
    return Check("certificate", True, _("The certificate of the signer is whole and was valid when it was used."))


def _signature(read: Seal, listing: bytes) -> Check:
    from desktop.package import seal

    if read.digest == hashlib.sha256(listing).digest() and seal.holds(read):
        return Check(
            "signature",
            True,
            _("The signature stands over all the files, and was made with the signer's key."),
        )
    return _failed("signature", [(Refusal.SIGNATURE, _("The signature does not belong to this package."))])


def _trust(read: Seal, trusted: bytes) -> Check:
    if read.certificates[0] == trusted:
        return Check("trust", True, _("The signer is the one whose certificate you gave."))
    sentence = _("The signer is not the one whose certificate you gave.")
    return _failed("trust", [(Refusal.OTHER_SIGNER, sentence)])


def _vouching(signer: Signatory, trusted: bool) -> str:
    if trusted:
        return _("You vouch for the signer: the certificate is the one you gave.")
    if signer.self_made:
        return _(
            "The signer made this key, so the name in it is vouched for by nobody. To be certain, ask the "
            "signer by another way, such as the telephone, whether the fingerprint begins with {fingerprint}."
        ).format(fingerprint=signer.short_fingerprint)
    return _(
        "{issuer} is named as having issued the signer's certificate. This program does not judge issuers: "
        "whether to rely on this one is for you to say."
    ).format(issuer=signer.issued_by)


def _compared(listing: bytes, present: Mapping[str, bytes]) -> list[Check]:
    """Compare the files that are there, by their digests, with the list that was signed."""
    try:
        listed = manifest.read(listing)
    except manifest.NotAManifest as error:
        return [_failed("members", [(Refusal.ALTERED, error.message)])]
    removed = {name: digest for name, digest in listed.items() if name not in present}
    added = {name: digest for name, digest in present.items() if name not in listed}
    problems: list[tuple[Refusal, str]] = []
    for new, digest in list(added.items()):
        old = next((name for name in removed if removed[name] == digest), None)
        if old is not None:
            del removed[old], added[new]
            sentence = _("The file {old} was renamed to {new} after the package was signed.")
            problems.append((Refusal.RENAMED, sentence.format(old=old, new=new)))
    sentence = _("The file {name} was taken out after the package was signed.")
    problems += [(Refusal.REMOVED, sentence.format(name=name)) for name in removed]
    sentence = _("The file {name} was added after the package was signed.")
    problems += [(Refusal.ADDED, sentence.format(name=name)) for name in added]
    if problems:
        checks = [_failed("members", problems)]
    else:
        count = len(listed)
        sentence = ngettext(
            "It holds the {count} file that was signed.",
            "It holds the {count} files that were signed.",
            count,
        )
        checks = [Check("members", True, sentence.format(count=count))]
    sentence = _("The file {name} was altered after the package was signed.")
    altered = [name for name, digest in listed.items() if name in present and present[name] != digest]
    if altered:
        return [
            *checks,
            _failed("contents", [(Refusal.ALTERED, sentence.format(name=name)) for name in altered]),
        ]
    if not problems:
        checks.append(Check("contents", True, _("Each file is, to the last byte, as it was signed.")))
    return checks


def _failed(key: str, problems: Sequence[tuple[Refusal, str]]) -> Check:
    refusal, sentence = problems[0]
    details: tuple[str, ...] = ()
    if len(problems) > 1:
        details = tuple(each for _refusal, each in problems)
        sentence = ngettext(
            "{count} file is not as it was when the package was made.",
            "{count} files are not as they were when the package was made.",
            len(problems),
        ).format(count=len(problems))
    return Check(key, False, sentence, details, refusal)


# What a ZIP program would see in a container that is not in the one form. It is told to people, and nothing
# rests on it: such a package is refused whatever comes of this.

_UNREADABLE = (
    container.CannotRead,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    RuntimeError,
    OverflowError,
    struct.error,
)
_LARGEST = 1 << 29
"""Of a file that is looked into, in bytes; a ZIP program's view of it has to be held in memory."""

_MOST_UNPACKED = 8
"""How many times larger than the container its content may be before it is left alone."""


def _looked_into(source: Path | bytes, error: Known) -> list[Check]:
    """Return the checks for a refused file: the form, after what a ZIP program can tell of the reason."""
    refusal = Refusal.CUT_SHORT if isinstance(error, container.CutShort) else Refusal.NOT_A_PACKAGE
    form = error
    try:
        listing, present = _as_zip(source)
    except _UNREADABLE:
        listing, present = b"", {}
    if listing or isinstance(error, container.NotOneForm):
        # Another program may have packed it again in another order, so that it does not even begin like ours.
        refusal, form = Refusal.NOT_ONE_FORM, container.not_one_form()
    checks = [_failed("form", [(refusal, form.message)])]
    if listing:
        return [*(check for check in _compared(listing, present) if not check.holds), *checks]
    return checks


def _as_zip(source: Path | bytes) -> tuple[bytes, dict[str, bytes]]:
    """Return the manifest, empty when there is none, and the digest of each file of the payload."""
    listing = b""
    present: dict[str, bytes] = {}
    with container.opened(source) as stream:
        size = stream.seek(0, io.SEEK_END)
        if size > _LARGEST:
            return b"", {}
        with zipfile.ZipFile(stream) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > _MOST_UNPACKED * size + 1_000_000:
                return b"", {}
            for entry in entries:
                name = entry.filename
                if name == MANIFEST_NAME:
                    listing = packed.read(entry)
                elif name not in OWN:
                    # A name that is there twice is one of them added.
                    present[f"{name} (2)" if name in present else name] = _digest(packed, entry)
    return listing, present


def _digest(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return the SHA-256 of a file, empty when it cannot be unpacked, so that it counts as altered."""
    try:
        with packed.open(entry) as stream:
            return hashlib.file_digest(stream, "sha256").digest()  # type: ignore[arg-type]
    except _UNREADABLE:
        return b""
