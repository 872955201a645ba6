"""What was taken away stays away: out of the package, out of its name, out of every file that is made on the way."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError
from desktop.operations import edit
from desktop.operations.attach import attach, save_copy
from desktop.operations.clock import now
from desktop.operations.export import export, name_of
from desktop.operations.open_file import open_file
from desktop.operations.restore import CannotRestore, restore
from desktop.operations.verify import as_data, verify
from desktop.package import container, examine
from desktop.package.identity import create_identity
from desktop.record.entry import Value
from desktop.store.file import SubmissionFile

GONE = (
    "DELETED GAP",
    "EARLIER WORDING",
    "INTERNAL NOTE",
    "PRIVATE EVIDENCE",
    "SECRET FILE",
    "MISTAKEN FILE",
    "MISTAKEN EVIDENCE",
    "LATER PRIVATE",
    "Bob Otieno",
)


@pytest.fixture
def workshop(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> SubmissionFile:
    """A submission in which much was said, taken back and removed."""

    def add(kind: str, by: str = "Alice Mwangi", **answers: Value) -> str:
        return edit.add(submission, catalogue, kind, answers, by=by)[0]

    def say(entry: str, field: str, value: Value) -> None:
        edit.answer(submission, catalogue, submission.read().entries[entry], field, value, by="Alice Mwangi")

    def take_in(entry: str, name: str) -> None:
        (tmp_path / name).write_bytes(name.encode())
        attach(submission, catalogue, submission.read().entries[entry], "file", tmp_path / name, by="Alice Mwangi")

    gap = add("gap", title="A gap", description="Described", objectives=[1])
    say(gap, "internal_note", "INTERNAL NOTE")
    removed = add("gap", by="Bob Otieno", title="DELETED GAP", description="DELETED GAP in full")
    edit.remove(submission, catalogue, submission.read().entries[removed], by="Bob Otieno")
    pledge = add("pledge", title="A pledge", description="We pledge EARLIER WORDING")
    say(pledge, "description", "We pledge this.")
    private = add("evidence", title="PRIVATE EVIDENCE", private=True)
    take_in(private, "SECRET FILE.pdf")
    public = add("evidence", title="Law")
    take_in(public, "MISTAKEN FILE.txt")
    take_in(public, "law.txt")
    mistaken = add("evidence", title="MISTAKEN EVIDENCE")
    take_in(mistaken, "MISTAKEN FILE 2.txt")
    edit.remove(submission, catalogue, submission.read().entries[mistaken], by="Alice Mwangi")
    later = add("evidence", title="LATER PRIVATE")
    say(later, "private", True)
    return submission


def whole(package: Path) -> str:
    """Return everything that the package holds, as text; PDFs and the workbook say what the record says."""
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()
        return "\n".join([*names, *(archive.read(name).decode("latin-1") for name in names if not name.endswith("f"))])


@pytest.mark.parametrize("draft", [True, False])
def test_what_was_taken_away_does_not_leave(
    draft: bool, workshop: SubmissionFile, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.operations import export as exporting

    monkeypatch.setattr(exporting, "_refuse_when_blocked", lambda *_each: None)
    signer = None if draft else create_identity("Ministry A", "KE", "x", now())
    done = export(workshop, catalogue, tmp_path / "out", identity=signer, at=now(), draft=draft)
    said = whole(done.path)
    assert [text for text in GONE if text in said] == []
    assert "law.txt" in said
    assert "Alice Mwangi" in said
    with zipfile.ZipFile(done.path) as archive:
        assert json.loads(archive.read("submission.json"))["revisions"] == []
    restore(done.path, tmp_path / "back.pledgebook")
    back = open_file(tmp_path / "back.pledgebook")
    assert [each.text("title") for each in back.read().of_kind("gap")] == ["A gap"]
    assert back.can_undo() is None
    edit.add(back, catalogue, "gap", {"title": "More"})
    edit.undo(back)
    back.close()


def test_with_the_history_what_was_private_stays_away(
    workshop: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    done = export(workshop, catalogue, tmp_path / "out", identity=None, at=now(), draft=True, history="whole")
    said = whole(done.path)
    assert "EARLIER WORDING" in said
    assert "DELETED GAP" in said
    away = ("INTERNAL NOTE", "PRIVATE EVIDENCE", "SECRET FILE", "MISTAKEN FILE", "LATER PRIVATE")
    assert [text for text in away if text in said] == []
    restore(done.path, tmp_path / "back.pledgebook")
    back = open_file(tmp_path / "back.pledgebook")
    assert back.can_undo() is not None
    while edit.undo(back):
        pass
    back.close()


# --- Names


@pytest.mark.parametrize(
    ("country", "cycle", "name"),
    [
        ("KE", "2026", "KE-2026-20260302-140511.asice"),
        ("", "2026", "demonstration-2026-20260302-140511.asice"),
        ("../victim/x", "2026", "2026-20260302-140511.asice"),
        ("KE", "../../y", "KE-20260302-140511.asice"),
        ("K/", "2026\n", "20260302-140511.asice"),
        ("..", "/etc", "20260302-140511.asice"),
        ("ĶË", "٢٠٢٦", "2026-20260302-140511.asice"),
        ("EG", "²⁰²⁶", "EG-20260302-140511.asice"),
    ],
)
def test_nothing_of_a_file_becomes_a_path(country: str, cycle: str, name: str) -> None:
    from datetime import UTC, datetime

    assert name_of(country, cycle, datetime(2026, 3, 2, 14, 5, 11, tzinfo=UTC), draft=False) == name


def test_a_package_lies_in_its_folder_whatever_the_file_says(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    with submission.transaction("edit", "Write", "") as revision:
        about = revision.ensure("submission", "")
        for key, value in {"country": "../victim/x", "cycle": "../y", "package_language": "../../e"}.items():
            revision.set(about, key, value)
    (tmp_path / "victim").mkdir()
    done = export(submission, catalogue, tmp_path / "out", identity=None, at=now(), draft=True)
    assert done.path.parent == tmp_path / "out"
    assert list((tmp_path / "victim").iterdir()) == []


# --- The name comes last


def test_no_package_has_its_name_before_it_was_looked_at(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = examine.examine
    seen: list[list[str]] = []

    def looking(source: Path, **more: object) -> examine.ContainerFindings:
        seen.append([each.name for each in (tmp_path / "out").iterdir() if each.suffix == ".asice"])
        return real(source, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(examine, "examine", looking)
    export(submission, catalogue, tmp_path / "out", identity=None, at=now(), draft=True)
    assert seen == [[]]


def test_a_package_that_does_not_read_back_leaves_nothing(
    submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examine, "examine", lambda _part, **_how: examine.ContainerFindings((), "Altered on the disk."))
    with pytest.raises(UserError, match="not the same as what was written"):
        export(submission, catalogue, tmp_path / "out", identity=None, at=now(), draft=True)
    assert list((tmp_path / "out").iterdir()) == []


# --- What was examined is what is restored


def test_a_package_that_is_exchanged_meanwhile_is_not_restored(
    workshop: SubmissionFile, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = export(workshop, catalogue, tmp_path / "out", identity=None, at=now(), draft=True).path
    with workshop.transaction("edit", "Write", "") as revision:
        revision.add("gap", {"title": "Forged"})
    forged = export(workshop, catalogue, tmp_path / "forged", identity=None, at=now(), draft=True).path.read_bytes()
    real = examine.examine

    def swapped(source: Path, **more: object) -> examine.ContainerFindings:
        findings = real(source, **more)  # type: ignore[arg-type]
        good.write_bytes(forged)
        return findings

    monkeypatch.setattr(examine, "examine", swapped)
    with pytest.raises(CannotRestore):
        restore(good, tmp_path / "back.pledgebook")
    assert not (tmp_path / "back.pledgebook").exists()


def test_a_package_that_is_exchanged_after_everything_was_compared_is_not_restored(
    workshop: SubmissionFile, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.operations import restore as restoring

    good = export(workshop, catalogue, tmp_path / "out", identity=None, at=now(), draft=True).path
    real = restoring.verify

    def swapped(package: Path, **more: object) -> examine.ContainerFindings:
        findings = real(package, **more)  # type: ignore[arg-type]
        content = package.read_bytes()
        package.write_bytes(content.replace(b'"A gap"', b'"F gap"'))
        return findings

    monkeypatch.setattr(restoring, "verify", swapped)
    with pytest.raises(CannotRestore, match="replaced"):
        restore(good, tmp_path / "back.pledgebook")
    assert not (tmp_path / "back.pledgebook").exists()


def test_members_are_held_one_at_a_time(
    workshop: SubmissionFile, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Attached files are read when they are written, in and out: a package may be larger than the memory."""
    good = export(workshop, catalogue, tmp_path / "out", identity=None, at=now(), draft=True).path
    asked: list[str] = []
    real = container.Members.__getitem__

    def noted(self: container.Members, name: str) -> bytes:
        asked.append(name)
        return real(self, name)

    monkeypatch.setattr(container.Members, "__getitem__", noted)
    verify(good)
    assert not any(name.startswith("attachments/") for name in asked)


