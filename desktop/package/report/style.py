"""The look of the report: its paper, its colours and the few ways in which text is set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

MM = 72 / 25.4
"""Points in a millimetre."""

PAGE_WIDTH = 210 * MM
PAGE_HEIGHT = 297 * MM
MARGIN = 18 * MM
TOP = 22 * MM
BOTTOM = 18 * MM
WIDTH = PAGE_WIDTH - 2 * MARGIN
"""The width of the text."""
GUTTER = 7 * MM
COLUMN = (WIDTH - GUTTER) / 2
"""The width of each of two columns, a line of which has some sixty letters."""
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
"""The height of the text."""

Colour = str
"""Six hexadecimal digits with a hash, e.g. `#1c2b39`."""

INK: Colour = "#18232b"
MUTED: Colour = "#55636d"
LINE: Colour = "#d9e0e5"
SOFT: Colour = "#f2f5f7"
WHITE: Colour = "#ffffff"
# The accent and the inks are those of the window (desktop/ui/theme.py), for one house has one look.
ACCENT: Colour = "#0b5a73"
ACCENT_SOFT: Colour = "#e3eff3"
WARNING: Colour = "#8a5300"
DONE: Colour = "#236b3f"
WARNING_SOFT: Colour = "#fbf3e4"

Align = Literal["own", "document", "end", "centre"]
"""Where lines stand: where their own direction starts, where that of the document starts or ends, or in the middle."""


@dataclass(frozen=True)
class Style:
    """How a text is set; lengths in points.

    Args:
        size: of the font.
        leading: from line to line, as a multiple of the size.
        align: see `Align`.
        before, after: the room to what stands above and below; of two that meet, the larger one counts.
        keep: whether it stays on one page with what follows.
        rank: of a heading, 1 for the first; 0 for what is none.
    """

    size: float = 9.5
    leading: float = 1.45
    bold: bool = False
    colour: Colour = INK
    align: Align = "own"
    before: float = 0
    after: float = 6
    keep: bool = False
    rank: int = 0

    def but(self, **changes: object) -> Style:
        """Return the style with some of its values changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


BODY = Style()
SMALL = Style(size=8, leading=1.34, colour=MUTED, align="document", after=3)
LABEL = Style(size=8, leading=1.34, colour=MUTED, align="document", after=0)
VALUE = Style(size=9, leading=1.33, after=0)
CELL = Style(size=8.5, leading=1.33, align="document", after=0)
CELL_HEAD = Style(size=8, leading=1.35, bold=True, colour=MUTED, align="document", after=0)
CHAPTER = Style(size=13, leading=1.2, bold=True, align="document", before=0, after=4, keep=True, rank=1)
OVERLINE = Style(size=8.5, leading=1.25, bold=True, colour=ACCENT, align="document", after=1, keep=True)
SECTION = Style(
    size=10.8, leading=1.25, bold=True, colour=ACCENT, align="document", before=8, after=2, keep=True, rank=2
)
ENTRY = Style(size=9.8, leading=1.25, bold=True, align="document", before=7, after=1.5, keep=True, rank=3)
"""No other text has the size of one of these three, by which whoever reads a document back finds its headings."""
FURNITURE = Style(size=7.5, leading=1.3, colour=MUTED, align="document", after=0)
