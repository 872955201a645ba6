"""What is signed is what is shown: everything in a package is held against its record, whoever signed it."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from openpyxl import load_workbook
from reportlab.pdfgen.canvas import Canvas

from desktop import __version__, paths
from desktop.catalogue.catalogue import Catalogue
from desktop.errors import Cancelled, UserError
from desktop.package import (
    comparison,
    container_paths,
    container_writing,
    contents,
    inside,
    json_record,
    verification_guide,
)
from desktop.package.code_to_read_out import code_of
from desktop.package.examine import ContainerFindings, Refusal
from desktop.package.identity import Identity, create_identity
from desktop.package.report import write_report
from desktop.package.signing import sign_pdf
from desktop.package.submission_title import title_of_submission
from desktop.package.writer import writer
from desktop.record.completeness import completeness
from desktop.record.release import released
from desktop.record.submission import Submission

from .conftest import EVIDENCE, Filled, saved_as

Files = dict[str, bytes]
Judge = Callable[..., ContainerFindings]


def built(submission: Submission, catalogue: Catalogue, signer: Identity | None, at: datetime) -> Files:
    """Write every file of a package, as the export does."""
    made = contents.build(
        released(submission, catalogue, signed=signer is not None),
        [],
        catalogue,
        lambda _sha256: EVIDENCE,
        language="en",
        draft=signer is None,
        signer=signer,
        at=at,
    )
    return dict(made.members)


def small(filled: Filled, **said: str) -> Submission:
    """Return a submission with a practice, two pledges and a piece of evidence."""
    whole = filled({"pledge": said} if said else None, pledge=2)
    entries = {
        key: entry
        for key, entry in whole.entries.items()
        if entry.kind in ("submission", "practice", "pledge", "evidence")
    }
    return Submission(whole.id, entries, whole.attachments)


@pytest.fixture(scope="module")
def submission(filled: Filled) -> Submission:
    return small(filled)


@pytest.fixture(scope="module")
def files(submission: Submission, catalogue: Catalogue, identity: Identity, at: datetime) -> Files:
    """The files of a signed package that is as it should be."""
    return built(submission, catalogue, identity, at)


@pytest.fixture(scope="module")
def others(filled: Filled, catalogue: Catalogue, identity: Identity, at: datetime) -> Files:
    """The same package, in which the pledges promise something else."""
    return built(small(filled, description="We promise nothing at all."), catalogue, identity, at)


@pytest.fixture
def judge(catalogue: Catalogue, identity: Identity, at: datetime, tmp_path: Path) -> Judge:
    """Pack files in our form, sign them with the genuine key as a forger who has it would, and examine all of it."""

    def examined(
        made: Mapping[str, bytes],
        *,
        signer: Identity | None = identity,
        guide: bool = True,
        forms: Catalogue = catalogue,
        submission: Submission | None = None,
        trust: bytes | None = None,
    ) -> ContainerFindings:
        packed = dict(made)
        if guide and submission is not None:
            del packed[container_paths.GUIDE]
            packed[container_paths.GUIDE] = verification_guide.verify_text(
                packed,
                title=title_of_submission(submission, forms),
                language="en",
                signatory=signer.signatory if signer else None,
                stood=lambda: completeness(submission, forms, signed=signer is not None).stood(draft=signer is None),
            )
        path = tmp_path / "package.asice"
        container_writing.write_container(path, packed, signer, at)
        return inside.examine_whole(path, lambda _submission, _content: forms, trust=trust, now=at)

    return examined


def told(findings: ContainerFindings) -> str:
    return "\n".join(line for check in findings.checks for line in (check.sentence, *check.details) if not check.holds)


def test_a_package_as_it_was_made_is_sound_through_and_through(files: Files, judge: Judge) -> None:
    findings = judge(files)
    assert findings.sound
    assert [check.key for check in findings.checks][-5:] == ["record", "files", "documents", "guide", "comparison"]


def test_a_draft_as_it_was_made_is_whole(
    submission: Submission, catalogue: Catalogue, at: datetime, judge: Judge
) -> None:
    findings = judge(built(submission, catalogue, None, at), signer=None)
    assert findings.is_draft
    assert findings.refusal is None
    assert not findings.sound


# --- What people read says something else than the record


@pytest.mark.parametrize(
    "name", [container_paths.RECORD, container_paths.WORKBOOK, container_paths.REPORT, "pledges/01"]
)
def test_one_file_that_tells_another_story_is_noticed(
    name: str, files: Files, others: Files, submission: Submission, judge: Judge
) -> None:
    changed = next(each for each in files if each.startswith(name))
    findings = judge({**files, changed: others[changed]}, submission=submission)
    assert findings.refusal is Refusal.CONTRADICTS
    assert not findings.sound
    assert not findings.readable
    assert changed in told(findings) or "pledge" in told(findings)


def test_a_report_that_says_something_besides_is_noticed(
    files: Files, submission: Submission, catalogue: Catalogue, identity: Identity, at: datetime, judge: Judge
) -> None:
    more = write_report(submission, catalogue, language="en", draft=False, history_note="Nothing of this was meant.")
    signed = sign_pdf(more, identity, "Submission", "", at)
    findings = judge({**files, container_paths.REPORT: signed}, submission=submission)
    assert findings.refusal is Refusal.CONTRADICTS
    assert container_paths.REPORT in told(findings)


def workbook_with(content: bytes, change: Callable[[object], None]) -> bytes:
    book = load_workbook(io.BytesIO(content))
    change(book)
    return saved_as(book, content)


def more_sheets(book: object) -> None:
    book.create_sheet("Real pledges")["A1"] = "None"  # type: ignore[attr-defined]


def more_columns(book: object) -> None:
    sheet = book.worksheets[-3]  # type: ignore[attr-defined]
    sheet.cell(1, 60).value = "Real answer"
    sheet.cell(2, 60).value = "None"


def another_note(book: object) -> None:
    sheet = book.worksheets[0]  # type: ignore[attr-defined]
    sheet.cell(40, 1).value = "Pay to this account"


def a_formula(book: object) -> None:
    sheet = book.worksheets[0]  # type: ignore[attr-defined]
    sheet.cell(40, 1).value = '=HYPERLINK("http://example.org")'


@pytest.mark.parametrize("change", [more_sheets, more_columns, another_note, a_formula])
def test_a_workbook_that_says_something_besides_is_noticed(
    change: Callable[[object], None], files: Files, submission: Submission, judge: Judge
) -> None:
    book = workbook_with(files[container_paths.WORKBOOK], change)
    findings = judge({**files, container_paths.WORKBOOK: book}, submission=submission)
    assert findings.refusal is Refusal.CONTRADICTS
    assert not findings.sound


def test_what_was_packed_by_another_library_and_says_the_same_is_sound(
    files: Files, submission: Submission, judge: Judge
) -> None:
    book = workbook_with(files[container_paths.WORKBOOK], lambda _book: None)
    assert book != files[container_paths.WORKBOOK]
    assert judge({**files, container_paths.WORKBOOK: book}, submission=submission).sound


def test_what_another_version_wrote_is_read_back_and_compared(
    files: Files, others: Files, submission: Submission, monkeypatch: pytest.MonkeyPatch, judge: Judge
) -> None:
    monkeypatch.setattr(comparison, "writer", lambda: "99.1")
    assert judge(files).sound
    assert "contain anything else cannot be checked" in judge(files).checks[-1].details[0]
    for name in (container_paths.REPORT, container_paths.WORKBOOK, *(each for each in files if "pledges/" in each)):
        findings = judge({**files, name: others[name]}, submission=submission)
        assert findings.refusal is Refusal.CONTRADICTS, name
    assert (
        judge({**files, container_paths.GUIDE: files[container_paths.GUIDE] + b"Ask nobody.\n"}).refusal
        is Refusal.GUIDE
    )


def test_what_another_version_wrote_may_be_in_other_words(
    files: Files, submission: Submission, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, judge: Judge
) -> None:
    """Labels, choices and names of sheets change from version to version; a package does not become false by that."""
    kinds = {
        key: kind.changed(
            label=f"Another {kind.label}",
            plural=f"Other {kind.plural}",
            fields=tuple(field.changed(label=f"{field.label}, in other words") for field in kind.fields),
        )
        for key, kind in catalogue.kinds.items()
    }
    forms = replace(catalogue, kinds=kinds)
    assert judge(files, forms=forms).refusal is Refusal.CONTRADICTS, "this version has one way to say it"
    monkeypatch.setattr(comparison, "writer", lambda: "99.1")
    assert judge(files, forms=forms).sound


@pytest.mark.parametrize("changed", ["forms", "locale"])
def test_what_was_written_of_other_texts_under_the_same_number_does_not_become_false(
    changed: str, files: Files, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, judge: Judge
) -> None:
    folder = tmp_path / changed
    shutil.copytree(getattr(paths, changed)(), folder)
    text = next(folder.rglob("*.yaml" if changed == "forms" else "*.mo"))
    text.write_bytes(text.read_bytes().replace(b"e", b"a", 1))
    kinds = {key: kind.changed(plural=f"Other {kind.plural}") for key, kind in catalogue.kinds.items()}
    forms = replace(catalogue, kinds=kinds)
    assert judge(files, forms=forms).refusal is Refusal.CONTRADICTS
    monkeypatch.setattr(paths, changed, lambda: folder)
    writer.cache_clear()
    try:
        findings = judge(files, forms=forms)
        assert verification_guide.written_by(files[container_paths.GUIDE]).partition("+")[0] == __version__
    finally:
        writer.cache_clear()
    assert findings.sound
    assert "made by another version of the program" in findings.checks[-1].details[0]


# --- Files that are missing, or that nobody spoke of


@pytest.mark.parametrize(
    "name",
    [
        container_paths.RECORD,
        container_paths.REPORT,
        container_paths.WORKBOOK,
        container_paths.GUIDE,
        "attach",
        "pledges/02",
    ],
)
def test_a_file_that_is_missing_is_named(name: str, files: Files, judge: Judge) -> None:
    gone = next(each for each in files if each.startswith(name))
    findings = judge({each: content for each, content in files.items() if each != gone})
    assert findings.refusal is Refusal.MISSING
    assert gone in told(findings)


@pytest.mark.parametrize(
    "name", ["run-me.exe", "pledges/99-11111111.pdf", "attachments/0123456789abcdef.pdf", "a.json"]
)
def test_a_file_that_the_record_does_not_name_is_named(name: str, files: Files, judge: Judge) -> None:
    findings = judge({**files, name: b"MZ"})
    assert findings.refusal is Refusal.UNKNOWN_FILE
    assert name in told(findings)


def test_an_attached_file_that_no_answer_speaks_of_is_named(files: Files, judge: Judge) -> None:
    record = json.loads(files[container_paths.RECORD])
    sha256 = "ab" * 32
    record["attachments"].append(
        {"sha256": sha256, "name": "run.exe", "size": 2, "path": "attachments/abababababababab"}
    )
    findings = judge({**files, container_paths.RECORD: json.dumps(record).encode()})
    assert "The data file does not mention the attached file run.exe." in told(findings)


def test_an_attached_file_that_is_not_the_one_of_the_record_is_named(files: Files, judge: Judge) -> None:
    name = next(each for each in files if each.startswith("attachments/"))
    findings = judge({**files, name: b"Other minutes"})
    assert findings.refusal is Refusal.RECORD
    assert "Minutes of the workshop.txt" in told(findings)


@pytest.mark.parametrize("record", [b"", b"{}", b"[" * 100_000, b'{"format": "pledgebook-submission"}'])
def test_a_record_that_is_none_is_said_to_be_none(record: bytes, files: Files, judge: Judge) -> None:
    findings = judge({**files, container_paths.RECORD: record})
    assert findings.refusal is Refusal.RECORD
    assert not findings.readable


def test_texts_of_a_record_reach_no_sentence_raw(files: Files, judge: Judge) -> None:
    record = json.loads(files[container_paths.RECORD])
    record["entries"][0]["answers"]["x\x1b[2K\n✓ sound\u202e"] = {"value": "x", "at": "", "by": ""}
    record["attachments"][0]["name"] = "a\nb\x1b[31m\u202ec"
    record["attachments"][0]["size"] += 1
    findings = judge({**files, container_paths.RECORD: json.dumps(record).encode()})
    lines = [findings.summary, *(line for check in findings.checks for line in (check.sentence, *check.details))]
    assert not any(sign in line for line in lines for sign in "\n\x1b\u202e")


def test_a_guide_that_says_something_else_is_noticed(files: Files, judge: Judge) -> None:
    for guide in (
        b"All is well, ask nobody.\n",
        files[container_paths.GUIDE].replace(b"fingerprint", b"footprint", 1),
    ):
        findings = judge({**files, container_paths.GUIDE: guide})
        assert findings.refusal is Refusal.GUIDE


# --- Each PDF's own signature


def shadowed(pdf: bytes) -> bytes:
    """Return a PDF to which another first page was added that hides the one below."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    while "/Kids" in page:
        page = page["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT /F1 24 Tf 50 500 Td (FORGED) Tj ET"))
    writer.update_container(page)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("forge", "says"),
    [
        (lambda pdf, sign, _other: shadowed(sign(pdf)), "added to it after it was signed"),
        (lambda pdf, sign, _other: sign(shadowed(pdf)), "added to it after it was signed"),
        (lambda pdf, _sign, _other: pdf, "no signature of its own"),
        (lambda pdf, _sign, other: other(pdf), "by the signer of the package"),
        (lambda pdf, sign, _other: sign(sign(pdf)), "added to it after it was signed"),
        (lambda pdf, sign, _other: sign(pdf)[:-40], "not a PDF document"),
        (lambda pdf, sign, _other: sign(pdf) + b"\n%%EOF\n", "not a PDF document"),
        (lambda pdf, sign, _other: b"%PDF-1.7\n" + sign(pdf), "does not"),
        (lambda pdf, sign, _other: sign(pdf).replace(b"/Type /Page\n", b"/Type /Pag3\n", 1), "does not"),
        (lambda _pdf, _sign, _other: b"%PDF-1.4 not a pdf at all", "not a PDF document"),
        (lambda _pdf, _sign, _other: b"", "not a PDF document"),
    ],
    ids=["after", "before", "none", "other", "twice", "cut", "tail", "head", "altered", "garbage", "empty"],
)
def test_a_document_that_is_not_as_its_signer_left_it_is_named(
    forge: Callable[..., bytes],
    says: str,
    files: Files,
    submission: Submission,
    catalogue: Catalogue,
    identity: Identity,
    stranger: Identity,
    at: datetime,
    judge: Judge,
) -> None:
    pdf = write_report(submission, catalogue, language="en", draft=False)

    def by(signer: Identity) -> Callable[[bytes], bytes]:
        return lambda content: _signed(content, signer, at)

    findings = judge({**files, container_paths.REPORT: forge(pdf, by(identity), by(stranger))}, submission=submission)
    assert findings.refusal is Refusal.DOCUMENT_SIGNATURE
    assert container_paths.REPORT in told(findings)
    assert says in told(findings)