# --- The answer for a program


def test_the_answer_for_a_program_tells_whether_somebody_vouches(
    workshop: SubmissionFile, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.operations import export as exporting

    monkeypatch.setattr(exporting, "_refuse_when_blocked", lambda *_each: None)
    signer = create_identity("Ministry A", "KE", "x", now())
    done = export(workshop, catalogue, tmp_path / "out", identity=signer, at=now())
    (tmp_path / "c.pem").write_text(signer.certificate_pem, encoding="ascii")
    plain, vouched = as_data(verify(done.path)), as_data(verify(done.path, trust=tmp_path / "c.pem"))
    assert plain["valid"]
    assert vouched["valid"]
    assert (plain["signer"]["vouched"], vouched["signer"]["vouched"]) == (False, True)
    assert [check["key"] for check in plain["checks"]][-1] == "comparison"


def test_a_certificate_without_end_is_not_read_whole(tmp_path: Path) -> None:
    (tmp_path / "endless.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\n" + b"A" * (1 << 21))
    (tmp_path / "p.asice").write_bytes(b"PK")
    with pytest.raises(UserError, match="not a certificate"):
        verify(tmp_path / "p.asice", trust=tmp_path / "endless.pem")


def test_a_copy_of_an_attached_file_is_whole_or_not_there(
    workshop: SubmissionFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = next(iter(workshop.read().attachments))
    save_copy(workshop, sha256, tmp_path / "copy.txt")
    assert (tmp_path / "copy.txt").read_bytes() == workshop.content(sha256)
    with pytest.raises(UserError):
        save_copy(workshop, sha256, tmp_path / "nowhere" / "copy.txt")
    monkeypatch.setattr("os.fsync", lambda _descriptor: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(UserError, match="no space"):
        save_copy(workshop, sha256, tmp_path / "second.txt")
    assert not (tmp_path / "second.txt").exists()


def test_the_history_of_the_texts_as_released_comes_back_with_nothing_to_undo(
    workshop: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    done = export(workshop, catalogue, tmp_path / "out", identity=None, at=now(), draft=True, history="released")
    said = whole(done.path)
    assert [text for text in GONE if text in said] == []
    restore(done.path, tmp_path / "back.pledgebook")
    back = open_file(tmp_path / "back.pledgebook")
    assert len(list(back.revisions())) > 0
    assert back.can_undo() is None
    assert [each.text("description") for each in back.read().of_kind("pledge")] == ["We pledge this."]
    back.close()
