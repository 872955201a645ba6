"""What is said of where a country stands, from counts alone: a page asks how long it is before anything was counted."""

from __future__ import annotations

from desktop.i18n.number_formatting import counted
from desktop.i18n.translation import gettext as _
from desktop.i18n.translation import ngettext


def said_of_ratings(rated: int, of: int) -> str:
    """Return how many objectives are rated."""
    return _("Objectives rated: {rated} of {of}.").format(rated=rated, of=of)


def said_of_gaps(unanswered: int) -> str:
    """Return how many gaps have no pledge."""
    text = ngettext("{count} gap has no pledge.", "{count} gaps have no pledge.", unanswered)
    return text.format(count=counted(unanswered))


def said_of_errors(count: int) -> str:
    """Return how many errors are in the way of a signature."""
    text = ngettext(
        "{count} error has to be corrected before signing.",
        "{count} errors have to be corrected before signing.",
        count,
    )
    return text.format(count=counted(count))


def said_of_what_is_missing() -> str:
    """Return that nothing is wrong, and that something is missing."""
    return _("There are no errors, but the submission is not complete yet.")


def said_of_an_empty_one() -> str:
    """Return that nothing is there to be signed yet, which is no mistake of anybody's."""
    return _("There is nothing to submit yet.")
