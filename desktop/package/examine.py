"""Examine a package: what holds, what does not, who signed it, and what that is worth, in plain words.

This looks at the container and its signature. What the files say is held against each other in `inside`.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.package import container, foreign_zip, manifest
from desktop.package.container import Container, Member
from desktop.package.container_names import MANIFEST_NAME, OWN
from desktop.record.dates import day_in_words

if TYPE_CHECKING:
    from desktop.package.cades_signature import CadesSignature
    from desktop.package.certificate import Signatory


MOST_DETAILS = 100
"""Sentences that a check tells one by one; whoever made ten thousand differences need not be read ten thousand times."""

_CLOCKS_DIFFER = timedelta(days=1)


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
    TIME = "time"
    OTHER_SIGNER = "other_signer"
    MISSING = "missing"
    UNKNOWN_FILE = "unknown_file"
    RECORD = "record"
    DOCUMENT_SIGNATURE = "document_signature"
    GUIDE = "guide"
    CONTRADICTS = "contradicts"
    NOT_COMPARED = "not_compared"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Args:
        key: `form`, `members`, `contents`, `certificate`, `signature`, `time` or `trust`; of what is inside, `record`,
            `files`, `documents`, `guide` or `comparison`.
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
        contents: name to content, each read when it is asked for and held against what was examined: a file that was
            exchanged since gives `container.AlteredMember`. Empty for what is not a container in the one form.
        vouched: whether a certificate that was given vouches for the signer.
    """

    checks: tuple[Check, ...]
    summary: str
    is_draft: bool = False
    signer: Signatory | None = None
    signed_at: datetime | None = None
    vouching: str = ""
    members: tuple[Member, ...] = field(default=())
    contents: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    vouched: bool = False

    @property
    def sound(self) -> bool:
        """Whether everything holds and a signature stands over it; a draft is not sound, however whole."""
        return not self.is_draft and all(check.holds for check in self.checks)

    @property
    def refusal(self) -> Refusal | None:
        """The first reason why it cannot be relied on, None for a sound package and for a draft."""
        return next((check.refusal for check in self.checks if not check.holds), None)

    @property
    def readable(self) -> bool:
        """Whether what it says may be read on: nothing is wrong with it, though not all of it could be compared."""
        return all(check.holds or check.refusal is Refusal.NOT_COMPARED for check in self.checks)


def examine(
    source: Path | bytes,
    *,
    trust: bytes | None = None,
    now: datetime | None = None,
    step: container.Step = container.unwatched,
) -> ContainerFindings:
    """Examine a package. An altered package, and a file that is none, are findings and no errors.

    Args:
        trust: certificates (PEM or DER) of which one must be the signer's, or that of an authority that issued it.
        now: the present time, with its time zone, to see that the time of signing is not still to come; None where
            nobody can tell.
        step: is told how much of the file was read.

    Raises:
        CannotRead: the file is not there, is a folder, or may not be read.
        NotACertificate: `trust` is no certificate.
    """
    from desktop.package import certificate

    given = () if trust is None else certificate.all_from_file(trust)
    try:
        held = container.read_container(source, step=step)
    except container.AlteredMember as error:
        return refused([_form(), failed("contents", [(Refusal.ALTERED, each) for each in error.details])])
    except (container.NotAPackage, container.NotOneForm) as error:
        return refused(_looked_into(source, error))
    if held.manifest is None or held.signature is None:
        checks = (_form(), _unsigned()) if given else (_form(),)
        summary = _("This is a draft. It is complete, but has no signature, so nobody is responsible for its content.")
        return ContainerFindings(checks, summary, is_draft=True, members=held.facts, contents=held.members)
    return _judged(held, held.manifest, held.signature, given, now)


def _judged(
    held: Container, listing: bytes, signature: bytes, given: Sequence[bytes], now: datetime | None
) -> ContainerFindings:
    from desktop.package import cades_signature, certificate

    checks = [_form(), *_compared(listing, {fact.name: fact.sha256 for fact in held.facts})]
    try:
        read = cades_signature.read(signature)
        signer = certificate.signatory(read.certificates[0])
    except (cades_signature.NotASignature, certificate.NotACertificate) as error:
        return refused([*checks, failed("signature", [(Refusal.SIGNATURE, error.message)])], held.facts)
    checks += [_certificate(read, signer, now), _signature(read, listing), *_time(read, now)]
    vouching = _unvouched(signer)
    if given:
        trust, vouching = _trust(read, given)
        checks.append(trust)
    findings = ContainerFindings(tuple(checks), "", False, signer, read.signed_at, "", held.facts)
    if not findings.sound:
        return refused(checks, held.facts, signer, read.signed_at)
    summary = (
        _("The package is intact and its signature is valid: {name} signed all of it.")
        if given
        else _(
            "The package is intact and its signature is valid. Name in the certificate: {name}. Nothing here "
            "confirms that name."
        )
    ).format(name=signer.name)
    return replace(findings, summary=summary, vouching=vouching, contents=held.members, vouched=bool(given))


