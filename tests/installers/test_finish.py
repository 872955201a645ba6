"""What is handed out is named, signed and read back; what is not fit for it is refused in one sentence."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import minisign  # type: ignore[import-untyped]
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from installers import bill_of_materials, common, finish, parts, signing
from installers.common import CannotBuildError, version

PASSWORD = "a long word"
MADE = [
    parts.Part("Pledgebook", version(), "Apache-2.0", "application", texts={"LICENSE": b"."}),
    parts.Part("A library", "1.0", "MIT", purl="pkg:pypi/a-library@1.0", sha256="0" * 64, texts={"LICENSE": b"."}),
    parts.Part("A typeface", "", "OFL-1.1", "file", texts={"OFL": b"."}, inside=(parts.Part("In it", "2", "MIT"),)),
]


def options(**given: object) -> argparse.Namespace:
    names = ("key", "key_password_file", "public_key", "certificate", "certificate_password_file", "certificate_roots")
    asked = dict.fromkeys((*names, "timestamp_url")) | {"test_build": False} | given
    return argparse.Namespace(**asked)


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "dist"
    folder.mkdir()
    monkeypatch.setattr(common, "DIST", folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    monkeypatch.setattr(finish, "parts", lambda system, python, lying: MADE)
    return folder


def pack(dist: Path, name: str = "linux.zip", **build: object) -> Path:
    path = dist / f"pledgebook-{version()}-{name}"
    told = {"version": version(), "system": "linux", "python": "3.11.9"} | build
    index = "".join(f"{part.name} {part.version}".rstrip() + "\n    MIT\n" for part in MADE)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pledgebook/runtime/build.json", json.dumps(told))
        archive.writestr("pledgebook/licences/README.txt", index)
    return path


@pytest.fixture
def key(tmp_path: Path) -> Path:
    pair = minisign.KeyPair.generate()
    pair.secret_key.encrypt(PASSWORD, opslimit=32768, memlimit=1 << 20)
    (tmp_path / "minisign.key").write_bytes(bytes(pair.secret_key) + b"\n")
    (tmp_path / "minisign.pub").write_bytes(bytes(pair.public_key) + b"\n")
    (tmp_path / "password.txt").write_text(PASSWORD + "\n")
    return tmp_path / "minisign.key"


def test_everything_is_named_signed_and_the_same_when_it_is_done_again(dist: Path, key: Path) -> None:
    pack(dist)
    (dist / f"pledgebook_{version()}_amd64.deb").write_bytes(b"a package")
    asked = options(key=key, key_password_file=key.parent / "password.txt", public_key=key.parent / "minisign.pub")
    made = finish.finish(asked)
    assert {path.name for path in made} == {path.name for path in dist.iterdir()}
    first = {path.name: path.read_bytes() for path in dist.iterdir()}
    finish.finish(asked)
    assert {path.name: path.read_bytes() for path in dist.iterdir()} == first
    for line in (dist / "SHA256SUMS").read_text().splitlines():
        expected, name = line.split("  ")
        assert hashlib.sha256((dist / name).read_bytes()).hexdigest() == expected
    assert len(first) == 5


@pytest.mark.skipif(not shutil.which("minisign"), reason="minisign is not installed")
def test_minisign_itself_takes_the_signature(dist: Path, key: Path) -> None:
    pack(dist)
    finish.finish(options(key=key, key_password_file=key.parent / "password.txt"))
    check = ["minisign", "-V", "-m", "SHA256SUMS", "-p", str(key.parent / "minisign.pub")]
    assert b"verified" in subprocess.run(check, cwd=dist, check=True, capture_output=True).stdout
    (dist / "SHA256SUMS").write_text("another\n")
    assert subprocess.run(check, cwd=dist, capture_output=True).returncode != 0


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not installed")
def test_sha256sum_takes_the_checksums(dist: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack(dist)
    finish.finish(options())
    assert "SHA256SUMS is not signed" in capsys.readouterr().err
    done = subprocess.run(["sha256sum", "--strict", "--check", "SHA256SUMS"], cwd=dist, check=True, capture_output=True)
    assert done.stdout.count(b": OK") == 2


def test_another_public_key_than_people_have_is_noticed(dist: Path, key: Path) -> None:
    pack(dist)
    other = key.parent / "other.pub"
    other.write_bytes(bytes(minisign.KeyPair.generate().public_key) + b"\n")
    with pytest.raises(CannotBuildError, match="does not hold"):
        finish.finish(options(key=key, key_password_file=key.parent / "password.txt", public_key=other))


def test_a_wrong_password_stops_it_before_anything_is_written(dist: Path, key: Path) -> None:
    pack(dist)
    (key.parent / "password.txt").write_text("another word\n")
    with pytest.raises(CannotBuildError, match="cannot be opened: wrong password"):
        finish.finish(options(key=key, key_password_file=key.parent / "password.txt"))
    assert len([*dist.iterdir()]) == 1


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (lambda dist: None, "Nothing is packed yet"),
        (lambda dist: pack(dist, note="a test build, not to be handed out"), "is a test build"),
        (lambda dist: pack(dist, "test-linux.zip"), "is a test build"),
        (lambda dist: pack(dist, "windows.zip"), "has inside what is called"),
        (lambda dist: pack(dist, version="0.0.1"), "has inside what is called"),
        (lambda dist: (dist / "pledgebook-0.0.1-linux.zip").touch(), "does not say that it is version"),
        (lambda dist: (dist / f"pledgebook-{version()}.1-linux.zip").touch(), "does not say that it is version"),
        (lambda dist: (dist / f"pledgebook-{version()}-linux").mkdir(), "is no file"),
        (lambda dist: (dist / f"pledgebook_{version()}_amd64.deb").touch(), "No .zip or .tar.xz for linux"),
        (lambda dist: (dist / f"pledgebook-{version()}-linux.zip").write_bytes(b"PK"), "cannot be read"),
        (lambda dist: (dist / f"pledgebook-{version()}-linux.tar.xz").write_bytes(b"PK"), "cannot be read"),
    ],
)
def test_what_is_not_fit_to_be_handed_out_is_refused(dist: Path, prepare: Callable[[Path], object], said: str) -> None:
    prepare(dist)
    with pytest.raises(CannotBuildError, match=said):
        finish.finish(options())


def test_a_test_build_is_finished_for_a_trial(dist: Path) -> None:
    pack(dist, "test-linux.zip", note="none to hand out")
    assert len(finish.finish(options(test_build=True))) == 3


def test_a_part_without_its_licence_inside_is_noticed(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack(dist)
    more = [*MADE, parts.Part("Forgotten", "3", "MIT", texts={"LICENSE": b"."})]
    monkeypatch.setattr(finish, "parts", lambda system, python, lying: more)
    with pytest.raises(CannotBuildError, match="has no licence text of Forgotten 3"):
        finish.finish(options())


def test_a_file_that_was_altered_after_it_is_noticed(dist: Path) -> None:
    path = pack(dist)
    finish.finish(options())
    packed = finish.look_into(path)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(CannotBuildError, match="is not what SHA256SUMS says"):
        finish.read_back(dist, {"linux": packed})
    (dist / "left-behind.txt").touch()
    with pytest.raises(CannotBuildError, match=r"does not name what is there: left-behind\.txt"):
        finish.read_back(dist, {"linux": packed})


# ------------------------------------------------------------------------------------------------ list of parts


def test_the_list_of_parts_holds_to_the_schema_and_names_all() -> None:
    text = bill_of_materials.bill(MADE, "linux", 1790000000)
    told = json.loads(text)
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert told["metadata"]["timestamp"] == "2026-09-21T14:13:20+00:00"
    assert told["metadata"]["component"]["name"] == "Pledgebook"
    library, typeface = sorted(told["components"], key=lambda each: str(each["name"]))
    assert library["purl"] == "pkg:pypi/a-library@1.0" and library["hashes"] == [
        {"alg": "SHA-256", "content": "0" * 64}
    ]
    assert library["licenses"] == [{"expression": "MIT"}] and library["version"] == "1.0"
    assert typeface["components"][0]["name"] == "In it" and "version" not in typeface
    assert bill_of_materials.bill(MADE, "linux", 1790000000) == text
    other = json.loads(bill_of_materials.bill(MADE, "windows", 1790000000))
    assert other["serialNumber"] != told["serialNumber"]


def test_a_list_that_breaks_the_schema_is_noticed() -> None:
    told = json.loads(bill_of_materials.bill(MADE, "linux", 1790000000))
    told["components"][0]["type"] = "something"
    with pytest.raises(CannotBuildError, match="does not hold to the schema"):
        bill_of_materials.see_valid(json.dumps(told))


# ------------------------------------------------------------------------------------------------ Authenticode


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate for code, with its password beside it."""
    folder = tmp_path_factory.mktemp("certificate")
    own = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Made up for a test")])
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder(name, name, own.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
        .sign(own, hashes.SHA256())
    )
    path = folder / "code.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(b"", own, made, None, BestAvailableEncryption(PASSWORD.encode()))
    )
    (folder / "password.txt").write_text(PASSWORD + "\n")
    return path


