"""A certificate as people meet it: who it names, who vouches for that, and how to recognise it."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID, ObjectIdentifier

from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes

_Sort = TypeVar("_Sort", bound=x509.ExtensionType)

MOST_BYTES = 1 << 20
"""Of a file with certificates."""

DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
_FOR_DOCUMENTS = (
    DOCUMENT_SIGNING,
    ExtendedKeyUsageOID.EMAIL_PROTECTION,
    ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE,
    ObjectIdentifier("1.3.6.1.4.1.311.10.3.12"),  # documents, as Microsoft names it
    ObjectIdentifier("1.2.840.113583.1.1.5"),  # documents, as Adobe names it
)
_UNDERSTOOD = (
    ExtensionOID.BASIC_CONSTRAINTS,
    ExtensionOID.KEY_USAGE,
    ExtensionOID.EXTENDED_KEY_USAGE,
    ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
    ExtensionOID.NAME_CONSTRAINTS,
    ExtensionOID.CERTIFICATE_POLICIES,
    ExtensionOID.POLICY_CONSTRAINTS,
    ExtensionOID.POLICY_MAPPINGS,
    ExtensionOID.INHIBIT_ANY_POLICY,
    ExtensionOID.AUTHORITY_KEY_IDENTIFIER,
    ExtensionOID.SUBJECT_KEY_IDENTIFIER,
)

SHORTEST_RSA, LONGEST_RSA = 2048, 8192
"""Bits of a key."""

CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)


class NotACertificate(UserError):
    """The file or its content is no certificate that can be used for signatures."""


@dataclass(frozen=True)
class Signatory:
    """Who a certificate names.

    Args:
        name: as the certificate says, cleaned and shortened; whoever made the certificate chose it.
        country: two letters, or empty.
        fingerprint: SHA-256 of the certificate, 64 hexadecimal digits in groups of four.
        not_before: from when on it is valid, UTC.
        not_after: until when, UTC.
        issued_by: who is said to have issued it, which only an authority's own certificate can prove (see `trust`);
            empty when the signer made it.
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


@lru_cache(maxsize=32)
def loaded(der: bytes) -> x509.Certificate:
    """Return the certificate that these bytes are. Raises `NotACertificate`."""
    try:
        # What the library has to say of an odd certificate, it would say on the terminal.
        with warnings.catch_warnings(action="ignore"):
            certificate = x509.load_der_x509_certificate(der)
            # Much is read only when it is asked for; ask now, so that nobody stumbles later.
            _asked = certificate.subject, certificate.issuer, certificate.extensions
            key = certificate.public_key()
    except (
        ValueError,
        UnsupportedAlgorithm,
        x509.DuplicateExtension,
        x509.UnsupportedGeneralNameType,
    ) as error:
        raise _not_a_certificate() from error
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < SHORTEST_RSA:
        raise NotACertificate(_("The key of this certificate is too short to be safe today."))
    if not _usable(key):
        raise _not_a_certificate()
    return certificate


def all_from_file(content: bytes) -> tuple[bytes, ...]:
    """Return the DER of each certificate in a file, be it PEM or DER. Raises `NotACertificate`."""
    if len(content) > MOST_BYTES:
        raise _not_a_certificate()
    try:
        if b"-----BEGIN" in content:
            return tuple(each.public_bytes(Encoding.DER) for each in x509.load_pem_x509_certificates(content))
        return (x509.load_der_x509_certificate(content).public_bytes(Encoding.DER),)
    except ValueError as error:
        raise _not_a_certificate() from error


@lru_cache(maxsize=32)
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
    """Whether the key may be used to sign documents, or nothing is said of its use (RFC 5280, 4.2.1.3 and 4.2.1.12)."""
    usage = _extension(certificate, x509.KeyUsage)
    if usage is not None and not (usage.digital_signature or usage.content_commitment):
        return False
    purposes = _extension(certificate, x509.ExtendedKeyUsage)
    return purposes is None or any(each in _FOR_DOCUMENTS for each in purposes)


