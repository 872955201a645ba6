"""The signature message in its one form: when it says it was made, how long it gets, and how many vouch for its signer."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from desktop.package import cades_signature
from desktop.package.cades_signature import CadesSignature, Expired, NotASignature
from desktop.package.identity import Identity

START = datetime(2026, 1, 1, tzinfo=UTC)
DIGEST = hashlib.sha256(b"a list").digest()

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def certified(key: Key, number: int = 1, days: int = 40_000) -> bytes:
    """Return a certificate of this key by itself, as DER."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Officer {number}")])
    until = START + timedelta(days=days)
    made = x509.CertificateBuilder(name, name, key.public_key(), number, START, until).sign(key, hashes.SHA256())
    return made.public_bytes(Encoding.DER)


KEY = ec.generate_private_key(ec.SECP256R1())
OWN = certified(KEY)


def signer(*certificates: bytes) -> Identity:
    return Identity(certificates or (OWN,), b"", KEY)


def signed(at: datetime, *, timed: bool = True, certificates: Sequence[bytes] = (OWN,)) -> bytes:
    return cades_signature.sign_digest(DIGEST, signer(*certificates), at, timed=timed)


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (datetime(2026, 3, 2, 14, 5, 11, tzinfo=UTC), b"\x17\x0d260302140511Z"),
        (datetime(2049, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), b"\x17\x0d491231235959Z"),
        (datetime(2050, 1, 1, tzinfo=UTC), b"\x18\x0f20500101000000Z"),
        (datetime(2050, 1, 1, 1, tzinfo=timezone(timedelta(hours=3))), b"\x17\x0d491231220000Z"),
    ],
)
def test_the_time_is_written_in_two_digits_until_2049_and_in_four_from_2050_on(at: datetime, written: bytes) -> None:
    # RFC 5652, 11.3; the attributes that are signed are the same bytes.
    message = signed(at)
    assert message.count(written) == 1
    read = cades_signature.read(message)
    assert read.signed_at == at.astimezone(UTC).replace(microsecond=0)
    assert cades_signature.holds(read)


def test_a_time_without_its_zone_is_no_time() -> None:
    with pytest.raises(ValueError, match="time zone"):
        signed(datetime(2026, 3, 2))


def test_the_time_is_left_out_where_the_document_says_it() -> None:
    message = signed(START, timed=False)
    read = cades_signature.read(message)
    assert read.signed_at is None
    assert cades_signature.holds(read)
    assert not cades_signature.holds(CadesSignature(read.certificates, START, read.digest, read.signature))


def test_a_key_signs_from_its_first_to_its_last_second() -> None:
    until = START + timedelta(days=10)
    own = certified(KEY, days=10)
    for at in (START, until):
        assert cades_signature.read(signed(at, certificates=[own])).signed_at == at
    for at in (START - timedelta(seconds=1), until + timedelta(seconds=1)):
        with pytest.raises(Expired, match="Officer 1 is valid from 1 January 2026 to 11 January 2026"):
            signed(at, certificates=[own])


def test_a_signature_carries_eight_certificates_and_no_more() -> None:
    chain = [certified(KEY, number) for number in range(1, 10)]
    read = cades_signature.read(signed(START, certificates=chain[:8]))
    assert read.certificates == tuple(chain[:8])
    assert cades_signature.holds(read)
    with pytest.raises(NotASignature):
        cades_signature.read(signed(START, certificates=chain))


def test_each_certificate_stands_in_its_place_and_is_signed_too() -> None:
    chain = (OWN, certified(KEY, 2), certified(KEY, 3))
    read = cades_signature.read(signed(START, certificates=chain))
    assert read.certificates == chain
    for others in ((OWN,), chain[:2], (OWN, chain[2], chain[1])):
        assert not cades_signature.holds(CadesSignature(others, read.signed_at, read.digest, read.signature))