needs_osslsigncode = pytest.mark.skipif(not shutil.which("osslsigncode"), reason="osslsigncode is not installed")


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the smallest program for Windows that there is a compiler for."""
    compiler = shutil.which("x86_64-w64-mingw32-gcc")
    if not compiler:
        pytest.skip("mingw-w64 is not installed")
    folder = tmp_path_factory.mktemp("program")
    (folder / "a.c").write_text("int main(void) { return 0; }\n")
    subprocess.run([compiler, "-s", "-Wl,--no-insert-timestamp", "-o", "a.exe", "a.c"], cwd=folder, check=True)
    return folder / "a.exe"


@needs_osslsigncode
def test_programs_are_signed_before_the_checksums_and_the_same_each_time(
    dist: Path, certificate: Path, program: Path
) -> None:
    setup = dist / f"Pledgebook-{version()}-windows-setup.exe"
    shutil.copyfile(program, setup)
    pack(dist, "windows-portable.zip", system="windows")
    asked = options(certificate=certificate, certificate_password_file=certificate.parent / "password.txt")
    finish.finish(asked)
    signed = setup.read_bytes()
    assert signed != program.read_bytes()
    assert hashlib.sha256(signed).hexdigest() in (dist / "SHA256SUMS").read_text()
    finish.finish(asked)
    assert setup.read_bytes() == signed


@needs_osslsigncode
def test_a_program_that_was_altered_after_signing_does_not_hold(
    tmp_path: Path, certificate: Path, program: Path
) -> None:
    path = tmp_path / "a.exe"
    shutil.copyfile(program, path)
    signer = signing.Authenticode(certificate, certificate.parent / "password.txt", None, None)
    signer.sign(path)
    signer.verify(path)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(CannotBuildError):
        signer.verify(path)


def test_a_certificate_needs_its_password(dist: Path, certificate: Path) -> None:
    pack(dist, "windows-portable.zip", system="windows")
    with pytest.raises(CannotBuildError, match="needs its password"):
        finish.finish(options(certificate=certificate))
