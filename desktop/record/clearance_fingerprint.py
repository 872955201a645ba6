"""The fingerprint of a text that is cleared, by which it is known again, and its short code for people."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from desktop.record.entry import Entry, to_json

DIGITS = 16
"""Of the code of a text. The code to read out of a package has others, see `package/code_to_read_out.py`."""


def digest_of(entry: Entry) -> str:
    """Return the fingerprint of one entry, of which only what leaves is left: whose words they are does not matter."""
    said = {key: each.value for key, each in entry.answers.items()}
    return _hashed({"id": entry.id, "kind": entry.kind, "answers": said})


def fingerprint_of(digests: Iterable[str]) -> str:
    """Return the fingerprint of a part of the fingerprints of its entries, in whatever order they come."""
    return _hashed(sorted(digests))


def _hashed(said: object) -> str:
    return sha256(to_json(said).encode("utf-8", "surrogatepass")).hexdigest()  # type: ignore[arg-type]  # any JSON


def short_code(fingerprint: str) -> str:
    """Return a fingerprint as sixteen digits in groups of four, to be compared by eye; see docs/decisions/0016-two-codes.md."""
    if not fingerprint:
        return ""
    digits = f"{int(fingerprint[:32], 16) % 10**DIGITS:0{DIGITS}d}"
    return " ".join(digits[place : place + 4] for place in range(0, DIGITS, 4))
