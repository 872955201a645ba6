"""Old workbooks are looked through before the library reads them: a failed allocation would end the program."""

from __future__ import annotations

from collections.abc import Sequence
from struct import pack, unpack_from

import pytest

from desktop.operations.import_entries import CannotImport
from desktop.operations.tables import archive_parts, old_workbook_sizes
from desktop.operations.tables.source_options import Opening
from desktop.operations.tables.table import read_table

NAMES, ROW = ("Indicator", "Year", "Value"), ("8.5.2", "2020", "4.1")


def record(kind: int, data: bytes) -> bytes:
    return pack("<HH", kind, len(data)) + data


def begin(kind: int) -> bytes:
    return record(0x0809, pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


END = record(0x000A, b"")


def shared_text(row: int, column: int, number: int) -> bytes:
    """Return a cell that says the number of a text which many cells can share."""
    return record(0x00FD, pack("<HHHI", row, column, 0, number))


def size(rows: int, columns: int, top: int = 0) -> bytes:
    return record(0x0200, pack("<IIHHH", top, rows, 0, columns, 0))


def texts(*said: str) -> bytes:
    """Return the texts that cells share; a text that is too long for its record goes on in the next one."""
    pieces = [pack("<II", len(said), len(said))]
    for each in said:
        data = each.encode("utf-16-le")
        pieces[-1] += pack("<HB", len(each), 1)
        while len(pieces[-1]) + len(data) > 8_000:
            here = (8_000 - len(pieces[-1])) // 2 * 2
            pieces[-1] += data[:here]
            data = data[here:]
            pieces.append(b"\x01")
        pieces[-1] += data
    return b"".join(record(0x003C if place else 0x00FC, piece) for place, piece in enumerate(pieces))


def compound(stream: bytes, *, said: int | None = None, name: str = "Workbook") -> bytes:
    """Return a compound file with this stream as its workbook, or by another name; it may lie about its size."""
    stream += bytes(max(4096 - len(stream), -len(stream) % 512))
    sectors = len(stream) // 512
    tables = (sectors + 2 + 127) // 128 + 1
    table = [0xFFFFFFFD] * tables + [0xFFFFFFFE]
    table += [*range(tables + 2, tables + 1 + sectors), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (tables * 128 - len(table))
    places = [*range(tables)] + [0xFFFFFFFF] * (109 - tables)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += pack("<IIIIIIIII", 0, tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + pack("<109I", *places)

    def entry(named: str, kind: int, child: int, start: int, length: int) -> bytes:
        letters = named.encode("utf-16-le")
        begins = letters.ljust(64, b"\0") + pack("<HBBIII", len(letters) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return begins + bytes(36) + pack("<III", start, length, 0)

    length = len(stream) if said is None else said
    listed = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(name, 2, 0xFFFFFFFF, tables + 1, length)
    return header + pack(f"<{len(table)}I", *table) + listed.ljust(512, b"\0") + stream


def old_workbook(
    cells: bytes, *, sheets: int = 1, of: Sequence[str] = (), many: bytes = b"", size_: bytes = b""
) -> bytes:
    """Return a workbook with a small table on each sheet, and these cells below it.

    Args:
        of: more texts to be shared, from number 6 on.
        many: the texts as they are to stand there, instead.
    """
    shared = many or texts(*NAMES, *ROW, *of)
    table = b"".join(shared_text(row, column, row * 3 + column) for row in range(2) for column in range(3))
    sheet = begin(0x0010) + (size_ or size(2, 3)) + table + cells + END
    names = [f"Data{number}".encode() for number in range(sheets)]
    first = len(begin(0x0005)) + sum(len(each) + 12 for each in names) + len(shared) + len(END)
    bound = b"".join(
        record(0x0085, pack("<IBBBB", first + number * len(sheet), 0, 0, len(name), 0) + name)
        for number, name in enumerate(names)
    )
    return compound(begin(0x0005) + bound + shared + END + sheet * sheets)


def test_an_old_workbook_is_read() -> None:
    long = "ع" * 9_000
    table = read_table(old_workbook(shared_text(2, 0, 6), of=[long]), Opening())
    assert [cells for _line, cells in table.raw.records] == [list(NAMES), list(ROW), [long]]


_SEVERAL = record(0x00BD, pack("<HH", 2, 0) + bytes(6) + pack("<H", 65_535))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(old_workbook(shared_text(65_535, 65_535, 0)), "damaged", id="a cell in the last corner"),
        pytest.param(old_workbook(shared_text(65_535, 255, 0)), "larger than a table", id="the last that there is"),
        pytest.param(old_workbook(_SEVERAL), "damaged", id="several cells up to the last column"),
        pytest.param(
            old_workbook(shared_text(19_000, 255, 0), sheets=3), "larger than a table", id="all sheets together"
        ),
        pytest.param(old_workbook(b"", size_=size(2**32 - 1, 65_535)), "damaged", id="a sheet that says to be huge"),
        pytest.param(old_workbook(b"", size_=size(2, 3, top=5)), "damaged", id="a sheet that ends before it begins"),
        pytest.param(
            old_workbook(b"", many=record(0x00FC, pack("<II", 1, 2**31 - 1) + b"\x01\x00\x00x")),
            "damaged",
            id="texts without number",
        ),
        pytest.param(
            old_workbook(b"".join(shared_text(row, 0, 7) for row in range(2, 102)), of=["y", "x" * 30_000]),
            "larger than a table",
            id="a long text that many cells share",
        ),
        pytest.param(compound(begin(5) + END, said=2**31), "damaged", id="a stream that says to be huge"),
        pytest.param(old_workbook(record(0x00E5, pack("<H", 65_535)) * 4), "larger than a table", id="merged cells"),
        pytest.param(old_workbook(b"")[:3_000], "damaged", id="half of it"),
    ],
)
def test_what_takes_more_memory_than_any_table_is_refused(
    content: bytes, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def must_not_be_called(*_given: object) -> None:
        raise AssertionError("the library was asked to read it")

    monkeypatch.setattr(archive_parts, "MOST_UNPACKED", 2_000_000)
    monkeypatch.setattr("python_calamine.CalamineWorkbook.from_filelike", must_not_be_called)
    with pytest.raises(CannotImport) as caught:
        read_table(content, Opening())
    assert said in caught.value.message


def kept_closed(content: bytes) -> bytes:
    """Return the records of a workbook as a password closes them: what each is and how long can be seen, no more."""
    closed, at = b"", 0
    while at < len(content):
        kind, length = unpack_from("<HH", content, at)
        data = content[at + 4 : at + 4 + length]
        closed += record(kind, data if kind in (0x0809, 0x0085, 0x002F) else bytes(each ^ 0xA7 for each in data))
        at += 4 + length
    return closed


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            compound(kept_closed(begin(0x0005) + record(0x002F, bytes(54)) + texts(*NAMES, *ROW) + END)), id="old"
        ),
        pytest.param(compound(bytes(range(256)) * 20, name="EncryptedPackage"), id="a newer one"),
    ],
)
def test_a_workbook_that_a_password_closes_is_told_of(content: bytes) -> None:
    with pytest.raises(CannotImport) as caught:
        read_table(content, Opening())
    assert "protected by a password" in caught.value.message


def test_sheets_that_are_one_place_of_the_file_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any number of names can mean one sheet, which would be read anew for each of them."""
    monkeypatch.setattr(old_workbook_sizes, "_MOST_RECORDS", 30)
    with pytest.raises(CannotImport) as caught:
        read_table(old_workbook(b"", sheets=5), Opening())
    assert "larger than a table" in caught.value.message


def test_many_cells_may_share_what_is_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long text beside it makes nobody refuse them."""
    monkeypatch.setattr(archive_parts, "MOST_UNPACKED", 2_000_000)
    cells = b"".join(shared_text(row, 0, 6) for row in range(2, 102)) + shared_text(102, 0, 7)
    table = read_table(old_workbook(cells, of=["y", "x" * 30_000]), Opening())
    assert len(table.raw.records) == 103
