"""The kinds of keys that can sign. One of them is a class in a file of its own, and its line in `KINDS`."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.package.signing_keys.key_file import KeyFiles
from desktop.package.signing_keys.kind import KeyKind
from desktop.package.signing_keys.token_key import Tokens

KINDS: Sequence[KeyKind] = (KeyFiles(), Tokens())
"""In the order in which they are offered."""
