"""The signatures of a package: whether each holds, who made it, and who is missing of those who were announced.

Each stands over a list of its own with the same files, so one more never touches what is there. The number of a signature
is signed too: none can take the place of another one, and one that was taken out of the middle leaves a hole.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desktop.i18n.lists import sentences, separated, several
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.package import cades_signature, certificate, manifest
from desktop.package.announced_signers import same_name
from desktop.package.container_findings import Check, ContainerFindings, Refusal, SignerFindings, failed
from desktop.package.container_names import manifest_name, signature_name
from desktop.record.dates import day_in_words

if TYPE_CHECKING:
    from desktop.package.cades_signature import CadesSignature
    from desktop.package.certificate import Signatory
    from desktop.package.container import Signed
    from desktop.package.manifest import Listing

_CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True)
class Judged:
    """What came of looking at all signatures of a package.

    Args:
        checks: those of the first signature, then one or more of each further one, then who is missing and who vouches.
        signers: whom the certificates name; those whose signature could not be read are left out.
    """

    checks: tuple[Check, ...]
    signers: tuple[SignerFindings, ...]


def judged(signed: Sequence[Signed], first: Listing, given: Sequence[bytes], now: datetime | None) -> Judged:
    """Look at each signature.

    Args:
        signed: in the order of the container, at least one.
        first: what the list under the first signature says.
        given: certificates that whoever asks brought along, DER.
        now: see `examine.examine`.
    """
    checks: list[Check] = []
    read: list[tuple[CadesSignature, SignerFindings]] = []
    for number, each in enumerate(signed):
        try:
            cades = cades_signature.read(each.signature)
            signatory = certificate.signatory(cades.certificates[0])
        except (cades_signature.NotASignature, certificate.NotACertificate) as error:
            # Of the first one nothing can be said then; a further one is named by its file.
            sentence = error.message
            if number:
                sentence = _("{name}: {problem}").format(name=signature_name(number), problem=sentence)
            checks.append(failed("signature", [(Refusal.SIGNATURE, sentence)]))
            continue
        listing, problem = _listing(each, number, first, signatory, [who for _cades, who in read])
        who = SignerFindings(signatory, cades.signed_at, listing.signed_for)
        read.append((cades, who))
        if number:
            checks += _further(cades, each.manifest, signatory, problem, now)
        else:
            checks += [
                _certificate(cades, signatory, now),
                _signature(cades, each.manifest, problem),
                *_time(cades, now),
            ]
    signers = [replace(who, vouching=_unvouched(who.signatory)) for _cades, who in read]
    if all(check.holds for check in checks):
        checks += _who_signed(signers, first)
    if given and read:
        trust, signers = _trust([cades for cades, _who in read], signers, given)
        checks.append(trust)
    return Judged(tuple(checks), tuple(signers))


def covers_its_list(signed: Signed) -> bool | None:
    """Return whether a list is the one that was signed; None where the signature itself does not hold and tells nothing."""
    try:
        cades = cades_signature.read(signed.signature)
        if not cades_signature.holds(cades):
            return None
    except (cades_signature.NotASignature, certificate.NotACertificate):
        return None
    return cades.digest == hashlib.sha256(signed.manifest).digest()


def summary(findings: ContainerFindings, *, asked: bool) -> str:
    """Return what came of a package with which nothing is wrong, in one or two sentences.

    Args:
        asked: whether certificates were given to vouch for who signed.
    """
    vouched = [each.signatory.name for each in findings.signers if each.vouched]
    others = [each.signatory.name for each in findings.signers if not each.vouched]
    if findings.missing:
        names = separated(each.name for each in findings.missing)
        whole = ngettext(
            "The package is intact and its signature is valid, but not everybody has signed yet. Missing: {names}.",
            "The package is intact and its signatures are valid, but not everybody has signed yet. Missing: {names}.",
            several(findings.signers),
        ).format(names=names)
    elif len(findings.signers) == 1:
        sentence = (
            _("The package is intact and its signature is valid: {name} signed all of it.")
            if asked
            else _(
                "The package is intact and its signature is valid. Name in the certificate: {name}. Nothing here "
                "confirms that name."
            )
        )
        return sentence.format(name=findings.signers[0].signatory.name)
    elif not others:
        return _("The package is intact and its signatures are valid: {names} signed all of it.").format(
            names=separated(vouched)
        )
    else:
        whole = _("The package is intact and its signatures are valid.")
    if vouched:
        whole = sentences([whole, _("Confirmed: {names}.").format(names=separated(vouched))])
    return sentences(
        [
            whole,
            _("Names in the certificates, not confirmed by anything here: {names}.").format(names=separated(others)),
        ]
        if others
        else [whole]
    )


def _listing(
    each: Signed, number: int, first: Listing, signatory: Signatory, before: Sequence[SignerFindings]
) -> tuple[Listing, str]:
    """Return what the list under a signature says, and what is wrong with it, in words."""
    try:
        listing = manifest.read_listing(each.manifest)
    except manifest.NotAManifest as error:
        # That the first list cannot be read is told where its files are looked at.
        return manifest.Listing({}), _("{name}: {problem}").format(
            name=manifest_name(number), problem=error.message
        ) if number else ""
    if listing.number != number or (number and listing.files != first.files):
        return listing, _("{name} is not the list of the files in this package.").format(name=manifest_name(number))
    if signatory.fingerprint in (who.signatory.fingerprint for who in before):
        return listing, _("{name} signed twice with the same certificate.").format(name=signatory.name)
    if listing.signed_for:
        place = next((who for who in first.announced if who.name == listing.signed_for), None)
        if place is None:
            return listing, _("{name} signed for {other}, who was not announced as a signer.").format(
                name=signatory.name, other=listing.signed_for
            )
        if listing.signed_for in (who.signed_for for who in before):
            return listing, _("{name} signed for {other}, although somebody had signed for {other} before.").format(
                name=signatory.name, other=listing.signed_for
            )
        if place.fingerprint not in ("", signatory.fingerprint):
            return listing, _("{name} signed for {other}, but not with the certificate that was announced.").format(
                name=signatory.name, other=listing.signed_for
            )
    return listing, ""


def _further(
    read: CadesSignature, listing: bytes, signatory: Signatory, problem: str, now: datetime | None
) -> Iterator[Check]:
    """Give what there is to say of a signature after the first one, with the name of who made it in each sentence."""
    for check in (_certificate(read, signatory, now), _signature(read, listing, problem), *_time(read, now)):
        if not check.holds:
            said = check.sentence if check.sentence == problem else _of(signatory, check.sentence)
            yield replace(check, sentence=said)
        elif check.key == "signature":
            yield replace(
                check,
                sentence=_(
                    "The signature of {name} covers the same files, and was made with that signer's key."
                ).format(name=signatory.name),
            )
        elif check.details:
            yield replace(
                check,
                sentence=_of(signatory, check.sentence),
            )


def _of(signatory: Signatory, sentence: str) -> str:
    return _("{name}: {problem}").format(name=signatory.name, problem=sentence)


def _who_signed(signers: Sequence[SignerFindings], first: Listing) -> Iterator[Check]:
    """Give who signed for whom, and who is missing of those who were announced."""
    asked_for = {each.name: each.fingerprint for each in first.announced}
    details = []
    for who in signers[1:]:
        if not who.signed_for:
            sentence = (
                _("{name} signed too, but was not announced by the first signer.")
                if first.announced
                else _("{name} signed too. The first signer announced no other signers.")
            )
        elif asked_for[who.signed_for]:
            sentence = _("{name} signed for {other}, with the certificate that the first signer announced.")
        elif same_name(who.signatory.name, [who.signed_for]):
            sentence = _("{name} signed, as announced.")
        else:
            sentence = _("{name} signed for {other}. Only {name} says so.")
        details.append(sentence.format(name=who.signatory.name, other=who.signed_for))
    there = {who.signed_for for who in signers}
    missing = [each.name for each in first.announced if each.name not in there]
    if details:
        sentence = ngettext("{count} signer signed the package.", "{count} signers signed the package.", len(signers))
        if first.announced and not missing:
            sentence = _("Everybody whom the first signer announced has signed.")
        yield Check("signers", True, sentence.format(count=counted(len(signers))), tuple(details))
    if missing:
        told = [
            _("The signature of {name} is missing: it has not been added yet, or has been removed.").format(name=name)
            for name in missing
        ]
        sentence = ngettext(
            "{count} signature that the first signer announced is missing.",
            "{count} signatures that the first signer announced are missing.",
            len(missing),
        ).format(count=counted(len(missing)))
        yield Check("missing", False, sentence, tuple(told), Refusal.MISSING_SIGNER)


def _certificate(read: CadesSignature, signer: Signatory, now: datetime | None) -> Check:
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
        "According to the signature, the package was signed on {day}, which is in the future. "
        "The clock of the signer or of this computer is wrong."
    ).format(day=day_in_words(read.signed_at))
    return [Check("time", False, sentence, refusal=Refusal.TIME)]


def _signature(read: CadesSignature, listing: bytes, problem: str) -> Check:
    if problem:
        return failed("signature", [(Refusal.SIGNATURE, problem)])
    if read.digest == hashlib.sha256(listing).digest() and cades_signature.holds(read):
        return Check(
            "signature",
            True,
            _("The signature covers all the files, and was made with the signer's key."),
        )
    return failed("signature", [(Refusal.SIGNATURE, _("The signature does not belong to this package."))])


def _trust(
    read: Sequence[CadesSignature], signers: Sequence[SignerFindings], given: Sequence[bytes]
) -> tuple[Check, list[SignerFindings]]:
    """Return whether a certificate that was given vouches for somebody who signed, and for each who vouches, in words."""
    from desktop.package import trust

    found = []
    told = []
    for cades, who in zip(read, signers, strict=True):
        by = None if cades.signed_at is None else trust.vouched_by(cades.certificates, given, cades.signed_at)
        if by is None:
            found.append(who)
            continue
        sentence, vouching = _vouched(by, cades)
        told.append(_of(who.signatory, sentence) if len(signers) > 1 else sentence)
        found.append(replace(who, vouching=vouching, vouched=True))
    if told:
        return Check("trust", True, told[0], tuple(told[1:])), found
    sentence = _("The signer is not the one whose certificate you gave.")
    try:
        if any(certificate.may_issue(certificate.loaded(each), 0) for each in given):
            sentence = _("The signer's certificate was not issued by the owner of the certificate that you gave.")
    except certificate.NotACertificate:
        pass
    return failed("trust", [(Refusal.OTHER_SIGNER, sentence)]), found


def _vouched(by: bytes, read: CadesSignature) -> tuple[str, str]:
    """Return how a certificate that was given stands to the signer's, and who vouches with it, in words."""
    if by == read.certificates[0]:
        return (
            _("The signer is the one whose certificate you gave."),
            _("You confirm the signer: the certificate is the one that you gave."),
        )
    name = certificate.signatory(by).name
    return (
        _("The signer's certificate was issued by {name}, whose certificate you gave.").format(name=name),
        _(
            "{name} confirms the signer: you gave its certificate, and it issued the certificate of "
            "the signer. Without a connection, nobody can see whether the signer's certificate has "
            "been withdrawn since."
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
