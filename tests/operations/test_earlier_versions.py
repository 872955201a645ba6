"""Files and packages of earlier versions, of 0.1.0 above all: they open, are valid, come back and can be imported, and their history is told in words."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.i18n.translation import gettext as _
from desktop.operations.create import create
from desktop.operations.import_entries import import_entries
from desktop.operations.restore import restore
from desktop.operations.verify import verify
from desktop.package.json_record import VERSION, from_bytes, to_bytes
from desktop.record.history import Message, Reference
from desktop.record.history_labels import MESSAGES, HistoryLabels
from desktop.record.values import unnamed
from desktop.store.backups import Backups
from desktop.store.file import SubmissionFile

TESTS = Path(__file__).parents[1]
FILE = TESTS / "store" / "files" / "v1-0.1.0-history.pledgebook"
PACKAGES = {path.stem: path for path in sorted((TESTS / "package" / "files").glob("v1-*.asice"))}
LATER = {path.stem: path for path in sorted((TESTS / "package" / "files").glob("v2-*.asice"))}
"""Those of 0.2.0, whose record is of version 2."""
AT = datetime(2026, 12, 1, tzinfo=UTC)

OWN_WORDS = "Fill in the exercise"
ARABIC, FRENCH = re.compile("[\u0600-\u06ff]"), re.compile("Ajouter|Modifier|Supprimer")


def now() -> datetime:
    return AT


@pytest.fixture
def old(tmp_path: Path) -> Iterator[SubmissionFile]:
    shutil.copyfile(FILE, tmp_path / FILE.name)
    file = SubmissionFile.open(tmp_path / FILE.name, now=now)
    yield file
    file.close()


def old_labels() -> list[tuple[str, str, str, str, str, str]]:
    connection = sqlite3.connect(f"file:{FILE}?mode=ro&immutable=1", uri=True)
    rows = connection.execute("SELECT id, at, by, sort, label, undoes FROM deeds ORDER BY number").fetchall()
    connection.close()
    return rows


def test_every_revision_is_kept_with_who_did_it_and_when(old: SubmissionFile) -> None:
    rows = [(each.id, each.at, each.by, each.type, each.undoes) for each in old.revisions()]
    assert rows == [(id_, at, by, type_, undoes) for id_, at, by, type_, _label, undoes in old_labels()]
    assert {"create", "edit", "import", "attach", "undo", "redo"} == {each.type for each in old.revisions()}


def test_every_label_is_recognised_but_those_in_somebodys_own_words(old: SubmissionFile) -> None:
    messages = [each.message for each in old.revisions()]
    assert {each.id for each in messages if each.id not in MESSAGES} == {OWN_WORDS}
    assert len({each.id for each in messages} & set(MESSAGES)) == 13
    named = {name: each for message in messages for name, each in message.parameters.items()}
    assert isinstance(named["field"], Reference)
    assert isinstance(named["place"], Reference)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_of_six_languages_did_is_told_in_each(
    language: str, old: SubmissionFile, catalogue: Catalogue
) -> None:
    with use_language(language):
        labels = HistoryLabels(catalogue)
        told = [labels.said(each.message) for each in old.revisions()]
        objective = _("Objective {number}: {label}").format(number=13, label=catalogue.label(13))
        rating = _(catalogue.kind("assessment").field("rating").label)
        expected = {
            _("Create the submission"),
            _("Change “{field}” of {name}").format(field=rating, name=objective),
            _("Add an entry to {place}").format(place=_(catalogue.kind("pledge").plural)),
            _("Remove {name}").format(name=unnamed(catalogue.kind("gap"))),
            _("Import {name}").format(name="prácticas 2024.json"),
            _("Attach {name}").format(name="encuesta.txt"),
            _("Link the last submission"),
            _("Edit the chapter “{name}”").format(name=catalogue.chapter_name("objective_4")),
            OWN_WORDS,
        }
    assert expected <= set(told)
    assert len(told) == len(old_labels())
    if language == "en":
        titles = {"سجل وطني", "لا مسجل"}
        assert not any(FRENCH.search(each) for each in told)
        assert not any(ARABIC.search(each) for each in told if not any(title in each for title in titles))


def test_what_was_done_before_can_be_taken_back(old: SubmissionFile) -> None:
    before = old.read()
    assert old.can_undo() is not None
    done = 0
    while old.undo("Amina") is not None:
        done += 1
    assert done > 20
    assert {entry.kind for entry in old.read().entries.values()} == {"submission"}
    while old.redo("Amina") is not None:
        done -= 1
    assert done == -1, "what had been taken back last is done again too"
    assert old.read().entries.keys() == before.entries.keys()
    pledge = next(iter(old.read().of_kind("pledge")))
    assert pledge.text("source") == "https://example.org"
    assert pledge.text("title") == "Un officier d’état civil dans chaque région"


def test_what_the_file_says_and_remembers_is_the_same(old: SubmissionFile, tmp_path: Path) -> None:
    assert len(old.exports()) == 3
    assert [each.name for each in old.attachments()] == ["encuesta.txt"]
    assert old.content(old.attachments()[0].sha256) == "Lo que se preguntó.\n".encode()
    assert [hit.field for hit in old.search("سجل وطني")] == ["title"]
    connection = sqlite3.connect(f"file:{FILE}?mode=ro&immutable=1", uri=True)
    answers = connection.execute("SELECT entry, field, at, by FROM answers ORDER BY entry, field").fetchall()
    connection.close()
    assert answers == [
        (entry.id, field, each.at, each.by)
        for entry in sorted(old.read().entries.values(), key=lambda each: each.id)
        for field, each in sorted(entry.answers.items())
    ]


def test_it_is_backed_up_before_it_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / FILE.name
    shutil.copyfile(FILE, path)
    backups = Backups(tmp_path / "backups", now)
    file = SubmissionFile.open(path, now=now, backups=backups)
    kept = [each.path.read_bytes() for each in file.backups()]
    file.close()
    assert any(int.from_bytes(each[60:64], "big") == 1 for each in kept)


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_is_valid_and_comes_back(name: str, tmp_path: Path) -> None:
    findings = verify(PACKAGES[name])
    assert findings.refusal is None, findings.checks
    assert findings.is_draft is name.endswith("draft")
    path = restore(PACKAGES[name], tmp_path / "back")
    file = SubmissionFile.open(path, now=now)
    with zipfile.ZipFile(PACKAGES[name]) as package:
        record = json.loads(package.read("submission.json"))
    assert record["version"] == 1
    assert {entry["id"] for entry in record["entries"]} == set(file.read().entries)
    assert [each["id"] for each in record["deeds"]] == [each.id for each in file.revisions()]
    if record["deeds"]:
        assert {each.message.id for each in file.revisions()} <= set(MESSAGES) | {OWN_WORDS}
        assert file.can_undo() is not None
    file.close()


@pytest.mark.parametrize("name", LATER)
def test_a_package_of_a_later_version_is_valid_and_comes_back_too(name: str, tmp_path: Path) -> None:
    findings = verify(LATER[name])
    assert findings.refusal is None, findings.checks
    assert findings.is_draft is name.endswith("draft")
    file = SubmissionFile.open(restore(LATER[name], tmp_path / "back"), now=now)
    with zipfile.ZipFile(LATER[name]) as package:
        record = json.loads(package.read("submission.json"))
    assert record["version"] == 2
    assert {entry["id"] for entry in record["entries"]} == set(file.read().entries)
    assert [each["id"] for each in record["revisions"]] == [each.id for each in file.revisions()]
    file.close()


@pytest.mark.parametrize("name", PACKAGES)
def test_the_record_of_a_package_can_be_imported(name: str, tmp_path: Path, catalogue: Catalogue) -> None:
    shutil.unpack_archive(PACKAGES[name], tmp_path / "package", "zip")
    file = create(tmp_path / "here", catalogue, {"country": "KE", "cycle": "2026"}, now=now)
    done = import_entries(file, catalogue, tmp_path / "package" / "submission.json")
    assert done.counts["practice"] == 2
    assert file.can_undo() == Message("Import {name}", {"name": "submission.json"})
    file.close()


def test_a_record_of_version_1_is_read_as_one_of_this_version() -> None:
    with zipfile.ZipFile(PACKAGES["v1-0.1.0-history"]) as package:
        record = from_bytes(package.read("submission.json"))
    assert record.version == VERSION
    again = from_bytes(to_bytes(record))
    assert again == record
    assert {each.copy for each in record.history()} == {""}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record["deeds"][0].pop("label"),
        lambda record: record["deeds"][0].update(label=5),
        lambda record: record["deeds"][0].update(type="edit"),
        lambda record: record["deeds"].append("x"),
        lambda record: record.update(deeds="x"),
        lambda record: record.update(revisions=record.pop("deeds")),
        lambda record: record.update(version=True),
        lambda record: record.update(version="1"),
    ],
)
def test_a_record_of_version_1_that_is_spoilt_is_refused(spoil: object) -> None:
    from desktop.package.json_record import RecordProblem

    with zipfile.ZipFile(PACKAGES["v1-0.1.0-history"]) as package:
        record = json.loads(package.read("submission.json"))
    assert callable(spoil)
    spoil(record)
    with pytest.raises(RecordProblem):
        from_bytes(json.dumps(record).encode())
