"""Verify a package: say in plain words what holds, what does not, and who signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.catalogue.language import gettext as _
from desktop.record.problems import Known

if TYPE_CHECKING:
    from desktop.package.examine import ContainerFindings


def verify(package: Path, *, trust: Path | None = None) -> ContainerFindings:
    """Examine a package.

    Args:
        trust: a certificate (PEM); the signer must then be that one.

    Raises:
        Known: the file cannot be read at all; an altered package is an answer, not an error.
    """
    from desktop.package.examine import examine

    if trust is None:
        return examine(package)
    try:
        certificate = trust.read_bytes()
    except OSError as error:
        raise Known(_("The certificate {name} cannot be read.").format(name=trust.name)) from error
    return examine(package, trust=certificate)


def as_data(findings: ContainerFindings) -> dict[str, Any]:
    """Return the findings for a program to read; `valid` is the answer, `refusal` the first reason when it is no."""
    signer = findings.signer
    return {
        "valid": findings.sound,
        "draft": findings.is_draft,
        "summary": findings.summary,
        "refusal": findings.refusal.value if findings.refusal else None,
        "signer": None
        if signer is None
        else {
            "name": signer.name,
            "country": signer.country,
            "fingerprint": signer.fingerprint,
            "self_made": signer.self_made,
        },
        "signed_at": findings.signed_at.isoformat() if findings.signed_at else None,
        "vouching": findings.vouching,
        "checks": [
            {"key": check.key, "holds": check.holds, "text": check.sentence, "details": list(check.details)}
            for check in findings.checks
        ],
        "members": [{"name": member.name, "bytes": member.size} for member in findings.members],
    }
