"""Which names a container has for its own members, and which the payload may have."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.record.file_names import is_reserved

MIMETYPE_NAME = "mimetype"
MANIFEST_NAME = "META-INF/ASiCManifest.xml"
SIGNATURE_NAME = "META-INF/signature.p7s"
OWN = (MIMETYPE_NAME, MANIFEST_NAME, SIGNATURE_NAME)
"""What the container adds for itself; everything else in it is payload."""

LONGEST_NAME = 200
"""Characters that the name of a member may have."""

_SAFE_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,98}[A-Za-z0-9_-]|[A-Za-z0-9_]")


class BadName(UserError):
    """A file cannot have this name in a package."""


def check_names(names: Sequence[str]) -> None:
    """See that all names are fit for a package, together as well as each by itself.

    Raises:
        BadName: not plain ASCII, unsafe on some system, kept for the container, or in another's way.
    """
    taken = {MIMETYPE_NAME}
    folders: set[str] = {"meta-inf"}
    for name in names:
        parts = name.split("/")
        fit = all(_SAFE_PART.fullmatch(part) and not is_reserved(part) for part in parts)
        if (
            not fit
            or len(name) > LONGEST_NAME
            or name.lower() in taken
            or parts[0].lower() in ("meta-inf", MIMETYPE_NAME)
        ):
            raise BadName(_("A file in a package cannot have the name {name}.").format(name=ascii(name)))
        taken.add(name.lower())
        folders.update("/".join(parts[:end]).lower() for end in range(1, len(parts)))
    for name in sorted(taken & folders):
        raise BadName(_("A file in a package cannot have the name {name}.").format(name=ascii(name)))