def refused(
    checks: Sequence[Check],
    members: tuple[Member, ...] = (),
    signer: Signatory | None = None,
    signed_at: datetime | None = None,
) -> ContainerFindings:
    """Return the findings of a package that cannot be relied on, summed up by the first thing that does not hold."""
    first = next(check for check in checks if not check.holds)
    return ContainerFindings(tuple(checks), first.sentence, False, signer, signed_at, "", members)


def _form() -> Check:
    return Check("form", True, _("The package has exactly, byte for byte, the form that Pledgebook writes."))


def _unsigned() -> Check:
    sentence = _("A draft is not signed, so nobody can tell who made it.")
    return Check("trust", False, sentence, refusal=Refusal.OTHER_SIGNER)


def _certificate(read: CadesSignature, signer: Signatory, now: datetime | None) -> Check:
    from desktop.package import certificate

    try:
        wrong = certificate.flaw([certificate.loaded(each) for each in read.certificates], read.signed_at)
    except certificate.NotACertificate as error:
        wrong = error.message
    if wrong:
        return failed("certificate", [(Refusal.CERTIFICATE, wrong)])
    details: tuple[str, ...] = ()
    if now is not None and now > signer.not_after:
        since = _("The certificate expired on {end}. Only the signer says that it was used before then.")
        details = (since.format(end=day_in_words(signer.not_after)),)
    sentence = _("The signer's certificate is intact, and was valid when it was used.")
    return Check("certificate", True, sentence, details)


def _time(read: CadesSignature, now: datetime | None) -> list[Check]:
    """Return a check that fails when the time of signing is still to come; the clocks of two computers may differ."""
    if now is None or read.signed_at is None or read.signed_at <= now + _CLOCKS_DIFFER:
        return []
    sentence = _(
        "According to the signature, it was signed on {day}, which is in the future. The clock of the signer or "
        "of this computer is wrong."
    ).format(day=day_in_words(read.signed_at))
    return [Check("time", False, sentence, refusal=Refusal.TIME)]


def _signature(read: CadesSignature, listing: bytes) -> Check:
    from desktop.package import cades_signature

    if read.digest == hashlib.sha256(listing).digest() and cades_signature.holds(read):
        return Check(
            "signature",
            True,
            _("The signature covers all the files, and was made with the signer's key."),
        )
    return failed("signature", [(Refusal.SIGNATURE, _("The signature does not belong to this package."))])


def _trust(read: CadesSignature, given: Sequence[bytes]) -> tuple[Check, str]:
    """Return whether a certificate that was given vouches for the signer, and who vouches, in words."""
    from desktop.package import certificate, trust

    by = None if read.signed_at is None else trust.vouched_by(read.certificates, given, read.signed_at)
    if by is None:
        sentence = _("The signer is not the one whose certificate you gave.")
        try:
            if any(certificate.may_issue(certificate.loaded(each), 0) for each in given):
                sentence = _("The signer's certificate was not issued by the owner of the certificate that you gave.")
        except certificate.NotACertificate:
            pass
        return failed("trust", [(Refusal.OTHER_SIGNER, sentence)]), ""
    if by == read.certificates[0]:
        return (
            Check("trust", True, _("The signer is the one whose certificate you gave.")),
            _("You confirm the signer: the certificate is the one that you gave."),
        )
    name = certificate.signatory(by).name
    return (
        Check(
            "trust",
            True,
            _("The signer's certificate was issued by {name}, whose certificate you gave.").format(name=name),
        ),
        _(
            "{name} confirms the signer: you gave its certificate, and it issued the signer's. Without a "
            "connection, nobody can see whether it has withdrawn that certificate since."
        ).format(name=name),
    )


def _unvouched(signer: Signatory) -> str:
    if signer.self_made:
        return _(
            "The signer made this key, so nobody else confirms the name in it. To be certain, ask the signer in "
            "another way, such as by telephone, whether the fingerprint begins with {fingerprint}."
        ).format(fingerprint=signer.short_fingerprint)
    return _(
        "The certificate says that it was issued by {issuer}, but nothing here proves that. To be certain, also "
        "give the certificate of {issuer}. Or ask the signer in another way, such as by telephone, whether the "
        "fingerprint begins with {fingerprint}."
    ).format(issuer=signer.issued_by, fingerprint=signer.short_fingerprint)


