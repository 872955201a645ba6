"""Verify a package: say in plain words what holds, what does not, and who signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from desktop.catalogue.catalogue import Catalogue
from desktop.disk import read_at_most
from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.operations.clock import now
from desktop.operations.forms_in_use import FormsInUse, forms_in_use
from desktop.progress_reporter import ProgressReporter
from desktop.record.submission import Submission

if TYPE_CHECKING:
    from desktop.package.container_findings import ContainerFindings, SignerFindings
    from desktop.store.file import SubmissionFile

_MOST_OF_TRUST = 1 << 20


def verify(package: Path, *, trust: Path | None = None, work: ProgressReporter | None = None) -> ContainerFindings:
    """Examine a package, with everything in it.

    Args:
        trust: certificates (PEM or DER); one must be the signer's, or that of an authority that issued it.

    Raises:
        UserError: the file cannot be read at all; an altered package is an answer, not an error.
        Cancelled: somebody chose to stop.
    """
    from desktop.package.inside import examine_whole

    certificate = None
    if trust is not None:
        try:
            certificate = read_at_most(trust, _MOST_OF_TRUST + 1)
        except OSError as error:
            raise UserError(_("The certificate {name} cannot be read.").format(name=trust.name)) from error
    return examine_whole(package, forms_for, trust=certificate, now=now(), work=work)


def forms_for(submission: Submission, content: Callable[[str], bytes]) -> Catalogue:
    """Return the forms of a submission that lies in no file: those of the program, with the packs among its files.

    Raises UserError when a pack cannot be used: with a part of its forms missing, what the submission says would look like a
    contradiction.
    """
    found = forms_without_file(submission, content)
    if found.problems:
        raise found.problems[0]
    return found.catalogue


def forms_without_file(submission: Submission, content: Callable[[str], bytes]) -> FormsInUse:
    """Return the same, and what is wrong with the packs that could not be used."""
    return forms_in_use(cast("SubmissionFile", _Unfiled(submission, content)))


class _Unfiled:
    """What the forms of a submission are found out from, without its file."""

    def __init__(self, submission: Submission, content: Callable[[str], bytes]) -> None:
        self._submission = submission
        self.content = content

    def read(self) -> Submission:
        return self._submission


@dataclass(frozen=True)
class CodeCompared:
    """Whether a code that somebody read out is that of a package, and what to say of it."""

    same: bool
    sentence: str


def compare_code(findings: ContainerFindings, text: str) -> CodeCompared:
    """Compare a code as it was typed, with any digits and anything between them, with that of a package."""
    from desktop.package import code_to_read_out
    from desktop.record.clearance_fingerprint import DIGITS

    if not findings.code:
        return CodeCompared(False, _("This package has no code to compare."))
    if code_to_read_out.same(findings.code, text):
        return CodeCompared(True, _("This is the code of this package."))
    if not code_to_read_out.whole(text) and len(code_to_read_out.typed(text)) == DIGITS:
        sentence = _("This is the code of a text, as on a clearance sheet. The code to read out is on the cover.")
        return CodeCompared(False, sentence)
    if not code_to_read_out.whole(text):
        size = code_to_read_out.GROUPS * (code_to_read_out.OWN_DIGITS + 1)
        sentence = _("Number of digits in a code: {count}. Number of digits that you typed: {typed}.")
        return CodeCompared(False, sentence.format(count=size, typed=len(code_to_read_out.typed(text))))
    group = code_to_read_out.misheard(text)
    if group:
        sentence = _(
            "This is not the code of the package. There is a mistake in group {number}: ask for that group again."
        )
        return CodeCompared(False, sentence.format(number=group))
    return CodeCompared(False, _("This is the code of another package, not of this one."))


def as_data(findings: ContainerFindings) -> dict[str, Any]:
    """Return the findings for a program to read; `valid` is the answer, `refusal` the first reason when it is no.

    The name of the signer is what the certificate says; `vouched` tells whether a certificate that was given proves it.
    """
    signer = findings.signers[0] if findings.signer is not None and findings.signers else None
    return {
        "valid": findings.sound,
        "draft": findings.is_draft,
        "code": findings.code,
        "summary": findings.summary,
        "refusal": findings.refusal.value if findings.refusal else None,
        "signer": None if signer is None else _who(signer),
        "signers": [
            {
                **_who(each),
                "signed_at": each.signed_at.isoformat() if each.signed_at else None,
                "signed_for": each.signed_for,
                "vouching": each.vouching,
            }
            for each in findings.signers
        ],
        "announced": [{"name": each.name, "fingerprint": each.fingerprint} for each in findings.announced],
        "missing": [each.name for each in findings.missing],
        "signed_at": findings.signed_at.isoformat() if findings.signed_at else None,
        "vouching": findings.vouching,
        "checks": [
            {"key": check.key, "holds": check.holds, "text": check.sentence, "details": list(check.details)}
            for check in findings.checks
        ],
        "members": [{"name": member.name, "bytes": member.size} for member in findings.members],
    }


def _who(signer: SignerFindings) -> dict[str, Any]:
    who = signer.signatory
    return {
        "name": who.name,
        "country": who.country,
        "fingerprint": who.fingerprint,
        "self_made": who.self_made,
        "vouched": signer.vouched,
    }
