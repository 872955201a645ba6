"""Hold what people read in a package against its record.

Each document is written anew from the record. When that gives the same bytes, as it does where the same program wrote it,
nothing is left to ask. Otherwise it is read back, within bounds, and compared as the export compares before it signs;
what the same version of the program wrote must then also say nothing besides.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.composing import piled_up
from desktop.catalogue.language import LANGUAGES, speaking
from desktop.catalogue.language import gettext as _
from desktop.package import document_signature, members, pdf_form, signing, verify_text, workbook_form
from desktop.package.about import title_of_submission
from desktop.package.contents import Part
from desktop.package.report import write_pledge, write_report
from desktop.package.report.reading import extracted, normal
from desktop.package.workbook import write_workbook
from desktop.record.completeness import completeness
from desktop.record.submission import Submission
from desktop.record.work import Work

if TYPE_CHECKING:
    from desktop.package.container import Member
    from desktop.package.examine import ContainerFindings
    from desktop.package.machine import MachineRecord

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

    record: MachineRecord
    submission: Submission
    catalogue: Catalogue
    contents: Mapping[str, bytes]
    facts: Mapping[str, Member]
    findings: ContainerFindings

    @property
    def by_this_version(self) -> bool:
        """Whether the package says that this version of the program wrote it."""
        return verify_text.written_by(self.contents[members.GUIDE]) == __version__


def knows(record: MachineRecord, catalogue: Catalogue) -> bool:
    """Whether these are the forms, and this a program, that the record was written with."""
    pack = catalogue.pack
    return (
        record.language in LANGUAGES
        and (record.pack.key, record.pack.version, record.pack.cycle) == (pack.key, pack.version, pack.cycle)
        and all(entry.kind in catalogue.kinds for entry in record.entries)
    )


def guide_flaws(held: Held) -> list[str]:
    """Return what the guide for whoever checks the package says that is not so."""
    files = {name: fact for name, fact in held.facts.items() if name != members.GUIDE}
    guide = held.contents[members.GUIDE]
    summed = {name: fact.sha256 for name, fact in files.items()}
    draft = held.record.draft
    if held.by_this_version:
        with speaking(held.record.language):
            anew = verify_text.guide_of(
                {name: fact.size for name, fact in files.items()},
                summed,
                title=title_of_submission(held.submission, held.catalogue),
                language=held.record.language,
                signatory=held.findings.signer,
                stood=lambda: completeness(held.submission, held.catalogue, signed=not draft).stood(draft=draft),
            )
        if guide != anew:
            return [_("{name} does not say what Pledgebook writes into it.").format(name=members.GUIDE)]
        return []
    # Another version has other words; the digests and the fingerprint are what somebody goes by.
    end = "\n".join([verify_text.RULE, "SHA-256", verify_text.RULE, "", *verify_text.digests(summed), ""])
    signer = held.findings.signer
    digits = signer.fingerprint.split() if signer else []
    halves = [" ".join(digits[:8]).encode(), " ".join(digits[8:]).encode()]
    if not guide.endswith(end.encode()) or not all(each in guide for each in halves):
        return [_("{name} names other digests than the files have.").format(name=members.GUIDE)]
    return []


def differences(held: Held, work: Work) -> list[str]:
    """Return what workbook, report and pledges do not say as the record says it, each in a sentence.

    Raises Cancelled when somebody chose to stop.
    """
    with speaking(held.record.language), document_signature.unheard():
        work.step(30, 100, _("Comparing the workbook with the record"))
        found = list(_workbook(held, Part(work, 30, 45)))
        work.step(45, 100, _("Comparing the report with the record"))
        found += _documents(held, work)
        work.step(100, 100, _("Everything was compared"))
    return found


def _workbook(held: Held, work: Work) -> Iterator[str]:
    language, draft = held.record.language, held.record.draft
    given = held.contents[members.WORKBOOK]
    anew = write_workbook(held.submission, held.catalogue, language=language, draft=draft, work=work)
    if given == anew:
        return
    from desktop.package.proof_workbook import compare_workbook, sheets_of

    try:
        workbook_form.see_only_cells(given)
    except workbook_form.NotOurFormError as error:
        yield _("{name}: {problem}").format(name=members.WORKBOOK, problem=error)
        return
    compared = compare_workbook(held.submission, held.catalogue, given, draft=draft)
    yield from compared.differences
    if not compared.differences and held.by_this_version and sheets_of(given) != sheets_of(anew):
        yield _says_more(members.WORKBOOK)


def _documents(held: Held, work: Work) -> Iterator[str]:
    """Compare the report and the pledges; only what is not as it is written anew has to be read."""
    pledges = held.submission.of_kind("pledge")
    paths = {each.id: members.pledge_path(number, each) for number, each in enumerate(pledges, 1)}
    makers: dict[str, Callable[[], bytes]] = {members.REPORT: lambda: _report(held, Part(work, 45, 70))}
    for pledge in pledges:
        makers[paths[pledge.id]] = lambda pledge=pledge: write_pledge(  # type: ignore[misc]
            held.submission, held.catalogue, pledge, language=held.record.language, draft=held.record.draft
        )
    strange = []
    for number, (name, make) in enumerate(makers.items()):
        if number:
            work.step(70 + 25 * number // len(makers), 100, _("Comparing the documents with the record"))
        anew, given = make(), held.contents[name]
        # A signed one begins with what was written, and the signature follows.
        if given[: pdf_form.revisions(given)[0]] != anew:
            yield from (problems := list(_read_back(held, name, given, anew)))
            strange += [] if problems else [name]
    if strange:
        yield from _compared(held, paths)


def _report(held: Held, work: Work) -> bytes:
    language, draft = held.record.language, held.record.draft
    return write_report(held.submission, held.catalogue, language=language, draft=draft, work=work)


def _read_back(held: Held, name: str, given: bytes, anew: bytes) -> Iterator[str]:
    from pypdf.errors import PyPdfError

    try:
        pdf_form.see_only_what_we_draw(given)
        told = extracted(given)
        if piled_up(told):
            yield _("{name} cannot be read back.").format(name=name)
            return
        text = normal(told)
        same = text == normal(extracted(anew))
        if len(text) * len(held.submission.entries) > _MOST_TO_SEARCH:
            yield _("{name} is too large to be compared.").format(name=name)
            return
    except pdf_form.NotOurFormError as error:
        yield _("{name}: {problem}").format(name=name, problem=error)
    except (PyPdfError, *_BROKEN):
        yield _("{name} cannot be read back.").format(name=name)
    else:
        if not same and held.by_this_version:
            yield _says_more(name)


def _compared(held: Held, paths: Mapping[str, str]) -> list[str]:
    from desktop.package.proof_pdf import compare_pdfs

    documents = _Pledges(held.contents, paths)
    return compare_pdfs(held.submission, held.catalogue, held.contents[members.REPORT], documents).differences


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
    return _("{name} does not say what the record says, or says something besides.").format(name=name)
