"""How wide the columns of a sheet are and how high its rows, so that all is read, on the screen and on few pages.

Widths are in characters of the usual width, heights in points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from desktop.i18n.text_wrapping import columns
from desktop.package.sheets import Content, Sheet

PAGE_WIDTH, UPRIGHT_WIDTH = 215, 145
"""How many characters of width go onto an A4 page, on its side and upright, at seven points, which can still be read."""

_LINE = 13.2
"""The height of a line of text, in points."""

_TALLEST = 408
"""The tallest row that a spreadsheet can have, in points."""

_MOST_LINES = 28
"""How many lines a column is at least wide enough for, a little less than go into the tallest row."""

_GOOD_LINES = 16
"""How many lines a column is made wide enough for, so that several rows are seen at once and go onto a page."""

_NARROWEST = 0.7
"""How much of their width columns of text keep at least, where a page less is needed then."""

_ID_WIDTH = 10.0


def text_width(text: str) -> int:
    """Return how wide the widest line of a text is, in characters of the usual width."""
    return max(map(columns, text.split("\n")))


def height_of(row: Sequence[Content], widths: Sequence[float], spare: float = 0) -> float:
    """Return a height, in points, at which every text of a row can be read.

    Spreadsheet programs differ in whether they find it by themselves.

    Args:
        spare: width that a text cannot use, such as that of the button of a filter.
    """
    most = 1
    for content, width in zip(row, widths, strict=False):
        # A narrow id is cut off on purpose.
        if isinstance(content, str) and len(content) > width / 2 and width > _ID_WIDTH:
            most = max(most, _lines(content, width - 1 - spare))
    return min(_TALLEST, most * _LINE + 2)


def _lines(text: str, width: float) -> int:
    # A unit of width takes a digit of the usual size; running text at ten points is narrower.
    return sum(max(1, math.ceil(text_width(line) / (width * 1.1))) for line in text.split("\n"))


def pages_of(width: float, repeated: float) -> float:
    """Return how many pages side by side a sheet takes, to the part of one."""
    return (width - repeated) / (PAGE_WIDTH - repeated)


def printed_widths(made: Sheet, widths: Sequence[float], folded: frozenset[int]) -> tuple[float, float]:
    """Return how wide a sheet is on paper, and how much of it stands on each page."""
    return sum(each for place, each in enumerate(widths) if place not in folded), sum(widths[: made.frozen])


def fitted_widths(made: Sheet, widths: list[float], folded: frozenset[int]) -> list[float]:
    """Return the widths with columns of text a little narrower where that saves a page."""
    width, repeated = printed_widths(made, widths, folded)
    pages = pages_of(width, repeated)
    over = pages % 1 * (PAGE_WIDTH - repeated) + 0.1  # what is added up again need not be the same
    if pages <= 1 or over > width * (1 - _NARROWEST):
        return widths
    least = [
        max(each * _NARROWEST, *(_needed(row[place], _MOST_LINES) for row in made.rows)) if made.rows else each
        for place, each in enumerate(widths)
    ]
    bends = [
        place
        for place, column in enumerate(made.columns)
        if column.sort in ("text", "long") and place >= made.frozen and place not in folded and widths[place] > 24
    ]
    spare = sum(max(0, widths[place] - least[place]) for place in bends)
    if not spare or over > spare:
        return widths
    share = over / spare
    return [each - max(0, each - least[place]) * share if place in bends else each for place, each in enumerate(widths)]


def unanswered(made: Sheet) -> frozenset[int]:
    """Return the columns, from 0, in which nobody said anything, where others have answers: they are folded away."""
    if not made.kind:
        return frozenset()
    fields = [place for place, column in enumerate(made.columns) if column.field]
    empty = [place for place in fields if all(row[place] is None for row in made.rows)]
    return frozenset(place for place in empty if place >= made.frozen and len(empty) < len(fields))


def column_width(made: Sheet, number: int) -> float:
    """Return how wide a column of a sheet is made, by its header and what stands below it."""
    column = made.columns[number]
    if column.sort == "id":
        return _ID_WIDTH
    contents = [row[number] for row in made.rows if row[number] is not None]
    texts = [each for each in contents if isinstance(each, str)]
    words = max((text_width(word) for word in column.header.split()), default=0) + 4
    if not contents:
        # Where nobody answered anything, the words of the header go one below the other.
        return max(words, 10)
    head = max(words, min(22, text_width(column.header) + 4))
    widest = max(map(text_width, texts), default=0) + 2
    if column.sort in ("short", "figure"):
        # Beside figures a long header stands in three lines.
        head = max(words, min(head, math.ceil(text_width(column.header) / 3) + 4))
        return min(30, max(head, min(widest, 24), 11))
    if column.sort == "text":
        narrow = min(40, max(head, widest))
        return min(80, max(narrow, *(_needed(text, _GOOD_LINES) for text in texts)) if texts else narrow)
    if not texts:
        return head
    return min(110, max(head, min(48, widest), *(_needed(text, _GOOD_LINES) for text in texts)))


def _needed(text: Content, lines: int) -> float:
    """Return the width at which a text goes into so many lines."""
    if not isinstance(text, str) or len(text) < lines:
        return 0
    length = len(text) if text.isascii() else sum(map(text_width, text.split("\n")))
    return length / (lines - min(text.count("\n"), lines // 2))
