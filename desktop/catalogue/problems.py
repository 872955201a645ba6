"""What can go wrong in ways that people meet, each with a sentence for them."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.catalogue.language import ngettext


class Known(Exception):
    """A known outcome with a message for people. Everything that is not `Known` is a bug and surfaces as one.

    `message` is one whole sentence in the language spoken; `details` are further ones, such as each error of
    an import.
    """

    def __init__(self, message: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class FormsError(Known):
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
        ).format(problem=details[0], count=more)
    raise FormsError(message, tuple(details))