def _signed(content: bytes, signer: Identity, at: datetime) -> bytes:
    from desktop.package import signing

    if b"/Type /Sig" in content:
        # A second field of another name, as any signing program would add it.
        before, signing.FIELD = signing.FIELD, "Another"
        try:
            return sign_pdf(content, signer, "Submission", "", at)
        finally:
            signing.FIELD = before
    return sign_pdf(content, signer, "Submission", "", at)


def drawn(draw: Callable[[Canvas], None]) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=True)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize(
    "report",
    [
        drawn(lambda canvas: canvas.drawString(72, 700, "We promise nothing")),
        drawn(lambda canvas: canvas.showPage()),
    ],
    ids=["other text", "empty page"],
)
def test_a_document_that_another_program_wrote_and_the_signer_signed_is_named(
    report: bytes, files: Files, submission: Submission, identity: Identity, at: datetime, judge: Judge
) -> None:
    signed = sign_pdf(report, identity, "Submission", "", at)
    findings = judge({**files, container_paths.REPORT: signed}, submission=submission)
    assert findings.refusal is Refusal.CONTRADICTS
    assert container_paths.REPORT in told(findings)


# --- Signed and unsigned


@pytest.mark.parametrize("asked", [False, True], ids=["nobody", "somebody"])
def test_a_signature_that_was_taken_away_is_missed(asked: bool, files: Files, identity: Identity, judge: Judge) -> None:
    findings = judge(files, signer=None, trust=identity.certificate_pem.encode() if asked else None)
    assert Refusal.REMOVED in [check.refusal for check in findings.checks]
    assert not findings.is_draft
    assert "removed" in findings.summary


