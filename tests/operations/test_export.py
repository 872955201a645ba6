"""Signing what is not complete is asked first; the file remembers what was exported."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from desktop.catalogue.catalogue import Catalogue
from desktop.cli import main
from desktop.errors import DiskFull
from desktop.operations import edit
from desktop.operations.check import check
from desktop.operations.export import export
from desktop.operations.identities import new_identity
from desktop.operations.open_file import open_file
from desktop.operations.verify import verify
from desktop.package import container_reading
from desktop.package.report.pdf_text import extracted, normal
from desktop.store.file import SubmissionFile

PASSPHRASE = "a passphrase for tests"
Run = Callable[..., Result]

WHOLE = {
    "title": "Register births", "entity": "Ministry A", "entity_kind": "member_state", "contact_name": "Desk officer A",
    "contact_email": "desk@example.org", "kind": "individual", "nature": ["policy"], "objectives": [4],
    "principles": [1], "description": "What will be done. " * 20,
}  # fmt: skip


@pytest.fixture
def run() -> Run:
    def running(*words: object, status: int = 0) -> Result:
        result = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
        assert result.exit_code == status, f"{result.output}\n{result.stderr}"
        return result

    return running


@pytest.fixture
def signing(tmp_path: Path) -> tuple[object, ...]:
    """What the command line needs to sign into the folder `out`."""
    new_identity("Ministry A", "KE", tmp_path / "key.p12", PASSPHRASE)
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    key, phrase = tmp_path / "key.p12", tmp_path / "passphrase"
    return ("--identity", key, "--passphrase-file", phrase, "--out", tmp_path / "out")


@pytest.fixture
def complete(submission_path: Path) -> Path:
    """A submission that covers one objective, with a pledge that the online form takes."""
    file = open_file(submission_path)
    with file.transaction("edit", "Write", "") as revision:
        revision.set(revision.ensure("submission", ""), "covers", [4])
        revision.add("pledge", WHOLE)
    file.close()
    return submission_path


def packages(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "out").glob("*.asice")) if (tmp_path / "out").exists() else []


def test_check_gives_both_answers(run: Run, begun: Path) -> None:
    said = run("check", begun).output.splitlines()
    assert "Can the submission be signed? Yes. There are no errors." in said
    assert "Is the submission complete for the forum? Not yet." in said
    assert "Objectives reported on: 1 of 23" in said
    assert "Objectives not reported on: 1–3, 5–23" in said


def test_check_gives_both_answers_to_a_program(run: Run, begun: Path) -> None:
    found = json.loads(run("check", begun, "--json").output)
    assert (found["can_be_signed"], found["complete"]) == (True, False)
    assert found["pledges"] == {"online_form": 1, "lacking": 1}
    assert len(found["objectives"]["silent"]) == 22
    assert {lack["kind"] for lack in found["lacks"]} == {"pledge", "assessment"}
    assert isinstance(found["blocks"], list)


def test_what_is_not_complete_is_signed_with_a_word_and_its_cover_says_so(
    run: Run, begun: Path, signing: tuple[object, ...], tmp_path: Path
) -> None:
    told = run("export", begun, *signing, "--incomplete")
    assert "Sign anyway?" not in told.stderr
    (package,) = packages(tmp_path)
    run("verify", package)
    held = container_reading.read_container(package).members
    cover = normal(extracted(held["report.pdf"]))
    assert normal("Signed before it was complete for the forum.") in cover
    assert normal("Objectives reported on: 1 of 23") in cover
    assert "Signed before it was complete" in held["VERIFY.txt"].decode()


@pytest.mark.parametrize(("answer", "signed"), [("n\n", 0), ("y\n", 1)])
def test_at_a_terminal_it_asks_once(
    begun: Path, signing: tuple[object, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, signed: int
) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _self: True)
    done = CliRunner().invoke(main, ["export", *map(str, (begun, *signing))], input=answer)
    assert done.stderr.count("Sign anyway?") == 1
    assert done.exit_code == 1 - signed
    assert len(packages(tmp_path)) == signed


def test_of_a_complete_submission_nothing_of_the_kind_is_said(
    run: Run, complete: Path, signing: tuple[object, ...], tmp_path: Path
) -> None:
    run("export", complete, *signing)
    held = container_reading.read_container(packages(tmp_path)[0]).members
    for text in (extracted(held["report.pdf"]), held["VERIFY.txt"].decode()):
        assert normal("Objectives reported on") not in normal(text)
        assert normal("complete for the forum") not in normal(text)


def test_a_draft_is_never_asked_about_and_says_how_far_it_is(run: Run, begun: Path, tmp_path: Path) -> None:
    run("export", begun, "--draft", "--out", tmp_path / "out")
    cover = normal(extracted(container_reading.read_container(packages(tmp_path)[0]).members["report.pdf"]))
    assert normal("This draft is not complete for the forum.") in cover


def test_the_file_remembers_what_was_exported(
    run: Run, begun: Path, signing: tuple[object, ...], tmp_path: Path
) -> None:
    run("export", begun, "--draft", "--out", tmp_path / "drafts")
    run("export", begun, *signing, "--incomplete")
    fingerprint = run("identity", "show", signing[1], "--passphrase-file", signing[3]).output.splitlines()[-1]
    file = open_file(begun, read_only=True)
    draft, signed = file.exports()
    assert (draft.draft, draft.signer, draft.fingerprint) == (True, "", "")
    assert (signed.draft, signed.signer) == (False, "Ministry A")
    assert signed.package == packages(tmp_path)[0].name
    assert signed.fingerprint in fingerprint
    file.close()
    run("restore", packages(tmp_path)[0], tmp_path / "back.pledgebook")
    back = open_file(tmp_path / "back.pledgebook", read_only=True)
    assert back.exports() == []
    back.close()


def test_a_package_stands_also_when_the_file_cannot_remember_it(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.operations.clock import now
    from desktop.operations.export import export

    def full(*_given: object, **_named: object) -> None:
        raise DiskFull("There is no room left.")

    monkeypatch.setattr(SubmissionFile, "note_export", full)
    done = export(submission, catalogue, tmp_path / "out", identity=None, at=now(), draft=True)
    assert done.path.exists()
    assert done.noted == "There is no room left."


def test_the_command_line_saves_the_documents_too(run: Run, begun: Path, tmp_path: Path) -> None:
    said = run("export", begun, "--draft", "--out", tmp_path / "out", "--documents").output.splitlines()
    assert [Path(line).exists() for line in said] == [True, True]
    assert sorted(path.name for path in Path(said[1]).iterdir()) == [
        "Kenya-2026-report-draft.pdf",
        "Kenya-2026-workbook-draft.xlsx",
        "pledge-01-register-births-draft.pdf",
    ]


@pytest.mark.parametrize("draft", [True, False])
def test_entries_that_were_only_begun_stop_no_export(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path, draft: bool
) -> None:
    """“Add” was pressed once in every list, and nothing written yet."""
    for kind in catalogue.kinds.values():
        if kind.bound is None and kind.key not in ("data_pack", "carried"):
            edit.add(submission, catalogue, kind.key, {"indicator": "10.7.1"} if kind.key == "value" else {})
    edit.add(submission, catalogue, "value", {"indicator": "10.c.1"})
    edit.add(submission, catalogue, "value", {"indicator": "10.c.1", "year": 2024, "value": "5.8"})
    if not draft:
        for finding in check(submission.read(), catalogue).of("blocks"):  # each of these needs its title
            entry = submission.read().entries[finding.entry_id]
            edit.answer(submission, catalogue, entry, finding.field, "A title")
    now = datetime(2026, 3, 2, tzinfo=UTC)
    signer = new_identity("Ministry A", "KE", tmp_path / "key.p12", PASSPHRASE, now=lambda: now)
    done = export(submission, catalogue, tmp_path, identity=signer, at=now, draft=draft)
    assert verify(done.path).readable
    assert "10.7.1" in normal(extracted(container_reading.read_container(done.path).members["report.pdf"]))


def test_a_signed_package_has_a_restore_point_that_bears_its_name_and_a_draft_has_none(
    run: Run, complete: Path, signing: tuple[object, ...], tmp_path: Path
) -> None:
    run("export", complete, "--draft", "--out", tmp_path / "drafts")
    package = Path(run("export", complete, *signing).output.splitlines()[0])
    file = open_file(complete, read_only=True)
    (point,) = file.restore_points()
    last = file.history(limit=1)[0].id
    file.close()
    assert (point.name, point.cause, point.after) == (package.name, "before_signing", last)


def test_the_restore_point_before_signing_names_whoever_signs(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    edit.add(submission, catalogue, "practice", {"title": "Register births"})
    now = datetime(2026, 3, 2, tzinfo=UTC)
    signer = new_identity("Ministry A", "KE", tmp_path / "key.p12", PASSPHRASE, now=lambda: now)
    export(submission, catalogue, tmp_path, identity=signer, at=now, by="Amina Otieno")
    assert [each.by for each in submission.restore_points()] == ["Amina Otieno"]
