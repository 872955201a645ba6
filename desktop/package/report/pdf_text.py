"""Gets the text back out of a PDF that `painter` wrote, from its bytes and nothing else.

The text is taken from what is drawn: the codes of the page's content, turned into text by the ToUnicode tables of
the fonts. What stands in margins (page numbers, headers, the mark of a draft) is left out, so that a text which
runs over two pages is in one piece. Lines whose parts were reordered for a right-to-left script say for each part
where it belongs (`painter.RUN`), so the order is exactly that in which they were written.

To find a text of a submission: `normal(text) in normal(extracted(pdf))`. To find it in its place: `laid_out(pdf)`, which
knows where lines begin and how large they are set.
"""

from __future__ import annotations

import io
import re
import unicodedata
from binascii import unhexlify
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from struct import unpack
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from desktop.i18n.text_sanitizing import clean

# Each way begins with one letter, by which the next step is found without a look at what stands between. The last group is
# what kind of step it is.
_STEPS = re.compile(
    rb"\[(?P<codes>[^\]\[]*)\] TJ"
    rb"|/(?:T(?P<name>\d+) (?P<size>[\d.]+) Tf(?P<font>)"
    rb"|PbRun <</N (?P<place>\d+) /R (?P<turned>\d)(?: /MCID \d+)?>> BDC(?P<part>)"
    rb"|[A-Z][A-Za-z0-9]* <</MCID \d+>> BDC(?P<content>)"
    rb"|Artifact BMC(?P<margin>))"
    rb"|E(?<=\bE)(?:T\b(?P<line>)|MC\b(?P<end>))"
)
_MEANING = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_CODES = re.compile(rb"<([0-9a-f]+)>")
# Characters that show nothing (Unicode, Default_Ignorable) and are neither white space nor format characters.
_IGNORED = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")


class _Seen(dict[int, str | None]):
    """What `str.translate` asks of each character: itself, or None for one that shows nothing; found out once."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        shows = not (_IGNORED.match(character) or character.isspace() or unicodedata.category(character) == "Cf")
        self[code] = character if shows else None
        return self[code]


_SEEN = _Seen()


def extracted(pdf: bytes) -> str:
    """Return the content of a PDF as text, a line of text for each line on paper, in the order of reading.

    Raises:
        pypdf.errors.PyPdfError: the bytes are no PDF.
    """
    return "".join(line.text + "\n" for page in _pages(PdfReader(io.BytesIO(pdf), strict=True)) for line in page)


class _Line(NamedTuple):
    """A line as it stands on a page: its text, and the size of its largest letters in points."""

    text: str
    size: float


@dataclass(frozen=True)
class LaidOut:
    """The text of a PDF in its normal form, with what a reader sees of its order.

    Args:
        text: in the order of reading.
        lines: where in it each line begins, with the size of its letters; last where the text ends.
    """

    text: str
    lines: Mapping[int, float]

    def sized(self, sizes: Collection[float]) -> list[int]:
        """Return where lines begin that are set in one of some sizes, in the order of reading."""
        return [place for place, size in self.lines.items() if size in sizes]


def laid_out(pdf: bytes) -> LaidOut:
    """Return the content of a PDF with its lines.

    Raises:
        pypdf.errors.PyPdfError: the bytes are no PDF.
    """
    parts: list[str] = []
    lines: dict[int, float] = {}
    done = 0
    for page in _pages(PdfReader(io.BytesIO(pdf), strict=True)):
        for line in page:
            if text := normal(line.text):
                lines[done] = line.size
                parts.append(text)
                done += len(text)
    return LaidOut("".join(parts), {**lines, done: 0.0})


def readable(pdf: bytes | None) -> LaidOut | None:
    """Return the content of a PDF that may be anything, None where it is none or cannot be read."""
    if pdf is None:
        return None
    try:
        return laid_out(pdf)
    except (PyPdfError, KeyError, ValueError, TypeError, IndexError, AttributeError, AssertionError, RecursionError):
        return None


def _pages(reader: PdfReader) -> Iterator[list[_Line]]:
    known: dict[Any, _Meanings] = {}
    for page in reader.pages:
        lines: list[_Line] = []
        content = page.get_contents()
        if content is not None:
            named = page["/Resources"]["/Font"]  # type: ignore[index]
            _read(content.get_data(), _Fonts(named, known), lines)
        yield lines


def normal(text: str) -> str:
    """Return the form of a text in which it can be compared with what was extracted.

    White space goes, since lines end where there is room; characters that show nothing go as well, since nothing
    shows them. Everything else stays: letters, figures, marks, signs.
    """
    return clean(text).translate(_SEEN)


class _Meanings(dict[int, str]):
    """What the codes of a font stand for; one that its table does not have stands for nothing."""

    def __missing__(self, _code: int) -> str:
        return ""


class _Fonts(dict[bytes, _Meanings]):
    """The ToUnicode tables of a page by the numbers of its fonts; documents share them between pages, so each is read once."""

    def __init__(self, named: Any, known: dict[Any, _Meanings]) -> None:
        super().__init__()
        self._named = named
        self._known = known

    def __missing__(self, number: bytes) -> _Meanings:
        name = f"/T{number.decode()}"
        key = getattr(self._named.raw_get(name), "idnum", name)
        if key not in self._known:
            table = self._named[name]["/ToUnicode"].get_data()
            self._known[key] = _Meanings(
                (int(code, 16), bytes.fromhex(text.decode()).decode("utf-16-be", "surrogatepass"))
                for code, text in _MEANING.findall(table)
            )
        self[number] = self._known[key]
        return self[number]


def _read(content: bytes, fonts: _Fonts, out: list[_Line]) -> None:
    meanings = _Meanings()
    # What is open: a part of a line, nothing for what belongs to an element, or None for a margin.
    opened: list[tuple[int, bool] | tuple[()] | None] = []
    margins = 0  # how many of these are
    parts: list[tuple[int, str]] = []
    texts: list[str] = []
    size = 0.0
    for step in _STEPS.finditer(content):
        kind = step.lastgroup
        if kind == "codes":
            if not margins:
                codes = unhexlify(b"".join(_CODES.findall(step["codes"])))
                texts += map(meanings.__getitem__, unpack(f">{len(codes) // 2}H", codes[: len(codes) & ~1]))
        elif kind == "font":
            meanings = fonts[step["name"]]
            if not margins:
                size = max(size, float(step["size"]))
        elif kind == "line":
            parts.sort(key=lambda part: part[0])
            if line := "".join([text for _place, text in parts] + texts):
                out.append(_Line(line, size))
            parts, texts, size = [], [], 0.0
        elif kind == "end":
            part = opened.pop()
            if part is None:
                margins -= 1
            elif part:
                place, turned = part
                parts.append((place, "".join(reversed(texts) if turned else texts)))
                texts = []
        elif kind == "content":
            opened.append(())
        elif kind == "part":
            opened.append((int(step["place"]), step["turned"] == b"1"))
        else:
            opened.append(None)
            margins += 1