def _compared(listing: bytes, present: Mapping[str, bytes]) -> list[Check]:
    """Compare the files that are there, by their digests, with the list that was signed."""
    try:
        listed = manifest.read(listing)
    except manifest.NotAManifest as error:
        return [failed("members", [(Refusal.ALTERED, error.message)])]
    removed = {name: digest for name, digest in listed.items() if name not in present}
    added = {name: digest for name, digest in present.items() if name not in listed}
    by_content = {digest: name for name, digest in reversed(removed.items())}
    problems: list[tuple[Refusal, str]] = []
    for new, digest in list(added.items()):
        old = by_content.pop(digest, None)
        if old is not None:
            del removed[old], added[new]
            sentence = _("The file {old} was renamed to {new} after the package was signed.")
            problems.append((Refusal.RENAMED, sentence.format(old=one_line(old), new=one_line(new))))
    sentence = _("The file {name} was removed after the package was signed.")
    problems += [(Refusal.REMOVED, sentence.format(name=one_line(name))) for name in removed]
    sentence = _("The file {name} was added after the package was signed.")
    problems += [(Refusal.ADDED, sentence.format(name=one_line(name))) for name in added]
    if problems:
        checks = [failed("members", problems)]
    else:
        count = len(listed)
        sentence = ngettext(
            "It contains the {count} file that was signed.",
            "It contains the {count} files that were signed.",
            count,
        )
        checks = [Check("members", True, sentence.format(count=count))]
    sentence = _("The file {name} was changed after the package was signed.")
    altered = [name for name, digest in listed.items() if name in present and present[name] != digest]
    if altered:
        return [
            *checks,
            failed("contents", [(Refusal.ALTERED, sentence.format(name=one_line(name))) for name in altered]),
        ]
    if not problems:
        checks.append(Check("contents", True, _("Each file is exactly, byte for byte, as it was signed.")))
    return checks


def failed(key: str, problems: Sequence[tuple[Refusal, str]]) -> Check:
    """Return the check for files that are not as they were; one problem is told in the sentence, more in the details."""
    refusal, sentence = problems[0]
    details: tuple[str, ...] = ()
    if len(problems) > 1:
        details = tuple(each for _refusal, each in problems[:MOST_DETAILS])
        sentence = ngettext(
            "{count} file has changed since the package was made.",
            "{count} files have changed since the package was made.",
            len(problems),
        ).format(count=len(problems))
    return Check(key, False, sentence, details, refusal)


# What a ZIP program would see in a container that is not in the one form. It is told to people, and nothing
# rests on it: such a package is refused whatever comes of this.

_LARGEST = 1 << 28
"""Of a file that is looked into, in bytes."""

_MOST_UNPACKED = 8
"""How many times larger than the container its content may be before it is left alone."""

_MOST_OF_MANIFEST = 1 << 23


def _looked_into(source: Path | bytes, error: UserError) -> list[Check]:
    """Return the checks for a refused file: the form, after what a ZIP program can tell of the reason."""
    refusal = Refusal.CUT_SHORT if isinstance(error, container.CutShort) else Refusal.NOT_A_PACKAGE
    form = error
    try:
        listing, present = _as_zip(source)
    except foreign_zip.UNREADABLE:
        listing, present = b"", {}
    if listing or isinstance(error, container.NotOneForm):
        # Another program may have packed it again in another order, so that it does not even begin like ours.
        refusal, form = Refusal.NOT_ONE_FORM, container.not_one_form()
    checks = [failed("form", [(refusal, form.message)])]
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
        with foreign_zip.directory(stream, _MOST_UNPACKED * size + 1_000_000, container.MOST_MEMBERS) as packed:
            for entry in packed.infolist():
                name = entry.filename
                if entry.is_dir():
                    continue
                if name == MANIFEST_NAME:
                    if entry.file_size > _MOST_OF_MANIFEST:
                        return b"", {}
                    listing = b"".join(foreign_zip.chunks(packed, entry))
                elif name not in OWN:
                    # A name that is there twice is one of them added.
                    present[f"{name} (2)" if name in present else name] = _digest(packed, entry)
    return listing, present


def _digest(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return the SHA-256 of a file, empty when it cannot be unpacked, so that it counts as altered."""
    digest = hashlib.sha256()
    try:
        for chunk in foreign_zip.chunks(packed, entry):
            digest.update(chunk)
    except foreign_zip.UNREADABLE:
        return b""
    return digest.digest()
