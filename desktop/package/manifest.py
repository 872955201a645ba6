"""The list of what was signed: ASiCManifest (ETSI EN 319 162-1, annex A.4), in one canonical form.

The signature stands over this list, and the list holds the digest of each file; so the signature vouches for
the files, their names, and that there are no others.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Sequence

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.package.container_names import SIGNATURE_NAME

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
_START = f"""<?xml version="1.0" encoding="UTF-8"?>
<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"
xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
  <asic:SigReference URI="{SIGNATURE_NAME}" MimeType="{SIGNATURE_TYPE}"/>
"""
_REFERENCE = """\
  <asic:DataObjectReference URI="{name}" MimeType="{type}">
    <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
    <ds:DigestValue>{digest}</ds:DigestValue>
  </asic:DataObjectReference>
"""
_END = "</asic:ASiCManifest>\n"
_NAMED = '  <asic:DataObjectReference URI="'
_DIGEST = "    <ds:DigestValue>"
_CLOSED = "</ds:DigestValue>"


class NotAManifest(UserError):
    """The list of what was signed is not in the one form that Pledgebook writes."""


def media_type(name: str) -> str:
    """Return the media type for the end of a file's name, `application/octet-stream` for any other."""
    return _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def written(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return the list as XML.

    Args:
        files: name and SHA-256 digest (32 bytes) of each file, in the order of the container; the names are
            those that `container_names.check_names` lets pass, so nothing in them needs escaping.
    """
    references = (
        _REFERENCE.format(name=name, type=media_type(name), digest=base64.b64encode(digest).decode("ascii"))
        for name, digest in files
    )
    return (_START + "".join(references) + _END).encode("ascii")


def read(listing: bytes) -> dict[str, bytes]:
    """Return the SHA-256 digest of each file by name. Raises `NotAManifest` for anything but the one form."""
    try:
        files = list(_found(listing.decode("ascii")))
    except (UnicodeDecodeError, binascii.Error):
        files = []
    # Written anew from what was read, it must be the same: what was skipped cannot say anything else.
    if not files or written(files) != listing:
        raise NotAManifest(_("The list of signed files is not in the form that Pledgebook writes."))
    return dict(files)


def _found(text: str) -> Iterator[tuple[str, bytes]]:
    """Give name and digest of each reference, line by line: the time that takes grows with the list and no faster."""
    name = ""
    for line in text.split("\n"):
        if line.startswith(_NAMED):
            name = line.removeprefix(_NAMED).partition('"')[0]
        elif name and line.startswith(_DIGEST) and line.endswith(_CLOSED):
            yield name, base64.b64decode(line[len(_DIGEST) : -len(_CLOSED)], validate=True)
            name = ""
