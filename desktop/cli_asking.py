"""What a command asks whoever runs it: at a terminal, of what is piped in, and never of nobody."""

from __future__ import annotations

import sys

import click

from desktop.errors import UserError

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
    if is_at_terminal():
        return click.confirm(question, err=True)
    click.echo(question, err=True)
    answer = _piped_line()
    if answer is not None and answer.strip().lower() in _YES:
        return True
    if answer is not None and answer.strip().lower() in _NO:
        return False
    raise Unanswered(unanswered)


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
