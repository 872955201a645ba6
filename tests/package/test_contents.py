"""The payload of a package: everything made, proved, signed and explained; and the explanation is true."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import Cancelled
from desktop.i18n.translation import LANGUAGES
from desktop.package import (
    container_names,
    container_paths,
    container_reading,
    container_writing,
    contents,
    examine,
    json_record,
    verification_guide,
)
from desktop.package.contents import AttachmentChanged, Built
from desktop.package.identity import Identity, create_identity
from desktop.package.readback import ReadBackFailed
from desktop.record.history import Revision
from desktop.record.release import released
from desktop.record.submission import Submission

Filled = Callable[..., Submission]
History = Callable[[Submission], list[Revision]]
Tool = Callable[..., "subprocess.CompletedProcess[str]"]

EVIDENCE = b"Minutes of the workshop\n"


class Watcher:
    """Notes how far the work is, and stops it at a step when told to."""

    def __init__(self, stop_at: int = 1000) -> None:
        self.seen: list[tuple[int, int, str]] = []
        self.stop_at = stop_at

    def step(self, done: int, total: int, text: str) -> None:
        self.seen.append((done, total, text))
        if len(self.seen) > self.stop_at:
            raise Cancelled("Stopped.")


@pytest.fixture(scope="module")
def build(filled: Filled, history: History, catalogue: Catalogue, at: datetime) -> Callable[..., Built]:
    """A way to build a package of a submission in which everything is answered."""

    def make(
        signer: Identity | None = None,
        *,
        submission: Submission | None = None,
        attachment: Callable[[str], bytes] = lambda _sha256: EVIDENCE,
        language: str = "en",
        work: Watcher | None = None,
    ) -> Built:
        submission = released(submission or filled(pledge=2), catalogue, signed=signer is not None)
        return contents.build(
            submission,
            history(submission),
            catalogue,
            attachment,
            language=language,
            draft=signer is None,
            signer=signer,
            at=at,
            work=work,
        )

    return make


@pytest.fixture(scope="module")
def built(build: Callable[..., Built], identity: Identity) -> Callable[..., Built]:
    """What `build` makes of it for whoever only looks at it, made once: a draft, or signed."""

    @cache
    def making(language: str = "en", *, signed: bool = False) -> Built:
        return build(identity if signed else None, language=language)

    return making


@pytest.fixture(scope="module")
def signed(
    filled: Filled,
    history: History,
    catalogue: Catalogue,
    at: datetime,
    identity: Identity,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A whole signed package, as it would be sent."""
    submission = filled(pledge=2)
    built = contents.build(
        submission,
        history(submission),
        catalogue,
        lambda _sha256: EVIDENCE,
        language="fr",
        draft=False,
        signer=identity,
        at=at,
    )
    path = tmp_path_factory.mktemp("sent") / "PACKAGE.asice"
    container_writing.write_container(path, built.members, identity, at)
    return path


@pytest.fixture
def guide(signed: Path) -> str:
    return container_reading.read_container(signed).members["VERIFY.txt"].decode("utf-8")


def test_it_holds_every_file_under_a_plain_name(built: Callable[..., Built], filled: Filled) -> None:
    draft = built()
    pledges = filled(pledge=2).of_kind("pledge")
    sha256 = hashlib.sha256(EVIDENCE).hexdigest()
    assert sorted(draft.members) == sorted(
        [
            "VERIFY.txt",
            f"attachments/{sha256[:16]}.txt",
            container_paths.pledge_path(1, pledges[0]),
            container_paths.pledge_path(2, pledges[1]),
            "report.pdf",
            "submission.json",
            "submission.xlsx",
        ]
    )
    container_names.check_names(list(draft.members))
    assert draft.readback.documents == 2


def test_the_record_in_it_gives_the_whole_submission_back(built: Callable[..., Built], filled: Filled) -> None:
    record = json_record.from_bytes(built(signed=True).members[container_paths.RECORD])
    assert record.submission() == filled(pledge=2)
    assert not record.draft


def test_a_draft_holds_no_names_and_addresses_of_contact_persons(built: Callable[..., Built], filled: Filled) -> None:
    address = filled().of_kind("pledge")[0].text("contact_email").encode()
    assert address in built(signed=True).members[container_paths.RECORD]
    draft = built().members
    assert json_record.from_bytes(draft[container_paths.RECORD]).draft
    with zipfile.ZipFile(io.BytesIO(draft[container_paths.WORKBOOK])) as workbook:
        parts = [workbook.read(name) for name in workbook.namelist()]
    assert not [part for part in (draft[container_paths.RECORD], *parts) if address in part]


def test_the_same_submission_makes_the_same_draft(build: Callable[..., Built], built: Callable[..., Built]) -> None:
    assert build().members == built().members


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_built_in_every_language(language: str, built: Callable[..., Built]) -> None:
    assert (
        built(language)
        .members[container_paths.GUIDE]
        .decode("utf-8")
        .startswith("=" * 78 + "\nHow to check this package\n")
    )


