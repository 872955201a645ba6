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
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from desktop.i18n.text_sanitizing import clean

_STEPS = re.compile(
    rb"/Artifact BMC|/PbRun <</N (?P<place>\d+) /R (?P<turned>\d)(?: /MCID \d+)?>> BDC|(?P<end>\bEMC\b)"
    rb"|/[A-Z][A-Za-z0-9]* <</MCID (?P<content>\d+)>> BDC"
    rb"|/(?P<font>T\d+) (?P<size>[\d.]+) Tf|\[(?P<codes>[^\]\[]*)\] TJ|(?P<line>\bET\b)"
)
_MEANING = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_CODES = re.compile(rb"<([0-9a-f]+)>")
_CODE = re.compile(rb"....")
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
    return "".join(line.text + "\n" for page in _pages(PdfReader(io.BytesIO(pdf))) for line in page)


@dataclass(frozen=True, slots=True)
class _Line:
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
    for page in _pages(PdfReader(io.BytesIO(pdf))):
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
    except (PyPdfError, KeyError, ValueError, TypeError, IndexError, AttributeError, RecursionError):
        return None


def _pages(reader: PdfReader) -> Iterator[list[_Line]]:
    fonts: dict[Any, dict[bytes, str]] = {}
    for page in reader.pages:
        lines: list[_Line] = []
        content = page.get_contents()
        if content is not None:
            named = page["/Resources"]["/Font"]  # type: ignore[index]
            _read(content.get_data(), _Fonts(named, fonts), lines)
        yield lines


def normal(text: str) -> str:
    """Return the form of a text in which it can be compared with what was extracted.

    White space goes, since lines end where there is room; characters that show nothing go as well, since nothing
    shows them. Everything else stays: letters, figures, marks, signs.
    """
    return clean(text).translate(_SEEN)


class _Fonts:
    """The ToUnicode tables of a page; documents share them between pages, so each is read once."""

    def __init__(self, named: Any, known: dict[Any, dict[bytes, str]]) -> None:
        self._named = named
        self._known = known

    def __getitem__(self, name: str) -> dict[bytes, str]:
        reference = self._named.raw_get(f"/{name}")
        key = getattr(reference, "idnum", name)
        if key not in self._known:
            table = self._named[f"/{name}"]["/ToUnicode"].get_data()
            self._known[key] = {
                code: bytes.fromhex(text.decode()).decode("utf-16-be", "surrogatepass")
                for code, text in _MEANING.findall(table)
            }
        return self._known[key]


def _read(content: bytes, fonts: _Fonts, out: list[_Line]) -> None:
    meanings: dict[bytes, str] = {}
    # What is open: a part of a line, nothing for what belongs to an element, or None for a margin.
    opened: list[tuple[int, bool] | tuple[()] | None] = []
    parts: list[tuple[int, str]] = []
    texts: list[str] = []
    size = 0.0
    for step in _STEPS.finditer(content):
        if step["font"]:
            meanings = fonts[step["font"].decode()]
            size = max(size, float(step["size"])) if None not in opened else size
        elif step["place"]:
            opened.append((int(step["place"]), step["turned"] == b"1"))
        elif step["content"]:
            opened.append(())
        elif step["end"]:
            if part := opened.pop():
                place, turned = part
                parts.append((place, "".join(reversed(texts) if turned else texts)))
                texts = []
        elif step["line"]:
            parts.sort(key=lambda part: part[0])
            if line := "".join([text for _place, text in parts] + texts):
                out.append(_Line(line, size))
            parts, texts, size = [], [], 0.0
        elif step["codes"] is None:
            opened.append(None)
        elif None not in opened:
            codes = b"".join(_CODES.findall(step["codes"]))
            texts += [meanings.get(code, "") for code in _CODE.findall(codes)]
