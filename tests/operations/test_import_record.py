"""The record of a package comes into another submission, with its files and its links."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.operations.attach import attach
from desktop.operations.clock import now
from desktop.operations.create import create
from desktop.operations.export import export
from desktop.operations.forms_in_use import forms_of
from desktop.operations.import_entries import CannotImport, import_entries
from desktop.operations.packs import check_pack, use_pack
from desktop.package import json_record
from desktop.record.entry import new_id
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile


@pytest.fixture
def record(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> Path:
    """The record of a draft, in a folder where the package was unpacked."""
    with submission.transaction("edit", "Write", "Desk officer A") as revision:
        about = revision.ensure("submission", "")
        revision.set(about, "lead_ministry", "Ministry A")
        gap = revision.add("gap", {"title": "No registrar", "objectives": [4]})
        revision.add("pledge", {"title": "A registrar", "gaps": [gap], "objectives": [4]})
        revision.set(revision.ensure("assessment", "4"), "rating", "early")
        evidence = revision.add("evidence", {"title": "Survey"})
    (tmp_path / "survey.pdf").write_bytes(b"what was asked")
    attach(submission, catalogue, submission.read().entries[evidence], "file", tmp_path / "survey.pdf")
    made = export(submission, catalogue, tmp_path / "out", identity=None, draft=True, at=now())
    shutil.unpack_archive(made.path, tmp_path / "unpacked", "zip")
    return tmp_path / "unpacked" / "submission.json"


@pytest.fixture
def other(catalogue: Catalogue, tmp_path: Path) -> SubmissionFile:
    return create(tmp_path / "other.pledgebook", catalogue, {"country": "UG", "cycle": "2026"})


def test_everything_comes_over_and_finds_its_place(record: Path, other: SubmissionFile, catalogue: Catalogue) -> None:
    import_entries(other, catalogue, record)
    there = other.read()
    (gap,), (pledge,), (evidence,) = (there.of_kind(kind) for kind in ("gap", "pledge", "evidence"))
    assert pledge.items("gaps") == [gap.id]
    assert there.bound("assessment", "4").text("rating") == "early"
    assert other.content(evidence.text("file")) == b"what was asked"
    assert there.about.text("lead_ministry") == "Ministry A"
    assert there.about.text("country") == "UG", "what is said here stays"
    other.undo("")
    assert [entry.kind for entry in other.read().entries.values()] == ["submission"]
    other.close()


def test_an_answer_that_is_there_already_is_not_written_over(
    record: Path, other: SubmissionFile, catalogue: Catalogue
) -> None:
    with other.transaction("edit", "Rate", "") as revision:
        revision.set(revision.ensure("assessment", "4"), "rating", "full")
    before = other.read()
    with pytest.raises(CannotImport) as caught:
        import_entries(other, catalogue, record)
    assert any("another answer" in detail for detail in caught.value.details)
    assert other.read() == before
    other.close()


@pytest.mark.parametrize("harm", ["missing", "altered"])
def test_a_file_that_is_not_the_one_named_stops_the_import(
    record: Path, other: SubmissionFile, catalogue: Catalogue, harm: str
) -> None:
    (file,) = (record.parent / "attachments").iterdir()
    if harm == "missing":
        file.unlink()
    else:
        file.write_bytes(b"something else")
    before = other.read()
    with pytest.raises(CannotImport) as caught:
        import_entries(other, catalogue, record)
    assert any(file.name in detail for detail in caught.value.details)
    assert other.read() == before
    other.close()


def test_a_text_in_a_second_language_finds_its_place(
    submission: SubmissionFile, other: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    with submission.transaction("edit", "Write", "") as revision:
        revision.set(revision.ensure("submission", ""), "national_language", "sw")
        revision.add("gap", {"title": "No registrar", "title__sw": "Hakuna msajili", "objectives": [4]})
    made = export(submission, forms_of(submission), tmp_path / "out", identity=None, draft=True, at=now())
    shutil.unpack_archive(made.path, tmp_path / "unpacked", "zip")
    import_entries(other, catalogue, tmp_path / "unpacked" / "submission.json")
    (gap,) = other.read().of_kind("gap")
    assert gap.text("title__sw") == "Hakuna msajili"
    assert "title__sw" in [field.key for field in forms_of(other).kind("gap").fields]
    other.close()


def test_a_record_made_with_a_data_pack_asks_for_that_pack_first(
    submission: SubmissionFile, other: SubmissionFile, catalogue: Catalogue, tmp_path: Path
) -> None:
    pack = check_pack(Path(__file__).parent / "forum-2030.yaml")
    use_pack(submission, pack)
    with submission.transaction("edit", "Write", "Desk officer A") as revision:
        revision.add("pledge", {"title": "Schools", "beneficiaries": "200"})
    made = export(submission, forms_of(submission), tmp_path / "out", identity=None, draft=True, at=now())
    shutil.unpack_archive(made.path, tmp_path / "unpacked", "zip")
    record = tmp_path / "unpacked" / "submission.json"
    with pytest.raises(CannotImport) as caught:
        import_entries(other, catalogue, record)
    assert [each.partition(". ")[0] for each in caught.value.details] == [
        "This file was made with the data pack “Trial forms 2030”, version 1"
    ]
    use_pack(other, pack)
    import_entries(other, forms_of(other), record)
    (pledge,) = other.read().of_kind("pledge")
    assert pledge.text("beneficiaries") == "200"
    assert len(other.read().of_kind("data_pack")) == 1
    other.close()


def test_what_these_forms_do_not_have_is_told_once_each_and_can_be_left_out(
    record: Path, other: SubmissionFile, catalogue: Catalogue
) -> None:
    data = json.loads(record.read_text(encoding="utf-8"))
    said = {"value": "red", "at": "", "by": ""}
    for entry in data["entries"]:
        if entry["kind"] in ("gap", "pledge"):
            entry["answers"]["colour"] = said
    strange = {"id": new_id(), "kind": "dream", "key": "", "order": 1, "answers": {"title": said}}
    data["entries"] += [strange, {**strange, "id": new_id()}]
    data["counts"]["dream"] = 2
    record.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(CannotImport) as caught:
        import_entries(other, catalogue, record)
    assert caught.value.details == (
        "2 entries are of a kind that is not known: dream.",
        "The field “colour” is not known for Gaps. It is in 1 entry.",
        "The field “colour” is not known for Pledges. It is in 1 entry.",
    )
    assert caught.value.only_unknown
    done = import_entries(other, catalogue, record, leave_out_unknown=True)
    assert done.unknown == caught.value.details
    assert [pledge.text("colour") for pledge in other.read().of_kind("pledge")] == [""]
    assert other.read().of_kind("dream") == []
    other.close()


class Compared(str):
    """A name that counts how often it is held against another one."""

    times = 0

    def __eq__(self, other: object) -> bool:
        Compared.times += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_very_many_fields_that_are_not_known_are_not_each_held_against_all_others(
    record: Path, other: SubmissionFile, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = json.loads(record.read_text(encoding="utf-8"))
    (gap,) = (each for each in data["entries"] if each["kind"] == "gap")
    gap["answers"] |= {f"strange{number}": {"value": "x", "at": "", "by": ""} for number in range(2_000)}
    record.write_text(json.dumps(data), encoding="utf-8")
    read = json_record.JsonRecord.submission

    def counting(made: json_record.JsonRecord) -> Submission:
        submission = read(made)
        entries = {
            each.id: each._replace(answers={Compared(key): answer for key, answer in each.answers.items()})
            for each in submission.entries.values()
        }
        return replace(submission, entries=entries)

    monkeypatch.setattr(json_record.JsonRecord, "submission", counting)
    Compared.times = 0
    done = import_entries(other, catalogue, record, leave_out_unknown=True)
    assert len(done.unknown) == 2_000
    assert Compared.times < 100_000
    (stands,) = other.read().of_kind("gap")
    assert set(stands.answers) == {key for key in gap["answers"] if not key.startswith("strange")}
    other.close()
