"""What all commands share: how they end, what they say to a terminal, and how they open a submission."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from desktop import cli_language, diagnostics, installation
from desktop.cli_asking import UNANSWERED, Unanswered
from desktop.errors import UserError
from desktop.i18n.text_sanitizing import clean
from desktop.i18n.translation import LANGUAGES, current_language, set_language
from desktop.i18n.translation import gettext as _

if TYPE_CHECKING:
    from desktop.catalogue.catalogue import Catalogue
    from desktop.store.file import SubmissionFile

NO = 1
FAILED = 2

FILE = click.Path(path_type=Path)


class OneLine(click.Group):
    """Commands whose errors are one line, whoever raises them."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run in the language that is wanted, and end with the exit status."""
        given = kwargs.get("args", args[0] if args else None)
        words = sys.argv[1:] if given is None else [str(word) for word in given]
        language = cli_language.wanted(words, os.environ)
        # Not only in here: a window that is opened speaks its own language, and others after it.
        before = current_language()
        set_language(language)
        try:
            with cli_language.translated(self, language):
                return self._run(*args, **kwargs)
        finally:
            set_language(before)

    def _run(self, *args: Any, **kwargs: Any) -> Any:
        try:
            outcome = super().main(*args, **{**kwargs, "standalone_mode": False})
            installation.came_up(window=False)
        except click.exceptions.NoArgsIsHelpError as error:
            installation.came_up(window=False)
            error.show()  # the help, line by line
            sys.exit(FAILED)
        except click.ClickException as error:
            installation.came_up(window=False)
            fail(error.format_message())
        except click.Abort:
            fail(_("Stopped."))
        except UserError as problem:
            installation.came_up(window=False)
            for line in problem.details:
                tell(line, err=True)
            if problem.message not in problem.details:
                tell(problem.message, err=True)
            sys.exit(UNANSWERED if isinstance(problem, Unanswered) else FAILED)
        except Exception as error:
            diagnostics.note("a command failed", error)
            tell_mistake()
            sys.exit(FAILED)
        sys.exit(outcome if isinstance(outcome, int) else 0)


def tell(text: str, *, err: bool = False) -> None:
    """Say something in one line. Whatever a file or a package says in it: a terminal obeys what it is told to show."""
    click.echo(" ".join(clean(text).split()), err=err)


def tell_path(path: Path) -> None:
    """Say where something lies, to the letter, so that it can be used; a name that is no text as the bytes that it is."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        click.echo(os.fsencode(path))
    else:
        click.echo(str(path))


def fail(message: str) -> NoReturn:
    """End with a sentence on why it could not be done."""
    tell(message, err=True)
    sys.exit(FAILED)


def tell_mistake() -> None:
    """Say that the program made a mistake, and where its log lies."""
    text = _("Something went wrong in Pledgebook. Its log is {path}. It contains none of your answers.")
    tell(text.format(path=diagnostics.log_file()), err=True)


def shipped_forms() -> Catalogue:
    """Return the forms that ship with the program."""
    from desktop.catalogue.forms_reader import current

    return current()


def forms_in(file: SubmissionFile) -> Catalogue:
    """Return the forms that a submission uses, and say which of its packs cannot be used."""
    from desktop.operations.forms_in_use import forms_in_use

    found = forms_in_use(file)
    for problem in found.problems:
        # What the team wrote can be read, checked and sent all the same; what only that pack knows stays here.
        tell(problem.message, err=True)
    return found.catalogue


@contextmanager
def opened_file(path: Path, *, read_only: bool = False, to_note: bool = False) -> Iterator[SubmissionFile]:
    """Open a submission for a block, and say what did not stop its opening; not twice, where the block fails of the same."""
    from desktop.operations.open_file import open_file, open_to_note

    file = open_to_note(path) if to_note else open_file(path, read_only=read_only)
    failed = ""
    try:
        yield file
    except UserError as error:
        failed = error.message
        raise
    finally:
        for warning in file.warnings:
            if warning != failed:
                tell(warning, err=True)
        file.close()


LANGUAGE = click.Choice(LANGUAGES)
"""One of the languages that the program speaks; another one is refused with the list."""


def language_option(said: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option of what a command writes in; it is empty where it is left out.

    Args:
        said: its help.
    """
    return click.option("--language", type=LANGUAGE, callback=lambda _context, _option, code: code or "", help=said)


OF_THE_DOCUMENT = "The language of the document. If you leave it out: the language of the submission."

by_option = click.option("--by", default="", help="Your name, for the history.")
"""Who does it, of a command that writes."""


def on_conflict_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what commands that join have in common: what to do with conflicts, and who does it."""
    conflict = click.option(
        "--on-conflict",
        type=click.Choice(["stop", "keep-ours", "keep-theirs", "keep-both"]),
        default="stop",
        show_default=True,
        help="What to do where both sides changed the same answer.",
    )
    return conflict(by_option(command))


def parts_of(text: str) -> list[str]:
    """Return what stands between commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def numbers_of(text: str) -> tuple[int, ...]:
    """Return the numbers of objectives that stand between commas. Raises UserError."""
    try:
        return tuple(int(part) for part in parts_of(text))
    except ValueError as error:
        raise UserError(_("Write the objectives as numbers with commas, such as 1,7,15.")) from error


_OBEYED = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal obeys and JSON does not escape by itself."""


def say_data(data: Any) -> None:
    """Write JSON for a program to read."""
    text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True)
    click.echo(_OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def refuse_both(one: tuple[str, bool], *others: tuple[str, bool]) -> None:
    """Refuse an option with another one that would be passed over beside it; each with whether it was given."""
    for name, given in others:
        if one[1] and given:
            raise UserError(_("Give {option} or {other}, not both.").format(option=one[0], other=name))
