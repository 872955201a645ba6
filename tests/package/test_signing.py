"""What is signed here is found valid by the tools of others, and read back by our own."""

from __future__ import annotations

import io
import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12

from desktop.package import cades_signature, examine
from desktop.package.container_reading import read_container
from desktop.package.container_writing import write_container
from desktop.package.examine import Refusal
from desktop.package.identity import Identity, create_identity, load_identity
from desktop.package.signing import NotAPdf, check_pdf_signature, sign_pdf

Tool = Callable[..., "subprocess.CompletedProcess[str]"]
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@pytest.fixture
def signed_today(members: dict[str, bytes], tmp_path: Path) -> tuple[Path, Path, Path]:
    """Signature, list and certificate of a package signed now, for tools that go by the clock."""
    now = datetime.now(UTC)
    signer = create_identity("Desk officer A", "KE", "x", now)
    write_container(tmp_path / "package.asice", members, signer, now)
    held = read_container(tmp_path / "package.asice")
    paths = tmp_path / "signature.p7s", tmp_path / "ASiCManifest.xml", tmp_path / "certificate.pem"
    for path, content in zip(paths, (held.signature, held.manifest, signer.certificate_pem.encode()), strict=True):
        path.write_bytes(content or b"")
    return paths


@pytest.mark.parametrize(
    "options",
    [[], ["-purpose", "any"], ["-cades"], ["-cades", "-purpose", "any"], ["-x509_strict"]],
    ids=lambda options: " ".join(options) or "plain",
)
def test_openssl_finds_the_signature_valid(
    options: list[str], signed_today: tuple[Path, Path, Path], tool: Tool
) -> None:
    signature, listing, certificate = signed_today
    asked = ["cms", "-verify", "-binary", "-inform", "DER", "-in", signature, "-content", listing]
    done = tool("openssl", *asked, "-CAfile", certificate, *options, "-out", os.devnull)
    assert done.returncode == 0, done.stderr
    assert "Verification successful" in done.stderr


def test_openssl_finds_it_invalid_for_another_list(signed_today: tuple[Path, Path, Path], tool: Tool) -> None:
    signature, listing, certificate = signed_today
    listing.write_bytes(listing.read_bytes() + b"\n")
    asked = ["cms", "-verify", "-binary", "-inform", "DER", "-in", signature, "-content", listing]
    assert tool("openssl", *asked, "-CAfile", certificate, "-out", os.devnull).returncode != 0


def test_the_time_of_signing_is_the_one_that_was_given(
    members: dict[str, bytes], identity: Identity, tmp_path: Path
) -> None:
    nairobi = timezone(timedelta(hours=3))
    write_container(tmp_path / "package.asice", members, identity, datetime(2026, 5, 6, 7, 8, 9, 123456, nairobi))
    findings = examine.examine(tmp_path / "package.asice")
    assert findings.signed_at == datetime(2026, 5, 6, 4, 8, 9, tzinfo=UTC)


def test_a_signature_after_2049_is_read_too(members: dict[str, bytes], tmp_path: Path) -> None:
    late = datetime(2051, 1, 2, 3, 4, 5, tzinfo=UTC)
    signer = create_identity("Desk officer A", "KE", "x", late)
    write_container(tmp_path / "package.asice", members, signer, late)
    findings = examine.examine(tmp_path / "package.asice")
    assert findings.sound
    assert findings.signed_at == late


def test_nothing_is_signed_or_left_with_an_expired_key(
    members: dict[str, bytes], identity: Identity, tmp_path: Path
) -> None:
    with pytest.raises(cades_signature.Expired, match="Desk officer A"):
        write_container(tmp_path / "package.asice", members, identity, identity.not_after + timedelta(days=1))
    assert list(tmp_path.iterdir()) == []


# --- A card with a certificate from an authority, as it may come some day


@dataclass(frozen=True)
class Card:
    """Something that signs and does not give its key away."""

    certificates: tuple[bytes, ...]
    key: PrivateKey

    def sign(self, data: bytes) -> bytes:
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(data, ec.ECDSA(hashes.SHA256()))


def certified(name: str, key: PrivateKey, issuer: str, issuer_key: PrivateKey, usage: bool = True) -> x509.Certificate:
    """Return a certificate for a key, by an issuer."""
    named = [x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, each)]) for each in (name, issuer)]
    start = datetime.now(UTC) - timedelta(days=1)
    serial = x509.random_serial_number()
    builder = x509.CertificateBuilder(named[1], named[0], key.public_key(), serial, start, start + timedelta(days=9))
    builder = builder.add_extension(x509.BasicConstraints(name == issuer, None), critical=True)
    sign = name != issuer and usage
    return builder.add_extension(
        x509.KeyUsage(sign, sign, not sign, False, False, not sign, False, False, False), critical=True
    ).sign(issuer_key, hashes.SHA256())


