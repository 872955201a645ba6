"""The one place that cleans and shortens text that comes from outside, before it is shown, printed or set.

Whatever came with a package, a certificate, a received file or a data pack may hold line ends that forge a line of an
answer, escape sequences that a terminal obeys, or signs that turn the direction of what follows. `one_line` is for
names and short texts in sentences, `clean` for longer texts that keep their lines.
"""

from __future__ import annotations

import re

from desktop.i18n.unicode_form import composed

SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"
"""What is shown where no font has a character. The text layer keeps the character itself."""

# Characters that turn the direction of what follows: a title could show a text other than the one it holds.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ENDS_OF_LINE = re.compile("\r\n|[\n\r\v\f\u0085\u2028\u2029]")
# Control characters, the soft hyphen, the byte-order mark, and halves of characters that no file can hold.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_HALVES = re.compile("[\ud800-\udfff]")
# What a terminal takes for an order (ECMA-48): control sequences, operating system commands, single escapes.
_ORDERS = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)|\x1b[ -/]*[0-~]"
)
# Characters that set the direction or take no ink: right in a text, but in a name they turn it around, or make two names
# of what looks like one. Joiners stay, letters of several scripts need them.
_MARKS = re.compile(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2060-\u2064\u206a-\u206f\u2800\u3164\uffa0]"
)
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_BLANK = re.compile(rf"(?:\s|{_MARKS.pattern}|{_UNSEEN.pattern}|{_TURNS.pattern}|{_JOINERS.pattern})*+")
MOST_OF_A_NAME = 120
"""Characters of a name or short text that are shown in a sentence."""


def one_line(text: object, most: int = MOST_OF_A_NAME) -> str:
    """Return a text from outside as one short line that can be put into a sentence, a terminal or a file name's place.

    Lines are joined by spaces; orders to a terminal, unseen characters and marks of direction are gone; what is longer
    than `most` characters is cut with an ellipsis. A text of which nothing is left becomes a question mark, since a
    sentence with a hole in it could be read as another one.
    """
    # Cut first: a name of a gigabyte must cost no more than one that fits.
    begin = str(text)[: most * 20]
    line = shortened(_MARKS.sub("", _ORDERS.sub("", begin)), most)
    return line if is_seen(line) else "?"


def is_seen(text: str) -> bool:
    """Whether anything of a text takes ink: signs that set a direction or join letters are no name by themselves."""
    return any(sign.isprintable() and not sign.isspace() and not _MARKS.match(sign) for sign in text)


def is_blank(text: str) -> bool:
    """Whether a text is nothing but white space and signs that nobody sees: it says nothing, and no document can show it."""
    return _BLANK.fullmatch(text) is not None


def shortened(text: str, most: int) -> str:
    """Return a text as one line of at most so many characters, for outlines and headers; the rest stands elsewhere."""
    text = " ".join(clean(text).split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def clean(text: str) -> str:
    """Return a text without what cannot be seen or would turn its direction; lines end with a line feed."""
    if text.isascii() and text.isprintable():
        return text  # most texts, and thousands of them are named while a submission is checked
    text = _HALVES.sub(SUBSTITUTE, text)
    text = _ENDS_OF_LINE.sub("\n", composed(text)).replace("\t", " ")
    return _UNSEEN.sub("", _TURNS.sub("", text))
