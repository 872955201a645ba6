"""Texts as they are pasted: what Word, Excel and web pages put beside the words stays behind, paragraphs remain.

What goes: soft hyphens, signs without ink, list signs of symbol fonts, deleted words of tracked changes, comments with
their anchors, cells and control characters. What stays: all that somebody typed, the joiners that Arabic and Indic
letters need, and a space that keeps a number together with what it counts.
"""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData

LONGEST_PAGE = 4_000_000
"""Characters of HTML that are looked through; of more than that the plain text is taken."""

MOST_PIECES, DEEPEST, LONGEST_LINE = 100_000, 300, 50_000
"""Bounds of a page, in tags and texts between them, tags within tags, and characters: of one beyond them the plain text is taken, at once."""

BULLET = "- "
CELLS = " | "
"""What stands between the cells of a table row."""

_TELLS_MORE = ("<del", "<li", "<table", "<td", "mso-list", "msocom", "mso-hide", "mso-comment")
"""What a page has to hold for its HTML to say something that its plain text does not."""

_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_GONE = re.compile(
    "[\x00-\x06\x08\x0e-\x1d\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u180e\u200b\u2060-\u2064\u206a-\u206f\u202a-\u202e"
    "\u2066-\u2069\ufeff\ufff9-\ufffc\U000e0000-\U000e007f]"
)
_SPACES = re.compile("[\u2000-\u2006\u2008-\u200a\u205f]")
_TIES = re.compile("[\u00a0\u2007\u202f]")
_TURNS = re.compile("[\u061c\u200e\u200f]")
_JOINERS = re.compile("[\u200c\u200d]")
_SIGNS = "•·∙◦●○◉▪▫■□◾◽‣⁃➢➤►▶✓✔❖◆◇*\u2027\uf020-\uf0ff"
_LISTED = re.compile(
    f"^\\s*(?:[{_SIGNS}](?=\\s|$)|[{_SIGNS.replace('*', '').replace('·', '')}]|[o§–—‒](?=\t|\u00a0))\\s*"
)
_NUMBERED = re.compile(r"^\s*(\(?[\dA-Za-zА-я]{1,4}(?:\.\d{1,3})*[.)])[\t\u00a0]\s*")


def clean_pasted(mime: QMimeData) -> str:
    """Return the words of what was pasted or dropped, without litter; empty where there are none."""
    page = mime.html() if mime.hasHtml() else ""
    if page and len(page) <= LONGEST_PAGE and any(each in page.lower() for each in _TELLS_MORE):
        words = clean_text(_words_of(page))
        if words:
            return words
    if mime.hasFormat("text/plain") or not mime.hasUrls():
        return clean_text(mime.text())
    return "\n".join(url.toDisplayString() for url in mime.urls() if not url.isLocalFile())


def clean_pasted_line(mime: QMimeData) -> str:
    """Return the words of what was pasted for a field of one line."""
    lines = (each.removeprefix(BULLET) for each in clean_pasted(mime).split("\n"))
    return " ".join(each for each in lines if each)


