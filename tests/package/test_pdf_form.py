"""The PDFs of a package have the form that our writer gives them, and looking at others stays within bounds."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from desktop.catalogue.catalogue import Catalogue
from desktop.package import pdf_form
from desktop.package.pdf_form import NotOurFormError, revisions, see_only_what_we_draw
from desktop.package.report import write_report
from desktop.package.report.line_breaking import paragraphs
from desktop.package.report.painter import Painter
from desktop.package.report.pdf_text import extracted
from desktop.package.report.spans import Span
from desktop.package.report.style import ACCENT, BODY, WARNING
from desktop.package.report.tags import Element
from desktop.record.submission import Submission


@pytest.fixture(scope="module")
def report(catalogue: Catalogue) -> bytes:
    return write_report(Submission("3f2a90c1-0000-4000-8000-000000000001"), catalogue, language="en", draft=True)


def replaced(pdf: bytes, old: bytes, new: bytes) -> bytes:
    """Return a PDF with something else in one place, its tables still right."""
    assert old in pdf
    assert len(new) <= len(old)
    return pdf.replace(old, new.ljust(len(old)), 1)


def with_content(pdf: bytes, content: bytes) -> bytes:
    """Return a PDF of one page in which this is drawn."""
    packed = zlib.compress(content)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [ 3 0 R ] >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << >> >> >>",
        b"<< /Filter [ /FlateDecode ] /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed),
    ]
    return of_objects(parts)


def of_objects(parts: list[bytes]) -> bytes:
    """Return a PDF of these objects, the first of them its root."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
    return bytes(out)


def test_our_own_report_is_in_our_form(report: bytes) -> None:
    assert revisions(report) == [len(report)]
    see_only_what_we_draw(report)


@pytest.mark.parametrize("right_to_left", [False, True])
def test_whatever_our_painter_can_draw_is_in_our_form(right_to_left: bool) -> None:
    painter = Painter(title="", author="", subject="", language="ar", right_to_left=right_to_left, at=None)
    painter.places = {"here"}
    # Marks above marks raise the pen; a font that ships in one weight is thickened.
    for text in ("Té̂xt", "سِجِلّ المَواليد (5 %)", "出生登记"):
        (paragraph,) = paragraphs(
            [Span(text, bold=True, link="here"), Span(" https", link="https://example.org")], BODY
        )
        painter.lines(paragraph.lines(200), 50, 50, 200)
    for fill, stroke in ((ACCENT, None), (None, ACCENT), (ACCENT, WARNING)):
        painter.box(50, 100, 20, 20, fill=fill, stroke=stroke)
        painter.box(50, 100, 20, 20, fill=fill, stroke=stroke, radius=4)
        painter.dot(90, 100, 3, fill=fill, stroke=stroke)
    painter.trace([(1, 1), (2, 2), (3, 1)], ACCENT)
    painter.rule(0, 0, 10, 0, ACCENT)
    painter.link("here", 1, 1, 5, 5, painter.tags.within.add(Element("Link")), "Here")
    painter.anchor("here", 20, "Here")
    with painter.furniture(), painter.faint_and_turned(52):
        painter.box(50, 100, 20, 20, fill=ACCENT)
    painter.next_page()
    pdf = painter.finish()
    assert b" Ts" in PdfReader(io.BytesIO(pdf)).pages[0].get_contents().get_data()  # type: ignore[union-attr]
    see_only_what_we_draw(pdf)


def test_a_page_of_ours_is_in_our_form() -> None:
    see_only_what_we_draw(with_content(b"", b"q 1 0 0 1 0 0 cm BT /T1 9.5 Tf 0 Tr [<0001>20<0002>] TJ ET Q"))


@pytest.mark.parametrize(
    "content",
    [
        b"BT /T1 9 Tf (We promise nothing) Tj ET",
        b"BT /T1 9 Tf [(We) 20 (promise)] TJ ET",
        b"/X1 Do",
        b"BI /W 1 /H 1 ID x EI",
        b"BT /T1 9 Tf <0001> ' ET",
        b"/P1 sh",
        b"00Do",
        b"0 0/Do?Do m",
    ],
)
def test_what_our_writer_does_not_draw_is_seen(content: bytes) -> None:
    with pytest.raises(NotOurFormError):
        see_only_what_we_draw(with_content(b"", content))


