"""A desk officer makes a signing key, keeps it, opens it again, and gives the certificate to others."""

from __future__ import annotations

import os
import stat
import subprocess
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from desktop.errors import AlreadyExists, CannotRead, CannotWrite, UserError
from desktop.package import cades_signature, certificate
from desktop.package import identity as identity_files
from desktop.package.identity import (
    BadIdentity,
    Identity,
    NoPrivateKey,
    NotAnIdentity,
    WrongPassphrase,
    create_identity,
    load_identity,
)

Tool = Callable[..., "subprocess.CompletedProcess[str]"]


def test_a_key_is_made_kept_and_opened_again(identity: Identity, tmp_path: Path, passphrase: str, at: datetime) -> None:
    path = tmp_path / "key.p12"
    identity.save(path)
    opened = load_identity(path, passphrase)
    assert (opened.name, opened.country) == ("Desk officer A", "KE")
    assert opened.certificates == identity.certificates
    assert opened.not_before < at < opened.not_after
    assert opened.not_after - opened.not_before >= timedelta(days=5 * 365)
    assert cades_signature.holds(cades_signature.read(cades_signature.sign_digest(bytes(32), opened, at)))
    assert [each.name for each in tmp_path.iterdir()] == ["key.p12"]


def test_the_file_is_for_its_owner_alone_and_never_written_over(
    identity: Identity, stranger: Identity, tmp_path: Path
) -> None:
    path = tmp_path / "key.p12"
    identity.save(path, certificate_beside=True)
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    with pytest.raises(AlreadyExists):
        stranger.save(path)
    (tmp_path / "key.pem").unlink()
    with pytest.raises(AlreadyExists):
        stranger.save(path, certificate_beside=True)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["key.p12"]


def test_the_certificate_beside_it_is_the_public_half_only(identity: Identity, tmp_path: Path) -> None:
    identity.save(tmp_path / "key.p12", certificate_beside=True)
    text = (tmp_path / "key.pem").read_text(encoding="ascii")
    assert text == identity.certificate_pem
    assert "PRIVATE" not in text
    assert certificate.all_from_file(text.encode())[0] == identity.certificates[0]


def test_openssl_opens_the_file_and_finds_it_well_locked(
    tmp_path: Path, tool: Tool, passphrase: str, at: datetime, rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "key.p12"
    monkeypatch.setattr(identity_files, "_ROUNDS", rounds)
    create_identity("Desk officer A", "KE", passphrase, at).save(path)
    shown = tool("openssl", "pkcs12", "-in", path, "-passin", f"pass:{passphrase}", "-info", "-nodes")
    assert shown.returncode == 0, shown.stderr
    assert "BEGIN PRIVATE KEY" in shown.stdout
    assert shown.stderr.count("PBES2, PBKDF2, AES-256-CBC, Iteration 200000, PRF hmacWithSHA256") == 2
    assert "MAC: sha256, Iteration 200000" in shown.stderr
    wrong = tool("openssl", "pkcs12", "-in", path, "-passin", "pass:guess", "-noout")
    assert wrong.returncode != 0


@pytest.mark.parametrize("typed", ["a", "كلمة السر", "mot de passe é", "🔑 key", "x" * 300, " spaced "])
def test_any_passphrase_that_people_type_works(typed: str, tmp_path: Path, tool: Tool, at: datetime) -> None:
    path = tmp_path / "key.p12"
    create_identity("Desk officer A", "KE", typed, at).save(path)
    assert load_identity(path, typed).name == "Desk officer A"
    opened = tool("openssl", "pkcs12", "-in", path, "-passin", f"pass:{typed}", "-noout")
    assert opened.returncode == 0, opened.stderr


def test_a_passphrase_typed_on_another_system_is_the_same_passphrase(tmp_path: Path, at: datetime) -> None:
    path = tmp_path / "key.p12"
    create_identity("Desk officer A", "KE", unicodedata.normalize("NFD", "clé"), at).save(path)
    assert load_identity(path, unicodedata.normalize("NFC", "clé")).country == "KE"


@pytest.mark.parametrize(
    "typed", ["", "four words and a number 8", " four words and a number 7", "Four words and a number 7"]
)
def test_a_wrong_passphrase_is_called_so(identity: Identity, typed: str, tmp_path: Path) -> None:
    path = tmp_path / "key.p12"
    identity.save(path)
    with pytest.raises(WrongPassphrase) as caught:
        load_identity(path, typed)
    assert "key.p12" in caught.value.message


@pytest.mark.parametrize(
    ("name", "country", "secret"),
    [
        ("", "KE", "x"),
        ("  ", "KE", "x"),
        ("n" * 65, "KE", "x"),
        ("line\nbreak", "KE", "x"),
        ("Desk officer A", "Kenya", "x"),
        ("Desk officer A", "", "x"),
        ("Desk officer A", "K1", "x"),
        ("Desk officer A", "KÉ", "x"),
        ("Desk officer A", "KE", ""),
        ("Desk officer A", "KE", "   "),
    ],
)
def test_a_key_is_not_made_without_name_country_and_passphrase(
    name: str, country: str, secret: str, at: datetime
) -> None:
    with pytest.raises(BadIdentity):
        create_identity(name, country, secret, at)


@pytest.mark.parametrize(
    "name",
    [
        "وزارة الداخلية",
        "内政部",
        "Министерство",
        "Ministère de l'Intérieur",
        # As long as a name may be, in letters of more than one byte.
        "وزارة الداخلية والجماعات المحلية والتهيئة العمرانية، قسم الهجرة",
        "Министерство внутренних дел, Главное управление по миграции",
        "内" * 64,
    ],
)
def test_a_name_is_kept_in_its_own_letters(name: str, tmp_path: Path, passphrase: str, at: datetime) -> None:
    create_identity(name, "ke", passphrase, at).save(tmp_path / "key.p12")
    opened = load_identity(tmp_path / "key.p12", passphrase)
    assert (opened.name, opened.country) == (name, "KE")
    assert cades_signature.holds(cades_signature.read(cades_signature.sign_digest(bytes(32), opened, at)))


def test_two_keys_of_one_name_are_told_apart_by_their_fingerprints(identity: Identity, stranger: Identity) -> None:
    assert identity.name == stranger.name
    assert identity.fingerprint != stranger.fingerprint
    assert identity.short_fingerprint != stranger.short_fingerprint


def test_the_fingerprint_is_the_one_that_openssl_shows(identity: Identity, tmp_path: Path, tool: Tool) -> None:
    path = tmp_path / "key.pem"
    path.write_text(identity.certificate_pem, encoding="ascii")
    shown = tool("openssl", "x509", "-in", path, "-noout", "-fingerprint", "-sha256").stdout
    assert shown.strip().partition("=")[2].replace(":", "") == identity.fingerprint.replace(" ", "")
    assert len(identity.short_fingerprint.split(" ")) == 5
    assert identity.fingerprint.startswith(identity.short_fingerprint)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a key at all",
        b"\x30\x82\x04\x00" + bytes(40),
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        bytes(1 << 21),
    ],
    ids=["empty", "text", "zeros", "pem", "large"],
)
def test_another_file_is_called_no_signing_key(content: bytes, tmp_path: Path, passphrase: str) -> None:
    path = tmp_path / "key.p12"
    path.write_bytes(content)
    with pytest.raises(NotAnIdentity):
        load_identity(path, passphrase)


