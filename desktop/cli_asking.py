"""What a command asks whoever runs it: at a terminal, of what is piped in, and never of nobody."""

from __future__ import annotations

import sys

import click

from desktop.errors import UserError
from desktop.i18n.text_normalization import fold
from desktop.i18n.translation import gettext as _

UNANSWERED = 3
"""Exit status: it had to be asked, and nobody was there to answer."""

_YES = frozenset({"y", "yes"})
_NO = frozenset({"", "n", "no"})
_LONGEST = 80
"""Characters of a piped line that are read; nothing that is longer is a yes or a no."""


class Unanswered(UserError):
    """It had to be asked, and nobody was there to answer."""


def ask(question: str, unanswered: str) -> bool:
    """Ask something that is answered by yes or no, and by no where only Enter is pressed.

    Args:
        unanswered: the sentence for where nobody answers: nothing is piped in, or what is neither yes nor no.

    Raises:
        Unanswered: with that sentence.
    """
    asked = f"{question} [{_('Yes')}/{_('No')}]"
    while is_at_terminal():
        said = _understood(click.prompt(asked, default="", show_default=False, err=True))
        if said is not None:
            return said
    # It is seen before anything is waited for: a pipe that nobody writes to is waited for without end, as by any command.
    click.echo(asked, err=True)
    answer = _piped_line()
    said = None if answer is None else _understood(answer)
    if said is None:
        raise Unanswered(unanswered)
    return said


def _understood(answer: str) -> bool | None:
    """Return what an answer says, in the language of the question or in English; None for neither yes nor no."""
    given, yes, no = (fold(each).strip() for each in (answer, _("Yes"), _("No")))
    if given in _YES or given in (yes, yes[:1]):
        return True
    return False if given in _NO or given in (no, no[:1]) else None


def ask_secret(question: str, unanswered: str) -> str:
    """Ask for a secret, which is not seen while it is typed. It is never piped in: others may see what is.

    Raises:
        Unanswered: with the sentence that was given, where there is no terminal.
    """
    if not is_at_terminal():
        raise Unanswered(unanswered)
    answer: str = click.prompt(question, hide_input=True, err=True)
    return answer


def is_at_terminal() -> bool:
    """Whether somebody can answer; what was closed before the program began is no terminal."""
    # Python has no standard input at all where it was closed, and one that was closed since says so by an error.
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def _piped_line() -> str | None:
    """Return the first line that is piped in, None where there is none or it is no text."""
    if sys.stdin is None or sys.stdin.closed:
        return None
    try:
        return sys.stdin.readline(_LONGEST) or None
    except (OSError, UnicodeDecodeError):
        return None
