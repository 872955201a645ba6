"""Look inside a package: what is signed is what is shown.

A signature stands over bytes. Whether the report, the workbook and the record say the same, and whether anything lies
beside them that nobody spoke of, is found out here, by the comparison that the export makes before it signs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import UserError
from desktop.i18n.number_formatting import counted
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext
from desktop.package import container_paths, examine, json_record
from desktop.package.container import AlteredMember
from desktop.package.container_findings import MOST_DETAILS, Check, ContainerFindings, Refusal, unvouched
from desktop.progress_reporter import NullProgress, Part, ProgressReporter

if TYPE_CHECKING:
    from desktop.catalogue.catalogue import Catalogue
    from desktop.package.record_shapes import JsonRecord
    from desktop.record.submission import Submission

Forms = Callable[["Submission", Callable[[str], bytes]], "Catalogue"]
"""Gives the forms that a submission uses, with the data packs among its files; those are read by their SHA-256.

Raises `UserError` where this program does not have them.
"""

_MOST_OF = {container_paths.RECORD: 1 << 26, container_paths.GUIDE: 1 << 22}
_MOST_OF_DOCUMENT = 1 << 26
_LONGEST_DETAIL = 400


def examine_whole(
    source: Path | bytes,
    forms: Forms,
    *,
    trust: bytes | None = None,
    now: datetime | None = None,
    work: ProgressReporter | None = None,
) -> ContainerFindings:
    """Examine a package, its signature and everything in it.

    Args:
        forms: gives the forms that the package was written with.
        trust, now: see `examine.examine`.

    Raises:
        CannotRead, NotACertificate: see `examine.examine`.
        Cancelled: somebody chose to stop.
    """
    work = work or NullProgress()
    work.step(0, 100, _("Verifying the package"))
    reading = Part(work, 0, 5)
    findings = examine.examine(
        source, trust=trust, now=now, step=lambda done, total: reading.step(done, total, _("Verifying the package"))
    )
    # A draft fails only where a signer was asked for: what is in it, and whether it is one at all, is looked at all the same.
    within = replace(findings, checks=()) if findings.is_draft else findings
    if not within.readable:
        return findings
    try:
        checks = list(_Inside(within, forms, work).checks())
    except AlteredMember as error:
        checks = [examine.failed("contents", [(Refusal.ALTERED, error.message)])]
    return _with(findings, checks)


def _with(findings: ContainerFindings, more: list[Check]) -> ContainerFindings:
    """Return the findings of the container together with those of what is inside."""
    checks = (*findings.checks, *more)
    if all(check.holds for check in more):
        return replace(findings, checks=checks)
    wrong = next((check for check in more if not check.holds and not check.is_open), None)
    if wrong is not None:
        return replace(
            findings,
            checks=checks,
            summary=wrong.sentence,
            is_draft=False,
            vouching="",
            contents={},
            signers=unvouched(findings.signers),
        )
    summary = (
        _("This is a draft without a signature, and its documents could not be compared with its data file.")
        if findings.is_draft
        else _(
            "The signature of the package is valid, but its documents could not be compared with its "
            "data file. So it is not known whether their content is the same."
        )
    )
    return replace(findings, checks=checks, summary=summary)


class _Inside:
    """Looks at one thing in a package after the other; whatever would mean nothing after a failure is left out."""

    def __init__(self, findings: ContainerFindings, forms: Forms, work: ProgressReporter) -> None:
        self._findings = findings
        self._contents = findings.contents
        self._facts = {fact.name: fact for fact in findings.members}
        self._forms = forms
        self._work = work

    def checks(self) -> Iterator[Check]:
        """Give the checks in the order in which they are made."""
        self._work.step(5, 100, _("Reading the data file"))
        record, check = self._record()
        yield check
        files = self._files(record)
        yield files
        documents = self._documents()
        yield documents
        if record is None or not (check.holds and files.holds and documents.holds):
            return
        yield from self._compared(record)

    def _record(self) -> tuple[JsonRecord | None, Check]:
        name = container_paths.RECORD
        if name not in self._contents:
            sentence = _("The package has no data file, so its content cannot be compared with anything.")
            return None, _wrong("record", Refusal.MISSING, [sentence])
        if self._facts[name].size > _MOST_OF[name]:
            return None, _wrong("record", Refusal.RECORD, [_("The data file is too large to be read.")])
        try:
            record = json_record.from_bytes(self._contents[name])
        except json_record.RecordProblem as problem:
            details = tuple(one_line(each, _LONGEST_DETAIL) for each in problem.details[:MOST_DETAILS])
            sentence = one_line(problem.message, _LONGEST_DETAIL)
            told = details if details != (sentence,) else ()
            return None, Check("record", False, sentence, told, Refusal.RECORD)
        if self._findings.is_draft and not record.draft:
            sentence = _(
                "The package was signed, but its signature was removed: nobody is responsible for its content now."
            )
            return record, _wrong("record", Refusal.REMOVED, [sentence])
        if record.draft and not self._findings.is_draft:
            sentence = _("The data file in the package is that of a draft, but drafts are never signed.")
            return record, _wrong("record", Refusal.RECORD, [sentence])
        return record, Check("record", True, _("The data file is present and can be read."))

    def _files(self, record: JsonRecord | None) -> Check:
        """See that every file is there that the record names, and no other."""
        expected = {container_paths.REPORT, container_paths.WORKBOOK, container_paths.RECORD, container_paths.GUIDE}
        wrong: list[tuple[Refusal, str]] = []
        if record is not None:
            submission = record.submission()
            expected |= set(container_paths.pledge_paths(submission.of_kind("pledge"), self._facts).values())
            expected |= {each.path for each in record.attachments}
            spoken_of = {str(a.value) for entry in submission.entries.values() for a in entry.answers.values()}
            for each in record.attachments:
                fact = self._facts.get(each.path)
                if fact is not None and (fact.sha256.hex(), fact.size) != (each.sha256, each.size):
                    sentence = _("The attached file {name} is not the one named in the data file.")
                    wrong.append((Refusal.RECORD, sentence.format(name=one_line(each.name))))
                if each.sha256 not in spoken_of:
                    sentence = _("The data file does not mention the attached file {name}.")
                    wrong.append((Refusal.UNKNOWN_FILE, sentence.format(name=one_line(each.name))))
        missing = sorted(expected - set(self._facts))
        wrong += [(Refusal.MISSING, _("The file {name} is missing.").format(name=one_line(each))) for each in missing]
        wrong += [
            (Refusal.UNKNOWN_FILE, _("The file {name} does not belong in a package.").format(name=one_line(each)))
            for each in sorted(set(self._facts) - expected)
            if record is not None or not each.startswith((container_paths.PLEDGES, container_paths.ATTACHMENTS))
        ]
        if wrong:
            return _wrong("files", wrong[0][0], [sentence for _refusal, sentence in wrong])
        return Check("files", True, _("All files named in the data file are there, and no others."))

    def _documents(self) -> Check:
        """See that every PDF bears the signature of the package's signer, whole, or none in a draft."""
        from desktop.package import document_signature

        names = [
            name for name in self._facts if name == container_paths.REPORT or name.startswith(container_paths.PLEDGES)
        ]
        wrong = []
        for number, name in enumerate(names):
            self._work.step(10 + 20 * number // len(names), 100, _("Checking the signatures of the documents"))
            problem = (
                _("It is too large for a document in a package.")
                if self._facts[name].size > _MOST_OF_DOCUMENT
                else document_signature.flaw(self._contents[name], self._findings)
            )
            if problem:
                wrong.append(_("{name}: {problem}").format(name=one_line(name), problem=problem))
        if wrong:
            return _wrong("documents", Refusal.DOCUMENT_SIGNATURE, wrong)
        if self._findings.is_draft:
            return Check("documents", True, _("The documents are intact, and have no signature."))
        return Check(
            "documents",
            True,
            _("Each PDF was signed by the signer of the package, and the signature covers the whole document."),
        )

    def _compared(self, record: JsonRecord) -> Iterator[Check]:
        from desktop.package import comparison

        if self._facts[container_paths.WORKBOOK].size > _MOST_OF_DOCUMENT or (
            self._facts[container_paths.GUIDE].size > _MOST_OF[container_paths.GUIDE]
        ):
            yield _wrong("comparison", Refusal.CONTRADICTS, [_("The workbook or the guide is too large to be read.")])
            return
        submission = record.submission()
        places = {each.sha256: each.path for each in record.attachments}
        try:
            catalogue = self._forms(submission, lambda sha256: self._contents[places[sha256]])
        except UserError:
            catalogue = None
        if catalogue is None or not comparison.knows(record, catalogue):
            sentence = _(
                "The package was made with forms that this program does not have, so its documents could not be "
                "compared with its data file."
            )
            yield Check("comparison", False, sentence, refusal=Refusal.NOT_COMPARED)
            return
        held = comparison.Held(record, submission, catalogue, self._contents, self._facts, self._findings)
        wrong = comparison.guide_flaws(held)
        if wrong:
            yield _wrong("guide", Refusal.GUIDE, wrong)
        else:
            yield Check("guide", True, _("The guide VERIFY.txt agrees with the package."))
        wrong = comparison.differences(held, self._work)
        if wrong:
            yield _wrong("comparison", Refusal.CONTRADICTS, wrong)
            return
        besides = _(
            "They were made by another version of the program. All texts and numbers that people wrote were found in "
            "them. Whether they contain anything else cannot be checked here."
        )
        details = () if held.by_this_version else (besides,)
        yield Check(
            "comparison",
            True,
            _("The report, the pledges and the workbook have the same content as the data file."),
            details,
        )


def _wrong(key: str, refusal: Refusal, sentences: list[str]) -> Check:
    """Return a check that does not hold; what it tells may be made of anybody's words, so each is cleaned."""
    told = tuple(one_line(each, _LONGEST_DETAIL) for each in sentences[:MOST_DETAILS])
    if len(sentences) == 1:
        return Check(key, False, told[0], refusal=refusal)
    count = len(sentences)
    if key == "documents":
        sentence = ngettext(
            "{count} document does not have the signature that it should have.",
            "{count} documents do not have the signatures that they should have.",
            count,
        )
    elif key == "comparison":
        sentence = ngettext(
            "What people read in the package differs from its data file in {count} place.",
            "What people read in the package differs from its data file in {count} places.",
            count,
        )
    else:
        sentence = ngettext(
            "The parts of the package do not agree: {count} file in it is not as it should be.",
            "The parts of the package do not agree: {count} files in it are not as they should be.",
            count,
        )
    return Check(key, False, sentence.format(count=counted(count)), told, refusal)
