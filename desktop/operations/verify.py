"""Verify a package: say in plain words what holds, what does not, and who signed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
