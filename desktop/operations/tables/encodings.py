"""How the letters of a text file were written: found out where it can be, asked for where it cannot.

A small file is hard to tell: `cp1251` and `koi8-r` read the same bytes, each as Russian letters. So every encoding that
could be meant is tried on the cells that hold more than ASCII, and what it makes of them is judged: known words (names of
columns, sexes, countries) tell most, then letters that go together, then the language that the submission is written in
and what charset-normalizer finds. Where two encodings are as good as each other, somebody has to choose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from desktop.i18n.languages import LANGUAGES
from desktop.i18n.lists import joined
from desktop.i18n.translation import N_
from desktop.i18n.translation import gettext as _
from desktop.operations.import_entries import CannotImport
from desktop.operations.tables.areas import is_area
from desktop.operations.tables.vocabulary import is_known

ENCODINGS = {
    "utf-8": N_("Unicode (UTF-8)"),
    "utf-16-le": N_("Unicode (UTF-16)"),
    "utf-16-be": N_("Unicode (UTF-16, big-endian)"),
    "cp1252": N_("Western European (Windows)"),
    "mac_roman": N_("Western European (Macintosh)"),
    "cp850": N_("Western European (DOS)"),
    "cp1250": N_("Central European (Windows)"),
    "cp1254": N_("Turkish (Windows)"),
    "cp1251": N_("Cyrillic (Windows)"),
    "koi8-r": N_("Cyrillic (KOI8-R)"),
    "cp866": N_("Cyrillic (DOS)"),
    "iso8859-5": N_("Cyrillic (ISO)"),
    "mac_cyrillic": N_("Cyrillic (Macintosh)"),
    "cp1256": N_("Arabic (Windows)"),
    "iso8859-6": N_("Arabic (ISO)"),
    "gb18030": N_("Chinese, simplified (GBK, GB18030)"),
    "big5": N_("Chinese, traditional (Big5)"),
}
"""The encodings that can be chosen, with what people call them."""

_RARE = frozenset({"mac_roman", "cp850", "iso8859-5", "mac_cyrillic", "cp866", "iso8859-6"})
_RARELY = 0.15
"""What encodings lose that hardly any program writes any more."""
SAMPLE = 200_000
"""Bytes of the file that encodings are judged by."""
CELLS = 1_000
"""Cells that encodings are judged by."""
SHOWN, OFFERED = 30, 5
"""Characters of a sample, and encodings that are offered besides the likeliest one."""
AHEAD = 0.3
"""By how much one encoding must be better than the next one, of about one for each byte that is not ASCII."""

HINTED = 0.05
"""By how much it must be better without the hints."""

_BETWEEN = re.compile(rb"[,;\t\"\r\n]+")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_TOKEN = re.compile(r"\w+")
_LATIN = frozenset("éèêëàâçùûüôöîïáíóúñäßœæãõåøÉÈÊÀÂÇÔÎÁÍÓÚÑÖÜÄığşİĞŞºª")
_ICELANDIC = frozenset("ýþðÝÞÐ")
"""Letters at the places of Turkish ones: either may be meant."""
_RARE_RUSSIAN = frozenset("ёЁхжшюцщэфъ")
_RARE_CYRILLIC = frozenset("ЂЃЉЊЌЋЏђѓљњќћџЅѕЈј")
"""Letters of Serbian and Macedonian: one of them among Russian ones comes of a wrong encoding."""
_UNBROKEN = re.compile("[^\x00-\x7f]{4}")
"""No word of a Latin script has so many letters with marks one after the other."""
_ALPHABETS = {
    "pt": "áàâãçéêíóôõúü", "it": "àèéìíîòóùú", "ca": "àçèéíïòóúü", "gl": "áéíóúñü",
    "de": "äöüß", "nl": "éëïóöü", "sv": "åäöé", "nb": "åæøéòô", "no": "åæøéòô", "nn": "åæøéòô", "da": "åæøé", "fi": "åäö",
    "is": "áðéíóúýþæö", "fo": "áðíóúýæø", "tr": "âçğıîöşüİ", "az": "çəğıöşüİ", "sq": "çë", "eu": "ñü", "et": "äöõüšž",
    "hr": "čćđšž", "bs": "čćđšž", "sr": "čćđšž", "sr_Latn": "čćđšž", "sl": "čšž", "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž", "pl": "ąćęłńóśźż", "hu": "áéíóöőúüű", "ro": "âăîșțşţ",
} | {code: language.marked for code, language in LANGUAGES.items() if language.marked}  # fmt: skip
"""Letters with marks of languages that are written in Latin ones."""
_OF_OTHERS = frozenset("".join(_ALPHABETS.values()) + "".join(_ALPHABETS.values()).upper())
_SIGNS = frozenset("°ºª«»“”‘’–—…¿¡§±²³€£¥%·•、，。；：（）《》？！“”−×\u00a0\u202f،؛؟٪\u200f\u200e")


@dataclass(frozen=True)
class Letters:
    """The text of a file.

    Args:
        encoding: how its letters were written, one of `ENCODINGS`.
        others: what else could be meant, the better ones first; empty where the encoding is beyond doubt.
        unsure: whether somebody has to choose.
        samples: what the likeliest encodings make of words in which they differ, this one first.
        damaged: whether letters were lost before the file came here.
    """

    text: str
    encoding: str
    others: tuple[str, ...] = ()
    unsure: bool = False
    samples: tuple[tuple[str, str], ...] = ()
    damaged: bool = False


def read_letters(content: bytes, language: str = "en", chosen: str = "", country: str = "") -> Letters:
    """Return the text of a file.

    Args:
        language: the one that the submission is written in.
        country: whose languages the file may be written in.
        chosen: the encoding, where somebody said it.

    Raises:
        CannotImport: the file is no text, or not one in the encoding that was chosen.
    """
    if chosen:
        return _as_chosen(content, chosen)
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            return _letters(_decoded(content.removeprefix(mark), encoding), encoding)
    if b"\0" in content:
        encoding = _utf_16(content)
        return _letters(_decoded(content, encoding), encoding)
    text = _utf_8(content)
    return _letters(text, "utf-8") if text is not None else _judged(content, language, country)


def _as_chosen(content: bytes, encoding: str) -> Letters:
    if encoding not in ENCODINGS:
        raise CannotImport(
            _("“{encoding}” is not a known encoding. Known encodings: {known}.").format(
                encoding=encoding[:40], known=joined(ENCODINGS)
            )
        )
    text = _decoded(content, encoding).lstrip("\ufeff")
    return _letters(text, encoding, others=tuple(each for each in ENCODINGS if each != encoding))


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        text = content[: error.start].decode(encoding, "ignore")
        if error.start >= len(content) - 4 and text.strip():
            return text  # the file ends in the middle of a letter, and of a row
        if not text.strip():
            raise CannotImport(_("The file is not a text file. Choose the exported CSV file.")) from error
        raise CannotImport(
            _("The file is not in this encoding: {encoding}. Choose another one.").format(
                encoding=_(ENCODINGS[encoding])
            )
        ) from error


def _letters(text: str, encoding: str, others: tuple[str, ...] = ()) -> Letters:
    return Letters(text, encoding, others, damaged=_is_damaged(text))


def _utf_16(content: bytes) -> str:
    """Return the encoding of a text with zero bytes: a comma or a digit has one before or after it in UTF-16."""
    begin = content[:4000]
    even, odd = begin[0::2].count(0), begin[1::2].count(0)
    if len(content) % 2 == 0 and max(even, odd) > 4 * min(even, odd):
        return "utf-16-be" if even > odd else "utf-16-le"
    raise CannotImport(_("The file is not a text file. Choose the exported CSV file."))


def _utf_8(content: bytes) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file that was cut off may end in the middle of a letter.
        cut = error.start >= len(content) - 3 and error.reason == "unexpected end of data"
        return content[: error.start].decode("utf-8") if cut and error.start else None


_TWICE = re.compile("[ÃÂÐÑØÙ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œ]|â€")


def _is_damaged(text: str) -> bool:
    """Whether a text has lost letters (`�`), or was read as another encoding and kept like that (`CÃ´te`)."""
    return "\ufffd" in text or len(_TWICE.findall(text[:SAMPLE])) > 1 or "?????" in text


@dataclass(frozen=True)
class _Judged:
    encoding: str
    mark: float
    plain: float  # without what only hints at it
    cells: tuple[str, ...]


def _letters_of(language: str, country: str) -> frozenset[str]:
    """Return the letters with marks of the languages of the submission and of the country, none where these have none."""
    from babel.languages import get_official_languages

    spoken = {language, *get_official_languages(country, regional=True, de_facto=True)} if country else {language}
    letters = "".join(_ALPHABETS.get(each, "") for each in spoken)
    return frozenset(letters + letters.upper())


def _judged(content: bytes, language: str, country: str) -> Letters:
    ours = _letters_of(language, country)
    cells = _cells(content)
    found = _external(content)
    judged: list[_Judged] = []
    for encoding in ENCODINGS:
        if encoding.startswith("utf"):
            continue
        read = _read(cells, encoding)
        if read is None:
            continue
        known = sum(1 for each in read if _is_word(each))
        plain = _plausible(read, cells, ours) + 2 * known / len(cells)
        mark = plain + _hint(encoding, language) + 0.1 * (encoding == found)
        judged.append(_Judged(encoding, mark, plain, read))
    judged.sort(key=lambda each: -each.mark)
    for place, best in enumerate(judged):
        try:
            text = content.decode(best.encoding)
        except UnicodeDecodeError:
            continue
        rest = judged[place + 1 :]
        # Encodings that read the same letters are one answer.
        other = next((each for each in rest if each.cells != best.cells), None)
        # Two encodings are compared by the words in which they differ, and a hint alone decides nothing.
        ahead = [_ahead(best, each, cells, ours) for each in rest if each.cells != best.cells]
        hints = [best.mark - best.plain - (each.mark - each.plain) for each in rest if each.cells != best.cells]
        alike = any(each < HINTED for each in ahead)
        unsure = other is not None and (any(map(_is_close, ahead, hints)) or alike)
        differs = next((at for at, cell in enumerate(best.cells) if other and cell != other.cells[at]), 0)
        samples = {each.cells[differs][:SHOWN]: each.encoding for each in reversed([best, *rest[:OFFERED]])}
        return Letters(
            text,
            best.encoding,
            tuple(each.encoding for each in rest),
            unsure or best.mark < 0,
            tuple((encoding, sample) for sample, encoding in reversed(samples.items())),
            _is_damaged(text),
        )
    raise CannotImport(_("The file is not a text file. Choose the exported CSV file."))


def _ahead(best: _Judged, other: _Judged, cells: Sequence[bytes], ours: frozenset[str]) -> float:
    """Return by how much one encoding reads the words better in which it differs from another one."""
    places = [at for at, cell in enumerate(best.cells) if cell != other.cells[at]]
    marks = []
    for each in (best, other):
        read = [each.cells[at] for at in places]
        known = sum(1 for cell in read if _is_word(cell))
        marks.append(_plausible(read, [cells[at] for at in places], ours) + 2 * known / len(places))
    return marks[0] - marks[1]


def _is_close(ahead: float, hints: float) -> bool:
    return ahead + hints < AHEAD


def _cells(content: bytes) -> list[bytes]:
    """Return the cells that hold more than ASCII, each once, from the first part of the file that has any."""
    first = _NOT_ASCII.search(content)
    begin = 0 if first is None else content.rfind(b"\n", 0, first.start()) + 1
    parts = _BETWEEN.split(content[begin : begin + SAMPLE])
    found = dict.fromkeys(part.strip() for part in parts[:-1] or parts if _NOT_ASCII.search(part))
    return list(found)[:CELLS] or [content[:SAMPLE]]


def _read(cells: Iterable[bytes], encoding: str) -> tuple[str, ...] | None:
    try:
        return tuple(cell.decode(encoding) for cell in cells)
    except UnicodeDecodeError:
        return None


def _is_word(cell: str) -> bool:
    return is_known(cell) or is_area(cell)


def _hint(encoding: str, language: str) -> float:
    likely = LANGUAGES[language].encodings if language in LANGUAGES else ()
    if encoding in _RARE:
        return 0.1 - _RARELY if encoding in likely else -_RARELY
    return 0.25 if encoding in likely[:1] else 0.1 if encoding in likely else 0.05 if encoding == "cp1252" else 0.0


def _external(content: bytes) -> str:
    from charset_normalizer import from_bytes

    names = [each for each in ENCODINGS if not each.startswith("utf")]
    best = from_bytes(content[:20_000], cp_isolation=names).best()
    return "" if best is None else _standard(best.encoding)


def _standard(name: str) -> str:
    plain = name.replace("_", "").replace("-", "")
    return next((each for each in ENCODINGS if each.replace("_", "").replace("-", "") == plain), "")


def _plausible(read: Iterable[str], cells: Iterable[bytes], ours: frozenset[str]) -> float:
    """Return how well the letters go together: about one for a text, less than nothing for signs without sense."""
    size = sum(sum(byte > 0x7F for byte in cell) for cell in cells) or 1
    return sum(_mark_of(cell, ours) for cell in read) / size


def _mark_of(cell: str, ours: frozenset[str]) -> float:
    mark = 0.0
    for token in _TOKEN.findall(cell):
        if not token.isascii():
            mark += _mark_of_token(token, ours)
    for place, each in enumerate(cell):
        if not each.isascii() and not each.isalnum():
            mark += _mark_of_sign(each, cell[place - 1 : place], cell[place + 1 : place + 2])
    return mark


def _mark_of_sign(sign: str, before: str, after: str) -> float:
    if unicodedata.category(sign) in ("Cc", "Co", "Cn"):
        return -3.0
    if unicodedata.category(sign) == "Mn":
        return 0.3
    if sign in "’‘'":
        return 0.2
    within = before.isalpha() and after.isalpha()
    if within or sign not in _SIGNS:
        return -1.0
    if sign in "–—" and (before.isalpha() or after.isalpha()):
        return -0.5
    return 0.5 if sign in "“”–—…«»°№\u00a0\u202f" else 0.1


def _mark_of_token(token: str, ours: frozenset[str]) -> float:
    if len(token) == 1 and token in _LATIN and token not in "àáâèéêóôÀÁÉÈÓğışİĞŞ":
        return -1.0  # no word of these languages
    letters = [each for each in token if each.isalpha()]
    scripts = {_script(each) for each in letters}
    mark = sum(_mark_of_letter(each, ours) for each in token if not each.isascii())
    if len(scripts) > 1:
        mark -= 2.0 * len(scripts)
    if _RARE_CYRILLIC & set(token) or (scripts == {"latin"} and _UNBROKEN.search(token)):
        mark -= len(token)
    # A capital letter inside a word is rare in every language, and what a wrong encoding makes most often.
    begins = [None, *letters]
    odd = sum(
        1
        for before, each, after in zip(begins, letters, [*letters[1:], ""], strict=False)
        if before and each.isupper() and (before.islower() or after.islower())
    )
    return mark - 1.5 * odd


def _mark_of_letter(letter: str, ours: frozenset[str]) -> float:
    if letter in ours:
        return 1.0
    if letter in _LATIN:
        # Where the languages of the country have letters of their own, those of the usual languages tell less.
        return 0.5 if any(each.islower() and each not in _LATIN for each in ours) else 1.0
    if letter in _ICELANDIC:
        return 0.6
    if letter in _OF_OTHERS:
        return 0.3
    code = ord(letter)
    if letter in _RARE_RUSSIAN:
        return 0.3
    if 0x430 <= code <= 0x44F:
        return 1.0
    if 0x410 <= code <= 0x42F:
        return 0.6
    if 0x621 <= code <= 0x64A:
        return 1.0
    if 0x4E00 <= code <= 0x9FFF:
        return _common(letter)
    return 0.0 if letter.isalpha() else -0.5


@cache
def _common(letter: str) -> float:
    """Return how usual a Chinese letter is, for its two bytes: both old sets begin with the usual ones."""
    marks = [-0.5]
    for encoding, last in (("gb2312", 0xD7), ("big5", 0xC6)):
        try:
            marks.append(2.0 if letter.encode(encoding)[0] <= last else 0.0)
        except UnicodeEncodeError:
            continue
    return max(marks)


def _script(letter: str) -> str:
    code = ord(letter)
    for first, last, name in ((0, 0x24F, "latin"), (0x370, 0x3FF, "greek"), (0x400, 0x52F, "cyrillic")):
        if first <= code <= last:
            return name
    return "arabic" if 0x600 <= code <= 0x6FF else "han" if 0x4E00 <= code <= 0x9FFF else "other"