def may_issue(certificate: x509.Certificate, between: int) -> bool:
    """Whether a certificate may stand above others (RFC 5280, 4.2.1.9).

    Args:
        between: how many certificates of issuers stand between it and the signer's.
    """
    constraints = _extension(certificate, x509.BasicConstraints)
    if constraints is None or not constraints.ca:
        return False
    usage = _extension(certificate, x509.KeyUsage)
    if usage is not None and not usage.key_cert_sign:
        return False
    return constraints.path_length is None or between <= constraints.path_length


class CannotSign(UserError):
    """Signatures with this certificate would be refused by whoever verifies them."""


def see_fit(certificates: Sequence[bytes], at: datetime) -> None:
    """See that what is signed with these certificates is going to hold, before anything is signed.

    Args:
        certificates: DER, the signer's first, then each issuer's.
        at: when it is to be signed.

    Raises:
        CannotSign: something speaks against it. That a certificate is not valid then is for signing itself to say.
        NotACertificate: one of them is none that can be used.
    """
    chain = [loaded(each) for each in certificates]
    if signatory(certificates[0]).valid_at(at) and (wrong := flaw(chain, at)):
        raise CannotSign(wrong)


def flaw(chain: Sequence[x509.Certificate], at: datetime | None) -> str:
    """Return what speaks against a signature with these certificates, in words; empty when nothing does.

    That nothing does says nothing of the name: see `trust`.

    Args:
        chain: the signer's first, then each issuer's.
        at: when it was signed, as the signer says.
    """
    own, *issuers = chain
    if any(_weak(each) for each in (chain if own.issuer == own.subject else chain[:-1] or chain)):
        return _("The signer's certificate was made with a method that no longer protects against forgery.")
    if not chain_holds(chain):
        return _("The signer's certificate was not issued by the issuer that it names.")
    if not may_sign(own):
        return _("The signer's certificate is not intended for signatures.")
    if not all(may_issue(each, number) for number, each in enumerate(issuers)):
        return _("The signer's certificate was made by somebody who is not allowed to issue certificates.")
    if any(_asks_for_more(each) for each in chain):
        return _("The signer's certificate has a condition that this program does not know.")
    if at is None or not own.not_valid_before_utc <= at <= own.not_valid_after_utc:
        return _("The signer's certificate was not valid at the time of signing.")
    if not all(each.not_valid_before_utc <= at <= each.not_valid_after_utc for each in issuers):
        return _("The certificate of the issuer was not valid at the time of signing.")
    return ""


def _asks_for_more(certificate: x509.Certificate) -> bool:
    return any(each.critical and each.oid not in _UNDERSTOOD for each in certificate.extensions)


def _weak(certificate: x509.Certificate) -> bool:
    try:
        return isinstance(certificate.signature_hash_algorithm, (hashes.MD5, hashes.SHA1))
    except UnsupportedAlgorithm:
        return True


def _extension(certificate: x509.Certificate, sort: type[_Sort]) -> _Sort | None:
    try:
        return certificate.extensions.get_extension_for_class(sort).value
    except x509.ExtensionNotFound:
        return None


def chain_of(own: x509.Certificate, others: Sequence[x509.Certificate]) -> tuple[bytes, ...]:
    """Return the DER of the signer's certificate and the issuers', in order; leave out any stranger."""
    chain = [own]
    with warnings.catch_warnings(action="ignore"):  # as in `loaded`
        while chain[-1].issuer != chain[-1].subject:
            above = [each for each in others if each.subject == chain[-1].issuer and each not in chain]
            if not above:
                break
            chain.append(above[0])
    return tuple(each.public_bytes(Encoding.DER) for each in chain)


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
    return isinstance(key, rsa.RSAPublicKey) and SHORTEST_RSA <= key.key_size <= LONGEST_RSA


def _named(name: x509.Name) -> str:
    said = _first(name, NameOID.COMMON_NAME) or _first(name, NameOID.ORGANIZATION_NAME)
    return said or one_line(name.rfc4514_string())


def _first(name: x509.Name, part: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(part)
    # Here, and nowhere else, texts of a certificate come into the program.
    return one_line(found[0].value) if found and found[0].value else ""


def _not_a_certificate() -> NotACertificate:
    return NotACertificate(_("This is not a certificate that can be used to check signatures."))
