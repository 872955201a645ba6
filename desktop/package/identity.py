"""A signing identity: a key in a file with a passphrase, and a certificate that names its holder."""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata
import warnings
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, PublicFormat, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from desktop.atomic_write import atomic_write
from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.package import certificate
from desktop.package.received_file import opened
from desktop.record.dates import day_in_words

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

YEARS = 5
"""How long a new identity is valid."""

LONGEST_NAME = 64
"""Of a name in a certificate, in characters (RFC 5280, upper bound of a common name)."""

_DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
_ROUNDS = 200_000  # of PBKDF2: what an old laptop does in well under a second
_MOST_BYTES = 1 << 20
_SOON = timedelta(days=60)


class BadIdentity(UserError):
    """A name, country or passphrase that an identity cannot be made with."""


class NotAnIdentity(UserError):
    """The file is no signing key (PKCS#12), or is damaged."""


class WrongPassphrase(UserError):
    """The passphrase does not open the file."""


class NoPrivateKey(UserError):
    """The file holds a certificate alone, so nothing can be signed with it."""


@dataclass(frozen=True, repr=False)
class Identity:
    """Somebody who can sign with a key from a file; a `signer.Signer`.

    Args:
        certificates: DER, one's own first, then those of who issued it.
        pkcs12: the file as it is, still under its passphrase.
    """

    certificates: tuple[bytes, ...]
    pkcs12: bytes
    _key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = field(compare=False)

    def __repr__(self) -> str:
        """Return who this is, and nothing of the key."""
        return f"<Identity {self.name!r} {self.short_fingerprint}>"

    @cached_property
    def signatory(self) -> certificate.Signatory:
        """Whom the certificate names."""
        return certificate.signatory(self.certificates[0])

    @property
    def name(self) -> str:
        """The holder's name."""
        return self.signatory.name

    @property
    def country(self) -> str:
        """The holder's country as two letters, or empty."""
        return self.signatory.country

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, 64 hexadecimal digits in groups of four."""
        return self.signatory.fingerprint

    @property
    def short_fingerprint(self) -> str:
        """The first five groups of the fingerprint, to be read over the telephone."""
        return self.signatory.short_fingerprint

    @property
    def certificate_pem(self) -> str:
        """The certificate, which may be given to everybody."""
        return self.signatory.certificate_pem

    @property
    def not_before(self) -> datetime:
        """From when on it is valid, UTC."""
        return self.signatory.not_before

    @property
    def not_after(self) -> datetime:
        """Until when it is valid, UTC."""
        return self.signatory.not_after

    def warning(self, at: datetime) -> str:
        """Return a sentence when the identity is not valid then, or not for much longer; else nothing."""
        end = day_in_words(self.not_after)
        if at > self.not_after:
            return _("This signing key expired on {end}. Make a new one and distribute its certificate.").format(
                end=end
            )
        if at < self.not_before:
            return _("This signing key is valid only from {start}. Is this computer's clock right?").format(
                start=day_in_words(self.not_before)
            )
        if at > self.not_after - _SOON:
            return _("This signing key expires on {end}. Make a new one before then.").format(end=end)
        return ""

    def sign(self, data: bytes) -> bytes:
        """Return a signature over the data by way of SHA-256."""
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(hashes.SHA256()))
        return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())

    def save(self, path: Path, *, certificate_beside: bool = False) -> None:
        """Write the file, readable by its owner only, and the certificate as `.pem` beside it when asked.

        Raises:
            AlreadyExists: one of the two names is taken; a key is never written over.
            CannotWrite: see `atomic_write`.
        """
        beside = path.with_suffix(".pem")
        if certificate_beside:
            with atomic_write(beside, replace=False) as stream:
                stream.write(self.certificate_pem.encode("ascii"))
        try:
            with atomic_write(path, private=True, replace=False) as stream:
                stream.write(self.pkcs12)
        except UserError:
            if certificate_beside:
                beside.unlink(missing_ok=True)
            raise


def why_no_country(code: str) -> str:
    """Return in a sentence why a text is no code of a country, empty where it can be one."""
    is_code = len(code) == 2 and code.isascii() and code.isalpha()
    return "" if is_code else _("Enter the two-letter code of the country, such as KE.")


def create_identity(name: str, country: str, passphrase: str, now: datetime) -> Identity:
    """Make a new key (EC P-256) and a certificate that it signs itself, valid for five years.

    Args:
        name: whom it names, at most 64 characters.
        country: ISO 3166-1 code, two letters.
        passphrase: kept under it; the file is worth nothing without it, and it cannot be found again.
        now: the present time, with its time zone.

    Raises:
        BadIdentity: a name, country or passphrase that will not do.
    """
    name, country = unicodedata.normalize("NFC", name.strip()), country.strip().upper()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadIdentity(
            _("The name on a signing key is missing or too long. Maximum number of characters: {most}.").format(
                most=LONGEST_NAME
            )
        )
    if why_not := why_no_country(country):
        raise BadIdentity(why_not)
    _check_passphrase(passphrase)
    key = ec.generate_private_key(ec.SECP256R1())
    made = _self_signed(key, name, country, now)
    protection = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(_secret(passphrase))
    )
    content = pkcs12.serialize_key_and_certificates(name.encode(), key, made, None, protection)
    return Identity((made.public_bytes(Encoding.DER),), _mac_of_equal_strength(content, passphrase), key)


def load_identity(path: Path, passphrase: str) -> Identity:
    """Open the file of an identity. It may have expired: `Identity.warning` says so, and signing refuses.

    Raises:
        CannotRead: the file is not there or may not be read.
        NotAnIdentity: it is something else, or damaged.
        WrongPassphrase: the passphrase does not open it.
        NoPrivateKey: it holds no key.
    """
    with opened(path) as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES or not _is_pkcs12(content):
        raise NotAnIdentity(_("{name} is not a signing key file.").format(name=path.name))
    key, own, others = _unlocked(content, passphrase, path.name)
    if key is None or own is None:
        raise NoPrivateKey(_("{name} contains no key to sign with, only a certificate.").format(name=path.name))
    ours = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    theirs = own.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    if not isinstance(key, (ec.EllipticCurvePrivateKey, rsa.RSAPrivateKey)) or ours != theirs:
        raise NotAnIdentity(_("The key in {name} is of a kind that cannot sign packages.").format(name=path.name))
    chain = certificate.chain_of(own, others)
    try:
        certificate.signatory(chain[0])
    except certificate.NotACertificate as error:
        raise NotAnIdentity(
            _("The key in {name} is of a kind that cannot sign packages.").format(name=path.name)
        ) from error
    return Identity(chain, content, key)


def _self_signed(key: ec.EllipticCurvePrivateKey, name: str, country: str, now: datetime) -> x509.Certificate:
    """Return a certificate that `openssl cms -verify`, mail programs and PDF readers take for a signer's."""
    # A name is bounded in characters. The library counts bytes, of which an Arabic or a Russian letter has two.
    with warnings.catch_warnings(action="ignore"):
        common_name = x509.NameAttribute(NameOID.COMMON_NAME, name, _validate=False)
    subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, country), common_name])
    # A day earlier, for the computer that receives a package may be late.
    start = now.astimezone(UTC).replace(microsecond=0) - timedelta(days=1)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=365 * YEARS + 2))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION, _DOCUMENT_SIGNING]), critical=False)
        .add_extension(identifier, critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False)
        .sign(key, hashes.SHA256())
    )