def test_a_draft_is_looked_into_also_where_a_signer_was_asked_for(
    submission: Submission, catalogue: Catalogue, identity: Identity, others: Files, at: datetime, judge: Judge
) -> None:
    draft, trust = built(submission, catalogue, None, at), identity.certificate_pem.encode()
    whole = judge(draft, signer=None, trust=trust)
    assert whole.is_draft, told(whole)
    assert not whole.sound
    assert whole.refusal is Refusal.OTHER_SIGNER
    for altered in (dict(draft, **{container_paths.REPORT: others[container_paths.REPORT]}), {"report.pdf": b"%PDF"}):
        findings = judge(altered, signer=None, trust=trust)
        assert not findings.is_draft
        assert "complete" not in findings.summary


def test_a_draft_that_somebody_signed_is_no_package(
    submission: Submission, catalogue: Catalogue, at: datetime, judge: Judge
) -> None:
    findings = judge(built(submission, catalogue, None, at))
    assert findings.refusal is Refusal.RECORD
    assert "draft" in findings.summary


def test_a_package_that_a_stranger_signed_anew_is_sound_and_nobody_vouches_for_the_name(
    submission: Submission, catalogue: Catalogue, stranger: Identity, at: datetime, judge: Judge
) -> None:
    findings = judge(built(submission, catalogue, stranger, at), signer=stranger)
    assert findings.sound
    assert "Nothing here confirms" in findings.summary
    assert stranger.short_fingerprint in findings.vouching


