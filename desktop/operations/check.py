"""Check whether a submission is ready to be signed, and whether it is complete for the forum."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Weight
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _
from desktop.record.completeness import Completeness, Verdict, completeness, verdicts
from desktop.record.finding_groups import FindingGroup
from desktop.record.findings import WEIGHTS
from desktop.record.readiness import Finding, findings, groups, of_weight
from desktop.record.release import released
from desktop.record.submission import Submission

ALTERED = "altered"
"""Stands where a finding names its rule, for an attached file that is not what it was; no rule of the forms sees the bytes."""


@dataclass(frozen=True)
class Checked:
    """What was found.

    Args:
        findings: what is wrong or could be better, most weighty first.
        complete: what is there of what the team set out to say, and what is lacking.
        groups: the findings by what was found.
    """

    findings: tuple[Finding, ...]
    complete: Completeness
    groups: tuple[FindingGroup, ...] = ()

    def of(self, weight: Weight) -> Sequence[Finding]:
        """Return the findings of one weight: `blocks`, `warns` or `suggests`."""
        return of_weight(self.findings, weight)

    @property
    def blocked(self) -> bool:
        """Whether anything stands in the way of signing."""
        return bool(self.of("blocks"))

    def verdicts(self) -> tuple[Verdict, Verdict]:
        """Return both answers in words: can it be signed, and is it complete for the forum."""
        return verdicts(self.findings, self.complete)

    def told(self) -> list[str]:
        """Return both answers as lines: each with its question, then what it rests on."""
        lines = []
        for each in self.verdicts():
            lines.append(_("{question} {answer}").format(question=each.question, answer=each.answer))
            lines += each.lines
        return lines


def check(submission: Submission, catalogue: Catalogue, altered: Collection[str] = ()) -> Checked:
    """Look at everything that the readiness rules ask, and at what is lacking.

    Args:
        altered: keys of attached files that are not what they were, see `SubmissionFile.look_at_attachments`.
    """
    found, grouped = findings(submission, catalogue), groups(submission, catalogue)
    if altered:
        more = list(_altered_files(submission, catalogue, altered))
        found = tuple(sorted((*more, *found), key=lambda each: WEIGHTS[each.weight]))
        of_files = [
            FindingGroup(*key, tuple(each))
            for key, each in groupby(more, key=lambda each: (each.weight, each.rule, each.kind, each.field))
        ]
        grouped = tuple(sorted((*of_files, *grouped), key=lambda each: WEIGHTS[each.weight]))
    return Checked(found, completeness(submission, catalogue), grouped)


def _altered_files(submission: Submission, catalogue: Catalogue, altered: Collection[str]) -> Iterator[Finding]:
    """Yield a finding for each answer that is such a file; what leaves with a package stands in its way."""
    leaves = released(submission, catalogue, signed=True).attachments
    for kind in catalogue.kinds.values():
        for field in (each for each in kind.fields if each.type == "file"):
            for entry in submission.of_kind(kind.key):
                sha256 = entry.value(field.key)
                if isinstance(sha256, str) and sha256 in altered and sha256 in submission.attachments:
                    text = _("The attached file {name} has changed since it was attached. Please attach it again.")
                    name = one_line(submission.attachments[sha256].name)
                    weight: Weight = "blocks" if sha256 in leaves else "warns"
                    yield Finding(weight, ALTERED, entry.id, kind.key, entry.key, field.key, text.format(name=name))
