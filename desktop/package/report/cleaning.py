"""What is taken out of a text before it is set: what nobody can see, and what would make it look like another."""

from __future__ import annotations

import re
import unicodedata

SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"
"""What is shown where no font has a character. The text layer keeps the character itself."""

# Characters that turn the direction of what follows: a title could show a text other than the one it holds.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ENDS_OF_LINE = re.compile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")
# Control characters, the soft hyphen, the byte-order mark, and halves of characters that no file can hold.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_HALVES = re.compile("[\ud800-\udfff]")


def shortened(text: str, most: int) -> str:
    """Return a text as one line of at most so many characters, for outlines and headers; the rest stands elsewhere."""
    text = " ".join(clean(text).split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def clean(text: str) -> str:
    """Return a text without what cannot be seen or would turn its direction; lines end with a line feed."""
    text = _HALVES.sub(SUBSTITUTE, text)
    text = _ENDS_OF_LINE.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", " ")
    return _UNSEEN.sub("", _TURNS.sub("", text))
