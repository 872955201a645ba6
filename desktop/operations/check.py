"""Check whether a submission is ready to be signed, and whether it is complete for the forum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.definitions import Weight
from desktop.i18n.translation import gettext as _
from desktop.record.completeness import Completeness, Verdict, completeness, verdicts
from desktop.record.finding_groups import FindingGroup
from desktop.record.readiness import Finding, findings, groups, of_weight
from desktop.record.submission import Submission


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


def check(submission: Submission, catalogue: Catalogue) -> Checked:
    """Look at everything that the readiness rules ask, and at what is lacking."""
    return Checked(findings(submission, catalogue), completeness(submission, catalogue), groups(submission, catalogue))
