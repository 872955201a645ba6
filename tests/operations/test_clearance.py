"""Review and clear in a file: steps, undo, what changed since, sheets and scans, the command, and what a package tells."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from desktop.catalogue.catalogue import Catalogue
from desktop.cli import main
from desktop.i18n.translation import LANGUAGES
from desktop.operations import edit
from desktop.operations.attach import CannotAttach
from desktop.operations.clearance import CannotClear, attach_sheet, chosen_parts, mark, save_sheet
from desktop.operations.export import export
from desktop.operations.open_file import open_file
from desktop.operations.restore import restore
from desktop.operations.verify import verify
from desktop.package.identity import create_identity
from desktop.package.report.pdf_text import extracted, normal
from desktop.record.clearance import clearance_of
from desktop.record.clearance_changes import Changes, changes_since
from desktop.record.clearance_fingerprint import short_code
from desktop.record.clearance_parts import pledge_part
from desktop.record.clearance_state import DRAFT, ON_PAPER, REVIEWED, ClearanceState
from desktop.record.cleared_part import CLEARED
from desktop.record.entry import Value
from desktop.record.history_labels import HistoryLabels
from desktop.record.people import ministry_of
from desktop.record.readiness import findings
from desktop.store.file import SubmissionFile
from tests.joining import bring_home

AT = datetime(2026, 3, 2, 14, 5, 11, tzinfo=UTC)
SEVEN = "objective/7"


@pytest.fixture
def pledge(submission: SubmissionFile, catalogue: Catalogue) -> str:
    """Objective 7 with a rating, a practice and a pledge, whose id is returned."""

    def add(kind: str, **answers: Value) -> str:
        return edit.add(submission, catalogue, kind, answers, by="Amina Otieno")[0]

    rating = submission.read().bound("assessment", "7")
    edit.answer(submission, catalogue, rating, "rating", "partly_achieved", by="Amina Otieno")
    edit.answer(submission, catalogue, rating, "reason", "Shelters are open.", by="Amina Otieno")
    add("practice", title="A help line", summary="It answers in four languages.", objectives=[7], contact_name="Kept")
    add("person", name="Director B", ministry="Ministry of Foreign Affairs")
    return add("pledge", title="We open shelters", objectives=[7], internal_note="A secret")


Stands = Callable[[str], ClearanceState]


@pytest.fixture
def stands(submission: SubmissionFile, catalogue: Catalogue) -> Stands:
    return lambda part: clearance_of(submission.read(), catalogue, part)


def clear(file: SubmissionFile, catalogue: Catalogue, *parts: str, state: str = CLEARED, note: str = "") -> None:
    mark(file, catalogue, parts, state, by="Director B", at=AT, ministry="Ministry of Foreign Affairs", note=note)


def practice(file: SubmissionFile, catalogue: Catalogue, text: str, by: str = "Desk officer C") -> None:
    edit.answer(file, catalogue, file.read().of_kind("practice")[0], "summary", text, by=by)


def test_several_are_marked_in_one_revision_that_undo_takes_back(
    submission: SubmissionFile, catalogue: Catalogue, pledge: str, stands: Stands
) -> None:
    parts = [SEVEN, pledge_part(pledge)]
    for state, said in (
        (REVIEWED, "Mark objectives and pledges as reviewed: 2"),
        (CLEARED, "Mark objectives and pledges as cleared: 2"),
    ):
        clear(submission, catalogue, *parts, state=state)
        assert [stands(each).state for each in parts] == [state, state]
        last = submission.history(limit=1)[0]
        assert HistoryLabels(catalogue).said(last.message) == said
    assert stands(SEVEN).sentence() == "Cleared on 2 March 2026 by Director B (Ministry of Foreign Affairs)."
    assert stands(SEVEN).reviewed_by == "Director B"
    edit.undo(submission)
    assert [stands(each).state for each in parts] == [REVIEWED, REVIEWED]
    clear(submission, catalogue, SEVEN, state=DRAFT, note="The figures are old.")
    assert (stands(SEVEN).said, stands(SEVEN).note) == (DRAFT, "The figures are old.")
    assert stands(pledge_part(pledge)).state == REVIEWED


def test_all_or_none_are_marked(submission: SubmissionFile, catalogue: Catalogue, pledge: str, stands: Stands) -> None:
    before = len(list(submission.revisions()))
    with pytest.raises(CannotClear) as refused:
        clear(submission, catalogue, SEVEN, "objective/2")
    assert "Objective 2" in refused.value.message
    with pytest.raises(CannotClear, match="nobody is named"):
        mark(submission, catalogue, [SEVEN], REVIEWED, by="  ", at=AT)
    edit.answer(submission, catalogue, submission.read().about, "two_persons", True)
    with pytest.raises(CannotClear, match="cannot clear it alone"):
        mark(submission, catalogue, [SEVEN], CLEARED, by="AMINA OTIENO", at=AT)
    assert len(list(submission.revisions())) == before + 1
    assert stands(SEVEN).state == DRAFT


def test_what_has_changed_since_comes_out_of_the_history(
    submission: SubmissionFile, catalogue: Catalogue, pledge: str, stands: Stands
) -> None:
    def since() -> Changes:
        return changes_since(submission.read(), list(submission.revisions()), catalogue, stands(SEVEN))

    practice(submission, catalogue, "An early wording.")
    clear(submission, catalogue, SEVEN)
    assert since() == Changes(True)
    practice(submission, catalogue, "In between.")
    practice(submission, catalogue, "It answers at night.", by="Zoé")
    edit.add(submission, catalogue, "gap", {"title": "No lawyers", "objectives": [7]}, by="Zoé")
    edit.add(submission, catalogue, "gap", {"title": "Elsewhere", "objectives": [8]}, by="Somebody")
    changed = since()
    assert changed.known
    assert changed.by == ("Desk officer C", "Zoé")
    first = changed.fields[0]
    assert (first.entry, first.field, first.before, first.after) == (
        "A help line",
        "Summary",
        "An early wording.",
        "It answers at night.",
    )
    assert [(each.entry, each.before) for each in changed.fields[1:]] == [("No lawyers", "")]
    # An entry that was taken away, and one that belongs to another objective now, are told of too.
    edit.remove(submission, catalogue, submission.read().of_kind("gap")[0], by="Zoé")
    entry = submission.read().of_kind("practice")[0]
    edit.answer(submission, catalogue, entry, "objectives", [8, 7], by="Zoé")
    (gone,) = since().fields
    assert (gone.entry, gone.field, gone.after) == ("A help line", "", "")
    assert "An early wording." in gone.before
    # Of a text that never stood in this copy, nothing is made up.
    clearance = submission.read().bound("clearance", SEVEN)
    with submission.transaction("edit", "x", "") as unit:
        unit.set(clearance.id, "fingerprint", "0" * 64)
    assert since() == Changes(False)


def test_check_warns_only_where_the_country_wants_clearance(
    submission: SubmissionFile, catalogue: Catalogue, pledge: str
) -> None:
    def told() -> list[tuple[str, str, str]]:
        rules = ("not_cleared", "changed_since_cleared")
        return [
            (each.weight, each.rule, each.key) for each in findings(submission.read(), catalogue) if each.rule in rules
        ]

    clear(submission, catalogue, SEVEN)
    practice(submission, catalogue, "Other.")
    assert told() == []
    edit.answer(submission, catalogue, submission.read().about, "clearance_wanted", True)
    assert told() == [("warns", "changed_since_cleared", "7"), ("warns", "not_cleared", "")]
    clear(submission, catalogue, SEVEN, pledge_part(pledge))
    assert told() == []


def test_a_scan_comes_in_as_evidence_that_stays_and_reopens_nothing(
    submission: SubmissionFile, catalogue: Catalogue, pledge: str, stands: Stands, tmp_path: Path
) -> None:
    scan = tmp_path / "SCAN OF THE SHEET.pdf"
    scan.write_bytes(b"%PDF-1.4 signed and stamped")
    with pytest.raises(CannotClear, match="not cleared yet"):
        attach_sheet(submission, catalogue, SEVEN, scan)
    mark(submission, catalogue, [SEVEN], CLEARED, by="Director B", at=AT, method=ON_PAPER)
    evidence, _revision = attach_sheet(submission, catalogue, SEVEN, scan, by="Amina Otieno")
    found = stands(SEVEN)
    assert (found.state, found.signed, found.evidence) == (CLEARED, ON_PAPER, evidence)
    assert found.sheet == hashlib.sha256(scan.read_bytes()).hexdigest()
    entry = submission.read().entries[evidence]
    assert entry.value("private") is True
    assert entry.text("file") == found.sheet
    edit.answer(submission, catalogue, entry, "private", None)
    assert stands(SEVEN).state == CLEARED
    with pytest.raises(CannotAttach):
        attach_sheet(submission, catalogue, SEVEN, tmp_path / "missing.pdf")
    clear(submission, catalogue, SEVEN)
    assert stands(SEVEN).sheet == ""


def test_the_ministry_is_that_of_the_team(submission: SubmissionFile, catalogue: Catalogue, pledge: str) -> None:
    assert ministry_of(" director  B ", submission.read()) == "Ministry of Foreign Affairs"
    assert ministry_of("Nobody", submission.read()) == ""


# --- The sheet


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_has_the_whole_text_and_its_code_on_every_page(
    language: str, submission: SubmissionFile, catalogue: Catalogue, pledge: str, tmp_path: Path, stands: Stands
) -> None:
    import io

    from pypdf import PdfReader

    practice(submission, catalogue, "\n".join(f"Line {number} of a long text." for number in range(120)))
    clear(submission, catalogue, SEVEN, pledge_part(pledge))
    path = save_sheet(submission, catalogue, tmp_path / "sheet.pdf", [SEVEN, pledge_part(pledge)], language=language)
    content = path.read_bytes()
    text = normal(extracted(content))
    for said in ("A help line", "Line 119 of a long text.", "Kept", "We open shelters", stands(SEVEN).now[:8]):
        assert normal(said) in text
    assert normal("A secret") not in text
    pages = [normal(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]
    codes = [normal(short_code(stands(each).now)) for each in (SEVEN, pledge_part(pledge))]
    assert [codes[0] in each for each in pages] == [True] * (len(pages) - 1) + [False]
    assert codes[1] in pages[-1]
    assert len(pages) > 2


def test_there_is_no_sheet_of_nothing(
    submission: SubmissionFile, catalogue: Catalogue, pledge: str, tmp_path: Path
) -> None:
    with pytest.raises(CannotClear, match="Objective 2"):
        save_sheet(submission, catalogue, tmp_path / "sheet.pdf", ["objective/2"])
    assert not (tmp_path / "sheet.pdf").exists()


def test_the_command_lists_and_prints(
    submission: SubmissionFile, catalogue: Catalogue, pledge: str, tmp_path: Path
) -> None:
    other = edit.add(submission, catalogue, "pledge", {"title": "Another", "objectives": [8]})[0]
    clear(submission, catalogue, SEVEN)
    path = submission.path
    submission.close()

    def run(*words: str) -> str:
        done = CliRunner().invoke(main, ["clearance", str(path), *words])
        assert done.exit_code == 0, done.output
        return done.output

    listed = run()
    assert "Cleared on 2 March 2026 by Director B (Ministry of Foreign Affairs)." in listed
    assert "Objectives and pledges cleared: 1 of 3." in listed
    data = json.loads(run("--json", "--objectives", "7"))
    assert [each["part"] for each in data] == [SEVEN, pledge_part(pledge)]
    assert (data[0]["state"], data[0]["by"], data[0]["fingerprint"]) == (
        "cleared",
        "Director B",
        data[0]["fingerprint_cleared"],
    )
    run("--sheet", str(tmp_path / "out.pdf"), "--objectives", "7")
    assert normal("We open shelters") in normal(extracted((tmp_path / "out.pdf").read_bytes()))
    run("--sheet", str(tmp_path / "another.pdf"), "--objectives", "7", "--language", "fr")
    content = path.read_bytes()
    into = CliRunner().invoke(main, ["--language", "en", "clearance", str(path), "--sheet", str(path)])
    assert (into.exit_code, into.output.strip()) == (2, "A clearance sheet is saved as a .pdf file.")
    assert path.read_bytes() == content
    assert CliRunner().invoke(main, ["clearance", str(path), "--objectives", "99"]).exit_code == 2
    opened = open_file(path)
    assert chosen_parts(opened.read(), catalogue, [8]) == [pledge_part(other)]
    opened.close()


# --- The package


@pytest.mark.parametrize(("draft", "language"), [(True, "ar"), (False, "en"), (False, "fr")])
def test_a_package_tells_who_cleared_what_and_brings_it_back(
    draft: bool,
    language: str,
    submission: SubmissionFile,
    catalogue: Catalogue,
    pledge: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from desktop.operations import export as exporting

    monkeypatch.setattr(exporting, "_refuse_when_blocked", lambda *_each: None)
    mark(submission, catalogue, [SEVEN], REVIEWED, by="REVIEWER R", at=AT)
    clear(submission, catalogue, SEVEN, pledge_part(pledge), note="NOTE OF THE TEAM")
    (tmp_path / "THE SCAN.pdf").write_bytes(b"%PDF-1.4 x")
    attach_sheet(submission, catalogue, SEVEN, tmp_path / "THE SCAN.pdf", by="Amina Otieno")
    edit.answer(submission, catalogue, submission.read().entries[pledge], "title", "We open ten shelters")
    signer = None if draft else create_identity("Ministry A", "KE", "x", AT)
    done = export(
        submission, catalogue, tmp_path / "out", identity=signer, at=AT, draft=draft, language=language, history=True
    )
    with zipfile.ZipFile(done.path) as archive:
        record = json.loads(archive.read("submission.json"))
        whole = b"\n".join(archive.read(each) for each in archive.namelist()).decode("latin-1")
        report = archive.read("report.pdf")
    assert [(each["part"], each["state"]) for each in record["cleared"]] == [
        (SEVEN, "cleared"),
        (pledge_part(pledge), "changed"),
    ]
    assert all(each.keys() == {"part", "state", "by", "ministry", "date", "fingerprint"} for each in record["cleared"])
    assert record["cleared"][0]["date"] == "2026-03-02"
    for secret in ("NOTE OF THE TEAM", "THE SCAN", "REVIEWER R", '"clearance"'):
        assert secret not in whole
    text = normal(extracted(report))
    assert normal(short_code(record["cleared"][0]["fingerprint"])) in text
    assert normal("Ministry of Foreign Affairs") in text
    found = verify(done.path)
    assert found.readable and (found.is_draft if draft else found.sound), found.summary
    restore(done.path, tmp_path / "back.pledgebook")
    back = open_file(tmp_path / "back.pledgebook")
    again = clearance_of(back.read(), catalogue, SEVEN)
    assert (again.said, again.by, again.ministry, again.at) == (
        CLEARED,
        "Director B",
        "Ministry of Foreign Affairs",
        "2026-03-02",
    )
    # A draft leaves contact data out, so the text that came back is truly another one.
    assert again.state == (DRAFT if draft else CLEARED)
    assert clearance_of(back.read(), catalogue, pledge_part(pledge)).changed
    back.close()


def test_a_package_without_clearances_says_nothing_of_them(
    submission: SubmissionFile, catalogue: Catalogue, pledge: str, tmp_path: Path
) -> None:
    mark(submission, catalogue, [SEVEN], REVIEWED, by="REVIEWER R", at=AT)
    done = export(submission, catalogue, tmp_path / "out", identity=None, at=AT, draft=True)
    with zipfile.ZipFile(done.path) as archive:
        assert json.loads(archive.read("submission.json"))["cleared"] == []
        assert normal("Who cleared") not in normal(extracted(archive.read("report.pdf")))


# --- Copies


def test_what_another_copy_changed_reopens_the_part_and_its_undo_clears_it_again(
    submission: SubmissionFile, catalogue: Catalogue, pledge: str, stands: Stands, tmp_path: Path
) -> None:
    clear(submission, catalogue, SEVEN, pledge_part(pledge))
    submission.copy_to(tmp_path / "copy.pledgebook")
    copy = open_file(tmp_path / "copy.pledgebook")
    practice(copy, catalogue, "Written in the ministry.")
    bring_home(submission, copy)
    assert (stands(SEVEN).state, stands(pledge_part(pledge)).state) == (DRAFT, CLEARED)
    changed = changes_since(submission.read(), list(submission.revisions()), catalogue, stands(SEVEN))
    assert [each.after for each in changed.fields] == ["Written in the ministry."]
    assert changed.by == ("Desk officer C",)
    edit.undo(copy)
    bring_home(submission, copy)
    assert stands(SEVEN).state == CLEARED
    # What is cleared in the other copy is cleared here too, with who did it.
    practice(copy, catalogue, "Written again.")
    clear(copy, catalogue, SEVEN)
    bring_home(submission, copy)
    assert (stands(SEVEN).state, stands(SEVEN).by) == (CLEARED, "Director B")
    copy.close()


# --- What is kept back


def test_what_is_kept_back_is_another_text_and_the_package_says_so(
    submission: SubmissionFile,
    catalogue: Catalogue,
    pledge: str,
    stands: Stands,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from desktop.operations import export as exporting
    from desktop.operations.keep_back import keep_back_entry, keep_back_field, keep_back_person

    monkeypatch.setattr(exporting, "_refuse_when_blocked", lambda *_each: None)
    clear(submission, catalogue, SEVEN, pledge_part(pledge))
    entry = submission.read().of_kind("practice")[0]
    keep_back_field(submission, catalogue, entry, "summary")
    assert (stands(SEVEN).changed, stands(pledge_part(pledge)).changed) == (True, False)
    since = changes_since(submission.read(), list(submission.revisions()), catalogue, stands(SEVEN))
    assert [(each.field, each.before, each.after) for each in since.fields] == [
        ("Summary", "It answers in four languages.", "")
    ]
    keep_back_field(submission, catalogue, entry, "summary", kept=False)
    assert stands(SEVEN).state == CLEARED
    keep_back_field(submission, catalogue, entry, "summary")
    clear(submission, catalogue, SEVEN)
    keep_back_entry(submission, catalogue, submission.read().entries[pledge])
    keep_back_person(submission, "Director B")
    keep_back_person(submission, "Amina Otieno")
    done = export(submission, catalogue, tmp_path / "out", identity=create_identity("Ministry A", "KE", "x", AT), at=AT)
    assert verify(done.path).sound
    with zipfile.ZipFile(done.path) as archive:
        record = json.loads(archive.read("submission.json"))
    assert [(each["part"], each["state"], each["by"]) for each in record["cleared"]] == [(SEVEN, "cleared", "")]
    # A name that is left out of packages is still that of a writer.
    edit.answer(submission, catalogue, submission.read().about, "two_persons", True)
    with pytest.raises(CannotClear, match="cannot clear it alone"):
        mark(submission, catalogue, [SEVEN], CLEARED, by="Amina Otieno", at=AT)
