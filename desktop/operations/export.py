"""Export a package: write everything, read it back, compare, sign, and only then let it stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import decimal

from desktop.atomic_write import make_folder
from desktop.catalogue.catalogue import Catalogue
from desktop.errors import UserError
from desktop.i18n import translation as languages
from desktop.i18n.lists import separated
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext, pgettext
from desktop.operations.check import check
from desktop.operations.forms_in_use import KIND as PACK
from desktop.operations.restore_points import mark
from desktop.operations.verify import forms_without_file
from desktop.progress_reporter import NullProgress, Part, ProgressReporter
from desktop.record.entry import Entry
from desktop.record.findings import nothing_yet
from desktop.record.purpose import in_file_names, purpose_in
from desktop.record.readiness import Finding
from desktop.record.release import released
from desktop.record.released_history import History, history_with
from desktop.record.restore_points import BEFORE_SIGNING
from desktop.record.stale_translations import languages_in_use
from desktop.record.standing_sentences import said_of_an_empty_one
from desktop.record.submission import Submission
from desktop.store.file import SubmissionFile

if TYPE_CHECKING:
    from desktop.package.announced_signers import AnnouncedSigner
    from desktop.package.contents import Built
    from desktop.package.readback import ReadBack
    from desktop.package.signer import Signer

SUFFIX = ".asice"

_COUNTRY = re.compile("[A-Za-z]{2}")
_CYCLE = re.compile("[0-9]{4}")


class Blocked(UserError):
    """Findings stand in the way of a signed package; `details` names them. A draft can be made all the same."""


@dataclass(frozen=True)
class Exported:
    """A package that stands.

    Args:
        path: where it lies.
        readback: what was read back and compared before it was signed.
        draft: whether it is an unsigned draft.
        noted: why the submission file could not remember this export, in a sentence; empty when it does.
        awaited: the names of those who are announced as signers and have not signed yet.
    """

    path: Path
    readback: ReadBack
    draft: bool
    noted: str = ""
    awaited: tuple[str, ...] = ()

    def awaited_sentence(self) -> str:
        """Return who has to sign before the package is complete, in a sentence."""
        return _("Still missing: {names}.").format(names=separated(self.awaited))


def export(
    file: SubmissionFile,
    catalogue: Catalogue,
    folder: Path,
    *,
    identity: Signer | None,
    at: datetime,
    draft: bool = False,
    language: str = "",
    history: History = "none",
    announced: Sequence[AnnouncedSigner] = (),
    by: str = "",
    work: ProgressReporter | None = None,
) -> Exported:
    """Write one package into a folder.

    Args:
        identity: who signs; a draft is not signed and needs none.
        at: the time of signing, UTC; a draft carries none.
        language: of the package; that of the submission when empty.
        history: what of the history goes along, see `record/released_history.py`.
        announced: who is to sign the package as well, see `desktop.operations.sign`; a draft announces nobody.
        by: who exports, for the restore point that bears its name.

    Raises:
        Blocked: something blocks, and it is no draft.
        Cancelled: somebody chose to stop; no package stands and none is half written.
        UserError: the package could not be written, or what was read back is not what the file says.
    """
    from desktop.package import container_writing, contents
    from desktop.package.announced_signers import announced as checked_announced
    from desktop.package.certificate import see_fit, signatory

    work = work or NullProgress()
    submission = file.read()
    if not draft:
        _refuse_when_blocked(check(submission, catalogue).of("blocks"))
        if identity is None:
            raise UserError(_("To export a package, choose a signing key. To export without signing, make a draft."))
    signer = None if draft else identity
    expected: tuple[AnnouncedSigner, ...] = ()
    if signer is not None:
        expected = checked_announced(announced, first=signatory(signer.certificates[0]).fingerprint)
        see_fit(signer.certificates, at)
    leaving = released(submission, catalogue, signed=not draft)
    about = leaving.about  # what is kept back stands in no name of a file either
    name = name_of(
        about.text("country"), about.text("cycle"), at, draft=draft, purpose=in_file_names(purpose_in(about))
    )
    language = _language(language, submission.about)
    with languages.use_language(language):
        revisions = history_with(history, file.revisions(), submission, catalogue, signed=not draft)
        built = contents.build(
            leaving,
            revisions,
            _forms_of(leaving, catalogue, file),
            file.content,
            language=language,
            draft=draft,
            signer=signer,
            at=at,
            announced=expected,
            work=work,
        )
    make_folder(folder)
    path = folder / name
    writing, looking = Part(work, 95, 97), Part(work, 97, 100)
    container_writing.write_container(
        path,
        built.members,
        signer,
        at,
        announced=expected,
        look=lambda part: _look(part, built, draft, looking),
        step=lambda done, total: writing.step(done, total, _("Saving the package")),
    )
    if signer is not None:
        # Not before: a package that was not made is no moment of the submission. Nothing was written to it meanwhile.
        with suppress(UserError):  # a file that cannot be written to can be signed all the same
            mark(file, name, BEFORE_SIGNING, by=by)
    noted = _note(file, submission, at, path, signer)
    work.step(100, 100, pgettext("progress", "Done"))
    return Exported(path, built.readback, draft, noted, tuple(each.name for each in expected))


def _note(file: SubmissionFile, submission: Submission, at: datetime, path: Path, signer: Signer | None) -> str:
    """Let the file remember the export; returns why it cannot. The package stands all the same."""
    from desktop.package.certificate import signatory

    who = None if signer is None else signatory(signer.certificates[0])
    try:
        file.note_export(
            submission,
            at=at,
            draft=who is None,
            package=path.name,
            signer=who.name if who else "",
            fingerprint=who.fingerprint if who else "",
        )
    except UserError as problem:
        return problem.message
    return ""


def lacking(submission: Submission, catalogue: Catalogue) -> list[str]:
    """Return what a submission that can be signed still lacks for the forum, in lines; nothing when it is complete.

    What blocks is not looked at here: it is refused by `export` itself.
    """
    checked = check(submission, catalogue)
    if checked.blocked or checked.complete.complete:
        return []
    return [*checked.complete.named(), *checked.complete.lines()]


def _language(wanted: str, about: Entry) -> str:
    """Return the language of the package; what a file says of it may be none that the program has."""
    for language in (wanted, about.text("package_language"), about.text("language")):
        if language in languages.LANGUAGES:
            return language
    return "en"


def _forms_of(leaving: Submission, catalogue: Catalogue, file: SubmissionFile) -> Catalogue:
    """Return the forms as whoever receives the package finds them out, from what leaves and nothing else.

    An answer that stays may keep a field or an option in the forms of the file that nothing released speaks of.
    """
    if leaving.of_kind(PACK) or languages_in_use(leaving) != languages_in_use(file.read()):
        return forms_without_file(leaving, file.content).catalogue
    return catalogue


def _look(part: Path, built: Built, draft: bool, work: ProgressReporter) -> None:
    """See that the file that was written holds, to the last byte, what was read back and compared before.

    The last look is at the file itself, not at what was meant to be written, and comes before it has its name.
    """
    from desktop.package import document_signature, examine

    findings = examine.examine(part, step=lambda done, total: work.step(done, 2 * total, _("Saving the package")))
    held = findings.is_draft if draft else findings.readable and not findings.is_draft
    for number, name in enumerate(built.signed):
        work.step(len(built.signed) + number, 2 * len(built.signed), _("Saving the package"))
        document = built.members[name]
        held = held and findings.contents.get(name) == document and not document_signature.flaw(document, findings)
    if not held:
        raise UserError(
            _(
                "When the package was read back, it was not the same as what was written, so it was not "
                "saved. Please try again."
            )
        )


def name_of(country: str, cycle: str, at: datetime, *, draft: bool, purpose: str = "") -> str:
    """Return the file name of a package, such as `KE-2026-20260302-140511.asice`; ASCII only, so it travels well.

    Country and cycle come out of a file: what is not two letters and four digits becomes no part of a name or a path.

    Args:
        purpose: what it is for where that is no forum, see `desktop.record.purpose.in_file_names`.
    """
    if cycle.isdecimal():
        cycle = "".join(str(decimal(each)) for each in cycle)  # a year in the digits of another script is that year
    parts = [
        country if _COUNTRY.fullmatch(country) else "demonstration" if not country else "",
        cycle if _CYCLE.fullmatch(cycle) else "",
        purpose,
        f"{at:%Y%m%d-%H%M%S}",
        "draft" if draft else "",
    ]
    return "-".join(part for part in parts if part) + SUFFIX


def _refuse_when_blocked(blocking: Sequence[Finding]) -> None:
    if nothing_yet(blocking):
        raise Blocked(said_of_an_empty_one(), ())
    if blocking:
        raise Blocked(
            ngettext(
                "{count} error has to be corrected before signing. Correct it, or export a draft.",
                "{count} errors have to be corrected before signing. Correct them, or export a draft.",
                len(blocking),
            ).format(count=counted(len(blocking))),
            tuple(finding.text for finding in blocking),
        )
