"""Sign what people download: the checksums with minisign, programs for Windows with Authenticode."""

from __future__ import annotations

import argparse
import getpass
import shutil
import tempfile
from pathlib import Path

import minisign
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from installers.common import CannotBuildError, epoch, need, run

SIGNATURE = ".minisig"


def password_in(path: Path) -> str:
    """Return the password that a file holds in its first line."""
    try:
        return path.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r")
    except (OSError, ValueError):
        raise CannotBuildError(f"{path} cannot be read.") from None


def secret_key(path: Path, password: str | None) -> minisign.SecretKey:
    """Return a secret minisign key, opened; its password is asked for where it has one and none was given."""
    try:
        key = minisign.SecretKey.from_file(path)
        if key.is_encrypted():
            key.decrypt(getpass.getpass(f"Password of {path.name}: ") if password is None else password)
    except OSError:
        raise CannotBuildError(f"{path} cannot be read.") from None
    except (minisign.Error, EOFError) as error:
        raise CannotBuildError(f"{path} cannot be opened: {error}.") from None
    return key


def public_key(path: Path) -> bytes:
    """Return what a file with a public minisign key says.

    Raises:
        CannotBuildError: it cannot be read, or is something else. A secret key, above all, is never packed.
    """
    try:
        minisign.PublicKey.from_file(path)
        return path.read_bytes()
    except (OSError, minisign.Error):
        raise CannotBuildError(f"{path} is no public key of minisign.") from None


def sign(path: Path, key: minisign.SecretKey) -> Path:
    """Sign a file as minisign does, the same bytes each time, and return the path of the signature."""
    with path.open("rb") as file:
        made = key.sign(
            file,
            untrusted_comment="signature of Pledgebook",
            trusted_comment=f"timestamp:{epoch()}\tfile:{path.name}\thashed",
        )
    signature = path.with_name(path.name + SIGNATURE)
    signature.write_bytes(bytes(made) + b"\n")
    return signature


def verify(path: Path, public: minisign.PublicKey) -> None:
    """See that the signature beside a file is of this file and by this key.

    Raises:
        CannotBuildError: it is not.
    """
    try:
        signature = minisign.Signature.from_file(path.with_name(path.name + SIGNATURE))
        with path.open("rb") as file:
            public.verify(file, signature)
    except (OSError, minisign.Error) as error:
        raise CannotBuildError(f"The signature of {path.name} does not hold: {error}.") from None


def authenticode(options: argparse.Namespace) -> Authenticode | None:
    """Return what signs programs for Windows, as the command line asks for it; None where it has no certificate.

    Raises:
        CannotBuildError: the certificate comes without its password.
    """
    if not options.certificate:
        return None
    if not options.certificate_password_file:
        raise CannotBuildError("The certificate needs its password: --certificate-password-file FILE")
    return Authenticode(
        options.certificate, options.certificate_password_file, options.certificate_roots, options.timestamp_url
    )


class Authenticode:
    """A certificate for code, in a PKCS#12 file.

    Args:
        certificate: the PKCS#12 file.
        password_file: holds its password in the first line, so that no list of processes shows it.
        roots: a PEM file with the certificates that it is traced back to, where the PKCS#12 file does not hold them all.
        timestamp_url: a server that says when it was signed. It is the one connection that is ever made, and made only
            when it is asked for. Without it the signature ends with the certificate.
    """

    def __init__(self, certificate: Path, password_file: Path, roots: Path | None, timestamp_url: str | None) -> None:
        self._certificate = certificate
        self._password_file = password_file
        self._password = password_in(password_file)
        self._roots = roots
        self._timestamp_url = timestamp_url
        self._command = need("osslsigncode", "osslsigncode")

    def sign(self, path: Path) -> None:
        """Sign a program in its place, and see that the signature holds.

        Raises:
            CannotBuildError: it could not be signed, or does not hold.
        """
        with tempfile.TemporaryDirectory() as folder:
            signed = Path(folder) / path.name
            asked = ("-ts", self._timestamp_url) if self._timestamp_url else ()
            run(
                *(
                    self._command,
                    "sign",
                    "-pkcs12",
                    self._certificate,
                    "-readpass",
                    self._password_file,
                    "-h",
                    "sha256",
                ),
                *("-n", "Pledgebook", "-time", str(epoch()), *asked, "-in", path, "-out", signed),
            )
            self.verify(signed)
            shutil.copyfile(signed, path)

    def verify(self, path: Path) -> None:
        """See that a program is signed by this certificate, and was not altered since.

        Raises:
            CannotBuildError: it is not.
        """
        with tempfile.TemporaryDirectory() as folder:
            known = Path(folder) / "known.pem"
            known.write_bytes(self._known())
            said = run(self._command, "verify", "-CAfile", known, "-TSA-CAfile", known, "-in", path)
        if "Signature verification: ok" not in said:
            raise CannotBuildError(f"The signature of {path.name} does not hold.")

    def _known(self) -> bytes:
        """Return the certificates that a signature may be traced back to, as PEM."""
        try:
            held = pkcs12.load_pkcs12(self._certificate.read_bytes(), self._password.encode())
            known = [held.cert, *held.additional_certs]
            pem = b"".join(each.certificate.public_bytes(Encoding.PEM) for each in known if each)
            return pem + (self._roots.read_bytes() if self._roots else b"")
        except (OSError, ValueError) as error:
            raise CannotBuildError(f"{self._certificate} cannot be opened: {error}.") from None
