"""How much a file from outside may hold, looked at before and while it is first read.

The parser of YAML builds what it reads by calling itself, in C, where nothing catches a file that nests too deep: it
would end the program. So such a file is read twice. The first reading takes one event of the parser after another,
keeps nothing, and stops at the first that goes too far; only what passes is built.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from desktop.i18n.translation import gettext as _

LARGEST = 1_000_000
"""Bytes. All forms that ship with the program have a fifth of that."""
MOST_LINES = 40_000
LONGEST_LINE = 20_000
DEEPEST = 24
"""Lists and fields within each other; the forms go to nine."""
MOST_THINGS = 60_000
"""Words, lists and groups of fields together."""
MOST_DIGITS = 15
"""Digits of a number; longer ones are no numbers that a form needs."""


class TooMuch(Exception):
    """A text goes beyond its bounds: in which line (counted from 1), and a sentence on what is wrong."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line
        self.text = text


def look_at(text: str, parser: Any) -> None:
    """Look whether YAML from outside can be read.

    Raises:
        TooMuch: it is too large or too deep, or has anchors, tags or directives, which forms do not need.
        yaml.YAMLError: it is no YAML.
    """
    if len(text) > LARGEST:
        raise TooMuch(1, _("the file is too large."))
    for number, line in enumerate(text.splitlines(), 1):
        if number > MOST_LINES:
            raise TooMuch(number, _("the file has too many lines."))
        if len(line) > LONGEST_LINE:
            raise TooMuch(number, _("the line is too long."))
        if line.lstrip("\ufeff").startswith("%"):
            raise TooMuch(number, _("directives are not used in forms."))
    _count(yaml.parse(text, Loader=parser))


def _count(events: Iterable[yaml.Event]) -> None:
    depth = documents = 0
    for things, event in enumerate(events, 1):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise TooMuch(line, _("anchors are not used in forms."))
        if getattr(event, "tag", None) is not None:
            raise TooMuch(line, _("tags are not used in forms."))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
        if depth > DEEPEST:
            raise TooMuch(line, _("lists are nested too deeply."))
        if things > MOST_THINGS or documents > 1:
            raise TooMuch(line, _("the file contains too many items, or more than one document."))
