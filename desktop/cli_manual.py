"""The command for the manual."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from desktop.cli_common import FILE, tell, tell_path
from desktop.errors import UserError
from desktop.i18n.text_sanitizing import one_line
from desktop.i18n.text_wrapping import wrapped
from desktop.i18n.translation import gettext as _

WIDEST = 100
"""Columns: longer lines are hard to read, however wide the terminal is."""

_EMPHASIS = re.compile(r"\*+")  # a terminal shows the signs, and a line could begin with those that end a word
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+?)(\.md)?\)")
_LISTED = re.compile(r"(-|\d+\.) +")
_LEFT_OUT = re.compile(r"\{picture: .*\}|[|: -]*-[|: -]*")  # a picture, the line below the head of a table


@click.command("manual")
@click.argument("topic", default="")
@click.option("--out", type=FILE, help="Save the topic, such as the workshop sheet, as a PDF.")
def manual(topic: str, out: Path | None) -> None:
    """Show a TOPIC of the manual, or list the topics."""
    from desktop.manual import manual as read

    told = read()
    if not topic:
        for each in told.topics.values():
            tell(f"{each.key:18}{each.title}")
        return
    found = told.topics.get(topic)
    if found is None:
        raise UserError(_("The manual has no topic “{topic}”.").format(topic=one_line(topic)))
    if out is None:
        for line in lines_of(found.without_pages(), min(shutil.get_terminal_size().columns, WIDEST)):
            click.echo(line)
        return
    from desktop.operations.print_topic import save_topic

    tell_path(save_topic(found, out))


def lines_of(text: str, most: int) -> Iterator[str]:
    """Return a topic in lines of so many columns: paragraphs stay apart, what is listed begins in a line of its own."""
    is_apart = True
    for paragraph in text.split("\n"):
        if paragraph and _LEFT_OUT.fullmatch(paragraph):
            continue
        if not paragraph.strip():
            if not is_apart:
                yield ""
            is_apart = True
            continue
        paragraph = _EMPHASIS.sub("", _LINK.sub(r"\1 (\2)", paragraph))  # in brackets the TOPIC that it leads to
        mark = _LISTED.match(paragraph)
        begin = mark[0] if mark is not None else ""
        yield from wrapped(paragraph[len(begin) :], most, begin, " " * len(begin))
        is_apart = False
