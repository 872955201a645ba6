"""The signature message: CAdES baseline B-B (ETSI EN 319 122-1), in one form.

Of all that CMS (RFC 5652) lets one write, this writes one thing: detached, SHA-256, one signer, the
certificates of the signer and of those who issued it, and four signed attributes: content type, time of
signing, message digest, and the digests of all certificates (signing-certificate-v2, RFC 5035). No unsigned
attribute. Whoever reads a signature writes it anew from what was read and demands the same bytes, so that nothing
in it is free to change.

In a PDF the time stands in the document instead (ETSI EN 319 142-1, 6.3), and the attribute for it is left
out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.package import certificate
from desktop.package.signer import Signer
from desktop.record.dates import day_in_words

MOST_CERTIFICATES = 8


class NotASignature(UserError):
    """The signature is not in the one form that Pledgebook writes."""


class Expired(UserError):
    """The certificate is not valid at the time of signing."""


@dataclass(frozen=True)
class CadesSignature:
    """A signature that is in the one form; whether it is right is for `holds` to say.

    Args:
        certificates: DER, the signer's first, then each issuer's.
        signed_at: when, UTC, as the signer says; None where the document itself says it.
        digest: SHA-256 of what was signed, 32 bytes.
        signature: ECDSA in DER, or RSA.
    """

    certificates: tuple[bytes, ...]
    signed_at: datetime | None
    digest: bytes
    signature: bytes


def sign_digest(digest: bytes, signer: Signer, at: datetime, *, timed: bool = True) -> bytes:
    """Return a detached signature over what has this SHA-256 digest, as DER.

    Args:
        at: the time of signing, with its time zone; whole seconds are kept.
        timed: whether the time becomes part of the signature.

    Raises:
        Expired: the certificate is not valid then.
        NotACertificate: the signer's certificate cannot be used.
        UserError: the signer refuses.
    """
    if at.tzinfo is None:
        raise ValueError("the time of signing needs its time zone")
    at = at.astimezone(UTC).replace(microsecond=0)
    who = certificate.signatory(signer.certificates[0])
    if not who.valid_at(at):
        raise Expired(
            _("The signing key of {name} is valid from {start} to {end}, so it cannot be used now.").format(
                name=who.name, start=day_in_words(who.not_before), end=day_in_words(who.not_after)
            )
        )
    signed_at = at if timed else None
    signature = signer.sign(_attributes(signer.certificates, digest, signed_at))
    return _message(CadesSignature(signer.certificates, signed_at, digest, _settled(signature, signer.certificates[0])))


def longest(signer: Signer, at: datetime, *, timed: bool = True) -> int:
    """Return the bytes that a signature of this signer takes at most."""
    certificates = signer.certificates
    signed_at = at.astimezone(UTC).replace(microsecond=0) if timed else None
    return len(
        _message(CadesSignature(certificates, signed_at, bytes(len(_DIGEST)), bytes(_longest_value(certificates[0]))))
    )


def _longest_value(der: bytes) -> int:
    key = certificate.loaded(der).public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return (key.key_size + 7) // 8
    # Two numbers as long as the key in DER: a tag and a length each, a leading zero, and those of both together.
    size = (getattr(key, "key_size", 4096) + 7) // 8
    return 2 * (size + 5) + 4


def read(message: bytes) -> CadesSignature:
    """Return what a signature says. Raises `NotASignature` for anything but the one form."""
    try:
        cades = _parsed(message)
        same = _message(cades) == message and _settled(cades.signature, cades.certificates[0]) == cades.signature
    except certificate.NotACertificate as error:
        raise NotASignature(error.message) from error
    # asn1crypto meets broken input with any of these.
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OverflowError,
        RecursionError,
        UserError,
    ) as error:
        raise _not_a_signature() from error
    if not same:
        raise _not_a_signature()
    return cades


def holds(cades: CadesSignature) -> bool:
    """Whether the signature was made with the key of the first certificate, over all that it says."""
    key = certificate.loaded(cades.certificates[0]).public_key()
    signed = _attributes(cades.certificates, cades.digest, cades.signed_at)
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(cades.signature, signed, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(cades.signature, signed, padding.PKCS1v15(), hashes.SHA256())
        else:
            return False
    except InvalidSignature:
        return False
    return True


def _settled(signature: bytes, signer: bytes) -> bytes:
    """Return the one way to write a signature.

    With (r, s) an ECDSA signature holds with (r, -s) too; the smaller of the two is the one that is written.
    """
    key = certificate.loaded(signer).public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return signature
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, key.curve.group_order - s))


_DIGEST = hashlib.sha256(b"a digest, while the message around it is made").digest()
_SIGNATURE = hashlib.sha512(b"a signature, while the message around it is made").digest()
# The two messages of one signer at one moment differ by these two values and nothing else; a package of hundreds of
# documents has as many messages.


def _attributes(certificates: tuple[bytes, ...], digest: bytes, at: datetime | None) -> bytes:
    """Return the signed attributes as DER."""
    around = _around_attributes(certificates, at)
    return digest.join(around) if around else _new_attributes(certificates, digest, at).dump()


@lru_cache(maxsize=16)
def _around_attributes(certificates: tuple[bytes, ...], at: datetime | None) -> tuple[bytes, ...]:
    """Return what stands before and after the digest; nothing where that cannot be told for certain."""
    parts = _new_attributes(certificates, _DIGEST, at).dump().split(_DIGEST)
    return tuple(parts) if len(parts) == 2 else ()


def _new_attributes(certificates: Sequence[bytes], digest: bytes, at: datetime | None) -> cms.CMSAttributes:
    """Return the signed attributes; DER sorts them, being a SET OF."""
    listed = [tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(each).digest()}) for each in certificates]
    values = {
        "content_type": cms.ContentType("data"),
        "message_digest": core.OctetString(digest),
        "signing_certificate_v2": tsp.SigningCertificateV2({"certs": listed}),
    }
    if at is not None:
        # RFC 5652, 11.3: UTCTime up to 2049, GeneralizedTime from 2050 on.
        early = at.year < 2050
        time = {"utc_time": core.UTCTime(at)} if early else {"generalized_time": core.GeneralizedTime(at)}
        values["signing_time"] = cms.Time(time)
    return cms.CMSAttributes(
        [cms.CMSAttribute({"type": cms.CMSAttributeType(sort), "values": [value]}) for sort, value in values.items()]
    )


def _message(cades: CadesSignature) -> bytes:
    """Return the whole message as DER."""
    length = len(cades.signature)
    if len(cades.digest) == len(_DIGEST) and length >= len(_SIGNATURE):
        around = _around_message(cades.certificates, cades.signed_at, length)
        if around:
            before, between, after = around
            return b"".join((before, cades.digest, between, cades.signature, after))
    return _new_message(cades)


@lru_cache(maxsize=16)
def _around_message(certificates: tuple[bytes, ...], at: datetime | None, length: int) -> tuple[bytes, ...]:
    """Return what stands before the digest, between it and a signature of so many bytes, and after that.

    Nothing where that cannot be told for certain.
    """
    signature = (_SIGNATURE * (length // len(_SIGNATURE) + 1))[:length]
    message = _new_message(CadesSignature(certificates, at, _DIGEST, signature))
    if message.count(_DIGEST) != 1 or message.count(signature) != 1:
        return ()
    before, rest = message.split(_DIGEST)
    return (before, *rest.split(signature)) if signature in rest else ()


def _new_message(cades: CadesSignature) -> bytes:
    first = x509.Certificate.load(cades.certificates[0], strict=True)
    elliptic = first.public_key.algorithm == "ec"
    information = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": first.issuer, "serial_number": first["tbs_certificate"]["serial_number"]}
                    )
                }
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
            "signed_attrs": _new_attributes(cades.certificates, cades.digest, cades.signed_at),
            "signature_algorithm": algos.SignedDigestAlgorithm(
                {"algorithm": "sha256_ecdsa"} if elliptic else {"algorithm": "sha256_rsa", "parameters": core.Null()}
            ),
            "signature": cades.signature,
        }
    )
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
            "encap_content_info": {"content_type": "data"},
            "certificates": [x509.Certificate.load(each, strict=True) for each in cades.certificates],
            "signer_infos": [information],
        }
    )
    written: bytes = cms.ContentInfo({"content_type": "signed_data", "content": data}).dump()
    return written


def _parsed(message: bytes) -> CadesSignature:
    """Take out of a message what is free in it; the rest is settled by being written anew."""
    data = cms.ContentInfo.load(message, strict=True)["content"]
    information = data["signer_infos"][0]
    attributes = {each["type"].native: each["values"][0] for each in information["signed_attrs"]}
    carried = {hashlib.sha256(each.chosen.dump()).digest(): each.chosen.dump() for each in data["certificates"]}
    if not 1 <= len(carried) <= MOST_CERTIFICATES:
        raise ValueError(len(carried))
    order = [each["cert_hash"].native for each in attributes["signing_certificate_v2"]["certs"]]
    time = attributes.get("signing_time")
    return CadesSignature(
        certificates=tuple(carried[digest] for digest in order),
        signed_at=None if time is None else time.native.astimezone(UTC),
        digest=attributes["message_digest"].native,
        signature=information["signature"].native,
    )


def _not_a_signature() -> NotASignature:
    return NotASignature(_("The signature itself was changed, or is not one that Pledgebook writes."))
