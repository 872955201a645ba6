"""Marks are planted wherever something is said; in no package is one found that is internal, kept back or taken away.

Every package is taken apart to the last member: what its parts are called, sheets and their properties, the record, and of
each PDF the text, the metadata and every stream.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pypdf import PdfReader

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import FormField, Kind
from desktop.operations import comments, edit, forms_in_use, packs
from desktop.operations import export as exporting
from desktop.operations.attach import attach
from desktop.operations.clock import now
from desktop.operations.create import create
from desktop.operations.export import export
from desktop.operations.keep_back import keep_back_entry, keep_back_field, keep_back_person
from desktop.operations.open_file import open_file
from desktop.package.identity import create_identity
from desktop.record.entry import Value
from desktop.record.internal_kinds import COMMENT, INTERNAL_KINDS, KEPT_BACK
from desktop.record.kept_back import NEVER
from desktop.record.released_history import History
from desktop.store.file import SubmissionFile

TEXTS = ("text", "long_text", "email", "rows", "file")
"""Types of fields that can say a mark."""

AUTHOR, LEFT_OUT, WHO_REMOVED = "ZZauthorZZ", "ZZleftoutZZ", "ZZremoverZZ"

NUMBERED = re.compile(r"ZQ\d{4}QZ")
"""A mark as it is made. None is part of another."""

TAKEN_AWAY = "taken away"
"""What only the whole history holds: earlier wordings, and what removed entries said."""


class Planter:
    """Writes marks into a submission, and knows of each whether it may leave.

    Attributes:
        marks: each mark, to `released`, `on_signing`, `internal` or `taken away`.
    """

    def __init__(self, file: SubmissionFile, catalogue: Catalogue, folder: Path) -> None:
        self.file = file
        self.catalogue = catalogue
        self.folder = folder
        self.marks: dict[str, str] = {}

    def mark(self, release: str) -> str:
        """Return a new mark, in one word that no line break parts."""
        made = f"ZQ{len(self.marks):04d}QZ"
        assert NUMBERED.fullmatch(made)
        self.marks[made] = release
        return made

    def add(self, kind: Kind, key: str = "", *, release: str = "", by: str = AUTHOR, private: bool = False) -> str:
        """Add an entry with a mark in every field that can say one, and the texts in French beside them.

        Args:
            release: what its marks are instead of what the forms say of each field; what is internal stays so.
        """
        values: dict[str, Value] = {}
        files: list[FormField] = []
        for field in kind.fields:
            if field.type == "file":
                files.append(field)
            elif field.type in TEXTS:
                values[field.key] = self._value(field, release)
                if field.type in ("text", "long_text"):
                    values[f"{field.key}__fr"] = self.mark(_of(field.release, release))
        if private:
            values["private"] = True
        with self.file.transaction("edit", "Write", by) as unit:
            entry_id = unit.ensure(kind.key, key) if kind.bound else unit.add(kind.key, {})
            for name, value in values.items():
                unit.set(entry_id, name, value)
        for field in files if kind.key not in NEVER else ():
            name = self.mark(_of(field.release, release))
            path = self.folder / f"{name}.txt"
            path.write_text(f"{name} in the file", encoding="utf-8")
            attach(self.file, self.catalogue, self.file.read().entries[entry_id], field.key, path, by=by)
        return entry_id

    def _value(self, field: FormField, release: str) -> Value:
        if field.type == "rows":
            columns = [each for each in field.columns if each.type in TEXTS]
            inner = {each.key: self._text(each, _of(_of(field.release, each.release), release)) for each in columns}
            return [{**inner, "unknown_column": self.mark("internal")}]
        return self._text(field, _of(field.release, release))

    def _text(self, field: FormField, release: str) -> str:
        mark = self.mark(release)
        return f"{mark}@ministry.example" if field.type == "email" else mark


def _of(said: str, release: str) -> str:
    """Return what stays of two that are said: the narrower."""
    order = ("internal", TAKEN_AWAY, "on_signing", "released")
    return min(said, release or "released", key=order.index)


def plant(file: SubmissionFile, catalogue: Catalogue, folder: Path) -> dict[str, str]:
    """Write marks everywhere, and return them."""
    planter = Planter(file, catalogue, folder)
    kinds = [each for each in catalogue.kinds.values() if each.key not in NEVER]
    ids: dict[str, str] = {}
    bound_to = {"objective": "1", "indicator": "10.7.1", "principle": "1"}
    for kind in kinds:
        # Of other bound kinds the forms have keys of their own; what they hold goes by the same fields.
        if kind.bound is None or kind.bound in (*bound_to, "submission"):
            ids[kind.key] = planter.add(kind, bound_to.get(kind.bound or "", ""))
    # Earlier wordings, and texts that are kept back with all that they were.
    gap = file.read().entries[ids["gap"]]
    for field in ("title", "description", "internal_note"):
        release = catalogue.kind("gap").field(field).release
        planter.marks[gap.text(field)] = _of(release, TAKEN_AWAY)
        edit.answer(file, catalogue, gap, field, planter.mark(release), by=WHO_REMOVED)
    pledge = file.read().entries[ids["pledge"]]
    planter.marks[pledge.text("description")] = TAKEN_AWAY
    # What no form knows, what was typed and not accepted, what was said by somebody who is left out.
    with file.transaction("edit", "Write", LEFT_OUT) as unit:
        unit.set(ids["gap"], "no_such_field", planter.mark("internal"))
        unit.set(ids["gap"], "title~", planter.mark("internal"))
        said = planter.mark("released")
        unit.set(ids["pledge"], "description", said)
    planter.marks[LEFT_OUT] = "internal"
    keep_back_person(file, LEFT_OUT, by=AUTHOR)
    # Private evidence, removed entries, and each free kind again: once kept back field by field, once whole.
    planter.add(catalogue.kind("evidence"), release="internal", private=True)
    for kind in (each for each in kinds if each.bound is None):
        removed = planter.add(kind, release=TAKEN_AWAY, by=WHO_REMOVED)
        # A file that nothing released speaks of is in no history either.
        names = {each.name.removesuffix(".txt") for each in file.attachments()}
        planter.marks |= {each: "internal" for each in names if planter.marks[each] == TAKEN_AWAY}
        edit.remove(file, catalogue, file.read().entries[removed], by=WHO_REMOVED)
        kept_id = planter.add(kind, release="internal")
        kept = file.read().entries[kept_id]
        for field in kind.fields:
            keep_back_field(file, catalogue, kept, field.key, by=AUTHOR)
        whole_id = planter.add(kind, release="internal")
        keep_back_entry(file, catalogue, file.read().entries[whole_id], by=AUTHOR)
    planter.marks[WHO_REMOVED] = "released"  # the present wordings of the gap are theirs
    # What the team keeps for its own work.
    for key in (each for each in INTERNAL_KINDS if each not in (COMMENT, KEPT_BACK)):
        with file.transaction("edit", planter.mark("internal"), AUTHOR) as unit:
            fields = (*INTERNAL_KINDS[key], "title", "text", "name")
            unit.add(key, {field: planter.mark("internal") for field in fields})
    draft = comments.Draft(gap, "title", planter.mark("internal"), planter.mark("internal"), planter.mark("internal"))
    first, _revision = comments.write(file, catalogue, draft, by=AUTHOR)
    answer = comments.Draft(gap, "title", planter.mark("internal"), reply_to=first)
    planter.marks["ZZcommenterZZ"] = "internal"
    comments.write(file, catalogue, answer, by="ZZcommenterZZ")
    note = planter.mark("internal")
    file.note_export(
        file.read(), at=now(), draft=True, package=f"{note}.asice", signer=planter.mark("internal"), fingerprint=""
    )
    return planter.marks


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> tuple[Path, dict[str, str]]:
    """A closed file with marks in it, and the marks."""
    folder = tmp_path_factory.mktemp("planted")
    answers: dict[str, Value] = {"country": "KE", "cycle": "2026", "language": "en"}
    file = create(folder / "planted.pledgebook", catalogue, answers)
    try:
        marks = plant(file, catalogue, folder)
    finally:
        file.close()
    return file.path, marks


def texts_of(name: str, content: bytes) -> Iterator[str]:
    """Yield every text that a file holds, members of what is packed in it included."""
    yield name
    yield content.decode("latin-1")
    yield content.decode("utf-8", "replace")
    yield content.decode("utf-16-le", "replace")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive.comment.decode("latin-1")
            for each in archive.infolist():
                yield each.comment.decode("latin-1") + each.extra.decode("latin-1")
                yield from texts_of(each.filename, archive.read(each))
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        yield repr(reader.metadata)
        yield from ("".join(page.extract_text().split()) for page in reader.pages)
        for stream in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
            yield _inflated(stream[1]).decode("latin-1")


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return stream


def found_in(package: Path, marks: dict[str, str]) -> set[str]:
    """Return the marks that a package holds anywhere."""
    said = "\n".join(texts_of(package.name, package.read_bytes()))
    numbered = set(NUMBERED.findall(said))  # at one go: there are hundreds, and a package is long
    return {each for each in marks if each in numbered or (not NUMBERED.fullmatch(each) and each in said)}


@pytest.mark.parametrize("draft", [True, False], ids=["draft", "signed"])
@pytest.mark.parametrize("history", ["none", "released", "whole"])
def test_nothing_that_is_internal_is_in_a_package(
    history: History,
    draft: bool,
    planted: tuple[Path, dict[str, str]],
    catalogue: Catalogue,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, marks = planted
    monkeypatch.setattr(exporting, "_refuse_when_blocked", lambda *_each: None)
    with opened(path, tmp_path) as file:
        done = export(
            file,
            forms_in_use.forms_of(file),
            tmp_path / "out",
            identity=None if draft else create_identity("Ministry A", "KE", "x", now()),
            at=now(),
            draft=draft,
            history=history,
        )
    found = found_in(done.path, marks)
    away = {"internal"} | ({"on_signing"} if draft else set()) | ({TAKEN_AWAY} if history != "whole" else set())
    assert {each: marks[each] for each in found if marks[each] in away} == {}
    # The look itself: what is released is found, and earlier wordings where they were chosen.
    assert {each for each, release in marks.items() if release == "released"} <= found
    if not draft:
        assert any(marks[each] == "on_signing" for each in found)
    if history == "whole":
        assert any(marks[each] == TAKEN_AWAY for each in found)


PACKS: dict[str, dict[str, object]] = {
    "takes internal fields out": {"gap": {"remove": ["internal_note"]}, "pledge": {"remove": ["internal_note"]}},
    "keeps more inside": {"gap": {"fields": [{"key": "title", "release": "internal"}]}},
}


@pytest.mark.parametrize("name", PACKS)
def test_no_pack_lets_anything_out(
    name: str,
    planted: tuple[Path, dict[str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, marks = planted
    monkeypatch.setattr(exporting, "_refuse_when_blocked", lambda *_each: None)
    with opened(path, tmp_path) as file:
        packs.use_pack(file, _pack(PACKS[name], tmp_path))
        done = export(
            file, forms_in_use.forms_of(file), tmp_path / "out", identity=None, at=now(), draft=True, history="whole"
        )
    found = found_in(done.path, marks)
    assert {each: marks[each] for each in found if marks[each] in ("internal", "on_signing")} == {}


def test_a_pack_that_would_let_something_out_is_not_used_without_a_word(
    planted: tuple[Path, dict[str, str]], tmp_path: Path
) -> None:
    path, _marks = planted
    with opened(path, tmp_path) as file:
        pack = _pack({"gap": {"fields": [{"key": "internal_note", "release": "released"}]}}, tmp_path)
        with pytest.raises(packs.MustBeConfirmed):
            packs.use_pack(file, pack)


def test_what_is_kept_back_stays_although_a_pack_was_confirmed_that_releases_it(
    planted: tuple[Path, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, marks = planted
    monkeypatch.setattr(exporting, "_refuse_when_blocked", lambda *_each: None)
    with opened(path, tmp_path) as file:
        pack = _pack({"gap": {"fields": [{"key": "internal_note", "release": "released"}]}}, tmp_path)
        notes = {each.text("internal_note"): each for each in file.read().of_kind("gap")}
        for entry in notes.values():
            keep_back_field(file, forms_in_use.forms_of(file), entry, "internal_note")
        packs.use_pack(file, pack, releasing=[each.spot for each in packs.preview(file, pack).releases])
        done = export(
            file, forms_in_use.forms_of(file), tmp_path / "out", identity=None, at=now(), draft=True, history="whole"
        )
    assert not found_in(done.path, dict.fromkeys(notes, "internal"))
    assert marks


def _pack(kinds: dict[str, object], folder: Path) -> packs.DataPack:
    head = {"key": "trial", "version": "1", "label": "Other forms", "standing": "ours", "source": "Made up."}
    path = folder / "trial.yaml"
    path.write_text(yaml.safe_dump({"pack": head, "kinds": kinds}), encoding="utf-8")
    return packs.check_pack(path)


class opened:  # noqa: N801  # read like a word
    """A copy of the planted file, open for a while."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._path = folder / "copy.pledgebook"
        self._path.write_bytes(path.read_bytes())

    def __enter__(self) -> SubmissionFile:
        self._file = open_file(self._path)
        return self._file

    def __exit__(self, *_error: object) -> None:
        self._file.close()
