"""The main job without a window, with the published pledges and practices that ship with the program.

Create, import, check, sign, export, verify, restore: and at the end every field is what it was at the beginning.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from desktop import paths
from desktop.cli import main
from desktop.operations.open_file import open_file
from desktop.record.history import Message
from desktop.record.submission import Submission

PASSPHRASE = "a passphrase for tests"

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    runner = CliRunner()

    def running(*words: object, status: int = 0) -> Result:
        result = runner.invoke(main, [str(word) for word in words], catch_exceptions=False)
        assert result.exit_code == status, f"{words}: {result.exit_code}\n{result.output}\n{result.stderr}"
        return result

    return running


@pytest.fixture
def key(run: Run, tmp_path: Path) -> Path:
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    run("identity", "new", "Ministry A", "--country", "KE", "--out", tmp_path / "key.p12",
        "--passphrase-file", tmp_path / "passphrase")  # fmt: skip
    return tmp_path / "key.p12"


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Path:
    file = tmp_path / "kenya.pledgebook"
    run("new", file, "--country", "KE", "--cycle", "2026")
    run("import", file, paths.resources() / "demonstration.json")
    return file


def read(path: Path) -> Submission:
    file = open_file(path, read_only=True)
    try:
        return file.read()
    finally:
        file.close()


def exported(run: Run, file: Path, key: Path, folder: Path) -> Path:
    run("export", file, "--identity", key, "--passphrase-file", key.with_name("passphrase"), "--out", folder,
        "--incomplete")  # fmt: skip
    (package,) = folder.glob("*.asice")
    return package


def answers(submission: Submission) -> dict[str, tuple[str, str, dict[str, object]]]:
    """Everything that was said, with who said it and when, by the id of the entry."""
    return {entry.id: (entry.kind, entry.key, dict(entry.answers)) for entry in submission.entries.values()}


def test_every_field_of_published_entries_survives_the_whole_way(
    run: Run, filled: Path, key: Path, tmp_path: Path
) -> None:
    source = json.loads((paths.resources() / "demonstration.json").read_text(encoding="utf-8"))
    before = read(filled)
    assert len(before.of_kind("pledge")) == len(source["pledges"])
    assert len(before.of_kind("practice")) == len(source["practices"])
    for published, entry in zip(source["pledges"], before.of_kind("pledge"), strict=True):
        assert entry.text("title") == published["title"]
        assert entry.text("description") == published["description"]
        assert entry.numbers("objectives") + entry.numbers("further_objectives") == published["objectives"]
        assert entry.numbers("principles") == published["principles"]
        assert [row["name"] for row in entry.rows("partners")] == published["partners"]
        for field in ("start", "end", "year", "country", "language", "source", "entity"):
            assert entry.value(field) == published[field]
    for published, entry in zip(source["practices"], before.of_kind("practice"), strict=True):
        for field in ("title", "summary", "implementer", "start", "end", "country", "language", "source"):
            assert entry.value(field) == published[field]
        assert entry.numbers("objectives") == published["objectives"]

    run("check", filled)
    package = exported(run, filled, key, tmp_path / "out")
    assert "valid" in run("verify", package, "--json").output
    run("restore", package, tmp_path / "back.pledgebook")
    after = read(tmp_path / "back.pledgebook")
    assert after.id == before.id
    assert answers(after) == answers(before)
    assert after.attachments == before.attachments


def test_the_history_comes_back_with_the_submission_when_somebody_chose_that(
    run: Run, filled: Path, key: Path, tmp_path: Path
) -> None:
    key_words = ("--identity", key, "--passphrase-file", key.with_name("passphrase"), "--out", tmp_path / "out")
    done = run("export", filled, *key_words, "--with-history", "--incomplete")
    assert "History of changes, in the data file" in done.stderr
    (package,) = (tmp_path / "out").glob("*.asice")
    run("restore", package, tmp_path / "back.pledgebook")
    old, new = open_file(filled, read_only=True), open_file(tmp_path / "back.pledgebook", read_only=True)
    try:
        unnamed = Message("")
        assert [each._replace(message=unnamed) for each in new.revisions()] == [
            each._replace(message=unnamed) for each in old.revisions()
        ]
        # What the imported file was called on this computer stays here.
        assert [each.message.id for each in new.revisions()] == ["Create the submission", "Import entries"]
    finally:
        old.close()
        new.close()


def test_the_history_stays_where_nobody_chose_it(run: Run, filled: Path, key: Path, tmp_path: Path) -> None:
    package = exported(run, filled, key, tmp_path / "out")
    run("restore", package, tmp_path / "back.pledgebook")
    new = open_file(tmp_path / "back.pledgebook", read_only=True)
    try:
        assert list(new.revisions()) == []
    finally:
        new.close()


def test_the_answer_names_the_fingerprint_and_says_who_vouches(
    run: Run, filled: Path, key: Path, tmp_path: Path
) -> None:
    package = exported(run, filled, key, tmp_path / "out")
    said = run("verify", package).output
    assert "Name in the certificate: Ministry A" in said
    assert "Fingerprint: " in said
    assert "Nothing here confirms" in said
    assert "✓ The report, the pledges and the workbook have the same content as the data file." in said
    assert "You confirm the signer" in run("verify", package, "--trust", key.with_suffix(".pem")).output


def test_a_signer_can_be_held_against_a_certificate(run: Run, filled: Path, key: Path, tmp_path: Path) -> None:
    package = exported(run, filled, key, tmp_path / "out")
    run("verify", package, "--trust", key.with_suffix(".pem"))
    run("identity", "new", "Somebody else", "--country", "KE", "--out", tmp_path / "other.p12",
        "--passphrase-file", key.with_name("passphrase"))  # fmt: skip
    run("verify", package, "--trust", tmp_path / "other.pem", status=1)


def test_one_altered_byte_is_refused_and_nothing_is_restored(run: Run, filled: Path, key: Path, tmp_path: Path) -> None:
    package = exported(run, filled, key, tmp_path / "out")
    content = bytearray(package.read_bytes())
    content[len(content) // 2] ^= 1
    package.write_bytes(content)
    run("verify", package, status=1)
    run("restore", package, tmp_path / "back.pledgebook", status=2)
    assert not (tmp_path / "back.pledgebook").exists()


def test_a_draft_is_no_signed_package(run: Run, filled: Path, tmp_path: Path) -> None:
    run("export", filled, "--out", tmp_path / "out", "--draft")
    (package,) = (tmp_path / "out").glob("*.asice")
    assert "draft" in package.name
    run("verify", package, status=1)


def test_whoever_works_without_a_window_is_named_too(run: Run, key: Path, tmp_path: Path) -> None:
    file = tmp_path / "kenya.pledgebook"
    run("new", file, "--country", "KE", "--cycle", "2026")
    run("import", file, paths.resources() / "demonstration.json", "--by", "Amina Otieno")
    done = run("export", file, "--identity", key, "--passphrase-file", key.with_name("passphrase"), "--out",
        tmp_path / "out", "--incomplete", "--announce", "Foreign ministry", "--by", "Yusuf Mansour")  # fmt: skip
    assert "Still missing: Foreign ministry." in done.stderr
    opened = open_file(file, read_only=True)
    try:
        assert {each.by for each in opened.revisions() if each.type == "import"} == {"Amina Otieno"}
        assert [each.by for each in opened.restore_points()][-1] == "Yusuf Mansour"
    finally:
        opened.close()


def test_an_empty_submission_is_exported_only_as_a_draft(run: Run, key: Path, tmp_path: Path) -> None:
    file = tmp_path / "empty.pledgebook"
    run("new", file, "--country", "KE", "--cycle", "2026")
    run("check", file, status=1)
    run("export", file, "--identity", key, "--passphrase-file", key.with_name("passphrase"), "--out", tmp_path / "out",
        status=1)  # fmt: skip
    assert not list((tmp_path / "out").glob("*")) if (tmp_path / "out").exists() else True
    run("export", file, "--out", tmp_path / "out", "--draft")


def test_other_peoples_tools_agree(run: Run, filled: Path, key: Path, tmp_path: Path) -> None:
    if shutil.which("openssl") is None or shutil.which("pdfsig") is None:
        pytest.skip("openssl and pdfsig are not installed")
    package = exported(run, filled, key, tmp_path / "out")
    unpacked = tmp_path / "unpacked"
    shutil.unpack_archive(package, unpacked, "zip")
    checked = subprocess.run(
        ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", "META-INF/signature.p7s",
         "-content", "META-INF/ASiCManifest.xml", "-CAfile", str(key.with_suffix(".pem")), "-purpose", "any",
         "-out", "/dev/null"],
        cwd=unpacked, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr
    pdfs = sorted(unpacked.rglob("*.pdf"))
    assert len(pdfs) == 1 + len(read(filled).of_kind("pledge"))
    for pdf in pdfs:
        said = subprocess.run(["pdfsig", str(pdf)], capture_output=True, text=True, check=False).stdout
        assert "Signature is Valid" in said, f"{pdf.name}: {said}"
        assert "Total document signed" in said, f"{pdf.name}: {said}"


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("info", "nowhere.pledgebook"), "nowhere.pledgebook"),
        (("check", "nowhere.pledgebook"), "nowhere.pledgebook"),
        (("verify", "nowhere.asice"), "nowhere.asice"),
        (("restore", "nowhere.asice", "back.pledgebook"), "nowhere.asice"),
        (("new", "x.pledgebook", "--country", "ZZZ", "--cycle", "2026"), ""),
        (("new", "x.pledgebook", "--country", "KE", "--cycle", "soon"), "four digits"),
        (("new", "x.pledgebook", "--country", "KE", "--cycle", "²²²²"), "four digits"),
        (("new", "x.pledgebook", "--country", "KE", "--for", "a party"), "A submission cannot be for"),
        (("export", "nowhere.pledgebook", "--out", "out"), "--identity"),
        (("dance",), "dance"),
    ],
)
def test_what_cannot_be_done_is_said_on_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], hint: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*words, status=2)
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    assert hint in lines[0]
    assert not list(tmp_path.glob("*.pledgebook"))


def test_info_is_there_for_a_program_to_read(run: Run, filled: Path) -> None:
    found = json.loads(run("info", filled, "--json").output)
    assert found["country"] == "KE"
    assert found["counts"]["pledge"] == 5
    assert found["sdg_10_7_2"]["answered"] == 0
    assert found["sdg_10_7_2"]["overall"] is None, "what was not scored is no zero"


def test_schema_describes_the_record(run: Run) -> None:
    schema = json.loads(run("schema").output)
    assert schema["type"] == "object"
    assert "entries" in schema["properties"]


def test_a_submission_is_for_what_was_said(run: Run, tmp_path: Path) -> None:
    def made(*words: str) -> tuple[str, str]:
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.pledgebook"
        run("new", file, "--country", "KE", *words)
        found = json.loads(run("info", file, "--json").stdout)
        return found["purpose"], found["cycle"]

    assert made("--cycle", "2026") == ("forum", "2026")
    assert made("--for", "forum-2030") == ("forum", "2030")
    assert made("--for", "regional-2028") == ("regional", "2028")
    assert made("--for", "voluntary", "--cycle", "2027") == ("voluntary", "2027")
    purpose, year = made("--for", "pledge")
    assert purpose == "pledge" and len(year) == 4
    assert made()[0] in ("regional", "forum", "voluntary")  # what comes next on the day of the test
