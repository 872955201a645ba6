"""Examine a package: what holds, what does not, who signed it, and what that is worth, in plain words.

This looks at the container and its signature. What the files say is held against each other in `inside`.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop.errors import UserError
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.package import container, container_reading, foreign_zip, manifest, received_file
from desktop.package.container import Container, Signed
from desktop.package.container_findings import MOST_DETAILS, Check, ContainerFindings, Refusal, failed, refused
from desktop.package.container_names import MANIFEST_NAME, SIGNATURE_NAME, is_own

__all__ = ["MOST_DETAILS", "Check", "ContainerFindings", "Refusal", "examine", "failed", "refused"]


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
        held = container_reading.read_container(source, step=step)
    except container.AlteredMember as error:
        return refused([_form(), failed("contents", [(Refusal.ALTERED, each) for each in error.details])])
    except (container.NotAPackage, container.NotOneForm) as error:
        return refused(_looked_into(source, error))
    if held.is_draft:
        checks = (_form(), _unsigned()) if given else (_form(),)
        summary = _(
            "This is a draft. The package is intact, but has no signature, so nobody has taken "
            "responsibility for its content."
        )
        return ContainerFindings(checks, summary, is_draft=True, members=held.facts, contents=held.members)
    return _judged(held, given, now)


def _judged(held: Container, given: Sequence[bytes], now: datetime | None) -> ContainerFindings:
    from desktop.package import signatures

    checks = [_form(), *_compared(held.signatures[0], {fact.name: fact.sha256 for fact in held.facts})]
    try:
        first = manifest.read_listing(held.signatures[0].manifest)
    except manifest.NotAManifest:
        first = manifest.Listing({})
    judged = signatures.judged(held.signatures, first, given, now)
    checks += judged.checks
    signer = judged.signers[0] if judged.signers else None
    findings = ContainerFindings(
        tuple(checks), "", members=held.facts, signers=judged.signers, announced=first.announced
    )
    if not findings.readable:
        who, when = (signer.signatory, signer.signed_at) if signer else (None, None)
        return refused(checks, held.facts, who, when, judged.signers)
    assert signer is not None
    return replace(
        findings,
        signer=signer.signatory,
        signed_at=signer.signed_at,
        summary=signatures.summary(findings, asked=bool(given)),
        vouching=signer.vouching,
        contents=held.members,
        vouched=signer.vouched,
    )


def _form() -> Check:
    return Check("form", True, _("The package has exactly, byte for byte, the form that Pledgebook writes."))


def _unsigned() -> Check:
    sentence = _("A draft is not signed, so nobody can tell who made it.")
    return Check("trust", False, sentence, refusal=Refusal.OTHER_SIGNER)


def _compared(signed: Signed, present: Mapping[str, bytes]) -> list[Check]:
    """Compare the files that are there, by their digests, with the list that was signed.

    Of a list that is not the one that was signed, that is what there is to say: what differs from it may be as it was. Where
    the signature itself does not hold, nobody can tell, and only that is told, by `signatures.judged`.
    """
    from desktop.package import signatures

    try:
        listed = manifest.read(signed.manifest)
    except manifest.NotAManifest as error:
        return [failed("members", [(Refusal.ALTERED, error.message)])]
    covered = signatures.covers_its_list(signed)
    if covered is None:
        return []
    if not covered:
        sentence = _("The list of signed files is not the one that was signed, so it says nothing about the files.")
        return [failed("members", [(Refusal.SIGNATURE, sentence)])]
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
        checks = [Check("members", True, sentence.format(count=counted(count)))]
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


# What a ZIP program would see in a container that is not in the one form. It is told to people, and nothing
# rests on it: such a package is refused whatever comes of this.

_LARGEST = 1 << 28
"""Of a file that is looked into, in bytes."""

_MOST_UNPACKED = 8
"""How many times larger than the container its content may be before it is left alone."""

_MOST_OF_OWN = {MANIFEST_NAME: 1 << 23, SIGNATURE_NAME: 1 << 20}
"""Bytes that what the container adds for itself may have there."""


def _looked_into(source: Path | bytes, error: UserError) -> list[Check]:
    """Return the checks for a refused file: the form, after what a ZIP program can tell of the reason."""
    refusal = Refusal.CUT_SHORT if isinstance(error, container.CutShort) else Refusal.NOT_A_PACKAGE
    form = error
    try:
        signed, present = _as_zip(source)
    except foreign_zip.UNREADABLE:
        signed, present = Signed(b"", b""), {}
    if signed.manifest or isinstance(error, container.NotOneForm):
        # Another program may have packed it again in another order, so that it does not even begin like ours.
        refusal, form = Refusal.NOT_ONE_FORM, container_reading.not_one_form()
    checks = [failed("form", [(refusal, form.message)])]
    if signed.manifest:
        return [*(check for check in _compared(signed, present) if not check.holds), *checks]
    return checks


def _as_zip(source: Path | bytes) -> tuple[Signed, dict[str, bytes]]:
    """Return the first list with its signature, each empty when there is none, and the digest of each file of the payload."""
    own = dict.fromkeys(_MOST_OF_OWN, b"")
    present: dict[str, bytes] = {}
    with received_file.opened(source) as stream:
        size = stream.seek(0, io.SEEK_END)
        if size > _LARGEST:
            return Signed(b"", b""), {}
        with foreign_zip.directory(stream, _MOST_UNPACKED * size + 1_000_000, container.MOST_MEMBERS) as packed:
            for entry in packed.infolist():
                name = entry.filename
                if entry.is_dir():
                    continue
                if name in own:
                    if entry.file_size > _MOST_OF_OWN[name]:
                        return Signed(b"", b""), {}
                    own[name] = b"".join(foreign_zip.chunks(packed, entry))
                elif not is_own(name):
                    # A name that is there twice is one of them added.
                    present[f"{name} (2)" if name in present else name] = _digest(packed, entry)
    return Signed(own[MANIFEST_NAME], own[SIGNATURE_NAME]), present


def _digest(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Return the SHA-256 of a file, empty when it cannot be unpacked, so that it counts as altered."""
    digest = hashlib.sha256()
    try:
        # The content is asked for, also where the checksum beside it is wrong.
        for chunk in foreign_zip.chunks(packed, foreign_zip.unsummed(entry)):
            digest.update(chunk)
    except foreign_zip.UNREADABLE:
        return b""
    return digest.digest()