def _check_passphrase(passphrase: str) -> None:
    if not passphrase.strip():
        raise BadIdentity(_("A signing key needs a passphrase. Without one, anybody who finds the file can sign."))


def _secret(passphrase: str) -> bytes:
    # The same letters can be typed as different characters on two systems; NFC makes them one.
    return unicodedata.normalize("NFC", passphrase).encode()


def _mac_of_equal_strength(content: bytes, passphrase: str) -> bytes:
    """Return the file with a checksum that takes as long to guess at as its content does.

    The library settles for 2048 rounds here, so whoever guesses passphrases would do so against the checksum.
    The derivation is that of RFC 7292, appendix B.2, where one block of SHA-256 is all that is needed.
    """
    outer = asn1_pkcs12.Pfx.load(content)
    salt = os.urandom(8)
    typed = _secret(passphrase).decode().encode("utf-16-be") + b"\0\0"
    key = b"\x03" * 64 + _filled(salt) + _filled(typed)
    for _round in range(_ROUNDS):
        key = hashlib.sha256(key).digest()
    outer["mac_data"]["mac_salt"] = salt
    outer["mac_data"]["iterations"] = _ROUNDS
    outer["mac_data"]["mac"]["digest"] = hmac.digest(key, outer["auth_safe"]["content"].native, "sha256")
    written: bytes = outer.dump(force=True)
    return written


def _filled(part: bytes) -> bytes:
    """Return the part repeated to whole blocks of 64 bytes."""
    length = -(-len(part) // 64) * 64
    return (part * length)[:length]


def _is_pkcs12(content: bytes) -> bool:
    """Whether the outer shape is that of PKCS#12, which can be seen without the passphrase."""
    try:
        outer = asn1_pkcs12.Pfx.load(content, strict=True)
        return bool(outer["version"].native == "v3" and outer["auth_safe"]["content"].native)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return False


def _unlocked(
    content: bytes, passphrase: str, name: str
) -> tuple[PrivateKeyTypes | None, x509.Certificate | None, list[x509.Certificate]]:
    # A file that another program made may have been given the letters as they were typed.
    for secret in dict.fromkeys((_secret(passphrase), passphrase.encode())):
        try:
            return pkcs12.load_key_and_certificates(content, secret)
        except (ValueError, TypeError):
            continue
        except UnsupportedAlgorithm as error:
            raise NotAnIdentity(
                _("{name} cannot be opened, because it is protected in a way that is too old.").format(name=name)
            ) from error
    raise WrongPassphrase(_("The passphrase does not open {name}.").format(name=name))
