"""What was internal under any forms stays internal, until somebody has confirmed each field by its name."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from desktop.catalogue.catalogue import Catalogue
from desktop.operations import edit, forms_in_use, packs
from desktop.operations.clock import now
from desktop.operations.export import export
from desktop.operations.import_entries import CannotImport, import_entries
from desktop.operations.restore import restore
from desktop.record.release import released
from desktop.store.file import SubmissionFile

HEAD = {"key": "trial", "version": "1", "label": "Updated help texts", "standing": "ours", "source": "Made up."}

Made = Callable[..., packs.DataPack]
Change = dict[str, object]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    def making(kinds: dict[str, Change], **head: str) -> packs.DataPack:
        path = tmp_path / "trial.yaml"
        path.write_text(yaml.safe_dump({"pack": {**HEAD, **head}, "kinds": kinds}), encoding="utf-8")
        return packs.check_pack(path)

    return making


@pytest.fixture
def written(submission: SubmissionFile) -> SubmissionFile:
    with submission.transaction("edit", "Write", "Desk officer A") as revision:
        revision.add("gap", {"title": "Registers", "internal_note": "SECRET of the gap"})
        revision.add("gap", {"title": "Schools", "internal_note": "SECRET of the second gap"})
        partners = [{"name": "City A", "email": "SECRET@partner.example"}, {"name": "City B"}]
        contact = {"contact_email": "SECRET@contact.example", "partners": partners, "kind": "common"}
        revision.add("pledge", {"title": "Schools for all", "internal_note": "SECRET of the pledge", **contact})
        revision.add("evidence", {"title": "SECRET paper", "private": True})
    return submission


def leaves(file: SubmissionFile, *, signed: bool = True) -> str:
    out = released(file.read(), forms_in_use.forms_of(file), signed=signed)
    return repr([{key: each.value for key, each in entry.answers.items()} for entry in out.entries.values()])


def field(key: str, **said: object) -> dict[str, Change]:
    return {"gap": {"fields": [{"key": key, **said}]}}


FILE = "at present never included in a package; with this pack, included in every package and draft."
DRAFT = "at present included in signed packages only; with this pack, also included in every draft."
SIGNED = "at present never included in a package; with this pack, included in every signed package."
NEVER = "Its answers are still never included in a package."
ONLY_SIGNED = "Its answers are still included in signed packages only."

WIDER: dict[str, tuple[dict[str, Change], list[str]]] = {
    "an internal field": (
        field("internal_note", release="released"),
        [f"Gap, “Note for your team”: {FILE} The field has 2 answers."],
    ),
    "an internal field, for signed packages": (
        field("internal_note", release="on_signing"),
        [f"Gap, “Note for your team”: {SIGNED} The field has 2 answers."],
    ),
    "contact data": (
        {"pledge": {"fields": [{"key": "contact_email", "release": "released"}]}},
        [f"Pledge, “E-mail of the contact person”: {DRAFT} The field has 1 answer."],
    ),
    "a column": (
        {"pledge": {"fields": [{"key": "partners", "columns": [
            {"key": "name", "type": "text", "label": "Name"}, {"key": "email", "type": "email", "label": "Address"}]}]}},
        [f"Pledge, “Participating States and actors, column Contact e-mail”: {DRAFT} The field has 1 answer."],
    ),
    "a field that is taken out and brought back": (
        {"gap": {"remove": ["internal_note"], "fields": [
            {"key": "internal_note", "type": "long_text", "label": "Remarks", "section": "file"}]}},
        [f"Gap, “Note for your team”: {FILE} The field has 2 answers."],
    ),
    "a field that takes the answers of another": (
        {"gap": {"remove": ["internal_note"], "fields": [
            {"key": "remarks", "type": "long_text", "label": "Remarks", "section": "file",
             "legacy_keys": ["internal_note"]}]}},
        [f"Gap, “Remarks”: {FILE} The field has 0 answers."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WIDER)
def test_what_would_leave_is_named_and_has_to_be_confirmed(name: str, written: SubmissionFile, made: Made) -> None:
    kinds, lines = WIDER[name]
    pack = made(kinds)
    assert [each.text for each in packs.preview(written, pack).releases] == lines
    before = written.read()
    with pytest.raises(packs.MustBeConfirmed) as caught:
        packs.use_pack(written, pack)
    assert list(caught.value.details) == lines
    assert written.read() == before


@pytest.mark.parametrize("name", WIDER)
def test_what_was_confirmed_leaves_and_its_help_says_so(name: str, written: SubmissionFile, made: Made) -> None:
    pack = made(WIDER[name][0])
    spots = [each.spot for each in packs.preview(written, pack).releases]
    packs.use_pack(written, pack, releasing=spots)
    kind, key, column = spots[0]
    changed = forms_in_use.forms_of(written).kind(kind).field(key)
    if column:
        changed = next(each for each in changed.columns if each.key == column)
    assert changed.release != "internal" and "Somebody has confirmed" in changed.help
    (entry,) = forms_in_use.packs_of(written.read())
    assert packs.confirmed_of(entry, forms_in_use.forms_of(written))
    assert "SECRET of the pledge" not in leaves(written), "nothing else leaves"
    written.undo("")
    assert "SECRET of" not in leaves(written)


@pytest.mark.parametrize("name", WIDER)
def test_a_pack_that_somebody_put_into_the_file_releases_nothing(
    name: str, written: SubmissionFile, made: Made
) -> None:
    pack = made(WIDER[name][0])
    with written.transaction("attach", "Put in", "") as revision:
        sha256 = revision.attach("trial-1.yaml", pack.content)
        wrong = [{"form": "gap", "field": "title", "release": "internal"}, {"form": "gap"}, {"release": "released"}]
        revision.add("data_pack", {"title": "Trial", "key": "trial", "version": "1", "file": sha256, "releases": wrong})
    assert "SECRET" not in leaves(written, signed=False)
    assert "SECRET of" not in leaves(written)
    assert "Registers" not in leaves(written), "what is noted to stay stays as well"


def test_every_field_is_named_however_many(submission: SubmissionFile, made: Made) -> None:
    forms = forms_in_use.forms_of(submission)
    strict = [
        (kind.key, each.key) for kind in forms.kinds.values() for each in kind.fields if each.release != "released"
    ]
    assert len(strict) > 15
    kinds: dict[str, Change] = {}
    for kind, key in strict:
        change = kinds.setdefault(kind, {"fields": []})
        change["fields"].append({"key": key, "release": "released"})  # type: ignore[attr-defined]
    found = packs.preview(submission, made(kinds)).releases
    assert sorted(each.spot[:2] for each in found) == sorted(strict)
    assert len({each.text for each in found}) == len(strict)


def test_what_is_taken_out_is_named_and_stays_as_strict(written: SubmissionFile, made: Made, tmp_path: Path) -> None:
    pack = made(
        {
            "pledge": {"remove": ["internal_note", "contact_email", "second_contact_email"]},
            "gap": {"remove": ["internal_note"]},
            "submission": {"remove": ["internal_note"]},
        }
    )
    found = packs.preview(written, pack)
    assert found.releases == []
    told = [f"{each.part}: {each.text}" for each in found.differences]
    for line in (
        f"Gap: “Note for your team” is no longer asked for. {NEVER} The field has 2 answers.",
        f"Pledge: “Note for your team” is no longer asked for. {NEVER} The field has 1 answer.",
        f"Pledge: “E-mail of the contact person” is no longer asked for. {ONLY_SIGNED} The field has 1 answer.",
        f"Submission: “Note for your team” is no longer asked for. {NEVER} The field has 0 answers.",
    ):
        assert line in told
    packs.use_pack(written, pack)
    assert "SECRET of" not in leaves(written)
    assert "SECRET@contact" in leaves(written) and "SECRET@contact" not in leaves(written, signed=False)
    forms = forms_in_use.forms_of(written)
    for entry in written.read().of_kind("gap"):
        edit.answer(written, forms, entry, "internal_note", None)
    made_of = export(written, forms_in_use.forms_of(written), tmp_path / "out", identity=None, draft=True, at=now())
    with zipfile.ZipFile(made_of.path) as package:
        assert all("SECRET" not in package.read(name).decode("utf-8", "replace") for name in package.namelist())


def test_private_evidence_stays_whatever_a_pack_says(written: SubmissionFile, made: Made) -> None:
    forms = forms_in_use.forms_of(written)
    for change in (
        {"remove": ["private"]},
        {"fields": [{"key": "private", "label": "Publish this", "help": "Say no when it must not leave."}]},
        {"fields": [{"key": "private", "only_for": ["nothing"], "release": "internal"}]},
    ):
        pack = made({"evidence": change})
        told = [each.text for each in packs.preview(written, pack).differences]
        assert any(text.startswith("“For internal use only” stays as it is") for text in told)
        packs.use_pack(written, pack)
        assert forms_in_use.forms_of(written).kind("evidence").field("private") == forms.kind("evidence").field(
            "private"
        )
        assert "SECRET paper" not in leaves(written)
        written.undo("")


def test_what_an_earlier_pack_kept_inside_stays_inside(written: SubmissionFile, made: Made) -> None:
    packs.use_pack(written, made(field("title", release="internal")))
    assert "Registers" not in leaves(written)
    newer = made(field("title", max_length=200), version="2")
    found = packs.preview(written, newer)
    assert [each.spot for each in found.releases] == [("gap", "title", "")]
    (entry,) = forms_in_use.packs_of(written.read())
    packs.stop_using(written, entry)
    assert "Registers" not in leaves(written), "to use it no longer confirms nothing"
    packs.use_pack(written, newer, releasing=[("gap", "title", "")])
    assert "Registers" in leaves(written)


@pytest.mark.parametrize("kind", ["gap", "practice"])
def test_a_second_pack_cannot_bring_back_what_the_first_took_out(
    kind: str, written: SubmissionFile, made: Made, catalogue: Catalogue
) -> None:
    packs.use_pack(written, made({kind: {"remove": ["internal_note"]}}))
    section = catalogue.kind(kind).field("internal_note").section
    again = {"key": "internal_note", "type": "long_text", "label": "Remarks", "section": section, "release": "released"}
    back = made({kind: {"fields": [again]}}, key="second")
    assert [each.spot for each in packs.preview(written, back).releases] == [(kind, "internal_note", "")]


def test_a_newer_version_is_confirmed_anew(written: SubmissionFile, made: Made) -> None:
    kinds = field("internal_note", release="released")
    spot = ("gap", "internal_note", "")
    packs.use_pack(written, made(kinds), releasing=[spot])
    assert "SECRET of the gap" in leaves(written)
    newer = made(kinds, version="2")
    assert [each.spot for each in packs.preview(written, newer).releases] == [spot]


def test_what_was_confirmed_travels_with_the_package(written: SubmissionFile, made: Made, tmp_path: Path) -> None:
    pack = made(field("internal_note", release="released"))
    packs.use_pack(written, pack, releasing=[("gap", "internal_note", "")])
    forms = forms_in_use.forms_of(written)
    made_of = export(written, forms, tmp_path / "out", identity=None, draft=True, at=now())
    with zipfile.ZipFile(made_of.path) as package:
        assert "SECRET of the gap" in json.dumps(json.loads(package.read("submission.json")))
    back = SubmissionFile.open(restore(made_of.path, tmp_path / "back"), now=now)
    assert forms_in_use.forms_of(back) == forms
    back.close()


def test_a_new_submission_is_asked_the_same(made: Made) -> None:
    assert [each.spot for each in packs.released_by(made(field("internal_note", release="released")))] == [
        ("gap", "internal_note", "")
    ]
    assert packs.released_by(made(field("title", max_length=200))) == []


def test_an_import_brings_no_pack_into_use(written: SubmissionFile, tmp_path: Path) -> None:
    sha256 = next(iter(written.read().attachments), "0" * 64)
    rows = [{"form": "gap", "field": "internal_note", "release": "released"}]
    source = tmp_path / "source.json"
    source.write_text(
        json.dumps({"data_packs": [{"title": "Trial", "file": sha256, "releases": rows}]}), encoding="utf-8"
    )
    with pytest.raises(CannotImport):
        import_entries(written, forms_in_use.forms_of(written), source)
    assert written.read().of_kind("data_pack") == []
