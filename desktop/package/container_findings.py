"""What comes of examining a package, as values: the checks, who signed, who is missing, and the first reason of a refusal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import ngettext
from desktop.package import container_paths
from desktop.package.code_to_read_out import code_of

if TYPE_CHECKING:
    from desktop.package.announced_signers import AnnouncedSigner
    from desktop.package.certificate import Signatory
    from desktop.package.container import Member

MOST_DETAILS = 100
"""Sentences that a check tells one by one; whoever made ten thousand differences need not be read ten thousand times."""


class Refusal(StrEnum):
    """Why a package cannot be relied on; the first reason that was found."""

    NOT_A_PACKAGE = "not_a_package"
    CUT_SHORT = "cut_short"
    NOT_ONE_FORM = "not_one_form"
    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    ALTERED = "altered"
    CERTIFICATE = "certificate"
    SIGNATURE = "signature"
    MISSING_SIGNER = "missing_signer"
    TIME = "time"
    OTHER_SIGNER = "other_signer"
    MISSING = "missing"
    UNKNOWN_FILE = "unknown_file"
    RECORD = "record"
    DOCUMENT_SIGNATURE = "document_signature"
    GUIDE = "guide"
    CONTRADICTS = "contradicts"
    NOT_COMPARED = "not_compared"


OPEN = (Refusal.NOT_COMPARED, Refusal.MISSING_SIGNER)
"""Nothing is wrong with such a package; something is still to be done or to be found out."""


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Args:
        key: `form`, `members`, `contents`, `certificate`, `signature`, `time`, `signers`, `missing` or `trust`; of what is inside,
            `record`, `files`, `documents`, `guide` or `comparison`.
        holds: whether it is as it should be.
        sentence: the outcome in words.
        details: further sentences, e.g. one for each file that was altered.
        refusal: what is wrong, None when it holds.
    """

    key: str
    holds: bool
    sentence: str
    details: tuple[str, ...] = ()
    refusal: Refusal | None = None

    @property
    def is_open(self) -> bool:
        """Whether it does not hold, and yet nothing is wrong."""
        return not self.holds and self.refusal in OPEN

    @property
    def sign(self) -> str:
        """How people see at a glance what came of it.

        A sign and not a word: “does not hold” before a sentence that is negative itself would turn it round.
        """
        return "✓" if self.holds else "?" if self.is_open else "✗"


@dataclass(frozen=True)
class SignerFindings:
    """What is known of one who signed.

    Args:
        signatory: whom the certificate names.
        signed_at: when, UTC, as the signer says.
        signed_for: for whom of those who were announced, by name; empty for the first signer and for others.
        vouching: who vouches for the name, in words.
        vouched: whether a certificate that was given does.
    """

    signatory: Signatory
    signed_at: datetime | None = None
    signed_for: str = ""
    vouching: str = ""
    vouched: bool = False


@dataclass(frozen=True)
class ContainerFindings:
    """What came of examining a package.

    Args:
        checks: in the order in which they were made; after one that fails, those that would mean nothing are
            left out.
        summary: the outcome in one or two sentences.
        is_draft: whether it is whole and bears no signature.
        signer: whom the certificate names; None unless the signature could be read. It proves nothing by
            itself.
        signed_at: when, UTC, as the signer says.
        vouching: who vouches for the signer, in words; empty without a sound signature.
        members: the files in the package, without what the container adds for itself.
        contents: name to content, each read when it is asked for and held against what was examined: a file that was
            exchanged since gives `container.AlteredMember`. Empty for what is not a container in the one form.
        vouched: whether a certificate that was given vouches for the signer.
        signers: all who signed, in the order in which they did; the first one is `signer`.
        announced: who was to sign besides the first signer, by what that one announced.
    """

    checks: tuple[Check, ...]
    summary: str
    is_draft: bool = False
    signer: Signatory | None = None
    signed_at: datetime | None = None
    vouching: str = ""
    members: tuple[Member, ...] = field(default=())
    contents: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    vouched: bool = False
    signers: tuple[SignerFindings, ...] = ()
    announced: tuple[AnnouncedSigner, ...] = ()

    @property
    def missing(self) -> tuple[AnnouncedSigner, ...]:
        """Who was announced and has not signed."""
        there = {each.signed_for for each in self.signers}
        return tuple(each for each in self.announced if each.name not in there)

    @property
    def code(self) -> str:
        """The code to read out; empty where there is no data file, or nobody may go by what it says."""
        record = next((each for each in self.members if each.name == container_paths.RECORD), None)
        if record is None or not self.readable:
            return ""
        return code_of(record.sha256, self.signer.fingerprint if self.signer else "")

    @property
    def sound(self) -> bool:
        """Whether everything holds and all signatures stand over it; a draft is not sound, however whole."""
        return not self.is_draft and all(check.holds for check in self.checks)

    @property
    def refusal(self) -> Refusal | None:
        """The first reason why it cannot be relied on, else what is still open; None for a sound package and for a draft."""
        return next((check.refusal for check in _failures(self.checks)), None)

    @property
    def readable(self) -> bool:
        """Whether what it says may be read on: nothing is wrong with it, though something may still be open."""
        return all(check.holds or check.is_open for check in self.checks)


def refused(
    checks: Sequence[Check],
    members: tuple[Member, ...] = (),
    signer: Signatory | None = None,
    signed_at: datetime | None = None,
    signers: tuple[SignerFindings, ...] = (),
) -> ContainerFindings:
    """Return the findings of a package that cannot be relied on, summed up by the first thing that does not hold."""
    first = _failures(checks)[0]
    return ContainerFindings(
        tuple(checks), first.sentence, False, signer, signed_at, "", members, signers=unvouched(signers)
    )


def unvouched(signers: Sequence[SignerFindings]) -> tuple[SignerFindings, ...]:
    """Return who is named in a package that cannot be relied on: nobody vouches for anything there."""
    return tuple(replace(each, vouching="", vouched=False) for each in signers)


def _failures(checks: Sequence[Check]) -> list[Check]:
    """Return what does not hold: first what is wrong, then what is open."""
    return sorted((check for check in checks if not check.holds), key=lambda check: check.is_open)


def failed(key: str, problems: Sequence[tuple[Refusal, str]]) -> Check:
    """Return the check for files that are not as they were; one problem is told in the sentence, more in the details."""
    refusal, sentence = problems[0]
    details: tuple[str, ...] = ()
    if len(problems) > 1:
        details = tuple(each for _refusal, each in problems[:MOST_DETAILS])
        sentence = ngettext(
            "{count} file has changed since the package was made.",
            "{count} files have changed since the package was made.",
            len(problems),
        ).format(count=counted(len(problems)))
    return Check(key, False, sentence, details, refusal)
