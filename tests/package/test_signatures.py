"""Several sign one package, one after the other; each holds by itself, and who is missing is seen."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.package import (
    cades_signature,
    container,
    container_reading,
    container_writing,
    examine,
    manifest,
    verification_guide,
)
from desktop.package.announced_signers import MOST_ANNOUNCED, AnnouncedSigner, BadAnnouncement, announced
from desktop.package.container_names import (
    MANIFEST_NAME,
    MOST_SIGNATURES,
    SIGNATURE_NAME,
    manifest_name,
    names_of_signatures,
    signature_name,
)
from desktop.package.examine import Refusal
from desktop.package.identity import Identity, create_identity

Tool = Callable[..., "CompletedProcess[str]"]

FOREIGN, FOCAL = AnnouncedSigner("Foreign ministry"), AnnouncedSigner("Focal point <A & “B”>")


@pytest.fixture(scope="module")
def others(at: datetime, passphrase: str) -> list[Identity]:
    """Two more signers."""
    return [create_identity(name, "KE", passphrase, at) for name in ("Foreign ministry", "Desk officer B")]


def signed_by(
    path: Path,
    members: Mapping[str, bytes],
    signers: Sequence[Identity],
    at: datetime,
    announcing: Sequence[AnnouncedSigner] = (),
    places: Sequence[str] = (),
) -> bytes:
    """Write a package with the signatures of these signers, each added to the one before."""
    first, *further = signers
    container_writing.write_container(path, members, first, at, announced=announcing)
    for number, each in enumerate(further):
        held = container_reading.read_container(path)
        place = places[number] if number < len(places) else ""
        container_writing.add_signature(path, held, each, at + timedelta(hours=number + 1), signed_for=place)
    return path.read_bytes()


@pytest.fixture(scope="module")
def three(
    members: dict[str, bytes],
    identity: Identity,
    others: list[Identity],
    at: datetime,
    tmp_path_factory: pytest.TempPathFactory,
) -> bytes:
    """A package that three have signed, of whom two were announced."""
    path = tmp_path_factory.mktemp("three") / "KE-2026.asice"
    places = (FOREIGN.name, FOCAL.name)
    return signed_by(path, members, [identity, *others], at, (FOREIGN, FOCAL), places)


def unpacked(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def packed(contents: Mapping[str, bytes]) -> bytes:
    """Pack files exactly as Pledgebook would: a forger may have our code."""
    facts = [container.summed(name, [content]) for name, content in contents.items()]
    parts = [container.local_header(fact) + contents[fact.name] for fact in facts]
    return b"".join(parts) + container.central_directory(facts)


def test_three_signatures_stand_over_the_same_files_and_each_signer_is_named(
    three: bytes, identity: Identity, others: list[Identity], at: datetime
) -> None:
    findings = examine.examine(three)
    assert findings.sound
    assert [each.signatory.fingerprint for each in findings.signers] == [
        each.fingerprint for each in (identity, *others)
    ]
    assert [each.signed_for for each in findings.signers] == ["", FOREIGN.name, FOCAL.name]
    assert [each.signed_at for each in findings.signers] == [at + timedelta(hours=hours) for hours in (0, 1, 2)]
    assert findings.signer == identity.signatory
    assert findings.missing == ()
    assert all(name in findings.summary for name in ("Desk officer A", "Foreign ministry", "Desk officer B"))
    (check,) = [check for check in findings.checks if check.key == "signers"]
    assert check.sentence == "Everybody whom the first signer announced has signed."
    assert any(
        "Desk officer B signed for Focal point <A & “B”>. Only Desk officer B says so." in each
        for each in check.details
    )


def test_a_further_signature_changes_nothing_that_was_there(
    members: dict[str, bytes], identity: Identity, others: list[Identity], at: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "package.asice"
    before = unpacked(signed_by(path, members, [identity], at))
    after = unpacked(signed_by(path, members, [identity, others[0]], at))
    # The first signature is made anew here, and ECDSA is another one each time.
    assert list(after) == [*before, manifest_name(1), signature_name(1)]
    assert {name: after[name] for name in before if name != SIGNATURE_NAME} == {
        name: content for name, content in before.items() if name != SIGNATURE_NAME
    }
    alone = path.read_bytes()
    container_writing.add_signature(tmp_path / "more.asice", container_reading.read_container(alone), others[1], at)
    assert (tmp_path / "more.asice").read_bytes()[: len(alone) // 2] == alone[: len(alone) // 2]
    assert packed(unpacked(alone)) == alone


def test_openssl_finds_each_of_them_valid_by_the_commands_of_the_guide(
    members: dict[str, bytes], tmp_path: Path, tool: Tool
) -> None:
    now = datetime.now(UTC)
    signers = [create_identity(name, "KE", "x", now) for name in ("Lead", "Foreign", "Focal")]
    package = signed_by(tmp_path / "package.asice", members, signers, now - timedelta(hours=3))
    for name, content in unpacked(package).items():
        place = tmp_path / "package" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    for number, signer in enumerate(signers):
        commands = (
            verification_guide.certificates_of(number),
            verification_guide.fingerprint_of(number),
            verification_guide.checking_of(number),
            f"{verification_guide.GUIDE_DIGEST}; {verification_guide.listed_in(number)}",
        )
        said = []
        for command in commands:
            done = tool("sh", "-c", f"cd '{tmp_path / 'package'}' && {command}")
            assert done.returncode == 0, done.stderr
            said.append(done.stdout + done.stderr)
        assert signer.fingerprint.replace(" ", "") in said[1].replace(":", "")
        assert "CAdES Verification successful" in said[2]
        digest = said[3].split()[0]
        assert len(digest) == 44
        assert said[3].count(digest) == 2
    listing = tmp_path / "package" / manifest_name(1)
    listing.write_bytes(listing.read_bytes().replace(b"Name", b"name") + b"\n")
    done = tool("sh", "-c", f"cd '{tmp_path / 'package'}' && {verification_guide.checking_of(1)}")
    assert done.returncode != 0


# --- Who is missing


def test_who_was_announced_and_has_not_signed_is_missing(
    members: dict[str, bytes], identity: Identity, others: list[Identity], at: datetime, tmp_path: Path
) -> None:
    announcing = (FOREIGN, FOCAL)
    signed_by(tmp_path / "a.asice", members, [identity], at, announcing)
    findings = examine.examine(tmp_path / "a.asice")
    assert not findings.sound
    assert findings.readable
    assert findings.refusal is Refusal.MISSING_SIGNER
    assert findings.missing == announcing
    assert "Missing: Foreign ministry; Focal point <A & “B”>." in findings.summary
    signed_by(tmp_path / "b.asice", members, [identity, others[0]], at, announcing, (FOREIGN.name,))
    findings = examine.examine(tmp_path / "b.asice")
    assert findings.missing == (FOCAL,)
    assert any(each == "Foreign ministry signed, as announced." for check in findings.checks for each in check.details)


def test_a_signature_that_was_taken_off_the_end_is_seen_as_missing(three: bytes) -> None:
    contents = unpacked(three)
    del contents[manifest_name(2)], contents[signature_name(2)]
    findings = examine.examine(packed(contents))
    assert findings.missing == (FOCAL,)
    assert findings.refusal is Refusal.MISSING_SIGNER
    assert not findings.sound


@pytest.mark.parametrize("number", [0, 1])
def test_a_signature_that_was_taken_out_of_the_middle_is_refused(three: bytes, number: int) -> None:
    contents = unpacked(three)
    kept = {
        name: content
        for name, content in contents.items()
        if name not in (manifest_name(number), signature_name(number))
    }
    assert examine.examine(packed(kept)).refusal is Refusal.NOT_ONE_FORM
    # And when those after it are given the numbers before theirs.
    names = names_of_signatures(3)
    payload = {name: content for name, content in contents.items() if name not in names}
    left = [contents[name] for name in names if name not in (manifest_name(number), signature_name(number))]
    moved = examine.examine(packed(payload | dict(zip(names, left, strict=False))))
    assert not moved.readable


def test_signatures_that_changed_places_are_refused(three: bytes) -> None:
    for one, other in ((0, 1), (1, 2), (0, 2)):
        contents = unpacked(three)
        for name in (manifest_name, signature_name):
            contents[name(one)], contents[name(other)] = contents[name(other)], contents[name(one)]
        findings = examine.examine(packed(contents))
        assert not findings.readable, (one, other)
        assert findings.refusal in (Refusal.SIGNATURE, Refusal.ALTERED), (one, other)


def test_the_order_of_signing_is_free_and_remembered(
    members: dict[str, bytes], identity: Identity, others: list[Identity], at: datetime, tmp_path: Path
) -> None:
    orders = ([identity, *others], [identity, others[1], others[0]], [others[0], identity, others[1]])
    for number, order in enumerate(orders):
        signed_by(tmp_path / f"{number}.asice", members, order, at)
        findings = examine.examine(tmp_path / f"{number}.asice")
        assert findings.sound
        assert [each.signatory.name for each in findings.signers] == [each.name for each in order]


def test_whoever_was_not_announced_is_named_as_such(
    members: dict[str, bytes], identity: Identity, others: list[Identity], at: datetime, tmp_path: Path
) -> None:
    signed_by(tmp_path / "a.asice", members, [identity, others[1]], at, (FOREIGN,))
    findings = examine.examine(tmp_path / "a.asice")
    (check,) = [check for check in findings.checks if check.key == "signers"]
    assert check.holds
    assert check.details == ("Desk officer B signed too, but was not announced by the first signer.",)
    assert findings.missing == (FOREIGN,)


def test_one_who_was_announced_by_certificate_needs_that_certificate(
    members: dict[str, bytes],
    identity: Identity,
    others: list[Identity],
    passphrase: str,
    at: datetime,
    tmp_path: Path,
) -> None:
    foreign = others[0]
    impostor = create_identity(foreign.name, "KE", passphrase, at)
    announcing = (AnnouncedSigner(foreign.name, foreign.fingerprint),)
    signed_by(tmp_path / "a.asice", members, [identity, foreign], at, announcing, (foreign.name,))
    findings = examine.examine(tmp_path / "a.asice")
    assert findings.sound
    assert any("with the certificate that the first signer announced" in d for c in findings.checks for d in c.details)
    signed_by(tmp_path / "b.asice", members, [identity, impostor], at, announcing, (foreign.name,))
    findings = examine.examine(tmp_path / "b.asice")
    assert findings.refusal is Refusal.SIGNATURE
    assert "not with the certificate that was announced" in findings.summary


def test_nobody_signs_for_somebody_who_is_not_announced_or_twice(
    members: dict[str, bytes], identity: Identity, others: list[Identity], at: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "a.asice"
    signed_by(path, members, [identity, others[0]], at, (FOREIGN,), ("The president",))
    assert examine.examine(path).refusal is Refusal.SIGNATURE
    signed_by(path, members, [identity, *others], at, (FOREIGN,), (FOREIGN.name, FOREIGN.name))
    assert examine.examine(path).refusal is Refusal.SIGNATURE
    signed_by(path, members, [identity, identity], at)
    findings = examine.examine(path)
    assert findings.refusal is Refusal.SIGNATURE
    assert "signed twice" in findings.summary


def test_a_list_of_other_files_under_a_further_signature_is_refused(
    three: bytes, others: list[Identity], at: datetime
) -> None:
    contents = unpacked(three)
    first = manifest.read_listing(contents[MANIFEST_NAME])
    fewer = list(first.files.items())[:-1]
    for files in (fewer, [*fewer, ("z.txt", bytes(32))], [(name, bytes(32)) for name in first.files]):
        listing = manifest.written(files, number=2)
        digest = container.summed("", [listing]).sha256
        contents[manifest_name(2)] = listing
        contents[signature_name(2)] = cades_signature.sign_digest(digest, others[1], at)
        findings = examine.examine(packed(contents))
        assert findings.refusal is Refusal.SIGNATURE
        assert "ASiCManifest002.xml is not the list of the files in this package." in findings.summary


def test_a_name_cannot_be_taken_off_the_list_of_who_was_announced(three: bytes) -> None:
    contents = unpacked(three)
    first = manifest.read_listing(contents[MANIFEST_NAME])
    assert first.announced == (FOREIGN, FOCAL)
    contents[MANIFEST_NAME] = manifest.written(list(first.files.items()), announced=first.announced[:1])
    del contents[manifest_name(2)], contents[signature_name(2)]
    assert examine.examine(packed(contents)).refusal is Refusal.SIGNATURE


def test_trust_is_asked_of_each_signer(
    three: bytes, identity: Identity, others: list[Identity], stranger: Identity
) -> None:
    findings = examine.examine(three, trust=identity.certificate_pem.encode())
    assert findings.sound
    assert [each.vouched for each in findings.signers] == [True, False, False]
    assert findings.vouched
    assert "Confirmed: Desk officer A." in findings.summary
    findings = examine.examine(three, trust=others[1].certificate_pem.encode())
    assert findings.sound
    assert not findings.vouched
    assert [each.vouched for each in findings.signers] == [False, False, True]
    findings = examine.examine(three, trust=stranger.certificate_pem.encode())
    assert findings.refusal is Refusal.OTHER_SIGNER
    assert not any(each.vouching for each in findings.signers)


# --- One byte changed anywhere


def test_no_byte_of_any_member_can_be_changed(three: bytes) -> None:
    chance = random.Random(13)
    contents = unpacked(three)
    for name, content in contents.items():
        # Repaired by our own code, so that nothing but the content tells.
        for place in (0, len(content) - 1, *(chance.randrange(len(content)) for _each in range(12))):
            changed = bytearray(content)
            changed[place] ^= 1 << chance.randrange(8)
            findings = examine.examine(packed({**contents, name: bytes(changed)}))
            assert not findings.readable, (name, place)
            assert findings.summary
            assert not any(each.vouching for each in findings.signers)


def test_no_bit_of_the_file_can_be_changed(three: bytes) -> None:
    chance = random.Random(17)
    for bit in (chance.randrange(len(three) * 8) for _each in range(800)):
        changed = bytearray(three)
        changed[bit // 8] ^= 1 << bit % 8
        findings = examine.examine(bytes(changed))
        assert not findings.readable, bit


# --- The one form


def test_the_lists_are_read_in_one_form_only(three: bytes) -> None:
    contents = unpacked(three)
    for number in range(3):
        listing = contents[manifest_name(number)]
        read = manifest.read_listing(listing)
        assert read.number == number
        files = list(read.files.items())
        again = manifest.written(files, number=number, announced=read.announced, signed_for=read.signed_for)
        assert again == listing
        for changed in (
            listing.replace(b'Critical="false"', b'Critical="true"'),
            listing.replace(b"signers:Signers", b"signers:Others"),
            listing.replace(b"Name=", b"name="),
            listing.replace(b"signature", b"signature999"),
            listing.replace(b"  </asic:ASiCManifestExtensions>\n", b""),
        ):
            with pytest.raises(manifest.NotAManifest):
                manifest.read_listing(changed)


@pytest.mark.parametrize(
    "name",
    ["a\nb", "\u202eright to left", " spaces ", "", "x" * 200, 'quoted "name"', "<&>", "وزارة الخارجية", "外交部"],
)
def test_any_name_can_be_announced_or_is_refused_and_none_breaks_the_list(name: str) -> None:
    files = [("a.txt", bytes(32))]
    try:
        who = announced([AnnouncedSigner(name)])
    except BadAnnouncement:
        assert not name.strip()
        return
    listing = manifest.written(files, announced=who)
    assert manifest.read_listing(listing).announced == who
    assert "\u202e" not in listing.decode()


def test_a_name_is_announced_once_and_not_too_many() -> None:
    with pytest.raises(BadAnnouncement, match="twice"):
        announced([AnnouncedSigner("Foreign ministry"), AnnouncedSigner("foreign  Ministry")])
    with pytest.raises(BadAnnouncement):
        announced([AnnouncedSigner(f"Ministry {number}") for number in range(MOST_ANNOUNCED + 1)])


def test_a_package_has_as_many_signatures_as_it_can_have(
    members: dict[str, bytes], identity: Identity, at: datetime, tmp_path: Path
) -> None:
    path = tmp_path / "package.asice"
    container_writing.write_container(path, members, identity, at)
    held = container_reading.read_container(path)
    full = container.Container(held.members, held.facts, held.signatures * MOST_SIGNATURES)
    with pytest.raises(container.TooLarge):
        container_writing.add_signature(path, full, identity, at)
    assert os.listdir(tmp_path) == ["package.asice"]
    last_but_one = container.Container(held.members, held.facts, held.signatures * (MOST_SIGNATURES - 1))
    container_writing.add_signature(path, last_but_one, identity, at)
    again = container_reading.read_container(path)
    assert len(again.signatures) == MOST_SIGNATURES
    assert (again.manifest, again.signature) == (held.manifest, held.signature)
    assert dict(again.members) == members


# --- What is told


def pem(*signers: Identity) -> bytes:
    return b"".join(each.certificate_pem.encode() for each in signers)


def test_the_answer_says_of_each_name_whether_it_is_confirmed(
    members: dict[str, bytes], identity: Identity, others: list[Identity], at: datetime, tmp_path: Path
) -> None:
    two = signed_by(tmp_path / "two.asice", members, [identity, others[0]], at)
    valid = "The package is intact and its signatures are valid"
    unconfirmed = "Names in the certificates, not confirmed by anything here:"
    assert examine.examine(two).summary == f"{valid}. {unconfirmed} Desk officer A; Foreign ministry."
    assert (
        examine.examine(two, trust=pem(others[0])).summary
        == f"{valid}. Confirmed: Foreign ministry. {unconfirmed} Desk officer A."
    )
    both = examine.examine(two, trust=pem(identity, others[0]))
    assert both.summary == f"{valid}: Desk officer A; Foreign ministry signed all of it."
    assert all(each.vouched and each.vouching.startswith("You confirm the signer") for each in both.signers)
    (check,) = [each for each in both.checks if each.key == "trust"]
    assert (check.sentence, check.details) == (
        "Desk officer A: The signer is the one whose certificate you gave.",
        ("Foreign ministry: The signer is the one whose certificate you gave.",),
    )


def test_the_answer_says_who_is_missing_and_whose_name_is_confirmed(
    members: dict[str, bytes], identity: Identity, others: list[Identity], at: datetime, tmp_path: Path
) -> None:
    one = signed_by(tmp_path / "one.asice", members, [identity], at, (FOREIGN, FOCAL))
    valid = "The package is intact and its signature is valid, but not everybody has signed yet. Missing:"
    missing = "Foreign ministry; Focal point <A & “B”>."
    unconfirmed = "Names in the certificates, not confirmed by anything here:"
    assert examine.examine(one).summary == f"{valid} {missing} {unconfirmed} Desk officer A."
    assert examine.examine(one, trust=pem(identity)).summary == f"{valid} {missing} Confirmed: Desk officer A."
    (check,) = [each for each in examine.examine(one).checks if each.key == "missing"]
    assert check.sentence == "2 signatures that the first signer announced are missing."
    assert [each.partition(" is missing")[0] for each in check.details] == [
        "The signature of Foreign ministry",
        "The signature of Focal point <A & “B”>",
    ]
    two = signed_by(tmp_path / "two.asice", members, [identity, others[0]], at, (FOREIGN, FOCAL), (FOREIGN.name,))
    findings = examine.examine(two)
    assert findings.summary.startswith("The package is intact and its signatures are valid, but not everybody")
    (check,) = [each for each in findings.checks if each.key == "missing"]
    assert check.sentence == "1 signature that the first signer announced is missing."
    (check,) = [each for each in findings.checks if each.key == "signers"]
    assert check.sentence == "2 signers signed the package."


def test_of_one_signer_it_is_said_whether_somebody_confirms_the_name(package: bytes, identity: Identity) -> None:
    assert examine.examine(package, trust=pem(identity)).summary == (
        "The package is intact and its signature is valid: Desk officer A signed all of it."
    )
    (check,) = [each for each in examine.examine(package, trust=pem(identity)).checks if each.key == "trust"]
    assert (check.sentence, check.details) == ("The signer is the one whose certificate you gave.", ())
    assert "Nothing here confirms that name" in examine.examine(package).summary


def test_a_certificate_of_another_kind_vouches_for_nobody_and_stops_nothing(
    package: bytes, identity: Identity, at: datetime
) -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Authority")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 7, at, at + timedelta(days=9)).sign(key, None)
    odd = made.public_bytes(Encoding.PEM)
    findings = examine.examine(package, trust=odd)
    assert findings.refusal is Refusal.OTHER_SIGNER
    assert findings.summary == "The signer is not the one whose certificate you gave."
    assert examine.examine(package, trust=odd + pem(identity)).sound


def test_clocks_may_differ_by_a_day_and_no_more(
    members: dict[str, bytes], identity: Identity, others: list[Identity], at: datetime, tmp_path: Path
) -> None:
    # The first one signs at 14:05:11 on 2 March, the second one an hour later.
    two = signed_by(tmp_path / "two.asice", members, [identity, others[0]], at)
    last = at + timedelta(hours=1)
    assert examine.examine(two, now=last - timedelta(days=1)).sound
    early = examine.examine(two, now=last - timedelta(days=1, seconds=1))
    assert early.refusal is Refusal.TIME
    (check,) = [each for each in early.checks if not each.holds]
    assert check.sentence.startswith(
        "Foreign ministry: According to the signature, the package was signed on 2 March 2026"
    )
    both = examine.examine(two, now=at - timedelta(days=3))
    told = [each.sentence for each in both.checks if each.key == "time"]
    assert told[0].startswith(
        "According to the signature, the package was signed on 2 March 2026, which is in the future."
    )
    assert told[1] == f"Foreign ministry: {told[0]}"
    assert len(told) == 2


def test_that_a_certificate_has_expired_since_is_told_of_each_signer(
    members: dict[str, bytes], identity: Identity, others: list[Identity], at: datetime, tmp_path: Path
) -> None:
    two = signed_by(tmp_path / "two.asice", members, [identity, others[0]], at)
    until = max(identity.not_after, others[0].not_after)
    in_time = examine.examine(two, now=min(identity.not_after, others[0].not_after))
    assert in_time.sound
    assert [each for each in in_time.checks if each.key == "certificate" and each.details] == []
    late = examine.examine(two, now=until + timedelta(seconds=1))
    assert late.sound
    found = [each for each in late.checks if each.key == "certificate"]
    assert [each.sentence for each in found] == [
        "The signer's certificate is intact, and was valid when it was used.",
        "Foreign ministry: The signer's certificate is intact, and was valid when it was used.",
    ]
    assert all(len(each.details) == 1 and "expired on" in each.details[0] for each in found)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_signature_that_cannot_be_read_is_named_and_the_others_are_looked_at(three: bytes, number: int) -> None:
    findings = examine.examine(packed({**unpacked(three), signature_name(number): b"nothing"}))
    assert findings.refusal is Refusal.SIGNATURE
    (check,) = [each for each in findings.checks if not each.holds]
    named = f"{signature_name(number)}: " if number else ""
    assert check.sentence == f"{named}The signature itself was changed, or is not one that Pledgebook writes."
    assert len(findings.signers) == 2
    assert [each.key for each in findings.checks if each.key in ("signers", "missing", "trust")] == []


def test_each_further_signer_is_told_of_by_name(
    members: dict[str, bytes], identity: Identity, others: list[Identity], at: datetime, tmp_path: Path
) -> None:
    findings = examine.examine(signed_by(tmp_path / "three.asice", members, [identity, *others], at))
    assert [each.sentence for each in findings.checks if each.key == "signature"] == [
        "The signature covers all the files, and was made with the signer's key.",
        "The signature of Foreign ministry covers the same files, and was made with that signer's key.",
        "The signature of Desk officer B covers the same files, and was made with that signer's key.",
    ]
    (check,) = [each for each in findings.checks if each.key == "signers"]
    assert check.sentence == "3 signers signed the package."
    assert check.details == (
        "Foreign ministry signed too. The first signer announced no other signers.",
        "Desk officer B signed too. The first signer announced no other signers.",
    )
    assert [each.key for each in findings.checks if each.key == "certificate"] == ["certificate"]


def test_what_is_wrong_with_a_further_signature_is_said_once_and_of_whom(
    three: bytes, others: list[Identity], at: datetime
) -> None:
    def told(number: int, listing: bytes, signed: bytes, by: Identity) -> str:
        signature = cades_signature.sign_digest(container.summed("", [signed]).sha256, by, at)
        changed = {**unpacked(three), manifest_name(number): listing, signature_name(number): signature}
        findings = examine.examine(packed(changed))
        assert findings.refusal is Refusal.SIGNATURE
        return findings.summary

    files = list(manifest.read_listing(unpacked(three)[MANIFEST_NAME]).files.items())
    for place, number in ((1, 2), (2, 1), (2, 3), (1, 0)):
        listing = manifest.written(files, number=number)
        assert told(place, listing, listing, others[place - 1]) == (
            f"{manifest_name(place)} is not the list of the files in this package."
        )
    listing = unpacked(three)[manifest_name(1)]
    assert told(1, listing, b"another list", others[0]) == (
        "Foreign ministry: The signature does not belong to this package."
    )
    assert told(2, manifest.written(files, number=2), b"another list", others[1]) == (
        "Desk officer B: The signature does not belong to this package."
    )
    listing = manifest.written(files, number=2, signed_for=FOREIGN.name)
    assert told(2, listing, listing, others[1]) == (
        "Desk officer B signed for Foreign ministry, although somebody had signed for Foreign ministry before."
    )
