"""The documents of a package under names that people can read, in a folder beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.region_names import territories
from desktop.errors import DiskFull
from desktop.i18n.translation import LANGUAGES, pgettext, use_language
from desktop.operations import documents
from desktop.operations.clock import now
from desktop.operations.documents import (
    CannotSaveDocuments,
    documents_in,
    offered_name,
    readable_name,
    save_document,
    save_documents,
    save_report,
)
from desktop.operations.export import export
from desktop.package import container_reading
from desktop.record.entry import Answer, Entry, Value, bound_id
from desktop.record.file_names import file_name
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile

ID = "6f1b2c1e-0000-4000-8000-000000000001"


@pytest.fixture
def package(submission: SubmissionFile, catalogue: Catalogue, tmp_path: Path) -> Path:
    with submission.transaction("edit", "Write", "") as revision:
        revision.add("pledge", {"title": "Inscrire 2/3 des naissances : « état civil »", "objectives": [4]})
        revision.add("pledge", {"title": "تسجيل المواليد", "objectives": [4]})
        revision.add("pledge", {"objectives": [4]})
    made = export(submission, catalogue, tmp_path / "out", identity=None, at=now(), draft=True, language="fr")
    return made.path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_report_and_pledges_have_readable_names_and_the_bytes_of_the_package(package: Path) -> None:
    folder = save_documents(package)
    assert folder == package.with_name(f"{package.stem}-documents")
    assert names(folder) == [
        "Kenya-2026-report-draft.pdf",
        "Kenya-2026-workbook-draft.xlsx",
        "pledge-01-inscrire-2-3-des-naissances-etat-civil-draft.pdf",
        "pledge-02-objective-4-draft.pdf",
        "pledge-03-objective-4-draft.pdf",
    ]
    held = container_reading.read_container(package)
    assert [name for name in held.members if name.startswith("pledges/")] == [
        "pledges/01-inscrire-2-3-des-naissances-etat-civil.pdf",
        "pledges/02-objective-4.pdf",
        "pledges/03-objective-4.pdf",
    ]
    assert (folder / "Kenya-2026-report-draft.pdf").read_bytes() == held.members["report.pdf"]
    assert names(package.parent) == [folder.name, package.name], "nothing half made is left"


def test_nothing_that_is_there_is_written_over(package: Path) -> None:
    first = save_documents(package)
    (first / "Kenya-2026-report-draft.pdf").write_bytes(b"changed by somebody")
    second = save_documents(package)
    assert second.name == f"{package.stem}-documents-2"
    assert (first / "Kenya-2026-report-draft.pdf").read_bytes() == b"changed by somebody"


def test_one_document_can_be_saved_by_itself(package: Path, tmp_path: Path) -> None:
    listed = documents_in(package)
    assert list(listed)[:2] == ["report.pdf", "submission.xlsx"]
    held = container_reading.read_container(package)
    for member, name in listed.items():
        path = save_document(package, member, tmp_path / name)
        assert path.name == name and name.isascii()
        assert path.read_bytes() == held.members[member]
    with pytest.raises(CannotSaveDocuments):
        save_document(package, "submission.json", tmp_path / "record")


@pytest.mark.parametrize("kept", sorted((Path(__file__).parents[1] / "package" / "files").glob("*.asice")), ids=str)
def test_a_package_of_an_earlier_version_gives_readable_names_too(kept: Path) -> None:
    listed = documents_in(kept)
    assert len(listed) == 2 + sum(
        name.startswith("pledges/") for name in container_reading.read_container(kept).members
    )
    assert all(name.isascii() and file_name(name) == name for name in listed.values())


def test_when_a_document_cannot_be_written_no_folder_is_left(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = documents._write
    written: list[str] = []

    def full(path: Path, content: bytes) -> None:
        if written:
            raise OSError(28, os.strerror(28))
        written.append(path.name)
        really(path, content)

    monkeypatch.setattr(documents, "_write", full)
    with pytest.raises(DiskFull):
        save_documents(package)
    assert names(package.parent) == [package.name]


def test_the_report_alone_can_be_looked_at(package: Path, tmp_path: Path) -> None:
    path = save_report(package, tmp_path)
    assert path.name == "Kenya-2026-report-draft.pdf"
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("about", "name"),
    [
        ({"country": "KE", "cycle": "2026"}, "Kenya-2026-minutes.pdf"),
        ({"cycle": "2026"}, "2026-minutes.pdf"),
        ({"country": "KE", "cycle": "2026/27"}, "Kenya-2026-27-minutes.pdf"),
        ({"country": "KE", "cycle": "../.."}, "Kenya-minutes.pdf"),
        ({}, "submission-minutes.pdf"),
        ({"demonstration": True}, "demonstration-minutes.pdf"),
        ({"country": "KE", "cycle": "2025/2026"}, "Kenya-2025-2026-minutes.pdf"),
        ({"country": "KE", "cycle": r"2025\26"}, "Kenya-2025-26-minutes.pdf"),
    ],
)
def test_a_document_is_called_by_what_it_is_of(about: dict[str, Value], name: str) -> None:
    of = Entry(
        bound_id(ID, "submission", ""),
        "submission",
        answers={key: Answer(value, "", "") for key, value in about.items()},
    )
    submission = Submission(ID, {of.id: of})
    assert readable_name(submission, "minutes", ".pdf") == offered_name(submission, "minutes", ".pdf") == name


@pytest.mark.parametrize("cycle", ["the forum ", "форум и обзор ", "论坛与审查", "المنتدى "])
def test_what_is_offered_says_what_it_is_however_long_the_cycle_is_called(cycle: str) -> None:
    answers = {"country": Answer("CD"), "cycle": Answer(cycle * 60)}
    of = Entry(bound_id(ID, "submission", ""), "submission", answers=answers)
    for language in LANGUAGES:
        with use_language(language):
            assert offered_name(Submission(ID, {of.id: of}), "minutes", ".pdf").endswith("…-minutes.pdf")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_offered_to_be_saved_is_called_in_the_language_of_the_window(language: str) -> None:
    answers = {"country": Answer("KE"), "cycle": Answer("2026")}
    of = Entry(bound_id(ID, "submission", ""), "submission", answers=answers)
    about, nobody = Submission(ID, {of.id: of}), Submission(ID, {})
    with use_language(language):
        for word in ("minutes", "review", "brief", "slides", "signing-key"):
            what = pgettext("file name", word)
            assert (what != word) == (language != "en")
            for name in (offered_name(about, what, ".pdf"), offered_name(nobody, what, ".pdf"), f"{what}.p12"):
                assert file_name(name) == name and " " not in name
            country = territories(language)["KE"]
            assert offered_name(about, what, ".pdf") == f"{country}-2026-{what}.pdf"
        assert readable_name(about, "report", ".pdf") == "Kenya-2026-report.pdf", (
            "what goes with a package is for anybody"
        )
