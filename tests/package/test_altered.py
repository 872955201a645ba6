"""Whatever was done to a package after it was made is seen, and people are told which file it is about."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop.package import cades_signature, container, container_reading, container_writing, examine, manifest
from desktop.package.announced_signers import AnnouncedSigner
from desktop.package.certificate import NotACertificate
from desktop.package.container import MIMETYPE
from desktop.package.container_names import MANIFEST_NAME, OWN, SIGNATURE_NAME
from desktop.package.container_reading import read_container
from desktop.package.examine import Refusal
from desktop.package.identity import Identity

Way = Callable[[Mapping[str, bytes]], bytes]


def packed(
    contents: Mapping[str, bytes],
    *,
    compression: int = zipfile.ZIP_STORED,
    date: tuple[int, int, int, int, int, int] = (1980, 1, 1, 0, 0, 0),
    comment: bytes = b"",
) -> bytes:
    """Pack files as another ZIP program would."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name, date), content, compression)
        archive.comment = comment
    return written.getvalue()


def in_our_form(contents: Mapping[str, bytes]) -> bytes:
    """Pack files, signature and all, exactly as Pledgebook would: a forger may have our code."""
    facts = [container.summed(name, [content]) for name, content in contents.items()]
    parts = [container.local_header(fact) + contents[fact.name] for fact in facts]
    return b"".join(parts) + container.central_directory(facts)


