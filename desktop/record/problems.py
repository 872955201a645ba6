"""What can go wrong in ways that people meet, each with a sentence for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.catalogue.problems import Known

if TYPE_CHECKING:
    from desktop.record.entry import Value

__all__ = ["Cancelled", "Known", "Problem"]


class Cancelled(Known):
    """Somebody chose to stop; nothing was changed."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a value.

    Args:
        code: `type`, `option`, `unknown`, `date`, `calendar`, `number`, `email`, `short`, `long`, `many`, `range`.
        text: one whole sentence in the language spoken.
        offers: the values that may have been meant; nobody chooses one of them but the person who wrote.
    """

    code: str
    text: str
    offers: tuple[Value, ...] = ()
