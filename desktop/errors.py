"""What can go wrong in ways that people meet, each with a sentence for them."""

from __future__ import annotations


class UserError(Exception):
    """A known outcome with a message for people. Everything that is not a `UserError` is a bug and surfaces as one.

    `message` is one whole sentence in the language spoken; `details` are further ones, such as each error of
    an import.
    """

    def __init__(self, message: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.details = details


class Cancelled(UserError):
    """Somebody chose to stop; nothing was changed."""
