"""The list of what was signed: ASiCManifest (ETSI EN 319 162-1, annex A.4), in one canonical form.

The signature stands over this list, and the list holds the digest of each file; so the signature vouches for
the files, their names, and that there are no others. Each signature has a list of its own, with the same files in it. What
the list says besides stands in an extension of ours, which other programs may leave alone: the first one announces who is
to sign as well, another one says for whom of them it was signed.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.package.announced_signers import MOST_ANNOUNCED, AnnouncedSigner, same_name
from desktop.package.container_names import MOST_SIGNATURES, signature_name

SIGNATURE_TYPE = "application/pkcs7-signature"

_TYPES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_START = """<?xml version="1.0" encoding="UTF-8"?>
<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"
xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
  <asic:SigReference URI="{signature}" MimeType="{type}"/>
"""
_REFERENCE = """\
  <asic:DataObjectReference URI="{name}" MimeType="{type}">
    <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
    <ds:DigestValue>{digest}</ds:DigestValue>
  </asic:DataObjectReference>
"""
_EXTENSION = """\
  <asic:ASiCManifestExtensions>
    <asic:Extension Critical="false">
      <signers:Signers xmlns:signers="tag:pledgebook,2026:signers">
{lines}\
      </signers:Signers>
    </asic:Extension>
  </asic:ASiCManifestExtensions>
"""
_ANNOUNCED = '        <signers:Announced Name="{name}" Fingerprint="{fingerprint}"/>\n'
_SIGNED_FOR = '        <signers:SignedFor Name="{name}"/>\n'
_END = "</asic:ASiCManifest>\n"
_NAMED = '  <asic:DataObjectReference URI="'
_DIGEST = "    <ds:DigestValue>"
_CLOSED = "</ds:DigestValue>"
_IS_ANNOUNCED = re.compile(' {8}<signers:Announced Name="([^"<>]*)" Fingerprint="([^"<>]*)"/>')
_IS_SIGNED_FOR = re.compile(' {8}<signers:SignedFor Name="([^"<>]*)"/>')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


class NotAManifest(UserError):
    """The list of what was signed is not in the one form that Pledgebook writes."""


def media_type(name: str) -> str:
    """Return the media type for the end of a file's name, `application/octet-stream` for any other."""
    return _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


@dataclass(frozen=True)
class Listing:
    """What a list says.

    Args:
        files: name to SHA-256 digest, 32 bytes, in the order of the container.
        number: of the signature that it belongs to, 0 for the first one.
        announced: who is to sign as well; in the list of the first signature only.
        signed_for: for whom of them it is signed, by name, or empty; in the list of a further signature only.
    """

    files: dict[str, bytes]
    number: int = 0
    announced: tuple[AnnouncedSigner, ...] = ()
    signed_for: str = ""


def written(
    files: Sequence[tuple[str, bytes]],
    *,
    number: int = 0,
    announced: Sequence[AnnouncedSigner] = (),
    signed_for: str = "",
) -> bytes:
    """Return the list as XML; see `Listing`.

    Args:
        files: name and SHA-256 digest of each file, in the order of the container; the names are those that
            `container_names.check_names` lets pass, so nothing in them needs escaping.
    """
    references = (
        _REFERENCE.format(name=name, type=media_type(name), digest=base64.b64encode(digest).decode("ascii"))
        for name, digest in files
    )
    lines = [_ANNOUNCED.format(name=_escaped(each.name), fingerprint=each.fingerprint) for each in announced]
    lines += [_SIGNED_FOR.format(name=_escaped(signed_for))] if signed_for else []
    start = _START.format(signature=signature_name(number), type=SIGNATURE_TYPE)
    extension = _EXTENSION.format(lines="".join(lines)) if lines else ""
    return (start + "".join(references) + extension + _END).encode("utf-8")


def read(listing: bytes) -> dict[str, bytes]:
    """Return the SHA-256 digest of each file by name. Raises `NotAManifest` for anything but the one form."""
    return read_listing(listing).files


def read_listing(content: bytes) -> Listing:
    """Return all that a list says. Raises `NotAManifest` for anything but the one form."""
    try:
        found = _listing(content.decode("utf-8"))
    except (UnicodeDecodeError, binascii.Error):
        found = Listing({})
    # Written anew from what was read, it must be the same: what was skipped cannot say anything else.
    anew = written(
        list(found.files.items()), number=found.number, announced=found.announced, signed_for=found.signed_for
    )
    if not found.files or not _makes_sense(found) or anew != content:
        raise NotAManifest(_("The list of signed files is not in the form that Pledgebook writes."))
    return found


def _makes_sense(listing: Listing) -> bool:
    names = [each.name for each in listing.announced]
    return (
        all(each.is_fit() for each in listing.announced)
        and not any(same_name(name, names[:place]) for place, name in enumerate(names))
        and len(names) <= MOST_ANNOUNCED
        and not (listing.announced if listing.number else listing.signed_for)
    )


def _listing(text: str) -> Listing:
    """Return what stands in a list, line by line: the time that takes grows with the list and no faster."""
    lines = text.split("\n")
    announced = []
    signed_for = ""
    # What we write ourselves stands at the end, in a few lines.
    for line in lines[-MOST_ANNOUNCED - 8 :]:
        if found := _IS_ANNOUNCED.fullmatch(line):
            announced.append(AnnouncedSigner(_unescaped(found[1]), found[2]))
        elif found := _IS_SIGNED_FOR.fullmatch(line):
            signed_for = _unescaped(found[1])
    head = "\n".join(lines[:5])
    number = next((each for each in range(MOST_SIGNATURES) if f'"{signature_name(each)}"' in head), 0)
    return Listing(dict(_found(lines)), number, tuple(announced), signed_for)


def _found(lines: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Give name and digest of each reference."""
    name = ""
    for line in lines:
        if line.startswith(_NAMED):
            name = line.removeprefix(_NAMED).partition('"')[0]
        elif name and line.startswith(_DIGEST) and line.endswith(_CLOSED):
            yield name, base64.b64decode(line[len(_DIGEST) : -len(_CLOSED)], validate=True)
            name = ""


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(sign, sign) for sign in text)


def _unescaped(text: str) -> str:
    for sign, escape in reversed(_ESCAPES.items()):
        text = text.replace(escape, sign)
    return text
