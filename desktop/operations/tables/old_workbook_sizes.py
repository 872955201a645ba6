"""What an old workbook (`.xls`) makes of memory, found out before a library reads it; see `sheet_sizes`.

It is a compound file ([MS-CFB]), a small file system of sectors, with one stream of records ([MS-XLS]). The stream says
where each sheet begins in it. A place is two numbers of sixteen bits, so that one cell of six bytes makes the library ask
for a hundred gigabytes; and what a file says of its own size is asked for before it is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from struct import error as too_short
from struct import unpack_from

from desktop.operations.tables import archive_parts
from desktop.operations.tables.archive_parts import damaged, protected, too_big
from desktop.operations.tables.sheet_sizes import MOST_MERGED
from desktop.operations.tables.source_options import MOST_CELLS

_SECTOR, _SMALL = 512, 64
_FEW = 4096
"""Bytes of a stream below which it lies in small sectors."""
_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_ROWS, _COLUMNS = 65_536, 256
_MOST_RECORDS = 10_000_000
_LONGEST = 65_535
"""Characters that a text can say to have."""

_EOF, _SHEET, _CONTINUE, _TEXTS, _SIZE, _MERGED = 0x000A, 0x0085, 0x003C, 0x00FC, 0x0200, 0x00E5
_SHARED, _SEVERAL = 0x00FD, 0x00BD
_PASSWORD = 0x002F
"""Comes before all that a password keeps closed."""
_CLOSED = "EncryptedPackage"
"""The stream in which a newer workbook lies that a password keeps closed."""
_CELLS = frozenset({0x0006, 0x00D6, 0x0203, 0x0204, 0x0205, 0x027E, _SHARED, _SEVERAL})
"""Records that give a cell a value: formula, text, number, truth or error; an empty one takes no memory."""

_Record = tuple[int, memoryview]


def see(content: bytes) -> None:
    """See that an old workbook takes no more memory than any table needs.

    Raises:
        CannotImport: it does, a password keeps it closed, or it is damaged.
    """
    try:
        for stream in _streams(content):
            _see_stream(memoryview(stream))
    except (too_short, IndexError) as error:
        raise damaged() from error


def _streams(content: bytes) -> Iterator[bytes]:
    """Yield the streams in which the library looks for a workbook."""
    sectors = len(content) // _SECTOR
    version, shift, small_shift = unpack_from("<H2xHH", content, 26)
    directories, tables = unpack_from("<II", content, 40)
    (start,) = unpack_from("<I", content, 48)
    small_start, small_tables, more, more_tables = unpack_from("<IIII", content, 60)
    if (version, shift, small_shift) != (3, 9, 6) or max(directories, tables, small_tables, more_tables) > sectors:
        raise damaged()
    places = list(unpack_from("<109I", content, 76))
    for _step in range(sectors):
        if more in (_END, _FREE):
            break
        *added, more = unpack_from("<128I", content, (more + 1) * _SECTOR)
        places += added
    table: list[int] = []
    for place in places:
        if place != _FREE:
            table += unpack_from("<128I", content, (place + 1) * _SECTOR)
        if len(table) > len(content):
            raise damaged()
    listed = _chain(content[_SECTOR:], start, table, _SECTOR)
    entries = [_entry(listed, at) for at in range(0, len(listed) - 127, 128)]
    if not entries or any(size > len(content) for _name, _start, size in entries):
        raise damaged()
    if any(name == _CLOSED for name, _start, _size in entries):
        raise protected()
    _root, small_stream, size = entries[0]
    small = _chain(content[_SECTOR:], small_stream, table, _SECTOR)[:size] if small_stream != _END else b""
    listed = _chain(content[_SECTOR:], small_start, table, _SECTOR) if small_start not in (_END, _FREE) else b""
    small_table = unpack_from(f"<{len(listed) // 4}I", listed)
    for name in ("Workbook", "Book"):
        for start, size in ((start, size) for each, start, size in entries if each == name):
            if size < _FEW:
                yield _chain(small, start, small_table, _SMALL)[:size]
            else:
                yield _chain(content[_SECTOR:], start, table, _SECTOR)[:size]


def _entry(listed: bytes, at: int) -> tuple[str, int, int]:
    """Return the name, the first sector and the size in bytes of a stream."""
    name = listed[at : at + 64].decode("utf-16-le", "replace").partition("\0")[0]
    return name, *unpack_from("<II", listed, at + 116)


def _chain(content: bytes, sector: int, table: Sequence[int], size: int) -> bytes:
    """Return the sectors that follow one another from this one, as the table says."""
    found: list[bytes] = []
    while sector != _END:
        if len(found) * size > len(content):
            raise damaged()  # a circle
        found.append(content[sector * size : (sector + 1) * size])
        sector = table[sector]
    return b"".join(found)


def _records(stream: memoryview, at: int) -> Iterator[_Record]:
    """Yield the records of a sheet, or of what all sheets share, up to its end."""
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        if kind == _EOF:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _see_stream(stream: memoryview) -> None:
    sheets: list[int] = []
    texts: list[memoryview] = []
    before = 0
    for kind, data in _records(stream, 0):
        if kind == _PASSWORD:
            raise protected()
        if kind == _SHEET:
            sheets.append(unpack_from("<I", data)[0])
        elif kind == _TEXTS:
            texts = [data]
        elif kind == _CONTINUE and before == _TEXTS:
            texts.append(data)
        before = before if kind == _CONTINUE else kind
    if texts and unpack_from("<I", texts[0], 4)[0] > sum(map(len, texts)):
        raise damaged()
    shared: dict[int, int] = {}
    seen = area = 0
    for start in sheets:
        sheet = _Sheet(shared)
        for kind, data in _records(stream, start):
            seen += 1
            if seen > _MOST_RECORDS:
                raise too_big()
            sheet.see(kind, data)
        area += sheet.rows * sheet.columns
        if area > 2 * MOST_CELLS:  # the library keeps all of them at a time
            raise too_big()
    if sum(shared.values()) * min(_LONGEST, sum(map(len, texts))) > archive_parts.MOST_UNPACKED:
        _see_texts(texts, shared)


class _Sheet:
    """Counts the cells of a sheet."""

    def __init__(self, shared: dict[int, int]) -> None:
        self.rows = self.columns = self._merged = 0
        self._shared = shared

    def see(self, kind: int, data: memoryview) -> None:
        if kind == _SIZE:
            _see_size(data)
        elif kind == _MERGED:
            self._merged += unpack_from("<H", data)[0]
            if self._merged > MOST_MERGED:
                raise too_big()
        elif kind in _CELLS:
            row, column = unpack_from("<HH", data)
            if kind == _SEVERAL:
                column = max(column, unpack_from("<H", data, len(data) - 2)[0])
            elif kind == _SHARED:
                (text,) = unpack_from("<I", data, 6)
                self._shared[text] = self._shared.get(text, 0) + 1
            if column >= _COLUMNS:
                raise damaged()
            self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
            if self.rows * self.columns > MOST_CELLS:
                raise too_big()


def _see_size(data: memoryview) -> None:
    """See that a sheet does not say to be larger than one can be."""
    top, bottom, left, right = unpack_from("<IIHH" if len(data) >= 14 else "<HHHH", data)
    if bottom and right and not (top < bottom <= _ROWS and left < right <= _COLUMNS):
        raise damaged()


def _see_texts(texts: list[memoryview], shared: dict[int, int]) -> None:
    """See that the texts that cells share come to no more than any table needs, written out for each of them."""
    left = archive_parts.MOST_UNPACKED
    for number, length in enumerate(_lengths(texts)):
        left -= length * shared.get(number, 0)
        if left < 0:
            raise too_big()


def _lengths(texts: list[memoryview]) -> Iterator[int]:
    """Yield how many characters each shared text has. One that goes on in the next record says anew how wide they are."""
    (many,) = unpack_from("<I", texts[0], 4)
    record, at = 0, 8
    for _number in range(many):
        if at >= len(texts[record]):
            record, at = record + 1, 0
        length, wide = unpack_from("<HB", texts[record], at)
        yield length
        at += 3
        after = 0
        if wide & 8:
            after += 4 * unpack_from("<H", texts[record], at)[0]
            at += 2
        if wide & 4:
            after += unpack_from("<I", texts[record], at)[0]
            at += 4
        left = length
        while left:
            size = 2 if wide & 1 else 1
            here = min(left, (len(texts[record]) - at) // size)
            left, at = left - here, at + here * size
            if left:
                record, at = record + 1, 1
                wide = texts[record][0]
        while after > len(texts[record]) - at:
            after -= len(texts[record]) - at
            record, at = record + 1, 0
        at += after
