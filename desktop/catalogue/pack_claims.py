"""What a data pack says of itself, told as its own word and never as that of the program."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.catalogue.definitions import Standing
from desktop.catalogue.pack_shapes import Head
from desktop.catalogue.packs import DataPack
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _

LONGEST_CLAIM = 600
"""Characters of what a pack tells of itself at length."""

_STANDINGS: Mapping[Standing, str] = {
    "attested": N_("Its authors say that its texts were found in an official source. The program cannot check that."),
    "attested_in_part": N_("Its authors say that parts of its texts were found in an official source."),
    "attested_secondary": N_(
        "Its authors say that its texts were found in a secondary source, not in an official one."
    ),
    "unconfirmed": N_("Its authors say that its texts are working texts."),
    "working_translation": N_("Its authors say that they translated its texts."),
    "derived": N_("Its authors say that they put its texts together."),
    "candidate": N_("Its authors say that its indicators are candidates and not the official set."),
    "ours": N_("Its authors say that they wrote its texts."),
}


def claims(pack: DataPack) -> list[str]:
    """Return what a pack says of itself, a sentence each, and the fingerprint that it cannot choose."""
    head = pack.head
    said = [
        named(head),
        _(_STANDINGS.get(head.standing, _STANDINGS["unconfirmed"])),
        _("Its authors say where its texts come from: {source}").format(source=one_line(head.source, LONGEST_CLAIM)),
    ]
    if head.note:
        said.append(_("Its authors also say: {note}").format(note=one_line(head.note, LONGEST_CLAIM)))
    return [*said, fingerprint(pack.fingerprint)]


def named(head: Head) -> str:
    """Return what a pack calls itself."""
    return _("The name in the data pack: “{label}”, version {version} ({key}).").format(
        label=one_line(head.label), version=head.version, key=head.key
    )


def fingerprint(digits: str) -> str:
    """Return the fingerprint of a file in words."""
    return _("Fingerprint of its file: {fingerprint}").format(fingerprint=digits)
