"""Who is to sign a package: those whom the first signer announces, so that everybody sees who is still missing.

The list stands in what the first signature covers (`manifest`), so nobody can take a name off it. Whoever signs later says
for whom, under a signature of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import gettext as _

LONGEST_NAME = 100
"""Of somebody who is announced, in characters."""

MOST_ANNOUNCED = 19
"""Besides the first signer; see `container_names.MOST_SIGNATURES`."""

_FINGERPRINT = re.compile("([0-9A-F]{4} ){15}[0-9A-F]{4}")


class BadAnnouncement(UserError):
    """Somebody cannot be announced as a signer in this way."""


@dataclass(frozen=True)
class AnnouncedSigner:
    """Somebody who is to sign a package after its first signer.

    Args:
        name: of a person, a body or a role, in the words of the first signer.
        fingerprint: SHA-256 of the certificate that has to be used, in groups of four as `Signatory.fingerprint`; empty
            when any certificate will do.
    """

    name: str
    fingerprint: str = ""

    def is_fit(self) -> bool:
        """Whether it is written as `announced` writes it."""
        return (
            self.name == one_line(self.name, LONGEST_NAME)
            and self.name != "?"
            and (not self.fingerprint or _FINGERPRINT.fullmatch(self.fingerprint) is not None)
        )


def announced(signers: Iterable[AnnouncedSigner], *, first: str = "") -> tuple[AnnouncedSigner, ...]:
    """Return who is announced, with names as they can be kept.

    Args:
        first: the fingerprint of the certificate that signs first, where that is known: it signs only once.

    Raises:
        BadAnnouncement.
    """
    found: list[AnnouncedSigner] = []
    for each in signers:
        signer = AnnouncedSigner(one_line(each.name, LONGEST_NAME), each.fingerprint)
        if not each.name.strip() or not signer.is_fit():
            raise BadAnnouncement(_("Enter a name for everybody else who will sign."))
        if same_name(signer.name, (other.name for other in found)):
            raise BadAnnouncement(_("{name} is announced twice as a signer.").format(name=signer.name))
        if signer.fingerprint and signer.fingerprint == first:
            raise BadAnnouncement(
                _("{name} signs first, and cannot sign again with the same certificate.").format(name=signer.name)
            )
        found.append(signer)
    if len(found) > MOST_ANNOUNCED:
        raise BadAnnouncement(
            _("There are too many signers. Maximum number of people who can sign besides you: {count}.").format(
                count=MOST_ANNOUNCED
            )
        )
    return tuple(found)


def same_name(name: str, names: Iterable[str]) -> str:
    """Return which of the names is the same to a person, whatever its capitals and spaces; empty when none is."""
    wanted = one_line(name, LONGEST_NAME).casefold()
    return next((each for each in names if one_line(each, LONGEST_NAME).casefold() == wanted), "")
