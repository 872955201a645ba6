"""Check whether a submission is ready to be signed."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue.catalogue import Catalogue
from desktop.record.readiness import Finding, findings
from desktop.record.submission import Submission


@dataclass(frozen=True)
class Checked:
    """The findings, most weighty first."""

    findings: tuple[Finding, ...]

    def of(self, weight: str) -> list[Finding]:
        """Return the findings of one weight: `blocks`, `warns` or `suggests`."""
        return [finding for finding in self.findings if finding.weight == weight]

    @property
    def blocked(self) -> bool:
        """Whether anything stands in the way of signing."""
        return any(finding.weight == "blocks" for finding in self.findings)


def check(submission: Submission, catalogue: Catalogue) -> Checked:
    """Look at everything that the readiness rules ask."""
    return Checked(tuple(findings(submission, catalogue)))
