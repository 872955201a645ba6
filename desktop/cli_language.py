"""The command line in the six languages: which one is wanted, and every help text in it.

The command line library translates its own few words through the standard gettext domain, so these stand in our
catalogues too.
"""

from __future__ import annotations

import gettext as standard
import inspect
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import click

from desktop import paths
from desktop.i18n.text_wrapping import columns, wrapped
from desktop.i18n.translation import LANGUAGES, N_, NN_
from desktop.i18n.translation import gettext as _

DOMAIN = "pledgebook"
OPTION = "--language"

WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("Missing command."),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("Invalid value for {param_hint}: {message}"),
    N_("default: {default}"),
    N_("required"),
    NN_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    NN_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    NN_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    NN_("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)
"""What the library itself says."""


class _Help(click.HelpFormatter):
    """Help with the colon of the language after a heading, and in lines that end where those of the language may.

    In French there is a space before the colon. The library breaks Chinese as if it were one long word, in the middle of a
    Latin one too.
    """

    def write_heading(self, heading: str) -> None:
        self.write(" " * self.current_indent + _("{label}:").format(label=heading) + "\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        lines = [wrapped(each, self.width, indent, indent) for each in inspect.cleandoc(text).split("\n\n")]
        self.write("\n\n".join("\n".join(each) for each in lines) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        table = list(rows)
        first = min(max(columns(name) for name, _text in table), col_max) + col_spacing
        for name, text in table:
            begin, other = " " * self.current_indent + name, " " * (self.current_indent + first)
            lines = wrapped(text, max(self.width, len(other) + 10), other, other)
            if lines and columns(name) <= first - col_spacing:
                lines[0] = begin + " " * (first - columns(name)) + lines[0][len(other) :]
            else:
                lines.insert(0, begin)
            self.write("\n".join(lines) + "\n")


class _Context(click.Context):
    formatter_class = _Help


def wanted(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language that is asked for before the command, or else that of the computer, or else English."""
    for place, word in enumerate(arguments):
        if word == OPTION and place + 1 < len(arguments) and arguments[place + 1] in LANGUAGES:
            return arguments[place + 1]
        if word.startswith(f"{OPTION}=") and word.partition("=")[2] in LANGUAGES:
            return word.partition("=")[2]
        if not word.startswith("-") and (place == 0 or arguments[place - 1] != OPTION):
            break
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = environment.get(name, "")[:2]
        if code in LANGUAGES:
            return code
    return "en"


@contextmanager
def translated(command: click.Command, language: str) -> Iterator[None]:
    """Say every help text of a command and of those below it in the language that is being spoken."""
    before = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = language  # the library looks there
    try:
        _translate(command)
        yield
    finally:
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def _translate(command: click.Command) -> None:
    standard.bindtextdomain(DOMAIN, str(paths.locale()))
    standard.textdomain(DOMAIN)
    for each in _all(command):
        each.help = _(_english(each))
        each.context_class = _Context
        for option in each.params:
            if isinstance(option, click.Option):
                option.help = _(_english(option))


def texts(command: click.Command) -> Iterator[str]:
    """Yield every help text in English, as message ids."""
    for each in _all(command):
        options = [option for option in each.params if isinstance(option, click.Option)]
        yield from filter(None, (_english(each), *map(_english, options)))


def _all(command: click.Command) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for each in command.commands.values():
            yield from _all(each)


def _english(said: click.Command | click.Option) -> str:
    """Return the help text as it stands in the code, whatever language it was said in since."""
    kept = getattr(said, "english", None)
    if kept is None:
        kept = inspect.cleandoc(said.help or "").replace("\f", "")
        said.english = kept  # type: ignore[union-attr]
    return str(kept)