def test_what_is_signed_is_what_was_proved(built: Callable[..., Built]) -> None:
    plain, signed = built(), built(signed=True)
    assert (
        plain.members[container_paths.WORKBOOK] != signed.members[container_paths.WORKBOOK]
    )  # a draft says that it is one
    for name, content in signed.members.items():
        if name.endswith(".pdf"):
            assert b"/ByteRange" in content
            assert b"/ByteRange" not in plain.members[name]


def test_a_submission_without_anything_can_be_built(build: Callable[..., Built]) -> None:
    built = build(submission=Submission("3f2a90c1-0000-4000-8000-000000000001"))
    assert sorted(built.members) == ["VERIFY.txt", "report.pdf", "submission.json", "submission.xlsx"]


def test_an_attached_file_that_changed_is_not_sent(build: Callable[..., Built]) -> None:
    with pytest.raises(AttachmentChanged, match="Minutes of the workshop"):
        build(attachment=lambda _sha256: EVIDENCE + b"!")


def test_nothing_is_signed_when_the_proof_fails(
    build: Callable[..., Built], identity: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    signatures: list[bytes] = []
    monkeypatch.setattr(contents, "write_report", lambda *_args, **_named: b"%PDF-1.7\n")
    monkeypatch.setattr(Identity, "sign", lambda _self, data: signatures.append(data))
    with pytest.raises(ReadBackFailed):
        build(identity)
    assert signatures == []


def test_it_tells_how_far_it_is_and_never_goes_back(build: Callable[..., Built]) -> None:
    watcher = Watcher()
    build(work=watcher)
    assert all(total == 100 for _done, total, _text in watcher.seen)
    steps = [done for done, _total, _text in watcher.seen]
    assert steps == sorted(steps)
    assert steps[0] == 0
    assert steps[-1] <= 100
    assert all(text for _done, _total, text in watcher.seen)


@pytest.mark.parametrize("stop_at", [0, 5, 20, 40])
def test_it_can_be_stopped_on_the_way(stop_at: int, build: Callable[..., Built]) -> None:
    with pytest.raises(Cancelled):
        build(work=Watcher(stop_at))


# The guide for whoever receives the package


def commands(guide: str) -> list[str]:
    """Return the lines of the English part that are there to be typed."""
    english = guide.split("=" * 78)[2]
    return [line.strip() for line in english.splitlines() if line.startswith("    ")]


def typed(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, shell=True, cwd=folder, capture_output=True, text=True, check=False)


def unpacked(package: Path, folder: Path) -> Path:
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    return folder


def test_every_command_in_the_guide_does_what_the_guide_says(signed: Path, guide: str, tmp_path: Path) -> None:
    for name in ("openssl", "sha256sum", "grep", "pdfsig"):
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not installed")
    twice, now = tmp_path / "PACKAGE.asice", datetime.now(UTC)
    other = create_identity("Focal point", "KE", "x", now)
    container_writing.add_signature(twice, container_reading.read_container(signed), other, now)
    here = unpacked(twice, tmp_path / "package")
    said = {command: typed(command, here) for command in commands(guide) if command.split()[0] in TOOLS}
    assert len(said) == 11
    assert all(each.returncode == 0 for each in said.values())
    assert "Verification successful" in said[verification_guide.SIGNATURE].stderr
    assert "Verification successful" in said[verification_guide.checking_of(1)].stderr
    assert "CN = Focal point" in said[verification_guide.fingerprint_of(1)].stdout
    fingerprint = said[verification_guide.FINGERPRINT].stdout.rpartition("=")[2].replace(":", "").strip()
    assert fingerprint in re.sub(r"\s", "", guide)
    digest = said[verification_guide.GUIDE_DIGEST].stdout.strip()
    assert len(digest) == 44
    assert digest in said[verification_guide.GUIDE_LISTED].stdout
    assert digest in said[verification_guide.listed_in(1)].stdout
    checked = said[verification_guide.FILES].stdout.splitlines()
    assert len(checked) == 6
    assert all(line.endswith(": OK") for line in checked)
    answered = said[verification_guide.PDF].stdout
    assert "Signature is Valid" in answered
    # The guide quotes what pdfsig says today of a certificate that nobody issued; earlier ones said it otherwise.
    known = re.search(r"Certificate Validation: (.+)\.", answered)
    assert known is not None
    assert f"“{known[1]}”" in " ".join(guide.split())


TOOLS = ("openssl", "grep", "pdfsig")


def test_the_first_commands_unpack_the_package(signed: Path, guide: str, tmp_path: Path, tool: Tool) -> None:
    tool("unzip", "-v")
    shutil.copy(signed, tmp_path / "PACKAGE.asice")
    first, second = [command for command in commands(guide) if command.split()[0] in ("unzip", "cd")]
    outcome = typed(f"{first} && {second} && ls VERIFY.txt", tmp_path)
    assert outcome.stdout.splitlines()[-1] == "VERIFY.txt"


@pytest.mark.parametrize("name", ["report.pdf", "submission.xlsx", "submission.json", "VERIFY.txt"])
def test_the_commands_see_a_file_that_was_altered(
    name: str, signed: Path, guide: str, tmp_path: Path, tool: Tool
) -> None:
    tool("sha256sum", "--version")
    here = unpacked(signed, tmp_path / "package")
    content = bytearray((here / name).read_bytes())
    content[len(content) // 2] ^= 1
    (here / name).write_bytes(bytes(content))
    listed = typed(verification_guide.GUIDE_LISTED, here).stdout
    own = typed(verification_guide.GUIDE_DIGEST, here).stdout.strip()
    others = typed(verification_guide.FILES, here)
    if name == "VERIFY.txt":
        assert own not in listed
    else:
        assert others.returncode != 0
        assert f"{name}: FAILED" in others.stdout


def test_the_commands_see_a_list_that_was_altered(signed: Path, tmp_path: Path, tool: Tool) -> None:
    tool("openssl", "version")
    here = unpacked(signed, tmp_path / "package")
    listing = here / container_names.MANIFEST_NAME
    listing.write_bytes(listing.read_bytes().replace(b"report.pdf", b"rapport.pdf"))
    typed(verification_guide.CERTIFICATES, here)
    outcome = typed(verification_guide.SIGNATURE, here)
    assert outcome.returncode != 0
    assert "failure" in outcome.stderr.lower()


def test_the_guide_lists_every_file_with_size_and_digest(signed: Path, guide: str) -> None:
    held = container_reading.read_container(signed).members
    for name in held:
        if name == "VERIFY.txt":
            continue
        content = held[name]
        assert f"{hashlib.sha256(content).hexdigest()}  {name}\n" in guide
        assert f"  {name} ({len(content)} bytes): " in guide


def test_the_guide_lists_the_files_with_the_colon_of_its_language(built: Callable[..., Built]) -> None:
    guide = built("fr").members[container_paths.GUIDE].decode("utf-8")
    assert "  VERIFY.txt: this guide\n" in guide and "  VERIFY.txt\N{NO-BREAK SPACE}: le présent guide\n" in guide
    assert "octets)\N{NO-BREAK SPACE}: " in guide and "octets): " not in guide


def test_the_guide_names_the_signer_and_says_that_nobody_vouches(guide: str, identity: Identity) -> None:
    assert "Desk officer A" in guide
    assert identity.signatory.short_fingerprint in guide
    assert "nobody else confirms" in re.sub(r"\s+", " ", guide)


def test_the_guide_of_a_draft_says_that_nobody_signed(built: Callable[..., Built], tmp_path: Path, tool: Tool) -> None:
    tool("sha256sum", "--version")
    draft = built()
    guide = draft.members[container_paths.GUIDE].decode("utf-8")
    assert "Nobody: this is a draft" in guide
    assert "openssl" not in guide
    for name, content in draft.members.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    outcome = typed(verification_guide.FILES, tmp_path)
    assert outcome.returncode == 0
    assert outcome.stdout.count(": OK") == len(draft.members) - 1


def test_the_guide_is_plain_text_in_english_and_in_the_language_of_the_package(signed: Path) -> None:
    files = {"report.pdf": b"1"}
    english = verification_guide.verify_text(files, title="A title", language="en", signatory=None)
    both = verification_guide.verify_text(files, title="A title", language="ar", signatory=None)
    assert english.count(b"report.pdf (1 byte)") == 1
    assert both.count(b"report.pdf") == 2 * english.count(b"report.pdf") - 1  # the digests are said once
    assert both == verification_guide.verify_text(files, title="A title", language="ar", signatory=None)
    for line in english.decode("utf-8").splitlines():
        assert len(line) <= 100 or line.startswith("    ")
    assert b"\r" not in both
    assert b"\t" not in both


def test_a_title_of_many_lines_cannot_pass_for_a_digest_or_a_heading() -> None:
    title = f"A title\n{'0' * 64}  report.pdf\n{'=' * 78}\nWho signed it\n\x00\u202e"
    guide = verification_guide.verify_text({"report.pdf": b"1"}, title=title, language="en", signatory=None)
    lines = guide.decode("utf-8").splitlines()
    assert len([line for line in lines if re.fullmatch(r"[0-9a-f]{64}  \S+", line)]) == 1
    assert lines.count("Who signed it") == 1
    assert not [line for line in lines if not line.isprintable()]


def test_our_own_examination_agrees(signed: Path) -> None:
    assert examine.examine(signed).sound


def test_each_pdf_stays_far_below_what_the_online_form_takes(signed: Path) -> None:
    held = container_reading.read_container(signed).members
    for name in held:
        if name.startswith("pledges/"):
            assert len(held[name]) < 1_000_000
            assert io.BytesIO(held[name]).read(5) == b"%PDF-"