# --- What this program cannot tell


def other_forms(catalogue: Catalogue) -> Catalogue:
    return replace(catalogue, pack=catalogue.pack.changed(version="99"))


def test_a_package_of_other_forms_is_said_not_to_be_compared_and_can_be_read(
    files: Files, catalogue: Catalogue, judge: Judge
) -> None:
    findings = judge(files, forms=other_forms(catalogue))
    assert findings.refusal is Refusal.NOT_COMPARED
    assert not findings.sound
    assert findings.readable
    assert "forms that this program does not have" in told(findings)


def test_forms_that_cannot_be_made_are_said_not_to_be_there(
    files: Files, identity: Identity, at: datetime, tmp_path: Path
) -> None:
    def forms(_submission: Submission, _content: Callable[[str], bytes]) -> Catalogue:
        raise UserError("The pack cannot be used.")

    container_writing.write_container(tmp_path / "package.asice", files, identity, at)
    findings = inside.examine_whole(tmp_path / "package.asice", forms, now=at)
    assert findings.refusal is Refusal.NOT_COMPARED


def test_a_time_of_signing_that_is_still_to_come_is_told(files: Files, identity: Identity, tmp_path: Path) -> None:
    late = identity.not_after - timedelta(days=1)
    container_writing.write_container(tmp_path / "package.asice", files, identity, late)
    findings = inside.examine_whole(
        tmp_path / "package.asice", lambda *_each: pytest.fail("read"), now=late - timedelta(days=2)
    )
    assert findings.refusal is Refusal.TIME
    assert "clock" in findings.summary


