"""The documents of a package under names that people can read, in a folder beside it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import DiskFull
from desktop.operations import documents
from desktop.operations.clock import now
from desktop.operations.documents import file_name, save_documents, save_report
from desktop.operations.export import export
from desktop.package import container
from desktop.store.file import SubmissionFile


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
        "01 Inscrire 2-3 des naissances - « état civil ».pdf",
        "02 تسجيل المواليد.pdf",
        "03 Engagement sans nom.pdf",
        "Rapport.pdf",
    ]
    held = container.read_container(package)
    assert (folder / "Rapport.pdf").read_bytes() == held.members["report.pdf"]
    assert names(package.parent) == [folder.name, package.name], "nothing half made is left"


def test_nothing_that_is_there_is_written_over(package: Path) -> None:
    first = save_documents(package)
    (first / "Rapport.pdf").write_bytes(b"changed by somebody")
    second = save_documents(package)
    assert second.name == f"{package.stem}-documents-2"
    assert (first / "Rapport.pdf").read_bytes() == b"changed by somebody"


def test_a_disk_that_takes_no_other_script_gets_plain_names(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = Path.open

    def opened(path: Path, *how: str) -> object:
        if not path.name.isascii():
            raise UnicodeEncodeError("ascii", path.name, 0, 1, "not here")
        return really(path, *how)

    monkeypatch.setattr(Path, "open", opened)
    found = names(save_documents(package))
    assert all(name.isascii() and name.endswith(".pdf") for name in found)
    assert len(found) == 4


def test_when_a_document_cannot_be_written_no_folder_is_left(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = documents._write
    written: list[str] = []

    def full(folder: Path, name: str, plain: str, content: bytes) -> None:
        if written:
            raise OSError(28, os.strerror(28))
        written.append(name)
        really(folder, name, plain, content)

    monkeypatch.setattr(documents, "_write", full)
    with pytest.raises(DiskFull):
        save_documents(package)
    assert names(package.parent) == [package.name]


def test_the_report_alone_can_be_looked_at(package: Path, tmp_path: Path) -> None:
    path = save_report(package, tmp_path)
    assert path.name == f"{package.stem}.pdf"
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a/b\\c:d*e?f", "a-b-c-d-e-f.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("con", "plain.pdf"),
        ("NUL.txt", "plain.pdf"),
        ("...", "plain.pdf"),
        ("line\nbreak\u202e", "line break.pdf"),
        ("ends with a dot.", "ends with a dot.pdf"),
    ],
)
def test_names_are_safe_on_every_system(text: str, name: str) -> None:
    assert file_name(text, "plain") == name


@pytest.mark.parametrize("text", ["word " * 60, "中" * 400, "ب" * 400, "x" * 400, "📄" * 100])
def test_long_names_are_cut(text: str) -> None:
    name = file_name(text, "plain")
    assert 20 < len(name) <= 84
    assert len(name.encode("utf-8")) <= 184
