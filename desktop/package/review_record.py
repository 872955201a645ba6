"""What stands hidden in a review report that goes out to be changed: whose it is, and what each chapter said."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from desktop.package.hidden_text import AlteredRecordError, mark_of, packed, unpacked
from desktop.record.strict_json import NotJsonError, read_json

__all__ = [
    "BOOKMARK",
    "HIDDEN",
    "PIECE",
    "PROPERTIES",
    "PROPERTY",
    "ChapterRecord",
    "ReviewRecord",
    "from_hidden",
    "mark_of",
    "packed",
    "to_text",
]

BOOKMARK = "pledgebook_"
"""What the bookmark of a heading begins with; the key of its chapter follows."""

HIDDEN = "urn:pledgebook:review:1"
"""The namespace of the hidden part."""

PROPERTY = "pledgebook_"
"""What the properties of the document begin with that hold the same once more; the number of the piece follows."""

PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
"""The namespace of properties that a document has beside those of every document."""

PIECE = 240
"""Letters of one property: more than 255 is cut by some programs."""


@dataclass(frozen=True)
class ChapterRecord:
    """A chapter as it left.

    Args:
        own: whether the team wrote it; else it was put together from the entries.
    """

    key: str
    title: str
    text: str
    own: bool


@dataclass(frozen=True)
class ReviewRecord:
    """The whole record; see `contribution_workbook.hidden_record.HiddenRecord` for what is the same in both."""

    document: str
    submission: str
    revision: str
    language: str
    to: str
    chapters: tuple[ChapterRecord, ...]


def to_text(record: ReviewRecord) -> str:
    """Return the record as canonical JSON."""
    return json.dumps(asdict(record), ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def from_hidden(letters: str) -> tuple[ReviewRecord, str]:
    """Return the record that was hidden, and its mark. Raises AlteredRecordError where it is none of ours."""
    text = unpacked("".join(letters.split()))
    try:
        data: Any = read_json(text.encode())[0]
        chapters = tuple(ChapterRecord(**each) for each in data.pop("chapters"))
        return ReviewRecord(**data, chapters=chapters), mark_of(text)
    except (NotJsonError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise AlteredRecordError("another form") from error
