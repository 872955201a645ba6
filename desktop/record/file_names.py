"""Names for files that come from outside: a name names a file in the folder that somebody chose, and never a way."""

from __future__ import annotations

import re
import unicodedata

from desktop.i18n.text_sanitizing import one_line, shortened

MOST_LETTERS_OF_NAME, MOST_BYTES_OF_NAME = 120, 200
"""Letters and bytes (UTF-8) of a name; file systems take 255 bytes, and the program adds to some."""

MOST_OF_PART = 60
"""Bytes of one part of a name that is put together."""

_WAYS = re.compile(r"[/\\]")
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])", re.IGNORECASE)
_NO_WORD = re.compile(r"[^a-z0-9]+")
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')


def file_name(text: str) -> str:
    """Return a text as the name of a file that every system takes: no folder, no control character, nothing reserved.

    A good name stays as it is. Of a long one the ending stays.
    """
    # A name of dots is a way, one that begins with a dot is not seen, and Windows drops dots and spaces at the end.
    last = _WAYS.split(text.rstrip("/\\"))[-1].strip(". ")
    stem, dot, ending = last.rpartition(".")
    if not dot or len(ending) > 20:
        stem, dot, ending = last, "", ""
    ending = one_line(ending) if ending else ""
    stem = one_line(stem, MOST_LETTERS_OF_NAME - len(ending)) if stem else ""
    while len(f"{stem}{dot}{ending}".encode()) > MOST_BYTES_OF_NAME:
        stem = stem.removesuffix("…")[:-1].rstrip() + "…"
    # After the cleaning, which shows a name of nothing but invisible signs as a question mark.
    name = _NOT_IN_NAMES.sub("_", f"{stem}{dot}{ending}").strip(". ")
    return (f"_{name}" if is_reserved(name) else name) or "_"


def own_name(text: str) -> str:
    """Return words of a submission as the name of a file: a slash in them is a sign like others, as in a year `2025/2026`."""
    return file_name(_WAYS.sub("-", text))


def part_of_name(text: str, most: int = MOST_OF_PART) -> str:
    """Return words as one part of a name among others, which all have their room: so many bytes at most, in any script."""
    said = shortened(text, most)
    while len(said.encode()) > most:
        said = said.removesuffix("…")[:-1].rstrip() + "…"
    return said


def ascii_name(text: str, most: int = 60) -> str:
    """Return the words of a text as a part of a name that every system, disk and form takes: `open-consular-offices`.

    Letters lose their accents. A text in another script than Latin has nothing left, and gives an empty name.
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = _NO_WORD.sub("-", plain).strip("-")
    if len(words) > most:
        words = words[: most + 1].rpartition("-")[0] or words[:most]
    return words


def is_reserved(name: str) -> bool:
    """Whether Windows keeps a name for itself, in any folder and with any ending."""
    return _RESERVED.fullmatch(name.partition(".")[0].strip()) is not None
