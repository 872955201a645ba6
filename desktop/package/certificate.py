"""A certificate as people meet it: who it names, who vouches for that, and how to recognise it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from desktop.catalogue.language import gettext as _
from desktop.record.problems import Known

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes

CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)


class NotACertificate(Known):
    """The file or its content is no certificate that can be used for signatures."""


@dataclass(frozen=True)
class Signatory:
    """Who a certificate names.

    Args:
        name: as it stands in the certificate.
        country: two letters, or empty.
        fingerprint: SHA-256 of the certificate, 64 hexadecimal digits in groups of four.
        not_before: from when on it is valid, UTC.
        not_after: until when, UTC.
        issued_by: the name of who issued it; empty when the signer made it and nobody vouches for the name.
        certificate_pem: the certificate itself.
    """

    name: str
    country: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    issued_by: str
    certificate_pem: str

    @property
    def self_made(self) -> bool:
        """Whether nobody but the signer says who this is."""
        return not self.issued_by

    @property
    def short_fingerprint(self) -> str:
        """The first five groups, twenty digits, 80 bits: short enough to be read over the telephone."""
        return self.fingerprint[:24]

    def valid_at(self, at: datetime) -> bool:
        """Whether the certificate is valid at that time."""
        return self.not_before <= at <= self.not_after


def fingerprint(der: bytes) -> str:
    """Return the SHA-256 of a certificate, as `openssl x509 -fingerprint -sha256` does, by four digits."""
    digits = hashlib.sha256(der).hexdigest().upper()
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def loaded(der: bytes) -> x509.Certificate:
    """Return the certificate that these bytes are. Raises `NotACertificate`."""
    try:
        certificate = x509.load_der_x509_certificate(der)
        # Much is read only when it is asked for; ask now, so that nobody stumbles later.
        _ = certificate.subject, certificate.issuer, certificate.extensions
        usable = _usable(certificate.public_key())
    except (
        ValueError,
        UnsupportedAlgorithm,
        x509.DuplicateExtension,
        x509.UnsupportedGeneralNameType,
    ) as error:
        raise _not_a_certificate() from error
    if not usable:
        raise _not_a_certificate()
    return certificate


def from_file(content: bytes) -> bytes:
    """Return the DER of the certificate in a file, be it PEM or DER. Raises `NotACertificate`."""
    try:
        if b"-----BEGIN" in content:
            return x509.load_pem_x509_certificate(content).public_bytes(Encoding.DER)
        return x509.load_der_x509_certificate(content).public_bytes(Encoding.DER)
    except ValueError as error:
        raise _not_a_certificate() from error


def signatory(der: bytes) -> Signatory:
    """Return whom a certificate names. Raises `NotACertificate`."""
    certificate = loaded(der)
    return Signatory(
        name=_named(certificate.subject),
        country=_first(certificate.subject, NameOID.COUNTRY_NAME),
        fingerprint=fingerprint(der),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        issued_by="" if certificate.issuer == certificate.subject else _named(certificate.issuer),
        certificate_pem=certificate.public_bytes(Encoding.PEM).decode("ascii"),
    )


def may_sign(certificate: x509.Certificate) -> bool:
    """Whether the key may be used for signatures, or nothing is said of its use (RFC 5280, 4.2.1.3)."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def chain_holds(certificates: Sequence[x509.Certificate]) -> bool:
    """Whether each certificate is signed by the next one, and a self-made one by its own key."""
    last = certificates[-1]
    pairs = list(pairwise(certificates))
    if last.issuer == last.subject:
        pairs.append((last, last))
    try:
        for certificate, issuer in pairs:
            certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _usable(key: CertificatePublicKeyTypes) -> bool:
    """Whether signatures by this key are made and read here: the curves of NIST, or RSA of a sound length."""
    if isinstance(key, ec.EllipticCurvePublicKey):
        return isinstance(key.curve, CURVES)
    return isinstance(key, rsa.RSAPublicKey) and 2048 <= key.key_size <= 8192


def _named(name: x509.Name) -> str:
    return _first(name, NameOID.COMMON_NAME) or _first(name, NameOID.ORGANIZATION_NAME) or name.rfc4514_string() or "?"


def _first(name: x509.Name, part: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(part)
    return str(found[0].value) if found else ""


def _not_a_certificate() -> NotACertificate:
    return NotACertificate(_("This is not a certificate that signatures can be checked with."))