@pytest.fixture
def contents(package: bytes) -> dict[str, bytes]:
    """Everything in the package in its order, what the container adds included."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def test_the_package_is_sound_before_anything_is_done_to_it(package: bytes, contents: dict[str, bytes]) -> None:
    findings = examine.examine(package)
    assert findings.sound
    assert findings.refusal is None
    assert [check.key for check in findings.checks] == [
        "form",
        "members",
        "contents",
        "certificate",
        "signature",
    ]
    assert in_our_form(contents) == package


# --- Single bits


def test_no_bit_can_be_changed_in_a_signed_package(identity: Identity, at: datetime, tmp_path: Path) -> None:
    path = tmp_path / "small.asice"
    container_writing.write_container(path, {"a.txt": b"one", "b/c.json": b"{}"}, identity, at)
    package = path.read_bytes()
    assert examine.examine(package).sound
    survivors = []
    for bit in range(len(package) * 8):
        changed = bytearray(package)
        changed[bit // 8] ^= 1 << bit % 8
        findings = examine.examine(bytes(changed))
        if findings.sound or findings.is_draft or findings.refusal is None or not findings.summary:
            survivors.append(bit)
    assert survivors == []


def test_no_bit_can_be_changed_in_a_draft(at: datetime, tmp_path: Path) -> None:
    path = tmp_path / "small.asice"
    container_writing.write_container(path, {"a.txt": b"one", "b/c.json": b"{}"}, None, at)
    draft = path.read_bytes()
    assert examine.examine(draft).is_draft
    for bit in range(len(draft) * 8):
        changed = bytearray(draft)
        changed[bit // 8] ^= 1 << bit % 8
        findings = examine.examine(bytes(changed))
        assert not findings.is_draft, bit
        assert not findings.sound, bit


def test_bits_changed_at_random_in_a_whole_package_are_each_refused(package: bytes, tmp_path: Path) -> None:
    path = tmp_path / "package.asice"
    chance = random.Random(7)
    for bit in (chance.randrange(len(package) * 8) for _each in range(1_500)):
        changed = bytearray(package)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        findings = examine.examine(path)
        assert findings.refusal is not None, bit
        assert not findings.is_draft, bit


def test_bits_of_the_signature_cannot_be_changed_by_who_repairs_the_container(
    contents: dict[str, bytes],
) -> None:
    signature = contents[SIGNATURE_NAME]
    for bit in range(0, len(signature) * 8, 5):
        changed = bytearray(signature)
        changed[bit // 8] ^= 1 << bit % 8
        findings = examine.examine(in_our_form({**contents, SIGNATURE_NAME: bytes(changed)}))
        assert findings.refusal in (Refusal.SIGNATURE, Refusal.CERTIFICATE), bit


def test_bits_of_the_list_cannot_be_changed_by_who_repairs_the_container(contents: dict[str, bytes]) -> None:
    listing = contents[MANIFEST_NAME]
    for bit in range(0, len(listing) * 8, 29):
        changed = bytearray(listing)
        changed[bit // 8] ^= 1 << bit % 8
        findings = examine.examine(in_our_form({**contents, MANIFEST_NAME: bytes(changed)}))
        assert not findings.sound, bit
        assert "signature" in {check.key for check in findings.checks if not check.holds}, bit


def test_bytes_changed_inserted_and_taken_out_are_refused(package: bytes) -> None:
    chance = random.Random(11)
    for _each in range(1_500):
        changed = bytearray(package)
        place = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[place:place] = chance.randbytes(chance.randrange(1, 30))
            case 1:
                del changed[place : place + chance.randrange(1, 30)]
            case 2:
                changed[place] ^= chance.randrange(1, 256)
            case _:
                end = len(changed) - chance.randrange(1, min(900, len(changed)))
                changed[end : end + 8] = chance.randbytes(8)
        if bytes(changed) != package:
            findings = examine.examine(bytes(changed))
            assert findings.refusal is not None
            assert findings.summary


# --- Files, with an ordinary ZIP program and with our own code

WAYS = pytest.mark.parametrize("way", [packed, in_our_form], ids=["zip program", "our form"])


@WAYS
def test_an_altered_file_is_named(contents: dict[str, bytes], way: Way) -> None:
    contents["submission.json"] = contents["submission.json"].replace(b"KE", b"KP")
    findings = examine.examine(way(contents))
    assert findings.refusal is Refusal.ALTERED
    assert "submission.json" in findings.summary


def test_an_altered_file_is_named_beside_a_folder_and_where_it_was_packed_small(contents: dict[str, bytes]) -> None:
    contents["submission.json"] = bytes(1_012_000)
    again = packed({"pledges/": b"", **contents}, compression=zipfile.ZIP_DEFLATED)
    whole = sum(map(len, contents.values()))
    assert 8 * len(again) + 1_000_000 > whole > len(again) + 1_000_000, (
        "eight times as much may be unpacked, and a little"
    )
    findings = examine.examine(again)
    told = [detail for check in findings.checks for detail in (check.sentence, *check.details)]
    assert not findings.sound and any("The file submission.json was changed" in each for each in told), told


def test_two_altered_files_are_both_named(contents: dict[str, bytes]) -> None:
    contents["submission.json"] += b" "
    contents["report.pdf"] += b" "
    findings = examine.examine(in_our_form(contents))
    (check,) = [check for check in findings.checks if check.key == "contents"]
    assert not check.holds
    assert ["report.pdf" in check.details[0], "submission.json" in check.details[1]] == [True, True]


@WAYS
def test_an_added_file_is_named(contents: dict[str, bytes], way: Way) -> None:
    changed = {**contents, "annex.pdf": b"%PDF"}
    ours = [name for name in changed if name not in (MANIFEST_NAME, SIGNATURE_NAME, "mimetype")]
    order = ["mimetype", *sorted(ours), MANIFEST_NAME, SIGNATURE_NAME]
    findings = examine.examine(way({name: changed[name] for name in order}))
    assert findings.refusal is Refusal.ADDED
    assert "annex.pdf" in findings.summary


@WAYS
def test_a_removed_file_is_named(contents: dict[str, bytes], way: Way) -> None:
    del contents["pledges/pledge-1.pdf"]
    findings = examine.examine(way(contents))
    assert findings.refusal is Refusal.REMOVED
    assert "pledges/pledge-1.pdf" in findings.summary


@WAYS
def test_a_renamed_file_is_named(contents: dict[str, bytes], way: Way) -> None:
    changed = {name.replace("pledge-1", "pledge-2"): content for name, content in contents.items()}
    findings = examine.examine(way(changed))
    assert findings.refusal is Refusal.RENAMED
    assert "pledges/pledge-1.pdf" in findings.summary
    assert "pledges/pledge-2.pdf" in findings.summary


@WAYS
def test_files_that_changed_places_are_named(contents: dict[str, bytes], way: Way) -> None:
    contents["report.pdf"], contents["pledges/pledge-1.pdf"] = (
        contents["pledges/pledge-1.pdf"],
        contents["report.pdf"],
    )
    assert examine.examine(way(contents)).refusal is Refusal.ALTERED


@WAYS
def test_a_file_that_is_there_twice_is_refused(contents: dict[str, bytes], way: Way) -> None:
    if way is packed:
        written = io.BytesIO(packed(contents))
        with (
            zipfile.ZipFile(written, "a") as archive,
            pytest.warns(UserWarning, match="Duplicate"),
        ):
            archive.writestr("report.pdf", b"another report")
        findings = examine.examine(written.getvalue())
        assert findings.refusal is Refusal.ADDED
        assert "report.pdf" in findings.summary
    else:
        facts = [container.summed(name, [content]) for name, content in contents.items()]
        facts.insert(3, facts[3])
        parts = [container.local_header(fact) + contents[fact.name] for fact in facts]
        assert examine.examine(b"".join(parts) + container.central_directory(facts)).refusal is not None


@WAYS
def test_another_order_is_refused(contents: dict[str, bytes], way: Way) -> None:
    names = list(contents)
    names[1], names[2] = names[2], names[1]
    findings = examine.examine(way({name: contents[name] for name in names}))
    assert findings.refusal is Refusal.NOT_ONE_FORM


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"compression": zipfile.ZIP_DEFLATED},
        {"compression": zipfile.ZIP_BZIP2},
        {"date": (2026, 3, 2, 14, 5, 10)},
        {"comment": b"checked by the ministry"},
    ],
    ids=["packed again", "compressed", "compressed otherwise", "dated", "commented"],
)
def test_a_package_that_was_packed_again_is_refused_though_its_files_are_the_same(
    contents: dict[str, bytes], changes: dict[str, object]
) -> None:
    findings = examine.examine(packed(contents, **changes))  # type: ignore[arg-type]
    assert findings.refusal is Refusal.NOT_ONE_FORM
    assert [check.key for check in findings.checks] == ["form"]


def test_a_package_that_was_packed_again_back_to_front_is_still_known_for_one(
    contents: dict[str, bytes],
) -> None:
    contents["report.pdf"] += b" "
    findings = examine.examine(packed(dict(reversed(contents.items())), compression=zipfile.ZIP_DEFLATED))
    assert findings.refusal is Refusal.ALTERED
    assert {check.refusal for check in findings.checks} == {Refusal.ALTERED, Refusal.NOT_ONE_FORM}


@pytest.mark.parametrize("extra", [b"\0", b"\n", b"PK\x05\x06" + bytes(18), bytes(70_000)])
def test_bytes_before_or_after_are_refused(package: bytes, extra: bytes) -> None:
    for changed in (extra + package, package + extra, package + package):
        assert examine.examine(changed).refusal is not None


def test_a_gap_between_two_files_is_refused(package: bytes) -> None:
    place = package.index(b"PK\x03\x04", 100)
    end = struct.unpack("<I", package[-6:-2])[0]
    for gap in (b"\0", b"hidden"):
        moved = package[:-6] + struct.pack("<I", end + len(gap)) + package[-2:]
        assert examine.examine(moved[:place] + gap + moved[place:]).refusal is not None


def test_a_bomb_is_not_unpacked(contents: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = packed({**contents, "bomb.bin": bytes(50_000_000)}, compression=zipfile.ZIP_DEFLATED)
    monkeypatch.setattr(examine, "_digest", lambda *_each: pytest.fail("unpacked"))
    assert examine.examine(bomb).refusal is not None


# --- Signatures


def test_a_package_without_its_signature_is_not_what_it_was(contents: dict[str, bytes]) -> None:
    del contents[SIGNATURE_NAME]
    assert examine.examine(in_our_form(contents)).refusal is Refusal.NOT_ONE_FORM
    del contents[MANIFEST_NAME]
    stripped = examine.examine(in_our_form(contents))
    assert stripped.is_draft
    assert not stripped.sound


def test_a_draft_says_that_it_is_one(draft: bytes, identity: Identity) -> None:
    findings = examine.examine(draft)
    assert findings.is_draft
    assert not findings.sound
    assert findings.signer is None
    assert findings.refusal is None
    assert "draft" in findings.summary
    asked = examine.examine(draft, trust=identity.certificate_pem.encode())
    assert not asked.sound
    assert asked.refusal is Refusal.OTHER_SIGNER


def test_a_signature_from_another_package_does_not_hold(
    contents: dict[str, bytes], identity: Identity, at: datetime, tmp_path: Path
) -> None:
    other = tmp_path / "other.asice"
    container_writing.write_container(other, {"report.pdf": b"another"}, identity, at)
    contents[SIGNATURE_NAME] = read_container(other).signature or b""
    findings = examine.examine(in_our_form(contents))
    assert findings.refusal is Refusal.SIGNATURE


def test_a_list_made_anew_does_not_belong_to_the_signature(contents: dict[str, bytes]) -> None:
    contents["submission.json"] = b"{}"
    names = [name for name in contents if name not in OWN]
    contents[MANIFEST_NAME] = manifest.written(
        [(name, container.summed(name, [contents[name]]).sha256) for name in names]
    )
    findings = examine.examine(in_our_form(contents))
    assert findings.refusal is Refusal.SIGNATURE
    assert not findings.vouching


def without_first(name: str) -> Callable[[bytes], bytes]:
    """Return what takes the reference of a file out of the list."""

    def taking(listing: bytes) -> bytes:
        files = manifest.read(listing)
        del files[name]
        return manifest.written(list(files.items()))

    return taking


LISTS: dict[str, Callable[[bytes], bytes]] = {
    "another name": lambda listing: listing.replace(b"pledges/", b"pleeges/"),
    "another digest": lambda listing: manifest.written(
        [(name, bytes(32) if name == "report.pdf" else digest) for name, digest in manifest.read(listing).items()]
    ),
    "one file more": lambda listing: manifest.written([*manifest.read(listing).items(), ("annex.pdf", bytes(32))]),
    "one file less": without_first("report.pdf"),
    "another announced": lambda listing: manifest.written(
        list(manifest.read(listing).items()), announced=[AnnouncedSigner("Ministry B", "")]
    ),
}


@WAYS
@pytest.mark.parametrize("change", LISTS.values(), ids=LISTS)
def test_of_a_list_that_was_altered_nothing_is_said_of_the_files(
    contents: dict[str, bytes], change: Callable[[bytes], bytes], way: Way
) -> None:
    """Each of them is as it was, whatever the list says now."""
    contents[MANIFEST_NAME] = change(contents[MANIFEST_NAME])
    findings = examine.examine(way(contents))
    told = [line for check in findings.checks for line in (check.sentence, *check.details)]
    assert findings.refusal is Refusal.SIGNATURE
    assert findings.summary.startswith("The list of signed files is not the one that was signed")
    assert not [line for line in told if "byte for byte, as it was signed" in line or "after the package was" in line]
    assert not any("that were signed" in line or name in line for line in told for name in contents)


def test_a_signature_that_does_not_hold_says_nothing_of_the_files(contents: dict[str, bytes]) -> None:
    changed = bytearray(contents[SIGNATURE_NAME])
    changed[-3] ^= 1
    findings = examine.examine(in_our_form({**contents, SIGNATURE_NAME: bytes(changed)}))
    assert findings.refusal is Refusal.SIGNATURE
    assert "contents" not in [check.key for check in findings.checks]


def test_a_checksum_that_was_changed_is_no_changed_file(contents: dict[str, bytes]) -> None:
    facts = [container.summed(name, [content]) for name, content in contents.items()]
    facts = [replace(fact, crc=fact.crc ^ 1) if fact.name == "report.pdf" else fact for fact in facts]
    parts = [container.local_header(fact) + contents[fact.name] for fact in facts]
    findings = examine.examine(b"".join(parts) + container.central_directory(facts))
    assert findings.refusal is Refusal.NOT_ONE_FORM
    assert "report.pdf" not in findings.summary


def test_a_package_signed_again_by_a_stranger_is_sound_and_not_the_one_that_is_trusted(
    members: dict[str, bytes], identity: Identity, stranger: Identity, at: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "package.asice"
    container_writing.write_container(path, members, stranger, at)
    alone = examine.examine(path)
    assert alone.sound
    assert alone.signer is not None
    assert alone.signer.self_made
    assert alone.signer.fingerprint == stranger.fingerprint
    asked = examine.examine(path, trust=identity.certificate_pem.encode())
    assert not asked.sound
    assert asked.refusal is Refusal.OTHER_SIGNER
    assert all(check.holds for check in asked.checks if check.key != "trust")


def test_the_certificate_of_another_cannot_be_put_in(
    contents: dict[str, bytes], stranger: Identity, at: datetime
) -> None:
    read = cades_signature.read(contents[SIGNATURE_NAME])
    forged = cades_signature.CadesSignature(stranger.certificates, read.signed_at, read.digest, read.signature)
    findings = examine.examine(in_our_form({**contents, SIGNATURE_NAME: cades_signature._message(forged)}))
    assert findings.refusal is Refusal.SIGNATURE
    later = cades_signature.CadesSignature(read.certificates, at + timedelta(days=1), read.digest, read.signature)
    findings = examine.examine(in_our_form({**contents, SIGNATURE_NAME: cades_signature._message(later)}))
    assert findings.refusal is Refusal.SIGNATURE


def test_a_signature_made_when_the_certificate_was_not_valid_is_refused(
    contents: dict[str, bytes], identity: Identity
) -> None:
    read = cades_signature.read(contents[SIGNATURE_NAME])
    for at in (identity.not_before - timedelta(days=1), identity.not_after + timedelta(days=1)):
        signed = identity.sign(cades_signature._attributes(read.certificates, read.digest, at))
        forged = cades_signature.CadesSignature(
            read.certificates, at, read.digest, cades_signature._settled(signed, identity.certificates[0])
        )
        findings = examine.examine(in_our_form({**contents, SIGNATURE_NAME: cades_signature._message(forged)}))
        assert findings.refusal is Refusal.CERTIFICATE
        assert [check.key for check in findings.checks if not check.holds] == ["certificate"]


def test_the_list_is_read_in_one_form_only(contents: dict[str, bytes]) -> None:
    listing = contents[MANIFEST_NAME]
    assert manifest.written(list(manifest.read(listing).items())) == listing
    for changed in (
        listing.replace(b"  <asic", b" <asic"),
        listing.replace(b"</asic:ASiCManifest>", b"<!-- and more --></asic:ASiCManifest>"),
        listing.replace(b"application/pdf", b"application/json", 1),
        listing.replace(b"#sha256", b"#sha512", 1),
        listing + b"\n",
        b"",
        b"\xff" + listing,
    ):
        with pytest.raises(manifest.NotAManifest):
            manifest.read(changed)


def test_the_twin_of_a_signature_is_refused(contents: dict[str, bytes]) -> None:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

    read = cades_signature.read(contents[SIGNATURE_NAME])
    r, s = decode_dss_signature(read.signature)
    twin = encode_dss_signature(r, ec.SECP256R1.group_order - s)
    forged = cades_signature.CadesSignature(read.certificates, read.signed_at, read.digest, twin)
    assert cades_signature.holds(forged)
    with pytest.raises(cades_signature.NotASignature):
        cades_signature.read(cades_signature._message(forged))


def test_a_signer_who_is_trusted_is_said_to_be(package: bytes, identity: Identity) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    pem = identity.certificate_pem.encode()
    der = x509.load_pem_x509_certificate(pem).public_bytes(Encoding.DER)
    for trust in (pem, der):
        findings = examine.examine(package, trust=trust)
        assert findings.sound
        assert findings.checks[-1].key == "trust"
        assert "nobody" not in findings.vouching


def test_a_self_made_key_is_said_to_be_vouched_for_by_nobody(package: bytes, identity: Identity, at: datetime) -> None:
    findings = examine.examine(package)
    assert "nobody" in findings.vouching
    assert identity.short_fingerprint in findings.vouching
    assert findings.signed_at == at
    assert findings.signer is not None
    assert (findings.signer.name, findings.signer.country) == ("Desk officer A", "KE")


@pytest.mark.parametrize("trust", [b"", b"not a certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_a_trusted_certificate_that_is_none_is_an_error(package: bytes, trust: bytes) -> None:
    with pytest.raises(NotACertificate):
        examine.examine(package, trust=trust)


def test_the_media_type_must_be_ours(contents: dict[str, bytes]) -> None:
    contents["mimetype"] = MIMETYPE.replace(b"asic-e", b"asic-s")
    assert examine.examine(in_our_form(contents)).refusal is not None


# --- Bounds: a small file can ask for any amount of time and memory


def test_a_list_of_what_never_ends_is_read_once(contents: dict[str, bytes]) -> None:
    listing = b'<asic:DataObjectReference URI="a" ' * 100_000
    findings = examine.examine(in_our_form({**contents, MANIFEST_NAME: listing}))
    assert findings.refusal is Refusal.ALTERED


def test_a_list_that_asks_for_much_memory_is_not_unpacked(
    contents: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = random.Random(5).randbytes(3_000_000)
    large = packed({**contents, "pad.bin": pad, MANIFEST_NAME: b"<" * 12_000_000}, compression=zipfile.ZIP_DEFLATED)
    real = examine.foreign_zip.chunks

    def noted(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> object:
        assert entry.filename != MANIFEST_NAME
        return real(archive, entry)

    monkeypatch.setattr(examine.foreign_zip, "chunks", noted)
    assert examine.examine(large).refusal is not None


def test_a_way_of_packing_that_takes_as_much_memory_as_it_says_is_left_alone(
    contents: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = packed(contents, compression=zipfile.ZIP_LZMA)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_each: pytest.fail("unpacked"))
    assert examine.examine(changed).refusal is not None


def test_a_directory_that_says_to_be_huge_is_not_read(package: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    end = bytearray(package[-22:])
    end[12:16] = struct.pack("<I", 200_000_000)
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_each: pytest.fail("read"))
    assert examine.examine(package[:-22] + b"x" + bytes(end)).refusal is not None


def test_what_follows_the_last_file_is_not_read_whole(package: bytes) -> None:
    """The directory may say that it begins far behind the last file, with gigabytes between."""
    reads: list[int] = []

    class Counting(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            reads.append(-1 if size is None else size)
            return super().read(size)

    start = struct.unpack("<I", package[-6:-2])[0]
    moved = package[:start] + bytes(5_000_000) + package[start:-6] + struct.pack("<I", start + 5_000_000) + b"\0\0"
    container_reading.read_container(package)
    with pytest.MonkeyPatch.context() as patched, pytest.raises(container.NotOneForm):
        patched.setattr(io, "BytesIO", Counting)
        read_container(moved)
    assert reads
    assert all(0 <= size < 5_000_000 for size in reads)


def test_of_very_many_changed_files_some_are_told_and_all_are_counted(
    identity: Identity, at: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "many.asice"
    container_writing.write_container(path, {f"f{number}.txt": b"%d" % number for number in range(300)}, identity, at)
    with zipfile.ZipFile(path) as archive:
        held = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    changed = {name: content + (b"x" if name.endswith(".txt") else b"") for name, content in held.items()}
    findings = examine.examine(in_our_form(changed))
    (check,) = [check for check in findings.checks if check.key == "contents"]
    assert "300" in check.sentence
    assert len(check.details) == examine.MOST_DETAILS


def test_names_of_a_foreign_file_reach_no_sentence_raw(contents: dict[str, bytes]) -> None:
    findings = examine.examine(packed({**contents, "a\n✓ sound\x1b[2K\u202e.txt": b"x"}))
    lines = [findings.summary, *(line for check in findings.checks for line in (check.sentence, *check.details))]
    assert "sound" in " ".join(lines)
    assert not any(sign in line for line in lines for sign in "\n\x1b\u202e")
