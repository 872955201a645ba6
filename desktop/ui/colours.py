"""The colours: one set for light and one for dark, with one accent, and two for computers that are set to high contrast."""

from __future__ import annotations

from typing import NamedTuple


class Colours(NamedTuple):
    """The colours of one theme. Text on its ground keeps a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""

    ground: str
    surface: str
    sunken: str
    line: str
    grip: str  # of scroll bars
    edge: str  # around fields: 3 to 1 against the surface (WCAG 2.2, 1.4.11)
    text: str
    muted: str
    accent: str
    on_accent: str
    tint: str
    hover: str
    blocks: str
    warns: str
    suggests: str
    done: str

    @property
    def clear(self) -> bool:
        """Whether they are those of high contrast, whose edges are as plain as letters: a tint alone shows nothing there."""
        return self.edge == self.text

    def weights(self) -> dict[str, str]:
        """Return the colours of what blocks, warns, suggests and is done; a word or a drawing always says it too."""
        return {"blocks": self.blocks, "warns": self.warns, "suggests": self.suggests, "done": self.done}


LIGHT = Colours(
    ground="#f5f7f8",
    surface="#ffffff",
    sunken="#eef2f4",
    line="#dfe5e9",
    grip="#c3ccd2",
    edge="#838f97",
    text="#18232b",
    muted="#55636d",
    accent="#0b5a73",
    on_accent="#ffffff",
    tint="#e3eff3",
    hover="#084659",
    blocks="#b3261e",
    warns="#8a5300",
    suggests="#41598c",
    done="#236b3f",
)
DARK = Colours(
    ground="#12181c",
    surface="#1a2227",
    sunken="#212b31",
    line="#2f3a41",
    grip="#46535b",
    edge="#74828c",
    text="#e8edf0",
    muted="#a3b0b8",
    accent="#6fc0d8",
    on_accent="#06222b",
    tint="#17343e",
    hover="#95d4e6",
    blocks="#ff8a80",
    warns="#f2b95c",
    suggests="#a9bdf0",
    done="#7fce9b",
)
CLEAR_LIGHT = Colours(
    ground="#ffffff",
    surface="#ffffff",
    sunken="#ffffff",
    line="#000000",
    grip="#000000",
    edge="#000000",
    text="#000000",
    muted="#1f1f1f",
    accent="#003c50",
    on_accent="#ffffff",
    tint="#d9eef5",
    hover="#000000",
    blocks="#8a0000",
    warns="#5c3800",
    suggests="#1d2f63",
    done="#00401c",
)
CLEAR_DARK = Colours(
    ground="#000000",
    surface="#000000",
    sunken="#000000",
    line="#ffffff",
    grip="#ffffff",
    edge="#ffffff",
    text="#ffffff",
    muted="#e6e6e6",
    accent="#8be4ff",
    on_accent="#000000",
    tint="#00303f",
    hover="#ffffff",
    blocks="#ffb3ad",
    warns="#ffd84d",
    suggests="#c7d4ff",
    done="#8dffb4",
)
"""For a computer that is set to high contrast: every text 7 to 1 (WCAG 2.2, 1.4.6), and a line around all that has an edge."""
