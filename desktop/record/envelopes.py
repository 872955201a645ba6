"""What nobody is to see yet, in an envelope: a rating that is given unseen, until all are revealed.

It keeps what is in it out of everything that shows, finds or compares what a file holds: lists, the history, the
search, a preview of joining. It is no lock: whoever has the file and the program can open it, as anybody in the room
could open one of paper.
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import shake_256

_MARK = "unseen:"
_SALT = 16
_STEP = 512
"""Bytes: envelopes of short and of long reasons look alike."""


def closed(text: str) -> str:
    """Return a text in an envelope; the same text is in another one each time."""
    content = text.encode()
    content += b"\0" * (-len(content) % _STEP or (0 if content else _STEP))
    salt = os.urandom(_SALT)
    return _MARK + urlsafe_b64encode(salt + _mixed(content, salt)).decode("ascii")


def opened(envelope: str) -> str:
    """Return the text in an envelope. Raises ValueError where there is none."""
    if not is_envelope(envelope):
        raise ValueError(envelope)
    whole = urlsafe_b64decode(envelope[len(_MARK) :].encode())
    return _mixed(whole[_SALT:], whole[:_SALT]).rstrip(b"\0").decode()


def is_envelope(value: object) -> bool:
    """Whether a value is an envelope."""
    return isinstance(value, str) and value.startswith(_MARK)


def _mixed(content: bytes, salt: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(content, shake_256(salt).digest(len(content)), strict=True))
