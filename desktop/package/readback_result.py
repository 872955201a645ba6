"""What a comparison comes to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Comparison:
    """What one comparison came to.

    Args:
        entries: how many entries were found again.
        texts: how many answers were compared.
        differences: what is not as it must be, in sentences.
    """

    entries: int = 0
    texts: int = 0
    differences: list[str] = field(default_factory=list)