def test_it_is_the_key_of_the_signer_that_counts_and_not_that_of_an_authority() -> None:
    authority = rsa.generate_private_key(65537, 2048)
    chain = (certified(KEY, days=10), certified(authority, 2))
    message = signed(START, certificates=chain)
    read = cades_signature.read(message)
    assert cades_signature.holds(read)
    assert 0 <= cades_signature.longest(signer(*chain), START) - len(message) <= 16
    # With (r, s) an ECDSA signature holds with (r, -s) too, and one of the two is refused.
    r, s = decode_dss_signature(read.signature)
    twin = encode_dss_signature(r, ec.SECP256R1.group_order - s)
    forged = CadesSignature(read.certificates, read.signed_at, read.digest, twin)
    assert cades_signature.holds(forged)
    with pytest.raises(NotASignature):
        cades_signature.read(cades_signature._message(forged))
    with pytest.raises(Expired):
        signed(START + timedelta(days=11), certificates=chain)


def test_nothing_that_is_signed_can_be_another() -> None:
    read = cades_signature.read(signed(START))
    assert (read.digest, read.signed_at) == (DIGEST, START)
    for digest, at, signature in (
        (bytes(32), START, read.signature),
        (DIGEST, START + timedelta(seconds=1), read.signature),
        (DIGEST, START, cades_signature.read(signed(START + timedelta(days=1))).signature),
    ):
        assert not cades_signature.holds(CadesSignature(read.certificates, at, digest, signature))


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()], ids=lambda curve: curve.name)
def test_there_is_room_for_the_longest_signature_of_a_curve_and_for_little_more(curve: ec.EllipticCurve) -> None:
    # In a PDF the room is left before the signature is made.
    key = ec.generate_private_key(curve)
    own = certified(key)
    longest = encode_dss_signature(curve.group_order - 1, curve.group_order // 2)
    for at, timed in ((START, True), (START, False), (datetime(2051, 1, 1, tzinfo=UTC), True)):
        message = cades_signature._message(CadesSignature((own,), at if timed else None, DIGEST, longest))
        room = cades_signature.longest(Identity((own,), b"", key), at, timed=timed)
        assert 0 <= room - len(message) <= 12


def test_there_is_room_for_a_signature_of_rsa_and_no_more() -> None:
    key = rsa.generate_private_key(65537, 2050)  # two bits more than 256 bytes hold
    own = Identity((certified(key),), b"", key)
    message = cades_signature.sign_digest(DIGEST, own, START)
    assert cades_signature.longest(own, START) == len(message)
    read = cades_signature.read(message)
    assert len(read.signature) == 257
    assert cades_signature.holds(read)


@pytest.mark.parametrize("length", [0, 1, 31, 32, 33, 63, 64, 65, 71, 128, 129, 257, 1024])
def test_a_message_of_any_length_is_what_the_long_way_writes(length: int) -> None:
    for at in (None, START):
        for digest in (DIGEST, bytes(32), bytes(31), b""):
            cades = CadesSignature((OWN,), at, digest, bytes(range(256)) * 5)
            cades = CadesSignature(cades.certificates, at, digest, cades.signature[:length])
            assert cades_signature._message(cades) == cades_signature._new_message(cades)


@pytest.mark.parametrize(
    "message",
    [b"", b"\x30\x00", b"0", b"a letter", bytes(5000), b"\x30\x80" * 5000, OWN],
    ids=["nothing", "empty", "cut short", "letter", "zeros", "nested", "certificate"],
)
def test_what_is_no_signature_is_called_so(message: bytes) -> None:
    with pytest.raises(NotASignature, match="The signature itself was changed"):
        cades_signature.read(message)


def test_a_signature_with_a_key_that_is_too_short_says_so() -> None:
    short = rsa.generate_private_key(65537, 1024)
    cades = CadesSignature((certified(short),), START, DIGEST, bytes(range(128)))
    with pytest.raises(NotASignature, match="too short"):
        cades_signature.read(cades_signature._new_message(cades))
