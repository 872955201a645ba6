"""Who vouches for a signer is said only where a certificate that the receiver brings along proves it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from desktop.package import certificate, container_writing, examine
from desktop.package.examine import ContainerFindings, Refusal
from desktop.package.identity import Identity
from desktop.package.trust import vouched_by

NOW = datetime(2026, 3, 2, 14, 5, 11, tzinfo=UTC)
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


def usage(*, signs: bool = False, issues: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(signs, signs, False, False, False, issues, False, False, False)


def made(
    name: str,
    key: Key,
    issuer: str,
    issuer_key: Key,
    *extensions: tuple[x509.ExtensionType, bool],
    start: datetime = NOW - timedelta(days=10),
    end: datetime = NOW + timedelta(days=300),
) -> x509.Certificate:
    """Return a certificate; names are taken as they are, as a forger would."""
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, each, _validate=False)]) for each in (name, issuer)]
    builder = x509.CertificateBuilder(names[1], names[0], key.public_key(), x509.random_serial_number(), start, end)
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(issuer_key, hashes.SHA256())


def authority(name: str, key: Key, *more: tuple[x509.ExtensionType, bool], **times: datetime) -> x509.Certificate:
    constraints = () if any(isinstance(each, x509.BasicConstraints) for each, _critical in more) else (CA,)
    return made(name, key, name, key, *constraints, (usage(issues=True), True), *more, **times)


CA = (x509.BasicConstraints(True, None), True)
SIGNS = (usage(signs=True), True)
KEYS = [ec.generate_private_key(ec.SECP256R1()) for _each in range(3)]


def chain(*certificates: x509.Certificate) -> list[bytes]:
    return [each.public_bytes(Encoding.DER) for each in certificates]


def vouches(given: x509.Certificate, *certificates: x509.Certificate) -> bool:
    der = given.public_bytes(Encoding.DER)
    return vouched_by(chain(*certificates), [der], NOW) == der


def test_an_authority_vouches_for_those_whom_it_issued_a_certificate() -> None:
    own, ca, _other = KEYS
    root = authority("Authority", ca)
    leaf = made("Officer", own, "Authority", ca, SIGNS)
    assert vouches(root, leaf)
    assert vouches(root, leaf, root)


def test_an_authority_vouches_through_one_between() -> None:
    own, ca, middle = KEYS
    root = authority("Authority", ca)
    between = made("Ministry", middle, "Authority", ca, CA, (usage(issues=True), True))
    leaf = made("Officer", own, "Ministry", middle, SIGNS)
    assert vouches(root, leaf, between)
    assert not vouches(root, leaf)


def test_nobody_vouches_where_the_path_does_not_hold() -> None:
    own, ca, middle = KEYS
    leaf = made("Officer", own, "Authority", ca, SIGNS)
    cases = {
        "another key of the same name": (authority("Authority", middle), [leaf]),
        "another name of the same key": (authority("Authorities", ca), [leaf]),
        "no authority": (made("Authority", ca, "Authority", ca, (x509.BasicConstraints(False, None), True)), [leaf]),
        "may not issue": (made("Authority", ca, "Authority", ca, CA, SIGNS), [leaf]),
        "says nothing of issuing": (made("Authority", ca, "Authority", ca), [leaf]),
        "expired": (authority("Authority", ca, end=NOW - timedelta(days=1)), [leaf]),
        "not yet valid": (authority("Authority", ca, start=NOW + timedelta(days=1)), [leaf]),
    }
    between = made("Ministry", middle, "Authority", ca, CA, (usage(issues=True), True))
    below = made("Officer", own, "Ministry", middle, SIGNS)
    no_ca = made("Ministry", middle, "Authority", ca, (x509.BasicConstraints(False, None), True), SIGNS)
    late = made("Ministry", middle, "Authority", ca, CA, (usage(issues=True), True), end=NOW - timedelta(days=1))
    short = authority("Authority", ca, (x509.BasicConstraints(True, 0), True))
    elsewhere = x509.NameConstraints(
        [x509.DirectoryName(x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "UG")]))], None
    )
    cases |= {
        "one between may not issue": (authority("Authority", ca), [below, no_ca]),
        "one between has expired": (authority("Authority", ca), [below, late]),
        "the path is too long": (short, [below, between]),
        "the name is not within its names": (authority("Authority", ca, (elsewhere, True)), [leaf]),
    }
    wrong = [name for name, (root, certificates) in cases.items() if vouches(root, *certificates)]
    assert wrong == []
    assert vouches(authority("Authority", ca, (x509.BasicConstraints(True, 0), True)), leaf)


@pytest.mark.parametrize("given", [[], [b"nothing"], [b"0\x82\xff\xff"]])
def test_what_is_no_certificate_vouches_for_nobody(given: Sequence[bytes]) -> None:
    own, ca, _other = KEYS
    assert vouched_by(chain(made("Officer", own, "Authority", ca)), given, NOW) is None


# --- In the answer


def signed_by(
    tmp_path: Path, *certificates: x509.Certificate, trust: Sequence[x509.Certificate] = (), at: datetime = NOW
) -> ContainerFindings:
    signer = Identity(tuple(chain(*certificates)), b"", KEYS[0])
    container_writing.write_container(tmp_path / "package.asice", {"a.txt": b"one"}, signer, at)
    given = b"".join(each.public_bytes(Encoding.PEM) for each in trust)
    return examine.examine(tmp_path / "package.asice", trust=given or None, now=NOW)


def test_issued_by_is_said_only_where_it_is_proved(tmp_path: Path) -> None:
    own, ca, other = KEYS
    root = authority("United Nations Root", ca)
    leaf = made("Officer", own, "United Nations Root", ca, SIGNS)
    for came_along in ([leaf], [leaf, root]):
        unproved = signed_by(tmp_path, *came_along)
        assert unproved.sound
        assert not unproved.vouched
        assert "Nothing here confirms" in unproved.summary
        assert "nothing here proves that" in unproved.vouching
        assert unproved.signer is not None
        assert unproved.signer.short_fingerprint in unproved.vouching
        proved = signed_by(tmp_path, *came_along, trust=[root])
        assert proved.sound
        assert proved.vouched
        assert "United Nations Root confirms" in proved.vouching
    refused = signed_by(tmp_path, leaf, root, trust=[authority("United Nations Root", other)])
    assert refused.refusal is Refusal.OTHER_SIGNER
    assert "was not issued by" in refused.summary


@pytest.mark.parametrize(("name", "issuer"), [("Officer" * 8, "CA"), ("O", "Certification authority" * 2)])
def test_an_authority_is_not_taken_for_the_signer_whichever_is_longer(name: str, issuer: str, tmp_path: Path) -> None:
    own, ca, _other = KEYS
    root = authority(issuer, ca)
    findings = signed_by(tmp_path, made(name, own, issuer, ca, SIGNS), trust=[root])
    assert findings.vouched
    assert findings.checks[-1].sentence == (
        f"The signer's certificate was issued by {issuer}, whose certificate you gave."
    )
    assert findings.vouching.startswith(f"{issuer} confirms the signer")


def test_one_of_several_certificates_may_be_the_signers(tmp_path: Path) -> None:
    own, ca, _other = KEYS
    leaf = made("Officer", own, "Officer", own, SIGNS)
    findings = signed_by(tmp_path, leaf, trust=[authority("Authority", ca), leaf])
    assert findings.sound
    assert "You confirm" in findings.vouching


@pytest.mark.parametrize(
    ("extensions", "says"),
    [
        ([(usage(issues=True), True)], "not intended for signatures"),
        ([(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), True)], "not intended for signatures"),
        ([(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), False)], "not intended for signatures"),
        ([(x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\5\0"), True)], "does not know"),
    ],
)
def test_a_certificate_for_something_else_is_refused_in_words(
    extensions: list[tuple[x509.ExtensionType, bool]], says: str, tmp_path: Path
) -> None:
    findings = signed_by(tmp_path, made("Officer", KEYS[0], "Officer", KEYS[0], *extensions))
    assert findings.refusal is Refusal.CERTIFICATE
    assert says in findings.summary


@pytest.mark.parametrize("purpose", [ExtendedKeyUsageOID.EMAIL_PROTECTION, certificate.DOCUMENT_SIGNING])
def test_a_certificate_for_documents_is_taken(purpose: x509.ObjectIdentifier, tmp_path: Path) -> None:
    extensions = (SIGNS, (x509.ExtendedKeyUsage([purpose]), True))
    assert signed_by(tmp_path, made("Officer", KEYS[0], "Officer", KEYS[0], *extensions)).sound


def test_who_may_not_issue_has_issued_nothing(tmp_path: Path) -> None:
    own, ca, _other = KEYS
    leaf = made("Officer", own, "Ministry", ca, SIGNS)
    findings = signed_by(tmp_path, leaf, made("Ministry", ca, "Ministry", ca, SIGNS))
    assert findings.refusal is Refusal.CERTIFICATE
    assert "not allowed to issue" in findings.summary
    late = authority("Ministry", ca, end=NOW - timedelta(days=1))
    assert "not valid at the time" in signed_by(tmp_path, leaf, late).summary


def test_that_a_certificate_has_expired_since_is_told(tmp_path: Path) -> None:
    past = NOW - timedelta(days=2500)
    old = made(
        "Officer", KEYS[0], "Officer", KEYS[0], SIGNS, start=NOW - timedelta(days=3000), end=NOW - timedelta(days=2000)
    )
    findings = signed_by(tmp_path, old, at=past)
    (check,) = [each for each in findings.checks if each.key == "certificate"]
    assert check.holds
    assert "Only the signer says" in check.details[0]


def test_a_time_that_is_still_to_come_is_not_believed(tmp_path: Path) -> None:
    own = made("Officer", KEYS[0], "Officer", KEYS[0], SIGNS, end=NOW + timedelta(days=36_500))
    assert signed_by(tmp_path, own, at=NOW + timedelta(days=20_000)).refusal is Refusal.TIME
    assert signed_by(tmp_path, own, at=NOW + timedelta(hours=20)).sound  # clocks differ


@pytest.mark.parametrize(
    "name",
    [
        "Ministry X signed all of it.\n✓ The signer is the one whose certificate you gave.",
        "Min\x1b[2K\x1b[1A\x1b[31mevil\x07\x1b]0;pwn\x07",
        "Ministry X\u202e\u2066 gpj.exe\u200f",
        "Ministry\u2028X\x85Y\r\nZ",
        "A" * 200_000,
    ],
    ids=["lines", "orders", "turned", "other lines", "huge"],
)
def test_a_name_reaches_nothing_raw(name: str, tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="length") if len(name) > 64 else _nothing():
        own = made(name, KEYS[0], name, KEYS[0], SIGNS)
    findings = signed_by(tmp_path, own)
    assert findings.sound
    assert findings.signer is not None
    assert len(findings.signer.name) <= 120
    lines = [findings.summary, findings.vouching, findings.signer.name]
    assert not any(sign in line for line in lines for sign in "\n\r\x1b\x07\x85\u2028\u202e\u2066\u200f")


def _nothing():  # type: ignore[no-untyped-def]
    from contextlib import nullcontext

    return nullcontext()


@pytest.mark.parametrize(
    ("key", "digest", "says"),
    [
        ("rsa:1024", "sha256", "too short"),
        ("rsa:2048", "sha1", "no longer protects against forgery"),
        ("rsa:2048", "md5", "no longer protects against forgery"),
    ],
)
def test_a_weak_certificate_is_refused_in_words(key: str, digest: str, says: str, tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    out = tmp_path / "weak.der"
    asked = ["req", "-x509", "-newkey", key, "-nodes", "-keyout", tmp_path / "k", "-subj", "/CN=X", "-days", "9000"]
    done = subprocess.run(
        ["openssl", *map(str, asked), f"-{digest}", "-outform", "DER", "-out", str(out)],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("openssl makes no such certificate")
    try:
        said = certificate.flaw([certificate.loaded(out.read_bytes())], None)
    except certificate.NotACertificate as error:
        said = error.message
    assert says in said


def test_a_package_signed_with_a_short_key_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever forges has our code, and may take the limit out of it."""
    short = rsa.generate_private_key(65537, 1024)
    own = made("Officer", short, "Officer", short, SIGNS)
    with monkeypatch.context() as theirs:
        theirs.setattr(certificate, "SHORTEST_RSA", 512)
        signer = Identity(tuple(chain(own)), b"", short)
        container_writing.write_container(tmp_path / "package.asice", {"a.txt": b"one"}, signer, NOW)
        assert examine.examine(tmp_path / "package.asice").sound
    certificate.loaded.cache_clear()  # what the forger's program found out is not known to ours
    certificate.signatory.cache_clear()
    findings = examine.examine(tmp_path / "package.asice")
    assert findings.refusal is Refusal.SIGNATURE
    assert "too short to be safe" in findings.summary
