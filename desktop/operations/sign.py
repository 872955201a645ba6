"""Add a signature to a package: what was signed before stays as it is, to the last byte."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import UserError, already_exists, translate_os_errors
from desktop.i18n.lists import sentences, separated
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import pgettext
from desktop.operations.verify import verify
from desktop.progress_reporter import NullProgress, Part, ProgressReporter

if TYPE_CHECKING:
    from desktop.package.announced_signers import AnnouncedSigner
    from desktop.package.certificate import Signatory
    from desktop.package.container_findings import ContainerFindings
    from desktop.package.signer import Signer


class CannotAddSignature(UserError):
    """The package is one to which this signer cannot add a signature."""


@dataclass(frozen=True)
class SignatureAdded:
    """A package with one signature more.

    Args:
        path: where it lies.
        name: who signed, as the certificate says.
        signed_for: for whom of those who were announced; empty for nobody of them.
        missing: the names of those who were announced and have not signed yet.
    """

    path: Path
    name: str
    signed_for: str
    missing: tuple[str, ...]

    def sentence(self) -> str:
        """Return who has signed now, and who is still missing."""
        said = _("The signature of {name} was added.").format(name=self.name)
        if self.signed_for and self.signed_for != self.name:
            said = _("The signature of {name} was added for {other}.").format(name=self.name, other=self.signed_for)
        if not self.missing:
            return said
        return sentences([said, _("Still missing: {names}.").format(names=separated(self.missing))])


def announce(name: str) -> AnnouncedSigner:
    """Return somebody who is to sign as well, by name or role; `announced_signers.announced` sees that it is fit."""
    from desktop.package.announced_signers import AnnouncedSigner

    return AnnouncedSigner(name)


def announce_certificate(path: Path) -> AnnouncedSigner:
    """Return the owner of a certificate as somebody who is to sign as well, with that very certificate.

    Raises:
        UserError: the file cannot be read, or is no certificate.
    """
    from desktop.package.announced_signers import LONGEST_NAME, AnnouncedSigner
    from desktop.package.certificate import MOST_BYTES, all_from_file, signatory
    from desktop.package.received_file import opened

    with opened(path) as stream:
        content = stream.read(MOST_BYTES + 1)
    who = signatory(all_from_file(content)[0])
    return AnnouncedSigner(one_line(who.name, LONGEST_NAME), who.fingerprint)


def sign(
    package: Path,
    signer: Signer,
    *,
    at: datetime,
    signed_for: str = "",
    out: Path | None = None,
    work: ProgressReporter | None = None,
) -> SignatureAdded:
    """Add a signature to a package that somebody signed before.

    The package is examined first, with everything in it, and the new one before it has its name: a kill, a full disk or a
    card that is taken out leaves the package as it was.

    Args:
        at: the time of signing, UTC.
        signed_for: for whom of those who were announced; found out by certificate or name when empty.
        out: where the package with the signature will stand; in place of the one without it when None. Any other file that
            is there stays.

    Raises:
        CannotAddSignature: it is a draft, cannot be relied on, was signed by the same signer, or nobody of that name is
            announced.
        AlreadyExists: a file of the name is there.
        Cancelled: somebody chose to stop.
        UserError: the package cannot be read or written, or the signer refuses.
    """
    from desktop.package import container_reading, container_writing, examine
    from desktop.package.certificate import see_fit, signatory

    if out is not None:
        with translate_os_errors(out, writing=True):
            if out.exists() and not (package.exists() and out.samefile(package)):
                raise already_exists(out)
    work = work or NullProgress()
    who = signatory(signer.certificates[0])
    see_fit(signer.certificates, at)
    before = verify(package, work=Part(work, 0, 80))
    place = _place(before, who, signed_for)
    held = container_reading.read_container(package)
    if held.facts != before.members or len(held.signatures) != len(before.signers):
        raise CannotAddSignature(_("The package was replaced while it was being read. Please try again."))

    def look(part: Path) -> None:
        after = examine.examine(part)
        if not after.readable or after.members != before.members or len(after.signers) != len(before.signers) + 1:
            raise CannotAddSignature(
                _("The signature was checked after it was added. It is not valid, so the package stays as it was.")
            )

    target, writing = out or package, Part(work, 80, 100)
    container_writing.add_signature(
        target,
        held,
        signer,
        at,
        signed_for=place,
        look=look,
        step=lambda done, total: writing.step(done, total, _("Adding the signature")),
    )
    work.step(100, 100, pgettext("progress", "Done"))
    return SignatureAdded(target, who.name, place, tuple(each.name for each in before.missing if each.name != place))


def _place(before: ContainerFindings, who: Signatory, wanted: str) -> str:
    """Return for whom of those who were announced is signed; refuse what is not to be signed at all."""
    from desktop.package.announced_signers import same_name
    from desktop.package.container_findings import Refusal

    if before.is_draft:
        raise CannotAddSignature(
            _("This is a draft, and drafts are never signed. Sign and export the submission instead.")
        )
    if not before.readable or any(check.refusal is Refusal.NOT_COMPARED for check in before.checks):
        raise CannotAddSignature(
            _("No signature was added, because the package cannot be relied on. {reason}").format(reason=before.summary)
        )
    if who.fingerprint in (each.signatory.fingerprint for each in before.signers):
        raise CannotAddSignature(_("{name} has already signed this package.").format(name=who.name))
    names = [each.name for each in before.missing]
    if wanted:
        place = same_name(wanted, names)
        if not place:
            raise CannotAddSignature(
                _("{name} is not among those who still have to sign: {names}.").format(
                    name=one_line(wanted), names=separated(names)
                )
                if names
                else _("The package is not waiting for a signature by {name}.").format(name=one_line(wanted))
            )
        asked_for = next(each.fingerprint for each in before.missing if each.name == place)
        if asked_for not in ("", who.fingerprint):
            raise CannotAddSignature(
                _("A different certificate was announced for {name}, so this key cannot be used to sign.").format(
                    name=place
                )
            )
        return place
    for each in before.missing:
        if each.fingerprint == who.fingerprint:
            return each.name
    return same_name(who.name, [each.name for each in before.missing if not each.fingerprint])
