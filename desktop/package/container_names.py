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
"""What a container with one signature adds for itself; everything else in it is payload."""

MOST_SIGNATURES = 20
"""Of one package: those who sign are few, and whoever reads it looks at each."""

LONGEST_NAME = 200
"""Characters that the name of a member may have."""

_SAFE_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,98}[A-Za-z0-9_-]|[A-Za-z0-9_]")


def manifest_name(number: int) -> str:
    """Return the name of the list that a signature stands over; the first signature is number 0."""
    return MANIFEST_NAME if not number else f"META-INF/ASiCManifest{number:03d}.xml"


def signature_name(number: int) -> str:
    """Return the name of a signature; the first one is number 0."""
    return SIGNATURE_NAME if not number else f"META-INF/signature{number:03d}.p7s"


def names_of_signatures(count: int) -> list[str]:
    """Return the names of so many signatures and of their lists, in the order of the container."""
    return [name for number in range(count) for name in (manifest_name(number), signature_name(number))]


_OWN = frozenset((MIMETYPE_NAME, *names_of_signatures(MOST_SIGNATURES)))


def is_own(name: str) -> bool:
    """Whether the container adds this for itself."""
    return name in _OWN


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