def test_a_key_that_is_not_there_or_is_a_folder_is_said_to_be(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(CannotRead):
        load_identity(tmp_path / "nowhere.p12", passphrase)
    with pytest.raises(CannotRead):
        load_identity(tmp_path, passphrase)


def test_a_damaged_key_is_a_named_error_wherever_the_damage_is(
    identity: Identity, tmp_path: Path, passphrase: str
) -> None:
    path = tmp_path / "key.p12"
    content = identity.pkcs12
    for place in range(0, len(content), 97):
        damaged = bytearray(content)
        damaged[place] ^= 0x41
        path.write_bytes(damaged)
        with pytest.raises(UserError):
            load_identity(path, passphrase)
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(NotAnIdentity):
        load_identity(path, passphrase)


def test_a_certificate_without_its_key_cannot_sign(identity: Identity, tmp_path: Path) -> None:
    path = tmp_path / "key.p12"
    alone = x509.load_der_x509_certificate(identity.certificates[0])
    path.write_bytes(pkcs12.serialize_key_and_certificates(None, None, None, [alone], BestAvailableEncryption(b"x")))
    with pytest.raises(NoPrivateKey):
        load_identity(path, "x")


def test_a_key_that_packages_are_not_signed_with_is_refused(tmp_path: Path, at: datetime) -> None:
    path = tmp_path / "key.p12"
    for key in (ec.generate_private_key(ec.SECP256K1()), dsa.generate_private_key(2048)):
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Desk officer A")])
        made = (x509.CertificateBuilder(subject, subject, key.public_key(), 1, at, at + timedelta(days=9))).sign(
            key, hashes.SHA256()
        )
        path.write_bytes(pkcs12.serialize_key_and_certificates(b"key", key, made, None, BestAvailableEncryption(b"x")))
        with pytest.raises(NotAnIdentity):
            load_identity(path, "x")


def test_a_key_beside_the_certificate_of_another_is_refused(
    identity: Identity, tmp_path: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "key.p12"
    identity.save(path)
    own = x509.load_der_x509_certificate(identity.certificates[0])
    # Our library writes no such file, so what another one might have written is put in its mouth.
    answer: tuple[object, ...] = (ec.generate_private_key(ec.SECP256R1()), own, [])
    monkeypatch.setattr(pkcs12, "load_key_and_certificates", lambda *_given: answer)
    with pytest.raises(NotAnIdentity):
        load_identity(path, passphrase)


def test_the_identity_warns_in_time_and_refuses_to_sign_out_of_time(identity: Identity, at: datetime) -> None:
    assert identity.warning(at) == ""
    late = identity.not_after + timedelta(seconds=1)
    early = identity.not_before - timedelta(seconds=1)
    said = {identity.warning(at) for at in (late, early, identity.not_after - timedelta(days=30))}
    assert len(said) == 3
    assert "" not in said
    for at in (late, early):
        with pytest.raises(cades_signature.Expired):
            cades_signature.sign_digest(bytes(32), identity, at)


def test_nothing_is_left_where_a_key_cannot_be_written(identity: Identity, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        identity.save(tmp_path / "missing" / "key.p12", certificate_beside=True)
    assert list(tmp_path.iterdir()) == []


def test_neither_key_nor_file_is_shown_when_an_identity_is_printed(identity: Identity) -> None:
    assert repr(identity) == f"<Identity 'Desk officer A' {identity.short_fingerprint}>"
