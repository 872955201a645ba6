"""A text that travels hidden in a file of another program, and comes back as it was or is known to be altered."""

from __future__ import annotations

import base64
import hashlib
import zlib

_MOST = 1 << 27


class AlteredRecordError(ValueError):
    """What was hidden is not as it was written."""


def mark_of(text: str) -> str:
    """Return the mark of a text, which the ledger keeps: SHA-256 in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def packed(text: str) -> str:
    """Return a text packed and in plain letters: no program changes a space or a sign of it."""
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def unpacked(letters: str) -> str:
    """Return the text that was packed. Raises AlteredRecordError where it is none, or larger than any of ours."""
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(base64.b64decode(letters, validate=True), _MOST)
        if unpacking.unconsumed_tail:
            raise AlteredRecordError("too much")
        return content.decode()
    except (ValueError, zlib.error) as error:
        raise AlteredRecordError("not packed by us") from error
