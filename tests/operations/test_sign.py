"""Signing together: the lead ministry exports, the others add their signatures, and whoever receives it sees who did not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from desktop.catalogue.catalogue import Catalogue
from desktop.cli import main
from desktop.errors import AlreadyExists, CannotWrite, DiskFull, NotFound, UserError
from desktop.operations.clock import now
from desktop.operations.covering_note import CannotWriteNote, save_covering_note
from desktop.operations.export import export
from desktop.operations.identities import new_identity, open_identity, read_passphrase
from desktop.operations.sign import CannotAddSignature, announce, announce_certificate, sign
from desktop.operations.verify import compare_code, verify
from desktop.package import container_reading, container_writing
from desktop.package.certificate import CannotSign
from desktop.package.identity import Identity
from desktop.package.report.pdf_text import extracted
from desktop.store.file import SubmissionFile
from tests.tokens import PIN, Tokens, make

PASSPHRASE = "a passphrase for tests"
FILES = Path(__file__).parent.parent / "package" / "files"
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    def running(*words: object, status: int = 0) -> Result:
        result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
        assert result.exit_code == status, result.output
        return result

    return running


@pytest.fixture
def submission(submission: SubmissionFile) -> SubmissionFile:
    """A submission with something in it that can be signed."""
    with submission.transaction("edit", "Write", "") as revision:
        revision.add("pledge", {"title": "Register births", "objectives": [4]})
    return submission


@pytest.fixture
def submission_path(submission: SubmissionFile) -> Path:
    """The same, closed."""
    submission.close()
    return submission.path


@pytest.fixture
def lead(tmp_path: Path) -> Identity:
    return new_identity("Lead ministry", "KE", tmp_path / "lead.p12", PASSPHRASE)


@pytest.fixture
def foreign(tmp_path: Path) -> Identity:
    return new_identity("Foreign ministry", "KE", tmp_path / "foreign.p12", PASSPHRASE)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return path


@pytest.fixture
def pin(tmp_path: Path) -> Path:
    path = tmp_path / "pin.txt"
    path.write_text(f"{PIN}\n", encoding="utf-8")
    return path


@pytest.fixture
def card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tokens:
    """A token on which there is a key of the focal point."""
    folder = tmp_path / "hsm"
    folder.mkdir()
    tokens = make(folder, monkeypatch)
    tokens.add("Card")
    tokens.put("Card", "Desk officer C", "p256")
    return tokens


@pytest.fixture
def package(submission: SubmissionFile, catalogue: Catalogue, lead: Identity, tmp_path: Path) -> Path:
    """A package of the lead ministry, who announced two others."""
    announced = (announce("Foreign ministry"), announce("Focal point"))
    return export(submission, catalogue, tmp_path / "out", identity=lead, at=now(), announced=announced).path


def members_of(path: Path) -> dict[str, bytes]:
    held = container_reading.read_container(path)
    return dict(held.members) | {"manifest": held.manifest or b"", "signature": held.signature or b""}


def test_signatures_are_added_one_after_the_other(package: Path, foreign: Identity, stranger: Identity) -> None:
    first = members_of(package)
    findings = verify(package)
    assert [each.name for each in findings.missing] == ["Foreign ministry", "Focal point"]
    assert not findings.sound and findings.readable
    done = sign(package, foreign, at=now())
    assert (done.signed_for, done.missing) == ("Foreign ministry", ("Focal point",))
    assert members_of(package) == first
    done = sign(package, stranger, at=now(), signed_for="focal  POINT")
    assert (done.signed_for, done.missing) == ("Focal point", ())
    assert members_of(package) == first
    findings = verify(package)
    assert findings.sound
    assert [each.signatory.name for each in findings.signers] == ["Lead ministry", "Foreign ministry", "Desk officer"]


@pytest.fixture
def stranger(tmp_path: Path) -> Identity:
    return new_identity("Desk officer", "KE", tmp_path / "officer.p12", PASSPHRASE)


def test_what_cannot_be_signed_stays_as_it_was(
    package: Path, lead: Identity, foreign: Identity, submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    before = package.read_bytes()

    def refused(path: Path, signer: Identity, **more: str) -> str:
        with pytest.raises(CannotAddSignature) as caught:
            sign(path, signer, at=now(), **more)
        return caught.value.message

    assert "Lead ministry has already signed" in refused(package, lead)
    assert "The president is not among those who still have to sign: " in refused(
        package, foreign, signed_for="The president"
    )
    draft = export(submission, catalogue, tmp_path / "draft", identity=None, at=now(), draft=True).path
    assert "draft" in refused(draft, foreign)
    altered = tmp_path / "altered.asice"
    altered.write_bytes(before.replace(b"Register births", b"Register deaths"))
    assert "cannot be relied on" in refused(altered, foreign)
    assert package.read_bytes() == before
    with pytest.raises(UserError):
        sign(package, foreign, at=now() + timedelta(days=365 * 20))
    assert package.read_bytes() == before
    assert sorted(path.name for path in package.parent.iterdir()) == [package.name]


def test_who_signs_first_is_not_announced_with_the_same_certificate(
    run: Run, lead: Identity, secret: Path, submission_path: Path, tmp_path: Path
) -> None:
    """That signature could never be added, and the package would never be complete."""
    announcing = ("--announce-certificate", tmp_path / "lead.pem", "--incomplete", "--out", tmp_path / "out")
    words = ("export", submission_path, "--passphrase-file", secret, "--identity", tmp_path / "lead.p12", *announcing)
    assert "cannot sign again with the same certificate" in run(*words, status=2).output
    assert not (tmp_path / "out").exists()


def test_a_certificate_that_was_announced_is_the_only_one_that_will_do(
    submission: SubmissionFile, catalogue: Catalogue, lead: Identity, foreign: Identity, tmp_path: Path
) -> None:
    who = announce_certificate(tmp_path / "foreign.pem")
    assert (who.name, who.fingerprint) == ("Foreign ministry", foreign.fingerprint)
    package = export(submission, catalogue, tmp_path / "out", identity=lead, at=now(), announced=(who,)).path
    impostor = new_identity("Foreign ministry", "KE", tmp_path / "impostor.p12", PASSPHRASE)
    with pytest.raises(CannotAddSignature, match="different certificate was announced"):
        sign(package, impostor, at=now(), signed_for="Foreign ministry")
    assert sign(package, impostor, at=now(), out=tmp_path / "other.asice").signed_for == ""
    assert sign(package, foreign, at=now()).signed_for == "Foreign ministry"
    assert verify(package).sound


def test_a_disk_that_is_full_leaves_the_package_as_it_was(
    package: Path, foreign: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = package.read_bytes()

    def full(*_given: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(container_writing, "_again", full)
    with pytest.raises(DiskFull):
        sign(package, foreign, at=now())
    monkeypatch.undo()
    assert package.read_bytes() == before
    assert [path.name for path in package.parent.iterdir()] == [package.name]


def test_a_key_that_nobody_would_accept_signs_nothing(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    from tests.tokens import certified, new_key

    key = new_key("p256")
    path = tmp_path / "authority.p12"
    own = certified("Authority", key)  # it may issue certificates and sign nothing
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"k", key, own, None, BestAvailableEncryption(b"x")))
    with pytest.raises(CannotSign):
        export(submission, catalogue, tmp_path / "out", identity=open_identity(path, "x"), at=now())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["v1-0.1.0.asice", "v1-0.1.0-history.asice"])
def test_a_package_of_an_earlier_version_is_signed_as_well(name: str, foreign: Identity, tmp_path: Path) -> None:
    before = verify(FILES / name)
    assert before.sound
    assert before.code
    sign(FILES / name, foreign, at=now(), out=tmp_path / name)
    findings = verify(tmp_path / name)
    assert findings.sound
    assert findings.code == before.code
    assert len(findings.signers) == 2


# --- On the command line


def test_the_whole_way_on_the_command_line(
    run: Run, lead: Identity, foreign: Identity, secret: Path, submission_path: Path, tmp_path: Path
) -> None:
    signing = ("--passphrase-file", secret, "--identity")
    announcing = ("--announce", "Focal point", "--announce-certificate", tmp_path / "foreign.pem")
    done = run(
        "export",
        submission_path,
        *signing,
        tmp_path / "lead.p12",
        *announcing,
        "--incomplete",
        "--out",
        tmp_path / "out",
    )
    package = Path(done.stdout.strip())
    said = run("verify", package, status=1).output
    assert "? 2 signatures that the first signer announced are missing." in said
    data = json.loads(run("verify", package, "--json", status=1).stdout)
    assert (data["valid"], data["refusal"], data["missing"]) == (
        False,
        "missing_signer",
        ["Focal point", "Foreign ministry"],
    )
    assert "Foreign ministry" in run("sign", package, *signing, tmp_path / "foreign.p12").stderr
    assert "already signed" in run("sign", package, *signing, tmp_path / "foreign.p12", status=1).stderr
    new_identity("Desk officer", "KE", tmp_path / "c.p12", PASSPHRASE)
    asked = ("sign", package, *signing, tmp_path / "c.p12", "--for", "Focal point", "--out", tmp_path / "all.asice")
    data = json.loads(run(*asked, "--json").stdout)
    assert (data["signed"], data["signed_for"], data["missing"]) == (True, "Focal point", [])
    data = json.loads(run("verify", tmp_path / "all.asice", "--json").stdout)
    assert [each["name"] for each in data["signers"]] == ["Lead ministry", "Foreign ministry", "Desk officer"]
    assert data["missing"] == []
    assert len(json.loads(run("verify", package, "--json", status=1).stdout)["signers"]) == 2


def test_a_card_signs_on_the_command_line(run: Run, card: Tokens, pin: Path, package: Path) -> None:
    asked = ("--token", card.module, "--token-label", "Card", "--pin-file", pin, "--key", "key 1")
    assert "Desk officer C" in run("sign", package, *asked, "--for", "Focal point").stderr
    findings = verify(package)
    assert findings.signers[1].signatory.name == "Desk officer C"
    assert [each.name for each in findings.missing] == ["Foreign ministry"]


def test_a_card_signs_an_export_and_a_wrong_pin_leaves_nothing(
    run: Run, card: Tokens, pin: Path, submission_path: Path, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("0000\n")
    asked = ("export", submission_path, "--token", card.module, "--incomplete", "--out", tmp_path / "out", "--pin-file")
    said = run(*asked, wrong, status=2)
    assert "not the PIN of Card" in said.stderr
    assert "0000" not in said.output
    assert not (tmp_path / "out").exists()
    package = Path(run(*asked, pin).stdout.strip())
    assert verify(package).sound


def test_a_secret_is_never_an_argument_and_is_asked_for_at_a_terminal_only(
    run: Run, lead: Identity, package: Path, tmp_path: Path
) -> None:
    said = run("sign", package, "--identity", tmp_path / "lead.p12", status=3)
    assert "--passphrase-file" in said.stderr
    assert "--pin-file" in run("sign", package, "--token", tmp_path / "x.so", status=3).stderr
    assert "--identity" in run("sign", package, status=2).stderr
    both = ("--identity", tmp_path / "lead.p12", "--token", tmp_path / "x.so")
    assert "not both" in run("sign", package, *both, status=2).stderr
    options = {option for each in ("sign", "export") for option in run(each, "--help").output.split()}
    assert not {"--pin", "--passphrase"} & options


# --- The code to read out


def test_the_code_is_on_the_cover_and_in_the_guide_and_is_compared(run: Run, package: Path, foreign: Identity) -> None:
    findings = verify(package)
    code = findings.code
    held = container_reading.read_container(package)
    assert code in extracted(held.members["report.pdf"])
    assert code in held.members["VERIFY.txt"].decode()
    assert f"Code to read out: {code}" in run("verify", package, status=1).output
    sign(package, foreign, at=now())
    findings = verify(package)
    assert findings.code == code, "a further signature changes nothing in what is read out"
    assert compare_code(findings, code.replace("-", " ")).same
    groups = code.split("-")
    wrong = "-".join([groups[0], groups[1][:-1] + str((int(groups[1][-1]) + 1) % 10), *groups[2:]])
    assert "group 2" in compare_code(findings, wrong).sentence
    assert not compare_code(findings, "123").same


def test_the_code_is_compared_on_the_command_line(
    run: Run, submission: SubmissionFile, catalogue: Catalogue, lead: Identity, foreign: Identity, tmp_path: Path
) -> None:
    first, second = (
        export(submission, catalogue, tmp_path / each.name, identity=each, at=now()).path for each in (lead, foreign)
    )
    codes = [verify(path).code for path in (first, second)]
    assert codes[0] != codes[1], "the same content, signed by somebody else"
    assert "✓ This is the code of this package." in run("verify", first, "--code", codes[0]).output
    assert "code of another package" in run("verify", first, "--code", codes[1], status=1).output
    arabic = codes[0].translate({ord(str(number)): chr(0x660 + number) for number in range(10)})
    assert json.loads(run("verify", first, "--code", arabic, "--json").stdout)["code_matches"] is True


def test_an_altered_package_has_no_code(package: Path, tmp_path: Path) -> None:
    altered = tmp_path / "altered.asice"
    altered.write_bytes(package.read_bytes().replace(b"Register births", b"Register deaths"))
    findings = verify(altered)
    assert findings.code == ""
    assert not compare_code(findings, verify(package).code).same


# --- The covering note


@pytest.mark.parametrize(("language", "ending"), [("en", ".docx"), ("ar", ".docx"), ("ar", ".pdf"), ("zh", ".pdf")])
def test_a_covering_note_tells_who_signed_and_the_code(
    package: Path, foreign: Identity, tmp_path: Path, language: str, ending: str
) -> None:
    sign(package, foreign, at=now())
    findings = verify(package)
    path = save_covering_note(package, tmp_path / f"note{ending}", language=language)
    content = path.read_bytes()
    if ending == ".pdf":
        text = extracted(content)
    else:
        from docx import Document

        text = "\n".join(each.text for each in Document(BytesIO(content)).paragraphs)
    for said in (findings.code, "Lead ministry", "Foreign ministry", "Focal point", package.name):
        assert said in text, said
    for each in findings.signers:
        assert each.signatory.fingerprint in " ".join(text.split())
    assert save_covering_note(package, path, language=language).read_bytes() == content or ending == ".docx"


def test_a_covering_note_is_written_for_what_can_be_relied_on_only(
    run: Run, package: Path, submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    with pytest.raises(CannotWriteNote):
        save_covering_note(package, tmp_path / "note.txt")
    draft = export(submission, catalogue, tmp_path / "draft", identity=None, at=now(), draft=True).path
    assert "draft" in run("covering-note", draft, "--out", tmp_path / "note.pdf", status=2).stderr
    altered = tmp_path / "altered.asice"
    altered.write_bytes(package.read_bytes().replace(b"Register births", b"Register deaths"))
    assert "relied on" in run("covering-note", altered, "--out", tmp_path / "note.pdf", status=2).stderr
    assert not (tmp_path / "note.pdf").exists()
    run("covering-note", package, "--out", tmp_path / "note.pdf")
    assert (tmp_path / "note.pdf").read_bytes().startswith(b"%PDF")


def test_a_package_that_goes_away_while_its_note_is_made_is_told_of(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanishing(path: Path, **given: Any) -> Any:
        findings = verify(path, **given)
        path.unlink()  # a stick that was pulled out
        return findings

    monkeypatch.setattr("desktop.operations.covering_note.verify", vanishing)
    with pytest.raises(NotFound, match="There is no file"):
        save_covering_note(package, tmp_path / "note.pdf")
    assert not (tmp_path / "note.pdf").exists()


def test_the_report_ends_with_how_to_check_it(package: Path) -> None:
    text = " ".join(extracted(container_reading.read_container(package).members["report.pdf"]).split())
    end = text[text.rindex("How to check this report") :]
    for said in ("pdfsig report.pdf", "openssl cms -verify", "VERIFY.txt", "check digit"):
        assert said in end


def test_no_other_file_is_replaced_by_a_package_with_a_signature(
    package: Path, foreign: Identity, tmp_path: Path
) -> None:
    there = tmp_path / "key.p12"
    there.write_bytes(b"a key")
    with pytest.raises(AlreadyExists, match=r"key\.p12"):
        sign(package, foreign, at=now(), out=there)
    assert there.read_bytes() == b"a key"
    with pytest.raises(CannotWrite, match="too long"):
        sign(package, foreign, at=now(), out=tmp_path / ("x" * 5000))
    sign(package, foreign, at=now(), out=package)


def test_a_file_without_end_is_no_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "passphrase"
    path.write_bytes(b"x" * 10_000_000)
    with pytest.raises(UserError, match="cannot be read"):
        read_passphrase(path)
