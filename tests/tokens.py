"""A token for tests: SoftHSM 2 (Debian: softhsm2), which keeps its keys in a folder of the test and forgets them with it."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

PIN = "4321-öffne"
KINDS = ("rsa", "p256", "p384")
Kind = Literal["rsa", "p256", "p384"]
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
)


def module() -> Path:
    """Return the library of SoftHSM; the test is skipped where it is not installed."""
    for name in MODULES:
        if Path(name).is_file() and shutil.which("softhsm2-util"):
            return Path(name)
    pytest.skip("SoftHSM 2 is not installed (Debian and Ubuntu: softhsm2)")


def new_key(kind: Kind) -> PrivateKey:
    """Return a key of a kind that tokens have."""
    if kind == "rsa":
        return rsa.generate_private_key(65537, 2048)
    return ec.generate_private_key(ec.SECP256R1() if kind == "p256" else ec.SECP384R1())


def certified(name: str, key: PrivateKey, issuer: str = "", by: PrivateKey | None = None) -> x509.Certificate:
    """Return a certificate for a key: by an authority, or by the key itself; one without a name is an authority's own."""
    own = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    above = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, issuer)]) if issuer else own
    authority = name == "Authority"
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    usage = x509.KeyUsage(not authority, not authority, False, False, False, authority, False, False, False)
    return (
        x509.CertificateBuilder()
        .subject_name(own)
        .issuer_name(above)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=90))
        .add_extension(x509.BasicConstraints(authority, None), critical=True)
        .add_extension(usage, critical=True)
        .sign(by or key, hashes.SHA256())
    )


@dataclass
class Tokens:
    """The tokens of one test.

    Attributes:
        module: the library that tells of them.
        folder: where they lie; without it, they are taken out.
    """

    module: Path
    folder: Path

    def add(self, label: str) -> None:
        """Put in a token with no key on it."""
        asked = ["--init-token", "--free", "--label", label, "--so-pin", "so-pin-1", "--pin", PIN]
        subprocess.run(["softhsm2-util", *asked], check=True, capture_output=True)

    def put(
        self, label: str, name: str, kind: Kind, *, number: int = 1, certificate: bool = True, chain: bool = False
    ) -> x509.Certificate:
        """Put a key and its certificate on a token.

        Args:
            chain: whether an authority issued the certificate, whose own one lies on the token too.
        """
        key = new_key(kind)
        own, others = certified(name, key), []
        if chain:
            authority_key = new_key("p256")
            own = certified(name, key, "Authority", authority_key)
            others = [certified("Authority", authority_key)]
        path = self.folder.parent / "key.pem"
        path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        asked = [
            "--import",
            str(path),
            "--token",
            label,
            "--label",
            f"key {number}",
            "--id",
            f"{number:02x}",
            "--pin",
            PIN,
        ]
        subprocess.run(["softhsm2-util", *asked], check=True, capture_output=True)
        path.unlink()
        self._store(label, [(number, own)] if certificate else [], others)
        return own

    def _store(self, label: str, own: list[tuple[int, x509.Certificate]], others: list[x509.Certificate]) -> None:
        import pkcs11
        from pkcs11 import Attribute, CertificateType, ObjectClass

        library = pkcs11.lib(str(self.module))
        try:
            with library.get_token(token_label=label).open(rw=True, user_pin=PIN) as session:
                for number, each in [*own, *((0, other) for other in others)]:
                    session.create_object(
                        {
                            Attribute.CLASS: ObjectClass.CERTIFICATE,
                            Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                            Attribute.TOKEN: True,
                            Attribute.PRIVATE: False,
                            Attribute.LABEL: f"certificate {number}",
                            Attribute.ID: bytes([number]) if number else b"",
                            Attribute.SUBJECT: each.subject.public_bytes(),
                            Attribute.ISSUER: each.issuer.public_bytes(),
                            Attribute.SERIAL_NUMBER: each.serial_number.to_bytes(20, "big"),
                            Attribute.VALUE: each.public_bytes(Encoding.DER),
                        }
                    )
        finally:
            library.finalize()

    def take_out(self) -> None:
        """Take out all tokens, whoever uses them at that moment."""
        shutil.rmtree(self.folder)
        self.folder.mkdir()


def make(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Tokens:
    """Return tokens that lie in a folder, none at first."""
    library = module()
    place = folder / "tokens"
    place.mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {place}\nobjectstore.backend = file\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(settings))
    assert os.environ["SOFTHSM2_CONF"] == str(settings)
    return Tokens(library, place)
