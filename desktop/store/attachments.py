"""The attached files of a submission file: each is a row of its own, under the SHA-256 of its content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop.record.submission import Attachment
from desktop.store.shapes import texts

if TYPE_CHECKING:
    from desktop.store.database import Database

SHAPES = {
    "attachments": f"{texts('name')} AND typeof(content) = 'blob' AND size = length(content)"
    f" AND {texts('sha256')} AND length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'",
}
"""What is true of every attached file."""


def insert_attachment(database: Database, file: Attachment, content: bytes) -> None:
    """Keep a file; the same content is kept once, under the name that it had first.

    Where its bytes are not those any more that its key tells of, they are put right.
    """
    database.execute(
        "INSERT INTO attachments VALUES (?, ?, ?, ?) ON CONFLICT (sha256) DO UPDATE"
        " SET size = excluded.size, content = excluded.content WHERE content IS NOT excluded.content",
        (file.sha256, file.name, file.size, content),
    )


def read_attachments(database: Database) -> Iterator[Attachment]:
    """Yield what is known of every attached file, in the order of their keys; names are as they were written."""
    rows = database.execute("SELECT sha256, name, size FROM attachments ORDER BY sha256").fetchall()
    yield from (Attachment(*row) for row in rows)


def read_content(database: Database, sha256: str) -> bytes | None:
    """Return the bytes of an attached file as they lie in the file, None when there is none of that key."""
    row = database.execute("SELECT content FROM attachments WHERE sha256 = ?", (sha256,)).fetchone()
    return None if row is None else bytes(row[0])
