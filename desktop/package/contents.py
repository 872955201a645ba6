"""What goes into a package: every file but the signature over it, written, read back, compared and only then signed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import use_language
from desktop.package import container_paths, json_record, verification_guide, workbook
from desktop.package.code_to_read_out import code_of
from desktop.package.readback import ReadBack, read_back
from desktop.package.report import write_pledge, write_report
from desktop.package.report.submission_facts import country_of, moment_of
from desktop.package.submission_title import title_of_submission
from desktop.progress_reporter import NullProgress, Part, ProgressReporter
from desktop.record.completeness import completeness
from desktop.record.entry import Entry
from desktop.record.history import Revision
from desktop.record.submission import Attachment, Submission

if TYPE_CHECKING:
    from desktop.package.announced_signers import AnnouncedSigner
    from desktop.package.certificate import Signatory
    from desktop.package.signer import Signer


class AttachmentChanged(UserError):
    """An attached file is not in the submission any more as it was when it was attached."""


@dataclass(frozen=True)
class Built:
    """The payload of a package.

    Args:
        members: name in the package to content; an attached file is read when it is asked for.
        readback: what was read back and compared before anything was signed.
    """

    members: Mapping[str, bytes]
    readback: ReadBack

    @property
    def signed(self) -> list[str]:
        """The names of the documents, each of which bears a signature of its own in a signed package."""
        return [
            name for name in self.members if name == container_paths.REPORT or name.startswith(container_paths.PLEDGES)
        ]


class _Files(Mapping[str, bytes]):
    """The files of a package: what was made is held, what was attached is read one at a time."""

    def __init__(
        self, made: dict[str, bytes], attached: Mapping[str, Attachment], read: Callable[[str], bytes]
    ) -> None:
        self._made = made
        self._attached = attached
        self._read = read

    def __getitem__(self, name: str) -> bytes:
        """Return a file. Raises AttachmentChanged when an attached one is not what it was."""
        if name in self._made:
            return self._made[name]
        file = self._attached[name]
        content = self._read(file.sha256)
        if hashlib.sha256(content).hexdigest() != file.sha256 or len(content) != file.size:
            raise AttachmentChanged(
                _("The attached file {name} has changed since it was attached. Please attach it again.").format(
                    name=one_line(file.name)
                )
            )
        return content

    def __iter__(self) -> Iterator[str]:
        yield from self._made
        yield from self._attached

    def __len__(self) -> int:
        return len(self._made) + len(self._attached)


def build(
    submission: Submission,
    revisions: Sequence[Revision],
    catalogue: Catalogue,
    attachment: Callable[[str], bytes],
    *,
    language: str,
    draft: bool,
    signer: Signer | None,
    at: datetime,
    announced: Sequence[AnnouncedSigner] = (),
    work: ProgressReporter | None = None,
) -> Built:
    """Make every file of a package but the signature over all.

    Args:
        submission: what is released, and nothing else.
        revisions: its history as released, oldest first.
        attachment: gives the bytes of an attached file by its SHA-256.
        language: of the package, ISO 639-1.
        draft: whether it is a draft, which nobody signs.
        signer: who signs each PDF; None for a draft.
        at: the time of signing, with its time zone.
        announced: who is to sign as well.

    Raises:
        ReadBackFailed: what was read back is not what the submission says.
        RecordProblem: something in the submission has no place in the record.
        AttachmentChanged: an attached file is not what it was.
        Cancelled: somebody chose to stop.
        UserError: the signer refuses.
    """
    work = work or NullProgress()
    with use_language(language):
        signatory = _signatory(signer)
        files, found = _written(submission, revisions, catalogue, language, draft, signatory, work)
        if signer is not None:
            _sign(files, submission, catalogue, signer, at, Part(work, 75, 90))
        work.step(90, 100, _("Adding the attached files"))
        paths = container_paths.attachment_paths(submission.attachments.values())
        attached = {paths[sha256]: file for sha256, file in sorted(submission.attachments.items())}
        whole = _Files(files, attached, attachment)
        work.step(95, 100, _("Creating the guide for checking the package"))
        files[container_paths.GUIDE] = verification_guide.verify_text(
            _Files(dict(files), attached, attachment),
            title=title_of_submission(submission, catalogue),
            language=language,
            signatory=signatory,
            announced=announced,
            stood=lambda: completeness(submission, catalogue, signed=not draft).stood(draft=draft),
        )
    return Built(whole, found)


def _written(
    submission: Submission,
    revisions: Sequence[Revision],
    catalogue: Catalogue,
    language: str,
    draft: bool,
    signatory: Signatory | None,
    work: ProgressReporter,
) -> tuple[dict[str, bytes], ReadBack]:
    """Write record, workbook, report and pledges, and read them back."""
    work.step(0, 100, _("Creating the data file"))
    record = json_record.to_bytes(
        json_record.to_record(submission, revisions, catalogue, language=language, draft=draft)
    )
    sheets = workbook.write_workbook(submission, catalogue, language=language, draft=draft, work=Part(work, 5, 20))
    code = code_of(hashlib.sha256(record).digest(), signatory.fingerprint if signatory else "")
    report = write_report(submission, catalogue, language=language, draft=draft, code=code, work=Part(work, 20, 45))
    pledges = _pledges(submission, catalogue, language, draft, Part(work, 45, 60))
    found = read_back(
        submission,
        revisions,
        catalogue,
        workbook=sheets,
        report=report,
        pledges={pledge.id: pdf for pledge, pdf in pledges},
        record=record,
        language=language,
        draft=draft,
        work=Part(work, 60, 75),
    )
    files = {container_paths.RECORD: record, container_paths.WORKBOOK: sheets, container_paths.REPORT: report}
    files |= {container_paths.pledge_path(number, pledge): pdf for number, (pledge, pdf) in enumerate(pledges, 1)}
    return files, found


def _pledges(
    submission: Submission, catalogue: Catalogue, language: str, draft: bool, work: ProgressReporter
) -> list[tuple[Entry, bytes]]:
    pledges = submission.of_kind("pledge")
    made = []
    moment = moment_of(submission)
    for number, pledge in enumerate(pledges):
        work.step(number, len(pledges), _("Creating the pledge documents"))
        made.append((pledge, write_pledge(submission, catalogue, pledge, language=language, draft=draft, at=moment)))
    return made


def _sign(
    files: dict[str, bytes],
    submission: Submission,
    catalogue: Catalogue,
    signer: Signer,
    at: datetime,
    work: ProgressReporter,
) -> None:
    """Sign each PDF; what was read back stays as it was, and the signature follows it."""
    from desktop.package.signing import sign_pdf

    reason = _("This document belongs to a signed submission.")
    place = country_of(submission, catalogue)
    names = [name for name in files if name.endswith(".pdf")]
    for number, name in enumerate(names):
        work.step(number, len(names), _("Signing the documents"))
        signed = sign_pdf(files[name], signer, reason, place, at)
        if not signed.startswith(files[name]):
            raise RuntimeError(f"signing changed {name}")
        files[name] = signed


def _signatory(signer: Signer | None) -> Signatory | None:
    if signer is None:
        return None
    from desktop.package.certificate import signatory

    return signatory(signer.certificates[0])
