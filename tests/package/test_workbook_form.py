"""A workbook that somebody else packed is looked at within bounds before a library reads it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.package import workbook_form
from desktop.package.workbook import write_workbook
from desktop.package.workbook_form import NotOurFormError, see_only_cells

from .conftest import Filled

Change = Callable[[dict[str, bytes]], object]


@pytest.fixture(scope="module")
def workbook(filled: Filled, catalogue: Catalogue) -> bytes:
    return write_workbook(filled(), catalogue, language="en", draft=False)


def repacked(content: bytes, change: Change, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def in_sheet(old: bytes, new: bytes) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet3.xml"
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)

    return change


def in_chart(old: bytes, new: bytes) -> Change:
    def change(parts: dict[str, bytes]) -> None:
        name = "xl/charts/chart1.xml"
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)

    return change


def test_our_own_workbook_is_in_our_form(workbook: bytes) -> None:
    see_only_cells(workbook)
    see_only_cells(repacked(workbook, lambda _parts: None))


@pytest.mark.parametrize(
    "change",
    [
        in_sheet(b'<c r="A1"', b'<c r="XFD1048576"'),
        in_sheet(b'<c r="A1"', b"<c r='XFD1048576'"),
        in_sheet(b'<c r="A1"', b'<x:c r="XFD1048576"'),
        in_sheet(b'<c r="A1"', b'<c\nr="XFD1048576"'),
        in_sheet(b'<row r="1"', b'<row r="1048576"'),
        in_sheet(b"</is></c>", b"</is><f>1+1</f></c>"),
        in_sheet(b"<worksheet", b"<!DOCTYPE x><worksheet"),
        in_chart(b"<f>'Chart figures'!$B$2</f>", b"<f>[1]Figures!$B$2</f>"),
        in_chart(b"<f>'Chart figures'!$B$2</f>", b"<f>1+1</f>"),
        in_chart(b"<f>'Chart figures'!$B$2</f>", b"<f>'x'!$B$2+'x'!$B$3</f>"),
        lambda parts: parts.update({"xl/charts/_rels/chart1.xml.rels": b"<Relationships/>"}),
        lambda parts: parts.update({"xl/vbaProject.bin": b"MZ"}),
        lambda parts: parts.update({"xl/externalLinks/externalLink1.xml": b"<a/>"}),
        lambda parts: parts.update({"xl/_rels/workbook.xml.rels": b'<Relationship TargetMode="External"/>'}),
    ],
)
def test_what_our_writer_does_not_write_is_seen(change: Change, workbook: bytes) -> None:
    with pytest.raises(NotOurFormError):
        see_only_cells(repacked(workbook, change))


@pytest.mark.parametrize("content", [b"", b"MZ", b"PK\x05\x06" + bytes(18), b"PK\x03\x04" + bytes(200)])
def test_what_is_no_workbook_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(NotOurFormError):
        see_only_cells(content)


def test_what_asks_for_much_memory_is_not_unpacked(workbook: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotOurFormError):
        see_only_cells(repacked(workbook, lambda _parts: None, zipfile.ZIP_LZMA))
    monkeypatch.setattr(workbook_form, "_MOST_UNPACKED", 1_000_000)
    bomb = _bomb()
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_each: pytest.fail("unpacked"))
    with pytest.raises(NotOurFormError):
        see_only_cells(bomb)


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            with archive.open(zipfile.ZipInfo(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=False) as part:
                part.write(bytes(1_000_000))
    return stream.getvalue()


def test_nothing_of_a_workbook_is_written_elsewhere(
    filled: Filled, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "mkstemp", lambda *_each, **_more: pytest.fail("written elsewhere"))
    monkeypatch.setattr(tempfile, "_mkstemp_inner", lambda *_each, **_more: pytest.fail("written elsewhere"))
    assert write_workbook(filled(), catalogue, language="en", draft=False)
