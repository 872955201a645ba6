"""The names of what lies in a package: ASCII, short and the same for the same content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import PurePosixPath

from desktop.record.entry import Entry
from desktop.record.file_names import ascii_name
from desktop.record.submission import Attachment

REPORT = "report.pdf"
WORKBOOK = "submission.xlsx"
RECORD = "submission.json"
GUIDE = "VERIFY.txt"
PLEDGES = "pledges/"
ATTACHMENTS = "attachments/"

ATTACHMENT_PATTERN = r"^attachments/[0-9a-f]{16}([0-9a-f]{48})?(\.[a-z0-9]{1,8})?$"


def pledge_path(number: int, pledge: Entry) -> str:
    """Return where the PDF of a pledge lies; `number` is its place among the pledges, from 1."""
    return f"{PLEDGES}{number:02d}-{pledge_words(pledge)}.pdf"


def pledge_words(pledge: Entry) -> str:
    """Return a pledge in words that a name can have: its title, or its objectives where that is in another script."""
    title = pledge.text("title")
    words = ascii_name(title)
    # A number or a single letter that is left of another script says nothing.
    if sum(each.isalpha() for each in words) * 2 > sum(each.isalpha() for each in title):
        return words
    named = "-".join(map(str, pledge.numbers("objectives")[:_MOST_NAMED]))
    return f"objective-{named}" if named else pledge.id[:8]


_MOST_NAMED = 3


def pledge_paths(pledges: Sequence[Entry], names: Collection[str]) -> dict[str, str]:
    """Return id of each pledge to where its PDF lies in a package with these files; one of 0.2.0 has other names."""
    paths = {}
    for number, pledge in enumerate(pledges, 1):
        earlier = f"{PLEDGES}{number:02d}-{pledge.id[:8]}.pdf"
        paths[pledge.id] = earlier if earlier in names else pledge_path(number, pledge)
    return paths


def attachment_paths(attachments: Iterable[Attachment]) -> dict[str, str]:
    """Return SHA-256 to the place of each file.

    The name is made of the content, since names with accents have made containers invalid elsewhere; the
    first 16 digits tell files apart, all 64 where two files begin alike.
    """
    files = list(attachments)
    begin = Counter(file.sha256[:16] for file in files)
    return {
        file.sha256: ATTACHMENTS
        + (file.sha256[:16] if begin[file.sha256[:16]] == 1 else file.sha256)
        + _ending(file.name)
        for file in files
    }


def _ending(name: str) -> str:
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return ending if re.fullmatch(r"\.[a-z0-9]{1,8}", ending) else ""
