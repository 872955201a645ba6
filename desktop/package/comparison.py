"""Hold what people read in a package against its record.

Each document is written anew from the record. When that gives the same bytes, as it does where the same program wrote it
of the same texts, nothing is left to ask. Otherwise it is read back, within bounds, and compared as the export compares before it signs;
it must then also say nothing besides. What another version wrote has other words: there, what people wrote is looked for.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.catalogue.catalogue import Catalogue
from desktop.i18n.translation import LANGUAGES, use_language
from desktop.i18n.translation import gettext as _
from desktop.i18n.unicode_form import piled_up
from desktop.package import container_paths, document_signature, pdf_form, signing, verification_guide, workbook_form
from desktop.package.report import write_pledge, write_report
from desktop.package.report.pdf_text import extracted, normal
from desktop.package.report.submission_facts import moment_of
from desktop.package.submission_title import title_of_submission
from desktop.package.workbook import write_workbook
from desktop.package.writer import writer
from desktop.progress_reporter import Part, ProgressReporter
from desktop.record.completeness import completeness
from desktop.record.submission import Submission

if TYPE_CHECKING:
    from desktop.package.container import Member
    from desktop.package.examine import ContainerFindings
    from desktop.package.record_shapes import JsonRecord

# What readers meet hostile content with; any of it means that the document is not one of ours.
_BROKEN = (*signing.BROKEN, EOFError, OSError, struct.error, zlib.error)

_MOST_TO_SEARCH = 10**11
"""Characters in which entries are looked for, all entries together: a day is too long for a hostile record."""


@dataclass(frozen=True)
class Held:
    """A package whose record could be read, with all that is needed to compare.

    Args:
        record: the record.
        submission: what it holds.
        catalogue: the forms that it was written with.
        contents: name to content of each file, read when it is asked for.
        facts: name to size and digest of each file.
        findings: of the container.
    """

    record: JsonRecord
    submission: Submission
    catalogue: Catalogue
    contents: Mapping[str, bytes]
    facts: Mapping[str, Member]
    findings: ContainerFindings

    @property
    def by_this_version(self) -> bool:
        """Whether the package says that this version of the program wrote it, of the same texts."""
        return verification_guide.written_by(self.contents[container_paths.GUIDE]) == writer()


def knows(record: JsonRecord, catalogue: Catalogue) -> bool:
    """Whether these are the forms, and this a program, that the record was written with."""
    pack = catalogue.pack
    return (
        record.language in LANGUAGES
        and (record.pack.key, record.pack.version, record.pack.cycle) == (pack.key, pack.version, pack.cycle)
        and all(entry.kind in catalogue.kinds for entry in record.entries)
    )


def guide_flaws(held: Held) -> list[str]:
    """Return what the guide for whoever checks the package says that is not so."""
    files = {name: fact for name, fact in held.facts.items() if name != container_paths.GUIDE}
    guide = held.contents[container_paths.GUIDE]
    summed = {name: fact.sha256 for name, fact in files.items()}
    draft = held.record.draft
    if held.by_this_version:
        with use_language(held.record.language):
            anew = verification_guide.guide_of(
                {name: fact.size for name, fact in files.items()},
                summed,
                title=title_of_submission(held.submission, held.catalogue),
                language=held.record.language,
                signatory=held.findings.signer,
                announced=held.findings.announced,
                stood=lambda: completeness(held.submission, held.catalogue, signed=not draft).stood(draft=draft),
            )
        if guide != anew:
            return [_("{name} does not contain what Pledgebook writes into it.").format(name=container_paths.GUIDE)]
        return []
    # Another version has other words; the digests and the fingerprint are what somebody goes by.
    end = "\n".join(
        [verification_guide.RULE, "SHA-256", verification_guide.RULE, "", *verification_guide.digests(summed), ""]
    )
    signer = held.findings.signer
    digits = signer.fingerprint.split() if signer else []
    halves = [" ".join(digits[:8]).encode(), " ".join(digits[8:]).encode()]
    if not guide.endswith(end.encode()) or not all(each in guide for each in halves):
        return [_("The SHA-256 values in {name} are not those of the files.").format(name=container_paths.GUIDE)]
    return []


def differences(held: Held, work: ProgressReporter) -> list[str]:
    """Return what workbook, report and pledges do not say as the record says it, each in a sentence.

    Raises Cancelled when somebody chose to stop.
    """
    # In the language of whoever watches, which need not be that of the package.
    workbook, report = _("Comparing the workbook with the data file"), _("Comparing the report with the data file")
    documents, done = _("Comparing the documents with the data file"), _("Everything was compared")
    from desktop.package.readback import compare_cleared

    with use_language(held.record.language), document_signature.unheard():
        work.step(30, 100, workbook)
        found = [] if held.record.draft else compare_cleared(held.submission, held.catalogue)
        found += list(_workbook(held, Part(work, 30, 45, workbook)))
        work.step(45, 100, report)
        found += _documents(held, Part(work, 45, 70, report), Part(work, 70, 95, documents))
        work.step(100, 100, done)
    return found


def _workbook(held: Held, work: ProgressReporter) -> Iterator[str]:
    language, draft = held.record.language, held.record.draft
    given = held.contents[container_paths.WORKBOOK]
    anew = write_workbook(held.submission, held.catalogue, language=language, draft=draft, work=work)
    if given == anew:
        return
    from desktop.package.readback_charts import charts_of
    from desktop.package.readback_formulas import formulas_of
    from desktop.package.readback_workbook import compare_workbook, sheets_of

    try:
        workbook_form.see_only_cells(given)
    except workbook_form.NotOurFormError as error:
        yield _("{name}: {problem}").format(name=container_paths.WORKBOOK, problem=error)
        return
    if not held.by_this_version:
        from desktop.package import readback_earlier

        yield from readback_earlier.compare_workbook(held.submission, held.catalogue, given).differences
        return
    compared = compare_workbook(held.submission, held.catalogue, given, draft=draft)
    yield from compared.differences
    if not compared.differences and any(of(given) != of(anew) for of in (sheets_of, charts_of, formulas_of)):
        yield _says_more(container_paths.WORKBOOK)


def _documents(held: Held, writing: ProgressReporter, work: ProgressReporter) -> Iterator[str]:
    """Compare the report and the pledges; only what is not as it is written anew has to be read."""
    pledges = held.submission.of_kind("pledge")
    paths = container_paths.pledge_paths(pledges, held.contents)
    makers: dict[str, Callable[[], bytes]] = {container_paths.REPORT: lambda: _report(held, writing)}
    at = moment_of(held.submission)
    for pledge in pledges:
        makers[paths[pledge.id]] = lambda pledge=pledge: write_pledge(  # type: ignore[misc]
            held.submission, held.catalogue, pledge, language=held.record.language, draft=held.record.draft, at=at
        )
    strange = []
    for number, (name, make) in enumerate(makers.items()):
        if number:
            work.step(number, len(makers), "")
        anew, given = make(), held.contents[name]
        # A signed one begins with what was written, and the signature follows.
        if given[: pdf_form.revisions(given)[0]] != anew:
            yield from (problems := list(_read_back(held, name, given, anew)))
            strange += [] if problems else [name]
    if strange:
        yield from _compared(held, paths)


def _report(held: Held, work: ProgressReporter) -> bytes:
    language, draft = held.record.language, held.record.draft
    code = held.findings.code
    return write_report(held.submission, held.catalogue, language=language, draft=draft, code=code, work=work)


def _read_back(held: Held, name: str, given: bytes, anew: bytes) -> Iterator[str]:
    from pypdf.errors import PyPdfError

    try:
        pdf_form.see_only_what_we_draw(given)
        told = extracted(given)
        if piled_up(told):
            yield _("{name} cannot be read back for checking.").format(name=name)
            return
        text = normal(told)
        same = text == normal(extracted(anew)) and pdf_form.heard(given) == pdf_form.heard(anew)
        if len(text) * len(held.submission.entries) > _MOST_TO_SEARCH:
            yield _("{name} is too large to be compared.").format(name=name)
            return
    except pdf_form.NotOurFormError as error:
        yield _("{name}: {problem}").format(name=name, problem=error)
    except (PyPdfError, *_BROKEN):
        yield _("{name} cannot be read back for checking.").format(name=name)
    else:
        if not same and held.by_this_version:
            yield _says_more(name)


def _compared(held: Held, paths: Mapping[str, str]) -> list[str]:
    from desktop.package import readback_earlier, readback_pdf

    documents = _Pledges(held.contents, paths)
    compare_pdfs = readback_pdf.compare_pdfs if held.by_this_version else readback_earlier.compare_pdfs
    return compare_pdfs(held.submission, held.catalogue, held.contents[container_paths.REPORT], documents).differences


class _Pledges(Mapping[str, bytes]):
    """Id of a pledge to its PDF, read when it is asked for."""

    def __init__(self, contents: Mapping[str, bytes], paths: Mapping[str, str]) -> None:
        self._contents = contents
        self._paths = paths

    def __getitem__(self, pledge: str) -> bytes:
        return self._contents[self._paths[pledge]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _says_more(name: str) -> str:
    return _("{name} does not have the same content as the data file, or contains something else as well.").format(
        name=name
    )