def card(key: PrivateKey, usage: bool = True) -> tuple[Card, x509.Certificate]:
    """Return a card and the certificate of the authority that issued it."""
    authority_key = rsa.generate_private_key(65537, 2048)
    authority = certified("Authority", authority_key, "Authority", authority_key)
    own = certified("Desk officer B", key, "Authority", authority_key, usage)
    return Card(tuple(each.public_bytes(Encoding.DER) for each in (own, authority)), key), authority


@pytest.mark.parametrize(
    "make",
    [lambda: rsa.generate_private_key(65537, 2048), lambda: ec.generate_private_key(ec.SECP384R1())],
    ids=["RSA", "P-384"],
)
def test_a_card_with_a_certificate_from_an_authority_signs_as_well(
    make: Callable[[], PrivateKey], members: dict[str, bytes], pdf: bytes, tmp_path: Path, tool: Tool
) -> None:
    signer, authority = card(make())
    now = datetime.now(UTC)
    write_container(tmp_path / "package.asice", members, signer, now)
    findings = examine.examine(tmp_path / "package.asice")
    assert findings.sound
    assert findings.signer is not None
    assert findings.signer.issued_by == "Authority"
    assert "Authority" in findings.vouching
    signed = check_pdf_signature(sign_pdf(pdf, signer, "Pledge", "", now))
    assert signed is not None
    assert signed.sound
    held = read_container(tmp_path / "package.asice")
    (tmp_path / "s").write_bytes(held.signature or b"")
    (tmp_path / "m").write_bytes(held.manifest or b"")
    (tmp_path / "ca").write_bytes(authority.public_bytes(Encoding.PEM))
    asked = ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", tmp_path / "s"]
    done = tool("openssl", *asked, "-content", tmp_path / "m", "-CAfile", tmp_path / "ca", "-out", os.devnull)
    assert done.returncode == 0, done.stderr


def test_an_authority_that_did_not_issue_the_certificate_is_noticed(members: dict[str, bytes], tmp_path: Path) -> None:
    signer, _authority = card(ec.generate_private_key(ec.SECP256R1()))
    _other, impostor = card(ec.generate_private_key(ec.SECP256R1()))
    forged = Card((signer.certificates[0], impostor.public_bytes(Encoding.DER)), signer.key)
    write_container(tmp_path / "package.asice", members, forged, datetime.now(UTC))
    assert examine.examine(tmp_path / "package.asice").refusal is Refusal.CERTIFICATE


def test_a_self_made_certificate_that_is_not_signed_by_its_own_key_is_noticed(
    members: dict[str, bytes], tmp_path: Path
) -> None:
    own, other = (ec.generate_private_key(ec.SECP256R1()) for _each in range(2))
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Desk officer B")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(
        name, name, own.public_key(), 7, now - timedelta(days=1), now + timedelta(days=9)
    ).sign(other, hashes.SHA256())
    write_container(tmp_path / "package.asice", members, Card((made.public_bytes(Encoding.DER),), own), now)
    assert examine.examine(tmp_path / "package.asice").refusal is Refusal.CERTIFICATE


def test_a_certificate_that_is_not_for_signatures_is_noticed(members: dict[str, bytes], tmp_path: Path) -> None:
    signer, _authority = card(ec.generate_private_key(ec.SECP256R1()), usage=False)
    write_container(tmp_path / "package.asice", members, signer, datetime.now(UTC))
    assert examine.examine(tmp_path / "package.asice").refusal is Refusal.CERTIFICATE


def test_a_card_that_signs_with_another_key_is_noticed(members: dict[str, bytes], tmp_path: Path) -> None:
    signer, _authority = card(ec.generate_private_key(ec.SECP256R1()))
    swapped = Card(signer.certificates, ec.generate_private_key(ec.SECP256R1()))
    write_container(tmp_path / "package.asice", members, swapped, datetime.now(UTC))
    assert examine.examine(tmp_path / "package.asice").refusal is Refusal.SIGNATURE


def test_a_key_file_from_an_authority_brings_its_chain(tmp_path: Path) -> None:
    signer, authority = card(ec.generate_private_key(ec.SECP256R1()))
    _other, stranger = card(ec.generate_private_key(ec.SECP256R1()))
    own = x509.load_der_x509_certificate(signer.certificates[0])
    path = tmp_path / "key.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"key",
            signer.key,
            own,
            [stranger, authority],
            BestAvailableEncryption(b"x"),
        )
    )
    opened = load_identity(path, "x")
    assert opened.certificates[0] == signer.certificates[0]
    assert opened.signatory.issued_by == "Authority"


# --- PDF


