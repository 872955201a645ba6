"""Who vouches for a signer: the certificate that somebody gave, or an authority whose certificate they gave.

A name in a certificate is worth what is known of who made it. Without something that the receiver brings along nobody
vouches for any name, whatever the certificate says of its issuer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from asn1crypto import x509

from desktop.package import certificate

# What the validator meets broken or hostile certificates with, besides its own errors.
_BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)


def vouched_by(chain: Sequence[bytes], given: Sequence[bytes], at: datetime) -> bytes | None:
    """Return which of the certificates that were given vouches for the signer: the signer's own, or an authority's.

    An authority vouches when a path leads from it to the signer that holds in every point of RFC 5280, section 6:
    signatures, names and their constraints, validity, who may issue, and how long the path may be.

    Args:
        chain: DER, the signer's certificate first, then those that came with the signature.
        at: when it was signed.
    """
    for each in given:
        if each == chain[0] or _leads_to(each, chain, at):
            return each
    return None


def _leads_to(authority: bytes, chain: Sequence[bytes], at: datetime) -> bool:
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.authority import CertTrustAnchor
    from pyhanko_certvalidator.errors import PathError, ValidationError

    try:
        root = certificate.loaded(authority)
        if not (certificate.may_issue(root, 0) and root.not_valid_before_utc <= at <= root.not_valid_after_utc):
            return False
        anchor = CertTrustAnchor(x509.Certificate.load(authority), derive_default_quals_from_cert=True)
        own, *others = (x509.Certificate.load(each, strict=True) for each in chain)
        context = ValidationContext(
            trust_roots=[anchor], other_certs=others, moment=at, allow_fetching=False, revocation_mode="soft-fail"
        )
        validator = CertificateValidator(own, intermediate_certs=others, validation_context=context)
        asyncio.run(validator.async_validate_usage(set()))
    except (PathError, ValidationError, certificate.NotACertificate, *_BROKEN):
        return False
    return True
