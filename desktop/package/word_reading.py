"""The paragraphs of a Word document that comes from outside, read by hand and within bounds.

What was deleted with tracked changes is left out, what was inserted is taken: that is what the reader of the document sees
when all changes are accepted. Source: ECMA-376 part 1, 17.3 (paragraphs), 17.13 (annotations).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desktop.errors import UserError
from desktop.i18n.translation import gettext as _
from desktop.package import foreign_zip
from desktop.package.foreign_xml import XML_UNREADABLE, parse_foreign
from desktop.package.review_record import HIDDEN, PROPERTIES, PROPERTY

MOST_BYTES = 1 << 26
_MOST_UNPACKED = 1 << 28
_MOST_OF_TEXT = 1 << 26
_MOST_PARTS = 5_000

_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PASSED_OVER = frozenset({"del", "moveFrom", "drawing", "pict", "object", "instrText", "Fallback", "txbxContent"})
"""Elements whose text nobody reads in the line."""

_TOLD = {
    "del": "changes",
    "ins": "changes",
    "moveFrom": "changes",
    "tbl": "tables",
    "drawing": "pictures",
    "pict": "pictures",
    "object": "pictures",
    "footnoteReference": "notes",
    "endnoteReference": "notes",
    "commentReference": "comments",
}
"""Elements of which it is said that they were there."""


class CannotReadWord(UserError):
    """The file is no Word document that can be read."""


@dataclass
class Paragraph:
    """A paragraph: its text, whether it is one of a list, and the names of the bookmarks in it."""

    text: str = ""
    listed: bool = False
    heading: bool = False
    bookmarks: list[str] = field(default_factory=list)


@dataclass
class WordText:
    """What a document says.

    Args:
        hidden: the text of our hidden part, empty where there is none.
        met: what was met that is no plain text: `changes`, `tables`, `pictures`, `notes`, `comments`.
    """

    paragraphs: list[Paragraph] = field(default_factory=list)
    hidden: str = ""
    met: set[str] = field(default_factory=set)


def read_word(content: bytes) -> WordText:
    """Return the paragraphs of a document. Raises CannotReadWord."""
    if len(content) > MOST_BYTES:
        raise _damaged()
    try:
        with foreign_zip.directory(io.BytesIO(content), _MOST_UNPACKED, _MOST_PARTS) as package:
            return _Reader(package).read()
    except (*foreign_zip.UNREADABLE, XML_UNREADABLE) as error:
        raise _damaged() from error


class _Reader:
    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._found = WordText()
        self._styles: dict[str, str] = {}

    def read(self) -> WordText:
        names = self._package.namelist()
        if "word/document.xml" not in names:
            raise _damaged()
        if "word/styles.xml" in names:
            self._read_styles()
        self._read_document()
        for name in names:
            if name.startswith("customXml/item") and name.endswith(".xml") and not self._found.hidden:
                self._read_hidden(name)
        if "docProps/custom.xml" in names and not self._found.hidden:
            self._read_properties()
        return self._found

    def _parse(
        self, name: str, start: Callable[..., None], end: Callable[..., None], text: Callable[..., None]
    ) -> None:
        entry = self._package.getinfo(name)
        if entry.file_size > _MOST_OF_TEXT:
            raise _damaged()
        parse_foreign(foreign_zip.chunks(self._package, entry), _damaged, start=start, end=end, text=text)

    def _read_styles(self) -> None:
        """Find which styles are those of lists and of headings, whatever they are called here."""
        style = [""]

        def start(name: str, said: dict[str, str]) -> None:
            match name.removeprefix(f"{_WORDS} "):
                case "style":
                    style[0] = said.get(f"{_WORDS} styleId", "")
                case "name" if style[0]:
                    called = said.get(f"{_WORDS} val", "").casefold()
                    for word in ("list", "heading", "title", "intense quote"):
                        if called.startswith(word):
                            self._styles[style[0]] = word
                case "numPr" if style[0]:
                    self._styles.setdefault(style[0], "list")

        def end(name: str) -> None:
            if name == f"{_WORDS} style":
                style[0] = ""

        self._parse("word/styles.xml", start, end, _nothing)

    def _read_document(self) -> None:
        open_: list[Paragraph] = []
        runs: list[list[str]] = []
        passed_over = [0]
        in_text = [False]
        of_change = [0]  # what Word keeps of how a paragraph was before

        def start(name: str, said: dict[str, str]) -> None:
            tag = name.rpartition(" ")[2]
            if tag in _TOLD and not of_change[0]:
                self._found.met.add(_TOLD[tag])
            if tag in _PASSED_OVER:
                passed_over[0] += 1
            if tag.endswith("PrChange"):
                of_change[0] += 1
            if passed_over[0] or of_change[0]:
                return
            match tag:
                case "p":
                    open_.append(Paragraph())
                    runs.append([])
                    self._found.paragraphs.append(open_[-1])
                case "t":
                    in_text[0] = True
                case "tab" if runs and "pos" not in {key.rpartition(" ")[2] for key in said}:
                    runs[-1].append("\t")
                case "br" | "cr" if runs:
                    runs[-1].append("\n")
                case "noBreakHyphen" if runs:
                    runs[-1].append("\u2011")
                case "pStyle" if open_:
                    style = self._styles.get(said.get(f"{_WORDS} val", ""), "")
                    open_[-1].listed |= style == "list"
                    open_[-1].heading |= style in ("heading", "title", "intense quote")
                case "numPr" if open_:
                    open_[-1].listed = True
                case "bookmarkStart":
                    called = said.get(f"{_WORDS} name", "")
                    # Between two paragraphs it belongs to the one that follows.
                    (open_[-1].bookmarks if open_ else waiting).append(called)

        waiting: list[str] = []

        def end(name: str) -> None:
            tag = name.rpartition(" ")[2]
            if tag in _PASSED_OVER:
                passed_over[0] -= 1
            elif tag.endswith("PrChange"):
                of_change[0] -= 1
            elif passed_over[0] or of_change[0]:
                return
            elif tag == "t":
                in_text[0] = False
            elif tag == "p" and open_:
                done = open_.pop()
                done.text = "".join(runs.pop())
                done.bookmarks += waiting
                waiting.clear()

        def text(data: str) -> None:
            if in_text[0] and runs and not passed_over[0]:
                runs[-1].append(data)

        self._parse("word/document.xml", start, end, text)

    def _read_hidden(self, name: str) -> None:
        texts: list[str] = []
        within = [False]

        def start(tag: str, _said: dict[str, str]) -> None:
            within[0] = within[0] or tag == f"{HIDDEN} review"

        def text(data: str) -> None:
            if within[0]:
                texts.append(data)

        self._parse(name, start, _nothing, text)
        self._found.hidden = "".join(texts).strip()

    def _read_properties(self) -> None:
        """Read what was hidden once more, of a document that was saved in another form on the way."""
        pieces: dict[str, list[str]] = {}
        within = [""]

        def start(tag: str, said: dict[str, str]) -> None:
            if tag == f"{PROPERTIES} property":
                within[0] = said.get("name", "")

        def end(tag: str) -> None:
            if tag == f"{PROPERTIES} property":
                within[0] = ""

        def text(data: str) -> None:
            if within[0].startswith(PROPERTY):
                pieces.setdefault(within[0], []).append(data.strip())

        self._parse("docProps/custom.xml", start, end, text)
        self._found.hidden = "".join("".join(pieces[name]) for name in sorted(pieces))


def _nothing(*_given: Any) -> None:
    pass


def _damaged() -> CannotReadWord:
    return CannotReadWord(_("This Word document is damaged or much too large, and cannot be read."))