def clean_text(text: str) -> str:
    """Return a plain text as it is kept: paragraphs, list items that begin with a hyphen, and nothing unseen."""
    text = _ENDS.sub("\n", text).replace("\x1e", "-").replace("\u2011", "-").replace("\x07", "\t")
    text = _SPACES.sub(" ", _GONE.sub("", text))
    text = _JOINERS.sub(lambda found: found[0] if _joins(text, found.start()) else "", text)
    if not any(unicodedata.bidirectional(each) in ("R", "AL") for each in text):
        text = _TURNS.sub("", text)
    lines = [_line(each) for each in text.split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _line(line: str) -> str:
    item = _LISTED.match(line)
    line = BULLET + line[item.end() :] if item else _NUMBERED.sub(r"\1 ", line).lstrip(" \t\xa0\u3000")
    line = re.sub(r":[ ]*\t[ \t]*", ": ", line)
    line = CELLS.join(each for each in (cell.strip(" \u00a0") for cell in line.split("\t")) if each)
    line = _TIES.sub(lambda found: found[0] if _ties(line, found.start()) else " ", line)
    return BULLET.rstrip() if line.strip() == BULLET.strip() else re.sub(" {2,}", " ", line).strip(" ")


def _joins(text: str, place: int) -> bool:
    """Whether the letter before a joiner is of a script in which it changes what is read, or a picture it belongs to."""
    before = text[place - 1] if place else " "
    if unicodedata.category(before)[0] in "ZPNC":
        return False
    return not unicodedata.name(before, "LATIN").startswith(("LATIN", "CYRILLIC", "GREEK", "CJK", "HANGUL"))


def _ties(line: str, place: int) -> bool:
    """Whether a space that does not break keeps together what belongs together: a number, or French punctuation."""
    before, after = line[place - 1 : place], line[place + 1 : place + 2]
    return (before.isdigit() and after.strip() != "") or before in tuple("«№§°") or after in tuple("»:;!?%‰€$")


def _words_of(page: str) -> str:
    """Return the words of a page, empty for one beyond all bounds: whoever pastes it must not wait for it."""
    reader = _Page()
    try:
        reader.feed(page)
        reader.close()
    except _TooMuch:
        return ""
    return reader.text()


class _TooMuch(Exception):
    """A page has more in it than anybody would paste."""


class _Page(HTMLParser):
    """Reads the words of a page, as Word, Excel, LibreOffice and browsers put it on the clipboard."""

    _BLOCKS = frozenset(
        [
            "address",
            "article",
            "blockquote",
            "body",
            "dd",
            "div",
            "dl",
            "dt",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "tbody",
            "tfoot",
            "thead",
            "tr",
            "ul",
        ]
    )
    _UNSEEN = frozenset(["del", "head", "script", "style", "title", "template", "xml", "noscript"])
    _ALONE = frozenset(
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._open: list[tuple[str, str]] = []  # name and what it does: "" nothing, "unseen", "sign", "cell"
        self._lists: list[int] = []  # number of the last item, -1 where they have none
        self._sign = ""
        self._fresh = True
        self._pieces = 0

    def text(self) -> str:
        """Return the words read so far."""
        return "\n".join(self._lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._count()
        said = {name: (value or "").lower().replace(" ", "") for name, value in attrs}
        style, classes = said.get("style", ""), said.get("class", "")
        if tag == "br":
            self._break(always=True)
        if tag in self._ALONE:
            return
        role = ""
        if tag in self._UNSEEN or _is_unseen(style, classes):
            role = "unseen"
        elif "mso-list:ignore" in style:
            role, self._sign = "sign", ""
        elif tag in ("td", "th"):
            role = "cell"
            if self._lines[-1].strip():
                self._lines[-1] += "\t"
        self._open.append((tag, role))
        if self._is("unseen"):
            return
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else -1)
        if tag in self._BLOCKS:
            self._break()
        if tag == "li":
            self._item()

    def handle_endtag(self, tag: str) -> None:
        places = [place for place, (name, _role) in enumerate(self._open) if name == tag]
        if not places:
            return
        unseen = self._is("unseen")
        role = self._open[places[-1]][1]
        del self._open[places[-1] :]
        if role == "sign":
            sign = self._sign.strip(" \u00a0\t\n")
            self._lines[-1] += f"{sign} " if re.search("[0-9A-Za-z]", sign) and sign != "o" else BULLET
            self._fresh = True
        if unseen:
            return
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag == "p" and not self._fresh and not self._lines[-1].strip() and not self._is("cell"):
            self._break(always=True)  # an empty paragraph is a line that somebody left free
        elif tag in self._BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        self._count()
        if self._is("unseen"):
            return
        if self._is("sign"):
            self._sign += data
            return
        words = re.sub("[ \t\r\n\f]+", " ", data)
        if self._lines[-1].endswith(" ") or not self._lines[-1]:
            words = words.lstrip(" ")
        if words:
            self._fresh = False
            self._lines[-1] += words

    def _count(self) -> None:
        self._pieces += 1
        if self._pieces > MOST_PIECES or len(self._open) >= DEEPEST or len(self._lines[-1]) > LONGEST_LINE:
            raise _TooMuch

    def _item(self) -> None:
        if self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
            self._lines[-1] += f"{self._lists[-1]}. "
        else:
            self._lines[-1] += BULLET
        self._fresh = True

    def _break(self, *, always: bool = False) -> None:
        """Begin a line where one has begun already nothing comes of it; in a cell the lines stay together."""
        if self._is("cell"):
            if self._lines[-1] and not self._lines[-1].endswith((" ", "\t")):
                self._lines[-1] += " "
        elif always or (self._lines[-1].strip() and not self._fresh):
            self._lines.append("")
            self._fresh = True

    def _is(self, role: str) -> bool:
        return any(each == role for _name, each in self._open)


def _is_unseen(style: str, classes: str) -> bool:
    return (
        "display:none" in style
        or "mso-hide:all" in style
        or "mso-element:comment" in style
        or any(each in classes for each in ("msocomanchor", "msocomtxt", "msocomoff", "msocommentreference"))
    )
