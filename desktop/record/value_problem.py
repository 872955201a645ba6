"""What is wrong with a value, in a sentence for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.i18n.translation import gettext as _

if TYPE_CHECKING:
    from desktop.record.entry import Value


@dataclass(frozen=True)
class Problem:
    """What is wrong with a value.

    Args:
        code: `type`, `option`, `unknown`, `date`, `calendar`, `number`, `email`, `short`, `long`, `many`, `range`, `piled`.
        text: one whole sentence in the language spoken.
        offers: the values that may have been meant; nobody chooses one of them but the person who wrote.
    """

    code: str
    text: str
    offers: tuple[Value, ...] = ()


def piled() -> Problem:
    """Return what is said of a text that no program could show, see `i18n.unicode_form`; no package can have it inside."""
    return Problem(
        "piled", _("One letter has more accents or other marks than any program can show. Please type that word again.")
    )