@pytest.mark.parametrize(
    "extra",
    [
        b"/OpenAction << /S /JavaScript /JS (app) >>",
        b"/AA << >>",
        b"/Names << /EmbeddedFiles << >> >>",
        b"/AcroForm << /XFA [ ] >>",
        b"/A << /Type /Action /S /Launch >>",
        b"/Annots [ << /Type /Annot /Subtype /FreeText >> ]",
        b"/D " + b"[" * 60 + b"]" * 60,
    ],
)
def test_what_runs_or_covers_is_seen(extra: bytes) -> None:
    pdf = of_objects([b"<< /Type /Catalog /Pages 2 0 R " + extra + b" >>", b"<< /Type /Pages /Count 0 /Kids [ ] >>"])
    with pytest.raises(NotOurFormError):
        see_only_what_we_draw(pdf)


def test_a_tree_of_pages_that_leads_back_is_gone_through_once() -> None:
    nodes = [b"<< /Type /Pages /Count 1 /Kids [ %d 0 R %d 0 R ] >>" % (n + 3, n + 3) for n in range(40)]
    pdf = of_objects([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, b"<< /Type /Page >>"])
    with pytest.raises(NotOurFormError):
        see_only_what_we_draw(pdf)


@pytest.mark.parametrize("fields", [b"[ 3 0 R 3 0 R ]", b"[ 3 0 R ]"])
def test_a_form_that_asks_for_more_than_a_signature_is_not_gone_into(fields: bytes) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader

    # Two in each of two in each of two: as deep as this, nobody would come to an end.
    nested = [b"<< /FT /Tx /T (x) /Kids [ %d 0 R %d 0 R ] >>" % (n + 4, n + 4) for n in range(60)]
    pdf = of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields " + fields + b" >> >>",
            b"<< /Type /Pages /Kids [ ] /Count 0 >>",
            *nested,
            b"<< /FT /Sig /T (y) >>",
        ]
    )
    with pytest.raises(NotOurFormError):
        pdf_form.see_one_field(PdfFileReader(io.BytesIO(pdf)))


def test_no_more_is_unpacked_than_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_form, "MOST_UNPACKED", 10_000)
    with pytest.raises(NotOurFormError):
        see_only_what_we_draw(with_content(b"", b" " * 20_000))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/FlateDecode", b"/LZWDecode"),
        (b"/FlateDecode ]", b"/Fl /Fl ]"),
    ],
)
def test_what_is_packed_in_another_way_is_not_unpacked(old: bytes, new: bytes) -> None:
    with pytest.raises(NotOurFormError):
        see_only_what_we_draw(replaced(with_content(b"", b"q Q"), old, new))


@pytest.mark.parametrize(
    "change",
    [
        lambda pdf: pdf + pdf,
        lambda pdf: pdf.replace(b"trailer\n<<", b"trailer\n<< /XRefStm 9"),
        lambda pdf: pdf.replace(b"trailer\n<<", b"trailer\n<< /Encrypt 1 0 R"),
        lambda pdf: re.sub(rb"startxref\n\d+", b"startxref\n9", pdf),
        lambda pdf: re.sub(rb"startxref\n\d+", b"startxref\n9999999999", pdf),
        lambda pdf: re.sub(rb"(trailer\n<<)", rb"\1 /Prev 5", pdf),
    ],
)
def test_tables_that_are_not_like_ours_are_seen(change: Callable[[bytes], bytes]) -> None:
    pdf = with_content(b"", b"q Q")
    assert revisions(pdf) == [len(pdf)]
    with pytest.raises(NotOurFormError):
        revisions(change(pdf))


def test_a_table_that_leads_to_itself_comes_to_an_end() -> None:
    pdf = with_content(b"", b"q Q")
    start = int(re.search(rb"startxref\n(\d+)", pdf)[1])  # type: ignore[index]
    with pytest.raises(NotOurFormError):
        revisions(pdf.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % start))


def test_brackets_without_end_are_read_once() -> None:
    # A pattern that looked for the end of each of them would take a day.
    assert extracted(with_content(b"", b"[" * 2_000_000)) == ""


def test_a_number_without_end_is_read_once() -> None:
    # Where a word was looked for from each of its digits, it would take hours.
    see_only_what_we_draw(with_content(b"", b"0" * 1_000_000))


def test_another_programs_pdf_is_not_in_our_form() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=True)
    canvas.drawString(72, 700, "We promise nothing")
    canvas.save()
    with pytest.raises(NotOurFormError):
        see_only_what_we_draw(stream.getvalue())
