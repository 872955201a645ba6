"""Export a package: write everything, read it back, compare, sign, and only then let it stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.catalogue import language as languages
from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.language import gettext as _
from desktop.catalogue.language import ngettext
from desktop.operations.check import check
from desktop.record.problems import Known
from desktop.record.readiness import Finding
from desktop.record.release import released, released_deeds
from desktop.record.submission import Submission
from desktop.record.work import Quiet, Work
from desktop.store.file import SubmissionFile

if TYPE_CHECKING:
    from desktop.package.identity import Identity
    from desktop.package.proof import Proof

SUFFIX = ".asice"


class Blocked(Known):
    """Findings stand in the way of a signed package; `details` names them. A draft can be made all the same."""


class Incomplete(Blocked):
    """Nothing is wrong, but something is lacking for the forum; `details` names it. It can be signed as it is."""


@dataclass(frozen=True)
class Exported:
    """A package that stands.

    Args:
        path: where it lies.
        proof: what was read back and compared before it was signed.
        draft: whether it is an unsigned draft.
        noted: why the submission file could not remember this export, in a sentence; empty when it does.
    """

    path: Path
    proof: Proof
    draft: bool
    noted: str = ""


def export(
    file: SubmissionFile,
    catalogue: Catalogue,
    folder: Path,
    *,
    identity: Identity | None,
    at: datetime,
    draft: bool = False,
    language: str = "",
    history: bool = False,
    work: Work | None = None,
) -> Exported:
    """Write one package into a folder.

    Args:
        identity: who signs; a draft is not signed and needs none.
        at: the time of signing, UTC; a draft carries none.
        language: of the package; that of the submission when empty.
        history: whether the history of what leaves goes along: earlier wordings, and who said what.

    Raises:
        Blocked: something blocks, and it is no draft.
        Cancelled: somebody chose to stop; no package stands and none is half written.
        Known: the package could not be written, or what was read back is not what the file says.
    """
    from desktop.package import container, contents, examine

    work = work or Quiet()
    submission = file.read()
    if not draft:
        _refuse_when_blocked(check(submission, catalogue).of("blocks"))
        if identity is None:
            raise Known(_("A package is signed: choose a signing key, or make a draft."))
    about = submission.about
    language = language or about.text("package_language") or about.text("language") or "en"
    signer = None if draft else identity
    leaving = released(submission, catalogue, signed=not draft)
    with languages.speaking(language):
        built = contents.build(
            leaving,
            released_deeds(list(file.deeds()), submission, catalogue, signed=not draft) if history else [],
            catalogue,
            file.content,
            language=language,
            draft=draft,
            signer=signer,
            at=at,
            work=work,
        )
    _make(folder)
    path = folder / name_of(about.text("country"), about.text("cycle"), at, draft=draft)
    work.step(97, 100, _("Writing the package"))
    container.write_container(path, built.members, signer, at)
    # The last look is at the file that stands there, not at what was meant to be written.
    findings = examine.examine(path)
    if not (findings.is_draft if draft else findings.sound):
        path.unlink(missing_ok=True)
        raise Known(_("The package could not be read back as it was written, and was removed. Please try again."))
    noted = _note(file, submission, at, path, signer)
    work.step(100, 100, _("Done"))
    return Exported(path, built.proof, draft, noted)


def _note(file: SubmissionFile, submission: Submission, at: datetime, path: Path, signer: Identity | None) -> str:
    """Let the file remember the export; returns why it cannot. The package stands all the same."""
    try:
        file.note_export(
            submission,
            at=at,
            draft=signer is None,
            package=path.name,
            signer=signer.name if signer else "",
            fingerprint=signer.fingerprint if signer else "",
        )
    except Known as problem:
        return problem.message
    return ""


def refuse_incomplete(submission: Submission, catalogue: Catalogue) -> None:
    """Refuse to sign what is not complete for the forum, for those who have not said that they want to.

    Raises:
        Incomplete: something is lacking; what blocks is not looked at here.
    """
    checked = check(submission, catalogue)
    if not checked.blocked and not checked.complete.complete:
        raise Incomplete(
            _("Not signed: the submission is not complete for the forum. To sign it as it is, add --incomplete."),
            (*checked.complete.named(), *checked.complete.lines()),
        )


def name_of(country: str, cycle: str, at: datetime, *, draft: bool) -> str:
    """Return the file name of a package, such as `KE-2026-20260302-140511.asice`; ASCII only, so it travels well."""
    name = f"{country or 'demonstration'}-{cycle}-{at:%Y%m%d-%H%M%S}"
    return f"{name}-draft{SUFFIX}" if draft else f"{name}{SUFFIX}"


def _refuse_when_blocked(blocking: Sequence[Finding]) -> None:
    if blocking:
        raise Blocked(
            ngettext(
                "{count} finding blocks signing. Mend it, or export a draft.",
                "{count} findings block signing. Mend them, or export a draft.",
                len(blocking),
            ).format(count=len(blocking)),
            tuple(finding.text for finding in blocking),
        )


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Known(_("The folder {name} cannot be made.").format(name=folder)) from error