def test_pdfsig_finds_the_signature_of_a_pdf_valid(
    pdf: bytes, identity: Identity, at: datetime, tmp_path: Path, tool: Tool
) -> None:
    path = tmp_path / "pledge.pdf"
    path.write_bytes(sign_pdf(pdf, identity, "Submission of Kenya", "Nairobi", at))
    done = tool("pdfsig", "-nocert", path)
    assert done.returncode == 0, done.stderr
    assert "Signature is Valid" in done.stdout
    assert "Total document signed" in done.stdout
    assert "ETSI.CAdES.detached" in done.stdout
    assert "CN=Desk officer A,C=KE" in done.stdout


def test_a_signed_pdf_says_who_signed_and_when(pdf: bytes, identity: Identity, at: datetime) -> None:
    signed = sign_pdf(pdf, identity, "Engagement n° 1 — التعهد", "Genève", at)
    found = check_pdf_signature(signed)
    assert found is not None
    assert found.sound
    assert found.signed_at == at
    assert found.signer == identity.signatory


def test_the_message_in_a_pdf_has_the_one_form_too_and_leaves_the_time_to_the_document(
    pdf: bytes, identity: Identity, at: datetime
) -> None:
    from asn1crypto import cms
    from pyhanko.pdf_utils.reader import PdfFileReader

    signed = sign_pdf(pdf, identity, "Submission", "", at)
    (found,) = PdfFileReader(io.BytesIO(signed)).embedded_regular_signatures
    read = cades_signature.read(cms.ContentInfo.load(found.pkcs7_content).dump())
    assert cades_signature.holds(read)
    assert read.signed_at is None
    assert read.certificates == identity.certificates


def test_signing_adds_to_a_pdf_and_changes_nothing_in_it(pdf: bytes, identity: Identity, at: datetime) -> None:
    from pypdf import PdfReader

    signed = sign_pdf(pdf, identity, "Submission", "", at)
    assert signed.startswith(pdf)
    before, after = (PdfReader(io.BytesIO(each)) for each in (pdf, signed))
    assert [page.extract_text() for page in after.pages] == [page.extract_text() for page in before.pages]
    assert after.metadata == before.metadata


def test_nothing_in_a_signed_pdf_tells_the_time_of_this_computer(pdf: bytes, identity: Identity, at: datetime) -> None:
    added = sign_pdf(pdf, identity, "Submission", "", at)[len(pdf) :]
    assert set(re.findall(rb"D(?::|\\072)(\d{14})", added)) == {b"20260302140511"}


def test_an_unsigned_pdf_is_said_to_bear_no_signature(pdf: bytes) -> None:
    assert check_pdf_signature(pdf) is None


def test_a_pdf_that_was_changed_after_signing_is_noticed(pdf: bytes, identity: Identity, at: datetime) -> None:
    signed = sign_pdf(pdf, identity, "Submission", "", at)
    place = signed.index(b"ReportLab")
    found = check_pdf_signature(signed[:place] + b"r" + signed[place + 1 :])
    assert found is not None
    assert not found.intact
    assert not found.sound


def test_a_pdf_that_was_added_to_after_signing_is_noticed(pdf: bytes, identity: Identity, at: datetime) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(sign_pdf(pdf, identity, "Submission", "", at))), incremental=True)
    writer.add_blank_page(100, 100)
    changed = io.BytesIO()
    writer.write(changed)
    found = check_pdf_signature(changed.getvalue())
    assert found is not None
    assert found.intact
    assert not found.whole_document
    assert not found.sound


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"a letter", b"\0" * 5000])
def test_what_is_no_pdf_is_called_so(content: bytes, identity: Identity, at: datetime) -> None:
    with pytest.raises(NotAPdf):
        sign_pdf(content, identity, "Submission", "", at)
    with pytest.raises(NotAPdf):
        check_pdf_signature(content)


def test_a_pdf_is_not_signed_with_an_expired_key(pdf: bytes, identity: Identity) -> None:
    with pytest.raises(cades_signature.Expired):
        sign_pdf(pdf, identity, "Submission", "", identity.not_after + timedelta(days=1))


def test_pdfs_travel_in_a_package_with_their_own_signatures(
    pdf: bytes, identity: Identity, at: datetime, tmp_path: Path
) -> None:
    signed = sign_pdf(pdf, identity, "Submission", "", at)
    write_container(tmp_path / "package.asice", {"report.pdf": signed}, identity, at)
    inside = check_pdf_signature(read_container(tmp_path / "package.asice").members["report.pdf"])
    assert inside is not None
    assert inside.sound


def test_the_quick_way_to_a_signature_writes_what_the_long_way_writes(identity: Identity, at: datetime) -> None:
    for digest in (bytes(32), b"\xff" * 32):
        for timed in (True, False):
            message = cades_signature.sign_digest(digest, identity, at, timed=timed)
            read = cades_signature.read(message)
            assert read.digest == digest
            assert cades_signature._new_message(read) == message
            assert len(message) <= cades_signature.longest(identity, at, timed=timed)