def test_examining_can_be_stopped(files: Files, identity: Identity, at: datetime, tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int, text: str) -> None:
            if done > 10:
                raise Cancelled("Stopped.")

    container_writing.write_container(tmp_path / "package.asice", files, identity, at)
    with pytest.raises(Cancelled):
        inside.examine_whole(tmp_path / "package.asice", lambda *_each: pytest.fail("read"), now=at, work=Stop())


def test_while_a_package_is_compared_nothing_is_said_to_be_written(
    files: Files, identity: Identity, catalogue: Catalogue, at: datetime, tmp_path: Path
) -> None:
    """Its documents are written anew for it, which is nothing that whoever verifies or restores it has asked for."""

    class Watch:
        said: ClassVar[list[str]] = []

        def step(self, done: int, total: int, text: str) -> None:
            self.said.append(text)

    container_writing.write_container(tmp_path / "package.asice", files, identity, at)
    inside.examine_whole(tmp_path / "package.asice", lambda *_each: catalogue, now=at, work=Watch())
    assert "Comparing the workbook with the data file" in Watch.said
    assert not [text for text in Watch.said if not text or "Writing" in text or "Closing" in text or "Laying" in text]


def test_the_record_is_read_within_bounds(files: Files, judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(inside._MOST_OF, container_paths.RECORD, 100)
    monkeypatch.setattr(json_record, "from_bytes", lambda *_each: pytest.fail("read"))
    assert judge(files).refusal is Refusal.RECORD


def test_a_new_key_of_the_same_name_is_another_signer(files: Files, at: datetime, judge: Judge) -> None:
    again = create_identity("Desk officer A", "KE", "x", datetime(2026, 1, 1, tzinfo=UTC))
    assert judge(files, signer=again).refusal is Refusal.DOCUMENT_SIGNATURE


def test_who_listens_to_a_document_hears_nothing_else(
    files: Files,
    catalogue: Catalogue,
    judge: Judge,
    identity: Identity,
    at: datetime,
    submission: Submission,
) -> None:
    made = write_report(
        released(submission, catalogue, signed=True), catalogue, language="en", draft=False, code=_code(files, identity)
    )
    begin = made.index(b"/Alt(") + len(b"/Alt(")
    forged = made[:begin] + made[begin : begin + 4][::-1] + made[begin + 4 :]
    assert forged != made
    name = container_paths.REPORT
    for content, holds in ((made, True), (forged, False)):
        signed = sign_pdf(content, identity, "", "", at)
        findings = judge(files | {name: signed}, submission=submission)
        assert all(check.holds for check in findings.checks) is holds


def _code(files: Files, identity: Identity) -> str:
    return code_of(hashlib.sha256(files[container_paths.RECORD]).digest(), identity.signatory.fingerprint)
