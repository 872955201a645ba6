"""The code to read out: what a package says and who signed it first, in twenty-five digits for the telephone.

Digits, since people who speak any language can say them. Five groups of five: four digits that are the code, and one that
tells when a digit of its group was misheard or two were swapped, or when the groups came in another order (ISO/IEC 7064,
MOD 11,10). The twenty digits of the code hold 66 bits, and what they are made of takes its time to compute, so that it would
take 2^81 steps to find another package with the same code. See docs/decisions/0013-code-to-read-out.md.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

GROUPS, OWN_DIGITS = 5, 4
"""Groups of a code, and the digits of a group that are not its check digit."""

_ROUNDS = 1 << 15
_SALT = b"Pledgebook: code to read out, 1"


@lru_cache(maxsize=64)
def code_of(record: bytes, fingerprint: str) -> str:
    """Return the code of a package, in groups with hyphens between them: `12340-…`.

    The cover of the report shows it, so it cannot be made of the report or of the container around it. The record holds
    everything that the other files say, with the digests of the attached files, and verification sees that they say the same.

    Args:
        record: the SHA-256 of the data file, 32 bytes.
        fingerprint: that of the first signer's certificate, as `Signatory.fingerprint`; empty for a draft.
    """
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    whole = record + bytes.fromhex(fingerprint)
    slow = PBKDF2HMAC(hashes.SHA256(), length=32, salt=_SALT, iterations=_ROUNDS)
    number = int.from_bytes(slow.derive(whole), "big")
    digits = f"{number % 10 ** (GROUPS * OWN_DIGITS):0{GROUPS * OWN_DIGITS}d}"
    groups = [digits[start : start + OWN_DIGITS] for start in range(0, len(digits), OWN_DIGITS)]
    return "-".join(group + _check_digit(place, group) for place, group in enumerate(groups, 1))


def typed(text: str) -> str:
    """Return the digits of a code as somebody typed it: in any script, with anything between them."""
    return "".join(
        str(unicodedata.decimal(sign))
        for sign in unicodedata.normalize("NFKC", text)
        if unicodedata.decimal(sign, None) is not None
    )


def same(code: str, text: str) -> bool:
    """Whether somebody typed this code."""
    return typed(text) == typed(code)


def misheard(text: str) -> int:
    """Return which group of a code that was typed cannot be right in itself, from 1; 0 when each could be.

    A code of another length has no groups that could be told apart, and gives 0 too: see `whole`.
    """
    if not whole(text):
        return 0
    digits = typed(text)
    size = OWN_DIGITS + 1
    for place in range(1, GROUPS + 1):
        group = digits[(place - 1) * size : place * size]
        if _check_digit(place, group[:OWN_DIGITS]) != group[OWN_DIGITS]:
            return place
    return 0


def whole(text: str) -> bool:
    """Whether as many digits were typed as a code has."""
    return len(typed(text)) == GROUPS * (OWN_DIGITS + 1)


def _check_digit(place: int, group: str) -> str:
    """Return the check digit of a group (ISO/IEC 7064, MOD 11,10) with its place before it, which is not written."""
    product = 10
    for digit in f"{place}{group}":
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)
