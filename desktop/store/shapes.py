"""What is true of every row of a table, as SQL: the room that writes a table says it, and the examination asks it."""

from __future__ import annotations

MOST_LETTERS = 16 * 1024 * 1024
"""Letters of one value; a whole review report has less than one million."""

MOST = 2**53 - 1
"""The largest number, position or count of revisions; JSON of other programs holds none beyond it exactly (RFC 8259, section 6)."""

LONGEST_KEY = 200


def texts(*columns: str, most: int = MOST_LETTERS) -> str:
    """Return that columns hold text, and no more letters than there can be."""
    return " AND ".join(f"typeof({each}) = 'text' AND length({each}) <= {most}" for each in columns)
