"""What is wrong with the forms, as one outcome that names every flaw."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.errors import UserError
from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import ngettext


class FormsError(UserError):
    """A file of the forms cannot be used; `details` names every flaw with file, line and field."""


def raise_when(details: Sequence[str]) -> None:
    """Raise a FormsError when anything is wrong; its message is the first sentence and how many more there are."""
    if not details:
        return
    more = len(details) - 1
    message = details[0]
    if more:
        message = ngettext(
            "{problem} There is {count} more error in the forms.",
            "{problem} There are {count} more errors in the forms.",
            more,
        ).format(problem=details[0], count=counted(more))
    raise FormsError(message, tuple(details))
